public import SchouwDocuments
import SchouwJournal

extension Store {
  /// Where the work of this laptop is, document by document; changes nothing.
  ///
  /// - Complexity: reads the changes that are not known to be in a backup, and every own change if the office
  ///   holds or refused any; steps back over the answers of the office since its last backup.
  /// - Throws: ``StoreError`` `journal`, `damagedFile`.
  public func custody() throws(StoreError) -> CustodyReport {
    try reading { core throws(StoreError) in try core.custody() }
  }

  /// Where this laptop's work on one document is; changes nothing.
  ///
  /// - Throws: ``StoreError`` `notFound`, `journal`, `damagedFile`.
  public func custody(of document: DocumentID) throws(StoreError) -> Custody {
    try reading { core throws(StoreError) in
      try core.custody(of: document, try CustodyCounter(core))
    }
  }
}

extension StoreCore {
  func custody() throws(StoreError) -> CustodyReport {
    let start = try CustodyCounter(self)
    var counter = start
    for space in [Space.minted, Space.carried] {
      let entries = try indexed { () throws(Index.Damaged) in try index.entries(space) }
      for entry in entries { try counter.count(entry, self) }
    }
    // What a restored office may lack is owed to it, whoever wrote it.
    for location in try outbox() where !counter.counted.contains(location.number) {
      let entry = IndexEntry(key: Space.received, kind: Kind.officeChange, location: location)
      try counter.count(entry, self)
    }
    var report = CustodyReport()
    report.total = counter.total
    for id in counter.open.union(try draftedDocuments()).sorted() {
      let custody = try custody(of: id, start)
      report.total.drafts += custody.drafts
      guard !custody.isArchived || custody.held > 0 else { continue }
      report.documents.append(
        CustodyReport.Row(
          id: id,
          handle: try handle(of: id),
          kind: try view(id)?.shown.kind,
          custody: custody
        )
      )
    }
    return report
  }

  /// Where the work on one document is, counted from nothing.
  fileprivate func custody(
    of document: DocumentID,
    _ start: CustodyCounter
  ) throws(StoreError) -> Custody {
    guard let stored = try stored(document) else {
      throw StoreError(.notFound, document: document)
    }
    let entries = try indexed { () throws(Index.Damaged) in
      try index.entries(Space.document(document))
    }
    var counter = start
    for entry in entries where Kind.isChange(entry.kind) { try counter.count(entry, self) }
    counter.total.drafts = stored.drafts.count
    return counter.total
  }

  /// The documents that have a draft which may not be minted.
  private func draftedDocuments() throws(StoreError) -> Set<DocumentID> {
    let after = state.minted
    let entries = try indexed { () throws(Index.Damaged) in
      try index.entries(Space.drafts, after: after)
    }
    var documents: Set<DocumentID> = []
    for entry in entries {
      if case .draft(let draft)? = try readable(entry.location) { documents.insert(draft.document) }
    }
    return documents
  }

  /// The number of the journal up to which all that was owed to the office is in a backup of it (rules X6, X7).
  ///
  /// A record is there if the office stood at a sequence that is in the backup when it acknowledged the record, and
  /// did not take that back since: whatever a later answer found lacking, or a restore threw back, counts anew.
  func archivedNumber() throws(StoreError) -> Int {
    guard state.epoch != nil, state.archivedSequence > 0 else { return 0 }
    let states = try indexed { () throws(Index.Damaged) in try index.entries(Space.state) }
    var number = state.acknowledged
    for entry in states.reversed() {
      guard number > 0 else { break }
      // Of a state that does not read nobody knows what it took back.
      guard case .state(let past)? = try readable(entry.location) else { return 0 }
      number = min(number, past.acknowledged)
      if past.epoch != nil, past.officeHead <= state.archivedSequence { return number }
    }
    return 0
  }
}

extension StoreCore.Kind {
  /// Whether an entry leads to a change.
  static func isChange(_ kind: UInt8) -> Bool {
    kind == ownChange || kind == officeChange || kind == carriedChange
  }
}

/// Counts changes by where they are.
private struct CustodyCounter {
  private let acknowledged: Int
  private let returning: Int
  private let archived: Int
  private var held: Set<ChangeName> = []
  private var refused: Set<ChangeName> = []
  private(set) var counted: Set<Int> = []
  var total = Custody()
  /// Documents that have work which is not in a backup, or is held.
  private(set) var open: Set<DocumentID> = []

  init(_ core: StoreCore) throws(StoreError) {
    acknowledged = core.state.acknowledged
    returning = core.state.returning
    archived = try core.archivedNumber()
    for item in try core.judged() where item.isHeld {
      if item.why.hasPrefix("refused-") {
        refused.insert(item.name)
      } else {
        held.insert(item.name)
      }
    }
  }

  mutating func count(_ entry: IndexEntry, _ core: StoreCore) throws(StoreError) {
    let number = entry.location.number
    // What came from the office is at the office, unless that was restored and has not got it back.
    if entry.kind == StoreCore.Kind.officeChange, number <= acknowledged || number > returning {
      return
    }
    counted.insert(number)
    var custody = Custody()
    guard number > archived || !held.isEmpty || !refused.isEmpty else {
      total.archived += 1
      return
    }
    var change: Change?
    if case .change(let read, _, _)? = try core.readable(entry.location) { change = read }
    if let name = change?.name, refused.contains(name) {
      custody.refused = 1
    } else if number > acknowledged {
      custody.unsent = 1
    } else {
      if number > archived { custody.received = 1 } else { custody.archived = 1 }
      if let name = change?.name, held.contains(name) { custody.held = 1 }
    }
    total += custody
    if let change, !custody.isArchived || custody.held > 0 { open.insert(change.document) }
  }
}
