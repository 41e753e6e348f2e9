import Foundation
import SchouwCanon
import SchouwCommandLine
import Testing

@Suite struct `A store on a laptop` {
  @Test func `is made once, for this user alone`() throws {
    let laptop = FieldLaptop()
    let made = laptop.type("begin", "--as", "insp-17")
    #expect(made.code == .ok)
    #expect(made.out == "Opslag gemaakt in \(laptop.store).\n")
    let mode = try FileManager.default.attributesOfItem(atPath: laptop.store)[.posixPermissions]
    #expect(mode as? Int == 0o700)
    let again = laptop.type(["init"], language: "en")
    #expect(again.code == .failed)
    #expect(again.err.hasPrefix("schouw: It exists already"))
  }

  @Test func `is asked for where there is none`() {
    let laptop = FieldLaptop()
    for verb in ["list", "status", "conflicts", "export", "verify"] {
      #expect(laptop.type(verb).code == .notFound, "\(verb)")
    }
    #expect(laptop.type("list").err.contains("schouw begin"))
    #expect(laptop.type(["list"], language: "en").err.contains("schouw init"))
  }

  @Test func `lies where it is told to`() {
    let laptop = FieldLaptop()
    let folder = laptop.home + "/elders"
    #expect(laptop.type("init", "--store", folder).code == .ok)
    #expect(laptop.type(["list"], variables: ["SCHOUW_STORE": folder]).code == .ok)
    #expect(laptop.type(["list"], variables: ["XDG_DATA_HOME": laptop.home]).code == .notFound)
    #expect(laptop.type("list").code == .notFound)
    #expect(laptop.type(["list"], variables: ["HOME": ""]).code == .failed)
  }

  @Test func `of a newer program is left alone`() throws {
    let laptop = FieldLaptop()
    let handle = laptop.begin()
    let format = laptop.store + "/format.json"
    try Data(#"{"format":"schouw-store/2","store":"x"}"#.utf8).write(to: URL(filePath: format))
    #expect(laptop.type("set", handle, "seen=x").code == .newerFormat)
    #expect(laptop.type("dokter").code == .newerFormat)
  }

  @Test func `speaks the language of its settings`() throws {
    let laptop = FieldLaptop()
    _ = laptop.type("init")
    let folder = laptop.home + "/.config/schouw"
    try FileManager.default.createDirectory(
      atPath: folder,
      withIntermediateDirectories: true
    )
    try Data(#"{"language":"en"}"#.utf8).write(to: URL(filePath: folder + "/config.json"))
    #expect(laptop.type("list").err == "There are no documents.\n")
    #expect(laptop.type("list", "--lang", "nl").err == "Er zijn geen dossiers.\n")
  }

  @Test func `wants to know who writes`() {
    let laptop = FieldLaptop()
    #expect(laptop.type("init").err == "Zeg nu wie u bent: schouw als AUTEUR.\n")
    let refused = laptop.type("nieuw", "overlast")
    #expect(refused.code == .usage)
    #expect(refused.err.contains("schouw als AUTEUR"))
    #expect(laptop.type("als", "a\u{07}b").code == .usage)
    #expect(laptop.type("als", "insp-18").out == "Vanaf nu schrijft insp-18.\n")
    #expect(laptop.type("nieuw", "overlast").code == .ok)
  }

  @Test func `tells how it stands, to people and to programs`() {
    let laptop = FieldLaptop()
    _ = laptop.begin()
    let status = laptop.type("status")
    #expect(status.out.contains("Schrijft: insp-17\n"))
    #expect(status.out.contains("Nog niet op kantoor: 1 wijziging of bewerking\n"))
    #expect(status.out.contains("Kantoor: niet aangemeld; u kunt gewoon werken\n"))
    let json = laptop.type("status", "--json").json
    #expect(json.count == 1)
    #expect(json.first?["unsent"]?.integerValue == 1)
    #expect(json.first?["office"] == .null)
  }

  @Test func `is examined`() {
    let laptop = FieldLaptop()
    _ = laptop.begin()
    let findings = laptop.type("dokter", "--json")
    #expect(findings.code == .ok)
    let checks = findings.json.compactMap { $0["check"]?.stringValue }
    #expect(
      checks == [
        "format", "journal", "lock", "space", "rights", "encryption", "state", "author", "clock",
        "office", "language",
      ]
    )
    for finding in findings.json where finding["state"]?.stringValue != "ok" {
      #expect(finding["remedy"]?.stringValue?.isEmpty == false)
    }
    chmod(laptop.store, 0o755)
    #expect(laptop.type("dokter").out.contains("rechten 755"))
  }

  @Test func `that is damaged is examined and verified, and the rest reads`() throws {
    let laptop = FieldLaptop()
    let handle = laptop.begin("overlast", "what=Containers")
    let other = laptop.new("overlast", ["what=Geluid"])
    #expect(laptop.type("controleer").code == .ok)
    let folder = laptop.store + "/segments"
    let name = try #require(try FileManager.default.contentsOfDirectory(atPath: folder).first)
    let file = URL(filePath: "\(folder)/\(name)")
    let text = String(decoding: try Data(contentsOf: file), as: UTF8.self)
    try Data(text.replacingOccurrences(of: "Containers", with: "Containerz").utf8).write(to: file)
    let verified = laptop.type("controleer")
    #expect(verified.code == .store)
    #expect(verified.out.contains("1 record verloren"))
    #expect(laptop.type("verify", "--json").first["damages"]?.arrayValue?.count == 1)
    #expect(laptop.type("dokter").code == .store)
    #expect(laptop.value(other, "what") == "Geluid")
    #expect(laptop.type("toon", handle).code == .notFound)
  }

  @Test func `that another program holds is left alone`() throws {
    let laptop = FieldLaptop()
    let handle = laptop.begin()
    let descriptor = open(laptop.store + "/lock", O_RDWR)
    defer { close(descriptor) }
    #expect(flock(descriptor, LOCK_EX | LOCK_NB) == 0)
    let refused = laptop.type("set", handle, "seen=x")
    #expect(refused.code == .locked)
    #expect(laptop.type("show", handle).code == .ok)
    #expect(laptop.type("dokter").out.contains("houdt de opslag vast"))
  }

  @Test func `hands over to the helper what needs the office`() {
    let laptop = FieldLaptop()
    _ = laptop.begin()
    let answer = laptop.type("stuur", "--json")
    #expect(answer.code == .failed)
    #expect(answer.err.contains("schouw-remote"))
    _ = laptop.type("--lang", "en", "enrol", "https://x", "c")
    _ = laptop.type("lijst")
    #expect(
      laptop.handOvers == [["stuur", "--json"], ["--lang", "en", "enrol", "https://x", "c"]]
    )
  }
}

@Suite struct `A document on a laptop` {
  @Test func `is made of first answers`() {
    let laptop = FieldLaptop()
    _ = laptop.type("init", "--as", "insp-17")
    let made = laptop.type(
      "nieuw",
      "overlast",
      "--scope",
      "BU2",
      "--scope",
      "BU1",
      "category=afval",
      "what=a=b",
      "since=3-1-2026"
    )
    #expect(made.code == .ok)
    let line = laptop.type("export").first
    #expect(line["scopes"] == ["BU2", "BU1"])
    #expect(line["content"] == ["category": "waste", "since": "2026-01-03", "what": "a=b"])
    #expect(
      made.out
        == "\(laptop.type("lijst", "--json").first["handle"]?.stringValue ?? "") gemaakt.\n"
    )
  }

  @Test(
    arguments: [
      (["nieuw", "inspectie"], "Bedoelde u inspection?"),
      (["nieuw", "zzz"], "Er zijn: inspection, overlast"),
      (["nieuw", "overlast", "what"], "VRAAG"), (["nieuw", "overlast", "category=x"], "category"),
      (["nieuw", "overlast", "catagory=waste"], "Bedoelde u category?"),
      (["nieuw", "overlast", "/@kind=x"], "/@kind"),
      (["nieuw", "overlast", "--scope", "a\u{1B}b"], "werkgebied"),
    ])
  func `is not made of nonsense`(words: [String], says: String) {
    let laptop = FieldLaptop()
    _ = laptop.type("init", "--as", "insp-17")
    let refused = laptop.type(words)
    #expect(refused.code == .usage)
    #expect(refused.err.contains(says) || says == "VRAAG" && refused.err.contains("PAD=WAARDE"))
    #expect(laptop.type("list", "--json").out == "")
  }

  @Test func `takes answers in all their forms`() {
    let laptop = FieldLaptop()
    let handle = laptop.begin()
    _ = laptop.type("voeg-toe", handle, "rooms", "name=Zolder")
    let set = laptop.type(
      "zet",
      handle.lowercased(),
      "fire.escape_free",
      "nee",
      "kit.burners=4",
      "rooms.1.area_m2",
      "9,2",
      "/own/thing",
      #"{"a":1}"#
    )
    #expect(set.code == .ok)
    #expect(set.out.contains("fire.escape_free: nee\n"))
    #expect(set.out.contains("rooms.1.area_m2: 9,2 m²\n"))
    #expect(laptop.value(handle, "fire", "escape_free") == "no")
    #expect(laptop.value(handle, "kit", "burners") == 4)
    #expect(laptop.value(handle, "own", "thing") == ["a": 1])
    let uuid = laptop.type("list", "--json").first["id"]?.stringValue ?? ""
    #expect(laptop.type("zet", uuid.uppercased(), "kit.burners", "").code == .ok)
    #expect(laptop.value(handle, "kit", "burners") == .null)
  }

  @Test(
    arguments: [
      (["kit.burners", "4,5"], ExitCode.usage), (["kit.burners"], .usage),
      (["kit.burner=4"], .usage), (["seen=a", "seen=b"], .usage), (["/@scopes", "[]"], .usage),
      (["rooms.1.beds=2"], .notFound), (["/a/~2", "x"], .usage), (["/=x"], .ok),
      (["kit.burners=5", "san.toilets=x"], .usage),
    ])
  func `refuses what does not fit and keeps what it was`(words: [String], code: ExitCode) {
    let laptop = FieldLaptop()
    let handle = laptop.begin()
    _ = laptop.type("zet", handle, "kit.burners", "4")
    let before = laptop.type("status", "--json").first["unsent"]
    let refused = laptop.type(["zet", handle] + words)
    #expect(refused.code == code)
    if code == .ok { return }
    #expect(refused.out == "")
    #expect(laptop.value(handle, "kit", "burners") == 4)
    #expect(laptop.type("status", "--json").first["unsent"] == before)
  }

  @Test func `is found by the beginning of its name`() {
    let laptop = FieldLaptop()
    let handle = laptop.begin("overlast")
    #expect(handle.count == 5)
    #expect(laptop.type("toon", handle).code == .ok)
    let wrong = String(handle.dropLast()) + (handle.hasSuffix("2") ? "3" : "2")
    let missing = laptop.type("toon", wrong)
    #expect(missing.code == .notFound)
    #expect(missing.err.contains("Bedoelde u \(handle)?"))
    #expect(laptop.type("toon", "").code == .notFound)
    #expect(laptop.type("toon", "!!").code == .notFound)
    #expect(laptop.type("toon", String(repeating: "2", count: 900)).code == .notFound)
  }

  @Test func `shares the beginning of its name with another until it is longer`() throws {
    let laptop = FieldLaptop()
    _ = laptop.type("init", "--as", "insp-17")
    let file = laptop.home + "/in.jsonl"
    let lines = ["0f8c2e1a-7a31-4c54-9b1d-5f0e2c6f8a11", "0f8c2e1a-7a31-4c54-9b1d-5f0e2c6f8a99"]
      .map { #"{"content":{},"id":"\#($0)","kind":"overlast"}"# }
    try Data(lines.joined(separator: "\n").utf8).write(to: URL(filePath: file))
    #expect(laptop.type("import", file).code == .ok)
    let handles = laptop.type("list", "--json").json.compactMap { $0["handle"]?.stringValue }
    #expect(Set(handles).count == 2)
    let ambiguous = laptop.type("toon", String(handles[0].prefix(5)))
    #expect(ambiguous.code == .ambiguous)
    for handle in handles {
      #expect(ambiguous.err.contains(handle))
      #expect(laptop.type("toon", handle).code == .ok)
    }
  }

  @Test func `is shown by sections, with its elements numbered`() {
    let laptop = FieldLaptop()
    let handle = laptop.begin("inspection", "address={\"street\":\"Dorpstraat\",\"number\":12}")
    _ = laptop.type("add", handle, "rooms", "name=Zolder", "beds=2")
    #expect(laptop.type("add", handle, "/rooms", "name=Kelder").out == "rooms.2 toegevoegd.\n")
    let shown = laptop.type("toon", handle)
    #expect(
      shown.out == """
        \(handle)  Huisvestingsinspectie
        Voor: local
        Uw werk: 3 alleen op deze laptop
        3 bewerkingen zijn nog niet afgerond.

        Aan de deur
          address:  Welk adres? Dorpstraat 12

        Kamers
          rooms.1  Zolder
            rooms.1.name:  Welke kamer? Zolder
            rooms.1.beds:  Hoeveel bedden? 2
          rooms.2  Kelder
            rooms.2.name:  Welke kamer? Kelder

        """
    )
    #expect(shown.err.contains("--all"))
    let all = laptop.type(["show", handle, "--all"], language: "en").out
    #expect(all.contains("  kit.burners:  How many working burners? –\n"))
    #expect(all.contains("\nKitchen\n"))
    let json = laptop.type("toon", handle, "--json").json
    #expect(json.count == 1)
    #expect(json.first?["handle"] == .string(handle))
    #expect(json.first?["kind"] == "inspection")
    #expect(json.first?["conflicts"] == [])
  }

  @Test func `cannot steer the terminal`() {
    let laptop = FieldLaptop()
    let handle = laptop.begin()
    let answer = laptop.type("zet", handle, "seen", "a\u{1B}[2Jb\u{202E}c")
    #expect(answer.out == "seen: a\\u{1B}[2Jb\\u{202E}c\n")
    for line in [["toon", handle], ["waarom", handle, "seen"], ["zoek", "2j"]] {
      #expect(!laptop.type(line).out.contains("\u{1B}"))
      #expect(laptop.type(line).out.contains("\\u{1B}"))
    }
  }

  @Test func `is listed and found`() {
    let laptop = FieldLaptop()
    let handle = laptop.begin("overlast", "what=Containers vol", "category=waste")
    let inspection = laptop.new("inspection")
    let list = laptop.type("lijst", "--json").json.compactMap { $0["handle"]?.stringValue }
    #expect(Set(list) == [handle, inspection])
    #expect(laptop.type("lijst", "--kind", "overlast", "--json").json.count == 1)
    #expect(laptop.type("lijst").out.contains("afval"))
    #expect(laptop.type("zoek", "CONTAINERS").out.contains("what   Containers vol"))
    #expect(laptop.type("find", "afval", "--json").first["path"] == "/category")
    let nothing = laptop.type("zoek", "nergens")
    #expect(nothing.code == .ok)
    #expect(nothing.out == "")
    #expect(nothing.err == "Niets gevonden.\n")
  }

  @Test func `loses an element and gets it back`() {
    let laptop = FieldLaptop()
    let handle = laptop.begin()
    _ = laptop.type("add", handle, "rooms", "name=Zolder")
    #expect(laptop.type("verwijder", handle, "rooms.1").out == "rooms.1 verwijderd.\n")
    let shown = laptop.type("toon", handle).out
    #expect(!shown.contains("Zolder"))
    let element = shown.split(separator: "\n").last.map { $0.drop { $0 == " " } } ?? ""
    #expect(element.hasPrefix("/rooms/"))
    #expect(laptop.type("herstel", handle, String(element)).code == .ok)
    #expect(laptop.type("toon", handle).out.contains("Zolder"))
    #expect(laptop.type("verwijder", handle, "rooms.9").code == .notFound)
    #expect(laptop.type("verwijder", handle, "kit.burners").code == .usage)
  }

  @Test func `is removed and comes back`() {
    let laptop = FieldLaptop()
    let handle = laptop.begin()
    #expect(laptop.type("verwijder", handle).out == "\(handle) verwijderd.\n")
    #expect(laptop.type("lijst", "--json").out == "")
    #expect(laptop.type("lijst", "--removed").out.contains("verwijderd"))
    #expect(laptop.type("toon", handle).out.contains("schouw herstel \(handle)"))
    #expect(laptop.type("herstel", handle).code == .ok)
    #expect(laptop.type("lijst", "--json").json.count == 1)
  }

  @Test func `is finished and has a history`() {
    let laptop = FieldLaptop()
    let handle = laptop.begin()
    #expect(laptop.type("geschiedenis", handle).err.contains("Er is nog geen afgeronde wijziging."))
    #expect(laptop.type("rond-af", handle).out.contains("afgerond"))
    #expect(laptop.type("rond-af", handle).out.contains("niets af te ronden"))
    _ = laptop.type("zet", handle, "seen=x")
    _ = laptop.type("finish", handle)
    let history = laptop.type("history", handle, "--json").json
    #expect(history.map { $0["paths"]?.arrayValue?.count } == [3, 1])
    #expect(history[1]["seen"] == [history[0]["name"] ?? .null])
    #expect(laptop.type("geschiedenis", handle).out.contains("alleen hier"))
  }
}

@Suite struct `Lines of plain documents` {
  private let laptop = FieldLaptop()

  private func write(_ lines: String...) throws -> String {
    _ = laptop.type("init", "--as", "insp-17")
    let file = laptop.home + "/in.jsonl"
    try Data(lines.joined(separator: "\n").utf8).write(to: URL(filePath: file))
    return file
  }

  @Test func `come in once, however often they are read`() throws {
    let file = try write(
      #"{"kind":"overlast","scopes":["BU1"],"content":{"what":"x"}}"#,
      #"{"kind":"overlast","id":"MELD-1","content":{"what":"y"}}"#,
      ""
    )
    #expect(laptop.type("haal-binnen", file).out.hasPrefix("2 dossiers gemaakt, 0 al bekend"))
    #expect(laptop.type("haal-binnen", file).out.hasPrefix("0 dossiers gemaakt, 2 al bekend"))
    // Another order of the members is the same document.
    let again = try write(#"{"content":{"what":"x"},"scopes":["BU1"],"kind":"overlast"}"#)
    #expect(laptop.type("haal-binnen", again).out.hasPrefix("0 dossiers gemaakt, 1 al bekend"))
  }

  @Test func `that are bad are named by line and byte, and the rest is kept`() throws {
    let file = try write(
      #"{"kind":"overlast","content":{}}"#,
      #"{"kind":"geheim","content":{}}"#,
      "{,}",
      #"{"kind":"overlast","content":{"@kind":"geheim"}}"#,
      #"{"kind":"overlast","scopes":[],"content":{}}"#,
      #"{"kind":"overlast","content":3}"#,
      #"{"kind":"overlast","id":7,"content":{}}"#,
      #"{"kind":"overlast","content":{"what":"x"}}"#
    )
    let answer = laptop.type("haal-binnen", file)
    #expect(answer.code == .failed)
    #expect(answer.out == "2 dossiers gemaakt, 0 al bekend, 6 regels geweigerd.\n")
    #expect(
      answer.err == """
        regel 2, byte 8: kind is geen bekende soort
        regel 3, byte 1: geen JSON (unexpectedByte)
        regel 4, byte 29: content past niet in een dossier
        regel 5, byte 28: scopes is geen lijst van codes
        regel 6, byte 29: content past niet in een dossier
        regel 7, byte 24: de regel is geen dossier

        """
    )
    #expect(!answer.err.contains("geheim"))
    #expect(laptop.type("list", "--json").json.count == 2)
  }

  @Test func `go out and come in unchanged`() throws {
    let file = try write(
      #"{"kind":"inspection","content":{"rooms":[{"name":"A","beds":2},{"name":"B"}],"#
        + #""address":{"street":"D","number":1},"own":{"deep":{"er":[1]}},"seen":null}}"#
    )
    #expect(laptop.type("import", file).code == .ok)
    let out = laptop.type("export")
    #expect(out.first["content"]?["own"] == ["deep": ["er": [1]]])
    #expect(out.first["clock"] == [])
    let handle = laptop.type("list", "--json").first["handle"]?.stringValue ?? ""
    let shown = laptop.type("toon", handle).out
    #expect(shown.contains("rooms.1.name:  Welke kamer? A"))
    #expect(shown.contains("rooms.2.name:  Welke kamer? B"))
    let other = FieldLaptop("zuid")
    _ = other.type("init", "--as", "insp-20")
    let copy = other.home + "/copy.jsonl"
    try Data(out.out.utf8).write(to: URL(filePath: copy))
    #expect(other.type("import", copy).code == .ok)
    #expect(other.type("export").out == out.out)
  }

  @Test func `of a file that is not there are not read`() {
    _ = laptop.type("init", "--as", "insp-17")
    #expect(laptop.type("import", laptop.home + "/weg").code == .notFound)
  }

  @Test func `that are too long are passed over`() throws {
    let long = String(repeating: "x", count: 3 << 20)
    let file = try write(
      #"{"kind":"overlast","content":{"what":"\#(long)"}}"#,
      #"{"kind":"overlast","content":{"what":"x"}}"#
    )
    let answer = laptop.type("import", file)
    #expect(answer.out.hasPrefix("1 dossier gemaakt"))
    #expect(answer.err.contains("regel 1"))
  }
}
