import Foundation
import SchouwCommandLine

let seedOption = OptionSpec(
  "seed",
  value: .init(Phrase(nl: "GETAL", en: "NUMBER")),
  help: Phrase(
    nl: "schudt volgorde, pakketten en onderbrekingen (standaard 1)",
    en: "shuffles order, batches and cuts (1 by default)"
  )
)
let keepOption = OptionSpec(
  "keep",
  help: Phrase(
    nl: "laat de server draaien en zeg hoe hij te bereiken is",
    en: "leave the server running and say how to reach it"
  )
)
let samplesOption = OptionSpec(
  "samples",
  value: .init(Phrase(nl: "MAP", en: "FOLDER"), .folder),
  help: Phrase(nl: "de scripts van de laptops", en: "the laptops' scripts")
)
let play = CommandSpec(
  "play",
  aliases: ["speel"],
  summary: Phrase(
    nl: "Speel de voorbeeldweek na over een echte server.",
    en: "Replay the sample week over a real server."
  ),
  options: [seedOption, keepOption, samplesOption],
  exitCodes: [.conflict]
)
let commands = CommandSet(
  "schouw-demo",
  summary: Phrase(
    nl: "Zes laptops, een week offline werk, één kantoor: en alles komt aan.",
    en: "Six laptops, a week of offline work, one office: and everything arrives."
  ),
  commands: [play]
)

var arguments = Array(CommandLine.arguments.dropFirst())
if arguments.first.map({ $0.hasPrefix("-") && $0 != "--help" && $0 != "-h" }) ?? true {
  arguments.insert("play", at: 0)
}
switch commands.start(arguments) {
case .ended(let code): exit(code.rawValue)
case .run(let words, let session):
  let samples =
    words.value(samplesOption)
    ?? URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("SampleDevices").path
  let demo = Demo(
    samples: samples,
    seed: words.value(seedOption).flatMap { UInt64($0) } ?? 1,
    session: session,
    keep: words.has(keepOption)
  )
  signal(SIGPIPE, SIG_IGN)
  Task.detached {
    do {
      let code = try await demo.run()
      exit(session.finish(code).rawValue)
    } catch {
      session.output.complain("schouw-demo: \(error)\n")
      exit(session.finish(.failed).rawValue)
    }
  }
  dispatchMain()
}
