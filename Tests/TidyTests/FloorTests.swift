import Foundation
import Testing

/// Which floor may stand on which: SwiftPM lets a target import whatever lies below it, so this holds them.
@Suite struct `The floors` {
  /// For each target the modules that it may import.
  static let allowed: [String: Set<String>] = {
    let canon: Set<String> = []
    let documents: Set<String> = ["SchouwCanon"]
    let engine: Set<String> = ["SchouwCanon", "SchouwDocuments"]
    let clib: Set<String> = ["Glibc", "Musl", "Darwin"]
    let client = engine.union(["SchouwTemplates", "SchouwSync", "SchouwJournal"])
    let above = client.union([
      "SchouwCommandLine", "SchouwFieldClient", "SchouwTransport", "SchouwServer", "SchouwHTTP",
      "Foundation", "Dispatch", "Synchronization",
    ])
    return [
      "SchouwCanon": canon,
      "SchouwDocuments": documents,
      "SchouwJournal": engine.union(clib),
      "SchouwSync": engine,
      "SchouwHTTP": ["SchouwCanon", "Foundation", "Dispatch", "Synchronization"],
      "SchouwTemplates": engine,
      "SchouwFieldClient": client.union(["Dispatch", "Synchronization"]),
      "SchouwTransport": [
        "SchouwFieldClient", "Foundation", "FoundationNetworking", "Synchronization",
      ],
      // The page of the office speaks two languages with the words of the command line.
      "SchouwServer": client.union([
        "SchouwHTTP", "SchouwCommandLine", "Dispatch", "Synchronization",
      ]),
      "SchouwCommandLine": Set(["SchouwCanon", "Synchronization"]).union(clib),
      "SchouwFieldCommands": client.union([
        "SchouwFieldClient", "SchouwCommandLine", "Synchronization", "Dispatch",
      ]).union(clib),
      // Never their sockets: no `SchouwHTTP`, no `SchouwTransport`.
      "SchouwSimulation": client.union([
        "SchouwFieldClient", "SchouwServer", "Foundation", "Dispatch", "Synchronization",
      ]),
      "schouw": clib.union(["SchouwFieldCommands", "SchouwCommandLine", "Foundation"]),
      "schouw-remote": clib.union([
        "SchouwFieldCommands", "SchouwCommandLine", "SchouwFieldClient", "SchouwTransport",
        "Foundation", "Dispatch",
      ]),
      "schouw-server": above.union(["SchouwFieldCommands"]),
      "schouw-demo": above,
      "schouw-bench": above,
      "schouw-simulate": ["SchouwCanon", "SchouwCommandLine", "SchouwSimulation", "Foundation"],
    ]
  }()

  @Test func `import nothing upward and nothing from outside`() throws {
    for path in Tree.swiftFiles(in: "Sources") {
      let target = String(path.split(separator: "/")[1])
      let allowed = try #require(Self.allowed[target], "\(target) is not in the list of floors")
      for module in Tree.imports(try Tree.text(path)) where module != target {
        #expect(allowed.contains(module), "\(path) imports \(module)")
      }
    }
  }

  @Test func `speak with networks in one target only`() throws {
    for path in Tree.swiftFiles(in: "Sources") {
      let imports = Tree.imports(try Tree.text(path))
      if imports.contains("FoundationNetworking") {
        #expect(path.hasPrefix("Sources/SchouwTransport/"), "\(path)")
      }
    }
  }

  @Test func `open files at one door only`() throws {
    let calls = ["fdatasync(", "pread(", "ftruncate(", "flock(", "renameFile("]
    for path in Tree.swiftFiles(in: "Sources")
    where ["SchouwJournal", "SchouwFieldClient", "SchouwServer", "SchouwSync", "SchouwDocuments"]
      .contains(String(path.split(separator: "/")[1]))
    {
      let code = Tree.code(try Tree.text(path))
      for call in calls where code.contains(call) {
        #expect(path == "Sources/SchouwJournal/SystemDisk.swift", "\(path) calls \(call)")
      }
    }
  }

  @Test func `depend on no package`() throws {
    let manifest = try Tree.text("Package.swift")
    #expect(!manifest.contains(".package("))
    #expect(!manifest.contains("systemLibrary"))
  }
}
