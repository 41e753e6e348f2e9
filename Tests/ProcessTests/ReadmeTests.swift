import Foundation
import Testing

/// What the README promises is run as it stands there.
@Suite(.serialized) struct `The README` {
  static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// The blocks of a language, in order.
  static func blocks(_ language: String) throws -> [String] {
    let text = try String(contentsOf: root.appendingPathComponent("README.md"), encoding: .utf8)
    var blocks: [String] = []
    var current: [Substring]?
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if let lines = current {
        if line == "```" {
          blocks.append(lines.joined(separator: "\n"))
          current = nil
        } else {
          current = lines + [line]
        }
      } else if line == "```\(language)" {
        current = []
      }
    }
    return blocks
  }

  @Test func `walks as inspector and as administrator`() throws {
    let home = try Program.temporaryFolder()
    defer { try? FileManager.default.removeItem(atPath: home) }
    let blocks = try Self.blocks("sh")
    #expect(blocks.count >= 4)
    let script = "set -euo pipefail\n" + blocks.joined(separator: "\n") + "\necho WALKED\n"
    try script.write(toFile: home + "/walk.sh", atomically: true, encoding: .utf8)
    let walk = try Program.run(
      "/bin/bash",
      [home + "/walk.sh"],
      home: home,
      variables: ["OFFICE": home + "/office"]
    )
    #expect(walk.status == 0, "\(walk.output)\n\(walk.errors)")
    #expect(walk.output.hasSuffix("WALKED\n"))
    #expect(walk.output.contains("rooms.1"))
  }

  @Test func `links only to what is there`() throws {
    let text = try String(
      contentsOf: Self.root.appendingPathComponent("README.md"),
      encoding: .utf8
    )
    var rest = text[...]
    var links = 0
    while let start = rest.range(of: "]("), let end = rest[start.upperBound...].firstIndex(of: ")")
    {
      let target = String(rest[start.upperBound..<end])
      links += 1
      #expect(
        FileManager.default.fileExists(atPath: Self.root.appendingPathComponent(target).path),
        "\(target)"
      )
      rest = rest[end...]
    }
    #expect(links >= 5)
  }

  @Test func `builds the app of five lines in a package of its own, edits and syncs`() throws {
    let home = try Program.temporaryFolder()
    defer { try? FileManager.default.removeItem(atPath: home) }
    let office = try OfficeProcess(data: home + "/office", home: home)
    defer {
      office.program.signal(SIGTERM)
      _ = office.program.wait()
    }
    let invited = try Program.run(
      "schouw-server",
      ["device", "add", "app", "--scope", "BU09172004", "--data", home + "/office", "--json"],
      home: home
    )
    let quotes = invited.output.components(separatedBy: "\"")
    let code = try #require(quotes.firstIndex(of: "code").map { quotes[$0 + 2] })
    let package = home + "/app"
    try FileManager.default.createDirectory(
      atPath: package + "/Sources/app",
      withIntermediateDirectories: true
    )
    try """
    // swift-tools-version: 6.0
    import PackageDescription
    let package = Package(
      name: "app", platforms: [.macOS(.v15)],
      dependencies: [.package(name: "schouw", path: "\(Self.root.path)")],
      targets: [
        .executableTarget(
          name: "app", dependencies: [.product(name: "SchouwFieldClient", package: "schouw")])
      ])
    """.write(toFile: package + "/Package.swift", atomically: true, encoding: .utf8)
    let lines = try #require(try Self.blocks("swift").first)
    try """
    import Foundation
    import SchouwCanon
    import SchouwDocuments
    import SchouwFieldClient
    import SchouwJournal
    import SchouwTransport

    let folder = CommandLine.arguments[1]
    let environment = StoreEnvironment(
      disk: SystemDisk(), clock: { Int64(Date().timeIntervalSince1970 * 1000) },
      random: SystemRandom())
    let author = Author("insp-17")!
    let path = JSONPointer("/what")!
    let state = JSONPointer("/state")!
    let begun = try Store.create(folder, author: author, environment: environment)
    _ = try await begun.enrol(
      at: CommandLine.arguments[2], code: CommandLine.arguments[3], over: URLSessionTransport())
    \(lines)
    print(shown.content["what"]?.stringValue ?? "nothing", verdict.sent, verdict.received.counter)
    """.write(toFile: package + "/Sources/app/main.swift", atomically: true, encoding: .utf8)
    let swift = try Program.run(
      "/usr/bin/env",
      ["swift", "build", "--package-path", package, "--scratch-path", package + "/.build"],
      home: home,
      variables: ["PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"]
    )
    try #require(swift.status == 0, "\(swift.output)\n\(swift.errors)")
    let run = try Program.run(
      package + "/.build/debug/app",
      [home + "/store", office.address, code],
      home: home
    )
    #expect(run.output == "Containers vol 2 2\n", "\(run.errors)")
  }
}
