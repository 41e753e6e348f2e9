import SchouwCanon
import SchouwDocuments
import SchouwHTTP
import SchouwJournal
import SchouwSync
import Testing

@testable import SchouwServer

/// Bodies that go to disk until they are whole, and who is refused before one is read.
@Suite struct `A large body` {
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

  /// A sync of so many new documents, each of about 3 kB.
  func body(_ count: Int) throws -> [UInt8] {
    var hand = Hand(1, at: office.clock.now)
    var records: [[UInt8]] = []
    for number in 1...count {
      let id = documentID(number)
      records.append(try hand.birth(of: id, scopes: ["A"]).record)
      let text = String(repeating: "x", count: 3000)
      records.append(try hand.edit(id, ["/what": .string(text)]).record)
    }
    return SyncRequest(
      replica: hand.replica,
      counter: hand.counter,
      cursor: nil,
      time: office.clock.now,
      limit: 1 << 20
    ).bytes(records: records)
  }

  func sync(_ body: [UInt8], token: String? = nil) async throws -> HTTPAnswer {
    try await ask(
      office.server,
      "POST",
      "/v1/sync",
      token: token ?? self.token,
      type: "application/jsonl",
      body: body
    )
  }

  var spooled: [String: [UInt8]] { office.disk.files(under: "/office/spool") }

  func head() async throws -> JSONValue? {
    try await office.server.administer(.status(scopes: nil))["head"]
  }

  @Test func `is taken in by way of the disk, where nothing of it stays`() async throws {
    let body = try body(120)
    #expect(body.count > MergeServer.spooledBytesMin)
    let answer = try await sync(body)
    #expect(answer.status == 200)
    #expect(try Answer(answer.body).response.received.counter == 240)
    #expect(spooled.isEmpty)
  }

  @Test func `is answered 507 by a full disk, and nothing of it is kept`() async throws {
    let before = try await head()
    office.disk.set(room: 100_000)
    let answer = try await sync(try body(120))
    #expect(answer.status == 507)
    #expect(answer.problem == "http:diskFull")
    #expect(spooled.isEmpty)
    office.disk.set(room: nil)
    #expect(try await head() == before)
    #expect(try await sync(try body(120)).status == 200)
  }

  @Test func `that is cut leaves nothing on the disk`() throws {
    let spool = try Spool(folder: "/office/spool", disk: office.disk)
    var file: SpoolFile? = try spool.file()
    try file?.take(Array("half a bo".utf8))
    #expect(spooled.count == 1)
    file = nil
    #expect(spooled.isEmpty)
  }

  @Test func `of an unknown token is not read`() async throws {
    let answer = try await sync(try body(120), token: "x")
    #expect(answer.status == 401)
    #expect(answer.fields["connection"] == "close")
    #expect(spooled.isEmpty)
  }

  @Test func `is refused in place of 100 Continue`() throws {
    var head = RequestHead(method: .post, target: try RequestTarget("/v1/sync"), fields: [:])
    try head.fields.append("Content-Type", "application/jsonl")
    try head.fields.append("Authorization", "Bearer x")
    guard case .refused(let response) = office.server.plan(head) else {
      Issue.record("the plan is not a refusal")
      return
    }
    #expect(response.head.status == .unauthorized)
  }

  @Test func `that a killed server left behind goes at the next start`() throws {
    let disk = MemoryDisk()
    disk.put([1, 2, 3], at: "/office/spool/17")
    _ = try Spool(folder: "/office/spool", disk: disk)
    #expect(disk.files(under: "/office/spool").isEmpty)
  }
}

@Suite struct `Tries of enrolment codes` {
  @Test func `are bounded for one client, and keep nobody else out`() {
    var tries = CodeTries()
    for number in 0..<25 {
      let mayTry = tries.begin("attacker", at: Int64(number))
      #expect(mayTry == (number < CodeTries.perClientMax))
    }
    let colleague = tries.begin("colleague", at: 25)
    #expect(colleague)
    let later = tries.begin("attacker", at: 60_001)
    #expect(later)
  }

  @Test func `do not count where the code was right`() {
    var tries = CodeTries()
    for number in 0..<100 {
      let mayTry = tries.begin("office behind one address", at: Int64(number))
      #expect(mayTry)
      tries.wasRight("office behind one address")
    }
  }

  @Test func `are bounded for all together, much higher`() {
    var tries = CodeTries()
    for number in 0..<CodeTries.allMax {
      let mayTry = tries.begin("\(number)", at: 0)
      #expect(mayTry)
    }
    let more = tries.begin("one more", at: 1)
    #expect(!more)
  }
}
