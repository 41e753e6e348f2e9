import SchouwCommandLine

/// The commands for bundles.
extension Specs {
  static let bundleFile = ArgumentSpec(
    Phrase(nl: "BESTAND", en: "FILE"),
    .one,
    .file,
    help: Phrase(nl: "bundel, bijvoorbeeld op een stick", en: "a bundle, for instance on a stick")
  )
  static let forColleague = OptionSpec(
    "for-colleague",
    value: .init(Phrase("CODE")),
    isRepeatable: true,
    help: Phrase(
      nl: "leesbaar, voor collega's in dit werkgebied; niet verzegeld",
      en: "readable, for colleagues in this scope; not sealed"
    )
  )

  static let exportBundle = CommandSpec(
    "bundle-export",
    aliases: ["bundel-maak"],
    summary: Phrase(
      nl: "Zet wat nog niet op kantoor is in een bestand, verzegeld voor het kantoor.",
      en: "Put what is not at the office yet in a file, sealed to the office."
    ),
    arguments: [bundleFile],
    options: [forColleague],
    examples: [
      .init(
        Phrase(
          nl: "bundel-maak /media/stick/noord.bundel",
          en: "bundle-export /media/stick/noord.bundle"
        ),
        Phrase(
          nl: "Alleen het kantoor kan het lezen; ook: bundle export …",
          en: "Only the office can read it; also: bundle export …"
        )
      ),
      .init(
        Phrase(
          nl: "bundel-maak collega.bundel --for-colleague BU09172004",
          en: "bundle-export colleague.bundle --for-colleague BU09172004"
        ),
        Phrase(
          nl: "De dossiers van een eigen werkgebied, leesbaar voor wie het bestand heeft.",
          en: "The documents of an own scope, readable by whoever has the file."
        )
      ),
    ],
    exitCodes: [.notFound, .store, .locked, .newerFormat, .partial]
  )
  static let importBundle = CommandSpec(
    "bundle-import",
    aliases: ["bundel-neem"],
    summary: Phrase(
      nl: "Neem een bundel over; wat verzegeld is, gaat ongelezen mee naar het kantoor.",
      en: "Take a bundle in; what is sealed goes on to the office unread."
    ),
    arguments: [bundleFile],
    examples: [
      .init(
        Phrase(
          nl: "bundel-neem /media/stick/noord.bundel",
          en: "bundle-import /media/stick/noord.bundle"
        ),
        Phrase(
          nl: "In elke volgorde en zo vaak als u wilt; ook: bundle import …",
          en: "In any order, as often as you like; also: bundle import …"
        )
      )
    ],
    exitCodes: [.notFound, .store, .locked, .newerFormat, .partial]
  )
  static let inspectBundle = CommandSpec(
    "bundle-inspect",
    aliases: ["bundel-bekijk"],
    summary: Phrase(
      nl: "Zeg van een bundel wat zonder sleutel te weten is.",
      en: "Say of a bundle what can be known without the key."
    ),
    arguments: [bundleFile],
    examples: [
      .init(
        Phrase(nl: "bundel-bekijk noord.bundel", en: "bundle-inspect noord.bundle"),
        Phrase(
          nl: "Van wie, voor wie, hoeveel, en of het heel is; ook: bundle inspect …",
          en: "By whom, for whom, how much, and whether it is whole; also: bundle inspect …"
        )
      )
    ],
    exitCodes: [.notFound, .newerFormat, .partial]
  )
}
