import SchouwCanon
import SchouwDocuments
import SchouwJournal
import SchouwTemplates

/// The office without sockets, threads or waiting: a log, what is known from it, and the rules of judging.
///
/// One writer calls it. What is staged is in force here at once and durable when the caller has flushed;
/// nothing is answered before that. Everything in memory is derived from the log.
final class ServerCore {
  /// A change of a document, without its content.
  struct Entry {
    let name: ChangeName
    let previous: ChangeName?
    let location: Journal.Location
    /// How many bytes of the record are the change's own, behind `{"change":`.
    let byteCount: Int
    /// To whose replica it is not echoed; nil if to every one.
    let via: Replica?
    let from: String
    let setsScopes: Bool
    let marks: [String]
    /// The sequence from which it is in the feed; 0 while it is held.
    var released: Int
    /// Why it is held, or was.
    var held: String?

    /// Whether nobody knows who wrote it: it says nothing about its replica.
    var isUnattributed: Bool { released == 0 && held == "unattributed" }

    /// Whether it is in the feed up to a sequence.
    func isIn(at sequence: Int) -> Bool { released > 0 && released <= sequence }
  }

  /// What is known of a document.
  struct Document {
    let id: DocumentID
    var entries: [Entry] = []
    /// From which sequence on the document was for whom.
    var roster: [(sequence: Int, scopes: [ScopeCode])] = []
    /// Changes that an act in the feed destroyed (rule E2).
    var erased: Set<ChangeName> = []
    /// Whether something released that moves the document waits for others.
    var moveWaits = false

    func scopes(at sequence: Int) -> [ScopeCode] {
      roster.last { $0.sequence <= sequence }?.scopes ?? []
    }
  }

  /// What is known of a device beside its record.
  struct DeviceHistory {
    var device: Device
    /// Every enrolment key that it had, the present one last.
    var keys: [String] = []
    /// From which sequence on it was granted what; empty lists after a revocation.
    var grants: [(sequence: Int, scopes: Set<ScopeCode>)] = []
    var lastContact: Int64?
    var clockOffset: Int64?
    var replica: Replica?
    var reportedCounter = 0
    /// The sequence up to which it had the log before the office was put back, if that is beyond what is left of it.
    var hadThrough: Int?

    func scopes(at sequence: Int) -> Set<ScopeCode> {
      grants.last { $0.sequence <= sequence }?.scopes ?? []
    }
    var firstGrant: Int { grants.first?.sequence ?? .max }
    func everGranted(at sequence: Int = .max) -> Set<ScopeCode> {
      grants.reduce(into: []) { ever, grant in
        if grant.sequence <= sequence { ever.formUnion(grant.scopes) }
      }
    }
  }

  /// Changes that a device brought after the office was put back.
  struct BroughtBack: Equatable {
    /// Written on the device itself.
    var own = 0
    /// Written on others.
    var others = 0
  }

  struct ReplicaInfo {
    /// The device that writes under it; nil if only others brought its changes.
    var device: String?
    var counters = CounterSet()
    var archived = 0
    /// Whether two voices write under it: from then on whoever asks as this replica is told (rule X9).
    var isForked = false
  }

  let layout: ServerLayout
  let disk: any Disk
  let clock: @Sendable () -> Int64
  var random: any RandomSource
  let journal: Journal
  /// A mistake to make, for a test of the checks.
  let defect: Defect?
  /// Where every token is entered that any record ever gave.
  private let tokenRegistry: TokenRegistry
  private(set) var documents: [Document] = []
  private(set) var documentIndex: [DocumentID: Int] = [:]
  /// Documents that were ever in a scope, by scope.
  private(set) var documentsEverIn: [ScopeCode: [Int]] = [:]
  private(set) var known: Set<ChangeName> = []
  /// Changes by their hashes: two may bear one name (rule F6).
  private(set) var knownHashes: Set<Digest> = []
  private(set) var replicas: [Replica: ReplicaInfo] = [:]
  /// Of each replica the greatest counter that a device has seen and the office did not have then, by device.
  private(set) var sighted: [Replica: [String: Int]] = [:]
  /// What was written before the office was put back and came since, by the device that brought it.
  private(set) var broughtBack: [String: BroughtBack] = [:]
  var devices: [String: DeviceHistory] = [:]
  /// People of the office by their names.
  private(set) var accounts: [String: Account] = [:]
  private(set) var tokens: [String: String] = [:]
  /// The last record of each device and account, and whose rights are uncertain.
  var roster = Roster()
  private(set) var epochs: [(epoch: LogRecord.Epoch, sequence: Int)] = []
  /// The last counter of the office's own changes in this epoch; what others bring under its replica is none.
  private(set) var officeCounter = 0
  private(set) var archivedThrough = 0
  private(set) var templates: [Digest: Template] = [:]
  /// Where the templates stand that devices brought, in the order of the log.
  private(set) var templateLocations: [Journal.Location] = []
  /// Records that are only kept, by the hash of their bytes.
  private(set) var carried: Set<Digest> = []
  /// Those of them that are sealed: kept, for no key opens them.
  private(set) var unopened: [Unopened] = []
  /// Why nothing can be written at present; reading goes on.
  var refusal: ServerError?
  /// The size of the largest write that the disk refused for want of room and that has not fitted since; 0 if
  /// none.
  var refusedBytes = 0
  /// What each sequence of the log means for the feed, from 1; nil for what nobody gets.
  private var feed: [FeedEntry?] = []
  private(set) var changes = 0
  /// For each sequence of the log, from 1, a check of everything up to it.
  private var checks: [UInt32] = []
  private(set) var heldCount = 0
  /// When it was last kept who was heard.
  var contactsKept: Int64 = 0
  /// Figures of documents, by their place, as far as they were asked for; see ``figures(at:)``.
  var knownFigures: [Int: Figures] = [:]
  /// What moves in and out where, for devices that fetch it page by page; see ``moves(of:at:_:)``.
  var knownMoves: [MovesKey: Moves] = [:]
  /// The places of the documents in the order of their ids; see ``documentsInOrder()``.
  var order: [Int] = []
  /// Records that this program does not understand: kept, passed over.
  private(set) var unreadable = 0

  /// Opens the log in a folder and reads it.
  init(
    layout: ServerLayout,
    disk: any Disk,
    clock: @escaping @Sendable () -> Int64,
    random: any RandomSource,
    tokenRegistry: TokenRegistry = TokenRegistry(),
    defect: Defect? = nil
  ) throws(ServerError) {
    self.layout = layout
    self.tokenRegistry = tokenRegistry
    self.disk = disk
    self.clock = clock
    self.random = random
    self.defect = defect
    try layout.check(disk)
    try Self.settle(layout, disk)
    for template in ShippedTemplates.all { templates[template.id] = template }
    do throws(JournalError) {
      journal = try Journal(disk: disk, folder: layout.segments, random: random)
      try journal.refresh { location, record in
        let read = LogRecord(record)
        chain(read, record, at: location.number)
        if let read {
          take(read, at: location)
        } else {
          unreadable += 1
        }
      }
      try journal.recoverTail()
    } catch {
      throw ServerError(error)
    }
    readContacts()
    if epochs.isEmpty {
      try stage([.epoch(newEpoch(branch: 0))])
      do throws(JournalError) { try journal.flush() } catch { throw ServerError(error) }
    }
    try settleRoster()
  }

  /// Makes durable what a writer that died before its sync, or whose sync failed, left in the system's memory
  /// only: it is read now as part of the log, and a device that sends it again hears that the office has it.
  ///
  /// The last segment is written anew, for after a failed sync another one of the same file proves nothing
  /// (rule J6); on a full disk it is only synced.
  private static func settle(_ layout: ServerLayout, _ disk: any Disk) throws(ServerError) {
    do throws(DiskError) {
      let names = try disk.names(in: layout.segments).filter { $0.hasSuffix(".jsonl") }
      guard let name = names.last else { return }
      let path = "\(layout.segments)/\(name)"
      let file = try disk.open(path, .update)
      defer { file.close() }
      let bytes = try file.read(at: 0, count: try file.size())
      do throws(DiskError) {
        try disk.replace(path, with: bytes)
      } catch {
        guard error.code == .full else { throw error }
        try file.sync()
      }
    } catch {
      throw ServerError(JournalError(error))
    }
  }

  /// The last sequence of the log.
  var head: Int { journal.nextNumber - 1 }
  /// The current epoch.
  var epoch: LogRecord.Epoch {
    guard let last = epochs.last else { preconditionFailure("a log begins with an epoch") }
    return last.epoch
  }

  func newEpoch(branch: Int) -> LogRecord.Epoch {
    let bits = random.nextBytes(12).reduce(into: [UInt8]()) { $0.append($1) }
    let id = bits[..<4].map { byte in
      let digits = Array("0123456789abcdef")
      return String([digits[Int(byte >> 4)], digits[Int(byte & 15)]])
    }.joined()
    let office = bits[4...].reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    return LogRecord.Epoch(
      id: id,
      branch: branch,
      office: Replica(bits: office),
      time: clock()
    )
  }

  /// Stages records; they are in force here at once.
  @discardableResult
  func stage(_ records: [LogRecord]) throws(ServerError) -> [Journal.Location] {
    if let refusal { throw refusal }
    let locations: [Journal.Location]
    let bytes = records.map(\.bytes)
    do throws(JournalError) {
      locations = try journal.stage(bytes)
    } catch {
      throw ServerError(error)
    }
    for index in records.indices {
      chain(records[index], bytes[index][...], at: locations[index].number)
      take(records[index], at: locations[index])
    }
    return locations
  }

  /// Carries the check of the log on by one record: each stands for everything up to it.
  ///
  /// A change stands there by its hash, beside what was judged of it.
  private func chain(_ record: LogRecord?, _ bytes: ArraySlice<UInt8>, at sequence: Int) {
    while checks.count < sequence { checks.append(checks.last ?? 0) }
    var crc = CRC32C()
    crc.update(checks.last ?? 0)
    if case .change(let change, _)? = record {
      crc.update(change.hash)
      crc.update(bytes.dropFirst(LogRecord.changeHead + change.bytes.count))
    } else {
      crc.update(bytes)
    }
    checks[sequence - 1] = crc.value
  }

  /// The check of everything up to a sequence.
  func check(at sequence: Int) -> UInt32 {
    sequence < 1 ? 0 : checks.isEmpty ? 0 : checks[min(sequence, checks.count) - 1]
  }

  /// Tries whether the disk takes writes again, of so many bytes.
  func probe(bytes: Int = 4096) throws(ServerError) {
    do throws(DiskError) {
      let path = layout.folder + "/probe"
      try disk.replace(path, with: [UInt8](repeating: 0, count: bytes))
      try disk.remove(path)
    } catch {
      throw ServerError(JournalError(error))
    }
  }

  // MARK: What follows from a record

  /// What a sequence means for the feed.
  func feedEntry(at sequence: Int) -> FeedEntry? {
    sequence <= feed.count ? feed[sequence - 1] : nil
  }

  private func enter(_ entry: FeedEntry, at sequence: Int) {
    while feed.count < sequence { feed.append(nil) }
    feed[sequence - 1] = entry
  }

  private func take(_ record: LogRecord, at location: Journal.Location) {
    switch record {
    case .change(let change, let judgement):
      take(change, judgement, at: location)
      if judgement.held == nil, let index = documentIndex[change.document] {
        enter(.change(document: index), at: location.number)
      }
    case .template(let id, let bytes):
      if templates[id] == nil, let template = try? Template(reading: bytes) {
        templates[id] = template
        knownFigures = [:]
      }
      templateLocations.append(location)
      enter(.template(location), at: location.number)
    case .carried(let record, let from):
      carried.insert(SHA256.hash(record.recordBytes))
      guard case .sealed(let bytes) = record else { return }
      let sealed = try? Sealed(reading: bytes)
      unopened.append(
        Unopened(sequence: location.number, from: from, device: sealed?.device)
      )
    case .device(let device):
      take(device, at: location.number)
      enter(.grant(device: device.id), at: location.number)
    case .account(let account):
      accounts[account.name] = account.isRemoved ? nil : account
      roster.take(account, at: location.number)
    case .epoch(let epoch):
      epochs.append((epoch, location.number))
      roster.changes += 1
      officeCounter = 0
      broughtBack = [:]
      enter(.epoch, at: location.number)
      replicas[epoch.office, default: ReplicaInfo()].device = "office"
    case .archive(let archive):
      archivedThrough = max(archivedThrough, archive.through)
      for (replica, counter) in archive.counters {
        let before = replicas[replica]?.archived ?? 0
        replicas[replica, default: ReplicaInfo()].archived = max(before, counter)
      }
    }
  }

  private func take(_ device: Device, at sequence: Int) {
    var history = devices[device.id] ?? DeviceHistory(device: device)
    if !history.device.token.isEmpty { tokens[history.device.token] = nil }
    history.device = device
    if !device.key.isEmpty, history.keys.last != device.key { history.keys.append(device.key) }
    let scopes = device.state == .revoked ? [] : Set(device.scopes)
    if history.grants.last?.scopes != scopes { history.grants.append((sequence, scopes)) }
    if !device.token.isEmpty {
      tokens[device.token] = device.id
      tokenRegistry.enter(device.token)
    }
    devices[device.id] = history
    roster.take(device, at: sequence)
  }

  private func take(
    _ change: Change,
    _ judgement: LogRecord.Judgement,
    at location: Journal.Location
  ) {
    let name = change.name
    guard knownHashes.insert(change.hash).inserted else { return }
    known.insert(name)
    changes += 1
    if judgement.from == "office" { officeCounter = max(officeCounter, name.counter) }
    if judgement.held != "unattributed" {
      replicas[name.replica, default: ReplicaInfo()].counters.insert(name.counter)
      noteSeen(by: change, from: judgement.from)
    }
    if judgement.from != "office", replicas[name.replica]?.device == nil,
      name.replica == judgement.via
    {
      replicas[name.replica]?.device = judgement.from
    }
    // Only the device that owns the replica can show it forked: a forger disturbs nobody.
    if judgement.marks.contains("fork"), judgement.from == replicas[name.replica]?.device {
      replicas[name.replica]?.isForked = true
    }
    let index = documentIndex[change.document] ?? documents.count
    if index == documents.count {
      documents.append(Document(id: change.document))
      documentIndex[change.document] = index
    }
    knownFigures[index] = nil
    if epochs.count > 1, let time = epochs.last?.epoch.time, change.stamp.adjusted <= time,
      judgement.from != "office"
    {
      let isOthers = judgement.marks.contains("returned")
      broughtBack[judgement.from, default: BroughtBack()].own += isOthers ? 0 : 1
      broughtBack[judgement.from, default: BroughtBack()].others += isOthers ? 1 : 0
    }
    let isHeld = judgement.held != nil
    if isHeld { heldCount += 1 }
    documents[index].entries.append(
      Entry(
        name: name,
        previous: change.previousName,
        location: location,
        byteCount: change.bytes.count,
        via: judgement.isEchoed ? nil : judgement.via,
        from: judgement.from,
        setsScopes: change.setsScopes,
        marks: judgement.marks,
        released: isHeld ? 0 : location.number,
        held: judgement.held
      )
    )
    guard !isHeld else { return }
    var rosterMoves = change.setsScopes || documents[index].moveWaits
    switch change.act {
    case .erase(let names):
      documents[index].erased.formUnion(names)
      rosterMoves =
        rosterMoves
        || documents[index].entries.contains { $0.setsScopes && names.contains($0.name) }
    case .decline where defect == .declinesByLeavingOut: break
    case .accept(let names), .decline(let names):
      let moved = release(names, in: index, at: location.number)
      rosterMoves = rosterMoves || moved
    default: break
    }
    if rosterMoves { moveRoster(index, change, at: location.number) }
  }

  /// Notes what a change has seen that is not here: it exists, though the device that wrote it has not brought it.
  private func noteSeen(by change: Change, from device: String) {
    for name in change.seen where replicas[name.replica]?.counters.contains(name.counter) != true {
      let before = sighted[name.replica]?[device] ?? 0
      sighted[name.replica, default: [:]][device] = max(before, name.counter)
    }
  }

  /// Puts held changes in the feed, from a sequence on; an act among them has its force, so an accepted decision
  /// to accept releases what that one names.
  ///
  /// - Returns: whether one of them writes for whom the document is.
  private func release(_ names: [ChangeName], in index: Int, at sequence: Int) -> Bool {
    var moves = false
    for entry in documents[index].entries.indices
    where documents[index].entries[entry].released == 0
      && names.contains(documents[index].entries[entry].name)
    {
      documents[index].entries[entry].released = sequence
      heldCount -= 1
      let released = documents[index].entries[entry]
      replicas[released.name.replica, default: ReplicaInfo()].counters.insert(
        released.name.counter
      )
      moves = moves || released.setsScopes
      switch (try? self.change(at: released.location))?.act {
      case .erase(let names): documents[index].erased.formUnion(names)
      case .accept(let names), .decline(let names):
        let moved = release(names, in: index, at: sequence)
        moves = moves || moved
      default: break
      }
    }
    return moves
  }

  /// Enters in the roster for whom a document is, from a sequence on.
  private func moveRoster(_ index: Int, _ change: Change, at sequence: Int) {
    let scopes: [ScopeCode]
    if change.isBirth, documents[index].roster.isEmpty {
      scopes = ReservedPath.scopes(in: change.value(at: ReservedPath.scopes)) ?? []
    } else {
      var history = DocumentHistory(document: change.document)
      for entry in documents[index].entries where entry.released > 0 && entry.name != change.name {
        if let change = try? self.change(at: entry.location) { history.insert(change) }
      }
      history.insert(change)
      scopes = ShownDocument(history.fold).scopes
      let waiting = Set(history.waiting.filter { !$0.missing.isEmpty }.map(\.name))
      documents[index].moveWaits = documents[index].entries.contains {
        $0.setsScopes && waiting.contains($0.name)
      }
    }
    if documents[index].roster.isEmpty { judgeEarlier(index, scopes) }
    guard documents[index].roster.last?.scopes != scopes else { return }
    for scope in scopes
    where !documents[index].roster.contains(where: { $0.scopes.contains(scope) }) {
      documentsEverIn[scope, default: []].append(index)
    }
    documents[index].roster.append((sequence, scopes))
  }

  /// Judges what came before the birth, when nobody knew for whom the document is: it was in no feed yet.
  private func judgeEarlier(_ index: Int, _ scopes: [ScopeCode]) {
    for entry in documents[index].entries.indices {
      let from = documents[index].entries[entry].from
      guard documents[index].entries[entry].held == nil, let device = devices[from],
        device.everGranted().isDisjoint(with: scopes)
      else { continue }
      documents[index].entries[entry].released = 0
      documents[index].entries[entry].held = "scope-never"
      heldCount += 1
    }
  }
}
