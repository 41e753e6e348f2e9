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
    _ sync: ParsedSync,
    from device: Device,
    into response: inout SyncResponse
  ) throws(ServerError) {
    let request = sync.request
    if let owner = replicas[request.replica]?.device, owner != device.id { response.forked = true }
    if replicas[request.replica]?.isForked == true { response.forked = true }
    if let info = replicas[request.replica], info.device == device.id,
      info.counters.greatest > request.counter
    {
      response.forked = true
    }
    let sender = Sender(device, request, self)
    for (index, item) in sync.records.enumerated() {
      switch item {
      case .refused(let error):
        response.refused.append(
          SyncResponse.Refused(line: index + 1, rule: error.rule, why: error.code.rawValue)
        )
      case .record(.change(let change)):
        if defect == .takesDotForName,
          replicas[change.dot.replica]?.counters.contains(change.dot.counter) == true
        {
          continue
        }
        if defect == .refusesClocksAhead,
          change.stamp.adjusted > clock() + Self.clockToleranceMilliseconds
        {
          response.refused.append(
            SyncResponse.Refused(line: index + 1, rule: "G2", why: "clock-ahead")
          )
          continue
        }
        guard !knownHashes.contains(change.hash) else {
          // The answer that said what became of it may have been lost.
          if let entry = entry(of: change) { tell(entry, request, in: &response) }
          continue
        }
        let judgement = judge(change, by: sender)
        try stage([.change(change, judgement)])
        if let entry = entry(of: change) { tell(entry, request, in: &response) }
      case .record(let record) where record.bytes.count > Self.recordBytesMax:
        response.refused.append(
          SyncResponse.Refused(line: index + 1, rule: "C4", why: "tooLarge")
        )
      case .record(.template(let id, let bytes)) where device.state != .revoked:
        if templates[id] == nil {
          try stage([.template(id, bytes: bytes)])
        }
      case .record(.sealed(let bytes)):
        try ingest(sealed: .sealed(bytes: bytes), carriedBy: device.id)
      case .record(let record):
        // Snapshots and kinds of later formats, and what a revoked device brings: kept.
        guard !carried.contains(SHA256.hash(record.recordBytes)) else { continue }
        try stage([.carried(record, from: device.id)])
      }
    }
  }

  /// The largest record that is no change: what the log takes, less what stands around it.
  private static let recordBytesMax = (2 << 20) - 4096

  private func entry(of change: Change) -> Entry? {
    document(change.document)?.entries.last { $0.name == change.name }
  }

  /// Says what became of a change (rule X5), also to who asks again.
  private func tell(_ entry: Entry, _ request: SyncRequest, in response: inout SyncResponse) {
    if entry.marks.contains("fork"), entry.name.replica == request.replica {
      response.forked = true
    }
    for mark in entry.marks {
      response.marked.append(SyncResponse.Judged(name: entry.name, why: mark))
    }
    if entry.released == 0, let held = entry.held {
      response.held.append(SyncResponse.Judged(name: entry.name, why: held))
    }
  }

  /// Who delivers, and what of it is the same for all changes of a request.
  struct Sender {
    let device: Device
    let request: SyncRequest
    let history: DeviceHistory?
    let ever: Set<ScopeCode>
    let now: Set<ScopeCode>
    /// Up to where it has the log, as far as the office and it have the same one.
    let known: Int?

    init(_ device: Device, _ request: SyncRequest, _ core: ServerCore) {
      self.device = device
      self.request = request
      history = core.devices[device.id]
      ever = history?.everGranted() ?? []
      now = history?.scopes(at: core.head) ?? []
      let (cursor, restored) = core.resolve(request.cursor)
      known = restored == nil ? cursor.sequence : nil
    }
  }

  /// What the office makes of a change that it did not know (rules V1, R3, X11).
  func judge(_ change: Change, by sender: Sender) -> LogRecord.Judgement {
    let (device, request) = (sender.device, sender.request)
    let replica = request.replica
    var judgement = LogRecord.Judgement(from: device.id, via: replica)
    func hold(_ why: String) -> LogRecord.Judgement {
      judgement.held = why
      return judgement
    }
    let owner = replicas[change.dot.replica]?.device
    let isForeign = owner.map { $0 != device.id } ?? (change.dot.replica != replica)
    let forks = self.forks(change)
    // What a replica brings of others is echoed: a twin that wrote nothing yet asks under the same id, and lacks it.
    judgement.isEchoed =
      defect != .neverEchoes
      && (change.dot.replica != replica || !kept(change.document, by: sender))
    if isForeign { judgement.marks.append("returned") }
    if forks { judgement.marks.append("fork") }
    if !change.isUnderstood { judgement.marks.append("newer-format") }
    if change.stamp.adjusted > clock() + Self.clockToleranceMilliseconds {
      judgement.marks.append("clock-ahead")
    }
    if !isForeign {
      // How far the device's clock is behind now, less what it knew of that when it wrote.
      let behind = clock() - request.time
      if min(behind, behind - (change.stamp.offset ?? 0)) > Self.clockToleranceMilliseconds {
        judgement.marks.append("clock-behind")
      }
    }
    if change.isBirth,
      let id = change.value(at: ReservedPath.template)?.stringValue.flatMap({
        Digest(base64URL: $0)
      }),
      templates[id] == nil
    {
      judgement.marks.append("unknown-template")
    }
    if device.state == .revoked, defect != .releasesWhatIsRevoked { return hold("revoked") }
    // Another change of the same name: made to confuse, or never (rule F6). A person looks at it.
    if known.contains(change.name) { return hold("unattributed") }
    if isForeign && (forks || owner == "office" && change.dot.replica == epoch.office) {
      return hold("unattributed")
    }
    if change.act != nil { return hold("act") }
    if change.setsScopes && !change.isBirth { return hold("scope-change") }
    guard sender.history != nil else { return hold("unattributed") }
    let scopes: [[ScopeCode]]
    if let known = document(change.document), !known.roster.isEmpty {
      scopes = known.roster.map(\.scopes)
    } else if change.setsScopes {
      scopes = [ReservedPath.scopes(in: change.value(at: ReservedPath.scopes)) ?? []]
    } else {
      // Its birth has not come: it is in nobody's feed before that.
      return judgement
    }
    if !scopes.contains(where: { !sender.ever.isDisjoint(with: $0) }) { return hold("scope-never") }
    // A second birth stands beside the first, and moves the document only if a person says so (rule B3).
    if change.setsScopes, let current = document(change.document)?.roster.last?.scopes,
      ReservedPath.scopes(in: change.value(at: ReservedPath.scopes)) != current
    {
      return hold("scope-change")
    }
    if let current = scopes.last, sender.now.isDisjoint(with: current) {
      judgement.marks.append("scope-lost")
    }
    return judgement
  }

  /// Whether a document stayed with a device since its cursor, as far as that will be told: else the device lets
  /// go of what it delivers now when it hears of that.
  private func kept(_ id: DocumentID, by sender: Sender) -> Bool {
    guard let document = document(id), let history = sender.history else { return true }
    guard let known = sender.known else { return false }
    return isKept(document, by: history, from: max(known, history.firstGrant), through: head)
  }

  /// Whether a change begins a second line of its replica in its document, or reuses a dot.
  private func forks(_ change: Change) -> Bool {
    if replicas[change.dot.replica]?.counters.contains(change.dot.counter) == true { return true }
    guard let document = document(change.document) else { return false }
    let previous = change.previousName
    return document.entries.contains { entry in
      entry.name.replica == change.dot.replica && entry.previous == previous
        && !entry.isUnattributed
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
