/// Looking through bytes eight at a time.
package enum JSONBytes {
  private static let ones: UInt64 = 0x0101_0101_0101_0101
  private static let highs: UInt64 = 0x8080_8080_8080_8080

  /// A mask whose lowest set bit lies in the first byte that is a quote, a backslash or below 0x20.
  ///
  /// Each subtraction borrows only above a byte that is itself a hit, so the lowest hit is exact.
  @inline(__always)
  private static func special(_ word: UInt64) -> UInt64 {
    let quote = word ^ (ones &* 0x22)
    let backslash = word ^ (ones &* 0x5c)
    return
      ((quote &- ones) & ~quote | (backslash &- ones) & ~backslash
      | (word &- (ones &* 0x20)) & ~word) & highs
  }

  /// The first position of a byte from a start on; nil if it is not there.
  package static func first(_ byte: UInt8, in bytes: [UInt8], from start: Int) -> Int? {
    bytes.withUnsafeBytes { raw in
      var position = start
      while position &+ 8 <= raw.count {
        let word = UInt64(
          littleEndian: raw.loadUnaligned(fromByteOffset: position, as: UInt64.self)
        )
        let difference = word ^ (ones &* UInt64(byte))
        // A borrow goes only upwards from a byte that is a hit, so the lowest hit is exact.
        let hits = (difference &- ones) & ~difference & highs
        if hits != 0 { return position &+ hits.trailingZeroBitCount / 8 }
        position &+= 8
      }
      while position < raw.count {
        if raw[position] == byte { return position }
        position &+= 1
      }
      return nil
    }
  }

  /// The position of the first byte from `start` that must be escaped, or the count.
  @inline(__always)
  static func plainEnd(_ text: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    let raw = UnsafeRawBufferPointer(text)
    var position = start
    while position &+ 8 <= text.count {
      let word = UInt64(
        littleEndian: raw.loadUnaligned(fromByteOffset: position, as: UInt64.self)
      )
      let hits = special(word)
      if hits != 0 { return position &+ hits.trailingZeroBitCount / 8 }
      position &+= 8
    }
    while position < text.count {
      let byte = text[position]
      if byte < 0x20 || byte == 0x22 || byte == 0x5c { return position }
      position &+= 1
    }
    return position
  }

  /// The position of the first byte from `start` that is special or not ASCII, or the count.
  @inline(__always)
  static func asciiEnd(_ base: UnsafePointer<UInt8>, from start: Int, to count: Int) -> Int {
    let raw = UnsafeRawPointer(base)
    var position = start
    while position &+ 8 <= count {
      let word = UInt64(
        littleEndian: raw.loadUnaligned(fromByteOffset: position, as: UInt64.self)
      )
      let hits = special(word) | word & highs
      if hits != 0 { return position &+ hits.trailingZeroBitCount / 8 }
      position &+= 8
    }
    while position < count {
      let byte = base[position]
      if byte < 0x20 || byte == 0x22 || byte == 0x5c || byte >= 0x80 { return position }
      position &+= 1
    }
    return position
  }
}
