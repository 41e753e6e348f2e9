/// What to do next about an error.
public struct Remedy: Sendable, Hashable {
  /// A stable name, by which the text is translated.
  public let code: String
  /// One English sentence in the imperative.
  public let text: String

  /// Makes a remedy of a stable code and an English sentence.
  public init(code: String, text: String) {
    self.code = code
    self.text = text
  }
}
