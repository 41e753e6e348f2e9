public import SchouwCanon
public import SchouwDocuments

/// What an administrator asks of the office, in this process or of the running server (`POST /v1/admin`).
public enum AdminCommand: Sendable {
  /// Invites a device, or gives one a new code; answers with the one-time code.
  case deviceAdd(String, scopes: [ScopeCode])
  /// Every device and where it stands.
  case deviceList
  /// Takes a device's rights away: it gets nothing more, and what it still brings is held.
  case deviceRevoke(String)
  /// Grants a device other scopes.
  case deviceScopes(String, [ScopeCode])
  /// What a device held, as far as the log tells, in the order of the ids; the next page begins after a document.
  case breach(String, after: DocumentID? = nil)
  /// Confirms the rights of devices that a lost record of the log may have changed.
  case deviceConfirm([String])
  /// Moves a document to other scopes.
  case scope(DocumentID, [ScopeCode])
  /// Releases held changes to the feed, and on demand what the same device wrote on them and is held for the
  /// same reason; the reason stays in the act.
  case accept([ChangeName], reason: String? = nil, behind: Bool = false)
  /// Releases what the office itself decided before a restore and laptops brought back.
  case acceptReturned(reason: String? = nil)
  /// Releases held changes and puts back what they covered; the reason stays in the act.
  case decline([ChangeName], reason: String? = nil)
  /// Decides about a path of a document, by somebody who was shown what a vector of names stands for.
  case resolve(DocumentID, JSONPointer, Decision, shown: [ChangeName])
  /// Closes a change for which others wait and that no store holds any more.
  case void(DocumentID, ChangeName)
  /// Says that everything up to a sequence is in a backup, but for sequences whose records do not read.
  case archive(through: Int, lost: [Range<Int>] = [])
  /// How the office stands, and the digest of all documents or of those of some scopes.
  case status(scopes: [ScopeCode]?)
  /// The conflicts of all documents, in the order of their ids; the next page begins after a document.
  case conflicts(after: DocumentID? = nil)
  /// What waits for a person.
  case held
  /// Takes sealed records in that came by a stick: the canonical bytes of each one's member `sealed`.
  case sealed([[UInt8]])
  /// What is to be done, each device, what waits and what was lost; a device that was not heard for more days than
  /// so many is named (7 if not said).
  case today(silentDays: Int? = nil)
  /// Documents, one row each.
  case list(ListQuery)
  /// A merged document, what was judged of it, and on demand its history.
  case show(DocumentID, history: Bool = false)
  /// Merged documents with their clocks, in the order of their ids; the next page begins after a document.
  case export(after: DocumentID? = nil)

  /// What concerns the accounts of people.
  case account(AccountCommand)

  /// What is decided about a path.
  public enum Decision: Sendable, Equatable {
    /// This is the answer.
    case value(JSONValue)
    /// The element, or at the root the document, is removed or stays.
    case life(Life)
  }

  /// How many days a device may be silent without being named.
  public static let silentDays: ClosedRange<Int64> = 0...36_500

  /// Whether it asks for figures of all documents.
  var needsFigures: Bool {
    switch self {
    case .list(let query): query.handle == nil
    case .status, .today, .conflicts: true
    default: false
    }
  }

  /// A device's name: 1 to 64 letters, digits, dots, dashes and underscores; `office` is the office's own.
  public static func isName(_ name: String) -> Bool {
    (1...64).contains(name.utf8.count) && name != "office"
      && name.utf8.allSatisfy { byte in
        (0x30...0x39).contains(byte) || (0x41...0x5a).contains(byte)
          || (0x61...0x7a).contains(byte) || byte == 0x2d || byte == 0x2e || byte == 0x5f
      }
  }

  /// A reason: 1 to 1,000 bytes without control characters.
  public static func isReason(_ text: String) -> Bool {
    (1...1000).contains(text.utf8.count)
      && text.unicodeScalars.allSatisfy {
        $0.value >= 0x20 && !($0.value >= 0x7f && $0.value < 0xa0)
      }
  }
}
