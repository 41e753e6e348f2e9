import SchouwCanon
import SchouwDocuments
import SchouwJournal
import SchouwTemplates

extension StoreCore {
  /// What is shown of a document, drafts included; nil if there is nothing of it.
  func view(_ id: DocumentID) throws(StoreError) -> DocumentView? {
    guard let stored = try stored(id) else { return nil }
    var fold = stored.history.fold
    // Drafts are shown as the changes that they would be minted to.
    let template = try template(of: stored)
    let minted = try mint(stored, template: template, counter: Limits.counterMax / 2) {
      [UInt8](repeating: 0, count: 16)
    }
    if !minted.isEmpty {
      var preview = stored.history
      for item in minted { preview.insert(item.change) }
      fold = preview.fold
    }
    let shown = ShownDocument(fold, policies: template?.policies ?? PolicyTable())
    return DocumentView(
      view: View(
        document: id,
        vector: stored.history.fold.vector,
        through: journal.nextNumber - 1,
        last: stored.drafts.last.map { View.Mark($0) }
      ),
      shown: shown,
      template: template,
      waiting: stored.history.waiting,
      drafts: stored.drafts.count,
      hasLeft: stored.hasLeft
    )
  }

  private func template(of stored: Stored) throws(StoreError) -> Template? {
    var id = ShownDocument(stored.history.fold).template
    if id == nil {
      let value = stored.drafts.lazy.flatMap(\.set).first { $0.path == ReservedPath.template }?
        .value
      id = value?.stringValue.flatMap { Digest(base64URL: $0) }
    }
    guard let id else { return nil }
    return try template(id)
  }

  private func mint(
    _ stored: Stored,
    template: Template?,
    counter: Int,
    salt: () -> [UInt8]
  ) throws(StoreError) -> [Minting.Minted] {
    guard !stored.drafts.isEmpty else { return [] }
    do throws(ChangeError) {
      return try Minting.mint(
        stored,
        replica: state.replica,
        counter: counter,
        isPersonal: { template?.question(of: $0)?.isPersonal ?? false },
        defect: environment.defect,
        salt: salt
      )
    } catch {
      throw StoreError(.badEdit, place: error.place, document: stored.history.document)
    }
  }

  /// Stages the draft of a new document.
  func create(
    _ id: DocumentID,
    kind: String,
    template: Digest,
    scopes: [ScopeCode],
    set: [Change.PathValue],
    by author: Author
  ) throws(StoreError) -> View {
    guard !scopes.isEmpty else { throw StoreError(.badCode, place: Place(path: "/@scopes")) }
    for value in set where value.path.isReserved || value.path.isRoot {
      throw StoreError(.badPath, place: Place(path: value.path.description))
    }
    let birth =
      [
        Change.PathValue(ReservedPath.kind, .string(kind)),
        Change.PathValue(ReservedPath.scopes, .array(scopes.map { .string($0.description) })),
        Change.PathValue(ReservedPath.template, .string(template.base64URL)),
      ] + set
    let view = View(document: id, vector: [], through: journal.nextNumber - 1)
    return try draft(view, set: birth, life: [], by: author)
  }

  /// Stages an edit made on a view, after asking whether somebody here was quicker (rule D2).
  func edit(
    _ view: View,
    set: [Change.PathValue],
    life: [Change.LifeEntry],
    by author: Author
  ) throws(StoreError) -> View {
    for value in set {
      guard !value.path.isRoot, !value.path.isReserved else {
        throw StoreError(.badPath, place: Place(path: value.path.description))
      }
    }
    guard let stored = try stored(view.document) else {
      throw StoreError(.notFound, document: view.document)
    }
    guard !stored.hasLeft else { throw StoreError(.hasLeft, document: view.document) }
    // A view of another store, or of this one before it was put back from a backup: the change would
    // wait for ever for what is not held.
    guard view.vector.allSatisfy({ stored.history.fold.contains($0) }) else {
      throw StoreError(.lookAgain, document: view.document)
    }
    // Without a birth that is folded or drafted here there is nothing that an edit could have seen.
    let hasBirth = stored.drafts.contains { $0.set.contains { $0.path == ReservedPath.kind } }
    guard hasBirth || !stored.history.fold.isEmpty else {
      throw StoreError(.badEdit, document: view.document)
    }
    let sawAll = try lookAgain(view, set: set, life: life)
    // Whoever writes under a hidden element keeps it (rule L2).
    var life = life
    if stored.history.fold.life.isEmpty == false
      || stored.hasDraftedLife
    {
      let fold = try previewFold(stored)
      for value in set {
        for element in fold.hiddenElements(atOrAbove: value.path)
        where !life.contains(where: { $0.path == element }) {
          life.append(Change.LifeEntry(element, .kept))
        }
      }
    }
    var next = try draft(view, set: set, life: life, by: author)
    if sawAll, let last = next.own.last {
      next.through = max(next.through, last)
      next.own = []
    }
    return next
  }

  /// Asks whether a draft that the view did not show, minted meanwhile or not, touches what is edited.
  ///
  /// Every change of this store was a draft first, so this is all that can have come in between (rule D2).
  /// - Returns: whether the view showed every local draft there is.
  private func lookAgain(
    _ view: View,
    set: [Change.PathValue],
    life: [Change.LifeEntry]
  ) throws(StoreError) -> Bool {
    var sawAll = true
    if environment.defect == .neverLooksAgain { return true }
    guard try isStillHere(view.last, of: view.document) else {
      throw StoreError(.lookAgain, document: view.document)
    }
    let later = try indexed { () throws(Index.Damaged) in
      try index.entries(Space.document(view.document), after: view.through)
    }
    for entry in later where entry.kind == Kind.draft && !view.shows(entry.location.number) {
      guard case .draft(let draft)? = try readable(entry.location),
        !draft.overlaps(set: set, life: life)
      else { throw StoreError(.lookAgain, document: view.document) }
      sawAll = false
    }
    return sawAll
  }

  /// Whether the last draft that a view showed is the one that has its number now.
  private func isStillHere(
    _ mark: View.Mark?,
    of document: DocumentID
  ) throws(StoreError) -> Bool {
    guard let mark else { return true }
    let entries = try indexed { () throws(Index.Damaged) in
      try index.entries(Space.document(document), after: mark.number - 1)
    }
    guard let entry = entries.first, entry.location.number == mark.number,
      case .draft(let draft)? = try readable(entry.location)
    else { return false }
    return CRC32C.of(draft.recordBytes) == mark.check
  }

  /// The fold with drafts as the changes that they would be minted to.
  func previewFold(_ stored: Stored) throws(StoreError) -> Fold {
    let template = try template(of: stored)
    let minted = try mint(stored, template: template, counter: Limits.counterMax / 2) {
      [UInt8](repeating: 0, count: 16)
    }
    var preview = stored.history
    for item in minted { preview.insert(item.change) }
    return preview.fold
  }

  private func draft(
    _ view: View,
    set: [Change.PathValue],
    life: [Change.LifeEntry],
    by author: Author
  ) throws(StoreError) -> View {
    guard let stamp = Stamp(milliseconds: environment.clock(), offset: state.offset) else {
      throw StoreError(.badEdit, place: Place(path: "/time"), document: view.document)
    }
    for value in set where !Self.isJSON(value.value) {
      throw StoreError(
        .badEdit,
        place: Place(path: value.path.description),
        document: view.document
      )
    }
    let draft = Draft(
      number: 0,
      document: view.document,
      author: author,
      stamp: stamp,
      set: set,
      life: life,
      vector: view.vector
    )
    try check(draft)
    let location = try stage([.draft(draft)])[0]
    var next = view
    if location.number == next.through + 1 {
      next.through = location.number
    } else {
      next.own.append(location.number)
    }
    return next
  }

  /// Refuses at once what could not be minted later: what is acknowledged must be able to leave.
  private func check(_ draft: Draft) throws(StoreError) {
    let isBirth = draft.set.contains { $0.path == ReservedPath.kind }
    if !isBirth, isPlain(draft) { return }
    let other = Dot(replica: Replica(bits: ~state.replica.bits), counter: 1)
    guard let check = Check("AAAAAAAA") else { return }
    let others = draft.vector.filter { $0.replica != state.replica && $0.replica != other.replica }
    let size: Int
    do throws(ChangeError) {
      size = try Change(
        document: draft.document,
        dot: Dot(replica: state.replica, counter: Limits.counterMax),
        author: draft.author,
        stamp: draft.stamp,
        previous: nil,
        seen: isBirth ? [] : others + [ChangeName(dot: other, check: check)],
        set: draft.set,
        life: draft.life,
        salt: [UInt8](repeating: 0, count: 16)
      ).bytes.count
    } catch {
      let code: StoreError.Code = error.code == .tooLarge ? .tooLarge : .badEdit
      throw StoreError(code, place: error.place, document: draft.document)
    }
    // `prev` and the entries of the own lines come to it when it is minted.
    let own = 128 + 48 * (state.formerReplicas.count + 1)
    guard size + own <= Limits.recordBytesMax else {
      throw StoreError(.tooLarge, document: draft.document)
    }
  }

  /// Whether JSON can say a value: it knows no infinity and nothing that is not a number.
  private static func isJSON(_ value: JSONValue) -> Bool {
    switch value {
    case .number(let number): number.isFinite
    case .array(let items): items.allSatisfy { isJSON($0) }
    case .object(let object): object.members.allSatisfy { isJSON($0.value) }
    default: true
    }
  }

  /// Whether a draft is one small answer that breaks no rule: then it needs no change made to see so.
  private func isPlain(_ draft: Draft) -> Bool {
    guard draft.set.count == 1, draft.life.isEmpty, draft.vector.count < 100,
      let value = draft.set.first?.value
    else { return false }
    switch value {
    case .string(let text): return text.utf8.count < 100_000
    case .number, .bool, .null: return true
    case .array, .object: return false
    }
  }

  /// Stages the changes that the drafts of some documents become; how many.
  ///
  /// - Parameter documents: nil for the next documents that have drafts, as many as go into one batch. Then one
  ///   whose drafts make no change is passed over (what they stood on may be damaged) and keeps its drafts: it
  ///   stops nobody else.
  /// - Returns: how many changes, and whether no further document has drafts.
  @discardableResult
  func mintDrafts(
    of documents: [DocumentID]? = nil
  ) throws(StoreError) -> (count: Int, isWhole: Bool) {
    let found: (ids: [DocumentID], next: Int?)
    if let documents {
      found = (documents, nil)
    } else {
      found = try documentsWithDrafts(limit: Self.mintedDocumentsMax)
    }
    // Whoever cannot show the own line unbroken goes on under a new id (rule F3).
    for id in found.ids where try waitsForItself(id) {
      try drawReplica()
      break
    }
    var counter = try ownCounter()
    var records: [LocalRecord] = []
    func take(_ stored: Stored) throws(StoreError) {
      let template = try template(of: stored)
      let minted = try mint(stored, template: template, counter: counter + 1) {
        environment.random.nextBytes(16)
      }
      for item in minted {
        records.append(.change(item.change, took: item.took, via: .own))
        counter = item.change.dot.counter
      }
    }
    if let documents {
      for id in documents {
        if let stored = try stored(id), !stored.drafts.isEmpty { try take(stored) }
      }
      if !records.isEmpty { try stage(records) }
      return (records.count, true)
    }
    let (ids, next) = found
    var through = next.map { $0 - 1 } ?? journal.nextNumber - 1
    for id in ids {
      guard let stored = try stored(id), let first = stored.drafts.first else { continue }
      do throws(StoreError) {
        try take(stored)
      } catch {
        guard error.code == .badEdit else { throw error }
        through = min(through, first.number - 1)
      }
    }
    if !records.isEmpty { try stage(records) }
    if through > state.minted, !records.isEmpty { try change { $0.minted = through } }
    return (records.count, next == nil)
  }

  /// Whether the last own change of a document with drafts is not folded here: a record before it is damaged.
  private func waitsForItself(_ id: DocumentID) throws(StoreError) -> Bool {
    guard let stored = try stored(id), !stored.drafts.isEmpty,
      let last = stored.minted.last(where: { $0.change.dot.replica == state.replica })
    else { return false }
    return !stored.history.fold.contains(last.change.name)
  }

  /// Documents that are minted in one batch: their changes stay far below what a batch may have.
  private static let mintedDocumentsMax = 5_000

  /// Documents that have drafts, in the order of the drafts, at most a number of them; and the number of the
  /// first draft that was not looked at, if there is one.
  private func documentsWithDrafts(
    limit: Int
  ) throws(StoreError) -> (ids: [DocumentID], next: Int?) {
    let after = state.minted
    let entries = try indexed { () throws(Index.Damaged) in
      try index.entries(Space.drafts, after: after)
    }
    var known: Set<DocumentID> = []
    var ids: [DocumentID] = []
    for entry in entries {
      if ids.count >= limit { return (ids, entry.location.number) }
      guard case .draft(let draft)? = try readable(entry.location),
        known.insert(draft.document).inserted,
        let stored = try stored(draft.document), !stored.drafts.isEmpty,
        !(stored.hasLeft && environment.defect == .dropsDraftsOfWhatLeft)
      else { continue }
      ids.append(draft.document)
    }
    return (ids, nil)
  }
}
