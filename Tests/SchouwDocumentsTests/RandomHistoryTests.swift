import SchouwDocuments
import SchouwTesting
import Testing

@Suite struct `A random history` {
  @Test(arguments: Seeds.fresh(10_000, parts: 10))
  func `converges, loses nothing and is what the naive fold says`(_ seeds: Seeds) throws {
    try seeds.check { seed in
      var story = Story(seed: seed)
      try checkNaive(story)
      story.settle()
      try checkNaive(story)
      try checkConverged(story)
      try checkNothingLost(story)
    }
  }

  @Test(arguments: Seeds.fresh(3_000, parts: 3))
  func `obeys the laws of the join, forked or not`(_ seeds: Seeds) throws {
    try seeds.check { seed in
      var story = Story(seed: seed, plan: .whole)
      story.settle()
      try checkNothingLost(story)
      try checkJoin(story)
    }
  }

  @Test(arguments: Seeds.fresh(3_000, parts: 3))
  func `takes snapshots among its changes`(_ seeds: Seeds) throws {
    try seeds.check { seed in
      var story = Story(seed: seed)
      story.settle()
      try checkSnapshotsAmongChanges(story)
    }
  }
}
