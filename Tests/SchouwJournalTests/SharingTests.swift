import Dispatch
import SchouwCanon
import SchouwJournal
import SchouwSimulation
import SchouwTesting
import Synchronization
import Testing

/// The journal behind a group commit; opened anew after a failure, as a store does.
private final class Shared: Sendable {
  let group: GroupCommit<Journal?>
  let disk: SimulatedDisk

  init(_ disk: SimulatedDisk) {
    self.disk = disk
    group = GroupCommit(nil, journal: { $0 }, failed: { $0 = nil })
  }

  func append(_ records: [[UInt8]]) throws -> [Journal.Location] {
    try group.commit { journal in
      let open: Journal
      if let there = journal, !there.isClosed {
        open = there
      } else {
        open = try JournalSample.open(disk, segmentBytes: 4000)
        try open.refresh { _, _ in }
        try open.recoverTail()
        journal = open
      }
      return try open.stage(records)
    }
  }
}

@Suite struct `Many writers of one journal` {
  @Test(arguments: 0..<4 as Range<UInt64>)
  func `return only when their records are durable`(seed: UInt64) throws {
    let disk = try JournalSample.disk()
    let shared = Shared(disk)
    let acknowledged = Mutex<[Int: [UInt8]]>([:])
    DispatchQueue.concurrentPerform(iterations: 8) { thread in
      var random = SeededRandom(seed: seed << 8 | UInt64(thread))
      for number in 0..<60 {
        let records = (0...number % 3).map { _ in
          JournalSample.record(thread * 1000 + number, &random)
        }
        guard let locations = try? shared.append(records) else {
          Issue.record("a write was refused")
          return
        }
        let known = acknowledged.withLock { known in
          for (location, record) in zip(locations, records) { known[location.number] = record }
          return known
        }
        guard number % 20 == 3 else { continue }
        let found = try? JournalSample.read(disk.powerCut(.lose, seed: 1))
        #expect(known.allSatisfy { found?[$0.key] == $0.value })
      }
    }
    let known = acknowledged.withLock { $0 }
    #expect(known.count == 8 * 120)
    #expect(try JournalSample.read(disk) == known)
    #expect(disk.paths.count > 10)
    #expect(disk.trace.count { $0 == .sync } < 8 * 60 + 3 * disk.paths.count)
  }

  @Test(arguments: 0..<20 as Range<UInt64>)
  func `hear of a failure exactly if it took their records`(seed: UInt64) throws {
    let disk = try JournalSample.disk()
    let shared = Shared(disk)
    var random = SeededRandom(seed: seed)
    disk.fail(atCall: Int.random(in: 10..<120, using: &random))
    let acknowledged = Mutex<[Int: [UInt8]]>([:])
    let refused = Mutex<[[UInt8]]>([])
    DispatchQueue.concurrentPerform(iterations: 6) { thread in
      for number in 0..<25 {
        let record = Array("{\"r\":\"\(seed) \(thread) \(number)\"}".utf8)
        do {
          let location = try shared.append([record])[0]
          acknowledged.withLock { $0[location.number] = record }
        } catch {
          #expect(error is JournalError)
          refused.withLock { $0.append(record) }
        }
      }
    }
    let known = acknowledged.withLock { $0 }
    let lost = refused.withLock { $0 }
    #expect(known.count + lost.count == 150)
    #expect(lost.count >= 0 && lost.count <= 7)
    let found = try JournalSample.read(disk.powerCut(.lose, seed: 1))
    #expect(known.allSatisfy { found[$0.key] == $0.value }, "seed \(seed)")
    // A refused record may be there, once; nothing is there that nobody wrote.
    let extra = found.filter { known[$0.key] == nil }
    #expect(extra.values.allSatisfy { lost.contains($0) })
  }
}

@Suite struct `Two processes with one journal` {
  @Test(arguments: 0..<6 as Range<UInt64>)
  func `take turns by the lock, lose nothing and number without gaps`(seed: UInt64) throws {
    let disk = try JournalSample.disk()
    let acknowledged = Mutex<[Int: [UInt8]]>([:])
    let done = Atomic<Int>(0)
    let readSoFar = Mutex<[Int: [UInt8]]>([:])
    DispatchQueue.concurrentPerform(iterations: 4) { process in
      do {
        let journal = try JournalSample.open(disk, seed: UInt64(process), segmentBytes: 900)
        defer { journal.close() }
        if process == 3 {
          // One that only reads, without the lock.
          while done.load(ordering: .acquiring) < 3 {
            try journal.refresh { location, record in
              readSoFar.withLock { seen in
                #expect(seen[location.number] == nil)
                seen[location.number] = Array(record)
              }
            }
          }
          try journal.refresh { location, record in
            readSoFar.withLock { $0[location.number] = Array(record) }
          }
          #expect(journal.damages.isEmpty)
          return
        }
        var random = SeededRandom(seed: seed << 8 | UInt64(process))
        for number in 0..<60 {
          let lock = disk.lock("/j/lock")
          try lock.take(waitingMilliseconds: 60_000)
          try journal.refresh { _, _ in }
          try journal.recoverTail()
          let record = JournalSample.record(number, &random)
          let location = try journal.append([record])[0]
          acknowledged.withLock { $0[location.number] = record }
          #expect(journal.damages.isEmpty)
          lock.release()
        }
        done.add(1, ordering: .releasing)
      } catch {
        Issue.record("seed \(seed): \(error)")
        done.add(1, ordering: .releasing)
      }
    }
    let known = acknowledged.withLock { $0 }
    #expect(known.count == 180)
    #expect(try JournalSample.read(disk) == known)
    #expect(readSoFar.withLock { $0 } == known)
  }

  @Test func `finds the next segment when it had read to the end of the last`() throws {
    let disk = try JournalSample.disk()
    let writer = try JournalSample.open(disk, segmentBytes: 300)
    let reader = try JournalSample.open(disk, seed: 2, segmentBytes: 300)
    while writer.position.offset < 300 { try writer.append([Array("{\"a\":1}".utf8)]) }
    // The new segment cannot be made: the old one is closed, and the reader reads that.
    disk.failCalls(.create, times: 1)
    #expect(throws: JournalError.self) { try writer.append([Array("{\"b\":1}".utf8)]) }
    _ = try JournalSample.read(reader)
    // And one that knows from an index that it is at the end.
    let indexed = try Journal(disk: disk, folder: JournalSample.folder, from: reader.position)
    indexed.segmentBytes = 300
    #expect(indexed.fitsPosition)
    _ = try JournalSample.read(indexed)
    let last = try writer.append([Array("{\"b\":2}".utf8)])[0]
    let found = try JournalSample.read(reader)
    #expect(found == [last.number: Array("{\"b\":2}".utf8)])
    #expect(try JournalSample.read(indexed) == found)
    try reader.recoverTail()
    let next = try reader.append([Array("{\"c\":3}".utf8)])[0]
    #expect(next.number == last.number + 1)
    #expect(Set(disk.paths.map { $0.prefix(25) }).count == disk.paths.count)
  }

  @Test(arguments: 0..<16 as Range<UInt64>)
  func `a crash while a segment is made twice does not stop the reader`(seed: UInt64) throws {
    let disk = try JournalSample.disk()
    // Which of the two names comes first is a matter of the seed.
    let journal = try JournalSample.open(disk, seed: seed)
    disk.failCalls(.syncFolder, times: 1)
    disk.failCalls(.remove, times: 1)
    #expect(throws: JournalError.self) { try journal.append([Array("{\"a\":1}".utf8)]) }
    let location = try journal.append([Array("{\"a\":2}".utf8)])[0]
    #expect(disk.paths.count == 2)
    #expect(try JournalSample.read(disk) == [location.number: Array("{\"a\":2}".utf8)])
  }

  @Test func `makes durable what another left that died before its sync, before it tells anybody`()
    throws
  {
    let disk = try JournalSample.disk()
    try JournalSample.open(disk).append([Array("{\"a\":1}".utf8)])
    let dying = try JournalSample.open(disk)
    _ = try JournalSample.read(dying)
    disk.failCalls(.truncate, times: .max)
    disk.stop(atCall: disk.calls + 2)
    #expect(throws: JournalError.self) { try dying.append([Array("{\"b\":2}".utf8)]) }
    disk.stop(atCall: nil)
    disk.failCalls(.truncate, times: 0)
    let heir = try JournalSample.open(disk)
    let found = try JournalSample.read(heir)
    #expect(found.count == 2)
    #expect(try JournalSample.read(disk.powerCut(.lose, seed: 1)).count == 1)
    try heir.recoverTail()
    #expect(try JournalSample.read(disk.powerCut(.lose, seed: 1)) == found)
  }

  @Test func `begin no segment while a batch is on its way to the old one`() throws {
    let disk = try JournalSample.disk()
    let journal = try JournalSample.open(disk, segmentBytes: 200)
    var written: [Int: [UInt8]] = [:]
    func stage(_ text: String) throws {
      written[try journal.stage([Array(text.utf8)])[0].number] = Array(text.utf8)
    }
    try stage("{\"a\":\"\(String(repeating: "x", count: 300))\"}")
    let flush = try #require(journal.takeStaged())
    #expect(journal.needsRoom)
    try stage("{\"b\":2}")
    try stage("{\"c\":3}")
    try journal.finish(flush, flush.run())
    try stage("{\"d\":4}")
    try journal.flush()
    #expect(disk.paths.count == 1)
    try stage("{\"e\":5}")
    try journal.flush()
    #expect(disk.paths.count == 2)
    #expect(try JournalSample.read(disk) == written)
  }
}

@Suite struct `A real disk` {
  @Test func `takes and gives what the simulated one does`() throws {
    let disk = SystemDisk()
    let name = SystemRandom.hexName()
    let folder = "/tmp/schouw-journal-\(name)"
    try disk.makeFolder(folder)
    let journal = try Journal(disk: disk, folder: folder)
    journal.segmentBytes = 400
    var written: [Int: [UInt8]] = [:]
    for record in JournalSample.records(30, seed: 3) {
      written[try journal.append([record])[0].number] = record
    }
    journal.close()
    var found: [Int: [UInt8]] = [:]
    let report = try Journal.verify(disk: disk, folder: folder) { found[$0.number] = Array($1) }
    #expect(report.isSound && report.tornBytes == 0)
    #expect(found == written)
    let lock = disk.lock(folder + "/lock")
    let other = disk.lock(folder + "/lock")
    for _ in 0..<3 {
      try lock.take(waitingMilliseconds: 0)
      let refused = #expect(throws: DiskError.self) { try other.take(waitingMilliseconds: 4) }
      #expect(refused?.code == .locked)
      #expect(refused?.holder != nil)
      lock.release()
      try other.take(waitingMilliseconds: 0)
      other.release()
    }
    // A lock file that somebody removed is no lock: both must mean the new one.
    try disk.remove(folder + "/lock")
    try lock.take(waitingMilliseconds: 0)
    #expect(throws: DiskError.self) { try other.take(waitingMilliseconds: 0) }
    lock.release()
    for name in try disk.names(in: folder) { try disk.remove(folder + "/" + name) }
  }
}

extension SystemRandom {
  fileprivate static func hexName() -> String {
    var random = SystemRandom()
    return random.nextBytes(8).map { String($0, radix: 16) }.joined()
  }
}
