import Foundation
import SchouwCanon
import Testing

/// Real processes, killed at random moments under traffic.
///
/// Acknowledged is: the command ended with 0.
@Suite(.serialized) struct `Killed at any moment` {
  static let rounds = 50
  static let seed: UInt64 = 20_261_124

  /// What an inspector typed, and what became of it.
  private struct Model {
    /// Texts whose command ended with 0: each must be there, once.
    var acknowledged: [String] = []
    /// Texts whose command was killed: there whole, or not at all.
    var unknown: [String] = []
  }

  @Test func `loses nothing that was acknowledged and keeps nothing half`() throws {
    print("kill rounds: \(Self.rounds), seed \(Self.seed)")
    let home = try Program.temporaryFolder()
    defer { try? FileManager.default.removeItem(atPath: home) }
    let data = home + "/office"
    var random = SeededRandom(seed: Self.seed)
    // Outside the range from which the system gives ports away: it is started again at its address.
    let port = 26_000 + Int(getpid()) % 6_000
    var office = try OfficeProcess(data: data, home: home, port: port)
    defer {
      office.program.signal(SIGKILL)
      _ = office.program.wait()
    }
    let noord = home + "/noord"
    let zuid = home + "/zuid"
    for (name, folder) in [("noord", noord), ("zuid", zuid)] {
      #expect(try Program.run("schouw", ["init", "--as", "insp-17"], home: folder).status == 0)
      try enrol(name, folder, office.address, data, home)
    }
    var model = Model()
    var kills = (client: 0, server: 0)
    // Kills fall anywhere in the life of a command, however fast this machine is.
    var life = 20
    for round in 0..<Self.rounds {
      // Two documents that are left alone, one whose command is killed.
      for step in 0..<3 {
        let text = "ronde \(round) stap \(step)"
        let begun = ContinuousClock.now
        let command = try Program(
          "schouw",
          ["new", "overlast", "--scope", "BU09172004", "what=\(text)"],
          home: noord
        )
        if step == 2 {
          Program.pass(milliseconds: Int32(random.next() % UInt64(life)))
          command.signal(SIGKILL)
        }
        let status = command.wait().status
        if step == 1 {
          life = max(2, Int((ContinuousClock.now - begun) / .milliseconds(1)))
        }
        if status == 0 {
          model.acknowledged.append(text)
        } else {
          #expect(status == 128 + SIGKILL, "only the kill ends a command otherwise")
          model.unknown.append(text)
          kills.client += 1
        }
      }
      // A sync during which the laptop or the office is killed.
      let sync = try Program("schouw", ["sync"], home: noord)
      Program.pass(milliseconds: Int32(random.next() % 120))
      if random.next() % 2 == 0 {
        office.program.signal(SIGKILL)
        _ = office.program.wait()
        kills.server += 1
        // Its retries would outlast the test: the laptop is killed too.
        sync.signal(SIGKILL)
        _ = sync.wait()
        office = try OfficeProcess(data: data, home: home, port: port)
      } else {
        sync.signal(SIGKILL)
        _ = sync.wait()
        kills.client += 1
      }
    }
    print("killed: \(kills.client) times a client, \(kills.server) times the server")
    #expect(kills.server >= 10 && kills.client >= 50)

    for folder in [noord, zuid] {
      let sync = try Program.run("schouw", ["sync"], home: folder)
      #expect(sync.status == 0, "\(sync.errors)")
    }
    for folder in [noord, zuid] {
      let texts = try self.texts(folder)
      for text in model.acknowledged {
        #expect(texts.count { $0 == text } == 1, "\(text) in \(folder)")
      }
      let known = Set(model.acknowledged + model.unknown)
      for text in texts { #expect(known.contains(text), "\(text) is half or made up") }
      #expect(Set(texts).count == texts.count, "a document came twice")
    }
    #expect(try texts(noord).sorted() == texts(zuid).sorted())
    for folder in [noord, zuid] {
      #expect(try Program.run("schouw", ["verify"], home: folder).status == 0)
    }
    #expect(try Program.run("schouw-server", ["verify", "--data", data], home: home).status == 0)
  }

  private func enrol(
    _ name: String,
    _ folder: String,
    _ address: String,
    _ data: String,
    _ home: String
  ) throws {
    let invited = try Program.run(
      "schouw-server",
      ["device", "add", name, "--scope", "BU09172004", "--data", data, "--json"],
      home: home
    )
    let code = try JSONReader.read(Array(invited.output.utf8))["code"]?.stringValue
    let enrolled = try Program.run("schouw", ["enrol", address, try #require(code)], home: folder)
    #expect(enrolled.status == 0, "\(enrolled.errors)")
  }

  /// The texts of all documents of a store.
  private func texts(_ folder: String) throws -> [String] {
    let export = try Program.run("schouw", ["export"], home: folder)
    #expect(export.status == 0, "\(export.errors)")
    return try export.output.split(separator: "\n").map { line in
      let value = try JSONReader.read(Array(line.utf8))
      return try #require(value["content"]?["what"]?.stringValue)
    }
  }
}
