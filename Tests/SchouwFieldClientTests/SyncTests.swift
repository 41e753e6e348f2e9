import SchouwCanon
import SchouwDocuments
import SchouwFieldClient
import SchouwSync
import SchouwTesting
import Synchronization
import Testing

@Suite struct `A sync` {
  @Test func `sends drafts and takes in a colleague's changes in one round trip`() async throws {
    let office = FakeOffice()
    let first = try await Laptop().create(1).enrolled(at: office)
    let second = try await Laptop().create(2).enrolled(at: office)
    let view = try first.create(kind: "overlast", set: [path("/what"): "one"])
    let sent = try await first.sync(over: office, tries: 1)
    #expect(sent.sent == 2 && sent.requests == 1)
    #expect(try first.status().unsent == 0)
    let came = try await second.sync(over: office, tries: 1)
    #expect(came.came == 2 && came.documents == [view.document])
    #expect(try second.value("/what", view.document) == "one")
    let again = try await first.sync(over: office, tries: 1)
    #expect(again.sent == 0 && again.came == 0)
    #expect(try first.digest() == second.digest())
  }

  @Test func `takes the acknowledgement, the cursor and what the office says of itself`()
    async throws
  {
    let store = try await Laptop().create().enrolled(at: FakeOffice())
    _ = try store.create(kind: "overlast")
    let scope = try #require(ScopeCode("BU7"))
    let script = ScriptedOffice([
      ScriptedOffice.answer(
        .ok(cursor: 41, head: 44) {
          $0.received.counter = 1
          $0.received.of = 1
          $0.archivedCounter = 1
          $0.scopes = [scope]
        }
      ), ScriptedOffice.answer(.ok(cursor: 44, head: 44)),
    ])
    try await store.sync(over: script, tries: 1)
    let status = try store.status()
    #expect(status.unsent == 0 && status.received == 1 && status.archived == 1)
    #expect(status.scopes == [scope])
    try await store.sync(over: script, tries: 1)
    let request = try MessageLines(reading: script.requests.withLock { $0[1] })
    #expect(try SyncRequest(head: request.head).cursor == "00000001.41")
    #expect(request.records.isEmpty)
  }

  @Test func `sends a large outbox in several requests, whatever fails between`() async throws {
    for fault in [FakeOffice.Fault.none, .answerLost, .requestLost] {
      let office = FakeOffice()
      let laptop = Laptop()
      let store = try await laptop.create().enrolled(at: office)
      for _ in 0..<5 {
        let text = JSONValue.string(String(repeating: "x", count: 500_000))
        _ = try store.create(kind: "overlast", set: [path("/remarks"): text])
      }
      office.next(fault)
      _ = try? await store.sync(over: office, tries: 1)
      #expect(office.state.withLock { $0.requests } > 1 || fault != .none)
      try await laptop.open(3).sync(over: office, tries: 1)
      #expect(office.changes.count == 10, "\(fault)")
      #expect(try store.status().unsent == 0)
    }
  }

  @Test func `draws a new id when a change of the own id comes that it does not know`() async throws
  {
    let store = try await Laptop().create().enrolled(at: FakeOffice())
    let view = try store.create(kind: "overlast", set: [path("/what"): "one"])
    try store.finish(view.document)
    let id = try store.replica()
    var twin = Colleague(id.bits)
    let theirs = try twin.birth(DocumentID(high: 9, low: 9), set: ["/what": "twin"])
    let verdict = try await store.sync(
      over: ScriptedOffice(.ok(), records: [theirs.record]),
      tries: 1
    )
    #expect(verdict.isNewReplica)
    #expect(try store.replica() != id)
    #expect(try store.value("/what", DocumentID(high: 9, low: 9)) == "twin")
  }

  /// Found by the simulator: what a twin had delivered before the office knew of the fork was left out for ever.
  @Test func `hears everything anew when it finds by itself that it has a twin`() async throws {
    let store = try await Laptop().create().enrolled(at: FakeOffice())
    var twin = Colleague(try store.replica().bits)
    let theirs = try twin.birth(DocumentID(high: 9, low: 9), set: ["/what": "twin"])
    let script = ScriptedOffice([
      ScriptedOffice.answer(.ok(cursor: 5), records: [theirs.record]),
      ScriptedOffice.answer(.ok(cursor: 5)),
    ])
    for _ in 0..<2 { try await store.sync(over: script, tries: 1) }
    let request = try MessageLines(reading: script.requests.withLock { $0[1] })
    #expect(try SyncRequest(head: request.head).cursor == nil)
  }

  /// Found by the simulator: two programs had synced at once, and the answer that came last was the older one.
  @Test func `is not set back by an answer that was overtaken`() async throws {
    let store = try await Laptop().create().enrolled(at: FakeOffice())
    let script = ScriptedOffice([9, 5, 9].map { ScriptedOffice.answer(.ok(cursor: $0, head: 9)) })
    for _ in 0..<3 { try await store.sync(over: script, tries: 1) }
    let request = try MessageLines(reading: script.requests.withLock { $0[2] })
    #expect(try SyncRequest(head: request.head).cursor == "00000001.9")
  }

  @Test func `hides what left and brings it back when it enters`() async throws {
    let store = try await Laptop().create().enrolled(at: FakeOffice())
    let view = try store.create(kind: "overlast", set: [path("/what"): "one"])
    let left = Array("{\"left\":{\"doc\":\"\(view.document)\"}}".utf8)
    let script = ScriptedOffice(.ok(), records: [left])
    let verdict = try await store.sync(over: script, tries: 1)
    #expect(verdict.left == [view.document])
    // Hidden, minted and pushed first: nothing unsent is lost (rule C2).
    #expect(try script.changes(0).count == 2)
    #expect(try store.list().isEmpty)
    let gone = #expect(throws: StoreError.self) { try store.view(view.document) }
    #expect(gone?.code == .hasLeft)
    let edit = #expect(throws: StoreError.self) { try store.edit(view, "/what", "two") }
    #expect(edit?.code == .hasLeft)
    let entered = Array("{\"entered\":{\"doc\":\"\(view.document)\",\"records\":0}}".utf8)
    try await store.sync(over: ScriptedOffice(.ok(), records: [entered]), tries: 1)
    #expect(try store.value("/what", view.document) == "one")
  }

  /// Found by the simulator: a document that had left by a grant of which the office, put back, knows nothing stayed
  /// hidden although the laptop brought it back and may see it.
  @Test func `shows again what had left after the office's branch point, unless it is told anew`()
    async throws
  {
    let store = try await Laptop().create().enrolled(at: FakeOffice())
    let view = try store.create(kind: "overlast", set: [path("/what"): "one"])
    let left = Array("{\"left\":{\"doc\":\"\(view.document)\"}}".utf8)
    let script = ScriptedOffice(.ok(cursor: 9, head: 9), records: [left])
    try await store.sync(over: script, tries: 1)
    #expect(throws: StoreError.self) { try store.view(view.document) }
    func restored(_ records: [[UInt8]], branch: Int, epoch: String) -> ScriptedOffice {
      ScriptedOffice([
        ScriptedOffice.answer(
          .ok(cursor: 4, head: 4, epoch: epoch) { $0.restored = branch },
          records: records
        ), ScriptedOffice.answer(.ok(cursor: 4, head: 4, epoch: epoch)),
      ])
    }
    try await store.sync(over: restored([left], branch: 3, epoch: "00000003"), tries: 1)
    #expect(throws: StoreError.self) { try store.view(view.document) }
    // It left while the office's head was at 4: an office that still knows that much need not tell it anew.
    try await store.sync(over: restored([], branch: 4, epoch: "00000005"), tries: 1)
    #expect(throws: StoreError.self) { try store.view(view.document) }
    try await store.sync(over: restored([], branch: 3, epoch: "00000006"), tries: 1)
    #expect(try store.value("/what", view.document) == "one")
  }

  /// Found by the simulator: the office had been put back twice, and a head of the first log passed for one of the second.
  @Test func `sends again what an office lost that was put back twice`() async throws {
    let store = try await Laptop().create().enrolled(at: FakeOffice())
    _ = try store.create(kind: "overlast", set: [path("/what"): "one"])
    let script = ScriptedOffice([
      ScriptedOffice.answer(.ok(cursor: 5, head: 5)),
      ScriptedOffice.answer(.ok(cursor: 6, head: 6, epoch: "00000002") { $0.restored = 2 }),
      ScriptedOffice.answer(.ok(cursor: 6, head: 6, epoch: "00000002")),
      ScriptedOffice.answer(.ok(cursor: 5, head: 5, epoch: "00000003") { $0.restored = 5 }),
      ScriptedOffice.answer(.ok(cursor: 5, head: 5, epoch: "00000003")),
    ])
    for _ in 0..<3 { try await store.sync(over: script, tries: 1) }
    #expect(try (0..<5).map { try script.changes($0).count } == [2, 0, 2, 0, 2])
  }

  @Test func `sends again what an office lost that was put back from a backup`() async throws {
    let laptop = Laptop()
    let store = try await laptop.create().enrolled(at: FakeOffice())
    for number in 1...3 {
      _ = try store.create(kind: "overlast", set: [path("/what"): .number(Double(number))])
      try await store.sync(over: ScriptedOffice(.ok(cursor: number, head: number)), tries: 1)
    }
    #expect(try store.status().unsent == 0)
    let script = ScriptedOffice([
      ScriptedOffice.answer(.ok(cursor: 1, head: 1, epoch: "00000002") { $0.restored = 1 }),
      ScriptedOffice.answer(.ok(cursor: 3, head: 3, epoch: "00000002")),
    ])
    let verdict = try await laptop.open(7).sync(over: script, tries: 1)
    #expect(verdict.officeWasRestored)
    #expect(try script.changes(1).map(\.dot.counter) == [3, 4, 5, 6])
    #expect(try store.status().unsent == 0)
  }

  @Test func `sends again what came from the office and was lost there`() async throws {
    let store = try await Laptop().create().enrolled(at: FakeOffice())
    var colleague = Colleague(7)
    let theirs = try colleague.birth(DocumentID(high: 1, low: 1), set: ["/what": "theirs"])
    try await store.sync(
      over: ScriptedOffice(.ok(cursor: 5, head: 5), records: [theirs.record]),
      tries: 1
    )
    let script = ScriptedOffice([
      ScriptedOffice.answer(.ok(cursor: 2, head: 2, epoch: "00000002") { $0.restored = 2 }),
      ScriptedOffice.answer(.ok(cursor: 3, head: 3, epoch: "00000002")),
    ])
    try await store.sync(over: script, tries: 1)
    #expect(try script.changes(1).map(\.name) == [theirs.name])
  }

  @Test func `keeps a refused line by name and does not send it for ever`() async throws {
    let store = try await Laptop().create().enrolled(at: FakeOffice())
    let view = try store.create(kind: "overlast", set: [path("/what"): "one"])
    try store.finish(view.document)
    let name = try #require(try store.history(of: view.document).first).change.name
    let script = ScriptedOffice([
      ScriptedOffice.answer(
        .ok {
          // The template goes before the birth that names it.
          $0.refused = [SyncResponse.Refused(line: 2, rule: "G6", why: "overlap")]
        }
      ), ScriptedOffice.answer(.ok()),
    ])
    let verdict = try await store.sync(over: script, tries: 1)
    #expect(verdict.sent == 1 && verdict.refused.count == 1)
    #expect(try store.status().judged.map(\.name) == [name])
    #expect(try store.status().judged.map(\.why) == ["refused-G6"])
    try await store.sync(over: script, tries: 1)
    #expect(try script.changes(1).isEmpty)
    #expect(try store.value("/what", view.document) == "one")
  }

  @Test func `sends again what lies above a hundred that were refused, once the office lacks it`()
    async throws
  {
    let store = try await Laptop().create().enrolled(at: FakeOffice())
    for _ in 1...51 { _ = try store.create(kind: "overlast", set: [path("/what"): "one"]) }
    let missing = Array(1...100)
    let script = ScriptedOffice([
      ScriptedOffice.answer(
        .ok {
          $0.refused = missing.map {
            SyncResponse.Refused(line: $0 + 1, rule: "G6", why: "overlap")
          }
          $0.received.counter = 2
          $0.received.of = 102
          $0.received.missing = missing
        }
      ),
      ScriptedOffice.answer(
        .ok {
          $0.received.counter = 0
          $0.received.of = 102
          $0.received.missing = missing
        }
      ), ScriptedOffice.answer(.ok()),
    ])
    for _ in 1...3 { try await store.sync(over: script, tries: 1) }
    #expect(try script.changes(0).count == 102)
    #expect(try script.changes(2).map(\.dot.counter) == [101, 102])
  }

  @Test(arguments: [(413, "text/html"), (413, "application/problem+json"), (507, "text/html")])
  func `halves its batch where it is too large for the office or a proxy`(
    _ status: Int,
    _ type: String
  ) async throws {
    let store = try await Laptop().create().enrolled(at: FakeOffice())
    for _ in 0..<4 {
      let text = JSONValue.string(String(repeating: "x", count: 200_000))
      _ = try store.create(kind: "overlast", set: [path("/remarks"): text])
    }
    let refusal = TransportResponse(status: status, contentType: type, body: Array("{}".utf8))
    let script = ScriptedOffice([refusal, ScriptedOffice.answer(.ok())])
    _ = try? await store.sync(over: script, tries: 2)
    let sizes = script.requests.withLock { $0.map(\.count) }
    #expect(sizes.count > 1 && sizes[0] > 800_000 && sizes[1] < 600_000, "\(sizes)")
  }

  @Test func `changes nothing when the answer has a record that is none`() async throws {
    let store = try await Laptop().create().enrolled(at: FakeOffice())
    let view = try store.create(kind: "overlast", set: [path("/what"): "one"])
    var colleague = Colleague(7)
    let theirs = try colleague.birth(DocumentID(high: 1, low: 1))
    let script = ScriptedOffice(
      .ok(cursor: 9),
      records: [theirs.record, Array("{\"change\":{}}".utf8)]
    )
    await #expect(throws: StoreError.self) { try await store.sync(over: script, tries: 1) }
    #expect(try store.documents() == [view.document])
    #expect(try store.status().unsent == 2)
  }

  @Test func `is no office when a page answers, and the outbox is untouched`() async throws {
    let store = try await Laptop().create().enrolled(at: FakeOffice())
    _ = try store.create(kind: "overlast")
    for (status, type, code) in [
      (200, "text/html", OfficeError.Code.notSchouw), (302, "text/html", .notSchouw),
      (401, "application/problem+json", .refused), (500, "text/plain", .proxy),
      (404, "application/problem+json", .otherVersion), (503, "text/html", .proxy),
    ] {
      let page = TransportResponse(status: status, contentType: type, body: Array("<html>".utf8))
      let error = await #expect(throws: OfficeError.self) {
        try await store.sync(over: ScriptedOffice([page]), tries: 1)
      }
      #expect(error?.code == code, "status \(status)")
      #expect(try store.status().unsent == 1)
    }
  }

  @Test func `has the outcome of once when a message is lost, doubled or cut at any byte`()
    async throws
  {
    /// Two laptops with a document each, and one that has not synced yet.
    func exchanged(_ fault: FakeOffice.Fault) async throws -> (FakeOffice, [Store], Int) {
      let office = FakeOffice()
      var stores: [Store] = []
      for seed in 1...2 as ClosedRange<UInt64> {
        let store = try await Laptop().create(seed).enrolled(at: office)
        _ = try store.create(kind: "overlast", set: [path("/what"): .number(Double(seed))])
        stores.append(store)
      }
      try await stores[0].sync(over: office, tries: 1)
      office.next(fault)
      _ = try? await stores[1].sync(over: office, tries: 1)
      let length = office.state.withLock { $0.lastAnswer.count }
      for store in stores + stores { try await store.sync(over: office, tries: 1) }
      return (office, stores, length)
    }
    let (_, stores, length) = try await exchanged(.none)
    let digest = try stores[0].digest()
    #expect(length > 500)
    let faults: [FakeOffice.Fault] =
      [.requestLost, .answerLost, .doubled] + (0..<length).map { .answerCut($0) }
    for fault in faults {
      let (office, stores, _) = try await exchanged(fault)
      #expect(office.changes.count == 4, "\(fault)")
      for store in stores { #expect(try store.digest() == digest, "\(fault)") }
      for store in stores { #expect(try store.status().unsent == 0, "\(fault)") }
    }
  }

  @Test func `tells enrolment again with the same secrets after a cut`() async throws {
    let laptop = Laptop()
    let store = try laptop.create()
    let nobody = ScriptedOffice([])
    await #expect(throws: OfficeError.self) {
      _ = try await store.enrol(at: "http://office/", code: "c", over: nobody)
    }
    #expect(try store.office() == nil)
    let answer = TransportResponse(
      status: 200,
      contentType: "application/json",
      body: Array("{\"device\":\"noord\",\"scopes\":[\"BU1\"]}".utf8)
    )
    let script = ScriptedOffice([answer])
    let office = try await laptop.open(4).enrol(at: "http://office", code: "c", over: script)
    #expect(office.device == "noord")
    #expect(nobody.requests.withLock { $0[0] } == script.requests.withLock { $0[0] })
    #expect(try store.office() == office)
  }
}
