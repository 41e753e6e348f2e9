public import SchouwCanon

/// Why a message of the exchange cannot be read (rules X1 to X5 of `Protocol/exchange.md`).
public struct SyncError: SchouwError, Equatable {
  /// What is wrong.
  public enum Code: String, Sendable, CaseIterable {
    /// A line is not canonical JSON.
    case notJSONLines
    /// The first line is no head.
    case badHead
    /// The last line is missing or does not count the lines: the message was cut.
    case cut
    /// A higher version than this program speaks.
    case newerVersion
    /// More lines or bytes than a message may have.
    case tooLarge
  }

  /// What is wrong.
  public let code: Code
  /// The line and the member.
  public let place: Place

  /// Makes an error at a line, from 1.
  public init(_ code: Code, line: Int, member: String? = nil) {
    self.code = code
    place = Place(line: line, path: member)
  }

  /// The code as text.
  public var codeName: String { "sync." + code.rawValue }
  /// What to do next.
  public var remedy: Remedy {
    switch code {
    case .cut: Remedy(code: "sendAgain", text: "Send it again; nothing was applied.")
    case .newerVersion: Remedy(code: "upgrade", text: "Use a newer program; nothing was changed.")
    default:
      Remedy(code: "mendTheMessage", text: "Mend the program that wrote it: Protocol/exchange.md.")
    }
  }
  /// The whole as a sentence.
  public var description: String {
    "not a message of the exchange (\(code.rawValue)) at \(place). \(remedy.text)"
  }
}
