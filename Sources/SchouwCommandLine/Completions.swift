/// Scripts with which a shell completes the commands of a program.
///
/// They are made from the specs alone; only for the handles of documents, in bash and zsh, they ask the program.
public enum Completions {
  /// A shell for which there is a script.
  public enum Shell: String, Sendable, CaseIterable {
    /// GNU bash, 3.2 or later; without the bash-completion package.
    case bash
    /// Zsh; the script goes by the name `_schouw` into a folder of `fpath`.
    case zsh
    /// Fish, 3 or later.
    case fish
  }

  /// The script for a shell, with explanations in one language where the shell shows them.
  ///
  /// All verbs and aliases are understood; offered is the verb of the language.
  public static func script(
    _ shell: Shell,
    for set: CommandSet,
    _ language: Language
  ) -> String {
    switch shell {
    case .bash: bash(set, language)
    case .zsh: zsh(set, language)
    case .fish: fish(set, language)
    }
  }

  /// The verbs that are offered: one for each command, or its group, and the one for help.
  static func offeredVerbs(_ set: CommandSet, _ language: Language) -> [String] {
    unique(verbs(set, language).map(\.verb)) + [CommandSet.helpVerbs[language]]
  }

  /// What is offered in the place of the verb, and what it does; a group says which words follow it.
  static func verbs(
    _ set: CommandSet,
    _ language: Language
  ) -> [(verb: String, summary: String)] {
    var verbs: [(verb: String, summary: String)] = []
    for command in set.commands {
      let verb = command.verb(language)
      guard let group = set.groups.first(where: { verb.hasPrefix($0 + "-") }) else {
        verbs.append((verb, command.summary[language]))
        continue
      }
      guard !verbs.contains(where: { $0.verb == group }) else { continue }
      verbs.append((group, set.members(of: group, language).joined(separator: ", ")))
    }
    return verbs
  }

  /// Whether some command takes the handle of a document.
  static func takesHandles(_ set: CommandSet) -> Bool {
    set.commands.contains { command in
      command.arguments.contains { $0.kind == .handle }
        || command.options.contains { $0.value?.kind == .handle }
    }
  }

  /// A shell command that prints the handles of the documents, one a line, with `$where` as options.
  static func handles(_ set: CommandSet, _ options: String) -> String {
    "\(set.program) list --json \(options) 2>/dev/null"
      + " | sed -n 's/.*\"handle\":\"\\([0-9A-Z]*\\)\".*/\\1/p'"
  }

  /// The options that say which documents there are.
  static let placeOptions = ["--store", "--data"]

  /// The name of the shell function: `_schouw_server`.
  static func functionName(_ set: CommandSet) -> String {
    "_" + set.program.map { $0 == "-" ? "_" : String($0) }.joined()
  }

  static var comment: String { "# Made by the program itself; changes will be lost." }

  /// Text in single quotes, for all three shells; fish alone also reads `\` within them.
  static func quoted(_ text: String, _ shell: Shell) -> String {
    var result = "'"
    for character in DisplayText.harmless(text) {
      switch character {
      case "'": result += shell == .fish ? "\\'" : "'\\''"
      case "\\" where shell == .fish: result += "\\\\"
      default: result.append(character)
      }
    }
    return result + "'"
  }

  /// All ways to write the options that take a value, whatever the command.
  static func titlesWithValue(_ set: CommandSet) -> [String] {
    let options = set.globalOptions + set.commands.flatMap(\.options)
    return unique(options.filter { $0.value != nil }.flatMap(titles))
  }

  /// All ways to write an option: `-h`, `--help`.
  static func titles(_ option: OptionSpec) -> [String] {
    (option.short.map { ["-\($0)"] } ?? []) + [option.title]
  }

  static func unique(_ words: [String]) -> [String] {
    words.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }
}
