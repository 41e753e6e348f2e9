package import SchouwCommandLine
package import SchouwSync

/// What the field client says of bundles.
package enum BundleMessage: String, MessageTable {
  case madeSealed, madeReadable, madeNothing, madePassedOn, madeDamaged, fileExists,
    fileExistsRemedy
  case fileNotRead, fileNotReadRemedy, takenChanges, takenNothing, takenSealed, takenOutside,
    takenRefused
  case takenWaits, newReplica
  case by, madeAt, forOffice, forColleague, ownCounters, hasSealed, hasSealedOne, hasChanges,
    hasTemplates
  case hasOthers, headUnknown, isWhole, faultHead, faultLine, faultMissing, faultMissingOne,
    faultCut
  case faultSum, faultsRemedy

  package var phrase: Phrase {
    switch self {
    case .madeSealed:
      Phrase(
        nl: "{count} {count?wijziging|wijzigingen} in {file}, verzegeld: alleen het kantoor kan het"
          + " lezen. Geef het af of laat een collega het meenemen; hier blijft alles staan.",
        en: "{count} {count?change|changes} in {file}, sealed: only the office can read it. Hand it"
          + " in or let a colleague take it along; all of it stays here."
      )
    case .madeReadable:
      Phrase(
        nl:
          "{count} {count?wijziging|wijzigingen} in {file}. Let op: NIET verzegeld; wie dit bestand"
          + " heeft, kan het lezen. Werkgebieden: {scopes}.",
        en: "{count} {count?change|changes} in {file}. Mind: NOT sealed; whoever has this file can"
          + " read it. Scopes: {scopes}."
      )
    case .madeNothing:
      Phrase(
        nl: "Er is niets dat nog niet op kantoor is; {file} is een lege bundel.",
        en: "There is nothing that is not at the office yet; {file} is an empty bundle."
      )
    case .madePassedOn:
      Phrase(
        nl: "Daarbij {count} {count?verzegeld deel|verzegelde delen} van anderen, ongelezen.",
        en: "With it {count} sealed {count?part|parts} of others, unread."
      )
    case .madeDamaged:
      Phrase(
        nl:
          "{count} {count?record leest|records lezen} hier niet en {count?ontbreekt|ontbreken}; zie"
          + " schouw controleer.",
        en: "{count} {count?record does|records do} not read here and {count?is|are} missing; see"
          + " schouw verify."
      )
    case .fileExists:
      Phrase(nl: "Er is al een bestand {file}.", en: "There is a file {file} already.")
    case .fileExistsRemedy:
      Phrase(
        nl: "Kies een andere naam; een bundel van een ander wordt zo nooit overschreven.",
        en: "Choose another name; so nobody's bundle is ever written over."
      )
    case .fileNotRead:
      Phrase(
        nl: "Het bestand {file} is er niet of leest niet.",
        en: "The file {file} is not there or does not read."
      )
    case .fileNotReadRemedy:
      Phrase(
        nl: "Kijk of de stick er nog in zit en of de naam klopt; er is niets veranderd.",
        en: "See whether the stick is still in and the name is right; nothing was changed."
      )
    case .takenChanges:
      Phrase(
        nl: "{count} {count?wijziging|wijzigingen} overgenomen, in {handles}",
        en: "{count} {count?change|changes} taken in, in {handles}"
      )
    case .takenNothing:
      Phrase(nl: "Niets nieuws: alles was hier al.", en: "Nothing new: all of it was here already.")
    case .takenSealed:
      Phrase(
        nl:
          "{count} {count?verzegeld deel gaat|verzegelde delen gaan} met de volgende stuur naar het"
          + " kantoor; deze laptop kan het niet lezen.",
        en:
          "{count} sealed {count?part goes|parts go} to the office with the next sync; this laptop"
          + " cannot read it."
      )
    case .takenOutside:
      Phrase(
        nl: "{count} {count?dossier valt|dossiers vallen} buiten de werkgebieden van deze laptop en"
          + " {count?is|zijn} niet overgenomen.",
        en: "{count} {count?document is|documents are} outside this laptop's scopes and"
          + " {count?was|were} not taken in."
      )
    case .takenRefused:
      Phrase(
        nl:
          "{count} {count?regel is|regels zijn} heel maar geen record dat een bundel mag brengen.",
        en: "{count} {count?line is|lines are} whole, but no record that a bundle may bring."
      )
    case .takenWaits:
      Phrase(
        nl: "Wacht op een eerdere wijziging: {count} {count?wijziging|wijzigingen}.",
        en: "Waiting for an earlier change: {count} {count?change|changes}."
      )
    case .newReplica:
      Phrase(
        nl: "De bundel had werk onder de naam van deze opslag dat hier niet is gemaakt; deze opslag"
          + " schrijft nu onder een nieuwe naam. Er is niets verloren.",
        en:
          "The bundle had work under this store's name that was not made here; this store now writes"
          + " under a new name. Nothing is lost."
      )
    case .by: Phrase(nl: "Van {device}, gemaakt {time}", en: "By {device}, made {time}")
    case .madeAt: Phrase(nl: "Stand van het kantoor: {epoch}", en: "State of the office: {epoch}")
    case .forOffice:
      Phrase(nl: "Voor het kantoor, verzegeld", en: "For the office, sealed")
    case .forColleague:
      Phrase(
        nl: "Voor collega's in {scopes}; NIET verzegeld",
        en: "For colleagues in {scopes}; NOT sealed"
      )
    case .ownCounters:
      Phrase(nl: "Eigen wijzigingen {from} tot en met {to}", en: "Own changes {from} to {to}")
    case .hasSealed:
      Phrase(
        nl: "Verzegeld door {device}: wijzigingen {from} tot en met {to}, {size} bytes",
        en: "Sealed by {device}: changes {from} to {to}, {size} bytes"
      )
    case .hasSealedOne:
      Phrase(
        nl: "Een verzegeld deel van een nieuwere versie",
        en: "A sealed part of a newer version"
      )
    case .hasChanges:
      Phrase(
        nl: "Leesbaar: {count} {count?wijziging|wijzigingen} in {documents}"
          + " {documents?dossier|dossiers}",
        en: "Readable: {count} {count?change|changes} in {documents}"
          + " {documents?document|documents}"
      )
    case .hasTemplates:
      Phrase(nl: "Sjablonen: {count}", en: "Templates: {count}")
    case .hasOthers:
      Phrase(nl: "Van een nieuwere versie: {count}", en: "Of a newer version: {count}")
    case .headUnknown:
      Phrase(nl: "Van wie en voor wie is niet te lezen.", en: "By whom and for whom does not read.")
    case .isWhole: Phrase(nl: "De bundel is heel.", en: "The bundle is whole.")
    case .faultHead:
      Phrase(nl: "Beschadigd: de kop (regel 1).", en: "Damaged: the head (line 1).")
    case .faultLine:
      Phrase(
        nl: "Beschadigd: regel {line}, vanaf byte {byte}.",
        en: "Damaged: line {line}, from byte {byte}."
      )
    case .faultMissing:
      Phrase(
        nl: "Ontbreekt: record {from} tot en met {to}.",
        en: "Missing: records {from} to {to}."
      )
    case .faultMissingOne: Phrase(nl: "Ontbreekt: record {from}.", en: "Missing: record {from}.")
    case .faultCut:
      Phrase(
        nl: "De bundel is afgekapt: het einde ontbreekt.",
        en: "The bundle was cut: its end is missing."
      )
    case .faultSum:
      Phrase(
        nl: "Alle regels lezen, maar samen is het niet wat er is geschreven.",
        en: "All lines read, but together they are not what was written."
      )
    case .faultsRemedy:
      Phrase(
        nl:
          "Wat heel is, telt. Vraag om een nieuwe bundel voor de rest: bij de maker staat alles nog.",
        en:
          "What is whole counts. Ask for another bundle for the rest: its maker still has all of it."
      )
    }
  }

  /// What is told of a part that does not read.
  package static func text(_ fault: BundleFile.Fault, _ language: Language) -> String {
    switch fault.what {
    case .head: return faultHead.text(language)
    case .line:
      return faultLine.text(
        language,
        ["line": "\(fault.line ?? 0)", "byte": "\(fault.byte ?? 0)"]
      )
    case .missing:
      let numbers = fault.numbers ?? 0...0
      let message: BundleMessage = numbers.count == 1 ? .faultMissingOne : .faultMissing
      return numbers.count == 1
        ? message.text(language, ["from": "\(numbers.lowerBound)"])
        : message.text(language, ["from": "\(numbers.lowerBound)", "to": "\(numbers.upperBound)"])
    case .cut: return faultCut.text(language)
    case .sum: return faultSum.text(language)
    }
  }
}

extension BundleError.Code {
  /// What the code means to people.
  var told: ErrorText {
    switch self {
    case .notABundle:
      ErrorText(
        .failed,
        Phrase(nl: "Dit bestand is geen bundel.", en: "This file is no bundle."),
        Phrase(
          nl: "Kijk of de naam klopt; er is niets veranderd.",
          en: "See whether the name is right; nothing was changed."
        )
      )
    case .newerVersion:
      ErrorText(
        .newerFormat,
        Phrase(
          nl: "Deze bundel is van een nieuwere versie dan dit programma.",
          en: "This bundle is of a newer version than this program."
        ),
        Phrase(
          nl: "Werk dit programma bij; er is niets veranderd.",
          en: "Update this program; nothing was changed."
        )
      )
    case .tooLarge:
      ErrorText(
        .failed,
        Phrase(nl: "De bundel is te groot.", en: "The bundle is too large."),
        Phrase(
          nl: "Neem minder werkgebieden tegelijk, of stuur over het netwerk.",
          en: "Take fewer scopes at once, or sync over the network."
        )
      )
    }
  }
}
