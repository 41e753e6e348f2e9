import SchouwCanon

/// All that is held of one document, folded as far as it is ready; the rest waits by name (rules F2, E2, A4).
///
/// Insert changes in any order, any number of times, and snapshots beside them: the fold is a function of
/// the set (rule F5). Nothing inserted is ever refused or dropped.
public struct DocumentHistory: Sendable {
  /// The document.
  public let document: DocumentID
  /// What stands.
  public private(set) var fold: Fold
  /// Every change held, by name; erased ones in their erased form.
  public private(set) var changes: [ChangeName: Change] = [:]
  /// Changes held whose name another change bears that counts in their place (rule F6): never folded;
  /// sorted by name, then by hash.
  public private(set) var impostors: [Change] = []
  /// Changes that are named by an erase act held here, or by one that a snapshot held here stands for.
  public private(set) var erased: Set<ChangeName> = []
  /// Changes that are closed by a void act held here, with their predecessors.
  public private(set) var voided: [ChangeName: ChangeName?] = [:]
  private var snapshots: [Fold] = []
  /// Changes that are not ready, under one name that each still lacks.
  private var waitingFor: [ChangeName: [ChangeName]] = [:]

  /// A change that is not ready, and what it waits for (rule F2).
  public struct Waiting: Sendable, Hashable {
    /// The change that waits.
    public let name: ChangeName
    /// The names that are not folded here, sorted; empty if it waits for a newer program.
    public let missing: [ChangeName]
  }

  /// Nothing of a document.
  public init(document: DocumentID) {
    self.document = document
    fold = Fold(document: document)
  }

  /// All changes held, in the order of their names; without ``impostors``.
  public var sortedChanges: [Change] { changes.values.sorted { $0.name < $1.name } }

  /// What waits, and for whom, in the order of the names.
  public var waiting: [Waiting] {
    // Nearly always all that is held is folded, and the number says so.
    if snapshots.isEmpty, voided.isEmpty, fold.lines.count == changes.count { return [] }
    return changes.values.filter { !fold.contains($0.name) }
      .map { change in
        Waiting(name: change.name, missing: missing(for: change))
      }
      .sorted { $0.name < $1.name }
  }

  private func missing(for change: Change) -> [ChangeName] {
    if let previous = voided[change.name] {
      return [previous].compactMap(\.self).filter { !fold.contains($0) }
    }
    // What `prev` stands for is not folded if a change of another hash bears its name (rule F2).
    let forged = previousFits(change) ? nil : change.previousName
    return change.seen.filter { !fold.contains($0) || $0 == forged }
  }

  /// Whether the fold can go as a snapshot in place of the changes (rule N3), as far as is known here.
  public var canBeSnapshot: Bool {
    voided.isEmpty && impostors.isEmpty && waiting.isEmpty && !fold.isEmpty
  }

  /// Takes in a change.
  ///
  /// - Returns: false if it was held already (in the same or the erased form).
  /// - Complexity: that of folding it and all that had waited for it.
  @discardableResult
  public mutating func insert(_ change: Change) -> Bool {
    precondition(change.document == document, "a history is of one document")
    let name = change.name
    if let held = changes[name] {
      guard held.hash == change.hash else { return insert(change, beside: held) }
      // The erased form of a change that is held inline destroys it here too.
      if case .erased = change.body, case .inline = held.body {
        changes[name] = change
        if fold.contains(name) { fold.erase([name]) }
      }
      return false
    }
    changes[name] = erased.contains(name) ? change.erased() : change
    if change.isUnderstood { take(change.act) }
    if fold.contains(name) {
      if voided[name] != nil { fold.learnHash(change.hash, ofVoided: name) }
      if case .erased = change.body { fold.erase([name]) }
    } else {
      foldIfReady(name)
    }
    return true
  }

  /// Takes in a change that bears the name of another one: the smaller hash counts (rule F6).
  private mutating func insert(_ change: Change, beside held: Change) -> Bool {
    let name = change.name
    if let index = impostors.firstIndex(where: { $0.name == name && $0.hash == change.hash }) {
      if case .erased = change.body { impostors[index] = change }
      return false
    }
    let change = erased.contains(name) ? change.erased() : change
    let counts = change.hash < held.hash
    changes[name] = counts ? change : held
    impostors.append(counts ? held : change)
    impostors.sort { ($0.name, $0.hash) < ($1.name, $1.hash) }
    if change.isUnderstood { take(change.act) }
    if counts {
      if fold.contains(name) { refold() } else { foldIfReady(name) }
    }
    return true
  }

  /// Takes in a snapshot beside the changes (rules N2, N3).
  public mutating func insert(snapshot: Fold) {
    precondition(snapshot.document == document, "a history is of one document")
    snapshots.append(snapshot)
    erase(snapshot.pendingErasures)
    // What a snapshot has folded stays; under one of its names there may be another change here (F6).
    let isNew = !changes.keys.contains { snapshot.contains($0) }
    if voided.isEmpty && isNew {
      fold = fold.joined(with: snapshot)
      eraseWhatSnapshotsHave()
      foldAllReady()
    } else {
      refold()
    }
  }

  private mutating func take(_ act: Act?) {
    switch act {
    case .erase(let names): erase(names)
    case .void(let items):
      for item in items where closes(item) {
        voided[item.name] = .some(item.after)
        // It may be folded with its content already: then the fold is made anew (rule A4).
        if fold.contains(item.name) { refold() } else { foldIfReady(item.name) }
      }
    default: break
    }
  }

  /// Whether an item of a void act is the one that counts so far: of several, the one with the least
  /// predecessor, which covers least.
  private func closes(_ item: Act.Voided) -> Bool {
    guard let known = voided[item.name] else { return true }
    guard let before = known else { return false }
    return item.after.map { $0 < before } ?? true
  }

  private mutating func erase(_ names: [ChangeName]) {
    let new = names.filter { erased.insert($0).inserted }
    for name in new {
      if let held = changes[name] { changes[name] = held.erased() }
      for index in impostors.indices where impostors[index].name == name {
        impostors[index] = impostors[index].erased()
      }
    }
    fold.erase(new)
  }

  /// Destroys what acts name and what is held in the erased form, where a snapshot still has it (rule E3);
  /// no act names the latter, so it is never listed as pending (rule N1).
  private mutating func eraseWhatSnapshotsHave() {
    fold.erase(erased)
    for (name, change) in changes where fold.contains(name) {
      if case .erased = change.body { fold.erase([name]) }
    }
  }

  /// Folds a change if it is ready, and then what had waited for it.
  private mutating func foldIfReady(_ first: ChangeName) {
    var queue = [first]
    while let name = queue.popLast() {
      guard !fold.contains(name) else { continue }
      if let previous = voided[name] {
        if let previous, !fold.contains(previous) {
          waitingFor[previous, default: []].append(name)
          continue
        }
        fold.foldVoid(name, hash: changes[name]?.hash, after: previous)
      } else {
        guard let change = changes[name], change.isUnderstood else { continue }
        if let missing = change.seen.first(where: { !fold.contains($0) }) {
          waitingFor[missing, default: []].append(name)
          continue
        }
        guard previousFits(change) else { continue }
        fold.fold(change)
      }
      queue += waitingFor.removeValue(forKey: name) ?? []
    }
  }

  /// Whether the folded predecessor has the full hash that `prev` says, as far as it is known here.
  private func previousFits(_ change: Change) -> Bool {
    guard let previous = change.previous, let name = change.previousName else {
      return change.previous == nil
    }
    let known =
      snapshots.lazy.compactMap { $0.headHash(of: name) }.first ?? changes[name]?.hash
    return known == nil || known == previous
  }

  private mutating func foldAllReady() {
    waitingFor = [:]
    for name in (Array(changes.keys) + Array(voided.keys)).sorted() { foldIfReady(name) }
  }

  private mutating func refold() {
    fold = Fold(document: document)
    for snapshot in snapshots { fold = fold.joined(with: snapshot) }
    eraseWhatSnapshotsHave()
    foldAllReady()
  }
}
