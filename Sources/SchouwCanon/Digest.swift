/// A SHA-256 hash: 32 bytes, held inline and ordered as bytes.
public struct Digest: Sendable, Hashable, Comparable, CustomStringConvertible {
  /// The number of bytes.
  public static let byteCount = 32

  /// The bytes in big-endian words.
  let words: (UInt64, UInt64, UInt64, UInt64)

  init(words: (UInt64, UInt64, UInt64, UInt64)) {
    self.words = words
  }

  /// Makes a digest of exactly 32 bytes, otherwise nil.
  public init?(bytes: some Collection<UInt8>) {
    guard bytes.count == Digest.byteCount else { return nil }
    var words: [UInt64] = [0, 0, 0, 0]
    for (position, byte) in bytes.enumerated() {
      words[position / 8] = words[position / 8] << 8 | UInt64(byte)
    }
    self.words = (words[0], words[1], words[2], words[3])
  }

  /// Reads the 43 characters of base64url (format I2); anything else gives nil.
  public init?(base64URL text: String) {
    guard text.utf8.count == 43, let bytes = Base64URL.decode(text) else { return nil }
    self.init(bytes: bytes)
  }

  /// The 32 bytes.
  public var bytes: [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(Digest.byteCount)
    for word in [words.0, words.1, words.2, words.3] {
      for shift in stride(from: 56, through: 0, by: -8) {
        result.append(UInt8(truncatingIfNeeded: word >> UInt64(shift)))
      }
    }
    return result
  }

  /// The bytes in base64url without padding: 43 characters (format I2).
  public var base64URL: String { Base64URL.encode(bytes) }

  /// The bytes in lower-case hexadecimal: 64 characters.
  public var hex: String {
    let letters = Array("0123456789abcdef".utf8)
    return String(
      decoding: bytes.flatMap { [letters[Int($0 >> 4)], letters[Int($0 & 15)]] },
      as: UTF8.self
    )
  }

  /// The same as `base64URL`.
  public var description: String { base64URL }

  /// Whether two digests are the same, in a time that does not tell where they differ.
  public func equalsInConstantTime(_ other: Digest) -> Bool {
    let difference =
      (words.0 ^ other.words.0) | (words.1 ^ other.words.1) | (words.2 ^ other.words.2)
      | (words.3 ^ other.words.3)
    return difference == 0
  }

  /// Whether the bytes are the same.
  public static func == (left: Digest, right: Digest) -> Bool { left.words == right.words }

  /// Whether `left` comes before `right` as bytes.
  public static func < (left: Digest, right: Digest) -> Bool { left.words < right.words }

  /// Hashes the bytes.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(words.0)
    hasher.combine(words.1)
    hasher.combine(words.2)
    hasher.combine(words.3)
  }
}
