package import SchouwCanon

/// Makes a failing schedule as short as it goes: a story of few steps that still breaks the same claim.
///
/// Delta debugging (Zeller and Hildebrandt, 2002): parts of the steps are left out, large ones first, as long as the
/// claim still breaks. Steps choose by remainders, so what is left is always a schedule.
package enum Shrinker {
  /// Shrinks a schedule that fails.
  ///
  /// - Parameters:
  ///   - defect: the mistake that was made in it on purpose.
  ///   - runsMax: how many runs it may take.
  /// - Returns: the shortest schedule found, and its outcome with the story.
  package static func shrink(
    _ outcome: Outcome,
    defect: Defect? = nil,
    runsMax: Int = 400
  ) -> Outcome {
    guard let claim = outcome.violation?.claim else { return outcome }
    var best = outcome.schedule
    // What comes after the step at which it showed plays no part.
    best.steps = Array(best.steps.prefix(outcome.steps))
    var runs = 0
    func fails(_ schedule: Schedule) -> Bool {
      runs += 1
      return Simulation.run(schedule, defect: defect).violation?.claim == claim
    }
    if !fails(best) { best = outcome.schedule }
    var size = max(1, best.steps.count / 2)
    while runs < runsMax {
      var hasShrunk = false
      var start = 0
      while start < best.steps.count, runs < runsMax {
        var shorter = best
        shorter.steps.removeSubrange(start..<min(start + size, best.steps.count))
        if fails(shorter) {
          best = shorter
          hasShrunk = true
        } else {
          start += size
        }
      }
      if size == 1, !hasShrunk { break }
      size = max(1, size / 2)
    }
    return Simulation.run(best, isTold: true, defect: defect)
  }
}
