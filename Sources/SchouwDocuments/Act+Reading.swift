import SchouwCanon

extension Act {
  /// Reads the member `act` of a change (rules A1 to A4).
  ///
  /// - Throws: ``ChangeError`` `badMember` with the rule of the act that it seems to be.
  init(reading value: JSONValue) throws(ChangeError) {
    guard let object = value.objectValue, let parsed = Self.act(object) else {
      throw ChangeError(.badMember, rule: Self.rule(value), member: "/act")
    }
    if case .void(let items) = parsed {
      for case (let name, let after?) in items.map({ ($0.name, $0.after) })
      where after.replica != name.replica || after.counter >= name.counter {
        throw ChangeError(.badMember, rule: "A4", member: "/act/void")
      }
    }
    self = parsed
  }

  /// The rule that an act breaks which cannot be read; `A` is the head of section 9.
  private static func rule(_ act: JSONValue) -> String {
    if act["reason"].map({ $0.stringValue == nil }) ?? false { return "A" }
    let kinds = act.objectValue?.members.map(\.name).filter { $0 != "reason" } ?? []
    switch kinds {
    case ["scope"]: return "A1"
    case ["erase"]: return "A2"
    case ["accept"], ["decline"]: return "A3"
    case ["void"]: return "A4"
    default: return "A"
    }
  }

  private static func act(_ act: JSONObject) -> Act? {
    if let reason = act["reason"], reason.stringValue == nil { return nil }
    let kinds = act.members.filter { $0.name != "reason" }
    guard kinds.count == 1, let kind = kinds.first else { return nil }
    func list() -> [ChangeName]? { kind.value.arrayValue.flatMap { ChangeName.list(in: $0) } }
    switch kind.name {
    case "scope": return kind.value == .bool(true) ? .scope : nil
    case "erase": return list().map { .erase($0) }
    case "accept": return list().map { .accept($0) }
    case "decline": return list().map { .decline($0) }
    case "void":
      guard let items = kind.value.arrayValue else { return nil }
      var voided: [Act.Voided] = []
      for item in items {
        guard let name = item["name"]?.stringValue.flatMap({ ChangeName($0) }),
          let after = item["after"]
        else { return nil }
        if after.isNull {
          voided.append(Act.Voided(name: name, after: nil))
        } else if let text = after.stringValue, let previous = ChangeName(text) {
          voided.append(Act.Voided(name: name, after: previous))
        } else {
          return nil
        }
      }
      return .void(voided)
    default: return .unknown
    }
  }
}
