import Testing

@testable import SchouwCommandLine

@Suite struct `Help` {
  @Test func `of a program is the snapshot`() {
    #expect(Usage.text(of: Sample.set, .nl) == UsageSnapshots.programNl)
    #expect(Usage.text(of: Sample.set, .en) == UsageSnapshots.programEn)
  }

  @Test func `of a command is the snapshot`() {
    let snapshots = [
      (Sample.list, UsageSnapshots.listNl, UsageSnapshots.listEn),
      (Sample.answer, UsageSnapshots.answerNl, UsageSnapshots.answerEn),
      (Sample.bundle, UsageSnapshots.bundleNl, UsageSnapshots.bundleEn),
    ]
    for (command, nl, en) in snapshots {
      #expect(Usage.text(of: command, in: Sample.set, .nl) == nl)
      #expect(Usage.text(of: command, in: Sample.set, .en) == en)
    }
  }

  @Test func `is at most 80 columns wide`() {
    let long = Phrase(String(repeating: "woord ", count: 60))
    let command = CommandSpec(
      "long",
      aliases: (1...20).map { "alias-\($0)" },
      summary: long,
      arguments: (1...12).map { ArgumentSpec(Phrase("ARGUMENT\($0)"), help: long) },
      options: [
        OptionSpec(
          "a-name-that-is-too-long-for-its-column",
          value: .init(Phrase("VALUE")),
          help: long
        )
      ],
      examples: [.init(Phrase("long"), long)]
    )
    let set = CommandSet("proef", summary: long, commands: [command])
    for text in [Usage.text(of: set, .nl), Usage.text(of: command, in: set, .nl)] {
      for line in text.split(separator: "\n") {
        #expect(DisplayText.widthColumns(String(line)) <= Usage.columnsMax, "\(line)")
      }
    }
  }

  @Test func `has no space at the end of a line and no escape`() {
    for language in Language.allCases {
      let texts =
        [Usage.text(of: Sample.set, language)]
        + Sample.set.commands.map { Usage.text(of: $0, in: Sample.set, language) }
      for text in texts {
        #expect(!text.contains(" \n"))
        #expect(!text.contains("\u{1B}"))
        #expect(text.last != "\n")
      }
    }
  }
}
