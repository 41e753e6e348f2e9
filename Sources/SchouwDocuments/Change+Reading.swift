public import SchouwCanon

extension Change {
  /// Reads a change from the canonical bytes of its object (not of the record around it).
  ///
  /// - Throws: ``ChangeError`` with the rule that is broken and the member where; values never appear.
  /// - Complexity: linear in the bytes; one parse and one hash of the header.
  public init(reading bytes: [UInt8]) throws(ChangeError) {
    try self.init(reading: bytes[...])
  }

  /// Reads a change from a slice of a buffer.
  public init(reading slice: ArraySlice<UInt8>) throws(ChangeError) {
    let read: (object: JSONObject, ranges: [(name: String, range: Range<Int>)])
    do {
      read = try JSONReader.readObject(slice, limits: .record, form: .canonical)
    } catch {
      throw ChangeError(error)
    }
    try self.init(object: read.object, bytes: Array(slice), ranges: read.ranges)
  }

  /// Reads a change from an object that is already parsed; its canonical bytes are written anew.
  public init(object: JSONObject) throws(ChangeError) {
    let bytes = JSONValue.object(object).canonicalBytes
    try self.init(reading: bytes[...])
  }

  private init(
    object: JSONObject,
    bytes: [UInt8],
    ranges: [(name: String, range: Range<Int>)]
  ) throws(ChangeError) {
    let members = Members(object: object)
    let version = try members.integer("v", rule: "G1")
    guard version >= 1 else { throw ChangeError(.badMember, rule: "G1", member: "/v") }
    self.version = Int(version)
    document = try members.parsed("doc", rule: "I1") { DocumentID($0) }
    dot = try members.dot()
    author = try members.parsed("by", rule: "I6") { Author($0) }
    stamp = try members.stamp()
    previous =
      object["prev"] == nil ? nil : try members.parsed("prev", rule: "I2") { Digest(base64URL: $0) }
    seen = try members.names("seen", rule: "G4")
    body = try members.body()
    if version <= Self.currentVersion {
      life = try members.life()
      act = try members.act()
    } else {
      // What a later version says by them is not for this program to judge: kept, never folded (G1).
      life = (try? members.life()) ?? []
      act = object["act"] == nil ? nil : (try? members.act()) ?? .unknown
    }
    hash = Self.hash(of: object, body: body, bytes: bytes, ranges: ranges)
    name = ChangeName(dot: dot, check: Check(of: hash))
    let own = dot
    let previousCheck = previous.map { Check(of: $0) }
    previousName = seen.first {
      $0.replica == own.replica && $0.counter < own.counter && $0.check == previousCheck
    }
    self.bytes = bytes
    try validate()
  }

  /// The hash of the header: built from the bytes of each member as they came (rule G5).
  private static func hash(
    of object: JSONObject,
    body: Body,
    bytes: [UInt8],
    ranges: [(name: String, range: Range<Int>)]
  ) -> Digest {
    func raw(_ name: String) -> ArraySlice<UInt8> {
      guard let found = ranges.first(where: { sameBytes($0.name, name) }) else { return [] }
      return bytes[found.range]
    }
    var header = JSONWriter(reservingBytes: bytes.count)
    var isFirst = true
    func put(_ name: String, _ value: (inout JSONWriter) -> Void) {
      header.raw(isFirst ? "{" : ",")
      isFirst = false
      header.write(string: name)
      header.raw(":")
      value(&header)
    }
    func putBody() {
      put("body") { $0.write(string: bodyHash(body, raw).base64URL) }
    }
    func putPaths() {
      put("paths") { header in
        guard case .inline(_, let set) = body else { return header.raw(raw("paths")) }
        header.raw("[")
        for (index, value) in set.enumerated() {
          if index > 0 { header.raw(",") }
          header.write(string: value.path.description)
        }
        header.raw("]")
      }
    }
    // Both names are ASCII: against them the order of members (UTF-16) is that of bytes.
    var (hasBody, hasPaths) = (false, false)
    for (name, range) in ranges {
      if name == "salt" || name == "set" || name == "body" || name == "paths" { continue }
      if !hasBody, bytesPrecede("body", name) {
        putBody()
        hasBody = true
      }
      if !hasPaths, bytesPrecede("paths", name) {
        putPaths()
        hasPaths = true
      }
      put(name) { $0.raw(bytes[range]) }
    }
    if !hasBody { putBody() }
    if !hasPaths { putPaths() }
    header.raw("}")
    return SHA256.hash(header.bytes)
  }

  private static func bodyHash(_ body: Body, _ raw: (String) -> ArraySlice<UInt8>) -> Digest {
    if case .erased(_, let hash) = body { return hash }
    let (salt, set) = (raw("salt"), raw("set"))
    var content = JSONWriter(reservingBytes: salt.count + set.count + 24)
    content.raw("{\"salt\":")
    content.raw(salt)
    content.raw(",\"set\":")
    content.raw(set)
    content.raw("}")
    return SHA256.hash(content.bytes)
  }
}

/// The order of members in canonical JSON: by UTF-16 code units (RFC 8785 section 3.2.3).
package func memberPrecedes(_ a: String, _ b: String) -> Bool {
  ByteOrder.precedes(a, b)
}

/// Reads the members of a record's object, each with the rule that it must obey.
struct Members {
  let object: JSONObject
  /// The rule that says which members there must be.
  var requiredBy = "G1"

  func value(_ name: String, rule: String) throws(ChangeError) -> JSONValue {
    guard let value = object[name] else {
      throw ChangeError(.missingMember, rule: requiredBy, member: "/" + name)
    }
    return value
  }

  func integer(_ name: String, rule: String) throws(ChangeError) -> Int64 {
    guard let value = try value(name, rule: rule).integerValue else {
      throw ChangeError(.badMember, rule: rule, member: "/" + name)
    }
    return value
  }

  func parsed<Value>(
    _ name: String,
    rule: String,
    _ parse: (String) -> Value?
  ) throws(ChangeError) -> Value {
    guard let text = try value(name, rule: rule).stringValue, let parsed = parse(text) else {
      throw ChangeError(.badMember, rule: rule, member: "/" + name)
    }
    return parsed
  }

  func dot() throws(ChangeError) -> Dot {
    guard let parts = try value("dot", rule: "I3").arrayValue, parts.count == 2 else {
      throw ChangeError(.badMember, rule: "I3", member: "/dot")
    }
    guard let replica = parts[0].stringValue.flatMap({ Replica($0) }),
      let counter = parts[1].integerValue, counter >= 1, counter <= Int64(Limits.counterMax)
    else { throw ChangeError(.badMember, rule: "I1", member: "/dot") }
    return Dot(replica: replica, counter: Int(counter))
  }

  func stamp() throws(ChangeError) -> Stamp {
    let offset = object["offset"] == nil ? nil : try integer("offset", rule: "G2")
    return try parsed("time", rule: "G2") { Stamp(time: $0, offset: offset) }
  }

  func names(_ name: String, rule: String) throws(ChangeError) -> [ChangeName] {
    guard let values = try value(name, rule: rule).arrayValue else {
      throw ChangeError(.badMember, rule: rule, member: "/" + name)
    }
    guard let names = Self.names(in: values) else {
      throw ChangeError(.badMember, rule: "I4", member: "/" + name)
    }
    return names
  }

  static func names(in values: [JSONValue]) -> [ChangeName]? {
    var names: [ChangeName] = []
    names.reserveCapacity(values.count)
    for value in values {
      guard let text = value.stringValue, let name = ChangeName(text) else { return nil }
      names.append(name)
    }
    return names
  }

  func body() throws(ChangeError) -> Change.Body {
    let inline = object["salt"] != nil || object["set"] != nil
    let erased = object["body"] != nil || object["paths"] != nil
    guard inline != erased else {
      throw inline
        ? ChangeError(.mixedBody, rule: "G5", member: "/set")
        : ChangeError(.missingMember, rule: "G1", member: "/set")
    }
    return inline ? try inlineBody() : try erasedBody()
  }

  private func inlineBody() throws(ChangeError) -> Change.Body {
    let salt = try parsed("salt", rule: "G1") { text in
      text.utf8.count == 22 && Base64URL.decode(text)?.count == 16 ? text : nil
    }
    guard let set = try value("set", rule: "G6").objectValue else {
      throw ChangeError(.badMember, rule: "G6", member: "/set")
    }
    var values: [Change.PathValue] = []
    values.reserveCapacity(set.count)
    for member in set.members {
      guard Self.isShallow(member.value, Limits.valueDepthMax) else {
        throw ChangeError(.tooLarge, rule: "C4", member: member.name)
      }
      values.append(Change.PathValue(try Self.path(member.name), member.value))
    }
    return .inline(salt: salt, set: values)
  }

  private static func isShallow(_ value: JSONValue, _ depth: Int) -> Bool {
    switch value {
    case .array(let items): depth > 0 && items.allSatisfy { isShallow($0, depth - 1) }
    case .object(let object):
      depth > 0 && object.members.allSatisfy { isShallow($0.value, depth - 1) }
    default: true
    }
  }

  private func erasedBody() throws(ChangeError) -> Change.Body {
    let hash = try parsed("body", rule: "I2") { Digest(base64URL: $0) }
    guard let items = try value("paths", rule: "G5").arrayValue else {
      throw ChangeError(.badMember, rule: "G5", member: "/paths")
    }
    var paths: [JSONPointer] = []
    for item in items {
      guard let text = item.stringValue else {
        throw ChangeError(.badMember, rule: "G5", member: "/paths")
      }
      let path = try Self.path(text)
      if let last = paths.last, !memberPrecedes(last.description, path.description) {
        throw ChangeError(.badMember, rule: "G5", member: "/paths")
      }
      paths.append(path)
    }
    return .erased(paths: paths, body: hash)
  }

  static func path(_ text: String) throws(ChangeError) -> JSONPointer {
    guard let path = JSONPointer(text), !path.isRoot else {
      throw ChangeError(.badPath, rule: "I5", member: "/set")
    }
    return path
  }

  func life() throws(ChangeError) -> [Change.LifeEntry] {
    guard let value = object["life"] else { return [] }
    guard let entries = value.objectValue else {
      throw ChangeError(.badMember, rule: "L1", member: "/life")
    }
    var life: [Change.LifeEntry] = []
    for member in entries.members {
      guard let path = JSONPointer(member.name) else {
        throw ChangeError(.badPath, rule: "I5", member: "/life")
      }
      guard let kind = member.value.stringValue.flatMap({ Life(rawValue: $0) }) else {
        throw ChangeError(.badMember, rule: "L1", member: "/life")
      }
      life.append(Change.LifeEntry(path, kind))
    }
    return life.sorted { $0.path < $1.path }
  }

  func act() throws(ChangeError) -> Act? {
    guard let value = object["act"] else { return nil }
    guard let act = value.objectValue, let parsed = Self.act(act) else {
      throw ChangeError(.badMember, rule: Self.actRule(value), member: "/act")
    }
    if case .void(let items) = parsed {
      for case (let name, let after?) in items.map({ ($0.name, $0.after) })
      where after.replica != name.replica || after.counter >= name.counter {
        throw ChangeError(.badMember, rule: "A4", member: "/act/void")
      }
    }
    return parsed
  }

  /// The rule that an act breaks which cannot be read; `A` is the head of section 9.
  private static func actRule(_ act: JSONValue) -> String {
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
    func list() -> [ChangeName]? { kind.value.arrayValue.flatMap { names(in: $0) } }
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
