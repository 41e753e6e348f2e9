extension JSONParser {
  /// Reads over a string whose opening quote is at the position, and says whether it has no escapes.
  @inline(__always)
  mutating func skipString() throws(JSONError) -> Bool {
    let start = index &+ 1
    let end = try plainEnd(from: start)
    if end < count, base[end] == UInt8(ascii: "\"") {
      index = end &+ 1
      return true
    }
    try skipEscapes(from: start, to: end)
    return false
  }

  /// What a valid spelling with escapes, without its quotes, stands for.
  static func unescaped(_ spelling: UnsafeBufferPointer<UInt8>) -> String {
    // The quote behind the spelling ends it.
    guard let first = spelling.baseAddress else { return "" }
    var parser = JSONParser(
      base: first - 1,
      count: spelling.count + 2,
      limits: .record,
      form: .any
    )
    guard (try? parser.skipString()) != nil else { return "" }
    return String(decoding: parser.scratch, as: UTF8.self)
  }

  /// The first position from `start` of a quote, a backslash or a control character, or the count;
  /// what lies before it is valid UTF-8.
  @inline(__always)
  private func plainEnd(from start: Int) throws(JSONError) -> Int {
    var position = JSONBytes.asciiEnd(base, from: start, to: count)
    while position < count, base[position] >= 0x80 {
      position = try sequenceEnd(from: position)
      position = JSONBytes.asciiEnd(base, from: position, to: count)
    }
    return position
  }

  /// Checks multi-byte sequences (RFC 3629 section 4) and gives the position after them.
  private func sequenceEnd(from start: Int) throws(JSONError) -> Int {
    var position = start
    repeat {
      let lead = base[position]
      var low: UInt8 = 0x80
      var high: UInt8 = 0xbf
      let length: Int
      switch lead {
      case 0xc2...0xdf: length = 2
      case 0xe0...0xef:
        length = 3
        if lead == 0xe0 { low = 0xa0 }
        if lead == 0xed { high = 0x9f }
      case 0xf0...0xf4:
        length = 4
        if lead == 0xf0 { low = 0x90 }
        if lead == 0xf4 { high = 0x8f }
      default: throw JSONError(.invalidUTF8, at: position)
      }
      guard position &+ length <= count else { throw JSONError(.invalidUTF8, at: position) }
      let second = base[position &+ 1]
      guard second >= low, second <= high else {
        let isSurrogate = lead == 0xed && (0xa0...0xbf).contains(second)
        throw JSONError(isSurrogate ? .loneSurrogate : .invalidUTF8, at: position)
      }
      for offset in 2..<max(length, 2) where base[position &+ offset] & 0xc0 != 0x80 {
        throw JSONError(.invalidUTF8, at: position)
      }
      position &+= length
    } while position < count && base[position] >= 0x80
    return position
  }

  /// Goes on where the run without escapes ended at something other than the closing quote; what the string
  /// stands for gathers in `scratch`.
  private mutating func skipEscapes(from start: Int, to firstEnd: Int) throws(JSONError) {
    scratch.removeAll(keepingCapacity: true)
    var start = start
    var end = firstEnd
    while true {
      guard end < count else { throw JSONError(.unexpectedEnd, at: count) }
      scratch.append(contentsOf: UnsafeBufferPointer(start: base + start, count: end &- start))
      switch base[end] {
      case UInt8(ascii: "\""):
        index = end &+ 1
        return
      case UInt8(ascii: "\\"): start = try escape(at: end)
      default: throw JSONError(.controlCharacter, at: end)
      }
      end = try plainEnd(from: start)
    }
  }

  /// Appends what the escape at a backslash stands for, and gives the position after it.
  private mutating func escape(at position: Int) throws(JSONError) -> Int {
    guard position &+ 1 < count else { throw JSONError(.unexpectedEnd, at: count) }
    let letter = base[position &+ 1]
    switch letter {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"): scratch.append(letter)
    case UInt8(ascii: "b"): scratch.append(0x08)
    case UInt8(ascii: "f"): scratch.append(0x0c)
    case UInt8(ascii: "n"): scratch.append(0x0a)
    case UInt8(ascii: "r"): scratch.append(0x0d)
    case UInt8(ascii: "t"): scratch.append(0x09)
    case UInt8(ascii: "/"):
      if isCanonical { throw JSONError(.notCanonical, at: position) }
      scratch.append(letter)
    case UInt8(ascii: "u"): return try unicodeEscape(at: position)
    default: throw JSONError(.badEscape, at: position)
    }
    return position &+ 2
  }

  private mutating func unicodeEscape(at position: Int) throws(JSONError) -> Int {
    let unit = try hexadecimal(at: position)
    var end = position &+ 6
    var scalar = unit
    switch unit {
    case 0xd800...0xdbff:
      guard end &+ 1 < count, base[end] == UInt8(ascii: "\\"), base[end &+ 1] == UInt8(ascii: "u")
      else { throw JSONError(.loneSurrogate, at: position) }
      let low = try hexadecimal(at: end)
      guard (0xdc00...0xdfff).contains(low) else { throw JSONError(.loneSurrogate, at: position) }
      scalar = 0x10000 &+ (unit &- 0xd800) << 10 &+ (low &- 0xdc00)
      end &+= 6
    case 0xdc00...0xdfff: throw JSONError(.loneSurrogate, at: position)
    default: break
    }
    if isCanonical, !isCanonicalEscape(of: unit, at: position) {
      throw JSONError(.notCanonical, at: position)
    }
    appendUTF8(scalar)
    return end
  }

  /// Whether RFC 8785 writes a unit as `\u00xx`, and so spelled: lower case, no short form.
  private func isCanonicalEscape(of unit: UInt32, at position: Int) -> Bool {
    switch unit {
    case 0x08, 0x09, 0x0a, 0x0c, 0x0d: false
    case 0..<0x20: !(UInt8(ascii: "A")...UInt8(ascii: "F")).contains(base[position &+ 5])
    default: false
    }
  }

  /// The four hexadecimal digits of the `\uxxxx` at a position.
  private func hexadecimal(at position: Int) throws(JSONError) -> UInt32 {
    var unit: UInt32 = 0
    for offset in 2..<6 {
      guard position &+ offset < count else { throw JSONError(.unexpectedEnd, at: count) }
      let byte = base[position &+ offset]
      let digit: UInt8
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = byte &- UInt8(ascii: "0")
      case UInt8(ascii: "a")...UInt8(ascii: "f"): digit = byte &- UInt8(ascii: "a") &+ 10
      case UInt8(ascii: "A")...UInt8(ascii: "F"): digit = byte &- UInt8(ascii: "A") &+ 10
      default: throw JSONError(.badEscape, at: position)
      }
      unit = unit << 4 | UInt32(digit)
    }
    return unit
  }

  private mutating func appendUTF8(_ scalar: UInt32) {
    func byte(_ lead: UInt32, _ shift: UInt32, _ mask: UInt32) -> UInt8 {
      UInt8(truncatingIfNeeded: lead | (scalar >> shift) & mask)
    }
    switch scalar {
    case 0..<0x80: scratch.append(byte(0, 0, 0x7f))
    case 0x80..<0x800:
      scratch.append(byte(0xc0, 6, 0x1f))
      scratch.append(byte(0x80, 0, 0x3f))
    case 0x800..<0x10000:
      scratch.append(byte(0xe0, 12, 0x0f))
      scratch.append(byte(0x80, 6, 0x3f))
      scratch.append(byte(0x80, 0, 0x3f))
    default:
      scratch.append(byte(0xf0, 18, 0x07))
      scratch.append(byte(0x80, 12, 0x3f))
      scratch.append(byte(0x80, 6, 0x3f))
      scratch.append(byte(0x80, 0, 0x3f))
    }
  }
}
