import SchouwCanon
import SchouwDocuments
import SchouwTesting
import Testing

@Suite struct `An identifier` {
  @Test func `I1 of a replica is 16 lower-case hexadecimal digits`() {
    #expect(Replica("9f2c41d07b3a65e8")?.description == "9f2c41d07b3a65e8")
    #expect(Replica("0000000000000000")?.bits == 0)
    #expect(Replica("ffffffffffffffff")?.bits == .max)
    for text in [
      "", "9f2c41d07b3a65e", "9f2c41d07b3a65e80", "9F2C41D07B3A65E8", "9f2c41d07b3a65eg",
      "+f2c41d07b3a65e8", "９f2c41d07b3a65e8",
    ] {
      #expect(Replica(text) == nil, "\(text)")
    }
  }

  @Test func `I1 of a document is a UUID in lower case`() {
    let text = "0f8c2e1a-7a31-4c54-9b1d-5f0e2c6f8a11"
    #expect(DocumentID(text)?.description == text)
    for wrong in [
      "", text.uppercased(), "{\(text)}", String(text.dropLast()), text + "1",
      "0f8c2e1a07a31-4c54-9b1d-5f0e2c6f8a11", "0f8c2e1a-7a31-4c54-9b1d-5f0e2c6f8a1-",
      "0f8c2e1-a7a31-4c54-9b1d-5f0e2c6f8a11",
    ] {
      #expect(DocumentID(wrong) == nil, "\(wrong)")
    }
  }

  @Test func `I1 of a new document has version 4 and the variant of RFC 9562`() {
    #expect(
      DocumentID(random: [UInt8](repeating: 0xff, count: 16)).description
        == "ffffffff-ffff-4fff-bfff-ffffffffffff"
    )
    #expect(
      DocumentID(random: [UInt8](repeating: 0, count: 16)).description
        == "00000000-0000-4000-8000-000000000000"
    )
  }

  @Test func `I2 the check is the first eight characters of the hash`() throws {
    var random = SeededRandom(seed: 7)
    for _ in 0..<1000 {
      let hash = SHA256.hash(random.nextBytes(8))
      try claim(Check(of: hash).description == hash.base64URL.prefix(8), hash.base64URL)
      try claim(Check(hash.base64URL.prefix(8)) == Check(of: hash), hash.base64URL)
    }
  }

  @Test(arguments: [
    "9f2c41d07b3a65e8:140:Kq3v0ZtA", "0000000000000000:1:--__--__",
    "ffffffffffffffff:9007199254740991:AAAAAAAA",
  ])
  func `I4 of a change is replica, counter and check`(_ text: String) {
    #expect(ChangeName(text)?.description == text)
  }

  @Test(arguments: [
    "", "9f2c41d07b3a65e8:140", "9f2c41d07b3a65e8:0:Kq3v0ZtA", "9f2c41d07b3a65e8:01:Kq3v0ZtA",
    "9f2c41d07b3a65e8:-1:Kq3v0ZtA", "9f2c41d07b3a65e8:+1:Kq3v0ZtA", "9f2c41d07b3a65e8::Kq3v0ZtA",
    "9f2c41d07b3a65e8:9007199254740992:Kq3v0ZtA", "9f2c41d07b3a65e8:99999999999999999:Kq3v0ZtA",
    "9f2c41d07b3a65e8:1:Kq3v0Zt", "9f2c41d07b3a65e8:1:Kq3v0ZtAA", "9f2c41d07b3a65e8:1:Kq3v0Zt+",
    "9f2c41d07b3a65e8:1:Kq3v0Zt=", "9f2c41d07b3a65e8:1:Kq3v0ZtA:", " 9f2c41d07b3a65e8:1:Kq3v0ZtA",
  ])
  func `I4 of another form is none`(_ text: String) { #expect(ChangeName(text) == nil) }

  @Test func `I4 names are ordered by replica, then counter as a number, then check as bytes`() {
    let sorted = [
      "0000000000000001:2:zzzzzzzz", "0000000000000001:10:AAAAAAAA",
      "0000000000000002:1:--------", "0000000000000002:1:00000000", "0000000000000002:1:AAAAAAAA",
      "0000000000000002:1:________", "0000000000000002:1:aaaaaaaa",
    ]
    #expect(sorted.compactMap { ChangeName($0) }.shuffled().sorted().map(\.description) == sorted)
  }

  @Test func `I6 of an author or a scope is 1 to 128 bytes without control characters`() {
    #expect(Author("insp-17")?.description == "insp-17")
    #expect(ScopeCode("role:é") != nil)
    #expect(ScopeCode(String(repeating: "é", count: 64)) != nil)
    for text in ["", String(repeating: "é", count: 65), "a\n", "\u{0}", "a\u{7f}", "a\u{85}"] {
      #expect(Author(text) == nil)
      #expect(ScopeCode(text) == nil)
    }
    #expect(Author("\u{e9}") != Author("e\u{301}"))
  }

  @Test func `I7 a handle is the id in base 32, most significant bit first`() throws {
    let zeros = DocumentID(high: 0, low: 0)
    let ones = DocumentID(high: .max, low: .max)
    #expect(zeros.letters == String(repeating: "2", count: 26))
    #expect(ones.letters == String(repeating: "Z", count: 25) + "W")
    #expect(
      DocumentID(high: 0x8000_0000_0000_0000, low: 1).letters == "J"
        + String(
          repeating: "2",
          count: 24
        ) + "6"
    )
    // 00001 00010 00011 00100 …
    #expect(DocumentID(high: 0x0886_4000_0000_0000, low: 0).letters.prefix(4) == "3456")
  }

  @Test func `I7 a handle's range holds the ids that begin with it, and no other`() throws {
    var random = SeededRandom(seed: 3)
    for _ in 0..<300 {
      let id = DocumentID(random: random.nextBytes(16))
      for length in 0...26 {
        let prefix = String(id.letters.prefix(length))
        let range = try #require(DocumentID.range(ofLetters: prefix.lowercased()))
        try claim(range.contains(id), "\(id) is not in the range of \(prefix)")
        try claim(
          range.lowerBound.letters.hasPrefix(prefix) && range.upperBound.letters.hasPrefix(prefix),
          "the ends of the range of \(prefix)"
        )
        if length > 0 && range.lowerBound.high > 0 {
          let before = DocumentID(
            high: range.lowerBound.low == 0 ? range.lowerBound.high - 1 : range.lowerBound.high,
            low: range.lowerBound.low &- 1
          )
          try claim(!before.letters.hasPrefix(prefix), "the id before the range of \(prefix)")
        }
        if length == 26 { try claim(range.lowerBound == range.upperBound, "26 letters are one id") }
      }
    }
  }

  @Test(arguments: [
    "0", "1", "I", "O", "23!", "é", String(repeating: "2", count: 27),
    String(repeating: "2", count: 25) + "3",
  ])
  func `I7 letters of no id have no range`(_ letters: String) {
    #expect(DocumentID.range(ofLetters: letters) == nil)
  }

  @Test func `I7 the order of the letters is the order of the ids`() {
    var random = SeededRandom(seed: 4)
    let ids = (0..<500).map { _ in DocumentID(high: random.next(), low: random.next()) }
    let byLetters = ids.sorted {
      $0.letters.utf8.lexicographicallyPrecedes($1.letters.utf8)
    }
    #expect(byLetters == ids.sorted())
  }
}

@Suite struct `A record` {
  func read(_ text: String) throws -> Record { try Record(reading: Array(text.utf8)[...]) }

  @Test func `is one of the kinds, and passes on its own bytes`() throws {
    let pen = Pen()
    let birth = try pen.change(1)
    let fold = pen.history(birth).fold
    let kinds: [(String, [UInt8])] = [
      ("change", birth.bytes), ("snapshot", fold.canonicalBytes),
      ("template", Array("{\"a\":1}".utf8)), ("sealed", Array("{\"v\":1}".utf8)),
      ("future", Array("[1]".utf8)),
    ]
    for (kind, bytes) in kinds {
      let record = try Record(reading: Record.wrap(bytes, kind: kind)[...])
      #expect(record.kind == kind)
      #expect(record.bytes == bytes)
      #expect(record.recordBytes == Array("{\"\(kind)\":".utf8) + bytes + Array("}".utf8))
      #expect(record.document == (["change", "snapshot"].contains(kind) ? pen.document : nil))
    }
  }

  @Test func `reads from the middle of a buffer`() throws {
    let birth = try Pen().change(1)
    let bytes = Record.wrap(birth.bytes, kind: "change")
    let buffer = Array("xxx".utf8) + bytes + Array("yy".utf8)
    #expect(try Record(reading: buffer[3..<(3 + bytes.count)]).bytes == birth.bytes)
  }

  @Test func `T1 a template's id is the hash of its canonical form`() throws {
    guard case .template(let id, _) = try read("{\"template\":{\"a\":1}}") else {
      Issue.record("not a template")
      return
    }
    #expect(id == SHA256.hash(Array("{\"a\":1}".utf8)))
  }

  @Test(arguments: [
    "", "{}", "[]", "{\"change\":1}", "{\"change\":{},\"template\":{}}", "{\"template\":1}",
    "{\"snapshot\":1}", "{\"snapshot\":{}}", "{ \"template\":{}}", "{\"template\":{}}\n",
  ])
  func `of another form is refused`(_ text: String) {
    #expect(throws: ChangeError.self) { try read(text) }
  }
}
