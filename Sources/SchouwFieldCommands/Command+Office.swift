import SchouwCanon
import SchouwCommandLine
import SchouwDocuments
import SchouwFieldClient
import SchouwSync

extension Command {
  func transport() throws(CommandFailure) -> any OfficeTransport {
    guard let transport = world.transport else {
      throw CommandFailure(
        .failed,
        OfficeMessage.noHelper.phrase,
        remedy: OfficeMessage.noHelperRemedy.phrase
      )
    }
    return transport
  }

  /// `enrol`: makes this laptop known to the office.
  func enrol() throws -> ExitCode {
    let store = try openStore()
    let transport = try transport()
    let address = try words.required(Specs.address)
    let code = words.arguments(Specs.code).joined(separator: " ")
    let office = try Blocking.run {
      try await store.enrol(at: address, code: code, over: transport)
    }
    let scopes = try store.status().scopes
    if session.isJSON {
      json([
        "address": .string(office.address), "device": .string(office.device),
        "scopes": .array(scopes.map { .string($0.description) }),
      ])
      return .ok
    }
    say(.enrolled, ["address": office.address, "device": office.device])
    if !scopes.isEmpty {
      say(.enrolledScopes, ["scopes": scopes.map(\.description).joined(separator: ", ")])
    }
    return .ok
  }

  /// `sync`: one conversation with the office, and its verdict in plain words.
  func sync() throws -> ExitCode {
    let store = try openStore()
    let transport = try transport()
    let verdict = try Blocking.run { try await self.sync(store, transport) }
    try tell(verdict, store)
    return verdict.isRevoked ? .refused : .ok
  }

  func sync(_ store: Store, _ transport: any OfficeTransport) async throws -> Verdict {
    try await store.sync(over: transport) { verdict in
      self.session.output.progress(
        OfficeMessage.syncProgress.text(
          self.language,
          ["sent": "\(verdict.sent)", "came": "\(verdict.came)"]
        )
      )
    }
  }

  // MARK: The verdict

  private func tell(_ verdict: Verdict, _ store: Store) throws {
    if session.isJSON { return json(try Self.json(verdict, store)) }
    for line in try sentences(verdict, store) { say(line) }
  }

  /// Of how many things of a kind a sync tells each by its name.
  static let listedMax = 10

  /// The verdict in sentences: what went, what came, what needs a look, what waits, what the office
  /// has.
  func sentences(_ verdict: Verdict, _ store: Store) throws -> [String] {
    var lines: [String] = []
    func add(_ message: OfficeMessage, _ values: KeyValuePairs<String, String> = [:]) {
      lines.append(message.text(language, values))
    }
    if verdict.sent > 0 { add(.syncSent, ["count": "\(verdict.sent)"]) }
    if verdict.came > 0 {
      add(.syncCame, ["count": "\(verdict.came)", "documents": "\(verdict.documents.count)"])
    }
    if verdict.sent == 0, verdict.came == 0 { add(.syncNothing) }
    if !verdict.left.isEmpty {
      let handles = try verdict.left.map { try store.handle(of: $0) }
      add(.syncLeft, ["handles": handles.joined(separator: ", ")])
    }
    if verdict.isRevoked { add(.syncRevoked) }
    if verdict.isNewReplica { add(.syncNewReplica) }
    if verdict.officeWasRestored { add(.syncRestored) }
    func judged(
      _ items: [(name: ChangeName, why: String)],
      _ one: OfficeMessage,
      _ many: OfficeMessage
    ) {
      guard items.count > Self.listedMax else {
        for item in items { add(one, ["name": Self.short(item.name), "why": why(item.why)]) }
        return
      }
      // Many of one kind are a fact each, not a line each.
      var counts: [(why: String, count: Int)] = []
      for item in items {
        if let index = counts.firstIndex(where: { $0.why == item.why }) {
          counts[index].count += 1
        } else {
          counts.append((item.why, 1))
        }
      }
      for item in counts { add(many, ["count": "\(item.count)", "why": why(item.why)]) }
    }
    judged(verdict.marked.map { ($0.name, $0.why) }, .syncMarked, .syncMarkedMany)
    judged(verdict.held.map { ($0.name, $0.why) }, .syncHeld, .syncHeldMany)
    for item in verdict.refused.prefix(Self.listedMax) {
      add(.syncRefused, ["line": "\(item.line)", "rule": item.rule])
    }
    if verdict.refused.count > Self.listedMax {
      add(.syncRefusedMany, ["count": "\(verdict.refused.count - Self.listedMax)"])
    }
    for item in verdict.waiting.prefix(Self.listedMax) {
      let handle = try store.handle(of: item.document)
      let name = Self.short(item.name)
      if item.missing.isEmpty {
        add(.syncWaitsNewer, ["handle": handle, "name": name])
      } else {
        add(
          .syncWaits,
          ["handle": handle, "name": name, "missing": Self.short(item.missing)]
        )
      }
    }
    if verdict.waiting.count > Self.listedMax {
      add(.syncWaitsMany, ["count": "\(verdict.waiting.count - Self.listedMax)"])
    }
    add(.syncHas, ["count": "\(verdict.received.counter)", "of": "\(verdict.received.of)"])
    if !verdict.received.missing.isEmpty {
      let numbers = verdict.received.missing.map { "\($0)" }.joined(separator: ", ")
      add(.syncMissing, ["numbers": numbers])
    }
    if verdict.archived > 0 { add(.syncArchived, ["count": "\(verdict.archived)"]) }
    return lines
  }

  static func json(_ verdict: Verdict, _ store: Store) throws -> JSONValue {
    func judged(_ items: [(name: ChangeName, why: String)]) -> JSONValue {
      .array(items.map { ["name": .string($0.name.description), "why": .string($0.why)] })
    }
    var object = JSONObject()
    object["archived"] = .number(Double(verdict.archived))
    object["bytesCame"] = .number(Double(verdict.bytesCame))
    object["bytesSent"] = .number(Double(verdict.bytesSent))
    object["came"] = .number(Double(verdict.came))
    object["documents"] = .array(
      verdict.documents.sorted().map { .string($0.description) }
    )
    object["held"] = judged(verdict.held.map { ($0.name, $0.why) })
    object["left"] = .array(verdict.left.map { .string($0.description) })
    object["marked"] = judged(verdict.marked.map { ($0.name, $0.why) })
    object["newReplica"] = .bool(verdict.isNewReplica)
    object["received"] = [
      "counter": .number(Double(verdict.received.counter)),
      "missing": .array(verdict.received.missing.map { .number(Double($0)) }),
      "of": .number(Double(verdict.received.of)),
    ]
    object["refused"] = .array(
      verdict.refused.map {
        ["line": .number(Double($0.line)), "rule": .string($0.rule), "why": .string($0.why)]
      }
    )
    object["requests"] = .number(Double(verdict.requests))
    object["restored"] = .bool(verdict.officeWasRestored)
    object["revoked"] = .bool(verdict.isRevoked)
    object["sent"] = .number(Double(verdict.sent))
    object["waiting"] = .array(
      verdict.waiting.map { item in
        [
          "document": .string(item.document.description),
          "missing": .array(item.missing.map { .string($0.description) }),
          "name": .string(item.name.description),
        ]
      }
    )
    return .object(object)
  }
}
