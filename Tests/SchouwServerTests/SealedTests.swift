import SchouwCanon
import SchouwDocuments
import SchouwSync
import Testing

@testable import SchouwServer

/// Rule U8 of `Protocol/bundles.md`.
@Suite struct `A sealed record at the office` {
  let office: TestOffice
  let noord: Hand
  let zuid: Hand
  let changes: [Change]

  init() throws {
    office = try TestOffice()
    try office.enrol("noord", ["A"])
    try office.enrol("zuid", ["A"])
    // Replica 1 is the one under which the devices enrolled.
    var noord = Hand(1, at: office.clock.now)
    zuid = Hand(2, at: office.clock.now)
    var changes = [try noord.birth(of: documentID(1), scopes: ["A"])]
    for number in 1...3 {
      changes.append(try noord.edit(documentID(1), ["/what": .number(Double(number))]))
    }
    self.noord = noord
    self.changes = changes
  }

  private func key(_ name: String) -> [UInt8] { SHA256.hash(Array(name.utf8)).bytes }

  private func sealed(
    _ records: [[UInt8]],
    by device: String = "noord",
    key: [UInt8]? = nil,
    replica: Replica = Replica(bits: 1)
  ) throws -> [UInt8] {
    var random = SeededRandom(seed: "\(records.count)")
    let sealed = try Sealed(
      records,
      device: device,
      replica: replica,
      counters: 1...4,
      key: key ?? self.key(device),
      random: &random
    )
    return Record.wrap(sealed.bytes, kind: "sealed")
  }

  private func sealed(_ changes: [Change]) throws -> [UInt8] { try sealed(changes.map(\.record)) }

  private var value: JSONValue? {
    guard let document = office.core.document(documentID(1)),
      let history = try? office.core.history(of: document)
    else { return nil }
    return .object(office.core.shown(history).content)["what"]
  }

  @Test func `is taken in as brought by the device that sealed it, whoever carries it`() throws {
    let answer = try office.sync("zuid", zuid, [sealed(changes)])
    #expect(answer.response.marked.isEmpty && answer.response.held.isEmpty)
    #expect(value == 3)
    let entries = try #require(office.core.document(documentID(1))).entries
    #expect(entries.map(\.from) == ["noord", "noord", "noord", "noord"])
    #expect(entries.allSatisfy { $0.marks.isEmpty && $0.held == nil })
    // Its own sync finds it all there.
    let own = try office.sync("noord", noord, changes)
    #expect(own.response.received.counter == 4)
    #expect(own.response.received.missing.isEmpty && !own.response.forked)
    #expect(office.core.unopened.isEmpty)
  }

  @Test func `changes nothing when it comes again, by whomever, before or after its device`() throws
  {
    _ = try office.sync("noord", noord, Array(changes.prefix(2)))
    _ = try office.sync("zuid", zuid, [sealed(changes)])
    let lines = office.lines
    _ = try office.sync("zuid", zuid, [sealed(changes)])
    try office.reopen()
    _ = try office.sync("zuid", zuid, [sealed(changes)])
    _ = try office.sync("noord", noord, changes)
    #expect(office.lines == lines)
    #expect(office.core.changes == 4)
  }

  @Test func `keeps no sealed copy of what it took in`() throws {
    _ = try office.sync("zuid", zuid, [sealed(changes)])
    #expect(office.core.carried.isEmpty)
  }

  @Test func `is told to the laptop that was put back since it was sealed`() throws {
    _ = try office.sync("zuid", zuid, [sealed(changes)])
    let answer = try office.sync("noord", noord, [Change](), counter: 0)
    #expect(answer.response.forked)
    #expect(answer.names == changes.map(\.name))
  }

  @Test func `that no key opens is kept, once, and listed`() throws {
    let bad = [
      try sealed(changes.map(\.record), key: key("zuid")),
      try sealed(changes.map(\.record), by: "west"),
      Array("{\"sealed\":{\"v\":1}}".utf8),
    ]
    for _ in 0..<2 {
      let answer = try office.sync("zuid", zuid, bad)
      #expect(answer.response.refused.isEmpty)
    }
    #expect(office.core.changes == 0)
    try office.reopen()
    #expect(office.core.unopened.map(\.from) == ["zuid", "zuid", "zuid"])
    #expect(office.core.unopened.map(\.device) == ["noord", "west", nil])
    let today = office.core.today()
    #expect(today.tasks.contains(Today.Task(what: .sealed, count: 3)))
    #expect(today.json["unopened"] == 3)
  }

  @Test func `of which one line is no record is taken in and kept too`() throws {
    let records = [changes[0].record, Array("{\"change\":{}}".utf8), changes[1].record]
    _ = try office.sync("zuid", zuid, [sealed(records)])
    #expect(office.core.changes == 2)
    #expect(office.core.unopened.count == 1)
  }

  @Test func `of a revoked device is held for a person, and opens after it enrolled anew`() throws {
    _ = try office.ask(.deviceRevoke("noord"))
    _ = try office.sync("zuid", zuid, [sealed(changes)])
    let entries = try #require(office.core.document(documentID(1))).entries
    #expect(entries.map(\.held) == ["revoked", "revoked", "revoked", "revoked"])
  }

  @Test func `says nothing to its carrier of what is held in it`() throws {
    var stranger = Hand(1, at: office.clock.now)
    let birth = try stranger.birth(of: documentID(9), scopes: ["Z"])
    let answer = try office.sync("zuid", zuid, [sealed([birth])])
    #expect(answer.response.held.isEmpty && answer.response.marked.isEmpty)
    #expect(office.core.heldCount == 1)
  }

  @Test func `that an administrator brings by a stick is taken in as if it had been carried`()
    throws
  {
    let good = try sealed(changes)
    let bad = try sealed(changes.map(\.record), key: key("zuid"))
    let values = try [good, bad].map { record -> [UInt8] in
      guard case .sealed(let bytes) = try Record(reading: record[...]) else { return [] }
      return bytes
    }
    let command = AdminCommand.sealed(values)
    #expect(AdminCommand(json: .object(command.json)).map(\.json) == command.json)
    for expected in [4, 0] {
      let answer = try office.ask(command)
      #expect(answer["changes"] == .number(Double(expected)))
      #expect(answer["opened"] == 1 && answer["unopened"] == 1)
    }
    #expect(value == 3)
    #expect(office.core.unopened.map(\.from) == ["office"])
  }

  @Test func `with carried work of others gives the device no replica`() throws {
    var oost = Hand(77, at: office.clock.now)
    let birth = try oost.birth(of: documentID(5), scopes: ["A"])
    let record = try sealed([birth.record], replica: oost.replica)
    _ = try office.sync("zuid", zuid, [record])
    let entry = try #require(office.core.document(documentID(5))?.entries.first)
    #expect(entry.marks == ["returned"] && entry.from == "noord" && entry.held == nil)
    #expect(office.core.replicas[oost.replica]?.device == nil)
    // Its writer comes, and is no fork.
    try office.enrol("oost", ["A"])
    #expect(try !office.sync("oost", oost, [birth]).response.forked)
  }
}
