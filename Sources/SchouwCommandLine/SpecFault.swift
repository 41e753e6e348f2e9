/// Something wrong with the definition of a program's commands; for tests.
public struct SpecFault: Sendable, Equatable {
  /// What is wrong.
  public enum Code: String, Sendable, CaseIterable {
    /// A verb, alias or option has other characters than small letters, digits and single hyphens.
    case badName
    /// A short option is not an ASCII letter.
    case badShort
    /// Two commands share a verb or an alias, or one of them is the verb for help.
    case verbClash
    /// A command takes two options of one name, the global ones included.
    case optionClash
    /// A command takes two options of one letter, the global ones included.
    case shortClash
    /// Two arguments of a command have the same label.
    case argumentClash
    /// An argument that must be given stands after one that need not.
    case optionalBeforeRequired
    /// An argument stands after one that takes all the rest.
    case afterRepeating
    /// A text is empty in one of the languages.
    case missingTranslation
    /// A flag is required, or there is nothing to choose from, or twice the same.
    case senseless
    /// An example cannot be split, or is about another command.
    case badExample
  }

  /// What is wrong.
  public var code: Code
  /// The verb of the command; nil for the program itself.
  public var verb: String?
  /// The name, label or words concerned.
  public var subject: String
}

extension CommandSet {
  /// Checks all definitions and returns the faults in the order of the commands.
  public func faults() -> [SpecFault] {
    var check = SpecCheck(set: self)
    check.program()
    for command in commands { check.command(command) }
    return check.faults
  }
}

private struct SpecCheck {
  let set: CommandSet
  var faults: [SpecFault] = []
  private var verb: String?
  private var verbsSeen = [CommandSet.helpVerbs.en, CommandSet.helpVerbs.nl]

  init(set: CommandSet) { self.set = set }

  mutating func program() {
    name(set.program)
    phrase(set.summary, set.program)
    options(set.globalOptions, beside: [])
  }

  mutating func command(_ command: CommandSpec) {
    verb = command.verb
    for name in command.verbs {
      self.name(name)
      if verbsSeen.contains(name) { add(.verbClash, name) }
      verbsSeen.append(name)
    }
    phrase(command.summary, command.verb)
    options(command.options, beside: set.globalOptions)
    arguments(command.arguments)
    for example in command.examples { self.example(example, of: command) }
  }

  private mutating func options(_ options: [OptionSpec], beside others: [OptionSpec]) {
    var seen = others
    for option in options {
      name(option.name)
      if let short = option.short, !(short.isASCII && short.isLetter) {
        add(.badShort, option.name)
      }
      if seen.contains(where: { $0.name == option.name }) { add(.optionClash, option.name) }
      if option.short != nil, seen.contains(where: { $0.short == option.short }) {
        add(.shortClash, option.name)
      }
      phrase(option.help, option.name)
      if let value = option.value {
        phrase(value.label, option.name)
        kind(value.kind, option.name)
      } else if option.isRequired {
        add(.senseless, option.name)
      }
      seen.append(option)
    }
  }

  private mutating func arguments(_ arguments: [ArgumentSpec]) {
    for (index, argument) in arguments.enumerated() {
      let label = argument.label.en
      phrase(argument.label, label)
      phrase(argument.help, label)
      kind(argument.kind, label)
      let before = arguments[..<index]
      if before.contains(where: { $0.label == argument.label }) { add(.argumentClash, label) }
      if before.contains(where: { $0.count == .oneOrMore || $0.count == .zeroOrMore }) {
        add(.afterRepeating, label)
      }
      if argument.count == .one || argument.count == .oneOrMore,
        before.contains(where: { $0.count == .optional })
      {
        add(.optionalBeforeRequired, label)
      }
    }
  }

  private mutating func example(_ example: CommandSpec.Example, of command: CommandSpec) {
    phrase(example.words, command.verb)
    phrase(example.note, command.verb)
    for language in Language.allCases {
      let line = example.words[language]
      let invocation = try? set.split(shellWords(line))
      if case .run(let words)? = invocation, words.command == command { continue }
      add(.badExample, line)
    }
  }

  private mutating func kind(_ kind: ValueKind, _ subject: String) {
    guard case .choice(let choices) = kind else { return }
    if choices.isEmpty || Set(choices).count != choices.count { add(.senseless, subject) }
    for choice in choices { name(choice) }
  }

  private mutating func name(_ name: String) {
    let isWord = { (word: Substring) in
      !word.isEmpty
        && word.utf8.allSatisfy { DigitText.isDigit($0) || (0x61...0x7A).contains($0) }
    }
    let words = name.split(separator: "-", omittingEmptySubsequences: false)
    if !words.allSatisfy(isWord) { add(.badName, name) }
  }

  private mutating func phrase(_ phrase: Phrase, _ subject: String) {
    if phrase.isIncomplete { add(.missingTranslation, subject) }
  }

  private mutating func add(_ code: SpecFault.Code, _ subject: String) {
    faults.append(SpecFault(code: code, verb: verb, subject: subject))
  }

  /// Splits an example as a shell would: at spaces, except between quotation marks of either kind.
  private func shellWords(_ line: String) -> [String] {
    var words: [String] = []
    var word: String?
    var mark: Character?
    for character in line {
      if character == mark {
        mark = nil
      } else if mark == nil, character == "\"" || character == "'" {
        mark = character
        word = word ?? ""
      } else if mark == nil, character == " " {
        if let whole = word { words.append(whole) }
        word = nil
      } else {
        word = (word ?? "") + String(character)
      }
    }
    if let whole = word { words.append(whole) }
    return words
  }
}
