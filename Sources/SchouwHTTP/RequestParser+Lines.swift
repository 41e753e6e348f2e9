extension RequestParser {
  /// Method, one space, target, one space, version.
  ///
  /// RFC 9112 §3.
  mutating func readRequestLine(_ line: Range<Int>) throws(HTTPError) {
    let first = firstIndex(of: Octets.space, in: line)
    guard let first, let last = lastIndex(of: Octets.space, in: line), last > first else {
      throw HTTPError(.malformedRequestLine, .byte(base + line.lowerBound))
    }
    method = try readMethod(line.lowerBound..<first)
    version = try readVersion(last + 1..<line.upperBound)
    guard Method.known.contains(method.name) else {
      throw HTTPError(.unknownMethod, .byte(base + line.lowerBound))
    }
    target = try RequestTarget(buffer[first + 1..<last], offset: base + first + 1)
  }

  private func firstIndex(of byte: UInt8, in range: Range<Int>) -> Int? {
    var index = range.lowerBound
    while index < range.upperBound {
      if buffer[index] == byte { return index }
      index += 1
    }
    return nil
  }

  private func lastIndex(of byte: UInt8, in range: Range<Int>) -> Int? {
    var index = range.upperBound - 1
    while index >= range.lowerBound {
      if buffer[index] == byte { return index }
      index -= 1
    }
    return nil
  }

  private func readMethod(_ range: Range<Int>) throws(HTTPError) -> Method {
    guard !range.isEmpty else { throw HTTPError(.invalidMethod, .byte(base + range.lowerBound)) }
    for index in range where !Octets.isToken(buffer[index]) {
      throw HTTPError(.invalidMethod, .byte(base + index))
    }
    return Method(checked: String(decoding: buffer[range], as: UTF8.self))
  }

  private static let versionStart: [UInt8] = Array("HTTP/".utf8)

  /// `HTTP/`, a digit, a point, a digit, with its case.
  ///
  /// RFC 9112 §2.3.
  private func readVersion(_ range: Range<Int>) throws(HTTPError) -> Version {
    let start = range.lowerBound
    guard range.count == 8, buffer[range].starts(with: Self.versionStart),
      isDigit(buffer[start + 5]), buffer[start + 6] == 0x2E, isDigit(buffer[start + 7])
    else { throw HTTPError(.malformedVersion, .byte(base + start)) }
    switch (buffer[start + 5], buffer[start + 7]) {
    case (0x31, 0x31): return .http11
    case (0x31, 0x30): return .http10
    default: throw HTTPError(.unsupportedVersion, .byte(base + start))
    }
  }

  private func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }

  /// Name, colon, perhaps blanks, value, perhaps blanks.
  ///
  /// RFC 9112 §5.
  mutating func readField(_ line: Range<Int>) throws(HTTPError) {
    guard !Octets.isBlank(buffer[line.lowerBound]) else {
      throw HTTPError(.foldedField, .byte(base + line.lowerBound))
    }
    guard fields.count < limits.fieldCountMax else {
      throw HTTPError(.tooManyFields, .byte(base + line.lowerBound))
    }
    var colon = line.lowerBound
    while true {
      guard colon < line.upperBound else {
        throw HTTPError(.missingColon, .byte(base + line.upperBound))
      }
      let byte = buffer[colon]
      if Octets.isToken(byte) {
        colon += 1
        continue
      }
      if byte == 0x3A { break }
      let code: HTTPError.Code =
        Octets.isBlank(byte) ? .whitespaceBeforeColon : .invalidFieldName
      throw HTTPError(code, .byte(base + colon))
    }
    guard colon > line.lowerBound else {
      throw HTTPError(.invalidFieldName, .byte(base + colon))
    }
    var start = colon + 1
    var end = line.upperBound
    while start < end, Octets.isBlank(buffer[start]) { start += 1 }
    while start < end, Octets.isBlank(buffer[end - 1]) { end -= 1 }
    fields.appendChecked(name: line.lowerBound..<colon, value: start..<end, of: buffer)
  }

  private static let forbiddenTrailers = [
    "transfer-encoding", "content-length", "host", "trailer", "te", "connection", "expect",
    "authorization", "content-encoding", "content-type", "content-range",
  ]

  /// Framing, routing and identity belong in the head.
  ///
  /// RFC 9110 §6.5.1.
  func refuseForbiddenTrailer(at index: Int) throws(HTTPError) {
    guard let entry = fields.entries.last,
      Self.forbiddenTrailers.contains(where: { fields.matches(entry, $0) })
    else { return }
    throw HTTPError(.forbiddenTrailer, .byte(base + index))
  }
}
