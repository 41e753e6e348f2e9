import SchouwCommandLine
import SchouwFieldClient

/// What the commands of `schouw` take.
enum Specs {
  static let handle = ArgumentSpec(
    Phrase(nl: "DOSSIER", en: "HANDLE"),
    .one,
    .handle,
    help: Phrase(
      nl: "begin van de naam van een dossier, zoals K3F9X, of het hele UUID",
      en: "the beginning of a document's name, such as K3F9X, or its whole UUID"
    )
  )
  static let optionalHandle = ArgumentSpec(
    Phrase(nl: "DOSSIER", en: "HANDLE"),
    .optional,
    .handle,
    help: Phrase(
      nl: "alleen dit dossier",
      en: "only this document"
    )
  )
  static let path = ArgumentSpec(
    Phrase(nl: "VRAAG", en: "PATH"),
    help: Phrase(
      nl: "vraag zoals toon die noemt (rooms.2.area_m2), of een JSON Pointer",
      en: "a question as show names it (rooms.2.area_m2), or a JSON Pointer"
    )
  )
  static let optionalElement = ArgumentSpec(
    Phrase(nl: "ONDERDEEL", en: "ELEMENT"),
    .optional,
    help: Phrase(
      nl: "onderdeel zoals rooms.2, of een JSON Pointer; zonder: het hele dossier",
      en: "an element such as rooms.2, or a JSON Pointer; without: the whole document"
    )
  )
  static let group = ArgumentSpec(
    Phrase(nl: "LIJST", en: "GROUP"),
    help: Phrase(nl: "lijst, zoals rooms", en: "a list, such as rooms")
  )
  static let kind = ArgumentSpec(
    Phrase(nl: "SOORT", en: "KIND"),
    help: Phrase("inspection, overlast")
  )
  static let firstAnswers = ArgumentSpec(
    Phrase(nl: "VRAAG=WAARDE", en: "PATH=VALUE"),
    .zeroOrMore,
    help: Phrase(nl: "eerste antwoorden", en: "first answers")
  )
  static let members = ArgumentSpec(
    Phrase(nl: "NAAM=WAARDE", en: "NAME=VALUE"),
    .zeroOrMore,
    help: Phrase(
      nl: "eerste antwoorden, zoals name=Zolder",
      en: "first answers, such as name=Attic"
    )
  )
  static let answers = ArgumentSpec(
    Phrase(nl: "VRAAG WAARDE", en: "PATH VALUE"),
    .oneOrMore,
    help: Phrase(
      nl: "vraag en antwoord, ook als VRAAG=WAARDE; '' neemt het antwoord weg",
      en: "question and answer, also as PATH=VALUE; '' takes the answer away"
    )
  )
  static let decision = ArgumentSpec(
    Phrase(nl: "WAARDE", en: "VALUE"),
    .optional,
    help: Phrase(
      nl: "wat het wordt, in plaats van --take",
      en: "what it becomes, instead of --take"
    )
  )
  static let text = ArgumentSpec(
    Phrase(nl: "TEKST", en: "TEXT"),
    help: Phrase(
      nl: "wat in een antwoord voorkomt; hoofdletters tellen niet",
      en: "what occurs in an answer; letter case does not count"
    )
  )
  static let author = ArgumentSpec(
    Phrase(nl: "AUTEUR", en: "AUTHOR"),
    help: Phrase(nl: "code van wie schrijft, zoals insp-17", en: "code of who writes: insp-17")
  )
  static let address = ArgumentSpec(
    Phrase(nl: "ADRES", en: "ADDRESS"),
    help: Phrase("https://…")
  )
  static let code = ArgumentSpec(
    Phrase(nl: "CODE", en: "CODE"),
    .oneOrMore,
    help: Phrase(
      nl: "eenmalige code van het kantoor, met of zonder streepjes, spaties en hoofdletters",
      en: "the office's one-time code, with or without hyphens, spaces and capitals"
    )
  )
  static let importFile = ArgumentSpec(
    Phrase(nl: "BESTAND", en: "FILE"),
    .one,
    .file,
    help: Phrase(
      nl: "JSON Lines, een dossier per regel; - leest de invoer",
      en: "JSON Lines, a document a line; - reads the input"
    )
  )

  static let scope = OptionSpec(
    "scope",
    short: "s",
    value: .init(Phrase("CODE")),
    isRepeatable: true,
    help: Phrase(nl: "voor welk werkgebied", en: "for which scope")
  )
  static let by = OptionSpec(
    "as",
    value: .init(Phrase(nl: "AUTEUR", en: "AUTHOR")),
    help: Phrase(nl: "wie hier schrijft", en: "who writes here")
  )
  static let onlyKind = OptionSpec(
    "kind",
    short: "k",
    value: .init(Phrase(nl: "SOORT", en: "KIND")),
    help: Phrase(nl: "alleen deze soort", en: "only this kind")
  )
  static let removed = OptionSpec(
    "removed",
    help: Phrase(nl: "ook verwijderde dossiers", en: "removed documents too")
  )
  static let all = OptionSpec(
    "all",
    short: "a",
    help: Phrase(nl: "ook vragen zonder antwoord", en: "questions without an answer too")
  )
  static let take = OptionSpec(
    "take",
    short: "n",
    value: .init(Phrase("N")),
    help: Phrase(
      nl: "kies de waarde met dit nummer, zoals conflicten die toont",
      en: "choose the value with this number, as conflicts shows it"
    )
  )
  static let every = OptionSpec(
    "every",
    value: .init(Phrase(nl: "SECONDEN", en: "SECONDS")),
    help: Phrase(nl: "hoe vaak; anders elke 60 seconden", en: "how often; else every 60 seconds")
  )

  static let example = OptionSpec(
    "example",
    help: Phrase(
      nl: "met drie voorbeelden om te proberen; die gaan nooit naar een kantoor",
      en: "with three examples to try; they never go to an office"
    )
  )
  static let check = OptionSpec(
    "check",
    help: Phrase(
      nl: "zeg alleen of er werk is dat nog niet op kantoor is",
      en: "only say whether there is work that is not at the office yet"
    )
  )
  static let anyway = OptionSpec(
    "anyway",
    help: Phrase(
      nl: "ook met werk dat nog niet op kantoor is; het blijft op deze laptop",
      en: "also with work that is not at the office yet; it stays on this laptop"
    )
  )

  static let commands = CommandSet(
    "schouw",
    summary: Phrase(
      nl: "inspecties en meldingen op deze laptop, ook zonder netwerk.",
      en: "inspections and reports on this laptop, also without a network."
    ),
    commands: [
      initialize, become, new, set, add, show, list, find, history, why, conflicts, resolve, remove,
      unremove, finish, sync, watch, enrol, importDocuments, exportDocuments,
      exportBundle, importBundle, inspectBundle, status, doctor,
      verify, handIn, uninstall,
      .completions,
    ],
    groups: ["bundle", "bundel"],
    bare: status,
    version: VersionSpec(formats: [
      .init("store", Phrase(nl: "opslag", en: "store"), Store.formatName),
      .init("protocol", Phrase("protocol"), "1"),
    ])
  )
}
