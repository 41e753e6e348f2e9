import SchouwCanon
import SchouwDocuments
import SchouwTesting
import Testing

@Suite struct `An act of the office` {
  @Test func `A1 moves the document and must set its scopes`() throws {
    let pen = Pen()
    let birth = try pen.change(1)
    let move = try pen.change(
      9,
      seen: [birth],
      set: ["/@scopes": ["role:duty"]],
      act: ["scope": true]
    )
    #expect(move.act == .scope)
    let shown = ShownDocument(pen.history(birth, move).fold)
    #expect(shown.scopes.map(\.description) == ["role:duty"])
    #expect(throws: ChangeError.self) {
      try pen.change(9, seen: [birth], set: ["/a": 1], act: ["scope": true])
    }
    #expect(throws: ChangeError.self) {
      try pen.change(9, seen: [birth], set: ["/@scopes": ["a"]], act: ["scope": false])
    }
  }

  @Test(
    arguments: [
      ["erase": "name"], ["erase": [1]], ["accept": ["x"]], ["decline": nil],
      ["erase": [], "void": []], [:], ["reason": "only a reason"], ["accept": [], "reason": 1],
      ["void": ["x"]], ["void": [["name": "0000000000000001:2:AAAAAAAA"]]],
    ] as [JSONObject]
  )
  func `of another form is refused`(_ act: JSONObject) throws {
    let pen = Pen()
    let birth = try pen.change(1)
    let error = #expect(throws: ChangeError.self) {
      try pen.change(9, seen: [birth], act: act)
    }
    #expect(error?.code == .badMember)
  }

  @Test func `of a kind that this version does not know is refused`() throws {
    let pen = Pen()
    let birth = try pen.change(1)
    let error = #expect(throws: ChangeError.self) {
      try pen.change(9, seen: [birth], act: ["archive": [1]])
    }
    #expect(error?.code == .badMember)
    #expect(error?.rule == "A")
  }

  @Test func `of a higher version is kept, and has no force`() throws {
    let pen = Pen()
    let birth = try pen.change(1, set: ["/a": 1])
    let lost = try pen.change(2, seen: [birth], set: ["/b": 1])
    for act in [Pen.erase(birth), Pen.void([(lost, nil)]), ["archive": [1]]] {
      var object = try #require(
        try JSONReader.read(pen.change(9, seen: [birth], act: Pen.erase(birth)).bytes).objectValue
      )
      object["v"] = 2
      object["act"] = .object(act)
      let future = try Change(object: object)
      let history = pen.history(future, birth, lost)
      #expect(history.waiting.map(\.name) == [future.name])
      #expect(history.erased.isEmpty && history.voided.isEmpty)
      #expect(Pen.standing(history, "/a") == ["1"])
      #expect(Pen.standing(history, "/b") == ["1"])
    }
  }

  @Test func `A3 that accepts or declines only names, and folds as any change`() throws {
    let pen = Pen()
    let birth = try pen.change(1, set: ["/a": "before"])
    let late = try pen.change(2, seen: [birth], set: ["/a": "late"])
    let accept = try pen.change(
      9,
      seen: [birth],
      act: ["accept": [.string(late.name.description)]]
    )
    #expect(accept.act == .accept([late.name]))
    #expect(Pen.standing(pen.history(birth, late, accept), "/a") == ["\"late\""])
    let decline = try pen.change(
      9,
      after: accept,
      seen: [late],
      set: ["/a": "before"],
      act: ["decline": [.string(late.name.description)], "reason": "wrong house"]
    )
    #expect(decline.act == .decline([late.name]))
    #expect(Pen.standing(pen.history(birth, late, accept, decline), "/a") == ["\"before\""])
  }

  @Test func `A4 closes what nobody holds, so that what had seen it folds`() throws {
    let pen = Pen()
    let birth = try pen.change(1)
    let lost = try pen.change(2, seen: [birth], set: ["/a": "lost"])
    let next = try pen.change(2, after: lost, set: ["/b": "next"])
    let void = try pen.change(9, seen: [birth], act: Pen.void([(lost, nil)]))
    var history = pen.history(birth, next)
    #expect(history.waiting.map(\.missing) == [[lost.name]])
    history.insert(void)
    #expect(history.waiting.isEmpty)
    #expect(Pen.standing(history, "/b") == ["\"next\""])
    #expect(history.fold.vector == [birth.name, next.name, void.name])
  }

  @Test func `A4 has force while its own change waits`() throws {
    let pen = Pen()
    let birth = try pen.change(1)
    let unheld = try pen.change(3, seen: [birth])
    let lost = try pen.change(2, seen: [birth], set: ["/a": "lost"])
    let next = try pen.change(2, after: lost, set: ["/b": "next"])
    let void = try pen.change(9, seen: [unheld], act: Pen.void([(lost, nil)]))
    let history = pen.history(birth, next, void)
    #expect(history.waiting.map(\.name) == [void.name])
    #expect(Pen.standing(history, "/b") == ["\"next\""])
  }

  @Test func `A4 keeps a change void that turns up before or after it`() throws {
    let pen = Pen()
    let birth = try pen.change(1, set: ["/a": "first"])
    let lost = try pen.change(2, seen: [birth], set: ["/a": "lost"])
    let void = try pen.change(9, seen: [birth], act: Pen.void([(lost, nil)]))
    let before = pen.history(birth, lost, void)
    let after = pen.history(birth, void, lost)
    #expect(shownBytes(before.fold) == shownBytes(after.fold))
    #expect(Pen.standing(after, "/a") == ["\"first\""])
    #expect(after.changes[lost.name] != nil)
  }

  @Test func `A4 waits for the predecessor that it names`() throws {
    let pen = Pen()
    let birth = try pen.change(1)
    let first = try pen.change(2, seen: [birth], set: ["/a": 1])
    let lost = try pen.change(2, after: first, set: ["/a": 2])
    let last = try pen.change(2, after: lost, set: ["/a": 3])
    let void = try pen.change(9, seen: [birth], act: Pen.void([(lost, first)]))
    var history = pen.history(birth, void, last)
    #expect(!history.fold.contains(lost.name))
    history.insert(first)
    #expect(history.fold.contains(last.name))
    #expect(Pen.standing(history, "/a") == ["3"])
  }

  @Test func `A4 of two acts that disagree counts the least predecessor, in either order`() throws {
    let pen = Pen()
    let birth = try pen.change(1)
    let first = try pen.change(2, seen: [birth], set: ["/a": 1])
    let lost = try pen.change(2, after: first, set: ["/a": 2])
    let last = try pen.change(2, after: lost, set: ["/a": 3])
    let one = try pen.change(8, seen: [birth], act: Pen.void([(lost, first)]))
    let other = try pen.change(9, seen: [birth], act: Pen.void([(lost, nil)]))
    let left = pen.history(birth, first, last, one, other)
    let right = pen.history(birth, first, last, other, one)
    #expect(shownBytes(left.fold) == shownBytes(right.fold))
    #expect(Pen.standing(left, "/a") == ["1", "3"])
  }

  @Test func `A4 refuses a predecessor that is on no line of the change`() throws {
    let pen = Pen()
    let birth = try pen.change(1)
    let lost = try pen.change(2, seen: [birth], set: ["/a": 1])
    let later = try pen.change(2, after: lost, set: ["/a": 2])
    for wrong in [birth, lost, later] {
      let error = #expect(throws: ChangeError.self) {
        try pen.change(9, seen: [birth], act: Pen.void([(lost, wrong)]))
      }
      #expect(error?.rule == "A4")
    }
  }
}
