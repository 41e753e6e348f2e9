import SchouwCanon
import SchouwDocuments
import SchouwSync
import Testing

@testable import SchouwServer

/// What the office can tell of work that has not come.
@Suite struct `What others have seen of a laptop's work` {
  let office: TestOffice
  var noord: Hand
  var zuid: Hand
  let document = documentID(1)
  let birth: Change

  init() throws {
    office = try TestOffice()
    try office.enrol("noord", ["A"])
    try office.enrol("zuid", ["A"])
    noord = Hand(1, at: office.clock.now)
    zuid = Hand(2, at: office.clock.now + 60 * second)
    birth = try noord.birth(of: document, scopes: ["A"])
    _ = try office.sync("noord", noord, [birth])
    _ = try office.sync("zuid", zuid, [Change]())
  }

  func gaps(_ name: String) throws -> [Today.Gap] {
    try #require(office.core.today().devices.first { $0.name == name }).missing
  }

  @Test mutating func `is known to exist, and by whom it was seen`() throws {
    let edits = try (1...3).map { try noord.edit(document, ["/a": .number(Double($0))]) }
    let onIt = try zuid.edit(document, ["/b": 1], seen: [edits[2].name])
    _ = try office.sync("zuid", zuid, [onIt])
    let gap = try #require(try gaps("noord").first)
    #expect(gap.counters == [2, 3, 4])
    #expect(gap.received == 1 && gap.of == 4)
    #expect(gap.seenBy == ["zuid"])
    let row = try #require(office.core.today().devices.first { $0.name == "noord" })
    #expect(row.received == 1 && row.of == 4)
    #expect(
      office.core.today().tasks.contains(Today.Task(what: .missing, count: 3, device: "noord"))
    )
    _ = try office.sync("noord", noord, edits)
    #expect(try gaps("noord").isEmpty)
  }

  @Test mutating func `is told to nobody's device: its acknowledgement is as it was`() throws {
    let edit = try noord.edit(document, ["/a": 1])
    let onIt = try zuid.edit(document, ["/b": 1], seen: [edit.name])
    _ = try office.sync("zuid", zuid, [onIt])
    let answer = try office.sync("noord", noord, [Change](), counter: 1)
    #expect(answer.response.received.of == 1)
    #expect(answer.response.received.missing == [])
  }

  @Test mutating func `is known from what is held too`() throws {
    try office.enrol("west", ["W"])
    var west = Hand(3, at: office.clock.now)
    let edit = try noord.edit(document, ["/a": 1])
    let held = try west.edit(document, ["/b": 1], seen: [edit.name])
    #expect(try office.sync("west", west, [held]).held(held) == "scope-never")
    #expect(try gaps("noord").map(\.seenBy) == [["west"]])
    #expect(try gaps("noord").map(\.counters) == [[2]])
  }

  @Test mutating func `is not known from a change of which nobody knows who wrote it`() throws {
    let edit = try noord.edit(document, ["/a": 1])
    let forger = zuid
    let real = try zuid.edit(document, ["/b": 1], seen: [birth.name])
    _ = try office.sync("zuid", zuid, [real])
    var other = forger
    let forged = try other.edit(document, ["/b": 2], seen: [edit.name])
    try office.enrol("west", ["A"])
    let answer = try office.sync("west", Hand(3, at: office.clock.now), [forged])
    #expect(answer.held(forged) == "unattributed")
    #expect(try gaps("noord").isEmpty)
  }

  @Test mutating func `is known from what a colleague brought of it`() throws {
    let edits = try (1...3).map { try noord.edit(document, ["/a": .number(Double($0))]) }
    _ = try office.sync("zuid", zuid, [edits[2]])
    let gap = try #require(try gaps("noord").first)
    #expect(gap.counters == [2, 3])
    #expect(gap.received == 2 && gap.of == 4)
    #expect(gap.seenBy == ["zuid"])
  }

  @Test mutating func `is the same after the log was read anew`() throws {
    let edit = try noord.edit(document, ["/a": 1])
    _ = try office.sync("zuid", zuid, [try zuid.edit(document, ["/b": 1], seen: [edit.name])])
    let before = try gaps("noord")
    try office.reopen()
    #expect(try gaps("noord") == before && !before.isEmpty)
  }
}

@Suite struct `A silent device` {
  @Test func `is named after as many days as are asked for`() throws {
    let office = try TestOffice()
    try office.enrol("noord", ["A"])
    try office.enrol("zuid", ["A"])
    _ = try office.sync("noord", Hand(1, at: office.clock.now), [Change]())
    office.clock.advance(5 * day)
    _ = try office.sync("zuid", Hand(2, at: office.clock.now), [Change]())
    func silent(_ days: Int?) throws -> [String] {
      let today = try office.ask(.today(silentDays: days))
      let rows = (today["devices"]?.arrayValue ?? []).filter { $0["silent"] != nil }
      let tasks = (today["tasks"]?.arrayValue ?? []).filter { $0["what"] == "silent" }
      #expect(tasks.map { $0["count"] } == rows.map { $0["silent"] })
      return rows.compactMap { $0["device"]?.stringValue }
    }
    #expect(try silent(nil) == [])
    #expect(try silent(4) == ["noord"])
    #expect(try silent(5) == [])
    office.clock.advance(day)
    #expect(try silent(5) == ["noord"])
    #expect(try silent(0) == ["noord", "zuid"])
    #expect(try office.ask(.today())["silentDays"] == 7)
    #expect(AdminCommand(json: ["do": "today", "silentDays": -1]) == nil)
    #expect(AdminCommand(json: ["do": "today", "silentDays": 3])?.json["silentDays"] == 3)
    office.clock.advance(9 * day)
    try office.ask(.deviceRevoke("zuid"))
    #expect(try silent(nil) == ["noord"])
  }
}
