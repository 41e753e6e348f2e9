import SchouwCanon
import SchouwDocuments
import SchouwSync
import Testing

@testable import SchouwServer

/// The account that an office gives after it was put back from a backup.
@Suite struct `The account of a restore` {
  let office: TestOffice
  var noord: Hand
  var zuid: Hand
  let document = documentID(1)
  let birth: Change

  init() throws {
    office = try TestOffice()
    try office.enrol("noord", ["A"])
    try office.enrol("zuid", ["A"])
    noord = Hand(1, at: office.clock.now)
    zuid = Hand(2, at: office.clock.now)
    birth = try noord.birth(of: document, scopes: ["A"])
    _ = try office.sync("noord", noord, [birth])
    _ = try office.sync("zuid", zuid, [Change]())
    office.clock.advance(3600 * second)
    _ = try office.backUp(to: "/backup")
  }

  func account() -> Today.PutBack? { office.core.today().putBack }

  @Test func `is not given by an office that was never put back`() {
    #expect(account() == nil)
    #expect(office.core.today().json["putBack"] == .null)
  }

  @Test mutating func `says what was lost, what came back from whom, and what is still missing`()
    throws
  {
    // Lost: two edits of Noord, of which Zuid has fetched both.
    let edits = try (1...2).map { try noord.edit(document, ["/a": .number(Double($0))]) }
    let first = try office.sync("noord", noord, edits)
    let fetched = try office.sync("zuid", zuid, [Change]())
    let lostThrough = office.core.head
    office.clock.advance(60 * second)
    try office.restore(from: "/backup")
    let branch = office.core.epoch.branch
    var today = office.core.today()
    var given = try #require(today.putBack)
    #expect(given.branch == branch && given.time == office.clock.now)
    #expect(given.notHeard == ["noord", "zuid"])
    #expect(given.lostThrough == nil && given.back.isEmpty)
    #expect(today.tasks.contains(Today.Task(what: .putBack, count: 2)))
    // Zuid is heard first: it knows how far the log went, and brings one of the two.
    office.clock.advance(60 * second)
    _ = try office.sync("zuid", zuid, [edits[1]], cursor: fetched.response.cursor)
    today = office.core.today()
    given = try #require(today.putBack)
    #expect(given.lostThrough == lostThrough && given.lostSeenBy == ["zuid"])
    #expect(given.back == [Today.Back(device: "zuid", own: 0, others: 1)])
    #expect(given.notHeard == ["noord"])
    #expect(given.missing == 1 && given.waiting == 1)
    #expect(today.json["putBack"]?["lost"]?["last"] == .number(Double(lostThrough)))
    // A restart of the server loses nothing of it.
    let before = given
    try office.reopen()
    #expect(account() == before)
    // Noord brings the other one, and something that it wrote since, which is no coming back.
    noord.time = office.clock.now + second
    let new = try noord.edit(document, ["/b": 1])
    _ = try office.sync(
      "noord",
      noord,
      [edits[0], new],
      cursor: first.response.cursor
    )
    #expect(office.core.broughtBack["noord"] == ServerCore.BroughtBack(own: 1, others: 0))
    #expect(account() == nil, "every laptop was heard, and nothing is missing")
    #expect(!office.core.today().tasks.contains { $0.what == .putBack })
  }

  @Test mutating func `stays open for what a laptop says it wrote and did not bring`() throws {
    let edit = try noord.edit(document, ["/a": 1])
    _ = try office.sync("noord", noord, [edit])
    try office.restore(from: "/backup")
    _ = try office.sync("zuid", zuid, [Change]())
    _ = try office.sync("noord", noord, [Change](), counter: 2)
    #expect(account()?.missing == 1)
    #expect(account()?.notHeard == [])
    _ = try office.sync("noord", noord, [edit])
    #expect(account() == nil)
  }

  @Test mutating func `waits for no laptop that was revoked`() throws {
    try office.restore(from: "/backup")
    _ = try office.sync("noord", noord, [Change]())
    #expect(account()?.notHeard == ["zuid"])
    try office.ask(.deviceRevoke("zuid"))
    #expect(account() == nil)
  }

  @Test mutating func `begins anew with another restore`() throws {
    let edit = try noord.edit(document, ["/a": 1])
    let answer = try office.sync("noord", noord, [edit])
    try office.restore(from: "/backup")
    _ = try office.sync("noord", noord, [edit], cursor: answer.response.cursor)
    #expect(account()?.lostThrough != nil && account()?.back.count == 1)
    try office.restore(from: "/backup")
    #expect(account()?.lostThrough == nil && account()?.back == [])
    #expect(account()?.notHeard == ["noord", "zuid"])
  }
}
