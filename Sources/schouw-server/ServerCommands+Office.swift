import SchouwCommandLine

/// What the office reads and decides.
extension ServerCommands {
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
    help: Phrase(nl: "alleen dit dossier, met alle waarden", en: "only this document, all values")
  )
  static let path = ArgumentSpec(
    Phrase(nl: "VRAAG", en: "PATH"),
    help: Phrase(
      nl: "vraag zoals toon die noemt (rooms.2.area_m2), of een JSON Pointer",
      en: "a question as show names it (rooms.2.area_m2), or a JSON Pointer"
    )
  )
  static let decision = ArgumentSpec(
    Phrase(nl: "WAARDE", en: "VALUE"),
    .optional,
    help: Phrase(nl: "een waarde van uzelf", en: "a value of your own")
  )
  static let text = ArgumentSpec(
    Phrase(nl: "TEKST", en: "TEXT"),
    .zeroOrMore,
    help: Phrase(
      nl: "woorden uit het adres of wat het dossier verder noemt",
      en: "words of the address or of what else names a document"
    )
  )
  static let kind = OptionSpec(
    "kind",
    value: .init(Phrase(nl: "SOORT", en: "KIND")),
    help: Phrase(
      nl: "alleen deze soort, zoals inspection",
      en: "only this kind, such as inspection"
    )
  )
  static let oneScope = OptionSpec(
    "scope",
    value: .init(Phrase(nl: "CODE", en: "CODE")),
    help: Phrase(nl: "alleen van deze buurt, rol of persoon", en: "only of this scope")
  )
  static let state = OptionSpec(
    "state",
    value: .init(
      Phrase(nl: "STAAT", en: "STATE"),
      .choice(["conflict", "held", "waiting"])
    ),
    help: Phrase(
      nl: "alleen met een open conflict, iets dat vastgehouden wordt, of iets dat wacht",
      en: "only with an open conflict, something held, or something that waits"
    )
  )
  static let limit = OptionSpec(
    "limit",
    value: .init(Phrase(nl: "AANTAL", en: "COUNT")),
    help: Phrase(nl: "hoeveel tegelijk (standaard 100)", en: "how many at once (100 by default)")
  )
  static let after = OptionSpec(
    "after",
    value: .init(Phrase(nl: "DOSSIER", en: "HANDLE"), .handle),
    help: Phrase(nl: "verder na dit dossier", en: "go on after this document")
  )
  static let all = OptionSpec(
    "all",
    help: Phrase(nl: "ook vragen zonder antwoord", en: "also questions without an answer")
  )
  static let history = OptionSpec(
    "history",
    help: Phrase(nl: "ook elke wijziging", en: "also every change")
  )
  static let take = OptionSpec(
    "take",
    value: .init(Phrase(nl: "N", en: "N")),
    help: Phrase(nl: "de zoveelste waarde zoals getoond", en: "the Nth value as shown")
  )
  static let keep = OptionSpec(
    "keep",
    help: Phrase(
      nl: "het onderdeel blijft, tegen een verwijdering in",
      en: "the element stays, against a removal"
    )
  )
  static let remove = OptionSpec(
    "remove",
    help: Phrase(nl: "het onderdeel is verwijderd", en: "the element is removed")
  )
  static let reason = OptionSpec(
    "reason",
    value: .init(Phrase(nl: "TEKST", en: "TEXT")),
    help: Phrase(
      nl: "waarom; gaat met het besluit naar de laptops, dus geen namen van personen",
      en: "why; goes to the laptops with the decision, so no names of people"
    )
  )

  static let allBehind = OptionSpec(
    "all-behind",
    help: Phrase(
      nl: "ook wat dezelfde laptop erop voortbouwde en om dezelfde reden wordt vastgehouden",
      en: "also what the same laptop built on it and that is held for the same reason"
    )
  )

  static let returned = OptionSpec(
    "returned",
    help: Phrase(
      nl: "alles wat dit kantoor voor een herstel besloot en laptops terugbrachten",
      en: "all that this office decided before a restore and laptops brought back"
    )
  )
  static let optionalNames = ArgumentSpec(names.label, .zeroOrMore, help: names.help)

  static let silentDays = OptionSpec(
    "silent-days",
    value: .init(Phrase(nl: "DAGEN", en: "DAYS")),
    help: Phrase(
      nl: "noem laptops die langer niet gehoord zijn (standaard 7)",
      en: "name laptops that were not heard for longer (7 by default)"
    )
  )
  static let today = CommandSpec(
    "today",
    aliases: ["vandaag"],
    summary: Phrase(
      nl: "Toon wat er te doen is, en hoe elke laptop ervoor staat.",
      en: "Show what is to be done, and how each laptop stands."
    ),
    options: [data, silentDays],
    examples: [
      .init(
        Phrase(nl: "vandaag --silent-days 14", en: "today --silent-days 14"),
        Phrase(
          nl: "Noemt laptops die meer dan twee weken niet gehoord zijn.",
          en: "Names laptops that were not heard for more than two weeks."
        )
      )
    ],
    exitCodes: [.store, .unreachable, .refused]
  )
  static let list = CommandSpec(
    "list",
    aliases: ["lijst"],
    summary: Phrase(nl: "Zoek en toon dossiers.", en: "Find and list documents."),
    arguments: [text],
    options: [data, kind, oneScope, state, limit, after],
    examples: [
      .init(
        Phrase(nl: "lijst akerstraat --state conflict", en: "list akerstraat --state conflict"),
        Phrase(nl: "Conflicten in één straat.", en: "Conflicts in one street.")
      )
    ],
    exitCodes: [.notFound, .ambiguous, .store, .unreachable, .refused]
  )
  static let show = CommandSpec(
    "show",
    aliases: ["toon"],
    summary: Phrase(
      nl: "Toon een samengevoegd dossier, met alle waarden van een conflict.",
      en: "Show a merged document, with all values of a conflict."
    ),
    arguments: [handle],
    options: [data, all, history],
    exitCodes: [.notFound, .ambiguous, .store, .unreachable, .refused]
  )
  static let conflicts = CommandSpec(
    "conflicts",
    aliases: ["conflicten"],
    summary: Phrase(nl: "Toon de open conflicten.", en: "Show the open conflicts."),
    arguments: [optionalHandle],
    options: [data],
    exitCodes: [.notFound, .ambiguous, .conflict, .store, .unreachable, .refused]
  )
  static let resolve = CommandSpec(
    "resolve",
    aliases: ["kies"],
    summary: Phrase(
      nl: "Beslis een conflict dat hier is getoond.",
      en: "Decide a conflict that was shown here."
    ),
    arguments: [handle, path, decision],
    options: [data, take, keep, remove],
    examples: [
      .init(
        Phrase(
          nl: "kies K3F9X fire.escape_free --take 2",
          en: "resolve K3F9X fire.escape_free --take 2"
        ),
        Phrase(nl: "De tweede waarde zoals getoond.", en: "The second value as shown.")
      ),
      .init(
        Phrase(nl: "kies K3F9X rooms.2 --keep", en: "resolve K3F9X rooms.2 --keep"),
        Phrase(nl: "De kamer blijft.", en: "The room stays.")
      ),
    ],
    exitCodes: [.notFound, .ambiguous, .lookAgain, .store, .unreachable, .refused]
  )
  static let export = CommandSpec(
    "export",
    aliases: ["exporteer"],
    summary: Phrase(
      nl: "Schrijf elk samengevoegd dossier met zijn klok als een regel JSON.",
      en: "Write every merged document with its clock as a line of JSON."
    ),
    options: [data],
    examples: [
      .init(
        Phrase(nl: "exporteer", en: "export"),
        Phrase(
          nl: "Elk dossier zoals het is wanneer zijn regel wordt geschreven.",
          en: "Each document as it is when its line is written."
        )
      )
    ],
    exitCodes: [.store, .unreachable, .refused]
  )
  static let accept = CommandSpec(
    "accept",
    aliases: ["aanvaard"],
    summary: Phrase(
      nl: "Laat vastgehouden wijzigingen toe.",
      en: "Release changes that are held."
    ),
    arguments: [optionalNames],
    options: [data, reason, allBehind, returned],
    exitCodes: [.notFound, .store, .unreachable, .refused]
  )
  static let decline = CommandSpec(
    "decline",
    aliases: ["wijs-af"],
    summary: Phrase(
      nl: "Wijs vastgehouden wijzigingen af: wat ze vervingen, wordt teruggezet.",
      en: "Decline changes that are held: what they replaced is put back."
    ),
    arguments: [names],
    options: [data, reason],
    exitCodes: [.notFound, .store, .unreachable, .refused]
  )
}
