import SchouwCanon
import SchouwDocuments
import SchouwJournal
import SchouwSync
import Testing

@testable import SchouwServer

/// A decision of the office about a conflict: an ordinary change that has seen just what was shown.
@Suite struct `A conflict that the office decides` {
  let office: TestOffice
  var noord: Hand
  var zuid: Hand
  let document = documentID(1)
  let birth: Change
  let one: Change
  let two: Change

  init() throws {
    office = try TestOffice()
    try office.enrol("noord", ["A"])
    try office.enrol("zuid", ["A"])
    noord = Hand(1, at: office.clock.now)
    zuid = Hand(2, at: office.clock.now + 60 * second)
    birth = try noord.birth(of: document, scopes: ["A"])
    one = try noord.edit(document, ["/a": 1, "/b": 1])
    two = try zuid.edit(document, ["/a": 2], seen: [birth.name])
    _ = try office.sync("noord", noord, [birth, one])
    _ = try office.sync("zuid", zuid, [two])
  }

  /// The clock of the document as it is shown now.
  func clock() throws -> [ChangeName] {
    let names = try office.ask(.show(document))["document"]?["clock"]?.arrayValue ?? []
    return names.compactMap { $0.stringValue.flatMap { ChangeName($0) } }
  }

  @discardableResult
  func resolve(
    _ path: String,
    _ decision: AdminCommand.Decision,
    shown: [ChangeName]
  ) throws -> ChangeName {
    let command = AdminCommand.resolve(document, pointer(path), decision, shown: shown)
    #expect(AdminCommand(json: .object(command.json))?.json == command.json)
    let answer = try office.ask(command)
    return try #require(answer["name"]?.stringValue.flatMap { ChangeName($0) })
  }

  func change(_ name: ChangeName) throws -> Change {
    let entry = try #require(
      office.core.document(document)?.entries.first { $0.name == name }
    )
    return try office.core.change(at: entry.location)
  }

  func shown() throws -> ShownDocument {
    let json = try office.ask(.show(document))["document"]
    return try #require(json.flatMap { ShownDocument(json: $0) })
  }

  func refused(_ body: () throws -> ChangeName) -> ServerError.Code? {
    do {
      _ = try body()
      return nil
    } catch {
      return (error as? ServerError)?.code
    }
  }

  @Test func `is settled by an ordinary change that covers just what was shown`() throws {
    let view = try clock()
    #expect(try shown().openConflicts == 1)
    let change = try change(try resolve("/a", .value(2), shown: view))
    #expect(change.seen == view)
    #expect(change.act == nil)
    #expect(change.paths == [pointer("/a")])
    #expect(change.author.description == "office")
    #expect(change.dot.replica == office.core.epoch.office)
    #expect(try shown().openConflicts == 0)
    #expect(try shown().content["a"] == 2)
  }

  @Test mutating func `reaches the laptops through the feed`() throws {
    let before = try office.sync("noord", noord, [Change]()).response.cursor
    let name = try resolve("/a", .value(3), shown: try clock())
    let answer = try office.sync("noord", noord, [Change](), cursor: before)
    #expect(answer.names.last == name)
    #expect(answer.names.count == 1)
  }

  @Test mutating func `does not cover what came meanwhile elsewhere`() throws {
    let view = try clock()
    let other = try zuid.edit(document, ["/b": 9])
    _ = try office.sync("zuid", zuid, [other])
    let change = try change(try resolve("/a", .value(2), shown: view))
    #expect(change.seen == view)
    #expect(!change.seen.contains(other.name))
    #expect(try shown().conflicts.map(\.path) == [pointer("/b")])
  }

  @Test mutating func `is not settled by a view that is older than what stands at the path`() throws
  {
    let view = try clock()
    let later = try zuid.edit(document, ["/a": 7])
    _ = try office.sync("zuid", zuid, [later])
    let before = office.lines
    #expect(refused { try resolve("/a", .value(2), shown: view) } == .lookAgain)
    #expect(office.lines == before)
    try resolve("/a", .value(2), shown: try clock())
    #expect(try shown().openConflicts == 0)
  }

  @Test mutating func `is not settled where a branch above or below was written anew`() throws {
    let view = try clock()
    _ = try office.sync("zuid", zuid, [try zuid.edit(document, ["/c/d": 1])])
    #expect(refused { try resolve("/c", .value(2), shown: view) } == .lookAgain)
    #expect(refused { try resolve("/c/d/e", .value(2), shown: view) } == .lookAgain)
    // A neighbour whose name begins alike is none.
    try resolve("/c-d", .value(2), shown: view)
  }

  @Test func `is not settled by a view of changes that are not here`() throws {
    let other = try #require(ChangeName("00000000000000ff:1:AAAAAAAA"))
    #expect(refused { try resolve("/a", .value(2), shown: [other]) } == .lookAgain)
  }

  @Test func `is settled twice on one line of the office, by whom the first was shown`() throws {
    let view = try clock()
    let first = try resolve("/a", .value(2), shown: view)
    // The first view again: what the office wrote itself meanwhile was not shown.
    #expect(refused { try resolve("/a", .value(3), shown: view) } == .lookAgain)
    let elsewhere = try change(try resolve("/b", .value(3), shown: view))
    #expect(elsewhere.previousName == first)
    #expect(try shown().content["a"] == 2)
    #expect(try shown().content["b"] == 3)
    let again = try change(try resolve("/a", .value(4), shown: try clock()))
    #expect(again.previousName == elsewhere.name)
    #expect(office.core.replicas[office.core.epoch.office]?.isForked == false)
  }

  @Test func `may not be about a register that is reserved, or no path at all`() throws {
    let view = try clock()
    #expect(refused { try resolve("/@scopes", .value(["B"]), shown: view) } == .badRequest)
    #expect(refused { try resolve("", .value(1), shown: view) } == .badRequest)
    #expect(
      AdminCommand(
        json: [
          "do": "resolve", "doc": .string(document.description), "path": "/a",
          "shown": [.string(birth.name.description)],
        ]
      ) == nil
    )
  }

  @Test mutating func `about a removal is settled by keeping or removing`() throws {
    let room = try noord.edit(document, ["/rooms/r1/area": 9])
    _ = try office.sync("noord", noord, [room])
    let removed = try zuid.edit(document, [:], seen: [room.name], life: ["/rooms/r1": .removed])
    let grown = try noord.edit(document, ["/rooms/r1/area": 10])
    _ = try office.sync("zuid", zuid, [removed])
    _ = try office.sync("noord", noord, [grown])
    #expect(try shown().removals.count == 1)
    let older = try clock().filter { $0 != removed.name } + [two.name]
    #expect(refused { try resolve("/rooms/r1", .life(.removed), shown: older) } == .lookAgain)
    try resolve("/rooms/r1", .life(.kept), shown: try clock())
    #expect(try shown().removals.count == 0)
    #expect(try shown().hidden == [])
    try resolve("/rooms/r1", .life(.removed), shown: try clock())
    #expect(try shown().hidden == [pointer("/rooms/r1")])
    // Whoever answers under what is hidden keeps it (rule L2).
    let kept = try change(try resolve("/rooms/r1/area", .value(11), shown: try clock()))
    #expect(kept.life == [Change.LifeEntry(pointer("/rooms/r1"), .kept)])
    #expect(try shown().hidden == [])
  }

  @Test mutating func `or a change that is held leaves its reason in the act`() throws {
    let move = try noord.edit(document, ["/@scopes": ["B"]])
    let other = try noord.edit(document, ["/@scopes": ["C"]])
    _ = try office.sync("noord", noord, [move, other])
    let reason = "Blijft bij Hoensbroek"
    let accepted = try office.ask(.accept([move.name], reason: reason))["acts"]?.arrayValue?[0]
    let declined = try office.ask(.decline([other.name], reason: reason))["acts"]?.arrayValue?[0]
    for act in [accepted, declined] {
      let name = try #require(act?.stringValue.flatMap { ChangeName($0) })
      let json = try JSONReader.read(try change(name).bytes)
      #expect(json["act"]?["reason"] == .string(reason))
    }
    for refused in ["", String(repeating: "x", count: 1001), "a\nb"] {
      let json: JSONValue = [
        "do": "accept", "names": [.string(move.name.description)], "reason": .string(refused),
      ]
      #expect(AdminCommand(json: json) == nil)
    }
  }
}
