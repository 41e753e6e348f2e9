import SchouwCanon
@testable import SchouwDocuments
import SchouwTesting
import Testing

@Suite struct `Readiness and lines` {
  @Test func `F1 two changes with one predecessor are two lines`() throws {
    let pen = Pen()
    let birth = try pen.change(1, set: ["/a": 0])
    let one = try pen.change(1, after: birth, set: ["/a": 1], counter: 2)
    let other = try pen.change(1, after: birth, set: ["/a": 2], counter: 2)
    let history = pen.history(birth, one, other)
    #expect(history.fold.isForked)
    #expect(history.fold.vector == [one.name, other.name].sorted())
    #expect(Set(Pen.standing(history, "/a")) == ["1", "2"])
    #expect(shownBytes(history.fold) == shownBytes(pen.history(other, one, birth).fold))
  }

  @Test func `F1 a fork needs no common dot, and may begin at the beginning`() throws {
    let pen = Pen()
    let one = try pen.change(1, set: ["/a": 1], counter: 3)
    let other = try pen.change(1, set: ["/a": 2], counter: 7)
    let next = try pen.change(1, after: one, set: ["/a": 3], counter: 8)
    let history = pen.history(next, other, one)
    #expect(history.fold.vector == [other.name, next.name])
    #expect(Set(Pen.standing(history, "/a")) == ["2", "3"])
  }

  @Test func `F1 a common dot in two documents' lines of one clone is no fork here`() throws {
    let pen = Pen()
    let birth = try pen.change(1)
    let next = try pen.change(1, after: birth, counter: 900)
    #expect(!pen.history(birth, next).fold.isForked)
  }

  @Test func `F2 waits by name for what it has seen and for its predecessor`() throws {
    let pen = Pen()
    let birth = try pen.change(1)
    let yours = try pen.change(3, seen: [birth])
    let mine = try pen.change(2, seen: [birth])
    let change = try pen.change(2, after: mine, seen: [birth, yours], set: ["/a": 1])
    var history = pen.history(change)
    #expect(
      history.waiting == [
        DocumentHistory.Waiting(
          name: change.name,
          missing: [birth.name, mine.name, yours.name].sorted()
        )
      ]
    )
    #expect(history.fold.isEmpty)
    history.insert(mine)
    history.insert(birth)
    #expect(history.waiting.map(\.missing) == [[yours.name]])
    history.insert(yours)
    #expect(history.waiting.isEmpty)
    #expect(Pen.standing(history, "/a") == ["1"])
  }

  @Test func `F2 never folds on a predecessor whose full hash is another`() throws {
    let pen = Pen()
    let birth = try pen.change(1)
    let next = try pen.change(1, after: birth, set: ["/a": 1])
    var object = try #require(try JSONReader.read(next.bytes).objectValue)
    let last: Character = birth.hash.base64URL.last == "A" ? "E" : "A"
    object["prev"] = .string(String(birth.hash.base64URL.dropLast()) + String(last))
    let forged = try Change(object: object)
    #expect(forged.previousName == birth.name)
    let history = pen.history(birth, forged)
    #expect(history.waiting.map(\.name) == [forged.name])
    #expect(!history.fold.contains(forged.name))
  }

  @Test func `F3 covers the changes before on its line, and none of the other branch`() throws {
    let pen = Pen()
    let birth = try pen.change(1, counter: 1)
    let one = try pen.change(1, after: birth, set: ["/a": 1], counter: 2)
    let other = try pen.change(1, after: birth, set: ["/a": 2], counter: 3)
    let deep = try pen.change(1, after: other, set: ["/b": 2], counter: 4)
    let fold = pen.history(birth, one, other, deep).fold
    #expect(fold.covers([deep.name], deep.name))
    #expect(fold.covers([deep.name], other.name))
    #expect(fold.covers([deep.name], birth.name))
    #expect(!fold.covers([deep.name], one.name))
    #expect(!fold.covers([one.name], other.name))
    #expect(!fold.covers([other.name], deep.name))
    #expect(fold.covers([one.name], birth.name))
    #expect(!fold.covers([], birth.name))
  }

  @Test func `F3 covers across branches of branches`() throws {
    let pen = Pen()
    let birth = try pen.change(1, counter: 1)
    let trunk = try pen.change(1, after: birth, counter: 2)
    let tip = try pen.change(1, after: trunk, counter: 3)
    let branch = try pen.change(1, after: trunk, counter: 4)
    let twig = try pen.change(1, after: branch, counter: 6)
    let leaf = try pen.change(1, after: branch, counter: 5)
    let early = try pen.change(1, after: birth, counter: 9)
    let all = [birth, trunk, tip, branch, twig, leaf, early]
    var random = SeededRandom(seed: 1)
    for _ in 0..<50 {
      let fold = part(all.shuffled(using: &random), of: pen.document).fold
      #expect(fold.vector == [tip, twig, leaf, early].map(\.name).sorted())
      let pasts: [(Change, [Change])] = [
        (twig, [birth, trunk, branch, twig]), (leaf, [birth, trunk, branch, leaf]),
        (tip, [birth, trunk, tip]), (early, [birth, early]), (branch, [birth, trunk, branch]),
      ]
      for (change, past) in pasts {
        let covered = all.filter { fold.covers([change.name], $0.name) }
        #expect(covered.map(\.name) == past.map(\.name))
      }
    }
  }

  @Test func `F4 has the last name of every line, sorted, with the full hash`() throws {
    let pen = Pen()
    let birth = try pen.change(3)
    let one = try pen.change(1, seen: [birth])
    let two = try pen.change(1, after: one)
    let fold = pen.history(birth, one, two).fold
    #expect(fold.vector == [two.name, birth.name])
    #expect(fold.headHash(of: two.name) == two.hash)
    #expect(fold.headHash(of: one.name) == nil)
    #expect(pen.history().fold.vector == [])
  }

  @Test func `F5 takes a change twice as once`() throws {
    let pen = Pen()
    let birth = try pen.change(1, set: ["/a": 1])
    var history = pen.history(birth)
    let once = shownBytes(history.fold)
    #expect(history.insert(birth) == false)
    #expect(shownBytes(history.fold) == once)
  }
}

@Suite struct `Standing values` {
  @Test func `S1 a value stands until somebody who saw it writes there`() throws {
    let pen = Pen()
    let birth = try pen.change(1, set: ["/a": 1])
    let unseen = try pen.change(2, seen: [birth], set: ["/a": 2])
    let writer = try pen.change(3, seen: [birth], set: ["/a": 3])
    #expect(Pen.standing(pen.history(birth, unseen, writer), "/a") == ["2", "3"])
    let both = try pen.change(4, seen: [unseen, writer], set: ["/a": 4])
    #expect(Pen.standing(pen.history(birth, unseen, writer, both), "/a") == ["4"])
  }

  @Test func `S1 a leaf and a branch overwrite each other if seen, and stand together if not`()
    throws
  {
    let pen = Pen()
    let birth = try pen.change(1, set: ["/a/x": 1, "/a-x": 1])
    let leaf = try pen.change(2, seen: [birth], set: ["/a": "leaf"])
    let branch = try pen.change(3, seen: [birth], set: ["/a/y/z": 2])
    var history = pen.history(birth, leaf, branch)
    #expect(Pen.standing(history, "/a/x").isEmpty)
    #expect(Pen.standing(history, "/a-x") == ["1"])
    #expect(Pen.standing(history, "/a") == ["\"leaf\""])
    #expect(Pen.standing(history, "/a/y/z") == ["2"])
    history.insert(try pen.change(4, seen: [leaf, branch], set: ["/a/y": 3]))
    #expect(
      history.fold.values.map(\.path.description).filter { !$0.hasPrefix("/@") }
        == ["/a-x", "/a/y"]
    )
  }

  @Test func `S1 a change does not count against itself`() throws {
    let pen = Pen()
    let birth = try pen.change(1, set: ["/a": 1, "/b": 2])
    #expect(pen.history(birth).fold.values.count == 5)
  }

  @Test func `S2 equal siblings show as one, under the first of their names by P1`() throws {
    let pen = Pen()
    let birth = try pen.change(1)
    let early = try pen.change(2, seen: [birth], set: ["/a": ["x": 1, "y": 2]], at: 1000)
    let late = try pen.change(3, seen: [birth], set: ["/a": ["y": 2, "x": 1]], at: 2000)
    let fold = pen.history(birth, early, late).fold
    #expect(fold.standing(at: pointer("/a")).count == 2)
    let siblings = Policy.latest.ordered(fold.standing(at: pointer("/a")))
    #expect(siblings.map(\.name) == [late.name])
    #expect(ShownDocument(fold).conflicts.isEmpty)
  }

  @Test func `S2 composed and decomposed text are two values`() throws {
    let pen = Pen()
    let birth = try pen.change(1)
    let one = try pen.change(2, seen: [birth], set: ["/a": "\u{e9}"])
    let other = try pen.change(3, seen: [birth], set: ["/a": "e\u{301}"])
    #expect(ShownDocument(pen.history(birth, one, other).fold).conflicts.count == 1)
  }

  @Test func `S2 a value above a branch is a conflict at its own path`() throws {
    let pen = Pen()
    let birth = try pen.change(1)
    let leaf = try pen.change(2, seen: [birth], set: ["/a": "leaf"])
    let branch = try pen.change(3, seen: [birth], set: ["/a/x": 1])
    let shown = ShownDocument(pen.history(birth, leaf, branch).fold)
    #expect(shown.content == ["a": ["x": 1]])
    #expect(shown.conflicts.map(\.path.description) == ["/a"])
    #expect(shown.conflicts.first?.reason == .branch)
    #expect(shown.openConflicts == 1)
  }

  @Test func `S3 siblings leave a conflict open unless the policy is union or all`() throws {
    let pen = Pen()
    let birth = try pen.change(1)
    let one = try pen.change(2, seen: [birth], set: ["/a": 1])
    let other = try pen.change(3, seen: [birth], set: ["/a": 2])
    let fold = pen.history(birth, one, other).fold
    let policies: [(Policy, Bool)] = [
      (.latest, true), (.severest(scale: [1, 2]), true), (.highest, true), (.lowest, true),
      (.ask, true), (.union, false), (.all, false),
    ]
    for (policy, isOpen) in policies {
      let shown = ShownDocument(fold, policies: PolicyTable([(pointer("/a"), policy)]))
      #expect(shown.conflicts.map(\.isOpen) == [isOpen])
      #expect(shown.openConflicts == (isOpen ? 1 : 0))
    }
  }
}
