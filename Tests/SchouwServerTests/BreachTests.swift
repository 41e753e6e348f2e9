import SchouwCanon
import SchouwDocuments
import SchouwJournal
import SchouwSync
import Testing

@testable import SchouwServer

/// What a lost laptop held: `{"do":"breach"}`.
@Suite struct `What a lost laptop held` {
  let office: TestOffice
  var noord: Hand

  init() throws {
    office = try TestOffice()
    try office.enrol("noord", ["A", "B"])
    try office.enrol("zuid", ["B"])
    noord = Hand(1, at: office.clock.now)
    for (number, scopes) in [(1, ["A"]), (2, ["B"]), (3, ["C"])] {
      let birth = try noord.birth(of: documentID(number), scopes: scopes)
      _ = try office.sync("noord", noord, [birth])
    }
  }

  func rows(_ name: String) throws -> [JSONValue] {
    try office.ask(.breach(name))["documents"]?.arrayValue ?? []
  }
  func number(_ row: JSONValue) -> Int {
    row["doc"]?.stringValue.flatMap { DocumentID($0) }.map { Int($0.high >> 16) } ?? -1
  }

  @Test func `is every document that was within its scopes, by handle, kind and scopes`() throws {
    let rows = try rows("zuid")
    #expect(rows.map(number) == [2])
    let row = try #require(rows.first)
    #expect(row["kind"] == "inspection")
    #expect(row["scopes"] == ["B"])
    #expect(row["handle"] == .string(office.core.handle(of: documentID(2))))
    #expect(row["changes"] == 1 && row["brought"] == 0)
    #expect(row["left"] == .null)
    let entry = try #require(office.core.document(documentID(2))?.entries.first)
    #expect(row["since"]?["sequence"] == .number(Double(entry.location.number)))
    #expect(row["since"]?["time"] == .string(Stamp.text(of: office.clock.now + 2 * second)))
  }

  @Test func `is also what it brought itself and was never within its scopes`() throws {
    let row = try #require(try rows("noord").first { number($0) == 3 })
    #expect(row["since"] == .null)
    #expect(row["brought"] == 1 && row["changes"] == 0)
  }

  @Test mutating func `says what left its scopes, by a move or by a grant, and what came back`()
    throws
  {
    try office.ask(.scope(documentID(2), [scope("A")]))
    var row = try #require(try rows("zuid").first)
    #expect(row["left"]?["sequence"] == .number(Double(office.core.head)))
    #expect(row["scopes"] == ["B"], "as they were when it had it")
    let late = try noord.edit(documentID(2), ["/a": 1])
    _ = try office.sync("noord", noord, [late])
    #expect(try rows("zuid").first?["changes"] == row["changes"], "nothing more comes to it")
    try office.ask(.deviceScopes("zuid", [scope("A")]))
    let rows = try rows("zuid")
    #expect(rows.map(number) == [1, 2])
    row = try #require(rows.last)
    #expect(row["left"] == .null && row["scopes"] == ["A"])
    try office.ask(.deviceScopes("zuid", []))
    #expect(try self.rows("zuid").allSatisfy { $0["left"] != .null })
  }

  @Test func `counts what a revocation took away as held`() throws {
    let before = try rows("zuid")
    try office.ask(.deviceRevoke("zuid"))
    #expect(try rows("zuid") == before && !before.isEmpty)
    #expect(try office.ask(.breach("zuid"))["state"] == "revoked")
  }

  @Test mutating func `is the same from the log alone, and names no value`() throws {
    let edit = try noord.edit(documentID(2), ["/phone": "06-secret"])
    _ = try office.sync("noord", noord, [edit])
    let before = try rows("zuid")
    try office.reopen()
    #expect(try rows("zuid") == before)
    #expect(!JSONValue.object(try office.ask(.breach("zuid"))).canonicalText.contains("secret"))
  }

  @Test func `comes page by page and begins after a document`() throws {
    let answer = try office.ask(.breach("noord", after: documentID(1)))
    #expect(answer["documents"]?.arrayValue?.map(number) == [2, 3])
    #expect(answer["next"] == .null)
    let command = AdminCommand.breach("noord", after: documentID(1))
    #expect(AdminCommand(json: .object(command.json))?.json == command.json)
  }

  @Test func `is not told of a device that nobody knows`() {
    #expect(throws: ServerError.self) { try office.ask(.breach("oost")) }
  }
}
