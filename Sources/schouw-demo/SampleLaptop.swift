import Foundation
import SchouwCanon
import SchouwDocuments
import SchouwFieldClient
import SchouwJournal
import SchouwSync
import Synchronization

/// A laptop of the demo: a real store in a folder of its own, a clock that the script moves, and the hands of
/// its inspector.
final class SampleLaptop {
  let script: SampleScript
  let folder: String
  private(set) var store: Store
  private let clock: DemoClock
  private var author: Author
  /// The view that was last shown, by alias: edits are made on it (rule D1).
  private var views: [String: View] = [:]
  private var opened = 0
  private(set) var sent = 0
  private(set) var came = 0
  private(set) var marked: [String: Int] = [:]
  private(set) var held: [String: Int] = [:]
  private(set) var replicas = 1
  private(set) var received = (counter: 0, of: 0)

  init(_ script: SampleScript, folder: String, clock: DemoClock) throws {
    self.script = script
    self.folder = folder
    self.clock = clock
    author = script.author
    store = try Store.create(
      folder + "/store",
      author: script.author,
      environment: Self.environment(script, folder, clock, opened: 0)
    )
  }

  /// Ids and salts come from a generator that is seeded by the device's name and how often it was opened.
  private static func environment(
    _ script: SampleScript,
    _ folder: String,
    _ clock: DemoClock,
    opened: Int
  ) -> StoreEnvironment {
    let skew = script.skewMilliseconds
    return StoreEnvironment(
      disk: SystemDisk(),
      clock: { clock.now + skew },
      random: SeededRandom(seed: "schouw demo \(script.device) \(opened)"),
      machine: script.device,
      witnessFolder: folder + "/state"
    )
  }

  /// Carries out one action of the script.
  func play(_ action: SampleScript.Action, aliases: inout [String: DocumentID]) throws {
    if let at = action.at { clock.set(at) }
    let alias = action.json["doc"]?.stringValue ?? ""
    func fault(_ what: String) -> SampleScript.Fault {
      SampleScript.Fault(file: script.device, line: action.line, what: what)
    }
    func document() throws -> DocumentID {
      guard let id = aliases[alias] else { throw fault("no document \(alias)") }
      return id
    }
    func view() throws -> View {
      if let view = views[alias] { return view }
      return try store.unseenView(try document())
    }
    var set: [JSONPointer: JSONValue] = [:]
    for member in action.json["set"]?.objectValue?.members ?? [] {
      guard let path = JSONPointer(member.name) else { throw fault("no path") }
      set[path] = member.value
    }
    let element = action.json["element"]?.stringValue.flatMap { JSONPointer($0) }
    switch action.verb {
    case "new":
      let scopes = (action.json["scopes"]?.arrayValue ?? [])
        .compactMap { $0.stringValue.flatMap { ScopeCode($0) } }
      let view = try store.create(
        kind: action.json["kind"]?.stringValue ?? "",
        scopes: scopes,
        set: set,
        by: author
      )
      aliases[alias] = view.document
      views[alias] = view
    case "show": views[alias] = try store.view(try document()).view
    case "set": views[alias] = try store.edit(try view(), set: set, by: author)
    case "add":
      guard let element, let group = element.parent else { throw fault("no element") }
      var values: [String: JSONValue] = [:]
      for (path, value) in set { values[path.lastToken] = value }
      views[alias] =
        try store.add(to: group, on: try view(), set: values, id: element.lastToken, by: author)
        .view
    case "remove", "keep":
      guard let element else { throw fault("no element") }
      views[alias] =
        action.verb == "remove"
        ? try store.remove(element, on: try view(), by: author)
        : try store.keep(element, on: try view(), by: author)
    case "as":
      guard let next = action.json["by"]?.stringValue.flatMap({ Author($0) }) else {
        throw fault("no author")
      }
      author = next
    case "backup": try copy("store", to: "backup")
    case "restore": try restore()
    default: throw fault("unknown action \(action.verb)")
    }
  }

  private func copy(_ from: String, to: String) throws {
    try? FileManager.default.removeItem(atPath: "\(folder)/\(to)")
    try FileManager.default.copyItem(atPath: "\(folder)/\(from)", toPath: "\(folder)/\(to)")
  }

  /// Puts the backup back.
  ///
  /// What the laptop minted since is forgotten, and its counter is behind the one that was noted
  /// outside the store: it draws a new replica id (rule F3).
  private func restore() throws {
    for id in try store.documents() { try store.finish(id) }
    let before = try store.replica()
    try copy("backup", to: "store")
    opened += 1
    store = try Store.open(
      folder + "/store",
      environment: Self.environment(script, folder, clock, opened: opened)
    )
    if try store.replica() != before { replicas += 1 }
    // Views of what was forgotten are forgotten too.
    views = [:]
  }

  /// Syncs once; false if the line was cut.
  func sync(over transport: some OfficeTransport, batchBytes: Int) async throws -> (
    done: Bool, moved: Int
  ) {
    // What went before a cut counts too.
    let latest = Mutex(Verdict())
    var done = true
    do {
      let verdict = try await store.sync(over: transport, tries: 1, batchBytes: batchBytes) {
        verdict in latest.withLock { $0 = verdict }
      }
      latest.withLock { $0 = verdict }
    } catch let error as OfficeError where error.mayPass {
      done = false
    }
    let verdict = latest.withLock { $0 }
    sent += verdict.sent
    came += verdict.came
    for item in verdict.marked { marked[item.why, default: 0] += 1 }
    for item in verdict.held { held[item.why, default: 0] += 1 }
    if verdict.isNewReplica { replicas += 1 }
    if done { received = (verdict.received.counter, verdict.received.of) }
    return (done, verdict.sent + verdict.came + verdict.left.count)
  }
}

/// The time of the demo's world, moved by the scripts.
final class DemoClock: Sendable {
  private let milliseconds = Mutex<Int64>(0)

  var now: Int64 { milliseconds.withLock { $0 } }

  func set(_ time: Int64) { milliseconds.withLock { $0 = time } }
}

/// A network that is cut: before a request, after it took effect, or in the middle of the answer.
final class CutTransport: OfficeTransport {
  private let inner: any OfficeTransport
  private let random: Mutex<SeededRandom>
  let cuts = Atomic<Int>(0)
  /// How many of a hundred requests are cut.
  private let percent: UInt64

  init(_ inner: any OfficeTransport, seed: String, percent: UInt64) {
    self.inner = inner
    self.percent = percent
    random = Mutex(SeededRandom(seed: seed))
  }

  func send(_ request: TransportRequest) async throws(TransportError) -> TransportResponse {
    let (isCut, kind) = random.withLock { random -> (Bool, UInt64) in
      (random.next() % 100 < percent, random.next() % 3)
    }
    guard isCut else { return try await inner.send(request) }
    cuts.add(1, ordering: .relaxed)
    if kind == 0 { throw TransportError(reason: "cut before it was sent") }
    var response = try await inner.send(request)
    if kind == 1 { throw TransportError(reason: "the answer was lost") }
    response.body = Array(response.body.prefix(response.body.count / 2))
    return response
  }
}
