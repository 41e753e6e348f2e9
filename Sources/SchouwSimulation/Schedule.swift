import SchouwCanon

/// All that is decided before a run begins: how many laptops, and the steps.
package struct Schedule: Sendable, Hashable {
  /// From which all randomness of the run comes.
  package let seed: UInt64
  /// How many laptops there are at the beginning, 2 to 12.
  package let laptops: Int
  /// The steps.
  package var steps: [Step]

  /// The schedule of a seed.
  ///
  /// Each seed draws which faults there are at all, so that some runs meet one fault often and others many
  /// together (swarm testing: Groce et al., 2012).
  package init(seed: UInt64) {
    self.seed = seed
    var random = SeededRandom(seed: "schouw schedule \(seed)")
    let many = Int.random(in: 0..<5, using: &random) == 0
    laptops = many ? Int.random(in: 6...12, using: &random) : Int.random(in: 2...5, using: &random)
    var table: [(kind: Step.Kind, weight: Int)] = Self.work
    for (kind, weight) in Self.faults where Bool.random(using: &random) {
      table.append((kind, weight))
    }
    let total = table.reduce(0) { $0 + $1.weight }
    let count = Int.random(in: 140...260, using: &random)
    steps = []
    steps.reserveCapacity(count)
    for _ in 0..<count {
      var place = Int.random(in: 0..<total, using: &random)
      var kind = Step.Kind.edit
      for entry in table {
        place -= entry.weight
        if place < 0 {
          kind = entry.kind
          break
        }
      }
      steps.append(
        Step(
          kind: kind,
          a: UInt32.random(in: .min ... .max, using: &random),
          b: UInt32.random(in: .min ... .max, using: &random),
          c: UInt32.random(in: .min ... .max, using: &random)
        )
      )
    }
  }

  /// The same without some kinds of step.
  package func without(_ kinds: Set<Step.Kind>) -> Schedule {
    var copy = self
    copy.steps.removeAll { kinds.contains($0.kind) }
    return copy
  }

  private static let work: [(Step.Kind, Int)] = [
    (.create, 40), (.look, 110), (.edit, 420), (.life, 40), (.finish, 25), (.sync, 170),
    (.idle, 20), (.secondProgram, 10), (.deliver, 60), (.heal, 20),
  ]

  private static let faults: [(Step.Kind, Int)] = [
    (.move, 14), (.grant, 14), (.revoke, 3), (.decide, 14), (.backUpOffice, 14),
    (.loseMessage, 30), (.cutMessage, 25), (.doubleMessage, 25), (.giveUp, 25), (.partition, 10),
    (.crash, 30), (.powerCut, 25), (.diskFault, 20), (.diskFull, 10), (.flipBit, 8), (.clock, 12),
    (.backUpLaptop, 12), (.restoreLaptop, 8), (.cloneLaptop, 8), (.restoreOffice, 9),
    (.crashOffice, 15), (.officeDiskFault, 12),
  ]
}
