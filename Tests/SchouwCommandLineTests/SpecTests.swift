import Testing

@testable import SchouwCommandLine

@Suite struct `The definition of commands` {
  private let text = Phrase("x")

  private func faults(
    _ commands: CommandSpec...,
    globalOptions: [OptionSpec] = []
  ) -> [SpecFault] {
    CommandSet("proef", summary: text, commands: commands, globalOptions: globalOptions).faults()
  }

  private func option(_ name: String, short: Character? = nil) -> OptionSpec {
    OptionSpec(name, short: short, help: text)
  }

  private func argument(_ label: String, _ count: ArgumentSpec.Count) -> ArgumentSpec {
    ArgumentSpec(Phrase(label), count, help: text)
  }

  @Test func `of the sample has no fault`() {
    #expect(Sample.set.faults() == [])
  }

  @Test(arguments: ["", "List", "li st", "-list", "list-", "li--st", "lí", "li_st"])
  func `refuses a bad name`(name: String) {
    #expect(
      faults(CommandSpec(name, summary: text)) == [
        SpecFault(code: .badName, verb: name, subject: name)
      ]
    )
    #expect(
      faults(CommandSpec("a", summary: text, options: [option(name)])) == [
        SpecFault(code: .badName, verb: "a", subject: name)
      ]
    )
  }

  @Test func `refuses a short option that is no letter`() {
    let spec = CommandSpec("a", summary: text, options: [option("five", short: "5")])
    #expect(faults(spec) == [SpecFault(code: .badShort, verb: "a", subject: "five")])
  }

  @Test func `refuses one verb for two commands, or for help`() {
    let one = CommandSpec("a", aliases: ["b"], summary: text)
    let two = CommandSpec("c", aliases: ["a", "hulp", "c"], summary: text)
    #expect(
      faults(one, two) == [
        SpecFault(code: .verbClash, verb: "c", subject: "a"),
        SpecFault(code: .verbClash, verb: "c", subject: "hulp"),
        SpecFault(code: .verbClash, verb: "c", subject: "c"),
      ]
    )
  }

  @Test func `refuses two options of one name or letter`() {
    let options = [
      option("x", short: "x"), option("x"), option("y", short: "x"), option("json"),
      option("z", short: "h"),
    ]
    #expect(
      faults(CommandSpec("a", summary: text, options: options)) == [
        SpecFault(code: .optionClash, verb: "a", subject: "x"),
        SpecFault(code: .shortClash, verb: "a", subject: "y"),
        SpecFault(code: .optionClash, verb: "a", subject: "json"),
        SpecFault(code: .shortClash, verb: "a", subject: "z"),
      ]
    )
    #expect(
      faults(globalOptions: [option("json")]) == [
        SpecFault(code: .optionClash, verb: nil, subject: "json")
      ]
    )
  }

  @Test func `refuses arguments whose places cannot be told`() {
    let spec = CommandSpec(
      "a",
      summary: text,
      arguments: [
        argument("A", .optional), argument("B", .one), argument("C", .zeroOrMore),
        argument("D", .optional), argument("A", .zeroOrMore),
      ]
    )
    #expect(
      faults(spec) == [
        SpecFault(code: .optionalBeforeRequired, verb: "a", subject: "B"),
        SpecFault(code: .afterRepeating, verb: "a", subject: "D"),
        SpecFault(code: .argumentClash, verb: "a", subject: "A"),
        SpecFault(code: .afterRepeating, verb: "a", subject: "A"),
      ]
    )
  }

  @Test func `refuses a missing translation`() {
    let half = Phrase(nl: "x", en: "")
    let spec = CommandSpec(
      "a",
      summary: half,
      arguments: [ArgumentSpec(Phrase("A"), help: half)],
      options: [OptionSpec("x", value: .init(half), help: half)]
    )
    #expect(faults(spec).map(\.code) == Array(repeating: .missingTranslation, count: 4))
    #expect(faults(spec).map(\.subject) == ["a", "x", "x", "A"])
  }

  @Test func `refuses what makes no sense`() {
    let spec = CommandSpec(
      "a",
      summary: text,
      arguments: [ArgumentSpec(Phrase("A"), .one, .choice(["x", "x"]), help: text)],
      options: [
        OptionSpec("flag", isRequired: true, help: text),
        OptionSpec("none", value: .init(text, .choice([])), help: text),
      ]
    )
    #expect(
      faults(spec) == [
        SpecFault(code: .senseless, verb: "a", subject: "flag"),
        SpecFault(code: .senseless, verb: "a", subject: "none"),
        SpecFault(code: .senseless, verb: "a", subject: "A"),
      ]
    )
  }

  @Test(arguments: ["b", "a --bogus", "a x 'y z'", ""])
  func `refuses an example that does not run its command`(words: String) {
    let spec = CommandSpec(
      "a",
      summary: text,
      arguments: [argument("A", .one)],
      examples: [
        .init(Phrase("a 'x y'"), text), .init(Phrase(nl: "a \"x y\"", en: words), text),
      ]
    )
    #expect(
      faults(spec, CommandSpec("b", summary: text)).contains(
        SpecFault(code: .badExample, verb: "a", subject: words)
      )
    )
    #expect(!faults(spec).contains { $0.subject.contains("x y") && $0.code != .badExample })
  }

  @Test func `accepts an example with quotation marks`() {
    let spec = CommandSpec(
      "a",
      summary: text,
      arguments: [argument("A", .one)],
      examples: [.init(Phrase(nl: "a 'x \"y'", en: "a \"x 'y\""), text)]
    )
    #expect(faults(spec) == [])
  }
}
