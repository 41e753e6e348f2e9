import SchouwCanon

/// Staging records and making them durable (rules J1, J4, J6, J9).
extension Journal {
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
        fileEnd = offset
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

  func enqueue(_ record: [UInt8]) -> Location {
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
    let room = roomBehind(end.offset + bytes.count, batch: bytes.count)
    return Flush(bytes: bytes, room: room, count: flying, file: file, start: end.offset)
  }

  /// How much room is made behind a batch that does not fit in what there is (rule J10).
  ///
  /// A sync of a file that keeps its size need not write where the file ends: one write to the medium in
  /// place of two. Large batches gain nothing by it.
  private func roomBehind(_ stop: Int, batch: Int) -> Int {
    guard stop > fileEnd, batch <= roomBytes / 8 else { return 0 }
    return max(0, min(stop + roomBytes, segmentBytes) - stop)
  }

  /// Closes a flush; after anything but `durable` nothing staged since is kept either.
  public func finish(_ flush: Flush, _ outcome: Flush.Outcome) throws(JournalError) {
    switch outcome {
    case .durable:
      pending.removeFirst(flush.count)
      pendingBytes -= flush.bytes.count
      flying = 0
      fileEnd = max(fileEnd, end.offset + flush.bytes.count + flush.room)
      end = Position(
        number: end.number + flush.count,
        segment: end.segment,
        offset: end.offset + flush.bytes.count,
        mark: end.mark
      )
    case .refused(let error):
      forgetPending()
      fileEnd = end.offset
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
}
