import SchouwCanon
import SchouwJournal
import SchouwSimulation
import SchouwTesting
import Testing

/// Writes batches into small segments with an index beside them, until it is done or the disk stops.
struct Diary {
  static let indexFolder = "/j/index"
  var acknowledged: [Int: [UInt8]] = [:]
  /// The numbers of every batch that was tried.
  var batches: [ClosedRange<Int>] = []
  var written: [Int: [UInt8]] = [:]

  static func disk() throws -> SimulatedDisk {
    let disk = try JournalSample.disk()
    try disk.makeFolder(indexFolder)
    return disk
  }

  /// - Parameter onError: whether to open anew and go on after an error, or to stop.
  mutating func write(to disk: SimulatedDisk, batches count: Int, goOn: Bool) throws {
    var random = SeededRandom(seed: 5)
    var journal: Journal?
    var index = Index(disk: disk, folder: Self.indexFolder)
    for number in 0..<count {
      let size = [1, 1, 2, 5][Int.random(in: 0..<4, using: &random)]
      let records = (0..<size).map { _ in JournalSample.record(number, &random) }
      for _ in 0..<2 {
        do throws(JournalError) {
          let open: Journal
          if let journal {
            open = journal
          } else {
            index = Index(disk: disk, folder: Self.indexFolder)
            index.entriesPerRun = 8
            open = try Journal(
              disk: disk,
              folder: JournalSample.folder,
              from: index.position,
              random: SeededRandom(seed: 3)
            )
            open.segmentBytes = 900
            // Room for some batches of one record; a batch of five goes beyond it.
            open.roomBytes = 2400
            if !open.fitsPosition { index.discard() }
            try open.refresh { location, _ in index.add(Self.entry(location)) }
            try open.recoverTail()
            journal = open
          }
          let locations = try open.stage(records)
          for (location, record) in zip(locations, records) { written[location.number] = record }
          if let first = locations.first, let last = locations.last {
            batches.removeAll { $0.overlaps(first.number...last.number) }
            batches.append(first.number...last.number)
          }
          try open.flush()
          for (location, record) in zip(locations, records) {
            acknowledged[location.number] = record
            index.add(Self.entry(location))
          }
          index.flushIfLarge(upTo: open.position)
          break
        } catch {
          journal?.close()
          journal = nil
          guard goOn else { return }
        }
      }
    }
  }

  static func entry(_ location: Journal.Location) -> IndexEntry {
    IndexEntry(
      key: IndexKey(space: 0, low: UInt64(location.number % 7)),
      kind: 1,
      location: location
    )
  }

  /// Checks that a disk has all that was acknowledged, no batch in part, and that it can be written.
  func check(_ disk: SimulatedDisk, _ what: String) throws {
    let journal = try JournalSample.open(disk, segmentBytes: 900)
    let found = try JournalSample.read(journal)
    #expect(acknowledged.allSatisfy { found[$0.key] == $0.value }, "\(what): acknowledged")
    for batch in batches {
      let there = batch.filter { found[$0] != nil }.count
      #expect(there == 0 || there == batch.count, "\(what): batch \(batch) in part")
    }
    #expect(journal.damages.isEmpty, "\(what): \(journal.damages)")
    try journal.recoverTail()
    let after = try journal.append([Array("{\"after\":1}".utf8)])[0]
    journal.close()
    var expected = found
    expected[after.number] = Array("{\"after\":1}".utf8)
    #expect(try JournalSample.read(disk) == expected, "\(what): going on")
    // What was found and built upon is durable now, also what a process left that died before it synced.
    #expect(try JournalSample.read(disk.powerCut(.lose, seed: 1)) == expected, "\(what): again")
    // The index answers as one made from the segments does, whatever became of its runs.
    let index = Index(disk: disk, folder: Self.indexFolder)
    let from = try Journal(disk: disk, folder: JournalSample.folder, from: index.position)
    if !from.fitsPosition { index.discard() }
    try from.refresh { location, _ in index.add(Self.entry(location)) }
    for key in 0..<7 {
      let numbers = expected.keys.filter { $0 % 7 == key }.sorted()
      let entries: [IndexEntry]
      do {
        entries = try index.entries(IndexKey(space: 0, low: UInt64(key)))
      } catch {
        // A page that was never written is found by its checksum, and the index is made anew.
        return
      }
      #expect(entries.map(\.location.number) == numbers, "\(what): index")
      for entry in entries {
        #expect(try from.read(entry.location) == expected[entry.location.number], "\(what): place")
      }
    }
  }
}

@Suite struct `A journal after a power cut` {
  /// How many disk calls the diary makes: each is a place to crash.
  static let callsStored = 280

  @Test func `is tried at as many places as it has`() throws {
    let disk = try Diary.disk()
    var diary = Diary()
    let before = disk.calls
    try diary.write(to: disk, batches: 40, goOn: false)
    #expect(disk.calls - before == Self.callsStored)
    #expect(disk.paths.filter { $0.hasSuffix(".jsonl") }.count > 5)
    #expect(disk.paths.contains { $0.hasSuffix(".run") })
    #expect(diary.acknowledged.count > 60)
  }

  @Test(arguments: SimulatedDisk.PowerCut.allCases)
  func `has every acknowledged record and no batch in part`(cut: SimulatedDisk.PowerCut) throws {
    for call in 1...Self.callsStored + 1 {
      let disk = try Diary.disk()
      disk.stop(atCall: disk.calls + call)
      var diary = Diary()
      try diary.write(to: disk, batches: 40, goOn: false)
      disk.stop(atCall: nil)
      for seed in 0..<(cut == .lose || cut == .keep ? 1 : 4) as Range<UInt64> {
        try diary.check(
          disk.powerCut(cut, seed: seed << 16 | UInt64(call)),
          "\(cut) at call \(call), seed \(seed)"
        )
      }
    }
  }

  @Test func `has every acknowledged record when each call failed once`() throws {
    for call in 1...Self.callsStored {
      let disk = try Diary.disk()
      disk.fail(atCall: disk.calls + call)
      var diary = Diary()
      try diary.write(to: disk, batches: 40, goOn: true)
      for cut in SimulatedDisk.PowerCut.allCases {
        try diary.check(disk.powerCut(cut, seed: UInt64(call)), "\(cut) after failed call \(call)")
      }
    }
  }

  @Test(arguments: SimulatedDisk.Call.allCases)
  func `has every acknowledged record when a kind of call fails for ever`(
    call: SimulatedDisk.Call
  ) throws {
    for batches in [0, 1, 9, 25] {
      let disk = try Diary.disk()
      var diary = Diary()
      try diary.write(to: disk, batches: batches, goOn: true)
      let before = diary.acknowledged
      disk.failCalls(call, times: .max)
      var later = Diary(acknowledged: before, batches: diary.batches, written: diary.written)
      try later.write(to: disk, batches: 3, goOn: true)
      disk.failCalls(call, times: 0)
      for cut in SimulatedDisk.PowerCut.allCases {
        try later.check(disk.powerCut(cut, seed: 1), "\(cut) after \(call) failed for ever")
      }
    }
  }
}

@Suite struct `A journal whose disk refuses` {
  @Test func `refuses when it is full, reads on, and writes again when there is room`() throws {
    for room in 0..<400 {
      let disk = try JournalSample.disk()
      let journal = try JournalSample.open(disk)
      let first = try journal.append([Array("{\"a\":1}".utf8)])[0]
      disk.bytesMax = disk.bytesUsed + room
      let large = Array("{\"b\":\"\(String(repeating: "x", count: 350))\"}".utf8)
      let error = #expect(throws: JournalError.self) { try journal.append([large]) }
      #expect(error?.code == .diskFull)
      #expect(try journal.read(first) == Array("{\"a\":1}".utf8))
      disk.bytesMax = nil
      let later = try journal.append([large])[0]
      #expect(try journal.read(later) == large)
      #expect(try JournalSample.read(disk.powerCut(.lose, seed: 1)).count == 2)
    }
  }

  /// Found by the simulator: opened anew, the journal built on a batch that was on no medium, and the next power cut
  /// took it from below what had been acknowledged since.
  @Test func `builds nothing on a batch whose sync failed`() throws {
    for cut in SimulatedDisk.PowerCut.allCases {
      let disk = try JournalSample.disk()
      let records = JournalSample.records(3, seed: 1)
      let first = try JournalSample.open(disk)
      try first.append([records[0]])
      disk.failCalls(.sync, times: 1)
      #expect(throws: JournalError.self) { try first.append([records[1]]) }
      let second = try JournalSample.open(disk)
      #expect(try JournalSample.read(second).values.contains(records[1]) == false)
      try second.recoverTail()
      try second.append([records[2]])
      let found = try JournalSample.open(disk.powerCut(cut, seed: 1))
      let read = try JournalSample.read(found)
      #expect(read.values.contains(records[0]) && read.values.contains(records[2]), "\(cut)")
      #expect(found.damages.isEmpty, "\(cut)")
    }
  }

  @Test func `is opened anew by who had read what its writer took back`() throws {
    let disk = try JournalSample.disk()
    let records = JournalSample.records(2, seed: 1)
    let first = try JournalSample.open(disk)
    try first.append([records[0]])
    let end = first.position.offset
    try first.append([records[1]])
    let reader = try JournalSample.open(disk)
    #expect(try JournalSample.read(reader).values.contains(records[1]))
    let path = try #require(disk.paths.first { $0.hasSuffix(".jsonl") })
    try disk.open(path, .update).truncate(to: end)
    let error = #expect(throws: JournalError.self) { try reader.refresh { _, _ in } }
    #expect(error?.code == .closed)
    #expect(reader.isClosed)
  }

  @Test func `is closed after a failed sync, and does not try again`() throws {
    let disk = try JournalSample.disk()
    let journal = try JournalSample.open(disk)
    let first = try journal.append([Array("{\"a\":1}".utf8)])[0]
    disk.failCalls(.sync, times: 1)
    let before = disk.trace.count { $0 == .sync }
    let error = #expect(throws: JournalError.self) { try journal.append([Array("{\"b\":2}".utf8)]) }
    #expect(error?.code == .syncFailed)
    #expect(disk.trace.count { $0 == .sync } == before + 1)
    #expect(journal.isClosed)
    let closed = #expect(throws: JournalError.self) { try journal.append([Array("{}".utf8)]) }
    #expect(closed?.code == .closed)
    let again = try JournalSample.open(disk)
    #expect(try JournalSample.read(again)[first.number] == Array("{\"a\":1}".utf8))
  }

  @Test func `reads from a disk that nobody may write`() throws {
    let disk = try JournalSample.disk()
    try JournalSample.open(disk).append([Array("{\"a\":1}".utf8)])
    disk.isReadOnly = true
    let journal = try JournalSample.open(disk)
    #expect(try JournalSample.read(journal).count == 1)
    #expect(throws: JournalError.self) { try journal.append([Array("{\"b\":2}".utf8)]) }
  }

  @Test func `takes staged records back as if they had never been`() throws {
    let disk = try JournalSample.disk()
    let journal = try JournalSample.open(disk)
    _ = try journal.stage([Array("{\"a\":1}".utf8)])
    let mark = journal.nextNumber
    let gone = try journal.stage([Array("{\"b\":2}".utf8), Array("{\"c\":3}".utf8)])
    #expect(try journal.read(gone[1]) == Array("{\"c\":3}".utf8))
    journal.unstage(from: mark)
    let kept = try journal.stage([Array("{\"d\":4}".utf8)])[0]
    try journal.flush()
    #expect(try journal.read(kept) == Array("{\"d\":4}".utf8))
    #expect(
      try JournalSample.read(disk).sorted { $0.key < $1.key }.map(\.value)
        == [Array("{\"a\":1}".utf8), Array("{\"d\":4}".utf8)]
    )
  }

  @Test func `refuses a record that is too large, and nothing else`() throws {
    let journal = try JournalSample.open(try JournalSample.disk())
    let error = #expect(throws: JournalError.self) {
      try journal.append([[UInt8](repeating: 0x20, count: (2 << 20) + 1)])
    }
    #expect(error?.code == .recordTooLarge)
    try journal.append([[UInt8](repeating: 0x20, count: 2 << 20)])
  }
}
