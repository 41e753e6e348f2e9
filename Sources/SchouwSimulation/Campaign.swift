import Dispatch
package import SchouwCanon
import Synchronization

/// Many schedules, on all cores.
package struct Campaign: Sendable {
  /// The seeds, first and last.
  package let seeds: ClosedRange<UInt64>
  /// Kinds of step that are left out.
  package let without: Set<Step.Kind>
  /// A mistake to make on purpose.
  package let defect: Defect?

  /// Names what is to be run.
  package init(
    seeds: ClosedRange<UInt64>,
    without: Set<Step.Kind> = [],
    defect: Defect? = nil
  ) {
    (self.seeds, self.without, self.defect) = (seeds, without, defect)
  }

  /// What came of all runs together.
  package struct Report: Sendable {
    /// How many runs there were.
    package var runs = 0
    /// The seeds that broke a claim, in their order.
    package var failures: [(seed: UInt64, violation: Violation)] = []
    /// How often each fault befell somebody.
    package var befallen: [Fault: Int] = [:]
    /// Steps of each run, sorted.
    package var steps: [Int] = []
    /// Acknowledged edits of each run, sorted.
    package var acknowledged: [Int] = []
    /// The hashes of all runs, in the order of the seeds, as one.
    package var hash = Trace()

    /// The middle one of some sorted numbers.
    package static func median(_ sorted: [Int]) -> Int {
      sorted.isEmpty ? 0 : sorted[sorted.count / 2]
    }
  }

  /// Runs all of it.
  ///
  /// - Parameters:
  ///   - stopsAtFailure: whether the first failure ends it; then the runs beside it may be incomplete.
  ///   - progress: told after each run how many are done; from any thread.
  package func run(
    stopsAtFailure: Bool = false,
    progress: @Sendable (Int) -> Void = { _ in }
  ) -> Report {
    let outcomes = Mutex<[UInt64: Outcome]>([:])
    let isOver = Atomic<Bool>(false)
    let size: UInt64 = 8
    let parts = Int((UInt64(seeds.count) + size - 1) / size)
    DispatchQueue.concurrentPerform(iterations: parts) { part in
      let first = seeds.lowerBound + UInt64(part) * size
      for seed in first...min(first + size - 1, seeds.upperBound) {
        guard !isOver.load(ordering: .relaxed) else { return }
        let outcome = Simulation.run(schedule(seed), defect: defect)
        if outcome.violation != nil, stopsAtFailure { isOver.store(true, ordering: .relaxed) }
        let done = outcomes.withLock { outcomes in
          outcomes[seed] = outcome
          return outcomes.count
        }
        progress(done)
      }
    }
    return outcomes.withLock { Report($0.sorted { $0.key < $1.key }.map(\.value)) }
  }

  /// The schedule of a seed in this campaign.
  package func schedule(_ seed: UInt64) -> Schedule { Schedule(seed: seed).without(without) }
}

extension Campaign.Report {
  init(_ outcomes: [Outcome]) {
    for outcome in outcomes {
      runs += 1
      if let violation = outcome.violation { failures.append((outcome.schedule.seed, violation)) }
      for (fault, count) in outcome.befallen { befallen[fault, default: 0] += count }
      steps.append(outcome.schedule.steps.count)
      acknowledged.append(outcome.acknowledged)
      hash.mix(outcome.hash)
    }
    steps.sort()
    acknowledged.sort()
  }
}
