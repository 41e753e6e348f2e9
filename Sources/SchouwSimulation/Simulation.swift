package import SchouwCanon

/// One run of a schedule, and what came of it.
package struct Outcome: Sendable {
  /// The schedule that was run.
  package let schedule: Schedule
  /// What must never be; nil for a clean run.
  package let violation: Violation?
  /// After how many steps it showed: all of them if at the end.
  package let steps: Int
  /// The hash of all that happened.
  package let hash: UInt64
  /// The story, if it was asked for.
  package let story: [String]
  /// How often each fault befell somebody.
  package let befallen: [Fault: Int]
  /// Edits that were acknowledged.
  package let acknowledged: Int
}

/// Runs schedules.
package enum Simulation {
  /// Runs a schedule to its end or to the first violation.
  ///
  /// - Parameters:
  ///   - isTold: whether a story is wanted.
  ///   - defect: a mistake to make on purpose.
  package static func run(
    _ schedule: Schedule,
    isTold: Bool = false,
    defect: Defect? = nil
  ) -> Outcome {
    var world: World?
    var steps = 0
    var violation: Violation?
    do throws(Violation) {
      let begun = try World(schedule, isTold: isTold, defect: defect)
      world = begun
      for step in schedule.steps {
        steps += 1
        begun.trace.step = steps
        try begun.carryOut(step)
      }
      try begun.settle()
      try begun.checkAll()
    } catch {
      violation = error
      world?.trace.note("world", "\(error)")
    }
    return Outcome(
      schedule: schedule,
      violation: violation,
      steps: steps,
      hash: world?.trace.hash ?? 0,
      story: world?.trace.lines ?? [],
      befallen: world?.befallen ?? [:],
      acknowledged: world?.truth.acts.count { $0.isAcknowledged } ?? 0
    )
  }
}
