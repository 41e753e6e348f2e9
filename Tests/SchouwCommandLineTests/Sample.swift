import SchouwCommandLine

/// A small invented program, of which the snapshots are.
enum Sample {
  static let since = OptionSpec(
    "since",
    short: "s",
    value: .init(Phrase(nl: "DATUM", en: "DATE")),
    help: Phrase(
      nl: "alleen wat na deze datum is gewijzigd, in de vorm die ook in de lijst zelf staat",
      en: "only what changed after this date, in the form in which the list itself shows dates"
    )
  )
  static let state = OptionSpec(
    "state",
    value: .init(Phrase(nl: "STAND", en: "STATE"), .choice(["open", "closed", "held"])),
    isRepeatable: true,
    help: Phrase(nl: "alleen deze stand", en: "only this state")
  )
  static let all = OptionSpec(
    "all",
    short: "a",
    help: Phrase(nl: "ook wat verborgen is", en: "also what is hidden")
  )
  static let limit = OptionSpec(
    "limit",
    short: "n",
    value: .init(Phrase(nl: "AANTAL", en: "COUNT")),
    help: Phrase(nl: "hooguit zoveel regels", en: "at most so many lines")
  )
  static let out = OptionSpec(
    "out",
    value: .init(Phrase(nl: "BESTAND", en: "FILE"), .file),
    isRequired: true,
    help: Phrase(nl: "waar het komt", en: "where it goes")
  )

  static let area = ArgumentSpec(
    Phrase(nl: "BUURT", en: "AREA"),
    .optional,
    help: Phrase(nl: "code van een buurt", en: "code of a neighbourhood")
  )
  static let document = ArgumentSpec(
    Phrase(nl: "DOSSIER", en: "DOCUMENT"),
    help: Phrase(nl: "naam of begin van de naam", en: "name or the beginning of it")
  )
  static let answers = ArgumentSpec(
    Phrase(nl: "ANTWOORD", en: "ANSWER"),
    .oneOrMore,
    help: Phrase(nl: "één of meer antwoorden", en: "one or more answers")
  )
  static let photos = ArgumentSpec(
    Phrase(nl: "FOTO", en: "PHOTO"),
    .zeroOrMore,
    .file,
    help: Phrase(nl: "foto's", en: "photos")
  )

  static let list = CommandSpec(
    "list",
    aliases: ["lijst"],
    summary: Phrase(
      nl: "Toon de dossiers op deze laptop.",
      en: "Show the documents on this laptop."
    ),
    arguments: [area],
    options: [since, state, all, limit],
    examples: [
      .init(
        Phrase(nl: "lijst BU09172004 --state open", en: "list BU09172004 --state open"),
        Phrase(nl: "Wat in Hoensbroek nog open staat.", en: "What is still open in Hoensbroek.")
      )
    ]
  )
  static let answer = CommandSpec(
    "answer",
    aliases: ["antwoord"],
    summary: Phrase(nl: "Beantwoord vragen.", en: "Answer questions."),
    arguments: [document, answers],
    exitCodes: [.lookAgain, .notFound, .ambiguous]
  )
  static let bundle = CommandSpec(
    "bundle",
    aliases: ["bundel", "stick"],
    summary: Phrase(nl: "Zet alles op een stick.", en: "Put all on a stick: [it's] $HOME."),
    arguments: [photos],
    options: [out]
  )

  /// The words of a line that runs a command.
  static func words(_ line: [String]) throws -> Words {
    guard case .run(let words) = try set.split(line) else { throw AsksForHelp() }
    return words
  }

  struct AsksForHelp: Error {}

  static let set = CommandSet(
    "schouw-proef",
    summary: Phrase(nl: "een verzonnen programma.", en: "an invented program."),
    commands: [list, answer, bundle, .completions]
  )
}
