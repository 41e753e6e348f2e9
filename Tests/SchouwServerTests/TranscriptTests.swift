import Foundation
import SchouwCanon
import SchouwDocuments
import SchouwHTTP
import SchouwServer
import Testing

/// `Protocol/transcripts`, each replayed against an office that runs.
///
/// `SCHOUW_REWRITE=1 swift test --filter TranscriptTests` writes the answers anew; review the diff.
@Suite struct `A transcript` {
  static let folder = `The published interface`.folder.appendingPathComponent("transcripts")
  static let rewrites = ProcessInfo.processInfo.environment["SCHOUW_REWRITE"] == "1"
  static let names =
    ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? [])
    .filter { $0.hasSuffix(".txt") }.sorted()

  @Test func `is there for every part of the protocol`() {
    #expect(Self.names.count >= 12)
  }

  @Test(arguments: names)
  func `is what the office does`(_ name: String) async throws {
    let file = Self.folder.appendingPathComponent(name)
    var page = Transcript(try String(contentsOf: file, encoding: .utf8))
    var play = try Play(name)
    for (index, step) in page.steps.enumerated() {
      switch step {
      case .words: break
      case .office(let words): try await play.atTheOffice(words)
      case .exchange(var exchange):
        let unbound = play.placeholders.unbound(in: exchange)
        try #require(unbound.isEmpty, "\(name): nothing before binds \(unbound)")
        let answer = try await play.lines(of: exchange)
        if Self.rewrites {
          exchange.answer = answer.map { play.placeholders.named($0) }
          if exchange.path == "/metrics" { exchange.answer = exchange.answer.prefix(7) + ["…"] }
          page.steps[index] = .exchange(exchange)
          continue
        }
        #expect(!exchange.answer.isEmpty, "\(name): \(exchange.path) has no answer")
        let isOpen = exchange.answer.last == "…"
        let expected = isOpen ? Array(exchange.answer.dropLast()) : exchange.answer
        #expect(isOpen ? answer.count >= expected.count : answer.count == expected.count)
        for (line, pattern) in zip(answer, expected) {
          let fits = play.placeholders.matches(line, pattern)
          #expect(fits, "\(name): \(line) is not \(pattern)")
        }
      }
    }
    if Self.rewrites { try page.text.write(to: file, atomically: true, encoding: .utf8) }
    await play.office.server.shutdown()
  }
}

/// An office on which a transcript is played.
private struct Play {
  var office: ServedOffice
  var placeholders = Placeholders()
  private let name: String
  private let port: UInt16

  init(_ name: String) throws {
    self.name = name
    office = try ServedOffice(seed: name)
    port = office.server.address.port
    placeholders.bind("administrator", office.server.adminSecret)
  }

  /// Carries out what a person at the office does.
  mutating func atTheOffice(_ words: String) async throws {
    let parts = words.components(separatedBy: " ")
    func scopes(_ text: String) -> [ScopeCode] { text.split(separator: ",").map { scope("\($0)") } }
    switch parts[0] {
    case "invites":  // invites NAME for SCOPES: {code}
      let answer = try await office.server.administer(
        .deviceAdd(parts[1], scopes: scopes(parts[3].filter { $0 != ":" }))
      )
      let name = String(parts[4].dropFirst().dropLast())
      placeholders.bind(name, answer["code"]?.stringValue ?? "")
    case "grants":  // grants NAME SCOPES
      _ = try await office.server.administer(.deviceScopes(parts[1], scopes(parts[2])))
    case "revokes": _ = try await office.server.administer(.deviceRevoke(parts[1]))
    case "backs":  // backs up
      let through = try Backup.write(from: "/office", to: "/backup", disk: office.disk).last
      _ = try await office.server.administer(.archive(through: through))
    case "restores":
      await office.server.shutdown()
      let clock = office.clock
      _ = try Backup.restore(
        from: "/backup",
        to: "/restored",
        disk: office.disk,
        random: SeededRandom(seed: name + " restored"),
        clock: { clock.now }
      )
      office = try ServedOffice(
        office.disk,
        folder: "/restored",
        clock: clock,
        port: port,
        seed: name + " again"
      )
      placeholders.bind("administrator", office.server.adminSecret)
    case "disk": office.disk.set(room: parts[1] == "full" ? 0 : nil)
    case "tries":  // tries COUNT wrong codes
      for _ in 0..<(Int(parts[1]) ?? 0) {
        let answer = try await ask(
          office.server,
          "POST",
          "/v1/enrol",
          type: "application/json",
          body: Self.wrongCode.canonicalBytes
        )
        #expect(answer.status == 403)
      }
    case "waits": office.clock.advance((Int64(parts[1]) ?? 0) * second)  // waits COUNT seconds
    default: Issue.record("nobody knows how to do this: \(words)")
    }
  }

  private static let wrongCode: JSONValue = [
    "code": "AAAAA-AAAAA-AAAAA-AAAAA", "key": .string(String(repeating: "A", count: 43)),
    "replica": "b71e02d1a0c4f3aa", "token": .string(String(repeating: "A", count: 43)), "v": 1,
  ]

  /// Sends a request and returns the answer as lines.
  func lines(of exchange: Transcript.Exchange) async throws -> [String] {
    var type: String?
    var authorization: String?
    for field in exchange.fields {
      if field.name == "Content-Type" { type = field.value }
      if field.name == "Authorization" { authorization = placeholders.filled(field.value) }
    }
    var lines = exchange.body.map { placeholders.filled($0) }
    var length: Int?
    if let fill = lines.first, fill.hasPrefix("(") {  // (6291457 bytes)
      let count = Int(fill.dropFirst().prefix { $0 != " " }) ?? 0
      // A server that refuses by the head closes while a body is on its way: the answer may be lost.
      let isSent = !fill.contains("not sent")
      lines = isSent ? [String(repeating: "x", count: count)] : []
      length = isSent ? nil : count
    }
    var body = lines.joined(separator: "\n")
    if type == "application/jsonl", !body.isEmpty { body += "\n" }
    let answer = try await ask(
      office.server,
      exchange.method,
      exchange.path,
      authorization: authorization,
      type: type,
      body: Array(body.utf8),
      length: length
    )
    var out = ["\(answer.status)"]
    for name in [
      "Content-Type", "API-Version", "Allow", "Retry-After", "WWW-Authenticate",
    ] {
      if let value = answer.fields[name.lowercased()] { out.append("\(name): \(value)") }
    }
    guard !answer.body.isEmpty else { return out }
    out.append("")
    return out + answer.text.split(separator: "\n").map(String.init)
  }
}
