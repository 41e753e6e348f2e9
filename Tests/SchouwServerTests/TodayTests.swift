import SchouwCanon
import SchouwDocuments
import SchouwJournal
import SchouwSync
import Testing

@testable import SchouwServer

/// How the office stands: `{"do":"today"}`.
@Suite struct `How the office stands` {
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
  }

  func today() -> Today { office.core.today() }
  func row(_ name: String) throws -> Today.DeviceRow {
    try #require(today().devices.first { $0.name == name })
  }

  @Test mutating func `says of each device how much of its work is here, and what is missing`()
    throws
  {
    let edits = try (1...4).map { try noord.edit(document, ["/a": .number(Double($0))]) }
    _ = try office.sync("noord", noord, [edits[0], edits[3]])
    let row = try row("noord")
    #expect(row.received == 3)
    #expect(row.of == 5)
    #expect(row.missing.map(\.replica) == [noord.replica])
    #expect(row.missing.map(\.counters) == [[3, 4]])
    #expect(
      today().tasks.contains(Today.Task(what: .missing, count: 2, device: "noord"))
    )
  }

  @Test mutating func `counts what a device says it has written and has not brought`() throws {
    _ = try office.sync("noord", noord, [Change](), counter: 7)
    #expect(try row("noord").of == 7)
    #expect(try row("noord").received == 1)
  }

  @Test mutating func `says when each device was heard and how wrong its clock was`() throws {
    #expect(try row("zuid").lastContact == nil)
    _ = try office.sync("zuid", zuid, [], time: office.clock.now - 2 * day)
    #expect(try row("zuid").lastContact == office.clock.now)
    #expect(try row("zuid").clockOffset == 2 * day)
    #expect(today().tasks.contains(Today.Task(what: .clock, count: 2880, device: "zuid")))
    office.clock.advance(8 * day)
    #expect(today().tasks.contains(Today.Task(what: .silent, count: 8, device: "zuid")))
  }

  @Test mutating func `names what waits, and the device for whom it waits`() throws {
    let unknown = try zuid.edit(document, ["/a": 1], seen: [birth.name])
    let seen = try noord.edit(document, ["/a": 2], seen: [unknown.name])
    _ = try office.sync("zuid", zuid, [Change]())
    _ = try office.sync("noord", noord, [seen])
    let wait = try #require(today().waits.first)
    #expect(today().waiting == 1)
    #expect(wait.name == seen.name)
    #expect(wait.from == "noord")
    #expect(wait.missing == [Today.Missing(name: unknown.name, device: nil, isHeld: false)])
    #expect(try row("noord").waiting == 1)
    let other = try zuid.edit(document, ["/a": 3])
    _ = try office.sync("zuid", zuid, [other])
    #expect(today().waits.map(\.missing).joined().contains { $0.device == "zuid" })
    _ = try office.sync("zuid", zuid, [unknown])
    #expect(today().waits == [])
  }

  @Test mutating func `counts by reason what is held and what is marked`() throws {
    try office.enrol("west", ["W"])
    var west = Hand(3, at: office.clock.now)
    let edit = try west.edit(document, ["/a": 1], seen: [birth.name])
    _ = try office.sync("west", west, [edit])
    noord.time += 3 * day
    let ahead = try noord.edit(document, ["/a": 1])
    _ = try office.sync("noord", noord, [ahead])
    #expect(try row("west").held == [Today.Count(why: "scope-never", count: 1)])
    #expect(try row("noord").marked == [Today.Count(why: "clock-ahead", count: 1)])
    #expect(today().held == 1)
    #expect(today().tasks.first == Today.Task(what: .held, count: 1))
    try office.ask(.accept([edit.name]))
    #expect(try row("west").held == [])
    #expect(today().held == 0)
  }

  @Test mutating func `counts conflicts anew after every change`() throws {
    let one = try noord.edit(document, ["/a": 1])
    let two = try zuid.edit(document, ["/a": 2], seen: [birth.name])
    _ = try office.sync("noord", noord, [one])
    #expect(today().conflicts == 0)
    _ = try office.sync("zuid", zuid, [two])
    #expect(today().conflicts == 1)
    #expect(today().documentsInConflict == 1)
    let settled = try zuid.edit(document, ["/a": 3], seen: [one.name])
    _ = try office.sync("zuid", zuid, [settled])
    #expect(today().conflicts == 0)
    #expect(today().tasks.map(\.what) == [.backup])
    try office.ask(.archive(through: office.core.head))
    #expect(today().tasks == [])
  }

  @Test mutating func `says the same after the log was read anew`() throws {
    let one = try noord.edit(document, ["/a": 1])
    let two = try zuid.edit(document, ["/a": 2], seen: [birth.name])
    _ = try office.sync("noord", noord, [one])
    _ = try office.sync("zuid", zuid, [two])
    var before = today()
    try office.reopen()
    // Who was heard when is not in the log.
    for index in before.devices.indices {
      before.devices[index].lastContact = nil
      before.devices[index].clockOffset = nil
    }
    #expect(today() == before)
  }

  @Test mutating func `tells damage of the log, and so do status and the metrics`() throws {
    let edits = try (1...3).map { try noord.edit(document, ["/a": .number(Double($0))]) }
    _ = try office.sync("noord", noord, edits)
    let lost = try #require(office.core.document(document)?.entries.last?.location.number) - 1
    try office.damage(lost)
    try office.reopen()
    let today = today()
    #expect(today.lost == 1)
    #expect(today.damages.map(\.lost) == [lost..<lost + 1])
    #expect(today.tasks.first == Today.Task(what: .damage, count: 1))
    let status = try office.ask(.status(scopes: nil))
    #expect(status["lost"] == 1)
    #expect(status["damages"] == 1)
    let metrics = office.core.metrics(MergeServer.Counters(), flushes: 0, listeners: 0)
    #expect(metrics.contains("\nschouw_damaged 1\n"))
    #expect(metrics.contains("\nschouw_lost 1\n"))
  }

  @Test mutating func `counts a document that cannot be read any more, and goes on`() throws {
    let other = documentID(2)
    _ = try office.sync("noord", noord, [try noord.birth(of: other, scopes: ["A"])])
    let place = try #require(office.core.document(other)?.entries.first?.location.number)
    // The disk went bad under a server that runs.
    try office.damage(place)
    let today = today()
    #expect(today.unreadable == 1)
    #expect(today.documents == 1)
    #expect(today.tasks.first?.what == .damage)
    #expect(try office.ask(.status(scopes: nil))["digest"] == .null)
    let export = try office.ask(.export())
    #expect(export["unreadable"] == [.string(other.description)])
    #expect(export["documents"]?.arrayValue?.count == 1)
  }

  @Test func `as JSON has what the struct has`() throws {
    let json = try office.ask(.today())
    #expect(json == today().json)
    #expect(AdminCommand(json: ["do": "today"])?.json == ["do": "today"])
    #expect(
      json["devices"]?.arrayValue?.compactMap { $0["device"]?.stringValue } == ["noord", "zuid"]
    )
    #expect(json["documents"] == 1)
    #expect(json["writable"] == true)
  }
}

extension TestOffice {
  /// Turns a bit of a record of the log over.
  func damage(_ sequence: Int) throws {
    try core.journal.flush()
    for (path, bytes) in disk.files(under: folder + "/segments") {
      var bytes = bytes
      guard let location = core.location(of: sequence), location.offset < bytes.count else {
        continue
      }
      bytes[location.offset + 10] ^= 1
      disk.put(bytes, at: path)
    }
  }
}

extension ServerCore {
  fileprivate func location(of sequence: Int) -> Journal.Location? {
    documents.flatMap(\.entries).map(\.location).first { $0.number == sequence }
  }
}
