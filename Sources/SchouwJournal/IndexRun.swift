import SchouwCanon

/// A sorted file of index entries for a stretch of the journal, read in place (rule J8).
///
/// One page of 4 KiB as a head, then pages of 127 entries of 32 bytes and a checksum. A page is read and
/// checked when it is needed; nothing is loaded at opening but the head. A run is a hint: whatever is
/// wrong with it, the segments have the truth, and it is made anew from them.
final class IndexRun {
  static let pageBytes = 4096
  static let entriesPerPage = 127
  private static let magic = Array("SCHOUWX1".utf8)

  /// The first and the last number of the records that it covers.
  let covers: ClosedRange<Int>
  /// From where the journal goes on behind it.
  let position: Journal.Position
  /// How many entries it has.
  let count: Int
  let path: String
  private let file: any DiskFile
  /// Pages that were read and checked: every search begins on the same few.
  private var cachedPages: [Int: [UInt8]] = [:]

  /// Pages that are kept in memory, of each run.
  static let cachedPagesMax = 64

  /// A page did not agree with its checksum.
  struct Damaged: Error {}

  /// Opens a run; nil if its head is not whole.
  init?(disk: any Disk, path: String) {
    guard let file = try? disk.open(path, .read),
      let head = try? file.read(at: 0, count: 72), head.count == 72,
      Array(head[..<8]) == Self.magic,
      wordAt(head, 64) == UInt64(CRC32C.of(head[..<64]))
    else { return nil }
    let first = Int(truncatingIfNeeded: wordAt(head, 8))
    let last = Int(truncatingIfNeeded: wordAt(head, 16))
    count = Int(truncatingIfNeeded: wordAt(head, 24))
    position = Journal.Position(
      number: Int(truncatingIfNeeded: wordAt(head, 32)),
      segment: Int(truncatingIfNeeded: wordAt(head, 40)),
      offset: Int(truncatingIfNeeded: wordAt(head, 48)),
      mark: UInt32(truncatingIfNeeded: wordAt(head, 56))
    )
    guard first <= last, count >= 0, let size = try? file.size(),
      size == Self.pageBytes * (1 + (count + Self.entriesPerPage - 1) / Self.entriesPerPage)
    else { return nil }
    covers = first...last
    self.path = path
    self.file = file
  }

  deinit { file.close() }

  /// The bytes of a run with entries that are sorted already.
  static func bytes(
    of entries: [IndexEntry],
    covers: ClosedRange<Int>,
    position: Journal.Position
  ) -> [UInt8] {
    var bytes: [UInt8] = []
    let pages = (entries.count + entriesPerPage - 1) / entriesPerPage
    bytes.reserveCapacity((pages + 1) * pageBytes)
    bytes += magic
    for value in [
      covers.lowerBound, covers.upperBound, entries.count, position.number, position.segment,
      position.offset, Int(position.mark),
    ] {
      appendWord(UInt64(value), to: &bytes)
    }
    appendWord(UInt64(CRC32C.of(bytes)), to: &bytes)
    bytes += [UInt8](repeating: 0, count: pageBytes - bytes.count)
    var index = 0
    while index < entries.count {
      let start = bytes.count
      for entry in entries[index..<min(index + entriesPerPage, entries.count)] {
        entry.append(to: &bytes)
      }
      bytes += [UInt8](repeating: 0, count: pageBytes - 8 - (bytes.count - start))
      appendWord(UInt64(CRC32C.of(bytes[start...])), to: &bytes)
      index += entriesPerPage
    }
    return bytes
  }

  var pages: Int { (count + Self.entriesPerPage - 1) / Self.entriesPerPage }

  /// A page, checked.
  private func page(_ index: Int) throws -> [UInt8] {
    if let cached = cachedPages[index] { return cached }
    let bytes = try file.read(at: (index + 1) * Self.pageBytes, count: Self.pageBytes)
    guard bytes.count == Self.pageBytes,
      wordAt(bytes, Self.pageBytes - 8) == UInt64(CRC32C.of(bytes[..<(Self.pageBytes - 8)]))
    else { throw Damaged() }
    if cachedPages.count >= Self.cachedPagesMax { cachedPages = [:] }
    cachedPages[index] = bytes
    return bytes
  }

  private func entries(inPage index: Int) -> Int {
    min(Self.entriesPerPage, count - index * Self.entriesPerPage)
  }

  /// The place of the first entry that is not before a key and a number.
  func lowerBound(_ key: IndexKey, number: Int) throws -> Int {
    func isBefore(_ entry: IndexEntry) -> Bool {
      entry.key == key ? entry.location.number < number : entry.key < key
    }
    var low = 0
    var high = pages
    // The first page whose last entry is not before the sought one.
    while low < high {
      let middle = (low + high) / 2
      let last = try entry(middle * Self.entriesPerPage + entries(inPage: middle) - 1)
      if isBefore(last) { low = middle + 1 } else { high = middle }
    }
    guard low < pages else { return count }
    let start = low * Self.entriesPerPage
    var first = start
    var end = start + entries(inPage: low)
    while first < end {
      let middle = (first + end) / 2
      if isBefore(try entry(middle)) { first = middle + 1 } else { end = middle }
    }
    return first
  }

  /// The entry at a place in the order of the run.
  func entry(_ index: Int) throws -> IndexEntry {
    let bytes = try page(index / Self.entriesPerPage)
    return IndexEntry(bytes, at: index % Self.entriesPerPage * IndexEntry.byteCount)
  }

  /// All entries, a page at a time.
  func allEntries() throws -> [IndexEntry] {
    var entries: [IndexEntry] = []
    entries.reserveCapacity(count)
    for index in 0..<count { entries.append(try entry(index)) }
    return entries
  }
}
