import SchouwCanon
import SchouwCommandLine
import SchouwDocuments
import SchouwJournal
import Testing

@testable import SchouwServer

/// What a person is told of a change before deciding about it.
@Suite struct `What a held change would do` {
  let office: TestOffice
  var noord: Hand
  var zuid: Hand
  let document = documentID(1)
  let birth: Change

  init() throws {
    office = try TestOffice()
    try office.enrol("noord", ["A"])
    try office.enrol("zuid", ["B"])
    noord = Hand(1, at: office.clock.now)
    zuid = Hand(2, at: office.clock.now)
    birth = try noord.birth(of: document, scopes: ["A"])
    _ = try office.sync("noord", noord, [birth])
  }

  func does(_ change: Change) throws -> JSONValue? {
    try office.ask(.held)["held"]?.arrayValue?
      .first { $0["name"]?.stringValue == change.name.description }?["does"]
  }

  func text(_ change: Change) throws -> String {
    Deed(json: try does(change) ?? .null).text(.en)
  }

  @Test mutating func `is told by paths, never by a value`() throws {
    let edit = try zuid.edit(
      document,
      ["/a/b": "secret", "/phone": "secret", "/rooms/r2/pos": "secret"],
      seen: [birth.name],
      life: ["/rooms/r1": .removed, "/rooms/r3": .kept]
    )
    _ = try office.sync("zuid", zuid, [edit])
    #expect(try does(edit)?["paths"] == ["/a/b", "/phone"])
    #expect(try text(edit) == "sets /a/b, /phone; removes /rooms/r1; keeps /rooms/r3")
    let answers = [
      try office.ask(.held), try office.ask(.today()), try office.ask(.show(document)),
    ]
    for answer in answers {
      let told = JSONValue.object(answer).canonicalText
      #expect(told.contains("/phone") && !told.contains("secret"))
    }
  }

  @Test mutating func `is told of a birth and of a move with their scopes`() throws {
    let other = try zuid.birth(of: documentID(2), scopes: ["A"])
    _ = try office.sync("zuid", zuid, [other])
    #expect(try text(other) == "makes the document; in A")
    let move = try noord.edit(document, ["/@scopes": ["B", "C"]])
    _ = try office.sync("noord", noord, [move])
    #expect(try does(move)?["scopes"] == ["B", "C"])
    #expect(try text(move) == "moves the document to B, C")
    #expect(Deed(move).text(.nl, isWithScopes: false) == "verplaatst het dossier")
  }

  @Test(arguments: [
    ("erase", "erases 1 change"), ("accept", "accepts 1 change"),
    ("decline", "declines 1 change"), ("void", "voids 1 change"),
  ])
  mutating func `is told of an act with what it is about`(_ act: String, _ words: String) throws {
    let name: JSONValue = .string(birth.name.description)
    let items: JSONValue = act == "void" ? [["after": .null, "name": name]] : [name]
    let change = try noord.edit(document, [:], act: JSONObject([(act, items)]))
    _ = try office.sync("noord", noord, [change])
    #expect(try does(change)?["act"]?.stringValue == act)
    #expect(try does(change)?["names"] == [name])
    #expect(try text(change) == "\(words): \(birth.name)")
  }

  @Test mutating func `is cut where there is much of it`() throws {
    let set = Dictionary(
      uniqueKeysWithValues: (100..<200).map { ("/q\($0)", JSONValue.number(1)) }
    )
    let edit = try zuid.edit(document, set, seen: [birth.name])
    _ = try office.sync("zuid", zuid, [edit])
    #expect(try text(edit).hasPrefix("sets /q100, /q101"))
    #expect(try text(edit).hasSuffix("/q149 …"))
  }

  @Test mutating func `is not told of a record that does not read any more`() throws {
    let edit = try zuid.edit(document, ["/a": 1], seen: [birth.name])
    _ = try office.sync("zuid", zuid, [edit])
    let entries = try #require(office.core.document(document)?.entries)
    try office.damage(try #require(entries.last?.location.number))
    #expect(try does(edit) == .null)
    #expect(office.core.today().holds.map(\.deed) == [nil])
  }
}
