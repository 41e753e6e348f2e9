public import SchouwCanon
public import SchouwDocuments
public import SchouwJournal
public import SchouwTemplates

extension Store {
  /// What is shown of a document, this laptop's drafts included, and the view for the next edit.
  ///
  /// - Throws: ``StoreError`` `notFound`, `hasLeft`, `journal`.
  public func view(_ document: DocumentID) throws(StoreError) -> DocumentView {
    try reading { core throws(StoreError) in
      guard let view = try core.view(document) else {
        throw StoreError(.notFound, document: document)
      }
      guard !view.hasLeft else { throw StoreError(.hasLeft, document: document) }
      return view
    }
  }

  /// The view of somebody who was shown nothing of a document: its birth and this laptop's own line (rule D2).
  ///
  /// An edit made on it stands beside every value of a colleague that was never shown.
  public func unseenView(_ document: DocumentID) throws(StoreError) -> View {
    try reading { core throws(StoreError) in
      guard let stored = try core.stored(document) else {
        throw StoreError(.notFound, document: document)
      }
      guard !stored.hasLeft else { throw StoreError(.hasLeft, document: document) }
      // Only a birth of which no answer stands can be claimed by somebody who was shown nothing (rule B4).
      let fold = stored.history.fold
      let births = fold.standing(at: ReservedPath.kind).map(\.name)
      let answers = fold.values.filter { !$0.path.isReserved }.flatMap(\.standing)
      guard !answers.contains(where: { births.contains($0.name) }) else {
        throw StoreError(.lookAgain, document: document)
      }
      // The own line is that of the former replicas too, as far as it was written in this very store.
      var own: [Replica: ChangeName] = [:]
      for (change, _) in stored.minted where fold.contains(change.name) {
        own[change.dot.replica] = change.name
      }
      let vector = Set(births.filter { own[$0.replica] == nil } + own.values).sorted()
      return View(
        document: document,
        vector: vector,
        through: core.journal.nextNumber - 1,
        last: stored.drafts.last.map { View.Mark($0) }
      )
    }
  }

  /// A document in a list.
  public struct Row: Sendable {
    /// The document.
    public let id: DocumentID
    /// Its handle in this store.
    public let handle: String
    /// What is shown of it.
    public let document: DocumentView
  }

  /// Every document of this store that has not left it, in the order of the ids.
  ///
  /// - Parameter includingRemoved: whether removed documents are listed too.
  /// - Complexity: folds every document; a few microseconds for each.
  public func list(includingRemoved: Bool = false) throws(StoreError) -> [Row] {
    try reading { core throws(StoreError) in
      var rows: [Row] = []
      for id in try core.documents() {
        guard let view = try core.view(id), !view.hasLeft,
          includingRemoved || !view.shown.isRemoved
        else { continue }
        rows.append(Row(id: id, handle: try core.handle(of: id), document: view))
      }
      return rows
    }
  }

  /// The ids of all documents of this store, without reading them.
  public func documents() throws(StoreError) -> [DocumentID] {
    try reading { core throws(StoreError) in try core.documents() }
  }

  /// The documents whose ids begin with the letters of a handle (rule I7), at most a number of them.
  ///
  /// - Returns: none if nothing fits, several if the handle is too short to be unique.
  public func documents(
    withHandle handle: String,
    limit: Int = 10
  ) throws(StoreError) -> [DocumentID] {
    if let id = DocumentID(handle) {
      return try reading { core throws(StoreError) in
        try core.stored(id) == nil ? [] : [id]
      }
    }
    guard let range = DocumentID.range(ofLetters: handle) else { return [] }
    return try reading { core throws(StoreError) in try core.documents(in: range, limit: limit) }
  }

  /// The shortest prefix of at least five letters that no other document of this store shares.
  public func handle(of document: DocumentID) throws(StoreError) -> String {
    try reading { core throws(StoreError) in try core.handle(of: document) }
  }

  /// One line of a document's history.
  public struct HistoryEntry: Sendable {
    /// The change.
    public let change: Change
    /// Whether the office has it.
    public let isAtOffice: Bool
    /// Whether it is folded; else what it waits for.
    public let waitsFor: [ChangeName]?
  }

  /// Every change of a document that is held here, oldest stamp first.
  public func history(of document: DocumentID) throws(StoreError) -> [HistoryEntry] {
    try reading { core throws(StoreError) in
      guard let stored = try core.stored(document) else {
        throw StoreError(.notFound, document: document)
      }
      let entries = try core.indexed { () throws(Index.Damaged) in
        try core.index.entries(StoreCore.Space.document(document))
      }
      var unsent: Set<ChangeName> = []
      for entry in entries
      where entry.location.number > core.state.acknowledged
        && (entry.kind == StoreCore.Kind.ownChange || entry.kind == StoreCore.Kind.carriedChange)
      {
        if case .change(let change, _, _)? = try core.readable(entry.location) {
          unsent.insert(change.name)
        }
      }
      let waiting = stored.history.waiting
      return stored.history.sortedChanges
        .sorted { a, b in
          let (left, right) = (a.stamp.adjusted, b.stamp.adjusted)
          return left == right ? a.name < b.name : left < right
        }
        .map { change in
          HistoryEntry(
            change: change,
            isAtOffice: core.state.epoch != nil && !unsent.contains(change.name),
            waitsFor: waiting.first { $0.name == change.name }?.missing
          )
        }
    }
  }

  /// Why a path shows what it shows: the standing siblings in the order of the policy.
  public struct Explanation: Sendable {
    /// The path.
    public let path: JSONPointer
    /// The policy of its question.
    public let policy: Policy
    /// All different siblings, the one shown first.
    public let siblings: [StandingValue]
    /// The conflict, if there is more than one.
    public let conflict: ShownDocument.Conflict?
    /// Changes that wrote this path and were overwritten by somebody who had seen them, newest first.
    public let overwritten: [Change]
    /// Whether the path is under a hidden element.
    public let isHidden: Bool
  }

  /// Explains one path of a document.
  public func why(_ path: JSONPointer, in document: DocumentID) throws(StoreError) -> Explanation {
    try reading { core throws(StoreError) in
      guard let stored = try core.stored(document), let view = try core.view(document) else {
        throw StoreError(.notFound, document: document)
      }
      let fold = try core.previewFold(stored)
      let policy = view.template?.policies.policy(of: path) ?? .latest
      let standing = fold.standing(at: path)
      let names = Set(standing.map(\.name))
      let overwritten = stored.history.sortedChanges
        .filter { $0.paths.contains(path) && !names.contains($0.name) && fold.contains($0.name) }
        .sorted { $0.stamp.adjusted > $1.stamp.adjusted }
      return Explanation(
        path: path,
        policy: policy,
        siblings: policy.ordered(standing),
        conflict: view.shown.conflicts.first { $0.path == path },
        overwritten: overwritten,
        isHidden: fold.isHidden(path)
      )
    }
  }

  /// Reads the whole journal and compares every checksum; changes nothing.
  ///
  /// - Complexity: linear in the bytes of the store.
  public func verify() throws(StoreError) -> VerifyReport {
    do throws(JournalError) {
      return try Journal.verify(disk: environment.disk, folder: layout.segments)
    } catch {
      throw StoreError(error)
    }
  }

  /// A template by its hash; nil if this store does not hold it.
  public func template(_ id: Digest) throws(StoreError) -> Template? {
    try reading { core throws(StoreError) in try core.template(id) }
  }

  /// The digest of the documents of this store as they are shown, drafts left out (rule V4).
  ///
  /// - Parameter scopes: only documents of these scopes; nil for all that have not left.
  public func digest(scopes: Set<ScopeCode>? = nil) throws(StoreError) -> (
    digest: Digest, documents: Int
  ) {
    try reading { core throws(StoreError) in
      var digests: [(id: DocumentID, digest: Digest)] = []
      for id in try core.documents() {
        guard let stored = try core.stored(id), !stored.hasLeft, !stored.history.fold.isEmpty else {
          continue
        }
        let bare = ShownDocument(stored.history.fold)
        if let scopes, scopes.isDisjoint(with: bare.scopes) { continue }
        let policies = try bare.template.flatMap { id throws(StoreError) in try core.template(id) }?
          .policies
        digests.append(
          (id, ShownDocument(stored.history.fold, policies: policies ?? PolicyTable()).digest)
        )
      }
      return (ShownDocument.digest(of: digests), digests.count)
    }
  }
}

/// An element of a list as it is shown.
public struct ShownElement: Sendable {
  /// The element.
  public let path: JSONPointer
  /// Its position; empty if it has none.
  public let position: String
  /// Its shown registers.
  public let content: JSONObject
}

extension DocumentView {
  /// The elements of a list in the order in which they are shown (rule L0).
  public func elements(of group: JSONPointer) -> [ShownElement] {
    var value = JSONValue.object(shown.content)
    for token in group.tokens { value = value[token] ?? .null }
    guard case .object(let object) = value else { return [] }
    return object.members
      .compactMap { member -> ShownElement? in
        guard let path = group.appending(member.name), case .object(let content) = member.value
        else { return nil }
        return ShownElement(
          path: path,
          position: content["pos"]?.stringValue ?? "",
          content: content
        )
      }
      .sorted { a, b in
        a.position.utf8.elementsEqual(b.position.utf8)
          ? a.path < b.path : bytesPrecede(a.position, b.position)
      }
  }

  /// The shown value at a path; nil if there is none.
  public func value(at path: JSONPointer) -> JSONValue? {
    var value: JSONValue? = .object(shown.content)
    for token in path.tokens { value = value?[token] }
    return value
  }
}
