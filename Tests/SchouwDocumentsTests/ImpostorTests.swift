import SchouwCanon
import SchouwDocuments
import SchouwSimulation
import SchouwTesting
import Testing

/// Two real births under one name: found by trying 2^25 numbers.
@Suite struct `F6 of two changes with one name` {
  let pen = Pen()

  /// The birth that sets `/a` to a number: 9,692,927 and 29,379,480 collide.
  func birth(_ number: UInt32) throws -> Change {
    try pen.change(
      1,
      set: ["/a": .number(Double(number))],
      counter: 1,
      salt: [UInt8](repeating: 0, count: 16)
    )
  }

  /// The birth that counts, and the other one.
  func births() throws -> (counts: Change, impostor: Change) {
    (try birth(29_379_480), try birth(9_692_927))
  }

  /// All orders of some changes.
  func orders(_ changes: [Change]) -> [[Change]] {
    if changes.count < 2 { return [changes] }
    return changes.indices.flatMap { index in
      var rest = changes
      let first = rest.remove(at: index)
      return orders(rest).map { [first] + $0 }
    }
  }

  /// The history of some changes, the same from every order in which they come and come again.
  func history(_ changes: [Change]) throws -> DocumentHistory {
    let expected = part(changes, of: pen.document)
    let naive = NaiveFold(changes).observation
    #expect(Observation(of: expected).difference(from: naive) == nil)
    for order in orders(changes) {
      let history = part(order + changes, of: pen.document)
      try claim(shownBytes(history.fold) == shownBytes(expected.fold), "another order, other bytes")
      try claimEqual(history.waiting, expected.waiting, "another order, others wait")
      try claimEqual(
        history.impostors.map(\.bytes),
        expected.impostors.map(\.bytes),
        "another order, other impostors"
      )
    }
    return expected
  }

  @Test func `is about a pair that is what it says`() throws {
    let (counts, impostor) = try births()
    #expect(counts.name == impostor.name)
    #expect(counts.hash != impostor.hash)
    #expect(counts.bytes != impostor.bytes)
  }

  @Test func `folds the one with the smaller hash and shows the other as an impostor`() throws {
    let (counts, impostor) = try births()
    let alone = try history([impostor])
    #expect(Pen.standing(alone, "/a") == ["9692927"])
    #expect(alone.impostors.isEmpty && alone.canBeSnapshot)
    let both = try history([counts, impostor])
    #expect(Pen.standing(both, "/a") == ["29379480"])
    #expect(both.impostors.map(\.bytes) == [impostor.bytes])
    #expect(both.changes[counts.name]?.bytes == counts.bytes)
    #expect(both.fold.headHash(of: counts.name) == counts.hash)
    #expect(!both.canBeSnapshot)
  }

  @Test func `says once that it has each of them`() throws {
    let (counts, impostor) = try births()
    var history = pen.history(impostor)
    #expect(history.insert(impostor) == false)
    #expect(history.insert(counts) == true)
    #expect(history.insert(counts) == false)
    #expect(history.insert(impostor) == false)
    #expect(history.impostors.count == 1)
  }

  @Test func `lets those that follow the other one wait, whatever came first`() throws {
    let (counts, impostor) = try births()
    let follower = try pen.change(1, after: counts, set: ["/b": "true"], counter: 2)
    let misled = try pen.change(1, after: impostor, set: ["/b": "false"], counter: 2)
    let reader = try pen.change(2, seen: [impostor], set: ["/a": "read"])
    let blind = try history([impostor, misled, reader])
    #expect(Pen.standing(blind, "/b") == ["\"false\""])
    let history = try history([impostor, counts, follower, misled, reader])
    #expect(Pen.standing(history, "/a") == ["\"read\""])
    #expect(Pen.standing(history, "/b") == ["\"true\""])
    #expect(history.waiting.map(\.name) == [misled.name])
    #expect(history.waiting.map(\.missing) == [[counts.name]])
  }

  @Test func `erases both by their name, and each by its erased form`() throws {
    let (counts, impostor) = try births()
    let erase = try pen.change(9, seen: [counts], act: Pen.erase(counts))
    let byAct = try history([counts, impostor, erase])
    #expect(Pen.standing(byAct, "/a") == ["erased"])
    #expect(byAct.impostors.map(\.bytes) == [impostor.erased().bytes])
    #expect(byAct.impostors.map(\.hash) == [impostor.hash])
    var byForm = pen.history(counts, impostor)
    byForm.insert(impostor.erased())
    byForm.insert(impostor)
    #expect(byForm.impostors.map(\.bytes) == [impostor.erased().bytes])
    #expect(Pen.standing(byForm, "/a") == ["29379480"])
    byForm.insert(counts.erased())
    #expect(Pen.standing(byForm, "/a") == ["erased"])
  }

  @Test func `closes both by their name`() throws {
    let (counts, impostor) = try births()
    let other = try pen.change(3, set: ["/c": 1])
    let void = try pen.change(9, seen: [other], act: Pen.void([(counts, nil)]))
    let history = try history([counts, impostor, other, void])
    #expect(Pen.standing(history, "/a").isEmpty)
    #expect(history.fold.headHash(of: counts.name) == counts.hash)
    #expect(history.impostors.map(\.hash) == [impostor.hash])
  }

  @Test func `keeps what a snapshot has folded, whether the snapshot or the other came first`()
    throws
  {
    let (counts, impostor) = try births()
    let follower = try pen.change(1, after: impostor, set: ["/b": 1], counter: 2)
    let snapshot = try Fold(snapshot: pen.history(impostor).fold.json)
    var alone = pen.history(counts)
    alone.insert(snapshot: snapshot)
    #expect(shownBytes(alone.fold) == shownBytes(snapshot))
    var late = pen.history(counts, follower)
    late.insert(snapshot: snapshot)
    var early = DocumentHistory(document: pen.document)
    early.insert(snapshot: snapshot)
    early.insert(follower)
    early.insert(counts)
    #expect(shownBytes(early.fold) == shownBytes(late.fold))
    #expect(Pen.standing(late, "/a") == ["9692927"])
    #expect(Pen.standing(late, "/b") == ["1"])
  }
}
