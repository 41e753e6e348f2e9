/// The Poly1305 authenticator (RFC 8439 section 2.5): a code of 16 bytes under a key that is used once.
///
/// In constant time: five limbs of 26 bits, multiplied and added; no look-up and no branch depends on key or
/// message. The last subtraction is done always and chosen by a mask.
public enum Poly1305 {
  /// The length of a one-time key.
  public static let keyByteCount = 32
  /// The length of a code.
  public static let tagByteCount = 16

  private static let mask: UInt64 = 0x3ff_ffff

  /// The code of a message.
  ///
  /// Compare codes with ``equal(_:_:)``.
  ///
  /// - Parameter key: 32 bytes, never used for another message.
  /// - Throws: ``CipherError`` `badKey`.
  /// - Complexity: linear in the message.
  public static func code(key: [UInt8], message: [UInt8]) throws(CipherError) -> [UInt8] {
    guard key.count == keyByteCount else { throw CipherError(.badKey) }
    var sum = Sum(key: key)
    message.withUnsafeBytes { message in
      var offset = 0
      while message.count - offset >= 16 {
        sum.add(low: word(message, offset), high: word(message, offset + 8), top: 1)
        offset += 16
      }
      guard offset < message.count else { return }
      // A shorter last block has the one right behind its last byte.
      var last = [UInt8](message[offset...]) + [1]
      last += repeatElement(0, count: 16 - last.count)
      last.withUnsafeBytes { sum.add(low: word($0, 0), high: word($0, 8), top: 0) }
    }
    return sum.finish(plus: (word(key, 16), word(key, 24)))
  }

  /// Whether two codes are the same, in a time that does not tell where they differ.
  public static func equal(_ left: [UInt8], _ right: [UInt8]) -> Bool {
    guard left.count == right.count else { return false }
    var difference: UInt8 = 0
    for index in left.indices { difference |= left[index] ^ right[index] }
    return difference == 0
  }

  private static func word(_ bytes: UnsafeRawBufferPointer, _ offset: Int) -> UInt64 {
    UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
  }

  private static func word(_ bytes: [UInt8], _ offset: Int) -> UInt64 {
    bytes.withUnsafeBytes { word($0, offset) }
  }

  /// The accumulator, below 2^130 and a little, and what it is multiplied by.
  private struct Sum {
    private var h0: UInt64 = 0
    private var h1: UInt64 = 0
    private var h2: UInt64 = 0
    private var h3: UInt64 = 0
    private var h4: UInt64 = 0
    private let r0: UInt64
    private let r1: UInt64
    private let r2: UInt64
    private let r3: UInt64
    private let r4: UInt64

    init(key: [UInt8]) {
      // Clamped (section 2.5.1).
      let low = Poly1305.word(key, 0) & 0x0fff_fffc_0fff_ffff
      let high = Poly1305.word(key, 8) & 0x0fff_fffc_0fff_fffc
      r0 = low & Poly1305.mask
      r1 = low >> 26 & Poly1305.mask
      r2 = (low >> 52 | high << 12) & Poly1305.mask
      r3 = high >> 14 & Poly1305.mask
      r4 = high >> 40
    }

    /// Adds a block and multiplies; 2^130 counts as 5.
    mutating func add(low: UInt64, high: UInt64, top: UInt64) {
      let mask = Poly1305.mask
      h0 &+= low & mask
      h1 &+= low >> 26 & mask
      h2 &+= (low >> 52 | high << 12) & mask
      h3 &+= high >> 14 & mask
      h4 &+= high >> 40 | top << 24
      let (s1, s2, s3, s4) = (r1 &* 5, r2 &* 5, r3 &* 5, r4 &* 5)
      let d0 = h0 &* r0 &+ h1 &* s4 &+ h2 &* s3 &+ h3 &* s2 &+ h4 &* s1
      var d1 = h0 &* r1 &+ h1 &* r0 &+ h2 &* s4 &+ h3 &* s3 &+ h4 &* s2
      var d2 = h0 &* r2 &+ h1 &* r1 &+ h2 &* r0 &+ h3 &* s4 &+ h4 &* s3
      var d3 = h0 &* r3 &+ h1 &* r2 &+ h2 &* r1 &+ h3 &* r0 &+ h4 &* s4
      var d4 = h0 &* r4 &+ h1 &* r3 &+ h2 &* r2 &+ h3 &* r1 &+ h4 &* r0
      d1 &+= d0 >> 26
      d2 &+= d1 >> 26
      d3 &+= d2 >> 26
      d4 &+= d3 >> 26
      h0 = (d0 & mask) &+ (d4 >> 26) &* 5
      h1 = (d1 & mask) &+ h0 >> 26
      h0 &= mask
      h2 = d2 & mask
      h3 = d3 & mask
      h4 = d4 & mask
    }

    /// The accumulator modulo 2^130 - 5, and then plus the second half of the key modulo 2^128.
    mutating func finish(plus pad: (low: UInt64, high: UInt64)) -> [UInt8] {
      let mask = Poly1305.mask
      carry()
      carry()
      // Less 2^130 - 5, that is plus 5: chosen if that reaches 2^130.
      let g0 = h0 &+ 5
      let g1 = h1 &+ g0 >> 26
      let g2 = h2 &+ g1 >> 26
      let g3 = h3 &+ g2 >> 26
      let g4 = h4 &+ g3 >> 26
      let chosen = 0 &- g4 >> 26
      h0 = h0 & ~chosen | g0 & mask & chosen
      h1 = h1 & ~chosen | g1 & mask & chosen
      h2 = h2 & ~chosen | g2 & mask & chosen
      h3 = h3 & ~chosen | g3 & mask & chosen
      h4 = h4 & ~chosen | g4 & mask & chosen
      let low = h0 | h1 << 26 | h2 << 52
      let high = h2 >> 12 | h3 << 14 | h4 << 40
      let first = low &+ pad.low
      let carried = (low & pad.low | (low | pad.low) & ~first) >> 63
      let second = high &+ pad.high &+ carried
      return withUnsafeBytes(of: (first.littleEndian, second.littleEndian)) { [UInt8]($0) }
    }

    /// Brings every limb below 2^26.
    private mutating func carry() {
      let mask = Poly1305.mask
      h1 &+= h0 >> 26
      h0 &= mask
      h2 &+= h1 >> 26
      h1 &= mask
      h3 &+= h2 >> 26
      h2 &= mask
      h4 &+= h3 >> 26
      h3 &= mask
      h0 &+= (h4 >> 26) &* 5
      h4 &= mask
      h1 &+= h0 >> 26
      h0 &= mask
    }
  }
}
