public import SchouwCanon

/// A document as it is shown, and why: a pure function of the fold and the template (rules V1 to V4).
public struct ShownDocument: Sendable {
  /// The document.
  public let id: DocumentID
  /// What sort of document it is; nil while its birth is not folded.
  public let kind: String?
  /// The hash of its template.
  public let template: Digest?
  /// For whom it is.
  public let scopes: [ScopeCode]
  /// The version vector that is shown: what an edit made on this view has seen.
  public let clock: [ChangeName]
  /// The shown values, nested; erased ones are null, hidden ones absent.
  public let content: JSONObject
  /// Every path with more than one different sibling, and every value above a branch.
  public let conflicts: [Conflict]
  /// Standing removals of elements that nevertheless live.
  public let removals: [Removal]
  /// The topmost hidden elements; the root if the document itself is removed.
  public let hidden: [JSONPointer]

  /// Siblings at one path, the one shown, and the reason.
  public struct Conflict: Sendable, Hashable {
    /// Where.
    public let path: JSONPointer
    /// The policy of the question.
    public let policy: Policy
    /// The different siblings, in the order of the policy: the first is shown, save for a union or where
    /// a branch is shown instead.
    public let siblings: [StandingValue]
    /// Why what is shown is shown.
    public let reason: Reason
    /// The joined list of a union.
    public let joined: JSONValue?

    /// Whether somebody should decide (rule S3).
    public var isOpen: Bool { reason == .branch || policy.leavesConflictOpen }
  }

  /// A removal that did not hide its element.
  public struct Removal: Sendable, Hashable {
    /// The element.
    public let path: JSONPointer
    /// The change that removed it.
    public let name: ChangeName
    /// Who removed it.
    public let author: Author
    /// When, by the author's clock.
    public let stamp: Stamp
  }

  /// Why one sibling is shown before the others.
  public enum Reason: String, Sendable, Hashable, CaseIterable {
    /// It was written last, by the clocks.
    case latest
    /// The clocks say the same; the greater name decides.
    case name
    /// It is the worst on the question's scale.
    case severest
    /// It is the greatest number.
    case highest
    /// It is the smallest number.
    case lowest
    /// The lists are joined.
    case union
    /// All are shown side by side.
    case all
    /// A person must decide; the last written is shown until then.
    case ask
    /// Deeper values are shown; this one was written for the whole branch.
    case branch
    /// The other was erased.
    case erased
  }

  /// Shows a fold by the policies of its template.
  public init(_ fold: Fold, policies: PolicyTable = PolicyTable()) {
    id = fold.document
    clock = fold.vector
    hidden = fold.hiddenElements
    removals = fold.contestedRemovals.map {
      Removal(
        path: $0.path,
        name: $0.removal.name,
        author: $0.removal.author,
        stamp: $0.removal.stamp
      )
    }
    func register(_ path: JSONPointer) -> JSONValue? {
      Policy.latest.ordered(fold.standing(at: path)).first?.value
    }
    kind = register(ReservedPath.kind)?.stringValue
    template = register(ReservedPath.template)?.stringValue.flatMap { Digest(base64URL: $0) }
    scopes = ReservedPath.scopes(in: register(ReservedPath.scopes)) ?? []
    // A removed document is shown as it would be without that removal: its hidden parts stay hidden (V2).
    let hiddenParts = fold.life.map(\.path).filter { !$0.isRoot && fold.isHiddenItself($0) }
    var builder = ContentBuilder()
    var conflicts: [Conflict] = []
    for (index, entry) in fold.values.enumerated() {
      let policy = entry.path.isReserved ? .latest : policies.policy(of: entry.path)
      let siblings = policy.ordered(entry.standing)
      let isLeaf = !Self.hasBranch(below: index, in: fold.values)
      let joined = policy == .union && siblings.count > 1 ? Policy.union(of: siblings) : nil
      if siblings.count > 1 || !isLeaf {
        conflicts.append(
          Conflict(
            path: entry.path,
            policy: policy,
            siblings: siblings,
            reason: isLeaf ? Self.reason(policy, siblings) : .branch,
            joined: joined
          )
        )
      }
      guard isLeaf, !entry.path.isReserved, let first = siblings.first,
        !hiddenParts.contains(where: { $0.isAtOrAbove(entry.path) })
      else { continue }
      builder.set(entry.path.tokens[...], joined ?? first.value ?? .null)
    }
    content = builder.object
    self.conflicts = conflicts
  }

  /// Whether the document itself is removed.
  public var isRemoved: Bool { hidden.first?.isRoot == true }

  /// How many conflicts somebody should decide, contested removals included.
  public var openConflicts: Int { conflicts.filter(\.isOpen).count + removals.count }

  /// Whether a value stands below a path: what follows in byte order and begins with the path.
  private static func hasBranch(below index: Int, in values: [Fold.PathValues]) -> Bool {
    let path = values[index].path
    for later in values[(index + 1)...] {
      guard later.path.description.utf8.starts(with: path.description.utf8) else { return false }
      if path.isAbove(later.path) { return true }
    }
    return false
  }

  private static func reason(_ policy: Policy, _ siblings: [StandingValue]) -> Reason {
    guard siblings.count > 1 else { return .latest }
    let byStamp: Reason =
      siblings[0].stamp.adjusted == siblings[1].stamp.adjusted ? .name : .latest
    if siblings[1].value == nil { return .erased }
    switch policy {
    case .latest: return byStamp
    case .union: return .union
    case .all: return .all
    case .ask: return .ask
    case .severest, .highest, .lowest:
      // Where the policy does not tell the first two apart, the stamp or the name did.
      let tie = policy.ordered([siblings[0], siblings[1].renamed(after: siblings[0])])
      if tie.first?.content != siblings[0].content { return byStamp }
      switch policy {
      case .severest: return .severest
      case .highest: return .highest
      default: return .lowest
      }
    }
  }
}

extension StandingValue {
  /// The same value under a stamp later than any: to ask whether a policy looks at stamps at all.
  fileprivate func renamed(after other: StandingValue) -> StandingValue {
    let later = Stamp(milliseconds: other.stamp.milliseconds, offset: (other.stamp.offset ?? 0) + 1)
    return StandingValue(name: name, author: author, stamp: later ?? stamp, content: content)
  }
}

/// Nests values by their tokens; paths come in byte order and no leaf has a branch below it.
private struct ContentBuilder {
  private(set) var object = JSONObject()

  mutating func set(_ tokens: ArraySlice<String>, _ value: JSONValue) {
    object = Self.setting(object, tokens, value)
  }

  private static func setting(
    _ object: JSONObject,
    _ tokens: ArraySlice<String>,
    _ value: JSONValue
  ) -> JSONObject {
    guard let first = tokens.first else { return object }
    var object = object
    if tokens.count == 1 {
      object[first] = value
    } else {
      let inner = object[first]?.objectValue ?? JSONObject()
      object[first] = .object(setting(inner, tokens.dropFirst(), value))
    }
    return object
  }
}
