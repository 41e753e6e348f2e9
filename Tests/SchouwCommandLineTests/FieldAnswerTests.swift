import SchouwCanon
import SchouwCommandLine
@testable import SchouwFieldCommands
import SchouwTemplates
import Testing

@Suite struct `A typed answer` {
  private let reader: AnswerReader
  private let template: Template

  init() throws {
    template = try #require(ShippedTemplates.template(ofKind: "inspection"))
    reader = AnswerReader(now: 1_795_510_920_000)
  }

  private func read(_ typed: String, _ id: String) throws -> JSONValue {
    let question = try #require(template.questions.first { $0.id == id })
    return try reader.value(typed, of: question, path: id)
  }

  @Test(
    arguments: [
      ("fire.escape_free", "ja", #""yes""#), ("fire.escape_free", "No", #""no""#),
      ("fire.escape_free", "niet gezien", #""not_seen""#), ("fire.escape_free", "nvt", #""na""#),
      ("fire.escape_free", "not_seen", #""not_seen""#),
      ("fire.escape_free", #"{"value":"yes","note":"x"}"#, #"{"note":"x","value":"yes"}"#),
      ("kit.burners", "4", "4"), ("rooms.*.area_m2", "9,2", "9.2"),
      ("rooms.*.area_m2", "9.2", "9.2"),
      (
        "rooms.*.area_m2", #"{"value":9.2,"method":"NEN 2580"}"#,
        #"{"method":"NEN 2580","value":9.2}"#
      ),
      ("entry.basis", "consent", #""consent""#), ("entry.basis", "Machtiging", #""warrant""#),
      ("rooms.*.damp", "niet gezien", #""not_seen""#), ("rooms.*.damp", "much", #""much""#),
      ("info.lang", "nl, Pools", #"["nl","pl"]"#), ("info.lang", #"["nl"]"#, #"["nl"]"#),
      ("seen", "1", #""1""#), ("seen", "ja", #""ja""#),
      ("seen", #""hallo" zei hij"#, #""\"hallo\" zei hij""#),
      ("address", "Dorpstraat 1", #""Dorpstraat 1""#),
      ("address", #"{"street":"A"}"#, #"{"street":"A"}"#),
      ("visit.start", "nu", #""2026-11-24T09:02:00.000Z""#),
      ("visit.start", "2026-11-24T10:02Z", #""2026-11-24T10:02:00.000Z""#),
      ("kit.burners", "", "null"),
    ])
  func `is read by the type of its question`(id: String, typed: String, json: String) throws {
    let value = try read(typed, id)
    #expect(String(decoding: value.canonicalBytes, as: UTF8.self) == json)
  }

  @Test(
    arguments: [
      ("fire.escape_free", "misschien"), ("fire.escape_free", #"{"value":"maybe"}"#),
      ("kit.burners", "4,5"), ("kit.burners", "-1"), ("kit.burners", "vier"),
      ("kit.burners", "1.250"), ("kit.burners", #"{"note":"veel"}"#), ("kit.burners", #""4""#),
      ("entry.basis", "zomaar"), ("info.lang", "nl,klingon"), ("seen", "[1]"),
      ("visit.start", "gisteren"), ("visit.start", "31-02-2026 10:00"), ("photos", "foto.jpg"),
      ("address", "[1]"),
    ])
  func `that its question cannot have is refused without being shown`(
    id: String,
    typed: String
  ) throws {
    let error = try #require(throws: CommandFailure.self) { try read(typed, id) }
    #expect(error.exitCode == .usage)
    for language in Language.allCases {
      let told = error.explanation(language)
      #expect(told.text.contains(id))
      #expect(!told.text.contains(typed))
      #expect(told.remedy?.isEmpty == false)
    }
  }

  @Test(
    arguments: [
      ("24-11-2026", "2026-11-24"), ("2026-11-24", "2026-11-24"), ("3-1-2026", "2026-01-03"),
      ("29-02-2026", nil), ("24-11-26", nil), ("24/11/2026", nil), ("2026-11", nil),
    ])
  func `of a day has a real date`(typed: String, date: String?) {
    #expect(TypedTime.date(typed) == date)
  }
}
