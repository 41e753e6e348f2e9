import SchouwCanon
import SchouwCommandLine
import SchouwJournal
import SchouwServer

/// A server's error as it is told to an administrator.
struct ServerFailure: ExplainedError {
  let error: ServerError

  var exitCode: ExitCode {
    switch error.code {
    case .unknownDevice, .unknownAccount, .unknownDocument, .notAnOffice, .notHeld: .notFound
    case .newerFormat: .newerFormat
    case .journal: error.cause?.code == .locked ? .locked : .store
    case .badRecord, .badBackup: .store
    case .lookAgain: .lookAgain
    case .rightsUnknown: .store
    case .exists, .deviceExists, .accountExists, .badRequest, .badCode: .failed
    }
  }

  func explanation(_ language: Language) -> Explanation {
    let place = error.place.description
    let text = Self.phrase(error).text(language, ["place": place])
    return Explanation(text, remedy: Self.remedy(error).text(language, [:]))
  }

  static func phrase(_ error: ServerError) -> Phrase {
    switch error.code {
    case .notAnOffice:
      Phrase(nl: "Hier is geen kantoor: {place}.", en: "There is no office here: {place}.")
    case .exists:
      Phrase(nl: "Hier is al een kantoor: {place}.", en: "There is an office already: {place}.")
    case .newerFormat:
      Phrase(
        nl: "De gegevens zijn van een nieuwer programma: {place}.",
        en: "The data were written by a newer program: {place}."
      )
    case .journal where error.cause?.code == .locked:
      Phrase(
        nl: "Een ander proces gebruikt deze gegevens: {place}.",
        en: "Another process uses these data: {place}."
      )
    case .journal where error.cause?.code == .diskFull:
      Phrase(nl: "De schijf is vol: {place}.", en: "The disk is full: {place}.")
    case .journal:
      Phrase(
        nl: "Lezen of schrijven mislukte: {place}.",
        en: "Reading or writing failed: {place}."
      )
    case .badRecord:
      Phrase(
        nl: "Een regel van het logboek is niet te begrijpen: {place}.",
        en: "A record of the log cannot be understood: {place}."
      )
    case .unknownDevice:
      Phrase(nl: "Dit apparaat is er niet: {place}.", en: "There is no such device: {place}.")
    case .deviceExists:
      Phrase(
        nl: "Dit apparaat is al aangemeld: {place}.",
        en: "This device is enrolled already: {place}."
      )
    case .unknownAccount:
      Phrase(nl: "Dit account is er niet.", en: "There is no such account.")
    case .accountExists:
      Phrase(nl: "Dit account is er al.", en: "There is such an account already.")
    case .unknownDocument:
      Phrase(nl: "Dit dossier is er niet.", en: "There is no such document.")
    case .notHeld:
      Phrase(
        nl: "Daarover valt niets te besluiten: het wordt niet vastgehouden, of het wacht zelf.",
        en: "There is nothing to decide: it is not held, or it waits itself."
      )
    case .lookAgain:
      Phrase(
        nl: "Hierover is intussen iets geschreven dat niet is getoond; er is niets gewijzigd.",
        en: "Something was written here meanwhile that was not shown; nothing was changed."
      )
    case .badRequest where error.place.path == "/address":
      Phrase(
        nl: "Op dit adres kan niet worden geluisterd: de poort is bezet, of het adres is er niet.",
        en: "This address cannot be listened on: the port is taken, or there is no such address."
      )
    case .badRequest where error.place.path == "--trusted-user-header":
      Phrase(
        nl:
          "Een naam uit een veld wordt alleen geloofd als de server op loopback luistert en het veld kan bestaan.",
        en:
          "A name in a field is believed only if the server listens on loopback and the field can exist."
      )
    case .badRequest:
      Phrase(nl: "De opdracht klopt niet: {place}.", en: "The command is not right: {place}.")
    case .rightsUnknown:
      Phrase(
        nl: "Een onleesbare regel van het logboek kan deze rechten hebben gewijzigd: {place}.",
        en: "A record of the log that does not read may have changed these rights: {place}."
      )
    case .badCode:
      Phrase(nl: "Deze code geldt niet.", en: "This code is not valid.")
    case .badBackup:
      Phrase(
        nl: "De back-up is niet heel: {place}.",
        en: "The backup is not whole: {place}."
      )
    }
  }

  static func remedy(_ error: ServerError) -> Phrase {
    switch error.code {
    case .notAnOffice:
      Phrase(nl: "Noem de map met --data.", en: "Name the folder with --data.")
    case .exists, .badBackup:
      Phrase(
        nl: "Gebruik een andere map; er is niets gewijzigd.",
        en: "Use another folder; nothing was changed."
      )
    case .newerFormat:
      Phrase(
        nl: "Gebruik het nieuwere programma; er is niets gewijzigd.",
        en: "Use the newer program; nothing was changed."
      )
    case .journal where error.cause?.code == .diskFull:
      Phrase(
        nl: "Maak ruimte en probeer het opnieuw; wat er was, is veilig.",
        en: "Free some space and try again; what was there is safe."
      )
    case .journal where error.cause?.code == .locked:
      Phrase(
        nl: "Stop het andere proces, of vraag het aan de draaiende server.",
        en: "Stop the other process, or ask the running server."
      )
    case .journal, .badRecord:
      Phrase(
        nl: "Controleer de schijf en draai verify.",
        en: "Check the disk, then run verify."
      )
    case .unknownDevice:
      Phrase(nl: "Zie device list.", en: "See device list.")
    case .deviceExists:
      Phrase(
        nl: "Kies een andere naam, of trek het eerst in.",
        en: "Choose another name, or revoke it first."
      )
    case .unknownAccount: Phrase(nl: "Zie account list.", en: "See account list.")
    case .accountExists:
      Phrase(
        nl: "Kies een andere naam, of gebruik account role of account password.",
        en: "Choose another name, or use account role or account password."
      )
    case .notHeld:
      Phrase(
        nl: "Zie held; er is niets gewijzigd.",
        en: "See held; nothing was changed."
      )
    case .lookAgain:
      Phrase(nl: "Kijk opnieuw: show.", en: "Look again: show.")
    case .unknownDocument, .badRequest:
      Phrase(nl: "Zie --help.", en: "See --help.")
    case .rightsUnknown:
      Phrase(
        nl: "Een apparaat: device confirm of device revoke. Een account: account remove, dan add.",
        en: "A device: device confirm, or device revoke. An account: account remove, then add."
      )
    case .badCode:
      Phrase(nl: "Maak een nieuwe code: device add.", en: "Make a new code: device add.")
    }
  }
}
