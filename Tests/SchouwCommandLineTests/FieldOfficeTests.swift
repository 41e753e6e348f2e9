import Foundation
import SchouwCanon
import SchouwCommandLine
import Testing

@Suite struct `Two laptops and an office` {
  private let office = FakeOffice()
  private let noord: FieldLaptop
  private let zuid: FieldLaptop
  private let handle: String

  /// Both laptops hold one inspection, which was made in the north and shown nowhere but there.
  init() {
    noord = FieldLaptop("noord", office: office)
    zuid = FieldLaptop("zuid", office: office)
    handle = noord.begin("inspection", "kit.burners=4")
    _ = zuid.type("init", "--as", "insp-20")
    for laptop in [noord, zuid] {
      _ = laptop.type("enrol", "https://kantoor.example", "code")
      let first = laptop.type("sync")
      #expect(first.code == .ok, "\(first.err)")
    }
  }

  private func sync() {
    for laptop in [noord, zuid, noord] { _ = laptop.type("sync") }
  }

  @Test func `agree after a sync`() {
    #expect(zuid.value(handle, "kit", "burners") == 4)
    #expect(noord.type("export").out == zuid.type("export").out)
  }

  @Test func `are told what went, what came and what the office has`() {
    _ = noord.type("zet", handle, "seen=x")
    let sent = noord.type("stuur")
    #expect(sent.code == .ok)
    #expect(
      sent.out == """
        Verstuurd: 1 wijziging.
        Het kantoor heeft 3 van uw 3.
        In een reservekopie van het kantoor: tot en met uw 2.

        """
    )
    #expect(
      zuid.type("stuur").out == """
        Gekomen: 1 wijziging in 1 dossier.
        Het kantoor heeft 0 van uw 0.

        """
    )
    #expect(
      zuid.type(["sync"], language: "en").out.hasPrefix(
        "There was nothing to send and nothing new.\n"
      )
    )
    let json = zuid.type("sync", "--json").json
    #expect(json.count == 1)
    #expect(json.first?["received"]?["counter"] == 0)
  }

  @Test(
    arguments: [
      (FakeOffice.Mood.unreachable, ExitCode.unreachable), (.refusing, .refused),
      (.captivePortal, .notSchouw),
    ])
  func `keep their work when the office does not take it`(
    mood: FakeOffice.Mood,
    code: ExitCode
  ) {
    _ = noord.type("zet", handle, "seen=x")
    office.mood = mood
    let answer = noord.type("enrol", "https://kantoor.example", "code")
    #expect(answer.code == code)
    #expect(!answer.err.contains("\u{1B}"))
    if mood != .unreachable { #expect(noord.type("stuur").code == code) }
    office.mood = .well
    #expect(noord.type("stuur").out.hasPrefix("Verstuurd: 1 wijziging.\n"))
  }

  /// What stands at the office's address, how the command ends, and what it says in both languages.
  private static let bad: [(FakeOffice.Mood, ExitCode, nl: String, en: String)] = [
    (
      .refusing, .refused, "de sleutel van deze laptop niet meer: verlopen of ingetrokken",
      "no longer knows this laptop's token: it expired or was revoked"
    ),
    (
      .proxyPage, .proxy, "een proxy ertussen antwoordde, met een foutpagina",
      "a proxy in between answered, with an error page"
    ),
    (.otherVersion, .newerFormat, "spreekt een andere versie", "speaks another version"),
    (.captivePortal, .notSchouw, "inlogpagina van het netwerk", "sign-in page of the network"),
    (.cut, .cut, "brak steeds halverwege af", "was cut in the middle each time"),
  ]

  @Test(arguments: 0..<5)
  func `hear what stands between, what to do, and keep the outbox as it was`(_ index: Int) throws {
    let (mood, code, nl, en) = Self.bad[index]
    _ = noord.type("zet", handle, "seen=x")
    // The first try mints what was typed; from there on nothing may change.
    office.mood = mood
    let dutch = noord.type("stuur")
    let unsent = noord.type("status", "--json").first["unsent"]
    let bytes = try noord.segments()
    let english = noord.type(["sync"], language: "en_GB.UTF-8")
    #expect(unsent == 1)
    #expect(noord.type("status", "--json").first["unsent"] == unsent)
    #expect(try noord.segments() == bytes)
    #expect(dutch.code == code && english.code == code)
    #expect(dutch.err.contains(nl), "\(dutch.err)")
    #expect(english.err.contains(en), "\(english.err)")
    #expect(dutch.err.contains("hier") || dutch.err.contains("veilig"))
    #expect(Set(Self.bad.map { $0.1 }).count == Self.bad.count, "each ends in its own way")
    office.mood = .well
    #expect(noord.type("stuur").out.hasPrefix("Verstuurd: 1 wijziging.\n"))
  }

  @Test(arguments: [
    ["23456-789AB-CDEFG-HJKLM"], ["23456-789ab-cdefg-hjklm"], ["23456789abcdefghjklm"],
    ["23456", "789AB", "cdefg", "HJKLM"], [" 23456 – 789ab cdefg-hjklm "],
  ])
  func `enrol with the code however it was typed`(_ typed: [String]) {
    let laptop = FieldLaptop("west", office: office)
    _ = laptop.type("init", "--as", "insp-21")
    let enrolled = laptop.type(["enrol", "https://kantoor.example"] + typed)
    #expect(enrolled.code == .ok, "\(enrolled.err)")
    #expect(office.code == "23456-789AB-CDEFG-HJKLM")
  }

  @Test func `are told how long to wait when too many codes were tried`() {
    let laptop = FieldLaptop("west", office: office)
    _ = laptop.type("init", "--as", "insp-21")
    office.mood = .tooManyTries
    let dutch = laptop.type("enrol", "https://kantoor.example", "code")
    let english = laptop.type(["enrol", "https://kantoor.example", "x"], language: "en_GB.UTF-8")
    #expect(dutch.code == .refused && english.code == .refused)
    #expect(dutch.err.contains("te veel codes") && dutch.err.contains("Wacht 42 seconden"))
    #expect(english.err.contains("Too many codes") && english.err.contains("Wait 42 seconds"))
    #expect(!dutch.err.contains("storing"))
  }

  /// Found by a breaker: a restored office had every laptop print a line for each change it brought back.
  @Test func `are told of many marked changes in one sentence`() {
    for _ in 1...12 { _ = noord.new("inspection") }
    office.mood = .marking
    let lines = noord.type("stuur").out.split(separator: "\n").filter { $0.hasPrefix("Gemerkt") }
    #expect(lines.count == 1)
    #expect(lines.first?.hasPrefix("Gemerkt, wel verwerkt: 12 wijzigingen. ") == true)
    office.mood = .holding
    for _ in 1...3 { _ = noord.new("inspection") }
    let held = noord.type("stuur").out.split(separator: "\n").filter {
      $0.hasPrefix("Vastgehouden")
    }
    #expect(held.count == 3)
  }

  @Test func `are told in sentences what is marked and what is held`() {
    office.mood = .marking
    _ = noord.type("zet", handle, "seen=x")
    #expect(noord.type("stuur").out.contains("De klok van de laptop loopt voor."))
    office.mood = .holding
    _ = noord.type("zet", handle, "seen=y")
    let held = noord.type("stuur")
    #expect(held.code == .ok)
    #expect(held.out.contains("Vastgehouden voor een besluit"))
    #expect(noord.type("status").out.contains("nooit onder deze laptop gevallen"))
    #expect(noord.type("toon", handle).out.contains("ligt bij het kantoor voor een besluit"))
  }

  @Test func `overwrite what was shown`() {
    _ = zuid.type("toon", handle)
    _ = zuid.type("zet", handle, "kit.burners=6")
    sync()
    #expect(noord.value(handle, "kit", "burners") == 6)
    #expect(noord.type("conflicten").code == .ok)
  }

  @Test func `leave beside an edit what was never shown`() {
    let set = zuid.type("zet", handle, "kit.burners=6")
    #expect(set.code == .ok)
    #expect(
      set.err.contains("een waarde van een collega die u niet hebt gezien, blijft ernaast staan")
    )
    sync()
    for laptop in [noord, zuid] {
      #expect(laptop.value(handle, "kit", "burners") == 4)
      let conflicts = laptop.type("conflicten")
      #expect(conflicts.code == .conflict)
      #expect(conflicts.out.contains("kit.burners"))
    }
  }

  /// Found by a breaker: `Gekozen` and 0, while a value that came meanwhile kept the conflict open.
  @Test func `are told that a decision left the conflict open, with a code of its own`() {
    _ = zuid.type("zet", handle, "kit.burners=6")
    sync()
    #expect(noord.type("conflicten", handle).code == .conflict)
    // Another author on the same two answers: shown to nobody in the north.
    _ = zuid.type("zet", handle, "kit.burners=7")
    sync()
    let typed = noord.type("kies", handle, "kit.burners", "5")
    #expect(typed.code == .conflict, "\(typed.err)")
    #expect(typed.out.hasPrefix("Geschreven, maar het conflict staat nog open."))
    #expect(!typed.out.contains("Gekozen") && typed.err.contains("blijft ernaast staan"))
    #expect(noord.type("conflicten", handle).code == .conflict)
    let decided = noord.type("kies", handle, "kit.burners", "--take", "1", "--json")
    #expect(decided.code == .ok, "\(decided.err)")
    #expect(noord.type("conflicten").code == .ok)
  }

  @Test func `see one path and overwrite only that`() {
    _ = noord.type("zet", handle, "san.toilets=1")
    sync()
    _ = zuid.type("waarom", handle, "kit.burners")
    let set = zuid.type("zet", handle, "kit.burners=6", "san.toilets=2")
    #expect(!set.err.contains("kit.burners:"))
    #expect(set.err.contains("san.toilets:"))
    sync()
    #expect(noord.value(handle, "kit", "burners") == 6)
    let open = noord.type("conflicts", "--json").json.compactMap { $0["path"]?.stringValue }
    #expect(open == ["/san/toilets"])
  }

  @Test func `show a conflict with its siblings and decide it`() {
    _ = zuid.type("zet", handle, "kit.burners=6")
    sync()
    let shown = noord.type("toon", handle).out
    #expect(shown.contains("! kit.burners:  Hoeveel werkende pitten? 4\n      1. 4  insp-17, "))
    #expect(shown.contains("      2. 6  insp-20, "))
    #expect(noord.type("kies", handle, "kit.burners").code == .usage)
    #expect(noord.type("kies", handle, "kit.burners", "5", "--take", "1").code == .usage)
    #expect(noord.type("kies", handle, "kit.burners", "--take", "3").code == .usage)
    #expect(
      noord.type("kies", handle, "kit.burners", "--take", "2").out == "Gekozen. kit.burners: 6\n"
    )
    sync()
    #expect(zuid.value(handle, "kit", "burners") == 6)
    #expect(zuid.type("conflicts").code == .ok)
  }

  @Test func `do not decide what they have not seen`() {
    _ = zuid.type("zet", handle, "kit.burners=6")
    sync()
    let refused = zuid.type("kies", handle, "kit.burners", "--take", "1")
    #expect(refused.code == .lookAgain)
    #expect(refused.out.contains("1. 4"))
    #expect(zuid.type("conflicts").code == .conflict)
    // It was printed now.
    #expect(zuid.type("kies", handle, "kit.burners", "--take", "1").code == .ok)
    #expect(zuid.type("conflicts").code == .ok)
  }

  @Test func `do not take a number for another value`() {
    _ = zuid.type("zet", handle, "kit.burners=6")
    sync()
    _ = noord.type("conflicten", handle)
    _ = zuid.type("toon", handle)
    _ = zuid.type("zet", handle, "kit.burners=3")
    sync()
    let refused = noord.type("kies", handle, "kit.burners", "--take", "2")
    #expect(refused.code == .lookAgain)
    #expect(noord.value(handle, "kit", "burners") == 3)
  }

  @Test func `keep an element in which somebody wrote unseen`() {
    _ = noord.type("add", handle, "rooms", "name=Zolder")
    sync()
    _ = zuid.type("toon", handle)
    _ = noord.type("zet", handle, "rooms.1.beds=2")
    _ = zuid.type("verwijder", handle, "rooms.1")
    sync()
    #expect(noord.type("toon", handle).out.contains("is verwijderd door insp-20"))
    let conflicts = zuid.type("conflicten", handle)
    #expect(conflicts.code == .conflict)
    #expect(conflicts.out.contains("leeft nog"))
  }

  @Test func `remove nothing that they have not seen`() {
    let removed = zuid.type("verwijder", handle)
    #expect(removed.code == .ok)
    #expect(removed.err.contains("een collega schreef er iets dat u niet hebt gezien"))
    sync()
    #expect(noord.type("lijst", "--json").json.count == 1)
  }

  @Test func `explain what was overwritten`() {
    _ = zuid.type("toon", handle)
    _ = zuid.type("zet", handle, "kit.burners=6")
    _ = zuid.type("rond-af", handle)
    let why = zuid.type("waarom", handle, "kit.burners").out
    #expect(why.contains("      4  insp-17, "))
    let json = zuid.type("why", handle, "kit.burners", "--json").first
    #expect(json["value"] == 6)
    #expect(json["policy"] == "lowest")
    #expect(json["overwritten"]?.arrayValue?.map { $0["value"] } == [4])
    #expect(zuid.type("waarom", handle, "kit.burner").code == .usage)
    #expect(zuid.type("waarom", handle, "san.toilets").out == "san.toilets is niet beantwoord.\n")
  }

  @Test func `do not take a view of another store for their own`() throws {
    // The views of the north, put where those of the south are.
    _ = noord.type("zet", handle, "seen=x")
    _ = zuid.type("toon", handle)
    let folder = "/.local/state/schouw/views"
    let files = FileManager.default
    func views(_ laptop: FieldLaptop) throws -> URL {
      let name = try #require(try files.contentsOfDirectory(atPath: laptop.home + folder).first)
      let inner = laptop.home + folder + "/" + name
      let file = try #require(try files.contentsOfDirectory(atPath: inner).first)
      return URL(filePath: inner + "/" + file)
    }
    try Data(contentsOf: views(noord)).write(to: views(zuid))
    let set = zuid.type("zet", handle, "kit.burners=6")
    #expect(set.err.contains("niet hebt gezien"))
    try Data("{".utf8).write(to: views(zuid))
    #expect(zuid.type("zet", handle, "kit.burners=7").code == .ok)
  }
}

@Suite struct `A shared laptop` {
  @Test func `does not overwrite in silence what the colleague before wrote`() {
    let laptop = FieldLaptop()
    let handle = laptop.begin("inspection", "kit.burners=4")
    _ = laptop.type("als", "insp-18")
    let refused = laptop.type("zet", handle, "kit.burners=6")
    #expect(refused.code == .lookAgain)
    #expect(refused.out.contains("Hoeveel werkende pitten? 4"))
    #expect(laptop.value(handle, "kit", "burners") == 4)
    // Now it was shown.
    #expect(laptop.type("zet", handle, "kit.burners=6").code == .ok)
    #expect(laptop.value(handle, "kit", "burners") == 6)
    #expect(laptop.type("conflicts").code == .ok)
  }

  @Test func `says look again to who looked before the other wrote`() {
    let laptop = FieldLaptop()
    let handle = laptop.begin("inspection", "kit.burners=4")
    _ = laptop.type("als", "insp-18")
    _ = laptop.type("toon", handle)
    _ = laptop.type("zet", handle, "kit.burners=6")
    _ = laptop.type("als", "insp-17")
    #expect(laptop.type("zet", handle, "san.toilets=1").code == .ok)
    let refused = laptop.type(["zet", handle, "kit.burners=5"], language: "en")
    #expect(refused.code == .lookAgain)
    #expect(refused.err.contains("quicker with kit.burners"))
    #expect(refused.out.contains("How many working burners? 6"))
    #expect(laptop.type("zet", handle, "kit.burners=5").code == .ok)
    #expect(laptop.value(handle, "kit", "burners") == 5)
  }

  @Test func `does not remove what the colleague before wrote unseen`() {
    let laptop = FieldLaptop()
    let handle = laptop.begin()
    _ = laptop.type("add", handle, "rooms", "name=Zolder")
    _ = laptop.type("als", "insp-18")
    #expect(laptop.type("verwijder", handle, "rooms.1").code == .lookAgain)
    #expect(laptop.type("verwijder", handle, "rooms.1").code == .ok)
  }
}
