import SchouwCanon
import SchouwDocuments

/// What is true whatever the product says: every act that a public call acknowledged, and what its author had been
/// shown.
///
/// Plain lists; nothing of the product's vectors, folds or counters.
struct Truth {
  /// A value that somebody wrote at a path, or an element that somebody removed or kept.
  struct Act {
    let document: DocumentID
    let path: JSONPointer
    /// Nil for a value.
    let life: Life?
    /// The values that had been displayed to the author in this document.
    let shown: Set<Int>
    let laptop: Int
    let step: Int
    /// Whether the call returned; else it may be there whole or not at all.
    var isAcknowledged: Bool
    /// Whether every disk that held it was put back to an earlier state.
    var isExcused = false
    /// Whether a person at the office decided against the change that carries it.
    var isDeclined = false
  }

  /// The number of an act is the token that its value carries.
  var acts: [Act] = []
  /// Every scope that a device was ever granted.
  var granted: [String: Set<ScopeCode>] = [:]
  /// Every scope that a document was ever said to be for.
  var scopes: [DocumentID: Set<ScopeCode>] = [:]
  /// Documents in the order in which they were made.
  var documents: [DocumentID] = []
  /// Changes that the office has answered for, by hash.
  var answeredFor: Set<Digest> = []
  /// Devices that the office was told to revoke.
  var revoked: Set<String> = []
  /// Whether the office was ever put back from a backup.
  var isOfficeRestored = false

  /// A value that names its act, wherever it turns up: `~17~`, then whatever fills it.
  static func value(_ act: Int, padding: Int) -> JSONValue {
    .string("~\(act)~" + String(repeating: "x", count: padding))
  }

  /// The act that a value names.
  static func act(in text: String) -> Int? {
    guard text.utf8.first == UInt8(ascii: "~") else { return nil }
    var number = 0
    for byte in text.utf8.dropFirst() {
      if byte == UInt8(ascii: "~") { return number }
      guard byte >= 0x30, byte <= 0x39 else { return nil }
      number = number * 10 + Int(byte - 0x30)
    }
    return nil
  }

  /// Every act that is named in some bytes.
  static func acts(in bytes: [UInt8], into found: inout Set<Int>) {
    bytes.withUnsafeBufferPointer { bytes in
      var place = 0
      while place < bytes.count {
        guard bytes[place] == UInt8(ascii: "~") else {
          place += 1
          continue
        }
        var next = place + 1
        var number = 0
        while next < bytes.count, bytes[next] >= 0x30, bytes[next] <= 0x39, next - place < 10 {
          number = number * 10 + Int(bytes[next] - 0x30)
          next += 1
        }
        if next < bytes.count, bytes[next] == UInt8(ascii: "~"), next > place + 1 {
          found.insert(number)
          next += 1
        }
        place = next
      }
    }
  }

  /// Every act that a change carries.
  static func acts(in change: Change) -> Set<Int> {
    var found: Set<Int> = []
    for path in change.paths {
      if let value = change.value(at: path) { acts(in: value, into: &found) }
    }
    return found
  }

  /// Every act that a JSON value names, however deep.
  static func acts(in value: JSONValue, into found: inout Set<Int>) {
    switch value {
    case .string(let text): if let act = act(in: text) { found.insert(act) }
    case .array(let items): for item in items { acts(in: item, into: &found) }
    case .object(let object): for member in object.members { acts(in: member.value, into: &found) }
    default: break
    }
  }
}
