import SchouwCanon

/// One line of writing: one store on one laptop (rule I1).
///
/// A replica is 64 random bits, written as 16 hexadecimal digits. A store draws a new one whenever it
/// cannot show its own line unbroken (restored, cloned, salvaged).
public struct Replica: Sendable, Hashable, Comparable, CustomStringConvertible {
  /// The 64 bits; their numeric order is the byte order of the text.
  public let bits: UInt64

  /// Makes a replica of 64 bits.
  public init(bits: UInt64) { self.bits = bits }

  /// Reads the 16 characters `0-9a-f`; nil for anything else.
  public init?(_ text: String) {
    guard let replica = ByteOrder.withBytes(of: text, { Replica($0[...]) }) else { return nil }
    self = replica
  }

  /// Reads the 16 characters `0-9a-f`; nil for anything else.
  init?(_ text: Slice<UnsafeBufferPointer<UInt8>>) {
    guard text.count == 16 else { return nil }
    var bits: UInt64 = 0
    for byte in text {
      switch byte {
      case 0x30...0x39: bits = bits << 4 | UInt64(byte - 0x30)
      case 0x61...0x66: bits = bits << 4 | UInt64(byte - 0x61 + 10)
      default: return nil
      }
    }
    self.bits = bits
  }

  /// The 16 hexadecimal digits.
  public var description: String {
    String(decoding: hexDigits(bits), as: UTF8.self)
  }

  /// The order of the bits as a number, which is that of the text.
  public static func < (a: Replica, b: Replica) -> Bool { a.bits < b.bits }
}

/// The 16 lower-case hexadecimal digits of a word.
package func hexDigits(_ bits: UInt64) -> [UInt8] {
  (0..<16).map { index in
    let nibble = UInt8(truncatingIfNeeded: bits >> UInt64(60 - 4 * index)) & 15
    return nibble < 10 ? 0x30 + nibble : 0x61 + nibble - 10
  }
}
