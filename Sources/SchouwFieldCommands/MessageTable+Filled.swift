import SchouwCommandLine

extension MessageTable {
  /// The text in both languages with its placeholders filled in.
  func filled(_ values: KeyValuePairs<String, String>) -> Phrase {
    Phrase(nl: text(.nl, values), en: text(.en, values))
  }

  /// The text in both languages, filled with texts in both languages.
  func filled(_ values: [(name: String, phrase: Phrase)]) -> Phrase {
    values.reduce(phrase) { phrase, value in
      Phrase(
        nl: phrase.text(.nl, [value.name: value.phrase.nl]),
        en: phrase.text(.en, [value.name: value.phrase.en])
      )
    }
  }
}
