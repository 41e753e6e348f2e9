import SchouwCanon
@testable import SchouwDocuments
import SchouwTesting
import Testing

@Suite struct `A policy` {
  /// A sibling by a replica; nil is an erased one.
  func sibling(
    _ replica: Int,
    _ value: JSONValue?,
    at milliseconds: Int64 = 1000,
    offset: Int64? = nil
  ) throws -> StandingValue {
    let name = try #require(
      ChangeName("\(Pen.replica(replica)):1:AAAAAAA\(replica)")
    )
    return StandingValue(
      name: name,
      author: try #require(Author("insp-\(replica)")),
      stamp: try #require(Stamp(milliseconds: milliseconds, offset: offset)),
      content: value.map { .value(JSONText($0)) } ?? .erased
    )
  }

  /// The values in the order of a policy, the same from every order in which they come.
  func order(_ policy: Policy, _ siblings: [StandingValue]) throws -> [JSONValue?] {
    let expected = policy.ordered(siblings).map(\.value)
    var random = SeededRandom(seed: 1)
    for _ in 0..<20 {
      #expect(policy.ordered(siblings.shuffled(using: &random)).map(\.value) == expected)
    }
    return expected
  }

  @Test func `P1 latest takes the greatest time and offset together`() throws {
    #expect(
      try order(
        .latest,
        [
          sibling(1, "slow clock", at: 1000, offset: 5000), sibling(2, "unmeasured", at: 2000),
          sibling(3, "fast clock", at: 4000, offset: -3000),
        ]
      ) == ["slow clock", "unmeasured", "fast clock"]
    )
  }

  @Test func `P1 of equal stamps takes the greatest name`() throws {
    #expect(try order(.latest, [sibling(1, 1), sibling(3, 3), sibling(2, 2)]) == [3, 2, 1])
  }

  @Test(
    arguments: [
      .latest, .severest(scale: ["x"]), .highest, .lowest, .union, .all, .ask,
    ] as [Policy]
  )
  func `P1 of every sort puts an erased sibling after all others`(_ policy: Policy) throws {
    let order = try order(
      policy,
      [sibling(9, nil, at: 9000), sibling(1, "odd"), sibling(2, nil), sibling(3, 1)]
    )
    #expect(order.count == 3)
    #expect(order.last == .some(nil))
  }

  @Test func `P2 severest takes the highest on the scale, the unknown after those on it`() throws {
    let policy = Policy.severest(scale: ["meets", "unclear", "fails"])
    #expect(
      try order(
        policy,
        [
          sibling(1, "meets", at: 9000), sibling(2, ["value": "fails", "why": "rot"]),
          sibling(3, "odd", at: 9999), sibling(4, "unclear"), sibling(5, 7),
        ]
      ) == [["value": "fails", "why": "rot"], "unclear", "meets", "odd", 7]
    )
  }

  @Test func `P2 of equal measures ends at the stamp, then the name`() throws {
    let policy = Policy.severest(scale: ["meets", "fails"])
    #expect(
      try order(
        policy,
        [
          sibling(1, ["value": "fails", "n": 1], at: 5000), sibling(2, ["value": "fails", "n": 2]),
          sibling(3, "fails"),
        ]
      ) == [["n": 1, "value": "fails"], "fails", ["n": 2, "value": "fails"]]
    )
  }

  @Test func `P3 highest and lowest take the measure as a number, what is none last`() throws {
    let siblings = try [
      sibling(1, 3), sibling(2, ["value": -7]), sibling(3, "9", at: 9000), sibling(4, 0.5),
      sibling(5, ["value": "x"], at: 8000),
    ]
    #expect(
      try order(.highest, siblings) == [3, 0.5, ["value": -7], "9", ["value": "x"]]
    )
    #expect(try order(.lowest, siblings) == [["value": -7], 0.5, 3, "9", ["value": "x"]])
  }

  @Test func `P4 union joins the distinct items in the order of their bytes`() throws {
    let siblings = try [
      sibling(1, ["value": [2, 10, "a"]]), sibling(2, [10, "é"]), sibling(3, 7), sibling(4, nil),
      sibling(5, [["k": 1]]),
    ]
    #expect(Policy.union(of: siblings) == ["a", "é", 10, 2, 7, ["k": 1]])
    #expect(Policy.union(of: [try sibling(1, nil), try sibling(2, nil)]) == nil)
  }

  /// Two siblings at `/a`, shown by a policy.
  func shown(_ policy: Policy, _ one: JSONValue, _ other: JSONValue?) throws -> ShownDocument {
    let pen = Pen()
    let birth = try pen.change(1)
    let first = try pen.change(2, seen: [birth], set: ["/a": one], at: 2000)
    var second = try pen.change(3, seen: [birth], set: ["/a": other ?? 0], at: 1000)
    if other == nil { second = second.erased() }
    return ShownDocument(
      pen.history(birth, first, second).fold,
      policies: PolicyTable([(pattern: pointer("/a"), policy: policy)])
    )
  }

  @Test func `P4 shows the joined list, and a single sibling as written`() throws {
    #expect(try shown(.union, ["value": [2]], [1]).content == ["a": [1, 2]])
    #expect(try shown(.union, ["value": [2]], ["value": [2]]).content == ["a": ["value": [2]]])
    #expect(try shown(.union, [2], nil).content == ["a": [2]])
    #expect(try shown(.union, [2], [1]).conflicts.first?.reason == .union)
    let pen = Pen()
    let birth = try pen.change(1, set: ["/a": 1])
    let all = ShownDocument(
      pen.history(birth.erased()).fold,
      policies: PolicyTable([(pattern: pointer("/a"), policy: .union)])
    )
    #expect(all.content == ["a": nil])
  }

  @Test func `P5 all shows the first and the others beside it, with no conflict open`() throws {
    let shown = try shown(.all, "late", "early")
    #expect(shown.content == ["a": "late"])
    #expect(shown.conflicts.first?.siblings.map(\.value) == ["late", "early"])
    #expect(shown.openConflicts == 0)
    #expect(shown.conflicts.first?.reason == .all)
  }

  @Test func `P6 ask shows the first and says that a person must decide`() throws {
    let shown = try shown(.ask, "late", "early")
    #expect(shown.content == ["a": "late"])
    #expect(shown.conflicts.first?.reason == .ask)
    #expect(shown.openConflicts == 1)
  }

  @Test func `P7 a resolution is an ordinary change that has seen the siblings`() throws {
    let pen = Pen()
    let birth = try pen.change(1)
    let one = try pen.change(2, seen: [birth], set: ["/a": 1])
    let other = try pen.change(3, seen: [birth], set: ["/a": 2])
    let resolution = try pen.change(4, seen: [one, other], set: ["/a": 2])
    let shown = ShownDocument(pen.history(birth, one, other, resolution).fold)
    #expect(shown.conflicts.isEmpty)
    #expect(shown.content == ["a": 2])
  }

  @Test func `tells why what is shown is shown`() throws {
    #expect(try shown(.latest, 1, 2).conflicts.first?.reason == .latest)
    #expect(try shown(.latest, 1, nil).conflicts.first?.reason == .erased)
    #expect(try shown(.highest, 1, 2).conflicts.first?.reason == .highest)
    #expect(try shown(.highest, "x", "y").conflicts.first?.reason == .latest)
    #expect(try shown(.lowest, 1, 2).conflicts.first?.reason == .lowest)
    #expect(try shown(.severest(scale: [1, 2]), 1, 2).conflicts.first?.reason == .severest)
    #expect(try shown(.severest(scale: [1, 2]), 3, 4).conflicts.first?.reason == .latest)
    let pen = Pen()
    let birth = try pen.change(1)
    let one = try pen.change(2, seen: [birth], set: ["/a": 1])
    let other = try pen.change(3, seen: [birth], set: ["/a": 2])
    let conflict = ShownDocument(pen.history(birth, one, other).fold).conflicts.first
    #expect(conflict?.reason == .name)
    #expect(conflict?.siblings.first?.name == other.name)
  }

  @Test func `is found by its name, severest with a scale only`() {
    let policies: [Policy] = [.latest, .highest, .lowest, .union, .all, .ask]
    for policy in policies { #expect(Policy(name: policy.name, scale: nil) == policy) }
    #expect(Policy(name: "severest", scale: ["a"]) == .severest(scale: ["a"]))
    #expect(Policy(name: "severest", scale: nil) == nil)
    #expect(Policy(name: "best", scale: nil) == nil)
  }

  @Test func `is that of the first pattern that fits, and latest for an unknown path`() {
    let table = PolicyTable([
      (pointer("/rooms/*/area"), .highest), (pointer("/rooms/r1/area"), .lowest),
      (pointer("/a~1b"), .ask),
    ])
    #expect(table.policy(of: pointer("/rooms/r1/area")) == .highest)
    #expect(table.policy(of: pointer("/rooms/r1/area/x")) == .latest)
    #expect(table.policy(of: pointer("/rooms/r1")) == .latest)
    #expect(table.policy(of: pointer("/a~1b")) == .ask)
    #expect(table.policy(of: pointer("/a/b")) == .latest)
  }
}
