extension Completions {
  static func fish(_ set: CommandSet, _ language: Language) -> String {
    let after = "_\(functionName(set))_after"
    let program = set.program
    let helpVerbs = "\(CommandSet.helpVerbs.en) \(CommandSet.helpVerbs.nl)"
    var lines = [fishFunction(after, set), "complete -c \(program) -f"]
    lines += set.globalOptions.map { "complete -c \(program) \(fishOption($0, language))" }
    let help = (CommandSet.helpVerbs[language], CommandLineMessage.helpCommand.text(language))
    let commands = verbs(set, language)
    for (verb, summary) in commands + [help] {
      lines.append("complete -c \(program) -n \"\(after) ''\" \(offer(verb, summary))")
    }
    for (verb, summary) in commands {
      lines.append("complete -c \(program) -n '\(after) \(helpVerbs)' \(offer(verb, summary))")
    }
    for group in set.groups {
      for member in set.members(of: group) {
        let summary = set.command("\(group)-\(member)")?.summary[language] ?? ""
        lines.append("complete -c \(program) -n '\(after) \(group)' \(offer(member, summary))")
      }
    }
    for command in set.commands {
      let verbs = command.verbs.joined(separator: " ")
      let start = "complete -c \(program) -n '\(after) \(verbs)'"
      lines += command.options.map { "\(start) \(fishOption($0, language))" }
      for argument in command.arguments {
        guard let value = fishValue(argument.kind) else { continue }
        lines.append("\(start) \(value) -d \(quoted(argument.help[language], .fish))")
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// A function that tells whether the verb on the line is one of its arguments; `''` is none yet.
  ///
  /// Not `__fish_seen_subcommand_from`, which takes the value of an option for a verb.
  private static func fishFunction(_ name: String, _ set: CommandSet) -> String {
    """
    \(comment)
    function \(name)
      set -l verb ''
      set -l words (commandline -opc)
      set -e words[1]
      set -l is_value false
      for word in $words
        if $is_value
          set is_value false
          continue
        end
        switch $word
          case \(titlesWithValue(set).joined(separator: " "))
            set is_value true
          case '-*'
          case '*'
    \(fishVerb(set))
            break
        end
      end
      contains -- "$verb" $argv
    end
    """
  }

  /// Takes a word for the verb, or for one half of it.
  private static func fishVerb(_ set: CommandSet) -> String {
    guard !set.groups.isEmpty else { return "        set verb $word" }
    return """
              test -n "$verb"; and set verb $verb-$word; or set verb $word
              contains -- $verb \(set.groups.joined(separator: " ")); and continue
      """
  }

  private static func offer(_ verb: String, _ summary: String) -> String {
    "-a \(verb) -d \(quoted(summary, .fish))"
  }

  private static func fishOption(_ option: OptionSpec, _ language: Language) -> String {
    var words: [String] = []
    if let short = option.short { words.append("-s \(short)") }
    words.append("-l \(option.name)")
    if let value = option.value {
      // Exclusive: no file names among what may follow, unless it is a file.
      words.append(value.kind == .file ? "-r" : "-x")
      if let values = fishValue(value.kind) { words.append(values) }
    }
    words.append("-d \(quoted(option.help[language], .fish))")
    return words.joined(separator: " ")
  }

  private static func fishValue(_ kind: ValueKind) -> String? {
    switch kind {
    case .text, .handle: nil
    case .file: "-F"
    case .folder: "-a '(__fish_complete_directories)'"
    case .choice(let choices): "-a '\(choices.joined(separator: " "))'"
    }
  }
}
