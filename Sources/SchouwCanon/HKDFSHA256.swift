/// HKDF with HMAC-SHA-256: keys derived from a key (RFC 5869).
public enum HKDFSHA256 {
  /// The greatest length that can be derived, in bytes: 255 blocks.
  public static let lengthMax = 255 * Digest.byteCount

  /// Derives `length` bytes from a key; at most `lengthMax`, more is the programmer's error.
  ///
  /// - Parameter salt: may be empty, which counts as 32 zero bytes.
  /// - Parameter info: what the derived key is for.
  public static func derive(
    key: [UInt8],
    salt: [UInt8],
    info: [UInt8],
    length: Int
  ) -> [UInt8] {
    precondition((0...lengthMax).contains(length), "HKDF gives at most 8160 bytes")
    // HMAC pads keys with zeros, so an empty salt is the same as the default of zeros.
    let pseudorandomKey = HMACSHA256.code(key: salt, message: key).bytes
    var result: [UInt8] = []
    var block: [UInt8] = []
    var counter: UInt8 = 0
    while result.count < length {
      counter += 1
      block = HMACSHA256.code(key: pseudorandomKey, message: block + info + [counter]).bytes
      result += block
    }
    return Array(result.prefix(length))
  }
}
