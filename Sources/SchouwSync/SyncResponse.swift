public import SchouwCanon
public import SchouwDocuments

/// What the office answers: received to n, archived to m, others' since your cursor, what is held or
/// marked and why (rules X5, X6).
public struct SyncResponse: Sendable, Hashable {
  /// The office's epoch: a new one since each restore.
  public var epoch = ""
  /// The office's clock, milliseconds since 1970.
  public var time: Int64 = 0
  /// How many changes of the request's replica the office has, of how many that exist.
  public var received = Received()
  /// The counter of that replica up to which all is in a backup.
  public var archivedCounter = 0
  /// The sequence of the log up to which all is in a backup.
  public var archivedSequence = 0
  /// From where to ask next.
  public var cursor = ""
  /// Whether a further page waits.
  public var more = false
  /// The office's replicas, for the acts that they sign.
  public var office: [Replica] = []
  /// The scopes of this device now.
  public var scopes: [ScopeCode] = []
  /// The last sequence of the log when the office answered.
  public var head = 0
  /// Changes that were folded but need a look.
  public var marked: [Judged] = []
  /// Changes that a person must decide about.
  public var held: [Judged] = []
  /// Lines that are no records.
  public var refused: [Refused] = []
  /// The sequence up to which the office still knows its log after it was restored.
  public var restored: Int?
  /// Whether the office knows changes of the replica that this device does not seem to know.
  public var forked = false
  /// Whether the device was revoked: what it brings is held, and nothing comes to it.
  public var revoked = false

  /// The count of a replica's changes at the office.
  public struct Received: Sendable, Hashable {
    /// How many the office has.
    public var counter = 0
    /// The greatest counter that it knows to exist.
    public var of = 0
    /// Absent counters, at most 100.
    public var missing: [Int] = []

    /// Nothing received.
    public init() {}
  }

  /// A change and what the office thinks of it.
  public struct Judged: Sendable, Hashable {
    /// The change.
    public let name: ChangeName
    /// The reason (rule X11).
    public let why: String

    /// Pairs a change with a reason.
    public init(name: ChangeName, why: String) {
      self.name = name
      self.why = why
    }
  }

  /// A line of the request that is no record.
  public struct Refused: Sendable, Hashable {
    /// The line among the records, from 1.
    public let line: Int
    /// The rule that it breaks.
    public let rule: String
    /// What is wrong, without values.
    public let why: String

    /// Names a line, the rule and what is wrong.
    public init(line: Int, rule: String, why: String) {
      self.line = line
      self.rule = rule
      self.why = why
    }
  }

  /// An empty answer.
  public init() {}

  /// The message with its records.
  public func bytes(records: [[UInt8]]) -> [UInt8] {
    MessageLines.write(head: json, records: records)
  }

  private var json: JSONObject {
    var head = JSONObject()
    head["archived"] = [
      "counter": .number(Double(archivedCounter)), "sequence": .number(Double(archivedSequence)),
    ]
    head["cursor"] = .string(cursor)
    head["epoch"] = .string(epoch)
    if forked { head["forked"] = true }
    head["head"] = .number(Double(self.head))
    if !held.isEmpty { head["held"] = Self.json(held) }
    if !marked.isEmpty { head["marked"] = Self.json(marked) }
    head["more"] = .bool(more)
    head["office"] = .array(office.map { .string($0.description) })
    head["received"] = [
      "counter": .number(Double(received.counter)),
      "missing": .array(received.missing.map { .number(Double($0)) }),
      "of": .number(Double(received.of)),
    ]
    if !refused.isEmpty {
      head["refused"] = .array(
        refused.map {
          ["line": .number(Double($0.line)), "rule": .string($0.rule), "why": .string($0.why)]
        }
      )
    }
    if revoked { head["revoked"] = true }
    if let restored { head["restored"] = ["sequence": .number(Double(restored))] }
    head["scopes"] = .array(scopes.map { .string($0.description) })
    head["time"] = .string(Stamp.text(of: time))
    head["v"] = 1
    return head
  }

  private static func json(_ judged: [Judged]) -> JSONValue {
    .array(judged.map { ["name": .string($0.name.description), "why": .string($0.why)] })
  }

  /// Reads the head of a message.
  public init(head: JSONObject) throws(SyncError) {
    func bad(_ member: String) -> SyncError {
      SyncError(.badHead, line: 1, member: "/sync/" + member)
    }
    func whole(_ value: JSONValue?, _ member: String) throws(SyncError) -> Int {
      guard let number = value?.integerValue, number >= 0 else { throw bad(member) }
      return Int(number)
    }
    guard let epoch = head["epoch"]?.stringValue, !epoch.isEmpty else { throw bad("epoch") }
    guard let time = head["time"]?.stringValue.flatMap({ Stamp.milliseconds(of: $0) }) else {
      throw bad("time")
    }
    guard let cursor = head["cursor"]?.stringValue else { throw bad("cursor") }
    guard let more = head["more"]?.boolValue else { throw bad("more") }
    self.epoch = epoch
    self.time = time
    self.cursor = cursor
    self.more = more
    received.counter = try whole(head["received"]?["counter"], "received")
    received.of = try whole(head["received"]?["of"], "received")
    received.missing = (head["received"]?["missing"]?.arrayValue ?? [])
      .compactMap { $0.integerValue.map { Int($0) } }
    archivedCounter = try whole(head["archived"]?["counter"], "archived")
    archivedSequence = try whole(head["archived"]?["sequence"], "archived")
    self.head = try whole(head["head"], "head")
    office = (head["office"]?.arrayValue ?? []).compactMap {
      $0.stringValue.flatMap { Replica($0) }
    }
    scopes = (head["scopes"]?.arrayValue ?? [])
      .compactMap { $0.stringValue.flatMap { ScopeCode($0) } }
    marked = try Self.judged(head["marked"], "marked")
    held = try Self.judged(head["held"], "held")
    revoked = head["revoked"]?.boolValue ?? false
    for item in head["refused"]?.arrayValue ?? [] {
      guard let rule = item["rule"]?.stringValue, let why = item["why"]?.stringValue else {
        throw bad("refused")
      }
      refused.append(Refused(line: try whole(item["line"], "refused"), rule: rule, why: why))
    }
    if let restored = head["restored"] {
      self.restored = try whole(restored["sequence"], "restored")
    }
    forked = head["forked"]?.boolValue ?? false
  }

  private static func judged(_ value: JSONValue?, _ member: String) throws(SyncError) -> [Judged] {
    var judged: [Judged] = []
    for item in value?.arrayValue ?? [] {
      guard let name = item["name"]?.stringValue.flatMap({ ChangeName($0) }),
        let why = item["why"]?.stringValue
      else { throw SyncError(.badHead, line: 1, member: "/sync/" + member) }
      judged.append(Judged(name: name, why: why))
    }
    return judged
  }
}
