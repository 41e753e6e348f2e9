/// A number's spelling, taken apart: ±digits × 10^exponent.
private struct Literal {
  var isNegative = false
  /// The first digits, leading zeros dropped, as many as fit.
  var digits: UInt64 = 0
  /// How many digits that is, at most 19.
  var digitCount = 0
  /// Whether digits had to be left out.
  var isCut = false
  var exponent = 0
  var hasFraction = false
  var hasExponent = false
  /// Zeros at the start of the fraction of a number below 1.
  var leadingZeros = 0
  var lastDigit: UInt8 = 0

  @inline(__always)
  mutating func append(_ byte: UInt8, inFraction: Bool) {
    lastDigit = byte
    if digitCount == 0, byte == UInt8(ascii: "0") {
      if inFraction {
        exponent &-= 1
        leadingZeros &+= 1
      }
    } else if digitCount < 19 {
      digits = digits &* 10 &+ UInt64(byte &- UInt8(ascii: "0"))
      digitCount &+= 1
      if inFraction { exponent &-= 1 }
    } else {
      isCut = true
      if !inFraction { exponent &+= 1 }
    }
  }
}

extension JSONParser {
  /// Reads a number; the position is on its sign or first digit.
  @inline(__always)
  mutating func number() throws(JSONError) -> Double {
    let start = index
    var position = index
    let isNegative = base[position] == UInt8(ascii: "-")
    if isNegative { position &+= 1 }
    // An integer of at most 15 digits, and nothing more: exact, and its own canonical text.
    var digits: UInt64 = 0
    let digitsStart = position
    let digitsEnd = min(position &+ 15, count)
    while position < digitsEnd {
      let digit = base[position] &- UInt8(ascii: "0")
      if digit > 9 { break }
      digits = digits &* 10 &+ UInt64(digit)
      position &+= 1
    }
    if position > digitsStart, !continuesNumber(at: position),
      base[digitsStart] != UInt8(ascii: "0") || position == digitsStart &+ 1 && !isNegative
    {
      index = position
      let magnitude = Double(Int64(bitPattern: digits))
      return isNegative ? -magnitude : magnitude
    }
    return try anyNumber(from: start)
  }

  /// Whether a digit, a point or an exponent stands at a position.
  @inline(__always)
  private func continuesNumber(at position: Int) -> Bool {
    guard position < count else { return false }
    let byte = base[position]
    return byte &- UInt8(ascii: "0") <= 9 || byte == UInt8(ascii: ".")
      || byte | 0x20 == UInt8(ascii: "e")
  }

  private func isDigit(at position: Int) -> Bool {
    position < count && base[position] &- UInt8(ascii: "0") <= 9
  }

  private mutating func anyNumber(from start: Int) throws(JSONError) -> Double {
    let literal = try literal()
    let number = try double(of: literal, from: start)
    guard number.isFinite else { throw JSONError(.numberOutOfRange, at: start) }
    if !literal.hasFraction, !literal.hasExponent, literal.digits > 1 << 53,
      !isCanonicalText(of: number, from: start)
    {
      throw JSONError(.integerNotExact, at: start)
    }
    if isCanonical, !isCanonicalDecimal(literal), !isCanonicalText(of: number, from: start) {
      throw JSONError(.notCanonical, at: start)
    }
    return number == 0 ? 0 : number
  }

  /// Reads over the spelling of RFC 8259 section 6.
  private mutating func literal() throws(JSONError) -> Literal {
    var literal = Literal()
    if base[index] == UInt8(ascii: "-") {
      literal.isNegative = true
      index &+= 1
    }
    let first = index
    try digits { literal.append($0, inFraction: false) }
    if base[first] == UInt8(ascii: "0"), index > first &+ 1 {
      throw JSONError(.badNumber, at: first)
    }
    if peek() == UInt8(ascii: ".") {
      literal.hasFraction = true
      index &+= 1
      try digits { literal.append($0, inFraction: true) }
    }
    if peek() | 0x20 == UInt8(ascii: "e") {
      literal.hasExponent = true
      index &+= 1
      let isNegative = peek() == UInt8(ascii: "-")
      if isNegative || peek() == UInt8(ascii: "+") { index &+= 1 }
      var exponent = 0
      // The bound is beyond the length of any text, so that no row of zeros makes up for it.
      try digits { exponent = min(exponent &* 10 &+ Int($0 &- UInt8(ascii: "0")), 1 << 40) }
      literal.exponent &+= isNegative ? -exponent : exponent
    }
    return literal
  }

  /// Reads over one or more digits.
  @inline(__always)
  private mutating func digits(_ body: (UInt8) -> Void) throws(JSONError) {
    guard isDigit(at: index) else {
      throw JSONError(index < count ? .badNumber : .unexpectedEnd, at: index)
    }
    repeat {
      body(base[index])
      index &+= 1
    } while isDigit(at: index)
  }

  /// The double that a literal denotes, rounded to nearest even; infinite if beyond the range.
  private func double(of literal: Literal, from start: Int) throws(JSONError) -> Double {
    // Integer and power of ten are exact, so one operation rounds once (Clinger 1990).
    if !literal.isCut, literal.digits <= 1 << 53, literal.exponent.magnitude <= 22 {
      let magnitude = Double(Int64(bitPattern: literal.digits))
      let power = JSONParser.powersOfTen[Int(literal.exponent.magnitude)]
      let number = literal.exponent < 0 ? magnitude / power : magnitude * power
      return literal.isNegative ? -number : number
    }
    let text = String(
      decoding: UnsafeBufferPointer(start: base + start, count: index &- start),
      as: UTF8.self
    )
    guard let number = Double(text) else { throw JSONError(.badNumber, at: start) }
    return number
  }

  private static let powersOfTen: [Double] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
  ]

  /// Whether the spelling alone shows that it is canonical.
  ///
  /// No two decimals of at most 15 digits denote one double, so without trailing zeros such a
  /// decimal is the shortest; at least 1e-6 it is written without exponent.
  private func isCanonicalDecimal(_ literal: Literal) -> Bool {
    literal.hasFraction && !literal.hasExponent && literal.digitCount <= 15
      && literal.digitCount > 0 && literal.leadingZeros <= 5
      && literal.lastDigit != UInt8(ascii: "0")
  }

  /// Whether the bytes from `start` to the position are the canonical text of a number.
  private func isCanonicalText(of number: Double, from start: Int) -> Bool {
    var text: [UInt8] = []
    NumberText.append(number, to: &text)
    return text.elementsEqual(UnsafeBufferPointer(start: base + start, count: index &- start))
  }
}
