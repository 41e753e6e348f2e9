/// How strings compare in protocol data: by their bytes, or in the member order of RFC 8785.
///
/// Never by Unicode's canonical equivalence, which Swift's own `==` follows.
@usableFromInline
package enum ByteOrder {
  /// Whether two strings have the same UTF-8 bytes.
  @inlinable
  package static func same(_ left: String, _ right: String) -> Bool {
    compare(left, right) == 0
  }

  /// Whether `left` comes before `right` by UTF-16 code units (RFC 8785 section 3.2.3).
  @inlinable
  package static func precedes(_ left: String, _ right: String) -> Bool {
    compare(left, right) < 0
  }

  /// Compares two strings by UTF-16 code units: negative, zero or positive.
  @inlinable
  package static func compare(_ left: String, _ right: String) -> Int {
    withBytes(of: left) { leftBytes in
      withBytes(of: right) { rightBytes in compare(leftBytes, rightBytes) }
    }
  }

  /// Compares UTF-8 bytes in the order of the UTF-16 code units that they stand for.
  ///
  /// The two orders differ only where U+E000 to U+FFFF (lead bytes 0xEE, 0xEF) meet a character
  /// beyond U+FFFF (lead bytes from 0xF0), whose surrogates are lower.
  @inlinable
  package static func compare(
    _ left: UnsafeBufferPointer<UInt8>,
    _ right: UnsafeBufferPointer<UInt8>
  ) -> Int {
    let common = min(left.count, right.count)
    var position = 0
    while position < common {
      let leftByte = left[position]
      let rightByte = right[position]
      if leftByte != rightByte { return Int(rank(leftByte)) &- Int(rank(rightByte)) }
      position &+= 1
    }
    return left.count &- right.count
  }

  /// Runs `body` on the UTF-8 bytes of a string.
  @inlinable
  package static func withBytes<Result>(
    of text: String,
    _ body: (UnsafeBufferPointer<UInt8>) -> Result
  ) -> Result {
    if let result = text.utf8.withContiguousStorageIfAvailable(body) { return result }
    return Array(text.utf8).withUnsafeBufferPointer(body)
  }

  /// 0xEE and 0xEF move behind 0xF0 to 0xF4; all others keep their order.
  @inlinable
  package static func rank(_ byte: UInt8) -> UInt8 {
    byte == 0xee || byte == 0xef ? byte | 0xf8 : byte
  }
}
