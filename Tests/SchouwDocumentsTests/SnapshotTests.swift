import SchouwCanon
import SchouwDocuments
import SchouwTesting
import Testing

@Suite struct `A snapshot` {
  func snapshot(of history: DocumentHistory) throws -> Fold {
    try Fold(snapshot: history.fold.json)
  }

  @Test func `N1 is written as the format says and reads as it was written`() throws {
    let pen = Pen()
    let birth = try pen.change(1, set: ["/rooms/r1/area": ["value": 9.2]], offset: -312)
    let removal = try pen.change(2, seen: [birth], life: ["/rooms/r1": .removed])
    let erase = try pen.change(9, seen: [birth], act: Pen.erase(birth))
    let fold = pen.history(birth, removal, erase).fold
    let json = fold.json
    #expect(json.members.map(\.name) == ["doc", "life", "v", "values", "vector", "writers"])
    #expect(json["values"]?["/rooms/r1/area"] == [[0]])
    #expect(json["values"]?["/@kind"] == [[0]])
    #expect(json["life"]?["/rooms/r1"] == [[1, "removed", [.string(birth.name.description)]]])
    #expect(
      json["writers"] == [
        [
          "by": "insp-1", "name": .string(birth.name.description),
          "stamp": ["offset": -312, "time": "2026-11-18T11:06:40.000Z"],
        ],
        [
          "by": "insp-2", "name": .string(removal.name.description),
          "stamp": ["time": "2026-11-18T11:06:40.000Z"],
        ],
      ]
    )
    #expect(
      json["vector"]?.arrayValue?.compactMap { $0["hash"]?.stringValue }
        == [birth, removal, erase].map(\.hash.base64URL)
    )
    #expect(shownBytes(try Fold(snapshot: json)) == shownBytes(fold))
  }

  @Test(
    arguments: [
      ("a writer of whom nothing stands", "[[0,1]]", "/writers"),
      ("a place that no writer has", "[[0,1],[2,2]]", "/values"),
      ("a place before the one before it", "[[1,2],[0,1]]", "/values"),
      ("a place twice", "[[0,1],[0,2]]", "/values"),
      ("a place that is none", "[[\"0\",1],[1,2]]", "/values"),
      ("two values of one writer", "[[0,1,2],[1,2]]", "/values"),
      ("no entries", "[]", "/values"),
      ("writers out of order", nil, "/writers"),
    ] as [(String, String?, String)]
  )
  func `N1 is refused`(_ what: String, _ values: String?, _ place: String) throws {
    let pen = Pen()
    let birth = try pen.change(1)
    let one = try pen.change(2, seen: [birth], set: ["/a": 1])
    let two = try pen.change(3, seen: [birth], set: ["/a": 2])
    var json = pen.history(birth, one, two).fold.json
    // The birth's registers are not what this is about.
    json["values"] = ["/a": [[0, 1], [1, 2]]]
    json["writers"] = .array(Array(try #require(json["writers"]?.arrayValue).dropFirst()))
    #expect(throws: Never.self) { try Fold(snapshot: json) }
    if let values {
      json["values"] = ["/a": try JSONReader.read(Array(values.utf8))]
    } else {
      json["writers"] = .array(try #require(json["writers"]?.arrayValue).reversed())
    }
    let error = #expect(throws: ChangeError.self) { try Fold(snapshot: json) }
    #expect(error?.rule == "N1" && error?.place.path == place, "\(what)")
  }

  @Test func `N1 lists acts of erasure whose changes are not folded`() throws {
    let pen = Pen()
    let birth = try pen.change(1, set: ["/a": "secret"])
    let late = try pen.change(2, seen: [birth], set: ["/b": "secret"])
    let erase = try pen.change(9, seen: [birth], act: Pen.erase(late, birth))
    let fold = pen.history(birth, erase).fold
    #expect(fold.json["erased"] == [.string(late.name.description)])
    var holder = DocumentHistory(document: pen.document)
    holder.insert(snapshot: try Fold(snapshot: fold.json))
    holder.insert(late)
    #expect(Pen.standing(holder, "/b") == ["erased"])
    #expect(holder.fold.json["erased"] == nil)
    #expect(shownBytes(holder.fold) == shownBytes(pen.history(birth, late, erase).fold))
  }

  @Test func `N2 joins with changes that came before it, and with those that it covers`() throws {
    let pen = Pen()
    let one = try pen.change(1, set: ["/a": 1])
    let two = try pen.change(1, after: one, set: ["/b": 2])
    let three = try pen.change(1, after: two, set: ["/c": 3])
    let all = pen.history(one, two, three)
    var holder = pen.history(one)
    holder.insert(snapshot: try snapshot(of: all))
    #expect(shownBytes(holder.fold) == shownBytes(all.fold))
    holder.insert(two)
    #expect(!holder.fold.isForked)
    #expect(shownBytes(holder.fold) == shownBytes(all.fold))
    holder.insert(snapshot: try snapshot(of: pen.history(one, two)))
    #expect(shownBytes(holder.fold) == shownBytes(all.fold))
  }

  @Test func `N2 keeps a value that only one side has and the other never knew`() throws {
    let pen = Pen()
    let birth = try pen.change(1, set: ["/a": "first"])
    let mine = try pen.change(2, seen: [birth], set: ["/a": "mine"])
    let yours = try pen.change(3, seen: [birth], set: ["/a": "yours"])
    let left = pen.history(birth, mine).fold
    let right = pen.history(birth, yours).fold
    #expect(
      shownBytes(left.joined(with: right)) == shownBytes(pen.history(birth, mine, yours).fold)
    )
  }

  @Test func `N2 joins the branches of a fork`() throws {
    let pen = Pen()
    let birth = try pen.change(1)
    let one = try pen.change(1, after: birth, set: ["/a": "one voice"])
    let other = try pen.change(1, after: birth, set: ["/a": "other voice"])
    let all = pen.history(birth, one, other).fold
    let left = pen.history(birth, one).fold
    let right = try snapshot(of: pen.history(birth, other))
    for joined in [left.joined(with: right), right.joined(with: left), all.joined(with: right)] {
      #expect(shownBytes(joined) == shownBytes(all))
    }
    #expect(shownBytes(try Fold(snapshot: all.json)) == shownBytes(all))
  }

  @Test func `N2 does not hide a branch that forked off below its last change`() throws {
    let pen = Pen()
    let birth = try pen.change(1, counter: 1)
    let head = try pen.change(1, after: birth, set: ["/a": "one voice"], counter: 3)
    let other = try pen.change(1, after: birth, set: ["/b": "other voice"], counter: 2)
    let snapshot = try snapshot(of: pen.history(birth, head))
    var holder = DocumentHistory(document: pen.document)
    holder.insert(snapshot: snapshot)
    holder.insert(other)
    #expect(Pen.standing(holder, "/b") == ["\"other voice\""])
    for change in [birth, head] { holder.insert(change) }
    #expect(shownBytes(holder.fold) == shownBytes(pen.history(birth, head, other).fold))
  }

  @Test func `N1 names every folded change, and the smallest name goes on where a line forks`()
    throws
  {
    let pen = Pen()
    let birth = try pen.change(1, counter: 1)
    let one = try pen.change(1, after: birth, counter: 2)
    let other = try pen.change(1, after: birth, counter: 3)
    let alone = try pen.change(1, counter: 4)
    func text(_ change: Change) -> JSONValue {
      .string("\(change.dot.counter):\(change.name.check)")
    }
    func line(_ changes: Change..., after: Change? = nil) -> JSONValue {
      var line: JSONObject = ["line": .array(changes.map(text))]
      if let after { line["after"] = .string(after.name.description) }
      line["hash"] = changes.last.map { .string($0.hash.base64URL) }
      line["name"] = changes.last.map { .string($0.name.description) }
      return .object(line)
    }
    let expected: JSONValue = [line(birth, one), line(other, after: birth), line(alone)]
    #expect(pen.history(alone, birth, one, other).fold.json["vector"] == expected)
    #expect(pen.history(birth, other, alone, one).fold.json["vector"] == expected)
  }

  @Test func `N3 stands for no document in which a change was closed or waits`() throws {
    let pen = Pen()
    let birth = try pen.change(1, set: ["/a": "first"])
    let lost = try pen.change(2, seen: [birth], set: ["/a": "lost"])
    let next = try pen.change(2, after: lost)
    let void = try pen.change(9, seen: [birth], act: Pen.void([(lost, nil)]))
    #expect(!pen.history().canBeSnapshot)
    #expect(pen.history(birth).canBeSnapshot)
    #expect(pen.history(birth, lost, next).canBeSnapshot)
    #expect(!pen.history(birth, next).canBeSnapshot)
    #expect(!pen.history(birth, lost, void).canBeSnapshot)
    #expect(!pen.history(birth, void).canBeSnapshot)
  }

  @Test func `N3 stands beside a void of something that it has not`() throws {
    let pen = Pen()
    let birth = try pen.change(1, set: ["/a": "first"])
    let lost = try pen.change(2, seen: [birth], set: ["/a": "lost"])
    let void = try pen.change(9, seen: [birth], act: Pen.void([(lost, nil)]))
    let early = try snapshot(of: pen.history(birth))
    var last = pen.history(void, lost)
    last.insert(snapshot: early)
    var first = DocumentHistory(document: pen.document)
    first.insert(snapshot: early)
    first.insert(lost)
    first.insert(void)
    #expect(shownBytes(first.fold) == shownBytes(last.fold))
    #expect(Pen.standing(first, "/a") == ["\"first\""])
  }

  @Test(arguments: ["doc", "life", "v", "values", "vector"])
  func `without a member is refused`(_ member: String) throws {
    let pen = Pen()
    var json = pen.history(try pen.change(1)).fold.json
    json[member] = nil
    #expect(throws: ChangeError.self) { try Fold(snapshot: json) }
  }

  @Test func `with a member of another form is refused`() throws {
    let pen = Pen()
    let birth = try pen.change(1, set: ["/a": 1], life: ["/r": .kept])
    let json = pen.history(birth).fold.json
    #expect(throws: Never.self) { try Fold(snapshot: json) }
    let name = JSONValue.string(birth.name.description)
    let step = JSONValue.string("1:\(birth.name.check)")
    let next = JSONValue.string("0000000000000001:2:AAAAAAAA")
    let hash = JSONValue.string(SHA256.hash(Array("x".utf8)).base64URL)
    let stamp: JSONValue = ["time": "2026-11-18T11:06:40.000Z"]
    let wrong: [(String, JSONValue)] = [
      ("v", 2), ("doc", "x"), ("values", []), ("life", []), ("vector", [:]), ("vector", ["x"]),
      ("vector", [["line": [step]]]), ("vector", [["name": name]]),
      ("vector", [["line": [], "name": name]]), ("vector", [["line": [1], "name": name]]),
      ("vector", [["line": ["1:AAAAAAAA"], "name": name]]),
      ("vector", [["line": [step, step], "name": name]]),
      ("vector", [["line": [step, "1:zzzzzzzz"], "name": "0000000000000001:1:zzzzzzzz"]]),
      ("vector", [["hash": hash, "line": [step], "name": name]]),
      ("vector", [["hash": "x", "line": [step], "name": name]]),
      ("vector", [["after": next, "line": [step], "name": name]]),
      ("vector", [["after": name, "line": [step], "name": name]]),
      ("vector", [["after": "0000000000000002:1:AAAAAAAA", "line": ["2:AAAAAAAA"], "name": next]]),
      ("vector", [["after": "0000000000000001:1:zzzzzzzz", "line": ["2:AAAAAAAA"], "name": next]]),
      ("erased", "x"), ("erased", ["x"]), ("erased", [1]),
      ("values", ["a": []]), ("values", ["/a": 1]),
      ("values", ["/a": [["by": "x", "name": name, "stamp": stamp]]]),
      ("values", ["/a": [["by": "x", "erased": false, "name": name, "stamp": stamp]]]),
      (
        "values",
        ["/a": [["by": "x", "erased": true, "name": name, "stamp": stamp, "value": 1]]]
      ),
      ("values", ["/a": [["by": "x", "name": "y", "stamp": stamp, "value": 1]]]),
      ("life", ["/r": [["by": "x", "life": "hidden", "name": name, "seen": [], "stamp": stamp]]]),
      ("life", ["/r": [["by": "x", "life": "kept", "name": name, "stamp": stamp]]]),
    ]
    for (member, value) in wrong {
      var broken = json
      broken[member] = value
      #expect(throws: ChangeError.self, "\(member)") { try Fold(snapshot: broken) }
    }
  }
}
