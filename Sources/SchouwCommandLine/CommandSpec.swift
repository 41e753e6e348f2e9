/// A command as it is offered: its names, what it takes, and how it ends.
public struct CommandSpec: Sendable, Equatable {
  /// The verb, as scripts write it: small letters, digits and hyphens.
  public var verb: String
  /// Other verbs for the same, Dutch ones first; help in Dutch shows the first of them.
  public var aliases: [String]
  /// What the command does: one short sentence.
  public var summary: Phrase
  /// What follows the verb, in order.
  public var arguments: [ArgumentSpec]
  /// The options besides those that every command takes.
  public var options: [OptionSpec]
  /// How it is used.
  public var examples: [Example]
  /// The ways in which it may end, besides `ok`, `failed` and `usage`.
  public var exitCodes: [ExitCode]

  /// Describes a command.
  public init(
    _ verb: String,
    aliases: [String] = [],
    summary: Phrase,
    arguments: [ArgumentSpec] = [],
    options: [OptionSpec] = [],
    examples: [Example] = [],
    exitCodes: [ExitCode] = []
  ) {
    self.verb = verb
    self.aliases = aliases
    self.summary = summary
    self.arguments = arguments
    self.options = options
    self.examples = examples
    self.exitCodes = exitCodes
  }

  /// All verbs of the command, the one for scripts first.
  public var verbs: [String] { [verb] + aliases }

  /// The verb to show in a language: in Dutch the first alias, if there is one.
  public func verb(_ language: Language) -> String {
    language == .nl ? aliases.first ?? verb : verb
  }

  /// One use of a command: what is typed, after the program's name, and what that does.
  public struct Example: Sendable, Equatable {
    /// What is typed, in each language, without the program's name.
    public var words: Phrase
    /// What it does.
    public var note: Phrase

    /// Makes an example.
    public init(_ words: Phrase, _ note: Phrase) {
      self.words = words
      self.note = note
    }
  }
}

/// Something that a command takes by its place.
public struct ArgumentSpec: Sendable, Equatable {
  /// How often an argument may stand.
  public enum Count: Sendable {
    /// Exactly once.
    case one
    /// Once or not at all.
    case optional
    /// Once or more; only as the last argument.
    case oneOrMore
    /// As often as wanted, also not at all; only as the last argument.
    case zeroOrMore
  }

  /// What stands for it in help, in capitals: DOSSIER, DOCUMENT.
  public var label: Phrase
  /// How often it may stand.
  public var count: Count
  /// What kind of text it is.
  public var kind: ValueKind
  /// What it is for.
  public var help: Phrase

  /// Describes an argument.
  public init(
    _ label: Phrase,
    _ count: Count = .one,
    _ kind: ValueKind = .text,
    help: Phrase
  ) {
    self.label = label
    self.count = count
    self.kind = kind
    self.help = help
  }
}

/// Something that a command takes by its name.
public struct OptionSpec: Sendable, Equatable {
  /// The value of an option.
  public struct Value: Sendable, Equatable {
    /// What stands for it in help, in capitals.
    public var label: Phrase
    /// What kind of text it is.
    public var kind: ValueKind

    /// Describes a value.
    public init(_ label: Phrase, _ kind: ValueKind = .text) {
      self.label = label
      self.kind = kind
    }
  }

  /// The name without its two dashes.
  public var name: String
  /// The letter after one dash; nil if there is none.
  public var short: Character?
  /// The value that follows; nil for a flag.
  public var value: Value?
  /// Whether a value may be given more than once; a flag always may.
  public var isRepeatable: Bool
  /// Whether the command cannot do without it.
  public var isRequired: Bool
  /// What it is for.
  public var help: Phrase

  /// Describes an option.
  public init(
    _ name: String,
    short: Character? = nil,
    value: Value? = nil,
    isRepeatable: Bool = false,
    isRequired: Bool = false,
    help: Phrase
  ) {
    self.name = name
    self.short = short
    self.value = value
    self.isRepeatable = isRepeatable
    self.isRequired = isRequired
    self.help = help
  }
}

/// What kind of text a value is: for completions, and for choices also for refusal.
public enum ValueKind: Sendable, Equatable {
  /// Any text.
  case text
  /// The path of a file.
  case file
  /// The path of a folder.
  case folder
  /// The handle of a document: completions ask the program for those that it has.
  case handle
  /// One of these words, exactly.
  case choice([String])
}
