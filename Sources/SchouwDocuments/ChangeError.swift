public import SchouwCanon

/// Why a record is not a change (the rules of `Protocol/format.md`); never carries a value.
public struct ChangeError: SchouwError, Equatable {
  /// What is wrong.
  public enum Code: String, Sendable, CaseIterable {
    /// The bytes are not canonical JSON (C).
    case notCanonical
    /// A required member is missing (G1).
    case missingMember
    /// A member has the wrong type or form.
    case badMember
    /// `set` and `paths` both present, or one without its companion (G5).
    case mixedBody
    /// `seen` is not sorted, has a name twice, or its own entry does not fit `prev` (G4).
    case badSeen
    /// A path that is no JSON Pointer of rule I5.
    case badPath
    /// A path and one above it, or a value under an element that is removed (G6).
    case overlap
    /// A birth without its reserved registers, or with wrong ones (B1).
    case badBirth
    /// The record exceeds a limit.
    case tooLarge
  }

  /// What is wrong.
  public let code: Code
  /// The rule that is broken, for instance `G4`.
  public let rule: String
  /// The member or path where.
  public let place: Place

  /// Makes an error at a member of the record.
  public init(_ code: Code, rule: String, member: String, byte: Int? = nil) {
    self.code = code
    self.rule = rule
    place = Place(byte: byte, path: member)
  }

  /// Says which rule a text breaks that is not the canonical JSON of an object.
  init(_ error: JSONError) {
    let rule =
      switch error.code {
      case .unexpectedByte, .unexpectedEnd, .badEscape, .controlCharacter, .badNumber: "C1"
      case .byteOrderMark, .invalidUTF8, .loneSurrogate, .duplicateName, .numberOutOfRange,
        .trailingBytes:
        "C2"
      case .integerNotExact: "C3"
      case .tooDeep, .tooLarge: "C4"
      case .notCanonical: "C5"
      case .notAnObject: "G1"
      }
    let isTooLarge = error.code == .tooLarge || error.code == .tooDeep
    self.init(
      isTooLarge ? .tooLarge : .notCanonical,
      rule: rule,
      member: error.path,
      byte: error.byte
    )
  }

  /// The code as text.
  public var codeName: String { "change." + code.rawValue }
  /// What to do next.
  public var remedy: Remedy {
    Remedy(
      code: "mendTheRecord",
      text: "Mend the program that wrote the record: rule \(rule) of Protocol/format.md."
    )
  }
  /// The whole as a sentence.
  public var description: String {
    "not a change (\(code.rawValue), rule \(rule)) at \(place). \(remedy.text)"
  }
}
