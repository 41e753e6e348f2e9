/// What a form sends: `application/x-www-form-urlencoded` (WHATWG URL Standard, section 5.1).
///
/// Read strictly: a broken escape, text that is not UTF-8 and a field that comes twice make all of it worth
/// nothing.
struct FormBody: Sendable {
  /// The most that is read.
  static let bytesMax = 8192

  private var fields: [String: String] = [:]

  /// Reads a body; nil if it is too long or malformed.
  init?(_ bytes: [UInt8]) {
    guard bytes.count <= Self.bytesMax else { return nil }
    for part in bytes.split(separator: UInt8(ascii: "&")) {
      let equals = part.firstIndex(of: UInt8(ascii: "=")) ?? part.endIndex
      guard let name = Self.decoded(part[..<equals]),
        let value = Self.decoded(part[equals...].dropFirst()), fields[name] == nil
      else { return nil }
      fields[name] = value
    }
  }

  /// A field; nil if it was not sent.
  subscript(_ name: String) -> String? { fields[name] }

  private static func decoded(_ bytes: ArraySlice<UInt8>) -> String? {
    var result: [UInt8] = []
    var index = bytes.startIndex
    while index < bytes.endIndex {
      switch bytes[index] {
      case UInt8(ascii: "+"): result.append(UInt8(ascii: " "))
      case UInt8(ascii: "%"):
        guard index + 2 < bytes.endIndex, let high = digit(bytes[index + 1]),
          let low = digit(bytes[index + 2])
        else { return nil }
        result.append(high << 4 | low)
        index += 2
      case let byte: result.append(byte)
      }
      index += 1
    }
    return String(validating: result, as: UTF8.self)
  }

  private static func digit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
    default: nil
    }
  }
}
