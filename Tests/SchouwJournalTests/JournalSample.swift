import SchouwCanon
import SchouwJournal
import SchouwSimulation
import SchouwTesting

/// What the journal tests write, and how they read it again.
enum JournalSample {
  static let folder = "/j/segments"

  static func disk() throws -> SimulatedDisk {
    let disk = SimulatedDisk()
    try disk.makeFolder(folder)
    return disk
  }

  static func open(
    _ disk: SimulatedDisk,
    seed: UInt64 = 1,
    segmentBytes: Int? = nil,
    roomBytes: Int = 0
  ) throws -> Journal {
    let journal = try Journal(disk: disk, folder: folder, random: SeededRandom(seed: seed))
    journal.roomBytes = roomBytes
    if let segmentBytes { journal.segmentBytes = segmentBytes }
    return journal
  }

  /// A record of some size whose text is full of what looks like lines of a segment.
  static func record(_ number: Int, _ random: inout SeededRandom) -> [UInt8] {
    let fakes = [
      "plain words and spaces", "}\\n{\\\"n\\\":1,", "{\\\"n\\\":3,\\\"of\\\":\\\"00001/00001\\\"",
      "é漢",
    ]
    var text = ""
    for _ in 0..<Int.random(in: 0...6, using: &random) {
      text += fakes[Int.random(in: 0..<fakes.count, using: &random)]
    }
    // An attacker's value can be any object, also one that looks like a line with a record in it.
    let value =
      Bool.random(using: &random)
      ? "\"\(text)\""
      : "{\"n\":\(number),\"of\":\"00001/00001\",\"crc\":\"00000000\",\"len\":2,\"rec\":{}}"
    return Array("{\"test\":{\"i\":\(number),\"v\":\(value)}}".utf8)
  }

  static func records(_ count: Int, seed: UInt64) -> [[UInt8]] {
    var random = SeededRandom(seed: seed)
    return (0..<count).map { record($0, &random) }
  }

  /// Everything that reads, by number.
  static func read(_ journal: Journal) throws -> [Int: [UInt8]] {
    var found: [Int: [UInt8]] = [:]
    try journal.refresh { location, record in found[location.number] = Array(record) }
    return found
  }

  static func read(_ disk: SimulatedDisk) throws -> [Int: [UInt8]] {
    let journal = try open(disk)
    defer { journal.close() }
    return try read(journal)
  }
}
