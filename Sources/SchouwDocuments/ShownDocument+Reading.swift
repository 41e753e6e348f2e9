package import SchouwCanon

extension ShownDocument {
  /// Reads the form of ``json`` (rule V1), reasons included; nil if it is anything else.
  ///
  /// The scale of a `severest` policy is not in that form: what is read shows, and orders nothing anew.
  package init?(json: JSONValue) {
    func items<Item>(_ name: String, _ read: (JSONValue) -> Item?) -> [Item]? {
      guard let values = json[name]?.arrayValue else { return nil }
      let items = values.compactMap(read)
      return items.count == values.count ? items : nil
    }
    guard let id = json["id"]?.stringValue.flatMap({ DocumentID($0) }),
      let clock = items("clock", { $0.stringValue.flatMap { ChangeName($0) } }),
      let scopes = items("scopes", { $0.stringValue.flatMap { ScopeCode($0) } }),
      let hidden = items("hidden", { $0.stringValue.flatMap { JSONPointer($0) } }),
      let conflicts = items("conflicts", { Conflict(json: $0) }),
      let removals = items("removals", { Removal(json: $0) }),
      let content = json["content"]?.objectValue
    else { return nil }
    self.id = id
    self.clock = clock
    self.scopes = scopes
    self.hidden = hidden
    self.conflicts = conflicts
    self.removals = removals
    self.content = content
    kind = json["kind"]?.stringValue
    template = json["template"]?.stringValue.flatMap { Digest(base64URL: $0) }
  }
}

extension ShownDocument.Conflict {
  fileprivate init?(json: JSONValue) {
    guard let path = json["path"]?.stringValue.flatMap({ JSONPointer($0) }),
      let policy = json["policy"]?.stringValue.flatMap({ Policy(name: $0, scale: []) }),
      let reason = json["reason"]?.stringValue.flatMap({ ShownDocument.Reason(rawValue: $0) }),
      let values = json["siblings"]?.arrayValue
    else { return nil }
    let siblings = values.compactMap { StandingValue(json: $0) }
    guard siblings.count == values.count else { return nil }
    self.init(
      path: path,
      policy: policy,
      siblings: siblings,
      reason: reason,
      joined: json["value"]
    )
  }
}

extension ShownDocument.Removal {
  fileprivate init?(json: JSONValue) {
    guard let path = json["path"]?.stringValue.flatMap({ JSONPointer($0) }),
      let name = json["name"]?.stringValue.flatMap({ ChangeName($0) }),
      let author = json["by"]?.stringValue.flatMap({ Author($0) }),
      let stamp = json["stamp"].flatMap({ Stamp(json: $0) })
    else { return nil }
    self.init(path: path, name: name, author: author, stamp: stamp)
  }
}

extension StandingValue {
  /// A sibling, as ``json`` writes it.
  fileprivate init?(json: JSONValue) {
    guard let author = json["by"]?.stringValue.flatMap({ Author($0) }),
      let name = json["name"]?.stringValue.flatMap({ ChangeName($0) }),
      let stamp = json["stamp"].flatMap({ Stamp(json: $0) })
    else { return nil }
    switch (json["value"], json["erased"]) {
    case (let value?, nil):
      self.init(name: name, author: author, stamp: stamp, content: .value(JSONText(value)))
    case (nil, .bool(true)?):
      self.init(name: name, author: author, stamp: stamp, content: .erased)
    default: return nil
    }
  }
}
