import Foundation
import SchouwCanon
import Testing

/// A stick carries an inspection to the office: shell commands against real programs.
@Suite(.serialized) struct `A stick` {
  typealias World = `The office's commands`.World

  static let secret = "geheim-van-noord-4711"

  /// Whether any file of a folder has these bytes.
  private func has(_ folder: String, _ text: String) throws -> Bool {
    let files = FileManager.default.enumerator(atPath: folder)
    var found = false
    while let name = files?.nextObject() as? String {
      guard let data = FileManager.default.contents(atPath: "\(folder)/\(name)") else { continue }
      if data.range(of: Data(text.utf8)) != nil { found = true }
    }
    return found
  }

  /// Runs a script with `schouw` as a laptop has it; its output.
  private func shell(_ script: String, _ world: World) throws -> Program.Outcome {
    let text = """
      set -eu
      noord() { HOME="$HOMES/noord" schouw "$@"; }
      zuid() { HOME="$HOMES/zuid" schouw "$@"; }
      \(script)
      """
    return try Program.run(
      "/bin/sh",
      ["-c", text],
      home: world.home,
      variables: ["HOMES": world.home, "LANG": "en_GB.UTF-8"]
    )
  }

  @Test func `carries an inspection to the office by a colleague who cannot read it`() throws {
    let world = try World()
    let outcome = try shell(
      """
      mkdir "$HOMES/stick"
      handle=$(noord new inspection --scope BU09172004 --quiet)
      noord new overlast --scope BU09172004 --quiet what=\(Self.secret) >/dev/null
      noord bundle export "$HOMES/stick/noord.bundle"
      noord bundle inspect "$HOMES/stick/noord.bundle"
      zuid bundle import "$HOMES/stick/noord.bundle"
      zuid bundle import "$HOMES/stick/noord.bundle"
      """,
      world
    )
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(outcome.output.contains("sealed: only the office can read it"))
    #expect(outcome.output.contains("Sealed by noord: changes 1 to 3"))
    #expect(outcome.output.contains("this laptop cannot read it"))
    #expect(outcome.output.contains("Nothing new"))
    for folder in ["stick", "zuid"] {
      #expect(try !has("\(world.home)/\(folder)", Self.secret), "\(folder)")
    }
    #expect(try has("\(world.home)/noord", Self.secret))
    #expect(try world.jsonLines(world.admin(["list", "--json"]).output).count == 0)
    // Only zuid talks to the office.
    #expect(try shell("zuid sync", world).status == 0)
    let listed = try world.jsonLines(world.admin(["list", "--json"]).output)
    #expect(listed.count == 2)
    let today = try world.json(world.admin(["today", "--json"]).output)
    #expect(today["held"] == 0 && today["unopened"] == 0 && today["waiting"] == 0)
    let devices = today["devices"]?.arrayValue ?? []
    #expect(devices.first { $0["device"] == "noord" }?["received"] == 3)
    // Then noord finds that all of it is there.
    let sync = try shell("noord sync >/dev/null; noord status --json", world)
    #expect(try world.json(sync.output)["unsent"] == 0)
    #expect(try world.jsonLines(world.admin(["list", "--json"]).output).count == 2)
  }

  @Test func `is read by the office itself, as often as it is put in`() throws {
    let world = try World()
    let made = try shell(
      """
      noord new overlast --scope BU09172004 --quiet what=\(Self.secret) >/dev/null
      noord bundle export "$HOMES/noord.bundle" --quiet
      """,
      world
    )
    #expect(made.status == 0, "\(made.errors)")
    for changes in [2, 0] {
      let taken = try world.admin(["bundle", "import", "\(world.home)/noord.bundle", "--json"])
      #expect(taken.status == 0, "\(taken.errors)")
      #expect(try world.json(taken.output)["changes"] == .number(Double(changes)))
      #expect(try world.json(taken.output)["opened"] == 1)
    }
    #expect(try world.jsonLines(world.admin(["list", "--json"]).output).count == 1)
    #expect(try world.admin(["bundle", "import", "\(world.home)/none"]).status == 3)
  }

  @Test func `that was damaged gives what is whole, and names the rest`() throws {
    let world = try World()
    let outcome = try shell(
      """
      noord new overlast --scope BU09172004 --quiet what=one >/dev/null
      noord bundle export "$HOMES/one.bundle" --for-colleague BU09172004
      head -c -40 "$HOMES/one.bundle" > "$HOMES/cut.bundle"
      zuid bundle import "$HOMES/cut.bundle" || echo "ended with $?"
      """,
      world
    )
    #expect(outcome.output.contains("NOT sealed"))
    #expect(outcome.output.contains("ended with 16"))
    #expect(outcome.errors.contains("its end is missing"))
    let listed = try shell("zuid list --json", world)
    #expect(try world.jsonLines(listed.output).count == 1)
  }

  @Test func `is never written over, and what is no bundle is told`() throws {
    let world = try World()
    let outcome = try shell(
      """
      echo "no bundle" > "$HOMES/x"
      noord bundle export "$HOMES/x" || echo "export $?"
      noord bundle import "$HOMES/x" || echo "import $?"
      noord bundle inspect "$HOMES/none" || echo "inspect $?"
      cat "$HOMES/x"
      """,
      world
    )
    #expect(outcome.output == "export 1\nimport 1\ninspect 3\nno bundle\n")
  }
}
