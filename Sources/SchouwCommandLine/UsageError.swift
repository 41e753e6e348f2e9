/// A command line that was not understood; nothing has been done yet.
public struct UsageError: ExplainedError, Equatable {
  /// What is wrong.
  public enum Code: String, Sendable, CaseIterable {
    /// There is no verb.
    case missingVerb
    /// No command has the verb.
    case unknownVerb
    /// The command has no such option.
    case unknownOption
    /// A command's own option stands before the verb.
    case optionBeforeVerb
    /// An option that takes a value ends the line or is followed by another option.
    case missingValue
    /// A flag was given a value, as in `--json=yes`.
    case unexpectedValue
    /// A required argument is not there.
    case missingArgument
    /// A required option is not there.
    case missingOption
    /// There are more arguments than the command takes.
    case surplusArgument
    /// An option that may be given once was given again.
    case repeatedOption
    /// A file or folder has no name.
    case emptyPath
    /// A word is not UTF-8.
    case notText
    /// A value is not of the kind that is wanted.
    case badValue
  }

  /// What is wrong.
  public var code: Code
  /// The program's name.
  public var program: String
  /// The verb as typed; nil if it is not there or not known.
  public var verb: String?
  /// The word as typed, of an unknown option its name alone; never shown where it may be a value.
  public var word: String
  /// The place of the word, counted from 1 after the program's name; where something is missing, the
  /// place after the last word.
  public var position: Int
  /// The option or argument concerned, as help shows it.
  public var subject: Phrase
  /// What would have been right.
  public var expected: Phrase
  /// What may have been meant, nearest first; at most three.
  public var suggestions: [String]

  /// Makes an error.
  public init(
    _ code: Code,
    program: String,
    verb: String? = nil,
    word: String = "",
    position: Int,
    subject: Phrase = Phrase(""),
    expected: Phrase = Phrase(""),
    suggestions: [String] = []
  ) {
    self.code = code
    self.program = program
    self.verb = verb
    self.word = word
    self.position = position
    self.subject = subject
    self.expected = expected
    self.suggestions = suggestions
  }

  /// Always `usage`.
  public var exitCode: ExitCode { .usage }

  /// What is wrong with which word, and what may have been meant.
  public func explanation(_ language: Language) -> Explanation {
    let values: KeyValuePairs = [
      "word": DisplayText.truncated(DisplayText.harmless(word), toColumns: 40),
      "position": String(position), "subject": subject[language], "expected": expected[language],
      "place": verb ?? program, "words": orList(suggestions, language),
      "command": ([program] + (verb.map { [$0] } ?? []) + ["--help"]).joined(separator: " "),
    ]
    let remedies = remedies.map { $0.text(language, values) }
    return Explanation(message.text(language, values), remedy: remedies.joined(separator: " "))
  }

  private var message: CommandLineMessage {
    switch code {
    case .missingVerb: .missingVerb
    case .unknownVerb: .unknownVerb
    case .unknownOption: .unknownOption
    case .optionBeforeVerb: .optionBeforeVerb
    case .missingValue: .missingValue
    case .unexpectedValue: .unexpectedValue
    case .missingArgument: .missingArgument
    case .missingOption: .missingOption
    case .surplusArgument: .surplusArgument
    case .repeatedOption: .repeatedOption
    case .emptyPath: .emptyPath
    case .notText: .notText
    case .badValue: .badValue
    }
  }

  private var remedies: [CommandLineMessage] {
    if !suggestions.isEmpty { return [.didYouMean] }
    return switch code {
    case .unknownOption: [.wordWithDash, .seeHelp]
    case .missingValue: [.valueWithDash]
    case .notText: [.textInUTF8]
    case .surplusArgument: [.textWithSpaces, .seeHelp]
    default: [.seeHelp]
    }
  }
}

/// `a`, `a or b`, `a, b or c`.
func orList(_ words: [String], _ language: Language) -> String {
  guard let last = words.last, words.count > 1 else { return words.first ?? "" }
  let word = CommandLineMessage.or.text(language)
  return words.dropLast().joined(separator: ", ") + " \(word) \(last)"
}
