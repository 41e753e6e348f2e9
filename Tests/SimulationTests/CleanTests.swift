import SchouwSimulation
import SchouwTesting
import Testing

@Suite struct `A simulated world` {
  /// Two thousand seeds in all are run by `.ci/run` with the program itself; these are for a quick look.
  @Test func `breaks no claim`() {
    let report = Campaign(seeds: 1...160).run()
    #expect(report.runs == 160)
    #expect(report.failures.map { "seed \($0.seed): \($0.violation)" } == [])
    #expect(Campaign.Report.median(report.steps) >= 150)
    #expect(Campaign.Report.median(report.acknowledged) >= 40)
  }

  @Test func `does the same twice`() {
    for seed in 1...24 as ClosedRange<UInt64> {
      let schedule = Schedule(seed: seed)
      let first = Simulation.run(schedule)
      let second = Simulation.run(schedule, isTold: true)
      #expect(first.hash == second.hash, "seed \(seed)")
      #expect(second.story.count > 100)
    }
  }

  @Test func `meets every fault`() {
    let report = Campaign(seeds: 1...160).run()
    let missing = Fault.allCases.filter { report.befallen[$0, default: 0] == 0 }
    #expect(missing == [])
  }
}
