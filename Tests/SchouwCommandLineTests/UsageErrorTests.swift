import SchouwCommandLine
import Testing

/// One wrong command line and all that is said about it.
struct WrongLine: Sendable, CustomTestStringConvertible {
  var line: [String]
  var code: UsageError.Code
  var position: Int
  var nl: String
  var nlRemedy: String
  var en: String
  var enRemedy: String
  var testDescription: String { line.joined(separator: " ") }

  init(
    _ line: [String],
    _ code: UsageError.Code,
    at position: Int,
    nl: (String, String),
    en: (String, String)
  ) {
    self.line = line
    self.code = code
    self.position = position
    (self.nl, nlRemedy) = nl
    (self.en, enRemedy) = en
  }

  static let all: [WrongLine] = [
    WrongLine(
      [],
      .missingVerb,
      at: 1,
      nl: ("Geen opdracht gegeven.", "Zie: schouw-proef --help"),
      en: ("No command was given.", "See: schouw-proef --help")
    ),
    WrongLine(
      ["--json"],
      .missingVerb,
      at: 2,
      nl: ("Geen opdracht gegeven.", "Zie: schouw-proef --help"),
      en: ("No command was given.", "See: schouw-proef --help")
    ),
    WrongLine(
      ["ljst"],
      .unknownVerb,
      at: 1,
      nl: ("Onbekende opdracht: ljst.", "Bedoelde u list of lijst?"),
      en: ("Unknown command: ljst.", "Did you mean list or lijst?")
    ),
    WrongLine(
      ["help", "zzzzz"],
      .unknownVerb,
      at: 2,
      nl: ("Onbekende opdracht: zzzzz.", "Zie: schouw-proef --help"),
      en: ("Unknown command: zzzzz.", "See: schouw-proef --help")
    ),
    WrongLine(
      ["\u{1B}[31m"],
      .unknownVerb,
      at: 1,
      nl: ("Onbekende opdracht: \\u{1B}[31m.", "Zie: schouw-proef --help"),
      en: ("Unknown command: \\u{1B}[31m.", "See: schouw-proef --help")
    ),
    WrongLine(
      ["list", "--store", ""],
      .emptyPath,
      at: 3,
      nl: ("--store is leeg: geef een map.", "Zie: schouw-proef list --help"),
      en: ("--store is empty: give a folder.", "See: schouw-proef list --help")
    ),
    WrongLine(
      ["list", "--store", ""],
      .emptyPath,
      at: 3,
      nl: ("--store is leeg: geef een map.", "Zie: schouw-proef list --help"),
      en: ("--store is empty: give a folder.", "See: schouw-proef list --help")
    ),
    WrongLine(
      ["list", "--sicne=secret"],
      .unknownOption,
      at: 2,
      nl: ("list kent de optie --sicne niet.", "Bedoelde u --since?"),
      en: ("list has no option --sicne.", "Did you mean --since?")
    ),
    WrongLine(
      ["--since", "x", "list"],
      .optionBeforeVerb,
      at: 1,
      nl: ("De optie --since komt pas na de opdracht.", "Zie: schouw-proef --help"),
      en: ("The option --since comes after the command.", "See: schouw-proef --help")
    ),
    WrongLine(
      ["-s", "x", "list"],
      .optionBeforeVerb,
      at: 1,
      nl: ("De optie -s komt pas na de opdracht.", "Zie: schouw-proef --help"),
      en: ("The option -s comes after the command.", "See: schouw-proef --help")
    ),
    WrongLine(
      ["--xyzzy=geheim", "list"],
      .unknownOption,
      at: 1,
      nl: (
        "schouw-proef kent de optie --xyzzy niet.",
        "Een woord dat met een streepje begint maar geen optie is, komt na --."
          + " Zie: schouw-proef --help"
      ),
      en: (
        "schouw-proef has no option --xyzzy.",
        "A word that begins with a dash but is no option goes after --. See: schouw-proef --help"
      )
    ),
    WrongLine(
      ["lijst", "-ax"],
      .unknownOption,
      at: 2,
      nl: (
        "lijst kent de optie -x niet.",
        "Een woord dat met een streepje begint maar geen optie is, komt na --."
          + " Zie: schouw-proef lijst --help"
      ),
      en: (
        "lijst has no option -x.",
        "A word that begins with a dash but is no option goes after --."
          + " See: schouw-proef lijst --help"
      )
    ),
    WrongLine(
      ["list", "--since", "--all"],
      .missingValue,
      at: 2,
      nl: (
        "Bij --since ontbreekt de waarde: DATUM.",
        "Schrijf --since DATUM, of --since=DATUM als de waarde met een streepje begint."
      ),
      en: (
        "--since needs a value: DATE.",
        "Write --since DATE, or --since=DATE if the value begins with a dash."
      )
    ),
    WrongLine(
      ["list", "--since"],
      .missingValue,
      at: 2,
      nl: (
        "Bij --since ontbreekt de waarde: DATUM.",
        "Schrijf --since DATUM, of --since=DATUM als de waarde met een streepje begint."
      ),
      en: (
        "--since needs a value: DATE.",
        "Write --since DATE, or --since=DATE if the value begins with a dash."
      )
    ),
    WrongLine(
      ["list", "--all=yes"],
      .unexpectedValue,
      at: 2,
      nl: ("--all krijgt geen waarde.", "Zie: schouw-proef list --help"),
      en: ("--all takes no value.", "See: schouw-proef list --help")
    ),
    WrongLine(
      ["answer"],
      .missingArgument,
      at: 2,
      nl: ("DOSSIER ontbreekt.", "Zie: schouw-proef answer --help"),
      en: ("DOCUMENT is missing.", "See: schouw-proef answer --help")
    ),
    WrongLine(
      ["answer", "d1"],
      .missingArgument,
      at: 3,
      nl: ("ANTWOORD ontbreekt.", "Zie: schouw-proef answer --help"),
      en: ("ANSWER is missing.", "See: schouw-proef answer --help")
    ),
    WrongLine(
      ["bundle", "a.jpg"],
      .missingOption,
      at: 3,
      nl: ("De optie --out ontbreekt.", "Zie: schouw-proef bundle --help"),
      en: ("The option --out is missing.", "See: schouw-proef bundle --help")
    ),
    WrongLine(
      ["list", "--all", "BU1", "Jansen"],
      .surplusArgument,
      at: 4,
      nl: (
        "Woord 4 is te veel voor list.",
        "Zet een tekst met spaties tussen aanhalingstekens. Zie: schouw-proef list --help"
      ),
      en: (
        "Word 4 is too many for list.",
        "Put a text with spaces in quotation marks. See: schouw-proef list --help"
      )
    ),
    WrongLine(
      ["list", "-s", "x", "--since=y"],
      .repeatedOption,
      at: 4,
      nl: (
        "--since is meer dan één keer gegeven (woord 4).", "Zie: schouw-proef list --help"
      ),
      en: ("--since was given more than once (word 4).", "See: schouw-proef list --help")
    ),
    WrongLine(
      ["list", "--state", "opne"],
      .badValue,
      at: 3,
      nl: ("--state (woord 3) moet zijn: open, closed of held.", "Bedoelde u open?"),
      en: ("--state (word 3) must be: open, closed or held.", "Did you mean open?")
    ),
    WrongLine(
      ["completions", "powershell"],
      .badValue,
      at: 2,
      nl: (
        "SHELL (woord 2) moet zijn: bash, zsh of fish.", "Zie: schouw-proef completions --help"
      ),
      en: (
        "SHELL (word 2) must be: bash, zsh or fish.", "See: schouw-proef completions --help"
      )
    ),
  ]
}

@Suite struct `A command line that is not understood` {
  @Test(arguments: WrongLine.all)
  func `is told in both languages`(wrong: WrongLine) throws {
    let error = try #require(throws: UsageError.self) { try Sample.set.split(wrong.line) }
    #expect(error.code == wrong.code)
    #expect(error.position == wrong.position)
    #expect(error.explanation(.nl) == Explanation(wrong.nl, remedy: wrong.nlRemedy))
    #expect(error.explanation(.en) == Explanation(wrong.en, remedy: wrong.enRemedy))
    #expect(error.exitCode == .usage)
  }

  @Test func `has a case here for every code`() {
    let told = WrongLine.all.map(\.code)
    // What is no text is found before words are split.
    for code in UsageError.Code.allCases where code != .notText {
      #expect(told.contains(code), "\(code)")
    }
  }

  /// Found by a breaker: a word in Latin-1 was stored with U+FFFD in it, and the command ended with 0.
  @Test func `is told of a word that is no text, before anything else`() {
    let given = CommandLineArguments([Array("list".utf8), [0x63, 0x61, 0x66, 0xe9], [0xff]])
    #expect(given.unreadable == 2)
    #expect(given.words[0] == "list")
    let text = CommandLineArguments([Array("list".utf8), Array("café \u{fffd}".utf8), []])
    #expect(text.unreadable == nil)
    #expect(text.words == ["list", "café \u{fffd}", ""])
    let error = UsageError(.notText, program: "schouw-proef", position: 2)
    #expect(error.explanation(.nl).text == "Woord 2 is geen leesbare tekst; er is niets gedaan.")
    #expect(error.explanation(.en).text == "Word 2 is no readable text; nothing was done.")
    #expect(error.exitCode == .usage)
  }

  @Test func `says which numbers would do`() throws {
    let words = try Sample.words(["list", "-n", "0"])
    let ranged = try #require(throws: UsageError.self) {
      try words.integer(Sample.limit, in: 1...100)
    }
    #expect(
      ranged.explanation(.nl).text
        == "--limit (woord 3) moet zijn: een geheel getal van 1 tot en met 100."
    )
    #expect(
      ranged.explanation(.en).text == "--limit (word 3) must be: a whole number from 1 to 100."
    )

    let other = try Sample.words(["list", "--limit=x"])
    let whole = try #require(throws: UsageError.self) { try other.integer(Sample.limit) }
    #expect(whole.explanation(.nl).text == "--limit (woord 2) moet zijn: een geheel getal.")
    #expect(whole.explanation(.en).text == "--limit (word 2) must be: a whole number.")
    let number = try #require(throws: UsageError.self) { try other.number(Sample.limit) }
    #expect(number.explanation(.nl).text == "--limit (woord 2) moet zijn: een getal, zoals 9,2.")
    #expect(number.explanation(.en).text == "--limit (word 2) must be: a number, such as 9.2.")
  }

  @Test func `lets a command refuse a text by its place`() throws {
    let line = ["answer", "d1", "a", "geheim"]
    let words = try Sample.words(line)
    let expected = Phrase(nl: "ja of nee", en: "yes or no")
    let error = words.badValue(Sample.answers, at: 1, expected: expected)
    #expect(error.explanation(.nl).text == "ANTWOORD (woord 4) moet zijn: ja of nee.")
    #expect(error.explanation(.en).text == "ANSWER (word 4) must be: yes or no.")
  }

  @Test func `never repeats a value`() throws {
    for line in [
      ["list", "--all=geheim"], ["list", "BU1", "geheim"], ["list", "--state", "geheim"],
      ["list", "--sicne=geheim"],
    ] {
      let error = try #require(throws: UsageError.self) { try Sample.set.split(line) }
      for language in Language.allCases {
        let told = error.explanation(language)
        #expect(!(told.text + (told.remedy ?? "")).contains("geheim"), "\(line)")
      }
    }
  }
}

@Suite struct `Suggestions for a mistyped word` {
  private let known = ["list", "lijst", "answer", "bundle", "split"]

  @Test func `come nearest first, equals in the given order`() {
    #expect(Suggestions.nearest(to: "lits", in: known) == ["list"])
    #expect(Suggestions.nearest(to: "lst", in: ["lsta", "lst1", "lst2", "lst3"]).count == 3)
    #expect(Suggestions.nearest(to: "lst", in: ["xlst", "lstx"]) == ["xlst", "lstx"])
  }

  @Test func `include words that begin as typed, after the nearer ones`() {
    #expect(Suggestions.nearest(to: "an", in: ["answer", "and"]) == ["and", "answer"])
  }

  @Test func `take letter case for nothing`() {
    #expect(Suggestions.nearest(to: "LIST", in: known).first == "list")
  }

  @Test func `are none for what is far from everything, empty or very long`() {
    #expect(Suggestions.nearest(to: "xyzzy", in: known) == [])
    #expect(Suggestions.nearest(to: "", in: known) == [])
    #expect(Suggestions.nearest(to: String(repeating: "l", count: 65), in: known) == [])
  }
}
