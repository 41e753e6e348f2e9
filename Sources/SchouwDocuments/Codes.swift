/// An opaque code of the municipality: who wrote, or for whom a document is (rule I6).
///
/// Compared as bytes; Schouw gives it no meaning.
public struct ScopeCode: Sendable, Hashable, Comparable, CustomStringConvertible {
  /// The code, for instance `BU09172004`, `role:aandachtsfunctionaris` or `person:insp-17`.
  public let description: String

  /// Takes a code of 1 to 128 bytes without control characters; nil for anything else.
  public init?(_ text: String) {
    guard isCode(text) else { return nil }
    description = text
  }

  /// Whether the bytes are the same.
  public static func == (a: ScopeCode, b: ScopeCode) -> Bool {
    sameBytes(a.description, b.description)
  }

  /// The order of the bytes.
  public static func < (a: ScopeCode, b: ScopeCode) -> Bool {
    bytesPrecede(a.description, b.description)
  }

  /// Hashes the bytes.
  public func hash(into hasher: inout Hasher) { hashBytes(description, into: &hasher) }
}

/// The person who wrote a change: not the laptop, for laptops are shared (rule I6).
public struct Author: Sendable, Hashable, Comparable, CustomStringConvertible {
  /// The code of the author, for instance `insp-17`.
  public let description: String

  /// Takes a code of 1 to 128 bytes without control characters; nil for anything else.
  public init?(_ text: String) {
    guard isCode(text) else { return nil }
    description = text
  }

  /// Whether the bytes are the same.
  public static func == (a: Author, b: Author) -> Bool { sameBytes(a.description, b.description) }

  /// The order of the bytes.
  public static func < (a: Author, b: Author) -> Bool { bytesPrecede(a.description, b.description) }

  /// Hashes the bytes.
  public func hash(into hasher: inout Hasher) { hashBytes(description, into: &hasher) }
}

private func isCode(_ text: String) -> Bool {
  let utf8 = text.utf8
  return !utf8.isEmpty && utf8.count <= Limits.codeBytesMax
    && text.unicodeScalars.allSatisfy { $0.value >= 0x20 && !($0.value >= 0x7f && $0.value < 0xa0) }
}

/// Whether two texts are the same bytes: `==` of String also calls composed and decomposed text equal.
package func sameBytes(_ a: String, _ b: String) -> Bool { a.utf8.elementsEqual(b.utf8) }

/// Whether one text comes before another in the order of their bytes.
package func bytesPrecede(_ a: String, _ b: String) -> Bool {
  a.utf8.lexicographicallyPrecedes(b.utf8)
}

/// Feeds a text's bytes to a hasher, so that what is not the same bytes is not the same key.
package func hashBytes(_ text: String, into hasher: inout Hasher) {
  var text = text
  text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
  hasher.combine(UInt8(0xff))
}
