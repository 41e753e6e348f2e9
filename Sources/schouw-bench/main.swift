import Foundation
import SchouwCanon
import SchouwCommandLine

let only = OptionSpec(
  "only",
  value: .init(Phrase(nl: "RIJ", en: "ROW")),
  isRepeatable: true,
  help: Phrase(
    nl: "alleen deze rij: \(Bench.rows.map(\.name).joined(separator: ", "))",
    en: "only this row: \(Bench.rows.map(\.name).joined(separator: ", "))"
  )
)
let small = OptionSpec(
  "small",
  help: Phrase(
    nl: "met weinig dossiers: om te zien of de bank werkt, niet om te meten",
    en: "with few documents: to see that the bench works, not to measure"
  )
)
let measure = CommandSpec(
  "measure",
  aliases: ["meet"],
  summary: Phrase(
    nl: "Meet de rijen, elk naast een kale ondergrens in dezelfde keer.",
    en: "Measure the rows, each beside a bare baseline in the same run."
  ),
  options: [only, small]
)
let commands = CommandSet(
  "schouw-bench",
  summary: Phrase(
    nl: "Hoe snel Schouw is, als verhouding tot een ondergrens.",
    en: "How fast Schouw is, as ratios to a baseline."
  ),
  commands: [measure]
)

var arguments = Array(CommandLine.arguments.dropFirst())
if arguments.first.map({ $0.hasPrefix("-") && $0 != "--help" && $0 != "-h" }) ?? true {
  arguments.insert("measure", at: 0)
}
switch commands.start(arguments) {
case .ended(let code): exit(code.rawValue)
case .run(let words, let session):
  signal(SIGPIPE, SIG_IGN)
  Task.detached {
    let folder =
      NSTemporaryDirectory() + "schouw-bench-\(ProcessInfo.processInfo.processIdentifier)"
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      let bench = Bench(folder: folder, isSmall: words.has(small)) { text in
        session.output.progress(text)
      }
      let rows = words.values(only)
      var figures: [Figure] = []
      for row in Bench.rows where rows.isEmpty || rows.contains(row.name) {
        figures += try await row.run(bench)
      }
      if session.isJSON {
        session.output.line(JSONValue.array(figures.map(\.json)).canonicalText)
      } else {
        var table = Table([
          .init("name"), .init("value", isRight: true), .init("unit"),
          .init("baseline", isRight: true), .init("ratio", isRight: true),
        ])
        for figure in figures {
          func text(_ value: Double?) -> String {
            value.map { String(Figure.rounded($0)) } ?? "–"
          }
          table.rows.append([
            .init(figure.name), .init(text(figure.value)), .init(figure.unit),
            .init(text(figure.baseline)), .init(text(figure.ratio)),
          ])
        }
        session.output.table(table)
      }
      try? FileManager.default.removeItem(atPath: folder)
      exit(session.finish(.ok).rawValue)
    } catch {
      try? FileManager.default.removeItem(atPath: folder)
      session.output.complain("schouw-bench: \(error)\n")
      exit(session.finish(.failed).rawValue)
    }
  }
  dispatchMain()
}
