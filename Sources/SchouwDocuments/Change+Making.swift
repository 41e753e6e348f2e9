public import SchouwCanon

extension Change {
  /// Makes a change of its parts and writes its canonical bytes.
  ///
  /// - Parameters:
  ///   - set: values by path; order does not matter.
  ///   - seen: the vector of the view, with the own entry for `previous` (rule G4); sorted here.
  ///   - salt: 16 random bytes.
  /// - Throws: ``ChangeError`` if the parts break a rule.
  public init(
    document: DocumentID,
    dot: Dot,
    author: Author,
    stamp: Stamp,
    previous: Digest?,
    seen: [ChangeName],
    set: [PathValue],
    life: [LifeEntry] = [],
    act: JSONObject? = nil,
    salt: [UInt8]
  ) throws(ChangeError) {
    var object = JSONObject()
    if let act { object["act"] = .object(act) }
    object["by"] = .string(author.description)
    object["doc"] = .string(document.description)
    object["dot"] = [.string(dot.replica.description), .number(Double(dot.counter))]
    if !life.isEmpty {
      object["life"] = .object(
        JSONObject(life.map { ($0.path.description, .string($0.life.rawValue)) })
      )
    }
    if let offset = stamp.offset { object["offset"] = .number(Double(offset)) }
    if let previous { object["prev"] = .string(previous.base64URL) }
    object["salt"] = .string(Base64URL.encode(salt))
    object["seen"] = .array(seen.sorted().map { .string($0.description) })
    object["set"] = .object(JSONObject(set.map { ($0.path.description, $0.value) }))
    object["time"] = .string(stamp.time)
    object["v"] = .number(Double(Self.currentVersion))
    try self.init(object: object)
  }

  /// The same change with its values destroyed (rule G5): same hash, same name, same place in the chain.
  public func erased() -> Change {
    guard case .inline(let set) = body else { return self }
    guard var object = try? JSONReader.read(bytes).objectValue else {
      preconditionFailure("a change's own bytes are canonical JSON")
    }
    let bodyObject = JSONObject([
      ("salt", object["salt"] ?? .null), ("values", .array(set.map(\.value))),
    ])
    object["salt"] = nil
    object["set"] = nil
    object["body"] = .string(SHA256.hash(JSONValue.object(bodyObject).canonicalBytes).base64URL)
    object["paths"] = .array(set.map { .string($0.path.description) })
    guard let erased = try? Change(object: object) else {
      preconditionFailure("the erased form of a valid change is a valid change")
    }
    assert(erased.hash == hash, "an erasure keeps the hash")
    return erased
  }
}
