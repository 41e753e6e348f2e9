import SchouwCanon
import SchouwDocuments

/// What the store knows of itself and of the office; the last such record of the journal holds.
///
/// What can be derived is not in here: the own counter is that of the last own change.
struct StoreState: Sendable, Equatable {
  /// Who writes by this store.
  var replica: Replica
  /// The replicas that this store had before it was found restored or cloned.
  var formerReplicas: [Replica] = []
  /// The number of the journal at which the replica was drawn.
  var drawn = 0
  /// A hash of the machine on which the replica was drawn; nil where the machine cannot tell.
  var machine: String?
  /// The author of edits that name none.
  var author: Author?
  /// The office's epoch, as last heard.
  var epoch: String?
  /// From where to ask next.
  var cursor: String?
  /// Every change in the journal up to this number is at the office.
  var acknowledged = 0
  /// What came from the office up to this number goes there again as far as it is not acknowledged: the
  /// office was put back from a backup (rule X8).
  var returning = 0
  /// Every draft up to this number is minted.
  var minted = 0
  /// The last sequence of the office's log when that was acknowledged.
  var officeHead = 0
  /// Own changes that the office has, and that exist.
  var received = 0
  /// Own counter up to which all is in a backup of the office.
  var archivedCounter = 0
  /// Sequence of the office's log up to which all is in a backup.
  var archivedSequence = 0
  /// Milliseconds that the office was ahead of this clock when last measured.
  var offset: Int64?
  /// When the office last answered, by this clock.
  var lastContact: Int64?
  /// The scopes of this device, as last heard.
  var scopes: [ScopeCode] = []
  /// Replicas of the office.
  var office: [Replica] = []

  init(replica: Replica) { self.replica = replica }

  var json: JSONObject {
    var object = JSONObject()
    object["acknowledged"] = .number(Double(acknowledged))
    object["archived"] = [
      "counter": .number(Double(archivedCounter)), "sequence": .number(Double(archivedSequence)),
    ]
    if let author { object["author"] = .string(author.description) }
    if let cursor { object["cursor"] = .string(cursor) }
    object["drawn"] = .number(Double(drawn))
    if let epoch { object["epoch"] = .string(epoch) }
    object["former"] = .array(formerReplicas.map { .string($0.description) })
    object["head"] = .number(Double(officeHead))
    if let lastContact { object["contact"] = .string(Stamp.text(of: lastContact)) }
    if let machine { object["machine"] = .string(machine) }
    object["minted"] = .number(Double(minted))
    object["office"] = .array(office.map { .string($0.description) })
    if let offset { object["offset"] = .number(Double(offset)) }
    object["received"] = .number(Double(received))
    object["replica"] = .string(replica.description)
    object["returning"] = .number(Double(returning))
    object["scopes"] = .array(scopes.map { .string($0.description) })
    object["v"] = 1
    return object
  }

  init?(json: JSONValue) {
    guard let replica = json["replica"]?.stringValue.flatMap({ Replica($0) }),
      json["v"]?.integerValue == 1
    else { return nil }
    func whole(_ value: JSONValue?) -> Int { Int(value?.integerValue ?? 0) }
    self.replica = replica
    formerReplicas = (json["former"]?.arrayValue ?? [])
      .compactMap { $0.stringValue.flatMap { Replica($0) } }
    drawn = whole(json["drawn"])
    machine = json["machine"]?.stringValue
    author = json["author"]?.stringValue.flatMap { Author($0) }
    epoch = json["epoch"]?.stringValue
    cursor = json["cursor"]?.stringValue
    acknowledged = whole(json["acknowledged"])
    returning = whole(json["returning"])
    minted = whole(json["minted"])
    officeHead = whole(json["head"])
    received = whole(json["received"])
    archivedCounter = whole(json["archived"]?["counter"])
    archivedSequence = whole(json["archived"]?["sequence"])
    offset = json["offset"]?.integerValue
    lastContact = json["contact"]?.stringValue.flatMap { Stamp.milliseconds(of: $0) }
    scopes = (json["scopes"]?.arrayValue ?? [])
      .compactMap { $0.stringValue.flatMap { ScopeCode($0) } }
    office = (json["office"]?.arrayValue ?? [])
      .compactMap { $0.stringValue.flatMap { Replica($0) } }
  }
}
