/// The ChaCha20 stream cipher (RFC 8439 sections 2.1 to 2.4).
///
/// In constant time: additions, exclusive ors and rotations by fixed distances; no look-up and no branch
/// depends on key or text. Used alone it hides, and does not protect against changes: see
/// ``ChaCha20Poly1305``.
public enum ChaCha20 {
  /// The length of a key.
  public static let keyByteCount = 32
  /// The length of a nonce.
  public static let nonceByteCount = 12
  /// The length of a block of the key stream.
  public static let blockByteCount = 64

  /// One block of the key stream (section 2.3).
  ///
  /// - Throws: ``CipherError`` `badKey`, `badNonce`.
  public static func block(
    key: [UInt8],
    counter: UInt32,
    nonce: [UInt8]
  ) throws(CipherError) -> [UInt8] {
    try combine(
      [UInt8](repeating: 0, count: blockByteCount),
      key: key,
      counter: counter,
      nonce: nonce
    )
  }

  /// Encrypts or decrypts: the exclusive or of bytes and key stream (section 2.4).
  ///
  /// - Parameter counter: the number of the first block.
  /// - Throws: ``CipherError`` `badKey`, `badNonce`; `tooLong` if the block counter would begin again.
  /// - Complexity: linear.
  public static func combine(
    _ bytes: [UInt8],
    key: [UInt8],
    counter: UInt32,
    nonce: [UInt8]
  ) throws(CipherError) -> [UInt8] {
    guard key.count == keyByteCount else { throw CipherError(.badKey) }
    guard nonce.count == nonceByteCount else { throw CipherError(.badNonce) }
    let blocks = (bytes.count + blockByteCount - 1) / blockByteCount
    guard blocks <= Int(UInt32.max - counter) + 1 else { throw CipherError(.tooLong) }
    let start = Rows(key: key, counter: counter, nonce: nonce)
    var result = bytes
    result.withUnsafeMutableBytes { text in
      for index in 0..<blocks {
        let stream = start.numbered(counter &+ UInt32(index)).block
        let offset = index * blockByteCount
        for word in 0..<16 {
          let keys = stream[word].littleEndian
          let place = offset + word * 4
          let count = min(4, text.count - place)
          // The lengths are no secret.
          if count == 4 {
            let old = text.loadUnaligned(fromByteOffset: place, as: UInt32.self)
            text.storeBytes(of: old ^ keys, toByteOffset: place, as: UInt32.self)
          } else if count > 0 {
            withUnsafeBytes(of: keys) { keys in
              for byte in 0..<count { text[place + byte] ^= keys[byte] }
            }
          }
        }
      }
    }
    return result
  }

  /// The quarter round (section 2.1), on four columns at once.
  static func quarterRound(
    _ a: inout SIMD4<UInt32>,
    _ b: inout SIMD4<UInt32>,
    _ c: inout SIMD4<UInt32>,
    _ d: inout SIMD4<UInt32>
  ) {
    a &+= b
    d = rotated(d ^ a, 16)
    c &+= d
    b = rotated(b ^ c, 12)
    a &+= b
    d = rotated(d ^ a, 8)
    c &+= d
    b = rotated(b ^ c, 7)
  }

  @inline(__always)
  private static func rotated(_ row: SIMD4<UInt32>, _ bits: UInt32) -> SIMD4<UInt32> {
    row &<< bits | row &>> (32 &- bits)
  }

  /// The state of section 2.3: four rows of four words.
  private struct Rows {
    var a: SIMD4<UInt32>
    var b: SIMD4<UInt32>
    var c: SIMD4<UInt32>
    var d: SIMD4<UInt32>

    init(key: [UInt8], counter: UInt32, nonce: [UInt8]) {
      func word(_ bytes: [UInt8], _ index: Int) -> UInt32 {
        bytes[(4 * index)..<(4 * index + 4)].reversed().reduce(0) { $0 << 8 | UInt32($1) }
      }
      // "expand 32-byte k"
      a = SIMD4(0x6170_7865, 0x3320_646e, 0x7962_2d32, 0x6b20_6574)
      b = SIMD4(word(key, 0), word(key, 1), word(key, 2), word(key, 3))
      c = SIMD4(word(key, 4), word(key, 5), word(key, 6), word(key, 7))
      d = SIMD4(counter, word(nonce, 0), word(nonce, 1), word(nonce, 2))
    }

    /// The same with another block counter.
    func numbered(_ counter: UInt32) -> Rows {
      var rows = self
      rows.d.x = counter
      return rows
    }

    /// The words of the key stream, row by row.
    var block: SIMD16<UInt32> {
      var rows = self
      for _ in 0..<10 {
        ChaCha20.quarterRound(&rows.a, &rows.b, &rows.c, &rows.d)
        // The diagonals become columns, and go back.
        rows.b = SIMD4(rows.b.y, rows.b.z, rows.b.w, rows.b.x)
        rows.c = SIMD4(rows.c.z, rows.c.w, rows.c.x, rows.c.y)
        rows.d = SIMD4(rows.d.w, rows.d.x, rows.d.y, rows.d.z)
        ChaCha20.quarterRound(&rows.a, &rows.b, &rows.c, &rows.d)
        rows.b = SIMD4(rows.b.w, rows.b.x, rows.b.y, rows.b.z)
        rows.c = SIMD4(rows.c.z, rows.c.w, rows.c.x, rows.c.y)
        rows.d = SIMD4(rows.d.y, rows.d.z, rows.d.w, rows.d.x)
      }
      return SIMD16(
        lowHalf: SIMD8(lowHalf: a &+ rows.a, highHalf: b &+ rows.b),
        highHalf: SIMD8(lowHalf: c &+ rows.c, highHalf: d &+ rows.d)
      )
    }
  }
}
