import Testing

@testable import SchouwCommandLine

@Suite struct `A phrase` {
  private let phrase = Phrase(
    nl: "{count} {count?dossier|dossiers} in {area}",
    en: "{area}: {count}"
  )

  @Test func `is filled by name in each language's own order`() {
    #expect(phrase.text(.nl, ["count": "2", "area": "Noord"]) == "2 dossiers in Noord")
    #expect(phrase.text(.en, ["count": "2", "area": "Noord"]) == "Noord: 2")
  }

  @Test(arguments: [
    ("0", "dossiers"), ("1", "dossier"), ("2", "dossiers"), ("11", "dossiers"), ("1,0", "dossiers"),
  ])
  func `chooses between one and other`(count: String, word: String) {
    #expect(phrase.text(.nl, ["count": count, "area": "x"]) == "\(count) \(word) in x")
  }

  @Test func `never fills what a value brings`() {
    #expect(phrase.text(.en, ["area": "{count}", "count": "7"]) == "{count}: 7")
  }

  @Test func `leaves a placeholder without a value as it is`() {
    #expect(phrase.text(.nl, ["area": "x"]) == "{count} {count?dossier|dossiers} in x")
  }

  @Test(arguments: ["{", "}", "{}", "{ a}", "{a b}", "{\"a\":1}", "{1}", "{a?b}", "{a", "a}"])
  func `leaves braces alone that are no placeholder`(text: String) {
    #expect(Phrase(text).text(.nl, ["a": "x", "b": "y"]) == text)
    #expect(Phrase(text).placeholders(.nl) == [])
  }
}

@Suite struct `A table of messages` {
  private enum Faulty: String, MessageTable {
    case good, empty, unequal

    var phrase: Phrase {
      switch self {
      case .good: Phrase(nl: "{count} {count?dag|dagen}", en: "{count} days")
      case .empty: Phrase(nl: "tekst", en: " ")
      case .unequal: Phrase(nl: "{a} en {b}", en: "{a} and {c}")
      }
    }
  }

  @Test func `shows its faults`() {
    #expect(
      MessageFault.all(in: Faulty.self) == [
        MessageFault(code: .emptyText, key: "empty"),
        MessageFault(code: .unequalPlaceholders, key: "unequal"),
      ]
    )
  }

  @Test func `of this target has none`() {
    #expect(MessageFault.all(in: CommandLineMessage.self) == [])
    #expect(MessageFault.all(in: DurationMessage.self) == [])
  }

  @Test func `renders by key`() {
    #expect(Faulty.good.text(.nl, ["count": "1"]) == "1 dag")
  }
}

@Suite struct `An exit code` {
  @Test func `keeps its number and says what it means`() {
    let numbers = ExitCode.allCases.map(\.rawValue)
    #expect(numbers == Array(0...17))
    let names = ExitCode.allCases.map { "\($0)" }
    #expect(
      names == [
        "ok", "failed", "usage", "notFound", "ambiguous", "lookAgain", "conflict", "store",
        "locked", "unreachable", "refused", "notSchouw", "newerFormat", "unsent", "proxy", "cut",
        "partial", "notArchived",
      ]
    )
    for code in ExitCode.allCases {
      #expect(!code.phrase.isIncomplete)
      #expect(code.phrase.nl != code.phrase.en)
      #expect(CommandFailure(code).explanation(.nl).text == code.phrase.nl)
    }
  }
}
