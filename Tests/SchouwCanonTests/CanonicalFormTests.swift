import SchouwCanon
import Testing

/// RFC 8785, and the rules C1 and C5 of `Protocol/format.md`.
@Suite struct `The canonical form` {
  /// RFC 8785 section 3.2.2 to 3.2.4.
  @Test func `is that of the example in RFC 8785 section 3.2`() throws {
    let text = #"""
      {
        "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
        "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
        "literals": [null, true, false]
      }
      """#
    let expected =
      #"{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"#
      + #""string":"€$\u000f\nA'B\"\\\\\"/"}"#
    let bytes = try JSONReader.read(Array(text.utf8)).canonicalBytes
    #expect(bytes == Array(expected.utf8))
  }

  /// RFC 8785 section 3.2.3.
  @Test func `orders members as in the example in RFC 8785 section 3.2.3`() throws {
    let text = #"""
      {
        "\u20ac": "Euro Sign", "\r": "Carriage Return",
        "\ufb33": "Hebrew Letter Dalet With Dagesh", "1": "One",
        "\ud83d\ude00": "Emoji: Grinning Face", "\u0080": "Control",
        "\u00f6": "Latin Small Letter O With Diaeresis"
      }
      """#
    let value = try JSONReader.read(Array(text.utf8))
    #expect(
      value.objectValue?.members.map(\.value) == [
        "Carriage Return", "One", "Control", "Latin Small Letter O With Diaeresis", "Euro Sign",
        "Emoji: Grinning Face", "Hebrew Letter Dalet With Dagesh",
      ]
    )
  }

  @Test func `orders members by UTF-16 code units`() throws {
    var generator = ValueGenerator(seed: "order")
    for _ in 0..<5_000 {
      let names = [generator.string(), generator.string()]
      let object = JSONObject(names.map { ($0, .null) })
      let expected = names.sorted { $0.utf16.lexicographicallyPrecedes($1.utf16) }
      let isSame = names[0].utf8.elementsEqual(names[1].utf8)
      guard
        object.members.map({ Array($0.name.utf8) })
          == expected.suffix(isSame ? 1 : 2).map({ Array($0.utf8) })
      else {
        Issue.record("\(names)")
        return
      }
    }
  }

  @Test(arguments: JSONTexts.notCanonical)
  func `is demanded on request`(text: String, byte: Int) throws {
    let bytes = Array(text.utf8)
    _ = try JSONReader.read(bytes)
    let error = #expect(throws: JSONError.self) {
      try JSONReader.read(bytes, form: .canonical)
    }
    #expect(error?.code == .notCanonical)
    #expect(error?.byte == byte)
  }

  @Test(arguments: JSONTexts.invalid)
  func `does not hide that a text is invalid`(
    text: String,
    code: JSONError.Code,
    byte: Int
  ) throws {
    let error = #expect(throws: JSONError.self) {
      try JSONReader.read(Array(text.utf8), form: .canonical)
    }
    // White space or a member out of order may be met before the other error.
    #expect(error?.code == code || error?.code == .notCanonical)
  }

  @Test(arguments: 1...8 as ClosedRange<UInt64>)
  func `is the same when written, read and written again`(seed: UInt64) throws {
    var generator = ValueGenerator(seed: "identity \(seed)")
    for _ in 0..<1_000 {
      let value = generator.value(depth: 5)
      let bytes = value.canonicalBytes
      let read = try JSONReader.read(bytes, form: .canonical)
      guard read == value, read.hashValue == value.hashValue, read.canonicalBytes == bytes else {
        Issue.record("seed \(seed): \(String(decoding: bytes, as: UTF8.self))")
        return
      }
    }
  }

  @Test func `escapes only what it must`() {
    var expected = "\""
    for code in 0..<0x20 as Range<UInt8> {
      switch code {
      case 8: expected += "\\b"
      case 9: expected += "\\t"
      case 10: expected += "\\n"
      case 12: expected += "\\f"
      case 13: expected += "\\r"
      default: expected += "\\u00" + (code < 16 ? "0" : "") + String(code, radix: 16)
      }
    }
    expected += "\\\"\\\\/\u{7f}é\u{2028}😀\""
    let text = String(decoding: Array(0..<0x20), as: UTF8.self) + "\"\\/\u{7f}é\u{2028}😀"
    #expect(JSONValue.string(text).canonicalBytes == Array(expected.utf8))
    // The same at every offset from a word of eight bytes.
    for offset in 0..<16 {
      let padding = String(repeating: "x", count: offset)
      let value = JSONValue.string(padding + "\n" + padding)
      #expect(value.canonicalText == "\"\(padding)\\n\(padding)\"")
    }
  }

  @Test func `can be put together from parts`() {
    var writer = JSONWriter()
    writer.raw("{\"a\":")
    writer.write([1, "x"])
    writer.raw(",")
    writer.write(string: "b\n")
    writer.raw(Array(":".utf8))
    writer.write(number: 9.2)
    writer.raw(Array("x}x".utf8)[1..<2])
    #expect(writer.bytes == Array(#"{"a":[1,"x"],"b\n":9.2}"#.utf8))
  }
}
