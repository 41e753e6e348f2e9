import SchouwCanon

/// One line of a segment (rule J2):
/// `{"n":17,"of":"00001/00003","crc":"89abcdef","len":123,"rec":{…}}` and a line feed.
///
/// `n` is the record's number in the journal, `of` its place in its batch and how many the batch has, `len`
/// the bytes of `rec`, and `crc` the CRC-32C of the segment's nonce, the numbers and those bytes: so a record
/// that is copied, moved or made up inside another record's text does not pass for one, and a record is found
/// again whatever happened to its neighbours or to the line feed between them.
struct RecordLine {
  /// The number of the record.
  let number: Int
  /// Its place in its batch, from 1, and how many records the batch has (rule J9).
  let batch: Batch
  /// Where the record's own bytes begin and end in the buffer.
  let record: Range<Int>
  /// Where the next line begins.
  let next: Int
  /// Whether the two bytes behind the record are as they should be.
  let isTerminated: Bool

  /// A place in a batch.
  struct Batch: Hashable {
    let place: Int
    let count: Int

    static let single = Batch(place: 1, count: 1)

    /// Fixed in width, so that where a record will stand is known before its batch is complete.
    static let digits = 5
  }

  static let prefix = Array("{\"n\":".utf8)
  /// What the bytes behind the last line are, where the file is larger: a tab, which is in no line (J10).
  static let room = UInt8(ascii: "\t")

  private static let batchLabel = Array(",\"of\":\"".utf8)
  private static let crcLabel = Array("\",\"crc\":\"".utf8)
  private static let lengthLabel = Array("\",\"len\":".utf8)
  private static let recordLabel = Array(",\"rec\":".utf8)
  private static let terminator = Array("}\n".utf8)

  /// The bytes of a line before its record.
  static func headLength(number: Int, length: Int) -> Int {
    prefix.count + batchLabel.count + 2 * Batch.digits + 1 + crcLabel.count + 8 + lengthLabel.count
      + recordLabel.count + digitCount(number) + digitCount(length)
  }

  /// The bytes of a whole line.
  static func lineLength(number: Int, length: Int) -> Int {
    headLength(number: number, length: length) + length + terminator.count
  }

  /// Writes a line.
  static func append(
    _ record: [UInt8],
    number: Int,
    batch: Batch = .single,
    nonce: [UInt8],
    to buffer: inout [UInt8]
  ) {
    buffer += prefix
    appendDecimal(number, to: &buffer)
    buffer += batchLabel
    append(batch, to: &buffer)
    buffer += crcLabel
    appendHex(checksum(record[...], number: number, batch: batch, nonce: nonce), to: &buffer)
    buffer += lengthLabel
    appendDecimal(record.count, to: &buffer)
    buffer += recordLabel
    buffer += record
    buffer += terminator
  }

  /// Reads the line that begins at a place; nil unless its checksum agrees.
  init?(in bytes: [UInt8], at start: Int, nonce: [UInt8]) {
    var cursor = start
    guard Self.skip(Self.prefix, bytes, &cursor),
      let number = Self.decimal(bytes, &cursor),
      Self.skip(Self.batchLabel, bytes, &cursor),
      let place = Self.fixedDecimal(bytes, &cursor),
      Self.skip([UInt8(ascii: "/")], bytes, &cursor),
      let count = Self.fixedDecimal(bytes, &cursor), place >= 1, place <= count,
      Self.skip(Self.crcLabel, bytes, &cursor),
      let crc = Self.hex(bytes, &cursor),
      Self.skip(Self.lengthLabel, bytes, &cursor),
      let length = Self.decimal(bytes, &cursor), length <= JournalLimits.recordBytesMax,
      Self.skip(Self.recordLabel, bytes, &cursor),
      bytes.count - cursor >= length
    else { return nil }
    let end = cursor + length
    let batch = Batch(place: place, count: count)
    guard
      Self.checksum(bytes[cursor..<end], number: number, batch: batch, nonce: nonce) == crc
    else { return nil }
    // Without the two bytes behind it the line was cut, and was never acknowledged.
    guard bytes.count - end >= Self.terminator.count else { return nil }
    self.number = number
    self.batch = batch
    record = cursor..<end
    next = end + Self.terminator.count
    isTerminated = bytes[end] == Self.terminator[0] && bytes[end + 1] == Self.terminator[1]
  }

  private static func checksum(
    _ record: ArraySlice<UInt8>,
    number: Int,
    batch: Batch,
    nonce: [UInt8]
  ) -> UInt32 {
    var crc = CRC32C()
    var salt: [UInt8] = []
    salt.reserveCapacity(48)
    salt += nonce
    salt.append(UInt8(ascii: ":"))
    appendDecimal(number, to: &salt)
    salt.append(UInt8(ascii: ":"))
    append(batch, to: &salt)
    salt.append(UInt8(ascii: ":"))
    crc.update(salt)
    crc.update(record)
    return crc.value
  }

  private static func append(_ batch: Batch, to buffer: inout [UInt8]) {
    for (index, value) in [batch.place, batch.count].enumerated() {
      if index == 1 { buffer.append(UInt8(ascii: "/")) }
      for _ in digitCount(value)..<Batch.digits { buffer.append(0x30) }
      appendDecimal(value, to: &buffer)
    }
  }

  private static func fixedDecimal(_ bytes: [UInt8], _ cursor: inout Int) -> Int? {
    guard bytes.count - cursor >= Batch.digits else { return nil }
    var value = 0
    for byte in bytes[cursor..<cursor + Batch.digits] {
      guard byte >= 0x30, byte <= 0x39 else { return nil }
      value = value * 10 + Int(byte - 0x30)
    }
    cursor += Batch.digits
    return value
  }

  private static func skip(_ label: [UInt8], _ bytes: [UInt8], _ cursor: inout Int) -> Bool {
    guard bytes.count - cursor >= label.count else { return false }
    for index in label.indices where bytes[cursor + index] != label[index] { return false }
    cursor += label.count
    return true
  }

  private static func decimal(_ bytes: [UInt8], _ cursor: inout Int) -> Int? {
    let start = cursor
    var value = 0
    while cursor < bytes.count, bytes[cursor] >= 0x30, bytes[cursor] <= 0x39 {
      guard cursor - start < 15 else { return nil }
      value = value * 10 + Int(bytes[cursor] - 0x30)
      cursor += 1
    }
    guard cursor > start, cursor == start + 1 || bytes[start] != 0x30 else { return nil }
    return value
  }

  private static func hex(_ bytes: [UInt8], _ cursor: inout Int) -> UInt32? {
    guard bytes.count - cursor >= 8 else { return nil }
    var value: UInt32 = 0
    for byte in bytes[cursor..<cursor + 8] {
      switch byte {
      case 0x30...0x39: value = value << 4 | UInt32(byte - 0x30)
      case 0x61...0x66: value = value << 4 | UInt32(byte - 0x61 + 10)
      default: return nil
      }
    }
    cursor += 8
    return value
  }
}

/// Appends the decimal digits of a number that is not negative.
package func appendDecimal(_ number: Int, to bytes: inout [UInt8]) {
  precondition(number >= 0, "only numbers that are not negative are written")
  var divisor = 1
  while number / divisor >= 10 { divisor *= 10 }
  while divisor > 0 {
    bytes.append(0x30 + UInt8(number / divisor % 10))
    divisor /= 10
  }
}

private func digitCount(_ number: Int) -> Int {
  var count = 1
  var rest = number / 10
  while rest > 0 {
    count += 1
    rest /= 10
  }
  return count
}

private func appendHex(_ value: UInt32, to bytes: inout [UInt8]) {
  for shift in stride(from: 28, through: 0, by: -4) {
    let nibble = UInt8(truncatingIfNeeded: value >> UInt32(shift)) & 15
    bytes.append(nibble < 10 ? 0x30 + nibble : 0x61 + nibble - 10)
  }
}
