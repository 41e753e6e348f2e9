import SchouwCommandLine

extension ServerCommands {
  static let breach = CommandSpec(
    "breach",
    aliases: ["datalek"],
    summary: Phrase(
      nl: "Toon welke dossiers een verloren laptop had.",
      en: "Show which documents a lost laptop held."
    ),
    arguments: [name],
    options: [data],
    examples: [
      .init(
        Phrase(nl: "datalek noord", en: "breach noord"),
        Phrase(
          nl: "Soort, gebieden, sinds wanneer, en wat eruit weg was; geen inhoud. Uit het logboek"
            + " alleen: wat de laptop kon ophalen, telt mee.",
          en:
            "Kind, scopes, since when, and what had left; no content. From the log alone: what the"
            + " laptop could fetch counts."
        )
      ),
      .init(
        Phrase(nl: "datalek noord --json", en: "breach noord --json"),
        Phrase(nl: "Eén JSON-object per dossier.", en: "One JSON object a document.")
      ),
    ],
    exitCodes: [.notFound, .store, .unreachable, .refused]
  )
}
