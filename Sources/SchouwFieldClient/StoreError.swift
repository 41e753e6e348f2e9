public import SchouwCanon
public import SchouwDocuments
public import SchouwJournal

/// Why the store did not do what was asked; nothing changed and nothing is lost.
public struct StoreError: SchouwError {
  /// What is wrong.
  public enum Code: String, Sendable, CaseIterable {
    /// There is no store in the folder.
    case notAStore
    /// There is a store already.
    case exists
    /// The store was written by a newer program.
    case newerFormat
    /// The journal or the disk refused; see ``cause``.
    case journal
    /// The files beside the journal cannot be read.
    case damagedFile
    /// No such document.
    case notFound
    /// The document left this device's scopes; what was unsent is still sent.
    case hasLeft
    /// Somebody on this laptop was quicker on one of these paths: look again, then edit.
    case lookAgain
    /// A path is not one that may be written.
    case badPath
    /// A value does not fit its path, or the edit breaks a rule of the format.
    case badEdit
    /// The record would be larger than a record may be.
    case tooLarge
    /// Nothing that this program knows has this kind.
    case unknownKind
    /// A scope or an author that is none.
    case badCode
    /// This store is enrolled with no office.
    case notEnrolled
    /// The store holds examples, which never leave it.
    case exampleStore
    /// What the office sent does not fit.
    case badAnswer
  }

  /// What is wrong.
  public let code: Code
  /// Where.
  public let place: Place
  /// The document it is about.
  public let document: DocumentID?
  /// What the journal said.
  public let cause: JournalError?

  /// Makes an error.
  public init(
    _ code: Code,
    place: Place = Place(),
    document: DocumentID? = nil,
    cause: JournalError? = nil
  ) {
    self.code = code
    self.place = place
    self.document = document
    self.cause = cause
  }

  init(_ cause: JournalError) {
    let code: Code =
      switch cause.code {
      case .newerFormat: .newerFormat
      case .notAStore: .notAStore
      case .exists: .exists
      default: .journal
      }
    self.init(code, place: cause.place, cause: cause)
  }

  /// The code as text.
  public var codeName: String {
    code == .journal ? cause?.codeName ?? "store.journal" : "store.\(code)"
  }
  /// What to do next.
  public var remedy: Remedy {
    switch code {
    case .notAStore:
      Remedy(code: "runInit", text: "Make a store with init, or name its folder.")
    case .exists: Remedy(code: "useStore", text: "Use the store that is there, or another folder.")
    case .newerFormat: Remedy(code: "upgrade", text: "Use the newer program; nothing was changed.")
    case .journal:
      cause?.remedy ?? Remedy(code: "checkDisk", text: "Check the disk, then run verify.")
    case .damagedFile: Remedy(code: "runDoctor", text: "Run doctor; the documents are safe.")
    case .notFound: Remedy(code: "list", text: "See list for the documents of this store.")
    case .hasLeft:
      Remedy(code: "askOffice", text: "The document is no longer this laptop's; ask the office.")
    case .lookAgain: Remedy(code: "showAgain", text: "Look at the document again, then edit.")
    case .badPath: Remedy(code: "checkPath", text: "Name the question as show prints it.")
    case .badEdit: Remedy(code: "checkEdit", text: "Check the value; nothing was stored.")
    case .tooLarge:
      Remedy(code: "shorter", text: "Write less in one answer; photos go in as attachments.")
    case .unknownKind: Remedy(code: "kinds", text: "See new --help for the kinds.")
    case .badCode:
      Remedy(code: "checkCode", text: "A code has 1 to 128 bytes and no control characters.")
    case .notEnrolled: Remedy(code: "enrol", text: "Enrol with the code that the office gave.")
    case .exampleStore:
      Remedy(code: "runInit", text: "Make a real store with init; the examples are put aside.")
    case .badAnswer:
      Remedy(code: "askOffice", text: "Tell the office; nothing was changed, nothing is lost.")
    }
  }
  /// The whole as a sentence.
  public var description: String {
    if let cause, code == .journal { return cause.description }
    let where_ = place.description
    return "store: \(code)\(where_.isEmpty ? "" : " at " + where_). \(remedy.text)"
  }
}
