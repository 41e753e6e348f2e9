/// A SHA-256 hash: 32 bytes, held inline and ordered as bytes.
public struct Digest: Sendable, Hashable, Comparable, CustomStringConvertible {
  /// The number of bytes.
  public static let byteCount = 32

  /// The number of characters in base64url.
  public static let textCount = 43

  /// The bytes in big-endian words.
  let words: (UInt64, UInt64, UInt64, UInt64)

  init(words: (UInt64, UInt64, UInt64, UInt64)) {
    self.words = words
  }

  /// Makes a digest of exactly 32 bytes, otherwise nil.
  public init?(bytes: some Collection<UInt8>) {
    guard bytes.count == Digest.byteCount else { return nil }
    self.init { buffer in
      _ = buffer.initialize(from: bytes)
      return true
    }
  }

  /// Reads the 43 characters of base64url (format I2); anything else gives nil.
  public init?(base64URL text: String) {
    guard let digest = ByteOrder.withBytes(of: text, { Digest(base64URL: $0) }) else { return nil }
    self = digest
  }

  /// Reads the 43 characters of base64url (format I2); anything else gives nil.
  package init?(base64URL text: UnsafeBufferPointer<UInt8>) {
    guard text.count == Digest.textCount else { return nil }
    self.init { Base64URL.decode(text, into: $0) }
  }

  /// The first eight characters of the base64url, the first one in the highest byte.
  package var firstCharacters: UInt64 {
    var characters: UInt64 = 0
    for shift in stride(from: 58, through: 16, by: -6) as StrideThrough<UInt64> {
      characters = characters << 8 | UInt64(Base64URL.letter(words.0 >> shift & 63))
    }
    return characters
  }

  /// Makes a digest of 32 bytes that `fill` writes; nil if that says false.
  private init?(_ fill: (UnsafeMutableBufferPointer<UInt8>) -> Bool) {
    var words: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
    let isFilled = withUnsafeMutableBytes(of: &words) {
      fill($0.assumingMemoryBound(to: UInt8.self))
    }
    guard isFilled else { return nil }
    self.words = (
      UInt64(bigEndian: words.0), UInt64(bigEndian: words.1), UInt64(bigEndian: words.2),
      UInt64(bigEndian: words.3)
    )
  }

  func withBytes<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    let words = (
      words.0.bigEndian, words.1.bigEndian, words.2.bigEndian, words.3.bigEndian
    )
    return withUnsafeBytes(of: words) { body($0.assumingMemoryBound(to: UInt8.self)) }
  }

  /// The 32 bytes.
  public var bytes: [UInt8] { withBytes { Array($0) } }

  /// The bytes in base64url without padding: 43 characters (format I2).
  public var base64URL: String {
    String(unsafeUninitializedCapacity: Self.textCount) { text in
      if let base = text.baseAddress { putBase64URL(at: base) }
      return Self.textCount
    }
  }

  /// Writes the 43 characters of ``base64URL``.
  func putBase64URL(at text: UnsafeMutablePointer<UInt8>) {
    var place = 0
    // Ten letters and four bits are left of each word; they begin the letters of the next.
    var rest: UInt64 = 0
    var restCount: UInt64 = 0
    func put(_ word: UInt64) {
      var left: UInt64 = 64
      let need = 6 &- restCount
      text[place] = Base64URL.letter((rest &<< need | word &>> (64 &- need)) & 63)
      place &+= 1
      left &-= need
      while left >= 6 {
        left &-= 6
        text[place] = Base64URL.letter(word &>> left & 63)
        place &+= 1
      }
      rest = word & (1 &<< left &- 1)
      restCount = left
    }
    put(words.0)
    put(words.1)
    put(words.2)
    put(words.3)
    text[place] = Base64URL.letter(rest &<< (6 &- restCount) & 63)
  }

  /// The bytes in lower-case hexadecimal: 64 characters.
  public var hex: String {
    let letters = Array("0123456789abcdef".utf8)
    let text = bytes.flatMap { [letters[Int($0 >> 4)], letters[Int($0 & 15)]] }
    return String(decoding: text, as: UTF8.self)
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
