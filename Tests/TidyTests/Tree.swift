import Foundation

/// The files of the repository, for tests about the code itself.
enum Tree {
  static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// The Swift files under a folder of the repository, by their paths from the root, sorted.
  static func swiftFiles(in folder: String) -> [String] {
    let base = root.appendingPathComponent(folder)
    let all = FileManager.default.enumerator(atPath: base.path)?.compactMap { $0 as? String } ?? []
    return all.filter { $0.hasSuffix(".swift") }.map { "\(folder)/\($0)" }.sorted()
  }

  static func text(_ path: String) throws -> String {
    try String(contentsOf: root.appendingPathComponent(path), encoding: .utf8)
  }

  /// The modules that a file imports.
  static func imports(_ text: String) -> [String] {
    text.split(separator: "\n").compactMap { line in
      var words = line.split(separator: " ").map(String.init)
      while let first = words.first,
        ["public", "internal", "package", "private"].contains(first) || first.hasPrefix("@")
      {
        words.removeFirst()
      }
      guard words.first == "import", words.count >= 2 else { return nil }
      let kinds = ["struct", "class", "enum", "func", "protocol", "var", "let", "typealias"]
      let name = kinds.contains(words[1]) && words.count > 2 ? words[2] : words[1]
      return name.split(separator: ".").first.map(String.init)
    }
  }

  /// The code of a file without its comments and string literals, roughly: enough to look for words.
  static func code(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false).map { line -> String in
      var result = ""
      var isInString = false
      var previous: Character = " "
      for character in line {
        if !isInString, character == "/", previous == "/" {
          result.removeLast()
          break
        }
        if character == "\"", previous != "\\" { isInString.toggle() }
        if !isInString { result.append(character) }
        previous = character
      }
      return result
    }.joined(separator: "\n")
  }
}
