import Foundation
import Testing

/// What the programs load.
@Suite struct `The programs` {
  @Test func `load no networking where they do not talk to the office`() throws {
    let home = try Program.temporaryFolder()
    defer { try? FileManager.default.removeItem(atPath: home) }
    for name in ["schouw", "schouw-server"] {
      let path = Program.folder.appendingPathComponent(name).path
      let libraries = try Program.run("/usr/bin/ldd", [path], home: home).output
      #expect(libraries.contains("libc.so"))
      #expect(!libraries.contains("FoundationNetworking"), "\(name)")
      #expect(!libraries.contains("libcurl"), "\(name)")
    }
  }

  @Test func `stop at SIGTERM with 0 after finishing what is under way`() throws {
    let home = try Program.temporaryFolder()
    defer { try? FileManager.default.removeItem(atPath: home) }
    let office = try OfficeProcess(data: home + "/office", home: home)
    office.program.signal(SIGTERM)
    #expect(office.program.wait().status == 0)
  }

  @Test func `write nothing of what they print into a store, also without a standard output`()
    throws
  {
    let home = try Program.temporaryFolder()
    defer { try? FileManager.default.removeItem(atPath: home) }
    let script = """
      set -e
      schouw init --as insp-17
      H=$(schouw new overlast --scope BU09172004 what=Containers --quiet)
      schouw show "$H" >&- 2>&- <&- || true
      schouw list >&- || true
      schouw verify
      """
    try script.write(toFile: home + "/closed.sh", atomically: true, encoding: .utf8)
    let run = try Program.run("/bin/bash", [home + "/closed.sh"], home: home)
    #expect(run.status == 0, "\(run.output)\n\(run.errors)")
  }
}
