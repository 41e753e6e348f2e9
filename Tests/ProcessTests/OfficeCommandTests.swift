import Foundation
import SchouwCanon
import Testing

/// The office's commands, each against a server that runs, as an administrator types them.
@Suite(.serialized) struct `The office's commands` {
  /// A running office with two laptops, in folders of its own.
  final class World {
    let home: String
    let office: OfficeProcess
    var data: String { home + "/office" }

    init(_ options: [String] = []) throws {
      home = try Program.temporaryFolder()
      office = try OfficeProcess(data: home + "/office", home: home, options: options)
      for name in ["noord", "zuid"] {
        _ = try laptop(name, ["init", "--as", "insp-\(name)"])
        let invited = try admin(["device", "add", name, "--scope", "BU09172004", "--json"])
        let code = try json(invited.output)["code"]?.stringValue ?? ""
        _ = try laptop(name, ["enrol", office.address, code])
      }
    }

    deinit {
      office.program.signal(SIGKILL)
      _ = office.program.wait()
      try? FileManager.default.removeItem(atPath: home)
    }

    /// Runs a command of the administrator.
    func admin(_ words: [String], lang: String = "en") throws -> Program.Outcome {
      try Program.run("schouw-server", words + ["--data", data, "--lang", lang], home: home)
    }

    /// Runs a command of a laptop, which must succeed.
    @discardableResult
    func laptop(_ name: String, _ words: [String], ending: [Int32] = [0, 6]) throws -> String {
      let outcome = try Program.run("schouw", words, home: "\(home)/\(name)")
      guard ending.contains(outcome.status) else {
        throw Failed(words: words, errors: outcome.errors)
      }
      return outcome.output.trimmingCharacters(in: .newlines)
    }

    struct Failed: Error {
      let words: [String]
      let errors: String
    }

    /// A document that both laptops have; its handle.
    func document(_ what: String = "Containers vol") throws -> String {
      let handle = try laptop(
        "noord",
        ["new", "overlast", "--scope", "BU09172004", "--quiet", "what=\(what)"]
      )
      try sync()
      return handle
    }

    /// Both laptops bring what they have and get what the other brought.
    func sync() throws { for name in ["noord", "zuid", "noord"] { try laptop(name, ["sync"]) } }

    /// Both answer a question of a document, each without having seen the other's answer.
    func disagree(_ handle: String, _ path: String, _ answers: (String, String)) throws {
      for (name, answer) in [("noord", answers.0), ("zuid", answers.1)] {
        try laptop(name, ["show", handle])
        try laptop(name, ["set", handle, path, answer])
      }
      try sync()
    }

    func show(_ handle: String) throws -> JSONValue {
      try json(try admin(["show", handle, "--json"]).output)
    }

    func json(_ text: String) throws -> JSONValue {
      try JSONReader.read(Array(text.trimmingCharacters(in: .newlines).utf8))
    }

    func jsonLines(_ text: String) throws -> [JSONValue] {
      try text.split(separator: "\n").map { try JSONReader.read(Array($0.utf8)) }
    }
  }

  /// The widest line, in characters: nothing here is wider than one column.
  static func width(_ text: String) -> Int {
    text.split(separator: "\n").map(\.count).max() ?? 0
  }

  @Test func `say that no server runs and how to start one, with an exit code of their own`()
    throws
  {
    let world = try World()
    let name = "00000000000000ff:1:AAAAAAAA"
    let commands = [
      ["today"], ["list"], ["show", "AAAAA"], ["conflicts"], ["conflicts", "AAAAA"],
      ["resolve", "AAAAA", "/a", "1"], ["accept", name], ["decline", name, "--reason", "x"],
      ["export"], ["held"], ["status"], ["device", "list"],
    ]
    // Killed, it leaves its address behind; ended, it does not.
    for signal in [SIGKILL, SIGTERM] {
      let office =
        signal == SIGKILL ? world.office : try OfficeProcess(data: world.data, home: world.home)
      office.program.signal(signal)
      _ = office.program.wait()
      for command in commands {
        let outcome = try world.admin(command)
        #expect(outcome.status == 9, "\(command) \(outcome.errors)")
        #expect(outcome.output == "")
        #expect(outcome.errors.contains("schouw-server run --data"))
      }
    }
  }

  @Test func `today says first what is to be done, and fits 80 columns`() throws {
    let world = try World()
    let handle = try world.document()
    try world.disagree(handle, "frequency", ("daily", "once"))
    let today = try world.admin(["today"])
    #expect(today.status == 0, "\(today.errors)")
    let lines = today.output.split(separator: "\n")
    #expect(lines[1] == "! 1 conflict is open: schouw-server conflicts")
    #expect(today.output.contains("\nnoord "))
    #expect(today.output.contains("1 document, "))
    #expect(Self.width(today.output) <= 80)
    #expect(today.errors == "")
    let dutch = try world.admin(["vandaag"], lang: "nl")
    #expect(dutch.output.contains("1 conflict staat open"))
    #expect(Self.width(dutch.output) <= 80)
    let json = try world.json(try world.admin(["today", "--json"]).output)
    #expect(json["conflicts"] == 1)
    #expect(json["tasks"]?.arrayValue?.first?["what"] == "conflicts")
    #expect(json["devices"]?.arrayValue?.compactMap { $0["received"] == $0["of"] } == [true, true])
    let status = try world.json(try world.admin(["status", "--json"]).output)
    for name in ["archived", "changes", "conflicts", "documents", "head", "held", "waiting"] {
      #expect(json[name] == status[name], "\(name)")
    }
  }

  @Test func `today fits 80 columns whatever waits, is missing, held or marked`() throws {
    let world = try World()
    let name = String(repeating: "laptop-", count: 9)
    _ = try world.admin(["device", "add", name, "--scope", "BU09172004"])
    let handle = try world.document()
    _ = try world.admin(["device", "revoke", "zuid"])
    try world.laptop("zuid", ["show", handle])
    try world.laptop("zuid", ["set", handle, "frequency", "once"])
    try world.laptop("zuid", ["sync"], ending: [10])
    let today = try world.admin(["today"], lang: "nl")
    #expect(today.output.contains("! 1 wijziging wacht op een besluit"))
    #expect(today.output.contains("zuid, 1 vastgehouden"))
    #expect(today.output.contains("van zuid zet /frequency"))
    #expect(Self.width(today.output) <= 80)
  }

  @Test func `list finds by word, kind, state and page, and show takes any unique prefix`() throws {
    let world = try World()
    var handles: [String] = []
    // Until two begin with the same letter: after 33 they must.
    repeat {
      handles.append(
        try world.laptop("noord", ["new", "overlast", "--scope", "BU09172004", "--quiet"])
      )
    } while Set(handles.map(\.first)).count == handles.count
    let street = "{\"street\":\"Akerstraat\",\"number\":12}"
    try world.laptop("noord", ["set", handles[0], "/address", street])
    try world.laptop("noord", ["sync"])
    let found = try world.jsonLines(try world.admin(["lijst", "akerstr", "12", "--json"]).output)
    #expect(found.count == 1)
    let id = try #require(found.first?["id"]?.stringValue)
    let handle = try #require(found.first?["handle"]?.stringValue)
    #expect(handle.hasPrefix(handles[0]) || handles[0].hasPrefix(handle))
    let table = try world.admin(["list", "--kind", "overlast"]).output
    #expect(table.split(separator: "\n").count == handles.count + 1)
    #expect(table.contains("Akerstraat 12"))
    #expect(try world.admin(["list", "--state", "conflict"]).output == "")
    let page = try world.admin(["list", "--limit", "1"])
    #expect(page.output.split(separator: "\n").count == 2)
    let first = String(page.output.split(separator: "\n")[1].prefix { $0 != " " })
    #expect(page.errors.contains("1 of \(handles.count) shown; go on with --after \(first)"))
    let rest = try world.admin(["list", "--after", first])
    #expect(rest.output.split(separator: "\n").count == handles.count)
    for typed in [handle, handle.lowercased(), id] {
      let shown = try world.json(try world.admin(["toon", typed, "--json"]).output)
      #expect(shown["document"]?["id"]?.stringValue == id)
    }
    let letters = Dictionary(grouping: handles, by: { $0.prefix(1) })
    let shared = try #require(letters.first { $0.value.count > 1 })
    let ambiguous = try world.admin(["show", String(shared.key)])
    #expect(ambiguous.status == 4)
    for handle in shared.value { #expect(ambiguous.errors.contains(handle.prefix(5))) }
    #expect(try world.admin(["show", "00000"]).status == 3)
  }

  @Test func `resolve decides what was shown, and the laptops get it`() throws {
    let world = try World()
    let handle = try world.document()
    try world.disagree(handle, "frequency", ("daily", "once"))
    let open = try world.admin(["conflicten"], lang: "nl")
    #expect(open.status == 6)
    #expect(open.output.contains("/frequency"))
    // Nothing of it was shown yet.
    let blind = try world.admin(["resolve", handle, "frequency", "--take", "1"])
    #expect(blind.status == 5, "\(blind.errors)")
    #expect(blind.output.contains("1. "))
    #expect(try world.show(handle)["document"]?["conflicts"]?.arrayValue?.count == 1)
    #expect(try world.admin(["conflicts", handle]).status == 6)
    let before = try world.show(handle)["document"]
    let siblings = before?["conflicts"]?.arrayValue?[0]["siblings"]?.arrayValue
    let second = try #require(siblings?[1]["value"])
    let decided = try world.admin(["kies", handle, "frequency", "--take", "2", "--json"])
    #expect(decided.status == 0, "\(decided.errors)")
    let name = try #require(try world.json(decided.output)["name"])
    // An ordinary change that has seen just what was shown.
    let history = try world.json(try world.admin(["show", handle, "--history", "--json"]).output)
    let items = history["history"]?.arrayValue ?? []
    let change = try #require(items.first { $0["name"] == name }?["change"])
    #expect(change["seen"] == before?["clock"])
    #expect(change["act"] == nil)
    #expect(change["set"]?.objectValue?.members.map(\.name) == ["/frequency"])
    try world.sync()
    for laptop in ["noord", "zuid"] {
      let shown = try world.json(try world.laptop(laptop, ["show", handle, "--json"]))
      #expect(shown["content"]?["frequency"] == second)
      #expect(shown["conflicts"] == [])
    }
    #expect(try world.admin(["conflicts"]).status == 0)
  }

  @Test func `resolve refuses where somebody wrote since, and shows it`() throws {
    let world = try World()
    let handle = try world.document()
    try world.disagree(handle, "frequency", ("daily", "once"))
    #expect(try world.admin(["conflicts", handle]).status == 6)
    try world.laptop("zuid", ["show", handle])
    try world.laptop("zuid", ["set", handle, "frequency", "weekly"])
    try world.laptop("zuid", ["sync"])
    let head = try world.json(try world.admin(["status", "--json"]).output)["head"]
    let late = try world.admin(["resolve", handle, "frequency", "daily"])
    #expect(late.status == 5, "\(late.errors)")
    #expect(try world.json(try world.admin(["status", "--json"]).output)["head"] == head)
    let again = try world.admin(["resolve", handle, "frequency", "daily"])
    #expect(again.status == 0, "\(again.errors)")
    #expect(try world.show(handle)["document"]?["content"]?["frequency"] == "daily")
    // No two decisions at once, and no answer that the question cannot have.
    #expect(try world.admin(["resolve", handle, "frequency", "daily", "--keep"]).status == 2)
    #expect(try world.admin(["resolve", handle, "frequency"]).status == 2)
    #expect(try world.admin(["resolve", handle, "frequency", "purple"]).status == 2)
  }

  @Test func `resolve settles a removal against which somebody wrote`() throws {
    let world = try World()
    let handle = try world.laptop(
      "noord",
      ["new", "inspection", "--scope", "BU09172004", "--quiet"]
    )
    try world.laptop("noord", ["add", handle, "rooms", "name=Zolder"])
    try world.sync()
    for name in ["noord", "zuid"] { try world.laptop(name, ["show", handle]) }
    try world.laptop("noord", ["remove", handle, "rooms.1"])
    try world.laptop("zuid", ["set", handle, "rooms.1.area_m2", "9"])
    try world.sync()
    #expect(try world.show(handle)["document"]?["removals"]?.arrayValue?.count == 1)
    let open = try world.admin(["conflicts", handle])
    #expect(open.status == 6, "\(open.errors)")
    let kept = try world.admin(["resolve", handle, "rooms.1", "--keep"])
    #expect(kept.status == 0, "\(kept.errors)")
    let shown = try world.show(handle)["document"]
    #expect(shown?["removals"] == [])
    #expect(shown?["hidden"] == [])
    // Show has shown it as it is now; once decided again, that is no ground for another decision.
    let removed = try world.admin(["resolve", handle, "rooms.1", "--remove"])
    #expect(removed.status == 0, "\(removed.errors)")
    #expect(try world.admin(["resolve", handle, "rooms.1", "--keep"]).status == 5)
    #expect(try world.show(handle)["document"]?["hidden"]?.arrayValue?.count == 1)
  }

  @Test func `accept and decline what is held, with the reason in the act`() throws {
    let world = try World()
    let handle = try world.document()
    _ = try world.admin(["device", "revoke", "zuid"])
    try world.laptop("zuid", ["show", handle])
    try world.laptop("zuid", ["set", handle, "frequency", "once"])
    try world.laptop("zuid", ["finish", handle])
    try world.laptop("zuid", ["set", handle, "what", "Iets anders"])
    try world.laptop("zuid", ["sync"], ending: [10])
    let held = try world.json(try world.admin(["held", "--json"]).output)["held"]?.arrayValue ?? []
    let names = held.compactMap { $0["name"]?.stringValue }
    try #require(names.count == 2, "\(held)")
    let page = try world.admin(["show", handle]).output
    #expect(page.contains(names[0]) && page.contains("sets frequency"))
    #expect(try world.admin(["held"]).output.contains("sets /frequency"))
    #expect(try world.admin(["conflicts", handle]).output.contains("sets frequency"))
    let accepted = try world.admin(["aanvaard", names[0], "--reason", "Nagebeld"])
    #expect(accepted.status == 0, "\(accepted.errors)")
    let declined = try world.admin(["wijs-af", names[1], "--reason", "Niet van deze laptop"])
    #expect(declined.status == 0, "\(declined.errors)")
    let shown = try world.json(try world.admin(["show", handle, "--history", "--json"]).output)
    #expect(shown["document"]?["content"]?["frequency"] == "once")
    #expect(shown["document"]?["content"]?["what"] == "Containers vol")
    let reasons = shown["history"]?.arrayValue?.compactMap { $0["change"]?["act"]?["reason"] }
    #expect(reasons == ["Nagebeld", "Niet van deze laptop"])
    #expect(try world.admin(["accept", names[0]]).status == 3)
    #expect(try world.admin(["decline", names[1], "--reason", "a\nb"]).status == 2)
  }

  @Test func `restore says what the office must look at, and accept takes it all at once`() throws {
    let world = try World()
    let handle = try world.document()
    let backup = world.data + "-backup"
    #expect(try world.admin(["backup", backup]).status == 0)
    let other = world.data + "-restored"
    let restored = try Program.run(
      "schouw-server",
      ["restore", backup, "--data", other, "--lang", "en"],
      home: world.home
    )
    #expect(restored.status == 0, "\(restored.errors)")
    #expect(restored.output.contains("schouw-server accept --returned"))
    #expect(restored.output.contains("device-list"))
    let none = try world.admin(["accept", "--returned"])
    #expect(none.status == 0 && none.errors.contains("No decisions from before a restore"))
    #expect(try world.admin(["accept"]).status == 2)
    #expect(try world.admin(["accept", "x:1:y", "--returned"]).status == 2)
    #expect(try world.admin(["show", handle]).status == 0)
  }

  @Test func `export writes what show says of each document`() throws {
    let world = try World()
    var handles = [try world.document(), try world.document("Fietswrak"), try world.document("x")]
    try world.disagree(handles[0], "frequency", ("daily", "once"))
    let export = try world.admin(["exporteer"])
    #expect(export.status == 0, "\(export.errors)")
    let lines = export.output.split(separator: "\n").map(String.init)
    #expect(lines.count == 3)
    for line in lines {
      let document = try world.json(line)
      let id = try #require(document["id"]?.stringValue)
      let shown = try #require(try world.show(id)["document"])
      #expect(line == shown.canonicalText)
      #expect(document["clock"]?.arrayValue?.isEmpty == false)
      handles.removeAll { handle in (try? world.show(handle)["document"]?["id"]) == document["id"] }
    }
    #expect(handles == [])
    #expect(export.errors.contains("3 documents."))
  }

  @Test func `a server that opens on a damaged log says so`() throws {
    let world = try World()
    _ = try world.document()
    world.office.program.signal(SIGTERM)
    #expect(world.office.program.wait().errors == "")
    let folder = world.data + "/segments"
    let segment = try #require(
      try FileManager.default.contentsOfDirectory(atPath: folder).first { $0.hasSuffix(".jsonl") }
    )
    var bytes = try Data(contentsOf: URL(fileURLWithPath: "\(folder)/\(segment)"))
    let place = try #require(bytes.range(of: Data("\"/@kind\"".utf8)))
    bytes[place.lowerBound] ^= 1
    try bytes.write(to: URL(fileURLWithPath: "\(folder)/\(segment)"))
    let office = try OfficeProcess(data: world.data, home: world.home)
    let status = try world.json(try world.admin(["status", "--json"]).output)
    #expect(status["lost"] == 1)
    let today = try world.admin(["today"])
    #expect(today.output.split(separator: "\n")[1].hasPrefix("! The log is damaged, 1 record lost"))
    #expect(today.output.contains("\(segment) byte "))
    let backup = try world.admin(["backup", world.data + "-backup"])
    #expect(backup.status == 16)
    #expect(backup.output.contains("it is not whole") && backup.errors.contains("\(segment) byte "))
    let restore = ["restore", world.data + "-backup", "--data", world.data + "-new"]
    #expect(try Program.run("schouw-server", restore, home: world.home).status == 7)
    let partial = try Program.run("schouw-server", restore + ["--partial"], home: world.home)
    #expect(partial.status == 16 && partial.errors.contains("\(segment) byte "))
    office.program.signal(SIGTERM)
    let outcome = office.program.wait()
    #expect(outcome.errors.contains("1 regel is verloren (\(segment) byte "))
    #expect(outcome.status == 0)
  }

  @Test func `the server logs requests on stderr if it is asked to`() throws {
    let world = try World(["--access-log"])
    let handle = try world.document()
    _ = try world.admin(["show", handle])
    world.office.program.signal(SIGTERM)
    let log = world.office.program.wait().errors.split(separator: "\n")
    #expect(log.contains { $0.contains(" POST /v1/sync 200 ") && $0.hasSuffix(" noord") })
    #expect(log.contains { $0.contains(" POST /v1/admin 200 ") && $0.hasSuffix(" office") })
    #expect(log.allSatisfy { $0.split(separator: " ").count == 7 })
  }
}
