/// Digits as people and programs write them; read by a loop, for `Int("+5")` is 5.
enum DigitText {
  /// A whole number of ASCII digits, with `-` before it if negative; nil for anything else, also for
  /// what does not fit.
  static func integer(_ text: some StringProtocol) -> Int64? {
    var bytes = Substring(text).utf8
    let isNegative = bytes.first == UInt8(ascii: "-")
    if isNegative { bytes.removeFirst() }
    guard !bytes.isEmpty else { return nil }
    var value: Int64 = 0
    for byte in bytes {
      guard isDigit(byte) else { return nil }
      // Downwards, since the least number has no positive counterpart.
      let (tens, first) = value.multipliedReportingOverflow(by: 10)
      let (next, second) = tens.subtractingReportingOverflow(Int64(byte - 0x30))
      if first || second { return nil }
      value = next
    }
    if isNegative { return value }
    return value == .min ? nil : -value
  }

  static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

  /// At least two digits: 7 becomes `07`.
  static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
