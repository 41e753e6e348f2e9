import SchouwCanon
import SchouwCommandLine
import SchouwDocuments
import SchouwFieldClient
import SchouwJournal
import SchouwSync

/// `bundle export`, `bundle import`, `bundle inspect`: work that goes by stick or from laptop to laptop.
extension Command {
  func exportBundle() throws -> ExitCode {
    let store = try openStore()
    let file = try words.required(Specs.bundleFile)
    if let found = try? world.disk.open(file, .read) {
      found.close()
      throw CommandFailure(
        .failed,
        BundleMessage.fileExists.filled(["file": Self.shown(file)]),
        remedy: BundleMessage.fileExistsRemedy.phrase
      )
    }
    let typed = words.values(Specs.forColleague)
    let scopes = try typed.map { text throws(StoreError) in
      guard let scope = ScopeCode(text) else { throw StoreError(.badCode) }
      return scope
    }
    let made = try store.makeBundle(for: scopes.isEmpty ? .office : .colleague(scopes))
    try world.disk.replace(file, with: made.bytes)
    if session.isJSON {
      json([
        "bundle": .object(made.head.json), "bytes": .number(Double(made.bytes.count)),
        "changes": .number(Double(made.changes)), "damaged": .number(Double(made.damaged)),
        "documents": .number(Double(made.documents)),
        "passedOn": .number(Double(made.passedOn)), "sealed": .bool(scopes.isEmpty),
      ])
    } else {
      tell(made, file, typed)
    }
    return made.damaged == 0 ? .ok : .partial
  }

  private func tell(_ made: Store.BundleMade, _ file: String, _ scopes: [String]) {
    let (count, shown) = ("\(made.changes)", Self.shown(file))
    if !scopes.isEmpty {
      let list = scopes.joined(separator: ", ")
      say(.madeReadable, ["count": count, "file": shown, "scopes": list])
    } else if made.changes == 0, made.passedOn == 0 {
      say(.madeNothing, ["file": shown])
    } else {
      say(.madeSealed, ["count": count, "file": shown])
    }
    if made.passedOn > 0 { say(.madePassedOn, ["count": "\(made.passedOn)"]) }
    if made.damaged > 0 { say(.madeDamaged, ["count": "\(made.damaged)"]) }
  }

  func importBundle() throws -> ExitCode {
    let store = try openStore()
    let bundle = try readBundle()
    let taken = try store.take(bundle)
    if session.isJSON {
      json([
        "changes": .number(Double(taken.changes)),
        "documents": .array(taken.documents.map { .string($0.description) }),
        "faults": Self.rows(bundle.faults), "known": .number(Double(taken.known)),
        "newReplica": .bool(taken.isNewReplica), "outside": .number(Double(taken.outside)),
        "refused": .number(Double(taken.refused)), "sealed": .number(Double(taken.sealed)),
        "waiting": .number(Double(taken.waiting.count)),
      ])
    } else {
      try tell(taken, in: store)
      tell(bundle.faults)
    }
    return bundle.faults.isEmpty && taken.refused == 0 ? .ok : .partial
  }

  private func tell(_ taken: Store.BundleTaken, in store: Store) throws {
    if taken.changes > 0 {
      let handles = try taken.documents.prefix(10).map { try store.handle(of: $0) }
      let list = handles.joined(separator: ", ") + (taken.documents.count > 10 ? ", …" : "")
      say(.takenChanges, ["count": "\(taken.changes)", "handles": list])
    } else if taken.sealed == 0, taken.outside == 0, taken.refused == 0 {
      say(.takenNothing)
    }
    if taken.sealed > 0 { say(.takenSealed, ["count": "\(taken.sealed)"]) }
    if taken.outside > 0 { say(.takenOutside, ["count": "\(taken.outside)"]) }
    if taken.refused > 0 { say(.takenRefused, ["count": "\(taken.refused)"]) }
    if !taken.waiting.isEmpty { say(.takenWaits, ["count": "\(taken.waiting.count)"]) }
    if taken.isNewReplica { say(.newReplica) }
  }

  func inspectBundle() throws -> ExitCode {
    let bundle = try readBundle()
    let records = bundle.records.compactMap { try? Record(reading: $0) }
    let parts = records.compactMap { record -> Sealed? in
      guard case .sealed(let bytes) = record else { return nil }
      return try? Sealed(reading: bytes)
    }
    let count = { (kind: String) in records.count { $0.kind == kind } }
    let documents = Set(records.compactMap(\.document)).count
    let sealedUnread = count("sealed") - parts.count
    let others = records.count { record in
      guard case .unknown = record else { return false }
      return true
    }
    if session.isJSON {
      json([
        "bundle": bundle.head.map { .object($0.json) } ?? .null,
        "changes": .number(Double(count("change"))), "documents": .number(Double(documents)),
        "faults": Self.rows(bundle.faults),
        "others": .number(Double(others + sealedUnread)),
        "sealed": .array(parts.map { Self.row($0) }),
        "templates": .number(Double(count("template"))),
      ])
      return bundle.faults.isEmpty ? .ok : .partial
    }
    if let head = bundle.head { tell(head) } else { say(.headUnknown) }
    for part in parts {
      say(
        .hasSealed,
        [
          "device": part.device, "from": "\(part.counters.lowerBound)",
          "to": "\(part.counters.upperBound)", "size": "\(part.size)",
        ]
      )
    }
    for _ in 0..<sealedUnread { say(.hasSealedOne) }
    if count("change") > 0 {
      say(.hasChanges, ["count": "\(count("change"))", "documents": "\(documents)"])
    }
    if count("template") > 0 { say(.hasTemplates, ["count": "\(count("template"))"]) }
    if others > 0 { say(.hasOthers, ["count": "\(others)"]) }
    if bundle.faults.isEmpty { say(.isWhole) }
    tell(bundle.faults)
    return bundle.faults.isEmpty ? .ok : .partial
  }

  private func tell(_ head: BundleHead) {
    let time =
      CalendarTime(epochMilliseconds: head.time)?.text(language) ?? Stamp.text(of: head.time)
    say(.by, ["device": head.device, "time": time])
    switch head.audience {
    case .office: say(.forOffice)
    case .colleague(let scopes):
      say(.forColleague, ["scopes": scopes.map(\.description).joined(separator: ", ")])
    }
    if let own = head.counters {
      say(.ownCounters, ["from": "\(own.lowerBound)", "to": "\(own.upperBound)"])
    }
    if let epoch = head.epoch { say(.madeAt, ["epoch": epoch]) }
  }

  // MARK: The file

  private func readBundle() throws -> BundleFile {
    let file = try words.required(Specs.bundleFile)
    let bytes: [UInt8]?
    do throws(DiskError) {
      bytes = try world.disk.readWhole(file, bytesMax: BundleFile.bytesMax)
    } catch {
      if error.code == .tooLarge { throw BundleError(.tooLarge) }
      bytes = nil
    }
    guard let bytes else {
      throw CommandFailure(
        .notFound,
        BundleMessage.fileNotRead.filled(["file": Self.shown(file)]),
        remedy: BundleMessage.fileNotReadRemedy.phrase
      )
    }
    return try BundleFile(reading: bytes)
  }

  private func tell(_ faults: [BundleFile.Fault]) {
    guard !faults.isEmpty else { return }
    for fault in faults.prefix(20) {
      session.output.complain(DisplayText.harmless(BundleMessage.text(fault, language)))
    }
    if faults.count > 20 { session.output.complain("… \(faults.count - 20)") }
    session.output.complain(BundleMessage.faultsRemedy.text(language))
  }

  private static func shown(_ file: String) -> String {
    DisplayText.truncated(DisplayText.harmless(file), toColumns: 80)
  }

  private static func rows(_ faults: [BundleFile.Fault]) -> JSONValue {
    .array(
      faults.map { fault in
        var row: JSONObject = ["what": .string(fault.what.rawValue)]
        if let byte = fault.byte { row["byte"] = .number(Double(byte)) }
        if let line = fault.line { row["line"] = .number(Double(line)) }
        if let numbers = fault.numbers {
          row["from"] = .number(Double(numbers.lowerBound))
          row["to"] = .number(Double(numbers.upperBound))
        }
        return .object(row)
      }
    )
  }

  private static func row(_ part: Sealed) -> JSONValue {
    [
      "device": .string(part.device), "from": .number(Double(part.counters.lowerBound)),
      "replica": .string(part.replica.description), "size": .number(Double(part.size)),
      "to": .number(Double(part.counters.upperBound)),
    ]
  }

  private func say(_ message: BundleMessage, _ values: KeyValuePairs<String, String> = [:]) {
    say(message.text(language, values))
  }
}
