import SchouwCanon
import SchouwCommandLine
import SchouwFieldClient
@testable import SchouwFieldCommands
import SchouwJournal
import SchouwSync
import SchouwTemplates
import Testing

@Suite struct `The commands of schouw` {
  @Test func `are well described`() {
    #expect(FieldProgram.commands.faults() == [])
  }

  @Test(arguments: Language.allCases)
  func `have examples and their help fits a terminal`(language: Language) {
    for command in FieldProgram.commands.commands {
      if command.verb != "completions" { #expect(!command.examples.isEmpty, "\(command.verb)") }
      let text = Usage.text(of: command, in: FieldProgram.commands, language)
      #expect(text.contains(command.verb(language)))
      #expect(text.contains(command.summary[language].split(separator: " ")[0]))
    }
  }

  @Test func `have the Dutch verbs`() {
    let verbs = [
      "begin": "init", "aanmelden": "enrol", "als": "as", "nieuw": "new", "zet": "set",
      "voeg-toe": "add", "toon": "show", "lijst": "list", "zoek": "find",
      "geschiedenis": "history", "waarom": "why", "verwijder": "remove", "herstel": "unremove",
      "conflicten": "conflicts", "kies": "resolve", "haal-binnen": "import", "geef-uit": "export",
      "rond-af": "finish", "stuur": "sync", "volg": "watch", "status": "status",
      "dokter": "doctor", "controleer": "verify", "inleveren": "hand-in",
      "ruim-op": "uninstall",
    ]
    for (dutch, verb) in verbs {
      #expect(FieldProgram.commands.command(dutch)?.verb == verb, "\(dutch)")
    }
  }

  @Test func `name every shipped kind in the help of new`() {
    let help = Usage.text(of: Specs.new, in: FieldProgram.commands, .en)
    for template in ShippedTemplates.all { #expect(help.contains(template.kind)) }
  }
}

@Suite struct `The words of schouw` {
  @Test func `has both languages and the same placeholders in them`() {
    #expect(MessageFault.all(in: FieldMessage.self) == [])
    #expect(MessageFault.all(in: BundleMessage.self) == [])
    #expect(MessageFault.all(in: OfficeMessage.self) == [])
    #expect(MessageFault.all(in: StatusMessage.self) == [])
    #expect(MessageFault.all(in: CustodyMessage.self) == [])
  }

  @Test func `covers every error of store, journal, office and template`() {
    let told: [(code: String, text: ErrorText)] =
      StoreError.Code.allCases.map { ("store.\($0)", $0.told) }
      + JournalError.Code.allCases.map { ("journal.\($0)", $0.told) }
      + OfficeError.Code.allCases.map { ("office.\($0)", $0.told) }
      + BundleError.Code.allCases.map { ("bundle.\($0)", $0.told) }
      + TemplateError.Code.allCases.map { ("template.\($0)", $0.told) }
    for (code, text) in told {
      #expect(text.exitCode != .ok, "\(code)")
      for language in Language.allCases {
        #expect(text.text[language].hasSuffix("."), "\(code)")
        #expect(text.remedy[language].hasSuffix("."), "\(code)")
      }
      #expect(text.text.nl != text.text.en, "\(code)")
      #expect(text.remedy.nl != text.remedy.en, "\(code)")
    }
  }

  @Test(
    arguments: [
      (JournalError.Code.locked, ExitCode.locked), (.diskFull, .store), (.syncFailed, .store),
      (.newerFormat, .newerFormat), (.damagedRecord, .store), (.notAStore, .notFound),
      (.recordTooLarge, .usage),
    ])
  func `ends with the code of a journal's error`(code: JournalError.Code, exitCode: ExitCode) {
    #expect(code.told.exitCode == exitCode)
  }

  @Test(
    arguments: [
      (StoreError.Code.lookAgain, ExitCode.lookAgain), (.notFound, .notFound),
      (.badEdit, .usage), (.newerFormat, .newerFormat), (.damagedFile, .store),
      (.badAnswer, .notSchouw),
    ])
  func `ends with the code of a store's error`(code: StoreError.Code, exitCode: ExitCode) {
    #expect(code.told.exitCode == exitCode)
  }

  @Test(
    arguments: [
      (OfficeError.Code.unreachable, ExitCode.unreachable), (.refused, .refused),
      (.notSchouw, .notSchouw), (.otherVersion, .newerFormat), (.badAddress, .usage),
    ])
  func `ends with the code of an office's error`(code: OfficeError.Code, exitCode: ExitCode) {
    #expect(code.told.exitCode == exitCode)
  }

  @Test func `names the place of an error and who holds the lock`() throws {
    let cause = DiskError(.locked, path: "/s/lock", call: "flock", errno: 11, holder: 4711)
    let failure = try #require(explained(JournalError(cause)) as? CommandFailure)
    #expect(failure.text.en.hasSuffix("(/s/lock; pid 4711)."))
  }
}
