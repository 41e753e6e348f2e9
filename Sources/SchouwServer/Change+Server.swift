import SchouwDocuments

extension Change {
  /// Whether it writes for whom the document is: the register itself, or under it, which unsets it (rule S1).
  var setsScopes: Bool { paths.contains { ReservedPath.scopes.isAtOrAbove($0) } }
}
