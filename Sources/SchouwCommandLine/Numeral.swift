/// A number as a person types it: `12`, `-5`, `9,2`, `9.2`.
///
/// Comma and point both mark the decimals, in either language: the machine's locale plays no part.
/// There is no sign for thousands. Nil for anything else: exponents, `+`, `.5`, `5.`, leading zeros
/// (`0612345678` is no number), and whole numbers beyond 2^53, which JSON cannot hold exactly.
public enum Numeral: Sendable, Equatable {
  /// A whole number, typed without decimals.
  case integer(Int64)
  /// A number typed with decimals.
  case decimal(Double)
  /// A point and three digits, as in `1.250`: in Dutch often twelve hundred and fifty. Ask again.
  case unclear

  /// The greatest whole number up to which every one is exact in a double (RFC 8259, section 6).
  static let integerMax: Int64 = 9_007_199_254_740_991

  /// Reads a number.
  public init?(_ typed: String) {
    let bytes = Array(typed.utf8)
    let isNegative = bytes.first == UInt8(ascii: "-")
    let start = isNegative ? 1 : 0
    let isMark = { (byte: UInt8) in byte == UInt8(ascii: ",") || byte == UInt8(ascii: ".") }
    let mark = bytes.firstIndex(where: isMark)
    let whole = bytes[start...].prefix { !isMark($0) }
    guard !whole.isEmpty, whole.allSatisfy(DigitText.isDigit) else { return nil }
    if whole.count > 1, whole.first == UInt8(ascii: "0") { return nil }
    guard let mark else {
      guard let value = DigitText.integer(typed), abs(value) <= Self.integerMax else { return nil }
      self = .integer(value)
      return
    }
    let decimals = bytes[(mark + 1)...]
    guard !decimals.isEmpty, decimals.allSatisfy(DigitText.isDigit) else { return nil }
    let isThousands = whole.count <= 3 && whole.first != UInt8(ascii: "0") && decimals.count == 3
    if isThousands, bytes[mark] == UInt8(ascii: ".") {
      self = .unclear
      return
    }
    let text =
      String(decoding: whole, as: UTF8.self) + "." + String(decoding: decimals, as: UTF8.self)
    guard let value = Double(text), value.isFinite else { return nil }
    self = .decimal(isNegative && value != 0 ? -value : value)
  }

  /// The value; nil if it is unclear.
  public var number: Double? {
    switch self {
    case .integer(let value): Double(value)
    case .decimal(let value): value
    case .unclear: nil
    }
  }

  /// A number as people write it: `9,2` in Dutch, `9.2` in English, never an exponent.
  ///
  /// - Parameters:
  ///   - number: any number; what is not finite is shown as `?`.
  ///   - decimalsMax: how many decimals at most, rounded half away from zero on the shortest digits
  ///     that name the number (so 0.145 becomes 0.15); nil for all of them.
  public static func text(
    _ number: Double,
    _ language: Language,
    decimalsMax: Int? = nil
  ) -> String {
    guard number.isFinite else { return "?" }
    var (digits, point) = shortestDigits(of: abs(number))
    if let decimalsMax, digits.count - point > decimalsMax {
      (digits, point) = rounded(digits, point, decimals: max(0, decimalsMax))
    }
    while digits.count > point, digits.last == 0 { digits.removeLast() }
    let padded = Array(repeating: UInt8(0), count: max(0, 1 - point)) + digits
    let wholeCount = max(point, 1)
    let missing = Array(repeating: UInt8(0), count: max(0, wholeCount - padded.count))
    let all = (padded + missing).map { String($0) }
    let whole = all[..<wholeCount].joined()
    let decimals = all[wholeCount...].joined()
    let sign = number < 0 && digits.contains { $0 != 0 } ? "-" : ""
    let mark = language == .nl ? "," : "."
    return sign + whole + (decimals.isEmpty ? "" : mark + decimals)
  }

  /// The shortest digits that name a number, and how many of them stand before the decimals.
  private static func shortestDigits(of number: Double) -> (digits: [UInt8], point: Int) {
    let text = number.description.split(separator: "e")
    let parts = text[0].split(separator: ".", omittingEmptySubsequences: false)
    let exponent = text.count > 1 ? text[1].drop { $0 == "+" } : "0"
    let digits = parts.joined().utf8.map { $0 - 0x30 }
    var point = parts[0].utf8.count + Int(DigitText.integer(exponent) ?? 0)
    let zeros = digits.prefix { $0 == 0 }.count
    point -= zeros
    return zeros == digits.count ? ([], 0) : (Array(digits[zeros...]), point)
  }

  private static func rounded(
    _ digits: [UInt8],
    _ point: Int,
    decimals: Int
  ) -> (digits: [UInt8], point: Int) {
    let keep = point + decimals
    guard keep >= 0 else { return ([], 0) }
    var kept = Array(digits.prefix(keep))
    guard digits[keep] >= 5 else { return (kept, kept.isEmpty ? 0 : point) }
    var index = keep - 1
    while index >= 0 {
      if kept[index] < 9 {
        kept[index] += 1
        return (kept, point)
      }
      kept[index] = 0
      index -= 1
    }
    return ([1] + kept, point + 1)
  }
}
