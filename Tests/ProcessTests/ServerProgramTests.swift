import SchouwCommandLine
import Testing

@testable import schouw_server

/// What the server's program offers, and says.
@Suite struct `The server's program` {
  @Test func `offers commands without a fault`() { #expect(ServerCommands.set.faults() == []) }

  @Test func `helps with a verb of two words, and offers no store`() throws {
    for line in [["help", "device", "add"], ["device", "add", "--help"], ["hulp", "device-add"]] {
      #expect(try ServerCommands.set.split(line) == .help(ServerCommands.deviceAdd))
    }
    #expect(!ServerCommands.set.globalOptions.contains { $0.name == "store" })
  }

  @Test func `says everything in both languages`() {
    #expect(MessageFault.all(in: ServerMessage.self) == [])
    #expect(MessageFault.all(in: BreachMessage.self) == [])
  }

  @Test func `has a Dutch name for each of the office's commands`() {
    let names: [String: String] = [
      "today": "vandaag", "list": "lijst", "show": "toon", "conflicts": "conflicten",
      "resolve": "kies", "accept": "aanvaard", "decline": "wijs-af", "export": "exporteer",
      "breach": "datalek",
    ]
    for (verb, alias) in names {
      let command = ServerCommands.set.commands.first { $0.verb == verb }
      #expect(command?.aliases.first == alias, "\(verb)")
    }
  }
}
