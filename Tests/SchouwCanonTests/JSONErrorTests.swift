import SchouwCanon
import Testing

@Suite struct `An error of the reader` {
  private func error(_ text: String, form: JSONForm = .any) throws -> JSONError {
    try #require(throws: JSONError.self) {
      try JSONReader.read(Array(text.utf8), form: form)
    }
  }

  @Test(arguments: [
    ("[1,[2,3,x]]", "/1/2"), ("[[[],[1,2]],[1,[2,!]]]", "/1/1/1"),
    ("{\"a\":[{\"b\":x}]}", "/a/0/b"),
    ("{\"a/b\":{\"c~d\":x}}", "/a~1b/c~0d"), ("{\"\":x}", "/"), ("x", ""), ("[1 2]", ""),
    ("{\"a\":{\"x\":1,\"x\":2}}", "/a/x"), ("{\"a\":{\"y\":1,\"x\":2,\"y\":1}}", "/a/y"),
    ("{\"a\":1,\"b\":[[1],{\"c\":[]},{\"d\":01}]}", "/b/2/d"), ("{\"a\":[1,2]x}", ""),
    ("{\"a\":[1,2x]}", "/a"), ("{\"a\" 1}", "/a"),
  ])
  func `says in which value`(text: String, path: String) throws {
    #expect(try error(text).path == path)
  }

  @Test func `says on which line and in which column`() throws {
    let first = try error("{\n  \"a\": 1,\n  \"é😀\": x\n}")
    #expect(first.line == 3)
    #expect(first.column == 9)
    #expect(first.place.byte == 24)
    let last = try error("[1,\n")
    #expect(last.line == 2)
    #expect(last.column == 1)
    #expect(last.code == .unexpectedEnd)
  }

  @Test func `names the value's path and never the value`() throws {
    let secret = "Jansen, Dorpsstraat 1"
    for text in [
      "{\"name\":\"\(secret)\\x\"}", "{\"name\":\"\(secret)\n\"}", "{\"name\":\"\(secret)",
      "[\"\(secret)\"x]", "{\"name\":\"\(secret)\",}",
    ] {
      let error = try error(text)
      #expect(!"\(error) \(error.place) \(error.remedy)".contains("Jansen"))
    }
    #expect(
      try error("{\n\"name\":\"\\x\"}").description
        == "A string has an unknown backslash sequence "
        + "(line 2, column 9, byte 10, /name). Use only the escapes of RFC 8259 section 7."
    )
  }

  @Test func `has a sentence and a remedy of its own for each code`() throws {
    var errors = try JSONTexts.invalid.map { try error($0.text) }
    errors.append(try error(" 1", form: .canonical))
    errors.append(
      try #require(throws: JSONError.self) { try JSONReader.readObject(Array("1".utf8)[...]) }
    )
    errors.append(
      try #require(throws: JSONError.self) {
        try JSONReader.read(Array("[[1]]".utf8), limits: JSONLimits(depthMax: 1, bytesMax: 9))
      }
    )
    errors.append(
      try #require(throws: JSONError.self) {
        try JSONReader.read(Array("[[1]]".utf8), limits: JSONLimits(depthMax: 1, bytesMax: 4))
      }
    )
    errors.append(
      try #require(throws: JSONError.self) { try JSONReader.read([0x22, 0xff, 0x22]) }
    )
    #expect(Set(errors.map(\.code)) == Set(JSONError.Code.allCases))
    for error in errors {
      #expect(error.codeName == error.code.rawValue)
      #expect(error.remedy.code == "json.\(error.code.rawValue)")
      #expect(error.description.contains(error.remedy.text))
      #expect(error.remedy.text.hasSuffix("."))
    }
    #expect(Set(errors.map(\.remedy)).count == JSONError.Code.allCases.count)
  }
}

@Suite struct `A place` {
  @Test func `shows what is known`() {
    #expect(Place().description == "")
    #expect(Place(path: "").description == "")
    let place = Place(file: "a.json", line: 3, column: 5, byte: 20, path: "/a/0")
    #expect(place.description == "a.json, line 3, column 5, byte 20, /a/0")
  }

  @Test func `lets no name steer a terminal`() {
    let place = Place(path: "/\u{1b}[31m\n\u{202e}\u{2028}x")
    #expect(place.description == "/\\u{1b}[31m\\u{a}\\u{202e}\\u{2028}x")
    let long = Place(path: String(repeating: "é", count: 300)).description
    #expect(long == String(repeating: "é", count: 256) + "…")
  }
}
