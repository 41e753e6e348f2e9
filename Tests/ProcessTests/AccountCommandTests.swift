import Foundation
import SchouwCanon
import Testing

/// Accounts as an administrator types them, against a server that runs.
@Suite(.serialized) struct `The account commands` {
  let world: `The office's commands`.World

  init() throws { world = try `The office's commands`.World() }

  /// Runs a command with something on its input.
  private func run(_ words: String, input: String) throws -> Program.Outcome {
    try Program.run(
      "/bin/sh",
      [
        "-c", "printf '\(input)' | schouw-server account \(words) --data \(world.data) --lang en",
      ],
      home: world.home
    )
  }

  @Test func `add, change and remove somebody, and list who is there`() throws {
    let added = try run("add J.Jansen --role handler", input: "vier woorden hier\\n")
    #expect(added.status == 0)
    #expect(added.output == "j.jansen has access (handler).\n")
    #expect(try world.admin(["account", "add", "sso", "--no-password"]).status == 0)
    #expect(try world.admin(["account", "role", "sso", "--role", "administrator"]).status == 0)
    #expect(try run("wachtwoord j.jansen", input: "een heel ander\\r\\n").status == 0)
    let list = try world.admin(["accounts", "--json"])
    let rows = try #require(try JSONReader.read(Array(list.output.utf8.dropLast()))["accounts"])
    #expect(
      rows == [
        ["account": "j.jansen", "password": true, "role": "handler"],
        ["account": "sso", "password": false, "role": "administrator"],
      ]
    )
    #expect(try world.admin(["account", "remove", "sso"]).status == 0)
    #expect(try world.admin(["account", "remove", "sso"]).status == 3)
  }

  @Test func `take no password from an argument, no short one and no second account of a name`()
    throws
  {
    #expect(try world.admin(["account", "add", "jan"]).status == 1)
    #expect(try world.admin(["account", "add", "jan", "geheim geheim"]).status == 2)
    #expect(try world.admin(["account", "add", "jan", "--password", "geheim geheim"]).status == 2)
    let short = try run("add jan", input: "kort\\n")
    #expect(short.status == 1 && short.errors.contains("12 characters"))
    #expect(!short.errors.contains("kort"))
    #expect(try run("add jan", input: "vier woorden hier\\n").status == 0)
    #expect(try run("add JAN", input: "vier woorden hier\\n").status == 1)
    #expect(try run("add 'j n'", input: "vier woorden hier\\n").status == 2)
    #expect(try run("add piet --role king", input: "vier woorden hier\\n").status == 2)
  }
}
