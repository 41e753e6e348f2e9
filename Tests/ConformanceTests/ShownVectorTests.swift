import SchouwCanon
import SchouwDocuments
import Testing

/// `policies.json`: rules P1 to P6, S2, S3.
@Suite struct `Vectors of policies` {
  @Test(arguments: try Vector.cases("policies"))
  func `come out as the file says`(_ vector: Vector) throws {
    let name = try vector.text("policy")
    let policy = Policy(name: name, scale: vector["scale"]?.arrayValue) ?? .latest
    let path = try #require(JSONPointer("/p"))
    let siblings = try vector.list("siblings")
    for order in orders(of: siblings, seed: vector.name) {
      let fold = try Fold(snapshot: try snapshot(siblings: order, at: path))
      let ordered = policy.ordered(fold.standing(at: path))
      #expect(ordered.map(\.name.description) == (try vector.texts("order")))
      let shown = ShownDocument(fold, policies: PolicyTable([(path, policy)]))
      let open = shown.conflicts.contains(where: \.isOpen)
      #expect(try vector.value("open") == .bool(open))
      let wanted = try vector.value("shown")
      expectSame(shown.content["p"] ?? "(none)", wanted["value"] ?? .null, "what is shown")
      let isErased = ordered.allSatisfy { $0.content == .erased }
      #expect(isErased == (wanted["erased"] == true))
    }
  }

  /// A snapshot with nothing but these siblings, each of them once, every one on a line of its own.
  private func snapshot(siblings: [JSONValue], at path: JSONPointer) throws -> JSONObject {
    var named: [(name: ChangeName, sibling: JSONValue)] = []
    for sibling in siblings {
      let name = try #require(sibling["name"]?.stringValue.flatMap { ChangeName($0) })
      if !named.contains(where: { $0.name == name }) { named.append((name, sibling)) }
    }
    named.sort { $0.name < $1.name }
    let entries = named.enumerated().map { place, entry -> JSONValue in
      .array([.number(Double(place))] + (entry.sibling["value"].map { [$0] } ?? []))
    }
    let lines = named.map { name, _ -> JSONValue in
      ["line": [.string("\(name.counter):\(name.check)")], "name": .string(name.description)]
    }
    let writers = try named.map { _, sibling -> JSONValue in
      [
        "by": try #require(sibling["by"]), "name": try #require(sibling["name"]),
        "stamp": try #require(sibling["stamp"]),
      ]
    }
    return [
      "doc": "0f8c2e1a-7a31-4c54-9b1d-5f0e2c6f8a11", "life": [:], "v": 1,
      "values": .object(JSONObject([(path.description, .array(entries))])), "vector": .array(lines),
      "writers": .array(writers),
    ]
  }
}

/// `shown.json`: rules V1 to V4.
@Suite struct `Vectors of shown documents` {
  @Test(arguments: try Vector.cases("shown"))
  func `come out as the file says, in every order`(_ vector: Vector) throws {
    let changes = try vector.changes("changes")
    let document = try vector.document(of: changes)
    let digest = try vector.text("digest")
    for order in orders(of: changes, seed: vector.name) {
      let fold = history(of: document, order).fold
      let shown = ShownDocument(fold, policies: try policies(for: fold, in: vector))
      let found = try withoutReasons(shown.json)
      let wanted = try vector.value("shown")
      guard expectSame(found, wanted, "what is shown after \(names(order))") else { break }
      #expect(shown.digest.base64URL == digest)
    }
  }

  @Test(arguments: try Vector.cases("shown"))
  func `come out the same from a snapshot`(_ vector: Vector) throws {
    let changes = try vector.changes("changes")
    let fold = try readBack(history(of: vector.document(of: changes), changes).fold)
    let shown = ShownDocument(fold, policies: try policies(for: fold, in: vector))
    #expect(shown.digest.base64URL == (try vector.text("digest")))
  }

  /// The policies of the case's template, if it is the document's own and can be used (rules T1, T2).
  private func policies(for fold: Fold, in vector: Vector) throws -> PolicyTable {
    guard let template = vector["template"],
      ShownDocument(fold).template == SHA256.hash(template.canonicalBytes)
    else { return PolicyTable() }
    let questions = try #require(template["questions"]?.arrayValue)
    var policies: [(JSONPointer, Policy)] = []
    for question in questions {
      let path = try #require(question["path"]?.stringValue.flatMap { JSONPointer($0) })
      let name = try #require(question["policy"]?.stringValue)
      guard let policy = Policy(name: name, scale: question["scale"]?.arrayValue) else {
        return PolicyTable()
      }
      policies.append((path, policy))
    }
    return PolicyTable(policies)
  }

  /// V1's object without the `reason`s, each of which must be one of the words known here.
  private func withoutReasons(_ shown: JSONObject) throws -> JSONValue {
    var shown = shown
    let conflicts = try #require(shown["conflicts"]?.arrayValue)
    shown["conflicts"] = .array(
      try conflicts.map { conflict in
        var object = try #require(conflict.objectValue)
        let reason = try #require(object["reason"]?.stringValue)
        _ = try #require(ShownDocument.Reason(rawValue: reason))
        object["reason"] = nil
        return .object(object)
      }
    )
    return .object(shown)
  }
}

/// `digests.json`: rule V4, the digest of a set.
@Suite struct `Vectors of digests` {
  @Test(arguments: try Vector.cases("digests"))
  func `come out as the file says, in every order`(_ vector: Vector) throws {
    let documents = try #require(vector.value("documents").objectValue)
    let pairs = try documents.members.map { member in
      let digest = try #require(member.value.stringValue.flatMap { Digest(base64URL: $0) })
      return (id: try #require(DocumentID(member.name)), digest: digest)
    }
    for order in [pairs, pairs.reversed()] {
      #expect(ShownDocument.digest(of: order).base64URL == (try vector.text("digest")))
    }
  }
}
