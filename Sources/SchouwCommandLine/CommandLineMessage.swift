/// What this target itself says.
enum CommandLineMessage: String, MessageTable {
  case missingVerb, unknownVerb, unknownOption, optionBeforeVerb, missingValue, unexpectedValue
  case missingArgument, missingOption, surplusArgument, repeatedOption, badValue, notText
  case emptyPath, folder, file
  case didYouMean, seeHelp, textWithSpaces, textInUTF8, valueWithDash, wordWithDash, or
  case wholeNumber, wholeNumberBetween, decimalNumber
  case outputReaderGone, outputDiskFull, outputDiskFullRemedy, outputFailed, unexpectedError
  case usage, options, command, commands, arguments, globalOptions, examples, exitCodes, also
  case moreHelp, mayRepeat, required, helpCommand

  var phrase: Phrase {
    switch self {
    case .missingVerb: Phrase(nl: "Geen opdracht gegeven.", en: "No command was given.")
    case .unknownVerb: Phrase(nl: "Onbekende opdracht: {word}.", en: "Unknown command: {word}.")
    case .unknownOption:
      Phrase(nl: "{place} kent de optie {word} niet.", en: "{place} has no option {word}.")
    case .optionBeforeVerb:
      Phrase(
        nl: "De optie {word} komt pas na de opdracht.",
        en: "The option {word} comes after the command."
      )
    case .missingValue:
      Phrase(
        nl: "Bij {subject} ontbreekt de waarde: {expected}.",
        en: "{subject} needs a value: {expected}."
      )
    case .unexpectedValue:
      Phrase(nl: "{subject} krijgt geen waarde.", en: "{subject} takes no value.")
    case .missingArgument: Phrase(nl: "{subject} ontbreekt.", en: "{subject} is missing.")
    case .missingOption:
      Phrase(nl: "De optie {subject} ontbreekt.", en: "The option {subject} is missing.")
    case .surplusArgument:
      Phrase(
        nl: "Woord {position} is te veel voor {place}.",
        en: "Word {position} is too many for {place}."
      )
    case .repeatedOption:
      Phrase(
        nl: "{subject} is meer dan één keer gegeven (woord {position}).",
        en: "{subject} was given more than once (word {position})."
      )
    case .badValue:
      Phrase(
        nl: "{subject} (woord {position}) moet zijn: {expected}.",
        en: "{subject} (word {position}) must be: {expected}."
      )
    case .didYouMean: Phrase(nl: "Bedoelde u {words}?", en: "Did you mean {words}?")
    case .seeHelp: Phrase(nl: "Zie: {command}", en: "See: {command}")
    case .emptyPath:
      Phrase(
        nl: "{subject} is leeg: geef een {expected}.",
        en: "{subject} is empty: give a {expected}."
      )
    case .folder: Phrase(nl: "map", en: "folder")
    case .file: Phrase(nl: "bestand", en: "file")
    case .notText:
      Phrase(
        nl: "Woord {position} is geen leesbare tekst; er is niets gedaan.",
        en: "Word {position} is no readable text; nothing was done."
      )
    case .textInUTF8:
      Phrase(
        nl: "Zet de terminal, of wat deze opdracht geeft, op UTF-8.",
        en: "Set the terminal, or what gives this command, to UTF-8."
      )
    case .textWithSpaces:
      Phrase(
        nl: "Zet een tekst met spaties tussen aanhalingstekens.",
        en: "Put a text with spaces in quotation marks."
      )
    case .valueWithDash:
      Phrase(
        nl: "Schrijf {subject} {expected}, of {subject}={expected} als de waarde met een streepje"
          + " begint.",
        en: "Write {subject} {expected}, or {subject}={expected} if the value begins with a dash."
      )
    case .wordWithDash:
      Phrase(
        nl: "Een woord dat met een streepje begint maar geen optie is, komt na --.",
        en: "A word that begins with a dash but is no option goes after --."
      )
    case .or: Phrase(nl: "of", en: "or")
    case .wholeNumber: Phrase(nl: "een geheel getal", en: "a whole number")
    case .wholeNumberBetween:
      Phrase(
        nl: "een geheel getal van {least} tot en met {most}",
        en: "a whole number from {least} to {most}"
      )
    case .decimalNumber: Phrase(nl: "een getal, zoals 9,2", en: "a number, such as 9.2")
    case .outputReaderGone:
      Phrase(nl: "De uitvoer wordt niet meer gelezen.", en: "Nobody reads the output any more.")
    case .outputDiskFull:
      Phrase(
        nl: "De uitvoer is niet compleet: de schijf is vol.",
        en: "The output is not complete: the disk is full."
      )
    case .outputDiskFullRemedy:
      Phrase(nl: "Maak ruimte en probeer opnieuw.", en: "Make room and try again.")
    case .outputFailed:
      Phrase(
        nl: "De uitvoer is niet compleet: schrijven mislukte (fout {number}).",
        en: "The output is not complete: writing failed (error {number})."
      )
    case .unexpectedError:
      Phrase(nl: "Onverwachte fout: {type}.", en: "Unexpected error: {type}.")
    case .usage: Phrase(nl: "Gebruik", en: "Usage")
    case .options: Phrase(nl: "Opties", en: "Options")
    case .command: Phrase(nl: "OPDRACHT", en: "COMMAND")
    case .commands: Phrase(nl: "Opdrachten", en: "Commands")
    case .arguments: Phrase(nl: "Argumenten", en: "Arguments")
    case .globalOptions: Phrase(nl: "Opties bij elke opdracht", en: "Options of every command")
    case .examples: Phrase(nl: "Voorbeelden", en: "Examples")
    case .exitCodes: Phrase(nl: "Uitgangscodes", en: "Exit codes")
    case .also: Phrase(nl: "Ook: {words}", en: "Also: {words}")
    case .moreHelp:
      Phrase(
        nl: "Over één opdracht: {program} {help} {command}",
        en: "About one command: {program} {help} {command}"
      )
    case .mayRepeat: Phrase(nl: "(mag vaker)", en: "(may be repeated)")
    case .required: Phrase(nl: "(verplicht)", en: "(required)")
    case .helpCommand:
      Phrase(nl: "Toon de uitleg bij een opdracht.", en: "Show the help of a command.")
    }
  }
}
