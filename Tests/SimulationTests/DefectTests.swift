import SchouwCanon
import SchouwSimulation
import Testing

/// The checks can fail: each mistake that is made on purpose is found.
@Suite(.serialized) struct `A deliberate defect` {
  @Test(arguments: Defect.allCases)
  func `is found`(_ defect: Defect) throws {
    let report = Campaign(seeds: 1...2000, defect: defect).run(stopsAtFailure: true)
    let found = try #require(report.failures.first, "\(defect) is not found in 2,000 seeds")
    print("\(defect): seed \(found.seed), \(found.violation.claim)")
    // The same seed is clean without it.
    #expect(Simulation.run(Schedule(seed: found.seed)).violation == nil)
  }
}
