import SchouwCommandLine

/// What the field client says, besides its help and its errors of the store and the office.
enum FieldMessage: String, MessageTable {
  // Naming things.
  case noHome, noAuthor, badAuthor, badScope, noSuchHandle, noSuchHandleRemedy, ambiguousHandle
  case noSuchQuestion, nameAQuestion, didYouMean, noSuchGroup, thereAre, noSuchElement, seeShow
  case noSuchKind, needsPair, needsAssignment, twice
  // Answers.
  case wrongAnswer, expected, wantB4, wantChoice, wantChoices, wantNumber, wantInteger, wantText
  case wantDate, wantTime, wantAddress, wantPhotos
  case yes, no, notSeen, notApplicable, erased
  // Making and editing.
  case storeMade, storeMadeNoAuthor, authorSet, made, stands, besideColleague, lookAgain
  case lookAgainRemedy, addedElement, removedDocument, removedElement, removalContested, keptAgain
  case finished, nothingToFinish
  // Showing.
  case scopes, draftsWaiting, waitsFor, waitsForNewer, heldByOffice, markedByOffice, noTemplate
  case otherAnswers, removedElements, openQuestions, isRemoved, conflictOpen, sibling, removedBy
  case columnHandle, columnKind, columnSummary, columnState, columnPath, columnAnswer, columnTime
  case columnAuthor, columnChange, columnWhat, columnCount
  case stateRemoved, stateConflicts, stateDrafts, stateWaiting, noDocuments, noMatches
  case historyOffice, historyHere, historyWaits, historyErased, historyDrafts, historyNone
  // Why.
  case whyNothing, whyOne, reasonLatest, reasonName, reasonSeverest, reasonHighest, reasonLowest
  case reasonUnion, reasonAll, reasonAsk, reasonBranch, reasonErased, whyHidden, whyOverwritten
  case noConflicts, resolveHint, notShown, notShownRemedy, noSuchSibling, siblingsChanged
  case siblingErased, takeOrValue, resolved
  // Import and export.
  case importLine, importDone, importNotOpened, badJSONLine, badImportKind, badImportScopes
  case badImportContent, badImportMember, importTooLong, importRefused, importReadFailed
  case importLeft, importProgress
  // Sync.
  case noHelper, noHelperRemedy, enrolled, enrolledScopes, syncSent, syncCame, syncNothing, syncHas
  case syncMissing, syncArchived, syncLeft, syncMarked, syncHeld, syncRefused, syncWaits
  case syncWaitsNewer, syncNewReplica, syncRestored, syncProgress, watchStarted, watchAgain
  case watchEnded, watchTrouble
  case whyScopeLost, whyClockAhead, whyClockBehind, whyUnknownTemplate, whyReturned, whyFork
  case whyNewerFormat, whyScopeNever, whyScopeChange, whyAct, whyUnattributed, whyRevoked
  case whyUnknown
  // Status and doctor.
  case statusStore, statusAuthor, statusNoAuthor, statusDocuments, statusUnsent, statusAllSent
  case statusOffice, statusNoOffice, statusContact, statusNever, statusReceived, statusArchived
  case statusHeld, statusMarked, statusDamaged, statusScopes
  case verifySound, verifyTorn, verifyDamage, verifyDamaged, verifyLost
  case doctorFormat, doctorFormatBad, doctorDamages, doctorDamagesBad, doctorLock, doctorLockBad
  case doctorSpace, doctorSpaceLow, doctorSpaceUnknown, doctorRights, doctorRightsBad
  case doctorRightsRemedy, doctorOwnerBad, doctorCrypt, doctorNoCrypt, doctorCryptUnknown
  case doctorCryptRemedy, doctorClock, doctorClockOff, doctorClockUnknown, doctorClockRemedy
  case doctorLanguage, doctorOffice, doctorNoOffice, doctorOfficeOld, doctorSpaceRemedy
  case doctorOfficeRemedy, doctorVerifyRemedy, doctorState, doctorStateBad, doctorAuthor
  case doctorAuthorNone, doctorAuthorRemedy
  case ok, warn, bad

  var phrase: Phrase {
    switch self {
    case .noHome:
      Phrase(
        nl: "Niet bekend waar de opslag is: HOME is niet gezet.",
        en: "It is not known where the store is: HOME is not set.")
    case .noAuthor:
      Phrase(nl: "Niet bekend wie u bent.", en: "It is not known who you are.")
    case .badAuthor:
      Phrase(
        nl: "Dat is geen naam voor een auteur: 1 tot 128 bytes, zonder stuurtekens.",
        en: "That is no name for an author: 1 to 128 bytes, no control characters.")
    case .badScope:
      Phrase(
        nl: "Dat is geen code voor een werkgebied: 1 tot 128 bytes, zonder stuurtekens.",
        en: "That is no code for a scope: 1 to 128 bytes, no control characters.")
    case .noSuchHandle:
      Phrase(nl: "Geen dossier heet {handle}.", en: "No document is called {handle}.")
    case .noSuchHandleRemedy:
      Phrase(
        nl: "Zie schouw lijst voor de dossiers op deze laptop.",
        en: "See schouw list for the documents on this laptop.")
    case .ambiguousHandle:
      Phrase(
        nl: "{handle} past op meer dan één dossier.", en: "{handle} fits more than one document.")
    case .noSuchQuestion:
      Phrase(nl: "Er is geen vraag {path}.", en: "There is no question {path}.")
    case .nameAQuestion:
      Phrase(
        nl: "Noem de vraag zoals schouw toon die noemt, of als JSON Pointer (/pad).",
        en: "Name the question as schouw show does, or as a JSON Pointer (/path).")
    case .didYouMean: Phrase(nl: "Bedoelde u {words}?", en: "Did you mean {words}?")
    case .noSuchGroup: Phrase(nl: "Er is geen lijst {path}.", en: "There is no list {path}.")
    case .thereAre: Phrase(nl: "Er zijn: {words}", en: "There are: {words}")
    case .noSuchElement:
      Phrase(
        nl: "{path} is er niet: de lijst heeft {count} {count?onderdeel|onderdelen}.",
        en: "{path} is not there: the list has {count} {count?element|elements}.")
    case .seeShow:
      Phrase(nl: "Zie de nummers in schouw toon.", en: "See the numbers in schouw show.")
    case .noSuchKind:
      Phrase(nl: "Er is geen soort dossier {kind}.", en: "There is no kind of document {kind}.")
    case .needsPair:
      Phrase(nl: "Bij {path} ontbreekt het antwoord.", en: "{path} needs an answer.")
    case .needsAssignment:
      Phrase(
        nl: "Schrijf het antwoord als PAD=WAARDE.", en: "Write the answer as PATH=VALUE.")
    case .twice:
      Phrase(
        nl: "{path} is meer dan één keer gegeven.", en: "{path} was given more than once.")
    case .wrongAnswer:
      Phrase(
        nl: "Dat antwoord past niet bij {path}; er is niets gewijzigd.",
        en: "That answer does not fit {path}; nothing was changed.")
    case .expected: Phrase(nl: "Verwacht: {expected}.", en: "Expected: {expected}.")
    case .wantB4:
      Phrase(nl: "ja, nee, niet gezien of nvt", en: "yes, no, not seen or n/a")
    case .wantChoice: Phrase(nl: "een van {words}", en: "one of {words}")
    case .wantChoices:
      Phrase(nl: "een of meer van {words}, met komma's", en: "one or more of {words}, with commas")
    case .wantNumber:
      Phrase(
        nl: "een getal, zoals 9,2{bounds}; duizendtallen zonder punt",
        en: "a number, such as 9.2{bounds}; no sign for thousands")
    case .wantInteger: Phrase(nl: "een geheel getal{bounds}", en: "a whole number{bounds}")
    case .wantText: Phrase(nl: "tekst", en: "text")
    case .wantDate:
      Phrase(nl: "een dag, zoals 24-11-2026", en: "a day, such as 2026-11-24")
    case .wantTime:
      Phrase(
        nl: "een tijdstip, zoals 24-11-2026 10:02, 10:02 of nu",
        en: "a moment, such as 2026-11-24 10:02, 10:02 or now")
    case .wantAddress:
      Phrase(
        nl: "tekst, of JSON met street, number, postcode en place",
        en: "text, or JSON with street, number, postcode and place")
    case .wantPhotos:
      Phrase(
        nl: "SHA-256-hashes in base64url (43 tekens), met komma's",
        en: "SHA-256 hashes in base64url (43 characters), with commas")
    case .yes: Phrase(nl: "ja", en: "yes")
    case .no: Phrase(nl: "nee", en: "no")
    case .notSeen: Phrase(nl: "niet gezien", en: "not seen")
    case .notApplicable: Phrase(nl: "nvt", en: "n/a")
    case .erased: Phrase(nl: "(vernietigd)", en: "(destroyed)")
    case .storeMade:
      Phrase(nl: "Opslag gemaakt in {folder}.", en: "Made a store in {folder}.")
    case .storeMadeNoAuthor:
      Phrase(
        nl: "Zeg nu wie u bent: schouw als AUTEUR.", en: "Now say who you are: schouw as AUTHOR.")
    case .authorSet:
      Phrase(nl: "Vanaf nu schrijft {author}.", en: "From now on {author} writes.")
    case .made: Phrase(nl: "{handle} gemaakt.", en: "Made {handle}.")
    case .stands: Phrase("{path}: {answer}")
    case .besideColleague:
      Phrase(
        nl: "{path}: een waarde van een collega die u niet hebt gezien, blijft ernaast staan."
          + " Zie schouw waarom {handle} {path}.",
        en: "{path}: a colleague's value that you have not seen stays beside it."
          + " See schouw why {handle} {path}.")
    case .lookAgain:
      Phrase(
        nl: "Iemand op deze laptop was eerder met {paths}; er is niets gewijzigd. Nu staat er:",
        en: "Somebody on this laptop was quicker with {paths}; nothing was changed. Now it says:")
    case .lookAgainRemedy:
      Phrase(nl: "Kijk, en geef de opdracht opnieuw.", en: "Look, and give the command again.")
    case .addedElement: Phrase(nl: "{element} toegevoegd.", en: "Added {element}.")
    case .removedDocument: Phrase(nl: "{handle} verwijderd.", en: "Removed {handle}.")
    case .removedElement: Phrase(nl: "{element} verwijderd.", en: "Removed {element}.")
    case .removalContested:
      Phrase(
        nl: "Het blijft staan: een collega schreef er iets dat u niet hebt gezien.",
        en: "It stays: a colleague wrote something there that you have not seen.")
    case .keptAgain: Phrase(nl: "{element} staat er weer.", en: "{element} is back.")
    case .finished:
      Phrase(
        nl: "{handle} is afgerond en gaat mee met de volgende schouw stuur.",
        en: "{handle} is finished and goes with the next schouw sync.")
    case .nothingToFinish:
      Phrase(nl: "Aan {handle} is niets af te ronden.", en: "There is nothing to finish in {handle}.")
    case .scopes: Phrase(nl: "Voor: {scopes}", en: "For: {scopes}")
    case .draftsWaiting:
      Phrase(
        nl: "{count} {count?bewerking is|bewerkingen zijn} nog niet afgerond.",
        en: "{count} {count?edit is|edits are} not finished yet.")
    case .waitsFor:
      Phrase(
        nl: "Wijziging {name} wacht op {missing}.", en: "Change {name} waits for {missing}.")
    case .waitsForNewer:
      Phrase(
        nl: "Wijziging {name} wacht op een nieuwere versie van dit programma.",
        en: "Change {name} waits for a newer version of this program.")
    case .heldByOffice:
      Phrase(
        nl: "Wijziging {name} ligt bij het kantoor voor een besluit: {why}",
        en: "Change {name} is held by the office for a decision: {why}")
    case .markedByOffice:
      Phrase(
        nl: "Wijziging {name} is door het kantoor gemerkt: {why}",
        en: "Change {name} is marked by the office: {why}")
    case .noTemplate:
      Phrase(
        nl: "Het sjabloon van dit dossier is hier niet; alle waarden staan hieronder.",
        en: "The template of this document is not held here; all values are below.")
    case .otherAnswers: Phrase(nl: "Overig", en: "Other")
    case .removedElements: Phrase(nl: "Verwijderd", en: "Removed")
    case .openQuestions:
      Phrase(
        nl: "{count} {count?vraag is|vragen zijn} niet beantwoord; --all toont ze.",
        en: "{count} {count?question is|questions are} not answered; --all shows them.")
    case .isRemoved:
      Phrase(
        nl: "Dit dossier is verwijderd; schouw herstel {handle} zet het terug.",
        en: "This document is removed; schouw unremove {handle} brings it back.")
    case .conflictOpen:
      Phrase(nl: "conflict, nog niemand koos", en: "conflict, nobody has chosen yet")
    case .sibling: Phrase("{number}. {answer}  {author}, {time}")
    case .removedBy:
      Phrase(
        nl: "{element} is verwijderd door {author}, {time}, maar leeft nog",
        en: "{element} was removed by {author}, {time}, but still lives")
    case .columnHandle: Phrase(nl: "Dossier", en: "Document")
    case .columnKind: Phrase(nl: "Soort", en: "Kind")
    case .columnSummary: Phrase(nl: "Waar en wat", en: "Where and what")
    case .columnState: Phrase(nl: "Stand", en: "State")
    case .columnPath: Phrase(nl: "Vraag", en: "Question")
    case .columnAnswer: Phrase(nl: "Antwoord", en: "Answer")
    case .columnTime: Phrase(nl: "Wanneer", en: "When")
    case .columnAuthor: Phrase(nl: "Wie", en: "Who")
    case .columnChange: Phrase(nl: "Wijziging", en: "Change")
    case .columnWhat: Phrase(nl: "Wat", en: "What")
    case .columnCount: Phrase(nl: "Waarden", en: "Values")
    case .stateRemoved: Phrase(nl: "verwijderd", en: "removed")
    case .stateConflicts:
      Phrase(nl: "{count} {count?conflict|conflicten}", en: "{count} {count?conflict|conflicts}")
    case .stateDrafts: Phrase(nl: "{count} niet af", en: "{count} unfinished")
    case .stateWaiting: Phrase(nl: "{count} wacht", en: "{count} waiting")
    case .noDocuments: Phrase(nl: "Er zijn geen dossiers.", en: "There are no documents.")
    case .noMatches: Phrase(nl: "Niets gevonden.", en: "Nothing found.")
    case .historyOffice: Phrase(nl: "op kantoor", en: "at the office")
    case .historyHere: Phrase(nl: "alleen hier", en: "only here")
    case .historyWaits: Phrase(nl: "wacht op {missing}", en: "waits for {missing}")
    case .historyErased: Phrase(nl: "vernietigd", en: "destroyed")
    case .historyDrafts:
      Phrase(
        nl: "En {count} {count?bewerking|bewerkingen} die nog niet af {count?is|zijn}.",
        en: "And {count} {count?edit|edits} not finished yet.")
    case .historyNone:
      Phrase(nl: "Er is nog geen afgeronde wijziging.", en: "There is no finished change yet.")
    case .whyNothing: Phrase(nl: "{path} is niet beantwoord.", en: "{path} is not answered.")
    case .whyOne:
      Phrase(
        nl: "De enige waarde die staat; wie later schreef, had de vorige gezien.",
        en: "The only value that stands; whoever wrote later had seen the one before.")
    case .reasonLatest:
      Phrase(
        nl: "Getoond wordt het laatst geschrevene, naar de klokken.",
        en: "Shown is what was written last, by the clocks.")
    case .reasonName:
      Phrase(
        nl: "De klokken zeggen hetzelfde; de naam van de wijziging beslist.",
        en: "The clocks say the same; the name of the change decides.")
    case .reasonSeverest:
      Phrase(nl: "Getoond wordt het ernstigste.", en: "Shown is the severest.")
    case .reasonHighest: Phrase(nl: "Getoond wordt het hoogste.", en: "Shown is the highest.")
    case .reasonLowest: Phrase(nl: "Getoond wordt het laagste.", en: "Shown is the lowest.")
    case .reasonUnion: Phrase(nl: "De lijsten zijn samengevoegd.", en: "The lists are joined.")
    case .reasonAll: Phrase(nl: "Alle staan naast elkaar.", en: "All stand side by side.")
    case .reasonAsk:
      Phrase(
        nl: "Hierover moet iemand beslissen; tot dan staat het laatste vooraan.",
        en: "A person must decide; until then the latest stands first.")
    case .reasonBranch:
      Phrase(
        nl: "Hieronder staan diepere waarden; die worden getoond.",
        en: "There are deeper values below; those are shown.")
    case .reasonErased:
      Phrase(nl: "De andere waarde is vernietigd.", en: "The other value was destroyed.")
    case .whyHidden:
      Phrase(
        nl: "Het onderdeel is verwijderd en wordt niet getoond.",
        en: "The element is removed and not shown.")
    case .whyOverwritten:
      Phrase(
        nl: "Eerder, overschreven door wie het had gezien:",
        en: "Earlier, overwritten by somebody who had seen it:")
    case .noConflicts: Phrase(nl: "Er zijn geen conflicten.", en: "There are no conflicts.")
    case .resolveHint:
      Phrase(
        nl: "Kies met: schouw kies {handle} VRAAG --take N", en:
          "Decide with: schouw resolve {handle} QUESTION --take N")
    case .notShown:
      Phrase(
        nl: "U hebt {path} nog niet gezien; er is niets gewijzigd. Er staat:",
        en: "You have not seen {path} yet; nothing was changed. It says:")
    case .notShownRemedy:
      Phrase(nl: "Kijk, en kies dan opnieuw.", en: "Look, and then decide again.")
    case .noSuchSibling:
      Phrase(
        nl: "Bij {path} staat geen waarde {number}; er zijn er {count}.",
        en: "{path} has no value {number}; there are {count}.")
    case .siblingsChanged:
      Phrase(
        nl: "De waarden van {path} zijn veranderd sinds u keek; er is niets gewijzigd. Nu staat er:",
        en: "The values of {path} changed since you looked; nothing was changed. Now it says:")
    case .siblingErased:
      Phrase(
        nl: "Die waarde van {path} is vernietigd.", en: "That value of {path} was destroyed.")
    case .takeOrValue:
      Phrase(
        nl: "Geef ofwel --take N ofwel een waarde.", en: "Give either --take N or a value.")
    case .resolved: Phrase(nl: "Gekozen. {path}: {answer}", en: "Decided. {path}: {answer}")
    case .importLine:
      Phrase(
        nl: "regel {line}, byte {byte}: {problem}", en: "line {line}, byte {byte}: {problem}")
    case .importDone:
      Phrase(
        nl: "{made} {made?dossier|dossiers} gemaakt, {known} al bekend, {bad}"
          + " {bad?regel|regels} geweigerd.",
        en: "{made} {made?document|documents} made, {known} known already, {bad}"
          + " {bad?line|lines} refused.")
    case .importNotOpened:
      Phrase(
        nl: "Het bestand gaat niet open (fout {number}).",
        en: "The file does not open (error {number}).")
    case .badJSONLine: Phrase(nl: "geen JSON ({code})", en: "not JSON ({code})")
    case .badImportKind:
      Phrase(nl: "kind is geen bekende soort", en: "kind is none that is known")
    case .badImportScopes:
      Phrase(nl: "scopes is geen lijst van codes", en: "scopes is no list of codes")
    case .badImportContent:
      Phrase(nl: "content past niet in een dossier", en: "content does not fit in a document")
    case .badImportMember:
      Phrase(nl: "de regel is geen dossier", en: "the line is no document")
    case .importTooLong: Phrase(nl: "de regel is te lang", en: "the line is too long")
    case .importRefused: Phrase(nl: "geweigerd ({code})", en: "refused ({code})")
    case .importReadFailed:
      Phrase(
        nl: "Lezen mislukte (fout {number}); wat vóór deze plek stond, is verwerkt.",
        en: "Reading failed (error {number}); what came before this place is done.")
    case .importLeft:
      Phrase(
        nl: "het dossier heeft deze laptop verlaten", en: "the document has left this laptop")
    case .importProgress:
      Phrase(nl: "{count} {count?regel|regels} gelezen", en: "{count} {count?line|lines} read")
    case .noHelper:
      Phrase(
        nl: "Het hulpprogramma schouw-remote is niet gevonden.",
        en: "The helper program schouw-remote was not found.")
    case .noHelperRemedy:
      Phrase(
        nl: "Zet schouw-remote in dezelfde map als schouw. Uw werk is veilig.",
        en: "Put schouw-remote in the same folder as schouw. Your work is safe.")
    case .enrolled:
      Phrase(
        nl: "Aangemeld bij {address} als {device}.", en: "Enrolled at {address} as {device}.")
    case .enrolledScopes:
      Phrase(nl: "Werkgebieden: {scopes}", en: "Scopes: {scopes}")
    case .syncSent:
      Phrase(
        nl: "Verstuurd: {count} {count?wijziging|wijzigingen}.",
        en: "Sent: {count} {count?change|changes}.")
    case .syncCame:
      Phrase(
        nl: "Gekomen: {count} {count?wijziging|wijzigingen} in {documents}"
          + " {documents?dossier|dossiers}.",
        en: "Came: {count} {count?change|changes} in {documents}"
          + " {documents?document|documents}.")
    case .syncNothing:
      Phrase(
        nl: "Er was niets te versturen en niets nieuws.",
        en: "There was nothing to send and nothing new.")
    case .syncHas:
      Phrase(
        nl: "Het kantoor heeft {count} van uw {of}.", en: "The office has {count} of your {of}.")
    case .syncMissing:
      Phrase(
        nl: "Het kantoor mist uw {numbers}.", en: "The office lacks your {numbers}.")
    case .syncArchived:
      Phrase(
        nl: "In een reservekopie van het kantoor: tot en met uw {count}.",
        en: "In a backup of the office: up to your {count}.")
    case .syncLeft:
      Phrase(
        nl: "Niet meer van deze laptop: {handles}.", en: "No longer this laptop's: {handles}.")
    case .syncMarked:
      Phrase(
        nl: "Gemerkt, wel verwerkt: uw {name}. {why}", en: "Marked, and taken in: your {name}. {why}")
    case .syncHeld:
      Phrase(
        nl: "Vastgehouden voor een besluit: uw {name}. {why}",
        en: "Held for a decision: your {name}. {why}")
    case .syncRefused:
      Phrase(
        nl: "Niet gelezen door het kantoor: regel {line} (regel {rule} van het formaat). Het blijft hier.",
        en: "Not read by the office: line {line} (rule {rule} of the format). It stays here.")
    case .syncWaits:
      Phrase(
        nl: "In {handle} wacht {name} op {missing}.", en: "In {handle} {name} waits for {missing}.")
    case .syncWaitsNewer:
      Phrase(
        nl: "In {handle} wacht {name} op een nieuwere versie van dit programma.",
        en: "In {handle} {name} waits for a newer version of this program.")
    case .syncNewReplica:
      Phrase(
        nl: "Een ander schreef onder het nummer van deze opslag (een kopie of teruggezette reservekopie);"
          + " deze opslag heeft een nieuw nummer. Er is niets verloren.",
        en: "Somebody else wrote under this store's number (a copy or a restored backup);"
          + " this store has a new number. Nothing is lost.")
    case .syncRestored:
      Phrase(
        nl: "Het kantoor was teruggezet uit een reservekopie; wat het miste, is opnieuw verstuurd.",
        en: "The office had been restored from a backup; what it lacked was sent again.")
    case .syncProgress:
      Phrase(nl: "{sent} verstuurd, {came} gekomen", en: "{sent} sent, {came} came")
    case .watchStarted:
      Phrase(
        nl: "Stuurt en haalt elke {seconds} {seconds?seconde|seconden}; stop met Ctrl-C.",
        en: "Syncs every {seconds} {seconds?second|seconds}; end with Ctrl-C.")
    case .watchAgain: Phrase(nl: "{time}  {what}", en: "{time}  {what}")
    case .watchEnded:
      Phrase(nl: "Gestopt; alles hier is veilig.", en: "Ended; everything here is safe.")
    case .watchTrouble:
      Phrase(
        nl: "{time}  {what} Over {seconds} {seconds?seconde|seconden} opnieuw.",
        en: "{time}  {what} Trying again in {seconds} {seconds?second|seconds}.")
    case .whyScopeLost:
      Phrase(
        nl: "Het dossier viel intussen niet meer onder deze laptop.",
        en: "The document was no longer in this laptop's scopes.")
    case .whyClockAhead:
      Phrase(nl: "De klok van de laptop loopt voor.", en: "The laptop's clock is ahead.")
    case .whyClockBehind:
      Phrase(nl: "De klok van de laptop loopt achter.", en: "The laptop's clock is behind.")
    case .whyUnknownTemplate:
      Phrase(nl: "Het kantoor kent het sjabloon niet.", en: "The office does not know the template.")
    case .whyReturned:
      Phrase(
        nl: "Het was op kantoor verloren en kwam van een laptop terug.",
        en: "The office had lost it and got it back from a laptop.")
    case .whyFork:
      Phrase(
        nl: "Twee opslagen schreven onder hetzelfde nummer.",
        en: "Two stores wrote under the same number.")
    case .whyNewerFormat:
      Phrase(
        nl: "Het is van een nieuwere versie van het formaat.",
        en: "It is of a newer version of the format.")
    case .whyScopeNever:
      Phrase(
        nl: "Het dossier heeft nooit onder deze laptop gevallen.",
        en: "The document was never in this laptop's scopes.")
    case .whyScopeChange:
      Phrase(
        nl: "Een werkgebied wijzigen doet alleen het kantoor.",
        en: "Only the office changes the scopes of a document.")
    case .whyAct:
      Phrase(nl: "Het is een handeling van het kantoor.", en: "It is an act of the office.")
    case .whyUnattributed:
      Phrase(nl: "Niet vast te stellen van wie het is.", en: "It cannot be told whose it is.")
    case .whyRevoked:
      Phrase(nl: "De laptop is ingetrokken.", en: "The laptop was revoked.")
    case .whyUnknown: Phrase(nl: "Reden: {code}.", en: "Reason: {code}.")
    case .statusStore: Phrase(nl: "Opslag: {folder}", en: "Store: {folder}")
    case .statusAuthor: Phrase(nl: "Schrijft: {author}", en: "Writes: {author}")
    case .statusNoAuthor:
      Phrase(
        nl: "Schrijft: niemand; zeg het met schouw als AUTEUR",
        en: "Writes: nobody; say it with schouw as AUTHOR")
    case .statusDocuments: Phrase(nl: "Dossiers: {count}", en: "Documents: {count}")
    case .statusUnsent:
      Phrase(
        nl: "Nog niet op kantoor: {count} {count?wijziging of bewerking|wijzigingen en bewerkingen}",
        en: "Not at the office yet: {count} {count?change or edit|changes and edits}")
    case .statusAllSent: Phrase(nl: "Alles is op kantoor.", en: "Everything is at the office.")
    case .statusOffice:
      Phrase(nl: "Kantoor: {address}, als {device}", en: "Office: {address}, as {device}")
    case .statusNoOffice:
      Phrase(nl: "Kantoor: niet aangemeld", en: "Office: not enrolled")
    case .statusContact:
      Phrase(
        nl: "Laatste contact: {time}, {ago} geleden", en: "Last contact: {time}, {ago} ago")
    case .statusNever: Phrase(nl: "Laatste contact: nog nooit", en: "Last contact: never")
    case .statusReceived:
      Phrase(
        nl: "Het kantoor heeft {count} van uw {of}.", en: "The office has {count} of your {of}.")
    case .statusArchived:
      Phrase(
        nl: "In een reservekopie van het kantoor: {count}", en: "In a backup of the office: {count}")
    case .statusHeld:
      Phrase(
        nl: "Vastgehouden voor een besluit: {name}. {why}", en: "Held for a decision: {name}. {why}")
    case .statusMarked: Phrase(nl: "Gemerkt: {name}. {why}", en: "Marked: {name}. {why}")
    case .statusDamaged:
      Phrase(
        nl: "Beschadigd: {count} {count?plek|plekken}; zie schouw controleer.",
        en: "Damaged: {count} {count?place|places}; see schouw verify.")
    case .statusScopes: Phrase(nl: "Werkgebieden: {scopes}", en: "Scopes: {scopes}")
    case .verifySound:
      Phrase(
        nl: "Alles leest: {records} records, {bytes} bytes.",
        en: "Everything reads: {records} records, {bytes} bytes.")
    case .verifyTorn:
      Phrase(
        nl: "Aan het eind staan {bytes} bytes van een afgebroken schrijfactie; die was niet bevestigd.",
        en: "At the end are {bytes} bytes of a write that was cut; it was never acknowledged.")
    case .verifyDamage:
      Phrase(
        nl: "{file}, byte {byte}: {length} bytes lezen niet ({lost}).",
        en: "{file}, byte {byte}: {length} bytes do not read ({lost}).")
    case .verifyLost:
      Phrase(
        nl: "{count} {count?record|records} verloren", en: "{count} {count?record|records} lost")
    case .verifyDamaged:
      Phrase(
        nl: "De opslag is beschadigd; {records} records lezen wel.",
        en: "The store is damaged; {records} records do read.")
    case .doctorFormat: Phrase(nl: "De opslag opent.", en: "The store opens.")
    case .doctorFormatBad: Phrase(nl: "De opslag opent niet.", en: "The store does not open.")
    case .doctorDamages:
      Phrase(nl: "Alle records lezen: {count}.", en: "All records read: {count}.")
    case .doctorDamagesBad:
      Phrase(
        nl: "{count} {count?stuk|stukken} van de opslag {count?leest|lezen} niet.",
        en: "{count} {count?stretch|stretches} of the store {count?does|do} not read.")
    case .doctorLock: Phrase(nl: "Geen ander houdt de opslag vast.", en: "Nobody holds the store.")
    case .doctorLockBad:
      Phrase(
        nl: "Een ander programma houdt de opslag vast.", en: "Another program holds the store.")
    case .doctorSpace: Phrase(nl: "{megabytes} MB vrij.", en: "{megabytes} MB free.")
    case .doctorSpaceLow:
      Phrase(nl: "Nog maar {megabytes} MB vrij.", en: "Only {megabytes} MB free.")
    case .doctorSpaceUnknown:
      Phrase(nl: "Vrije ruimte onbekend.", en: "Free space unknown.")
    case .doctorSpaceRemedy:
      Phrase(nl: "Maak ruimte op de schijf.", en: "Make room on the disk.")
    case .doctorRights:
      Phrase(
        nl: "Alleen u kunt bij de opslag.", en: "Only you can reach the store.")
    case .doctorRightsBad:
      Phrase(
        nl: "Anderen op deze laptop kunnen bij de opslag (rechten {mode}).",
        en: "Others on this laptop can reach the store (mode {mode}).")
    case .doctorRightsRemedy:
      Phrase(nl: "Zet de rechten met chmod 700 op de map.", en: "Set the rights of the folder: chmod 700.")
    case .doctorOwnerBad:
      Phrase(nl: "De map is van een andere gebruiker.", en: "The folder is another user's.")
    case .doctorCrypt:
      Phrase(nl: "De schijf is versleuteld.", en: "The disk is encrypted.")
    case .doctorNoCrypt:
      Phrase(
        nl: "De schijf lijkt niet versleuteld.", en: "The disk does not seem to be encrypted.")
    case .doctorCryptUnknown:
      Phrase(
        nl: "Of de schijf versleuteld is, is niet te zien.",
        en: "It cannot be seen whether the disk is encrypted.")
    case .doctorCryptRemedy:
      Phrase(
        nl: "Vraag de beheerder: een laptop met dossiers hoort een versleutelde schijf te hebben.",
        en: "Ask your administrator: a laptop with documents should have an encrypted disk.")
    case .doctorClock:
      Phrase(
        nl: "De klok wijkt {offset} af van die van het kantoor.",
        en: "The clock differs {offset} from the office's.")
    case .doctorClockOff:
      Phrase(
        nl: "De klok wijkt {offset} af van die van het kantoor; tijden in dossiers kloppen niet.",
        en: "The clock differs {offset} from the office's; times in documents are wrong.")
    case .doctorClockUnknown:
      Phrase(
        nl: "De klok is nog niet met het kantoor vergeleken.",
        en: "The clock was never compared with the office's.")
    case .doctorClockRemedy:
      Phrase(nl: "Zet de klok van de laptop gelijk.", en: "Set the laptop's clock.")
    case .doctorLanguage: Phrase(nl: "Taal: Nederlands.", en: "Language: English.")
    case .doctorOffice:
      Phrase(nl: "Laatste contact met het kantoor: {ago} geleden.", en: "Last contact with the office: {ago} ago.")
    case .doctorNoOffice:
      Phrase(nl: "Niet aangemeld bij een kantoor.", en: "Not enrolled with an office.")
    case .doctorOfficeOld:
      Phrase(
        nl: "Nog geen contact met het kantoor in {ago}; {count} {count?wijziging wacht|wijzigingen wachten}.",
        en: "No contact with the office for {ago}; {count} {count?change waits|changes wait}.")
    case .doctorOfficeRemedy:
      Phrase(nl: "Gebruik schouw stuur zodra er een netwerk is.", en: "Use schouw sync when there is a network.")
    case .doctorVerifyRemedy:
      Phrase(
        nl: "Zie schouw controleer; alles wat daar niet staat, leest.",
        en: "See schouw verify; whatever is not named there reads.")
    case .doctorState:
      Phrase(
        nl: "Wat u zag, wordt bijgehouden in {folder}.", en: "What you saw is kept in {folder}.")
    case .doctorStateBad:
      Phrase(
        nl: "Wat u zag, is niet bij te houden: er is geen map voor.",
        en: "What you saw cannot be kept: there is no folder for it.")
    case .doctorAuthor: Phrase(nl: "Er schrijft: {author}.", en: "Writing: {author}.")
    case .doctorAuthorNone:
      Phrase(nl: "Niet bekend wie er schrijft.", en: "It is not known who writes.")
    case .doctorAuthorRemedy:
      Phrase(nl: "Zeg het met schouw als AUTEUR.", en: "Say it with schouw as AUTHOR.")
    case .ok: Phrase(nl: "goed", en: "ok")
    case .warn: Phrase(nl: "let op", en: "warn")
    case .bad: Phrase(nl: "fout", en: "bad")
    }
  }
}
