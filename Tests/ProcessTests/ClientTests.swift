import Foundation
import SchouwCanon
import Testing

/// `Tests/ConformanceTests/client.py`, written from `Protocol/` alone, against a real office and a
/// laptop of ours.
@Suite(.serialized, .enabled(if: StrangersClient.python != nil, "there is no python3 here"))
struct `A client that somebody wrote from Protocol alone` {
  @Test func `has at most 400 lines in all`() throws {
    let text = try String(
      contentsOf: StrangersClient.folder.appending(path: "client.py"),
      encoding: .utf8
    )
    #expect(text.split(separator: "\n", omittingEmptySubsequences: false).count <= 401)
  }

  @Test func `agrees with every vector`() throws {
    let client = try StrangersClient(office: false)
    defer { client.end() }
    let vectors = StrangersClient.folder.appending(path: "../../Protocol/vectors").path
    let outcome = try client.python("client_vectors.py", [vectors])
    #expect(outcome.status == 0, "\(outcome.output)\(outcome.errors)")
    #expect(outcome.output.contains(" in 14 files agree"))
  }

  @Test func `syncs both ways with an office and a laptop, and shows the same`() throws {
    let client = try StrangersClient()
    defer { client.end() }
    let (handle, document) = try client.laptopWithDocument()
    try client.enrol("stranger")
    #expect(try client.run("sync").status == 0)
    let before = try client.json("show", document)
    #expect(before["content"]?["occ"]?["seen"] == 6)
    #expect(before["conflicts"] == [])

    // Both answer the same question apart from each other; the stranger one more, and a new one.
    #expect(try client.laptop("set", handle, "occ.seen", "7").status == 0)
    _ = try client.json("set", document, "/occ/seen", "8", "insp-21", silent: true)
    _ = try client.json("set", document, "/object/gbo_m2", "91.5", "insp-21", silent: true)
    let template = StrangersClient.folder
      .appending(path: "../../Sources/SchouwTemplates/Resources/templates/overlast.json").path
    let own = try client.run("new", template, "BU09172004", "insp-21")
    #expect(own.status == 0, "\(own.errors)")
    #expect(try client.run("sync").status == 0)
    #expect(try client.laptop("sync").status == 0)
    #expect(try client.run("sync").status == 0)

    let shown = try client.json("show", document)
    #expect(shown["content"]?["occ"]?["seen"] == 8)
    #expect(shown["conflicts"]?.arrayValue?.count == 1)
    #expect(shown["conflicts"]?.arrayValue?.first?["siblings"]?.arrayValue?.count == 2)
    let ours = try client.laptop("show", handle, "--json")
    #expect(ours.output.contains("91.5"))
    #expect(try client.laptop("list", "--json").output.contains("overlast"))
    #expect(try client.digest() == client.officeDigest())

    // A decision that has seen both ends the conflict, on the laptop too.
    _ = try client.json("set", document, "/occ/seen", "7", "insp-21", silent: true)
    #expect(try client.run("sync").status == 0)
    #expect(try client.laptop("sync").status == 0)
    #expect(try client.json("show", document)["conflicts"] == [])
    #expect(try client.laptop("show", handle, "--json").output.contains("\"conflicts\":[]"))
    #expect(try client.digest() == client.officeDigest())
  }

  @Test func `goes on from its cursor, page by page`() throws {
    let client = try StrangersClient()
    defer { client.end() }
    let (handle, _) = try client.laptopWithDocument()
    for number in 1...12 {
      let text = "\(number)"
      #expect(try client.laptop("set", handle, "object.gbo_m2", text).status == 0)
      #expect(try client.laptop("sync").status == 0)
    }
    try client.enrol("stranger")
    var cursors: [String] = []
    while cursors.count < 60 {
      #expect(try client.run("sync", "1", "1").status == 0)
      let cursor = try client.json("status")["cursor"]?.stringValue ?? ""
      if cursor == cursors.last { break }
      cursors.append(cursor)
    }
    #expect(cursors.count > 2, "one page each")
    #expect(try client.digest() == client.officeDigest())
  }

  @Test func `brings back to a restored office what that lost`() throws {
    let client = try StrangersClient()
    defer { client.end() }
    let (handle, document) = try client.laptopWithDocument()
    try client.enrol("stranger")
    #expect(try client.run("sync").status == 0)
    let backup = client.home + "/backup"
    #expect(try client.server("backup", backup).status == 0)
    #expect(try client.laptop("set", handle, "occ.seen", "7").status == 0)
    #expect(try client.laptop("sync").status == 0)
    #expect(try client.run("sync").status == 0)
    _ = try client.json("set", document, "/object/gbo_m2", "99", "insp-21", silent: true)
    #expect(try client.run("sync").status == 0)
    let before = try client.digest()
    try client.restore(from: backup)
    #expect(try client.officeDigest() != before)
    // It brings its own change, and the colleague's that it had received.
    let synced = try client.run("sync")
    #expect(synced.status == 0, "\(synced.errors)")
    #expect(try client.officeDigest() == before)
    #expect(try client.digest() == before)
  }

  @Test func `draws a new replica when it was cloned`() throws {
    let client = try StrangersClient()
    defer { client.end() }
    let (_, document) = try client.laptopWithDocument()
    try client.enrol("stranger")
    #expect(try client.run("sync").status == 0)
    _ = try client.json("show", document)
    try FileManager.default.copyItem(atPath: client.state, toPath: client.state + "-clone")
    let replica = try client.json("status")["replica"]
    _ = try client.json("set", document, "/occ/seen", "9", "insp-21", silent: true)
    #expect(try client.run("sync").status == 0)
    client.state += "-clone"
    _ = try client.json("set", document, "/occ/seen", "11", "insp-21", silent: true)
    #expect(try client.run("sync").status == 0)
    let status = try client.json("status")
    #expect(status["replica"] != replica)
    #expect(status["unsent"] == 0)
    let shown = try client.json("show", document)
    #expect(shown["conflicts"]?.arrayValue?.first?["siblings"]?.arrayValue?.count == 2)
    #expect(try client.digest() == client.officeDigest())
  }

  @Test func `tells a portal, a cut and a stranger's token apart, and keeps its outbox`() throws {
    let client = try StrangersClient()
    defer { client.end() }
    let (_, document) = try client.laptopWithDocument()
    try client.enrol("stranger")
    #expect(try client.run("sync").status == 0)
    _ = try client.json("set", document, "/occ/seen", "9", "insp-21", silent: true)
    let kept = try Data(contentsOf: URL(fileURLWithPath: client.state))
    for (kind, status) in [("portal", 3), ("cut", 2), ("short", 2), ("version", 5)] {
      try client.speak(to: kind)
      let outcome = try client.run("sync")
      #expect(outcome.status == Int32(status), "\(kind): \(outcome.errors)")
      #expect(!outcome.errors.contains("Traceback"), "\(kind)")
      #expect(try client.json("status")["unsent"] == 1)
      try kept.write(to: URL(fileURLWithPath: client.state))
    }
    let text = try String(contentsOfFile: client.state, encoding: .utf8)
    let token = try #require(try JSONReader.read(Array(text.utf8))["token"]?.stringValue)
    let other = String(repeating: "A", count: 43)
    try text.replacingOccurrences(of: token, with: other)
      .write(toFile: client.state, atomically: true, encoding: .utf8)
    #expect(try client.run("sync").status == 4)
    #expect(try client.json("status")["unsent"] == 1)
    try kept.write(to: URL(fileURLWithPath: client.state))
    #expect(try client.run("sync").status == 0)
    #expect(try client.digest() == client.officeDigest())
  }
}
