extension Completions {
  static func zsh(_ set: CommandSet, _ language: Language) -> String {
    let function = functionName(set)
    let global = set.globalOptions.map { zshOption($0, language) }
    let first = set.optionsBeforeVerb.map { zshOption($0, language) }
    let command = CommandLineMessage.command.text(language)
    return """
      #compdef \(set.program)
      \(comment)
      \(function)() {
        local curcontext=$curcontext state state_descr line
        typeset -A opt_args
        _arguments -C \\
      \(list(first + [quoted("1:\(command):->verb", .zsh), "'*:::rest:->rest'"], indent: 4))
        case $state in
          verb) \(function)_verbs ;;
          rest)
            words=($line[1] "${words[@]}")
            (( CURRENT += 1 ))
            curcontext="${curcontext%:*:*}:\(set.program)-$line[1]:"
            case $line[1] in
              \(CommandSet.helpVerbs.en)|\(CommandSet.helpVerbs.nl)) \(function)_verbs ;;
      \(set.commands.map { zshCommand($0, global, language) }.joined(separator: "\n"))
            esac ;;
        esac
      }
      \(function)_verbs() {
        local -a verbs
        verbs=(
      \(zshVerbs(set, language))
        )
        _describe -t commands \(quoted(command, .zsh)) verbs
      }
      if [ "$funcstack[1]" = \(function) ]; then
        \(function) "$@"
      else
        compdef \(function) \(set.program)
      fi

      """
  }

  private static func zshVerbs(_ set: CommandSet, _ language: Language) -> String {
    let verbs = set.commands.map { ($0.verb(language), $0.summary[language]) }
    let help = (CommandSet.helpVerbs[language], CommandLineMessage.helpCommand.text(language))
    return (verbs + [help]).map { verb, summary in
      "    " + quoted("\(verb):\(escaped(summary, ":"))", .zsh)
    }.joined(separator: "\n")
  }

  private static func zshCommand(
    _ command: CommandSpec,
    _ global: [String],
    _ language: Language
  ) -> String {
    var words = command.options.map { zshOption($0, language) } + global
    for (place, argument) in zip(1..., command.arguments) {
      let isRepeating = argument.count == .oneOrMore || argument.count == .zeroOrMore
      let start = isRepeating ? "*:" : argument.count == .optional ? "\(place)::" : "\(place):"
      let label = escaped(argument.label[language], ":")
      words.append(quoted("\(start)\(label):\(zshAction(argument.kind))", .zsh))
    }
    return """
              \(command.verbs.joined(separator: "|")))
                _arguments \\
      \(list(words, indent: 12)) ;;
      """
  }

  private static func zshOption(_ option: OptionSpec, _ language: Language) -> String {
    let help = "[\(escaped(option.help[language], "[]:"))]"
    let value = option.value.map {
      ":\(escaped($0.label[language], ":")):\(zshAction($0.kind))"
    }
    let end = quoted(help + (value ?? ""), .zsh)
    let equals = option.value == nil ? "" : "="
    guard let short = option.short else {
      return (option.isRepeatable ? "'*'" : "") + option.title + equals + end
    }
    let start = option.isRepeatable ? "'*'" : "'(-\(short) \(option.title))'"
    let letter = option.value == nil ? "-\(short)" : "-\(short)+"
    return "\(start){\(letter),\(option.title)\(equals)}\(end)"
  }

  private static func zshAction(_ kind: ValueKind) -> String {
    switch kind {
    case .text: " "
    case .file: "_files"
    case .folder: "_files -/"
    case .choice(let choices): "(\(choices.joined(separator: " ")))"
    }
  }

  /// Puts a backslash before every backslash and before the given characters.
  private static func escaped(_ text: String, _ characters: String) -> String {
    text.map { $0 == "\\" || characters.contains($0) ? "\\\($0)" : String($0) }.joined()
  }

  private static func list(_ words: [String], indent: Int) -> String {
    words.map { String(repeating: " ", count: indent) + $0 }.joined(separator: " \\\n")
  }
}
