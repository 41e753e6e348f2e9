import SchouwCanon
import SchouwDocuments
import SchouwSync
import Testing

@testable import SchouwServer

/// Rules X4 to X6: accept, any number of times with the outcome of once.
@Suite struct `What a device brings` {
  let office: TestOffice
  var hand: Hand
  var changes: [Change] = []

  init() throws {
    office = try TestOffice()
    try office.enrol("noord", ["A"])
    hand = Hand(1, at: office.clock.now)
    for number in 1...3 {
      changes.append(try hand.birth(of: documentID(number), scopes: ["A"]))
      for step in 1...4 {
        changes.append(try hand.edit(documentID(number), ["/a": .number(Double(step))]))
      }
    }
  }

  @Test func `is stored once, however often the whole request comes`() throws {
    let first = try office.sync("noord", hand, changes)
    let (lines, digest) = (office.lines, try office.digest)
    for _ in 1...3 {
      let again = try office.sync("noord", hand, changes)
      #expect(again.response.received == first.response.received)
    }
    #expect(office.lines == lines)
    #expect(try office.digest == digest)
    #expect(first.response.received.counter == 15)
  }

  @Test(arguments: 1...20)
  func `is the same in any order, cut and overlap`(_ seed: UInt64) throws {
    let straight = try TestOffice()
    try straight.enrol("noord", ["A"])
    _ = try straight.sync("noord", hand, changes)
    var random = SeededRandom(seed: seed)
    for _ in 1...6 {
      let some = changes.shuffled(using: &random).prefix(Int(random.next() % 16))
      _ = try office.sync("noord", hand, Array(some))
    }
    _ = try office.sync("noord", hand, changes.shuffled(using: &random))
    #expect(try office.digest == straight.digest)
    #expect(office.lines == straight.lines)
    #expect(try office.ask(.status(scopes: nil))["waiting"]?.integerValue == 0)
  }

  @Test func `is refused line by line where it is no record`() throws {
    let lines: [[UInt8]] = [
      changes[0].record, Array("{\"change\":{}}".utf8), changes[1].record,
      Array("{\"change\": 1}".utf8), Array("garbage".utf8), changes[2].record,
    ]
    let answer = try office.sync("noord", hand, lines)
    #expect(answer.response.refused.map(\.line) == [2, 4, 5])
    #expect(answer.response.refused.map(\.rule) == ["G1", "C5", "G1"])
    #expect(answer.response.received.counter == 3)
    #expect(answer.response.received.missing == Array(4...15))
  }

  @Test func `counts what is missing by name`() throws {
    let answer = try office.sync("noord", hand, [changes[0], changes[2], changes[14]])
    #expect(answer.response.received.counter == 3)
    #expect(answer.response.received.of == 15)
    #expect(answer.response.received.missing == [2] + Array(4...14))
  }

  @Test func `names at most a hundred that are missing`() throws {
    let answer = try office.sync("noord", hand, [], counter: 100_000)
    #expect(answer.response.received.of == 100_000)
    #expect(answer.response.received.missing == Array(1...100))
  }

  @Test func `is archived when a backup is, also if more came meanwhile`() throws {
    _ = try office.sync("noord", hand, Array(changes[..<10]))
    let through = office.lines
    let before = try office.sync("noord", hand, Array(changes[10...]))
    #expect(before.response.archivedCounter == 0)
    try office.ask(.archive(through: through))
    let after = try office.sync("noord", hand, [] as [Change])
    #expect(after.response.archivedCounter == 10)
    #expect(after.response.archivedSequence == through)
    try office.ask(.archive(through: office.lines))
    #expect(try office.sync("noord", hand, [] as [Change]).response.archivedCounter == 15)
  }

  @Test func `is not archived beyond a gap, nor beyond the log`() throws {
    _ = try office.sync("noord", hand, [changes[0], changes[2]])
    try office.ask(.archive(through: office.lines))
    #expect(try office.sync("noord", hand, [] as [Change]).response.archivedCounter == 1)
    #expect(throws: ServerError.self) { try office.ask(.archive(through: office.lines + 1)) }
  }

  @Test func `tells again what became of it, for the answer may have been lost`() throws {
    var stranger = Hand(9, at: office.clock.now)
    let birth = try stranger.birth(of: documentID(9), scopes: ["Z"])
    let first = try office.sync("noord", stranger, [birth])
    let again = try office.sync("noord", stranger, [birth])
    #expect(first.held(birth) == "scope-never")
    #expect(again.held(birth) == "scope-never")
  }

  /// Found here: a change that was written but not synced when the server died was known to the next one, and
  /// acknowledged when it came again, though nothing had made it durable.
  @Test func `is durable before it is acknowledged, also if a writer died before its sync`() throws
  {
    office.disk.set(failsSync: true)
    #expect(throws: (any Error).self) { try office.sync("noord", hand, changes) }
    office.disk.set(failsSync: false)
    let next = try TestOffice(disk: office.disk)
    #expect(try next.sync("noord", hand, changes).response.received.counter == 15)
    let cut = try TestOffice(disk: office.disk.afterPowerCut())
    #expect(cut.core.changes == 15)
  }

  @Test func `keeps records of other kinds once`() throws {
    let records: [[UInt8]] = [
      Array("{\"sealed\":{\"v\":1}}".utf8), Array("{\"voice\":{\"v\":1}}".utf8),
    ]
    _ = try office.sync("noord", hand, records)
    let lines = office.lines
    _ = try office.sync("noord", hand, records)
    try office.reopen()
    _ = try office.sync("noord", hand, records)
    #expect(office.lines == lines)
  }

  /// Found here: a record of an unknown kind was written as it came.
  ///
  /// `device`, `epoch` and `archive` are kinds of the server's log: after a restart it was read as one of those.
  @Test(arguments: ["device", "epoch", "archive", "carried"])
  func `is never taken for a record of the server's own`(_ kind: String) throws {
    let token = SHA256.hash(Array("mine".utf8))
    let forged: [String: JSONValue] = [
      "device": [
        "code": "", "id": "evil", "key": "", "scopes": ["A", "B"], "state": "enrolled",
        "token": .string(token.base64URL), "v": 1,
      ],
      "epoch": ["branch": 0, "id": "00000000", "office": "0000000000000001", "v": 1],
      "archive": ["counters": [:], "through": 1_000_000, "v": 1],
      "carried": ["device": ["v": 1]],
    ]
    let value = try #require(forged[kind])
    let epoch = office.core.epoch.id
    _ = try office.sync("noord", hand, [Record.wrap(value.canonicalBytes, kind: kind)])
    try office.reopen()
    #expect(office.core.device(withToken: token) == nil)
    #expect(office.core.devices.count == 1)
    #expect(office.core.epoch.id == epoch)
    #expect(office.core.archivedThrough == 0)
    #expect(office.core.unreadable == 0)
  }

  @Test func `is refused by itself if no record may be so large`() throws {
    let large = Record.wrap(
      JSONValue.object(["x": .string(String(repeating: "x", count: 3 << 20))]).canonicalBytes,
      kind: "snapshot"
    )
    let answer = try office.sync("noord", hand, [changes[0].record, large])
    #expect(answer.response.refused.map(\.line) == [2])
    #expect(answer.response.received.counter == 1)
  }
}
