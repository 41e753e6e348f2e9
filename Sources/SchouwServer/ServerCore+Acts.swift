import SchouwCanon
import SchouwDocuments
import SchouwJournal

/// The acts by which a person decides (section 9 of `Protocol/format.md`).
extension ServerCore {
  /// Moves a document (rule A1).
  func move(_ id: DocumentID, to scopes: [ScopeCode]) throws(ServerError) -> JSONObject {
    guard let document = document(id) else { throw ServerError(.unknownDocument) }
    let codes = JSONValue.array(scopes.map { .string($0.description) })
    let name = try write(
      in: id,
      on: try history(of: document).fold,
      set: [Change.PathValue(ReservedPath.scopes, codes)],
      act: ["scope": true]
    )
    return ["doc": .string(id.description), "name": .string(name.description)]
  }

  /// Releases held changes to the feed, or releases them and puts back what they covered (rules V2, A3).
  ///
  /// - Throws: `notHeld` if one of the changes is not held, bears the office's present replica (then it is
  ///   forged: the office has all its own), or is to be declined and waits for others; nothing is written then.
  func decide(
    _ names: [ChangeName],
    declining: Bool,
    reason: String? = nil
  ) throws(ServerError) -> JSONObject {
    var plans: [(document: Document, held: [Change])] = []
    for document in documents.sorted(by: { $0.id < $1.id }) {
      let entries = document.entries.filter { $0.released == 0 && names.contains($0.name) }
      guard !entries.isEmpty else { continue }
      var held: [Change] = []
      for entry in entries { held.append(try change(at: entry.location)) }
      plans.append((document, held.sorted { $0.name < $1.name }))
    }
    let found = Set(plans.flatMap { $0.held.map(\.name) })
    guard !names.isEmpty, Set(names) == found,
      !names.contains(where: { $0.replica == epoch.office })
    else {
      throw ServerError(.notHeld, place: Place(path: "/names"))
    }
    // All of it is tried before the first act is written.
    var folds: [(without: Fold, with: Fold)] = []
    for (document, held) in plans {
      let whole = try history(of: document)
      var with = DocumentHistory(document: document.id)
      for change in whole.sortedChanges where whole.fold.contains(change.name) {
        with.insert(change)
      }
      for change in held { with.insert(change) }
      let waits = held.contains { !with.fold.contains($0.name) }
      guard !with.fold.isEmpty, !(declining && waits) else {
        throw ServerError(.notHeld, place: Place(path: "/names"))
      }
      folds.append((whole.fold, with.fold))
    }
    var acts: [JSONValue] = []
    for ((document, held), folds) in zip(plans, folds) {
      let list = JSONValue.array(held.map { .string($0.name.description) })
      let putBack = declining ? PutBack(of: held, without: folds.without) : nil
      let isSplit = putBack?.takesTwoChanges == true
      var act: JSONObject = [declining ? "decline" : "accept": list]
      if let reason { act["reason"] = .string(reason) }
      let name = try write(
        in: document.id,
        on: folds.with,
        set: putBack?.values ?? [],
        life: isSplit ? [] : putBack?.life ?? [],
        act: act
      )
      acts.append(.string(name.description))
      if isSplit, let putBack, let document = self.document(document.id) {
        let second = try write(
          in: document.id,
          on: try history(of: document).fold,
          life: putBack.life
        )
        acts.append(.string(second.description))
      }
    }
    return ["acts": .array(acts)]
  }

  /// Closes a change that no store holds any more (rule A4): what waits for it folds.
  ///
  /// - Throws: `notHeld` if the office has the change or nothing waits for it.
  func close(_ name: ChangeName, in id: DocumentID) throws(ServerError) -> JSONObject {
    guard let document = document(id) else { throw ServerError(.unknownDocument) }
    let history = try history(of: document)
    guard !known.contains(name), history.voided[name] == nil,
      history.waiting.contains(where: { $0.missing.contains(name) })
    else { throw ServerError(.notHeld, place: Place(path: "/name")) }
    let after = history.fold.vector
      .last { $0.replica == name.replica && $0.counter < name.counter }
    let item: JSONValue = [
      "after": after.map { .string($0.description) } ?? .null, "name": .string(name.description),
    ]
    let act = try write(in: id, on: history.fold, act: ["void": [item]])
    return ["doc": .string(id.description), "name": .string(act.description)]
  }

  /// Stages a change by the office that has seen all of a fold, or what is named, its own line included.
  func write(
    in document: DocumentID,
    on fold: Fold,
    seen: [ChangeName]? = nil,
    set: [Change.PathValue] = [],
    life: [Change.LifeEntry] = [],
    act: JSONObject? = nil
  ) throws(ServerError) -> ChangeName {
    let replica = epoch.office
    let previous = fold.vector.last { $0.replica == replica }
    guard let author = Author("office"), let stamp = Stamp(milliseconds: clock(), offset: 0) else {
      throw ServerError(.badRequest, place: Place(path: "/time"))
    }
    let change: Change
    do throws(ChangeError) {
      change = try Change(
        document: document,
        dot: Dot(replica: replica, counter: officeCounter + 1),
        author: author,
        stamp: stamp,
        previous: previous.flatMap { fold.headHash(of: $0) },
        seen: seen ?? fold.vector,
        set: set,
        life: life,
        act: act,
        salt: random.nextBytes(16)
      )
    } catch {
      throw ServerError(.badRequest, place: error.place)
    }
    try stage([.change(change, LogRecord.Judgement(from: "office", via: replica))])
    return change.name
  }
}
