/// An answer as typed, read without knowing its question.
///
/// The caller, who knows the question's type, keeps the typed text beside it: `na` may be an answer
/// of two letters, and `1` the house number of a text question.
public enum AnswerText: Sendable, Equatable {
  /// A whole number.
  case integer(Int64)
  /// A number typed with decimals.
  case number(Double)
  /// `1.250`: twelve hundred and fifty or one and a quarter? A question for a number asks again.
  case unclearNumber
  /// `ja`, `j`, `yes`, `y`.
  case yes
  /// `nee`, `n`, `no`.
  case no
  /// `niet gezien`, `not seen`, with a space, hyphen or underscore.
  case notSeen
  /// `nvt`, `n.v.t.`, `niet van toepassing`, `na`, `n/a`, `not applicable`.
  case na
  /// Anything else, without the spaces around it.
  case text(String)

  /// Reads an answer; letter case and spaces around it play no part in the fixed words.
  public init(_ typed: String) {
    let text = Self.trimmed(typed)
    switch text.lowercased().map({ "-_".contains($0) ? " " : String($0) }).joined() {
    case "ja", "j", "yes", "y": self = .yes
    case "nee", "n", "no": self = .no
    case "niet gezien", "not seen": self = .notSeen
    case "nvt", "n.v.t.", "n.v.t", "niet van toepassing", "na", "n/a", "n.a.", "not applicable":
      self = .na
    default:
      switch Numeral(text) {
      case .integer(let value): self = .integer(value)
      case .decimal(let value): self = .number(value)
      case .unclear: self = .unclearNumber
      case nil: self = .text(text)
      }
    }
  }

  private static func trimmed(_ text: String) -> String {
    var rest = text[...]
    while rest.first?.isWhitespace == true { rest.removeFirst() }
    while rest.last?.isWhitespace == true { rest.removeLast() }
    return String(rest)
  }
}
