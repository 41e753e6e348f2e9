public import SchouwCanon

/// How concurrent answers to one question are shown until somebody who saw them decides (rules P1 to P7).
///
/// Every policy is total: wrong types, unknown and erased values have their place, and ties end at the name.
public enum Policy: Sendable, Hashable {
  /// The last written, by the author's clock and its known offset.
  case latest
  /// The worst on a scale, mildest first: a concurrent "fails" shows until somebody decides.
  case severest(scale: [JSONValue])
  /// The greatest number.
  case highest
  /// The smallest number.
  case lowest
  /// All items of the siblings' lists.
  case union
  /// All siblings side by side, as remarks are.
  case all
  /// Nobody but a person can choose.
  case ask

  /// The name that a template uses.
  public var name: String {
    switch self {
    case .latest: "latest"
    case .severest: "severest"
    case .highest: "highest"
    case .lowest: "lowest"
    case .union: "union"
    case .all: "all"
    case .ask: "ask"
    }
  }

  /// The policy of a name and, for `severest`, a scale; nil for an unknown name or a missing scale.
  public init?(name: String, scale: [JSONValue]?) {
    switch name {
    case "latest": self = .latest
    case "severest":
      guard let scale else { return nil }
      self = .severest(scale: scale)
    case "highest": self = .highest
    case "lowest": self = .lowest
    case "union": self = .union
    case "all": self = .all
    case "ask": self = .ask
    default: return nil
    }
  }

  /// Whether different siblings are a conflict that somebody should decide (rule S3).
  public var leavesConflictOpen: Bool { self != .union && self != .all }

  /// What is compared: the value, or its member `value`.
  static func measure(_ value: JSONValue) -> JSONValue {
    guard case .object(let object) = value, let measure = object["value"] else { return value }
    return measure
  }

  /// Siblings in the order of the policy, the one shown first; equal values are one (rule S2).
  public func ordered(_ standing: [StandingValue]) -> [StandingValue] {
    var distinct: [StandingValue] = []
    var known: Set<StandingValue.Content> = []
    for sibling in standing.sorted(by: Self.isLater) where known.insert(sibling.content).inserted {
      distinct.append(sibling)
    }
    return distinct.sorted { a, b in
      guard let left = a.value else { return b.value == nil && Self.isLater(a, b) }
      guard let right = b.value else { return true }
      let (rankLeft, rankRight) = (rank(left), rank(right))
      return rankLeft == rankRight ? Self.isLater(a, b) : rankLeft > rankRight
    }
  }

  /// Rule P1: the greater stamp, then the greater name.
  static func isLater(_ a: StandingValue, _ b: StandingValue) -> Bool {
    let (left, right) = (a.stamp.adjusted, b.stamp.adjusted)
    return left == right ? a.name > b.name : left > right
  }

  /// The place of a value by the policy alone; greater is shown first.
  private func rank(_ value: JSONValue) -> Double {
    let measure = Self.measure(value)
    switch self {
    case .severest(let scale): return Double(scale.firstIndex(of: measure) ?? -1)
    case .highest: return measure.numberValue ?? -.infinity
    case .lowest: return measure.numberValue.map { -$0 } ?? -.infinity
    case .latest, .union, .all, .ask: return 0
    }
  }

  /// The joined list of rule P4; nil if all siblings are erased.
  static func union(of siblings: [StandingValue]) -> JSONValue? {
    var items: [[UInt8]: JSONValue] = [:]
    var any = false
    for sibling in siblings {
      guard let value = sibling.value else { continue }
      any = true
      let measure = measure(value)
      for item in measure.arrayValue ?? [measure] { items[item.canonicalBytes] = item }
    }
    guard any else { return nil }
    let sorted = items.sorted { $0.key.lexicographicallyPrecedes($1.key) }
    return .array(sorted.map(\.value))
  }
}

/// The policies of a template's questions, by path; `*` stands for an element's id.
public struct PolicyTable: Sendable {
  private var patterns: [(tokens: [String], policy: Policy)] = []

  /// No questions: everything is `latest`.
  public init() {}

  /// A table of patterns such as `/rooms/*/area`.
  public init(_ patterns: [(pattern: JSONPointer, policy: Policy)]) {
    self.patterns = patterns.map { ($0.pattern.tokens, $0.policy) }
  }

  /// The policy of a path; `latest` for one that no question names.
  public func policy(of path: JSONPointer) -> Policy {
    let tokens = path.tokens
    for (pattern, policy) in patterns where pattern.count == tokens.count {
      let fits = zip(pattern, tokens).allSatisfy { $0 == "*" || sameBytes($0, $1) }
      if fits { return policy }
    }
    return .latest
  }
}
