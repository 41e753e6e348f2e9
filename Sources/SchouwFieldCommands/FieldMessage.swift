import SchouwCommandLine

/// What the field client says of documents; see OfficeMessage and StatusMessage for the rest.
enum FieldMessage: String, MessageTable {
  // Naming things.
  case noHome, noAuthor, badAuthor, badScope, noSuchHandle, noSuchHandleRemedy, ambiguousHandle
  case noSuchQuestion, nameAQuestion, didYouMean, noSuchGroup, thereAre, noSuchElement, seeShow
  case noSuchKind, needsPair, needsAssignment, twice
  // Answers.
  case wrongAnswer, expected, wantB4, wantChoice, wantChoices, wantNumber, wantInteger, wantText
  case wantDate, wantTime, wantAddress, wantPhotos, yes, no, notSeen, notApplicable, erased
  // Making and editing.
  case examplesMade, examplesAside
  case storeMade, storeMadeNoAuthor, authorSet, made, stands, besideColleague, lookAgain
  case lookAgainRemedy, addedElement, removedDocument, removedElement, removalContested
  case keptAgain, finished, nothingToFinish
  // Showing.
  case scopes, draftsWaiting, waitsFor, waitsForNewer, heldByOffice, markedByOffice, noTemplate
  case otherAnswers, removedElements, openQuestions, isRemoved, conflictOpen, sibling, removedBy
  case columnHandle, columnKind, columnSummary, columnState, columnPath, columnAnswer
  case columnTime, columnAuthor, columnChange, columnWhat, columnCount, stateRemoved
  case stateConflicts, stateDrafts, stateWaiting, noDocuments, noMatches, historyOffice
  case historyHere, historyWaits, historyErased, historyDrafts, historyNone, historyMade
  // Why.
  case whyNothing, whyOne, reasonLatest, reasonName, reasonSeverest, reasonHighest, reasonLowest
  case reasonUnion, reasonAll, reasonAsk, reasonBranch, reasonErased, whyHidden, whyOverwritten
  case noConflicts, resolveHint, notShown, notShownRemedy, noSuchSibling, siblingsChanged
  case siblingErased, takeOrValue, resolved, resolvedOpen
  // Import and export.
  case importLine, importDone, importNotOpened, badJSONLine, badImportKind, badImportScopes
  case badImportContent, badImportMember, importTooLong, importRefused, importReadFailed
  case importLeft, importProgress

  var phrase: Phrase {
    switch self {
    case .noHome:
      Phrase(
        nl: "Niet bekend waar de opslag is: HOME is niet gezet.",
        en: "It is not known where the store is: HOME is not set."
      )
    case .noAuthor:
      Phrase(nl: "Niet bekend wie u bent.", en: "It is not known who you are.")
    case .badAuthor:
      Phrase(
        nl: "Dat is geen naam voor een auteur: 1 tot 128 bytes, zonder stuurtekens.",
        en: "That is no name for an author: 1 to 128 bytes, no control characters."
      )
    case .badScope:
      Phrase(
        nl: "Dat is geen code voor een werkgebied: 1 tot 128 bytes, zonder stuurtekens.",
        en: "That is no code for a scope: 1 to 128 bytes, no control characters."
      )
    case .noSuchHandle:
      Phrase(nl: "Geen dossier heet {handle}.", en: "No document is called {handle}.")
    case .noSuchHandleRemedy:
      Phrase(
        nl: "Zie schouw lijst voor de dossiers op deze laptop.",
        en: "See schouw list for the documents on this laptop."
      )
    case .ambiguousHandle:
      Phrase(
        nl: "{handle} past op meer dan één dossier.",
        en: "{handle} fits more than one document."
      )
    case .noSuchQuestion:
      Phrase(nl: "Er is geen vraag {path}.", en: "There is no question {path}.")
    case .nameAQuestion:
      Phrase(
        nl: "Noem de vraag zoals schouw toon die noemt, of als JSON Pointer (/pad).",
        en: "Name the question as schouw show does, or as a JSON Pointer (/path)."
      )
    case .didYouMean: Phrase(nl: "Bedoelde u {words}?", en: "Did you mean {words}?")
    case .noSuchGroup: Phrase(nl: "Er is geen lijst {path}.", en: "There is no list {path}.")
    case .thereAre: Phrase(nl: "Er zijn: {words}", en: "There are: {words}")
    case .noSuchElement:
      Phrase(
        nl: "{path} is er niet: de lijst heeft {count} {count?onderdeel|onderdelen}.",
        en: "{path} is not there: the list has {count} {count?element|elements}."
      )
    case .seeShow:
      Phrase(nl: "Zie de nummers in schouw toon.", en: "See the numbers in schouw show.")
    case .noSuchKind:
      Phrase(nl: "Er is geen soort dossier {kind}.", en: "There is no kind of document {kind}.")
    case .needsPair:
      Phrase(nl: "Bij {path} ontbreekt het antwoord.", en: "{path} needs an answer.")
    case .needsAssignment:
      Phrase(
        nl: "Schrijf het antwoord als PAD=WAARDE.",
        en: "Write the answer as PATH=VALUE."
      )
    case .twice:
      Phrase(
        nl: "{path} is meer dan één keer gegeven.",
        en: "{path} was given more than once."
      )
    case .wrongAnswer:
      Phrase(
        nl: "Dat antwoord past niet bij {path}; er is niets gewijzigd.",
        en: "That answer does not fit {path}; nothing was changed."
      )
    case .expected: Phrase(nl: "Verwacht: {expected}.", en: "Expected: {expected}.")
    case .wantB4:
      Phrase(nl: "ja, nee, niet gezien of nvt", en: "yes, no, not seen or n/a")
    case .wantChoice: Phrase(nl: "een van {words}", en: "one of {words}")
    case .wantChoices:
      Phrase(nl: "een of meer van {words}, met komma's", en: "one or more of {words}, with commas")
    case .wantNumber:
      Phrase(
        nl: "een getal, zoals 9,2{bounds}; duizendtallen zonder punt",
        en: "a number, such as 9.2{bounds}; no sign for thousands"
      )
    case .wantInteger: Phrase(nl: "een geheel getal{bounds}", en: "a whole number{bounds}")
    case .wantText: Phrase(nl: "tekst", en: "text")
    case .wantDate:
      Phrase(nl: "een dag, zoals 24-11-2026", en: "a day, such as 2026-11-24")
    case .wantTime:
      Phrase(
        nl: "een tijdstip, zoals 24-11-2026 10:02, 10:02 of nu",
        en: "a moment, such as 2026-11-24 10:02, 10:02 or now"
      )
    case .wantAddress:
      Phrase(
        nl: "tekst, of JSON met street, number, postcode en place",
        en: "text, or JSON with street, number, postcode and place"
      )
    case .wantPhotos:
      Phrase(
        nl: "SHA-256-hashes in base64url (43 tekens), met komma's",
        en: "SHA-256 hashes in base64url (43 characters), with commas"
      )
    case .yes: Phrase(nl: "ja", en: "yes")
    case .no: Phrase(nl: "nee", en: "no")
    case .notSeen: Phrase(nl: "niet gezien", en: "not seen")
    case .notApplicable: Phrase(nl: "nvt", en: "n/a")
    case .erased: Phrase(nl: "(vernietigd)", en: "(destroyed)")
    case .storeMade:
      Phrase(nl: "Opslag gemaakt in {folder}.", en: "Made a store in {folder}.")
    case .examplesMade:
      Phrase(
        nl: "Er staan drie voorbeelden in; die gaan nooit naar een kantoor.",
        en: "It holds three examples; they never go to an office."
      )
    case .examplesAside:
      Phrase(
        nl: "De voorbeelden zijn opzij gezet in {folder}.",
        en: "The examples were put aside in {folder}."
      )
    case .storeMadeNoAuthor:
      Phrase(
        nl: "Zeg nu wie u bent: schouw als AUTEUR.",
        en: "Now say who you are: schouw as AUTHOR."
      )
    case .authorSet:
      Phrase(nl: "Vanaf nu schrijft {author}.", en: "From now on {author} writes.")
    case .made: Phrase(nl: "{handle} gemaakt.", en: "Made {handle}.")
    case .stands: Phrase("{path}: {answer}")
    case .besideColleague:
      Phrase(
        nl: "{path}: een waarde van een collega die u niet hebt gezien, blijft ernaast staan."
          + " Zie schouw waarom {handle} {path}.",
        en: "{path}: a colleague's value that you have not seen stays beside it."
          + " See schouw why {handle} {path}."
      )
    case .lookAgain:
      Phrase(
        nl: "Iemand op deze laptop was eerder met {paths}; er is niets gewijzigd. Nu staat er:",
        en: "Somebody on this laptop was quicker with {paths}; nothing was changed. Now it says:"
      )
    case .lookAgainRemedy:
      Phrase(nl: "Kijk, en geef de opdracht opnieuw.", en: "Look, and give the command again.")
    case .addedElement: Phrase(nl: "{element} toegevoegd.", en: "Added {element}.")
    case .removedDocument: Phrase(nl: "{handle} verwijderd.", en: "Removed {handle}.")
    case .removedElement: Phrase(nl: "{element} verwijderd.", en: "Removed {element}.")
    case .removalContested:
      Phrase(
        nl: "Het blijft staan: een collega schreef er iets dat u niet hebt gezien.",
        en: "It stays: a colleague wrote something there that you have not seen."
      )
    case .keptAgain: Phrase(nl: "{element} staat er weer.", en: "{element} is back.")
    case .finished:
      Phrase(
        nl: "{handle} is afgerond en gaat mee met de volgende schouw stuur.",
        en: "{handle} is finished and goes with the next schouw sync."
      )
    case .nothingToFinish:
      Phrase(
        nl: "Aan {handle} is niets af te ronden.",
        en: "There is nothing to finish in {handle}."
      )
    case .scopes: Phrase(nl: "Voor: {scopes}", en: "For: {scopes}")
    case .draftsWaiting:
      Phrase(
        nl: "{count} {count?bewerking is|bewerkingen zijn} nog niet afgerond.",
        en: "{count} {count?edit is|edits are} not finished yet."
      )
    case .waitsFor:
      Phrase(
        nl: "Wijziging {name} wacht op {missing}.",
        en: "Change {name} waits for {missing}."
      )
    case .waitsForNewer:
      Phrase(
        nl: "Wijziging {name} wacht op een nieuwere versie van dit programma.",
        en: "Change {name} waits for a newer version of this program."
      )
    case .heldByOffice:
      Phrase(
        nl: "Wijziging {name} ligt bij het kantoor voor een besluit: {why}",
        en: "Change {name} is held by the office for a decision: {why}"
      )
    case .markedByOffice:
      Phrase(
        nl: "Wijziging {name} is door het kantoor gemerkt: {why}",
        en: "Change {name} is marked by the office: {why}"
      )
    case .noTemplate:
      Phrase(
        nl: "Het sjabloon van dit dossier is hier niet; alle waarden staan hieronder.",
        en: "The template of this document is not held here; all values are below."
      )
    case .otherAnswers: Phrase(nl: "Overig", en: "Other")
    case .removedElements: Phrase(nl: "Verwijderd", en: "Removed")
    case .openQuestions:
      Phrase(
        nl: "{count} {count?vraag is|vragen zijn} niet beantwoord; --all toont ze.",
        en: "{count} {count?question is|questions are} not answered; --all shows them."
      )
    case .isRemoved:
      Phrase(
        nl: "Dit dossier is verwijderd; schouw herstel {handle} zet het terug.",
        en: "This document is removed; schouw unremove {handle} brings it back."
      )
    case .conflictOpen:
      Phrase(nl: "conflict, nog niemand koos", en: "conflict, nobody has chosen yet")
    case .sibling: Phrase("{number}. {answer}  {author}, {time}")
    case .removedBy:
      Phrase(
        nl: "{element} is verwijderd door {author}, {time}, maar leeft nog",
        en: "{element} was removed by {author}, {time}, but still lives"
      )
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
        en: "And {count} {count?edit|edits} not finished yet."
      )
    case .historyNone:
      Phrase(nl: "Er is nog geen afgeronde wijziging.", en: "There is no finished change yet.")
    case .historyMade: Phrase(nl: "gemaakt", en: "made")
    case .whyNothing: Phrase(nl: "{path} is niet beantwoord.", en: "{path} is not answered.")
    case .whyOne:
      Phrase(
        nl: "De enige waarde die staat; wie later schreef, had de vorige gezien.",
        en: "The only value that stands; whoever wrote later had seen the one before."
      )
    case .reasonLatest:
      Phrase(
        nl: "Getoond wordt het laatst geschrevene, naar de klokken.",
        en: "Shown is what was written last, by the clocks."
      )
    case .reasonName:
      Phrase(
        nl: "De klokken zeggen hetzelfde; de naam van de wijziging beslist.",
        en: "The clocks say the same; the name of the change decides."
      )
    case .reasonSeverest:
      Phrase(nl: "Getoond wordt het ernstigste.", en: "Shown is the severest.")
    case .reasonHighest: Phrase(nl: "Getoond wordt het hoogste.", en: "Shown is the highest.")
    case .reasonLowest: Phrase(nl: "Getoond wordt het laagste.", en: "Shown is the lowest.")
    case .reasonUnion: Phrase(nl: "De lijsten zijn samengevoegd.", en: "The lists are joined.")
    case .reasonAll: Phrase(nl: "Alle staan naast elkaar.", en: "All stand side by side.")
    case .reasonAsk:
      Phrase(
        nl: "Hierover moet iemand beslissen; tot dan staat het laatste vooraan.",
        en: "A person must decide; until then the latest stands first."
      )
    case .reasonBranch:
      Phrase(
        nl: "Hieronder staan diepere waarden; die worden getoond.",
        en: "There are deeper values below; those are shown."
      )
    case .reasonErased:
      Phrase(nl: "De andere waarde is vernietigd.", en: "The other value was destroyed.")
    case .whyHidden:
      Phrase(
        nl: "Het onderdeel is verwijderd en wordt niet getoond.",
        en: "The element is removed and not shown."
      )
    case .whyOverwritten:
      Phrase(
        nl: "Eerder, overschreven door wie het had gezien:",
        en: "Earlier, overwritten by somebody who had seen it:"
      )
    case .noConflicts: Phrase(nl: "Er zijn geen conflicten.", en: "There are no conflicts.")
    case .resolveHint:
      Phrase(
        nl: "Kies met: schouw kies {handle} VRAAG --take N",
        en:
          "Decide with: schouw resolve {handle} QUESTION --take N"
      )
    case .notShown:
      Phrase(
        nl: "U hebt {path} nog niet gezien; er is niets gewijzigd. Er staat:",
        en: "You have not seen {path} yet; nothing was changed. It says:"
      )
    case .notShownRemedy:
      Phrase(nl: "Kijk, en kies dan opnieuw.", en: "Look, and then decide again.")
    case .noSuchSibling:
      Phrase(
        nl: "Bij {path} staat geen waarde {number}; er zijn er {count}.",
        en: "{path} has no value {number}; there are {count}."
      )
    case .siblingsChanged:
      Phrase(
        nl:
          "De waarden van {path} zijn veranderd sinds u keek; er is niets gewijzigd. Nu staat er:",
        en: "The values of {path} changed since you looked; nothing was changed. Now it says:"
      )
    case .siblingErased:
      Phrase(
        nl: "Die waarde van {path} is vernietigd.",
        en: "That value of {path} was destroyed."
      )
    case .takeOrValue:
      Phrase(
        nl: "Geef ofwel --take N ofwel een waarde.",
        en: "Give either --take N or a value."
      )
    case .resolvedOpen:
      Phrase(
        nl: "Geschreven, maar het conflict staat nog open. {path}: {answer}",
        en: "Written, but the conflict is still open. {path}: {answer}"
      )
    case .resolved: Phrase(nl: "Gekozen. {path}: {answer}", en: "Decided. {path}: {answer}")
    case .importLine:
      Phrase(
        nl: "regel {line}, byte {byte}: {problem}",
        en: "line {line}, byte {byte}: {problem}"
      )
    case .importDone:
      Phrase(
        nl: "{made} {made?dossier|dossiers} gemaakt, {known} al bekend, {bad}"
          + " {bad?regel|regels} geweigerd.",
        en: "{made} {made?document|documents} made, {known} known already, {bad}"
          + " {bad?line|lines} refused."
      )
    case .importNotOpened:
      Phrase(
        nl: "Het bestand gaat niet open (fout {number}).",
        en: "The file does not open (error {number})."
      )
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
        en: "Reading failed (error {number}); what came before this place is done."
      )
    case .importLeft:
      Phrase(
        nl: "het dossier heeft deze laptop verlaten",
        en: "the document has left this laptop"
      )
    case .importProgress:
      Phrase(nl: "{count} {count?regel|regels} gelezen", en: "{count} {count?line|lines} read")
    }
  }
}
