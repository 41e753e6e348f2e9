import SchouwCommandLine

/// What the page of the office says.
enum PageMessage: String, MessageTable {
  // Around every page.
  case skip, navigation, today, signOut, footer, roleReader, roleHandler, roleAdministrator
  // Signing in.
  case signIn, signInLead, name, password, signInFailed, signInWait, signInBusy, formTooOld
  case noSingleSignOn, noSingleSignOnLead
  // What is not there.
  case notFound, notFoundLead, notForReaders, notForReadersLead, trouble, troubleLead
  // Today.
  case asOf, tasks, nothingToDo, taskDamage, taskStorage, taskRoom
  case taskRights, taskReturned
  case taskHeld, taskSealed, taskMissing, taskWaiting
  case taskConflicts, taskClock, taskSilent, taskBackup, see
  case figures, documents, changes, conflicts, documentsInConflict, held, waiting, archived, lost
  case neverArchived, archivedOf
  case devices, devicesCaption, noDevices, device, state, received, receivedOf, lastContact
  case clock, clockRight, clockBehind, clockAhead, clockUnknown, notHeard, ago
  case justNow, scopes, scopeCount
  case invited, enrolled, revoked, uncertain, missing, gapSeen
  case taskPutBack, putBack, putBackFrom, putBackLost, putBackBack, putBackNotHeard, putBackMissing
  case openConflicts, conflictsCaption, noConflicts, document, kind, question, rule, why, more
  case removalOf, wholeDocument, ofGroup
  case heldAndMarked, heldCaption, wouldDo, recordUnreadable, noneHeld, markedCaption, noneMarked,
    count
  case waits, waitsCaption, noneWaits, broughtBy, waitsFor, newerProgram, unknownDevice, isHeld
  case damage, damageCaption, file, place, lostRecords
  // Reasons of the office.
  case scopeLost, clockAheadMark, clockBehindMark, unknownTemplate, returned, fork, newerFormat
  case scopeNever, scopeChange, act, unattributed, revokedMark
  // Policies and why something is shown.
  case latest, nameDecides, severest, highest, lowest, union, all, ask, branch, erasedReason
  // A document.
  case documentTitle, answers, answersCaption, answer, noAnswers, siblings, siblingsLead, noSiblings
  case siblingsCaption, value, author, written, isShown, yes, no, notSeen, notApplicable, erased
  case nothing, removed, forScopes, contested

  static func role(_ role: Role) -> PageMessage {
    switch role {
    case .reader: .roleReader
    case .handler: .roleHandler
    case .administrator: .roleAdministrator
    }
  }

  var phrase: Phrase {
    switch self {
    case .skip: Phrase(nl: "Naar de inhoud", en: "To the content")
    case .navigation: Phrase(nl: "Hoofdmenu", en: "Main menu")
    case .today: Phrase(nl: "Vandaag", en: "Today")
    case .signOut: Phrase(nl: "Afmelden", en: "Sign out")
    case .footer:
      Phrase(
        nl: "Schouw. Op deze pagina's kan niets worden gewijzigd.",
        en: "Schouw. Nothing can be changed on these pages."
      )
    case .roleReader: Phrase(nl: "lezer", en: "reader")
    case .roleHandler: Phrase(nl: "behandelaar", en: "case handler")
    case .roleAdministrator: Phrase(nl: "beheerder", en: "administrator")

    case .signIn: Phrase(nl: "Aanmelden", en: "Sign in")
    case .signInLead:
      Phrase(
        nl: "Voor medewerkers van het kantoor. Een account geeft de beheerder.",
        en: "For staff of the office. The administrator gives accounts."
      )
    case .name: Phrase(nl: "Naam", en: "Name")
    case .password: Phrase(nl: "Wachtwoord", en: "Password")
    case .signInFailed:
      Phrase(
        nl: "Aanmelden is niet gelukt. Controleer de naam en het wachtwoord.",
        en: "Signing in failed. Check the name and the password."
      )
    case .signInWait:
      Phrase(
        nl: "Er is te vaak geprobeerd. Probeer het over {time} opnieuw.",
        en: "There were too many tries. Try again in {time}."
      )
    case .signInBusy:
      Phrase(
        nl: "Het is nu te druk. Probeer het zo dadelijk opnieuw.",
        en: "It is too busy now. Try again in a moment."
      )
    case .formTooOld:
      Phrase(
        nl: "Het formulier was verlopen. Probeer het opnieuw; cookies moeten aan staan.",
        en: "The form had expired. Try again; cookies must be allowed."
      )
    case .noSingleSignOn: Phrase(nl: "Geen toegang", en: "No access")
    case .noSingleSignOnLead:
      Phrase(
        nl:
          "Aanmelden gaat via het netwerk van de gemeente. Vraag de beheerder om een account.",
        en: "Signing in goes through the municipality's network. Ask the administrator for access."
      )

    case .notFound: Phrase(nl: "Niet gevonden", en: "Not found")
    case .notFoundLead:
      Phrase(nl: "Hier is niets. Ga terug naar vandaag.", en: "Nothing is here. Go back to today.")
    case .notForReaders: Phrase(nl: "Alleen voor behandelaars", en: "For case handlers only")
    case .notForReadersLead:
      Phrase(
        nl: "Een lezer ziet de cijfers. Voor dossiers is de rol behandelaar nodig.",
        en: "A reader sees the figures. Documents need the role of a case handler."
      )
    case .trouble: Phrase(nl: "Dat lukt nu niet", en: "This does not work now")
    case .troubleLead:
      Phrase(
        nl:
          "Het kantoor kan zijn gegevens nu niet lezen. Probeer het later, of vraag de beheerder.",
        en: "The office cannot read its data now. Try again later, or ask the administrator."
      )

    case .asOf: Phrase(nl: "Stand van {time}", en: "As of {time}")
    case .tasks: Phrase(nl: "Wat te doen is", en: "What is to be done")
    case .nothingToDo: Phrase(nl: "Er is niets te doen.", en: "There is nothing to do.")
    case .taskDamage:
      Phrase(
        nl: "Het logboek is beschadigd: {count} {count?regel|regels} onleesbaar.",
        en: "The log is damaged: {count} {count?record|records} cannot be read."
      )
    case .taskStorage:
      Phrase(nl: "De schijf neemt niets meer aan.", en: "The disk takes no writes.")
    case .taskRoom:
      Phrase(
        nl: "De schijf is bijna vol: {count} KiB van een laptop paste niet. Maak ruimte.",
        en: "The disk is nearly full: {count} KiB of a laptop did not fit. Free some space."
      )
    case .taskRights:
      Phrase(
        nl:
          "Van {count} {count?apparaat of account|apparaten en accounts} {count?is|zijn} de rechten"
          + " niet te lezen: {count?het krijgt|ze krijgen} niets tot de beheerder ze bevestigt.",
        en: "The rights of {count} {count?device or account|devices and accounts} cannot be read:"
          + " {count?it is|they are} served nothing until the administrator confirms them."
      )
    case .taskReturned:
      Phrase(
        nl:
          "{count} {count?besluit|besluiten} van het kantoor van voor het herstel: laptops brachten"
          + " {count?het|ze} terug, en {count?het geldt|ze gelden} hier nog niet.",
        en: "{count} {count?decision|decisions} of the office from before the restore: laptops"
          + " brought {count?it|them} back, and {count?it has|they have} no force here yet."
      )
    case .taskHeld:
      Phrase(
        nl: "{count} {count?wijziging wacht|wijzigingen wachten} op een besluit.",
        en: "{count} {count?change waits|changes wait} for a decision."
      )
    case .taskSealed:
      Phrase(
        nl:
          "{count} {count?verzegeld deel|verzegelde delen} van een stick {count?gaat|gaan} met geen"
          + " sleutel open: bewaard, ongelezen.",
        en: "{count} sealed {count?part|parts} of a stick {count?opens|open} with no key: kept,"
          + " unread."
      )
    case .taskMissing:
      Phrase(
        nl: "Van {device} {count?ontbreekt|ontbreken} {count} {count?wijziging|wijzigingen}.",
        en: "{count} {count?change|changes} of {device} {count?has|have} not come."
      )
    case .taskWaiting:
      Phrase(
        nl: "{count} {count?wijziging wacht|wijzigingen wachten} op wijzigingen van anderen.",
        en: "{count} {count?change waits|changes wait} for changes of others."
      )
    case .taskConflicts:
      Phrase(
        nl: "{count} open {count?conflict|conflicten} in dossiers.",
        en: "{count} open {count?conflict|conflicts} in documents."
      )
    case .taskClock:
      Phrase(
        nl: "De klok van {device} wijkt {time} af.",
        en: "The clock of {device} is {time} off."
      )
    case .taskSilent:
      Phrase(
        nl: "Van {device} is al {count} {count?dag|dagen} niets gehoord.",
        en: "Nothing was heard of {device} for {count} {count?day|days}."
      )
    case .taskBackup:
      Phrase(
        nl:
          "Er is nog geen back-up; {count} {count?wijziging staat|wijzigingen staan} alleen hier.",
        en: "There is no backup yet; {count} {count?change is|changes are} only here."
      )
    case .see: Phrase(nl: "Bekijk", en: "See")
    case .figures: Phrase(nl: "Totalen", en: "Totals")
    case .documents: Phrase(nl: "Dossiers", en: "Documents")
    case .changes: Phrase(nl: "Wijzigingen", en: "Changes")
    case .conflicts: Phrase(nl: "Open conflicten", en: "Open conflicts")
    case .documentsInConflict:
      Phrase(nl: "Dossiers met een conflict", en: "Documents in conflict")
    case .held: Phrase(nl: "Vastgehouden", en: "Held")
    case .waiting: Phrase(nl: "Wacht op andere", en: "Waiting for others")
    case .archived: Phrase(nl: "In de back-up", en: "In the backup")
    case .lost: Phrase(nl: "Regels verloren", en: "Records lost")
    case .neverArchived: Phrase(nl: "niets", en: "nothing")
    case .archivedOf: Phrase(nl: "{n} van {all} regels", en: "{n} of {all} records")

    case .devices: Phrase(nl: "Apparaten", en: "Devices")
    case .devicesCaption:
      Phrase(
        nl: "Per apparaat wat ontvangen is, en hoe het ervoor staat",
        en: "For each device what was received, and how it stands"
      )
    case .noDevices:
      Phrase(
        nl: "Er zijn nog geen apparaten. Nodig er een uit: schouw-server device add.",
        en: "There are no devices yet. Invite one: schouw-server device add."
      )
    case .device: Phrase(nl: "Apparaat", en: "Device")
    case .state: Phrase(nl: "Stand", en: "State")
    case .received: Phrase(nl: "Ontvangen", en: "Received")
    case .receivedOf: Phrase(nl: "{n} van {all}", en: "{n} of {all}")
    case .lastContact: Phrase(nl: "Laatst gehoord", en: "Last heard")
    case .clock: Phrase(nl: "Klok", en: "Clock")
    case .clockRight: Phrase(nl: "goed", en: "right")
    case .clockBehind: Phrase(nl: "{time} achter", en: "{time} behind")
    case .clockAhead: Phrase(nl: "{time} voor", en: "{time} ahead")
    case .clockUnknown: Phrase(nl: "onbekend", en: "unknown")
    case .notHeard: Phrase(nl: "nog niet", en: "not yet")
    case .ago: Phrase(nl: "{time} geleden", en: "{time} ago")
    case .justNow: Phrase(nl: "zojuist", en: "just now")
    case .scopes: Phrase(nl: "Gebieden", en: "Scopes")
    case .scopeCount:
      Phrase(nl: "{count} {count?gebied|gebieden}", en: "{count} {count?scope|scopes}")
    case .invited: Phrase(nl: "uitgenodigd", en: "invited")
    case .enrolled: Phrase(nl: "aangemeld", en: "enrolled")
    case .uncertain: Phrase(nl: "rechten onleesbaar", en: "rights unreadable")
    case .revoked: Phrase(nl: "ingetrokken", en: "revoked")
    case .missing: Phrase(nl: "Ontbreekt", en: "Missing")
    case .taskPutBack:
      Phrase(
        nl:
          "Het kantoor is teruggezet: {count} {count?laptop is|laptops zijn} sindsdien niet gehoord.",
        en: "The office was put back: {count} {count?laptop was|laptops were} not heard since."
      )
    case .putBack: Phrase(nl: "Na het terugzetten", en: "Since the office was put back")
    case .putBackFrom:
      Phrase(
        nl: "De reservekopie gaat tot en met regel {branch} van het logboek.",
        en: "The backup ends with record {branch} of the log."
      )
    case .putBackLost:
      Phrase(
        nl: "Verloren: regel {first} t/m {last}, bekend van laptop {by}.",
        en: "Lost: records {first} to {last}, known from laptop {by}."
      )
    case .putBackBack:
      Phrase(
        nl: "Terug van {device}: {own} van {device} zelf, {others} van anderen.",
        en: "Back from {device}: {own} of {device} itself, {others} of others."
      )
    case .putBackNotHeard:
      Phrase(nl: "Sindsdien niet gehoord: {devices}.", en: "Not heard since: {devices}.")
    case .putBackMissing:
      Phrase(
        nl: "Ontbreekt nog: {missing}. Wacht op iets dat hier niet is: {waiting}.",
        en: "Still missing: {missing}. Waiting for something that is not here: {waiting}."
      )
    case .gapSeen:
      Phrase(
        nl: "{device}: {received} van {of}; nog {count} {count?bestaat en ontbreekt|bestaan en"
          + " ontbreken} hier, gezien door laptop {by}.",
        en: "{device}: {received} of {of}; {count} more {count?is|are} known to exist, seen by"
          + " laptop {by}."
      )

    case .openConflicts: Phrase(nl: "Open conflicten", en: "Open conflicts")
    case .conflictsCaption:
      Phrase(
        nl: "Vragen met antwoorden die naast elkaar staan",
        en: "Questions with answers that stand beside each other"
      )
    case .noConflicts: Phrase(nl: "Er zijn geen open conflicten.", en: "There are no conflicts.")
    case .document: Phrase(nl: "Dossier", en: "Document")
    case .kind: Phrase(nl: "Soort", en: "Kind")
    case .question: Phrase(nl: "Vraag", en: "Question")
    case .rule: Phrase(nl: "Regel", en: "Rule")
    case .why: Phrase(nl: "Reden", en: "Reason")
    case .more:
      Phrase(
        nl: "De eerste {count} staan hier; zie ook schouw-server.",
        en: "The first {count} are here; see also schouw-server."
      )
    case .removalOf:
      Phrase(
        nl: "Verwijderd, maar iemand schreef er nog in",
        en: "Removed, yet somebody wrote in it"
      )
    case .wholeDocument: Phrase(nl: "het hele dossier", en: "the whole document")
    case .ofGroup: Phrase(nl: "{group}: één ervan", en: "{group}: one of them")
    case .heldAndMarked:
      Phrase(nl: "Vastgehouden en gemerkt", en: "Held and marked")
    case .heldCaption:
      Phrase(
        nl: "Wijzigingen die op een besluit wachten",
        en: "Changes that wait for a decision"
      )
    case .wouldDo: Phrase(nl: "Wat het zou doen", en: "What it would do")
    case .recordUnreadable:
      Phrase(nl: "onleesbaar in het logboek", en: "not readable in the log")
    case .noneHeld: Phrase(nl: "Er wordt niets vastgehouden.", en: "Nothing is held.")
    case .markedCaption:
      Phrase(
        nl: "Wijzigingen die zijn opgenomen, met een merk",
        en: "Changes that were taken in, with a mark"
      )
    case .noneMarked: Phrase(nl: "Er is niets gemerkt.", en: "Nothing is marked.")
    case .count: Phrase(nl: "Aantal", en: "Number")
    case .waits: Phrase(nl: "Wat wacht, en op wie", en: "What waits, and for whom")
    case .waitsCaption:
      Phrase(
        nl: "Wijzigingen die wachten op wat nog niet binnen is",
        en: "Changes that wait for what has not come"
      )
    case .noneWaits: Phrase(nl: "Niets wacht op iets anders.", en: "Nothing waits for others.")
    case .broughtBy: Phrase(nl: "Gebracht door", en: "Brought by")
    case .waitsFor: Phrase(nl: "Wacht op", en: "Waits for")
    case .newerProgram: Phrase(nl: "een nieuwer programma", en: "a newer program")
    case .unknownDevice: Phrase(nl: "een onbekend apparaat", en: "an unknown device")
    case .isHeld: Phrase(nl: "vastgehouden", en: "held")
    case .damage: Phrase(nl: "Schade aan het logboek", en: "Damage of the log")
    case .damageCaption:
      Phrase(nl: "Stukken die niet te lezen zijn", en: "Stretches that do not read")
    case .file: Phrase(nl: "Bestand", en: "File")
    case .place: Phrase(nl: "Byte en lengte", en: "Byte and length")
    case .lostRecords: Phrase(nl: "Verloren regels", en: "Lost records")

    case .scopeLost:
      Phrase(
        nl: "het dossier was niet meer in de gebieden van het apparaat",
        en: "the document was no longer in the device's scopes"
      )
    case .clockAheadMark: Phrase(nl: "de klok liep voor", en: "the clock was ahead")
    case .clockBehindMark: Phrase(nl: "de klok liep achter", en: "the clock was behind")
    case .unknownTemplate:
      Phrase(nl: "de vragenlijst is hier onbekend", en: "the template is unknown here")
    case .returned:
      Phrase(nl: "gebracht door een ander apparaat", en: "brought by another device")
    case .fork:
      Phrase(
        nl: "twee apparaten schreven onder dezelfde naam",
        en: "two devices wrote under one name"
      )
    case .newerFormat:
      Phrase(nl: "geschreven door een nieuwer programma", en: "written by a newer program")
    case .scopeNever:
      Phrase(
        nl: "het dossier was nooit in de gebieden van het apparaat",
        en: "the document was never in the device's scopes"
      )
    case .scopeChange:
      Phrase(
        nl: "alleen het kantoor verplaatst een dossier",
        en: "only the office moves a document"
      )
    case .act:
      Phrase(nl: "alleen het kantoor neemt zo'n besluit", en: "only the office decides so")
    case .unattributed:
      Phrase(nl: "wie het schreef, is onbekend", en: "who wrote it is unknown")
    case .revokedMark: Phrase(nl: "het apparaat is ingetrokken", en: "the device was revoked")

    case .latest: Phrase(nl: "het laatst geschrevene", en: "the last written")
    case .nameDecides:
      Phrase(
        nl: "de klokken zeggen hetzelfde; de naam van de wijziging beslist",
        en: "the clocks say the same; the name of the change decides"
      )
    case .severest: Phrase(nl: "het ernstigste", en: "the severest")
    case .highest: Phrase(nl: "het hoogste", en: "the highest")
    case .lowest: Phrase(nl: "het laagste", en: "the lowest")
    case .union: Phrase(nl: "alles samen", en: "all joined")
    case .all: Phrase(nl: "alles naast elkaar", en: "all side by side")
    case .ask: Phrase(nl: "iemand moet beslissen", en: "a person must decide")
    case .branch:
      Phrase(nl: "er staan ook antwoorden onder", en: "answers stand below it too")
    case .erasedReason: Phrase(nl: "het andere is gewist", en: "the other was erased")

    case .documentTitle: Phrase(nl: "Dossier {handle}", en: "Document {handle}")
    case .answers: Phrase(nl: "Wat er staat", en: "What it says")
    case .answersCaption:
      Phrase(
        nl: "De antwoorden zoals ze nu getoond worden",
        en: "The answers as they are shown now"
      )
    case .answer: Phrase(nl: "Antwoord", en: "Answer")
    case .noAnswers: Phrase(nl: "Er staat niets in.", en: "It says nothing.")
    case .siblings: Phrase(nl: "Antwoorden naast elkaar", en: "Answers beside each other")
    case .siblingsLead:
      Phrase(
        nl: "Getoond: {reason}. Regel van de vraag: {rule}.",
        en: "Shown: {reason}. Rule of the question: {rule}."
      )
    case .noSiblings:
      Phrase(
        nl: "Nergens staan antwoorden naast elkaar.",
        en: "Nowhere do answers stand beside each other."
      )
    case .siblingsCaption:
      Phrase(nl: "Wie schreef wat: {question}", en: "Who wrote what: {question}")
    case .value: Phrase(nl: "Antwoord", en: "Answer")
    case .author: Phrase(nl: "Wie", en: "Who")
    case .written: Phrase(nl: "Wanneer (eigen klok)", en: "When (own clock)")
    case .isShown: Phrase(nl: "getoond", en: "shown")
    case .yes: Phrase(nl: "ja", en: "yes")
    case .no: Phrase(nl: "nee", en: "no")
    case .notSeen: Phrase(nl: "niet gezien", en: "not seen")
    case .notApplicable: Phrase(nl: "niet van toepassing", en: "not applicable")
    case .erased: Phrase(nl: "gewist", en: "erased")
    case .nothing: Phrase("–")
    case .removed: Phrase(nl: "Dit dossier is verwijderd.", en: "This document was removed.")
    case .forScopes: Phrase(nl: "Voor {scopes}", en: "For {scopes}")
    case .contested:
      Phrase(
        nl: "{author} verwijderde dit; wie later schreef, wist dat niet.",
        en: "{author} removed this; who wrote later did not know."
      )
    }
  }
}
