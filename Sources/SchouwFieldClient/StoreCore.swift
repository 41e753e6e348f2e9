import SchouwCanon
import SchouwDocuments
import SchouwJournal
import SchouwTemplates

/// The field store without locks, threads or networks: a journal, an index, and the rules.
///
/// Whoever calls holds the store's lock where it says so. Everything that is written is staged into the
/// journal; it is durable when the caller has flushed.
final class StoreCore {
  /// The keys under which records are found, beside their documents.
  enum Space {
    static let documents: UInt8 = 0
    static let state = IndexKey(space: 1)
    static let drafts = IndexKey(space: 2)
    static let minted = IndexKey(space: 3)
    static let carried = IndexKey(space: 4)
    static let templates: UInt8 = 5
    static let judged = IndexKey(space: 6)
    static let others = IndexKey(space: 7)
    static let received = IndexKey(space: 8)

    static func document(_ id: DocumentID) -> IndexKey {
      IndexKey(space: documents, high: id.high, low: id.low)
    }
    static func template(_ id: Digest) -> IndexKey {
      let bytes = id.bytes
      let high = bytes[..<8].reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
      let low = bytes[8..<16].reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
      return IndexKey(space: templates, high: high, low: low)
    }
  }

  /// What sort of record an index entry leads to.
  enum Kind {
    static let ownChange: UInt8 = 1
    static let officeChange: UInt8 = 2
    static let carriedChange: UInt8 = 3
    static let draft: UInt8 = 4
    static let custody: UInt8 = 5
    static let snapshot: UInt8 = 6
    static let other: UInt8 = 7
    static let carriedRecord: UInt8 = 8
  }

  /// A document as it lies in the journal.
  struct Stored {
    var history: DocumentHistory
    /// Drafts that are not minted, in order.
    private(set) var drafts: [Draft] = []
    /// Whether one of them removes or keeps an element: asked at every edit.
    private(set) var hasDraftedLife = false
    /// Own changes with the last draft that each took in: what became of minted drafts.
    var minted: [(change: Change, took: Int)] = []
    var hasLeft = false

    /// The last draft that is in a change.
    var took: Int { minted.map(\.took).max() ?? 0 }

    mutating func add(_ draft: Draft) {
      drafts.append(draft)
      if !draft.life.isEmpty { hasDraftedLife = true }
    }
  }

  let layout: StoreLayout
  var environment: StoreEnvironment
  let journal: Journal
  /// Whether this store holds examples: nothing of it is ever given to an office.
  let isExample: Bool
  let index: Index
  private(set) var state: StoreState
  private var cache: [DocumentID: Stored] = [:]
  private var cacheOrder: [DocumentID] = []
  private var templateCache: [Digest: Template] = [:]
  /// Documents that were touched since somebody asked, for those who watch.
  var touched: Set<DocumentID> = []

  static let cachedDocumentsMax = 64

  // MARK: Opening

  /// Opens a store: checks its format, reads the index's heads and what is new in the journal.
  init(layout: StoreLayout, environment: StoreEnvironment) throws(StoreError) {
    self.layout = layout
    self.environment = environment
    isExample = try layout.check(environment.disk).isExample
    index = Index(disk: environment.disk, folder: layout.index)
    if let entries = environment.entriesPerRun { index.entriesPerRun = entries }
    do throws(JournalError) {
      journal = try Journal(
        disk: environment.disk,
        folder: layout.segments,
        from: index.position,
        random: environment.random
      )
    } catch {
      throw StoreError(error)
    }
    if let bytes = environment.segmentBytes { journal.segmentBytes = bytes }
    if let bytes = environment.roomBytes { journal.roomBytes = bytes }
    // An index of other segments, older or newer than these, is made anew (rule J8).
    if !journal.fitsPosition { index.discard() }
    state = StoreState(replica: Replica(bits: 0))
    try refresh()
    try loadState()
  }

  /// The last state that reads; a damaged one is passed over, which costs a repetition and no record.
  private func loadState() throws(StoreError) {
    state = StoreState(replica: Replica(bits: 0))
    let entries = try indexed { () throws(Index.Damaged) in try index.entries(Space.state) }
    for entry in entries.reversed() {
      guard case .state(let state)? = try readable(entry.location) else { continue }
      self.state = state
      return
    }
  }

  /// Takes staged records back, from a number on: whoever staged them failed before it was done.
  func takeBack(from number: Int) throws(StoreError) {
    journal.unstage(from: number)
    index.remove(from: number)
    cache = [:]
    cacheOrder = []
    templateCache = [:]
    try loadState()
  }

  /// Takes in what other processes wrote since the last call.
  func refresh() throws(StoreError) {
    do throws(JournalError) {
      try journal.refresh { location, record in
        if let local = LocalRecord(record, number: location.number) {
          take(local, at: location)
        } else {
          index.add(IndexEntry(key: Space.others, kind: Kind.other, location: location))
        }
      }
    } catch {
      throw StoreError(error)
    }
  }

  /// Enters a record that was read or staged into the index and into what is cached.
  private func take(_ record: LocalRecord, at location: Journal.Location) {
    func add(_ key: IndexKey, _ kind: UInt8) {
      index.add(IndexEntry(key: key, kind: kind, location: location))
    }
    switch record {
    case .change(let change, let took, let via):
      let kind: UInt8
      switch via {
      case .own:
        kind = Kind.ownChange
        add(Space.minted, kind)
      case .office:
        kind = Kind.officeChange
        add(Space.received, kind)
      case .carried:
        kind = Kind.carriedChange
        add(Space.carried, kind)
      }
      add(Space.document(change.document), kind)
      cache[change.document]?.take(change, took: took, isOwn: via == .own)
      touched.insert(change.document)
    case .draft(var draft):
      draft.number = location.number
      draft.byteCount = location.length
      add(Space.drafts, Kind.draft)
      add(Space.document(draft.document), Kind.draft)
      cache[draft.document]?.add(draft)
      touched.insert(draft.document)
    case .state(let state):
      add(Space.state, Kind.other)
      self.state = state
    case .custody(let document, let isHere):
      add(Space.document(document), Kind.custody)
      cache[document]?.hasLeft = !isHere
      touched.insert(document)
    case .judged: add(Space.judged, Kind.other)
    case .other(.template(let id, _)): add(Space.template(id), Kind.other)
    case .other(.snapshot(let fold, _)):
      add(Space.document(fold.document), Kind.snapshot)
      cache[fold.document]?.history.insert(snapshot: fold)
      touched.insert(fold.document)
    case .other: add(Space.others, Kind.other)
    case .carried: add(Space.carried, Kind.carriedRecord)
    }
  }

  // MARK: Writing (the store's lock is held)

  /// Stages records; they are durable when the caller has flushed the journal.
  @discardableResult
  func stage(_ records: [LocalRecord]) throws(StoreError) -> [Journal.Location] {
    let bytes = records.map(\.bytes)
    // A record of the format keeps its size; what the store writes around it is beside that.
    let isTooLarge = zip(records, bytes).contains { record, bytes in
      if case .carried = record { return bytes.count > Limits.sealedBytesMax + 256 }
      return bytes.count > Limits.recordBytesMax + 256
    }
    if isTooLarge { throw StoreError(.tooLarge) }
    let locations: [Journal.Location]
    do throws(JournalError) {
      locations = try journal.stage(bytes)
    } catch {
      throw StoreError(error)
    }
    for (record, location) in zip(records, locations) { take(record, at: location) }
    return locations
  }

  /// Stages a new state.
  func change(_ body: (inout StoreState) -> Void) throws(StoreError) {
    var new = state
    body(&new)
    guard new != state else { return }
    try stage([.state(new)])
  }

  /// Writes an index run if enough is new; the caller has flushed the journal.
  func tidyIndex() { index.flushIfLarge(upTo: journal.position) }

  // MARK: Reading

  func record(at location: Journal.Location) throws(StoreError) -> LocalRecord? {
    do throws(JournalError) {
      return LocalRecord(try journal.read(location)[...], number: location.number)
    } catch {
      throw StoreError(error)
    }
  }

  func rawRecord(at location: Journal.Location) throws(StoreError) -> [UInt8] {
    do throws(JournalError) {
      return try journal.read(location)
    } catch {
      throw StoreError(error)
    }
  }

  func indexed<Value>(_ body: () throws(Index.Damaged) -> Value) throws(StoreError) -> Value {
    do throws(Index.Damaged) {
      return try body()
    } catch {
      throw StoreError(.damagedFile, place: Place(file: error.path))
    }
  }

  /// The document as it lies in the journal; nil if there is nothing of it.
  ///
  /// A record that is damaged is left out: it is named by `verify`, and what needs it waits.
  func stored(_ id: DocumentID) throws(StoreError) -> Stored? {
    if let cached = cache[id] { return cached }
    let entries = try indexed { () throws(Index.Damaged) in try index.entries(Space.document(id)) }
    guard !entries.isEmpty else { return nil }
    var stored = Stored(history: DocumentHistory(document: id))
    for entry in entries where entry.kind != Kind.draft {
      guard let record = try readable(entry.location) else { continue }
      switch record {
      case .change(let change, let took, let via):
        stored.take(change, took: took, isOwn: via == .own)
      case .custody(_, let isHere): stored.hasLeft = !isHere
      case .other(.snapshot(let fold, _)): stored.history.insert(snapshot: fold)
      default: break
      }
    }
    let took = environment.defect == .mintsTwice ? 0 : stored.took
    for entry in entries where entry.kind == Kind.draft && entry.location.number > took {
      guard case .draft(let draft)? = try readable(entry.location) else { continue }
      stored.add(draft)
    }
    remember(id, stored)
    return stored
  }

  /// A record; nil if it is damaged.
  func readable(_ location: Journal.Location) throws(StoreError) -> LocalRecord? {
    do throws(StoreError) {
      return try record(at: location)
    } catch {
      guard error.cause?.code == .damagedRecord else { throw error }
      return nil
    }
  }

  private func remember(_ id: DocumentID, _ stored: Stored) {
    if cacheOrder.count >= Self.cachedDocumentsMax {
      let oldest = cacheOrder.removeFirst()
      cache[oldest] = nil
    }
    cache[id] = stored
    cacheOrder.append(id)
  }

  /// Every document of the store, in the order of the ids; those that left included.
  func documents(limit: Int = .max) throws(StoreError) -> [DocumentID] {
    let range = IndexKey(space: 0)...IndexKey(space: 0, high: .max, low: .max)
    return try indexed { () throws(Index.Damaged) in try index.keys(in: range, limit: limit) }
      .map { DocumentID(high: $0.high, low: $0.low) }
  }

  /// Documents of a range of ids, at most a number of them.
  func documents(in range: ClosedRange<DocumentID>, limit: Int) throws(StoreError) -> [DocumentID] {
    let keys = Space.document(range.lowerBound)...Space.document(range.upperBound)
    return try indexed { () throws(Index.Damaged) in try index.keys(in: keys, limit: limit) }
      .map { DocumentID(high: $0.high, low: $0.low) }
  }

  /// The shortest prefix of at least five letters that no other document of the store shares (rule I7).
  func handle(of id: DocumentID) throws(StoreError) -> String {
    let key = Space.document(id)
    let all = IndexKey(space: 0)...IndexKey(space: 0, high: .max, low: .max)
    let before = try indexed { () throws(Index.Damaged) in try index.key(before: key, in: all) }
    let following = try indexed { () throws(Index.Damaged) in
      try index.keys(in: key...all.upperBound, limit: 2)
    }.first { $0 != key }
    let letters = Array(id.letters.utf8)
    var needed = 5
    for neighbour in [before, following].compactMap({ $0 }) {
      let theirs = Array(DocumentID(high: neighbour.high, low: neighbour.low).letters.utf8)
      let shared = zip(letters, theirs).prefix { $0 == $1 }.count
      needed = max(needed, shared + 1)
    }
    return String(decoding: letters.prefix(needed), as: UTF8.self)
  }

  /// A template by its hash: shipped, or held in the journal.
  func template(_ id: Digest) throws(StoreError) -> Template? {
    if let cached = templateCache[id] { return cached }
    if let shipped = ShippedTemplates.all.first(where: { $0.id == id }) {
      templateCache[id] = shipped
      return shipped
    }
    guard
      let entry = try indexed({ () throws(Index.Damaged) in try index.last(Space.template(id)) }),
      case .other(.template(_, let bytes))? = try readable(entry.location),
      let template = try? Template(reading: bytes), template.id == id
    else { return nil }
    templateCache[id] = template
    return template
  }

  /// The last change of the own replica; nil if it wrote none, or none that reads.
  func lastOwnChange() throws(StoreError) -> Change? {
    guard let entry = try lastMinted(),
      case .change(let change, _, _)? = try readable(entry.location),
      change.dot.replica == state.replica
    else { return nil }
    return change
  }

  func lastMinted() throws(StoreError) -> IndexEntry? {
    try indexed { () throws(Index.Damaged) in try index.last(Space.minted) }
  }

  /// The greatest own counter in use; 0 if none.
  func ownCounter() throws(StoreError) -> Int { try lastOwnChange()?.dot.counter ?? 0 }

  func nextID() -> DocumentID { DocumentID(random: environment.random.nextBytes(16)) }
}

extension StoreCore.Stored {
  mutating func take(_ change: Change, took: Int, isOwn: Bool) {
    history.insert(change)
    guard isOwn else { return }
    minted.append((change, took))
    guard took > 0 else { return }
    drafts.removeAll { $0.number <= took }
    hasDraftedLife = drafts.contains { !$0.life.isEmpty }
  }
}
