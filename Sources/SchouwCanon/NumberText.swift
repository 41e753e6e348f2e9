/// How ECMAScript prints a number, and RFC 8785 with it.
public enum NumberText {
  /// Appends a number as `Number::toString` of ECMA-262 writes it (RFC 8785 section 3.2.2.3).
  ///
  /// - Parameter number: a finite number; `-0` is written `0`. Infinity and NaN have no JSON text:
  ///   passing one is the programmer's error.
  public static func append(_ number: Double, to bytes: inout [UInt8]) {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: byteCountMax) { buffer in
      guard let base = buffer.baseAddress else { return }
      let count = put(number, at: base)
      bytes.append(contentsOf: UnsafeBufferPointer(start: base, count: count))
    }
  }

  /// No number has a longer text: a sign, 17 digits, a point, `e`, and a sign and three digits; or a sign and
  /// 21 digits, or `-0.00000` and 17 digits.
  static let byteCountMax = 32

  /// Writes a finite number where there is room for ``byteCountMax`` bytes; how many it wrote.
  static func put(_ number: Double, at text: UnsafeMutablePointer<UInt8>) -> Int {
    precondition(number.isFinite, "JSON has no text for infinity or NaN")
    if number.magnitude < 1e15 {
      // Truncation by conversion: `rounded` calls the C library's mathematics, which is not linked.
      let integer = Int64(number)
      if Double(integer) == number { return put(integer: integer, at: text) }
      let count = putShort(number, at: text)
      if count > 0 { return count }
    }
    var bytes: [UInt8] = []
    appendShortest(number, to: &bytes)
    text.update(from: bytes, count: bytes.count)
    return bytes.count
  }

  /// Writes an integer in decimal digits; how many bytes it wrote, at most 20.
  package static func put(integer: Int64, at text: UnsafeMutablePointer<UInt8>) -> Int {
    guard integer < 0 else { return put(digits: integer.magnitude, at: text) }
    text[0] = UInt8(ascii: "-")
    return 1 &+ put(digits: integer.magnitude, at: text + 1)
  }

  private static func put(digits number: UInt64, at text: UnsafeMutablePointer<UInt8>) -> Int {
    var count = 1
    var rest = number
    while rest >= 10 {
      rest /= 10
      count &+= 1
    }
    rest = number
    var place = count
    while place > 0 {
      place &-= 1
      text[place] = UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: rest % 10)
      rest /= 10
    }
    return count
  }

  /// Writes a number with one to six decimals, if it is one; how many bytes it wrote, 0 if it is none.
  ///
  /// The integer and the power of ten are exact, so their quotient is the double that the decimal
  /// denotes; and two different decimals of at most 15 digits never denote one double, so this
  /// decimal, without trailing zeros, is the shortest.
  private static func putShort(_ number: Double, at text: UnsafeMutablePointer<UInt8>) -> Int {
    var scale = 10.0
    var unit: UInt64 = 10
    var places = 1
    let magnitude = number.magnitude
    while places <= 6 {
      let scaled = magnitude * scale
      guard scaled < 1e15 else { return 0 }
      let digits = UInt64(scaled + 0.5)
      if Double(digits) / scale == magnitude {
        var count = 0
        if number < 0 {
          text[0] = UInt8(ascii: "-")
          count = 1
        }
        count &+= put(digits: digits / unit, at: text + count)
        text[count] = UInt8(ascii: ".")
        count &+= 1
        var fraction = digits % unit
        while places > 0 {
          unit /= 10
          text[count] = UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: fraction / unit)
          count &+= 1
          fraction %= unit
          places &-= 1
        }
        return count
      }
      scale *= 10
      unit &*= 10
      places &+= 1
    }
    return 0
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
      bytes += Array(String((point - 1).magnitude).utf8)
    }
  }
}
