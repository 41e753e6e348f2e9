import SchouwCanon
import SchouwDocuments
import SchouwJournal
import SchouwSync
import Testing

@testable import SchouwServer

/// Rules R1, X8: an office that was put back from a backup.
@Suite struct `An office put back from a backup` {
  let office: TestOffice
  var noord: Hand
  let west = Hand(9, at: 0)

  init() throws {
    office = try TestOffice()
    try office.enrol("noord", ["A"])
    try office.enrol("west", ["A"])
    noord = Hand(1, at: office.clock.now)
    let birth = try noord.birth(of: documentID(1), scopes: ["A"])
    _ = try office.sync("noord", noord, [birth])
  }

  func cursor(_ name: String = "west", after cursor: String? = nil) throws -> String {
    try office.sync(name, west, [] as [Change], cursor: cursor).response.cursor
  }

  func restored(_ cursor: String) throws -> Int? {
    try office.sync("west", west, [] as [Change], cursor: cursor).response.restored
  }

  @Test mutating func `says so to a cursor of before, with the branch point`() throws {
    let old = try cursor()
    let branch = try office.backUp(to: "/backup")
    try office.restore(from: "/backup")
    let answer = try office.sync("west", west, [] as [Change], cursor: old)
    #expect(answer.response.restored == branch)
    #expect(answer.response.epoch != old.prefix(8))
    #expect(answer.story == [])
    // Once is enough.
    let next = try office.sync("west", west, [] as [Change], cursor: answer.response.cursor)
    #expect(next.response.restored == nil)
    #expect(next.response.office.count == 2)
  }

  @Test mutating func `goes on behind the branch point for who had not gone beyond it`() throws {
    let old = try cursor()
    let edit = try noord.edit(documentID(1), ["/a": 1])
    _ = try office.sync("noord", noord, [edit])
    _ = try office.backUp(to: "/backup")
    try office.restore(from: "/backup")
    let later = try noord.edit(documentID(1), ["/a": 2])
    _ = try office.sync("noord", noord, [later])
    let answer = try office.sync("west", west, [] as [Change], cursor: old)
    #expect(answer.names == [edit.name, later.name])
  }

  @Test mutating func `takes in what it lost, from whoever has it`() throws {
    _ = try office.backUp(to: "/backup")
    let edit = try noord.edit(documentID(1), ["/a": 1])
    _ = try office.sync("noord", noord, [edit])
    try office.restore(from: "/backup")
    let brought = try office.sync("west", west, [edit])
    #expect(brought.why(edit) == ["returned"])
    let own = try office.sync("noord", noord, [edit])
    #expect(!own.response.forked)
    #expect(own.response.received.counter == 2)
  }

  /// Found by a breaker: a move decided since the backup stood on the laptops and not here, and nobody said so.
  @Test mutating func `takes its own decisions again from the laptops, all at once when told to`()
    throws
  {
    let secret = try noord.edit(documentID(1), ["/phone": "secret"])
    let birth = try noord.birth(of: documentID(2), scopes: ["A"])
    _ = try office.sync("noord", noord, [secret, birth])
    _ = try office.backUp(to: "/backup")
    let names = [secret.name.description]
    // Two decisions of the old office: it erases, as a later program may, and it moves a document.
    let core = office.core
    let erase = try core.write(
      in: documentID(1),
      on: core.history(of: try #require(core.document(documentID(1)))).fold,
      act: ["erase": .array(names.map { .string($0) })]
    )
    try office.ask(.scope(documentID(2), [scope("B")]))
    let acts = try office.pages("noord").flatMap(\.records).compactMap { record -> Change? in
      guard case .change(let change)? = try? Record(reading: record[...]) else { return nil }
      return change.act == nil ? nil : change
    }
    // Who is in A alone hears of the move by `left`; it has the act if it was there before.
    let document = try #require(core.document(documentID(2)))
    let move = try core.change(at: try #require(document.entries.last).location)
    try office.restore(from: "/backup")
    #expect(office.core.today().returned == 0)
    let brought = try office.sync("noord", noord, acts + [move])
    #expect(brought.why(move) == ["returned", "act"])
    var today = office.core.today()
    #expect(today.returned == 2 && today.held == 2)
    #expect(today.tasks.first == Today.Task(what: .returned, count: 2))
    #expect(!today.tasks.contains { $0.what == .held })
    #expect(office.core.document(documentID(2))?.roster.last?.scopes == [scope("A")])
    let answer = try office.ask(.acceptReturned())
    #expect(
      answer["released"]
        == .array([erase, move.name].sorted().map { .string($0.description) })
    )
    for _ in 1...2 {
      #expect(office.core.document(documentID(2))?.roster.last?.scopes == [scope("B")])
      let shown = try office.core.shownDocument(documentID(1), for: .administrator)
      #expect(shown?["content"]?["phone"] == .null)
      today = office.core.today()
      #expect(today.returned == 0 && today.held == 0)
      try office.reopen()
    }
    #expect(try office.ask(.acceptReturned())["released"] == [])
  }

  @Test
  mutating func
    `does not take for its own decision what a laptop decided, or a revoked one brings`()
    throws
  {
    let birth = try #require(noord.last[documentID(1)])
    _ = try office.backUp(to: "/backup")
    try office.ask(.scope(documentID(1), [scope("A"), scope("B")]))
    let document = try #require(office.core.document(documentID(1)))
    let move = try office.core.change(at: try #require(document.entries.last).location)
    try office.restore(from: "/backup")
    try office.ask(.deviceRevoke("west"))
    _ = try office.sync("west", west, [move])
    let act = try noord.edit(documentID(1), [:], act: ["erase": [.string(birth.name.description)]])
    _ = try office.sync("noord", noord, [act])
    #expect(office.core.today().held == 2)
    #expect(office.core.today().returned == 0)
    #expect(try office.ask(.acceptReturned())["released"] == [])
    #expect(office.core.today().held == 2)
  }

  /// Found here: the decision to accept came back and was accepted, and what it had released stayed held.
  @Test mutating func `gives a decision to accept that came back its force`() throws {
    try office.enrol("zuid", ["B"])
    var zuid = Hand(5, at: office.clock.now)
    let birth = try #require(noord.last[documentID(1)])
    let late = try zuid.edit(documentID(1), ["/a": 1], seen: [birth.name])
    _ = try office.backUp(to: "/backup")
    _ = try office.sync("zuid", zuid, [late])
    try office.ask(.accept([late.name]))
    let document = try #require(office.core.document(documentID(1)))
    let accept = try office.core.change(at: try #require(document.entries.last).location)
    try office.restore(from: "/backup")
    #expect(try office.sync("zuid", zuid, [late]).held(late) == "scope-never")
    #expect(try office.sync("noord", noord, [accept]).held(accept) == "act")
    try office.ask(.acceptReturned())
    #expect(office.core.today().held == 0)
    #expect(office.core.today().waiting == 0)
    try office.reopen()
    #expect(office.core.today().held == 0)
  }

  /// Found here: a move that the restore took back left the document away from who had seen it go.
  @Test mutating func `gives a document again to who had seen it leave by a move that is no more`()
    throws
  {
    var pupil = Pupil()
    _ = try office.backUp(to: "/backup")
    try office.ask(.scope(documentID(1), [scope("B")]))
    let gone = try office.sync("west", west, [] as [Change])
    try pupil.take(gone.records)
    #expect(pupil.held.isEmpty)
    try office.restore(from: "/backup")
    let answer = try office.sync("west", west, [] as [Change], cursor: gone.response.cursor)
    try pupil.take(answer.records)
    #expect(pupil.held[documentID(1)]?.count == 1)
  }

  /// Found by the simulator: who heard that it has a twin did not hear that the office had been put back, and never
  /// brought what that one had lost.
  @Test mutating func `says so also to who has a twin`() throws {
    let branch = try office.backUp(to: "/backup")
    let edit = try noord.edit(documentID(1), ["/a": 1])
    let old = try office.sync("noord", noord, [edit]).response.cursor
    try office.restore(from: "/backup")
    let answer = try office.sync("noord", noord, [] as [Change], cursor: old, counter: 0)
    #expect(answer.response.forked)
    #expect(answer.response.restored == branch)
  }

  /// Found by the simulator: two clones that had written nothing share a replica id that nobody can tell to be
  /// forked; what one of them brought back was never given to the other.
  @Test mutating func `gives to a silent twin what the other one brought back`() throws {
    _ = try office.backUp(to: "/backup")
    let edit = try noord.edit(documentID(1), ["/a": 1])
    _ = try office.sync("noord", noord, [edit])
    try office.restore(from: "/backup")
    let before = try cursor()
    _ = try office.sync("west", west, [edit])
    let twin = try office.sync("west", west, [] as [Change], cursor: before)
    #expect(twin.names == [edit.name])
  }

  @Test mutating func `takes a document away whose grant is no more`() throws {
    try office.enrol("oost", ["A"])
    _ = try office.sync("noord", noord, [try noord.birth(of: documentID(2), scopes: ["B"])])
    try office.ask(.deviceScopes("oost", [scope("A"), scope("B")]))
    try office.ask(.deviceScopes("oost", [scope("A")]))
    _ = try office.backUp(to: "/backup")
    try office.ask(.deviceScopes("oost", [scope("B")]))
    let seen = try cursor("oost")
    try office.restore(from: "/backup")
    var pupil = Pupil()
    try pupil.take(try office.sync("oost", west, [] as [Change], cursor: seen).records)
    #expect(Set(pupil.held.keys) == [documentID(1)])
  }

  @Test mutating func `twice in a row falls back to the least branch point`() throws {
    _ = try office.backUp(to: "/first")
    let edit = try noord.edit(documentID(1), ["/a": 1])
    _ = try office.sync("noord", noord, [edit])
    let old = try cursor()
    let branch = try office.backUp(to: "/second")
    try office.restore(from: "/second")
    let middle = try cursor(after: old)
    let more = try noord.edit(documentID(1), ["/a": 2])
    _ = try office.sync("noord", noord, [more])
    let later = try cursor(after: middle)
    let second = try office.backUp(to: "/third")
    try office.restore(from: "/third")
    #expect(second > branch)
    #expect(try restored(old) == branch)
    #expect(try restored(middle) == second)
    #expect(try restored(later) == second)
    // And to nothing where even the epoch is forgotten.
    try office.restore(from: "/first")
    #expect(try restored(later) == 0)
    let answer = try office.sync("west", west, [] as [Change], cursor: later)
    #expect(answer.story == ["entered 1 (1)", "change 1:1"])
  }

  @Test mutating func `that was not told of it notices a cursor beyond its log`() throws {
    let branch = office.lines
    let kill = office.disk.afterKill()
    let edit = try noord.edit(documentID(1), ["/a": 1])
    _ = try office.sync("noord", noord, [edit])
    let beyond = try cursor()
    let copy = try TestOffice(disk: kill)
    let answer = try copy.sync("west", west, [] as [Change], cursor: beyond)
    #expect(answer.response.restored == branch)
    #expect(answer.story == ["change 1:1"])
  }

  @Test(arguments: ["", "x", "00000000", "00000000.1", "zzzzzzzz.1.2.3", "00000000.-1"])
  func `takes any other text for a cursor of nowhere`(_ text: String) throws {
    let answer = try office.sync("west", west, [] as [Change], cursor: text)
    #expect(answer.response.restored == 0)
    #expect(answer.story == ["change 1:1"])
  }

  @Test mutating func `tells a set anew in pages of one record`() throws {
    for number in 2...4 {
      _ = try office.sync("noord", noord, [try noord.birth(of: documentID(number), scopes: ["A"])])
    }
    _ = try office.backUp(to: "/backup")
    _ = try office.sync("noord", noord, [try noord.birth(of: documentID(5), scopes: ["A"])])
    let old = try cursor()
    try office.restore(from: "/backup")
    let pages = try office.pages("west", after: old, bytesMax: 1)
    #expect(pages.count >= 4)
    #expect(pages.map(\.restored).compactMap(\.self).count == 1)
    var pupil = Pupil()
    for page in pages { try pupil.take(page.records) }
    #expect(pupil.held.count == 4)
  }
}

/// Copies of the log.
@Suite struct `A backup` {
  let office: TestOffice
  var noord: Hand

  init() throws {
    office = try TestOffice()
    try office.enrol("noord", ["A"])
    noord = Hand(1, at: office.clock.now)
  }

  mutating func write() throws {
    let number = noord.counter + 1
    _ = try office.sync("noord", noord, [try noord.birth(of: documentID(number), scopes: ["A"])])
  }

  @Test mutating func `goes on where the one before ended`() throws {
    try write()
    let first = try office.backUp(to: "/backup")
    try write()
    let next = try office.backUp(to: "/backup")
    #expect(next == first + 1)
    #expect(next == office.lines)
  }

  /// Found here: the logs of two offices were mixed in one folder.
  @Test mutating func `of another office is left alone`() throws {
    try write()
    _ = try office.backUp(to: "/backup")
    let before = office.disk.files(under: "/backup")
    let other = try TestOffice("other")
    for (path, bytes) in before { other.disk.put(bytes, at: path) }
    #expect(throws: ServerError.self) { try other.backUp(to: "/backup") }
    #expect(other.disk.files(under: "/backup") == before)
  }

  @Test mutating func `of another course of the same office is left alone`() throws {
    _ = try office.backUp(to: "/early")
    try write()
    _ = try office.backUp(to: "/late")
    try office.restore(from: "/early")
    noord = Hand(3, at: office.clock.now)
    try write()
    #expect(throws: ServerError.self) { try office.backUp(to: "/late") }
    _ = try office.backUp(to: "/new")
  }

  @Test mutating func `that is damaged is not restored`() throws {
    try write()
    _ = try office.backUp(to: "/backup")
    let name = try office.disk.names(in: "/backup/segments")[0]
    var bytes = try #require(office.disk.bytes(of: "/backup/segments/\(name)"))
    bytes[try #require(bytes.lastIndex(of: UInt8(ascii: "\n"))) / 2] ^= 1
    office.disk.put(bytes, at: "/backup/segments/\(name)")
    #expect(throws: ServerError.self) { try office.restore(from: "/backup") }
  }

  func place(_ number: Int) throws -> Int {
    try #require(office.core.document(documentID(number))?.entries.first?.location.number)
  }

  func copy() throws -> Backup.Copy {
    try office.core.journal.flush()
    return try Backup.write(from: office.folder, to: "/backup", disk: office.disk)
  }

  /// Found by a breaker: one damaged line made every later backup impossible, for ever.
  @Test mutating func `of a damaged log has what reads, names what does not, and can be restored`()
    throws
  {
    for _ in 1...3 { try write() }
    let lost = try place(2)
    let change = try #require(noord.last[documentID(2)])
    try office.damage(lost)
    var partial = try copy()
    #expect(!partial.isWhole)
    #expect(partial.lost == [lost..<lost + 1])
    #expect(partial.last == office.lines)
    // Also when the laptop has brought it back.
    try office.reopen()
    _ = try office.sync("noord", noord, [change])
    partial = try copy()
    #expect(partial.lost == [lost..<lost + 1])
    #expect(throws: ServerError.self) { try office.restore(from: "/backup") }
    let clock = office.clock
    let restored = try Backup.restore(
      from: "/backup",
      to: "/restored",
      isPartial: true,
      disk: office.disk,
      clock: { clock.now }
    )
    #expect(restored.lost == [lost..<lost + 1])
    let core = try ServerCore(
      layout: ServerLayout(folder: "/restored"),
      disk: office.disk,
      clock: { clock.now },
      random: SeededRandom(seed: "restored")
    )
    #expect(Set(core.documents.map(\.id)) == [documentID(1), documentID(2), documentID(3)])
  }

  @Test mutating func `keeps what does not read any more at its source`() throws {
    for _ in 1...3 { try write() }
    _ = try office.backUp(to: "/backup")
    try office.damage(try place(2))
    try write()
    let whole = try copy()
    #expect(whole.isWhole && whole.last == office.lines)
    try office.restore(from: "/backup")
    #expect(office.core.documents.count == 4)
  }

  @Test mutating func `that went bad itself is mended from its source`() throws {
    for _ in 1...3 { try write() }
    _ = try office.backUp(to: "/backup")
    let name = try office.disk.names(in: "/backup/segments")[0]
    var bytes = try #require(office.disk.bytes(of: "/backup/segments/\(name)"))
    bytes[try #require(bytes.lastIndex(of: UInt8(ascii: "\n"))) / 2] ^= 1
    office.disk.put(bytes, at: "/backup/segments/\(name)")
    #expect(try copy().isWhole)
    try office.restore(from: "/backup")
    #expect(office.core.documents.count == 3)
  }

  /// The office still knows by heart what it cannot read: a laptop that was told that it is in a backup may
  /// destroy the last copy.
  @Test mutating func `archives nothing that does not read`() throws {
    for _ in 1...3 { try write() }
    let lost = try place(2)
    try office.damage(lost)
    let partial = try copy()
    let told = try office.ask(.archive(through: partial.last, lost: partial.lost))
    #expect(told["archived"]?.integerValue == Int64(lost - 1))
    let answer = try office.sync("noord", noord, [] as [Change])
    #expect(answer.response.archivedCounter == 1)
    #expect(answer.response.archivedSequence == lost - 1)
    // What an earlier backup has is archived.
    let other = try office.ask(.archive(through: partial.last))
    #expect(other["archived"]?.integerValue == Int64(partial.last))
    let again = try office.ask(.archive(through: office.lines, lost: partial.lost))
    #expect(again["archived"]?.integerValue == Int64(office.lines - 1))
  }

  @Test func `is not restored over an office`() throws {
    _ = try office.backUp(to: "/backup")
    let clock = office.clock
    #expect(throws: ServerError.self) {
      try Backup.restore(from: "/backup", to: "/office", disk: office.disk, clock: { clock.now })
    }
  }
}
