import SchouwCanon
import SchouwDocuments

/// What the server writes in its log: records of the format with what was judged of them, and its own acts.
///
/// The number of a record in the journal is its sequence in the feed.
enum LogRecord {
  case change(Change, Judgement)
  case template(Digest, bytes: [UInt8])
  /// What is only kept: sealed records, snapshots, kinds of later formats.
  case carried(Record, from: String)
  case device(Device)
  case account(Account)
  case epoch(Epoch)
  case archive(Archive)

  /// Where a change came from and what the server made of it (rule X11).
  struct Judgement {
    /// The device that delivered it; `office` for the office itself.
    var from: String
    /// The replica under which it was delivered: to that one it is not echoed.
    var via: Replica
    /// Whether it is echoed to that one nevertheless: the document had left it meanwhile.
    var isEchoed = false
    /// Why it waits for a person; nil if it is in the feed.
    var held: String?
    /// What is remarkable about it.
    var marks: [String] = []

    /// What stands behind a change in its record.
    fileprivate var suffix: [UInt8] {
      var writer = JSONWriter(reservingBytes: 128)
      if isEchoed { writer.raw(",\"echo\":true") }
      writer.raw(",\"from\":")
      writer.write(string: from)
      if let held {
        writer.raw(",\"held\":")
        writer.write(string: held)
      }
      if !marks.isEmpty {
        writer.raw(",\"marks\":")
        writer.write(.array(marks.map { .string($0) }))
      }
      writer.raw(",\"via\":")
      writer.write(string: via.description)
      writer.raw("}")
      return writer.bytes
    }
  }

  /// A period between two restores.
  struct Epoch {
    let id: String
    /// The last sequence that is common with the epoch before; 0 for the first.
    let branch: Int
    /// The replica by which the office writes in this epoch.
    let office: Replica
    /// When it began, in milliseconds since 1970 by the office's clock; nil in logs of before 28 November 2026.
    var time: Int64?
  }

  /// A backup that was completed.
  struct Archive {
    /// Every record up to this sequence is in it.
    let through: Int
    /// For each replica the counter up to which nothing is missing in it.
    let counters: [(replica: Replica, counter: Int)]
  }

  private static let changePrefix = Array("{\"change\":".utf8)
  /// The bytes before those of a change.
  static let changeHead = changePrefix.count

  var bytes: [UInt8] {
    switch self {
    case .change(let change, let judgement):
      var bytes: [UInt8] = []
      bytes.reserveCapacity(change.bytes.count + 160)
      bytes += Self.changePrefix
      bytes += change.bytes
      bytes += judgement.suffix
      return bytes
    case .template(_, let bytes): return Record.wrap(bytes, kind: "template")
    case .carried(let record, let from):
      // Wrapped, so that no record of a device can pass for one of the server's own when it is read again.
      let carried = JSONObject([("from", .string(from))]).canonicalBytes
      return Array("{\"carried\":".utf8) + record.recordBytes + [UInt8(ascii: ",")]
        + carried.dropFirst()
    case .device(let device): return Record.wrap(device.json.canonicalBytes, kind: "device")
    case .account(let account): return Record.wrap(account.json.canonicalBytes, kind: "account")
    case .epoch(let epoch):
      var value: JSONObject = [
        "branch": .number(Double(epoch.branch)), "id": .string(epoch.id),
        "office": .string(epoch.office.description), "v": 1,
      ]
      if let time = epoch.time { value["time"] = .string(Stamp.text(of: time)) }
      return Record.wrap(value.canonicalBytes, kind: "epoch")
    case .archive(let archive):
      let counters = JSONObject(
        archive.counters.map { ($0.replica.description, .number(Double($0.counter))) }
      )
      let value: JSONValue = [
        "counters": .object(counters), "through": .number(Double(archive.through)), "v": 1,
      ]
      return Record.wrap(value.canonicalBytes, kind: "archive")
    }
  }

  /// Reads a record of the log; nil if it is none that this program knows.
  init?(_ slice: ArraySlice<UInt8>) {
    let limits = JSONLimits(depthMax: 66, bytesMax: (16 << 20) + 4096)
    let read = try? JSONReader.skim(
      slice,
      limits: limits,
      form: .canonical,
      isObject: true,
      refusal: { $0 }
    ) { skim throws(JSONError) in Self(skim, of: slice) }
    guard let record = read ?? nil else { return nil }
    self = record
  }

  /// Makes nothing of a change that it does not need: most records are changes.
  private init?(_ skim: borrowing JSONSkim, of slice: ArraySlice<UInt8>) {
    guard let first = skim.firstMember(of: skim.root) else { return nil }
    func text(_ name: StaticString) -> String? {
      skim.member(name, of: skim.root).flatMap { skim.string($0) }
    }
    if skim.spot(first.name, spells: "change") {
      guard let change = try? Change(skim, first.value, of: slice), let from = text("from"),
        let via = text("via").flatMap({ Replica($0) })
      else { return nil }
      let marks = skim.member("marks", of: skim.root).map { skim.value($0) }?.arrayValue ?? []
      let echo = skim.member("echo", of: skim.root).map { skim.kind(of: $0) }
      self = .change(
        change,
        Judgement(
          from: from,
          via: via,
          isEchoed: echo == .true,
          held: text("held"),
          marks: marks.compactMap(\.stringValue)
        )
      )
      return
    }
    let object = skim.object(skim.root)
    let place = skim.range(of: first.value)
    let range = (slice.startIndex + place.lowerBound)..<(slice.startIndex + place.upperBound)
    switch skim.string(first.name) {
    case "carried":
      guard let record = try? Record(reading: slice[range]),
        let from = object["from"]?.stringValue
      else { return nil }
      self = .carried(record, from: from)
    case "device":
      guard let device = object["device"].flatMap({ Device(json: $0) }) else { return nil }
      self = .device(device)
    case "account":
      guard let account = object["account"].flatMap({ Account(json: $0) }) else { return nil }
      self = .account(account)
    case "epoch":
      guard let value = object["epoch"], let id = value["id"]?.stringValue,
        let branch = value["branch"]?.integerValue,
        let office = value["office"]?.stringValue.flatMap({ Replica($0) })
      else { return nil }
      let time = value["time"]?.stringValue.flatMap { Stamp.milliseconds(of: $0) }
      self = .epoch(Epoch(id: id, branch: Int(branch), office: office, time: time))
    case "archive":
      guard let value = object["archive"], let through = value["through"]?.integerValue,
        let counters = value["counters"]?.objectValue
      else { return nil }
      self = .archive(
        Archive(
          through: Int(through),
          counters: counters.members.compactMap { member in
            guard let replica = Replica(member.name), let counter = member.value.integerValue else {
              return nil
            }
            return (replica, Int(counter))
          }
        )
      )
    default:
      guard let record = try? Record(reading: slice) else { return nil }
      switch record {
      case .template(let id, let bytes): self = .template(id, bytes: bytes)
      default: self = .carried(record, from: "")
      }
    }
  }
}

/// A laptop that may speak with the office; the last record of its name holds.
struct Device: Sendable, Equatable {
  /// The name that the administrator gave.
  let id: String
  /// What it may hold.
  var scopes: [ScopeCode]
  var state: State
  /// The hash of the one-time code; empty once a new one is needed.
  var code: String
  /// The hash of the bearer token; empty before enrolment.
  var token = ""
  /// The enrolment key, base64url; empty before enrolment.
  var key = ""
  /// The replica under which it wrote when it enrolled; nil before, and in logs of earlier programs.
  var replica: Replica?

  enum State: String, Sendable {
    case invited
    case enrolled
    case revoked
  }

  var json: JSONValue {
    var object: JSONObject = [
      "code": .string(code), "id": .string(id), "key": .string(key),
      "scopes": .array(scopes.map { .string($0.description) }),
      "state": .string(state.rawValue), "token": .string(token), "v": 1,
    ]
    if let replica { object["replica"] = .string(replica.description) }
    return .object(object)
  }

  init(id: String, scopes: [ScopeCode], code: String) {
    self.id = id
    self.scopes = scopes
    state = .invited
    self.code = code
  }

  init?(json: JSONValue) {
    guard let id = json["id"]?.stringValue, let code = json["code"]?.stringValue,
      let state = json["state"]?.stringValue.flatMap({ State(rawValue: $0) }),
      let scopes = json["scopes"]?.arrayValue
    else { return nil }
    self.init(
      id: id,
      scopes: scopes.compactMap { $0.stringValue.flatMap { ScopeCode($0) } },
      code: code
    )
    self.state = state
    token = json["token"]?.stringValue ?? ""
    key = json["key"]?.stringValue ?? ""
    replica = json["replica"]?.stringValue.flatMap { Replica($0) }
  }
}
