public import SchouwCanon

extension Fold {
  /// The canonical form of the fold, which is also a snapshot record (rule N1).
  ///
  /// - Complexity: linear in the bytes that it gives.
  public var canonicalBytes: [UInt8] {
    // Written straight, members in the order of their names: a tree of it would be larger than the fold.
    var writer = JSONWriter(reservingBytes: 256 + values.count * 256 + life.count * 256)
    writer.raw("{\"doc\":")
    writer.write(string: document.description)
    if !pendingErasures.isEmpty {
      writer.raw(",\"erased\":")
      writer.write(pendingErasures)
    }
    writer.raw(",\"life\":{")
    var isFirst = true
    for index in Self.memberOrder(life, path: \.path) {
      if !isFirst { writer.raw(",") }
      isFirst = false
      writer.write(string: life[index].path.description)
      writer.raw(":")
      writer.write(list: life[index].standing) { $0.write($1) }
    }
    writer.raw("},\"v\":1,\"values\":{")
    var heads: [ChangeName: [UInt8]] = [:]
    isFirst = true
    for index in Self.memberOrder(values, path: \.path) {
      if !isFirst { writer.raw(",") }
      isFirst = false
      writer.write(string: values[index].path.description)
      writer.raw(":")
      writer.write(list: values[index].standing) { $0.write($1, &heads) }
    }
    writer.raw("},\"vector\":")
    writer.write(list: lines.listed) { $0.write($1) }
    writer.raw("}")
    return writer.bytes
  }

  /// Positions in the order of JSON members, which is nearly always that of the paths' bytes.
  private static func memberOrder<Element>(
    _ entries: [Element],
    path: (Element) -> JSONPointer
  ) -> [Int] {
    let inOrder = zip(entries, entries.dropFirst()).allSatisfy {
      memberPrecedes(path($0).description, path($1).description)
    }
    if inOrder { return Array(entries.indices) }
    return entries.indices.sorted {
      memberPrecedes(path(entries[$0]).description, path(entries[$1]).description)
    }
  }

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

extension JSONWriter {
  fileprivate mutating func write<Element>(
    list: [Element],
    _ write: (inout JSONWriter, Element) -> Void
  ) {
    raw("[")
    for (index, element) in list.enumerated() {
      if index > 0 { raw(",") }
      write(&self, element)
    }
    raw("]")
  }

  mutating func write(_ names: [ChangeName]) {
    write(list: names) { $0.write($1) }
  }

  mutating func write(_ name: ChangeName) {
    raw("\"")
    raw(asciiOf: name)
    raw("\"")
  }

  private mutating func raw(asciiOf name: ChangeName) {
    rawHexadecimal(name.replica.bits)
    raw(":")
    write(number: Double(name.counter))
    raw(":")
    raw(name.check)
  }

  private mutating func raw(_ check: Check) {
    rawASCII(check.packed)
  }

  mutating func write(_ stamp: Stamp) {
    raw("{")
    if let offset = stamp.offset {
      raw("\"offset\":")
      write(number: Double(offset))
      raw(",")
    }
    raw("\"time\":")
    write(string: stamp.time)
    raw("}")
  }

  /// Appends a value; who wrote it and when is the same for all values of a change, and is kept in `heads`.
  fileprivate mutating func write(_ value: StandingValue, _ heads: inout [ChangeName: [UInt8]]) {
    if let head = heads[value.name], case .value(let text) = value.content {
      raw(head)
      raw(text.bytes)
      raw("}")
      return
    }
    let start = bytes.count
    raw("{\"by\":")
    write(string: value.author.description)
    if value.content == .erased { raw(",\"erased\":true") }
    raw(",\"name\":")
    write(value.name)
    raw(",\"stamp\":")
    write(value.stamp)
    if case .value(let text) = value.content {
      raw(",\"value\":")
      heads[value.name] = Array(bytes[start...])
      raw(text.bytes)
    }
    raw("}")
  }

  fileprivate mutating func write(_ entry: StandingLife) {
    raw("{\"by\":")
    write(string: entry.author.description)
    raw(",\"life\":")
    write(string: entry.life.rawValue)
    raw(",\"name\":")
    write(entry.name)
    raw(",\"seen\":")
    write(entry.seen)
    raw(",\"stamp\":")
    write(entry.stamp)
    raw("}")
  }

  fileprivate mutating func write(_ line: Lines.Listed) {
    raw("{")
    if let after = line.after {
      raw("\"after\":")
      write(after)
      raw(",")
    }
    if let head = line.head {
      raw("\"hash\":")
      write(string: head.base64URL)
      raw(",")
    }
    raw("\"line\":")
    write(list: line.names) { writer, name in
      writer.raw("\"")
      writer.write(number: Double(name.counter))
      writer.raw(":")
      writer.raw(name.check)
      writer.raw("\"")
    }
    raw(",\"name\":")
    if let last = line.names.last { write(last) } else { raw("null") }
    raw("}")
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
