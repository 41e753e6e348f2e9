import SchouwCanon
import SchouwDocuments
import SchouwTesting
import Testing

@Suite struct `A birth` {
  @Test(
    arguments: [
      ("/@kind", 1), ("/@kind", nil), ("/@template", "short"), ("/@template", nil),
      ("/@scopes", []),
      ("/@scopes", ["a", 1]), ("/@scopes", "a"), ("/@scopes", ["a\n"]),
    ] as [(String, JSONValue)]
  )
  func `B1 with a wrong register is refused`(_ path: String, _ value: JSONValue) throws {
    let error = #expect(throws: ChangeError.self) { try Pen().change(1, set: [path: value]) }
    #expect(error?.code == .badBirth)
    #expect(error?.place.path == path)
  }

  @Test(arguments: ["/@kind", "/@template", "/@scopes"])
  func `B1 without a register is refused`(_ path: String) throws {
    let birth = try Pen().change(1)
    var object = try #require(try JSONReader.read(birth.bytes).objectValue)
    var set = try #require(object["set"]?.objectValue)
    set[path] = nil
    object["set"] = .object(set)
    let error = #expect(throws: ChangeError.self) { try Change(object: object) }
    #expect(error?.code == .badBirth)
  }

  @Test func `B1 may set more, reserved registers of a later program too`() throws {
    let pen = Pen()
    let birth = try pen.change(1, set: ["/@mood": "fair", "/a": 1])
    let history = pen.history(birth)
    #expect(Pen.standing(history, "/@mood") == ["\"fair\""])
    #expect(ShownDocument(history.fold).content == ["a": 1])
  }

  @Test func `B1 that is erased may still be read`() throws {
    let pen = Pen()
    let birth = try pen.change(1)
    let shown = ShownDocument(pen.history(birth.erased()).fold)
    #expect(shown.kind == nil)
    #expect(shown.template == nil)
    #expect(shown.scopes.isEmpty)
  }

  @Test func `B2 of two both stand, and latest picks for each register`() throws {
    let pen = Pen()
    let one = try pen.change(1, set: ["/@kind": "signal"], at: 2000)
    let other = try pen.change(2, set: ["/@kind": "inspection", "/@scopes": ["x"]], at: 1000)
    let scope = try pen.change(9, seen: [one], set: ["/@scopes": ["z"]], at: 3000)
    let history = pen.history(other, one, scope)
    #expect(Pen.standing(history, "/@kind") == ["\"signal\"", "\"inspection\""])
    let shown = ShownDocument(history.fold)
    #expect(shown.kind == "signal")
    #expect(shown.scopes.map(\.description) == ["z"])
    #expect(shown.conflicts.map(\.path.description) == ["/@kind", "/@scopes"])
  }

  @Test
  func
    `B3 is followed by changes that may set the scopes: well formed, and for the server to hold`()
    throws
  {
    let pen = Pen()
    let birth = try pen.change(1)
    #expect(throws: Never.self) { try pen.change(2, seen: [birth], set: ["/@scopes": ["y"]]) }
  }
}
