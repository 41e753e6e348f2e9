import SchouwCanon
import SchouwDocuments
import SchouwSimulation
import SchouwTesting
import Testing

@Suite struct `Three writers of four changes each` {
  @Test(arguments: Seeds.fresh(20, parts: 20))
  func `show one digest in all 34,650 interleavings, and in 200 orders that break the writers' own`(
    _ seeds: Seeds
  ) throws {
    try seeds.check { seed in
      let histories = Interleavings(seed: seed)
      let naive = NaiveFold([histories.birth] + histories.all).observation
      var first: DocumentHistory?
      var count = 0
      try histories.visitAll { history in
        count += 1
        guard let first else {
          first = history
          return
        }
        try checkSame(history, first)
        if count % 1000 == 0 { try checkSameDigest(history, first) }
      }
      try claimEqual(count, 34_650, "interleavings")
      let expected = try #require(first)
      if let difference = Observation(of: expected).difference(from: naive) {
        throw Broken("not the naive fold: \(difference)")
      }
      var random = SeededRandom(seed: seed)
      for _ in 0..<200 {
        let order = ([histories.birth] + histories.all).shuffled(using: &random)
        let history = part(order, of: histories.birth.document)
        try checkSame(history, expected)
        try checkSameDigest(history, expected)
      }
    }
  }

  /// The fold is all that the digest is a function of; comparing it is cheaper than hashing it.
  func checkSame(_ history: DocumentHistory, _ other: DocumentHistory) throws {
    let isSame =
      history.fold.values == other.fold.values && history.fold.life == other.fold.life
      && history.fold.vector == other.fold.vector && history.waiting.isEmpty
    try claim(isSame, "another order, another fold")
  }

  func checkSameDigest(_ history: DocumentHistory, _ other: DocumentHistory) throws {
    try claim(shownBytes(history.fold) == shownBytes(other.fold), "other bytes")
    try claim(
      ShownDocument(history.fold).digest == ShownDocument(other.fold).digest,
      "another digest"
    )
  }
}
