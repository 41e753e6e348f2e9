extension Completions {
  static func fish(_ set: CommandSet, _ language: Language) -> String {
    let verbs = set.allVerbs.joined(separator: " ")
    let none = "not __fish_seen_subcommand_from \(verbs)"
    let helpVerbs = "\(CommandSet.helpVerbs.en) \(CommandSet.helpVerbs.nl)"
    let afterHelp = "__fish_seen_subcommand_from \(helpVerbs)"
    var lines = [comment, "complete -c \(set.program) -f"]
    lines += set.globalOptions.map { fishOption($0, set, condition: nil, language) }
    let help = (CommandSet.helpVerbs[language], CommandLineMessage.helpCommand.text(language))
    let commands = set.commands.map { ($0.verb(language), $0.summary[language]) }
    for (verb, summary) in commands + [help] {
      let end = "-a \(verb) -d \(quoted(summary, .fish))"
      lines.append("complete -c \(set.program) -n \(quoted(none, .fish)) \(end)")
    }
    for (verb, summary) in commands {
      let end = "-a \(verb) -d \(quoted(summary, .fish))"
      lines.append("complete -c \(set.program) -n \(quoted(afterHelp, .fish)) \(end)")
    }
    for command in set.commands {
      let condition = "__fish_seen_subcommand_from \(command.verbs.joined(separator: " "))"
      lines += command.options.map { fishOption($0, set, condition: condition, language) }
      for argument in command.arguments {
        guard let value = fishValue(argument.kind) else { continue }
        let help = "-d \(quoted(argument.help[language], .fish))"
        lines.append("complete -c \(set.program) -n \(quoted(condition, .fish)) \(value) \(help)")
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func fishOption(
    _ option: OptionSpec,
    _ set: CommandSet,
    condition: String?,
    _ language: Language
  ) -> String {
    var words = ["complete -c \(set.program)"]
    if let condition { words.append("-n \(quoted(condition, .fish))") }
    if let short = option.short { words.append("-s \(short)") }
    words.append("-l \(option.name)")
    if let value = option.value {
      words.append("-r")
      if let values = fishValue(value.kind) { words.append(values) }
    }
    words.append("-d \(quoted(option.help[language], .fish))")
    return words.joined(separator: " ")
  }

  private static func fishValue(_ kind: ValueKind) -> String? {
    switch kind {
    case .text: nil
    case .file: "-F"
    case .folder: "-a '(__fish_complete_directories)'"
    case .choice(let choices): "-a '\(choices.joined(separator: " "))'"
    }
  }
}
