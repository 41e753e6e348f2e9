// swift-format-ignore-file
// The files of Resources/templates, byte for byte. To write this file anew, in the package's root:
//   python3 -c "$(sed -n 's|^//: ||p' Sources/SchouwTemplates/Embedded.swift)"
//: from pathlib import Path
//: code = Path("Sources/SchouwTemplates/Embedded.swift")
//: def entry(path):
//:   text, hashes = path.read_bytes().decode("utf-8"), "#"
//:   while '"""' + hashes in text or "\\" + hashes in text: hashes += "#"
//:   return f'    ("{path.stem}", {hashes}"""\n{text}\n"""{hashes}),\n'
//: files = sorted(Path("Sources/SchouwTemplates/Resources/templates").glob("*.json"))
//: head = code.read_bytes().decode("utf-8").split("\n\n")[0].strip()
//: code.write_bytes((head + "\n\n" + "".join([
//:   "/// The shipped templates as text, so that a moved program still has them.\n",
//:   "public enum EmbeddedTemplates {\n",
//:   "  /// Each template's name and its file's text, ordered by name.\n",
//:   "  public static let all: [(name: String, json: String)] = [\n",
//:   *map(entry, files), "  ]\n}\n"])).encode("utf-8"))

/// The shipped templates as text, so that a moved program still has them.
public enum EmbeddedTemplates {
  /// Each template's name and its file's text, ordered by name.
  public static let all: [(name: String, json: String)] = [
    ("inspection", #"""
{
  "format": "schouw-template/1",
  "kind": "inspection",
  "version": 1,
  "title": {"nl": "Huisvestingsinspectie", "en": "Housing inspection"},
  "summary": ["/address", "/visit/start"],
  "sections": [
    {"id": "visit", "title": {"nl": "Aan de deur", "en": "At the door"}},
    {"id": "hall", "title": {"nl": "Entree en gang", "en": "Entrance and hall"}},
    {"id": "kitchen", "title": {"nl": "Keuken", "en": "Kitchen"}},
    {"id": "sanitary", "title": {"nl": "Sanitair", "en": "Sanitary rooms"}},
    {"id": "rooms", "title": {"nl": "Kamers", "en": "Rooms"}},
    {"id": "people", "title": {"nl": "Bewoners en beheer", "en": "Residents and management"}},
    {"id": "report", "title": {"nl": "Verslag", "en": "Report"}}
  ],
  "groups": [{"path": "/rooms", "title": {"nl": "Ruimten", "en": "Rooms"}, "label": "name"}],
  "questions": [
    {
      "id": "address",
      "path": "/address",
      "section": "visit",
      "type": "address",
      "text": {"nl": "Welk adres?", "en": "Which address?"},
      "policy": "latest",
      "class": "P1",
      "personal": false
    },
    {
      "id": "visit.start",
      "path": "/visit/start",
      "section": "visit",
      "type": "time",
      "text": {"nl": "Wanneer begon het bezoek?", "en": "When did the visit begin?"},
      "policy": "latest",
      "class": "P1",
      "personal": false
    },
    {
      "id": "entry.basis",
      "path": "/entry/basis",
      "section": "visit",
      "type": "choice",
      "choices": [
        {
          "value": "consent",
          "text": {"nl": "toestemming van een bewoner", "en": "consent of a resident"}
        },
        {"value": "warrant", "text": {"nl": "machtiging", "en": "warrant"}},
        {"value": "no_dwelling", "text": {"nl": "geen woning", "en": "not a dwelling"}},
        {"value": "danger", "text": {"nl": "direct gevaar", "en": "immediate danger"}},
        {
          "value": "refused",
          "text": {"nl": "geweigerd, niet binnen", "en": "refused, not inside"}
        }
      ],
      "text": {"nl": "Op welke grond bent u binnen?", "en": "On what ground did you enter?"},
      "help": {
        "nl": "Vraag toestemming vóór u binnengaat, en per kamer opnieuw.",
        "en": "Ask consent before you enter, and again for each room."
      },
      "policy": "latest",
      "class": "P1",
      "personal": false
    },
    {
      "id": "object.form",
      "path": "/object/form",
      "section": "visit",
      "type": "choice",
      "choices": [
        {"value": "house", "text": {"nl": "reguliere woning", "en": "ordinary dwelling"}},
        {"value": "hotel", "text": {"nl": "hotel of pension", "en": "hotel or pension"}},
        {
          "value": "complex",
          "text": {"nl": "wooneenheden in gebouwencomplex", "en": "units in a complex"}
        },
        {"value": "units", "text": {"nl": "woonunits", "en": "portable units"}},
        {"value": "recreation", "text": {"nl": "recreatieterrein", "en": "recreation site"}},
        {"value": "other", "text": {"nl": "anders", "en": "other"}}
      ],
      "text": {"nl": "Welke verblijfsvorm?", "en": "Which form of stay?"},
      "policy": "latest",
      "class": "P1",
      "personal": false,
      "norm": [
        {
          "profile": "snf-existing",
          "text": "verblijfsvorm is een van de vormen a tot en met e (SNF 1.2)",
          "basis": "label",
          "source": "S8 vgvm.nl/42/snf; S15 docplayer.nl/52611126",
          "mark": "found"
        }
      ]
    },
    {
      "id": "object.use_real",
      "path": "/object/use_real",
      "section": "visit",
      "type": "choice",
      "choices": [
        {
          "value": "living",
          "text": {"nl": "wonen, één huishouden", "en": "living, one household"}
        },
        {"value": "rooms", "text": {"nl": "kamers", "en": "room letting"}},
        {"value": "lodging", "text": {"nl": "logies", "en": "short stay"}},
        {"value": "business", "text": {"nl": "bedrijf", "en": "business"}},
        {"value": "empty", "text": {"nl": "leeg", "en": "empty"}}
      ],
      "text": {"nl": "Waarvoor wordt het pand gebruikt?", "en": "What is the building used for?"},
      "help": {
        "nl": "Wat u ziet, niet wat vergund is.",
        "en": "What you see, not what is permitted."
      },
      "policy": "latest",
      "class": "P1",
      "personal": false
    },
    {
      "id": "fire.escape_free",
      "path": "/fire/escape_free",
      "section": "hall",
      "type": "b4",
      "text": {"nl": "Is de vluchtweg vrij?", "en": "Is the escape route free?"},
      "policy": "severest",
      "scale": ["na", "not_seen", "yes", "no"],
      "class": "P1",
      "personal": false,
      "norm": [
        {
          "profile": "bbl-min",
          "text": "vluchtweg vrij, geen opslag in trappenhuis",
          "basis": "law",
          "source": "Bbl hfst. 6, zorgplicht",
          "mark": "known"
        },
        {
          "profile": "snf-existing",
          "text": "vluchtwegen vrij; deur van binnen zonder sleutel open (SNF 5.5)",
          "basis": "label",
          "source": "SNF 7.x",
          "mark": "known"
        }
      ]
    },
    {
      "id": "fire.alarm_each_storey",
      "path": "/fire/alarm_each_storey",
      "section": "hall",
      "type": "b4",
      "text": {
        "nl": "Hangt er op elke bouwlaag een rookmelder?",
        "en": "Is there a smoke alarm on each storey?"
      },
      "policy": "severest",
      "scale": ["na", "not_seen", "yes", "no"],
      "class": "P1",
      "personal": false,
      "norm": [
        {
          "profile": "bbl-min",
          "text": "sinds 1 juli 2022 op elke bouwlaag met een verblijfsruimte of vluchtroute",
          "basis": "law",
          "source": "S31 bovens-bouwadvies.nl; artikelnummer in Bbl hfst. 3 nog na te gaan",
          "mark": "found"
        }
      ]
    },
    {
      "id": "safe.elec_overload",
      "path": "/safe/elec_overload",
      "section": "hall",
      "type": "b4",
      "text": {
        "nl": "Is de elektra zichtbaar overbelast?",
        "en": "Is the wiring visibly overloaded?"
      },
      "help": {
        "nl": "Kijk naar meterkast, stekkerdozen achter elkaar en verbrande contacten.",
        "en": "Look at the fuse box, cascaded strips and burnt sockets."
      },
      "policy": "severest",
      "scale": ["na", "not_seen", "no", "yes"],
      "class": "P1",
      "personal": false,
      "norm": [
        {
          "profile": "snf-existing",
          "text": "geen zichtbare overbelasting (SNF 2.3.1)",
          "basis": "label",
          "source": "S8 vgvm.nl/42/snf",
          "mark": "found"
        }
      ]
    },
    {
      "id": "info.lang",
      "path": "/info/lang",
      "section": "hall",
      "type": "choices",
      "choices": [
        {"value": "nl", "text": {"nl": "Nederlands", "en": "Dutch"}},
        {"value": "en", "text": {"nl": "Engels", "en": "English"}},
        {"value": "pl", "text": {"nl": "Pools", "en": "Polish"}},
        {"value": "ro", "text": {"nl": "Roemeens", "en": "Romanian"}},
        {"value": "bg", "text": {"nl": "Bulgaars", "en": "Bulgarian"}},
        {"value": "es", "text": {"nl": "Spaans", "en": "Spanish"}},
        {"value": "uk", "text": {"nl": "Oekraïens", "en": "Ukrainian"}},
        {"value": "hu", "text": {"nl": "Hongaars", "en": "Hungarian"}},
        {"value": "pictograms", "text": {"nl": "pictogrammen", "en": "pictograms"}}
      ],
      "text": {
        "nl": "In welke talen hangt de informatie er?",
        "en": "In which languages is the information shown?"
      },
      "help": {
        "nl": "Huisregels, noodnummers, informatiekaart.",
        "en": "House rules, emergency numbers, information card."
      },
      "policy": "union",
      "class": "P1",
      "personal": false,
      "norm": [
        {
          "profile": "roemer",
          "text": "informatie in een taal die de huurder kiest of begrijpt (ROE-09)",
          "basis": "law",
          "source": "S19 volkshuisvestingnederland.nl; S20 ijzeradvocaten.nl (Wgv art. 2)",
          "mark": "found"
        }
      ]
    },
    {
      "id": "kit.burners",
      "path": "/kit/burners",
      "section": "kitchen",
      "type": "integer",
      "minimum": 0,
      "text": {"nl": "Hoeveel werkende pitten?", "en": "How many working burners?"},
      "policy": "lowest",
      "class": "P1",
      "personal": false,
      "norm": [
        {
          "profile": "snf-existing",
          "text": "≥ 4; boven 8 personen 1 per 2 personen; boven 30 personen ≥ 16 (SNF 3.2)",
          "basis": "label",
          "source": "S9 seasonalwork.nl/2016/10/huisvesting",
          "mark": "found"
        }
      ]
    },
    {
      "id": "san.toilets",
      "path": "/san/toilets",
      "section": "sanitary",
      "type": "integer",
      "minimum": 0,
      "text": {"nl": "Hoeveel werkende toiletten?", "en": "How many working toilets?"},
      "policy": "lowest",
      "class": "P1",
      "personal": false,
      "norm": [
        {
          "profile": "snf-existing",
          "text": "≥ 1 per 8 personen (SNF 2.1)",
          "basis": "label",
          "source": "S8 vgvm.nl/42/snf",
          "mark": "found"
        },
        {
          "profile": "roemer",
          "text": "≥ 1 per 4 personen (ROE-04)",
          "basis": "advice",
          "source": "lokale aanname; niet in het rapport gevonden",
          "mark": "assumed"
        }
      ]
    },
    {
      "id": "san.showers",
      "path": "/san/showers",
      "section": "sanitary",
      "type": "integer",
      "minimum": 0,
      "text": {"nl": "Hoeveel werkende douches?", "en": "How many working showers?"},
      "policy": "lowest",
      "class": "P1",
      "personal": false,
      "norm": [
        {
          "profile": "snf-existing",
          "text": "≥ 1 per 8 personen (SNF 2.2)",
          "basis": "label",
          "source": "S8 vgvm.nl/42/snf",
          "mark": "found"
        },
        {
          "profile": "roemer",
          "text": "≥ 1 per 4 personen (ROE-04)",
          "basis": "advice",
          "source": "lokale aanname; niet in het rapport gevonden",
          "mark": "assumed"
        }
      ]
    },
    {
      "id": "rooms.*.name",
      "path": "/rooms/*/name",
      "section": "rooms",
      "type": "text",
      "text": {"nl": "Welke kamer?", "en": "Which room?"},
      "help": {"nl": "Geen namen van bewoners.", "en": "No names of residents."},
      "policy": "latest",
      "class": "P1",
      "personal": false
    },
    {
      "id": "rooms.*.area_m2",
      "path": "/rooms/*/area_m2",
      "section": "rooms",
      "type": "number",
      "unit": "m²",
      "minimum": 0,
      "text": {"nl": "Hoe groot is de kamer?", "en": "How large is the room?"},
      "policy": "latest",
      "class": "P1",
      "personal": false,
      "norm": [
        {
          "profile": "snf-existing",
          "text": "≥ 3,5 m² per persoon (SNF 1.4.1)",
          "basis": "label",
          "source": "S8 vgvm.nl/42/snf; S13 q-inspectie.nl",
          "mark": "found"
        },
        {
          "profile": "roemer",
          "text": "≥ 5,5 m² per persoon (ROE-03)",
          "basis": "advice",
          "source": "lokale aanname; niet in het rapport gevonden",
          "mark": "assumed"
        }
      ]
    },
    {
      "id": "rooms.*.height_m",
      "path": "/rooms/*/height_m",
      "section": "rooms",
      "type": "number",
      "unit": "m",
      "minimum": 0,
      "text": {"nl": "Hoe hoog is de kamer?", "en": "How high is the room?"},
      "policy": "lowest",
      "class": "P1",
      "personal": false,
      "norm": [
        {
          "profile": "bbl-min",
          "text": "≥ 2,1 m, bestaande bouw",
          "basis": "law",
          "source": "Bouwbesluit 2012 hfst. 4",
          "mark": "known"
        }
      ]
    },
    {
      "id": "rooms.*.beds",
      "path": "/rooms/*/beds",
      "section": "rooms",
      "type": "integer",
      "minimum": 0,
      "text": {"nl": "Hoeveel bedden?", "en": "How many beds?"},
      "policy": "highest",
      "class": "P2",
      "personal": false,
      "norm": [
        {
          "profile": "snf-existing",
          "text": "per bewoner een bed van minstens 80 × 200 cm (SNF 1.4.2)",
          "basis": "label",
          "source": "S8 vgvm.nl/42/snf",
          "mark": "found"
        }
      ]
    },
    {
      "id": "rooms.*.persons",
      "path": "/rooms/*/persons",
      "section": "rooms",
      "type": "integer",
      "minimum": 0,
      "text": {"nl": "Hoeveel personen slapen er?", "en": "How many persons sleep here?"},
      "policy": "highest",
      "class": "P2",
      "personal": false,
      "norm": [
        {
          "profile": "roemer",
          "text": "één persoon per slaapkamer; twee op eigen schriftelijke wens (ROE-01)",
          "basis": "advice",
          "source": "S3 ed.nl 2020-06; S11 normecgroup.com (de wens is een regel van SNF)",
          "mark": "found"
        },
        {
          "profile": "snf-2025",
          "text": "één persoon per slaapkamer; twee op eigen schriftelijke wens",
          "basis": "label",
          "source": "S11 normecgroup.com, SNF per 1 July 2025",
          "mark": "found"
        },
        {
          "profile": "akf-2026",
          "text": "ten hoogste twee per slaapkamer",
          "basis": "label",
          "source": "S16 vdba-salarisverwerking.nl, AKF",
          "mark": "found"
        }
      ]
    },
    {
      "id": "rooms.*.window_opens",
      "path": "/rooms/*/window_opens",
      "section": "rooms",
      "type": "b4",
      "text": {"nl": "Kan er een raam open?", "en": "Can a window be opened?"},
      "policy": "severest",
      "scale": ["na", "not_seen", "yes", "no"],
      "class": "P1",
      "personal": false,
      "norm": [
        {
          "profile": "roemer",
          "text": "daglicht en te openen raam in elke slaapkamer (ROE-05)",
          "basis": "advice",
          "source": "Bbl; SNF 2.5",
          "mark": "known"
        }
      ]
    },
    {
      "id": "rooms.*.smoke_alarm",
      "path": "/rooms/*/smoke_alarm",
      "section": "rooms",
      "type": "b4",
      "text": {"nl": "Werkt de rookmelder?", "en": "Does the smoke alarm work?"},
      "help": {
        "nl": "Druk op de testknop. Niet getest is niet gezien.",
        "en": "Press the test button. Not tested is not seen."
      },
      "policy": "severest",
      "scale": ["na", "not_seen", "yes", "no"],
      "class": "P1",
      "personal": false,
      "norm": [
        {
          "profile": "bbl-min",
          "text": "bij 5 of meer los verhuurde kamers ook in elke kamer (NEN 2555)",
          "basis": "law",
          "source": "S30 helpdeskbouwregels.nl 607, 611 (Bouwbesluit 6.21, nu Bbl)",
          "mark": "found"
        },
        {
          "profile": "snf-existing",
          "text": "werkende rookmelders op de voorgeschreven plaatsen (SNF 5.3)",
          "basis": "label",
          "source": "S9 seasonalwork.nl/2016/10/huisvesting",
          "mark": "found"
        }
      ]
    },
    {
      "id": "rooms.*.damp",
      "path": "/rooms/*/damp",
      "section": "rooms",
      "type": "choice",
      "choices": [
        {"value": "none", "text": {"nl": "geen", "en": "none"}},
        {"value": "some", "text": {"nl": "plekken", "en": "spots"}},
        {"value": "much", "text": {"nl": "veel", "en": "much"}},
        {"value": "not_seen", "text": {"nl": "niet gezien", "en": "not seen"}}
      ],
      "text": {"nl": "Is er vocht of schimmel?", "en": "Is there damp or mould?"},
      "policy": "severest",
      "scale": ["not_seen", "none", "some", "much"],
      "class": "P1",
      "personal": false,
      "norm": [
        {
          "profile": "snf-existing",
          "text": "geen schimmel; ventilatie in slaapkamer, keuken en sanitair (SNF 2.4)",
          "basis": "label",
          "source": "SNF 7.x",
          "mark": "known"
        }
      ]
    },
    {
      "id": "object.gbo_m2",
      "path": "/object/gbo_m2",
      "section": "rooms",
      "type": "number",
      "unit": "m²",
      "minimum": 0,
      "text": {
        "nl": "Hoe groot is het gebruiksoppervlak?",
        "en": "What is the usable floor area?"
      },
      "help": {
        "nl": "Zelf gemeten. De oppervlakte in de BAG is alleen een hint.",
        "en": "Measured by yourself. The area in the address register is only a hint."
      },
      "policy": "latest",
      "class": "P1",
      "personal": false,
      "norm": [
        {
          "profile": "bbl-min",
          "text": "ten hoogste 1 persoon per 12 m²; sinds 2024 in het omgevingsplan, de raad kan afwijken",
          "basis": "law",
          "source": "S28 rijksoverheid.bouwbesluit.com, Bouwbesluit 2012 art. 7.18",
          "mark": "found"
        },
        {
          "profile": "snf-existing",
          "text": "≥ 12 m² per persoon; 10 m² in hotel/pension en op recreatieterrein (SNF 1.3)",
          "basis": "label",
          "source": "S8 vgvm.nl/42/snf; S15 docplayer.nl/52611126",
          "mark": "found"
        },
        {
          "profile": "snf-2025",
          "text": "≥ 15 m² per persoon, hotel/pension en nieuwbouw",
          "basis": "label",
          "source": "S11 normecgroup.com, SNF per 1 July 2025",
          "mark": "found"
        },
        {
          "profile": "akf-2026",
          "text": "≥ 15 m² per persoon",
          "basis": "label",
          "source": "S16 vdba-salarisverwerking.nl, AKF",
          "mark": "found"
        },
        {
          "profile": "roemer",
          "text": "≥ 15 m² per persoon (ROE-02; het cijfer is van de keurmerken)",
          "basis": "advice",
          "source": "S11 normecgroup.com; S16 vdba-salarisverwerking.nl",
          "mark": "found"
        }
      ]
    },
    {
      "id": "occ.seen",
      "path": "/occ/seen",
      "section": "people",
      "type": "integer",
      "minimum": 0,
      "text": {"nl": "Hoeveel personen hebt u gezien?", "en": "How many persons did you see?"},
      "policy": "highest",
      "class": "P2",
      "personal": false
    },
    {
      "id": "occ.admin",
      "path": "/occ/admin",
      "section": "people",
      "type": "integer",
      "minimum": 0,
      "text": {
        "nl": "Hoeveel personen staan in de administratie?",
        "en": "How many persons are in the records?"
      },
      "policy": "highest",
      "class": "P2",
      "personal": false,
      "norm": [
        {
          "profile": "snf-existing",
          "text": "bewoning is gelijk aan de administratie (SNF 1.5)",
          "basis": "label",
          "source": "S8 vgvm.nl/42/snf",
          "mark": "found"
        }
      ]
    },
    {
      "id": "mgr.reachable_24h",
      "path": "/mgr/reachable_24h",
      "section": "people",
      "type": "b4",
      "text": {
        "nl": "Is de beheerder dag en nacht bereikbaar?",
        "en": "Can the manager be reached day and night?"
      },
      "help": {"nl": "Bel het nummer dat er hangt.", "en": "Call the number on the wall."},
      "policy": "severest",
      "scale": ["na", "not_seen", "yes", "no"],
      "class": "P2",
      "personal": false,
      "norm": [
        {
          "profile": "roemer",
          "text": "beheerder dag en nacht bereikbaar, bekend bij de buren (ROE-12)",
          "basis": "agreement",
          "source": "SNF 4.3",
          "mark": "known"
        }
      ]
    },
    {
      "id": "ten.separate",
      "path": "/ten/separate",
      "section": "people",
      "type": "b4",
      "text": {
        "nl": "Is het huurcontract apart van het werk?",
        "en": "Is the tenancy separate from the job?"
      },
      "policy": "severest",
      "scale": ["na", "not_seen", "yes", "no"],
      "class": "P2",
      "personal": false,
      "norm": [
        {
          "profile": "roemer",
          "text": "huurcontract op papier, apart van de arbeidsovereenkomst (ROE-09)",
          "basis": "law",
          "source": "S19 volkshuisvestingnederland.nl; S20 ijzeradvocaten.nl (Wgv art. 2)",
          "mark": "found"
        }
      ]
    },
    {
      "id": "photos",
      "path": "/photos",
      "section": "report",
      "type": "photos",
      "text": {"nl": "Welke foto's?", "en": "Which photos?"},
      "help": {"nl": "Geen herkenbare personen.", "en": "No recognisable persons."},
      "policy": "union",
      "class": "P1",
      "personal": false
    },
    {
      "id": "seen",
      "path": "/seen",
      "section": "report",
      "type": "note",
      "text": {"nl": "Wat hebt u zelf gezien?", "en": "What did you see yourself?"},
      "help": {
        "nl": "Waar, wanneer, hoe gemeten. Geen oordeel.",
        "en": "Where, when, how measured. No opinion."
      },
      "policy": "ask",
      "class": "P2",
      "personal": false
    },
    {
      "id": "told",
      "path": "/told",
      "section": "report",
      "type": "note",
      "text": {"nl": "Wat is verklaard, en door wie?", "en": "What was told, and by whom?"},
      "help": {"nl": "Rol en kamer, geen naam.", "en": "Role and room, no name."},
      "policy": "ask",
      "class": "P2",
      "personal": true
    },
    {
      "id": "concluded",
      "path": "/concluded",
      "section": "report",
      "type": "note",
      "text": {"nl": "Wat concludeert u?", "en": "What do you conclude?"},
      "policy": "ask",
      "class": "P2",
      "personal": false
    },
    {
      "id": "remarks",
      "path": "/remarks",
      "section": "report",
      "type": "note",
      "text": {"nl": "Opmerkingen", "en": "Remarks"},
      "policy": "all",
      "class": "P2",
      "personal": false
    }
  ],
  "checks": []
}

"""#),
    ("overlast", #"""
{
  "format": "schouw-template/1",
  "kind": "overlast",
  "version": 1,
  "title": {"nl": "Overlastmelding", "en": "Nuisance report"},
  "summary": ["/address", "/category"],
  "sections": [
    {"id": "report", "title": {"nl": "De melding", "en": "The report"}},
    {"id": "place", "title": {"nl": "Ter plaatse", "en": "On the spot"}},
    {"id": "follow", "title": {"nl": "Opvolging", "en": "Follow-up"}}
  ],
  "groups": [],
  "questions": [
    {
      "id": "address",
      "path": "/address",
      "section": "report",
      "type": "address",
      "text": {"nl": "Waar komt de overlast vandaan?", "en": "Where does the nuisance come from?"},
      "policy": "latest",
      "class": "P2",
      "personal": false
    },
    {
      "id": "category",
      "path": "/category",
      "section": "report",
      "type": "choice",
      "choices": [
        {
          "value": "noise",
          "text": {"nl": "geluid of stank op straat", "en": "noise or smell outdoors"}
        },
        {"value": "noise-home", "text": {"nl": "geluid uit woning", "en": "noise from a home"}},
        {"value": "business", "text": {"nl": "bedrijf of horeca", "en": "business or bar"}},
        {"value": "parking", "text": {"nl": "parkeren", "en": "parking"}},
        {"value": "wreck", "text": {"nl": "voertuigwrak", "en": "vehicle wreck"}},
        {"value": "traffic", "text": {"nl": "verkeer", "en": "traffic"}},
        {"value": "waste", "text": {"nl": "afval", "en": "waste"}},
        {"value": "dumping", "text": {"nl": "dumping of lozing", "en": "dumping or discharge"}},
        {"value": "drink-drugs", "text": {"nl": "drank of drugs", "en": "drink or drugs"}},
        {"value": "urinating", "text": {"nl": "wildplassen", "en": "urinating"}},
        {"value": "homeless", "text": {"nl": "daklozen", "en": "homeless people"}},
        {"value": "persons-other", "text": {"nl": "personen, overig", "en": "persons, other"}},
        {"value": "fireworks", "text": {"nl": "vuurwerk", "en": "fireworks"}},
        {"value": "vermin", "text": {"nl": "ongedierte", "en": "vermin"}},
        {"value": "object", "text": {"nl": "hinderlijk object", "en": "object in the way"}},
        {"value": "building-works", "text": {"nl": "bouw of sloop", "en": "building works"}},
        {
          "value": "overcrowding",
          "text": {
            "nl": "te veel bewoners of kamerverhuur",
            "en": "too many residents or room letting"
          }
        },
        {"value": "subletting", "text": {"nl": "onderhuur", "en": "subletting"}},
        {"value": "vacancy", "text": {"nl": "leegstand", "en": "vacancy"}},
        {"value": "bad-state", "text": {"nl": "slechte woning", "en": "home in a bad state"}},
        {"value": "short-stay", "text": {"nl": "kort verblijf", "en": "short stay"}},
        {"value": "other", "text": {"nl": "overig", "en": "other"}}
      ],
      "text": {"nl": "Wat voor overlast?", "en": "What kind of nuisance?"},
      "policy": "latest",
      "class": "P1",
      "personal": false
    },
    {
      "id": "what",
      "path": "/what",
      "section": "report",
      "type": "note",
      "text": {"nl": "Wat is er aan de hand?", "en": "What is going on?"},
      "help": {"nl": "Feiten. Geen namen.", "en": "Facts. No names."},
      "policy": "latest",
      "class": "P1",
      "personal": false
    },
    {
      "id": "since",
      "path": "/since",
      "section": "report",
      "type": "date",
      "text": {"nl": "Sinds wanneer?", "en": "Since when?"},
      "policy": "latest",
      "class": "P1",
      "personal": false
    },
    {
      "id": "frequency",
      "path": "/frequency",
      "section": "report",
      "type": "choice",
      "choices": [
        {"value": "once", "text": {"nl": "één keer", "en": "once"}},
        {"value": "weekly", "text": {"nl": "wekelijks", "en": "weekly"}},
        {"value": "daily", "text": {"nl": "dagelijks", "en": "daily"}},
        {"value": "nightly", "text": {"nl": "elke nacht", "en": "every night"}}
      ],
      "text": {"nl": "Hoe vaak?", "en": "How often?"},
      "policy": "severest",
      "scale": ["once", "weekly", "daily", "nightly"],
      "class": "P1",
      "personal": false
    },
    {
      "id": "reporter.contact",
      "path": "/reporter/contact",
      "section": "report",
      "type": "text",
      "text": {"nl": "Hoe bereiken we de melder?", "en": "How do we reach the reporter?"},
      "help": {
        "nl": "Alleen als de melder iets wil horen.",
        "en": "Only if the reporter wants an answer."
      },
      "policy": "latest",
      "class": "P3",
      "personal": true
    },
    {
      "id": "danger_now",
      "path": "/danger_now",
      "section": "place",
      "type": "b4",
      "text": {"nl": "Is er nu gevaar?", "en": "Is there danger now?"},
      "help": {"nl": "Ja: bel eerst 112.", "en": "Yes: call 112 first."},
      "policy": "severest",
      "scale": ["na", "not_seen", "no", "yes"],
      "class": "P1",
      "personal": false
    },
    {
      "id": "observed_by_inspector",
      "path": "/observed_by_inspector",
      "section": "place",
      "type": "b4",
      "text": {"nl": "Hebt u het zelf waargenomen?", "en": "Did you observe it yourself?"},
      "policy": "severest",
      "scale": ["na", "not_seen", "no", "yes"],
      "class": "P1",
      "personal": false
    },
    {
      "id": "link_migrant_housing",
      "path": "/link_migrant_housing",
      "section": "place",
      "type": "choice",
      "choices": [
        {"value": "known", "text": {"nl": "vastgesteld", "en": "established"}},
        {"value": "supposed", "text": {"nl": "vermoed", "en": "supposed"}},
        {"value": "none", "text": {"nl": "geen", "en": "none"}}
      ],
      "text": {
        "nl": "Verband met huisvesting van arbeidsmigranten?",
        "en": "Linked to housing of labour migrants?"
      },
      "help": {"nl": "Vastgesteld alleen met bewijs.", "en": "Established only with proof."},
      "policy": "latest",
      "class": "P1",
      "personal": false
    },
    {
      "id": "photos",
      "path": "/photos",
      "section": "place",
      "type": "photos",
      "text": {"nl": "Welke foto's?", "en": "Which photos?"},
      "help": {"nl": "Geen herkenbare personen.", "en": "No recognisable persons."},
      "policy": "union",
      "class": "P1",
      "personal": false
    },
    {
      "id": "measures",
      "path": "/measures",
      "section": "follow",
      "type": "choices",
      "choices": [
        {"value": "talk", "text": {"nl": "gesprek", "en": "talk"}},
        {"value": "letter", "text": {"nl": "brief", "en": "letter"}},
        {"value": "mediation", "text": {"nl": "buurtbemiddeling", "en": "mediation"}},
        {"value": "manager_called", "text": {"nl": "beheerder gebeld", "en": "manager called"}},
        {"value": "clean_up", "text": {"nl": "opruimen", "en": "clean-up"}},
        {"value": "police", "text": {"nl": "politie", "en": "police"}},
        {"value": "fine", "text": {"nl": "boete", "en": "fine"}},
        {
          "value": "conduct_order",
          "text": {"nl": "gedragsaanwijzing (151d)", "en": "conduct order (151d)"}
        }
      ],
      "text": {"nl": "Wat is er gedaan?", "en": "What has been done?"},
      "policy": "union",
      "class": "P2",
      "personal": false
    },
    {
      "id": "repeat_count",
      "path": "/repeat_count",
      "section": "follow",
      "type": "integer",
      "minimum": 0,
      "text": {"nl": "Hoe vaak eerder gemeld?", "en": "How often reported before?"},
      "policy": "highest",
      "class": "P1",
      "personal": false
    },
    {
      "id": "state",
      "path": "/state",
      "section": "follow",
      "type": "choice",
      "choices": [
        {"value": "reported", "text": {"nl": "gemeld", "en": "reported"}},
        {"value": "triaged", "text": {"nl": "beoordeeld", "en": "triaged"}},
        {"value": "planned", "text": {"nl": "bezoek gepland", "en": "visit planned"}},
        {"value": "working", "text": {"nl": "in behandeling", "en": "being handled"}},
        {"value": "waiting", "text": {"nl": "wacht op melder", "en": "waiting for the reporter"}},
        {"value": "forwarded", "text": {"nl": "bij andere instantie", "en": "with another body"}},
        {"value": "solved", "text": {"nl": "opgelost", "en": "solved"}},
        {"value": "unfounded", "text": {"nl": "ongegrond", "en": "unfounded"}},
        {"value": "reopened", "text": {"nl": "heropend", "en": "reopened"}}
      ],
      "text": {"nl": "Hoe staat het ervoor?", "en": "What is the state?"},
      "policy": "severest",
      "scale": [
        "unfounded",
        "solved",
        "reported",
        "triaged",
        "waiting",
        "forwarded",
        "planned",
        "working",
        "reopened"
      ],
      "class": "P1",
      "personal": false
    },
    {
      "id": "remarks",
      "path": "/remarks",
      "section": "follow",
      "type": "note",
      "text": {"nl": "Opmerkingen", "en": "Remarks"},
      "policy": "all",
      "class": "P2",
      "personal": false
    }
  ],
  "checks": []
}

"""#),
  ]
}
