/// An error that can be told to the person at the keyboard.
///
/// Whoever calls into a lower target wraps its error in a type of this protocol, for instance
/// `CommandFailure`. No explanation holds a document's value, only its path.
public protocol ExplainedError: Error {
  /// How the program ends if nobody handles the error.
  var exitCode: ExitCode { get }
  /// What happened and what to do next.
  func explanation(_ language: Language) -> Explanation
}

/// What happened, and what to do next, in one language.
public struct Explanation: Sendable, Equatable {
  /// What happened: a full sentence.
  public var text: String
  /// What to do next: a full sentence, or several; nil if nothing can be advised.
  public var remedy: String?

  /// Makes an explanation of its two sentences.
  public init(_ text: String, remedy: String? = nil) {
    self.text = text
    self.remedy = remedy
  }
}

/// An explained error without a type of its own.
public struct CommandFailure: ExplainedError, Equatable {
  /// How the program ends.
  public var exitCode: ExitCode
  /// What happened, placeholders already filled in.
  public var text: Phrase
  /// What to do next, placeholders already filled in.
  public var remedy: Phrase?

  /// Makes a failure; without a text of its own it says what its exit code means.
  public init(_ exitCode: ExitCode, _ text: Phrase? = nil, remedy: Phrase? = nil) {
    self.exitCode = exitCode
    self.text = text ?? exitCode.phrase
    self.remedy = remedy
  }

  /// Both sentences in one language.
  public func explanation(_ language: Language) -> Explanation {
    Explanation(text[language], remedy: remedy?[language])
  }
}
