public import SchouwDocuments

/// Where the work of this laptop is, as far as the laptop has heard: counted in edits and changes.
///
/// Each change is in one of ``unsent``, ``received``, ``archived`` and ``refused``. What came from the office and
/// was not written here counts nowhere, unless it has to go back to an office that was restored.
public struct Custody: Sendable, Equatable {
  /// Edits that are not packed into a change yet: on this laptop alone.
  public var drafts = 0
  /// Changes that the office has not acknowledged: on this laptop, and perhaps nowhere else.
  public var unsent = 0
  /// Changes that the office has, and of which this laptop has not heard that they are in a backup.
  public var received = 0
  /// Changes that are in a backup of the office.
  public var archived = 0
  /// Changes that the office refused to read: they are kept here by name, and not sent again.
  public var refused = 0
  /// How many of those at the office or in a backup the office held for a decision when it last spoke of them.
  public var held = 0

  /// No work.
  public init() {}

  /// Whether all of it is in a backup of the office: nothing is lost if this laptop is.
  public var isArchived: Bool { drafts == 0 && unsent == 0 && received == 0 && refused == 0 }

  static func += (a: inout Self, b: Self) {
    a.drafts += b.drafts
    a.unsent += b.unsent
    a.received += b.received
    a.archived += b.archived
    a.refused += b.refused
    a.held += b.held
  }
}

/// Where all the work of a laptop is, and which documents are not wholly in a backup.
public struct CustodyReport: Sendable {
  /// All of it.
  public internal(set) var total = Custody()
  /// Documents of which something is not in a backup, or is held, in the order of their ids; those that left too.
  public internal(set) var documents: [Row] = []

  /// One document.
  public struct Row: Sendable {
    /// The document.
    public let id: DocumentID
    /// Its handle in this store.
    public let handle: String
    /// What sort of document it is; nil if nothing of it says so yet.
    public let kind: String?
    /// Where its work is.
    public let custody: Custody
  }
}
