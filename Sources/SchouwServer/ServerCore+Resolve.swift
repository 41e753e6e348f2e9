import SchouwCanon
import SchouwDocuments

extension ServerCore {
  /// Decides about a path by an ordinary change of the office that has seen just what was shown (rules D1, P7).
  ///
  /// - Parameter view: the clock of the document as it was shown.
  /// - Throws: `lookAgain` if something stands at, above or under the path that the view does not cover, or the
  ///   view is of another course of the log; `unknownDocument`; `badRequest` for a path that nobody may set or
  ///   a value that no change can have.
  func resolve(
    _ id: DocumentID,
    at path: JSONPointer,
    _ decision: AdminCommand.Decision,
    shown view: [ChangeName]
  ) throws(ServerError) -> JSONObject {
    guard let document = document(id) else { throw ServerError(.unknownDocument) }
    let fold = try history(of: document).fold
    guard !path.isReserved, !path.isRoot || decision.isLife else {
      throw ServerError(.badRequest, place: Place(path: "/path"))
    }
    let standing =
      fold.values.filter { $0.path.isAtOrAbove(path) || path.isAbove($0.path) }
      .flatMap(\.standing).map(\.name)
      + fold.life.filter { $0.path.isAtOrAbove(path) || path.isAbove($0.path) }
      .flatMap(\.standing).map(\.name)
    guard view.allSatisfy({ fold.contains($0) }),
      standing.allSatisfy({ fold.covers(view, $0) })
    else { throw ServerError(.lookAgain, place: Place(path: path.description)) }
    // The own line goes on where it ends: what it has on the path is covered by the view too (rule G4).
    let office = epoch.office
    let seen = view.filter { $0.replica != office } + fold.vector.filter { $0.replica == office }
    let name: ChangeName
    switch decision {
    case .value(let value):
      // Whoever writes under a hidden element keeps it (rule L2).
      let kept = fold.hiddenElements(atOrAbove: path).map { Change.LifeEntry($0, .kept) }
      name = try write(
        in: id,
        on: fold,
        seen: seen,
        set: [Change.PathValue(path, value)],
        life: kept
      )
    case .life(let life):
      name = try write(in: id, on: fold, seen: seen, life: [Change.LifeEntry(path, life)])
    }
    return ["doc": .string(id.description), "name": .string(name.description)]
  }
}

extension AdminCommand.Decision {
  fileprivate var isLife: Bool {
    guard case .life = self else { return false }
    return true
  }
}
