/// Scripts with which a shell completes the commands of a program.
///
/// They are made from the specs alone and call nothing, so completing costs no start of the program.
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

  /// The verbs that are offered: one for each command, and the one for help.
  static func offeredVerbs(_ set: CommandSet, _ language: Language) -> [String] {
    set.commands.map { $0.verb(language) } + [CommandSet.helpVerbs[language]]
  }

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
