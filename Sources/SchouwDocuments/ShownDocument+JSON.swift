public import SchouwCanon

extension ShownDocument {
  /// The shown document as JSON (rule V1), with the reasons.
  public var json: JSONObject { json(withReasons: true) }

  /// The hash of the shown document without the reasons (rule V4): equal wherever the same records are held.
  public var digest: Digest {
    SHA256.hash(JSONValue.object(json(withReasons: false)).canonicalBytes)
  }

  /// The digest of a set of documents (rule V4).
  public static func digest(
    of documents: some Sequence<(id: DocumentID, digest: Digest)>
  ) -> Digest {
    var sha = SHA256()
    for (id, digest) in documents.sorted(by: { $0.id < $1.id }) {
      sha.update(Array("\(id) \(digest.base64URL)\n".utf8))
    }
    return sha.finish()
  }

  private func json(withReasons: Bool) -> JSONObject {
    var object = JSONObject()
    object["clock"] = .array(clock.map { .string($0.description) })
    object["conflicts"] = .array(conflicts.map { .object($0.json(withReason: withReasons)) })
    object["content"] = .object(content)
    object["hidden"] = .array(hidden.map { .string($0.description) })
    object["id"] = .string(id.description)
    object["kind"] = kind.map { .string($0) } ?? .null
    object["removals"] = .array(removals.map { .object($0.json) })
    object["scopes"] = .array(scopes.map { .string($0.description) })
    object["template"] = template.map { .string($0.base64URL) } ?? .null
    return object
  }
}

extension ShownDocument.Conflict {
  /// The conflict as JSON (rules V1, V3).
  public func json(withReason: Bool) -> JSONObject {
    var object = JSONObject()
    object["open"] = .bool(isOpen)
    object["path"] = .string(path.description)
    object["policy"] = .string(policy.name)
    if withReason { object["reason"] = .string(reason.rawValue) }
    if reason != .branch {
      if let joined { object["value"] = joined } else { object["shown"] = 0 }
    }
    object["siblings"] = .array(siblings.map { .object($0.json) })
    return object
  }
}

extension ShownDocument.Removal {
  /// The removal as JSON (rule V3).
  public var json: JSONObject {
    JSONObject([
      ("by", .string(author.description)), ("name", .string(name.description)),
      ("path", .string(path.description)), ("stamp", stamp.json),
    ])
  }
}

extension StandingValue {
  /// The value with who wrote it and when (rule V3).
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
}
