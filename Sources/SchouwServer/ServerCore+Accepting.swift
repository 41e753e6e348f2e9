import SchouwCanon
import SchouwDocuments

/// To release held changes, and to say what is still held behind them (rules V1, V2).
extension ServerCore {
  /// Releases held changes.
  ///
  /// - Parameter behind: whether what has seen them is released too, as far as the same device brought it and it
  ///   is held for the same reason: all else a person looks at by itself.
  /// - Returns: the acts, the changes that were released, and what has seen them and is still held.
  /// - Throws: as ``decide(_:declining:reason:)``.
  func accept(
    _ names: [ChangeName],
    reason: String?,
    behind: Bool
  ) throws(ServerError) -> JSONObject {
    let alike = Set(
      documents.flatMap(\.entries).filter { $0.released == 0 && names.contains($0.name) }
        .map { "\($0.from) \($0.held ?? "")" }
    )
    var acts: [JSONValue] = []
    var released = Set(names)
    var next = names
    // What came before its birth is held only once that is released.
    repeat {
      acts += try decide(next, declining: false, reason: reason)["acts"]?.arrayValue ?? []
      released.formUnion(next)
      guard behind else { break }
      next = try heldBehind(released)
        .filter { alike.contains("\($0.entry.from) \($0.entry.held ?? "")") }
        .map(\.entry.name)
    } while !next.isEmpty
    return [
      "acts": .array(acts), "behind": try behindRows(released),
      "released": .array(released.sorted().map { .string($0.description) }),
    ]
  }

  /// Whether a change is what the office itself decided before a restore, and a laptop brought back.
  ///
  /// It bears a replica by which the office wrote in an earlier epoch: nobody else may write under it, but nobody
  /// can prove either that the office did.
  func isReturned(_ entry: Entry) -> Bool {
    entry.released == 0 && ["act", "scope-change"].contains(entry.held)
      && entry.name.replica != epoch.office
      && epochs.contains { $0.epoch.office == entry.name.replica }
  }

  /// Releases all that the office decided before a restore and laptops brought back, in documents whose birth is
  /// here.
  ///
  /// - Returns: as ``accept(_:reason:behind:)``; no acts if there is nothing.
  func acceptReturned(reason: String?) throws(ServerError) -> JSONObject {
    var names: [ChangeName] = []
    for document in documents {
      let returned = document.entries.filter { isReturned($0) }
      guard !returned.isEmpty, !(try history(of: document)).fold.isEmpty else { continue }
      names += returned.map(\.name)
    }
    guard !names.isEmpty else { return ["acts": [], "behind": [], "released": []] }
    return try accept(names, reason: reason, behind: false)
  }

  /// What has seen some changes and is still held, as it is told to an administrator.
  func behindRows(_ names: Set<ChangeName>) throws(ServerError) -> JSONValue {
    .array(try heldBehind(names).map { row(ofHeld: $0.entry, in: $0.document) })
  }

  /// Held changes that have seen one of some changes, themselves or through others, in the order of the documents
  /// and of the log.
  private func heldBehind(
    _ names: Set<ChangeName>
  ) throws(ServerError) -> [(document: Document, entry: Entry)] {
    var found: [(document: Document, entry: Entry)] = []
    for document in documents.sorted(by: { $0.id < $1.id })
    where document.entries.contains(where: { names.contains($0.name) }) {
      var seen: [(name: ChangeName, seen: [ChangeName])] = []
      for entry in document.entries {
        let change = try change(at: entry.location)
        seen.append((change.name, change.seen))
      }
      var behind = names
      var count = 0
      while behind.count != count {
        count = behind.count
        for change in seen where change.seen.contains(where: { behind.contains($0) }) {
          behind.insert(change.name)
        }
      }
      for entry in document.entries
      where entry.released == 0 && behind.contains(entry.name) && !names.contains(entry.name) {
        found.append((document, entry))
      }
    }
    return found
  }
}
