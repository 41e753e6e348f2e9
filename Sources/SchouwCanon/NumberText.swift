/// How ECMAScript prints a number, and RFC 8785 with it.
public enum NumberText {
  /// Appends a number as `Number::toString` of ECMA-262 writes it (RFC 8785 section 3.2.2.3).
  ///
  /// - Parameter number: a finite number; `-0` is written `0`. Infinity and NaN have no JSON text:
  ///   passing one is the programmer's error.
  public static func append(_ number: Double, to bytes: inout [UInt8]) {
    precondition(number.isFinite, "JSON has no text for infinity or NaN")
    if number.magnitude < 1e15 {
      // Truncation by conversion: `rounded` calls the C library's mathematics, which is not linked.
      let integer = Int64(number)
      if Double(integer) == number { return append(integer: integer, to: &bytes) }
      if appendShort(number, to: &bytes) { return }
    }
    appendShortest(number, to: &bytes)
  }

  /// Appends an integer in decimal digits.
  static func append(integer: Int64, to bytes: inout [UInt8]) {
    if integer < 0 { bytes.append(UInt8(ascii: "-")) }
    append(digits: integer.magnitude, to: &bytes)
  }

  private static func append(digits number: UInt64, to bytes: inout [UInt8]) {
    if number < 10 { return bytes.append(UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: number)) }
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 20) { buffer in
      var rest = number
      var start = 20
      while rest > 0 {
        start &-= 1
        buffer[start] = UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: rest % 10)
        rest /= 10
      }
      bytes.append(contentsOf: UnsafeBufferPointer(rebasing: buffer[start...]))
    }
  }

  /// Appends a number with one to six decimals, if it is one, and says whether it was.
  ///
  /// The integer and the power of ten are exact, so their quotient is the double that the decimal
  /// denotes; and two different decimals of at most 15 digits never denote one double, so this
  /// decimal, without trailing zeros, is the shortest.
  private static func appendShort(_ number: Double, to bytes: inout [UInt8]) -> Bool {
    var scale = 10.0
    var unit: UInt64 = 10
    var places = 1
    let magnitude = number.magnitude
    while places <= 6 {
      let scaled = magnitude * scale
      guard scaled < 1e15 else { return false }
      let digits = UInt64(scaled + 0.5)
      if Double(digits) / scale == magnitude {
        if number < 0 { bytes.append(UInt8(ascii: "-")) }
        append(digits: digits / unit, to: &bytes)
        bytes.append(UInt8(ascii: "."))
        var fraction = digits % unit
        while places > 0 {
          unit /= 10
          bytes.append(UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: fraction / unit))
          fraction %= unit
          places &-= 1
        }
        return true
      }
      scale *= 10
      unit &*= 10
      places &+= 1
    }
    return false
  }

  /// Rearranges the digits of Swift's `description`, which are the shortest and closest.
  private static func appendShortest(_ number: Double, to bytes: inout [UInt8]) {
    // `description` is [-]digits[.digits][e(+|-)digits]; the value is 0.DIGITS × 10^point.
    var digits: [UInt8] = []
    var point = 0
    var exponent = 0
    var exponentIsNegative = false
    var part = 0
    for byte in number.description.utf8 {
      switch byte {
      case UInt8(ascii: "-"):
        if part == 2 { exponentIsNegative = true } else { bytes.append(byte) }
      case UInt8(ascii: "+"): break
      case UInt8(ascii: "."): part = 1
      case UInt8(ascii: "e"): part = 2
      default:
        if part == 2 {
          exponent = exponent * 10 + Int(byte &- UInt8(ascii: "0"))
          continue
        }
        if part == 0 { point += 1 }
        digits.append(byte)
      }
    }
    point += exponentIsNegative ? -exponent : exponent
    let zeros = digits.prefix { $0 == UInt8(ascii: "0") }.count
    digits.removeFirst(zeros)
    point -= zeros
    while digits.last == UInt8(ascii: "0") { digits.removeLast() }
    append(digits: digits, point: point, to: &bytes)
  }

  /// Places the point as ECMA-262 says (its n is our `point`, its k the number of digits).
  private static func append(digits: [UInt8], point: Int, to bytes: inout [UInt8]) {
    let zero = UInt8(ascii: "0")
    let dot = UInt8(ascii: ".")
    switch point {
    case digits.count...21 where digits.count <= 21:
      bytes += digits
      bytes += repeatElement(zero, count: point - digits.count)
    case 1...21:
      bytes += digits[..<point]
      bytes.append(dot)
      bytes += digits[point...]
    case -5...0:
      bytes += [zero, dot]
      bytes += repeatElement(zero, count: -point)
      bytes += digits
    default:
      bytes.append(digits[0])
      if digits.count > 1 {
        bytes.append(dot)
        bytes += digits[1...]
      }
      bytes.append(UInt8(ascii: "e"))
      bytes.append(UInt8(ascii: point > 0 ? "+" : "-"))
      append(digits: (point - 1).magnitude.asUInt64, to: &bytes)
    }
  }
}

extension UInt {
  fileprivate var asUInt64: UInt64 { UInt64(self) }
}
