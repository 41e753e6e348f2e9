import Foundation
import Testing

/// Rules about the code that no compiler holds.
@Suite struct `The code` {
  @Test func `stops for no fault that comes from outside`() throws {
    for path in Tree.swiftFiles(in: "Sources") {
      let code = Tree.code(try Tree.text(path))
      for word in ["fatalError(", "try!", "as!", "TODO", "FIXME"] {
        #expect(!code.contains(word), "\(path) has \(word)")
      }
    }
  }

  @Test func `never sleeps in a test`() throws {
    for path in Tree.swiftFiles(in: "Tests") where !path.hasPrefix("Tests/TidyTests/") {
      let code = Tree.code(try Tree.text(path))
      for word in ["Task.sleep", "Thread.sleep", "usleep("] {
        #expect(!code.contains(word), "\(path) has \(word)")
      }
    }
  }

  @Test func `keeps every file one thing`() throws {
    // A table of messages is one thing however long it is.
    for path in Tree.swiftFiles(in: "Sources")
    where !path.hasSuffix("Embedded.swift") && !path.hasSuffix("Message.swift") {
      let lines = try Tree.text(path).split(separator: "\n", omittingEmptySubsequences: false).count
      #expect(lines <= 560, "\(path) has \(lines) lines")
    }
  }

  @Test func `leaves no placeholder behind`() {
    let left = (Tree.swiftFiles(in: "Sources") + Tree.swiftFiles(in: "Tests"))
      .filter { $0.hasSuffix("Placeholder.swift") }
    #expect(left.isEmpty, "\(left)")
  }

  @Test func `embeds the templates as they lie in the resources`() throws {
    let embedded = try Tree.text("Sources/SchouwTemplates/Embedded.swift")
    let folder = "Sources/SchouwTemplates/Resources/templates"
    let names = try FileManager.default
      .contentsOfDirectory(atPath: Tree.root.appendingPathComponent(folder).path)
      .filter { $0.hasSuffix(".json") }
    #expect(!names.isEmpty)
    for name in names {
      let text = try Tree.text("\(folder)/\(name)")
      #expect(
        embedded.contains(text),
        "\(name) is not embedded as it is: see the head of Embedded.swift"
      )
    }
  }

  @Test func `has the top level that was agreed`() throws {
    let agreed: Set<String> = [
      "Package.swift", "Sources", "Tests", "Protocol", "SampleDevices", "README.md",
    ]
    let names = try FileManager.default.contentsOfDirectory(atPath: Tree.root.path)
      .filter { !$0.hasPrefix(".") && $0 != "Package.resolved" }
    #expect(Set(names).subtracting(agreed).isEmpty)
  }
}
