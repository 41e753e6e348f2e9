import Foundation
import SchouwHTTP
import Testing

/// A case of `Cases/*.txt`; its form is told in `Cases/README.txt`.
struct ParserCase: Sendable, CustomTestStringConvertible {
  var file: String
  var title: String
  var limits: Limits
  var bytes: [UInt8]
  var expected: [String]

  var testDescription: String { "\(file): \(title)" }

  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("Cases")

  static var files: [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.filter { $0.hasSuffix(".txt") && $0 != "README.txt" }.sorted()
  }

  static let all: [ParserCase] = files.flatMap { file -> [ParserCase] in
    let text = (try? String(contentsOf: folder.appendingPathComponent(file), encoding: .utf8)) ?? ""
    return text.components(separatedBy: "## ").dropFirst().map { ParserCase(file, $0) }
  }

  init(_ file: String, _ text: String) {
    let lines = text.split(separator: "\n").map(String.init)
    self.file = file
    title = lines.first ?? ""
    limits = Limits()
    bytes = []
    expected = []
    var isExpectation = false
    for line in lines.dropFirst() {
      if line == "->" {
        isExpectation = true
      } else if isExpectation {
        expected.append(line)
      } else if line.hasPrefix("limits: ") {
        for pair in line.dropFirst(8).split(separator: " ") { set(String(pair)) }
      } else {
        bytes += Self.unescape(line)
      }
    }
  }

  private mutating func set(_ pair: String) {
    let parts = pair.split(separator: "=")
    let value = Int(parts[1]) ?? -1
    switch parts[0] {
    case "requestLineBytesMax": limits.requestLineBytesMax = value
    case "headerSectionBytesMax": limits.headerSectionBytesMax = value
    case "fieldCountMax": limits.fieldCountMax = value
    case "bodyBytesMax": limits.bodyBytesMax = value
    case "chunkLineBytesMax": limits.chunkLineBytesMax = value
    case "chunkExtensionBytesMax": limits.chunkExtensionBytesMax = value
    case "trailerSectionBytesMax": limits.trailerSectionBytesMax = value
    default: preconditionFailure("\(file): no limit \(parts[0])")
    }
  }

  static func unescape(_ line: String) -> [UInt8] {
    var bytes: [UInt8] = []
    var rest = line.utf8[...]
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "\\") else {
        bytes.append(byte)
        continue
      }
      switch rest.popFirst() {
      case UInt8(ascii: "r"): bytes.append(13)
      case UInt8(ascii: "n"): bytes.append(10)
      case UInt8(ascii: "t"): bytes.append(9)
      case UInt8(ascii: "0"): bytes.append(0)
      case UInt8(ascii: "\\"): bytes.append(UInt8(ascii: "\\"))
      case UInt8(ascii: "x"):
        bytes.append(UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16) ?? 0)
        rest = rest.dropFirst(2)
      default: preconditionFailure("an unknown escape in \(line)")
      }
    }
    return bytes
  }

  static func escape(_ bytes: some Sequence<UInt8>) -> String {
    bytes.map { byte in
      switch byte {
      case 13: "\\r"
      case 10: "\\n"
      case 9: "\\t"
      case 0: "\\0"
      case UInt8(ascii: "\\"): "\\\\"
      case 0x20..<0x7F: String(UnicodeScalar(byte))
      default: "\\x" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
      }
    }.joined()
  }
}

/// What a parser makes of bytes that come in these pieces, as the lines of a case.
struct Transcript {
  private(set) var lines: [String] = []
  private var parser: RequestParser
  private var body: [UInt8] = []
  private var bodyEnd = 0
  private var hasFailed = false

  init(_ limits: Limits, _ pieces: [ArraySlice<UInt8>]) {
    parser = RequestParser(limits: limits)
    for piece in pieces where !hasFailed {
      parser.append(Array(piece))
      read()
    }
    flush()
    if !hasFailed, let error = parser.endOfInput() {
      lines.append("\(place(error)) incomplete")
    }
  }

  private mutating func read() {
    do throws(HTTPError) {
      while let event = try parser.next() { note(event) }
    } catch {
      flush()
      lines.append("\(place(error)) error \(error.status.code) \(error.code.rawValue)")
      hasFailed = true
    }
  }

  private mutating func note(_ event: RequestParser.Event) {
    if case .body(let piece) = event {
      #expect(!piece.isEmpty)
      body += piece
      bodyEnd = parser.offset
      return
    }
    flush()
    switch event {
    case .head(let head):
      let query = head.target.query.map { " \(escaped($0.name))=\(escaped($0.value))" }.joined()
      lines.append(
        "\(parser.offset) head \(head.method) \(escaped(head.path))\(query.isEmpty ? "" : " ?")"
          + "\(query) \(head.version)" + fields(head.fields)
      )
    case .expectContinue: lines.append("\(parser.offset) expect")
    case .trailers(let fields): lines.append("\(parser.offset) trailers\(self.fields(fields))")
    case .end: lines.append("\(parser.offset) end")
    case .body: break
    }
  }

  private mutating func flush() {
    guard !body.isEmpty else { return }
    lines.append("\(bodyEnd) body \(ParserCase.escape(body))")
    body = []
  }

  private func escaped(_ text: String) -> String { ParserCase.escape(text.utf8) }

  private func fields(_ fields: HeaderFields) -> String {
    (0..<fields.count).map { " [\(fields[$0].name): \(escaped(fields[$0].value))]" }.joined()
  }

  private func place(_ error: HTTPError) -> String {
    guard case .byte(let offset) = error.place else { return "?" }
    return "\(offset)"
  }
}
