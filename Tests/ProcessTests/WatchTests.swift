import Foundation
import SchouwCanon
import Testing

/// `schouw watch` in a process of its own, with an office and a colleague in theirs.
@Suite(.serialized) struct `A watch` {
  let home: String
  let data: String

  init() throws {
    home = try Program.temporaryFolder()
    data = home + "/office"
  }

  func enrol(_ name: String, at office: OfficeProcess) throws -> String {
    let folder = "\(home)/\(name)"
    #expect(try Program.run("schouw", ["init", "--as", "insp-17"], home: folder).status == 0)
    let invited = try Program.run(
      "schouw-server",
      ["device", "add", name, "--scope", "BU09172004", "--data", data, "--json"],
      home: home
    )
    let code = try JSONReader.read(Array(invited.output.utf8))["code"]?.stringValue
    let enrolled = try Program.run(
      "schouw",
      ["enrol", office.address, try #require(code)],
      home: folder
    )
    #expect(enrolled.status == 0, "\(enrolled.errors)")
    return folder
  }

  /// Waits at most 30 s.
  func wait(_ condition: () -> Bool) -> Bool {
    for _ in 0..<3000 {
      if condition() { return true }
      Program.pass(milliseconds: 10)
    }
    return false
  }

  @Test func `hears of a colleague's work without asking, and again after the office was away`()
    throws
  {
    defer { try? FileManager.default.removeItem(atPath: home) }
    let port = 32_100 + Int(getpid()) % 500
    var office = try OfficeProcess(data: data, home: home, port: port)
    let (noord, zuid) = (try enrol("noord", at: office), try enrol("zuid", at: office))
    // It asks by itself once a day only: what comes sooner was heard.
    let watch = try Program("schouw", ["watch", "--every", "86400", "--lang", "en"], home: zuid)
    defer {
      watch.signal(SIGKILL)
      office.program.signal(SIGKILL)
      _ = (watch.wait(), office.program.wait())
    }
    #expect(wait { watch.errorsSoFar.contains("Connected") })

    func write(_ text: String) throws {
      let words = ["new", "overlast", "--scope", "BU09172004", "what=\(text)"]
      #expect(try Program.run("schouw", words, home: noord).status == 0)
      #expect(try Program.run("schouw", ["sync"], home: noord).status == 0)
    }
    func count(_ part: String, _ text: String) -> Int {
      text.components(separatedBy: part).count - 1
    }
    try write("een")
    let start = ContinuousClock.now
    #expect(wait { count("Came: 2 changes", watch.outputSoFar) == 1 })
    print("a colleague's sync was fetched \(ContinuousClock.now - start) after its end")

    office.program.signal(SIGTERM)
    #expect(office.program.wait().status == 0)
    #expect(wait { watch.errorsSoFar.contains("The office tells nothing by itself") })
    office = try OfficeProcess(data: data, home: home, port: port)
    #expect(wait { count("Connected", watch.errorsSoFar) == 2 })
    try write("twee")
    #expect(wait { count("Came: 2 changes", watch.outputSoFar) == 2 })

    watch.signal(SIGINT)
    #expect(watch.wait().status == 0)
  }
}
