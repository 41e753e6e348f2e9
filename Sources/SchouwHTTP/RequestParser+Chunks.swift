extension RequestParser {
  /// A chunk size and its extensions; the body so far and this chunk must keep to the limit.
  ///
  /// RFC 9112 §7.1.
  mutating func readChunkSize(_ line: Range<Int>) throws(HTTPError) -> Int {
    var index = line.lowerBound
    var size: UInt64 = 0
    while index < line.upperBound, let digit = Octets.hex(buffer[index]) {
      guard index - line.lowerBound < Limits.chunkSizeDigitsMax else {
        throw HTTPError(.invalidChunkSize, .byte(base + index))
      }
      size = size << 4 | UInt64(digit)
      index += 1
    }
    let isEnd = index == line.upperBound || buffer[index] == 0x3B
    guard index > line.lowerBound, isEnd else {
      throw HTTPError(.invalidChunkSize, .byte(base + index))
    }
    extensionBytes += line.upperBound - index
    guard extensionBytes <= limits.chunkExtensionBytesMax else {
      throw HTTPError(.chunkExtensionsTooLong, .byte(base + index))
    }
    try passExtensions(index..<line.upperBound)
    guard size <= UInt64(max(0, limits.bodyBytesMax - bodyBytes)) else {
      throw HTTPError(.bodyTooLarge, .byte(base + line.lowerBound))
    }
    return Int(size)
  }

  /// `;name`, `;name=token` or `;name="text"`, repeated, without blanks between.
  ///
  /// RFC 9112 §7.1.1.
  private func passExtensions(_ range: Range<Int>) throws(HTTPError) {
    var index = range.lowerBound
    while index < range.upperBound {
      guard buffer[index] == 0x3B else { throw refusal(index) }
      index = try passToken(index + 1, range.upperBound)
      guard index < range.upperBound, buffer[index] == 0x3D else { continue }
      index += 1
      if index < range.upperBound, buffer[index] == 0x22 {
        index = try passQuoted(index + 1, range.upperBound)
      } else {
        index = try passToken(index, range.upperBound)
      }
    }
  }

  private func passToken(_ start: Int, _ end: Int) throws(HTTPError) -> Int {
    var index = start
    while index < end, Octets.isToken(buffer[index]) { index += 1 }
    guard index > start else { throw refusal(index) }
    return index
  }

  private func passQuoted(_ start: Int, _ end: Int) throws(HTTPError) -> Int {
    var index = start
    while index < end {
      switch buffer[index] {
      case 0x22: return index + 1
      case 0x5C: index += 2
      default: index += 1
      }
    }
    throw refusal(end)
  }

  private func refusal(_ index: Int) -> HTTPError {
    HTTPError(.invalidChunkExtension, .byte(base + index))
  }

  /// The CRLF behind a chunk; false if it has not come yet.
  mutating func passChunkEnd() throws(HTTPError) -> Bool {
    guard read < buffer.count else { return false }
    guard buffer[read] == Octets.carriageReturn else {
      throw HTTPError(.missingChunkEnd, .byte(base + read))
    }
    guard read + 1 < buffer.count else { return false }
    guard buffer[read + 1] == Octets.lineFeed else {
      throw HTTPError(.missingChunkEnd, .byte(base + read + 1))
    }
    read += 2
    scanned = read
    return true
  }
}
