import Foundation
import SchouwCanon
import SchouwCommandLine
import SchouwSimulation

extension Simulate {
  /// Runs what was asked for; `failed` if a claim broke.
  func run() -> ExitCode {
    if let single { return tell(single) }
    let begin = Date()
    let count = campaign.seeds.count
    let report = campaign.run(stopsAtFailure: campaign.defect != nil) { done in
      if done % 100 == 0 { session.output.progress("\(done) / \(count)") }
    }
    let seconds = Date().timeIntervalSince(begin)
    if session.isJSON {
      session.output.line(json(report, seconds: seconds))
    } else {
      summarize(report, seconds: seconds)
    }
    return report.failures.isEmpty ? .ok : .failed
  }

  /// Replays one seed as a story; one that fails is shrunk first.
  private func tell(_ seed: UInt64) -> ExitCode {
    var outcome = Simulation.run(campaign.schedule(seed), isTold: true, defect: campaign.defect)
    let hash = outcome.hash
    if outcome.violation != nil, !tellsWhole {
      outcome = Shrinker.shrink(outcome, defect: campaign.defect)
    }
    for line in outcome.story { session.output.line(line) }
    session.output.line(
      say(nl: "zaad \(seed), spoor \(hex(hash))", en: "seed \(seed), trace \(hex(hash))")
    )
    guard let violation = outcome.violation else { return .ok }
    session.output.line(
      say(
        nl: "ingekort tot \(outcome.schedule.steps.count) stappen; \(violation)",
        en: "shrunk to \(outcome.schedule.steps.count) steps; \(violation)"
      )
    )
    return .failed
  }

  private func summarize(_ report: Campaign.Report, seconds: Double) {
    var table = Table([
      Table.Column(say(nl: "wat iemand overkwam", en: "what befell somebody")),
      Table.Column(say(nl: "keren", en: "times"), isRight: true),
    ])
    for fault in Fault.allCases {
      table.rows.append([
        Table.Cell(fault.rawValue), Table.Cell("\(report.befallen[fault] ?? 0)"),
      ])
    }
    session.output.table(table)
    let perMinute = Int(Double(report.runs) / max(seconds, 0.001) * 60)
    let steps = Campaign.Report.median(report.steps)
    let acknowledged = Campaign.Report.median(report.acknowledged)
    session.output.line("")
    session.output.line(
      say(
        nl:
          "\(report.runs) lotgevallen, \(perMinute) per minuut; mediaan \(steps) stappen en \(acknowledged) bevestigde antwoorden; spoor \(hex(report.hash.hash))",
        en:
          "\(report.runs) schedules, \(perMinute) a minute; median \(steps) steps and \(acknowledged) acknowledged edits; trace \(hex(report.hash.hash))"
      )
    )
    for (seed, violation) in report.failures {
      session.output.line(
        say(nl: "zaad \(seed) faalt: ", en: "seed \(seed) fails: ")
          + "invariant \(violation.invariant): \(violation.claim)"
      )
    }
    guard let first = report.failures.first else { return }
    session.output.line(
      say(nl: "vertel het na: ", en: "tell it again: ") + "schouw-simulate --seed \(first.seed)"
    )
  }

  private func json(_ report: Campaign.Report, seconds: Double) -> String {
    var faults = JSONObject()
    for fault in Fault.allCases {
      faults[fault.rawValue] = .number(Double(report.befallen[fault] ?? 0))
    }
    let failures: [JSONValue] = report.failures.map { seed, violation in
      [
        "claim": .string(violation.claim), "invariant": .number(Double(violation.invariant)),
        "seed": .number(Double(seed)),
      ]
    }
    let value: JSONValue = [
      "acknowledgedMedian": .number(Double(Campaign.Report.median(report.acknowledged))),
      "failures": .array(failures), "faults": .object(faults),
      "perMinute": .number((Double(report.runs) / max(seconds, 0.001) * 60).rounded()),
      "runs": .number(Double(report.runs)),
      "stepsMedian": .number(Double(Campaign.Report.median(report.steps))),
      "trace": .string(hex(report.hash.hash)),
    ]
    return String(decoding: value.canonicalBytes, as: UTF8.self)
  }

  private func hex(_ hash: UInt64) -> String {
    let digits = String(hash, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }

  private func say(nl: String, en: String) -> String { session.language == .nl ? nl : en }
}
