import SchouwDocuments

extension Change {
  /// Whether it writes for whom the document is: the register itself, or under it, which unsets it (rule S1).
  var setsScopes: Bool {
    switch body {
    case .inline(let set): set.writes(atOrUnder: ReservedPath.scopes)
    case .erased(let paths, _): paths.contains { ReservedPath.scopes.isAtOrAbove($0) }
    }
  }
}
