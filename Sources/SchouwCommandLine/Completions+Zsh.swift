extension Completions {
  static func zsh(_ set: CommandSet, _ language: Language) -> String {
    let function = functionName(set)
    let global = set.globalOptions.map { zshOption($0, set, language) }
    let first = set.optionsBeforeVerb.map { zshOption($0, set, language) }
    let command = CommandLineMessage.command.text(language)
    return """
      #compdef \(set.program)
      \(comment)
      \(function)() {
        local curcontext=$curcontext state state_descr line verb
        local -a where
        typeset -A opt_args
      \(zshPlace(set))\
        _arguments -C \\
      \(list(first + [quoted("1:\(command):->verb", .zsh), "'*:::rest:->rest'"], indent: 4))
        case $state in
          verb) \(function)_verbs ;;
          rest)
            words=($line[1] "${words[@]}")
            (( CURRENT += 1 ))
            verb=$line[1]
      \(zshGroups(set, language))\
            curcontext="${curcontext%:*:*}:\(set.program)-$verb:"
            case $verb in
              \(CommandSet.helpVerbs.en)|\(CommandSet.helpVerbs.nl)) \(function)_verbs ;;
      \(set.commands.map { zshCommand($0, global, set, language) }.joined(separator: "\n"))
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
      \(zshHandles(set))\
      if [ "$funcstack[1]" = \(function) ]; then
        \(function) "$@"
      else
        compdef \(function) \(set.program)
      fi

      """
  }

  private static func zshVerbs(_ set: CommandSet, _ language: Language) -> String {
    let help = (CommandSet.helpVerbs[language], CommandLineMessage.helpCommand.text(language))
    return (verbs(set, language) + [help]).map { verb, summary in
      "    " + quoted("\(verb):\(escaped(summary, ":"))", .zsh)
    }.joined(separator: "\n")
  }

  /// The options that say which documents there are, wherever they stand on the line.
  private static func zshPlace(_ set: CommandSet) -> String {
    guard takesHandles(set) else { return "" }
    return """
        local place
        for place in \(placeOptions.joined(separator: " ")); do
          (( ${words[(I)$place]} )) && where=($place "${words[${words[(I)$place]}+1]}")
        done

      """
  }

  /// Makes one verb of two words, or offers the second one.
  private static func zshGroups(_ set: CommandSet, _ language: Language) -> String {
    guard !set.groups.isEmpty else { return "" }
    let cases = set.groups.map { group in
      "          \(group)) _values \(quoted(group, .zsh)) "
        + "\(set.members(of: group).joined(separator: " ")); return ;;"
    }
    return """
            if [[ $verb = (\(set.groups.joined(separator: "|"))) ]]; then
              if (( CURRENT == 2 )); then
                case $verb in
      \(cases.joined(separator: "\n"))
                esac
              fi
              verb=$verb-$words[2]
              words=($verb "${(@)words[3,-1]}")
              (( CURRENT -= 1 ))
            fi

      """
  }

  /// A function that asks for the handles of documents.
  private static func zshHandles(_ set: CommandSet) -> String {
    guard takesHandles(set) else { return "" }
    let function = functionName(set)
    return """
      \(function)_handles() {
        local -a handles
        handles=(${(f)"$(\(handles(set, "$where")))"})
        compadd -M 'm:{a-z}={A-Z}' -a handles
      }

      """
  }

  private static func zshCommand(
    _ command: CommandSpec,
    _ global: [String],
    _ set: CommandSet,
    _ language: Language
  ) -> String {
    var words = command.options.map { zshOption($0, set, language) } + global
    for (place, argument) in zip(1..., command.arguments) {
      let isRepeating = argument.count == .oneOrMore || argument.count == .zeroOrMore
      let start = isRepeating ? "*:" : argument.count == .optional ? "\(place)::" : "\(place):"
      let label = escaped(argument.label[language], ":")
      words.append(quoted("\(start)\(label):\(zshAction(argument.kind, set))", .zsh))
    }
    return """
              \(command.verbs.joined(separator: "|")))
                _arguments \\
      \(list(words, indent: 12)) ;;
      """
  }

  private static func zshOption(
    _ option: OptionSpec,
    _ set: CommandSet,
    _ language: Language
  ) -> String {
    let help = "[\(escaped(option.help[language], "[]:"))]"
    let value = option.value.map {
      ":\(escaped($0.label[language], ":")):\(zshAction($0.kind, set))"
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

  private static func zshAction(_ kind: ValueKind, _ set: CommandSet) -> String {
    switch kind {
    case .handle: functionName(set) + "_handles"
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
