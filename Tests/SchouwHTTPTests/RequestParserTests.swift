import Foundation
import SchouwHTTP
import Testing

@Suite struct `The request parser` {
  static let rewrites = ProcessInfo.processInfo.environment["SCHOUW_REWRITE"] == "1"

  @Test func `has at least seventy cases, each with its own title and an expectation`() {
    #expect(ParserCase.all.count >= 70)
    #expect(Set(ParserCase.all.map(\.title)).count == ParserCase.all.count)
    #expect(
      ParserCase.all.allSatisfy { !$0.expected.isEmpty || $0.title.contains("begins nothing") }
    )
  }

  @Test(.enabled(if: !rewrites), arguments: ParserCase.all)
  func `reads a case whole as it is written down`(_ parserCase: ParserCase) {
    let transcript = Transcript(parserCase.limits, [parserCase.bytes[...]])
    #expect(transcript.lines == parserCase.expected)
  }

  @Test(arguments: ParserCase.all)
  func `reads a case the same in all pieces`(_ parserCase: ParserCase) {
    let bytes = parserCase.bytes
    let whole = Transcript(parserCase.limits, [bytes[...]]).lines
    let single = Transcript(parserCase.limits, bytes.indices.map { bytes[$0...$0] }).lines
    #expect(single == whole, "byte by byte")
    for split in bytes.indices {
      let parts = Transcript(parserCase.limits, [bytes[..<split], bytes[split...]]).lines
      #expect(parts == whole, "split at \(split)")
    }
  }

  @Test(.enabled(if: rewrites), arguments: ParserCase.files)
  func `rewrites its cases on demand`(_ file: String) throws {
    let url = ParserCase.folder.appendingPathComponent(file)
    let text = try String(contentsOf: url, encoding: .utf8)
    let parts = text.components(separatedBy: "## ").dropFirst().map { part -> String in
      let parserCase = ParserCase(file, part)
      let lines = Transcript(parserCase.limits, [parserCase.bytes[...]]).lines
      let before = part.components(separatedBy: "\n->")[0]
      return "## \(before)\n->\n" + lines.map { $0 + "\n" }.joined()
    }
    try parts.joined(separator: "\n").write(to: url, atomically: true, encoding: .utf8)
  }

  @Test func `throws the same error again and again`() {
    var parser = RequestParser()
    parser.append(Array("GET /\n".utf8))
    let error = HTTPError(.bareLineFeed, .byte(5))
    #expect(throws: error) { try parser.next() }
    parser.append(Array("GET / HTTP/1.0\r\n\r\n".utf8))
    #expect(throws: error) { try parser.next() }
    #expect(parser.endOfInput() == error)
  }

  @Test func `keeps right offsets over many requests in one connection`() throws {
    var parser = RequestParser()
    let request = Array("POST /a HTTP/1.1\r\nHost: b\r\nContent-Length: 3\r\n\r\nxyz".utf8)
    for count in 1...2_000 {
      parser.append(request)
      var events = 0
      while try parser.next() != nil { events += 1 }
      #expect(events == 3)
      #expect(parser.offset == count * request.count)
      #expect(parser.pendingBytes == 0)
    }
  }
}
