import SchouwCommandLine

/// What `status`, `verify` and `doctor` say.
enum StatusMessage: String, MessageTable {
  case statusStore, statusAuthor, statusNoAuthor, statusDocuments, statusUnsent, statusAllSent
  case statusOffice, statusNoOffice, statusContact, statusNever, statusReceived, statusArchived
  case statusHeld, statusMarked, statusDamaged, statusScopes, verifySound, verifyTorn
  case verifyDamage, verifyDamaged, verifyLost, doctorFormat, doctorFormatBad, doctorDamages
  case doctorDamagesBad, doctorLock, doctorLockBad, doctorSpace, doctorSpaceLow
  case doctorSpaceUnknown, doctorRights, doctorRightsBad, doctorRightsRemedy, doctorOwnerBad
  case doctorCrypt, doctorNoCrypt, doctorCryptUnknown, doctorCryptRemedy, doctorClock
  case doctorClockOff, doctorClockUnknown, doctorClockRemedy, doctorLanguage, doctorOffice
  case doctorNoOffice, doctorOfficeOld, doctorSpaceRemedy, doctorOfficeRemedy
  case doctorVerifyRemedy, doctorState, doctorStateBad, doctorAuthor, doctorAuthorNone
  case doctorAuthorRemedy, ok, warn, bad
  // The next step, and leaving.
  case statusExample, statusWaiting, statusConflicts, noStoreYet, allCommands, interrupted
  case nextInitialize, nextTry, nextBecome, nextVerify, nextExample, nextSync, nextConflicts
  case nextEnrol, nextNew, nextNothing, doctorExample, doctorExampleRemedy
  case nothingUnsent, leavesUnsent, leavesUnsentRemedy, leavesDamaged, notInstalled
  case notInstalledRemedy, notMayRemove, notMayRemoveRemedy, uninstalled, leftOver, dataStay
  case dataNone

  var phrase: Phrase {
    switch self {
    case .statusStore: Phrase(nl: "Opslag: {folder}", en: "Store: {folder}")
    case .statusAuthor: Phrase(nl: "Schrijft: {author}", en: "Writes: {author}")
    case .statusNoAuthor:
      Phrase(
        nl: "Schrijft: niemand; zeg het met schouw als AUTEUR",
        en: "Writes: nobody; say it with schouw as AUTHOR"
      )
    case .statusDocuments: Phrase(nl: "Dossiers: {count}", en: "Documents: {count}")
    case .statusUnsent:
      Phrase(
        nl:
          "Nog niet op kantoor: {count} {count?wijziging of bewerking|wijzigingen en bewerkingen}",
        en: "Not at the office yet: {count} {count?change or edit|changes and edits}"
      )
    case .statusAllSent: Phrase(nl: "Alles is op kantoor.", en: "Everything is at the office.")
    case .statusOffice:
      Phrase(nl: "Kantoor: {address}, als {device}", en: "Office: {address}, as {device}")
    case .statusNoOffice:
      Phrase(
        nl: "Kantoor: niet aangemeld; u kunt gewoon werken",
        en: "Office: not enrolled; you can work all the same"
      )
    case .statusContact:
      Phrase(
        nl: "Laatste contact: {time}, {ago} geleden",
        en: "Last contact: {time}, {ago} ago"
      )
    case .statusNever: Phrase(nl: "Laatste contact: nog nooit", en: "Last contact: never")
    case .statusReceived:
      Phrase(
        nl: "Het kantoor heeft {count} van uw {of}.",
        en: "The office has {count} of your {of}."
      )
    case .statusArchived:
      Phrase(
        nl: "In een reservekopie van het kantoor: {count}",
        en: "In a backup of the office: {count}"
      )
    case .statusHeld:
      Phrase(
        nl: "Vastgehouden voor een besluit: {name}. {why}",
        en: "Held for a decision: {name}. {why}"
      )
    case .statusMarked: Phrase(nl: "Gemerkt: {name}. {why}", en: "Marked: {name}. {why}")
    case .statusDamaged:
      Phrase(
        nl: "Beschadigd: {count} {count?plek|plekken}; zie schouw controleer.",
        en: "Damaged: {count} {count?place|places}; see schouw verify."
      )
    case .statusScopes: Phrase(nl: "Werkgebieden: {scopes}", en: "Scopes: {scopes}")
    case .verifySound:
      Phrase(
        nl: "Alles leest: {records} records, {bytes} bytes.",
        en: "Everything reads: {records} records, {bytes} bytes."
      )
    case .verifyTorn:
      Phrase(
        nl:
          "Aan het eind staan {bytes} bytes van een afgebroken schrijfactie; die was niet"
          + " bevestigd.",
        en: "At the end are {bytes} bytes of a write that was cut; it was never acknowledged."
      )
    case .verifyDamage:
      Phrase(
        nl: "{file}, byte {byte}: {length} bytes lezen niet ({lost}).",
        en: "{file}, byte {byte}: {length} bytes do not read ({lost})."
      )
    case .verifyDamaged:
      Phrase(
        nl: "De opslag is beschadigd; {records} records lezen wel.",
        en: "The store is damaged; {records} records do read."
      )
    case .verifyLost:
      Phrase(
        nl: "{count} {count?record|records} verloren",
        en: "{count} {count?record|records} lost"
      )
    case .doctorFormat: Phrase(nl: "De opslag opent.", en: "The store opens.")
    case .doctorFormatBad: Phrase(nl: "De opslag opent niet.", en: "The store does not open.")
    case .doctorDamages:
      Phrase(nl: "Alle records lezen: {count}.", en: "All records read: {count}.")
    case .doctorDamagesBad:
      Phrase(
        nl: "{count} {count?stuk|stukken} van de opslag {count?leest|lezen} niet.",
        en: "{count} {count?stretch|stretches} of the store {count?does|do} not read."
      )
    case .doctorLock: Phrase(nl: "Geen ander houdt de opslag vast.", en: "Nobody holds the store.")
    case .doctorLockBad:
      Phrase(
        nl: "Een ander programma houdt de opslag vast.",
        en: "Another program holds the store."
      )
    case .doctorSpace: Phrase(nl: "{megabytes} MB vrij.", en: "{megabytes} MB free.")
    case .doctorSpaceLow:
      Phrase(nl: "Nog maar {megabytes} MB vrij.", en: "Only {megabytes} MB free.")
    case .doctorSpaceUnknown:
      Phrase(nl: "Vrije ruimte onbekend.", en: "Free space unknown.")
    case .doctorRights:
      Phrase(
        nl: "Alleen u kunt bij de opslag.",
        en: "Only you can reach the store."
      )
    case .doctorRightsBad:
      Phrase(
        nl: "Anderen op deze laptop kunnen bij de opslag (rechten {mode}).",
        en: "Others on this laptop can reach the store (mode {mode})."
      )
    case .doctorRightsRemedy:
      Phrase(
        nl: "Zet de rechten met chmod 700 op de map.",
        en: "Set the rights of the folder: chmod 700."
      )
    case .doctorOwnerBad:
      Phrase(nl: "De map is van een andere gebruiker.", en: "The folder is another user's.")
    case .doctorCrypt:
      Phrase(nl: "De schijf is versleuteld.", en: "The disk is encrypted.")
    case .doctorNoCrypt:
      Phrase(
        nl: "De schijf lijkt niet versleuteld.",
        en: "The disk does not seem to be encrypted."
      )
    case .doctorCryptUnknown:
      Phrase(
        nl: "Of de schijf versleuteld is, is niet te zien.",
        en: "It cannot be seen whether the disk is encrypted."
      )
    case .doctorCryptRemedy:
      Phrase(
        nl: "Vraag de beheerder: een laptop met dossiers hoort een versleutelde schijf te hebben.",
        en: "Ask your administrator: a laptop with documents should have an encrypted disk."
      )
    case .doctorClock:
      Phrase(
        nl: "De klok wijkt {offset} af van die van het kantoor.",
        en: "The clock differs {offset} from the office's."
      )
    case .doctorClockOff:
      Phrase(
        nl: "De klok wijkt {offset} af van die van het kantoor; tijden in dossiers kloppen niet.",
        en: "The clock differs {offset} from the office's; times in documents are wrong."
      )
    case .doctorClockUnknown:
      Phrase(
        nl: "De klok is nog niet met het kantoor vergeleken.",
        en: "The clock was never compared with the office's."
      )
    case .doctorClockRemedy:
      Phrase(nl: "Zet de klok van de laptop gelijk.", en: "Set the laptop's clock.")
    case .doctorLanguage: Phrase(nl: "Taal: Nederlands.", en: "Language: English.")
    case .doctorOffice:
      Phrase(
        nl: "Laatste contact met het kantoor: {ago} geleden.",
        en: "Last contact with the office: {ago} ago."
      )
    case .doctorNoOffice:
      Phrase(nl: "Niet aangemeld bij een kantoor.", en: "Not enrolled with an office.")
    case .doctorOfficeOld:
      Phrase(
        nl:
          "Nog geen contact met het kantoor in {ago}; {count} {count?wijziging wacht|wijzigingen"
          + " wachten}.",
        en: "No contact with the office for {ago}; {count} {count?change waits|changes wait}."
      )
    case .doctorSpaceRemedy:
      Phrase(nl: "Maak ruimte op de schijf.", en: "Make room on the disk.")
    case .doctorOfficeRemedy:
      Phrase(
        nl: "Gebruik schouw stuur zodra er een netwerk is.",
        en: "Use schouw sync when there is a network."
      )
    case .doctorVerifyRemedy:
      Phrase(
        nl: "Zie schouw controleer; alles wat daar niet staat, leest.",
        en: "See schouw verify; whatever is not named there reads."
      )
    case .doctorState:
      Phrase(
        nl: "Wat u zag, wordt bijgehouden in {folder}.",
        en: "What you saw is kept in {folder}."
      )
    case .doctorStateBad:
      Phrase(
        nl: "Wat u zag, is niet bij te houden: er is geen map voor.",
        en: "What you saw cannot be kept: there is no folder for it."
      )
    case .doctorAuthor: Phrase(nl: "Er schrijft: {author}.", en: "Writing: {author}.")
    case .doctorAuthorNone:
      Phrase(nl: "Niet bekend wie er schrijft.", en: "It is not known who writes.")
    case .doctorAuthorRemedy:
      Phrase(nl: "Zeg het met schouw als AUTEUR.", en: "Say it with schouw as AUTHOR.")
    case .statusExample:
      Phrase(
        nl: "Voorbeelden: deze dossiers gaan nooit naar een kantoor",
        en: "Examples: these documents never go to an office"
      )
    case .statusWaiting:
      Phrase(
        nl: "Wacht op een ander: {count} {count?wijziging|wijzigingen} in {handles}",
        en: "Waiting for somebody: {count} {count?change|changes} in {handles}"
      )
    case .statusConflicts:
      Phrase(
        nl: "Conflicten: {count}; iemand moet kiezen",
        en: "Conflicts: {count}; somebody must choose"
      )
    case .noStoreYet:
      Phrase(
        nl: "Op deze laptop is nog geen opslag ({folder}).",
        en: "There is no store on this laptop yet ({folder})."
      )
    case .allCommands:
      Phrase(nl: "Alle opdrachten: schouw hulp", en: "All commands: schouw help")
    case .interrupted:
      Phrase(
        nl: "Onderbroken. Er is niets verloren; zie schouw status.",
        en: "Interrupted. Nothing is lost; see schouw status."
      )
    case .nextInitialize:
      Phrase(
        nl: "Nu: schouw begin --as AUTEUR",
        en: "Now: schouw init --as AUTHOR"
      )
    case .nextTry:
      Phrase(
        nl: "Eerst proberen: schouw begin --example",
        en: "To try it first: schouw init --example"
      )
    case .nextBecome: Phrase(nl: "Nu: schouw als AUTEUR", en: "Now: schouw as AUTHOR")
    case .nextVerify: Phrase(nl: "Nu: schouw controleer", en: "Now: schouw verify")
    case .nextExample:
      Phrase(
        nl: "Nu: schouw lijst, en probeer maar. Echt beginnen: schouw begin --as AUTEUR",
        en: "Now: schouw list, and try things. To begin for real: schouw init --as AUTHOR"
      )
    case .nextSync:
      Phrase(
        nl: "Nu: schouw stuur, zodra er een netwerk is",
        en: "Now: schouw sync, as soon as there is a network"
      )
    case .nextConflicts: Phrase(nl: "Nu: schouw conflicten", en: "Now: schouw conflicts")
    case .nextEnrol:
      Phrase(
        nl: "Nu: schouw aanmelden ADRES CODE, met de code van het kantoor",
        en: "Now: schouw enrol ADDRESS CODE, with the code of the office"
      )
    case .nextNew:
      Phrase(nl: "Nu: schouw nieuw inspection", en: "Now: schouw new inspection")
    case .nextNothing: Phrase(nl: "Nu: niets te doen", en: "Now: nothing to do")
    case .doctorExample:
      Phrase(
        nl: "De opslag bevat voorbeelden; die gaan nooit naar een kantoor.",
        en: "The store holds examples; they never go to an office."
      )
    case .doctorExampleRemedy:
      Phrase(
        nl: "Begin echt met schouw begin --as AUTEUR; de voorbeelden worden opzij gezet.",
        en: "Begin for real with schouw init --as AUTHOR; the examples are put aside."
      )
    case .nothingUnsent:
      Phrase(
        nl: "Er is hier niets dat nog naar kantoor moet.",
        en: "Nothing here still has to go to the office."
      )
    case .leavesUnsent:
      Phrase(
        nl:
          "{count} {count?wijziging of bewerking is|wijzigingen en bewerkingen zijn} nog niet op"
          + " kantoor (in {folder}).",
        en: "{count} {count?change or edit is|changes and edits are} not at the office yet (in"
          + " {folder})."
      )
    case .leavesUnsentRemedy:
      Phrase(
        nl: "Gebruik schouw stuur (zonder kantoor eerst schouw aanmelden ADRES CODE).",
        en: "Use schouw sync (without an office first schouw enrol ADDRESS CODE)."
      )
    case .leavesDamaged:
      Phrase(
        nl: "Een deel van de opslag leest niet; daarin kan werk zijn dat nog niet op kantoor is.",
        en: "A part of the store does not read; it may hold work that is not at the office yet."
      )
    case .notInstalled:
      Phrase(
        nl: "Dit programma is niet met install.sh geïnstalleerd.",
        en: "This program was not installed with install.sh."
      )
    case .notInstalledRemedy:
      Phrase(
        nl: "Verwijder de map waarin het staat; er is verder niets geïnstalleerd.",
        en: "Delete the folder in which it lies; nothing else was installed."
      )
    case .notMayRemove:
      Phrase(
        nl: "U mag {folder} niet wijzigen; er is niets verwijderd.",
        en: "You may not change {folder}; nothing was removed."
      )
    case .notMayRemoveRemedy:
      Phrase(
        nl: "Vraag de beheerder, of geef de opdracht met sudo.",
        en: "Ask your administrator, or give the command with sudo."
      )
    case .uninstalled:
      Phrase(
        nl: "De programma's, de aanvulling en de instellingen zijn weg.",
        en: "The programs, the completions and the settings are gone."
      )
    case .leftOver: Phrase(nl: "Bleef staan: {path}", en: "Left where it was: {path}")
    case .dataStay:
      Phrase(
        nl: "De dossiers blijven in {folder}; wie schouw opnieuw installeert, heeft ze weer.",
        en: "The documents stay in {folder}; whoever installs schouw again has them again."
      )
    case .dataNone: Phrase(nl: "Er waren geen dossiers.", en: "There were no documents.")
    case .ok: Phrase(nl: "goed", en: "ok")
    case .warn: Phrase(nl: "let op", en: "warn")
    case .bad: Phrase(nl: "fout", en: "bad")
    }
  }
}
