public import SchouwCanon

/// What a call to the file system said: the call, the path and the error number.
public struct DiskError: SchouwError, Equatable {
  /// What sort of failure it is.
  public enum Code: String, Sendable, CaseIterable {
    /// The file or folder is not there.
    case notFound
    /// It is there already.
    case exists
    /// The disk or the quota is full.
    case full
    /// This user may not.
    case notPermitted
    /// Another process holds the lock.
    case locked
    /// The file is larger than expected.
    case tooLarge
    /// Anything else, an input or output error included.
    case failed
  }

  /// What sort of failure it is.
  public let code: Code
  /// Which file.
  public let path: String
  /// Which call, for instance `fdatasync`.
  public let call: String
  /// The error number of the call; 0 if it gave none.
  public let errorNumber: Int32
  /// The process that holds the lock, where it is known.
  public let holder: Int32?

  /// Makes an error of its parts.
  public init(_ code: Code, path: String, call: String, errno: Int32, holder: Int32? = nil) {
    self.code = code
    self.path = path
    self.call = call
    errorNumber = errno
    self.holder = holder
  }

  /// The code as text.
  public var codeName: String { "disk." + code.rawValue }
  /// The file.
  public var place: Place { Place(file: path) }
  /// What to do next.
  public var remedy: Remedy {
    switch code {
    case .notFound: Remedy(code: "checkPath", text: "Check the path.")
    case .exists: Remedy(code: "choosePath", text: "Choose another path.")
    case .full:
      Remedy(code: "freeSpace", text: "Free some space and try again; nothing was lost.")
    case .notPermitted: Remedy(code: "checkRights", text: "Check who owns the folder.")
    case .locked:
      Remedy(
        code: "closeOther",
        text: "Close the other program that uses this store, then try again."
      )
    case .tooLarge: Remedy(code: "checkFile", text: "Check that this is the right file.")
    case .failed: Remedy(code: "checkDisk", text: "Check the disk, then run verify.")
    }
  }
  /// The whole as a sentence.
  public var description: String {
    let number = errorNumber == 0 ? "" : " (errno \(errorNumber))"
    let by = holder.map { " by process \($0)" } ?? ""
    return "\(call) failed on \(path)\(number): \(code.rawValue)\(by). \(remedy.text)"
  }
}
