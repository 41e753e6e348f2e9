public import SchouwCanon

/// An append-only log of JSON records in segments, numbered from 1 (rules J1 to J8 of
/// `Protocol/journal.md`).
///
/// Every record is one line that `jq` reads and carries its own checksum. A batch is one write and one
/// sync to disk. The journal knows nothing of what its records say. Not for two threads at once; two
/// processes agree by the store's lock: whoever writes holds it, and calls ``refresh()`` first.
public final class Journal {
  /// Where a record stands.
  public struct Location: Sendable, Hashable {
    /// Its number in the journal.
    public let number: Int
    /// The byte of its segment where its own bytes begin.
    public let offset: Int
    /// How many bytes it has.
    public let length: Int

    /// Makes a location of its parts.
    public init(number: Int, offset: Int, length: Int) {
      self.number = number
      self.offset = offset
      self.length = length
    }
  }

  /// From where a journal is read: everything before is known already, from an index.
  public struct Position: Sendable, Hashable {
    /// The number of the first record that is not known.
    public let number: Int
    /// The number of the first record of the segment.
    public let segment: Int
    /// The byte of the segment.
    public let offset: Int
  }

  /// A stretch of a segment that could not be read.
  public struct Damage: Sendable, Hashable {
    /// The segment's file name.
    public let file: String
    /// The first byte of the stretch.
    public let offset: Int
    /// Its length in bytes.
    public let length: Int
    /// The numbers of the records that are lost; empty if only a separator is damaged.
    public let lost: [Int]
  }

  /// A segment of the journal.
  final class Segment {
    let first: Int
    let nonce: [UInt8]
    let path: String
    var file: (any DiskFile)?

    init(first: Int, nonce: [UInt8], path: String) {
      self.first = first
      self.nonce = nonce
      self.path = path
    }

    var name: String { path.split(separator: "/").last.map(String.init) ?? path }
  }

  let disk: any Disk
  let folder: String
  private var random: any RandomSource
  private(set) var segments: [Segment] = []
  private var end: Position
  /// What is staged and not yet written.
  private var staged: [UInt8] = []
  private var stagedCount = 0
  /// What is on its way to the disk: not to be read there yet.
  private var inFlight: Flush?
  private var isClosed = false
  /// Whether the last segment ends in the middle of a line that nobody is writing any more.
  private(set) var torn = 0
  /// What was found damaged so far.
  public private(set) var damages: [Damage] = []
  /// Bytes of cut lines that this writer removed when it took over.
  public private(set) var tornBytesCut = 0
  /// The size at which a segment is closed.
  package var segmentBytes = JournalLimits.segmentBytes

  /// Opens the journal in a folder, which may be empty; nothing is read yet.
  ///
  /// - Parameters:
  ///   - from: the place up to which an index knows the records; nil to read from the beginning.
  /// - Throws: `disk` if the folder cannot be read.
  public init(
    disk: any Disk, folder: String, from position: Position? = nil,
    random: any RandomSource = SystemRandom()
  ) throws(JournalError) {
    self.disk = disk
    self.folder = folder
    self.random = random
    end = Position(number: 1, segment: 1, offset: 0)
    segments = try Self.list(disk, folder)
    if let position, segments.contains(where: { $0.first == position.segment }) { end = position }
    if position == nil, let first = segments.first {
      end = Position(number: first.first, segment: first.first, offset: 0)
    }
  }

  deinit { close() }

  /// The number of the next record.
  public var nextNumber: Int { end.number + stagedCount }

  /// Whether records are staged and not taken for writing yet.
  public var hasStaged: Bool { stagedCount > 0 }

  /// The place behind the last record that was read or written.
  public var position: Position { end }

  /// Closes all files; nothing on them is believed afterwards (rule J6).
  public func close() {
    for segment in segments {
      segment.file?.close()
      segment.file = nil
    }
    isClosed = true
  }

  // MARK: Reading

  /// Reads what was appended since the last call (by this or another process) and gives each record.
  ///
  /// - Throws: `disk`, `closed`. Damage is not an error: it is listed in ``damages``.
  public func refresh(_ each: (Location, ArraySlice<UInt8>) -> Void) throws(JournalError) {
    guard !isClosed else { throw JournalError(.closed, place: Place(file: folder)) }
    if segments.isEmpty { segments = try Self.list(disk, folder) }
    while let index = segments.firstIndex(where: { $0.first == end.segment }) {
      let closed = try scan(segments[index], each)
      guard closed || index + 1 < segments.count else { return }
      if index + 1 == segments.count { segments = try relisted() }
      guard index + 1 < segments.count else { return }
      let next = segments[index + 1]
      if next.first > end.number {
        damages.append(
          Damage(
            file: segments[index].name, offset: end.offset, length: 0,
            lost: Array(end.number..<next.first)))
      }
      end = Position(number: next.first, segment: next.first, offset: 0)
    }
    if let first = segments.first, !segments.contains(where: { $0.first == end.segment }) {
      end = Position(number: first.first, segment: first.first, offset: 0)
      try refresh(each)
    }
  }

  /// Reads a segment from the known end on; true if the segment was closed by its writer.
  private func scan(
    _ segment: Segment, _ each: (Location, ArraySlice<UInt8>) -> Void
  ) throws(JournalError) -> Bool {
    let file = try open(segment)
    let size = try journaled { () throws(DiskError) in try file.size() }
    guard size > end.offset else { return false }
    let offset = end.offset
    let bytes = try journaled { () throws(DiskError) in
      try file.read(at: offset, count: size - offset)
    }
    let scan = SegmentScan(bytes, base: offset, next: end.number, nonce: segment.nonce)
    var closed = false
    for found in scan.found {
      let start = found.offset - offset
      let record = bytes[start..<start + found.length]
      if record.starts(with: Self.closing) {
        closed = true
      } else if !record.starts(with: Self.heading) {
        each(
          Location(number: found.number, offset: found.offset, length: found.length), record)
      }
    }
    for damage in scan.damages {
      damages.append(
        Damage(
          file: segment.name, offset: damage.offset, length: damage.length, lost: damage.lost))
    }
    torn = scan.tornBytes
    end = Position(number: scan.next, segment: segment.first, offset: scan.end)
    return closed
  }

  /// Reads one record and checks it.
  ///
  /// - Throws: `damagedRecord` if it does not agree with its checksum; `disk`.
  public func read(_ location: Location) throws(JournalError) -> [UInt8] {
    guard let index = segments.lastIndex(where: { $0.first <= location.number }) else {
      throw JournalError(.damagedRecord, place: Place(file: folder, line: location.number))
    }
    let segment = segments[index]
    let file = try open(segment)
    // The line's head is of known length: its digits are those of the number and the length.
    var head: [UInt8] = []
    let headLength =
      RecordLine.append([], number: location.number, nonce: segment.nonce, to: &head) - 1
      + String(location.length).utf8.count
    let start = location.offset - headLength
    guard start >= 0 else {
      throw JournalError(.damagedRecord, place: Place(file: segment.name, byte: location.offset))
    }
    let count = headLength + location.length + 2
    let bytes: [UInt8]
    if let pending = pendingBytes(at: start, count: count, in: segment) {
      bytes = pending
    } else {
      bytes = try journaled { () throws(DiskError) in try file.read(at: start, count: count) }
    }
    guard let line = RecordLine(in: bytes, at: 0, nonce: segment.nonce),
      line.number == location.number, line.record.count == location.length
    else {
      throw JournalError(
        .damagedRecord, place: Place(file: segment.name, line: location.number, byte: start))
    }
    return Array(bytes[line.record])
  }

  /// The bytes of a record that is staged or on its way to the disk; nil if it is in the file.
  private func pendingBytes(at start: Int, count: Int, in segment: Segment) -> [UInt8]? {
    guard segment.first == end.segment else { return nil }
    if start >= end.offset, start - end.offset + count <= staged.count {
      return Array(staged[(start - end.offset)..<(start - end.offset + count)])
    }
    guard let inFlight, start >= inFlight.start,
      start - inFlight.start + count <= inFlight.bytes.count
    else { return nil }
    return Array(inFlight.bytes[(start - inFlight.start)..<(start - inFlight.start + count)])
  }

  // MARK: Writing

  /// Cuts what a writer that died left half-written. The caller holds the store's lock and has just
  /// called ``refresh(_:)`` (rule J4).
  public func recoverTail() throws(JournalError) {
    guard torn > 0, let segment = segments.last, segment.first == end.segment else { return }
    let file = try open(segment)
    let offset = end.offset
    try journaled { () throws(DiskError) in
      try file.truncate(to: offset)
      try file.sync()
    }
    tornBytesCut += torn
    torn = 0
  }

  /// Numbers records and keeps them for the next ``flush()``; where they will stand.
  ///
  /// - Throws: `recordTooLarge`, `closed`, `diskFull`, `disk` (when a new segment is needed).
  public func stage(_ records: [[UInt8]]) throws(JournalError) -> [Location] {
    guard !isClosed else { throw JournalError(.closed, place: Place(file: folder)) }
    for record in records where record.count > JournalLimits.recordBytesMax {
      throw JournalError(.recordTooLarge, place: Place(file: folder, byte: record.count))
    }
    if staged.isEmpty { try prepareSegment() }
    guard let segment = segments.last else { return [] }
    var locations: [Location] = []
    locations.reserveCapacity(records.count)
    for record in records {
      let base = end.offset + staged.count
      let before = staged.count
      let number = nextNumber
      let start = RecordLine.append(record, number: number, nonce: segment.nonce, to: &staged)
      stagedCount += 1
      locations.append(
        Location(number: number, offset: base + start - before, length: record.count))
    }
    return locations
  }

  /// Writes what is staged with one write and makes it durable with one sync (rule J1).
  ///
  /// - Throws: `diskFull` (nothing changed), `syncFailed` (the journal is closed; reopen), `disk`.
  public func flush() throws(JournalError) {
    guard let flush = takeStaged() else { return }
    try finish(flush, flush.run())
  }

  /// A batch on its way to the disk: `run` may be called without the lock that protects the journal.
  public struct Flush: @unchecked Sendable {
    let bytes: [UInt8]
    let count: Int
    let file: any DiskFile
    let start: Int

    /// What became of it.
    public enum Outcome: Sendable {
      /// Written and synced.
      case durable
      /// Refused, and the file is as it was.
      case refused(DiskError)
      /// Nobody knows.
      case unknown(DiskError)
    }

    /// Writes and syncs.
    public func run() -> Outcome {
      do {
        try file.append(bytes)
      } catch {
        do {
          try file.truncate(to: start)
          return .refused(error)
        } catch let second {
          return .unknown(second)
        }
      }
      do {
        try file.sync()
        return .durable
      } catch {
        return .unknown(error)
      }
    }
  }

  /// Takes what is staged, to be written by ``Flush/run()`` and closed by ``finish(_:_:)``; nil if nothing
  /// is. Until then nothing else may be flushed.
  public func takeStaged() -> Flush? {
    guard stagedCount > 0, let segment = segments.last, let file = segment.file else { return nil }
    let flush = Flush(bytes: staged, count: stagedCount, file: file, start: end.offset)
    end = Position(
      number: end.number + stagedCount, segment: end.segment, offset: end.offset + staged.count)
    staged = []
    stagedCount = 0
    inFlight = flush
    return flush
  }

  /// Closes a flush; after anything but `durable` nothing staged since is kept either.
  public func finish(_ flush: Flush, _ outcome: Flush.Outcome) throws(JournalError) {
    inFlight = nil
    switch outcome {
    case .durable: return
    case .refused(let error):
      staged = []
      stagedCount = 0
      end = Position(
        number: end.number - flush.count, segment: end.segment, offset: flush.start)
      throw JournalError(error)
    case .unknown(let error):
      let place = Place(file: error.path)
      close()
      throw JournalError(.syncFailed, place: place, cause: error)
    }
  }

  /// Stages and flushes.
  @discardableResult
  public func append(_ records: [[UInt8]]) throws(JournalError) -> [Location] {
    let locations = try stage(records)
    try flush()
    return locations
  }

  // MARK: Segments

  static let closing = Array("{\"closed\":".utf8)
  static let heading = Array("{\"segment\":".utf8)

  private func open(_ segment: Segment) throws(JournalError) -> any DiskFile {
    if let file = segment.file { return file }
    let file = try journaled { () throws(DiskError) in
      do throws(DiskError) {
        return try disk.open(segment.path, .update)
      } catch {
        // A store on a read-only disk still reads.
        guard error.code == .notPermitted else { throw error }
        return try disk.open(segment.path, .read)
      }
    }
    segment.file = file
    return file
  }

  /// Makes sure that there is a segment with room, closing the last one if it is full (rule J7).
  private func prepareSegment() throws(JournalError) {
    if let last = segments.last {
      guard end.offset >= segmentBytes else {
        _ = try open(last)
        return
      }
      var line: [UInt8] = []
      RecordLine.append(
        Self.closing + Array("{\"v\":1}}".utf8), number: end.number, nonce: last.nonce, to: &line)
      let file = try open(last)
      let flush = Flush(bytes: line, count: 1, file: file, start: end.offset)
      end = Position(
        number: end.number + 1, segment: end.segment, offset: end.offset + line.count)
      try finish(flush, flush.run())
    }
    try beginSegment()
  }

  private func beginSegment() throws(JournalError) {
    let nonce = random.nextBytes(4).map { byte in
      let digits = Array("0123456789abcdef".utf8)
      return [digits[Int(byte >> 4)], digits[Int(byte & 15)]]
    }.joined()
    let segment = Segment(
      first: end.number, nonce: Array(nonce),
      path: "\(folder)/\(Self.name(first: end.number, nonce: Array(nonce)))")
    var line: [UInt8] = []
    RecordLine.append(
      Self.heading + Array("{\"format\":\"schouw-journal/1\",\"first\":\(end.number)}}".utf8),
      number: end.number, nonce: segment.nonce, to: &line)
    let file = try journaled { () throws(DiskError) in
      let file = try disk.open(segment.path, .create)
      do throws(DiskError) {
        try file.append(line)
        try file.sync()
        try disk.syncFolder(folder)
      } catch {
        file.close()
        try? disk.remove(segment.path)
        throw error
      }
      return file
    }
    segment.file = file
    segments.append(segment)
    end = Position(number: end.number + 1, segment: segment.first, offset: line.count)
  }

  private static func name(first: Int, nonce: [UInt8]) -> String {
    let digits = String(first)
    return String(repeating: "0", count: max(0, 12 - digits.count)) + digits + "-"
      + String(decoding: nonce, as: UTF8.self) + ".jsonl"
  }

  private func relisted() throws(JournalError) -> [Segment] {
    var known: [String: Segment] = [:]
    for segment in segments { known[segment.path] = segment }
    return try Self.list(disk, folder).map { known[$0.path] ?? $0 }
  }

  private static func list(_ disk: any Disk, _ folder: String) throws(JournalError) -> [Segment] {
    let names = try journaled { () throws(DiskError) in try disk.names(in: folder) }
    return names.compactMap { name in
      let bytes = Array(name.utf8)
      guard bytes.count == 27, name.hasSuffix(".jsonl"), bytes[12] == UInt8(ascii: "-"),
        bytes[..<12].allSatisfy({ $0 >= 0x30 && $0 <= 0x39 })
      else { return nil }
      let first = bytes[..<12].reduce(0) { $0 * 10 + Int($1 - 0x30) }
      return Segment(first: first, nonce: Array(bytes[13..<21]), path: "\(folder)/\(name)")
    }
  }
}
