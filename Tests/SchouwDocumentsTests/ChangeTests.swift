import SchouwCanon
@testable import SchouwDocuments
import SchouwTesting
import Testing

@Suite struct `A change` {
  let pen = Pen()

  /// A good change with a predecessor and a colleague's change in its view.
  func good() throws -> (birth: Change, mine: Change, yours: Change, change: Change) {
    let birth = try pen.change(1)
    let mine = try pen.change(2, seen: [birth], set: ["/a": 1])
    let yours = try pen.change(3, seen: [birth], set: ["/b": 1])
    let change = try pen.change(
      2,
      after: mine,
      seen: [birth, yours],
      set: ["/a": 2, "/é/~1": [1]],
      life: ["/rooms/r1": .kept],
      offset: -312
    )
    return (birth, mine, yours, change)
  }

  func object(_ change: Change) throws -> JSONObject {
    try #require(try JSONReader.read(change.bytes).objectValue)
  }

  /// The error of a change in which members were replaced; nil takes one away.
  func error(_ replaced: [(String, JSONValue?)], in change: Change) throws -> ChangeError? {
    var object = try object(change)
    for (name, value) in replaced { object[name] = value }
    do {
      _ = try Change(object: object)
      return nil
    } catch {
      return error
    }
  }

  @Test func `reads from its own bytes as it was written`() throws {
    let change = try good().change
    let read = try Change(reading: change.bytes)
    #expect(read.bytes == change.bytes)
    #expect(read.hash == change.hash)
    #expect(read.name == change.name)
    #expect(read.previousName == change.previousName)
    #expect(read.seen == change.seen)
    #expect(read.stamp == change.stamp)
    #expect(read.value(at: pointer("/a")) == 2)
    #expect(read.value(at: pointer("/b")) == nil)
    #expect(read.life == [Change.LifeEntry(pointer("/rooms/r1"), .kept)])
  }

  @Test(arguments: ["by", "doc", "dot", "salt", "seen", "set", "time", "v"])
  func `G1 without a required member is refused`(_ member: String) throws {
    let error = try #require(try error([(member, nil)], in: good().change))
    #expect(error.code == .missingMember)
  }

  @Test(
    arguments: [
      ("by", 1), ("by", ""), ("by", "a\u{7}"), ("doc", "0F8C2E1A-7a31-4c54-9b1d-5f0e2c6f8a11"),
      ("doc", 1), ("dot", []), ("dot", ["0000000000000002"]), ("dot", ["0000000000000002", 0]),
      ("dot", ["0000000000000002", 1.5]), ("dot", ["000000000000000G", 2]),
      ("dot", ["0000000000000002", 9_007_199_254_740_992]), ("dot", "0000000000000002:2"),
      ("salt", "AQEBAQEBAQEBAQEBAQEB"), ("salt", "AQEBAQEBAQEBAQEBAQEBA="), ("salt", 1),
      ("seen", "x"), ("seen", [1]), ("seen", ["0000000000000001:01:AAAAAAAA"]), ("set", []),
      ("time", "2026-11-24"), ("time", 1), ("v", 0), ("v", "1"), ("v", 1.5), ("prev", "short"),
      ("prev", 1), ("offset", 0.5), ("offset", "1"), ("life", []), ("life", ["/a": "gone"]),
      ("life", ["a": "kept"]), ("life", ["/a": nil]), ("act", 1), ("act", "scope"),
    ] as [(String, JSONValue)]
  )
  func `G1 with a member of another form is refused`(_ member: String, _ value: JSONValue) throws {
    let error = try #require(try error([(member, value)], in: good().change))
    #expect([.badMember, .badPath].contains(error.code))
  }

  @Test func `G1 keeps and hashes members that nobody knows`() throws {
    let change = try good().change
    var object = try object(change)
    object["zeal"] = ["x": 1]
    object["aside"] = nil
    let other = try Change(object: object)
    #expect(other.hash != change.hash)
    #expect(other.bytes == JSONValue.object(object).canonicalBytes)
    #expect(try self.object(other.erased())["zeal"] == ["x": 1])
    #expect(other.erased().hash == other.hash)
  }

  @Test func `G1 of a higher version is kept, waits, and so does what has seen it`() throws {
    let (birth, mine, _, _) = try good()
    var object = try object(mine)
    object["v"] = 2
    object["life"] = ["/a": "in a way of the future"]
    object["act"] = ["erase": [], "until": 2030]
    let future = try Change(object: object)
    #expect(!future.isUnderstood)
    let next = try pen.change(3, seen: [future], set: ["/c": 1])
    let history = pen.history(birth, future, next)
    #expect(
      history.waiting == [
        DocumentHistory.Waiting(name: future.name, missing: []),
        DocumentHistory.Waiting(name: next.name, missing: [future.name]),
      ]
    )
    #expect(history.changes[future.name]?.bytes == future.bytes)
  }

  @Test func `G2 keeps time and offset as they were read`() throws {
    let birth = try pen.change(1, at: 1, offset: -5000)
    let object = try object(birth)
    #expect(object["time"] == "1970-01-01T00:00:00.001Z")
    #expect(object["offset"] == -5000)
    #expect(birth.stamp.adjusted == -4999)
    #expect(try self.object(pen.change(1))["offset"] == nil)
  }

  @Test func `G4 must have its own predecessor in what it has seen, before it`()
    throws
  {
    let (birth, mine, yours, change) = try good()
    func names(_ changes: [Change]) -> JSONValue {
      .array(changes.map(\.name).sorted().map { .string($0.description) })
    }
    let second = try pen.change(2, after: mine, counter: 9)
    let cases: [[(String, JSONValue?)]] = [
      [("seen", names([birth, yours]))],
      [("seen", [])],
      [("prev", nil)],
      [("prev", .string(yours.hash.base64URL))],
      [("prev", .string(second.hash.base64URL)), ("seen", names([birth, second, yours]))],
      [("dot", ["0000000000000002", 1])],
    ]
    for replaced in cases {
      let error = try error(replaced, in: change)
      #expect(error?.code == .badSeen, "\(replaced)")
      #expect(error?.rule == "G4")
    }
    // A clone may have seen its twin: another line of the own replica.
    let twin = try pen.change(2, seen: [birth], counter: 9)
    #expect(try error([("seen", names([birth, mine, yours, twin]))], in: change) == nil)
  }

  @Test func `G4 must have sorted and distinct names in what it has seen`() throws {
    let (_, _, _, change) = try good()
    let names = change.seen.map { JSONValue.string($0.description) }
    for seen in [
      names.reversed(), names + [names[names.count - 1]], [names[1], names[0], names[2]],
    ] {
      let error = try error([("seen", .array(Array(seen)))], in: change)
      #expect(error?.code == .badSeen)
    }
  }

  @Test func `G5 has the hash of its header, written out here by hand`() throws {
    let change = try good().change
    var header = try object(change)
    let body: JSONObject = [
      "salt": try #require(header["salt"]),
      "values": .array(try #require(header["set"]?.objectValue).members.map(\.value)),
    ]
    header["salt"] = nil
    header["set"] = nil
    header["body"] = .string(SHA256.hash(JSONValue.object(body).canonicalBytes).base64URL)
    header["paths"] = ["/a", "/é/~1"]
    #expect(change.hash == SHA256.hash(JSONValue.object(header).canonicalBytes))
    #expect(change.erased().bytes == JSONValue.object(header).canonicalBytes)
  }

  @Test func `G5 with values and what is left of them, or half of either, is refused`() throws {
    let change = try good().change
    let hash = JSONValue.string(change.hash.base64URL)
    #expect(try error([("body", hash)], in: change)?.code == .mixedBody)
    #expect(try error([("paths", ["/a"])], in: change)?.code == .mixedBody)
    let erased = change.erased()
    for member in ["body", "paths"] {
      #expect(try error([(member, nil)], in: erased)?.code == .missingMember)
    }
    #expect(try error([("body", nil), ("paths", nil)], in: erased)?.code == .missingMember)
    #expect(try error([("paths", ["/b", "/a"])], in: erased)?.code == .badMember)
    #expect(try error([("paths", ["/a", "/a"])], in: erased)?.code == .badMember)
    #expect(try error([("paths", "/a")], in: erased)?.code == .badMember)
    #expect(try error([("paths", [1])], in: erased)?.code == .badMember)
    #expect(try error([("paths", [""])], in: erased)?.code == .badPath)
    #expect(try error([("body", "x")], in: erased)?.code == .badMember)
  }

  @Test func `G6 never sets a path and one above it`() throws {
    let birth = try pen.change(1)
    func sets(_ set: KeyValuePairs<String, JSONValue>) -> ChangeError.Code? {
      do {
        _ = try pen.change(2, seen: [birth], set: set)
        return nil
      } catch { return (error as? ChangeError)?.code }
    }
    #expect(sets(["/a": 1, "/a/x": 1]) == .overlap)
    #expect(sets(["/a": 1, "/a-b": 1, "/a/x/y": 1]) == .overlap)
    #expect(sets(["/a": 1, "/a-b": 1, "/ab": 1, "/a~1x": 1]) == nil)
    #expect(sets(["": 1]) == .badPath)
    #expect(sets([:]) == nil)
  }

  @Test func `G6 never sets a value under what it removes`() throws {
    let birth = try pen.change(1)
    func removes(_ element: String, _ path: String) -> ChangeError.Code? {
      do {
        _ = try pen.change(2, seen: [birth], set: [path: 1], life: [element: .removed])
        return nil
      } catch { return (error as? ChangeError)?.code }
    }
    #expect(removes("/r", "/r") == .overlap)
    #expect(removes("/r", "/r/x") == .overlap)
    #expect(removes("", "/r") == .overlap)
    #expect(removes("/r", "/r-x") == nil)
    #expect(removes("/r/x", "/r") == nil)
    #expect(throws: Never.self) {
      try pen.change(2, seen: [birth], set: ["/r/x": 1], life: ["/r": .kept])
    }
  }

  @Test func `C5 that is not canonical is refused with the byte`() throws {
    let change = try good().change
    for bytes in [
      change.bytes + [0x20], [0x20] + change.bytes, Array(change.bytes.dropLast()), [],
      [0xef, 0xbb, 0xbf] + change.bytes, Array("{\"v\":1,\"by\":\"x\"}".utf8), Array("[]".utf8),
    ] {
      let error = #expect(throws: ChangeError.self) { try Change(reading: bytes) }
      #expect(error?.code == .notCanonical)
    }
  }

  @Test func `never shows a value in an error`() throws {
    let error = try #require(
      try error([("set", ["/a": "secret", "/a/b": "secret"])], in: good().change)
    )
    #expect(!error.description.contains("secret"))
    #expect(error.codeName == "change.overlap")
    #expect(error.description.contains("G6"))
    for code in ChangeError.Code.allCases {
      let error = ChangeError(code, rule: "G1", member: "/x", byte: 3)
      #expect(error.description.contains(code.rawValue) && error.description.contains("/x"))
      #expect(!error.remedy.text.isEmpty)
    }
  }
}
