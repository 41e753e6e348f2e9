import SchouwCanon
import SchouwCommandLine
import Testing

/// Where work is, as `show` and `status` say it.
@Suite struct `Where work is` {
  private let office = FakeOffice()
  private let laptop: FieldLaptop
  private let handle: String

  init() {
    laptop = FieldLaptop(office: office)
    handle = laptop.begin("inspection", "kit.burners=4")
    _ = laptop.type("enrol", "https://kantoor.example", "code")
    _ = laptop.type("sync")
  }

  @Test func `is said of a document, and in all, on the way from here to a backup`() {
    #expect(
      laptop.type("toon", handle).out.contains("Uw werk: 2 op kantoor, in geen reservekopie\n")
    )
    office.backUp()
    _ = laptop.type("sync")
    _ = laptop.type("zet", handle, "seen=x")
    let line = "Uw werk: 1 alleen op deze laptop, 2 in een reservekopie\n"
    #expect(laptop.type("toon", handle).out.contains(line))
    #expect(laptop.type("status").out.contains(line))
    let english = laptop.type(["show", handle], language: "en_GB.UTF-8").out
    #expect(english.contains("Your work: 1 on this laptop only, 2 in a backup\n"))
    for words in [["show", handle, "--json"], ["status", "--json"]] {
      let custody = laptop.type(words).first["custody"]
      #expect(custody?["drafts"] == 1 && custody?["archived"] == 2, "\(words)")
      #expect(custody?["received"] == 0 && custody?["unsent"] == 0 && custody?["refused"] == 0)
    }
  }

  @Test func `is said of each document apart`() {
    office.backUp()
    _ = laptop.type("sync")
    let other = laptop.new("overlast", ["what=x"])
    #expect(laptop.type("show", handle, "--json").first["custody"]?["archived"] == 2)
    #expect(laptop.type("show", other, "--json").first["custody"]?["archived"] == 0)
    #expect(
      (laptop.type("show", other, "--json").first["custody"]?["drafts"]?.integerValue ?? 0) > 0
    )
  }
}
