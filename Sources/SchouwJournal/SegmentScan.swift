/// Reads the records of a stretch of a segment, and says what is damaged or cut (rules J3 to J5, J9).
struct SegmentScan {
  /// A record that agrees with its checksum.
  struct Found {
    let number: Int
    let batch: RecordLine.Batch
    /// Byte of the segment where its line begins.
    let line: Int
    /// Byte of the segment where the record's own bytes begin.
    let offset: Int
    let length: Int

    /// The number of the first record of its batch.
    var batchStart: Int { number - batch.place + 1 }
    /// The number of the last record of its batch.
    var batchEnd: Int { number + batch.count - batch.place }
  }

  /// A stretch that holds no whole record.
  struct Damage: Sendable, Hashable {
    /// Byte of the segment where it begins.
    let offset: Int
    /// Its length in bytes.
    let length: Int
    /// The numbers of the records that are lost there; empty if only a separator is damaged.
    let lost: Range<Int>
  }

  private(set) var found: [Found] = []
  private(set) var damages: [Damage] = []
  /// The byte behind the last whole batch; what follows was cut while it was written.
  private(set) var end: Int
  /// Bytes of a cut batch behind the last whole one.
  private(set) var tornBytes = 0
  /// The number that the next record gets.
  private(set) var next: Int

  /// - Parameters:
  ///   - bytes: the segment from `base` to its end.
  ///   - base: the byte of the segment where `bytes` begin, at the beginning of a batch.
  ///   - next: the number that the first record should have.
  ///   - isLast: whether the journal ends here, so that a batch may be cut.
  init(_ bytes: [UInt8], base: Int, next: Int, nonce: [UInt8], isLast: Bool = true) {
    self.next = next
    end = base
    var position = 0
    while position < bytes.count {
      if let line = RecordLine(in: bytes, at: position, nonce: nonce), line.number >= self.next {
        take(line, at: position, base: base, damagedFrom: nil)
        position = line.next
        continue
      }
      guard
        let (line, start) = Self.following(bytes, after: position, nonce: nonce, atLeast: self.next)
      else {
        takeTail(bytes, from: position, base: base)
        break
      }
      take(line, at: start, base: base, damagedFrom: position)
      position = line.next
    }
    if isLast { cutUnfinishedBatch(bytes, base: base) }
  }

  private mutating func take(
    _ line: RecordLine,
    at start: Int,
    base: Int,
    damagedFrom: Int?
  ) {
    if let damagedFrom {
      damages.append(
        Damage(offset: base + damagedFrom, length: start - damagedFrom, lost: next..<line.number)
      )
    } else if line.number > next {
      damages.append(Damage(offset: base + start, length: 0, lost: next..<line.number))
    }
    if !line.isTerminated {
      damages.append(
        Damage(offset: base + line.record.upperBound, length: 2, lost: line.number..<line.number)
      )
    }
    found.append(
      Found(
        number: line.number,
        batch: line.batch,
        line: base + start,
        offset: base + line.record.lowerBound,
        length: line.record.count
      )
    )
    next = line.number + 1
    end = base + line.next
  }

  /// What follows the last whole record: whole lines are damaged records, the rest was cut in writing.
  private mutating func takeTail(_ bytes: [UInt8], from position: Int, base: Int) {
    var lines = 0
    var start = position
    for index in position..<bytes.count where bytes[index] == UInt8(ascii: "\n") {
      // No record has a raw line feed: one inside a line is a damaged byte, and no line begins behind it.
      if lines == 0 || bytes[start...].starts(with: RecordLine.prefix) { lines += 1 }
      start = index + 1
    }
    if lines > 0 {
      damages.append(
        Damage(offset: base + position, length: start - position, lost: next..<(next + lines))
      )
      next += lines
    }
    end = base + start
    tornBytes = bytes.count - start
  }

  // MARK: The end of the journal

  /// Takes back a batch that was cut while it was written: it was never acknowledged, and is there whole or
  /// not at all (rule J9).
  private mutating func cutUnfinishedBatch(_ bytes: [UInt8], base: Int) {
    for damage in damages where isUnwritten(damage, bytes, base: base) {
      let behind = found.drop { $0.line < damage.offset }
      // A batch that begins behind the stretch proves that the one before it was synced: then the stretch
      // was damaged later, and is no cut.
      let start = behind.first?.batchStart ?? damage.lost.lowerBound
      guard behind.allSatisfy({ $0.batchStart == start }), start < damage.lost.upperBound else {
        continue
      }
      let before = found.last { $0.line < damage.offset }
      var number = min(start, damage.lost.lowerBound)
      if let before, before.batchEnd >= damage.lost.lowerBound { number = before.batchStart }
      cut(from: number, bytes, base: base)
      return
    }
    guard let last = found.last, last.batch.place < last.batch.count, last.number == next - 1 else {
      return
    }
    cut(from: last.batchStart, bytes, base: base)
  }

  /// Whether a stretch was never written: a sector of it is zeros or room, which no line has.
  ///
  /// A single such byte may be a flipped one, unless it stands where a line begins or ends.
  private func isUnwritten(_ damage: Damage, _ bytes: [UInt8], base: Int) -> Bool {
    guard !damage.lost.isEmpty, damage.length > 0 else { return false }
    let stretch = bytes[(damage.offset - base)..<(damage.offset - base + damage.length)]
    func isEmpty(_ byte: UInt8?) -> Bool { byte == 0 || byte == RecordLine.room }
    if isEmpty(stretch.first) || isEmpty(stretch.last) { return true }
    return zip(stretch, stretch.dropFirst()).contains { isEmpty($0) && isEmpty($1) }
  }

  private mutating func cut(from number: Int, _ bytes: [UInt8], base: Int) {
    let line = found.first { $0.number >= number }?.line
    let stretch = damages.first { !$0.lost.isEmpty && $0.lost.upperBound > number }?.offset
    guard let offset = [line, stretch].compactMap({ $0 }).min() else { return }
    found.removeAll { $0.line >= offset }
    damages.removeAll { $0.offset >= offset }
    next = number
    end = offset
    tornBytes = base + bytes.count - offset
  }

  /// The first line behind a place that agrees with its checksum.
  private static func following(
    _ bytes: [UInt8],
    after position: Int,
    nonce: [UInt8],
    atLeast number: Int
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
