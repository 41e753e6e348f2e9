import SchouwCanon
import SchouwDocuments

/// A document that a device held, or may have held: what a report of a data breach needs to name.
///
/// It says nothing of what the document says.
struct Breach: Sendable, Equatable {
  let document: DocumentID
  let handle: String
  /// What sort of document it is; nil if nothing of it is folded, or it does not read.
  let kind: String?
  /// For whom it was when the device held it last.
  let scopes: [ScopeCode]
  /// From when on it was within the device's scopes; nil if never, and the device brought something of it.
  var since: Moment?
  /// When it left the device's scopes; nil if it did not.
  ///
  /// The device destroys it only once it has heard of that.
  var left: Moment?
  /// How many changes of it were in the device's feed.
  var changes = 0
  /// How many changes of it the device itself brought.
  var brought = 0

  /// A place in the log, and about when that was.
  struct Moment: Sendable, Equatable {
    let sequence: Int
    /// When the last change up to there was written, in milliseconds since 1970; nil if none tells.
    ///
    /// What the office itself did has no time in the log.
    let time: Int64?

    var json: JSONValue {
      [
        "sequence": .number(Double(sequence)),
        "time": time.map { .string(Stamp.text(of: $0)) } ?? .null,
      ]
    }
  }

  var json: JSONValue {
    [
      "brought": .number(Double(brought)), "changes": .number(Double(changes)),
      "doc": .string(document.description), "handle": .string(handle),
      "kind": kind.map { .string($0) } ?? .null, "left": left?.json ?? .null,
      "scopes": .array(scopes.map { .string($0.description) }), "since": since?.json ?? .null,
    ]
  }
}
