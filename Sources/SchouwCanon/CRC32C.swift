/// The checksum CRC-32C (Castagnoli), as in RFC 3720 section 12.1, in one go or piece by piece.
///
/// It finds damage, not malice.
public struct CRC32C: Sendable {
  private var remainder: UInt32 = 0xffff_ffff

  /// Makes the checksum of nothing so far.
  public init() {}

  /// The checksum of all bytes added so far.
  public var value: UInt32 { ~remainder }

  /// The checksum of bytes.
  public static func of(_ bytes: [UInt8]) -> UInt32 {
    bytes.withUnsafeBytes { of($0) }
  }

  /// The checksum of bytes.
  public static func of(_ bytes: ArraySlice<UInt8>) -> UInt32 {
    bytes.withUnsafeBytes { of($0) }
  }

  /// The checksum of bytes.
  public static func of(_ bytes: UnsafeRawBufferPointer) -> UInt32 {
    var checksum = CRC32C()
    checksum.update(bytes)
    return checksum.value
  }

  /// Adds bytes.
  public mutating func update(_ bytes: [UInt8]) {
    bytes.withUnsafeBytes { update($0) }
  }

  /// Adds bytes.
  public mutating func update(_ bytes: ArraySlice<UInt8>) {
    bytes.withUnsafeBytes { update($0) }
  }

  /// Adds a number, its highest byte first.
  public mutating func update(_ number: UInt32) {
    withUnsafeBytes(of: number.bigEndian) { update($0) }
  }

  /// Adds the bytes of a hash.
  public mutating func update(_ digest: Digest) {
    digest.withBytes { update(UnsafeRawBufferPointer($0)) }
  }

  /// Adds bytes, eight at a time.
  public mutating func update(_ bytes: UnsafeRawBufferPointer) {
    CRC32C.table.withUnsafeBufferPointer { table in
      guard let table = table.baseAddress, let base = bytes.baseAddress else { return }
      var remainder = remainder
      var offset = 0
      while offset &+ 8 <= bytes.count {
        let word =
          UInt64(littleEndian: base.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
          ^ UInt64(remainder)
        remainder =
          table[1792 &+ Int(word & 0xff)] ^ table[1536 &+ Int(word &>> 8 & 0xff)]
          ^ table[1280 &+ Int(word &>> 16 & 0xff)] ^ table[1024 &+ Int(word &>> 24 & 0xff)]
          ^ table[768 &+ Int(word &>> 32 & 0xff)] ^ table[512 &+ Int(word &>> 40 & 0xff)]
          ^ table[256 &+ Int(word &>> 48 & 0xff)] ^ table[Int(word &>> 56)]
        offset &+= 8
      }
      while offset < bytes.count {
        let byte = base.load(fromByteOffset: offset, as: UInt8.self)
        remainder = remainder &>> 8 ^ table[Int(remainder & 0xff ^ UInt32(byte))]
        offset &+= 1
      }
      self.remainder = remainder
    }
  }

  /// Eight tables of 256: table k gives the remainder of a byte followed by k zero bytes.
  private static let table: [UInt32] = {
    var table = [UInt32](repeating: 0, count: 8 * 256)
    for byte in 0..<256 {
      var remainder = UInt32(byte)
      for _ in 0..<8 {
        remainder = remainder & 1 == 1 ? remainder >> 1 ^ 0x82f6_3b78 : remainder >> 1
      }
      table[byte] = remainder
    }
    for position in 256..<table.count {
      let before = table[position - 256]
      table[position] = before >> 8 ^ table[Int(before & 0xff)]
    }
    return table
  }()
}
