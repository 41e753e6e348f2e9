import Foundation
import Testing

/// What the programs load.
@Suite struct `The programs` {
  @Test func `load no networking where they do not talk to the office`() throws {
    let home = try Program.temporaryFolder()
    defer { try? FileManager.default.removeItem(atPath: home) }
    let path = Program.folder.appendingPathComponent("schouw").path
    let libraries = try Program.run("/usr/bin/ldd", [path], home: home).output
    #expect(libraries.contains("libc.so"))
    #expect(!libraries.contains("FoundationNetworking"))
    #expect(!libraries.contains("libcurl"))
  }

  @Test func `stop at SIGTERM with 0 after finishing what is under way`() throws {
    let home = try Program.temporaryFolder()
    defer { try? FileManager.default.removeItem(atPath: home) }
    let office = try OfficeProcess(data: home + "/office", home: home)
    office.program.signal(SIGTERM)
    #expect(office.program.wait().status == 0)
  }
}
