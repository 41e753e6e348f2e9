import Foundation
import SchouwCanon
import SchouwCommandLine
import SchouwSimulation

/// `schouw-simulate`: many schedules and a table, or one and its story.
struct Simulate {
  static let seeds = OptionSpec(
    "seeds",
    value: .init(Phrase(nl: "VAN-TOT", en: "FROM-TO")),
    help: Phrase(
      nl: "speel deze zaden (standaard 1-2000)",
      en: "run these seeds (1-2000 by default)"
    )
  )
  static let seed = OptionSpec(
    "seed",
    value: .init(Phrase(nl: "GETAL", en: "NUMBER")),
    help: Phrase(
      nl: "speel één zaad en vertel wat er gebeurt: stap, wie, wat",
      en: "replay one seed and tell what happens: step, who, what"
    )
  )
  static let without = OptionSpec(
    "without",
    value: .init(Phrase(nl: "STAP", en: "STEP")),
    isRepeatable: true,
    help: Phrase(
      nl: "laat deze stappen weg: \(Step.Kind.allCases.map(\.rawValue).joined(separator: ", "))",
      en: "leave out these steps: \(Step.Kind.allCases.map(\.rawValue).joined(separator: ", "))"
    )
  )
  static let mistake = OptionSpec(
    "defect",
    value: .init(Phrase(nl: "FOUT", en: "MISTAKE")),
    help: Phrase(
      nl:
        "maak met opzet deze fout, om te zien dat zij gevonden wordt: \(Defect.allCases.map(\.rawValue).joined(separator: ", "))",
      en:
        "make this mistake on purpose, to see that it is found: \(Defect.allCases.map(\.rawValue).joined(separator: ", "))"
    )
  )
  static let whole = OptionSpec(
    "whole",
    help: Phrase(
      nl: "vertel een zaad dat faalt geheel, niet ingekort",
      en: "tell a seed that fails whole, not shrunk"
    )
  )
  static let play = CommandSpec(
    "run",
    aliases: ["speel"],
    summary: Phrase(
      nl: "Speel toevallige lotgevallen van laptops en kantoor na en toets de tien invarianten.",
      en: "Play random fates of laptops and office, and check the ten invariants."
    ),
    options: [seeds, seed, without, mistake, whole],
    exitCodes: []
  )
  static let commands = CommandSet(
    "schouw-simulate",
    summary: Phrase(
      nl: "De echte code op gesimuleerde schijven, lijnen en klokken, door één zaad gedreven.",
      en: "The real code on simulated disks, lines and clocks, driven by one seed."
    ),
    commands: [play]
  )

  /// The command may be left out: there is only one.
  static func arguments(_ all: [String]) -> [String] {
    var arguments = Array(all.dropFirst())
    if arguments.first.map({ $0.hasPrefix("-") && $0 != "--help" && $0 != "-h" }) ?? true {
      arguments.insert("run", at: 0)
    }
    return arguments
  }

  let session: Session
  let campaign: Campaign
  let single: UInt64?
  let tellsWhole: Bool

  init(_ words: Words, _ session: Session) throws(UsageError) {
    self.session = session
    single = try words.integer(Self.seed, in: 0...Int64(Int32.max)).map { UInt64($0) }
    tellsWhole = words.has(Self.whole)
    var kinds: Set<Step.Kind> = []
    for name in words.values(Self.without) {
      guard let kind = Step.Kind(rawValue: name) else {
        throw words.badValue(Self.without, expected: Self.without.help)
      }
      kinds.insert(kind)
    }
    var range: ClosedRange<UInt64> = 1...2000
    if let text = words.value(Self.seeds) {
      let ends = text.split(separator: "-", omittingEmptySubsequences: false).map { UInt64($0) }
      guard ends.count == 2, let first = ends[0], let last = ends[1], first <= last else {
        throw words.badValue(Self.seeds, expected: Self.seeds.help)
      }
      range = first...last
    }
    var defect: Defect?
    if let name = words.value(Self.mistake) {
      defect = Defect(rawValue: name)
      if defect == nil { throw words.badValue(Self.mistake, expected: Self.mistake.help) }
    }
    campaign = Campaign(seeds: range, without: kinds, defect: defect)
  }
}
