import Foundation
import Testing

@Suite struct `Ctrl-C` {
  /// A place where a connection may be made, and nobody ever answers.
  private func silentListener() throws -> (descriptor: Int32, port: Int) {
    #if os(Linux)
      let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    #else
      let descriptor = socket(AF_INET, SOCK_STREAM, 0)
    #endif
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let result = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(descriptor, $0, size) | listen(descriptor, 8) | getsockname(descriptor, $0, &size)
      }
    }
    try #require(result == 0)
    return (descriptor, Int(UInt16(bigEndian: address.sin_port)))
  }

  @Test func `in the middle of a sync loses nothing and says so`() throws {
    let home = try Program.temporaryFolder()
    defer { try? FileManager.default.removeItem(atPath: home) }
    let office = try OfficeProcess(data: home + "/office", home: home)
    defer {
      office.program.signal(SIGTERM)
      _ = office.program.wait()
    }
    let invited = try Program.run(
      "schouw-server",
      ["device", "add", "noord", "--scope", "BU1", "--data", home + "/office", "--json"],
      home: home
    )
    let quotes = invited.output.components(separatedBy: "\"")
    let code = try #require(quotes.firstIndex(of: "code").map { quotes[$0 + 2] })
    _ = try Program.run("schouw", ["init", "--as", "insp-17"], home: home)
    let enrolled = try Program.run("schouw", ["enrol", office.address, code], home: home)
    try #require(enrolled.status == 0, "\(enrolled.errors)")
    _ = try Program.run("schouw", ["new", "inspection", "--scope", "BU1"], home: home)

    let listener = try silentListener()
    defer { close(listener.descriptor) }
    let file = home + "/.local/share/schouw/office.json"
    let real = try String(contentsOfFile: file, encoding: .utf8)
    try real.replacingOccurrences(of: office.address, with: "http://127.0.0.1:\(listener.port)")
      .write(toFile: file, atomically: true, encoding: .utf8)
    let sync = try Program("schouw", ["stuur"], home: home)
    // A connection that waits means that the request is on its way.
    var waiting = pollfd(fd: listener.descriptor, events: Int16(POLLIN), revents: 0)
    #expect(poll(&waiting, 1, 30_000) == 1)
    sync.signal(SIGINT)
    let outcome = sync.wait()
    #expect(outcome.status == 128 + SIGINT)
    #expect(outcome.errors == "Onderbroken. Er is niets verloren; zie schouw status.\n")

    try real.write(toFile: file, atomically: true, encoding: .utf8)
    let again = try Program.run("schouw", ["stuur"], home: home)
    #expect(again.output.hasPrefix("Verstuurd: 1 wijziging.\n"), "\(again.errors)")
  }
}
