import SchouwCanon
import SchouwDocuments
import Testing

/// `hashes.json`: rule G5.
@Suite struct `Vectors of hashes` {
  @Test(arguments: try Vector.cases("hashes"))
  func `come out as the file says`(_ vector: Vector) throws {
    let bytes = Array(try vector.text("change").utf8)
    let change = try Change(reading: bytes)
    #expect(change.bytes == bytes)
    #expect(change.hash.base64URL == (try vector.text("hash")))
    #expect(change.name.check.description == (try vector.text("check")))
    #expect(change.name.description == (try vector.text("changeName")))
    let erased = change.erased()
    #expect(String(decoding: erased.bytes, as: UTF8.self) == (try vector.text("header")))
    #expect(erased.hash == change.hash)
    #expect(SHA256.hash(erased.bytes) == change.hash)
  }
}

/// `malformed.json`: what a change must be, and which rule says so.
@Suite struct `Vectors of malformed changes` {
  @Test(arguments: try Vector.cases("malformed"))
  func `are refused by the rule in the file`(_ vector: Vector) throws {
    let bytes = try vector.inputBytes()
    guard let rule = vector["breaks"]?.stringValue else {
      let change = try Change(reading: bytes)
      #expect(change.bytes == bytes)
      return
    }
    let error = #expect(throws: ChangeError.self) { try Change(reading: bytes) }
    #expect(error?.rule == rule)
  }

  @Test(arguments: try Vector.cases("malformed"))
  func `are judged alike within their record`(_ vector: Vector) throws {
    let bytes = Record.wrap(try vector.inputBytes(), kind: "change")
    guard vector["breaks"] != nil else {
      let record = try Record(reading: bytes[...])
      #expect(record.recordBytes == bytes)
      return
    }
    #expect(throws: ChangeError.self) { try Record(reading: bytes[...]) }
  }
}
