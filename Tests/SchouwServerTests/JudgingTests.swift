import SchouwCanon
import SchouwDocuments
import SchouwSync
import Testing

@testable import SchouwServer

/// Rules V1, R3, X9, X11: what the office makes of a change, each rule with its twin.
@Suite struct `The office judges` {
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
    let answer = try office.sync("noord", noord, [birth])
    #expect(answer.response.marked.isEmpty && answer.response.held.isEmpty)
  }

  // MARK: Scopes

  @Test mutating func `nothing of an edit in scope`() throws {
    let edit = try noord.edit(document, ["/a": 1])
    #expect(try office.sync("noord", noord, [edit]).why(edit) == [])
  }

  @Test mutating func `an edit as lost if the device had the scope once`() throws {
    try office.ask(.deviceScopes("noord", [scope("C")]))
    let edit = try noord.edit(document, ["/a": 1])
    let answer = try office.sync("noord", noord, [edit])
    #expect(answer.why(edit) == ["scope-lost"])
    #expect(answer.held(edit) == nil)
  }

  @Test mutating func `an edit as lost if the document moved away`() throws {
    try office.ask(.scope(document, [scope("B")]))
    let edit = try noord.edit(document, ["/a": 1])
    #expect(try office.sync("noord", noord, [edit]).why(edit) == ["scope-lost"])
  }

  @Test mutating func `an edit as never in scope, and holds it`() throws {
    let edit = try zuid.edit(document, ["/a": 1], seen: [birth.name])
    #expect(try office.sync("zuid", zuid, [edit]).held(edit) == "scope-never")
  }

  @Test mutating func `a birth by the scopes that it proposes`() throws {
    let mine = try zuid.birth(of: documentID(2), scopes: ["B", "Z"])
    let other = try zuid.birth(of: documentID(3), scopes: ["A"])
    let answer = try office.sync("zuid", zuid, [mine, other])
    #expect(answer.held(mine) == nil)
    #expect(answer.held(other) == "scope-never")
  }

  /// Found here: what came before the birth was released unseen, whoever brought it.
  @Test mutating func `what came before the birth when the birth comes`() throws {
    let late = try noord.birth(of: documentID(5), scopes: ["A"])
    let own = try noord.edit(documentID(5), ["/a": 1])
    let foreign = try zuid.edit(documentID(5), ["/a": 2], seen: [late.name])
    #expect(try office.sync("zuid", zuid, [foreign]).held(foreign) == nil)
    #expect(try office.sync("noord", noord, [own]).held(own) == nil)
    #expect(try office.sync("noord", noord, [late]).held(late) == nil)
    #expect(try office.sync("zuid", zuid, [foreign]).held(foreign) == "scope-never")
    #expect(try office.sync("noord", noord, [own]).held(own) == nil)
    try office.reopen()
    #expect(try office.sync("zuid", zuid, [foreign]).held(foreign) == "scope-never")
  }

  // MARK: Moving documents

  @Test(arguments: ["/@scopes", "/@scopes/x"])
  mutating func `a device's change of the scopes, and holds it`(_ path: String) throws {
    let edit = try noord.edit(document, [path: ["B"]])
    #expect(try office.sync("noord", noord, [edit]).held(edit) == "scope-change")
    #expect(office.core.document(document)?.roster.last?.scopes == [scope("A")])
  }

  @Test mutating func `nothing of a change of another register`() throws {
    let edit = try noord.edit(document, ["/@kind": "overlast"])
    #expect(try office.sync("noord", noord, [edit]).held(edit) == nil)
  }

  /// Found here: a second birth with a later stamp moved the document, and no person had decided that.
  @Test mutating func `a second birth with other scopes as a move, and holds it`() throws {
    try office.enrol("west", ["A", "C"])
    var west = Hand(3, at: office.clock.now + 3_600_000)
    let second = try west.birth(of: document, scopes: ["C"])
    #expect(try office.sync("west", west, [second]).held(second) == "scope-change")
    #expect(office.core.document(document)?.roster.map(\.scopes) == [[scope("A")]])
  }

  @Test mutating func `nothing of a second birth with the same scopes`() throws {
    try office.enrol("west", ["A"])
    var west = Hand(3, at: office.clock.now)
    let second = try west.birth(of: document, scopes: ["A"])
    #expect(try office.sync("west", west, [second]).why(second) == [])
  }

  @Test mutating func `an act of a device, and holds it`() throws {
    let acts: [JSONObject] = [
      ["erase": [.string(birth.name.description)]], ["accept": [.string(birth.name.description)]],
      ["void": [["after": nil, "name": .string(birth.name.description)]]],
    ]
    for act in acts {
      let edit = try noord.edit(document, [:], act: act)
      #expect(try office.sync("noord", noord, [edit]).held(edit) == "act")
    }
    #expect(try office.ask(.status(scopes: nil))["held"]?.integerValue == 3)
    let shown = try office.core.shownDocument(document, for: .administrator)
    #expect(shown?["kind"] == "inspection")
  }

  // MARK: Who wrote it

  @Test mutating func `a forged change of the office, and holds it`() throws {
    var forger = Hand(office.core.epoch.office.bits, at: office.clock.now)
    let plain = try forger.edit(document, ["/a": 1], seen: [birth.name])
    let act = try forger.edit(document, ["/@scopes": ["B"]], act: ["scope": true])
    let answer = try office.sync("noord", noord, [plain, act])
    #expect(answer.held(plain) == "unattributed")
    #expect(answer.held(act) == "unattributed")
  }

  /// Found here: one held change with the greatest counter kept the office from ever writing again.
  @Test mutating func `without losing its own counter to a forged one`() throws {
    var forger = Hand(office.core.epoch.office.bits, at: office.clock.now)
    forger.pretend(nil, in: document, counter: (1 << 53) - 2)
    let forged = try forger.edit(document, ["/a": 1], seen: [birth.name])
    #expect(try office.sync("noord", noord, [forged]).held(forged) == "unattributed")
    let moved = try office.ask(.scope(document, [scope("B")]))
    #expect(moved["name"]?.stringValue?.contains(":1:") == true)
    // Nor may a person make the forgery the office's own.
    #expect(throws: ServerError.self) { try office.ask(.accept([forged.name])) }
    try office.reopen()
    #expect(try office.ask(.scope(document, [scope("A")]))["name"] != nil)
  }

  @Test mutating func `another's change that fits its chain as returned`() throws {
    try office.enrol("west", ["A"])
    let west = Hand(3, at: office.clock.now)
    let edit = try noord.edit(document, ["/a": 1])
    let answer = try office.sync("west", west, [edit])
    #expect(answer.why(edit) == ["returned"])
    #expect(answer.held(edit) == nil)
    #expect(try office.sync("noord", noord, [edit]).response.received.counter == 2)
  }

  @Test mutating func `another's change that forks, and holds it`() throws {
    try office.enrol("west", ["A"])
    let west = Hand(3, at: office.clock.now)
    var forger = noord
    let edit = try noord.edit(document, ["/a": 1])
    let forged = try forger.edit(document, ["/a": 2])
    _ = try office.sync("noord", noord, [edit])
    let answer = try office.sync("west", west, [forged])
    #expect(answer.held(forged) == "unattributed")
    // The owner is not disturbed.
    let next = try noord.edit(document, ["/a": 3])
    let after = try office.sync("noord", noord, [next])
    #expect(after.why(next) == [])
    #expect(!after.response.forked)
  }

  @Test mutating func `an own fork as a fork, folds it and says so`() throws {
    var clone = noord
    let edit = try noord.edit(document, ["/a": 1])
    let twin = try clone.edit(document, ["/a": 2])
    _ = try office.sync("noord", noord, [edit])
    let answer = try office.sync("noord", clone, [twin])
    #expect(answer.why(twin) == ["fork"])
    #expect(answer.response.forked)
    // Also if that answer was lost.
    #expect(try office.sync("noord", clone, [twin]).response.forked)
  }

  @Test
  mutating func `both voices of a forked replica as forked, and gives each what the other wrote`()
    throws
  {
    var clone = noord
    let edit = try noord.edit(document, ["/a": 1])
    let twin = try clone.edit(document, ["/b": 2])
    _ = try office.sync("noord", noord, [edit])
    _ = try office.sync("noord", clone, [twin])
    // The first voice is told although its counter is as high as the office's.
    let answer = try office.sync("noord", noord, [] as [Change])
    #expect(answer.response.forked)
    #expect(answer.records.contains { $0 == twin.record })
    #expect(try office.sync("noord", clone, [] as [Change]).records.contains { $0 == edit.record })
  }

  @Test mutating func `a dot that is used again in another document as a fork`() throws {
    var clone = noord
    let edit = try noord.edit(document, ["/a": 1])
    let twin = try clone.birth(of: documentID(4), scopes: ["A"])
    _ = try office.sync("noord", noord, [edit])
    let answer = try office.sync("noord", clone, [twin])
    #expect(answer.why(twin) == ["fork"])
    #expect(answer.response.forked)
  }

  @Test mutating func `a replica that knows less than the office as forked`() throws {
    let edit = try noord.edit(document, ["/a": 1])
    _ = try office.sync("noord", noord, [edit])
    #expect(try office.sync("noord", noord, [] as [Change], counter: 1).response.forked)
    #expect(try !office.sync("noord", noord, [] as [Change]).response.forked)
  }

  @Test mutating func `a replica of another device as forked`() throws {
    try office.enrol("west", ["A"])
    #expect(try office.sync("west", noord, [] as [Change]).response.forked)
  }

  @Test mutating func `all of a revoked device as held, and gives it nothing`() throws {
    let before = try noord.edit(document, ["/a": 1])
    _ = try office.sync("noord", noord, [before])
    try office.ask(.deviceRevoke("noord"))
    let edit = try noord.edit(document, ["/a": 2])
    let template = Record.wrap(Array("{\"kind\":\"x\",\"v\":1}".utf8), kind: "template")
    let answer = try office.sync("noord", noord, [edit.record, template])
    #expect(answer.held(edit) == "revoked")
    #expect(answer.records.isEmpty)
    #expect(answer.response.scopes.isEmpty)
    #expect(answer.response.received.counter == 3)
    #expect(office.core.templateLocations.isEmpty)
    #expect(
      try Answer(office.core.changes(for: office.device("noord"), after: nil)).records.isEmpty
    )
    #expect(try office.core.shownDocument(document, for: .device(office.device("noord"))) == nil)
  }

  // MARK: Clocks and formats

  @Test mutating func `a clock ahead of a day, not one of a day`() throws {
    noord.time = office.clock.now + day - second
    let tolerated = try noord.edit(document, ["/a": 1])
    let ahead = try noord.edit(document, ["/a": 2])
    let answer = try office.sync("noord", noord, [tolerated, ahead])
    #expect(tolerated.stamp.milliseconds == office.clock.now + day)
    #expect(answer.why(tolerated) == [])
    #expect(answer.why(ahead) == ["clock-ahead"])
    #expect(answer.held(ahead) == nil)
  }

  @Test mutating func `a clock ahead that knew its offset as right`() throws {
    noord.time = office.clock.now + 3 * day
    noord.offset = -3 * day
    let edit = try noord.edit(document, ["/a": 1])
    let answer = try office.sync("noord", noord, [edit.record], time: noord.time)
    #expect(answer.why(edit) == [])
    // Nor is one marked that was set right meanwhile.
    let next = try noord.edit(document, ["/a": 2])
    #expect(try office.sync("noord", noord, [next]).why(next) == [])
  }

  @Test mutating func `a clock behind by the clock of the request`() throws {
    let slow = office.clock.now - day - second
    noord.time = slow
    let edit = try noord.edit(document, ["/a": 1])
    let marked = try office.sync("noord", noord, [edit.record], time: slow)
    #expect(marked.why(edit) == ["clock-behind"])
    let late = try noord.edit(document, ["/a": 2])
    let tolerated = try office.sync("noord", noord, [late.record], time: office.clock.now - day)
    #expect(tolerated.why(late) == [])
    noord.offset = day
    let known = try noord.edit(document, ["/a": 3])
    #expect(try office.sync("noord", noord, [known.record], time: slow).why(known) == [])
  }

  @Test mutating func `old work by a right clock as right`() throws {
    noord.time = office.clock.now - 700 * day
    let edit = try noord.edit(document, ["/a": 1])
    #expect(try office.sync("noord", noord, [edit]).why(edit) == [])
  }

  @Test mutating func `a birth with a template that nobody brought`() throws {
    let bytes = Array("{\"kind\":\"x\",\"v\":1}".utf8)
    let template = SHA256.hash(bytes)
    let unknown = try noord.birth(of: documentID(6), scopes: ["A"], template: template)
    #expect(try office.sync("noord", noord, [unknown]).why(unknown) == ["unknown-template"])
  }

  @Test mutating func `nothing of a birth whose template came before it`() throws {
    let shipped = Hand.template
    let known = try noord.birth(of: documentID(6), scopes: ["A"], template: shipped)
    #expect(try office.sync("noord", noord, [known]).why(known) == [])
  }

  @Test mutating func `a change of a later format, and passes it on unfolded`() throws {
    let edit = try noord.edit(document, ["/a": 1])
    var object = try #require(JSONReader.read(edit.bytes).objectValue)
    object["v"] = 2
    let newer = try Change(object: object)
    let answer = try office.sync("noord", noord, [newer])
    #expect(answer.why(newer) == ["newer-format"])
    #expect(answer.held(newer) == nil)
    #expect(try office.pages("noord")[0].records.contains(newer.record))
    #expect(try office.ask(.status(scopes: nil))["waiting"]?.integerValue == 1)
  }

  @Test mutating func `what only a released change may do`() throws {
    // A held erase act destroys nothing, and an erase act reaches no other document.
    let other = try noord.birth(of: documentID(7), scopes: ["A"])
    let value = try noord.edit(documentID(7), ["/a": "secret"])
    _ = try office.sync("noord", noord, [other, value])
    let erase = try noord.edit(
      document,
      [:],
      act: ["erase": [.string(value.name.description)]]
    )
    #expect(try office.sync("noord", noord, [erase]).held(erase) == "act")
    func shown() throws -> JSONValue? {
      try office.core.shownDocument(documentID(7), for: .administrator)?["content"]?["a"]
    }
    #expect(try shown() == "secret")
    try office.ask(.accept([erase.name]))
    #expect(try shown() == "secret")
  }
}
