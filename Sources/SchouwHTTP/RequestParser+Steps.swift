extension RequestParser {
  mutating func step() throws(HTTPError) -> Event? {
    while true {
      switch state {
      case .requestLine(let passedEmptyLine):
        guard let line = try nextLine(within: limits.requestLineBytesMax, .requestLineTooLong)
        else { return nil }
        if line.isEmpty, !passedEmptyLine {
          state = .requestLine(passedEmptyLine: true)
          continue
        }
        try readRequestLine(line)
        sectionBytes = 0
        state = .fields
      case .fields:
        let rest = limits.headerSectionBytesMax - sectionBytes
        guard let line = try nextLine(within: rest, .headerSectionTooLarge) else { return nil }
        sectionBytes += line.count + 2
        guard line.isEmpty else {
          try readField(line)
          continue
        }
        return try finishHead()
      case .expectation(let framing):
        enterBody(framing)
        return .expectContinue
      case .fixed(let remaining):
        guard remaining > 0 else {
          state = .end
          continue
        }
        guard let piece = takePiece(remaining) else { return nil }
        state = .fixed(remaining: remaining - piece.count)
        return .body(piece)
      case .chunkSize:
        guard let line = try nextLine(within: limits.chunkLineBytesMax, .chunkLineTooLong)
        else { return nil }
        let size = try readChunkSize(line)
        sectionBytes = 0
        state = size == 0 ? .trailers : .chunk(remaining: size)
      case .chunk(let remaining):
        guard remaining > 0 else {
          state = .chunkEnd
          continue
        }
        guard let piece = takePiece(remaining) else { return nil }
        state = .chunk(remaining: remaining - piece.count)
        return .body(piece)
      case .chunkEnd:
        guard try passChunkEnd() else { return nil }
        state = .chunkSize
      case .trailers:
        let rest = limits.trailerSectionBytesMax - sectionBytes
        guard let line = try nextLine(within: rest, .trailersTooLarge) else { return nil }
        sectionBytes += line.count + 2
        guard line.isEmpty else {
          try readField(line)
          try refuseForbiddenTrailer(at: line.lowerBound)
          continue
        }
        state = .end
        guard !fields.isEmpty else { continue }
        let trailers = fields
        fields = HeaderFields()
        return .trailers(trailers)
      case .end:
        state = .requestLine(passedEmptyLine: false)
        return .end
      case .failed(let error):
        throw error
      }
    }
  }

  /// The next line without its CRLF, or nil if it is not whole yet; moves behind it.
  ///
  /// Bytes are judged in their order: a bare CR or LF, a control byte, or the limit, whichever
  /// comes first. RFC 9112 §2.2.
  private mutating func nextLine(
    within limit: Int,
    _ tooLong: HTTPError.Code
  ) throws(HTTPError) -> Range<Int>? {
    let start = read
    let limitIndex = start + limit
    let end = min(buffer.count, limitIndex)
    var index = max(scanned, start)
    while index < end {
      let byte = buffer[index]
      if Octets.isLine(byte) {
        index += 1
        continue
      }
      guard byte == Octets.carriageReturn else {
        let code: HTTPError.Code = byte == Octets.lineFeed ? .bareLineFeed : .controlByte
        throw HTTPError(code, .byte(base + index))
      }
      guard index + 1 < limitIndex else { break }
      guard index + 1 < buffer.count else {
        scanned = index
        return nil
      }
      guard buffer[index + 1] == Octets.lineFeed else {
        throw HTTPError(.bareCarriageReturn, .byte(base + index))
      }
      read = index + 2
      scanned = read
      return start..<index
    }
    scanned = index
    guard end < limitIndex else { throw HTTPError(tooLong, .byte(base + limitIndex)) }
    return nil
  }

  private mutating func takePiece(_ remaining: Int) -> [UInt8]? {
    let count = min(remaining, buffer.count - read)
    guard count > 0 else { return nil }
    let piece = Array(buffer[read..<read + count])
    read += count
    scanned = read
    bodyBytes += count
    return piece
  }

  private mutating func enterBody(_ framing: Framing) {
    bodyBytes = 0
    extensionBytes = 0
    switch framing {
    case .none: state = .end
    case .fixed(let count): state = .fixed(remaining: count)
    case .chunked: state = .chunkSize
    }
  }

  private mutating func finishHead() throws(HTTPError) -> Event {
    guard let target else { preconditionFailure("a head is finished without its request line") }
    let head = RequestHead(method: method, target: target, version: version, fields: fields)
    fields = HeaderFields()
    self.target = nil
    let framing = try judge(head)
    if framing.expects {
      state = .expectation(framing.body)
    } else {
      enterBody(framing.body)
    }
    return .head(head)
  }
}
