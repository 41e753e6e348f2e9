public import SchouwCanon

/// What went wrong with a journal, where, and what to do next.
///
/// Never carries a value.
public struct JournalError: SchouwError, Equatable {
  /// What sort of failure it is.
  public enum Code: String, Sendable, CaseIterable {
    /// The disk is full: the write was refused, nothing changed.
    case diskFull
    /// A sync to disk failed: what was not acknowledged may or may not be there; reopen (J6).
    case syncFailed
    /// An earlier write failed; this handle is closed. Reopen.
    case closed
    /// Another process holds the store.
    case locked
    /// A record does not agree with its checksum.
    case damagedRecord
    /// The record is larger than a record may be.
    case recordTooLarge
    /// The store was written by a newer program.
    case newerFormat
    /// There is no store in the folder.
    case notAStore
    /// There is a store already.
    case exists
    /// The file system refused.
    case disk
  }

  /// What sort of failure it is.
  public let code: Code
  /// Which file and where in it.
  public let place: Place
  /// The call that failed, if one did.
  public let cause: DiskError?

  /// Makes an error.
  public init(_ code: Code, place: Place, cause: DiskError? = nil) {
    self.code = code
    self.place = place
    self.cause = cause
  }

  /// The error of a failed call.
  public init(_ cause: DiskError) {
    let code: Code =
      switch cause.code {
      case .full: .diskFull
      case .locked: .locked
      default: .disk
      }
    self.init(code, place: cause.place, cause: cause)
  }

  /// The code as text.
  public var codeName: String { "journal." + code.rawValue }
  /// What to do next.
  public var remedy: Remedy {
    switch code {
    case .diskFull:
      Remedy(
        code: "freeSpace",
        text: "Free some space and try again; what was stored before is safe and readable."
      )
    case .syncFailed, .closed:
      Remedy(code: "reopen", text: "Start the program again; it checks the journal when it opens.")
    case .locked:
      Remedy(
        code: "closeOther",
        text: "Close the other program that uses this store, then try again."
      )
    case .damagedRecord:
      Remedy(code: "runVerify", text: "Run verify to see what is damaged; all else reads.")
    case .recordTooLarge:
      Remedy(code: "splitRecord", text: "Write smaller values; large files belong in attachments.")
    case .newerFormat:
      Remedy(code: "upgrade", text: "Use the newer program; nothing was changed.")
    case .notAStore: Remedy(code: "runInit", text: "Make a store with init, or name its folder.")
    case .exists:
      Remedy(code: "choosePath", text: "Use the store that is there, or another folder.")
    case .disk: Remedy(code: "checkDisk", text: "Check the disk and the rights of the folder.")
    }
  }
  /// The whole as a sentence.
  public var description: String {
    let because = cause.map { " (\($0.call), errno \($0.errorNumber))" } ?? ""
    return "journal \(code.rawValue) at \(place)\(because). \(remedy.text)"
  }
}

/// Runs calls to the disk and turns their errors into the journal's.
func journaled<Value>(_ body: () throws(DiskError) -> Value) throws(JournalError) -> Value {
  do {
    return try body()
  } catch {
    throw JournalError(error)
  }
}
