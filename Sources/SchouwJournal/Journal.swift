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
  var random: any RandomSource
  var segments: [Segment] = []
  /// Behind the last batch that is whole and, if this handle wrote it, durable.
  var end: Position
  /// Records that are numbered and not durable yet.
  ///
  /// The first has the number of ``end``; the first ``flying`` of them are on their way to the disk.
  var pending: [[UInt8]] = []
  var pendingBytes = 0
  var flying = 0
  /// Whether a record was read that nobody may have synced: its writer can have died in between.
  var hasForeign = false
  /// The last record that was so read: its writer may have taken it back when its sync failed.
  var lastForeign: Location?
  /// Whether the folder's entries are known to be durable.
  var isFolderDurable = false
  /// Where the last segment's file ends, room included, as far as is known.
  var fileEnd = 0
  /// Whether the last segment was read to the end of its file: then no cut batch lies in its room unseen.
  var isTailKnown = false
  /// Whether the last segment ends with a closing line.
  var isLastClosed = false
  /// Whether nothing can be read or written any more: open the journal anew (rule J6).
  public internal(set) var isClosed = false
  /// Bytes of a cut batch at the end of the last segment, as last read.
  var torn = 0
  /// What was found damaged so far.
  public private(set) var damages: [Damage] = []
  /// Bytes of cut batches that this writer removed when it took over.
  public internal(set) var tornBytesCut = 0
  /// Whether the position given at opening fits the segments; else everything is read from the beginning.
  public let fitsPosition: Bool
  /// The size at which a segment is closed.
  package var segmentBytes = JournalLimits.segmentBytes
  /// The room that is made behind a small batch.
  package var roomBytes = JournalLimits.roomBytes

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
    return (try? file.read(at: position.offset - 1, count: 1)) == [UInt8(ascii: "\n")]
  }

  /// The number of the next record.
  public var nextNumber: Int { end.number + pending.count }

  /// Whether records are staged and not taken for writing yet.
  public var hasStaged: Bool { stagedCount > 0 }

  /// How many records are staged and not taken for writing yet.
  public var stagedCount: Int { pending.count - flying }

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
    if hasForeign, let lastForeign, (try? read(lastForeign)) == nil {
      close()
      throw JournalError(.closed, place: Place(file: folder))
    }
    if segments.isEmpty {
      segments = try Self.list(disk, folder)
      guard let first = segments.first else { return }
      end = first.start
    }
    var isListed = false
    while let index = segments.firstIndex(where: { $0.first == end.segment }) {
      // Its writer goes on in a next segment once it is full; a closing line can be damaged.
      let mayBeFollowed = isLastClosed || end.offset >= segmentBytes
      if index + 1 == segments.count {
        if mayBeFollowed, !isListed {
          segments = try relisted()
          isListed = true
        } else if !mayBeFollowed, isTailKnown, try isUnwritten(segments[index], at: end.offset) {
          return
        }
      }
      let isLast = index + 1 == segments.count
      try scan(segments[index], isLast: isLast, each)
      if isLast {
        guard isLastClosed || end.offset >= segmentBytes, !isListed else { return }
        continue
      }
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
      isTailKnown = false
      isListed = false
    }
  }

  /// Whether nothing was written behind what is known: the file ends there, or its room begins (rule J10).
  ///
  /// A process that died in a write left the first part of it.
  private func isUnwritten(_ segment: Segment, at offset: Int) throws(JournalError) -> Bool {
    let file = try open(segment)
    let byte = try journaled { () throws(DiskError) in try file.read(at: offset, count: 1) }
    return byte.isEmpty || byte == [RecordLine.room]
  }

  /// Reads a segment from the known end on.
  private func scan(
    _ segment: Segment,
    isLast: Bool,
    _ each: (Location, ArraySlice<UInt8>) -> Void
  ) throws(JournalError) {
    let file = try open(segment)
    torn = 0
    let offset = end.offset
    var bytes = try journaled { () throws(DiskError) in
      // A writer may have taken back what it could not finish; nobody has read a part of a batch.
      try file.read(at: offset, count: max(0, try file.size() - offset))
    }
    fileEnd = offset + bytes.count
    isTailKnown = isLast
    let room = bytes.reversed().prefix { $0 == RecordLine.room }.count
    bytes.removeLast(room)
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
      lastForeign = Location(number: found.number, offset: found.offset, length: found.length)
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
}
