public import SchouwCanon

extension Fold {
  /// Reads a snapshot (rule N1).
  ///
  /// - Throws: ``ChangeError`` with the member that does not fit.
  public init(snapshot object: JSONObject) throws(ChangeError) {
    func missing(_ member: String) -> ChangeError {
      ChangeError(.missingMember, rule: "N1", member: member)
    }
    guard let version = object["v"] else { throw missing("/v") }
    guard let number = version.integerValue else {
      throw ChangeError(.badMember, rule: "N1", member: "/v")
    }
    guard number == 1 else { throw ChangeError(.badMember, rule: "R2", member: "/v") }
    guard let doc = object["doc"] else { throw missing("/doc") }
    guard let document = doc.stringValue.flatMap({ DocumentID($0) }) else {
      throw ChangeError(.badMember, rule: "I1", member: "/doc")
    }
    self.init(document: document)
    for name in ["vector", "values", "life"] where object[name] == nil {
      throw missing("/" + name)
    }
    guard let heads = object["vector"]?.arrayValue, let values = object["values"]?.objectValue,
      let life = object["life"]?.objectValue
    else { throw ChangeError(.badMember, rule: "N1", member: "/vector") }
    var listed: [Lines.Listed] = []
    for head in heads {
      guard let line = Lines.Listed(json: head) else {
        throw ChangeError(.badMember, rule: "N1", member: "/vector")
      }
      listed.append(line)
    }
    guard lines.merge(listed) else { throw ChangeError(.badMember, rule: "N1", member: "/vector") }
    if let erased = object["erased"] {
      guard let items = erased.arrayValue else {
        throw ChangeError(.badMember, rule: "N1", member: "/erased")
      }
      guard let names = ChangeName.list(in: items) else {
        throw ChangeError(.badMember, rule: "I4", member: "/erased")
      }
      pendingErasures = names.sorted()
    }
    for member in values.members {
      guard let path = JSONPointer(member.name), let items = member.value.arrayValue else {
        throw ChangeError(.badPath, rule: "N1", member: "/values")
      }
      var standing: [StandingValue] = []
      for item in items {
        guard let value = StandingValue(json: item) else {
          throw ChangeError(.badMember, rule: "N1", member: "/values")
        }
        standing.append(value)
      }
      self.values.append(PathValues(path: path, standing: standing.sorted { $0.name < $1.name }))
    }
    for member in life.members {
      guard let path = JSONPointer(member.name), let items = member.value.arrayValue else {
        throw ChangeError(.badPath, rule: "N1", member: "/life")
      }
      var standing: [StandingLife] = []
      for item in items {
        guard let entry = StandingLife(json: item) else {
          throw ChangeError(.badMember, rule: "N1", member: "/life")
        }
        standing.append(entry)
      }
      self.life.append(PathLife(path: path, standing: standing.sorted { $0.name < $1.name }))
    }
    self.values.sort { $0.path < $1.path }
    self.life.sort { $0.path < $1.path }
  }
}

extension StandingValue {
  /// The value with who wrote it and when (rules N1, V3).
  var json: JSONObject {
    var object = JSONObject()
    object["by"] = .string(author.description)
    object["name"] = .string(name.description)
    object["stamp"] = stamp.json
    switch content {
    case .value(let text): object["value"] = text.value
    case .erased: object["erased"] = true
    }
    return object
  }

  init?(json: JSONValue) {
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

extension StandingLife {
  init?(json: JSONValue) {
    guard let author = json["by"]?.stringValue.flatMap({ Author($0) }),
      let life = json["life"]?.stringValue.flatMap({ Life(rawValue: $0) }),
      let name = json["name"]?.stringValue.flatMap({ ChangeName($0) }),
      let seen = json["seen"]?.arrayValue.flatMap({ ChangeName.list(in: $0) }),
      let stamp = json["stamp"].flatMap({ Stamp(json: $0) })
    else { return nil }
    self.init(name: name, author: author, stamp: stamp, life: life, seen: seen)
  }
}

extension Lines.Listed {
  init?(json: JSONValue) {
    guard let last = json["name"]?.stringValue.flatMap({ ChangeName($0) }),
      let items = json["line"]?.arrayValue
    else { return nil }
    var names: [ChangeName] = []
    for item in items {
      guard let text = item.stringValue, let name = ChangeName("\(last.replica):\(text)"),
        names.last.map({ $0.counter < name.counter }) ?? true
      else { return nil }
      names.append(name)
    }
    guard names.last == last else { return nil }
    var after: ChangeName?
    if let text = json["after"] {
      guard let name = text.stringValue.flatMap({ ChangeName($0) }), name.replica == last.replica,
        let first = names.first, name.counter < first.counter
      else { return nil }
      after = name
    }
    var head: Digest?
    if let text = json["hash"] {
      guard let hash = text.stringValue.flatMap({ Digest(base64URL: $0) }),
        Check(of: hash) == last.check
      else { return nil }
      head = hash
    }
    self.init(after: after, names: names, head: head)
  }
}
