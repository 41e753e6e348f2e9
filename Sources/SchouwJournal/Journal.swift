public import SchouwCanon

/// An append-only log of JSON records in segments, numbered from 1 (rules J1 to J9 of
/// `Protocol/journal.md`).
///
/// Every record is one line that `jq` reads and carries its own checksum. A batch is one write and one
/// sync to disk. The journal knows nothing of what its records say. Not for two threads at once; two
/// processes agree by the store's lock: whoever writes holds it, and calls ``refresh()`` first.
public final class Journal {
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

    var start: Position {
      Position(number: first, segment: first, offset: 0, mark: CRC32C.of(nonce))
    }
    var name: String { path.split(separator: "/").last.map(String.init) ?? path }
  }

  let disk: any Disk
  let folder: String
  private var random: any RandomSource
  private(set) var segments: [Segment] = []
  /// Behind the last batch that is whole and, if this handle wrote it, durable.
  private var end: Position
  /// Records that are numbered and not durable yet.
  ///
  /// The first has the number of ``end``; the first ``flying`` of them are on their way to the disk.
  private var pending: [[UInt8]] = []
  private var pendingBytes = 0
  private var flying = 0
  /// Whether a record was read that nobody may have synced: its writer can have died in between.
  private var hasForeign = false
  /// Whether the folder's entries are known to be durable.
  private var isFolderDurable = false
  /// Whether the last segment ends with a closing line.
  private var isLastClosed = false
  /// Whether nothing can be read or written any more: open the journal anew (rule J6).
  public private(set) var isClosed = false
  /// Bytes of a cut batch at the end of the last segment, as last read.
  private(set) var torn = 0
  /// What was found damaged so far.
  public private(set) var damages: [Damage] = []
  /// Bytes of cut batches that this writer removed when it took over.
  public private(set) var tornBytesCut = 0
  /// Whether the position given at opening fits the segments; else everything is read from the beginning.
  public let fitsPosition: Bool
  /// The size at which a segment is closed.
  package var segmentBytes = JournalLimits.segmentBytes

  /// Opens the journal in a folder, which may be empty; no record is read yet.
  ///
  /// - Parameters:
  ///   - from: the place up to which an index knows the records; nil to read from the beginning.
  /// - Throws: `disk` if the folder cannot be read.
  public init(
    disk: any Disk,
    folder: String,
    from position: Position? = nil,
    random: any RandomSource = SystemRandom()
  ) throws(JournalError) {
    self.disk = disk
    self.folder = folder
    self.random = random
    segments = try Self.list(disk, folder)
    if let position, Self.fits(position, segments, disk) {
      end = position
      fitsPosition = true
    } else {
      end = segments.first?.start ?? Position(number: 1, segment: 1, offset: 0, mark: 0)
      fitsPosition = position == nil
    }
  }

  deinit { close() }

  /// Whether a position is a place of these segments: an index may be older or newer than they are (J8).
  private static func fits(
    _ position: Position,
    _ segments: [Segment],
    _ disk: any Disk
  ) -> Bool {
    guard let segment = segments.first(where: { $0.first == position.segment }),
      segment.start.mark == position.mark, position.offset > 0,
      let file = try? disk.open(segment.path, .read)
    else { return false }
    defer { file.close() }
    guard let size = try? file.size(), size >= position.offset,
      let last = try? file.read(at: position.offset - 1, count: 1)
    else { return false }
    return last == [UInt8(ascii: "\n")]
  }

  /// The number of the next record.
  public var nextNumber: Int { end.number + pending.count }

  /// Whether records are staged and not taken for writing yet.
  public var hasStaged: Bool { pending.count > flying }

  /// Whether records are staged or on their way to the disk.
  public var hasPending: Bool { !pending.isEmpty }

  /// Whether the next record begins a new segment, for which everything pending must have settled.
  public var needsRoom: Bool { hasPending && end.offset + pendingBytes >= segmentBytes }

  /// The place behind the last record that is durable, or was read.
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
  /// A batch that is not whole yet is left for the next call (rule J9). While something of this handle's own
  /// is pending nobody else can write, and nothing is read.
  ///
  /// - Throws: `disk`, `closed`. Damage is not an error: it is listed in ``damages``.
  public func refresh(_ each: (Location, ArraySlice<UInt8>) -> Void) throws(JournalError) {
    guard !isClosed else { throw JournalError(.closed, place: Place(file: folder)) }
    guard pending.isEmpty else { return }
    if segments.isEmpty {
      segments = try Self.list(disk, folder)
      guard let first = segments.first else { return }
      end = first.start
    }
    while let index = segments.firstIndex(where: { $0.first == end.segment }) {
      var isLast = index + 1 == segments.count
      let isFull = try size(of: segments[index]) >= segmentBytes
      if isLast, isLastClosed || isFull {
        segments = try relisted()
        isLast = index + 1 == segments.count
      }
      try scan(segments[index], isLast: isLast, each)
      if isLast, isLastClosed {
        segments = try relisted()
        isLast = index + 1 == segments.count
      }
      guard !isLast else { return }
      let next = segments[index + 1]
      if next.first > end.number {
        damages.append(
          Damage(
            file: segments[index].name,
            offset: end.offset,
            length: 0,
            lost: end.number..<next.first
          )
        )
      }
      end = next.start
      isLastClosed = false
    }
  }

  private func size(of segment: Segment) throws(JournalError) -> Int {
    let file = try open(segment)
    return try journaled { () throws(DiskError) in try file.size() }
  }

  /// Reads a segment from the known end on.
  private func scan(
    _ segment: Segment,
    isLast: Bool,
    _ each: (Location, ArraySlice<UInt8>) -> Void
  ) throws(JournalError) {
    let size = try size(of: segment)
    let file = try open(segment)
    torn = 0
    let offset = end.offset
    // A writer may have taken back what it could not finish; nobody has read a part of a batch.
    guard size > offset else { return }
    let bytes = try journaled { () throws(DiskError) in
      try file.read(at: offset, count: size - offset)
    }
    let scan = SegmentScan(
      bytes,
      base: offset,
      next: end.number,
      nonce: segment.nonce,
      isLast: isLast
    )
    for found in scan.found {
      let start = found.offset - offset
      let record = bytes[start..<start + found.length]
      isLastClosed = record.starts(with: Self.closing)
      hasForeign = true
      if !isLastClosed && !record.starts(with: Self.heading) {
        each(
          Location(number: found.number, offset: found.offset, length: found.length),
          record
        )
      }
    }
    for damage in scan.damages {
      damages.append(
        Damage(
          file: segment.name,
          offset: damage.offset,
          length: damage.length,
          lost: damage.lost
        )
      )
    }
    torn = isLast ? scan.tornBytes : 0
    end = Position(
      number: scan.next,
      segment: segment.first,
      offset: scan.end,
      mark: segment.start.mark
    )
  }

  /// Reads one record and checks it; one that is pending is given as it was staged.
  ///
  /// - Throws: `damagedRecord` if it does not agree with its checksum; `disk`.
  public func read(_ location: Location) throws(JournalError) -> [UInt8] {
    let place = location.number - end.number
    if place >= 0, place < pending.count { return pending[place] }
    guard let index = segments.lastIndex(where: { $0.first <= location.number }) else {
      throw JournalError(.damagedRecord, place: Place(file: folder, line: location.number))
    }
    let segment = segments[index]
    let file = try open(segment)
    // The line's head is of known length: its digits are those of the number and the length.
    let headLength = RecordLine.headLength(number: location.number, length: location.length)
    let start = location.offset - headLength
    guard start >= 0 else {
      throw JournalError(.damagedRecord, place: Place(file: segment.name, byte: location.offset))
    }
    let bytes = try journaled { () throws(DiskError) in
      try file.read(at: start, count: headLength + location.length + 2)
    }
    guard let line = RecordLine(in: bytes, at: 0, nonce: segment.nonce),
      line.number == location.number, line.record.count == location.length
    else {
      throw JournalError(
        .damagedRecord,
        place: Place(file: segment.name, line: location.number, byte: start)
      )
    }
    return Array(bytes[line.record])
  }

  // MARK: Writing

  /// Cuts what a writer that died left half-written, and makes durable what it left whole (rule J4).
  ///
  /// The caller holds the store's lock and has just called ``refresh(_:)``.
  ///
  /// - Throws: `syncFailed` (the journal is closed; reopen), `disk`, `closed`.
  public func recoverTail() throws(JournalError) {
    guard !isClosed else { throw JournalError(.closed, place: Place(file: folder)) }
    guard pending.isEmpty else { return }
    if torn > 0 || hasForeign, let segment = segments.last, segment.first == end.segment {
      let file = try open(segment)
      if torn > 0 {
        let offset = end.offset
        try journaled { () throws(DiskError) in try file.truncate(to: offset) }
      }
      do {
        try file.sync()
      } catch {
        close()
        throw JournalError(.syncFailed, place: error.place, cause: error)
      }
      tornBytesCut += torn
      torn = 0
      hasForeign = false
    }
    if !isFolderDurable, !segments.isEmpty {
      try journaled { () throws(DiskError) in try disk.syncFolder(folder) }
      isFolderDurable = true
    }
  }

  /// Numbers records and keeps them for the next ``flush()``; where they will stand.
  ///
  /// - Throws: `recordTooLarge`, `closed`, `diskFull`, `disk` (when a new segment is needed).
  public func stage(_ records: [[UInt8]]) throws(JournalError) -> [Location] {
    guard !isClosed else { throw JournalError(.closed, place: Place(file: folder)) }
    for record in records where record.count > JournalLimits.recordBytesMax {
      throw JournalError(.recordTooLarge, place: Place(file: folder, byte: record.count))
    }
    guard pending.count - flying + records.count <= JournalLimits.batchRecordsMax else {
      throw JournalError(.recordTooLarge, place: Place(file: folder))
    }
    guard !records.isEmpty else { return [] }
    if pending.isEmpty { try prepareSegment() }
    return records.map(enqueue)
  }

  private func enqueue(_ record: [UInt8]) -> Location {
    let number = nextNumber
    let head = RecordLine.headLength(number: number, length: record.count)
    let location = Location(
      number: number,
      offset: end.offset + pendingBytes + head,
      length: record.count
    )
    pending.append(record)
    pendingBytes += RecordLine.lineLength(number: number, length: record.count)
    return location
  }

  /// Takes staged records back, from a number on: their caller failed before it was done.
  public func unstage(from number: Int) {
    precondition(
      flying == 0 || number >= end.number + flying,
      "what is on its way is not taken back"
    )
    // A segment that was begun for them stays, with the numbers of its own lines.
    while nextNumber > number, pending.count > flying, let record = pending.popLast() {
      pendingBytes -= RecordLine.lineLength(number: nextNumber, length: record.count)
    }
  }

  /// Writes what is staged with one write and makes it durable with one sync (rule J1).
  ///
  /// - Throws: `diskFull` (nothing changed), `syncFailed` (the journal is closed; reopen), `disk`.
  public func flush() throws(JournalError) {
    guard let flush = takeStaged() else { return }
    try finish(flush, flush.run())
  }

  /// Takes what is staged, to be written by ``Flush/run()`` and closed by ``finish(_:_:)``; nil if none.
  ///
  /// Until then nothing else may be flushed; more may be staged.
  public func takeStaged() -> Flush? {
    guard !isClosed, flying == 0, !pending.isEmpty, let segment = segments.last,
      let file = segment.file
    else { return nil }
    flying = pending.count
    var bytes: [UInt8] = []
    bytes.reserveCapacity(pendingBytes)
    for (index, record) in pending.enumerated() {
      RecordLine.append(
        record,
        number: end.number + index,
        batch: RecordLine.Batch(place: index + 1, count: flying),
        nonce: segment.nonce,
        to: &bytes
      )
    }
    assert(bytes.count == pendingBytes, "a record stands where it was said to stand")
    return Flush(bytes: bytes, count: flying, file: file, start: end.offset)
  }

  /// Closes a flush; after anything but `durable` nothing staged since is kept either.
  public func finish(_ flush: Flush, _ outcome: Flush.Outcome) throws(JournalError) {
    switch outcome {
    case .durable:
      pending.removeFirst(flush.count)
      pendingBytes -= flush.bytes.count
      flying = 0
      end = Position(
        number: end.number + flush.count,
        segment: end.segment,
        offset: end.offset + flush.bytes.count,
        mark: end.mark
      )
    case .refused(let error):
      forgetPending()
      throw JournalError(error)
    case .unknown(let error):
      forgetPending()
      close()
      throw JournalError(.syncFailed, place: error.place, cause: error)
    }
  }

  private func forgetPending() {
    pending = []
    pendingBytes = 0
    flying = 0
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
      _ = try open(last)
      guard end.offset >= segmentBytes else { return }
      _ = enqueue(Self.closing + Array("{\"v\":1}}".utf8))
      try flush()
    }
    try beginSegment()
  }

  private func beginSegment() throws(JournalError) {
    let digits = Array("0123456789abcdef".utf8)
    let nonce = random.nextBytes(4).flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
    let segment = Segment(
      first: end.number,
      nonce: nonce,
      path: "\(folder)/\(Self.name(first: end.number, nonce: nonce))"
    )
    var line: [UInt8] = []
    RecordLine.append(
      Self.heading + Array("{\"first\":\(end.number),\"format\":\"schouw-journal/1\"}}".utf8),
      number: end.number,
      nonce: nonce,
      to: &line
    )
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
    isLastClosed = false
    isFolderDurable = true
    end = Position(
      number: end.number + 1,
      segment: segment.first,
      offset: line.count,
      mark: segment.start.mark
    )
  }

  private static func name(first: Int, nonce: [UInt8]) -> String {
    let digits = String(first)
    return String(repeating: "0", count: max(0, 12 - digits.count)) + digits + "-"
      + String(decoding: nonce, as: UTF8.self) + ".jsonl"
  }

  private func relisted() throws(JournalError) -> [Segment] {
    var known: [String: Segment] = [:]
    for segment in segments { known[segment.path] = segment }
    let listed = try Self.list(disk, folder).map { known[$0.path] ?? $0 }
    if listed.count > segments.count { isFolderDurable = false }
    return listed
  }

  /// The segments of a folder, by number.
  ///
  /// Of two with one number, left by a crash while one was made, the larger holds: the other has nothing
  /// that was acknowledged (rule J7).
  private static func list(_ disk: any Disk, _ folder: String) throws(JournalError) -> [Segment] {
    let names = try journaled { () throws(DiskError) in try disk.names(in: folder) }
    var segments: [Segment] = []
    for name in names {
      let bytes = Array(name.utf8)
      guard bytes.count == 27, name.hasSuffix(".jsonl"), bytes[12] == UInt8(ascii: "-"),
        bytes[..<12].allSatisfy({ $0 >= 0x30 && $0 <= 0x39 })
      else { continue }
      let first = bytes[..<12].reduce(0) { $0 * 10 + Int($1 - 0x30) }
      let segment = Segment(first: first, nonce: Array(bytes[13..<21]), path: "\(folder)/\(name)")
      guard let twin = segments.last, twin.first == first else {
        segments.append(segment)
        continue
      }
      if try size(of: segment, disk) > size(of: twin, disk) {
        segments[segments.count - 1] = segment
      }
    }
    return segments
  }

  private static func size(of segment: Segment, _ disk: any Disk) throws(JournalError) -> Int {
    try journaled { () throws(DiskError) in
      let file = try disk.open(segment.path, .read)
      defer { file.close() }
      return try file.size()
    }
  }
}
