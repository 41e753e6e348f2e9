/// HMAC with SHA-256 (RFC 2104).
public enum HMACSHA256 {
  /// The authentication code of a message under a key of any length.
  ///
  /// Compare codes with `Digest.equalsInConstantTime(_:)`.
  public static func code(key: [UInt8], message: [UInt8]) -> Digest {
    var block = key.count > 64 ? SHA256.hash(key).bytes : key
    block += repeatElement(0, count: 64 - block.count)
    var inner = SHA256()
    inner.update(block.map { $0 ^ 0x36 })
    inner.update(message)
    var outer = SHA256()
    outer.update(block.map { $0 ^ 0x5c })
    outer.update(inner.finish().bytes)
    return outer.finish()
  }
}
