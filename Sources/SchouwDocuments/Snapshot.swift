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
    let writers = try Writer.list(in: object["writers"])
    var isUsed = [Bool](repeating: false, count: writers.count)
    /// The writer of an entry, after the one of the entry before it.
    func writer(of entry: [JSONValue], after last: inout Int) -> Writer? {
      guard let place = entry.first?.integerValue.map({ Int($0) }), writers.indices.contains(place),
        place > last
      else { return nil }
      last = place
      isUsed[place] = true
      return writers[place]
    }
    for member in values.members {
      let entries = try Self.entries(of: member, in: "/values")
      var last = -1
      var standing: [StandingValue] = []
      for entry in entries {
        guard (1...2).contains(entry.count), let writer = writer(of: entry, after: &last) else {
          throw ChangeError(.badMember, rule: "N1", member: "/values")
        }
        let content: StandingValue.Content =
          entry.count == 2 ? .value(JSONText(entry[1])) : .erased
        standing.append(StandingValue(writer, content))
      }
      self.values.append(
        PathValues(path: try Self.path(of: member, in: "/values"), standing: standing)
      )
    }
    for member in life.members {
      let entries = try Self.entries(of: member, in: "/life")
      var last = -1
      var standing: [StandingLife] = []
      for entry in entries {
        guard entry.count == 3, let writer = writer(of: entry, after: &last),
          let life = entry[1].stringValue.flatMap({ Life(rawValue: $0) }),
          let seen = entry[2].arrayValue.flatMap({ ChangeName.list(in: $0) })
        else { throw ChangeError(.badMember, rule: "N1", member: "/life") }
        standing.append(
          StandingLife(
            name: writer.name,
            author: writer.author,
            stamp: writer.stamp,
            life: life,
            seen: seen
          )
        )
      }
      self.life.append(PathLife(path: try Self.path(of: member, in: "/life"), standing: standing))
    }
    guard isUsed.allSatisfy({ $0 }), writers.allSatisfy({ lines.contains($0.name) }) else {
      throw ChangeError(.badMember, rule: "N1", member: "/writers")
    }
    self.values.sort { $0.path < $1.path }
    self.life.sort { $0.path < $1.path }
  }

  private static func path(
    of member: JSONObject.Member,
    in place: String
  ) throws(ChangeError) -> JSONPointer {
    guard let path = JSONPointer(member.name) else {
      throw ChangeError(.badPath, rule: "N1", member: place)
    }
    return path
  }

  /// What stands at a path; never nothing.
  private static func entries(
    of member: JSONObject.Member,
    in place: String
  ) throws(ChangeError) -> [[JSONValue]] {
    let entries = member.value.arrayValue?.map(\.arrayValue) ?? []
    let whole = entries.compactMap { $0 }
    guard !entries.isEmpty, whole.count == entries.count else {
      throw ChangeError(.badMember, rule: "N1", member: place)
    }
    return whole
  }
}

/// A change of which something stands: what is the same for all that it wrote (rule N1).
private struct Writer {
  let name: ChangeName
  let author: Author
  let stamp: Stamp

  init?(json: JSONValue) {
    guard let author = json["by"]?.stringValue.flatMap({ Author($0) }),
      let name = json["name"]?.stringValue.flatMap({ ChangeName($0) }),
      let stamp = json["stamp"].flatMap({ Stamp(json: $0) })
    else { return nil }
    (self.name, self.author, self.stamp) = (name, author, stamp)
  }

  /// The writers of a snapshot, in the order of their names, each once.
  static func list(in json: JSONValue?) throws(ChangeError) -> [Writer] {
    guard let json else { throw ChangeError(.missingMember, rule: "N1", member: "/writers") }
    let writers = json.arrayValue?.map { Writer(json: $0) } ?? [nil]
    let whole = writers.compactMap { $0 }
    guard whole.count == writers.count,
      zip(whole, whole.dropFirst()).allSatisfy({ $0.name < $1.name })
    else { throw ChangeError(.badMember, rule: "N1", member: "/writers") }
    return whole
  }
}

extension StandingValue {
  fileprivate init(_ writer: Writer, _ content: Content) {
    self.init(name: writer.name, author: writer.author, stamp: writer.stamp, content: content)
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
