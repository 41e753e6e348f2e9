/// Authenticated encryption with additional data (RFC 8439 section 2.8).
///
/// In constant time, as its two parts; a text is decrypted only if its tag is right.
public enum ChaCha20Poly1305 {
  /// The length of a key.
  public static let keyByteCount = ChaCha20.keyByteCount
  /// The length of a nonce.
  public static let nonceByteCount = ChaCha20.nonceByteCount
  /// What a sealed text is longer than its plain one.
  public static let tagByteCount = Poly1305.tagByteCount

  /// Encrypts a text; its tag stands behind it.
  ///
  /// - Parameters:
  ///   - nonce: never used for another text under this key.
  ///   - additional: what is not hidden and must not be changed.
  /// - Throws: ``CipherError`` `badKey`, `badNonce`, `tooLong`.
  /// - Complexity: linear in both.
  public static func seal(
    _ text: [UInt8],
    additional: [UInt8],
    key: [UInt8],
    nonce: [UInt8]
  ) throws(CipherError) -> [UInt8] {
    let hidden = try ChaCha20.combine(text, key: key, counter: 1, nonce: nonce)
    return hidden + (try tag(hidden, additional, key, nonce))
  }

  /// Decrypts a text with its tag.
  ///
  /// - Throws: ``CipherError`` `badKey`, `badNonce`, `tooLong`; `notAuthentic` if the tag is not that of
  ///   this text, key, nonce and additional data, or missing.
  /// - Complexity: linear in both.
  public static func open(
    _ sealed: [UInt8],
    additional: [UInt8],
    key: [UInt8],
    nonce: [UInt8]
  ) throws(CipherError) -> [UInt8] {
    guard sealed.count >= tagByteCount else { throw CipherError(.notAuthentic) }
    let hidden = Array(sealed.dropLast(tagByteCount))
    let expected = try tag(hidden, additional, key, nonce)
    guard Poly1305.equal(expected, Array(sealed.suffix(tagByteCount))) else {
      throw CipherError(.notAuthentic)
    }
    return try ChaCha20.combine(hidden, key: key, counter: 1, nonce: nonce)
  }

  /// The one-time key of the authenticator: the beginning of block 0 (section 2.6).
  static func oneTimeKey(key: [UInt8], nonce: [UInt8]) throws(CipherError) -> [UInt8] {
    Array(try ChaCha20.block(key: key, counter: 0, nonce: nonce).prefix(Poly1305.keyByteCount))
  }

  private static func tag(
    _ hidden: [UInt8],
    _ additional: [UInt8],
    _ key: [UInt8],
    _ nonce: [UInt8]
  ) throws(CipherError) -> [UInt8] {
    func padding(_ bytes: [UInt8]) -> [UInt8] {
      [UInt8](repeating: 0, count: (16 - bytes.count % 16) % 16)
    }
    func length(_ bytes: [UInt8]) -> [UInt8] {
      withUnsafeBytes(of: UInt64(bytes.count).littleEndian) { [UInt8]($0) }
    }
    let message =
      additional + padding(additional) + hidden + padding(hidden) + length(additional)
      + length(hidden)
    return try Poly1305.code(key: try oneTimeKey(key: key, nonce: nonce), message: message)
  }
}
