import SchouwCanon
import SchouwDocuments
import SchouwTesting
import Testing

@Suite struct `An erasure` {
  @Test func `E1 leaves an erased value standing that still covers the one before`() throws {
    let pen = Pen()
    let birth = try pen.change(1, set: ["/phone": "old"])
    let personal = try pen.change(2, seen: [birth], set: ["/phone": "new"])
    let erase = try pen.change(9, seen: [personal], act: Pen.erase(personal))
    #expect(Pen.standing(pen.history(birth, personal, erase), "/phone") == ["erased"])
  }

  @Test func `E2 has force when held, ready or not, and whichever came first`() throws {
    let pen = Pen()
    let birth = try pen.change(1, set: ["/phone": "old"])
    let unheld = try pen.change(3, seen: [birth])
    let erase = try pen.change(9, seen: [unheld], act: Pen.erase(birth))
    for history in [pen.history(birth, erase), pen.history(erase, birth)] {
      #expect(history.waiting.map(\.name) == [erase.name])
      #expect(Pen.standing(history, "/phone") == ["erased"])
      let bytes = try #require(history.changes[birth.name]?.bytes)
      #expect(!String(decoding: bytes, as: UTF8.self).contains("old"))
    }
  }

  @Test func `E2 keeps the name and the place in the chain`() throws {
    let pen = Pen()
    let birth = try pen.change(1, set: ["/a": 1, "/é": "x", "/\u{10000}": "y"])
    let erased = birth.erased()
    #expect(erased.hash == birth.hash)
    #expect(erased.name == birth.name)
    #expect(erased.paths == birth.paths)
    #expect(erased.erased().bytes == erased.bytes)
    #expect(try Change(reading: erased.bytes).hash == birth.hash)
  }

  @Test func `E3 gives one fold by act, by erased form and by snapshot`() throws {
    let pen = Pen()
    let birth = try pen.change(1, set: ["/phone": "old"])
    let next = try pen.change(2, seen: [birth], set: ["/a": 1])
    let erase = try pen.change(9, seen: [birth], act: Pen.erase(birth))
    let byAct = pen.history(birth, next, erase)
    let byForm = pen.history(birth.erased(), next, erase)
    var bySnapshot = DocumentHistory(document: pen.document)
    bySnapshot.insert(snapshot: try Fold(snapshot: pen.history(birth, next).fold.json))
    bySnapshot.insert(erase)
    #expect(shownBytes(byAct.fold) == shownBytes(byForm.fold))
    #expect(shownBytes(byAct.fold) == shownBytes(bySnapshot.fold))
  }

  @Test func `E3 takes the erased form for an act, also against a snapshot`() throws {
    let pen = Pen()
    let birth = try pen.change(1, set: ["/phone": "old"])
    let snapshot = try Fold(snapshot: pen.history(birth).fold.json)
    var after = DocumentHistory(document: pen.document)
    after.insert(snapshot: snapshot)
    after.insert(birth.erased())
    var before = DocumentHistory(document: pen.document)
    before.insert(birth.erased())
    before.insert(snapshot: snapshot)
    #expect(Pen.standing(after, "/phone") == ["erased"])
    #expect(shownBytes(before.fold) == shownBytes(after.fold))
  }

  @Test func `E3 takes the erased form for an act, also when the change is held inline`() throws {
    let pen = Pen()
    let birth = try pen.change(1, set: ["/phone": "old"])
    var history = pen.history(birth)
    #expect(history.insert(birth.erased()) == false)
    #expect(Pen.standing(history, "/phone") == ["erased"])
    history.insert(birth)
    #expect(Pen.standing(history, "/phone") == ["erased"])
  }
}
