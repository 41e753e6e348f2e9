import Foundation
import SchouwCanon
import SchouwDocuments
import SchouwSync
import SchouwTemplates
import Testing

@testable import schouw_server

/// Documents of a template that only the office's log holds.
@Suite struct `A template of the office` {
  static let text = """
    {"format":"schouw-template/1","groups":[],"kind":"boom","questions":[{"class":"P1","id":"soort",\
    "path":"/soort","personal":false,"policy":"latest","section":"boom","text":{"en":"Which tree is it?",\
    "nl":"Welke boom is het?"},"type":"text"}],"sections":[{"id":"boom","title":{"en":"The tree","nl":"De \
    boom"}}],"summary":["/soort"],"title":{"en":"Tree","nl":"Boom"},"version":1}
    """

  /// Found by a breaker: it was shown bare, though a laptop had brought the template.
  @Test func `is what show and list go by, as much as those of the program`() throws {
    let home = try Program.temporaryFolder()
    defer { try? FileManager.default.removeItem(atPath: home) }
    let data = home + "/office"
    let office = try OfficeProcess(data: data, home: home)
    defer {
      office.program.signal(SIGKILL)
      _ = office.program.wait()
    }
    func admin(_ words: [String]) throws -> Program.Outcome {
      try Program.run("schouw-server", words + ["--data", data, "--lang", "en"], home: home)
    }
    let invited = try admin(["device", "add", "noord", "--scope", "BU1", "--json"]).output
    let code = try JSONReader.read(Array(invited.dropLast().utf8))["code"] ?? .null
    let secret = Base64URL.encode([UInt8](repeating: 3, count: 32))
    let laptop = RunningOffice(address: office.address, secret: secret)
    let replica = Replica(bits: 7)
    let enrolment: JSONValue = [
      "code": code, "key": .string(secret), "replica": .string(replica.description),
      "token": .string(secret), "v": 1,
    ]
    #expect(try laptop.send("POST", "/v1/enrol", enrolment.canonicalBytes).status == 200)

    let template = try Template(reading: Array(Self.text.utf8))
    let changes = try Self.changes(of: template, replica)
    let records =
      [Record.wrap(template.bytes, kind: "template")]
      + changes.map { Record.wrap($0.bytes, kind: "change") }
    let request = SyncRequest(
      replica: replica,
      counter: 2,
      cursor: nil,
      time: Int64(Date().timeIntervalSince1970 * 1000),
      limit: 1 << 20
    )
    let answer = try laptop.send(
      "POST",
      "/v1/sync",
      request.bytes(records: records),
      type: "application/jsonl"
    )
    #expect(answer.status == 200)

    let list = try admin(["list"])
    #expect(list.output.contains("linde"), "\(list.output) \(list.errors)")
    let page = try admin(["show", String(changes[0].document.letters.prefix(5))])
    #expect(page.output.contains("Which tree is it? linde"), "\(page.output) \(page.errors)")
    #expect(page.output.contains("Tree") && page.output.contains("The tree"))
  }

  private static func changes(of template: Template, _ replica: Replica) throws -> [Change] {
    let document = DocumentID(high: 0x4000, low: 0x8000_0000_0000_0001)
    let author = try #require(Author("insp-7"))
    let stamp = try #require(Stamp(milliseconds: 1_795_510_800_000, offset: 0))
    func path(_ text: String) throws -> JSONPointer { try #require(JSONPointer(text)) }
    let birth = try Change(
      document: document,
      dot: Dot(replica: replica, counter: 1),
      author: author,
      stamp: stamp,
      previous: nil,
      seen: [],
      set: [
        .init(try path("/@kind"), "boom"), .init(try path("/@scopes"), ["BU1"]),
        .init(try path("/@template"), .string(template.id.base64URL)),
      ],
      salt: [UInt8](repeating: 1, count: 16)
    )
    let edit = try Change(
      document: document,
      dot: Dot(replica: replica, counter: 2),
      author: author,
      stamp: stamp,
      previous: birth.hash,
      seen: [birth.name],
      set: [.init(try path("/soort"), "linde")],
      salt: [UInt8](repeating: 2, count: 16)
    )
    return [birth, edit]
  }
}
