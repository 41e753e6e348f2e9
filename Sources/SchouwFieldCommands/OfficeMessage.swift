import SchouwCommandLine

/// What the field client says of the office and of a sync.
enum OfficeMessage: String, MessageTable {
  case noHelper, noHelperRemedy, waitSeconds, enrolled, enrolledScopes, syncSent, syncCame,
    syncNothing
  case syncHas, syncMissing, syncArchived, syncLeft, syncMarked, syncHeld, syncRefused
  case syncMarkedMany, syncHeldMany, syncRefusedMany, syncWaitsMany
  case syncWaits, syncWaitsNewer, syncNewReplica, syncRevoked, syncRestored, syncProgress,
    watchStarted
  case watchAgain, watchEnded, watchTrouble, watchLive, watchNotLive, whyScopeLost, whyClockAhead,
    whyClockBehind
  case whyUnknownTemplate, whyReturned, whyFork, whyNewerFormat, whyScopeNever, whyScopeChange
  case whyAct, whyUnattributed, whyRevoked, whyUnknown

  var phrase: Phrase {
    switch self {
    case .noHelper:
      Phrase(
        nl: "Het hulpprogramma schouw-remote is niet gevonden.",
        en: "The helper program schouw-remote was not found."
      )
    case .noHelperRemedy:
      Phrase(
        nl: "Zet schouw-remote in dezelfde map als schouw. Uw werk is veilig.",
        en: "Put schouw-remote in the same folder as schouw. Your work is safe."
      )
    case .waitSeconds:
      Phrase(
        nl:
          "Wacht {seconds} {seconds?seconde|seconden} en probeer de code opnieuw; hij blijft geldig.",
        en: "Wait {seconds} {seconds?second|seconds} and try the code again; it stays valid."
      )
    case .enrolled:
      Phrase(
        nl: "Aangemeld bij {address} als {device}.",
        en: "Enrolled at {address} as {device}."
      )
    case .enrolledScopes:
      Phrase(nl: "Werkgebieden: {scopes}", en: "Scopes: {scopes}")
    case .syncSent:
      Phrase(
        nl: "Verstuurd: {count} {count?wijziging|wijzigingen}.",
        en: "Sent: {count} {count?change|changes}."
      )
    case .syncCame:
      Phrase(
        nl: "Gekomen: {count} {count?wijziging|wijzigingen} in {documents}"
          + " {documents?dossier|dossiers}.",
        en: "Came: {count} {count?change|changes} in {documents}"
          + " {documents?document|documents}."
      )
    case .syncNothing:
      Phrase(
        nl: "Er was niets te versturen en niets nieuws.",
        en: "There was nothing to send and nothing new."
      )
    case .syncHas:
      Phrase(
        nl: "Het kantoor heeft {count} van uw {of}.",
        en: "The office has {count} of your {of}."
      )
    case .syncMissing:
      Phrase(
        nl: "Het kantoor mist uw {numbers}.",
        en: "The office lacks your {numbers}."
      )
    case .syncArchived:
      Phrase(
        nl: "In een reservekopie van het kantoor: tot en met uw {count}.",
        en: "In a backup of the office: up to your {count}."
      )
    case .syncLeft:
      Phrase(
        nl: "Niet meer van deze laptop: {handles}.",
        en: "No longer this laptop's: {handles}."
      )
    case .syncMarked:
      Phrase(
        nl: "Gemerkt, wel verwerkt: uw {name}. {why}",
        en: "Marked, and taken in: your {name}. {why}"
      )
    case .syncHeld:
      Phrase(
        nl: "Vastgehouden voor een besluit: uw {name}. {why}",
        en: "Held for a decision: your {name}. {why}"
      )
    case .syncMarkedMany:
      Phrase(
        nl: "Gemerkt, wel verwerkt: {count} {count?wijziging|wijzigingen}. {why}",
        en: "Marked, and taken in: {count} {count?change|changes}. {why}"
      )
    case .syncHeldMany:
      Phrase(
        nl: "Vastgehouden voor een besluit: {count} {count?wijziging|wijzigingen}. {why}",
        en: "Held for a decision: {count} {count?change|changes}. {why}"
      )
    case .syncRefusedMany:
      Phrase(
        nl: "En nog {count} die het kantoor niet las; zie schouw stuur --json.",
        en: "And {count} more that the office did not read; see schouw sync --json."
      )
    case .syncWaitsMany:
      Phrase(
        nl: "En nog {count} {count?wijziging wacht|wijzigingen wachten} op andere.",
        en: "And {count} more {count?change waits|changes wait} for others."
      )
    case .syncRefused:
      Phrase(
        nl:
          "Niet gelezen door het kantoor: regel {line} (regel {rule} van het formaat). Het blijft"
          + " hier.",
        en: "Not read by the office: line {line} (rule {rule} of the format). It stays here."
      )
    case .syncWaits:
      Phrase(
        nl: "In {handle} wacht {name} op {missing}.",
        en: "In {handle} {name} waits for {missing}."
      )
    case .syncWaitsNewer:
      Phrase(
        nl: "In {handle} wacht {name} op een nieuwere versie van dit programma.",
        en: "In {handle} {name} waits for a newer version of this program."
      )
    case .syncNewReplica:
      Phrase(
        nl:
          "Een ander schreef onder het nummer van deze opslag (een kopie of teruggezette"
          + " reservekopie);"
          + " deze opslag heeft een nieuw nummer. Er is niets verloren.",
        en: "Somebody else wrote under this store's number (a copy or a restored backup);"
          + " this store has a new number. Nothing is lost."
      )
    case .syncRevoked:
      Phrase(
        nl: "Het kantoor heeft deze laptop ingetrokken: er komt niets meer. Wat u nog had, is"
          + " afgeleverd en wacht op een besluit. Bel het kantoor.",
        en: "The office has revoked this laptop: nothing comes any more. What you still had was"
          + " delivered and waits for a decision. Call the office."
      )
    case .syncRestored:
      Phrase(
        nl: "Het kantoor was teruggezet uit een reservekopie; wat het miste, is opnieuw verstuurd.",
        en: "The office had been restored from a backup; what it lacked was sent again."
      )
    case .syncProgress:
      Phrase(nl: "{sent} verstuurd, {came} gekomen", en: "{sent} sent, {came} came")
    case .watchStarted:
      Phrase(
        nl: "Stuurt en haalt bij nieuws, en elke {seconds} {seconds?seconde|seconden}; stop met"
          + " Ctrl-C.",
        en: "Syncs when there is news, and every {seconds} {seconds?second|seconds}; end with"
          + " Ctrl-C."
      )
    case .watchAgain: Phrase(nl: "{time}  {what}", en: "{time}  {what}")
    case .watchEnded:
      Phrase(nl: "Gestopt; alles hier is veilig.", en: "Ended; everything here is safe.")
    case .watchTrouble:
      Phrase(
        nl: "{time}  {what} Over {seconds} {seconds?seconde|seconden} opnieuw.",
        en: "{time}  {what} Trying again in {seconds} {seconds?second|seconds}."
      )
    case .watchLive:
      Phrase(
        nl: "{time}  Verbonden: het kantoor meldt het meteen als er iets nieuws is.",
        en: "{time}  Connected: the office tells at once when there is news."
      )
    case .watchNotLive:
      Phrase(
        nl: "{time}  Het kantoor meldt nu niets uit zichzelf: {what} Er wordt elke {seconds}"
          + " {seconds?seconde|seconden} gevraagd.",
        en: "{time}  The office tells nothing by itself at present: {what} Asking every {seconds}"
          + " {seconds?second|seconds}."
      )
    case .whyScopeLost:
      Phrase(
        nl: "Het dossier viel intussen niet meer onder deze laptop.",
        en: "The document was no longer in this laptop's scopes."
      )
    case .whyClockAhead:
      Phrase(nl: "De klok van de laptop loopt voor.", en: "The laptop's clock is ahead.")
    case .whyClockBehind:
      Phrase(nl: "De klok van de laptop loopt achter.", en: "The laptop's clock is behind.")
    case .whyUnknownTemplate:
      Phrase(
        nl: "Het kantoor kent het sjabloon niet.",
        en: "The office does not know the template."
      )
    case .whyReturned:
      Phrase(
        nl: "Het was op kantoor verloren en kwam van een laptop terug.",
        en: "The office had lost it and got it back from a laptop."
      )
    case .whyFork:
      Phrase(
        nl: "Twee opslagen schreven onder hetzelfde nummer.",
        en: "Two stores wrote under the same number."
      )
    case .whyNewerFormat:
      Phrase(
        nl: "Het is van een nieuwere versie van het formaat.",
        en: "It is of a newer version of the format."
      )
    case .whyScopeNever:
      Phrase(
        nl: "Het dossier heeft nooit onder deze laptop gevallen.",
        en: "The document was never in this laptop's scopes."
      )
    case .whyScopeChange:
      Phrase(
        nl: "Een werkgebied wijzigen doet alleen het kantoor.",
        en: "Only the office changes the scopes of a document."
      )
    case .whyAct:
      Phrase(nl: "Het is een handeling van het kantoor.", en: "It is an act of the office.")
    case .whyUnattributed:
      Phrase(nl: "Niet vast te stellen van wie het is.", en: "It cannot be told whose it is.")
    case .whyRevoked:
      Phrase(nl: "De laptop is ingetrokken.", en: "The laptop was revoked.")
    case .whyUnknown: Phrase(nl: "Reden: {code}.", en: "Reason: {code}.")
    }
  }
}

extension OfficeMessage {
  /// Why the office holds or has marked something (rule X11).
  static func why(_ code: String) -> OfficeMessage {
    switch code {
    case "scope-lost": .whyScopeLost
    case "clock-ahead": .whyClockAhead
    case "clock-behind": .whyClockBehind
    case "unknown-template": .whyUnknownTemplate
    case "returned": .whyReturned
    case "fork": .whyFork
    case "newer-format": .whyNewerFormat
    case "scope-never": .whyScopeNever
    case "scope-change": .whyScopeChange
    case "act": .whyAct
    case "unattributed": .whyUnattributed
    case "revoked": .whyRevoked
    default: .whyUnknown
    }
  }
}
