import Foundation
import SchouwCanon
import SchouwCommandLine
import Testing

@Suite struct `Leaving` {
  private let office = FakeOffice()
  private let laptop: FieldLaptop
  private var prefix: String { laptop.home + "/.local" }
  private var program: String { prefix + "/lib/schouw/versions/0.4.0+x-1/bin/schouw" }

  init() { laptop = FieldLaptop(office: office) }

  /// Lays down what `install.sh` makes.
  private func install() throws {
    let files = FileManager.default
    for folder in ["lib/schouw/versions/0.4.0+x-1/bin", "bin", "share/zsh/site-functions"] {
      try files.createDirectory(
        atPath: "\(prefix)/\(folder)",
        withIntermediateDirectories: true
      )
    }
    try Data().write(to: URL(filePath: program))
    try files.createSymbolicLink(
      atPath: prefix + "/lib/schouw/current",
      withDestinationPath: "versions/0.4.0+x-1"
    )
    try files.createSymbolicLink(
      atPath: prefix + "/bin/schouw",
      withDestinationPath: "../lib/schouw/current/bin/schouw"
    )
    try Data("other".utf8).write(to: URL(filePath: prefix + "/bin/schouw-remote"))
    let links = "bin/schouw\nbin/schouw-remote\n../../etc/passwd\nshare/zsh/site-functions/\n"
    try Data(links.utf8).write(to: URL(filePath: prefix + "/lib/schouw/links"))
  }

  private func type(_ words: String...) -> FieldLaptop.Answer {
    laptop.type(words, programFile: program)
  }

  private func exists(_ path: String) -> Bool {
    FileManager.default.fileExists(atPath: "\(prefix)/\(path)")
  }

  @Test func `is refused while work is unsent, and says how to deliver it`() throws {
    try install()
    _ = laptop.begin()
    for words in [["uninstall", "--check"], ["uninstall"]] {
      let refused = laptop.type(words, programFile: program)
      #expect(refused.code == .unsent)
      #expect(refused.err.contains("1 wijziging of bewerking is nog niet op kantoor"))
      #expect(refused.err.contains("schouw stuur"))
    }
    #expect(exists("bin/schouw"))
    let json = type("uninstall", "--check", "--json").first
    #expect(json["unsent"] == 1)
    #expect(json["uninstalled"] == false)
  }

  @Test func `takes away all but the data, and says where those lie`() throws {
    try install()
    let handle = laptop.begin()
    _ = laptop.type("enrol", "https://kantoor.example", "code")
    _ = laptop.type("sync")
    _ = laptop.type("show", handle)
    #expect(type("uninstall", "--check").code == .ok)
    #expect(exists("bin/schouw"))
    let gone = type("uninstall")
    #expect(gone.code == .ok, "\(gone.err)")
    #expect(gone.out.contains(laptop.store))
    for path in ["bin/schouw", "lib/schouw", "share/zsh/site-functions", "state/schouw"] {
      #expect(!exists(path), "\(path)")
    }
    #expect(exists("bin/schouw-remote"), "what is not ours stays")
    #expect(laptop.type("show", handle).code == .ok)
  }

  @Test func `may be wanted all the same, and then warns`() throws {
    try install()
    _ = laptop.begin()
    let gone = type("uninstall", "--anyway")
    #expect(gone.code == .ok)
    #expect(gone.out.contains("nog niet op kantoor"))
    #expect(!exists("lib/schouw"))
    #expect(laptop.type("list", "--json").json.count == 1)
  }

  @Test func `is free where there is nothing to lose`() {
    #expect(laptop.type("uninstall", "--check").code == .ok)
    _ = laptop.type("init", "--example")
    #expect(laptop.type("uninstall", "--check").code == .ok)
  }

  @Test func `is not for a program that was not installed`() {
    let refused = laptop.type(["uninstall"], programFile: "/opt/schouw/bin/schouw")
    #expect(refused.code == .failed)
    #expect(refused.err.contains("install.sh"))
    // A store of a newer program may hold unsent work: nobody here can tell.
    _ = laptop.begin()
    let format = laptop.store + "/format.json"
    try? Data(#"{"format":"schouw-store/2","store":"x"}"#.utf8).write(to: URL(filePath: format))
    #expect(laptop.type("uninstall", "--check").code == .newerFormat)
  }
}
