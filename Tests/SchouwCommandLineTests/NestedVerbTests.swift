import SchouwCommandLine
import Testing

/// Verbs of two words, `device add`, and handles that the program is asked for.
@Suite struct `A verb of two words` {
  static let set = CommandSet(
    "schouw-nest",
    summary: Phrase(nl: "Proef.", en: "Sample."),
    commands: [
      CommandSpec(
        "show",
        summary: Phrase("show"),
        arguments: [
          ArgumentSpec(Phrase("HANDLE"), .one, .handle, help: Phrase("h")),
          ArgumentSpec(Phrase("WHAT"), .zeroOrMore, .choice(["all"]), help: Phrase("w")),
        ]
      ),
      CommandSpec(
        "device-add",
        summary: Phrase("add"),
        options: [
          OptionSpec("scope", value: .init(Phrase("X"), .choice(["a"])), help: Phrase("s"))
        ]
      ),
      CommandSpec("device-list", aliases: ["apparaten"], summary: Phrase("list")),
    ],
    groups: ["device"]
  )

  private func verb(_ line: [String]) throws -> String? {
    switch try Self.set.split(line) {
    case .run(let words): words.command.verb
    case .help(let command): command.map { "help " + $0.verb }
    }
  }

  @Test(arguments: [
    (["device", "add"], "device-add"), (["device-add"], "device-add"),
    (["--json", "device", "list"], "device-list"), (["apparaten"], "device-list"),
    (["device", "add", "--scope", "a"], "device-add"),
    (["help", "device", "add"], "help device-add"), (["help", "device-add"], "help device-add"),
    (["device", "add", "--help"], "help device-add"),
    (["help", "--lang", "nl", "device", "list"], "help device-list"),
  ])
  func `is the same as one with a hyphen, also for help`(_ line: [String], _ meant: String) throws {
    #expect(try verb(line) == meant)
  }

  @Test(arguments: [
    (["device"], "device", ["device add", "device list"]),
    (["device", "lst"], "device lst", ["device list"]),
    (["device", "--json"], "device", ["device add", "device list"]),
    (["help", "device"], "device", ["device add", "device list"]),
    (["device", "zzzzz"], "device zzzzz", ["device add", "device list"]),
  ])
  func `is asked for where it is not there or wrong`(
    _ line: [String],
    _ word: String,
    _ meant: [String]
  ) throws {
    let error = try #require(throws: UsageError.self) { try Self.set.split(line) }
    #expect(error.code == .unknownVerb)
    #expect(error.word == word)
    #expect(error.suggestions == meant)
  }

  @Test func `is defined without a fault`() { #expect(Self.set.faults().isEmpty) }

  // MARK: Completions

  /// Found by a breaker: nothing was offered behind `device`, and no handle anywhere.
  @Test(arguments: [
    ([""], ["show", "device", "help"]), (["d"], ["device"]), (["device", ""], ["add", "list"]),
    (["device", "l"], ["list"]), (["device", "add", "--s"], ["--scope", "--store"]),
    (["--store", "x", "device", "a"], ["add"]), (["device", "add", "--scope", ""], ["a"]),
    (["device-add", "--scope", ""], ["a"]), (["show", ""], ["all", "K7QPM", "K9XYZ"]),
    (["show", "k9"], ["K9XYZ"]), (["show", "K7QPM", ""], ["all"]),
    (["--store", "/s", "show", ""], ["all", "STORE"]), (["show", "--l"], ["--lang"]),
  ])
  func `is completed in bash, and so are the handles that there are`(
    _ words: [String],
    _ offered: [String]
  ) throws {
    let program = try #require(`The completions`.find("bash"))
    let script = Completions.script(.bash, for: Self.set, .en)
    // The program itself, as far as it is asked.
    let fake = """
      schouw-nest() {
        [ "$*" = 'list --json' ] && printf '{"handle":"%s","id":"x"}\\n' K7QPM K9XYZ
        [ "$*" = 'list --json --store /s' ] && echo '{"handle":"STORE"}'
        true
      }

      """
    let typed = words.map { "'\($0)'" }.joined(separator: " ")
    let call = """
      COMP_WORDS=(schouw-nest \(typed))
      COMP_CWORD=\(words.count)
      _schouw_nest
      printf '%s\\n' "${COMPREPLY[@]}"

      """
    let told = try `The completions`().run(program, ["--norc"], input: fake + script + call)
    #expect(told.err == "")
    #expect(told.out.split(separator: "\n").map(String.init) == offered)
  }

  @Test(
    arguments: Completions.Shell.allCases.filter { `The completions`.find($0.rawValue) != nil }
  )
  func `is in a script that its shell reads without complaint`(_ shell: Completions.Shell) throws {
    let program = try #require(`The completions`.find(shell.rawValue))
    let script = Completions.script(shell, for: Self.set, .nl)
    let told = try `The completions`().run(program, ["-n"], input: script)
    #expect(told == `The completions`.Told(status: 0, out: "", err: ""))
  }

  @Test func `is joined in zsh, which asks for handles`() {
    let script = Completions.script(.zsh, for: Self.set, .en)
    #expect(script.contains("'1:HANDLE:_schouw_nest_handles'"))
    #expect(script.contains("device) _values 'device' add list; return ;;"))
    #expect(script.contains("schouw-nest list --json $where 2>/dev/null | sed"))
  }
}
