/// Reads the records of a stretch of a segment, and says what is damaged or cut (rules J3 to J5).
struct SegmentScan {
  /// A record that agrees with its checksum.
  struct Found {
    let number: Int
    /// Byte of the segment where the record's own bytes begin.
    let offset: Int
    let length: Int
  }

  /// A stretch that holds no whole record.
  struct Damage: Sendable, Hashable {
    /// Byte of the segment where it begins.
    let offset: Int
    /// Its length in bytes.
    let length: Int
    /// The numbers of the records that are lost there; empty if only a separator is damaged.
    let lost: [Int]
  }

  private(set) var found: [Found] = []
  private(set) var damages: [Damage] = []
  /// The byte behind the last line; what follows was cut while it was written.
  private(set) var end: Int
  /// Bytes of a cut line behind the last whole one.
  private(set) var tornBytes = 0
  /// The number that the next record gets.
  private(set) var next: Int

  /// - Parameters:
  ///   - bytes: the segment from `base` to its end.
  ///   - base: the byte of the segment where `bytes` begin, at the beginning of a line.
  ///   - next: the number that the first record should have.
  init(_ bytes: [UInt8], base: Int, next: Int, nonce: [UInt8]) {
    self.next = next
    end = base
    var position = 0
    while position < bytes.count {
      if let line = RecordLine(in: bytes, at: position, nonce: nonce), line.number >= self.next {
        take(line, base: base, damagedFrom: nil)
        position = line.next
        continue
      }
      guard let (line, start) = Self.following(bytes, after: position, nonce: nonce, atLeast: self.next)
      else {
        takeTail(bytes, from: position, base: base)
        return
      }
      take(line, base: base, damagedFrom: (position, start))
      position = line.next
    }
    end = base + position
  }

  private mutating func take(_ line: RecordLine, base: Int, damagedFrom: (Int, Int)?) {
    if let (from, to) = damagedFrom {
      damages.append(
        Damage(offset: base + from, length: to - from, lost: Array(next..<line.number)))
    } else if line.number > next {
      damages.append(
        Damage(offset: base + line.record.lowerBound, length: 0, lost: Array(next..<line.number)))
    }
    if !line.isTerminated {
      damages.append(Damage(offset: base + line.record.upperBound, length: 2, lost: []))
    }
    found.append(
      Found(
        number: line.number, offset: base + line.record.lowerBound, length: line.record.count))
    next = line.number + 1
    end = base + line.next
  }

  /// What follows the last whole record: whole lines are damaged records, the rest was cut in writing.
  private mutating func takeTail(_ bytes: [UInt8], from position: Int, base: Int) {
    var lines = 0
    var wholeEnd = position
    for index in position..<bytes.count where bytes[index] == UInt8(ascii: "\n") {
      lines += 1
      wholeEnd = index + 1
    }
    if lines > 0 {
      damages.append(
        Damage(
          offset: base + position, length: wholeEnd - position,
          lost: Array(next..<(next + lines))))
      next += lines
    }
    end = base + wholeEnd
    tornBytes = bytes.count - wholeEnd
  }

  /// The first line behind a place that agrees with its checksum.
  private static func following(
    _ bytes: [UInt8], after position: Int, nonce: [UInt8], atLeast number: Int
  ) -> (RecordLine, Int)? {
    let prefix = RecordLine.prefix
    var start = position + 1
    while start + prefix.count <= bytes.count {
      if bytes[start] == prefix[0], bytes[start + 1] == prefix[1], bytes[start + 2] == prefix[2],
        let line = RecordLine(in: bytes, at: start, nonce: nonce), line.number >= number
      {
        return (line, start)
      }
      start += 1
    }
    return nil
  }
}
