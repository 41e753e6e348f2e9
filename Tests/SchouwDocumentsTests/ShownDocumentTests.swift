import SchouwCanon
import SchouwDocuments
import SchouwTesting
import Testing

@Suite struct `A shown document` {
  @Test func `V1 has the members of the format, with the reasons`() throws {
    let pen = Pen()
    let birth = try pen.change(1)
    let one = try pen.change(2, seen: [birth], set: ["/a": 1])
    let other = try pen.change(3, seen: [birth], set: ["/a": 2])
    let json = ShownDocument(pen.history(birth, one, other).fold).json
    #expect(
      json.members.map(\.name) == [
        "clock", "conflicts", "content", "hidden", "id", "kind", "removals", "scopes", "template",
      ]
    )
    #expect(json["clock"] == .array([birth, one, other].map { .string($0.name.description) }))
    #expect(json["kind"] == "inspection")
    #expect(json["scopes"] == ["BU09172004"])
    let conflict = json["conflicts"]?.arrayValue?.first
    #expect(conflict?["open"] == true)
    #expect(conflict?["path"] == "/a")
    #expect(conflict?["policy"] == "latest")
    #expect(conflict?["reason"] == "name")
    #expect(conflict?["shown"] == 0)
    #expect(conflict?["siblings"]?.arrayValue?.map { $0["value"] } == [2, 1])
  }

  @Test func `V1 without its birth has no kind, no scopes and no content`() throws {
    let shown = ShownDocument(Fold(document: Pen().document))
    #expect(shown.json["kind"] == JSONValue.null)
    #expect(shown.json["template"] == JSONValue.null)
    #expect(shown.json["scopes"] == [])
    #expect(shown.content.isEmpty)
  }

  @Test func `V2 nests the values, leaves reserved registers out and shows erased ones as null`()
    throws
  {
    let pen = Pen()
    let birth = try pen.change(1, set: ["/a~1b/c~0d": 1, "/x/y/z": [1], "/x/y/w": nil, "/": 0])
    let phone = try pen.change(2, seen: [birth], set: ["/phone": "x"])
    let shown = ShownDocument(pen.history(birth, phone.erased()).fold)
    #expect(
      shown.content == [
        "": 0, "a/b": ["c~d": 1], "phone": nil, "x": ["y": ["w": nil, "z": [1]]],
      ]
    )
  }

  @Test func `V2 lists the topmost hidden elements only`() throws {
    let pen = Pen()
    let birth = try pen.change(1, set: ["/r/b/x": 1, "/s/x": 1, "/t": 1])
    let removal = try pen.change(
      2,
      seen: [birth],
      life: ["/s": .removed, "/r/b": .removed, "/r": .removed]
    )
    let shown = ShownDocument(pen.history(birth, removal).fold)
    #expect(shown.hidden.map(\.description) == ["/r", "/s"])
    #expect(shown.content == ["t": 1])
  }

  @Test func `V3 lists conflicts in byte order of the paths, also under hidden elements`() throws {
    let pen = Pen()
    let birth = try pen.change(1)
    let one = try pen.change(2, seen: [birth], set: ["/r/x": 1, "/a": 1, "/é": 1, "/~1": 1])
    let other = try pen.change(3, seen: [birth], set: ["/r/x": 2, "/a": 2, "/é": 2, "/~1": 2])
    let removal = try pen.change(4, seen: [one, other], life: ["/r": .removed])
    let shown = ShownDocument(pen.history(birth, one, other, removal).fold)
    #expect(shown.conflicts.map(\.path.description) == ["/a", "/r/x", "/~1", "/é"])
  }

  @Test func `V3 lists removals by path, then name`() throws {
    let pen = Pen()
    let birth = try pen.change(1, set: ["/r/x": 1, "/q/x": 1])
    let two = try pen.change(3, seen: [birth], life: ["/r": .removed, "/q": .removed])
    let one = try pen.change(2, seen: [birth], life: ["/r": .removed])
    let unseen = try pen.change(4, seen: [birth], set: ["/r/x": 2, "/q/x": 2])
    let shown = ShownDocument(pen.history(birth, two, one, unseen).fold)
    #expect(shown.removals.map(\.path.description) == ["/q", "/r", "/r"])
    #expect(shown.removals.map(\.name) == [two.name, one.name, two.name])
    #expect(
      shown.json["removals"]?.arrayValue?.first == [
        "by": "insp-3", "name": .string(two.name.description), "path": "/q",
        "stamp": ["time": "2026-11-18T11:06:40.000Z"],
      ]
    )
  }

  @Test func `V4 has a digest that follows the records and the policies`() throws {
    let pen = Pen()
    let birth = try pen.change(1)
    let one = try pen.change(2, seen: [birth], set: ["/a": 1])
    let other = try pen.change(3, seen: [birth], set: ["/a": 2])
    let fold = pen.history(birth, one, other).fold
    let digest = ShownDocument(fold).digest
    #expect(ShownDocument(pen.history(other, one, birth).fold).digest == digest)
    #expect(ShownDocument(pen.history(birth, one).fold).digest != digest)
    let table = PolicyTable([(pattern: pointer("/a"), policy: .lowest)])
    #expect(ShownDocument(fold, policies: table).digest != digest)
  }

  @Test func `V4 has a digest of a set that follows the ids, not the order`() throws {
    let digest = SHA256.hash(Array("x".utf8))
    let low = DocumentID(high: 1, low: 2)
    let high = DocumentID(high: 2, low: 1)
    let text = "\(low) \(digest.base64URL)\n\(high) \(digest.base64URL)\n"
    let expected = SHA256.hash(Array(text.utf8))
    #expect(ShownDocument.digest(of: [(high, digest), (low, digest)]) == expected)
    #expect(ShownDocument.digest(of: [(low, digest), (high, digest)]) == expected)
    #expect(ShownDocument.digest(of: []) == SHA256.hash([]))
  }
}
