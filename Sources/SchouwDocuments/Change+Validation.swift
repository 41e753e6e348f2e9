public import SchouwCanon

extension Change {
  /// Checks what no single member shows: G4 (`seen` against `prev`), G6 (overlaps), B1 (births).
  func validate() throws(ChangeError) {
    guard isUnderstood else { return }
    try validateSeen()
    try validateOverlaps()
    try validateBirth()
    if act == .unknown { throw ChangeError(.badMember, rule: "A", member: "/act") }
    if act == .scope && !writes(ReservedPath.scopes) {
      throw ChangeError(.badMember, rule: "A1", member: "/act/scope")
    }
  }

  private func validateSeen() throws(ChangeError) {
    for (earlier, later) in zip(seen, seen.dropFirst()) where !(earlier < later) {
      throw ChangeError(.badSeen, rule: "G4", member: "/seen")
    }
    let own = seen.filter { $0.replica == dot.replica }
    guard let previous else {
      guard own.isEmpty else { throw ChangeError(.badSeen, rule: "G4", member: "/prev") }
      return
    }
    let check = Check(of: previous)
    guard own.filter({ $0.counter < dot.counter && $0.check == check }).count == 1 else {
      throw ChangeError(.badSeen, rule: "G4", member: "/seen")
    }
  }

  private func validateOverlaps() throws(ChangeError) {
    let removed = life.filter { $0.life == .removed }
    if case .inline(let set) = body, removed.isEmpty, set.isInByteOrder {
      if set.overlap { throw ChangeError(.overlap, rule: "G6", member: "/set") }
      return
    }
    let sorted = paths.sorted()
    for (index, path) in sorted.enumerated() {
      // Everything under a path follows it in byte order while it shares the path as a prefix.
      for later in sorted[(index + 1)...] {
        guard hasBytesPrefix(later.description, path.description) else { break }
        if path.isAbove(later) { throw ChangeError(.overlap, rule: "G6", member: "/set") }
      }
      if removed.contains(where: { $0.path.isAtOrAbove(path) }) {
        throw ChangeError(.overlap, rule: "G6", member: "/life")
      }
    }
  }

  private func validateBirth() throws(ChangeError) {
    guard isBirth else { return }
    for path in ReservedPath.all where !writes(path) {
      throw ChangeError(.badBirth, rule: "B1", member: path.description)
    }
    guard case .inline = body else { return }
    guard value(at: ReservedPath.kind)?.stringValue != nil else {
      throw ChangeError(.badBirth, rule: "B1", member: ReservedPath.kind.description)
    }
    guard value(at: ReservedPath.template)?.stringValue.flatMap({ Digest(base64URL: $0) }) != nil
    else { throw ChangeError(.badBirth, rule: "B1", member: ReservedPath.template.description) }
    guard let scopes = ReservedPath.scopes(in: value(at: ReservedPath.scopes)), !scopes.isEmpty
    else { throw ChangeError(.badBirth, rule: "B1", member: ReservedPath.scopes.description) }
  }
}

/// The reserved registers of a document (rule B1).
public enum ReservedPath {
  /// What sort of document it is.
  public static let kind = reserved("/@kind")
  /// The hash of its template.
  public static let template = reserved("/@template")
  /// For whom it is.
  public static let scopes = reserved("/@scopes")

  /// All of them.
  static let all = [kind, template, scopes]

  /// The scopes in the value of the register; nil if it is not a list of scopes.
  public static func scopes(in value: JSONValue?) -> [ScopeCode]? {
    guard let items = value?.arrayValue else { return nil }
    var scopes: [ScopeCode] = []
    for item in items {
      guard let scope = item.stringValue.flatMap({ ScopeCode($0) }) else { return nil }
      scopes.append(scope)
    }
    return scopes
  }

  private static func reserved(_ text: String) -> JSONPointer {
    guard let path = JSONPointer(text) else { preconditionFailure("a reserved path is a pointer") }
    return path
  }
}
