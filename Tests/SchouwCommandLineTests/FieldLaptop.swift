import Foundation
import SchouwCanon
import SchouwCommandLine
import SchouwFieldClient
import SchouwFieldCommands
import SchouwJournal
import Synchronization

/// A laptop on which `schouw` is typed: folders of its own, a clock that ticks a minute a command.
final class FieldLaptop: Sendable {
  let home: String
  private let seed: String
  private let office: FakeOffice?
  private let ticks = Mutex(0)
  private let handedOver = Mutex<[[String]]>([])

  init(_ name: String = "noord", office: FakeOffice? = nil) {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("schouw-cli-\(UUID().uuidString)")
    home = folder.path
    seed = name
    self.office = office
    try? FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: home) }

  /// What a command line said, and how it ended.
  struct Answer {
    let code: ExitCode
    let out: String
    let err: String

    /// The lines of results as JSON.
    var json: [JSONValue] {
      out.split(separator: "\n").compactMap { try? JSONReader.read(Array($0.utf8)) }
    }

    /// The first of those lines; null if there is none.
    var first: JSONValue { json.first ?? .null }
  }

  /// What was handed over to the helper program.
  var handOvers: [[String]] { handedOver.withLock { $0 } }

  /// Types a command line.
  func type(
    _ words: [String],
    language: String = "nl_NL.UTF-8",
    variables: [String: String] = [:],
    programFile: String? = nil,
    systemRoot: String = ""
  ) -> Answer {
    let tick = ticks.withLock { ticks -> Int in
      ticks += 1
      return ticks
    }
    var world = World(transport: office)
    world.clock = { 1_795_510_920_000 + Int64(tick) * 60_000 }  // 2026-11-24T09:02:00Z
    world.random = SeededRandom(seed: "\(seed) \(tick)")
    world.machine = "machine \(seed)"
    world.lockMilliseconds = 50
    world.programFile = programFile
    world.systemRoot = systemRoot
    world.handOver = { words in self.handedOver.withLock { $0.append(words) } }
    var environment = ["HOME": home, "LANG": language]
    environment.merge(variables) { $1 }
    let (out, err) = (MemorySink(), MemorySink())
    let code = FieldProgram(world).run(
      words,
      environment: Environment(environment),
      output: { _, isQuiet in Output(out: out, err: err, isQuiet: isQuiet) }
    )
    return Answer(code: code, out: out.text, err: err.text)
  }

  func type(_ words: String...) -> Answer { type(words) }

  /// Makes a store and a document; its handle.
  func begin(_ kind: String = "inspection", author: String = "insp-17", _ answers: String...)
    -> String
  {
    _ = type("init", "--as", author)
    return new(kind, answers)
  }

  func new(_ kind: String, _ answers: [String] = []) -> String {
    type(["new", kind, "--json"] + answers).json.first?["handle"]?.stringValue ?? "?"
  }

  /// The shown value at a path of a document.
  func value(_ handle: String, _ path: String...) -> JSONValue? {
    var value = type("export", handle).json.first?["content"]
    for name in path { value = value?[name] }
    return value
  }

  var store: String { home + "/.local/share/schouw" }

  /// The bytes of every segment of the store's journal.
  func segments() throws -> [String: Data] {
    let folder = URL(fileURLWithPath: store + "/segments")
    let files = try FileManager.default.contentsOfDirectory(
      at: folder,
      includingPropertiesForKeys: nil
    )
    return try files.reduce(into: [:]) { $0[$1.lastPathComponent] = try Data(contentsOf: $1) }
  }
}
