import SchouwCanon

/// The name of a document: a random UUID (RFC 9562 version 4), written in lower case (rule I1).
public struct DocumentID: Sendable, Hashable, Comparable, CustomStringConvertible {
  /// The first 64 bits.
  public let high: UInt64
  /// The last 64 bits.
  public let low: UInt64

  /// Makes an identifier of 128 bits as they are.
  public init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
  }

  /// Makes a version 4 identifier of 16 random bytes; the six bits of version and variant are set.
  public init(random bytes: [UInt8]) {
    precondition(bytes.count == 16, "a document id takes 16 random bytes")
    let high = bytes[..<8].reduce(0) { $0 << 8 | UInt64($1) }
    let low = bytes[8...].reduce(0) { $0 << 8 | UInt64($1) }
    self.high = high & 0xffff_ffff_ffff_0fff | 0x4000
    self.low = low & 0x3fff_ffff_ffff_ffff | 0x8000_0000_0000_0000
  }

  /// Reads 36 characters `8-4-4-4-12` of lower-case hexadecimal digits; nil for anything else.
  public init?(_ text: some StringProtocol) {
    guard let id = ByteOrder.withBytes(of: String(text), { DocumentID($0) }) else { return nil }
    self = id
  }

  /// Reads 36 characters `8-4-4-4-12` of lower-case hexadecimal digits; nil for anything else.
  init?(_ text: UnsafeBufferPointer<UInt8>) {
    guard text.count == 36 else { return nil }
    var high: UInt64 = 0
    var low: UInt64 = 0
    for index in 0..<36 {
      let byte = text[index]
      if index == 8 || index == 13 || index == 18 || index == 23 {
        guard byte == 0x2d else { return nil }
        continue
      }
      let nibble: UInt8
      switch byte {
      case 0x30...0x39: nibble = byte - 0x30
      case 0x61...0x66: nibble = byte - 0x61 + 10
      default: return nil
      }
      if index < 18 { high = high << 4 | UInt64(nibble) } else { low = low << 4 | UInt64(nibble) }
    }
    self.init(high: high, low: low)
  }

  /// The 36 characters.
  public var description: String {
    String(unsafeUninitializedCapacity: 36) { text in
      var index = 0
      for digit in 0..<32 {
        if digit == 8 || digit == 12 || digit == 16 || digit == 20 {
          text[index] = 0x2d
          index += 1
        }
        let word = digit < 16 ? high : low
        let nibble = UInt8(truncatingIfNeeded: word >> UInt64(60 - digit % 16 * 4)) & 15
        text[index] = nibble < 10 ? 0x30 + nibble : 0x61 - 10 + nibble
        index += 1
      }
      return index
    }
  }

  /// The 26 letters of which a handle is a prefix (rule I7).
  public var letters: String {
    String(decoding: (0..<26).map { Self.alphabet[Int(fiveBits(at: $0 * 5))] }, as: UTF8.self)
  }

  /// The lowest and the highest identifier whose letters begin with a prefix (case is ignored).
  ///
  /// - Returns: nil if a character is not of the alphabet or the prefix is longer than 26.
  public static func range(ofLetters prefix: String) -> ClosedRange<DocumentID>? {
    let letters = Array(prefix.utf8)
    guard letters.count <= 26 else { return nil }
    var low = DocumentID(high: 0, low: 0)
    var high = DocumentID(high: .max, low: .max)
    for (index, letter) in letters.enumerated() {
      let upper = letter >= 0x61 && letter <= 0x7a ? letter - 0x20 : letter
      guard let value = alphabet.firstIndex(of: upper) else { return nil }
      if index == 25 && value & 3 != 0 { return nil }
      low = low.setting(fiveBits: UInt64(value), at: index * 5)
      high = high.setting(fiveBits: UInt64(value), at: index * 5)
    }
    return low...high
  }

  private static let alphabet = Array("23456789ABCDEFGHJKLMNPQRSTUVWXYZ".utf8)

  private func fiveBits(at bit: Int) -> UInt64 {
    (0..<5).reduce(0) { value, step in
      let position = bit + step
      guard position < 128 else { return value << 1 }
      let word = position < 64 ? high : low
      return value << 1 | (word >> UInt64(63 - position % 64)) & 1
    }
  }

  private func setting(fiveBits value: UInt64, at bit: Int) -> DocumentID {
    var words = [high, low]
    for step in 0..<5 where bit + step < 128 {
      let position = bit + step
      let mask: UInt64 = 1 << UInt64(63 - position % 64)
      let set = (value >> UInt64(4 - step)) & 1 == 1
      words[position / 64] = set ? words[position / 64] | mask : words[position / 64] & ~mask
    }
    return DocumentID(high: words[0], low: words[1])
  }

  /// The order of the 128 bits as a number.
  public static func < (a: DocumentID, b: DocumentID) -> Bool {
    (a.high, a.low) < (b.high, b.low)
  }
}
