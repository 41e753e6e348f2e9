import SchouwCanon
import SchouwDocuments
import SchouwJournal
import SchouwSync
import Testing

@testable import SchouwServer

/// What the office reads of its documents: lists, one document, conflicts, and everything.
@Suite struct `The office's reading` {
  let office: TestOffice
  var noord: Hand
  var zuid: Hand

  init() throws {
    office = try TestOffice()
    try office.enrol("noord", ["A", "B"])
    try office.enrol("zuid", ["A"])
    noord = Hand(1, at: office.clock.now)
    zuid = Hand(2, at: office.clock.now + 60 * second)
  }

  @Test(arguments: [
    "lower", "no hyphens", "spaces", "lower without hyphens",
  ])
  func `takes a code however it was typed, and no other`(_ way: String) throws {
    let code = try office.ask(.deviceAdd("west", scopes: [scope("A")]))["code"]?.stringValue ?? ""
    let typed =
      switch way {
      case "lower": code.lowercased()
      case "no hyphens": code.filter { $0 != "-" }
      case "spaces": " " + code.replacing("-", with: " ")
      default: code.lowercased().filter { $0 != "-" }
      }
    func enrol(_ code: String) throws -> Device? {
      try office.core.enrol(code: code, token: "t", key: "k", replica: Replica(bits: 4))
    }
    for wrong in ["", "-", String(typed.dropLast()), typed + "A", code.replacing("-", with: "_")] {
      #expect(try enrol(wrong) == nil)
    }
    #expect(try enrol(typed)?.id == "west")
    // The answer may have been lost: the same code, written otherwise, is the same again.
    #expect(try enrol(code)?.id == "west")
  }

  /// Brings documents of a scope at addresses in a street.
  @discardableResult
  mutating func bring(
    _ numbers: ClosedRange<Int>,
    scope: String = "A",
    street: String = "Akerstraat"
  )
    throws -> [Change]
  {
    var changes: [Change] = []
    for number in numbers {
      let id = documentID(number)
      changes.append(try noord.birth(of: id, scopes: [scope]))
      let address: JSONValue = [
        "number": .number(Double(number)), "place": "Heerlen", "postcode": "6411AB",
        "street": .string(street),
      ]
      changes.append(try noord.edit(id, ["/address": address]))
    }
    _ = try office.sync("noord", noord, changes)
    return changes
  }

  func list(_ change: (inout ListQuery) -> Void = { _ in }) throws -> JSONObject {
    var query = ListQuery()
    change(&query)
    let json = try office.ask(.list(query))
    #expect(AdminCommand(json: .object(AdminCommand.list(query).json))?.json["do"] == "list")
    return json
  }

  func ids(_ answer: JSONObject) -> [Int] {
    (answer["documents"]?.arrayValue ?? []).compactMap { row in
      row["id"]?.stringValue.flatMap { DocumentID($0) }.map { Int($0.high >> 16) }
    }
  }

  @Test mutating func `lists page by page, each document once, in the order of the ids`() throws {
    try bring(1...25)
    var seen: [Int] = []
    var after: DocumentID?
    repeat {
      let answer = try list {
        $0.limit = 10
        $0.after = after
      }
      #expect(answer["total"] == 25)
      seen += ids(answer)
      after = answer["next"]?.stringValue.flatMap { DocumentID($0) }
    } while after != nil
    #expect(seen == Array(1...25))
  }

  @Test mutating func `lists by kind, scope, state and the words of an address`() throws {
    try bring(1...3)
    try bring(4...5, scope: "B", street: "Ganzeweide")
    #expect(ids(try list { $0.scope = scope("B") }) == [4, 5])
    #expect(ids(try list { $0.kind = "overlast" }) == [])
    #expect(ids(try list { $0.kind = "inspection" }).count == 5)
    #expect(ids(try list { $0.text = "GANZE" }) == [4, 5])
    #expect(ids(try list { $0.text = "aker 2 heerlen" }) == [2])
    #expect(ids(try list { $0.text = "aker zuid" }) == [])
    #expect(ids(try list { $0.state = .conflict }) == [])
  }

  @Test mutating func `lists what has a conflict, what is held and what waits`() throws {
    let brought = try bring(1...4)
    let document = documentID(1)
    let one = try zuid.edit(document, ["/a": 1], seen: [brought[1].name])
    let two = try noord.edit(document, ["/a": 2])
    let unknown = try zuid.edit(documentID(2), ["/a": 1], seen: [brought[3].name])
    let waits = try noord.edit(documentID(2), ["/a": 2], seen: [unknown.name])
    _ = try office.sync("zuid", zuid, [one])
    let act = try noord.edit(documentID(3), ["/a": 2], act: ["erase": []])
    _ = try office.sync("noord", noord, [two, waits, act])
    #expect(ids(try list { $0.state = .conflict }) == [1])
    #expect(ids(try list { $0.state = .waiting }) == [2])
    #expect(ids(try list { $0.state = .held }) == [3])
  }

  @Test mutating func `knows a document by the shortest prefix that is unique, or a longer one`()
    throws
  {
    try bring(1...3)
    let rows = try list()["documents"]?.arrayValue ?? []
    for row in rows {
      let handle = try #require(row["handle"]?.stringValue)
      let id = try #require(row["id"]?.stringValue.flatMap { DocumentID($0) })
      #expect(handle.utf8.count >= 5)
      #expect(id.letters.hasPrefix(handle))
      for typed in [handle, String(id.letters.prefix(handle.utf8.count + 3)), handle.lowercased()] {
        #expect(try list { $0.handle = typed }["total"] == 1)
      }
      #expect(try list { $0.handle = id.description }["total"] == 1)
      // One letter less fits others too, or the handle has the least length.
      let shorter = String(handle.dropLast())
      let fits = rows.count { other in
        other["id"]?.stringValue.flatMap { DocumentID($0) }?.letters.hasPrefix(shorter) == true
      }
      #expect(fits > 1 || handle.utf8.count == 5)
    }
    #expect(try list { $0.handle = "" }["total"] == 0)
    #expect(try list { $0.handle = "0" }["total"] == 0)
    #expect(try list { $0.handle = documentID(9).description }["total"] == 0)
  }

  @Test mutating func `shows the merged document, what was judged, and on demand the history`()
    throws
  {
    let brought = try bring(1...2)
    let document = documentID(1)
    let act = try noord.edit(document, ["/a": 2], act: ["erase": []])
    noord.time += 3 * day
    let ahead = try noord.edit(documentID(2), ["/a": 2])
    _ = try office.sync("noord", noord, [act, ahead])
    let shown = try office.ask(.show(document))
    #expect(
      shown["document"]
        == (try office.core.shownDocument(document, for: .administrator)).map { .object($0) }
    )
    #expect(shown["held"]?.arrayValue?.first?["why"] == "act")
    #expect(shown["held"]?.arrayValue?.first?["name"] == .string(act.name.description))
    #expect(shown["history"] == nil)
    let whole = try office.ask(.show(document, history: true))
    #expect(
      whole["history"]?.arrayValue?.compactMap { $0["name"]?.stringValue }
        == (brought.prefix(2) + [act]).map(\.name.description)
    )
    #expect(
      try office.ask(.show(documentID(2)))["marked"]?.arrayValue?.first?["marks"]
        == ["clock-ahead"]
    )
    #expect(throws: ServerError.self) { try office.ask(.show(documentID(9))) }
  }

  @Test mutating func `exports every document as it is shown, once, in pages that end`() throws {
    let text = JSONValue.string(String(repeating: "x", count: 200_000))
    try bring(1...20)
    for number in 1...20 {
      _ = try office.sync("noord", noord, [try noord.edit(documentID(number), ["/note": text])])
    }
    var lines: [JSONValue] = []
    var pages = 0
    var after: DocumentID?
    repeat {
      let answer = try office.ask(.export(after: after))
      lines += answer["documents"]?.arrayValue ?? []
      pages += 1
      after = answer["next"]?.stringValue.flatMap { DocumentID($0) }
      #expect(JSONValue.object(answer).canonicalBytes.count < 2 << 20)
    } while after != nil
    #expect(pages > 2)
    #expect(lines.count == 20)
    for (number, line) in lines.enumerated() {
      #expect(try office.ask(.show(documentID(number + 1)))["document"] == line)
    }
    let digests = lines.compactMap { line in
      ShownDocument(json: line).map { (id: $0.id, digest: $0.digest) }
    }
    #expect(ShownDocument.digest(of: digests).base64URL == (try office.digest))
  }

  @Test mutating func `keeps what was heard over a restart`() throws {
    _ = try office.sync("noord", noord, [Change](), counter: 9)
    let before = office.core.today()
    office.core.keepContacts()
    try office.reopen()
    #expect(office.core.today().devices == before.devices)
    #expect(before.devices.first?.of == 9)
    office.clock.advance(2 * 60 * second)
    _ = try office.sync("zuid", zuid, [Change]())
    // A kill, now: a minute had passed since it was kept.
    try office.reopen()
    #expect(office.core.today().devices.last?.lastContact == office.clock.now)
  }

  @Test mutating func `goes on exporting where a document does not read any more`() throws {
    try bring(1...3)
    #expect(office.core.today().unreadable == 0)
    // The disk went bad after the figures were made.
    let entry = try #require(office.core.document(documentID(2))?.entries.first)
    try office.damage(entry.location.number)
    let export = try office.ask(.export())
    #expect(export["documents"]?.arrayValue?.count == 2)
    #expect(export["unreadable"] == [.string(documentID(2).description)])
    #expect(office.core.today().unreadable == 1)
    #expect(office.core.today().tasks.first == Today.Task(what: .damage, count: 1))
  }

  @Test mutating func `makes the figures in slices, each once`() throws {
    try bring(1...7)
    #expect(office.core.prepareFigures(from: 0, limit: 3) == 3)
    #expect(office.core.prepareFigures(from: 3, limit: 3) == 6)
    #expect(office.core.prepareFigures(from: 6, limit: 3) == nil)
    #expect(office.core.knownFigures.count == 7)
    let one = try zuid.edit(documentID(4), ["/a": 1], seen: [try bring(8...8)[0].name])
    _ = try office.sync("zuid", zuid, [one])
    #expect(office.core.knownFigures.count == 6)
  }
}
