import SchouwCommandLine
import Testing

@Suite struct `A program` {
  private let out = MemorySink()
  private let err = MemorySink()

  private func run(
    _ line: [String],
    _ variables: [String: String] = [:],
    configured: String? = nil,
    failing: OutputError? = nil,
    command: (Words, Session) throws -> ExitCode = { _, _ in .ok }
  ) -> ExitCode {
    let sink = failing.map { MemorySink(failing: $0) } ?? out
    return Sample.set.run(
      line,
      environment: Environment(variables),
      configuredLanguage: { _ in configured },
      output: { _, isQuiet in Output(out: sink, err: err, isQuiet: isQuiet) },
      command: command
    )
  }

  @Test func `runs its command and ends with its code`() {
    let code = run(["lijst", "--json", "--store", "/s", "--quiet"]) { words, session in
      #expect(words.command == Sample.list)
      #expect(session.isJSON)
      #expect(session.storeFolder == "/s")
      #expect(session.language == .nl)
      session.output.line("a")
      session.output.remark("b")
      return .notFound
    }
    #expect(code == .notFound)
    #expect(out.text == "a\n")
    #expect(err.text == "")
  }

  @Test func `shows help on its output`() {
    #expect(run(["--help"]) == .ok)
    #expect(out.text == Usage.text(of: Sample.set, .nl) + "\n")
    #expect(err.text == "")
  }

  @Test func `without a verb shows its help among the errors`() {
    #expect(run([], ["LANG": "en_GB"]) == .usage)
    #expect(out.text == "")
    #expect(
      err.text == Usage.text(of: Sample.set, .en)
        + "\n\nschouw-proef: No command was given.\n  See: schouw-proef --help\n"
    )
  }

  @Test(arguments: [
    ["--lang", "en", "lsit"], ["lsit", "--lang=en"], ["lsit", "--lang", "nl", "--lang", "en"],
  ])
  func `tells a usage error in the language that the line asks for`(line: [String]) {
    #expect(run(line, ["LANG": "nl_NL"], configured: "nl") == .usage)
    #expect(err.text == "schouw-proef: Unknown command: lsit.\n  Did you mean list?\n")
  }

  @Test func `asks for the configured language with the folder of the store`() {
    var folder: String?
    let start = Sample.set.start(
      ["list", "--store=/s=1"],
      environment: Environment([:]),
      configuredLanguage: {
        folder = $0
        return "en"
      },
      output: { _, _ in Output(out: out, err: err) }
    )
    #expect(folder == "/s=1")
    guard case .run(_, let session) = start else {
      Issue.record("did not start")
      return
    }
    #expect(session.language == .en)
  }

  @Test func `tells an explained error and makes it harmless`() {
    let code = run(["list"]) { _, _ in
      throw CommandFailure(
        .locked,
        Phrase(nl: "Bezet\u{1B}[2J.", en: "Busy."),
        remedy: Phrase("Wacht.")
      )
    }
    #expect(code == .locked)
    #expect(err.text == "schouw-proef: Bezet\\u{1B}[2J.\n  Wacht.\n")
  }

  @Test func `tells of an unknown error only its type`() {
    struct Secret: Error { var value = "geheim" }
    #expect(run(["list"]) { _, _ in throw Secret() } == .failed)
    #expect(err.text == "schouw-proef: Onverwachte fout: Secret.\n")
  }

  @Test func `fails when its output could not be written`() {
    let full = OutputError(.diskFull, number: 28)
    let print = { (_: Words, session: Session) -> ExitCode in
      session.output.line("a")
      return .ok
    }
    #expect(run(["list"], failing: full, command: print) == .failed)
    #expect(
      err.text == "schouw-proef: De uitvoer is niet compleet: de schijf is vol.\n"
        + "  Maak ruimte en probeer opnieuw.\n"
    )
  }

  @Test func `keeps the code of its command when the output fails as well`() {
    let full = OutputError(.diskFull, number: 28)
    let code = run(["list"], failing: full) { _, session in
      session.output.line("a")
      return .conflict
    }
    #expect(code == .conflict)
  }

  @Test func `is not troubled by a reader that went away`() {
    let gone = OutputError(.readerGone, number: 32)
    let code = run(["list"], failing: gone) { _, session in
      session.output.line("a")
      session.output.flush()
      throw gone
    }
    #expect(code == .ok)
    #expect(err.text == "")
  }

  @Test func `prints its completions`() {
    #expect(run(["completions", "bash"]) == .ok)
    #expect(out.text == Completions.script(.bash, for: Sample.set, .nl))
  }
}
