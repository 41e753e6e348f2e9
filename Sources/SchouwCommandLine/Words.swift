/// The words of one command line, split by what its command takes.
///
/// Made by `CommandSet.split`. Asking for an option or argument that the command does not have is
/// the caller's mistake and stops the program.
public struct Words: Sendable, Equatable {
  /// The command.
  public let command: CommandSpec
  /// The verb as typed: the command's own or an alias; empty where none was typed.
  public let verb: String

  let set: CommandSet
  /// The place after the last word, counted from 1.
  let end: Int
  var options: [(spec: OptionSpec, given: Given)] = []
  var arguments: [(spec: ArgumentSpec, given: Given)] = []

  /// A value and where it stood, counted from 1; of a flag the value is empty.
  struct Given: Sendable, Equatable {
    var value: String
    var position: Int
  }

  init(command: CommandSpec, verb: String, set: CommandSet, end: Int) {
    self.command = command
    self.verb = verb
    self.set = set
    self.end = end
  }

  /// Whether an option was given.
  public func has(_ option: OptionSpec) -> Bool { !given(option).isEmpty }

  /// The value of an option; nil if it was not given.
  public func value(_ option: OptionSpec) -> String? { given(option).last?.value }

  /// All values of an option that may be repeated, in the order given.
  public func values(_ option: OptionSpec) -> [String] { given(option).map(\.value) }

  /// The value of an option that the command cannot do without.
  ///
  /// Throws `missingOption` if it was not given, which `split` has ruled out for `isRequired`.
  public func required(_ option: OptionSpec) throws(UsageError) -> String {
    guard let value = value(option) else {
      throw error(.missingOption, position: end, subject: Phrase(option.title))
    }
    return value
  }

  /// The text of an optional argument; nil if it was not given.
  public func argument(_ argument: ArgumentSpec) -> String? { given(argument).first?.value }

  /// All texts of a repeating argument, in the order given.
  public func arguments(_ argument: ArgumentSpec) -> [String] { given(argument).map(\.value) }

  /// The text of an argument that the command cannot do without.
  ///
  /// Throws `missingArgument` if it was not given, which `split` has ruled out for `Count.one`.
  public func required(_ argument: ArgumentSpec) throws(UsageError) -> String {
    guard let text = self.argument(argument) else {
      throw error(.missingArgument, position: end, subject: argument.label)
    }
    return text
  }

  /// The whole number given with an option; throws `badValue` if it is none, or out of range.
  public func integer(
    _ option: OptionSpec,
    in range: ClosedRange<Int64>? = nil
  ) throws(UsageError) -> Int64? {
    guard let value = value(option) else { return nil }
    if let number = DigitText.integer(value), range?.contains(number) ?? true { return number }
    guard let range else {
      throw badValue(option, expected: CommandLineMessage.wholeNumber.phrase)
    }
    let values: KeyValuePairs = [
      "least": String(range.lowerBound), "most": String(range.upperBound),
    ]
    let message = CommandLineMessage.wholeNumberBetween
    throw badValue(
      option,
      expected: Phrase(nl: message.text(.nl, values), en: message.text(.en, values))
    )
  }

  /// The number given with an option, with comma or point; throws `badValue` if it is none.
  public func number(_ option: OptionSpec) throws(UsageError) -> Double? {
    guard let value = value(option) else { return nil }
    guard let number = Numeral(value)?.number else {
      throw badValue(option, expected: CommandLineMessage.decimalNumber.phrase)
    }
    return number
  }

  /// The error that the value of an option is not what the command wants.
  public func badValue(
    _ option: OptionSpec,
    expected: Phrase,
    suggestions: [String] = []
  ) -> UsageError {
    let last = given(option).last
    return error(
      .badValue,
      word: last?.value ?? "",
      position: last?.position ?? end,
      subject: Phrase(option.title),
      expected: expected,
      suggestions: suggestions
    )
  }

  /// The error that the text of an argument is not what the command wants.
  ///
  /// - Parameter index: which of the texts of a repeating argument.
  public func badValue(
    _ argument: ArgumentSpec,
    at index: Int = 0,
    expected: Phrase,
    suggestions: [String] = []
  ) -> UsageError {
    let given = given(argument)
    let one = given.indices.contains(index) ? given[index] : nil
    return error(
      .badValue,
      word: one?.value ?? "",
      position: one?.position ?? end,
      subject: argument.label,
      expected: expected,
      suggestions: suggestions
    )
  }

  func error(
    _ code: UsageError.Code,
    word: String = "",
    position: Int,
    subject: Phrase,
    expected: Phrase = Phrase(""),
    suggestions: [String] = []
  ) -> UsageError {
    UsageError(
      code,
      program: set.program,
      verb: verb,
      word: word,
      position: position,
      subject: subject,
      expected: expected,
      suggestions: suggestions
    )
  }

  private func given(_ option: OptionSpec) -> [Given] {
    precondition(
      set.options(of: command).contains { $0.name == option.name },
      "\(command.verb) has no option \(option.name)"
    )
    return options.filter { $0.spec.name == option.name }.map(\.given)
  }

  private func given(_ argument: ArgumentSpec) -> [Given] {
    precondition(
      command.arguments.contains { $0.label == argument.label },
      "\(command.verb) has no argument \(argument.label.en)"
    )
    return arguments.filter { $0.spec.label == argument.label }.map(\.given)
  }

  /// Whether both were split alike.
  public static func == (a: Words, b: Words) -> Bool {
    a.command == b.command && a.verb == b.verb && a.set == b.set && a.end == b.end
      && a.options.elementsEqual(b.options) { $0 == $1 }
      && a.arguments.elementsEqual(b.arguments) { $0 == $1 }
  }
}

extension CommandSet {
  /// Every option that a command takes: its own, then the global ones; before the verb only those.
  func options(of command: CommandSpec?) -> [OptionSpec] {
    (command?.options ?? []) + globalOptions
  }
}

extension OptionSpec {
  /// The name with its dashes.
  var title: String { "--" + name }
}
