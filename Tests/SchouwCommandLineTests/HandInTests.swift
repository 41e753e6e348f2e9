import Foundation
import SchouwCanon
import SchouwCommandLine
import Testing

@Suite struct `Handing a laptop in` {
  private let office = FakeOffice()
  private let laptop: FieldLaptop

  init() { laptop = FieldLaptop(office: office) }

  /// A laptop with one inspection that the office has and that is in a backup, as far as it has heard.
  private func archived() -> String {
    let handle = laptop.begin("inspection", "kit.burners=4")
    _ = laptop.type("enrol", "https://kantoor.example", "code")
    _ = laptop.type("sync")
    office.backUp()
    _ = laptop.type("sync")
    return handle
  }

  @Test func `is advised against while work was never sent, and told how to send it`() {
    let handle = laptop.begin("inspection", "kit.burners=4")
    let answer = laptop.type("inleveren")
    #expect(answer.code == .notArchived)
    #expect(answer.out.contains("\(handle)  inspection: "), "\(answer.out)")
    #expect(answer.out.contains("alleen op deze laptop"))
    #expect(answer.err.contains("schouw aanmelden ADRES CODE"))
    let english = laptop.type(["hand-in"], language: "en_GB.UTF-8")
    #expect(english.code == .notArchived)
    #expect(english.err.contains("schouw enrol ADDRESS CODE"))
  }

  @Test func `tells drafts from changes, and both from what the office has`() {
    let handle = archived()
    _ = laptop.type("zet", handle, "seen=x")
    var json = laptop.type("hand-in", "--json").first
    #expect(json["drafts"] == 1 && json["unsent"] == 0 && json["received"] == 0)
    _ = laptop.type("rond-af", handle)
    json = laptop.type("hand-in", "--json").first
    #expect(json["drafts"] == 0 && json["unsent"] == 1 && json["received"] == 0)
    _ = laptop.type("stuur")
    json = laptop.type("hand-in", "--json").first
    #expect(json["drafts"] == 0 && json["unsent"] == 0 && json["received"] == 1)
    #expect(json["mayGo"] == false)
    let row = json["documents"]?.arrayValue?.first
    #expect(row?["handle"] == .string(handle) && row?["kind"] == "inspection")
    #expect(row?["received"] == 1)
    #expect((row?["archived"]?.integerValue ?? 0) > 0)
  }

  @Test func `is fine once the laptop has heard of a backup that has all of it`() {
    let handle = archived()
    let answer = laptop.type("inleveren")
    #expect(answer.code == .ok, "\(answer.out)\(answer.err)")
    #expect(answer.out.contains("Deze laptop kan weg."))
    _ = laptop.type("zet", handle, "seen=x")
    _ = laptop.type("stuur")
    let waiting = laptop.type("inleveren")
    #expect(waiting.code == .notArchived)
    #expect(waiting.err.contains("Laat het kantoor een reservekopie maken"))
    office.backUp()
    #expect(laptop.type("inleveren").code == .notArchived, "it has not heard of that backup")
    _ = laptop.type("stuur")
    #expect(laptop.type("inleveren").code == .ok)
    #expect(laptop.type("hand-in", "--json").first["mayGo"] == true)
  }

  @Test func `says what is held, which is in the backup all the same`() {
    let handle = archived()
    _ = laptop.type("zet", handle, "seen=x")
    office.mood = .holding
    _ = laptop.type("stuur")
    office.mood = .well
    office.backUp()
    _ = laptop.type("stuur")
    let answer = laptop.type("inleveren")
    #expect(answer.code == .ok)
    #expect(answer.out.contains("Daar vastgehouden voor een besluit: 1 wijziging"))
  }

  @Test func `is advised against for what the office refused to read, backup or not`() {
    let handle = archived()
    _ = laptop.type("zet", handle, "seen=x")
    office.mood = .refusingLines
    _ = laptop.type("stuur")
    office.mood = .well
    office.backUp()
    _ = laptop.type("stuur")
    let answer = laptop.type("inleveren")
    #expect(answer.code == .notArchived)
    #expect(answer.out.contains("geweigerd"))
    #expect(answer.err.contains("schouw geef-uit DOSSIER"))
    #expect(laptop.type("hand-in", "--json").first["refused"] == 1)
  }

  @Test func `changes nothing and says nothing of what was answered`() throws {
    _ = laptop.begin("overlast", "what=Containers vol")
    let before = try laptop.segments()
    for words in [["hand-in"], ["hand-in", "--json"]] {
      let answer = laptop.type(words)
      #expect(answer.code == .notArchived)
      #expect(!(answer.out + answer.err).contains("Containers"))
    }
    #expect(try laptop.segments() == before)
  }

  @Test func `cannot be judged where the store does not read`() throws {
    _ = archived()
    let name = try #require(try laptop.segments().keys.sorted().first)
    let file = URL(fileURLWithPath: laptop.store + "/segments/" + name)
    var bytes = try Data(contentsOf: file)
    // Behind the records there is room for more.
    let end = try #require(bytes.lastIndex(of: UInt8(ascii: "\n")))
    bytes[end / 2] ^= 1
    try bytes.write(to: file)
    let answer = laptop.type("inleveren")
    #expect(answer.code == .store)
    #expect(!answer.out.contains("kan weg"))
  }

  @Test func `is fine with examples only, and without a store is not answered`() {
    #expect(laptop.type("hand-in").code == .notFound)
    _ = laptop.type("init", "--example")
    let answer = laptop.type("hand-in")
    #expect(answer.code == .ok)
    #expect(answer.out.contains("alleen voorbeelden"))
  }
}
