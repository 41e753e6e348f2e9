public import SchouwCanon
public import SchouwJournal

/// Why the server cannot do what an administrator or a device asked; nothing changed.
public struct ServerError: SchouwError {
  /// What is wrong.
  public enum Code: String, Sendable, CaseIterable {
    /// There is no office in the folder.
    case notAnOffice
    /// There is one already.
    case exists
    /// The log was written by a newer program.
    case newerFormat
    /// The journal or the disk refused.
    case journal
    /// A record of the log cannot be understood.
    case badRecord
    /// No such device.
    case unknownDevice
    /// A device of that name exists.
    case deviceExists
    /// No such account.
    case unknownAccount
    /// An account of that name exists.
    case accountExists
    /// No such document.
    case unknownDocument
    /// A change that is to be decided about is not held, or waits for others; or nobody waits for one to be closed.
    case notHeld
    /// What is to be decided about was written anew since it was shown.
    case lookAgain
    /// A member of a request is missing or wrong.
    case badRequest
    /// A record that may have changed the rights of a device or account does not read.
    case rightsUnknown
    /// The enrolment code is unknown, used up or too old.
    case badCode
    /// The backup is not whole.
    case badBackup
  }

  /// What is wrong.
  public let code: Code
  /// Where.
  public let place: Place
  /// What the journal said.
  public let cause: JournalError?

  /// Makes an error.
  public init(_ code: Code, place: Place = Place(), cause: JournalError? = nil) {
    self.code = code
    self.place = place
    self.cause = cause
  }

  package init(_ cause: JournalError) { self.init(.journal, place: cause.place, cause: cause) }

  /// The code as text.
  public var codeName: String {
    code == .journal ? cause?.codeName ?? "server.journal" : "server.\(code)"
  }
  /// What to do next.
  public var remedy: Remedy {
    switch code {
    case .notAnOffice: Remedy(code: "checkFolder", text: "Name the office's folder with --data.")
    case .exists: Remedy(code: "otherFolder", text: "Use an empty folder.")
    case .newerFormat: Remedy(code: "upgrade", text: "Use the newer program; nothing was changed.")
    case .journal: cause?.remedy ?? Remedy(code: "checkDisk", text: "Check the disk.")
    case .badRecord: Remedy(code: "runVerify", text: "Run verify; all else reads.")
    case .unknownDevice: Remedy(code: "listDevices", text: "See device list.")
    case .deviceExists: Remedy(code: "otherName", text: "Give the device another name.")
    case .unknownAccount: Remedy(code: "listAccounts", text: "See account list.")
    case .accountExists: Remedy(code: "otherAccount", text: "Choose another name.")
    case .unknownDocument: Remedy(code: "checkId", text: "Check the document's id.")
    case .notHeld: Remedy(code: "listHeld", text: "See held; nothing was changed.")
    case .lookAgain: Remedy(code: "showAgain", text: "Show it again; nothing was changed.")
    case .badRequest: Remedy(code: "checkRequest", text: "See Protocol/exchange.md.")
    case .rightsUnknown:
      Remedy(code: "confirmRights", text: "See device list; then device confirm, or revoke.")
    case .badCode: Remedy(code: "newCode", text: "Ask for a new code: device add.")
    case .badBackup: Remedy(code: "otherBackup", text: "Use another backup; nothing was changed.")
    }
  }
  /// The whole as a sentence.
  public var description: String {
    if let cause, code == .journal { return cause.description }
    let where_ = place.description
    return "server: \(code)\(where_.isEmpty ? "" : " at " + where_). \(remedy.text)"
  }
}
