import SchouwCanon
import SchouwCommandLine
import SchouwFieldClient
import SchouwJournal
import SchouwSync
import SchouwTemplates

/// What an error code means to the person at the keyboard, in both languages.
struct ErrorText {
  let exitCode: ExitCode
  let text: Phrase
  let remedy: Phrase

  init(_ exitCode: ExitCode, _ text: Phrase, _ remedy: Phrase) {
    self.exitCode = exitCode
    self.text = text
    self.remedy = remedy
  }

  /// The failure to tell, with the place named where one is known.
  func failure(_ place: Place = Place(), note: String = "") -> CommandFailure {
    let parts = { (language: Language) in
      [Self.words(place, language), note].filter { !$0.isEmpty }.joined(separator: "; ")
    }
    func with(_ sentence: String, _ part: String) -> String {
      guard !part.isEmpty, sentence.hasSuffix(".") else { return sentence }
      return "\(sentence.dropLast()) (\(part))."
    }
    return CommandFailure(
      exitCode,
      Phrase(nl: with(text.nl, parts(.nl)), en: with(text.en, parts(.en))),
      remedy: remedy
    )
  }

  private static func words(_ place: Place, _ language: Language) -> String {
    var parts: [String] = []
    if let file = place.file { parts.append(file) }
    if let line = place.line { parts.append((language == .nl ? "regel " : "line ") + "\(line)") }
    if let byte = place.byte { parts.append("byte \(byte)") }
    if let path = place.path, !path.isEmpty { parts.append(path) }
    return parts.map { DisplayText.truncated($0, toColumns: 200) }.joined(separator: ", ")
  }
}

/// Turns errors of lower floors into what is told; anything unknown stays as it is.
func explained(_ error: any Error) -> any Error {
  switch error {
  case let error as StoreError:
    if let cause = error.cause, error.code == .journal { return explained(cause) }
    return error.code.told.failure(error.place)
  case let error as JournalError:
    let call = error.cause.map { "\($0.call), errno \($0.errorNumber)" } ?? ""
    let holder = error.cause?.holder.map { "pid \($0)" }
    return error.code.told.failure(error.place, note: holder ?? call)
  case let error as DiskError: return explained(JournalError(error))
  case let error as OfficeError:
    let status = error.status == 0 ? [] : ["HTTP \(error.status)"]
    let detail = DisplayText.truncated(DisplayText.harmless(error.detail), toColumns: 120)
    let note = (status + (detail.isEmpty ? [] : [detail])).joined(separator: ", ")
    if error.code == .tooManyTries, let seconds = error.retryAfterSeconds {
      return CommandFailure(
        error.code.told.exitCode,
        error.code.told.text,
        remedy: OfficeMessage.waitSeconds.filled(["seconds": "\(seconds)"])
      )
    }
    return error.code.told.failure(note: note)
  case let error as BundleError: return error.code.told.failure()
  case let error as TemplateError: return error.code.told.failure(error.place)
  default: return error
  }
}

extension StoreError.Code {
  /// What the code means to people.
  var told: ErrorText {
    switch self {
    case .notAStore:
      ErrorText(
        .notFound,
        Phrase(nl: "Hier is geen opslag.", en: "There is no store here."),
        Phrase(
          nl: "Maak er een met schouw begin, of noem de map met --store.",
          en: "Make one with schouw init, or name its folder with --store."
        )
      )
    case .exists:
      ErrorText(
        .failed,
        Phrase(nl: "Het bestaat al.", en: "It exists already."),
        Phrase(
          nl: "Gebruik wat er is, of een andere map.",
          en: "Use what is there, or another folder."
        )
      )
    case .newerFormat: .newerFormat
    case .journal:
      ErrorText(
        .store,
        Phrase(nl: "De schijf weigerde.", en: "The disk refused."),
        Phrase(
          nl: "Controleer de schijf en gebruik dan schouw controleer.",
          en: "Check the disk, then run schouw verify."
        )
      )
    case .damagedFile:
      ErrorText(
        .store,
        Phrase(
          nl: "Een bestand naast de dossiers leest niet.",
          en: "A file beside the documents does not read."
        ),
        Phrase(
          nl: "Gebruik schouw dokter; de dossiers zelf zijn veilig.",
          en: "Run schouw doctor; the documents themselves are safe."
        )
      )
    case .notFound:
      ErrorText(
        .notFound,
        Phrase(nl: "Dat dossier is er niet.", en: "There is no such document."),
        FieldMessage.noSuchHandleRemedy.phrase
      )
    case .hasLeft:
      ErrorText(
        .notFound,
        Phrase(
          nl: "Dat dossier hoort niet meer bij deze laptop.",
          en: "That document is no longer this laptop's."
        ),
        Phrase(
          nl: "Vraag het kantoor; wat u schreef, gaat er nog heen.",
          en: "Ask the office; what you wrote still goes there."
        )
      )
    case .lookAgain:
      ErrorText(
        .lookAgain,
        Phrase(
          nl: "Iemand op deze laptop was eerder; er is niets gewijzigd.",
          en: "Somebody on this laptop was quicker; nothing was changed."
        ),
        Phrase(
          nl: "Kijk opnieuw met schouw toon, en geef de opdracht dan weer.",
          en: "Look again with schouw show, then give the command again."
        )
      )
    case .badPath:
      ErrorText(
        .usage,
        Phrase(nl: "Daar kan niets worden geschreven.", en: "Nothing can be written there."),
        FieldMessage.nameAQuestion.phrase
      )
    case .badEdit:
      ErrorText(
        .usage,
        Phrase(
          nl: "Die bewerking kan niet; er is niets bewaard.",
          en: "That edit is not possible; nothing was stored."
        ),
        Phrase(
          nl: "Controleer de vragen en de waarden.",
          en: "Check the questions and the values."
        )
      )
    case .tooLarge:
      ErrorText(
        .usage,
        Phrase(
          nl: "Dat antwoord is te groot; er is niets bewaard.",
          en: "That answer is too large; nothing was stored."
        ),
        Phrase(
          nl: "Schrijf minder in één antwoord.",
          en: "Write less in one answer."
        )
      )
    case .unknownKind:
      ErrorText(
        .usage,
        Phrase(
          nl: "Dat soort dossier is niet bekend.",
          en: "That kind of document is not known."
        ),
        Phrase(nl: "Zie schouw nieuw --help.", en: "See schouw new --help.")
      )
    case .badCode:
      ErrorText(
        .usage,
        Phrase(
          nl: "Dat is geen auteur of werkgebied.",
          en: "That is no author and no scope."
        ),
        Phrase(
          nl:
            "Een code heeft 1 tot 128 bytes en geen stuurtekens; wie u bent zegt u met schouw als.",
          en: "A code has 1 to 128 bytes, no control characters; say who you are with schouw as."
        )
      )
    case .notEnrolled:
      ErrorText(
        .failed,
        Phrase(
          nl: "Deze opslag is bij geen kantoor aangemeld.",
          en: "This store is enrolled with no office."
        ),
        Phrase(
          nl: "Gebruik schouw aanmelden met het adres en de code van het kantoor.",
          en: "Use schouw enrol with the address and the code that the office gave."
        )
      )
    case .exampleStore:
      ErrorText(
        .failed,
        Phrase(
          nl: "Dit zijn voorbeelden; die gaan nooit naar een kantoor.",
          en: "These are examples; they never go to an office."
        ),
        Phrase(
          nl: "Begin echt met schouw begin --as AUTEUR; de voorbeelden worden opzij gezet.",
          en: "Begin for real with schouw init --as AUTHOR; the examples are put aside."
        )
      )
    case .badAnswer:
      ErrorText(
        .notSchouw,
        Phrase(
          nl: "Wat het kantoor stuurde, past niet; er is niets gewijzigd.",
          en: "What the office sent does not fit; nothing was changed."
        ),
        Phrase(
          nl: "Meld het aan het kantoor; er is niets verloren.",
          en: "Tell the office; nothing is lost."
        )
      )
    }
  }
}

extension ErrorText {
  static let newerFormat = ErrorText(
    .newerFormat,
    Phrase(
      nl: "De opslag is van een nieuwere versie; er is niets gewijzigd.",
      en: "The store is of a newer version; nothing was changed."
    ),
    Phrase(nl: "Gebruik de nieuwere schouw.", en: "Use the newer schouw.")
  )
}

extension JournalError.Code {
  /// What the code means to people.
  var told: ErrorText {
    switch self {
    case .diskFull:
      ErrorText(
        .store,
        Phrase(
          nl: "De schijf is vol; dit is niet bewaard.",
          en: "The disk is full; this was not stored."
        ),
        Phrase(
          nl: "Maak ruimte en probeer opnieuw; wat er al stond, is veilig.",
          en: "Make room and try again; what was stored before is safe."
        )
      )
    case .syncFailed:
      ErrorText(
        .store,
        Phrase(
          nl: "De schijf bevestigde niet; of dit bewaard is, is onzeker.",
          en: "The disk did not confirm; whether this was stored is unknown."
        ),
        Phrase(
          nl: "Kijk met schouw toon wat er staat, en controleer de schijf.",
          en: "See with schouw show what is there, and check the disk."
        )
      )
    case .closed:
      ErrorText(
        .store,
        Phrase(
          nl: "Een eerdere schrijfactie mislukte; dit is niet bewaard.",
          en: "An earlier write failed; this was not stored."
        ),
        Phrase(nl: "Geef de opdracht opnieuw.", en: "Give the command again.")
      )
    case .locked:
      ErrorText(
        .locked,
        Phrase(
          nl: "Een ander programma gebruikt de opslag; er is niets gewijzigd.",
          en: "Another program is using the store; nothing was changed."
        ),
        Phrase(
          nl: "Wacht tot het klaar is of sluit het, en probeer opnieuw.",
          en: "Wait until it is done or close it, then try again."
        )
      )
    case .damagedRecord:
      ErrorText(
        .store,
        Phrase(nl: "Een stuk van de opslag leest niet.", en: "A part of the store does not read."),
        StatusMessage.doctorVerifyRemedy.phrase
      )
    case .recordTooLarge: StoreError.Code.tooLarge.told
    case .newerFormat: .newerFormat
    case .notAStore: StoreError.Code.notAStore.told
    case .exists: StoreError.Code.exists.told
    case .disk:
      ErrorText(
        .store,
        Phrase(nl: "De schijf of de map weigerde.", en: "The disk or the folder refused."),
        Phrase(
          nl: "Controleer de rechten van de map; zie schouw dokter.",
          en: "Check the rights of the folder; see schouw doctor."
        )
      )
    }
  }
}

extension OfficeError.Code {
  /// What the code means to people.
  var told: ErrorText {
    switch self {
    case .unreachable:
      ErrorText(
        .unreachable,
        Phrase(nl: "Het kantoor is niet bereikbaar.", en: "The office cannot be reached."),
        Phrase(
          nl: "Werk gewoon door; stuur opnieuw als er een netwerk is. Alles staat veilig hier.",
          en: "Work on; sync again when there is a network. Everything is safe here."
        )
      )
    case .cut:
      ErrorText(
        .cut,
        Phrase(
          nl: "Het antwoord van het kantoor brak steeds halverwege af.",
          en: "The office's answer was cut in the middle each time."
        ),
        Phrase(
          nl: "Er is niets van overgenomen; stuur opnieuw op een beter netwerk. Alles staat hier.",
          en: "Nothing of it was taken in; sync again on a better network. Everything is here."
        )
      )
    case .refused:
      ErrorText(
        .refused,
        Phrase(
          nl: "Het kantoor kent de sleutel van deze laptop niet meer: verlopen of ingetrokken.",
          en: "The office no longer knows this laptop's token: it expired or was revoked."
        ),
        Phrase(
          nl: "Vraag het kantoor om een nieuwe code; uw werk is hier veilig.",
          en: "Ask the office for a new code; your work is safe here."
        )
      )
    case .badCode:
      ErrorText(
        .refused,
        Phrase(
          nl: "Het kantoor kent deze code niet, of hij is al gebruikt.",
          en: "The office does not know this code, or it has been used."
        ),
        Phrase(
          nl: "Vraag het kantoor om een nieuwe code; uw werk is hier veilig.",
          en: "Ask the office for a new code; your work is safe here."
        )
      )
    case .tooManyTries:
      ErrorText(
        .refused,
        Phrase(
          nl: "Er zijn te veel codes geprobeerd.",
          en: "Too many codes were tried."
        ),
        Phrase(
          nl: "Wacht een minuut en probeer de code opnieuw; hij blijft geldig.",
          en: "Wait a minute and try the code again; it stays valid."
        )
      )
    case .proxy:
      ErrorText(
        .proxy,
        Phrase(
          nl: "Niet het kantoor maar een proxy ertussen antwoordde, met een foutpagina.",
          en: "Not the office but a proxy in between answered, with an error page."
        ),
        Phrase(
          nl: "Probeer het later opnieuw; meld het anders aan het netwerkbeheer. Alles staat hier.",
          en: "Try again later, or tell who runs the network. Everything is here."
        )
      )
    case .notSchouw:
      ErrorText(
        .notSchouw,
        Phrase(
          nl: "Wat antwoordde, is geen Schouw-kantoor.",
          en: "What answered is no Schouw office."
        ),
        Phrase(
          nl:
            "Open een browser: misschien staat een inlogpagina van het netwerk ertussen. Uw werk is"
            + " veilig.",
          en: "Open a browser: a sign-in page of the network may be in between. Your work is safe."
        )
      )
    case .otherVersion:
      ErrorText(
        .newerFormat,
        Phrase(
          nl: "Het kantoor spreekt een andere versie.",
          en: "The office speaks another version."
        ),
        Phrase(
          nl: "Werk dit programma bij, of dat van het kantoor. Alles staat veilig hier.",
          en: "Update this program, or the office's. Everything is safe here."
        )
      )
    case .officeFailed:
      ErrorText(
        .unreachable,
        Phrase(nl: "Het kantoor heeft een storing.", en: "The office has trouble of its own."),
        Phrase(
          nl: "Probeer het later opnieuw, en meld het. Alles staat veilig hier.",
          en: "Try again later, and tell the office. Everything is safe here."
        )
      )
    case .badAddress:
      ErrorText(
        .usage,
        Phrase(nl: "Dat is geen adres.", en: "That is no address."),
        Phrase(
          nl: "Geef een adres zoals https://kantoor.example.",
          en: "Give an address such as https://office.example."
        )
      )
    }
  }
}

extension TemplateError.Code {
  /// What the code means to people.
  var told: ErrorText {
    let mend = Phrase(
      nl: "Herstel het sjabloon op de genoemde plek.",
      en: "Mend the template at the place named."
    )
    return switch self {
    case .notJSON:
      ErrorText(
        .failed,
        Phrase(nl: "Het sjabloon is geen JSON.", en: "The template is not JSON."),
        mend
      )
    case .newerFormat:
      ErrorText(
        .newerFormat,
        Phrase(
          nl: "Het sjabloon is van een nieuwere versie.",
          en: "The template is of a newer version."
        ),
        Phrase(nl: "Gebruik de nieuwere schouw.", en: "Use the newer schouw.")
      )
    case .badMember:
      ErrorText(
        .failed,
        Phrase(
          nl: "In het sjabloon klopt een onderdeel niet.",
          en: "A member of the template does not fit."
        ),
        mend
      )
    }
  }
}
