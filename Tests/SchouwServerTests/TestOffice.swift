import SchouwCanon
import SchouwDocuments
import SchouwJournal
import SchouwSync
import SchouwTemplates
import Synchronization
import Testing

@testable import SchouwServer

/// A clock that the test moves: 2026-11-24T09:00:00Z at first.
final class TestClock: Sendable {
  private let milliseconds = Atomic<Int64>(1_795_510_800_000)
  var now: Int64 { milliseconds.load(ordering: .relaxed) }
  func advance(_ by: Int64) { milliseconds.add(by, ordering: .relaxed) }
}

let second: Int64 = 1000
let day: Int64 = 86_400_000

func scope(_ text: String) -> ScopeCode {
  guard let scope = ScopeCode(text) else { preconditionFailure("\(text) is a scope") }
  return scope
}

func pointer(_ text: String) -> JSONPointer {
  guard let path = JSONPointer(text) else { preconditionFailure("\(text) is a path") }
  return path
}

func documentID(_ number: Int) -> DocumentID {
  DocumentID(high: 0x4000 | UInt64(number) << 16, low: 0x8000_0000_0000_0000 | UInt64(number))
}

/// Somebody who writes changes by hand, under one replica.
struct Hand {
  let replica: Replica
  var counter = 0
  var time: Int64
  var offset: Int64?
  private(set) var last: [DocumentID: Change] = [:]
  private var random: SeededRandom

  init(_ number: UInt64, at time: Int64) {
    replica = Replica(bits: number)
    self.time = time
    random = SeededRandom(seed: "hand \(number)")
  }

  static let template = ShippedTemplates.all[0].id

  mutating func birth(
    of document: DocumentID,
    scopes: [String],
    template: Digest = Hand.template
  ) throws -> Change {
    try write(
      document,
      [
        "/@kind": "inspection", "/@scopes": .array(scopes.map { .string($0) }),
        "/@template": .string(template.base64URL),
      ],
      seen: []
    )
  }

  /// An edit that has seen the own line and what is named.
  mutating func edit(
    _ document: DocumentID,
    _ set: [String: JSONValue],
    seen: [ChangeName] = [],
    life: [String: Life] = [:],
    act: JSONObject? = nil
  ) throws -> Change {
    try write(document, set, seen: seen, life: life, act: act)
  }

  private mutating func write(
    _ document: DocumentID,
    _ set: [String: JSONValue],
    seen: [ChangeName],
    life: [String: Life] = [:],
    act: JSONObject? = nil
  ) throws -> Change {
    counter += 1
    time += 1000
    let before = last[document]
    let stamp = try #require(Stamp(milliseconds: time, offset: offset))
    let author = try #require(Author("insp-\(replica.bits)"))
    let change = try Change(
      document: document,
      dot: Dot(replica: replica, counter: counter),
      author: author,
      stamp: stamp,
      previous: before?.hash,
      seen: seen.filter { $0.replica != replica } + [before?.name].compactMap(\.self),
      set: set.map { Change.PathValue(pointer($0.key), $0.value) },
      life: life.map { Change.LifeEntry(pointer($0.key), $0.value) },
      act: act,
      salt: random.nextBytes(16)
    )
    last[document] = change
    return change
  }

  /// Goes on as if the last change of a document had been this one: a forger, or a store put back.
  mutating func pretend(_ change: Change?, in document: DocumentID, counter: Int) {
    last[document] = change
    self.counter = counter
  }
}

extension Change {
  var record: [UInt8] { Record.wrap(bytes, kind: "change") }
}

/// An answer of the office, taken apart.
struct Answer {
  let response: SyncResponse
  let records: [[UInt8]]

  init(_ bytes: [UInt8]) throws {
    let lines = try MessageLines(reading: bytes)
    response = try SyncResponse(head: lines.head)
    records = lines.records.map { Array(lines.bytes[$0]) }
  }

  /// The records, shortened: `change <counter of replica>`, `left 3`, `entered 3 (2)`, `template`.
  var story: [String] {
    records.map { bytes in
      guard let value = try? JSONReader.read(bytes) else { return "?" }
      func number(_ value: JSONValue?) -> Int {
        value?["doc"]?.stringValue.flatMap { DocumentID($0) }.map { Int($0.high >> 16) } ?? -1
      }
      if let change = value["change"] {
        let replica = change["dot"]?.arrayValue?[0].stringValue.flatMap { Replica($0) }
        return "change \(replica?.bits ?? 0):\(change["dot"]?.arrayValue?[1].integerValue ?? 0)"
      }
      if let left = value["left"] { return "left \(number(left))" }
      if let entered = value["entered"] {
        return "entered \(number(entered)) (\(entered["records"]?.integerValue ?? -1))"
      }
      return value.objectValue?.members.first?.name ?? "?"
    }
  }

  var names: [ChangeName] {
    records.compactMap { bytes in
      guard case .change(let change)? = try? Record(reading: bytes[...]) else { return nil }
      return change.name
    }
  }

  func why(_ change: Change) -> [String] {
    (response.marked + response.held).filter { $0.name == change.name }.map(\.why)
  }
  func held(_ change: Change) -> String? { response.held.first { $0.name == change.name }?.why }
}

/// The office without sockets, on a disk in memory.
final class TestOffice {
  private(set) var disk: MemoryDisk
  private(set) var folder = "/office"
  let clock: TestClock
  let seed: String
  private(set) var core: ServerCore
  private var openings = 0

  init(_ seed: String = "office", disk: MemoryDisk = MemoryDisk(), clock: TestClock = TestClock())
    throws
  {
    self.disk = disk
    self.clock = clock
    self.seed = seed
    try ServerLayout(folder: folder).create(disk)
    core = try Self.open(folder, disk, clock, seed)
  }

  private static func open(
    _ folder: String,
    _ disk: MemoryDisk,
    _ clock: TestClock,
    _ seed: String
  ) throws -> ServerCore {
    try ServerCore(
      layout: ServerLayout(folder: folder),
      disk: disk,
      clock: { clock.now },
      random: SeededRandom(seed: seed)
    )
  }

  func reopen() throws {
    try core.journal.flush()
    core.journal.close()
    openings += 1
    core = try Self.open(folder, disk, clock, "\(seed) \(openings)")
  }

  /// Copies the log.
  func backUp(to folder: String) throws -> Int {
    try core.journal.flush()
    return try Backup.write(from: self.folder, to: folder, disk: disk).last
  }

  /// Begins again from a copy, in a new folder.
  func restore(from backup: String) throws {
    try core.journal.flush()
    core.journal.close()
    openings += 1
    folder = "/office\(openings)"
    let clock = clock
    _ = try Backup.restore(
      from: backup,
      to: folder,
      disk: disk,
      random: SeededRandom(seed: "\(seed) \(openings)"),
      clock: { clock.now }
    )
    core = try Self.open(folder, disk, clock, "\(seed) \(openings) opened")
  }

  @discardableResult
  func ask(_ command: AdminCommand) throws -> JSONObject {
    let answer = try core.carryOut(command)
    try core.journal.flush()
    try core.keepRoster()
    return answer
  }

  /// Invites and enrols a device.
  @discardableResult
  func enrol(_ name: String, _ scopes: [String]) throws -> Device {
    let code = try ask(.deviceAdd(name, scopes: scopes.map { scope($0) }))["code"]?.stringValue
    let token = Base64URL.encode([UInt8](SHA256.hash(Array(name.utf8)).bytes))
    let device = try core.enrol(
      code: code ?? "",
      token: token,
      key: token,
      replica: Replica(bits: 1)
    )
    try core.journal.flush()
    try core.keepRoster()
    return try #require(device)
  }

  func device(_ name: String) throws -> Device { try #require(core.devices[name]?.device) }

  /// One round trip under a hand's replica.
  func sync(
    _ name: String,
    _ hand: Hand,
    _ records: [[UInt8]] = [],
    cursor: String? = nil,
    counter: Int? = nil,
    time: Int64? = nil,
    limit: Int = 1 << 20
  ) throws -> Answer {
    let request = SyncRequest(
      replica: hand.replica,
      counter: counter ?? hand.counter,
      cursor: cursor,
      time: time ?? clock.now,
      limit: limit
    )
    let parsed = try ParsedSync(reading: request.bytes(records: records))
    let bytes = try core.sync(parsed, from: try device(name))
    try core.journal.flush()
    return try Answer(bytes)
  }

  func sync(
    _ name: String,
    _ hand: Hand,
    _ changes: [Change],
    cursor: String? = nil,
    counter: Int? = nil
  ) throws -> Answer {
    try sync(name, hand, changes.map(\.record), cursor: cursor, counter: counter)
  }

  /// All pages of the feed from a cursor on, each of so many bytes.
  func pages(
    _ name: String,
    replica: Replica? = nil,
    after cursor: String? = nil,
    bytesMax: Int = 1 << 20
  ) throws -> [ServerCore.Page] {
    var pages: [ServerCore.Page] = []
    var cursor = cursor
    repeat {
      let history = try #require(core.devices[name])
      let page = try core.page(
        for: history,
        replica: replica,
        after: cursor,
        bytesMax: bytesMax
      )
      pages.append(page)
      cursor = page.cursor.description
    } while pages.last?.more == true
    return pages
  }

  var digest: String { get throws { try ask(.status(scopes: nil))["digest"]?.stringValue ?? "" } }
  var lines: Int { core.head }
}
