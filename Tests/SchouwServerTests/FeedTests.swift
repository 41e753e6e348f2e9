import SchouwCanon
import SchouwDocuments
import SchouwJournal
import SchouwSync
import SchouwTemplates
import Testing

@testable import SchouwServer

/// Rules C1, X7: what a device gets.
@Suite struct `The feed` {
  let office: TestOffice
  var noord: Hand
  var zuid: Hand

  init() throws {
    office = try TestOffice()
    try office.enrol("noord", ["A"])
    try office.enrol("zuid", ["B"])
    noord = Hand(1, at: office.clock.now)
    zuid = Hand(2, at: office.clock.now)
  }

  /// One document of each scope with an edit each.
  @discardableResult
  mutating func write() throws -> ChangeName {
    let changes = [
      try noord.birth(of: documentID(1), scopes: ["A"]), try noord.edit(documentID(1), ["/a": 1]),
    ]
    _ = try office.sync("noord", noord, changes)
    let others = [
      try zuid.birth(of: documentID(2), scopes: ["B"]), try zuid.edit(documentID(2), ["/a": 1]),
    ]
    _ = try office.sync("zuid", zuid, others)
    return changes[0].name
  }

  func story(_ name: String, _ hand: Hand, after cursor: String? = nil) throws -> [String] {
    try office.sync(name, hand, [] as [Change], cursor: cursor).story
  }

  @Test mutating func `gives a device the documents of its scopes alone`() throws {
    try write()
    try office.enrol("west", ["A"])
    try office.enrol("oost", ["A", "B"])
    try office.enrol("leeg", ["C"])
    let hand = Hand(9, at: 0)
    #expect(try story("west", hand) == ["entered 1 (2)", "change 1:1", "change 1:2"])
    #expect(
      try story("oost", hand) == [
        "entered 1 (2)", "change 1:1", "change 1:2", "entered 2 (2)", "change 2:1", "change 2:2",
      ]
    )
    #expect(try story("leeg", hand) == [])
  }

  @Test mutating func `does not echo to the replica that delivered`() throws {
    try write()
    #expect(try story("noord", noord) == [])
    #expect(try office.pages("noord").flatMap(\.records).count == 2)
  }

  @Test mutating func `gives k changes as those k, and then nothing`() throws {
    try write()
    try office.enrol("west", ["A"])
    let hand = Hand(9, at: 0)
    let cursor = try office.sync("west", hand, [] as [Change]).response.cursor
    let edits = try (1...3).map { try noord.edit(documentID(1), ["/a": .number(Double($0))]) }
    _ = try office.sync("noord", noord, edits)
    let answer = try office.sync("west", hand, [] as [Change], cursor: cursor)
    #expect(answer.names == edits.map(\.name))
    #expect(!answer.response.more)
    #expect(try story("west", hand, after: answer.response.cursor) == [])
  }

  @Test mutating func `gives a store that was put back its old work under its new replica`() throws
  {
    try write()
    let early = try office.sync("noord", noord, [] as [Change]).response.cursor
    let lost = try noord.edit(documentID(1), ["/a": 7])
    _ = try office.sync("noord", noord, [lost], cursor: early)
    let fresh = Hand(11, at: 0)
    #expect(try office.sync("noord", fresh, [] as [Change], cursor: early).names == [lost.name])
  }

  /// Found here: the answer that tells a store that it is a clone left out, as its own, what the twin had
  /// brought, and its cursor went past it.
  @Test mutating func `gives a store that learns that it was put back all of its set`() throws {
    try write()
    let early = try office.sync("noord", noord, [] as [Change]).response.cursor
    let lost = try noord.edit(documentID(1), ["/a": 7])
    _ = try office.sync("noord", noord, [lost], cursor: early)
    let answer = try office.sync("noord", noord, [] as [Change], cursor: early, counter: 2)
    #expect(answer.response.forked)
    #expect(answer.names.contains(lost.name))
  }

  /// The same in batches: the first one does not show the clone yet, and its answer goes past the twin's work.
  @Test
  mutating func `gives a clone what its twin brought, also if it shows only in a later batch`()
    throws
  {
    try write()
    let early = try office.sync("noord", noord, [] as [Change]).response.cursor
    var clone = noord
    let theirs = try noord.edit(documentID(1), ["/a": 7])
    _ = try office.sync("noord", noord, [theirs], cursor: early)
    let ours = try clone.edit(documentID(1), ["/b": 8])
    let first = try office.sync("noord", clone, [] as [Change], cursor: early)
    #expect(!first.response.forked && first.names.isEmpty)
    let later = try office.sync("noord", clone, [ours], cursor: first.response.cursor)
    #expect(later.response.forked)
    #expect(later.names.contains(theirs.name))
  }

  @Test mutating func `brings a document in and out with the grants`() throws {
    try write()
    let start = try office.sync("zuid", zuid, [] as [Change]).response.cursor
    try office.ask(.deviceScopes("zuid", [scope("A"), scope("B")]))
    let grown = try office.sync("zuid", zuid, [] as [Change], cursor: start)
    #expect(grown.story == ["entered 1 (2)", "change 1:1", "change 1:2"])
    try office.ask(.deviceScopes("zuid", [scope("A")]))
    let shrunk = try office.sync("zuid", zuid, [] as [Change], cursor: grown.response.cursor)
    #expect(shrunk.story == ["left 2"])
    // From the beginning it comes to the same.
    var pupil = Pupil()
    for page in try office.pages("zuid") { try pupil.take(page.records) }
    #expect(Set(pupil.held.keys) == [documentID(1)])
  }

  @Test mutating func `brings a document in and out with its moves`() throws {
    try write()
    let north = try office.sync("noord", noord, [] as [Change]).response.cursor
    let south = try office.sync("zuid", zuid, [] as [Change]).response.cursor
    try office.ask(.scope(documentID(1), [scope("B")]))
    #expect(try story("noord", noord, after: north) == ["left 1"])
    let office1 = office.core.epoch.office.bits
    #expect(
      try story("zuid", zuid, after: south)
        == ["entered 1 (3)", "change 1:1", "change 1:2", "change \(office1):1"]
    )
    try office.ask(.scope(documentID(1), [scope("A"), scope("B")]))
    let back = try office.sync("noord", noord, [] as [Change], cursor: north)
    #expect(back.story == ["left 1", "entered 1 (4)"] + back.story.dropFirst(2))
  }

  @Test mutating func `gives a move alone to who keeps the document`() throws {
    try write()
    let north = try office.sync("noord", noord, [] as [Change]).response.cursor
    try office.ask(.scope(documentID(1), [scope("A"), scope("B")]))
    #expect(
      try story("noord", noord, after: north) == ["change \(office.core.epoch.office.bits):1"]
    )
  }

  @Test mutating func `gives what came before the birth together with the birth`() throws {
    try office.enrol("west", ["A"])
    let birth = try noord.birth(of: documentID(1), scopes: ["A"])
    let edit = try noord.edit(documentID(1), ["/a": 1])
    let hand = Hand(9, at: 0)
    _ = try office.sync("noord", noord, [edit])
    let before = try office.sync("west", hand, [] as [Change])
    #expect(before.story == [])
    _ = try office.sync("noord", noord, [birth])
    #expect(
      try story("west", hand, after: before.response.cursor)
        == ["entered 1 (2)", "change 1:2", "change 1:1"]
    )
  }

  @Test mutating func `gives a birth after the grant as one change`() throws {
    try office.enrol("west", ["A"])
    let birth = try noord.birth(of: documentID(1), scopes: ["A"])
    _ = try office.sync("noord", noord, [birth])
    #expect(try story("west", Hand(9, at: 0)) == ["change 1:1"])
  }

  /// Found here: the feed began at the device's first grant, after the template.
  @Test mutating func `gives a later device the templates that came before it`() throws {
    let bytes = try #require(ShippedTemplates.all.first).bytes
    var object = try #require(JSONReader.read(bytes).objectValue)
    object["version"] = 99
    let template = JSONValue.object(object).canonicalBytes
    let id = SHA256.hash(template)
    let birth = try noord.birth(of: documentID(1), scopes: ["A"], template: id)
    let answer = try office.sync(
      "noord",
      noord,
      [Record.wrap(template, kind: "template"), birth.record]
    )
    #expect(answer.why(birth) == [])
    try office.enrol("west", ["A"])
    var pupil = Pupil()
    for page in try office.pages("west") { try pupil.take(page.records) }
    #expect(pupil.templates == [id])
  }

  // MARK: Pages

  @Test(arguments: [1, 300, 700, 1500])
  mutating func `may be cut anywhere`(_ bytesMax: Int) throws {
    try write()
    for number in 10...14 {
      var changes = [try zuid.birth(of: documentID(number), scopes: ["B"])]
      for step in 1...5 {
        changes.append(try zuid.edit(documentID(number), ["/a": .number(Double(step))]))
      }
      _ = try office.sync("zuid", zuid, changes)
    }
    try office.ask(.deviceScopes("noord", [scope("A"), scope("B")]))
    try office.ask(.scope(documentID(11), [scope("C")]))
    try office.ask(.deviceScopes("noord", [scope("B")]))
    let whole = try office.pages("noord")
    let cut = try office.pages("noord", bytesMax: bytesMax)
    #expect(whole.count == 1)
    #expect(cut.count > 4)
    #expect(cut.dropLast().allSatisfy { !$0.records.isEmpty })
    if bytesMax == 1 { #expect(cut.contains { $0.cursor.inner > 0 }) }
    var (a, b) = (Pupil(), Pupil())
    for page in whole { try a.take(page.records) }
    for page in cut { try b.take(page.records) }
    #expect(a.held == b.held)
    #expect(a.held.count == 5)
    func changes(_ pages: [ServerCore.Page]) -> [[UInt8]] {
      pages.flatMap(\.records).filter { !$0.starts(with: Array("{\"entered".utf8)) }
    }
    #expect(changes(cut) == changes(whole))
  }

  @Test mutating func `goes on at the same place when documents came between two pages`() throws {
    for number in [20, 22, 24] {
      let changes = [
        try zuid.birth(of: documentID(number), scopes: ["B"]),
        try zuid.edit(documentID(number), ["/a": 1]),
      ]
      _ = try office.sync("zuid", zuid, changes)
    }
    try office.ask(.deviceScopes("noord", [scope("A"), scope("B")]))
    var pupil = Pupil()
    var cursor: String?
    var number = 10
    for _ in 1...40 {
      let page = try office.core.page(
        for: try #require(office.core.devices["noord"]),
        replica: nil,
        after: cursor,
        bytesMax: 1
      )
      try pupil.take(page.records)
      cursor = page.cursor.description
      guard page.more else { break }
      if number < 20 {
        _ = try office.sync("zuid", zuid, [try zuid.birth(of: documentID(number), scopes: ["B"])])
        number += 1
      }
    }
    let whole = try office.pages("noord").reduce(into: Pupil()) { try $0.take($1.records) }
    #expect(pupil.held == whole.held)
    #expect(pupil.held.count == 13)
  }

  /// Found here: a document came in one piece, and 10,000 lines are the most that a message may have.
  @Test mutating func `brings in a document that is larger than a message`() throws {
    var changes = [try zuid.birth(of: documentID(2), scopes: ["B"])]
    for step in 1...10_500 {
      changes.append(try zuid.edit(documentID(2), ["/a": .number(Double(step))]))
    }
    for start in stride(from: 0, to: changes.count, by: 4000) {
      let part = changes[start..<min(changes.count, start + 4000)]
      _ = try office.sync("zuid", zuid, Array(part))
    }
    try office.ask(.deviceScopes("noord", [scope("B")]))
    var pupil = Pupil()
    var cursor: String?
    var rounds = 0
    var more = true
    while more, rounds < 50 {
      let answer = try office.sync(
        "noord",
        noord,
        [] as [[UInt8]],
        cursor: cursor,
        limit: 8 << 20
      )
      try pupil.take(answer.records)
      cursor = answer.response.cursor
      more = answer.response.more
      rounds += 1
    }
    #expect(pupil.held[documentID(2)]?.count == 10_501)
  }

  // MARK: Held changes

  @Test mutating func `never has a held change until a person accepts it`() throws {
    let birth = try write()
    try office.enrol("west", ["A"])
    let west = Hand(9, at: 0)
    let cursor = try office.sync("west", west, [] as [Change]).response.cursor
    let digest = try office.digest
    let held = try zuid.edit(documentID(1), ["/a": "held"], seen: [birth])
    _ = try office.sync("zuid", zuid, [held])
    let device = try office.device("west")
    func history() throws -> [JSONValue] {
      try office.core.historyItems(documentID(1), for: .device(device)) ?? []
    }
    #expect(try office.digest == digest)
    #expect(try story("west", west, after: cursor) == [])
    #expect(try office.pages("west").flatMap(\.records).allSatisfy { $0 != held.record })
    #expect(try history().count == 2)
    #expect(try office.core.historyItems(documentID(1), for: .administrator)?.count == 3)
    try office.ask(.accept([held.name]))
    let answer = try office.sync("west", west, [] as [Change], cursor: cursor)
    #expect(answer.names.first == held.name)
    #expect(answer.names.count == 2)
    #expect(try history().count == 4)
    #expect(try office.digest != digest)
  }

  @Test mutating func `lets what has seen a held change wait with it, by name`() throws {
    let birth = try write()
    let held = try zuid.edit(documentID(1), ["/a": "held"], seen: [birth])
    _ = try office.sync("zuid", zuid, [held])
    let after = try noord.edit(documentID(1), ["/b": 1], seen: [held.name])
    _ = try office.sync("noord", noord, [after])
    let waiting = try office.core.shownDocument(documentID(1), for: .administrator)?["waiting"]
    #expect(waiting?.arrayValue?.first?["for"] == [.string(held.name.description)])
    try office.ask(.accept([held.name]))
    let shown = try office.core.shownDocument(documentID(1), for: .administrator)
    #expect(shown?["waiting"] == [])
    #expect(shown?["content"]?["b"] == 1)
  }

  // MARK: Restart

  @Test mutating func `is byte for byte the same after a restart`() throws {
    office.core.journal.segmentBytes = 2000
    try write()
    try office.ask(.scope(documentID(1), [scope("A"), scope("B")]))
    let held = try zuid.birth(of: documentID(5), scopes: ["A"])
    _ = try office.sync("zuid", zuid, [held])
    try office.ask(.accept([held.name]))
    try office.ask(.deviceScopes("noord", [scope("B")]))
    func all() throws -> [[UInt8]] {
      try ["noord", "zuid"].flatMap { name in
        try [1, 1 << 20].flatMap { size in
          try office.pages(name, bytesMax: size).flatMap { page in
            page.records + [Array(page.cursor.description.utf8)]
          }
        }
      }
    }
    let (pages, status) = (try all(), try office.ask(.status(scopes: nil)))
    let rows = try office.ask(.held)
    try office.reopen()
    #expect(try all() == pages)
    #expect(try office.ask(.status(scopes: nil)) == status)
    #expect(try office.ask(.held) == rows)
    #expect(try office.disk.names(in: "/office/segments").count > 1)
  }
}
