public import SchouwCanon

extension Change {
  /// Reads a change from the canonical bytes of its object (not of the record around it).
  ///
  /// - Throws: ``ChangeError`` with the rule that is broken and the member where; values never appear.
  /// - Complexity: linear in the bytes; one reading and one hash of the header. No value is made.
  public init(reading bytes: [UInt8]) throws(ChangeError) {
    try self.init(reading: bytes[...])
  }

  /// Reads a change from a slice of a buffer.
  public init(reading slice: ArraySlice<UInt8>) throws(ChangeError) {
    self = try JSONReader.skim(
      slice,
      form: .canonical,
      isObject: true,
      refusal: { ChangeError($0) }
    ) { skim throws(ChangeError) in
      try Change(skim, skim.root, of: slice)
    }
  }

  /// Reads a change from an object that is already parsed; its canonical bytes are written anew.
  public init(object: JSONObject) throws(ChangeError) {
    try self.init(reading: object.canonicalBytes)
  }

  /// Reads a change from an object in bytes that were read as canonical.
  package init(
    _ skim: borrowing JSONSkim,
    _ object: JSONSkim.Spot,
    of slice: ArraySlice<UInt8>
  ) throws(ChangeError) {
    let range = skim.range(of: object)
    guard range.count <= Limits.recordBytesMax else {
      throw ChangeError(.tooLarge, rule: "C4", member: "", byte: Limits.recordBytesMax)
    }
    let bytes = Array(
      slice[(slice.startIndex + range.lowerBound)..<(slice.startIndex + range.upperBound)]
    )
    let version = try skim.requiredInteger("v", in: object, rule: "G1")
    guard version >= 1 else { throw ChangeError(.badMember, rule: "G1", member: "/v") }
    let document = try skim.parsed("doc", in: object, rule: "I1") { DocumentID($0) }
    let dot = try skim.dot(of: object)
    let author = try skim.parsed("by", in: object, rule: "I6") {
      Author(String(decoding: $0, as: UTF8.self))
    }
    let stamp = try skim.stamp(of: object)
    let previous =
      skim.member("prev", of: object) == nil
      ? nil : try skim.parsed("prev", in: object, rule: "I2") { Digest(base64URL: $0) }
    let seen = try skim.names("seen", in: object, rule: "G4")
    let body = try skim.body(of: object, startingAt: range.lowerBound, bytes)
    let life: [LifeEntry]
    let act: Act?
    if version <= Self.currentVersion {
      life = try skim.life(of: object)
      act = try skim.act(of: object)
    } else {
      // What a later version says by them is not for this program to judge: kept, never folded (G1).
      life = (try? skim.life(of: object)) ?? []
      act =
        skim.member("act", of: object) == nil
        ? nil : (try? skim.act(of: object)) ?? .unknown
    }
    let parts = Parts(
      version: Int(version),
      document: document,
      dot: dot,
      author: author,
      stamp: stamp,
      previous: previous,
      seen: seen,
      body: body,
      life: life,
      act: act,
      hash: skim.hash(of: object, body),
      bytes: bytes
    )
    shared = Shared(parts)
    try validate()
  }
}

/// The order of members in canonical JSON: by UTF-16 code units (RFC 8785 section 3.2.3).
package func memberPrecedes(_ a: String, _ b: String) -> Bool {
  ByteOrder.precedes(a, b)
}

/// The members of a change, each with the rule that it must obey.
extension JSONSkim {
  fileprivate func required(_ name: StaticString, in object: Spot) throws(ChangeError) -> Spot {
    guard let value = member(name, of: object) else {
      throw ChangeError(.missingMember, rule: "G1", member: "/\(name)")
    }
    return value
  }

  fileprivate func requiredInteger(
    _ name: StaticString,
    in object: Spot,
    rule: String
  ) throws(ChangeError) -> Int64 {
    guard let value = integer(try required(name, in: object)) else {
      throw ChangeError(.badMember, rule: rule, member: "/\(name)")
    }
    return value
  }

  fileprivate func parsed<Value>(
    _ name: StaticString,
    in object: Spot,
    rule: String,
    _ parse: (UnsafeBufferPointer<UInt8>) -> Value?
  ) throws(ChangeError) -> Value {
    guard let parsed = withString(try required(name, in: object), parse) else {
      throw ChangeError(.badMember, rule: rule, member: "/\(name)")
    }
    return parsed
  }

  fileprivate func dot(of object: Spot) throws(ChangeError) -> Dot {
    let spot = try required("dot", in: object)
    guard isArray(spot), count(of: spot) == 2 else {
      throw ChangeError(.badMember, rule: "I3", member: "/dot")
    }
    var items: [Spot] = []
    forEachItem(of: spot) { items.append($0) }
    guard let replica = withString(items[0], { Replica($0[...]) }),
      let counter = integer(items[1]), counter >= 1, counter <= Int64(Limits.counterMax)
    else { throw ChangeError(.badMember, rule: "I1", member: "/dot") }
    return Dot(replica: replica, counter: Int(counter))
  }

  fileprivate func stamp(of object: Spot) throws(ChangeError) -> Stamp {
    let offset =
      member("offset", of: object) == nil
      ? nil : try requiredInteger("offset", in: object, rule: "G2")
    return try parsed("time", in: object, rule: "G2") { text in
      Stamp.milliseconds(of: text).flatMap { Stamp(milliseconds: $0, offset: offset) }
    }
  }

  fileprivate func names(
    _ name: StaticString,
    in object: Spot,
    rule: String
  ) throws(ChangeError) -> [ChangeName] {
    let spot = try required(name, in: object)
    guard isArray(spot) else { throw ChangeError(.badMember, rule: rule, member: "/\(name)") }
    var names: [ChangeName] = []
    names.reserveCapacity(count(of: spot))
    forEachItem(of: spot) { item in
      if let name = withString(item, { ChangeName($0) }) { names.append(name) }
    }
    guard names.count == count(of: spot) else {
      throw ChangeError(.badMember, rule: "I4", member: "/\(name)")
    }
    return names
  }

  // MARK: What it writes

  fileprivate func body(
    of object: Spot,
    startingAt start: Int,
    _ bytes: [UInt8]
  ) throws(ChangeError) -> Change.Body {
    let inline = member("salt", of: object) != nil || member("set", of: object) != nil
    let erased = member("body", of: object) != nil || member("paths", of: object) != nil
    guard inline != erased else {
      throw inline
        ? ChangeError(.mixedBody, rule: "G5", member: "/set")
        : ChangeError(.missingMember, rule: "G1", member: "/set")
    }
    return inline
      ? try inlineBody(of: object, startingAt: start, bytes) : try erasedBody(of: object)
  }

  private func inlineBody(
    of object: Spot,
    startingAt start: Int,
    _ bytes: [UInt8]
  ) throws(ChangeError) -> Change.Body {
    _ = try parsed("salt", in: object, rule: "G1") { text in
      text.count == 22
        && Base64URL.decode(String(decoding: text, as: UTF8.self))?.count == 16 ? true : nil
    }
    let set = try required("set", in: object)
    guard isObject(set) else { throw ChangeError(.badMember, rule: "G6", member: "/set") }
    var fields: [FieldList.Field] = []
    fields.reserveCapacity(count(of: set))
    func moved(_ range: Range<Int>) -> Range<UInt32> {
      UInt32(range.lowerBound - start)..<UInt32(range.upperBound - start)
    }
    try forEachMember(of: set) { name, value throws(ChangeError) in
      guard isShallow(value, Limits.valueDepthMax) else {
        throw ChangeError(.tooLarge, rule: "C4", member: string(name) ?? "")
      }
      guard isPath(name) else { throw ChangeError(.badPath, rule: "I5", member: "/set") }
      let path = range(of: name)
      fields.append(
        FieldList.Field(
          path: moved(path.lowerBound + 1..<path.upperBound - 1),
          value: moved(range(of: value)),
          isEscaped: kind(of: name) == .escapedString
        )
      )
    }
    return .inline(FieldList(bytes: bytes, fields: fields))
  }

  /// Whether a string is a path, and not that of the document itself.
  private func isPath(_ name: Spot) -> Bool {
    withString(name) { !$0.isEmpty && JSONPointer.isPointer($0) ? true : nil } ?? false
  }

  private func isShallow(_ value: Spot, _ depth: Int) -> Bool {
    var all = true
    switch kind(of: value) {
    case .array:
      guard depth > 0 else { return false }
      forEachItem(of: value) { all = all && isShallow($0, depth - 1) }
    case .object, .unorderedObject:
      guard depth > 0 else { return false }
      forEachMember(of: value) { all = all && isShallow($1, depth - 1) }
    default: break
    }
    return all
  }

  private func erasedBody(of object: Spot) throws(ChangeError) -> Change.Body {
    let hash = try parsed("body", in: object, rule: "I2") { Digest(base64URL: $0) }
    let bad = ChangeError(.badMember, rule: "G5", member: "/paths")
    let items = try required("paths", in: object)
    guard isArray(items) else { throw bad }
    var paths: [JSONPointer] = []
    try forEachItem(of: items) { item throws(ChangeError) in
      guard let text = string(item) else { throw bad }
      guard let path = JSONPointer(text), !path.isRoot else {
        throw ChangeError(.badPath, rule: "I5", member: "/set")
      }
      if let last = paths.last, !memberPrecedes(last.description, path.description) { throw bad }
      paths.append(path)
    }
    return .erased(paths: paths, body: hash)
  }

  fileprivate func life(of object: Spot) throws(ChangeError) -> [Change.LifeEntry] {
    guard let entries = member("life", of: object) else { return [] }
    guard isObject(entries) else { throw ChangeError(.badMember, rule: "L1", member: "/life") }
    var life: [Change.LifeEntry] = []
    try forEachMember(of: entries) { name, value throws(ChangeError) in
      guard let path = string(name).flatMap({ JSONPointer($0) }) else {
        throw ChangeError(.badPath, rule: "I5", member: "/life")
      }
      guard let kind = string(value).flatMap({ Life(rawValue: $0) }) else {
        throw ChangeError(.badMember, rule: "L1", member: "/life")
      }
      life.append(Change.LifeEntry(path, kind))
    }
    return life.sorted { $0.path < $1.path }
  }

  fileprivate func act(of object: Spot) throws(ChangeError) -> Act? {
    guard let spot = member("act", of: object) else { return nil }
    return try Act(reading: value(spot))
  }
}
