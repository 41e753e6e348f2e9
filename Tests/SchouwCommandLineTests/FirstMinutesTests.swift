import Foundation
import SchouwCanon
import SchouwCommandLine
import Testing

@Suite struct `schouw alone` {
  @Test func `says that there is no store, and how to begin or to try`() {
    let laptop = FieldLaptop()
    let dutch = laptop.type()
    #expect(dutch.code == .ok)
    #expect(dutch.out.contains("nog geen opslag (\(laptop.store))"))
    #expect(dutch.out.contains("\nNu: schouw begin --as AUTEUR\n"))
    #expect(dutch.out.contains("schouw begin --example"))
    #expect(laptop.type("--lang", "en").out.contains("\nNow: schouw init --as AUTHOR\n"))
    #expect(laptop.type("--json").first["next"] == "init")
    #expect(!FileManager.default.fileExists(atPath: laptop.store))
  }

  @Test func `names the one next step, one after the other`() {
    let office = FakeOffice()
    let laptop = FieldLaptop(office: office)
    func next() -> JSONValue? { laptop.type("--json").first["next"] }
    _ = laptop.type("init")
    #expect(next() == "as")
    _ = laptop.type("as", "insp-17")
    #expect(next() == "new")
    _ = laptop.new("inspection")
    #expect(next() == "enrol")
    #expect(laptop.type().out.contains("Kantoor: niet aangemeld; u kunt gewoon werken\n"))
    _ = laptop.type("enrol", "https://kantoor.example", "code")
    #expect(next() == "sync")
    #expect(laptop.type().out.contains("\nNu: schouw stuur, zodra er een netwerk is\n"))
    _ = laptop.type("sync")
    #expect(next() == "nothing")
    #expect(laptop.type().out.contains("Nu: niets te doen\n"))
  }

  @Test func `asks for a decision where two answers stand`() {
    let office = FakeOffice()
    let (noord, zuid) = (FieldLaptop("noord", office: office), FieldLaptop("zuid", office: office))
    let handle = noord.begin("inspection")
    _ = zuid.type("init", "--as", "insp-20")
    for laptop in [noord, zuid] {
      _ = laptop.type("enrol", "https://kantoor.example", "code")
      _ = laptop.type("sync")
    }
    _ = noord.type("set", handle, "concluded=niets te melden")
    _ = zuid.type("set", handle, "concluded=brandgevaar")
    for laptop in [noord, zuid, noord] { _ = laptop.type("sync") }
    let status = noord.type("status")
    #expect(status.out.contains("Conflicten: 1; iemand moet kiezen\n"), "\(status.out)")
    #expect(status.out.hasSuffix("Nu: schouw conflicten\n"))
    #expect(noord.type("status", "--json").first["conflicts"] == 1)
  }

  @Test func `stands in the place of no other command`() {
    let laptop = FieldLaptop()
    // Asked for by name, a store that is not there is an error.
    #expect(laptop.type("status").code == .notFound)
    #expect(laptop.type("--all").code == .usage)
    #expect(laptop.type("").code == .usage)
  }
}

@Suite struct `The status` {
  @Test(arguments: [
    (
      "nl_NL.UTF-8",
      ["Schrijft: ", "Opslag: ", "Taal: ", "Kantoor: ", "Dossiers: ", "Nog niet op kantoor: "]
    ),
    (
      "en_GB.UTF-8",
      ["Writes: ", "Store: ", "Language: ", "Office: ", "Documents: ", "Not at the office yet: "]
    ),
  ])
  func `begins with who, where, language and office, and ends with what to do`(
    language: String,
    beginnings: [String]
  ) {
    let laptop = FieldLaptop()
    _ = laptop.begin()
    let lines = laptop.type(["status"], language: language).out.split(separator: "\n")
    #expect(lines.count == beginnings.count + 1)
    for (line, beginning) in zip(lines, beginnings) {
      #expect(line.hasPrefix(beginning), "\(line)")
    }
    #expect(lines.last?.hasPrefix(language.hasPrefix("nl") ? "Nu: " : "Now: ") == true)
  }
}

@Suite struct `The versions` {
  @Test(arguments: ["nl", "en"])
  func `are of program, store and protocol`(language: String) {
    let laptop = FieldLaptop()
    let told = laptop.type("--version", "--lang", language)
    #expect(told.code == .ok)
    let lines = told.out.split(separator: "\n")
    #expect(lines.count == 3)
    #expect(lines.first == "schouw \(VersionSpec.current)")
    #expect(told.out.contains("schouw-store/1"))
    #expect(told.out.contains("protocol: 1"))
  }

  @Test func `have English keys for programs`() {
    let json = FieldLaptop().type("--json", "--version").first
    #expect(json["version"]?.stringValue == VersionSpec.current)
    #expect(json["store"] == "schouw-store/1")
    #expect(json["protocol"] == "1")
  }

  @Test func `are asked for before a command only`() {
    #expect(FieldLaptop().type("list", "--version").code == .usage)
    #expect(FieldLaptop().type("--json", "--store", "/x", "--version").code == .ok)
  }
}

@Suite struct `The examples` {
  private let office = FakeOffice()
  private let laptop: FieldLaptop

  init() {
    laptop = FieldLaptop(office: office)
    let made = laptop.type("begin", "--example")
    #expect(made.code == .ok, "\(made.err)")
    #expect(made.out.contains("gaan nooit naar een kantoor"))
  }

  @Test func `are three, and known for what they are`() {
    let rows = laptop.type("list", "--json").json
    #expect(rows.count == 3)
    for row in rows { #expect(row["scopes"] == ["voorbeeld"]) }
    #expect(laptop.type().out.contains("Voorbeelden: deze dossiers gaan nooit naar een kantoor\n"))
    #expect(laptop.type("status", "--json").first["example"] == true)
    let findings = laptop.type("dokter", "--json").json
    #expect(
      findings.first { $0["check"] == "office" }?["text"]?.stringValue?.contains("voorbeelden")
        == true
    )
  }

  @Test func `read as real ones do, and can be edited`() {
    let handle = laptop.type("list", "--json").first["handle"]?.stringValue ?? ""
    #expect(laptop.type("toon", handle).out.contains("rooms.2.area_m2"))
    #expect(laptop.type("zet", handle, "rooms.2.area_m2", "8,1").code == .ok)
    #expect(laptop.type("rond-af", handle).code == .ok)
  }

  @Test func `are never sent: no enrolment, no sync, not one request`() throws {
    let enrol = laptop.type("enrol", "https://kantoor.example", "code")
    #expect(enrol.code == .failed)
    #expect(enrol.err.contains("voorbeelden"))
    #expect(laptop.type("sync").code == .failed)
    #expect(laptop.type("watch").code == .failed)
    // Not even where somebody puts the enrolment of another store beside them.
    let real = FieldLaptop("zuid", office: office)
    _ = real.begin()
    _ = real.type("enrol", "https://kantoor.example", "code")
    let before = office.requests
    try FileManager.default.copyItem(
      atPath: real.store + "/office.json",
      toPath: laptop.store + "/office.json"
    )
    #expect(laptop.type("sync").code == .failed)
    #expect(office.requests == before)
  }

  @Test func `are put aside when the real work begins`() {
    let began = laptop.type("begin", "--as", "insp-17")
    #expect(began.code == .ok)
    #expect(began.out.contains("\(laptop.store)-example"))
    #expect(laptop.type("list", "--json").json.isEmpty)
    let aside = laptop.type("list", "--json", "--store", laptop.store + "-example")
    #expect(aside.json.count == 3)
    #expect(laptop.type("enrol", "https://kantoor.example", "code").code == .ok)
    // A real store is never put aside, for examples or for anything.
    #expect(laptop.type("init", "--example").code == .failed)
    #expect(laptop.type("status", "--json").first["example"] == false)
  }
}
