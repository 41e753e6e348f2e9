import SchouwCommandLine

extension Specs {
  static let handIn = CommandSpec(
    "hand-in",
    aliases: ["inleveren"],
    summary: Phrase(
      nl: "Zeg of deze laptop ingeleverd, uitgeleend of gewist kan worden.",
      en: "Say whether this laptop can be handed in, lent out or wiped."
    ),
    examples: [
      .init(
        Phrase(nl: "inleveren", en: "hand-in"),
        Phrase(
          nl: "Eindigt met 0 als alles in een reservekopie van het kantoor staat, anders met 17."
            + " Verandert niets.",
          en: "Ends with 0 if everything is in a backup of the office, else with 17. Changes"
            + " nothing."
        )
      ),
      .init(
        Phrase(nl: "inleveren --json", en: "hand-in --json"),
        Phrase(
          nl: "Eén JSON-object: wat ontbreekt, in totaal en per dossier.",
          en: "One JSON object: what is missing, in all and by document."
        )
      ),
    ],
    exitCodes: [.notFound, .store, .newerFormat, .notArchived]
  )
}
