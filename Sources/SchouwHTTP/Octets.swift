/// The byte classes of RFC 9110 §5.6.2 and RFC 3986 §3.3, as plain functions.
enum Octets {
  static let tab: UInt8 = 0x09
  static let lineFeed: UInt8 = 0x0A
  static let carriageReturn: UInt8 = 0x0D
  static let space: UInt8 = 0x20

  /// The `tchar` of a token.
  @inline(__always)
  static func isToken(_ byte: UInt8) -> Bool { mark(byte) & 1 != 0 }

  /// The `pchar` of a path segment, and the slash and question mark of a query; the percent
  /// sign is included, its digits are checked where it is decoded.
  @inline(__always)
  static func isTarget(_ byte: UInt8) -> Bool { mark(byte) & 2 != 0 }

  /// A byte that may stand in a line: everything but control bytes; the tab may.
  @inline(__always)
  static func isLine(_ byte: UInt8) -> Bool {
    (byte >= 0x20 && byte != 0x7F) || byte == tab
  }

  @inline(__always)
  static func isBlank(_ byte: UInt8) -> Bool { byte == space || byte == tab }

  /// ASCII letters without case; every other byte as it is.
  @inline(__always)
  static func lowered(_ byte: UInt8) -> UInt8 {
    byte &- 0x41 < 26 ? byte | 0x20 : byte
  }

  /// The value of a hexadecimal digit, either case, or nil.
  @inline(__always)
  static func hex(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 0x30...0x39: byte - 0x30
    case 0x41...0x46: byte - 0x37
    case 0x61...0x66: byte - 0x57
    default: nil
    }
  }

  /// Bit 0: token, bit 1: target.
  @inline(__always)
  private static func mark(_ byte: UInt8) -> UInt8 {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: 3  // digits and letters
    case 0x21, 0x24...0x27, 0x2A, 0x2B, 0x2D, 0x2E, 0x5F, 0x7E: 3  // ! $ % & ' * + - . _ ~
    case 0x23, 0x5E, 0x60, 0x7C: 1  // # ^ ` |
    case 0x28, 0x29, 0x2C, 0x2F, 0x3A, 0x3B, 0x3D, 0x3F, 0x40: 2  // ( ) , / : ; = ? @
    default: 0
    }
  }
}
