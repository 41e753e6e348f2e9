public import SchouwCanon

extension Fold {
  /// The canonical form of the fold, which is also a snapshot record (rule N1).
  public var json: JSONObject {
    var object = JSONObject()
    object["doc"] = .string(document.description)
    if !pendingErasures.isEmpty {
      object["erased"] = .array(pendingErasures.map { .string($0.description) })
    }
    object["life"] = .object(
      JSONObject(
        life.map { entry in
          (entry.path.description, .array(entry.standing.map { .object($0.json) }))
        }
      )
    )
    object["v"] = 1
    object["values"] = .object(
      JSONObject(
        values.map { entry in
          (entry.path.description, .array(entry.standing.map { .object($0.json) }))
        }
      )
    )
    object["vector"] = .array(lines.listed.map { .object($0.json) })
    return object
  }

  /// Reads a snapshot (rule N1).
  ///
  /// - Throws: ``ChangeError`` with the member that does not fit.
  public init(snapshot object: JSONObject) throws(ChangeError) {
    let members = Members(object: object, requiredBy: "N1")
    guard try members.integer("v", rule: "N1") == 1 else {
      throw ChangeError(.badMember, rule: "R2", member: "/v")
    }
    self.init(document: try members.parsed("doc", rule: "I1") { DocumentID($0) })
    guard let heads = try members.value("vector", rule: "N1").arrayValue,
      let values = try members.value("values", rule: "N1").objectValue,
      let life = try members.value("life", rule: "N1").objectValue
    else { throw ChangeError(.badMember, rule: "N1", member: "/vector") }
    var listed: [Lines.Listed] = []
    for head in heads {
      guard let line = Lines.Listed(json: head) else {
        throw ChangeError(.badMember, rule: "N1", member: "/vector")
      }
      listed.append(line)
    }
    guard lines.merge(listed) else { throw ChangeError(.badMember, rule: "N1", member: "/vector") }
    if object["erased"] != nil {
      pendingErasures = try members.names("erased", rule: "N1").sorted()
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
  var json: JSONObject {
    var object = JSONObject()
    object["by"] = .string(author.description)
    object["name"] = .string(name.description)
    object["stamp"] = stamp.json
    switch content {
    case .value(let value): object["value"] = value
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
      self.init(name: name, author: author, stamp: stamp, content: .value(value))
    case (nil, .bool(true)?):
      self.init(name: name, author: author, stamp: stamp, content: .erased)
    default: return nil
    }
  }
}

extension StandingLife {
  var json: JSONObject {
    var object = JSONObject()
    object["by"] = .string(author.description)
    object["life"] = .string(life.rawValue)
    object["name"] = .string(name.description)
    object["seen"] = .array(seen.map { .string($0.description) })
    object["stamp"] = stamp.json
    return object
  }

  init?(json: JSONValue) {
    guard let author = json["by"]?.stringValue.flatMap({ Author($0) }),
      let life = json["life"]?.stringValue.flatMap({ Life(rawValue: $0) }),
      let name = json["name"]?.stringValue.flatMap({ ChangeName($0) }),
      let seen = json["seen"]?.arrayValue.flatMap({ Members.names(in: $0) }),
      let stamp = json["stamp"].flatMap({ Stamp(json: $0) })
    else { return nil }
    self.init(name: name, author: author, stamp: stamp, life: life, seen: seen)
  }
}

extension Lines.Listed {
  var json: JSONObject {
    var object = JSONObject()
    if let after { object["after"] = .string(after.description) }
    if let head { object["hash"] = .string(head.base64URL) }
    object["line"] = .array(names.map { .string("\($0.counter):\($0.check)") })
    object["name"] = names.last.map { .string($0.description) } ?? .null
    return object
  }

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
