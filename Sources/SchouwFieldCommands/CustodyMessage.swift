import SchouwCommandLine

/// What `hand-in`, `show` and `status` say of where work is.
enum CustodyMessage: String, MessageTable {
  case here, atOffice, inBackup, refused, held, document
  case drafts, unsent, received, refusals, holds
  case mayGo, mayGoEmpty, mayGoExample, mayNotGo
  case syncRemedy, enrolRemedy, backupRemedy, refusedRemedy, custody

  var phrase: Phrase {
    switch self {
    case .here: Phrase(nl: "{count} alleen op deze laptop", en: "{count} on this laptop only")
    case .atOffice:
      Phrase(
        nl: "{count} op kantoor, in geen reservekopie",
        en: "{count} at the office, in no backup"
      )
    case .inBackup: Phrase(nl: "{count} in een reservekopie", en: "{count} in a backup")
    case .refused: Phrase(nl: "{count} door kantoor geweigerd", en: "{count} refused by the office")
    case .held: Phrase(nl: "{count} vastgehouden", en: "{count} held")
    case .document: Phrase(nl: "  {handle}  {kind}: {where}", en: "  {handle}  {kind}: {where}")
    case .drafts:
      Phrase(
        nl: "Nog niet ingepakt: {count} {count?bewerking|bewerkingen}",
        en: "Not packed yet: {count} {count?edit|edits}"
      )
    case .unsent:
      Phrase(
        nl: "Niet op kantoor: {count} {count?wijziging|wijzigingen}",
        en: "Not at the office: {count} {count?change|changes}"
      )
    case .received:
      Phrase(
        nl: "Op kantoor, maar in geen reservekopie: {count} {count?wijziging|wijzigingen}",
        en: "At the office, but in no backup: {count} {count?change|changes}"
      )
    case .refusals:
      Phrase(
        nl: "Door het kantoor geweigerd, dus alleen hier: {count} {count?wijziging|wijzigingen}",
        en: "Refused by the office, so only here: {count} {count?change|changes}"
      )
    case .holds:
      Phrase(
        nl: "Daar vastgehouden voor een besluit: {count} {count?wijziging|wijzigingen}",
        en: "Held there for a decision: {count} {count?change|changes}"
      )
    case .mayGo:
      Phrase(
        nl:
          "Alles wat hier geschreven is, staat in een reservekopie van het kantoor: {count}"
          + " {count?wijziging|wijzigingen}. Deze laptop kan weg.",
        en:
          "All that was written here is in a backup of the office: {count}"
          + " {count?change|changes}. This laptop can go."
      )
    case .mayGoEmpty:
      Phrase(
        nl: "Hier is niets geschreven. Deze laptop kan weg.",
        en: "Nothing was written here. This laptop can go."
      )
    case .mayGoExample:
      Phrase(
        nl: "Hier staan alleen voorbeelden. Deze laptop kan weg.",
        en: "There are only examples here. This laptop can go."
      )
    case .mayNotGo:
      Phrase(
        nl: "Niet alles van deze laptop staat in een reservekopie van het kantoor (in {folder}).",
        en: "Not everything of this laptop is in a backup of the office (in {folder})."
      )
    case .syncRemedy:
      Phrase(
        nl: "Gebruik schouw stuur, laat het kantoor een reservekopie maken, en weer schouw stuur.",
        en: "Use schouw sync, have the office make a backup, and schouw sync again."
      )
    case .enrolRemedy:
      Phrase(
        nl:
          "Gebruik schouw aanmelden ADRES CODE, met de code van het kantoor, en dan schouw stuur.",
        en: "Use schouw enrol ADDRESS CODE, with the code of the office, and then schouw sync."
      )
    case .backupRemedy:
      Phrase(
        nl: "Laat het kantoor een reservekopie maken, gebruik schouw stuur, en kijk opnieuw.",
        en: "Have the office make a backup, use schouw sync, and look again."
      )
    case .refusedRemedy:
      Phrase(
        nl: "Bewaar met schouw geef-uit DOSSIER wat geweigerd is, en vraag het kantoor.",
        en: "Keep what was refused with schouw export HANDLE, and ask the office."
      )
    case .custody: Phrase(nl: "Uw werk: {where}", en: "Your work: {where}")
    }
  }
}
