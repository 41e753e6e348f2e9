import SchouwCanon
import SchouwDocuments
import SchouwFieldClient
import SchouwSync
import SchouwSimulation
import SchouwTesting
import Synchronization
import Testing

/// A laptop of the tests: a disk, a clock that only moves when it is moved, and a machine.
struct Laptop: Sendable {
  var disk = SimulatedDisk()
  let clock = Ticks()
  var machine: String? = "machine-1"
  var witness: String? = "/witness"
  static let folder = "/home/store"
  static let author = named("insp-1")
  static let other = named("insp-2")

  private static func named(_ text: String) -> Author {
    guard let author = Author(text) else { preconditionFailure("an author of the tests is one") }
    return author
  }

  func environment(_ seed: UInt64) -> StoreEnvironment {
    let clock = clock
    var environment = StoreEnvironment(
      disk: disk,
      clock: { clock.next() },
      random: SeededRandom(seed: seed),
      machine: machine,
      witnessFolder: witness
    )
    environment.lockMilliseconds = 0
    environment.segmentBytes = 4000
    environment.entriesPerRun = 16
    return environment
  }

  func create(_ seed: UInt64 = 1) throws -> Store {
    try Store.create(Self.folder, author: Self.author, environment: environment(seed))
  }

  func open(_ seed: UInt64) throws -> Store {
    try Store.open(Self.folder, environment: environment(seed))
  }

  /// The laptop after a power cut.
  func afterPowerCut(_ cut: SimulatedDisk.PowerCut, seed: UInt64 = 1) -> Laptop {
    var copy = self
    copy.disk = disk.powerCut(cut, seed: seed)
    return copy
  }
}

/// A clock that goes on by a second at every look.
final class Ticks: Sendable {
  private let now = Mutex<Int64>(1_795_000_000_000)
  func next() -> Int64 {
    now.withLock { now in
      now += 1000
      return now
    }
  }
}

func path(_ text: String) -> JSONPointer {
  guard let path = JSONPointer(text) else { preconditionFailure("a path of the tests is one") }
  return path
}

extension Store {
  /// What is shown at a path.
  func value(_ text: String, _ document: DocumentID) throws -> JSONValue? {
    try view(document).value(at: path(text))
  }

  func edit(
    _ view: View,
    _ text: String,
    _ value: JSONValue,
    by author: Author? = nil
  ) throws -> View {
    try edit(view, set: [path(text): value], by: author)
  }

  func enrolled(at office: FakeOffice) async throws -> Store {
    _ = try await enrol(at: "http://office", code: "code", over: office)
    return self
  }
}

/// Changes of somebody else, made by hand.
struct Colleague {
  let replica: Replica
  var counter = 0
  var last: Change?

  init(_ bits: UInt64) { replica = Replica(bits: bits) }

  mutating func change(
    _ document: DocumentID,
    seen: [ChangeName],
    set: [String: JSONValue]
  ) throws -> Change {
    counter += 1
    let own = last.map { [$0.name] } ?? []
    let stamp = try #require(Stamp(milliseconds: 1_795_000_000_000 + Int64(counter), offset: nil))
    let change = try Change(
      document: document,
      dot: Dot(replica: replica, counter: counter),
      author: Laptop.other,
      stamp: stamp,
      previous: last?.hash,
      seen: seen.filter { $0.replica != replica } + own,
      set: set.map { Change.PathValue(path($0.key), $0.value) },
      salt: [UInt8](repeating: UInt8(counter), count: 16)
    )
    last = change
    return change
  }

  mutating func birth(_ document: DocumentID, set: [String: JSONValue] = [:]) throws -> Change {
    var all = set
    all["/@kind"] = "overlast"
    all["/@scopes"] = ["BU1"]
    all["/@template"] = .string(SHA256.hash([1]).base64URL)
    return try change(document, seen: [], set: all)
  }
}

extension Change {
  var record: [UInt8] { Record.wrap(bytes, kind: "change") }
}

extension SyncResponse {
  static func ok(
    cursor: Int = 1,
    head: Int = 1,
    epoch: String = "00000001",
    _ body: (inout SyncResponse) -> Void = { _ in }
  ) -> SyncResponse {
    var response = SyncResponse()
    response.epoch = epoch
    response.time = 1_795_000_000_000
    response.cursor = "\(epoch).\(cursor)"
    response.head = head
    // As of an office that has all; a test of what it lacks says so itself.
    response.received.counter = 1_000
    response.received.of = 1_000
    body(&response)
    return response
  }
}
