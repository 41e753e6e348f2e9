import SchouwCanon

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
package func sameBytes(_ a: String, _ b: String) -> Bool {
  ByteOrder.withBytes(of: a) { a in
    ByteOrder.withBytes(of: b) { b in a.count == b.count && agree(a, b, a.count) }
  }
}

/// Whether one text comes before another in the order of their bytes.
package func bytesPrecede(_ a: String, _ b: String) -> Bool {
  ByteOrder.withBytes(of: a) { a in
    ByteOrder.withBytes(of: b) { b in
      let common = min(a.count, b.count)
      var index = 0
      while index < common {
        if a[index] != b[index] { return a[index] < b[index] }
        index &+= 1
      }
      return a.count < b.count
    }
  }
}

/// Whether a text begins with the bytes of another.
package func hasBytesPrefix(_ text: String, _ prefix: String) -> Bool {
  ByteOrder.withBytes(of: text) { text in
    ByteOrder.withBytes(of: prefix) { prefix in
      text.count >= prefix.count && agree(text, prefix, prefix.count)
    }
  }
}

@inline(__always)
private func agree(
  _ a: UnsafeBufferPointer<UInt8>,
  _ b: UnsafeBufferPointer<UInt8>,
  _ count: Int
) -> Bool {
  var index = 0
  while index < count {
    if a[index] != b[index] { return false }
    index &+= 1
  }
  return true
}

/// Feeds a text's bytes to a hasher, so that what is not the same bytes is not the same key.
package func hashBytes(_ text: String, into hasher: inout Hasher) {
  var text = text
  text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
  hasher.combine(UInt8(0xff))
}
