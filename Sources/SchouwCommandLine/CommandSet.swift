/// A program: its name and all its commands.
public struct CommandSet: Sendable, Equatable {
  /// The name under which it is called.
  public var program: String
  /// What the program is: one short sentence.
  public var summary: Phrase
  /// The commands, in the order in which help shows them.
  public var commands: [CommandSpec]
  /// The options that every command takes, before or after its verb.
  public private(set) var globalOptions: [OptionSpec]
  /// Words that begin several verbs, as `device` begins `device-add`: the hyphen behind one may be typed as a
  /// space.
  public var groups: [String]
  /// The command that runs where no verb is given; nil if that is an error.
  public var bare: CommandSpec?
  /// What `--version` prints; nil where a program has no such option.
  public var version: VersionSpec?

  /// Describes a program; every program has the options of `OptionSpec.everywhere`, unless others are given.
  public init(
    _ program: String,
    summary: Phrase,
    commands: [CommandSpec],
    globalOptions: [OptionSpec] = [],
    everywhere: [OptionSpec] = OptionSpec.everywhere,
    groups: [String] = [],
    bare: CommandSpec? = nil,
    version: VersionSpec? = nil
  ) {
    self.program = program
    self.summary = summary
    self.commands = commands
    self.globalOptions = globalOptions + everywhere
    self.groups = groups
    self.bare = bare
    self.version = version
  }

  /// The command of a verb or one of its aliases.
  public func command(_ verb: String) -> CommandSpec? {
    commands.first { $0.verbs.contains(verb) }
  }

  /// The second words of a group, in the order of the commands: `add`, `list`.
  func members(of group: String, _ language: Language? = nil) -> [String] {
    commands.flatMap { command in language.map { [command.verb($0)] } ?? command.verbs }
      .filter { $0.hasPrefix(group + "-") }
      .map { String($0.dropFirst(group.utf8.count + 1)) }
  }

  /// The words that ask for help in the place of a verb, unless a command has them.
  static let helpVerbs = Phrase(nl: "hulp", en: "help")

  /// The options that may stand in the place of a verb.
  var optionsBeforeVerb: [OptionSpec] { globalOptions + (version == nil ? [] : [.version]) }

  /// Every word that may stand in the place of a verb.
  var allVerbs: [String] {
    commands.flatMap(\.verbs) + [Self.helpVerbs.en, Self.helpVerbs.nl]
  }
}

extension OptionSpec {
  /// `--lang nl|en`: the language of everything that is said.
  public static let lang = OptionSpec(
    "lang",
    value: Value(Phrase("nl|en"), .choice(Language.allCases.map(\.rawValue))),
    help: Phrase(nl: "taal van de uitvoer", en: "language of the output")
  )
  /// `--json`: results as JSON, for other programs.
  public static let json = OptionSpec(
    "json",
    help: Phrase(nl: "uitvoer als JSON", en: "output as JSON")
  )
  /// `--store FOLDER`: where the store is.
  public static let store = OptionSpec(
    "store",
    value: Value(Phrase(nl: "MAP", en: "FOLDER"), .folder),
    help: Phrase(nl: "map van de opslag", en: "folder of the store")
  )
  /// `--quiet`: no remarks and no progress.
  public static let quiet = OptionSpec(
    "quiet",
    help: Phrase(nl: "alleen uitkomsten en fouten", en: "only results and errors")
  )
  /// `--help`, `-h`.
  public static let help = OptionSpec(
    "help",
    short: "h",
    help: Phrase(nl: "toon deze uitleg", en: "show this help")
  )

  /// `--version`: the program and the formats it speaks, in the place of a command.
  static let version = OptionSpec(
    "version",
    help: Phrase(nl: "toon de versies", en: "show the versions")
  )

  /// The options that every command takes.
  public static let everywhere = [lang, json, store, quiet, help]
}

extension CommandSpec {
  /// `completions SHELL`: prints the completion script; a program adds it to its commands.
  public static let completions = CommandSpec(
    "completions",
    aliases: ["aanvullen"],
    summary: Phrase(
      nl: "Toon het script waarmee de shell opdrachten aanvult.",
      en: "Print the script with which the shell completes commands."
    ),
    arguments: [.shell]
  )
}

extension ArgumentSpec {
  /// A shell for which there are completions.
  public static let shell = ArgumentSpec(
    Phrase("SHELL"),
    .one,
    .choice(Completions.Shell.allCases.map(\.rawValue)),
    help: Phrase(nl: "bash, zsh of fish", en: "bash, zsh or fish")
  )
}
