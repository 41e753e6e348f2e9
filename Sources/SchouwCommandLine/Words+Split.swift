/// What a command line asks for.
public enum Invocation: Sendable, Equatable {
  /// To run a command.
  case run(Words)
  /// To show the help of a command, or of the whole program.
  case help(CommandSpec?)
}

extension CommandSet {
  /// Splits the words after the program's name.
  ///
  /// `--name value`, `--name=value`, `-n value`, `-n=value`, `-nvalue`; flags also together, `-ab`.
  /// `--` ends the options. A word such as `-5` or `-9,2` is a number, not an option; `-` is a word.
  /// Global options may stand before the verb, all others only after it. Wherever `--help` or `-h`
  /// stands before `--`, it wins over every error, and so do the verbs `help` and `hulp`.
  /// Throws every code of `UsageError`; `badValue` only for choices.
  public func split(_ arguments: [String]) throws(UsageError) -> Invocation {
    var splitter = Splitter(set: self, words: arguments)
    do throws(UsageError) {
      return try splitter.split()
    } catch {
      let asked = arguments.prefix { $0 != "--" }.contains { $0 == "--help" || $0 == "-h" }
      guard asked else { throw error }
      return .help(splitter.command)
    }
  }

  /// The value of a global option, read without regard to any error in the line.
  ///
  /// For the language in which the error is to be told.
  func glimpse(_ option: OptionSpec, in arguments: [String]) -> String? {
    var found: String?
    let words = arguments.prefix { $0 != "--" }
    for (index, word) in words.enumerated() {
      if word == option.title, index + 1 < words.count { found = words[index + 1] }
      if word.hasPrefix(option.title + "=") {
        found = String(word.dropFirst(option.title.count + 1))
      }
    }
    return found
  }
}

/// Goes through the words once, from left to right.
private struct Splitter {
  let set: CommandSet
  let words: [String]
  /// The index of the next word.
  var next = 0
  var command: CommandSpec?
  var verb: String?
  var isHelp = false
  var options: [(spec: OptionSpec, given: Words.Given)] = []
  var texts: [Words.Given] = []

  init(set: CommandSet, words: [String]) {
    self.set = set
    self.words = words
  }

  mutating func split() throws(UsageError) -> Invocation {
    var isOptionsEnd = false
    while next < words.count {
      let word = words[next]
      next += 1
      if !isOptionsEnd, word == "--" {
        isOptionsEnd = true
      } else if !isOptionsEnd, isOption(word) {
        try word.hasPrefix("--") ? long(word) : short(word)
      } else if verb == nil {
        try take(verb: word)
      } else {
        texts.append(Words.Given(value: word, position: next))
      }
    }
    if isHelp { return .help(command) }
    guard let verb else {
      guard let bare = set.bare else { throw error(.missingVerb, position: next + 1) }
      return .run(try decode(bare, ""))
    }
    guard let command else { return try help() }
    return .run(try decode(command, verb))
  }

  /// Whether a word is meant as an option; `-` and negative numbers are not.
  private func isOption(_ word: String) -> Bool {
    guard word.hasPrefix("-"), word != "-" else { return false }
    let digits = word.utf8.dropFirst()
    guard let first = digits.first(where: { $0 != UInt8(ascii: ".") && $0 != UInt8(ascii: ",") })
    else { return true }
    return !DigitText.isDigit(first)
  }

  private mutating func take(verb first: String) throws(UsageError) {
    var word = first
    if set.groups.contains(first) {
      let second = next < words.count && !isOption(words[next]) ? words[next] : nil
      guard let second, set.command("\(first)-\(second)") != nil else {
        throw unknownMember(of: first, second)
      }
      word = "\(first)-\(second)"
      next += 1
    }
    command = set.command(word)
    if command == nil, word != CommandSet.helpVerbs.en, word != CommandSet.helpVerbs.nl {
      throw error(
        .unknownVerb,
        word: word,
        position: next,
        suggestions: Suggestions.nearest(to: word, in: set.allVerbs)
      )
    }
    verb = word
  }

  /// No verb is made of a word that begins several and what follows it.
  private func unknownMember(of group: String, _ second: String?) -> UsageError {
    let members = set.members(of: group)
    let near = second.map { Suggestions.nearest(to: $0, in: members) } ?? members
    return error(
      .unknownVerb,
      word: second.map { "\(group) \($0)" } ?? group,
      position: second == nil ? next : next + 1,
      suggestions: (near.isEmpty ? members : near).map { "\(group) \($0)" }
    )
  }

  private mutating func long(_ word: String) throws(UsageError) {
    // By bytes: a value may begin with a combining mark, which makes one character with `=`.
    let bytes = word.utf8
    let equals = bytes.firstIndex(of: UInt8(ascii: "="))
    let title = String(word[..<(equals ?? bytes.endIndex)])
    let all = set.options(of: command)
    guard let spec = all.first(where: { $0.title == title }) else {
      try refuseBeforeVerb(title) { $0.title == title }
      throw error(
        .unknownOption,
        word: title,
        position: next,
        suggestions: Suggestions.nearest(to: title, in: all.map(\.title))
      )
    }
    try add(spec, value: equals.map { String(word[bytes.index(after: $0)...]) })
  }

  private mutating func short(_ word: String) throws(UsageError) {
    let position = next
    var rest = word.dropFirst()
    while let letter = rest.popFirst() {
      guard let spec = set.options(of: command).first(where: { $0.short == letter }) else {
        try refuseBeforeVerb("-\(letter)") { $0.short == letter }
        throw error(.unknownOption, word: "-\(letter)", position: position)
      }
      if rest.utf8.first == UInt8(ascii: "=") {
        return try add(spec, value: String(Substring(rest.utf8.dropFirst())))
      }
      if spec.value != nil, !rest.isEmpty {
        return try add(spec, value: String(rest))
      }
      try add(spec, value: nil)
    }
  }

  /// Tells an option that stands too early from one that no command has.
  private func refuseBeforeVerb(
    _ title: String,
    _ isMeant: (OptionSpec) -> Bool
  ) throws(UsageError) {
    guard command == nil, set.commands.contains(where: { $0.options.contains(where: isMeant) })
    else { return }
    throw error(.optionBeforeVerb, word: title, position: next)
  }

  private mutating func add(_ spec: OptionSpec, value: String?) throws(UsageError) {
    let position = next
    let subject = Phrase(spec.title)
    guard let wanted = spec.value else {
      if value != nil { throw error(.unexpectedValue, position: position, subject: subject) }
      if spec.name == OptionSpec.help.name { isHelp = true }
      options.append((spec, Words.Given(value: "", position: position)))
      return
    }
    if !spec.isRepeatable, options.contains(where: { $0.spec.name == spec.name }) {
      throw error(.repeatedOption, position: position, subject: subject)
    }
    var given = Words.Given(value: value ?? "", position: position)
    if value == nil {
      guard next < words.count, words[next] != "--", !isOption(words[next]) else {
        throw error(
          .missingValue,
          position: position,
          subject: subject,
          expected: wanted.label
        )
      }
      given = Words.Given(value: words[next], position: next + 1)
      next += 1
    }
    try check(given, wanted.kind, subject)
    options.append((spec, given))
  }

  private func check(
    _ given: Words.Given,
    _ kind: ValueKind,
    _ subject: Phrase
  ) throws(UsageError) {
    if kind == .folder || kind == .file, given.value.isEmpty {
      let name: CommandLineMessage = kind == .folder ? .folder : .file
      throw error(
        .emptyPath,
        position: given.position,
        subject: subject,
        expected: name.phrase
      )
    }
    guard case .choice(let choices) = kind, !choices.contains(given.value) else { return }
    throw error(
      .badValue,
      word: given.value,
      position: given.position,
      subject: subject,
      expected: Phrase(nl: orList(choices, .nl), en: orList(choices, .en)),
      suggestions: Suggestions.nearest(to: given.value, in: choices)
    )
  }

  /// `help` and `help VERB`.
  private mutating func help() throws(UsageError) -> Invocation {
    guard let text = texts.first else { return .help(nil) }
    next = text.position
    try take(verb: text.value)
    return .help(command)
  }

  private func decode(_ command: CommandSpec, _ verb: String) throws(UsageError) -> Words {
    let end = words.count + 1
    var result = Words(command: command, verb: verb, set: set, end: end)
    result.options = options
    var rest = texts[...]
    for spec in command.arguments {
      let isRepeating = spec.count == .oneOrMore || spec.count == .zeroOrMore
      let isRequired = spec.count == .one || spec.count == .oneOrMore
      let taken = isRepeating ? rest : rest.prefix(1)
      if taken.isEmpty, isRequired {
        throw error(.missingArgument, position: end, subject: spec.label)
      }
      for given in taken {
        try check(given, spec.kind, spec.label)
        result.arguments.append((spec, given))
      }
      rest = rest.dropFirst(taken.count)
    }
    if let surplus = rest.first {
      throw error(.surplusArgument, word: surplus.value, position: surplus.position)
    }
    for spec in command.options where spec.isRequired && !result.has(spec) {
      throw error(.missingOption, position: end, subject: Phrase(spec.title))
    }
    return result
  }

  private func error(
    _ code: UsageError.Code,
    word: String = "",
    position: Int,
    subject: Phrase = Phrase(""),
    expected: Phrase = Phrase(""),
    suggestions: [String] = []
  ) -> UsageError {
    UsageError(
      code,
      program: set.program,
      verb: command == nil ? nil : verb,
      word: word,
      position: position,
      subject: subject,
      expected: expected,
      suggestions: suggestions
    )
  }
}
