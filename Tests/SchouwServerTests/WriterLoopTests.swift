import SchouwCanon
import SchouwDocuments
import SchouwJournal
import SchouwSync
import Synchronization
import Testing

@testable import SchouwServer

/// The one writer: many hand in, one sync to disk, answers after it.
@Suite struct `The writer` {
  let disk = MemoryDisk()
  let clock = TestClock()
  let loop: WriterLoop

  init() throws {
    let (disk, clock) = (disk, clock)
    let layout = ServerLayout(folder: "/office")
    try layout.create(disk)
    let open: @Sendable () throws(ServerError) -> ServerCore = { () throws(ServerError) in
      try ServerCore(
        layout: layout,
        disk: disk,
        clock: { clock.now },
        random: SeededRandom(seed: "loop")
      )
    }
    loop = WriterLoop(try open(), reopen: open)
  }

  /// Hands in an invitation; returns what came of it and how many syncs there had been when it was answered.
  func invite(_ name: String) async throws -> Int {
    let disk = disk
    return try await submit { core throws(ServerError) in
      _ = try core.carryOut(.deviceAdd(name, scopes: []))
      return { disk.syncs }
    }
  }

  func submit<Value: Sendable>(
    _ job: @escaping @Sendable (ServerCore) throws(ServerError) -> @Sendable () -> Value
  ) async throws -> Value {
    try await withCheckedThrowingContinuation { continuation in
      loop.submit({ core throws(ServerError) in
        let answer = try job(core)
        return { continuation.resume(returning: answer()) }
      }) { continuation.resume(throwing: $0) }
    }
  }

  var isReady: Bool { loop.isReady.load(ordering: .relaxed) }
  var flushes: Int { loop.flushes.load(ordering: .relaxed) }

  var devices: Int {
    get async throws { try await submit { core in { [count = core.devices.count] in count } } }
  }

  @Test func `answers all who hand in at once, each after a sync to disk`() async throws {
    let before = disk.syncs
    let syncs = try await withThrowingTaskGroup(of: Int.self) { group in
      for number in 1...200 { group.addTask { try await invite("d\(number)") } }
      return try await group.reduce(into: [Int]()) { $0.append($1) }
    }
    #expect(syncs.count == 200)
    #expect(syncs.allSatisfy { $0 > before })
    #expect(flushes <= 200)
    #expect(try await devices == 200)
    let copy = try TestOffice(disk: disk.afterPowerCut())
    #expect(copy.core.devices.count == 200)
  }

  @Test func `makes one sync for all that waited`() async throws {
    // While the first job is carried out the others gather.
    let loop = loop
    let before = disk.syncs
    try await submit { _ in
      for number in 1...50 {
        loop.submit({ core throws(ServerError) in
          _ = try core.carryOut(.deviceAdd("d\(number)", scopes: []))
          return {}
        }) { _ in }
      }
      return {}
    }
    #expect(try await devices == 50)
    // One of the log, one of the copy of the rights.
    #expect(disk.syncs == before + 2)
    #expect(flushes == 1)
  }

  @Test func `lets a refused job fail alone`() async throws {
    _ = try await invite("noord")
    await #expect(throws: ServerError.self) {
      try await submit { core throws(ServerError) in
        _ = try core.carryOut(.deviceRevoke("nobody"))
        return {}
      }
    }
    #expect(isReady)
    #expect(try await devices == 1)
  }

  /// Found here: the others heard the error of the job that failed, as if it were theirs.
  @Test func `writes nothing of a job that fails half-way, and lets the others ask again`()
    async throws
  {
    let loop = loop
    let codes = Mutex<[String: ServerError.Code]>([:])
    try await submit { _ in
      for name in ["first", "half", "last"] {
        loop.submit({ core throws(ServerError) in
          _ = try core.carryOut(.deviceAdd(name, scopes: []))
          if name == "half" { throw ServerError(.badRequest) }
          return {}
        }) { error in codes.withLock { $0[name] = error.code } }
      }
      return {}
    }
    #expect(try await devices == 0)
    let told = codes.withLock { $0 }
    #expect(told == ["first": .journal, "half": .badRequest, "last": .journal])
    _ = try await invite("next")
    #expect(try await devices == 1)
  }

  @Test func `answers what was handed in before it closes, and nothing afterwards`() async throws {
    let loop = loop
    let answered = Atomic<Int>(0)
    for number in 1...20 {
      loop.submit({ core throws(ServerError) in
        _ = try core.carryOut(.deviceAdd("d\(number)", scopes: []))
        return { answered.add(1, ordering: .relaxed) }
      }) { _ in }
    }
    await loop.close()
    let count = answered.load(ordering: .relaxed)
    #expect(count == 20)
    await #expect(throws: ServerError.self) { try await invite("late") }
    #expect(try TestOffice(disk: disk.afterKill()).core.devices.count == 20)
  }

  // MARK: Disk trouble

  @Test func `loses nothing that it acknowledged when the disk fills up`() async throws {
    var acknowledged: [String] = []
    disk.set(room: 3000)
    for number in 1...40 {
      do {
        _ = try await invite("d\(number)")
        acknowledged.append("d\(number)")
      } catch let error as ServerError {
        #expect(error.cause?.code == .diskFull)
      }
    }
    #expect(!isReady)
    #expect(acknowledged.count > 2 && acknowledged.count < 40)
    // Reading goes on.
    #expect(try await devices == acknowledged.count)
    let copy = try TestOffice(disk: disk.afterPowerCut())
    #expect(copy.core.devices.keys.sorted() == acknowledged.sorted())
    disk.set(room: nil)
    _ = try await invite("after")
    #expect(isReady)
    #expect(try await devices == acknowledged.count + 1)
  }

  @Test func `believes nothing in memory after a failed sync`() async throws {
    _ = try await invite("before")
    disk.set(failsSync: true)
    await #expect(throws: ServerError.self) { try await invite("lost") }
    await #expect(throws: ServerError.self) { try await invite("also") }
    #expect(!isReady)
    disk.set(failsSync: false)
    _ = try await invite("after")
    #expect(isReady)
    // What failed may have reached the disk; what was acknowledged must have.
    let names = try TestOffice(disk: disk.afterPowerCut()).core.devices.keys
    #expect(names.contains("before") && names.contains("after"))
    #expect(!names.contains("also"))
  }

  @Test func `does not read its log again for each request that is refused`() async throws {
    _ = try await invite("before")
    disk.set(room: 0)
    await #expect(throws: ServerError.self) { try await invite("one") }
    let same = try await submit { core in { [id = ObjectIdentifier(core)] in id } }
    for _ in 1...5 {
      await #expect(throws: ServerError.self) { try await invite("more") }
      let core = try await submit { core in { [id = ObjectIdentifier(core)] in id } }
      #expect(core == same)
    }
  }
}

/// The same over HTTP.
@Suite struct `An office whose disk has trouble` {
  let office: ServedOffice
  let token = Base64URL.encode([UInt8](repeating: 7, count: 32))

  init() async throws {
    office = try ServedOffice()
    let invited = try await office.server.administer(.deviceAdd("noord", scopes: [scope("A")]))
    let answer = try await `Over HTTP the office`.enrol(
      office,
      invited["code"]?.stringValue ?? "",
      token
    )
    #expect(answer.status == 200)
  }

  func send(_ hand: Hand, _ records: [Change]) async throws -> HTTPAnswer {
    let body = SyncRequest(
      replica: hand.replica,
      counter: hand.counter,
      cursor: nil,
      time: office.clock.now,
      limit: 1 << 20
    ).bytes(records: records.map(\.record))
    return try await ask(
      office.server,
      "POST",
      "/v1/sync",
      token: token,
      type: "application/jsonl",
      body: body
    )
  }

  @Test(arguments: ["full", "sync"])
  func `says so, loses nothing acknowledged, and goes on when it is mended`(_ trouble: String)
    async throws
  {
    let disk = office.disk
    var hand = Hand(1, at: office.clock.now)
    let first = try hand.birth(of: documentID(1), scopes: ["A"])
    #expect(try await send(hand, [first]).status == 200)
    if trouble == "full" { disk.set(room: 100) } else { disk.set(failsSync: true) }
    let next = try hand.edit(documentID(1), ["/a": 1])
    for round in 1...3 {
      let answer = try await send(hand, [next])
      #expect(answer.status == 503)
      #expect(answer.problem == (trouble == "full" ? "disk-full" : "storage"))
      #expect(answer.fields["retry-after"] != nil, "round \(round)")
      let ready = try await ask(office.server, "GET", "/readyz")
      #expect(ready.status == 503)
      #expect(ready.problem == "not-ready")
      #expect(ready.fields["retry-after"] == "10")
      #expect(try await ask(office.server, "GET", "/healthz").status == 200)
    }
    let cut = try TestOffice(disk: disk.afterPowerCut())
    #expect(cut.core.known.contains(first.name))
    if trouble == "full" { disk.set(room: nil) } else { disk.set(failsSync: false) }
    // Asking is enough to notice: nobody may send anything to an office that is not ready.
    #expect(try await ask(office.server, "GET", "/readyz").status == 200)
    #expect(try await send(hand, [next]).status == 200)
    let status = try await office.server.administer(.status(scopes: nil))
    #expect(status["changes"] == 2)
    #expect(try TestOffice(disk: disk.afterPowerCut()).core.changes == 2)
  }

  /// How it says that it stands: `/readyz`, what is to be done, and the gauge.
  func state() async throws -> (ready: HTTPAnswer, task: JSONValue?, gauge: Int?) {
    let ready = try await ask(office.server, "GET", "/readyz")
    let today = try await office.server.administer(.today())
    let metrics = try await ask(
      office.server,
      "GET",
      "/metrics",
      token: office.server.adminSecret
    )
    let gauge = metrics.text.split(separator: "\n").first {
      $0.hasPrefix("schouw_refused_bytes ")
    }
    return (
      ready, today["tasks"]?.arrayValue?.first { $0["what"] == "room" },
      gauge.flatMap { Int($0.dropFirst("schouw_refused_bytes ".utf8.count)) }
    )
  }

  /// Found by a breaker: small writes still fitted, so only the laptop whose work was refused ever knew.
  @Test(arguments: [100_000, 400_000])
  func `says that its disk is nearly full while small writes still fit`(_ size: Int) async throws {
    var hand = Hand(1, at: office.clock.now)
    let birth = try hand.birth(of: documentID(1), scopes: ["A"])
    #expect(try await send(hand, [birth]).status == 200)
    #expect(try await state().ready.status == 200)
    office.disk.set(room: 50_000)
    let text = String(repeating: "x", count: size)
    let large = try hand.edit(documentID(1), ["/a": .string(text)])
    var small = Hand(2, at: office.clock.now)
    for number in 2...4 {
      // 507 where the body did not even fit until it was whole.
      #expect([503, 507].contains(try await send(hand, [large]).status))
      let next = try small.birth(of: documentID(number), scopes: ["A"])
      #expect(try await send(small, [next]).status == 200)
      let state = try await state()
      #expect(state.ready.status == 503)
      #expect(state.ready.problem == "not-ready")
      #expect(state.ready.text.contains("nearly full"))
      let gauge = try #require(state.gauge)
      #expect(gauge > 50_000)
      #expect(state.task?["count"]?.integerValue == Int64(gauge >> 10))
    }
    office.disk.set(room: nil)
    #expect(try await state().ready.status == 200)
    #expect(try await state().task == nil)
    #expect(try await state().gauge == 0)
    #expect(try await send(hand, [large]).status == 200)
  }

  @Test func `is content again when a write of that size succeeds`() async throws {
    var hand = Hand(1, at: office.clock.now)
    let birth = try hand.birth(of: documentID(1), scopes: ["A"])
    #expect(try await send(hand, [birth]).status == 200)
    office.disk.set(room: 50_000)
    let text = String(repeating: "x", count: 100_000)
    let large = try hand.edit(documentID(1), ["/a": .string(text)])
    #expect(try await send(hand, [large]).status == 503)
    office.disk.set(room: nil)
    #expect(try await send(hand, [large]).status == 200)
    // No room at all: asking cannot have found any.
    office.disk.set(room: 0)
    #expect(try await state().gauge == 0)
    #expect(try await state().ready.status == 200)
  }
}
