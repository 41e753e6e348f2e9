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
  guard !utf8.isEmpty, utf8.count <= Limits.codeBytesMax else { return false }
  // Nearly all are ASCII.
  if utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7f }) { return true }
  return text.unicodeScalars.allSatisfy {
    $0.value >= 0x20 && !($0.value >= 0x7f && $0.value < 0xa0)
  }
}

/// Whether two texts are the same bytes: `==` of String also calls composed and decomposed text equal.
package func sameBytes(_ a: String, _ b: String) -> Bool {
  ByteOrder.withBytes(of: a) { a in
    ByteOrder.withBytes(of: b) { b in a.count == b.count && agree(a, b, a.count) }
  }
}

/// Whether bytes are those of a text.
func sameBytes(_ a: UnsafeBufferPointer<UInt8>, _ b: String) -> Bool {
  ByteOrder.withBytes(of: b) { b in a.count == b.count && agree(a, b, a.count) }
}

/// Whether bytes begin with others.
func hasBytesPrefix(_ bytes: UnsafeBufferPointer<UInt8>, _ prefix: UnsafeBufferPointer<UInt8>)
  -> Bool
{
  bytes.count >= prefix.count && agree(bytes, prefix, prefix.count)
}

/// Whether the bytes of one path are those of another or of one above it.
func isAtOrAbove(_ above: UnsafeBufferPointer<UInt8>, _ path: UnsafeBufferPointer<UInt8>) -> Bool {
  path.count >= above.count && agree(above, path, above.count)
    && (path.count == above.count || path[above.count] == UInt8(ascii: "/"))
}

/// Whether one text comes before another in the order of their bytes.
package func bytesPrecede(_ a: String, _ b: String) -> Bool {
  ByteOrder.withBytes(of: a) { a in
    ByteOrder.withBytes(of: b) { b in bytesPrecede(a, b) }
  }
}

/// Whether bytes come before others in the order of bytes.
@inline(__always)
func bytesPrecede(_ a: UnsafeBufferPointer<UInt8>, _ b: UnsafeBufferPointer<UInt8>) -> Bool {
  compareBytes(a, b) < 0
}

/// The order of bytes: negative, zero or positive.
///
/// Cost: an eighth of what they have in common.
@inline(__always)
func compareBytes(_ a: UnsafeBufferPointer<UInt8>, _ b: UnsafeBufferPointer<UInt8>) -> Int {
  let common = min(a.count, b.count)
  let (left, right) = (UnsafeRawBufferPointer(a), UnsafeRawBufferPointer(b))
  var index = 0
  while index &+ 8 <= common {
    let x = UInt64(bigEndian: left.loadUnaligned(fromByteOffset: index, as: UInt64.self))
    let y = UInt64(bigEndian: right.loadUnaligned(fromByteOffset: index, as: UInt64.self))
    if x != y { return x < y ? -1 : 1 }
    index &+= 8
  }
  while index < common {
    if a[index] != b[index] { return Int(a[index]) &- Int(b[index]) }
    index &+= 1
  }
  return a.count &- b.count
}

/// Whether a text begins with the bytes of another.
package func hasBytesPrefix(_ text: String, _ prefix: String) -> Bool {
  ByteOrder.withBytes(of: text) { text in
    ByteOrder.withBytes(of: prefix) { prefix in hasBytesPrefix(text, prefix) }
  }
}

@inline(__always)
private func agree(
  _ a: UnsafeBufferPointer<UInt8>,
  _ b: UnsafeBufferPointer<UInt8>,
  _ count: Int
) -> Bool {
  let (left, right) = (UnsafeRawBufferPointer(a), UnsafeRawBufferPointer(b))
  var index = 0
  while index &+ 8 <= count {
    let x = left.loadUnaligned(fromByteOffset: index, as: UInt64.self)
    if x != right.loadUnaligned(fromByteOffset: index, as: UInt64.self) { return false }
    index &+= 8
  }
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
