import Dispatch
import Foundation
import Synchronization
import Testing

@Suite struct `A word that is no text` {
  @Test(arguments: ["schouw", "schouw-server", "schouw-remote"])
  func `is refused, and nothing is stored`(_ program: String) throws {
    let home = try Program.temporaryFolder()
    defer { try? FileManager.default.removeItem(atPath: home) }
    #expect(try Program.run("schouw", ["init", "--as", "insp-17"], home: home).status == 0)
    let made = try Program.run(
      "schouw",
      ["new", "overlast", "--scope", "BU09172004", "--quiet"],
      home: home
    )
    let handle = made.output.trimmingCharacters(in: .newlines)
    // An é in Latin-1.
    let line = "\(program) --lang en set \(handle) what \"caf$(printf '\\351')\""
    let told = try Program.run("/bin/sh", ["-c", line], home: home)
    #expect(told.status == 2, "\(told.errors)")
    #expect(told.errors.contains("Word 6 is no readable text; nothing was done."))
    let status = try Program.run("schouw", ["show", handle, "--json"], home: home)
    #expect(!status.output.contains("caf"))
  }
}

@Suite struct `Two shells on one store` {
  @Test func `answer different questions at once, and neither is told to look again`() throws {
    let home = try Program.temporaryFolder()
    defer { try? FileManager.default.removeItem(atPath: home) }
    #expect(try Program.run("schouw", ["init", "--as", "insp-17"], home: home).status == 0)
    let made = try Program.run(
      "schouw",
      ["new", "inspection", "--scope", "BU09172004", "--quiet"],
      home: home
    )
    let handle = made.output.trimmingCharacters(in: .newlines)
    let statuses = Mutex<[Int32]>([])
    DispatchQueue.concurrentPerform(iterations: 2) { shell in
      for number in 1...12 {
        let words = shell == 0 ? ["occ.seen", "\(number)"] : ["object.gbo_m2", "\(40 + number)"]
        let outcome = try? Program.run("schouw", ["set", handle] + words, home: home)
        statuses.withLock { $0.append(outcome?.status ?? -1) }
      }
    }
    #expect(statuses.withLock { $0 } == [Int32](repeating: 0, count: 24))
    let shown = try Program.run("schouw", ["show", handle, "--json"], home: home)
    #expect(shown.output.contains("\"seen\":12"))
    #expect(shown.output.contains("\"gbo_m2\":52"))
  }
}
