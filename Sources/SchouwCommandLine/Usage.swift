/// Help texts: plain, at most 80 columns wide, without an end of line at their end.
public enum Usage {
  /// How wide a help text is at most, unless a single word is wider.
  public static let columnsMax = 80
  /// Where the explanations begin, unless all names are shorter.
  static let nameColumnsMax = 28

  /// The help of a whole program: its commands and the options that all of them take.
  public static func text(of set: CommandSet, _ language: Language) -> String {
    let helpVerb = CommandSet.helpVerbs[language]
    let word = CommandLineMessage.command.text(language)
    let commands =
      set.commands.map { Entry($0.verb(language), $0.summary[language]) }
      + [Entry("\(helpVerb) [\(word)]", CommandLineMessage.helpCommand.text(language))]
    let usage = "\(CommandLineMessage.usage.text(language)): \(set.program) \(word) …"
    let more = CommandLineMessage.moreHelp.text(
      language,
      ["program": set.program, "help": helpVerb, "command": word]
    )
    let blocks = [
      DisplayText.wrapped("\(set.program): \(set.summary[language])", toColumns: columnsMax),
      [usage],
      section(.commands, commands, language),
      section(
        .globalOptions,
        set.optionsBeforeVerb.map { entry($0, language) },
        language
      ),
      [more],
    ]
    return join(blocks)
  }

  /// The help of one command.
  public static func text(
    of command: CommandSpec,
    in set: CommandSet,
    _ language: Language
  ) -> String {
    let verb = command.verb(language)
    let others = command.verbs.filter { $0 != verb }
    var head = [usageLine(of: command, in: set, language)]
    if !others.isEmpty {
      let words = others.joined(separator: ", ")
      head.append(CommandLineMessage.also.text(language, ["words": words]))
    }
    let codes = ([.ok, .failed, .usage] + command.exitCodes).reduce(into: [ExitCode]()) {
      if !$0.contains($1) { $0.append($1) }
    }
    let blocks = [
      DisplayText.wrapped(command.summary[language], toColumns: columnsMax),
      head.flatMap { hanging($0, indent: "    ") },
      section(.arguments, command.arguments.map { entry($0, language) }, language),
      section(.options, command.options.map { entry($0, language) }, language),
      section(.globalOptions, set.globalOptions.map { entry($0, language) }, language),
      examples(of: command, in: set, language),
      section(
        .exitCodes,
        codes.sorted { $0.rawValue < $1.rawValue }.map {
          Entry(String($0.rawValue), $0.phrase[language])
        },
        language
      ),
    ]
    return join(blocks)
  }

  /// One name and its explanation.
  private struct Entry {
    var name: String
    var text: String
    init(_ name: String, _ text: String) {
      self.name = name
      self.text = text
    }
  }

  private static func usageLine(
    of command: CommandSpec,
    in set: CommandSet,
    _ language: Language
  ) -> String {
    var words = [CommandLineMessage.usage.text(language) + ":", set.program]
    words.append(command.verb(language))
    for option in command.options where option.isRequired {
      words.append(title(option, language))
    }
    if command.options.contains(where: { !$0.isRequired }) {
      words.append("[\(CommandLineMessage.options.text(language).uppercased())]")
    }
    for argument in command.arguments { words.append(title(argument, language)) }
    return words.joined(separator: " ")
  }

  private static func title(_ argument: ArgumentSpec, _ language: Language) -> String {
    let label = argument.label[language]
    return switch argument.count {
    case .one: label
    case .optional: "[\(label)]"
    case .oneOrMore: "\(label)…"
    case .zeroOrMore: "[\(label)…]"
    }
  }

  private static func title(_ option: OptionSpec, _ language: Language) -> String {
    option.value.map { "\(option.title) \($0.label[language])" } ?? option.title
  }

  private static func entry(_ argument: ArgumentSpec, _ language: Language) -> Entry {
    Entry(argument.label[language], argument.help[language])
  }

  private static func entry(_ option: OptionSpec, _ language: Language) -> Entry {
    let short = option.short.map { "-\($0), " } ?? "    "
    var text = option.help[language]
    if option.isRequired { text += " " + CommandLineMessage.required.text(language) }
    if option.isRepeatable { text += " " + CommandLineMessage.mayRepeat.text(language) }
    return Entry(short + title(option, language), text)
  }

  private static func section(
    _ title: CommandLineMessage,
    _ entries: [Entry],
    _ language: Language
  ) -> [String] {
    if entries.isEmpty { return [] }
    let widths = entries.map { DisplayText.widthColumns($0.name) }.filter { $0 <= nameColumnsMax }
    let column = (widths.max() ?? 0) + 4
    var lines = [title.text(language)]
    for entry in entries {
      var texts = DisplayText.wrapped(entry.text, toColumns: columnsMax - column)[...]
      let name = "  " + entry.name
      if DisplayText.widthColumns(name) + 2 <= column, let first = texts.popFirst() {
        lines.append(DisplayText.padded(name, toColumns: column) + first)
      } else {
        lines.append(name)
      }
      lines += texts.map { String(repeating: " ", count: column) + $0 }
    }
    return lines
  }

  private static func examples(
    of command: CommandSpec,
    in set: CommandSet,
    _ language: Language
  ) -> [String] {
    if command.examples.isEmpty { return [] }
    var lines = [CommandLineMessage.examples.text(language)]
    for example in command.examples {
      lines.append("  \(set.program) \(example.words[language])")
      lines += DisplayText.wrapped(example.note[language], toColumns: columnsMax - 6).map {
        "      " + $0
      }
    }
    return lines
  }

  private static func hanging(_ text: String, indent: String) -> [String] {
    var lines = DisplayText.wrapped(text, toColumns: columnsMax - indent.count)
    for index in lines.indices.dropFirst() { lines[index] = indent + lines[index] }
    return lines
  }

  private static func join(_ blocks: [[String]]) -> String {
    blocks.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") }.joined(separator: "\n\n")
  }
}
