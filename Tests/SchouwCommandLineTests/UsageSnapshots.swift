/// The help texts of the sample program, as they are to be; reviewed like code.
enum UsageSnapshots {
  static let programNl = #"""
    schouw-proef: een verzonnen programma.

    Gebruik: schouw-proef OPDRACHT …

    Opdrachten
      lijst            Toon de dossiers op deze laptop.
      antwoord         Beantwoord vragen.
      bundel           Zet alles op een stick.
      aanvullen        Toon het script waarmee de shell opdrachten aanvult.
      hulp [OPDRACHT]  Toon de uitleg bij een opdracht.

    Opties bij elke opdracht
          --lang nl|en  taal van de uitvoer
          --json        uitvoer als JSON
          --store MAP   map van de opslag
          --quiet       alleen uitkomsten en fouten
      -h, --help        toon deze uitleg

    Over één opdracht: schouw-proef hulp OPDRACHT
    """#

  static let listNl = #"""
    Toon de dossiers op deze laptop.

    Gebruik: schouw-proef lijst [OPTIES] [BUURT]
    Ook: list

    Argumenten
      BUURT  code van een buurt

    Opties
      -s, --since DATUM   alleen wat na deze datum is gewijzigd, in de vorm die ook
                          in de lijst zelf staat
          --state STAND   alleen deze stand (mag vaker)
      -a, --all           ook wat verborgen is
      -n, --limit AANTAL  hooguit zoveel regels

    Opties bij elke opdracht
          --lang nl|en  taal van de uitvoer
          --json        uitvoer als JSON
          --store MAP   map van de opslag
          --quiet       alleen uitkomsten en fouten
      -h, --help        toon deze uitleg

    Voorbeelden
      schouw-proef lijst BU09172004 --state open
          Wat in Hoensbroek nog open staat.

    Uitgangscodes
      0  Gelukt.
      1  Mislukt.
      2  De opdracht is niet begrepen; er is niets gedaan.
    """#

  static let answerNl = #"""
    Beantwoord vragen.

    Gebruik: schouw-proef antwoord DOSSIER ANTWOORD…
    Ook: answer

    Argumenten
      DOSSIER   naam of begin van de naam
      ANTWOORD  één of meer antwoorden

    Opties bij elke opdracht
          --lang nl|en  taal van de uitvoer
          --json        uitvoer als JSON
          --store MAP   map van de opslag
          --quiet       alleen uitkomsten en fouten
      -h, --help        toon deze uitleg

    Uitgangscodes
      0  Gelukt.
      1  Mislukt.
      2  De opdracht is niet begrepen; er is niets gedaan.
      3  Niet gevonden.
      4  De naam past op meer dan één ding.
      5  Iemand was eerder: kijk opnieuw.
    """#

  static let bundleNl = #"""
    Zet alles op een stick.

    Gebruik: schouw-proef bundel --out BESTAND [FOTO…]
    Ook: bundle, stick

    Argumenten
      FOTO  foto's

    Opties
          --out BESTAND  waar het komt (verplicht)

    Opties bij elke opdracht
          --lang nl|en  taal van de uitvoer
          --json        uitvoer als JSON
          --store MAP   map van de opslag
          --quiet       alleen uitkomsten en fouten
      -h, --help        toon deze uitleg

    Uitgangscodes
      0  Gelukt.
      1  Mislukt.
      2  De opdracht is niet begrepen; er is niets gedaan.
    """#

  static let programEn = #"""
    schouw-proef: an invented program.

    Usage: schouw-proef COMMAND …

    Commands
      list            Show the documents on this laptop.
      answer          Answer questions.
      bundle          Put all on a stick: [it's] $HOME.
      completions     Print the script with which the shell completes commands.
      help [COMMAND]  Show the help of a command.

    Options of every command
          --lang nl|en    language of the output
          --json          output as JSON
          --store FOLDER  folder of the store
          --quiet         only results and errors
      -h, --help          show this help

    About one command: schouw-proef help COMMAND
    """#

  static let listEn = #"""
    Show the documents on this laptop.

    Usage: schouw-proef list [OPTIONS] [AREA]
    Also: lijst

    Arguments
      AREA  code of a neighbourhood

    Options
      -s, --since DATE   only what changed after this date, in the form in which the
                         list itself shows dates
          --state STATE  only this state (may be repeated)
      -a, --all          also what is hidden
      -n, --limit COUNT  at most so many lines

    Options of every command
          --lang nl|en    language of the output
          --json          output as JSON
          --store FOLDER  folder of the store
          --quiet         only results and errors
      -h, --help          show this help

    Examples
      schouw-proef list BU09172004 --state open
          What is still open in Hoensbroek.

    Exit codes
      0  Done.
      1  Failed.
      2  The command was not understood; nothing was done.
    """#

  static let answerEn = #"""
    Answer questions.

    Usage: schouw-proef answer DOCUMENT ANSWER…
    Also: antwoord

    Arguments
      DOCUMENT  name or the beginning of it
      ANSWER    one or more answers

    Options of every command
          --lang nl|en    language of the output
          --json          output as JSON
          --store FOLDER  folder of the store
          --quiet         only results and errors
      -h, --help          show this help

    Exit codes
      0  Done.
      1  Failed.
      2  The command was not understood; nothing was done.
      3  Not found.
      4  The name fits more than one thing.
      5  Somebody was quicker: look again.
    """#

  static let bundleEn = #"""
    Put all on a stick: [it's] $HOME.

    Usage: schouw-proef bundle --out FILE [PHOTO…]
    Also: bundel, stick

    Arguments
      PHOTO  photos

    Options
          --out FILE  where it goes (required)

    Options of every command
          --lang nl|en    language of the output
          --json          output as JSON
          --store FOLDER  folder of the store
          --quiet         only results and errors
      -h, --help          show this help

    Exit codes
      0  Done.
      1  Failed.
      2  The command was not understood; nothing was done.
    """#
}
