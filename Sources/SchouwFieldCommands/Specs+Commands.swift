import SchouwCommandLine

/// The commands themselves: what each takes, examples, and how it ends.
extension Specs {
  private static let edits: [ExitCode] = [
    .notFound, .ambiguous, .lookAgain, .store, .locked, .newerFormat,
  ]
  private static let reads: [ExitCode] = [.notFound, .ambiguous, .store, .newerFormat]
  private static let talks: [ExitCode] = [
    .notFound, .store, .locked, .unreachable, .refused, .notSchouw, .newerFormat, .proxy, .cut,
  ]
  private static let jsonLines = Phrase(
    nl: "Eén JSON-object per regel.",
    en: "One JSON object a line."
  )
  private static let oneObject = Phrase(nl: "Eén JSON-object.", en: "One JSON object.")

  static let initialize = CommandSpec(
    "init",
    aliases: ["begin"],
    summary: Phrase(nl: "Maak een opslag op deze laptop.", en: "Make a store on this laptop."),
    options: [by, example],
    examples: [
      .init(
        Phrase(nl: "begin --as insp-17", en: "init --as insp-17"),
        Phrase(nl: "Een opslag waarin insp-17 schrijft.", en: "A store in which insp-17 writes.")
      ),
      .init(
        Phrase(nl: "begin --example", en: "init --example"),
        Phrase(
          nl: "Om te proberen. Later begint begin --as AUTEUR echt en zet dit opzij.",
          en: "To try it. Later init --as AUTHOR begins for real and puts this aside."
        )
      ),
    ],
    exitCodes: [.store, .locked]
  )
  static let enrol = CommandSpec(
    "enrol",
    aliases: ["aanmelden"],
    summary: Phrase(
      nl: "Meld deze laptop aan bij het kantoor.",
      en: "Enrol this laptop with the office."
    ),
    arguments: [address, code],
    examples: [
      .init(
        Phrase(
          nl: "aanmelden https://schouw.example 7Q4K-MZ2P",
          en: "enrol https://schouw.example 7Q4K-MZ2P"
        ),
        Phrase(
          nl: "Mag na een verbroken lijn opnieuw met dezelfde code.",
          en: "May be repeated with the same code after a cut line."
        )
      )
    ],
    exitCodes: talks
  )
  static let become = CommandSpec(
    "as",
    aliases: ["als"],
    summary: Phrase(
      nl: "Zeg wie er vanaf nu schrijft op deze laptop.",
      en: "Say who writes on this laptop from now on."
    ),
    arguments: [author],
    examples: [
      .init(
        Phrase(nl: "als insp-18", en: "as insp-18"),
        Phrase(nl: "Een gedeelde laptop wisselt van hand.", en: "A shared laptop changes hands.")
      )
    ],
    exitCodes: [.notFound, .store, .locked, .newerFormat]
  )
  static let new = CommandSpec(
    "new",
    aliases: ["nieuw"],
    summary: Phrase(
      nl: "Maak een dossier en toon zijn naam.",
      en: "Make a document and print its handle."
    ),
    arguments: [kind, firstAnswers],
    options: [scope],
    examples: [
      .init(
        Phrase(
          nl: "nieuw overlast --scope BU09172004 category=waste \"what=Containers vol\"",
          en: "new overlast --scope BU09172004 category=waste \"what=Bins full\""
        ),
        Phrase(
          nl: "Een melding voor een buurt.",
          en: "A report for a neighbourhood."
        )
      ),
      .init(
        Phrase(nl: "nieuw inspection visit.start=nu", en: "new inspection visit.start=now"),
        Phrase(nl: "Een inspectie die nu begint.", en: "An inspection that begins now.")
      ),
    ],
    exitCodes: edits
  )
  static let set = CommandSpec(
    "set",
    aliases: ["zet"],
    summary: Phrase(
      nl: "Beantwoord vragen: meteen veilig, verstuurd met stuur.",
      en: "Answer questions: safe at once, sent by sync."
    ),
    arguments: [handle, answers],
    examples: [
      .init(
        Phrase(nl: "zet K3F9X rooms.2.area_m2 9,2", en: "set K3F9X rooms.2.area_m2 9.2"),
        Phrase(
          nl: "De tweede kamer zoals toon die nummert.",
          en: "The second room as show numbers it."
        )
      ),
      .init(
        Phrase(
          nl: "zet K3F9X fire.escape_free=nee kit.burners=4",
          en: "set K3F9X fire.escape_free=no kit.burners=4"
        ),
        Phrase(nl: "Twee antwoorden in één bewerking.", en: "Two answers in one edit.")
      ),
      .init(
        Phrase(
          nl: "zet K3F9X rooms.1.area_m2 '{\"value\":9.2,\"method\":\"NEN 2580\"}'",
          en: "set K3F9X rooms.1.area_m2 '{\"value\":9.2,\"method\":\"NEN 2580\"}'"
        ),
        Phrase(
          nl: "Een antwoord met toelichting, als JSON.",
          en: "An answer with its reason, as JSON."
        )
      ),
    ],
    exitCodes: edits
  )
  static let add = CommandSpec(
    "add",
    aliases: ["voeg-toe"],
    summary: Phrase(
      nl: "Voeg een onderdeel toe, zoals een kamer.",
      en: "Add an element, such as a room."
    ),
    arguments: [handle, group, members],
    examples: [
      .init(
        Phrase(
          nl: "voeg-toe K3F9X rooms name=Zolder beds=2",
          en: "add K3F9X rooms name=Attic beds=2"
        ),
        Phrase(nl: "Een kamer met twee antwoorden.", en: "A room with two answers.")
      )
    ],
    exitCodes: edits
  )
  static let show = CommandSpec(
    "show",
    aliases: ["toon"],
    summary: Phrase(
      nl: "Toon een dossier; wat u ziet, geldt als gezien.",
      en: "Show a document; what is printed counts as seen."
    ),
    arguments: [handle],
    options: [all],
    examples: [
      .init(
        Phrase(nl: "toon K3F9X", en: "show K3F9X"),
        Phrase(nl: "Conflicten staan er met ! bij.", en: "Conflicts are marked with !.")
      ),
      .init(
        Phrase(nl: "toon K3F9X --json", en: "show K3F9X --json"),
        Phrase(
          nl: "Eén JSON-object (V1 van Protocol/format.md) met handle.",
          en: "One JSON object (V1 of Protocol/format.md) with handle."
        )
      ),
    ],
    exitCodes: reads
  )
  static let list = CommandSpec(
    "list",
    aliases: ["lijst"],
    summary: Phrase(
      nl: "Toon de dossiers op deze laptop.",
      en: "Show the documents on this laptop."
    ),
    options: [onlyKind, removed],
    examples: [
      .init(
        Phrase(nl: "lijst --kind inspection", en: "list --kind inspection"),
        Phrase(nl: "Alleen inspecties.", en: "Only inspections.")
      ),
      .init(Phrase(nl: "lijst --json", en: "list --json"), jsonLines),
    ],
    exitCodes: [.notFound, .store, .newerFormat]
  )
  static let find = CommandSpec(
    "find",
    aliases: ["zoek"],
    summary: Phrase(nl: "Zoek tekst in antwoorden.", en: "Find text in answers."),
    arguments: [text],
    options: [removed],
    examples: [
      .init(
        Phrase(nl: "zoek Akerstraat", en: "find Akerstraat"),
        Phrase(nl: "Met --json: één object per regel.", en: "With --json: one object a line.")
      )
    ],
    exitCodes: [.notFound, .store, .newerFormat]
  )
  static let history = CommandSpec(
    "history",
    aliases: ["geschiedenis"],
    summary: Phrase(
      nl: "Toon wie wanneer wat wijzigde.",
      en: "Show who changed what, and when."
    ),
    arguments: [handle],
    examples: [
      .init(Phrase(nl: "geschiedenis K3F9X --json", en: "history K3F9X --json"), jsonLines)
    ],
    exitCodes: reads
  )
  static let why = CommandSpec(
    "why",
    aliases: ["waarom"],
    summary: Phrase(
      nl: "Leg uit waarom een antwoord er zo staat.",
      en: "Explain why an answer is what it is."
    ),
    arguments: [handle, path],
    examples: [
      .init(
        Phrase(nl: "waarom K3F9X fire.escape_free", en: "why K3F9X fire.escape_free"),
        Phrase(
          nl: "Alle waarden, en wat eerder was overschreven.",
          en: "All values, and what was overwritten before."
        )
      ),
      .init(Phrase(nl: "waarom K3F9X seen --json", en: "why K3F9X seen --json"), oneObject),
    ],
    exitCodes: reads
  )
  static let remove = CommandSpec(
    "remove",
    aliases: ["verwijder"],
    summary: Phrase(
      nl: "Verwijder een onderdeel of een dossier; het is terug te halen.",
      en: "Remove an element or a document; it can be brought back."
    ),
    arguments: [handle, optionalElement],
    examples: [
      .init(
        Phrase(nl: "verwijder K3F9X rooms.2", en: "remove K3F9X rooms.2"),
        Phrase(
          nl: "Wat een collega er ongezien schreef, blijft staan.",
          en: "What a colleague wrote there unseen stays."
        )
      )
    ],
    exitCodes: edits
  )
  static let unremove = CommandSpec(
    "unremove",
    aliases: ["herstel"],
    summary: Phrase(
      nl: "Haal terug wat verwijderd is.",
      en: "Bring back what was removed."
    ),
    arguments: [handle, optionalElement],
    examples: [
      .init(
        Phrase(nl: "herstel K3F9X /rooms/k3f9x2ab", en: "unremove K3F9X /rooms/k3f9x2ab"),
        Phrase(
          nl: "Toon noemt verwijderde onderdelen onderaan.",
          en: "Show names removed elements at its end."
        )
      )
    ],
    exitCodes: edits
  )
  static let conflicts = CommandSpec(
    "conflicts",
    aliases: ["conflicten"],
    summary: Phrase(
      nl: "Toon waar iemand moet kiezen.",
      en: "Show where somebody must decide."
    ),
    arguments: [optionalHandle],
    examples: [
      .init(
        Phrase(nl: "conflicten", en: "conflicts"),
        Phrase(
          nl: "In alle dossiers; eindigt met 6 als er een is.",
          en: "In all documents; ends with 6 if there is one."
        )
      ),
      .init(Phrase(nl: "conflicten K3F9X --json", en: "conflicts K3F9X --json"), jsonLines),
    ],
    exitCodes: [.notFound, .ambiguous, .conflict, .store, .newerFormat]
  )
  static let resolve = CommandSpec(
    "resolve",
    aliases: ["kies"],
    summary: Phrase(
      nl: "Beslis een conflict dat u hebt gezien.",
      en: "Decide a conflict that you have seen."
    ),
    arguments: [handle, path, decision],
    options: [take],
    examples: [
      .init(
        Phrase(
          nl: "kies K3F9X fire.escape_free --take 2",
          en: "resolve K3F9X fire.escape_free --take 2"
        ),
        Phrase(nl: "De tweede waarde zoals getoond.", en: "The second value as shown.")
      ),
      .init(
        Phrase(nl: "kies K3F9X fire.escape_free nee", en: "resolve K3F9X fire.escape_free no"),
        Phrase(nl: "Een waarde van uzelf.", en: "A value of your own.")
      ),
    ],
    exitCodes: [.notFound, .ambiguous, .lookAgain, .conflict, .store, .locked, .newerFormat]
  )
  static let importDocuments = CommandSpec(
    "import",
    aliases: ["haal-binnen"],
    summary: Phrase(
      nl: "Maak dossiers van JSON Lines; twee keer geeft niets dubbel.",
      en: "Make documents of JSON Lines; twice makes no second copy."
    ),
    arguments: [importFile],
    options: [scope],
    examples: [
      .init(
        Phrase(nl: "haal-binnen meldingen.jsonl", en: "import reports.jsonl"),
        Phrase(
          nl: "Per regel {\"kind\":…,\"scopes\":[…],\"id\"?:…,\"content\":{…}}; foute regels worden"
            + " genoemd, de rest blijft.",
          en:
            "A line is {\"kind\":…,\"scopes\":[…],\"id\"?:…,\"content\":{…}}; bad lines are named,"
            + " the rest is kept."
        )
      )
    ],
    exitCodes: [.notFound, .store, .locked, .newerFormat]
  )
  static let exportDocuments = CommandSpec(
    "export",
    aliases: ["geef-uit"],
    summary: Phrase(
      nl: "Schrijf dossiers als JSON Lines, zoals haal-binnen ze leest.",
      en: "Write documents as JSON Lines, as import reads them."
    ),
    arguments: [optionalHandle],
    examples: [
      .init(
        Phrase(nl: "geef-uit K3F9X", en: "export K3F9X"),
        Phrase(
          nl: "Eén JSON-object per regel, met clock erbij.",
          en: "One JSON object a line, with clock."
        )
      )
    ],
    exitCodes: reads
  )
  static let finish = CommandSpec(
    "finish",
    aliases: ["rond-af"],
    summary: Phrase(
      nl: "Rond uw bewerkingen van een dossier af.",
      en: "Finish your edits of a document."
    ),
    arguments: [handle],
    examples: [
      .init(
        Phrase(nl: "rond-af K3F9X", en: "finish K3F9X"),
        Phrase(
          nl: "Vanaf nu één wijziging; stuur doet dit ook.",
          en: "One change from now on; sync does this too."
        )
      )
    ],
    exitCodes: [.notFound, .ambiguous, .store, .locked, .newerFormat]
  )
  static let sync = CommandSpec(
    "sync",
    aliases: ["stuur"],
    summary: Phrase(
      nl: "Stuur wat nieuw is naar het kantoor en haal wat er kwam.",
      en: "Send what is new to the office and fetch what came."
    ),
    examples: [
      .init(
        Phrase(nl: "stuur", en: "sync"),
        Phrase(nl: "Na elke storing veilig te herhalen.", en: "Safe to repeat after any failure.")
      ),
      .init(Phrase(nl: "stuur --json", en: "sync --json"), oneObject),
    ],
    exitCodes: talks
  )
  static let watch = CommandSpec(
    "watch",
    aliases: ["volg"],
    summary: Phrase(
      nl: "Blijf sturen en halen tot Ctrl-C.",
      en: "Keep syncing until Ctrl-C."
    ),
    options: [every],
    examples: [
      .init(
        Phrase(nl: "volg --every 20", en: "watch --every 20"),
        Phrase(
          nl:
            "Meteen bij nieuws van kantoor of een wijziging hier, en elke 20 seconden. Met --json:"
            + " één object per regel.",
          en: "At once at news of the office or a change here, and every 20 seconds. With --json:"
            + " one object a line."
        )
      )
    ],
    exitCodes: talks
  )
  static let status = CommandSpec(
    "status",
    summary: Phrase(
      nl: "Toon hoe deze laptop ervoor staat.",
      en: "Show where this laptop stands."
    ),
    examples: [.init(Phrase("status --json"), oneObject)],
    exitCodes: [.notFound, .store, .newerFormat]
  )
  static let doctor = CommandSpec(
    "doctor",
    aliases: ["dokter"],
    summary: Phrase(
      nl: "Onderzoek opslag, schijf, klok en kantoor, en zeg wat te doen.",
      en: "Examine store, disk, clock and office, and say what to do."
    ),
    examples: [
      .init(Phrase(nl: "dokter --json", en: "doctor --json"), jsonLines)
    ],
    exitCodes: [.notFound, .store, .newerFormat]
  )
  static let uninstall = CommandSpec(
    "uninstall",
    aliases: ["ruim-op"],
    summary: Phrase(
      nl: "Haal de programma's van deze laptop; de dossiers blijven.",
      en: "Take the programs off this laptop; the documents stay."
    ),
    options: [check, anyway],
    examples: [
      .init(
        Phrase(nl: "ruim-op --check", en: "uninstall --check"),
        Phrase(
          nl: "Eindigt met 13 als er werk is dat nog niet op kantoor is. Verandert niets.",
          en: "Ends with 13 if there is work that is not at the office yet. Changes nothing."
        )
      ),
      .init(
        Phrase(nl: "ruim-op", en: "uninstall"),
        Phrase(
          nl: "Programma's, aanvulling en instellingen gaan weg; zegt waar de dossiers liggen.",
          en: "Programs, completions and settings go; says where the documents lie."
        )
      ),
    ],
    exitCodes: [.store, .newerFormat, .unsent]
  )
  static let verify = CommandSpec(
    "verify",
    aliases: ["controleer"],
    summary: Phrase(
      nl: "Lees de hele opslag en vergelijk elke controlesom.",
      en: "Read the whole store and compare every checksum."
    ),
    examples: [.init(Phrase(nl: "controleer --json", en: "verify --json"), oneObject)],
    exitCodes: [.notFound, .store, .newerFormat]
  )
}
