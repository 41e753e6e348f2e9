package import SchouwCanon
package import SchouwDocuments

/// Writes changes of one document by hand, for tests that tell a small history in a few lines.
///
/// Replicas are small numbers; counters run by themselves; the clock stands still unless told. A change
/// that has seen nothing is a birth and gets its registers.
package final class Pen {
  /// The document.
  package let document = DocumentID(high: 0x0f8c_2e1a_7a31_4c54, low: 0x9b1d_5f0e_2c6f_8a11)
  private var counters: [Int: Int] = [:]
  private var salts: UInt8 = 0
  /// Every change so far, by name: to find the whole view behind the few that a test names.
  private var written: [ChangeName: Change] = [:]

  /// An empty sheet.
  package init() {}

  /// The registers that every birth sets.
  package static let registers: [(String, JSONValue)] = [
    ("/@kind", "inspection"), ("/@scopes", ["BU09172004"]),
    ("/@template", .string(SHA256.hash(Array("template".utf8)).base64URL)),
  ]

  /// The replica of a small number.
  package static func replica(_ number: Int) -> Replica { Replica(bits: UInt64(number)) }

  /// Writes a change; the own line's last change is `after`, and the view is what `seen` and `after` had
  /// seen, with themselves.
  package func change(
    _ replica: Int,
    after: Change? = nil,
    seen: [Change] = [],
    set: KeyValuePairs<String, JSONValue> = [:],
    life: KeyValuePairs<String, Life> = [:],
    act: JSONObject? = nil,
    counter: Int? = nil,
    at milliseconds: Int64 = 1_795_000_000_000,
    offset: Int64? = nil,
    by author: String? = nil,
    salt: [UInt8]? = nil
  ) throws -> Change {
    let next = counter ?? counters[replica, default: 0] + 1
    counters[replica] = max(next, counters[replica, default: 0])
    salts += 1
    var values = set.map { ($0.key, $0.value) }
    if after == nil && seen.isEmpty {
      values += Self.registers.filter { register in !values.contains { $0.0 == register.0 } }
    }
    let change = try Change(
      document: document,
      dot: Dot(replica: Self.replica(replica), counter: next),
      author: Author(author ?? "insp-\(replica)").unsafelyKnown,
      stamp: Stamp(milliseconds: milliseconds, offset: offset).unsafelyKnown,
      previous: after?.hash,
      seen: view(of: replica, after, seen),
      set: values.map { Change.PathValue(JSONPointer($0.0).unsafelyKnown, $0.1) },
      life: life.map { Change.LifeEntry(JSONPointer($0.key).unsafelyKnown, $0.value) },
      act: act,
      salt: salt ?? [UInt8](repeating: salts, count: 16)
    )
    written[change.name] = change
    return change
  }

  /// The last names of all lines that some changes had seen, with the own one as rule G4 wants it.
  private func view(of replica: Int, _ after: Change?, _ seen: [Change]) -> [ChangeName] {
    var names = Set(seen.map(\.name))
    for change in seen + [after].compactMap({ $0 }) { names.formUnion(change.seen) }
    for name in names {
      var earlier = written[name]?.previousName
      while let past = earlier {
        names.remove(past)
        earlier = written[past]?.previousName
      }
    }
    let others = names.filter { $0.replica != Self.replica(replica) || after == nil }
    return others + [after?.name].compactMap { $0 }
  }

  /// An act that closes changes.
  package static func void(_ items: [(name: Change, after: Change?)]) -> JSONObject {
    [
      "void": .array(
        items.map { item in
          [
            "after": item.after.map { .string($0.name.description) } ?? .null,
            "name": .string(item.name.name.description),
          ]
        }
      )
    ]
  }

  /// An act that erases changes.
  package static func erase(_ changes: Change...) -> JSONObject {
    ["erase": .array(changes.map { .string($0.name.description) })]
  }

  /// The changes put in a history, in this order.
  package func history(_ changes: Change...) -> DocumentHistory {
    part(changes, of: document)
  }

  /// The values that stand at a path, as JSON texts in the order of the names.
  package static func standing(_ history: DocumentHistory, _ path: String) -> [String] {
    history.fold.standing(at: JSONPointer(path).unsafelyKnown).map { value in
      value.value.map { String(decoding: $0.canonicalBytes, as: UTF8.self) } ?? "erased"
    }
  }
}

/// A pointer of a literal.
package func pointer(_ text: String) -> JSONPointer { JSONPointer(text).unsafelyKnown }
