import SchouwCanon
import SchouwDocuments
import SchouwSimulation
import SchouwTesting
import Testing

/// Every checker must be able to fail: here each meets what it is for.
@Suite struct `A checker of histories` {
  /// In how many of 300 stories a check fails.
  func failures(_ plan: Story.Plan = Story.Plan(), _ check: (inout Story) throws -> Void) -> Int {
    (1...300).count { seed in
      var story = Story(seed: UInt64(seed), plan: plan)
      do {
        try check(&story)
        return false
      } catch { return true }
    }
  }

  @Test(arguments: Story.Defect.allCases)
  func `of losses notices a laptop that claims to have seen more than it showed`(
    _ defect: Story.Defect
  ) {
    var plan = Story.Plan.plain
    plan.defect = defect
    #expect(
      failures(plan) { story in
        story.settle()
        try checkNothingLost(story)
      } > 10
    )
  }

  @Test func `of convergence notices a change that one laptop lacks`() {
    #expect(failures { try checkConverged($0, orders: 0) } > 250)
  }

  @Test func `of the naive fold notices a change that was dropped, erased or replaced`() {
    let count = failures { story in
      var received = story.laptops[0].received
      guard received.count > 1 else { return }
      received[received.count - 1] = received[received.count - 1].erased()
      let naive = NaiveFold(received).observation
      if let difference = Observation(of: story.laptops[0].history).difference(from: naive) {
        throw Broken(difference)
      }
    }
    #expect(count > 100)
  }

  @Test func `of joins notices parts that are not joined`() {
    let count = failures(.plain) { story in
      story.settle()
      let held = story.held
      let left = part(held.prefix(held.count / 2), of: story.document).fold
      let all = part(held, of: story.document).fold
      if let difference = Observation(of: left).difference(from: Observation(of: all)) {
        throw Broken(difference)
      }
    }
    #expect(count > 250)
  }

  @Test func `tells stories in which everything happens`() {
    var seen: Set<String> = []
    for seed in 1...400 {
      var story = Story(seed: UInt64(seed))
      if story.laptops.contains(where: { !$0.history.waiting.isEmpty }) { seen.insert("waiting") }
      story.settle()
      guard let fold = story.living.first.map({ story.laptops[$0].history.fold }) else { continue }
      if fold.isForked { seen.insert("fork") }
      if !story.voids.isEmpty { seen.insert("void") }
      if !story.lost.isEmpty { seen.insert("lost") }
      if !story.returned.isEmpty { seen.insert("returned") }
      if !fold.hiddenElements.isEmpty { seen.insert("hidden") }
      if !fold.contestedRemovals.isEmpty { seen.insert("contested") }
      if fold.values.contains(where: { $0.standing.count > 1 }) { seen.insert("siblings") }
      if fold.values.contains(where: { $0.standing.contains { $0.value == nil } }) {
        seen.insert("erased")
      }
      for conflict in ShownDocument(fold, policies: storyPolicies).conflicts {
        seen.insert(conflict.reason.rawValue)
      }
    }
    let expected: Set<String> = [
      "waiting", "fork", "void", "lost", "returned", "hidden", "contested", "siblings", "erased",
    ]
    #expect(expected.union(ShownDocument.Reason.allCases.map(\.rawValue)) == seen.union(["erased"]))
  }

  @Test func `tells the same story for the same seed`() {
    #expect(Story(seed: 5).written.map(\.bytes) == Story(seed: 5).written.map(\.bytes))
    #expect(Story(seed: 5).written.map(\.bytes) != Story(seed: 6).written.map(\.bytes))
  }

  @Test func `names the seed and the place of a failure`() {
    let error = #expect(throws: Broken.self) {
      try Seeds(first: 41, count: 3).check { seed in
        try withEvery("step", in: 0..<3) { step in
          try claim(seed != 42 || step != 2, "broken")
        }
      }
    }
    #expect(error?.description == "seed 42 (repeat with SCHOUW_SEED=42): step 2: broken")
  }
}
