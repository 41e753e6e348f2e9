import SchouwCanon
import Testing

/// RFC 8259, and the rules C2 to C4 of `Protocol/format.md`.
@Suite struct `The reader` {
  private func refusal(
    _ bytes: [UInt8],
    limits: JSONLimits = .record,
    form: JSONForm = .any
  ) -> JSONError? {
    do {
      _ = try JSONReader.read(bytes, limits: limits, form: form)
      return nil
    } catch {
      return error
    }
  }

  @Test(arguments: JSONTexts.valid)
  func `reads what RFC 8259 allows`(text: String, canonical: String) throws {
    let value = try JSONReader.read(Array(text.utf8))
    #expect(value.canonicalBytes == Array(canonical.utf8))
    #expect(try JSONReader.read(Array(canonical.utf8), form: .canonical) == value)
  }

  @Test(arguments: JSONTexts.invalid)
  func `refuses what it does not`(text: String, code: JSONError.Code, byte: Int) throws {
    let error = try #require(refusal(Array(text.utf8)))
    #expect(error.code == code)
    #expect(error.byte == byte)
  }

  @Test(arguments: JSONTexts.invalidUTF8)
  func `refuses bytes that are no UTF-8`(bytes: [UInt8], code: JSONError.Code) throws {
    let quote = UInt8(ascii: "\"")
    // At the very end, before the quote, and before more text; as value and as name.
    for tail in [[], [quote], Array("aaaaaaaaaaaa\"".utf8)] {
      let error = try #require(refusal([quote] + bytes + tail))
      #expect(error.code == code)
      #expect(error.byte == 1)
    }
    let error = try #require(refusal(Array("{\"".utf8) + bytes + Array("\":1}".utf8)))
    #expect(error.code == code)
    #expect(error.byte == 2)
  }

  @Test func `refuses every two bytes that the standard library would repair`() {
    let quote = UInt8(ascii: "\"")
    for first in UInt8(0x80)...0xff {
      for second in UInt8(0x20)...0xff where second != quote && second != UInt8(ascii: "\\") {
        let isValid = String(validating: [first, second], as: UTF8.self) != nil
        let isRead = refusal([quote, first, second, quote]) == nil
        guard isRead == isValid else {
          Issue.record("bytes \(first), \(second)")
          return
        }
      }
    }
  }

  @Test func `keeps composed and decomposed names apart`() throws {
    let value = try JSONReader.read(Array("{\"é\":1,\"e\u{301}\":2}".utf8))
    let object = try #require(value.objectValue)
    #expect(object.count == 2)
    #expect(value["\u{e9}"]?.integerValue == 1)
    #expect(value["e\u{301}"]?.integerValue == 2)
  }

  @Test(arguments: [1, 3, 64, 512])
  func `allows as many levels as the limit says and not one more`(depth: Int) throws {
    let limits = JSONLimits(depthMax: depth, bytesMax: 1 << 20)
    let arrays = String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    #expect(refusal(Array(arrays.utf8), limits: limits) == nil)
    let deeper = try #require(refusal(Array("[\(arrays)]".utf8), limits: limits))
    #expect(deeper.code == .tooDeep)
    #expect(deeper.byte == depth)
    let objects =
      String(repeating: "{\"a\":", count: depth) + "1" + String(repeating: "}", count: depth)
    #expect(refusal(Array(objects.utf8), limits: limits) == nil)
    #expect(refusal(Array("[\(objects)]".utf8), limits: limits)?.code == .tooDeep)
  }

  @Test func `allows 64 levels in a record`() {
    func nested(_ depth: Int) -> [UInt8] {
      [UInt8](repeating: UInt8(ascii: "["), count: depth)
        + [UInt8](repeating: UInt8(ascii: "]"), count: depth)
    }
    #expect(refusal(nested(64)) == nil)
    #expect(refusal(nested(65))?.code == .tooDeep)
  }

  @Test func `never goes deeper than 512 levels, whatever the limit`() {
    let bytes = [UInt8](repeating: UInt8(ascii: "["), count: 1_000_000)
    let limits = JSONLimits(depthMax: .max, bytesMax: .max)
    #expect(refusal(bytes, limits: limits)?.code == .tooDeep)
    #expect(refusal(bytes, limits: limits)?.byte == 512)
  }

  @Test func `allows as many bytes as the limit says and not one more`() throws {
    let limits = JSONLimits(depthMax: 1, bytesMax: 4)
    #expect(refusal(Array("null".utf8), limits: limits) == nil)
    let error = try #require(refusal(Array("null ".utf8), limits: limits))
    #expect(error.code == .tooLarge)
    #expect(error.byte == 4)
    let quote = UInt8(ascii: "\"")
    let megabyte = [quote] + [UInt8](repeating: 0x61, count: 1 << 20 - 2) + [quote]
    #expect(refusal(megabyte) == nil)
    #expect(refusal(megabyte + [0x20])?.code == .tooLarge)
  }

  @Test func `reads many members in the worst order`() throws {
    let members = (0..<20_000).reversed().map { "\"\($0)\":\($0)" }.joined(separator: ",")
    let value = try JSONReader.read(Array("{\(members)}".utf8))
    #expect(value.objectValue?.count == 20_000)
    #expect(value["777"]?.integerValue == 777)
    let repeated = refusal(Array("{\(members),\"5\":0}".utf8))
    #expect(repeated?.code == .duplicateName)
    #expect(repeated?.path == "/5")
  }

  /// A row of zeros against a large exponent: the exponent must not be cut short.
  @Test func `reads a number that is mostly zeros`() throws {
    for (zeros, exponent, expected) in [
      (999_990, 1_000_010, 1e19), (999_999, 1_000_000, 1.0), (500_000, 499_000, 0.0),
    ] {
      let text = "0." + String(repeating: "0", count: zeros) + "1e\(exponent)"
      #expect(try JSONReader.read(Array(text.utf8)) == .number(expected))
    }
    let large = "1" + String(repeating: "0", count: 1_000_000) + "e-1000000"
    #expect(try JSONReader.read(Array(large.utf8)) == 1)
  }

  @Test(arguments: ["-0", "-0.0", "-0e9", "-1e-400", "0"])
  func `reads minus zero as zero`(text: String) throws {
    let number = try #require(try JSONReader.read(Array(text.utf8)).numberValue)
    #expect(number == 0)
    #expect(number.sign == .plus)
  }

  @Test func `reads out of the middle of a larger text`() throws {
    let bytes = Array("xx{\"a\":[1,2]}yy".utf8)
    #expect(try JSONReader.read(bytes[2..<13]) == ["a": [1, 2]])
    #expect(refusal(Array(bytes[2..<14]))?.byte == 11)
    let error = #expect(throws: JSONError.self) { try JSONReader.read(bytes[2..<14]) }
    #expect(error?.byte == 11)
    #expect(try JSONReader.read(bytes[7..<12]) == [1, 2])
  }

  @Test func `reads numbers exactly as the standard library does`() throws {
    var random = SeededRandom(seed: "numbers")
    for _ in 0..<50_000 {
      let digits = Int.random(in: 1...22, using: &random)
      var text = Bool.random(using: &random) ? "-" : ""
      text += String(Int.random(in: 0...9, using: &random)) + "."
      for _ in 0..<digits { text += String(Int.random(in: 0...9, using: &random)) }
      if Bool.random(using: &random) { text += "e\(Int.random(in: -330...300, using: &random))" }
      let value = try JSONReader.read(Array(text.utf8))
      guard value.numberValue == Double(text) else {
        Issue.record("\(text)")
        return
      }
    }
  }

  @Test(arguments: 1...8 as ClosedRange<UInt64>)
  func `never crashes on a damaged text, and what it reads it writes and reads again`(
    seed: UInt64
  ) throws {
    var random = SeededRandom(seed: seed)
    var generator = ValueGenerator(seed: "damage \(seed)")
    var readCount = 0
    for _ in 0..<2_500 {
      var bytes = generator.value(depth: 4).canonicalBytes
      for _ in 0..<Int.random(in: 1...3, using: &random) { damage(&bytes, &random) }
      do {
        let value = try JSONReader.read(bytes)
        readCount += 1
        let text = value.canonicalBytes
        guard try JSONReader.read(text, form: .canonical) == value else {
          Issue.record("seed \(seed): \(bytes)")
          return
        }
        let isCanonical = refusal(bytes, form: .canonical) == nil
        guard isCanonical == (text == bytes) else {
          Issue.record("seed \(seed), canonical: \(bytes)")
          return
        }
      } catch {
        guard (0...bytes.count).contains(error.byte), error.line > 0, error.column > 0 else {
          Issue.record("seed \(seed), \(error): \(bytes)")
          return
        }
      }
    }
    #expect(readCount > 100)
  }

  private func damage(_ bytes: inout [UInt8], _ random: inout SeededRandom) {
    let spice = Array("{}[]\",:\\u0eE+-. \n\u{0}\u{1f}é😀d8".utf8)
    let position = Int.random(in: 0...bytes.count, using: &random)
    switch Int.random(in: 0..<5, using: &random) {
    case 0:
      if position < bytes.count { bytes[position] = UInt8.random(in: 0...255, using: &random) }
    case 1: bytes.insert(spice[Int.random(in: 0..<spice.count, using: &random)], at: position)
    case 2: if position < bytes.count { bytes.remove(at: position) }
    case 3: bytes.removeSubrange(position...)
    default:
      let end = Int.random(in: position...bytes.count, using: &random)
      bytes.insert(contentsOf: Array(bytes[position..<end].prefix(20)), at: position)
    }
  }
}
