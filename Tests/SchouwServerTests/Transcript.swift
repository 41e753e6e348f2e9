import Foundation
import SchouwCanon

/// A page of `Protocol/transcripts`: see the README there for its form.
struct Transcript {
  /// What an office answered, or should.
  struct Exchange {
    /// The request's method and path, its fields, its body.
    var method = ""
    var path = ""
    var fields: [(name: String, value: String)] = []
    var body: [String] = []
    /// The lines of the answer, without their `< `.
    var answer: [String] = []
  }

  /// A line of the page with what it means.
  enum Step {
    /// Words for people.
    case words(String)
    /// What a person at the office does.
    case office(String)
    case exchange(Exchange)
  }

  var steps: [Step] = []

  /// Reads a page.
  init(_ text: String) {
    var isBody = false
    for line in text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) {
      let rest = String(line.dropFirst(2))
      if line.hasPrefix("> ") || line == ">" {
        if case .exchange(let last)? = steps.last, last.answer.isEmpty {
        } else {
          steps.append(.exchange(Exchange()))
          isBody = false
        }
        guard case .exchange(var exchange)? = steps.popLast() else { continue }
        if line == ">" {
          isBody = true
        } else if isBody {
          exchange.body.append(rest)
        } else if exchange.method.isEmpty {
          let words = rest.components(separatedBy: " ")
          exchange.method = words[0]
          exchange.path = words.dropFirst().joined(separator: " ")
        } else {
          let parts = rest.components(separatedBy: ": ")
          exchange.fields.append((parts[0], parts.dropFirst().joined(separator: ": ")))
        }
        steps.append(.exchange(exchange))
      } else if line.hasPrefix("< ") || line == "<" {
        guard case .exchange(var exchange)? = steps.popLast() else { continue }
        exchange.answer.append(rest)
        steps.append(.exchange(exchange))
      } else if line.hasPrefix("* ") {
        steps.append(.office(rest))
      } else {
        steps.append(.words(line))
      }
    }
  }

  /// The page again.
  var text: String {
    steps.map { step in
      switch step {
      case .words(let line): return line
      case .office(let line): return "* " + line
      case .exchange(let exchange):
        var lines = ["> \(exchange.method) \(exchange.path)"]
        lines += exchange.fields.map { "> \($0.name): \($0.value)" }
        if !exchange.body.isEmpty { lines += [">"] + exchange.body.map { "> " + $0 } }
        lines += exchange.answer.map { $0.isEmpty ? "<" : "< " + $0 }
        return lines.joined(separator: "\n")
      }
    }.joined(separator: "\n")
  }
}

/// What `{name}` stands for: bound where it is first met in an answer, compared afterwards.
struct Placeholders {
  private(set) var values: [String: String] = [:]

  mutating func bind(_ name: String, _ value: String) { values[name] = value }

  /// A text with every known name in its place.
  func filled(_ text: String) -> String {
    values.reduce(text) { $0.replacingOccurrences(of: "{\($1.key)}", with: $1.value) }
  }

  private static let form = #"\{[a-z]+(-[0-9]+)?\}"#

  /// The names in a request that nothing stands for: such a request would ask for something else than the page says.
  func unbound(in exchange: Transcript.Exchange) -> [String] {
    let lines = [exchange.path] + exchange.fields.map(\.value) + exchange.body
    return lines.flatMap { line in
      var names: [String] = []
      var rest = Substring(filled(line))
      while let found = rest.range(of: Self.form, options: .regularExpression) {
        names.append(String(rest[found]))
        rest = rest[found.upperBound...]
      }
      return names
    }
  }

  /// Whether a line is as expected; binds what is new.
  mutating func matches(_ line: String, _ expected: String) -> Bool {
    let pattern = filled(expected)
    guard let open = pattern.range(of: Self.form, options: .regularExpression) else {
      return line == pattern
    }
    let before = String(pattern[..<open.lowerBound])
    let name = String(pattern[open].dropFirst().dropLast())
    guard line.hasPrefix(before) else { return false }
    // A value ends at a quotation mark or at the end: nothing that is drawn holds one.
    let value = String(line.dropFirst(before.count).prefix { $0 != "\"" && $0 != " " })
    guard !value.isEmpty else { return false }
    bind(name, value)
    return matches(line, expected)
  }

  /// A line in which everything that was drawn has a name, new or known.
  mutating func named(_ line: String) -> String {
    if let value = try? JSONReader.read(Array(line.utf8)) {
      let head = value["sync"] ?? value
      for (name, found) in [
        ("cursor", head["cursor"]), ("epoch", head["epoch"]), ("code", head["code"]),
        ("office", head["office"]?.arrayValue?.last), ("time", value["sync"]?["time"]),
      ] {
        guard let text = found?.stringValue, !values.values.contains(text) else { continue }
        var free = name
        var number = 2
        while values[free] != nil {
          free = "\(name)-\(number)"
          number += 1
        }
        bind(free, text)
      }
    }
    return values.sorted { ($0.value.count, $0.key) > ($1.value.count, $1.key) }
      .reduce(line) { $0.replacingOccurrences(of: $1.value, with: "{\($1.key)}") }
  }
}
