import Foundation
import SchouwCanon
import SchouwDocuments
import SchouwSync
import Testing

@testable import SchouwServer

/// Rules V2, A3, A4: a person decides what was held.
@Suite struct `A decision` {
  let office: TestOffice
  var noord: Hand
  var zuid: Hand
  let document = documentID(1)
  let birth: Change
  let edit: Change

  init() throws {
    office = try TestOffice()
    try office.enrol("noord", ["A"])
    try office.enrol("zuid", ["B"])
    noord = Hand(1, at: office.clock.now)
    zuid = Hand(2, at: office.clock.now + 60 * second)
    birth = try noord.birth(of: document, scopes: ["A"])
    edit = try noord.edit(document, ["/a": "good", "/rooms/r1/area": 9])
    _ = try office.sync("noord", noord, [birth, edit])
  }

  func shown(_ path: String) throws -> JSONValue? {
    let content = try office.core.shownDocument(document, for: .administrator)?["content"]
    return pointer(path).tokens.reduce(content) { $0?[$1] }
  }

  var held: Int64? { get throws { try office.ask(.status(scopes: nil))["held"]?.integerValue } }

  /// Zuid never had the scope: what it writes is held.
  mutating func hold(
    _ set: [String: JSONValue],
    seen: [ChangeName]? = nil,
    life: [String: Life] = [:]
  ) throws -> Change {
    let change = try zuid.edit(document, set, seen: seen ?? [edit.name], life: life)
    let answer = try office.sync("zuid", zuid, [change])
    #expect(answer.held(change) == "scope-never")
    return change
  }

  @Test mutating func `to accept releases the change`() throws {
    let bad = try hold(["/a": "bad"])
    #expect(try shown("/a") == "good")
    try office.ask(.accept([bad.name]))
    #expect(try shown("/a") == "bad")
    #expect(try held == 0)
  }

  @Test mutating func `to decline releases it and puts back what it covered`() throws {
    let bad = try hold(["/a": "bad", "/new": 1, "/rooms/r1": "gone"])
    try office.ask(.decline([bad.name]))
    #expect(try shown("/a") == "good")
    #expect(try shown("/rooms/r1/area") == 9)
    #expect(try shown("/new") == .null)
    #expect(try held == 0)
    #expect(try office.ask(.conflicts())["conflicts"] == [])
    #expect(try office.ask(.status(scopes: nil))["waiting"]?.integerValue == 0)
  }

  @Test mutating func `to decline a removal keeps the element`() throws {
    let removal = try hold([:], life: ["/rooms/r1": .removed])
    try office.ask(.decline([removal.name]))
    #expect(try shown("/rooms/r1/area") == 9)
  }

  @Test mutating func `to decline what kept an element takes two acts where one may not`() throws {
    let removed = try noord.edit(document, [:], life: ["/rooms/r1": .removed])
    _ = try office.sync("noord", noord, [removed])
    let kept = try hold(
      ["/rooms/r1/area": 10],
      seen: [removed.name],
      life: ["/rooms/r1": .kept]
    )
    let acts = try office.ask(.decline([kept.name]))["acts"]?.arrayValue
    #expect(acts?.count == 2)
    #expect(
      try office.core.shownDocument(document, for: .administrator)?["hidden"] == ["/rooms/r1"]
    )
  }

  @Test mutating func `to decline leaves what has seen the change standing beside`() throws {
    let bad = try hold(["/a": "bad"])
    let after = try noord.edit(document, ["/a": "seen"], seen: [bad.name])
    _ = try office.sync("noord", noord, [after])
    try office.ask(.decline([bad.name]))
    let conflict = try office.ask(.conflicts())["conflicts"]?.arrayValue?.first
    #expect(conflict?["siblings"]?.arrayValue?.count == 2)
  }

  @Test mutating func `on two changes of one line is one act`() throws {
    let first = try hold(["/a": "bad"])
    let next = try hold(["/a": "worse", "/b": 1], seen: [])
    try office.ask(.decline([first.name, next.name]))
    #expect(try shown("/a") == "good")
    #expect(try shown("/b") == .null)
  }

  @Test mutating func `on a move moves the document, or leaves it where it was`() throws {
    let move = try noord.edit(document, ["/@scopes": ["B"]])
    #expect(try office.sync("noord", noord, [move]).held(move) == "scope-change")
    var other = office.core
    #expect(other.document(document)?.roster.count == 1)
    try office.ask(.decline([move.name]))
    #expect(office.core.document(document)?.roster.last?.scopes == [scope("A")])
    let again = try noord.edit(document, ["/@scopes": ["B"]])
    _ = try office.sync("noord", noord, [again])
    try office.ask(.accept([again.name]))
    other = office.core
    #expect(other.document(document)?.roster.last?.scopes == [scope("B")])
    try office.reopen()
    #expect(office.core.document(document)?.roster.last?.scopes == [scope("B")])
  }

  /// Found here: the roster was looked at when the move came, not when it folded.
  @Test mutating func `on a move that waits takes effect when what it waits for comes`() throws {
    let missing = try noord.edit(document, ["/a": 1])
    let move = try noord.edit(document, ["/@scopes": ["B"]])
    _ = try office.sync("noord", noord, [move])
    try office.ask(.accept([move.name]))
    #expect(office.core.document(document)?.roster.last?.scopes == [scope("A")])
    _ = try office.sync("noord", noord, [missing])
    #expect(office.core.document(document)?.roster.last?.scopes == [scope("B")])
  }

  /// Found by a breaker: the birth was accepted, and what was written on it stayed held without a word.
  @Test mutating func `to accept a birth says what behind it is still held`() throws {
    let first = try zuid.birth(of: documentID(7), scopes: ["A"])
    let edits = try (1...3).map { try zuid.edit(documentID(7), ["/a": .number(Double($0))]) }
    let other = try zuid.birth(of: documentID(8), scopes: ["A"])
    _ = try office.sync("zuid", zuid, [first] + edits + [other])
    let answer = try office.ask(.accept([first.name]))
    let behind = answer["behind"]?.arrayValue ?? []
    #expect(behind.map { $0["name"]?.stringValue } == edits.map(\.name.description))
    #expect(behind.allSatisfy { $0["why"] == "scope-never" && $0["device"] == "zuid" })
    #expect(try held == 4)
    let rest = try office.ask(.accept(edits.map(\.name)))
    #expect(rest["behind"] == [])
    #expect(try held == 1)
  }

  @Test mutating func `to accept with all behind releases what the same device wrote on it`() throws
  {
    let first = try zuid.birth(of: documentID(7), scopes: ["A"])
    let edits = try (1...3).map { try zuid.edit(documentID(7), ["/a": .number(Double($0))]) }
    let move = try zuid.edit(documentID(7), ["/@scopes": ["B"]])
    let last = try zuid.edit(documentID(7), ["/b": 1])
    _ = try office.sync("zuid", zuid, [first] + edits + [move, last])
    let answer = try office.ask(.accept([first.name], behind: true))
    // A move is decided about by itself; what came behind it is no worse for that.
    let released = ([first] + edits + [last]).map(\.name).sorted()
    #expect(answer["released"] == .array(released.map { .string($0.description) }))
    #expect(
      answer["behind"]?.arrayValue?.map { $0["name"]?.stringValue } == [move.name.description]
    )
    #expect(try held == 1)
    try office.reopen()
    #expect(try held == 1)
  }

  @Test mutating func `to decline says what behind it is still held`() throws {
    let bad = try hold(["/a": "bad"])
    let next = try hold(["/a": "worse"], seen: [])
    let answer = try office.ask(.decline([bad.name]))
    #expect(answer["behind"]?.arrayValue?.map { $0["name"] } == [.string(next.name.description)])
  }

  @Test mutating func `on a birth puts the document in its feed, or in nobody's`() throws {
    let first = try zuid.birth(of: documentID(7), scopes: ["A"])
    let other = try zuid.birth(of: documentID(8), scopes: ["A"])
    _ = try office.sync("zuid", zuid, [first, other])
    try office.ask(.accept([first.name]))
    try office.ask(.decline([other.name]))
    var pupil = Pupil()
    for page in try office.pages("noord") { try pupil.take(page.records) }
    #expect(pupil.held[documentID(7)]?.count == 2)
    #expect(pupil.held[documentID(8)] == nil)
  }

  @Test mutating func `on an act of the office that came back has its force`() throws {
    let act = try noord.edit(document, [:], act: ["erase": [.string(edit.name.description)]])
    #expect(try office.sync("noord", noord, [act]).held(act) == "act")
    #expect(try shown("/a") == "good")
    try office.ask(.accept([act.name]))
    #expect(try shown("/a") == .null)
    #expect(
      try office.pages("noord").flatMap(\.records).allSatisfy { record in
        !String(decoding: record, as: UTF8.self).contains("good")
      }
    )
    try office.reopen()
    #expect(try shown("/a") == .null)
  }

  @Test mutating func `on something that is not held writes nothing`() throws {
    let bad = try hold(["/a": "bad"])
    let lines = office.lines
    #expect(throws: ServerError.self) { try office.ask(.accept([edit.name])) }
    #expect(throws: ServerError.self) { try office.ask(.decline([bad.name, edit.name])) }
    #expect(office.lines == lines)
    try office.ask(.accept([bad.name]))
    #expect(throws: ServerError.self) { try office.ask(.accept([bad.name])) }
  }

  @Test mutating func `to decline waits until the change could fold`() throws {
    let missing = try zuid.edit(document, ["/x": 1], seen: [edit.name])
    let bad = try hold(["/a": "bad"], seen: [])
    #expect(throws: ServerError.self) { try office.ask(.decline([bad.name])) }
    try office.ask(.accept([bad.name]))
    #expect(try shown("/a") == "good")
    _ = try office.sync("zuid", zuid, [missing])
    try office.ask(.accept([missing.name]))
    #expect(try shown("/a") == "bad")
  }

  @Test mutating func `to close a change lets fold what waits for it`() throws {
    let lost = try noord.edit(document, ["/b": 1])
    let after = try noord.edit(document, ["/c": 2])
    _ = try office.sync("noord", noord, [after])
    #expect(throws: ServerError.self) { try office.ask(.void(document, edit.name)) }
    #expect(try shown("/c") == nil)
    try office.ask(.void(document, lost.name))
    #expect(try shown("/c") == 2)
    #expect(try office.ask(.status(scopes: nil))["waiting"]?.integerValue == 0)
    // It stays closed if it turns up after all.
    _ = try office.sync("noord", noord, [lost])
    #expect(try shown("/b") == nil)
    #expect(throws: ServerError.self) { try office.ask(.void(document, lost.name)) }
  }

  @Test func `reads its commands as it writes them`() throws {
    let commands: [AdminCommand] = [
      .accept([birth.name, edit.name]), .decline([edit.name]), .void(document, edit.name),
      .deviceAdd("noord", scopes: [scope("A")]), .deviceList, .deviceRevoke("noord"),
      .deviceScopes("noord", []), .scope(document, [scope("A")]), .archive(through: 7),
      .archive(through: 7, lost: [2..<4, 7..<8]),
      .status(scopes: nil), .status(scopes: [scope("A")]), .conflicts(), .held,
    ]
    for command in commands {
      #expect(AdminCommand(json: .object(command.json))?.json == command.json)
    }
    let refused: [JSONValue] = [
      ["do": "accept"], ["do": "accept", "names": []], ["do": "decline", "names": ["x"]],
      ["do": "void", "doc": .string(document.description), "name": "x"], ["do": "scope"],
      ["do": "device-add", "name": "office", "scopes": ["A"]],
      ["do": "device-add", "name": "../x", "scopes": ["A"]], ["do": "archive", "through": -1],
      ["do": "drop"], [:], nil,
    ]
    for value in refused { #expect(AdminCommand(json: value) == nil) }
  }

  // MARK: Vectors

  struct Vector: CustomTestStringConvertible, Sendable {
    let value: JSONValue
    var testDescription: String { value["name"]?.stringValue ?? "?" }

    static let all: [Vector] = {
      let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("Protocol/vectors/decline.json")
      let bytes = (try? Data(contentsOf: path)).map { [UInt8]($0) } ?? []
      let limits = JSONLimits(depthMax: 100, bytesMax: 1 << 24)
      let cases = (try? JSONReader.read(bytes, limits: limits))?["cases"]?.arrayValue ?? []
      return cases.map { Vector(value: $0) }
    }()
  }

  @Test(arguments: Vector.all)
  func `puts back what the vectors say`(_ vector: Vector) throws {
    var held: [Change] = []
    var history: DocumentHistory?
    let declined = Set((vector.value["declined"]?.arrayValue ?? []).compactMap(\.stringValue))
    for value in vector.value["changes"]?.arrayValue ?? [] {
      let change = try Change(object: try #require(value.objectValue))
      if declined.contains(change.name.description) {
        held.append(change)
      } else {
        if history == nil { history = DocumentHistory(document: change.document) }
        history?.insert(change)
      }
    }
    #expect(!held.isEmpty)
    let fold = history?.fold ?? Fold(document: held[0].document)
    let putBack = PutBack(of: held, without: fold)
    let set = JSONValue.object(
      JSONObject(putBack.values.map { ($0.path.description, $0.value) })
    )
    let life = JSONValue.object(
      JSONObject(putBack.life.map { ($0.path.description, .string($0.life.rawValue)) })
    )
    let expected = try #require(vector.value["putBack"]?.arrayValue)
    #expect(expected.count == (putBack.takesTwoChanges ? 2 : 1))
    #expect(set == expected[0]["set"])
    #expect(life == expected[expected.count - 1]["life"] ?? [:])
  }

  @Test func `has vectors to read`() { #expect(Vector.all.count >= 19) }

  /// Two declined changes wrote one above the other where nothing stood: two nulls would break G6.
  @Test mutating func `puts back one null where nothing stood at two paths`() throws {
    let upper = try hold(["/x": 1])
    let lower = try hold(["/x/y": 2], seen: [])
    try office.ask(.decline([upper.name, lower.name]))
    #expect(try shown("/x") == .null)
  }
}
