import SchouwCanon
import SchouwDocuments
import SchouwJournal
import SchouwSync
import Testing

@testable import SchouwServer

/// The feed against a naive model, in the manner of `m6_feed.py`: random changes, moves, grants, held changes and
/// decisions, pages cut anywhere, answers lost, restarts, and restores from older backups.
@Suite struct `The feed at random` {
  /// One seed and what may happen in its run.
  struct Run: CustomTestStringConvertible, Sendable {
    let seed: UInt64
    let restores: Bool
    var testDescription: String { "seed \(seed)\(restores ? " with restores" : "")" }
  }

  static let runs = (1...600).map { Run(seed: UInt64($0), restores: $0 % 2 == 0) }

  @Test(arguments: runs)
  func `leaves every device with the released changes of its scopes`(_ run: Run) throws {
    var world = try World(run)
    for _ in 1...60 { try world.step() }
    try world.settle()
    for name in world.names {
      let (holds, wanted) = (try world.holds(name), try world.wanted(name))
      for (id, names) in wanted {
        #expect(holds[id] == names, "\(name) of document \(id.high >> 16)")
      }
      let extra = Set(holds.keys).subtracting(wanted.keys)
      // A document that by this log was never the device's: a restore took back its grant or move without a
      // trace. It stays until a person has confirmed the roster (rule R2).
      let explained = try world.neverIn(name).filter { _ in run.restores }
      #expect(extra.subtracting(explained).isEmpty, "\(name)")
    }
    #expect(try world.office.ask(.status(scopes: nil))["held"]?.integerValue == 0)
  }

  struct World {
    let office: TestOffice
    let run: Run
    let names = ["d1", "d2", "d3"]
    var random: SeededRandom
    var devices: [String: Laptop] = [:]
    var backups: [String] = []

    struct Laptop {
      var hand: Hand
      var pupil = Pupil()
      var cursor: String?
      var outbox: [Change] = []
      /// All it wrote, and the office's head when that was acknowledged.
      var sent: [(change: Change, head: Int)] = []
      var received: [(record: [UInt8], head: Int)] = []
      var replicas: UInt64 = 0
    }

    init(_ run: Run) throws {
      self.run = run
      random = SeededRandom(seed: "feed \(run.seed)")
      office = try TestOffice("feed \(run.seed)")
      for (index, name) in names.enumerated() {
        try office.enrol(name, [["A"], ["B"], ["A", "C"]][index])
        devices[name] = Laptop(hand: Hand(UInt64(index + 1) << 32, at: office.clock.now))
      }
    }

    mutating func pick(_ count: Int) -> Int { Int(random.next() % UInt64(count)) }
    mutating func someScopes() -> [String] {
      let some = ["A", "B", "C"].filter { _ in random.next() % 2 == 0 }
      return some.isEmpty ? ["A"] : some
    }

    mutating func step() throws {
      let name = names[pick(3)]
      switch pick(run.restores ? 22 : 20) {
      case 0..<3: try birth(name)
      case 3..<8: try edit(name)
      case 8: try office.ask(.deviceScopes(name, someScopes().map { scope($0) }))
      case 9: try move()
      case 10: try decide()
      case 11: try office.reopen()
      case 12..<18: try sync(name, isLost: false)
      case 18: try sync(name, isLost: true)
      case 19:
        backups.append("/backup\(backups.count)");
        _ = try office.backUp(to: backups[backups.count - 1])
      case 20: try office.ask(.archive(through: office.lines))
      default:
        guard !backups.isEmpty else { return }
        try office.restore(from: backups[pick(backups.count)])
      }
    }

    mutating func write(_ name: String, _ change: Change) {
      devices[name]?.pupil.wrote(change)
      devices[name]?.outbox.append(change)
    }

    mutating func birth(_ name: String) throws {
      let id = documentID(pick(1 << 20) + 10)
      guard office.core.document(id) == nil, var hand = devices[name]?.hand else { return }
      let change = try hand.birth(of: id, scopes: someScopes())
      devices[name]?.hand = hand
      write(name, change)
    }

    mutating func edit(_ name: String) throws {
      guard var laptop = devices[name], !laptop.pupil.held.isEmpty else { return }
      let ids = laptop.pupil.held.keys.sorted()
      let id = ids[pick(ids.count)]
      let names = (laptop.pupil.held[id] ?? []).sorted()
      guard !names.isEmpty else { return }
      let change = try laptop.hand.edit(
        id,
        ["/a": .number(Double(pick(9)))],
        seen: [names[pick(names.count)]]
      )
      devices[name]?.hand = laptop.hand
      write(name, change)
    }

    mutating func move() throws {
      let moved = office.core.documents.filter { !$0.roster.isEmpty }
      guard !moved.isEmpty else { return }
      try office.ask(.scope(moved[pick(moved.count)].id, someScopes().map { scope($0) }))
    }

    mutating func decide() throws {
      let held = try office.ask(.held)["held"]?.arrayValue ?? []
      guard !held.isEmpty else { return }
      let name = held[pick(held.count)]["name"]?.stringValue.flatMap { ChangeName($0) }
      guard let name else { return }
      // A change that nobody can fold yet cannot be declined, one without a document not accepted.
      _ = try? office.ask(random.next() % 2 == 0 ? .accept([name]) : .decline([name]))
    }

    mutating func sync(_ name: String, isLost: Bool, limit: Int? = nil) throws {
      guard var laptop = devices[name] else { return }
      let count = limit == nil ? pick(laptop.outbox.count + 1) : laptop.outbox.count
      let batch = Array(laptop.outbox.prefix(count))
      let size = limit ?? [1, 600, 2000, 1 << 20][pick(4)]
      let request = SyncRequest(
        replica: laptop.hand.replica,
        counter: laptop.hand.counter,
        cursor: laptop.cursor,
        time: office.clock.now,
        limit: 1 << 20
      )
      let parsed = try ParsedSync(reading: request.bytes(records: batch.map(\.record)))
      var response = SyncResponse()
      let device = try office.device(name)
      try office.core.ingest(parsed, from: device, into: &response)
      let page = try office.core.page(
        for: try #require(office.core.devices[name]),
        replica: response.forked ? nil : laptop.hand.replica,
        after: response.forked ? nil : laptop.cursor,
        bytesMax: size
      )
      try office.core.journal.flush()
      guard !isLost else { return }
      let head = office.lines
      laptop.outbox.removeFirst(batch.count)
      laptop.sent += batch.map { ($0, head) }
      laptop.pupil.delivered(batch)
      if let branch = page.restored { laptop.bringBack(beyond: branch) }
      try laptop.pupil.take(page.records)
      laptop.received += page.records.map { ($0, head) }
      laptop.cursor = page.cursor.description
      if response.forked {
        laptop.replicas += 1
        laptop.hand = Hand(laptop.hand.replica.bits + 1, at: office.clock.now)
      }
      devices[name] = laptop
    }

    /// Everything is sent, everything fetched, everything accepted.
    mutating func settle() throws {
      for _ in 1...6 {
        try exchangeAll()
        let held = try office.ask(.held)["held"]?.arrayValue ?? []
        if held.isEmpty { return }
        for item in held {
          guard let name = item["name"]?.stringValue.flatMap({ ChangeName($0) }) else { continue }
          _ = try? office.ask(.accept([name]))
        }
      }
    }

    private mutating func exchangeAll() throws {
      for _ in 1...40 {
        let before = names.map { devices[$0]?.cursor }
        for name in names { try sync(name, isLost: false, limit: 1 << 20) }
        let isIdle = names.allSatisfy { devices[$0]?.outbox.isEmpty == true }
        if isIdle, names.map({ devices[$0]?.cursor }) == before { return }
      }
    }

    func holds(_ name: String) throws -> [DocumentID: Set<ChangeName>] {
      devices[name]?.pupil.held ?? [:]
    }

    /// By the log alone, without cursors or pages.
    func wanted(_ name: String) throws -> [DocumentID: Set<ChangeName>] {
      let scopes = Set(try office.device(name).scopes)
      var wanted: [DocumentID: Set<ChangeName>] = [:]
      for document in office.core.documents {
        let history = try office.core.history(of: document)
        let shown = ShownDocument(history.fold)
        guard !scopes.isDisjoint(with: shown.scopes) else { continue }
        wanted[document.id] = Set(history.changes.keys)
      }
      return wanted
    }

    /// Documents that by this log were never in the device's set.
    func neverIn(_ name: String) throws -> Set<DocumentID> {
      let device = try #require(office.core.devices[name])
      let documents = devices[name]?.pupil.held.keys.compactMap { office.core.document($0) } ?? []
      return Set(
        documents.filter { document in
          (1...office.lines).allSatisfy {
            device.scopes(at: $0).isDisjoint(with: document.scopes(at: $0))
          }
        }.map(\.id)
      )
    }
  }
}

extension `The feed at random`.World.Laptop {
  /// Rule X8: what was received or delivered when the office stood beyond the branch point goes again.
  mutating func bringBack(beyond branch: Int) {
    var again = sent.filter { $0.head > branch }.map(\.change)
    for (record, head) in received where head > branch {
      if case .change(let change)? = try? Record(reading: record[...]) { again.append(change) }
    }
    sent.removeAll { $0.head > branch }
    outbox = again.filter { pupil.keep($0) } + outbox
  }
}
