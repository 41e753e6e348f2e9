public import SchouwCanon

/// Why nothing of a bundle can be used, or none can be made.
public struct BundleError: SchouwError, Equatable {
  /// What is wrong.
  public enum Code: String, Sendable, CaseIterable {
    /// Neither a head nor a record reads.
    case notABundle
    /// The file is of a newer format.
    case newerVersion
    /// More bytes or records than a bundle may have.
    case tooLarge
  }

  /// What is wrong.
  public let code: Code

  /// Makes an error.
  public init(_ code: Code) { self.code = code }

  /// The code as text.
  public var codeName: String { "bundle.\(code)" }
  /// The file is known to who read it.
  public var place: Place { Place() }
  /// What to do next.
  public var remedy: Remedy {
    switch code {
    case .notABundle:
      Remedy(code: "checkFile", text: "Check the name of the file; nothing was changed.")
    case .newerVersion: Remedy(code: "upgrade", text: "Use a newer program; nothing was changed.")
    case .tooLarge: Remedy(code: "lessAtOnce", text: "Take fewer scopes at once, or sync.")
    }
  }
  /// The whole as a sentence.
  public var description: String { "bundle: \(code). \(remedy.text)" }
}
