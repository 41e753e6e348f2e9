import SchouwCanon
import SchouwJournal
import SchouwSimulation
import SchouwTesting
import Testing

/// A journal of fifty records, one a batch, in one segment; and where each line ends.
private struct Fifty {
  let disk: SimulatedDisk
  let path: String
  let bytes: [UInt8]
  var records: [Int: [UInt8]] = [:]
  var ends: [Int: Int] = [:]

  init(batch: Int = 1, roomBytes: Int = 0) throws {
    disk = try JournalSample.disk()
    let journal = try JournalSample.open(disk, roomBytes: roomBytes)
    let all = JournalSample.records(50, seed: 7)
    var index = 0
    var grown: [Int: Int] = [:]
    while index < all.count {
      let part = Array(all[index..<min(index + batch, all.count)])
      let locations = try journal.append(part)
      for (location, record) in zip(locations, part) {
        records[location.number] = record
        grown[location.number] = journal.position.offset
      }
      index += batch
    }
    ends = grown
    path = try #require(disk.paths.first)
    bytes = try #require(disk.bytes(of: path))
    journal.close()
  }
}

@Suite struct `A journal that was cut` {
  @Test(arguments: [1, 3], [0, 9000])
  func `keeps every batch that ended before the cut, none in part, and goes on`(
    batch: Int,
    roomBytes: Int
  ) throws {
    let fifty = try Fifty(batch: batch, roomBytes: roomBytes)
    #expect((fifty.bytes.last == UInt8(ascii: "\t")) == (roomBytes > 0))
    for length in 0...fifty.bytes.count {
      let disk = fifty.disk.snapshot()
      disk.place(Array(fifty.bytes.prefix(length)), at: fifty.path)
      let journal = try JournalSample.open(disk)
      let found = try JournalSample.read(journal)
      let whole = fifty.records.filter { (fifty.ends[$0.key] ?? .max) <= length }
      #expect(found == whole, "cut at \(length)")
      #expect(journal.damages.isEmpty, "cut at \(length)")
      try journal.recoverTail()
      let after = try journal.append([Array("{\"after\":1}".utf8)])[0]
      #expect(try journal.read(after) == Array("{\"after\":1}".utf8))
      journal.close()
      var expected = whole
      expected[after.number] = Array("{\"after\":1}".utf8)
      #expect(try JournalSample.read(disk) == expected, "cut at \(length)")
    }
  }

  @Test func `is cut only by who writes`() throws {
    let fifty = try Fifty()
    fifty.disk.place(Array(fifty.bytes.dropLast(1)), at: fifty.path)
    let reader = try JournalSample.open(fifty.disk)
    _ = try JournalSample.read(reader)
    #expect(fifty.disk.bytes(of: fifty.path)?.count == fifty.bytes.count - 1)
    try reader.recoverTail()
    #expect(reader.tornBytesCut > 0)
    #expect(fifty.disk.bytes(of: fifty.path)?.count == reader.position.offset)
  }
}

@Suite struct `The room behind a journal's last line` {
  @Test func `keeps the file's size over many batches, and is not read`() throws {
    let disk = try JournalSample.disk()
    let journal = try JournalSample.open(disk, roomBytes: 20_000)
    var sizes: Set<Int> = []
    var written: [Int: [UInt8]] = [:]
    for record in JournalSample.records(60, seed: 4) {
      written[try journal.append([record])[0].number] = record
      sizes.insert(try #require(disk.paths.first.flatMap { disk.bytes(of: $0)?.count }))
    }
    #expect(sizes.count == 1)
    #expect(journal.position.offset < sizes.max() ?? 0)
    #expect(try JournalSample.read(disk) == written)
    let report = try Journal.verify(disk: disk, folder: JournalSample.folder)
    #expect(report.isSound && report.tornBytes == 0)
  }

  @Test func `is used by the next process, and by two in turn`() throws {
    let disk = try JournalSample.disk()
    let first = try JournalSample.open(disk, roomBytes: 20_000)
    let second = try JournalSample.open(disk, roomBytes: 20_000)
    var written: [Int: [UInt8]] = [:]
    for (index, record) in JournalSample.records(40, seed: 4).enumerated() {
      let journal = index % 3 == 0 ? first : second
      try journal.refresh { _, _ in }
      try journal.recoverTail()
      written[try journal.append([record])[0].number] = record
    }
    #expect(disk.paths.first.flatMap { disk.bytes(of: $0)?.count } ?? 0 < 22_000)
    #expect(try JournalSample.read(disk) == written)
  }

  @Test func `does not go beyond a segment, and a full disk takes records without it`() throws {
    let disk = try JournalSample.disk()
    let journal = try JournalSample.open(disk, segmentBytes: 2000, roomBytes: 20_000)
    try journal.append([Array("{\"a\":1}".utf8)])
    let path = try #require(disk.paths.first)
    #expect(disk.bytes(of: path)?.count == 2000)
    let full = try JournalSample.disk()
    let other = try JournalSample.open(full, roomBytes: 20_000)
    full.bytesMax = 600
    var count = 0
    while (try? other.append([Array("{\"b\":2}".utf8)])) != nil { count += 1 }
    #expect(count > 5)
    #expect(try JournalSample.read(full).count == count)
  }

  @Test func `with something in it is a cut batch, which the next writer removes`() throws {
    let disk = try JournalSample.disk()
    let journal = try JournalSample.open(disk, roomBytes: 9000)
    try journal.append([Array("{\"a\":1}".utf8)])
    journal.close()
    let path = try #require(disk.paths.first)
    let bytes = try #require(disk.bytes(of: path))
    // What a batch leaves whose first sectors never came to the medium.
    for place in [journal.position.offset, journal.position.offset + 700, bytes.count - 1] {
      var torn = bytes
      torn[place] = UInt8(ascii: "x")
      disk.place(torn, at: path)
      let heir = try JournalSample.open(disk, roomBytes: 9000)
      #expect(try JournalSample.read(heir).count == 1)
      #expect(heir.damages.isEmpty)
      try heir.recoverTail()
      #expect(heir.tornBytesCut > 0)
      try heir.append([Array("{\"b\":2}".utf8)])
      #expect(try JournalSample.read(disk).count == 2)
    }
  }
}

@Suite struct `A journal with a flipped bit` {
  @Test(arguments: [1, 3], [0, 9000])
  func `loses at most that record, names it, reads all else and goes on`(
    batch: Int,
    roomBytes: Int
  ) throws {
    let fifty = try Fifty(batch: batch, roomBytes: roomBytes)
    var random = SeededRandom(seed: 99)
    for offset in fifty.bytes.indices {
      let bits = offset < 1000 ? Array(0..<8) : [Int.random(in: 0..<8, using: &random)]
      for bit in bits {
        let disk = fifty.disk.snapshot()
        disk.flip(fifty.path, at: offset, xor: 1 << UInt8(bit))
        let journal = try JournalSample.open(disk)
        let found = try JournalSample.read(journal)
        let gone = fifty.records.keys.filter { found[$0] == nil }.sorted()
        let named = journal.damages.flatMap { Array($0.lost) }
        #expect(gone.count <= 1 && found.allSatisfy { fifty.records[$0.key] == $0.value })
        // Number 1 is the segment's own heading.
        #expect(named == gone || (gone.isEmpty && named == [1]), "bit \(bit) of byte \(offset)")
        try journal.recoverTail()
        let after = try journal.append([Array("{\"after\":1}".utf8)])[0]
        journal.close()
        let again = try JournalSample.read(disk)
        #expect(again[after.number] == Array("{\"after\":1}".utf8), "bit \(bit) of byte \(offset)")
        #expect(again.count == found.count + 1, "bit \(bit) of byte \(offset)")
      }
    }
  }

  @Test func `gives no record by its place whose checksum disagrees`() throws {
    let disk = try JournalSample.disk()
    let journal = try JournalSample.open(disk)
    let location = try journal.append([Array("{\"a\":\"bc\"}".utf8)])[0]
    let path = try #require(disk.paths.first)
    #expect(try journal.read(location) == Array("{\"a\":\"bc\"}".utf8))
    disk.flip(path, at: location.offset + 3, xor: 1)
    #expect(throws: JournalError.self) { try journal.read(location) }
    disk.heal()
    #expect(try journal.read(location) == Array("{\"a\":\"bc\"}".utf8))
  }

  @Test func `loses what a forgotten sector held, and nothing behind it`() throws {
    for batch in [1, 3] {
      let fifty = try Fifty(batch: batch)
      // Batches behind the sector prove that it had been written: it is damage, not a cut.
      for sector in 0..<(fifty.bytes.count - 2000) / 512 {
        var bytes = fifty.bytes
        let range = sector * 512..<sector * 512 + 512
        bytes.replaceSubrange(range, with: [UInt8](repeating: 0, count: 512))
        let disk = fifty.disk.snapshot()
        disk.place(bytes, at: fifty.path)
        let journal = try JournalSample.open(disk)
        let found = try JournalSample.read(journal)
        let gone = fifty.records.keys.filter { found[$0] == nil }.sorted()
        #expect(gone == journal.damages.flatMap { Array($0.lost) }.filter { $0 != 1 })
        #expect(gone.count <= 8 && found[fifty.records.count + 1] != nil, "sector \(sector)")
        #expect(journal.tornBytesCut == 0)
      }
    }
  }

  @Test func `does not take a line of another segment for its own`() throws {
    let other = try JournalSample.disk()
    let foreign = try JournalSample.open(other, seed: 2)
    try foreign.append([Array("{\"secret\":1}".utf8)])
    let source = try #require(other.paths.first)
    let line = try #require(other.bytes(of: source))
    let disk = try JournalSample.disk()
    let journal = try JournalSample.open(disk)
    // The bytes of a line with its true checksum, inside another record.
    let carried = Array("{\"x\":".utf8) + line + Array("}".utf8)
    let location = try journal.append([carried])[0]
    try journal.append([Array("{\"y\":2}".utf8)])
    let path = try #require(disk.paths.first)
    disk.flip(path, at: location.offset - 2, xor: 1)
    let found = try JournalSample.read(disk)
    #expect(found.values.map { $0 } == [Array("{\"y\":2}".utf8)])
  }
}
