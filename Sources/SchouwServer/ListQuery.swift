import SchouwCanon
public import SchouwDocuments

/// Which documents to list, and from where on.
public struct ListQuery: Sendable, Equatable {
  /// Only of this kind.
  public var kind: String?
  /// Only of this scope.
  public var scope: ScopeCode?
  /// Only in this state.
  public var state: State?
  /// Only those whose naming answers, such as the address, have each of these words; case is ignored.
  public var text: String?
  /// Only those whose ids begin with these letters (rule I7), or the one of this id.
  public var handle: String?
  /// The next page begins after this document.
  public var after: DocumentID?
  /// How many at most.
  public var limit = 100

  /// What somebody looks for.
  public enum State: String, Sendable, CaseIterable {
    /// With an open conflict.
    case conflict
    /// With a change that is held.
    case held
    /// With a change that waits for another.
    case waiting
  }

  /// Up to so many are listed at once.
  public static let limits: ClosedRange<Int64> = 1...1000

  /// All documents, a page at a time.
  public init() {}

  var json: JSONObject {
    var object: JSONObject = ["limit": .number(Double(limit))]
    if let kind { object["kind"] = .string(kind) }
    if let scope { object["scope"] = .string(scope.description) }
    if let state { object["state"] = .string(state.rawValue) }
    if let text { object["text"] = .string(text) }
    if let handle { object["handle"] = .string(handle) }
    if let after { object["after"] = .string(after.description) }
    return object
  }

  /// Reads the form of ``json``; nil if a member is not what it should be.
  init?(json: JSONValue) {
    func text(_ name: String, into target: inout String?) -> Bool {
      guard let value = json[name] else { return true }
      target = value.stringValue
      return target.map { $0.utf8.count <= 1000 } ?? false
    }
    guard text("kind", into: &kind), text("text", into: &self.text), text("handle", into: &handle)
    else { return nil }
    if let value = json["scope"] {
      guard let scope = value.stringValue.flatMap({ ScopeCode($0) }) else { return nil }
      self.scope = scope
    }
    if let value = json["state"] {
      guard let state = value.stringValue.flatMap({ State(rawValue: $0) }) else { return nil }
      self.state = state
    }
    if let value = json["after"] {
      guard let after = value.stringValue.flatMap({ DocumentID($0) }) else { return nil }
      self.after = after
    }
    if let value = json["limit"] {
      guard let limit = value.integerValue, Self.limits.contains(limit) else { return nil }
      self.limit = Int(limit)
    }
  }
}
