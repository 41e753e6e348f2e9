import SchouwCanon
import Testing

/// RFC 8785 section 3.2.2.3.
@Suite struct `The text of a number` {
  private func text(_ number: Double) -> String {
    var bytes: [UInt8] = []
    NumberText.append(number, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// RFC 8785 appendix B, but for NaN and Infinity.
  @Test(
    arguments: [
      (0x0000_0000_0000_0000, "0"), (0x8000_0000_0000_0000, "0"),
      (0x0000_0000_0000_0001, "5e-324"), (0x8000_0000_0000_0001, "-5e-324"),
      (0x7fef_ffff_ffff_ffff, "1.7976931348623157e+308"),
      (0xffef_ffff_ffff_ffff, "-1.7976931348623157e+308"),
      (0x4340_0000_0000_0000, "9007199254740992"), (0xc340_0000_0000_0000, "-9007199254740992"),
      (0x4430_0000_0000_0000, "295147905179352830000"),
      (0x44b5_2d02_c7e1_4af5, "9.999999999999997e+22"),
      (0x44b5_2d02_c7e1_4af6, "1e+23"), (0x44b5_2d02_c7e1_4af7, "1.0000000000000001e+23"),
      (0x444b_1ae4_d6e2_ef4e, "999999999999999700000"),
      (0x444b_1ae4_d6e2_ef4f, "999999999999999900000"),
      (0x444b_1ae4_d6e2_ef50, "1e+21"), (0x3eb0_c6f7_a0b5_ed8c, "9.999999999999997e-7"),
      (0x3eb0_c6f7_a0b5_ed8d, "0.000001"), (0x41b3_de43_5555_5553, "333333333.3333332"),
      (0x41b3_de43_5555_5554, "333333333.33333325"), (0x41b3_de43_5555_5555, "333333333.3333333"),
      (0x41b3_de43_5555_5556, "333333333.3333334"), (0x41b3_de43_5555_5557, "333333333.33333343"),
      (0xbecb_f647_612f_3696, "-0.0000033333333333333333"),
      (0x4314_3ff3_c1cb_0959, "1424953923781206.2"),
    ] as [(UInt64, String)]
  )
  func `is that of RFC 8785 appendix B`(bits: UInt64, expected: String) {
    #expect(text(Double(bitPattern: bits)) == expected)
  }

  @Test(
    arguments: [
      (1, "1"), (-1, "-1"), (10, "10"), (9.2, "9.2"), (-9.25, "-9.25"), (0.1, "0.1"),
      (0.5, "0.5"), (100.5, "100.5"), (0.3, "0.3"), (0.1 + 0.2, "0.30000000000000004"),
      (0.000123, "0.000123"), (0.0000123, "0.0000123"), (0.00000123, "0.00000123"),
      (0.000000123, "1.23e-7"), (1e-6, "0.000001"), (1e-7, "1e-7"), (1.5e-7, "1.5e-7"),
      (1e-10, "1e-10"), (1e15, "1000000000000000"), (1e16, "10000000000000000"),
      (1e20, "100000000000000000000"), (1e21, "1e+21"), (1.5e21, "1.5e+21"), (1e100, "1e+100"),
      (123456789012345.6, "123456789012345.6"), (999999999999999, "999999999999999"),
      (0.9999999999999999, "0.9999999999999999"), (4.35, "4.35"), (1.005, "1.005"),
      (-0.0, "0"), (2.2250738585072014e-308, "2.2250738585072014e-308"),
      (1_234_567.891, "1234567.891"), (.leastNonzeroMagnitude, "5e-324"), (1.7e-5, "0.000017"),
    ] as [(Double, String)]
  )
  func `is that of ECMAScript`(number: Double, expected: String) {
    #expect(text(number) == expected)
  }

  @Test(arguments: 1...4 as ClosedRange<UInt64>)
  func `reads back as the same number`(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    for _ in 0..<20_000 {
      let number = Double(bitPattern: random.next())
      guard number.isFinite else { continue }
      let text = text(number)
      let read = try JSONReader.read(Array(text.utf8), form: .canonical)
      guard read == .number(number), Double(text) == number else {
        Issue.record("bits \(String(number.bitPattern, radix: 16)): \(text)")
        return
      }
    }
  }

  /// The short way for decimals is tried against Swift's own shortest digits.
  @Test(arguments: 1...4 as ClosedRange<UInt64>)
  func `is the shortest also for decimals of a few places`(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    for _ in 0..<20_000 {
      let bound: Int64 = Bool.random(using: &random) ? 9_999_999_999 : 99_999_999_999_999_999
      let whole = Double(Int64.random(in: -bound...bound, using: &random))
      var number =
        whole / [10, 100, 1e3, 1e4, 1e5, 1e6, 1e7, 1e9][Int.random(in: 0..<8, using: &random)]
      if Bool.random(using: &random) { number = number.nextUp }
      let magnitude = number.magnitude
      guard magnitude >= 1e-4, magnitude < 1e15 else { continue }
      var expected = number.description
      if expected.hasSuffix(".0") { expected.removeLast(2) }
      guard text(number) == expected else {
        Issue.record("bits \(String(number.bitPattern, radix: 16)): \(text(number)) \(expected)")
        return
      }
    }
  }
}
