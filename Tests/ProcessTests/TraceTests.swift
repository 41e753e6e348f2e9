import Foundation
import Testing

@Suite struct `A sync` {
  @Test func `leaves nothing on the laptop but the store and what was shown`() throws {
    let home = try Program.temporaryFolder()
    defer { try? FileManager.default.removeItem(atPath: home) }
    let office = try OfficeProcess(data: home + "/office", home: home)
    defer {
      office.program.signal(SIGTERM)
      _ = office.program.wait()
    }
    let laptop = home + "/laptop"
    _ = try Program.run("schouw", ["init", "--as", "insp-17"], home: laptop)
    let refused = try Program.run("schouw", ["enrol", office.address, "no-code"], home: laptop)
    #expect(refused.status == 10, "\(refused.errors)")
    let files = try FileManager.default.subpathsOfDirectory(atPath: laptop)
      .filter { !$0.hasPrefix("output") && !$0.hasPrefix(".local/share/schouw/") }
    let expected = [".local", ".local/share", ".local/share/schouw"]
    #expect(files.filter { !$0.hasPrefix(".local/state") }.sorted() == expected)
  }
}
