import SchouwCanon
import SchouwDocuments
import SchouwSync
import SchouwTesting
import Testing

@Suite struct `The file of a bundle` {
  static let head = BundleHead(
    for: .office,
    device: "noord",
    replica: Replica(bits: 7),
    counters: 3...12,
    epoch: "0a1b2c3d",
    time: 1_795_510_800_000,
    records: 0
  )
  static let records = (1...5).map { Array("{\"note\":{\"text\":\"letter \($0)\"}}".utf8) }

  private func written(_ head: BundleHead = Self.head) throws -> [UInt8] {
    try BundleFile.write(head, Self.records)
  }

  private func lines(_ bytes: [UInt8]) -> [ArraySlice<UInt8>] { bytes.split(separator: 0x0a) }

  @Test func `gives back its head and records, and nothing is wrong`() throws {
    let scopes = try [#require(ScopeCode("BU1")), #require(ScopeCode("role:a"))]
    for audience in [BundleHead.Audience.office, .colleague(scopes)] {
      var head = Self.head
      head.audience = audience
      let read = try BundleFile(reading: written(head))
      head.records = 5
      #expect(read.head == head)
      #expect(read.records.map { Array($0) } == Self.records)
      #expect(read.faults == [])
    }
    let empty = try BundleFile(reading: BundleFile.write(Self.head, []))
    #expect(empty.records.isEmpty && empty.faults == [])
  }

  @Test func `is one JSON object a line`() throws {
    let lines = try lines(written()).map { try JSONReader.read($0) }
    #expect(lines.count == 7)
    #expect(lines[0]["bundle"]?["device"] == "noord")
    #expect(lines[3]["record"]?["note"]?["text"] == "letter 3")
    #expect(lines[3]["n"] == 3)
    #expect(lines[6]["end"]?["records"] == 5)
  }

  @Test func `loses at most what a flipped bit hits, and names it`() throws {
    let bytes = try written()
    for place in bytes.indices {
      var damaged = bytes
      damaged[place] ^= 1 << (place % 8)
      let read = try BundleFile(reading: damaged)
      #expect(!read.faults.isEmpty, "byte \(place)")
      // A flipped line feed makes one line of two.
      #expect(read.records.count >= (bytes[place] == 0x0a ? 3 : 4), "byte \(place)")
      for record in read.records { #expect(Self.records.contains(Array(record))) }
    }
  }

  @Test func `names line, place and number of what does not read`() throws {
    var bytes = try written()
    let start = lines(bytes)[3].startIndex
    bytes[start + 70] ^= 1
    let read = try BundleFile(reading: bytes)
    #expect(read.records.count == 4)
    #expect(read.faults.map(\.what) == [.line, .missing])
    #expect(read.faults[0].line == 4 && read.faults[0].byte == start)
    #expect(read.faults[1].numbers == 3...3)
  }

  @Test func `keeps what stands before a cut, and says that it was cut`() throws {
    let bytes = try written()
    let starts = lines(bytes).map(\.startIndex)
    for length in 0..<bytes.count {
      let part = Array(bytes.prefix(length))
      guard length >= starts[1] else {
        #expect(throws: BundleError(.notABundle)) { try BundleFile(reading: part) }
        continue
      }
      let read = try BundleFile(reading: part)
      #expect(read.records.count == starts[2...].count { $0 <= length })
      #expect(read.faults.contains { $0.what == .cut }, "\(length)")
    }
  }

  @Test func `is read without its head, and names a line that is gone or doubled`() throws {
    let lines = try lines(written())
    func file(_ lines: [ArraySlice<UInt8>]) -> [UInt8] { lines.flatMap { $0 + [0x0a] } }
    let headless = try BundleFile(reading: file(Array(lines.dropFirst())))
    #expect(headless.head == nil && headless.records.count == 5)
    #expect(headless.faults.map(\.what) == [.sum])
    var gone = lines
    gone.removeSubrange(2...3)
    let read = try BundleFile(reading: file(gone))
    #expect(read.faults == [BundleFile.Fault(missing: 2...3)])
    let doubled = try BundleFile(reading: file([lines[0], lines[1]] + lines[1...]))
    #expect(doubled.faults.map(\.what) == [.sum])
    let swapped = try BundleFile(
      reading: file([lines[0], lines[2], lines[1]] + lines[3...])
    )
    #expect(swapped.records.count == 5 && swapped.faults.map(\.what) == [.sum])
  }

  @Test func `refuses what is no bundle, newer or too large`() throws {
    for text in ["", "\n", "hello\n", "{}\n", "{\"change\":{}}\n"] {
      #expect(throws: BundleError(.notABundle)) { try BundleFile(reading: Array(text.utf8)) }
    }
    let members = Array("\"bundle\":{\"v\":2}".utf8)
    let hash = SHA256.hash(Array("{".utf8) + members + Array("}".utf8)).base64URL
    let newer = Array("{\"hash\":\"\(hash)\",".utf8) + members + Array("}\n".utf8)
    #expect(throws: BundleError(.newerVersion)) { try BundleFile(reading: newer) }
    let many = [[UInt8]](repeating: Array("{\"a\":1}".utf8), count: BundleFile.recordsMax + 1)
    #expect(throws: BundleError(.tooLarge)) { try BundleFile.write(Self.head, many) }
  }
}

extension BundleFile.Fault {
  /// That records are missing.
  fileprivate init(missing numbers: ClosedRange<Int>) {
    self.init(.missing, numbers: numbers)
  }
}
