import Foundation
import SchouwCommandLine
import Testing

@Suite struct `The completions` {
  @Test(
    arguments: Completions.Shell.allCases.filter { $0 == .bash || find($0.rawValue) != nil },
    Language.allCases
  )
  func `are read by their shell without complaint`(
    shell: Completions.Shell,
    language: Language
  ) throws {
    let program = try #require(Self.find(shell.rawValue))
    let script = Completions.script(shell, for: Sample.set, language)
    let told = try run(program, ["-n"], input: script)
    #expect(told == Told(status: 0, out: "", err: ""))
  }

  @Test(arguments: Completion.all)
  func `complete in bash`(line: Completion) throws {
    let program = try #require(Self.find("bash"))
    let script = Completions.script(.bash, for: Sample.set, .en)
    let words = line.words.map { "'\($0)'" }.joined(separator: " ")
    let call = """
      COMP_WORDS=(schouw-proef \(words))
      COMP_CWORD=\(line.words.count)
      _schouw_proef
      printf '%s\\n' "${COMPREPLY[@]}"
      """
    let told = try run(program, ["--norc"], input: script + call + "\n")
    #expect(told.err == "")
    #expect(told.out.split(separator: "\n").map(String.init) == line.offered)
  }

  @Test(.enabled(if: find("fish") != nil), arguments: Completion.all)
  func `complete in fish`(line: Completion) throws {
    let program = try #require(Self.find("fish"))
    let script = Completions.script(.fish, for: Sample.set, .en)
    let words = line.words.joined(separator: " ").replacing(" = ", with: "=")
    let call = "complete -C 'schouw-proef \(words)' | string replace -r '\\t.*' ''\n"
    let told = try run(program, ["--no-config"], input: script + call)
    #expect(told.err == "")
    let offered = told.out.split(separator: "\n").map { word in
      (word.split(separator: "=").last ?? "").replacing(/\/$/, with: "")
    }
    // Fish sorts, and offers no short option beside a long one.
    let expected = line.offered.filter { $0.hasPrefix("--") || !$0.hasPrefix("-") }
    #expect(offered.map(String.init).sorted() == expected.sorted())
  }

  @Test func `offer Dutch verbs in Dutch and understand both`() {
    let script = Completions.script(.bash, for: Sample.set, .nl)
    #expect(script.contains("words='lijst antwoord bundel aanvullen hulp'"))
    #expect(script.contains("list|lijst)"))
  }

  @Test func `quote what a shell would read`() {
    let zsh = Completions.script(.zsh, for: Sample.set, .en)
    #expect(zsh.contains(#"'bundle:Put all on a stick\: [it'\''s] $HOME.'"#))
    let fish = Completions.script(.fish, for: Sample.set, .en)
    #expect(fish.contains(#"-d 'Put all on a stick: [it\'s] $HOME.'"#))
  }

  struct Told: Equatable {
    var status: Int32
    var out: String
    var err: String
  }

  static func find(_ name: String) -> String? {
    ["/usr/bin/", "/bin/", "/usr/local/bin/"].map { $0 + name }.first {
      FileManager.default.isExecutableFile(atPath: $0)
    }
  }

  /// Runs a shell on a script of a few kilobytes, which fits into the pipe.
  func run(_ program: String, _ arguments: [String], input: String) throws -> Told {
    let process = Process()
    let pipes = (Pipe(), Pipe(), Pipe())
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    process.environment = ["PATH": "/usr/bin:/bin", "HOME": "/nonexistent", "LC_ALL": "C.UTF-8"]
    process.standardInput = pipes.0
    process.standardOutput = pipes.1
    process.standardError = pipes.2
    try process.run()
    try pipes.0.fileHandleForWriting.write(contentsOf: Data(input.utf8))
    try pipes.0.fileHandleForWriting.close()
    let out = try pipes.1.fileHandleForReading.readToEnd() ?? Data()
    let err = try pipes.2.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return Told(
      status: process.terminationStatus,
      out: String(decoding: out, as: UTF8.self),
      err: String(decoding: err, as: UTF8.self)
    )
  }
}

/// A line whose last word is to be completed, and what is offered for it.
struct Completion: Sendable, CustomTestStringConvertible {
  var words: [String]
  var offered: [String]
  var testDescription: String { words.joined(separator: " ") }

  init(_ words: [String], _ offered: [String]) {
    self.words = words
    self.offered = offered
  }

  static let all = [
    Completion([""], ["list", "answer", "bundle", "completions", "help"]),
    Completion(["b"], ["bundle"]),
    Completion(["--l"], ["--lang"]),
    Completion(["--lang", ""], ["nl", "en"]),
    Completion(["--lang", "=", "n"], ["nl"]),
    Completion(["--lang", "nl", "a"], ["answer"]),
    Completion(["--store", "list", "a"], ["answer"]),
    Completion(["help", "l"], ["list"]),
    Completion(["list", "--s"], ["--since", "--state", "--store"]),
    Completion(["lijst", "--state", ""], ["open", "closed", "held"]),
    Completion(["list", "--state", "=", "h"], ["held"]),
    Completion(["list", "--since", ""], []),
    Completion(["list", "-s", "l"], []),
    Completion(["completions", ""], ["bash", "zsh", "fish"]),
    Completion(["bundle", "/proc/uptim"], ["/proc/uptime"]),
    Completion(["--store", "/usr/loca"], ["/usr/local"]),
    Completion(["bundle", "--out", "/proc/uptim"], ["/proc/uptime"]),
  ]
}
