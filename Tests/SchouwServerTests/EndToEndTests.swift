import Foundation
import SchouwCanon
import SchouwDocuments
import SchouwFieldClient
import SchouwHTTP
import SchouwJournal
import SchouwServer
import SchouwSync
import SchouwTransport
import Synchronization
import Testing

/// Real stores, a real server, real sockets.
@Suite(.serialized) struct `Laptops and their office` {
  let office: ServedOffice
  let laptops = MemoryDisk()
  let network = CountingTransport(URLSessionTransport(timeoutSeconds: 20))

  init() throws { office = try ServedOffice() }

  func store(_ name: String) throws -> Store {
    let clock = office.clock
    return try Store.create(
      "/\(name)",
      author: Author(name),
      environment: StoreEnvironment(
        disk: laptops,
        clock: { clock.now },
        random: SeededRandom(seed: "laptop \(name)")
      )
    )
  }

  func enrolled(_ name: String, _ scopes: [String]) async throws -> Store {
    let store = try store(name)
    _ = try await store.enrol(at: office.address, code: try await code(name, scopes), over: network)
    return store
  }

  func code(_ name: String, _ scopes: [String]) async throws -> String {
    let invited = try await office.server.administer(
      .deviceAdd(name, scopes: scopes.map { scope($0) })
    )
    return invited["code"]?.stringValue ?? ""
  }

  func digests(_ stores: [Store], _ server: MergeServer? = nil) async throws -> [String] {
    let status = try await (server ?? office.server).administer(.status(scopes: [scope("A")]))
    return [status["digest"]?.stringValue ?? ""]
      + (try stores.map { try $0.digest(scopes: [scope("A")]).digest.base64URL })
  }

  @Test func `agree on a document that two edited`() async throws {
    let noord = try await enrolled("noord", ["A"])
    let zuid = try await enrolled("zuid", ["A"])
    let made = try noord.create(kind: "overlast", set: [pointer("/what"): "Containers"])
    try await noord.sync(over: network)
    try await zuid.sync(over: network)
    try noord.edit(try noord.view(made.document).view, set: [pointer("/priority"): "high"])
    try zuid.edit(try zuid.view(made.document).view, set: [pointer("/priority"): "low"])
    for store in [noord, zuid, noord] { try await store.sync(over: network) }
    #expect(Set(try await digests([noord, zuid])).count == 1)
    let shown = try noord.view(made.document).shown
    #expect(shown.conflicts.map(\.path) == [pointer("/priority")])
  }

  @Test func `need one round trip when nothing is new, and for k changes just those`() async throws
  {
    let noord = try await enrolled("noord", ["A"])
    let zuid = try await enrolled("zuid", ["A"])
    let made = try noord.create(kind: "overlast", set: [pointer("/what"): "Containers"])
    try await noord.sync(over: network)
    try await zuid.sync(over: network)
    let before = network.requests
    let idle = try await zuid.sync(over: network)
    #expect(network.requests == before + 1)
    #expect((idle.requests, idle.sent, idle.came) == (1, 0, 0))
    for number in 1...3 {
      let view = try noord.view(made.document).view
      try noord.edit(view, set: [pointer("/x\(number)"): .number(Double(number))])
      try noord.finish(made.document)
    }
    let sent = try await noord.sync(over: network)
    #expect((sent.requests, sent.sent, sent.came) == (1, 3, 0))
    let came = try await zuid.sync(over: network)
    #expect((came.requests, came.sent, came.came) == (1, 0, 3))
    #expect(try await noord.sync(over: network).came == 0)
  }

  @Test func `find the office as it was after a kill`() async throws {
    let noord = try await enrolled("noord", ["A"])
    try noord.create(kind: "overlast", set: [pointer("/what"): "Containers"])
    try await noord.sync(over: network)
    let port = office.server.address.port
    let before = try await digests([noord])
    let image = office.disk.afterPowerCut()
    await office.server.shutdown()
    let reopened = try ServedOffice(image, clock: office.clock, port: port)
    #expect(try await digests([noord], reopened.server) == before)
    let idle = try await noord.sync(over: network)
    #expect((idle.requests, idle.sent, idle.came) == (1, 0, 0))
    #expect(!idle.officeWasRestored)
    await reopened.server.shutdown()
  }

  @Test func `bring back what an office lost that was put back as an old copy and has grown again`()
    async throws
  {
    let noord = try await enrolled("noord", ["A"])
    let zuid = try await enrolled("zuid", ["A"])
    try noord.create(kind: "overlast", set: [pointer("/what"): "Before"])
    for store in [noord, zuid] { try await store.sync(over: network) }
    let image = office.disk.afterPowerCut()
    for number in 0..<2 {
      try noord.create(kind: "overlast", set: [pointer("/what"): .string("Lost \(number)")])
    }
    try await noord.sync(over: network)
    let port = office.server.address.port
    await office.server.shutdown()
    // No restore, no new epoch: a snapshot of the machine was put back.
    let again = try ServedOffice(image, clock: office.clock, port: port)
    for number in 0..<5 {
      try zuid.create(kind: "overlast", set: [pointer("/what"): .string("After \(number)")])
    }
    try await zuid.sync(over: network)
    for store in [noord, zuid] { try await store.sync(over: network) }
    #expect(Set(try await digests([noord, zuid], again.server)).count == 1)
    #expect(try noord.documents().count == 8)
    await again.server.shutdown()
  }

  @Test func `believe no answer that acknowledges less than was sent`() async throws {
    let noord = try await enrolled("noord", ["A"])
    try noord.create(kind: "overlast", set: [pointer("/what"): "First"])
    try await noord.sync(over: network)
    let recorder = Recorder(network)
    try await noord.sync(over: recorder)
    try noord.create(kind: "overlast", set: [pointer("/what"): "Second"])
    // An old answer is played back in place of the office's.
    recorder.replays.store(true, ordering: .relaxed)
    try await noord.sync(over: recorder)
    #expect(try noord.status().unsent == 2)
    #expect(try await noord.sync(over: network).sent == 2)
    #expect(try noord.status().unsent == 0)
    #expect(Set(try await digests([noord])).count == 1)
  }

  @Test func `bring back what an office lost that was put back from a backup`() async throws {
    let noord = try await enrolled("noord", ["A"])
    let zuid = try await enrolled("zuid", ["A"])
    let made = try noord.create(kind: "overlast", set: [pointer("/what"): "Containers"])
    try await noord.sync(over: network)
    try await zuid.sync(over: network)
    let through = try Backup.write(from: "/office", to: "/backup", disk: office.disk).last
    _ = try await office.server.administer(.archive(through: through))
    for store in [noord, zuid] {
      try store.edit(
        try store.view(made.document).view,
        set: [pointer("/remarks/\(try store.replica())"): "seen"]
      )
      try store.create(kind: "overlast", set: [pointer("/what"): "More"])
      try await store.sync(over: network)
    }
    try await noord.sync(over: network)
    let before = try await digests([noord, zuid])
    let clock = office.clock
    let lost = try await office.server.administer(.status(scopes: nil))["changes"]?.integerValue
    let port = office.server.address.port
    await office.server.shutdown()
    let branch = try Backup.restore(
      from: "/backup",
      to: "/office2",
      disk: office.disk,
      random: SeededRandom(seed: "restored"),
      clock: { clock.now }
    )
    #expect(branch.last == through)
    let restored = try ServedOffice(
      office.disk,
      folder: "/office2",
      clock: clock,
      port: port,
      seed: "again"
    )
    let had = try await restored.server.administer(.status(scopes: nil))["changes"]?.integerValue
    let first = try await zuid.sync(over: network)
    #expect(first.officeWasRestored)
    let second = try await noord.sync(over: network)
    #expect(second.officeWasRestored)
    let third = try await zuid.sync(over: network)
    #expect(!third.officeWasRestored)
    let now = try await restored.server.administer(.status(scopes: nil))
    #expect(now["changes"]?.integerValue == lost)
    #expect(first.sent + second.sent >= Int((lost ?? 0) - (had ?? 0)))
    #expect(now["held"] == 0)
    #expect(Set(try await digests([noord, zuid], restored.server)).count == 1)
    #expect(try await digests([noord], restored.server)[1] == before[1])
    await restored.server.shutdown()
  }

  @Test func `lose their rights when they are revoked, and none of their work`() async throws {
    let noord = try await enrolled("noord", ["A"])
    let zuid = try await enrolled("zuid", ["A"])
    let made = try noord.create(kind: "overlast", set: [pointer("/what"): "Containers"])
    try await noord.sync(over: network)
    try await zuid.sync(over: network)
    _ = try await office.server.administer(.deviceRevoke("zuid"))
    try zuid.edit(try zuid.view(made.document).view, set: [pointer("/what"): "Late"])
    try noord.create(kind: "overlast", set: [pointer("/what"): "New"])
    try await noord.sync(over: network)
    let verdict = try await zuid.sync(over: network)
    #expect(verdict.held.map { $0.why } == ["revoked"])
    #expect(verdict.isRevoked)
    #expect(try await zuid.sync(over: network).isRevoked, "also when there is nothing to deliver")
    #expect(try await !noord.sync(over: network).isRevoked)
    #expect(verdict.came == 0)
    let shown = try await digests([noord])
    #expect(Set(shown).count == 1)
    let names = verdict.held.map { $0.name }
    _ = try await office.server.administer(.accept(names))
    try await noord.sync(over: network)
    #expect(try noord.view(made.document).value(at: pointer("/what")) == "Late")
  }

  @Test func `enrol although the answer was lost`() async throws {
    let store = try store("noord")
    let code = try await code("noord", ["A"])
    network.loseAnswers(1)
    await #expect(throws: OfficeError.self) {
      try await store.enrol(at: office.address, code: code, over: network)
    }
    let enrolled = try await store.enrol(at: office.address, code: code, over: network)
    #expect(enrolled.device == "noord")
    #expect(try await store.sync(over: network).requests == 1)
    let other = try self.store("zuid")
    await #expect(throws: OfficeError.self) {
      try await other.enrol(at: office.address, code: code, over: network)
    }
  }

  @Test func `hear once of what became of their work although answers were lost`() async throws {
    let noord = try await enrolled("noord", ["A"])
    try noord.create(kind: "overlast", scopes: [scope("Z")], set: [pointer("/what"): "Elsewhere"])
    network.loseAnswers(1)
    let verdict = try await noord.sync(over: network)
    #expect(Set(verdict.held.map { $0.why }) == ["scope-never"])
    let status = try await office.server.administer(.status(scopes: nil))
    #expect(status["changes"] == 2)
  }

  @Test func `see a document go that moves away, and come back whole`() async throws {
    let noord = try await enrolled("noord", ["A"])
    let zuid = try await enrolled("zuid", ["B"])
    let made = try noord.create(kind: "overlast", set: [pointer("/what"): "Containers"])
    try await noord.sync(over: network)
    _ = try await office.server.administer(.scope(made.document, [scope("B")]))
    #expect(try await noord.sync(over: network).left == [made.document])
    try await zuid.sync(over: network)
    try zuid.edit(try zuid.view(made.document).view, set: [pointer("/what"): "Moved"])
    try await zuid.sync(over: network)
    #expect(throws: StoreError.self) { try noord.view(made.document) }
    _ = try await office.server.administer(.scope(made.document, [scope("A")]))
    try await noord.sync(over: network)
    #expect(try noord.view(made.document).value(at: pointer("/what")) == "Moved")
    #expect(Set(try await digests([noord])).count == 1)
  }

  @Test func `find another process at the same data refused`() throws {
    #expect(throws: ServerError.self) { try ServedOffice(office.disk) }
  }

  @Test func `let an administrator work while the server is stopped`() async throws {
    let (disk, clock) = (office.disk, office.clock)
    func ask(_ command: AdminCommand) throws -> JSONObject {
      try StoppedOffice.carryOut(command, folder: "/office", disk: disk, clock: { clock.now })
    }
    #expect(throws: ServerError.self) { try ask(.deviceList) }
    #expect(StoppedOffice.running(folder: "/office", disk: disk)?.address == office.address)
    await office.server.shutdown()
    #expect(StoppedOffice.running(folder: "/office", disk: disk) == nil)
    _ = try ask(.deviceAdd("noord", scopes: [scope("A")]))
    #expect(try ask(.deviceList)["devices"]?.arrayValue?.count == 1)
    #expect(try StoppedOffice.verify(folder: "/office", disk: disk).isSound)
    await #expect(throws: ServerError.self) { try await office.server.administer(.deviceList) }
  }
}

/// Keeps the last answer and plays it back when told to.
private final class Recorder: OfficeTransport {
  private let inner: any OfficeTransport
  private let last = Mutex<TransportResponse?>(nil)
  let replays = Atomic<Bool>(false)

  init(_ inner: any OfficeTransport) { self.inner = inner }

  func send(_ request: TransportRequest) async throws(TransportError) -> TransportResponse {
    if replays.load(ordering: .relaxed), let old = last.withLock({ $0 }) { return old }
    let response = try await inner.send(request)
    last.withLock { $0 = response }
    return response
  }
}
