/// Base64 with the alphabet for URLs and file names, without padding (RFC 4648 section 5).
public enum Base64URL {
  private static let alphabet: StaticString =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"

  /// The value of each byte as a letter of the alphabet; 0xff if it is none.
  private static let values: [UInt8] = {
    var values = [UInt8](repeating: 0xff, count: 256)
    for value in 0..<64 { values[Int(alphabet.utf8Start[value])] = UInt8(value) }
    return values
  }()

  /// The letter of a value below 64.
  @inline(__always)
  static func letter(_ value: UInt64) -> UInt8 { alphabet.utf8Start[Int(value)] }

  /// Writes bytes as text: four characters for three bytes, two or three for what is left.
  public static func encode(_ bytes: some Collection<UInt8>) -> String {
    if let text = bytes.withContiguousStorageIfAvailable({ encode($0) }) { return text }
    return Array(bytes).withUnsafeBufferPointer { encode($0) }
  }

  static func encode(_ bytes: UnsafeBufferPointer<UInt8>) -> String {
    let letters = alphabet.utf8Start
    return String(unsafeUninitializedCapacity: (bytes.count * 4 + 2) / 3) { text in
      var size = 0
      var bits: UInt32 = 0
      var bitCount: UInt32 = 0
      for byte in bytes {
        bits = bits &<< 8 | UInt32(byte)
        bitCount &+= 8
        while bitCount >= 6 {
          bitCount &-= 6
          text[size] = letters[Int(bits &>> bitCount & 63)]
          size &+= 1
        }
      }
      if bitCount > 0 {
        text[size] = letters[Int(bits &<< (6 &- bitCount) & 63)]
        size &+= 1
      }
      return size
    }
  }

  /// Reads text; nil for anything that `encode` never writes.
  ///
  /// That is padding, any other character, an impossible length, and left-over bits that are not
  /// zero: no two texts give the same bytes (RFC 4648 section 3.5).
  public static func decode(_ text: String) -> [UInt8]? {
    guard text.utf8.count % 4 != 1 else { return nil }
    var isValid = false
    let bytes = [UInt8](unsafeUninitializedCapacity: text.utf8.count * 3 / 4) { bytes, size in
      isValid = ByteOrder.withBytes(of: text) { decode($0, into: bytes) }
      size = isValid ? bytes.count : 0
    }
    return isValid ? bytes : nil
  }

  /// Reads text into a buffer of exactly the right size, and says whether it was valid.
  static func decode(
    _ text: UnsafeBufferPointer<UInt8>,
    into bytes: UnsafeMutableBufferPointer<UInt8>
  ) -> Bool {
    values.withUnsafeBufferPointer { values in
      var size = 0
      var bits: UInt32 = 0
      var bitCount: UInt32 = 0
      for letter in text {
        let value = values[Int(letter)]
        if value == 0xff { return false }
        bits = bits &<< 6 | UInt32(value)
        bitCount &+= 6
        if bitCount >= 8 {
          bitCount &-= 8
          bytes[size] = UInt8(truncatingIfNeeded: bits &>> bitCount)
          size &+= 1
        }
      }
      return bits & (1 &<< bitCount &- 1) == 0
    }
  }
}
