import SchouwCanon
import SchouwDocuments
import SchouwTesting
import Testing

@Suite struct `An element` {
  let pen = Pen()

  func hidden(_ history: DocumentHistory) -> [String] {
    history.fold.hiddenElements.map(\.description)
  }

  @Test func `L0 is shown among its siblings as an object under its id`() throws {
    let birth = try pen.change(
      1,
      set: ["/rooms/b/pos": "V", "/rooms/a/pos": "k", "/rooms/c/area": 1]
    )
    let shown = ShownDocument(pen.history(birth).fold)
    #expect(
      shown.content["rooms"] == ["a": ["pos": "k"], "b": ["pos": "V"], "c": ["area": 1]]
    )
  }

  @Test func `L1 is hidden by a removal that saw all that stands at or under it`() throws {
    let birth = try pen.change(1, set: ["/r/x": 1, "/r/b/y": 2])
    let removal = try pen.change(2, seen: [birth], life: ["/r": .removed])
    let history = pen.history(birth, removal)
    #expect(hidden(history) == ["/r"])
    #expect(history.fold.isHidden(pointer("/r/x")))
    #expect(!history.fold.isHidden(pointer("/r-x")))
    #expect(ShownDocument(history.fold).content.isEmpty)
  }

  @Test func `L1 is not hidden by a removal that did not see a value under it`() throws {
    let birth = try pen.change(1, set: ["/r/x": 1])
    let removal = try pen.change(2, seen: [birth], life: ["/r": .removed])
    let unseen = try pen.change(3, seen: [birth], set: ["/r/y": 2])
    let history = pen.history(birth, removal, unseen)
    #expect(hidden(history).isEmpty)
    let shown = ShownDocument(history.fold)
    #expect(shown.content == ["r": ["x": 1, "y": 2]])
    #expect(shown.removals.map(\.path.description) == ["/r"])
    #expect(shown.openConflicts == 1)
  }

  @Test func `L1 is hidden by two removals that each saw a part`() throws {
    let birth = try pen.change(1)
    let one = try pen.change(2, seen: [birth], set: ["/r/x": 1])
    let other = try pen.change(3, seen: [birth], set: ["/r/y": 1])
    let removesOne = try pen.change(4, seen: [one], life: ["/r": .removed])
    let removesOther = try pen.change(5, seen: [other], life: ["/r": .removed])
    #expect(hidden(pen.history(birth, one, other, removesOne)).isEmpty)
    #expect(hidden(pen.history(birth, one, other, removesOne, removesOther)) == ["/r"])
  }

  @Test func `L1 is kept by an unseen kept, at it or under it`() throws {
    let birth = try pen.change(1, set: ["/r/b/x": 1])
    let removal = try pen.change(2, seen: [birth], life: ["/r": .removed])
    let kept = try pen.change(3, seen: [birth], life: ["/r/b": .kept])
    #expect(hidden(pen.history(birth, removal, kept)).isEmpty)
    let keptItself = try pen.change(4, seen: [removal], life: ["/r": .kept])
    #expect(hidden(pen.history(birth, removal, keptItself)).isEmpty)
    #expect(ShownDocument(pen.history(birth, removal, keptItself).fold).removals.isEmpty)
    let again = try pen.change(5, seen: [keptItself], life: ["/r": .removed])
    #expect(hidden(pen.history(birth, removal, keptItself, again)) == ["/r"])
  }

  @Test func `L1 is hidden by an ancestor's removal, not by its own value's absence`() throws {
    let birth = try pen.change(1, set: ["/r/b/x": 1])
    let empty = try pen.change(2, seen: [birth], life: ["/r/empty": .kept])
    let removal = try pen.change(3, seen: [empty], life: ["/r": .removed])
    #expect(hidden(pen.history(birth, empty)).isEmpty)
    let history = pen.history(birth, empty, removal)
    #expect(history.fold.isHidden(pointer("/r/b")))
    #expect(!history.fold.isHiddenItself(pointer("/r/b")))
    #expect(history.fold.hiddenElements(atOrAbove: pointer("/r/b/x")) == [pointer("/r")])
  }

  @Test func `L1 the document itself may be removed, and shows what it would be without that`()
    throws
  {
    let birth = try pen.change(1, set: ["/a": 1, "/r/x": 1])
    let part = try pen.change(2, seen: [birth], life: ["/r": .removed])
    let removal = try pen.change(2, after: part, life: ["": .removed])
    let shown = ShownDocument(pen.history(birth, part, removal).fold)
    #expect(shown.isRemoved)
    #expect(shown.hidden == [.root])
    #expect(shown.content == ["a": 1])
  }

  @Test func `L1 neighbours with a common beginning are not its own`() throws {
    let birth = try pen.change(1, set: ["/r/x": 1, "/r-1/x": 1, "/r0/x": 1, "/r~1/x": 1])
    let removal = try pen.change(2, seen: [birth], life: ["/r": .removed])
    #expect(
      ShownDocument(pen.history(birth, removal).fold).content
        == ["r-1": ["x": 1], "r/": ["x": 1], "r0": ["x": 1]]
    )
  }

  @Test func `L2 comes back whole when somebody writes in it and keeps it`() throws {
    let birth = try pen.change(1, set: ["/r/x": 1, "/r/y": 2])
    let removal = try pen.change(2, seen: [birth], life: ["/r": .removed])
    let write = try pen.change(3, seen: [removal], set: ["/r/y": 3], life: ["/r": .kept])
    let history = pen.history(birth, removal, write)
    #expect(hidden(history).isEmpty)
    #expect(ShownDocument(history.fold).content == ["r": ["x": 1, "y": 3]])
    #expect(history.fold.standingLife(of: pointer("/r")).map(\.life) == [.kept])
  }

  @Test func `L2 a contested removal under a hidden element is not shown apart`() throws {
    let birth = try pen.change(1, set: ["/r/b/x": 1])
    let inner = try pen.change(2, seen: [birth], life: ["/r/b": .removed])
    let unseen = try pen.change(3, seen: [birth], set: ["/r/b/y": 1])
    let outer = try pen.change(4, seen: [inner, unseen], life: ["/r": .removed])
    let fold = pen.history(birth, inner, unseen, outer).fold
    #expect(fold.contestedRemovals.isEmpty)
    #expect(fold.hiddenElements == [pointer("/r")])
  }

  @Test func `L4 nothing expires by time`() throws {
    let birth = try pen.change(1, set: ["/r/x": 1], at: 0)
    let removal = try pen.change(2, seen: [birth], life: ["/r": .removed], at: 0)
    let late = try pen.change(3, seen: [birth], set: ["/r/x": 2], at: 63_072_000_000)
    #expect(hidden(pen.history(birth, removal, late)).isEmpty)
  }

  @Test func `in an erased change keeps its life entry`() throws {
    let birth = try pen.change(1, set: ["/r/x": 1])
    let removal = try pen.change(2, seen: [birth], set: ["/a": 1], life: ["/r": .removed])
    #expect(hidden(pen.history(birth, removal.erased())) == ["/r"])
  }
}
