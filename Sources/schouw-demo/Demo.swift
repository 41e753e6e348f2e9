import Foundation
import SchouwCanon
import SchouwCommandLine
import SchouwDocuments
import SchouwFieldClient
import SchouwHTTP
import SchouwServer
import Synchronization
import SchouwTransport

/// Plays the sample week with a real server on loopback and six real stores, and compares what all of them show.
struct Demo {
  let samples: String
  let seed: UInt64
  let session: Session
  let keep: Bool

  private var isQuiet: Bool { session.isJSON }

  func run() async throws -> ExitCode {
    let (scripts, grants) = try SampleScript.load(samples)
    let folder = NSTemporaryDirectory() + "schouw-demo-\(ProcessInfo.processInfo.processIdentifier)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { if !keep { try? FileManager.default.removeItem(atPath: folder) } }

    let clock = DemoClock()
    clock.set(Stamp.milliseconds(of: "2026-11-16T06:00:00.000Z") ?? 0)
    var configuration = MergeServer.Configuration(folder: folder + "/office", clock: { clock.now })
    configuration.random = SeededRandom(seed: "schouw demo office")
    try MergeServer.create(configuration.folder)
    let server = try MergeServer(configuration)
    let network = URLSessionTransport(timeoutSeconds: 10)

    say(
      Phrase(
        nl: "Kantoor op http://{address}; {count} laptops spelen hun week na.",
        en: "Office on http://{address}; {count} laptops replay their week."
      ),
      ["address": server.address.description, "count": String(scripts.count)]
    )
    var laptops: [SampleLaptop] = []
    for script in scripts {
      let laptop = try SampleLaptop(script, folder: "\(folder)/\(script.device)", clock: clock)
      let invited = try await server.administer(.deviceAdd(script.device, scopes: script.scopes))
      _ = try await laptop.store.enrol(
        at: "http://\(server.address)",
        code: invited["code"]?.stringValue ?? "",
        over: network
      )
      laptops.append(laptop)
    }

    var aliases: [String: DocumentID] = [:]
    try play(1, laptops, &aliases)
    let evening = Stamp.milliseconds(of: "2026-11-18T17:00:00.000Z") ?? 0
    clock.set(evening)
    _ = try await syncAll(laptops, over: network, cutPercent: 0, phase: 1)
    say(
      Phrase(
        nl: "Fase 1: gewerkt en alles uitgewisseld.",
        en: "Phase 1: worked, and all exchanged."
      )
    )

    for grant in grants where grant.phase == 2 {
      _ = try await server.administer(.deviceScopes(grant.device, grant.scopes))
    }
    try play(2, laptops, &aliases)
    clock.set(Stamp.milliseconds(of: "2026-11-21T05:00:00.000Z") ?? 0)
    say(Phrase(nl: "Fase 2: iedereen offline.", en: "Phase 2: everybody offline."))
    let cuts = try await syncAll(laptops, over: network, cutPercent: 40, phase: 3)
    say(
      Phrase(
        nl: "Fase 3: in willekeurige volgorde uitgewisseld, {cuts} keer verbroken.",
        en: "Phase 3: exchanged in any order, cut {cuts} times."
      ),
      ["cuts": String(cuts)]
    )

    let converged = try await report(laptops, server)
    if keep {
      say(
        Phrase(
          nl: "De server blijft draaien op http://{address}. Beheer: {folder}. Stop met Ctrl-C.",
          en: "The server goes on at http://{address}. Its data: {folder}. Stop it with Ctrl-C."
        ),
        ["address": server.address.description, "folder": folder + "/office"]
      )
      session.output.flush()
      try await Task.sleep(for: .seconds(86_400 * 365))
    }
    await server.shutdown()
    return converged ? .ok : .conflict
  }

  /// Plays a phase of all laptops in the order of the clock.
  private func play(
    _ phase: Int,
    _ laptops: [SampleLaptop],
    _ aliases: inout [String: DocumentID]
  ) throws {
    var next = [Int](repeating: 0, count: laptops.count)
    let actions = laptops.map { laptop in laptop.script.actions.filter { $0.phase == phase } }
    while true {
      // An action without a time comes with the one after it.
      var chosen: (index: Int, at: Int64)?
      for index in laptops.indices where next[index] < actions[index].count {
        let at = actions[index][next[index]...].lazy.compactMap(\.at).first ?? .max
        if chosen.map({ at < $0.at }) ?? true { chosen = (index, at) }
      }
      guard let (index, _) = chosen else { return }
      try laptops[index].play(actions[index][next[index]], aliases: &aliases)
      next[index] += 1
    }
  }

  /// Lets every laptop sync, in an order drawn by the seed, until nothing moves any more; how often it was cut.
  private func syncAll(
    _ laptops: [SampleLaptop],
    over network: some OfficeTransport,
    cutPercent: UInt64,
    phase: Int
  ) async throws -> Int {
    var random = SeededRandom(seed: "order \(seed) \(phase)")
    let transports = laptops.map {
      CutTransport(network, seed: "cuts \(seed) \(phase) \($0.script.device)", percent: cutPercent)
    }
    var moved = 1
    while moved > 0 {
      moved = 0
      for index in laptops.indices.shuffled(using: &random) {
        let batch = 4096 << Int(random.next() % 6)
        var done = false
        while !done {
          let result = try await laptops[index].sync(over: transports[index], batchBytes: batch)
          done = result.done
          moved += result.moved
        }
      }
    }
    return transports.reduce(0) { $0 + $1.cuts.load(ordering: .relaxed) }
  }

  // MARK: What an office would want to see

  private func report(_ laptops: [SampleLaptop], _ server: MergeServer) async throws -> Bool {
    var converged = true
    var table = Table([
      .init(Phrase(nl: "laptop", en: "laptop").text(session.language, [:])),
      .init(Phrase(nl: "kantoor heeft", en: "office has").text(session.language, [:])),
      .init(Phrase(nl: "verstuurd", en: "sent").text(session.language, [:]), isRight: true),
      .init(Phrase(nl: "ontvangen", en: "received").text(session.language, [:]), isRight: true),
      .init(Phrase(nl: "gemerkt", en: "marked").text(session.language, [:])),
      .init(Phrase(nl: "vastgehouden", en: "held").text(session.language, [:])),
      .init(Phrase(nl: "gelijk", en: "equal").text(session.language, [:])),
    ])
    for laptop in laptops {
      let scopes = try laptop.store.status().scopes
      let own = try laptop.store.digest(scopes: Set(scopes))
      let office = try await server.administer(.status(scopes: scopes))
      let isEqual = office["digest"]?.stringValue == own.digest.base64URL
      converged = converged && isEqual && laptop.received.counter == laptop.received.of
      table.rows.append([
        .init(laptop.script.name), .init("\(laptop.received.counter)/\(laptop.received.of)"),
        .init(String(laptop.sent)), .init(String(laptop.came)), .init(counts(laptop.marked)),
        .init(counts(laptop.held)),
        .init(
          isEqual
            ? "\(own.documents) ✓"
            : "\(own.documents) ≠ \(office["documents"]?.integerValue ?? 0)"
        ),
      ])
    }
    let status = try await server.administer(.status(scopes: nil))
    converged = converged && status["waiting"]?.integerValue == 0
    guard !isQuiet else {
      let object: JSONValue = [
        "changes": status["changes"] ?? .null, "conflicts": status["conflicts"] ?? .null,
        "converged": .bool(converged), "digest": status["digest"] ?? .null,
        "documents": status["documents"] ?? .null, "held": status["held"] ?? .null,
        "seed": .number(Double(seed)),
      ]
      session.output.line(object.canonicalText)
      return converged
    }
    session.output.line("")
    session.output.table(table)
    try await showConflicts(server)
    session.output.line("")
    say(
      Phrase(
        nl: "{documents} dossiers, {changes} wijzigingen, {conflicts} open conflicten.",
        en: "{documents} documents, {changes} changes, {conflicts} open conflicts."
      ),
      [
        "documents": String(status["documents"]?.integerValue ?? 0),
        "changes": String(status["changes"]?.integerValue ?? 0),
        "conflicts": String(status["conflicts"]?.integerValue ?? 0),
      ]
    )
    say(
      Phrase(nl: "Digest {digest}", en: "Digest {digest}"),
      ["digest": status["digest"]?.stringValue ?? ""]
    )
    say(
      converged
        ? Phrase(
          nl: "Alle laptops en het kantoor tonen hetzelfde.",
          en: "All laptops and the office show the same."
        )
        : Phrase(
          nl: "NIET gelijk: zie de tabel.",
          en: "NOT equal: see the table."
        )
    )
    return converged
  }

  private func counts(_ counts: [String: Int]) -> String {
    counts.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", ")
  }

  /// Every open conflict, what is shown, beside what, and why.
  private func showConflicts(_ server: MergeServer) async throws {
    let conflicts = try await server.administer(.conflicts())["conflicts"]?.arrayValue ?? []
    session.output.line("")
    say(
      Phrase(
        nl: "Conflicten (het eerste antwoord wordt getoond):",
        en: "Conflicts (the first answer is the one shown):"
      )
    )
    for conflict in conflicts {
      let path = conflict["path"]?.stringValue ?? ""
      let document = conflict["doc"]?.stringValue?.prefix(8) ?? ""
      if conflict["removal"] != nil {
        let by = conflict["by"]?.stringValue ?? ""
        let text = Phrase(
          nl: "verwijderd door {by}, maar iemand schreef er ongezien in: het blijft staan",
          en: "removed by {by}, but somebody wrote in it unseen: it stays"
        ).text(session.language, ["by": by])
        session.output.line("  \(document) \(path.isEmpty ? "/" : path): \(text)")
        continue
      }
      let siblings = (conflict["siblings"]?.arrayValue ?? []).map { sibling in
        let value = sibling["value"]?["value"] ?? sibling["value"] ?? .null
        return "\(DisplayText.harmless(short(value))) (\(sibling["by"]?.stringValue ?? ""))"
      }
      let reason = ShownDocument.Reason(rawValue: conflict["reason"]?.stringValue ?? "")
      let text = reason.map { because($0).text(session.language, [:]) } ?? ""
      let shown = conflict["value"].map { short($0) + " ← " } ?? ""
      session.output.line(
        "  \(document) \(path): \(shown)\(siblings.joined(separator: " | ")) — \(text)"
      )
    }
  }

  private func short(_ value: JSONValue) -> String {
    let text = value.stringValue ?? value.canonicalText
    return text.count > 32 ? text.prefix(31) + "…" : text
  }

  private func because(_ reason: ShownDocument.Reason) -> Phrase {
    switch reason {
    case .latest: Phrase(nl: "het laatst geschreven", en: "written last")
    case .name: Phrase(nl: "even laat; de naam beslist", en: "equally late; the name decides")
    case .severest:
      Phrase(
        nl: "het ernstigste, tot iemand die beide zag beslist",
        en: "the most severe, until somebody who saw both decides"
      )
    case .highest: Phrase(nl: "het hoogste", en: "the highest")
    case .lowest: Phrase(nl: "het laagste", en: "the lowest")
    case .union: Phrase(nl: "samengevoegd", en: "joined")
    case .all: Phrase(nl: "naast elkaar", en: "side by side")
    case .ask: Phrase(nl: "iemand moet beslissen", en: "a person must decide")
    case .branch: Phrase(nl: "dieper staat iets anders", en: "something else stands deeper")
    case .erased: Phrase(nl: "het andere is gewist", en: "the other was erased")
    }
  }

  private func say(_ phrase: Phrase, _ values: KeyValuePairs<String, String> = [:]) {
    guard !isQuiet else { return }
    session.output.line(phrase.text(session.language, values))
    session.output.flush()
  }
}
