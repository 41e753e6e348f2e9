import SchouwCommandLine

/// What the server's program says.
enum ServerMessage: String, MessageTable {
  // The running server.
  case notRunning, startIt, noAnswer, wrongSecret, wrongSecretRemedy, cannotWrite
  case cannotWriteRemedy, damaged, damagedRemedy
  // Documents.
  case noSuchHandle, noSuchHandleRemedy, ambiguousHandle, candidates, more, none, noConflicts
  case columnHandle, columnKind, columnSummary, columnState, columnPath, columnCount, columnChange
  case columnWhy, columnDoes
  case stateConflicts, stateHeld, stateWaiting, stateRemoved, stateUnreadable, contestedRemoval
  case unreadable, exported
  // Decisions.
  case oneDecision, badReason, badChange, badAddress, resolved, accepted, declined, stillHeld,
    backupWhole, backupPartial, backupLost, backupLostRemedy, namesOrReturned, noneReturned,
    restored, restoredDecisions, restoredDevices, notShown,
    notShownRemedy, decideHint
  // Today.
  case todayAt, nothingToDo, taskDamage, taskStorage, taskRoom, taskRights, taskReturned
  case taskHeld, taskSealed, bundleTaken, bundleUnopened, bundleReadable, bundleNotRead
  case bundleNotReadRemedy, bundleNone
  case taskMissing, taskPutBack, taskWaiting, taskConflicts, taskClock, taskSilent, taskBackup
  case columnDevice, columnReceived
  case columnContact, columnClock, columnWaits, columnHeld, columnMarked
  case revoked, invited, uncertain, confirmed, missing, missingSeen, missingMore, missingRange,
    putBack, putBackLost, putBackNoneLost,
    putBackFrom, putBackNotHeard, putBackMissing,
    heldWhy, markedWhy, holds,
    holdsOne, waits, waitsFor,
    waitsMore
  case waitsNewer, waitsHeld, totals, archive, lost, lostSeparator

  var phrase: Phrase {
    switch self {
    case .notRunning:
      Phrase(
        nl: "Er draait geen server op deze gegevens: {folder}.",
        en: "No server runs on these data: {folder}."
      )
    case .startIt:
      Phrase(
        nl: "Start hem: schouw-server draai --data {folder}",
        en: "Start it: schouw-server run --data {folder}"
      )
    case .noAnswer:
      Phrase(
        nl: "De server op {address} antwoordt niet; of de opdracht is uitgevoerd, is onbekend.",
        en: "The server at {address} does not answer; whether the command was carried out is"
          + " unknown."
      )
    case .wrongSecret:
      Phrase(
        nl: "De server neemt admin.token uit deze map niet aan.",
        en: "The server does not take admin.token of this folder."
      )
    case .wrongSecretRemedy:
      Phrase(
        nl: "Op dit adres draait een ander kantoor: start de server van deze map opnieuw.",
        en: "Another office runs at this address: start the server of this folder again."
      )
    case .cannotWrite:
      Phrase(
        nl: "Het kantoor kan nu niet schrijven; er is niets gewijzigd.",
        en: "The office cannot write at present; nothing was changed."
      )
    case .cannotWriteRemedy:
      Phrase(
        nl: "Maak ruimte op de schijf, of controleer die; dan opnieuw.",
        en: "Free some space on the disk, or check it; then try again."
      )
    case .damaged:
      Phrase(
        nl: "Let op: het logboek is beschadigd; {count} {count?regel is|regels zijn} verloren"
          + " ({places}).",
        en: "Mind: the log is damaged; {count} {count?record is|records are} lost ({places})."
      )
    case .damagedRemedy:
      Phrase(
        nl: "Alles wat leest, wordt bediend. Herstel een back-up, of laat de laptops terugbrengen"
          + " wat zij hebben.",
        en: "All that reads is served. Restore a backup, or let the laptops bring back what they"
          + " have."
      )
    case .noSuchHandle:
      Phrase(nl: "Geen dossier begint met {handle}.", en: "No document begins with {handle}.")
    case .noSuchHandleRemedy:
      Phrase(nl: "Zoek het op: schouw-server lijst", en: "Look it up: schouw-server list")
    case .ambiguousHandle:
      Phrase(
        nl: "Meer dan één dossier begint met {handle}.",
        en: "More than one document begins with {handle}."
      )
    case .candidates: Phrase(nl: "Er zijn: {words}", en: "There are: {words}")
    case .more:
      Phrase(
        nl: "{count} van {total} getoond; verder met --after {handle}",
        en: "{count} of {total} shown; go on with --after {handle}"
      )
    case .none: Phrase(nl: "Geen dossiers.", en: "No documents.")
    case .noConflicts: Phrase(nl: "Geen open conflicten.", en: "No open conflicts.")
    case .columnHandle: Phrase(nl: "dossier", en: "document")
    case .columnKind: Phrase(nl: "soort", en: "kind")
    case .columnSummary: Phrase(nl: "wat", en: "what")
    case .columnState: Phrase(nl: "staat", en: "state")
    case .columnPath: Phrase(nl: "vraag", en: "question")
    case .columnChange: Phrase(nl: "wijziging", en: "change")
    case .columnWhy: Phrase(nl: "reden", en: "reason")
    case .columnDoes: Phrase(nl: "wat het zou doen", en: "what it would do")
    case .columnCount: Phrase(nl: "waarden", en: "values")
    case .stateConflicts:
      Phrase(nl: "{count} {count?conflict|conflicten}", en: "{count} {count?conflict|conflicts}")
    case .stateHeld: Phrase(nl: "{count} vastgehouden", en: "{count} held")
    case .stateWaiting:
      Phrase(nl: "{count} {count?wacht|wachten}", en: "{count} {count?waits|wait}")
    case .stateRemoved: Phrase(nl: "verwijderd", en: "removed")
    case .stateUnreadable: Phrase(nl: "onleesbaar", en: "unreadable")
    case .contestedRemoval: Phrase(nl: "verwijdering", en: "removal")
    case .unreadable:
      Phrase(
        nl:
          "{count} {count?dossier leest|dossiers lezen} niet meer en {count?ontbreekt|ontbreken}.",
        en: "{count} {count?document does not read any more and is|documents do not read any more"
          + " and are} missing."
      )
    case .exported:
      Phrase(
        nl: "{count} {count?dossier|dossiers}.",
        en: "{count} {count?document|documents}."
      )
    case .oneDecision:
      Phrase(
        nl: "Geef één besluit: een waarde, --take N, --keep of --remove.",
        en: "Give one decision: a value, --take N, --keep or --remove."
      )
    case .badReason:
      Phrase(
        nl: "Een reden heeft 1 tot 1000 bytes en geen regeleinden.",
        en: "A reason has 1 to 1000 bytes and no line breaks."
      )
    case .badChange:
      Phrase(
        nl:
          "Een wijziging heet zoals 'today' en 'show --history' haar noemen: herkomst:teller:check.",
        en: "A change is named as 'today' and 'show --history' name it: replica:counter:check."
      )
    case .badAddress:
      Phrase(
        nl: "Een adres om op te luisteren is zoals 127.0.0.1:8790.",
        en: "An address to listen on is such as 127.0.0.1:8790."
      )
    case .resolved:
      Phrase(
        nl: "Besloten; de laptops horen het bij hun volgende sync ({name}).",
        en: "Decided; the laptops hear it at their next sync ({name})."
      )
    case .accepted:
      Phrase(
        nl: "{count} {count?wijziging|wijzigingen} toegelaten.",
        en: "{count} {count?change|changes} released."
      )
    case .declined:
      Phrase(
        nl: "{count} {count?wijziging|wijzigingen} afgewezen; wat ze vervingen, is teruggezet.",
        en: "{count} {count?change|changes} declined; what they replaced was put back."
      )
    case .backupWhole:
      Phrase(
        nl: "Alles tot en met regel {n} staat in de back-up.",
        en: "Everything up to record {n} is in the backup."
      )
    case .backupPartial:
      Phrase(
        nl: "Wat leest, staat tot en met regel {n} in de back-up: die is niet heel.",
        en: "What reads is in the backup up to record {n}: it is not whole."
      )
    case .backupLost:
      Phrase(
        nl: "{count} {count?regel van het logboek is|regels van het logboek zijn} niet te lezen en"
          + " {count?ontbreekt|ontbreken}:",
        en: "{count} {count?record of the log does|records of the log do} not read and"
          + " {count?is|are} missing:"
      )
    case .backupLostRemedy:
      Phrase(
        nl: "Laptops sturen opnieuw wat zij hebben. Maak de back-up ook in een map met een oudere:"
          + " wat die nog heeft, blijft.",
        en: "Laptops send again what they have. Also back up to a folder with an older backup:"
          + " what that one still has stays."
      )
    case .namesOrReturned:
      Phrase(
        nl: "Noem wijzigingen, of geef --returned.",
        en: "Name changes, or give --returned."
      )
    case .noneReturned:
      Phrase(
        nl: "Er zijn geen besluiten van voor een herstel teruggebracht.",
        en: "No decisions from before a restore were brought back."
      )
    case .restored:
      Phrase(
        nl: "Hersteld tot en met regel {n}. De apparaten brengen terug wat erna kwam.",
        en: "Restored up to record {n}. The devices bring back what came after it."
      )
    case .restoredDecisions:
      Phrase(
        nl: "Ook wat het kantoor sindsdien besloot (verplaatst, gewist, toegelaten): dat staat op"
          + " laptops en geldt hier pas als u het bekijkt en toelaat: schouw-server held, dan"
          + " schouw-server aanvaard --returned",
        en: "Also what the office decided since (moved, erased, accepted): it stands on laptops"
          + " and has force here only when you look and accept it: schouw-server held, then"
          + " schouw-server accept --returned"
      )
    case .restoredDevices:
      Phrase(
        nl: "Wat sindsdien aan laptops is toegekend of ingetrokken, komt niet terug: zie"
          + " schouw-server apparaten. Een laptop die sindsdien is aangemeld, heeft een nieuwe code"
          + " nodig.",
        en: "What was granted to laptops or revoked since does not come back: see schouw-server"
          + " device-list. A laptop that enrolled since needs a new code."
      )
    case .stillHeld:
      Phrase(
        nl: "Nog vastgehouden: {count} {count?wijziging die|wijzigingen die} erop"
          + " {count?voortbouwt|voortbouwen}. Bekijk ze met schouw-server held; laat ze toe met"
          + " schouw-server aanvaard NAAM …, en een volgende keer met --all-behind:",
        en: "Still held: {count} {count?change that builds|changes that build} on it. Look with"
          + " schouw-server held; release with schouw-server accept NAME …, and a next time with"
          + " --all-behind:"
      )
    case .notShown:
      Phrase(
        nl: "Hiervan is u nog niets getoond, of het is sindsdien veranderd. Nu staat er:",
        en: "Nothing of this was shown to you yet, or it changed since. Now it says:"
      )
    case .notShownRemedy:
      Phrase(
        nl: "Er is niets gewijzigd; geef de opdracht opnieuw als dit uw besluit is.",
        en: "Nothing was changed; give the command again if this is your decision."
      )
    case .decideHint:
      Phrase(
        nl: "Kies met: schouw-server kies {handle} VRAAG --take N",
        en: "Decide with: schouw-server resolve {handle} QUESTION --take N"
      )
    case .todayAt: Phrase(nl: "Kantoor op {time}", en: "The office at {time}")
    case .nothingToDo: Phrase(nl: "Er is niets te doen.", en: "There is nothing to do.")
    case .taskDamage:
      Phrase(
        nl:
          "Het logboek is beschadigd, {count} {count?regel|regels} verloren: schouw-server verify",
        en: "The log is damaged, {count} {count?record|records} lost: schouw-server verify"
      )
    case .taskStorage:
      Phrase(
        nl: "Er kan niet worden geschreven: maak ruimte, of controleer de schijf",
        en: "Nothing can be written: free some space, or check the disk"
      )
    case .taskRoom:
      Phrase(
        nl: "De schijf is bijna vol, {count} KiB van een laptop paste niet: maak ruimte",
        en: "The disk is nearly full, {count} KiB of a laptop did not fit: free some space"
      )
    case .taskRights:
      Phrase(
        nl:
          "{count} {count?laptop of account krijgt|laptops of accounts krijgen} niets, de rechten zijn"
          + " onleesbaar: zie schouw-server apparaten",
        en:
          "{count} {count?laptop or account is|laptops or accounts are} refused, rights unreadable: see"
          + " schouw-server device-list"
      )
    case .taskReturned:
      Phrase(
        nl: "{count} {count?besluit|besluiten} van voor het herstel: schouw-server aanvaard"
          + " --returned",
        en: "{count} {count?decision|decisions} from before the restore: schouw-server accept"
          + " --returned"
      )
    case .taskHeld:
      Phrase(
        nl:
          "{count} {count?wijziging wacht|wijzigingen wachten} op een besluit: schouw-server held",
        en: "{count} {count?change waits|changes wait} for a decision: schouw-server held"
      )
    case .taskPutBack:
      Phrase(
        nl:
          "Het kantoor is teruggezet: {count} {count?laptop is|laptops zijn} sindsdien niet gehoord.",
        en: "The office was put back: {count} {count?laptop was|laptops were} not heard since."
      )
    case .bundleTaken:
      Phrase(
        nl: "{changes} nieuwe {changes?wijziging|wijzigingen}; {opened}"
          + " {opened?verzegeld deel|verzegelde delen} geopend.",
        en: "{changes} new {changes?change|changes}; {opened} sealed {opened?part|parts} opened."
      )
    case .bundleUnopened:
      Phrase(
        nl: "{count} {count?deel gaat|delen gaan} met geen sleutel open: bewaard, ongelezen.",
        en: "{count} {count?part opens|parts open} with no key: kept, unread."
      )
    case .bundleReadable:
      Phrase(
        nl:
          "{count} {count?record is|records zijn} leesbaar, of te groot, en niet overgenomen: laat een"
          + " laptop ze brengen (schouw bundle import, dan sync).",
        en: "{count} {count?record is|records are} readable, or too large, and not taken in: let a"
          + " laptop bring them (schouw bundle import, then sync)."
      )
    case .bundleNotRead:
      Phrase(
        nl: "Het bestand {file} is er niet of leest niet.",
        en: "The file {file} is not there or does not read."
      )
    case .bundleNotReadRemedy:
      Phrase(
        nl: "Kijk of de stick er nog in zit en of de naam klopt; er is niets veranderd.",
        en: "See whether the stick is still in and the name is right; nothing was changed."
      )
    case .bundleNone:
      Phrase(
        nl: "Dit bestand is geen bundel, of van een nieuwere versie; er is niets veranderd.",
        en: "This file is no bundle, or of a newer version; nothing was changed."
      )
    case .taskSealed:
      Phrase(
        nl: "{count} {count?verzegeld deel|verzegelde delen} van een stick: geen sleutel past,"
          + " bewaard",
        en: "{count} sealed {count?part|parts} of a stick: no key fits, kept"
      )
    case .taskMissing:
      Phrase(
        nl: "{device} heeft {count} {count?wijziging|wijzigingen} die hier niet zijn: laat syncen",
        en: "{device} has {count} {count?change|changes} that are not here: have it sync"
      )
    case .taskWaiting:
      Phrase(
        nl: "{count} {count?wijziging wacht op een|wijzigingen wachten op} andere (zie onder)",
        en: "{count} {count?change waits for another|changes wait for others} (see below)"
      )
    case .taskConflicts:
      Phrase(
        nl: "{count} {count?conflict staat|conflicten staan} open: schouw-server conflicten",
        en: "{count} {count?conflict is|conflicts are} open: schouw-server conflicts"
      )
    case .taskClock:
      Phrase(
        nl: "De klok van {device} loopt {count} {count?minuut|minuten} verkeerd: zet die gelijk",
        en: "The clock of {device} is wrong by {count} {count?minute|minutes}: set it"
      )
    case .taskSilent:
      Phrase(
        nl: "{device} is {count} {count?dag|dagen} niet gehoord",
        en: "{device} was not heard for {count} {count?day|days}"
      )
    case .taskBackup:
      Phrase(
        nl: "Er is nog nooit een back-up gemaakt: schouw-server back-up MAP",
        en: "No backup was ever made: schouw-server backup FOLDER"
      )
    case .columnDevice: Phrase(nl: "laptop", en: "laptop")
    case .columnReceived: Phrase(nl: "ontvangen", en: "received")
    case .columnContact: Phrase(nl: "laatst gehoord", en: "last heard")
    case .columnClock: Phrase(nl: "klok", en: "clock")
    case .columnWaits: Phrase(nl: "wacht", en: "waits")
    case .columnHeld: Phrase(nl: "vast", en: "held")
    case .columnMarked: Phrase(nl: "gemerkt", en: "marked")
    case .revoked: Phrase(nl: "{device} (ingetrokken)", en: "{device} (revoked)")
    case .uncertain: Phrase(nl: "{device} (onzeker)", en: "{device} (uncertain)")
    case .confirmed:
      Phrase(
        nl: "{count} {count?apparaat|apparaten} bevestigd.",
        en: "{count} {count?device|devices} confirmed."
      )
    case .invited: Phrase(nl: "{device} (uitgenodigd)", en: "{device} (invited)")
    case .missing: Phrase(nl: "{device} mist hier: {numbers}", en: "{device} lacks here: {numbers}")
    case .missingSeen:
      Phrase(
        nl:
          "{device}: {received} van {of}; {numbers} {count?bestaat|bestaan}, gezien door laptop {by}",
        en: "{device}: {received} of {of}; {numbers} {count?is|are} known to exist, seen by laptop"
          + " {by}"
      )
    case .missingRange: Phrase(nl: "{first} t/m {last}", en: "{first} to {last}")
    case .putBack:
      Phrase(
        nl: "Teruggezet uit een reservekopie die tot regel {branch} gaat{time}",
        en: "Put back from a backup that ends with record {branch}{time}"
      )
    case .putBackLost:
      Phrase(
        nl: "Verloren: regel {first} t/m {last} van het logboek, bekend van laptop {by}",
        en: "Lost: records {first} to {last} of the log, known from laptop {by}"
      )
    case .putBackNoneLost:
      Phrase(
        nl: "Nog geen laptop zei dat hij meer had dan de reservekopie",
        en: "No laptop has said yet that it had more than the backup"
      )
    case .putBackFrom:
      Phrase(
        nl: "Terug van {device}: {own} van {device} zelf, {others} van anderen",
        en: "Back from {device}: {own} of {device} itself, {others} of others"
      )
    case .putBackNotHeard:
      Phrase(
        nl: "Sindsdien niet gehoord: {devices}",
        en: "Not heard since: {devices}"
      )
    case .putBackMissing:
      Phrase(
        nl: "Ontbreekt nog: {missing} {missing?wijziging|wijzigingen} die zeker"
          + " {missing?bestaat|bestaan}; {waiting} {waiting?wacht|wachten} op iets dat hier niet is",
        en: "Still missing: {missing} {missing?change that is|changes that are} known to exist;"
          + " {waiting} {waiting?waits|wait} for something that is not here"
      )
    case .missingMore: Phrase(nl: "{numbers} …", en: "{numbers} …")
    case .heldWhy:
      Phrase(
        nl: "{device}, {count} vastgehouden: {why}",
        en: "{device}, {count} held: {why}"
      )
    case .markedWhy:
      Phrase(nl: "{device}, {count} gemerkt: {why}", en: "{device}, {count} marked: {why}")
    case .holds: Phrase(nl: "Wacht op een besluit", en: "Held for a decision")
    case .holdsOne:
      Phrase(
        nl: "{handle}: {name} van {device} {does}",
        en: "{handle}: {name} of {device} {does}"
      )
    case .waits: Phrase(nl: "Wacht op een andere wijziging", en: "Waiting for another change")
    case .waitsFor:
      Phrase(
        nl: "{handle}: {name} van {device} wacht op {missing}",
        en: "{handle}: {name} of {device} waits for {missing}"
      )
    case .waitsNewer: Phrase(nl: "een nieuwer programma", en: "a newer program")
    case .waitsHeld: Phrase(nl: "{name} (vastgehouden)", en: "{name} (held)")
    case .waitsMore: Phrase(nl: "en nog {count}", en: "and {count} more")
    case .totals:
      Phrase(
        nl: "{documents} {documents?dossier|dossiers}, {changes} {changes?wijziging|wijzigingen},"
          + " {conflicts} {conflicts?conflict|conflicten} open in {inConflict}"
          + " {inConflict?dossier|dossiers}",
        en: "{documents} {documents?document|documents}, {changes} {changes?change|changes},"
          + " {conflicts} {conflicts?conflict|conflicts} open in {inConflict}"
          + " {inConflict?document|documents}"
      )
    case .archive:
      Phrase(
        nl: "In een back-up: tot en met regel {archived} van {head}",
        en: "In a backup: up to record {archived} of {head}"
      )
    case .lost:
      Phrase(
        nl: "{file} byte {byte}: regel {first} tot en met {last} verloren",
        en: "{file} byte {byte}: records {first} to {last} lost"
      )
    case .lostSeparator:
      Phrase(
        nl: "{file} byte {byte}: beschadigd, geen regel verloren",
        en: "{file} byte {byte}: damaged, no record lost"
      )
    }
  }
}
