import SchouwCommandLine

/// What `breach` says.
enum BreachMessage: String, MessageTable {
  case nothing, heading, neverHeard, columnSince, columnLeft, columnScopes, brought, unknown, total

  var phrase: Phrase {
    switch self {
    case .nothing:
      Phrase(
        nl: "Volgens het logboek had {device} geen dossiers.",
        en: "By the log {device} held no documents."
      )
    case .heading:
      Phrase(
        nl: "{device} ({state}), laatst gehoord {time}",
        en: "{device} ({state}), last heard {time}"
      )
    case .neverHeard: Phrase(nl: "nooit, of niet bekend", en: "never, or not known")
    case .columnSince: Phrase(nl: "sinds (ongeveer)", en: "since (about)")
    case .columnLeft: Phrase(nl: "weg (ongeveer)", en: "left (about)")
    case .columnScopes: Phrase(nl: "gebieden", en: "scopes")
    case .brought: Phrase(nl: "zelf gebracht", en: "brought itself")
    case .unknown: Phrase(nl: "regel {sequence}", en: "record {sequence}")
    case .total:
      Phrase(
        nl: "{count} {count?dossier|dossiers}, waarvan {left} uit het bereik van de laptop"
          + " {left?was|waren}. Een laptop wist die pas als hij het hoort.",
        en: "{count} {count?document|documents}, of which {left} had left the laptop's scopes. A"
          + " laptop destroys those only once it hears of it."
      )
    }
  }
}
