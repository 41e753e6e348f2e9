import SchouwCanon
import SchouwDocuments
import SchouwSync

/// A request of the exchange, parsed before it reaches the one writer.
struct ParsedSync: Sendable {
  let request: SyncRequest
  let records: [Item]

  /// A record, or why the line is none.
  enum Item: Sendable {
    case record(Record)
    case refused(ChangeError)
  }

  /// Splits and parses a body; a line that is no record is refused singly (rule X4).
  init(reading body: [UInt8]) throws(SyncError) {
    let lines = try MessageLines(reading: body)
    request = try SyncRequest(head: lines.head)
    records = lines.records.map { range in
      do throws(ChangeError) {
        return .record(try Record(reading: body[range]))
      } catch {
        return .refused(error)
      }
    }
  }
}

extension ServerCore {
  /// Accepts, then judges: stages every record that is new, and says what became of them (rules X4, X11).
  func ingest(
    _ sync: ParsedSync, from device: Device, into response: inout SyncResponse
  ) throws(ServerError) {
    let request = sync.request
    if let owner = replicas[request.replica]?.device, owner != device.id { response.forked = true }
    if let info = replicas[request.replica], info.device == device.id,
      info.counters.greatest > request.counter
    {
      response.forked = true
    }
    for (index, item) in sync.records.enumerated() {
      switch item {
      case .refused(let error):
        response.refused.append(
          SyncResponse.Refused(line: index + 1, rule: error.rule, why: error.code.rawValue))
      case .record(.change(let change)):
        guard !known.contains(change.name) else { continue }
        let judgement = judge(change, by: device, under: request.replica)
        try stage([.change(change, judgement)])
        if judgement.marks.contains("fork"), change.dot.replica == request.replica {
          response.forked = true
        }
        for mark in judgement.marks {
          response.marked.append(SyncResponse.Judged(name: change.name, why: mark))
        }
        if let held = judgement.held {
          response.held.append(SyncResponse.Judged(name: change.name, why: held))
        }
      case .record(.template(let id, let bytes)):
        if templates[id] == nil {
          try stage([.record(.template(id, bytes: bytes), from: device.id)])
        }
      case .record(let record):
        // Sealed records, snapshots and kinds of later formats: kept for who understands them.
        try stage([.record(record, from: device.id)])
      }
    }
  }

  /// What the office makes of a change that it did not know (rules V1, R3, X11).
  private func judge(
    _ change: Change, by device: Device, under replica: Replica
  ) -> LogRecord.Judgement {
    var judgement = LogRecord.Judgement(from: device.id, via: replica)
    func hold(_ why: String) -> LogRecord.Judgement {
      judgement.held = why
      return judgement
    }
    let owner = replicas[change.dot.replica]?.device
    let isForeign = owner.map { $0 != device.id } ?? (change.dot.replica != replica)
    let forks = self.forks(change)
    if isForeign { judgement.marks.append("returned") }
    if forks { judgement.marks.append("fork") }
    if !change.isUnderstood { judgement.marks.append("newer-format") }
    if change.stamp.adjusted > clock() + Self.clockToleranceMilliseconds {
      judgement.marks.append("clock-ahead")
    }
    if change.isBirth,
      let id = change.value(at: ReservedPath.template)?.stringValue.flatMap({ Digest(base64URL: $0) }),
      templates[id] == nil
    {
      judgement.marks.append("unknown-template")
    }
    if device.state == .revoked { return hold("revoked") }
    if isForeign && (forks || owner == "office" && change.dot.replica == epoch.office) {
      return hold("unattributed")
    }
    if change.act != nil { return hold("act") }
    let setsScopes = change.paths.contains(ReservedPath.scopes)
    if setsScopes && !change.isBirth { return hold("scope-change") }
    guard let history = devices[device.id] else { return hold("unattributed") }
    let ever = history.everGranted
    let now = history.scopes(at: head)
    let scopes: [[ScopeCode]]
    if let known = document(change.document), !known.roster.isEmpty {
      scopes = known.roster.map(\.scopes)
    } else if setsScopes {
      scopes = [ReservedPath.scopes(in: change.value(at: ReservedPath.scopes)) ?? []]
    } else {
      // Its birth has not come: it is in nobody's feed before that.
      return judgement
    }
    if !scopes.contains(where: { !ever.isDisjoint(with: $0) }) { return hold("scope-never") }
    if let current = scopes.last, now.isDisjoint(with: current) {
      judgement.marks.append("scope-lost")
    }
    return judgement
  }

  /// Whether a change begins a second line of its replica in its document, or reuses a dot.
  private func forks(_ change: Change) -> Bool {
    if replicas[change.dot.replica]?.counters.contains(change.dot.counter) == true { return true }
    guard let document = document(change.document) else { return false }
    let previous = change.previousName
    return document.entries.contains { entry in
      entry.name.replica == change.dot.replica && entry.previous == previous
    }
  }

  /// How far ahead a clock may be before its changes are marked: a day.
  static let clockToleranceMilliseconds: Int64 = 86_400_000

  /// Fills in how much of a replica's work the office has (rule X6).
  func acknowledge(_ request: SyncRequest, in response: inout SyncResponse) {
    let info = replicas[request.replica] ?? ReplicaInfo()
    let greatest = max(info.counters.greatest, request.counter)
    response.received.counter = info.counters.count
    response.received.of = greatest
    response.received.missing = info.counters.missing(upTo: greatest, limit: 100)
    response.archivedCounter = info.archived
    response.archivedSequence = archivedThrough
  }
}
