import SchouwCanon
import SchouwDocuments
import SchouwJournal
import SchouwSync
import Testing

@testable import SchouwServer

/// A damaged record gives nobody rights back (`Protocol/decisions/0036`).
@Suite struct `Rights on a damaged log` {
  let office: TestOffice
  var noord: Hand

  init() throws {
    office = try TestOffice()
    try office.enrol("noord", ["A"])
    try office.enrol("zuid", ["A"])
    noord = Hand(1, at: office.clock.now)
    _ = try office.sync("noord", noord, [try noord.birth(of: documentID(1), scopes: ["A"])])
  }

  /// Flips a byte of the last record that has a text, and opens the log anew.
  func damage(_ text: String) throws {
    try office.core.journal.flush()
    let files = office.disk.files(under: office.folder + "/segments").sorted { $0.key < $1.key }
    let (path, old) = try #require(files.last)
    var bytes = old
    let wanted = Array(text.utf8)
    let place = try #require(
      bytes.indices.last { bytes[$0...].starts(with: wanted) },
      "\(text) is in the log"
    )
    bytes[place] ^= 1
    office.disk.put(bytes, at: path)
    try office.reopen()
    #expect(office.core.journal.damages.count >= 1)
  }

  func loseCopy() throws { try office.disk.remove(office.folder + "/roster.json") }

  var uncertain: [String] { office.core.roster.uncertainDevices.sorted() }

  /// Found by a breaker: one flipped byte, and the stolen laptop synced again.
  @Test func `stay taken away when the record of that is lost`() throws {
    try office.ask(.deviceRevoke("noord"))
    try damage("\"revoked\"")
    #expect(try office.device("noord").state == .revoked)
    #expect(uncertain == [])
    // The log is right again without the copy.
    try loseCopy()
    try office.reopen()
    #expect(try office.device("noord").state == .revoked)
  }

  @Test func `stay narrowed when the record of that is lost`() throws {
    try office.ask(.deviceScopes("noord", [scope("B"), scope("C")]))
    try damage("\"B\",\"C\"")
    #expect(try office.device("noord").scopes == [scope("B"), scope("C")])
    #expect(office.core.devices["noord"]?.scopes(at: office.core.head) == [scope("B"), scope("C")])
  }

  @Test mutating func `are as they were when another record is lost and the copy is whole`() throws
  {
    let edit = try noord.edit(documentID(1), ["/lost": 1])
    _ = try office.sync("noord", noord, [edit])
    try damage("/lost")
    #expect(uncertain == [])
    #expect(try office.sync("noord", noord, [edit]).response.received.counter == 2)
  }

  @Test(arguments: ["none", "damaged", "of another epoch"])
  mutating func `are uncertain without a whole copy, until somebody confirms them`(
    _ copy: String
  ) throws {
    try office.ask(.deviceRevoke("noord"))
    let path = office.folder + "/roster.json"
    switch copy {
    case "none": try loseCopy()
    case "damaged":
      var bytes = try #require(office.disk.bytes(of: path))
      bytes[bytes.count / 2] ^= 1
      office.disk.put(bytes, at: path)
    default:
      let other = try TestOffice("other")
      office.disk.put(try #require(other.disk.bytes(of: "/office/roster.json")), at: path)
    }
    try damage("\"revoked\"")
    #expect(uncertain == ["noord", "zuid"])
    var today = office.core.today()
    #expect(today.tasks.contains(Today.Task(what: .rights, count: 2)))
    #expect(today.devices.map(\.isUncertain) == [true, true])
    #expect(throws: ServerError.self) { try office.ask(.deviceScopes("noord", [scope("A")])) }
    // No restart makes them certain.
    try office.reopen()
    #expect(uncertain == ["noord", "zuid"])
    #expect(try office.ask(.deviceConfirm(["zuid"]))["confirmed"] == 1)
    try office.ask(.deviceRevoke("noord"))
    try office.enrol("oost", ["A"])
    for _ in 1...2 {
      #expect(uncertain == [])
      #expect(try office.device("zuid").state == .enrolled)
      #expect(try office.device("noord").state == .revoked)
      try office.reopen()
    }
    today = office.core.today()
    #expect(!today.tasks.contains { $0.what == .rights })
    #expect(try office.ask(.deviceConfirm(["zuid"]))["confirmed"] == 0)
    #expect(throws: ServerError.self) { try office.ask(.deviceConfirm(["nobody"])) }
  }

  /// An old copy would give back what was taken away since.
  @Test func `leave no old copy behind where there is no room for a new one`() throws {
    #expect(office.disk.bytes(of: "/office/roster.json") != nil)
    office.disk.set(room: 500)
    try office.ask(.deviceRevoke("noord"))
    #expect(office.disk.bytes(of: "/office/roster.json") == nil)
    office.disk.set(room: nil)
    try damage("\"revoked\"")
    #expect(uncertain == ["noord", "zuid"])
    try office.ask(.deviceConfirm(["zuid"]))
    #expect(office.disk.bytes(of: "/office/roster.json") != nil)
  }

  @Test func `let nobody enrol who may have been revoked`() throws {
    let code = try office.ask(.deviceAdd("west", scopes: [scope("A")]))["code"]?.stringValue ?? ""
    try office.ask(.deviceRevoke("west"))
    try loseCopy()
    try damage("\"revoked\"")
    #expect(throws: ServerError.self) {
      try office.core.enrol(code: code, token: "t", key: "k", replica: Replica(bits: 4))
    }
  }

  @Test func `of people are kept the same way`() throws {
    try office.ask(.account(.add("baas", .administrator, nil)))
    try office.ask(.account(.add("anna", .handler, nil)))
    try office.ask(.account(.remove("baas")))
    try damage("\"removed\"")
    #expect(office.core.account(named: "baas") == nil)
    #expect(office.core.account(named: "anna")?.role == .handler)
    try office.ask(.account(.role("anna", .reader)))
    try loseCopy()
    try damage("\"reader\"")
    #expect(office.core.account(named: "anna") == nil)
    #expect(throws: ServerError.self) { try office.ask(.account(.role("anna", .handler))) }
    try office.ask(.account(.remove("anna")))
    try office.ask(.account(.add("anna", .reader, nil)))
    #expect(office.core.account(named: "anna")?.role == .reader)
  }

  @Test func `come back from a backup as they were in it, also where it does not read`() throws {
    try office.ask(.deviceRevoke("noord"))
    _ = try office.backUp(to: "/backup")
    let files = office.disk.files(under: "/backup/segments").sorted { $0.key < $1.key }
    let (path, old) = try #require(files.last)
    var bytes = old
    let place = try #require(bytes.indices.last { bytes[$0...].starts(with: "\"revoked\"".utf8) })
    bytes[place] ^= 1
    office.disk.put(bytes, at: path)
    let clock = office.clock
    let copy = try Backup.restore(
      from: "/backup",
      to: "/new",
      isPartial: true,
      disk: office.disk,
      clock: { clock.now }
    )
    #expect(!copy.isWhole)
    let core = try ServerCore(
      layout: ServerLayout(folder: "/new"),
      disk: office.disk,
      clock: { clock.now },
      random: SeededRandom(seed: "new")
    )
    #expect(core.devices["noord"]?.device.state == .revoked)
    #expect(core.roster.uncertainDevices == [])
  }
}

/// The same over HTTP.
@Suite struct `An office that cannot read its rights` {
  @Test func `answers 503, and takes up again what was confirmed`() async throws {
    let first = try ServedOffice()
    let token = Base64URL.encode([UInt8](repeating: 7, count: 32))
    let invited = try await first.server.administer(.deviceAdd("noord", scopes: [scope("A")]))
    let code = invited["code"]?.stringValue ?? ""
    #expect(try await `Over HTTP the office`.enrol(first, code, token).status == 200)
    var hand = Hand(1, at: first.clock.now)
    let birth = try hand.birth(of: documentID(1), scopes: ["A"])
    func send(_ office: ServedOffice) async throws -> HTTPAnswer {
      let request = SyncRequest(
        replica: hand.replica,
        counter: hand.counter,
        cursor: nil,
        time: office.clock.now,
        limit: 1 << 20
      )
      return try await ask(
        office.server,
        "POST",
        "/v1/sync",
        token: token,
        type: "application/jsonl",
        body: request.bytes(records: [birth.record])
      )
    }
    #expect(try await send(first).status == 200)
    _ = try await first.server.administer(.deviceRevoke("noord"))
    // Answered, so a power cut leaves the copy too.
    let disk = first.disk.afterPowerCut()
    let path = try #require(disk.files(under: "/office/segments").keys.first)
    var bytes = try #require(disk.bytes(of: path))
    let place = try #require(bytes.indices.last { bytes[$0...].starts(with: "\"revoked\"".utf8) })
    bytes[place] ^= 1
    disk.put(bytes, at: path)
    let kept = disk.afterKill()
    let revoked = try ServedOffice(kept, clock: first.clock)
    let answer = try Answer(try await send(revoked).body)
    #expect(answer.response.revoked && answer.records.isEmpty)

    try disk.remove("/office/roster.json")
    let unsure = try ServedOffice(disk, clock: first.clock)
    let refused = try await send(unsure)
    #expect(refused.status == 503 && refused.problem == "server.rightsUnknown")
    #expect(refused.fields["retry-after"] == "60")
    for path in ["/v1/changes", "/v1/events", "/v1/documents/\(documentID(1))"] {
      // Required: a stream that was opened would not end.
      try #require(await ask(unsure.server, "GET", path, token: token).status == 503, "\(path)")
    }
    _ = try await unsure.server.administer(.deviceConfirm(["noord"]))
    #expect(try await send(unsure).status == 200)
  }

  /// The copy must not be older than what was answered.
  @Test func `answers no revocation before the copy is kept`() async throws {
    let office = try ServedOffice()
    _ = try await office.server.administer(.deviceAdd("noord", scopes: [scope("A")]))
    let before = office.disk.bytes(of: "/office/roster.json")
    _ = try await office.server.administer(.deviceRevoke("noord"))
    let after = office.disk.afterPowerCut().bytes(of: "/office/roster.json")
    #expect(after != before)
    #expect(String(decoding: after ?? [], as: UTF8.self).contains("\"revoked\""))
  }
}
