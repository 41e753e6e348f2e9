import SchouwCanon
import SchouwDocuments
import SchouwJournal
import SchouwSync
import SchouwTemplates

extension StoreCore {
  /// The locations of every change that the office has not acknowledged, whoever wrote it, in the order of the journal.
  func outbox() throws(StoreError) -> [Journal.Location] {
    let after = state.acknowledged
    let minted = try indexed { () throws(Index.Damaged) in
      try index.entries(Space.minted, after: after)
    }
    let carried = try indexed { () throws(Index.Damaged) in
      try index.entries(Space.carried, after: after)
    }
    let returning = state.returning
    let received =
      returning <= after
      ? []
      : try indexed { () throws(Index.Damaged) in try index.entries(Space.received, after: after) }
        .filter { $0.location.number <= returning }
    return (minted + carried + received).map(\.location).sorted { $0.number < $1.number }
  }

  /// The next request: what is unsent, at most so many bytes, and where this store stands.
  ///
  /// The one way out of a store: an example has none.
  func batch(bytesMax: Int) throws(StoreError) -> (batch: Exchange.Batch, through: Int) {
    guard !isExample else { throw StoreError(.exampleStore) }
    var records: [[UInt8]] = []
    var bytes = 0
    var through = state.acknowledged
    var hasMore = false
    var templates: Set<Digest> = []
    for location in try outbox() {
      if !records.isEmpty, bytes + location.length > bytesMax || records.count >= 5000 {
        hasMore = true
        break
      }
      // What is damaged cannot go: `verify` names it, and the rest does.
      let change: Change
      switch try readable(location) {
      case .change(let read, _, _): change = read
      case .carried(let record):
        records.append(record.recordBytes)
        bytes += location.length
        through = location.number
        continue
      default: continue
      }
      // A template goes with the first birth that names it, unless the office ships it itself.
      if change.isBirth,
        let id = change.value(at: ReservedPath.template)?.stringValue.flatMap({
          Digest(base64URL: $0)
        }),
        templates.insert(id).inserted, let template = try template(id)
      {
        records.append(Record.wrap(template.bytes, kind: "template"))
        bytes += template.bytes.count
      }
      let record = Record.wrap(change.bytes, kind: "change")
      bytes += record.count
      records.append(record)
      through = location.number
    }
    if !hasMore || environment.defect == .acknowledgesWhatWaits { through = journal.nextNumber - 1 }
    let request = SyncRequest(
      replica: state.replica,
      counter: try ownCounter(),
      cursor: state.cursor,
      time: environment.clock(),
      limit: bytesMax
    )
    return (Exchange.Batch(request: request, records: records, hasMore: hasMore), through)
  }

  /// What an answer brought.
  struct Applied {
    var sent = 0
    var changes = 0
    var documents: Set<DocumentID> = []
    /// Those of the documents in which something may wait for what is not here.
    var unsure: Set<DocumentID> = []
    var left: [DocumentID] = []
    var isNewReplica = false
  }

  /// Stages an answer of the office: its records, the acknowledgement and the cursor, in one batch.
  ///
  /// - Parameter through: the number of the journal up to which the request had sent everything.
  func apply(
    _ answer: Exchange.Answer,
    _ incoming: IncomingRecords,
    through: Int
  ) throws(StoreError) -> Applied {
    let response = answer.response
    var applied = Applied()
    let before = journal.nextNumber - 1
    let back = try comeBack(response)
    var records = back.records
    var foreignOwn = response.forked
    var fresh: Set<Digest> = []
    var folded: [ChangeName: Digest] = [:]
    let items = incoming.items
    let half = environment.defect == .appliesHalf ? (items.count + 1) / 2 : items.count
    for item in items.prefix(half) {
      let record: Record
      switch item {
      case .custody(let document, let isHere):
        if isHere, environment.defect == .staysHidden { continue }
        records.append(.custody(document, isHere: isHere))
        if !isHere { applied.left.append(document) }
        continue
      case .record(let read): record = read
      }
      switch record {
      case .change(let change):
        let name = change.name
        // Known is what has the same hash: two changes may bear one name (rule F6).
        let history = try stored(change.document)?.history
        let known =
          history?.changes[name]?.hash == change.hash
          || history?.impostors.contains { $0.hash == change.hash } == true
        guard !known, fresh.insert(change.hash).inserted else { continue }
        // A change of the own id that is not known here: somebody else writes under it (rule F3).
        if change.dot.replica == state.replica { foreignOwn = true }
        records.append(.change(change, took: 0, via: .office))
        applied.changes += 1
        applied.documents.insert(change.document)
        // Of a document that was not here, what rests on this answer alone is folded: it waits for nothing.
        if history == nil, Self.rests(change, on: folded) {
          folded[name] = change.hash
        } else {
          applied.unsure.insert(change.document)
        }
      case .template(let id, _):
        if try template(id) == nil { records.append(.other(record)) }
      case .snapshot(let fold, _):
        records.append(.other(record))
        applied.documents.insert(fold.document)
        applied.unsure.insert(fold.document)
      case .sealed, .unknown: records.append(.other(record))
      }
    }
    for judged in response.marked {
      records.append(.judged(judged.name, nil, why: judged.why, isHeld: false))
    }
    for judged in response.held {
      records.append(.judged(judged.name, nil, why: judged.why, isHeld: true))
    }
    // What the office could not read stays here, by name: it is neither sent again nor forgotten.
    var refused = 0
    for line in response.refused where answer.sent.indices.contains(line.line - 1) {
      guard case .change(let change)? = try? Record(reading: answer.sent[line.line - 1][...]) else {
        continue
      }
      refused += 1
      records.append(
        .judged(change.name, change.document, why: "refused-\(line.rule)", isHeld: true)
      )
    }
    applied.sent = answer.sent.count { $0.starts(with: Self.changePrefix) } - refused
    try stage(records)
    try acknowledge(response, through: through, before: before)
    // This store's cursor was set back behind that point meanwhile: it hears all of it from the beginning.
    if !back.isToldAnew { try change { $0.cursor = nil } }
    if foreignOwn, environment.defect != .keepsForkedReplica {
      try drawReplica()
      applied.isNewReplica = true
      // What the twin delivered before was left out as this store's own, unless the office knew of the fork.
      if !response.forked { try change { $0.cursor = nil } }
    }
    return applied
  }

  /// What left after the point up to which a restored office still knows its log may be here again (rule X8), and of
  /// a document that only this store still has nothing is said: it is shown until the office says anew that it left.
  private func comeBack(
    _ response: SyncResponse
  ) throws(StoreError) -> (records: [LocalRecord], isToldAnew: Bool) {
    guard let branch = response.restored else { return ([], true) }
    let known = try numberKnown(atOfficeHead: branch)
    var records: [LocalRecord] = []
    for id in try documents() where try stored(id)?.hasLeft == true {
      let entries = try indexed { () throws(Index.Damaged) in
        try index.entries(Space.document(id), after: known)
      }
      guard entries.contains(where: { $0.kind == Kind.custody }) else { continue }
      records.append(.custody(id, isHere: true))
    }
    let cursor = state.cursor.flatMap { Cursor($0) }
    let isBeyond =
      cursor.map { $0.sequence > branch || $0.sequence == branch && $0.inner > 0 } ?? false
    return (records, records.isEmpty || isBeyond)
  }

  /// Whether a change is ready as soon as some others are folded (rule F2).
  private static func rests(_ change: Change, on folded: [ChangeName: Digest]) -> Bool {
    guard change.isUnderstood, change.act == nil else { return false }
    if let previous = change.previous {
      guard let name = change.previousName, folded[name] == previous else { return false }
    }
    return change.seen.allSatisfy { folded[$0] != nil }
  }

  private static let changePrefix = Array("{\"change\":".utf8)

  private func acknowledge(
    _ response: SyncResponse,
    through: Int,
    before: Int
  ) throws(StoreError) {
    let now = environment.clock()
    var acknowledged = max(state.acknowledged, through)
    if let branch = response.restored, environment.defect != .bringsNothingBack {
      acknowledged = try numberKnown(atOfficeHead: branch)
    }
    if !response.forked, let lacking = try firstLacking(response.received) {
      acknowledged = min(acknowledged, lacking - 1)
    }
    let offset = response.time - now
    try change { state in
      // Of two programs that sync at once the later answer may be the older one: what is acknowledged was in
      // the log at the greater head.
      let isSameLog = state.epoch == response.epoch && response.restored == nil
      state.officeHead = isSameLog ? max(state.officeHead, response.head) : response.head
      state.epoch = response.epoch
      // So for the cursor: what is here already is not asked for again, nor forgotten to be. A fork is told all anew.
      if !isSameLog || response.forked || !isBehind(response.cursor, state.cursor) {
        state.cursor = response.cursor
      }
      state.acknowledged = acknowledged
      if response.restored != nil, environment.defect != .bringsNothingBack {
        state.returning = before
      }
      state.received = response.received.counter
      state.archivedCounter = response.archivedCounter
      state.archivedSequence = response.archivedSequence
      // A clock that is years away is not believed: stamps would order by nonsense.
      state.offset = abs(offset) <= Self.offsetMillisecondsMax ? offset : nil
      state.lastContact = now
      state.scopes = response.scopes
      state.office = response.office
    }
  }

  /// Whether a cursor stands before another one of the same epoch.
  private func isBehind(_ text: String, _ other: String?) -> Bool {
    guard let cursor = Cursor(text), let other = other.flatMap({ Cursor($0) }),
      cursor.epoch == other.epoch
    else { return false }
    return (cursor.sequence, cursor.inner) < (other.sequence, other.inner)
  }

  /// How far the office's clock may be away to be believed: ten years.
  private static let offsetMillisecondsMax: Int64 = 315_576_000_000

  /// The number of the first own change that the office says it lacks, of those that read here; nil
  /// if it lacks none.
  ///
  /// What is lacking was not acknowledged, whatever was sent.
  private func firstLacking(_ received: SyncResponse.Received) throws(StoreError) -> Int? {
    let last = try ownCounter()
    guard last > 0, !received.missing.isEmpty || received.counter < last else { return nil }
    let first = received.missing.first ?? received.counter + 1
    let own = try indexed { () throws(Index.Damaged) in try index.entries(Space.minted) }
    // What the office refused to read stays here by name, and is not sent again.
    let refused = Set(try judged().filter { $0.why.hasPrefix("refused-") }.map(\.name))
    // Counters run without gaps: the change is nearly always just where it is looked for.
    let guess = own.count - 1 - (last - first)
    if own.indices.contains(guess),
      case .change(let change, _, _)? = try readable(own[guess].location),
      change.dot == Dot(replica: state.replica, counter: first), !refused.contains(change.name)
    {
      return own[guess].location.number
    }
    for entry in own {
      guard case .change(let change, _, _)? = try readable(entry.location),
        change.dot.replica == state.replica, !refused.contains(change.name)
      else { continue }
      let counter = change.dot.counter
      // Of what lies above a hundred missing ones nothing is said.
      let end = received.missing.count < 100 ? received.of : received.missing.last ?? received.of
      let isLacking =
        received.missing.contains(counter) || received.missing.isEmpty && counter >= first
        || counter > end
      if isLacking { return entry.location.number }
    }
    return nil
  }

  /// The number up to which everything here was at the office when its log stood at a sequence (rule X8):
  /// that of the last state which was written while the office's head was not beyond it.
  private func numberKnown(atOfficeHead sequence: Int) throws(StoreError) -> Int {
    let states = try indexed { () throws(Index.Damaged) in try index.entries(Space.state) }
    for entry in states.reversed() {
      guard case .state(let past)? = try readable(entry.location), past.epoch != nil else {
        continue
      }
      // Heads of another epoch count another log: two restores may have come after it.
      guard past.epoch == state.epoch else { break }
      if past.officeHead <= sequence { return min(past.acknowledged, state.acknowledged) }
    }
    return 0
  }

  /// Changes that the office holds for a decision or has marked, as last heard.
  func judged() throws(StoreError) -> [(name: ChangeName, why: String, isHeld: Bool)] {
    let entries = try indexed { () throws(Index.Damaged) in try index.entries(Space.judged) }
    var judged: [(name: ChangeName, why: String, isHeld: Bool)] = []
    for entry in entries {
      if case .judged(let name, _, let why, let isHeld)? = try readable(entry.location) {
        judged.removeAll { $0.name == name }
        judged.append((name, why, isHeld))
      }
    }
    return judged
  }
}
