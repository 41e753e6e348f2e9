import Testing

@testable import SchouwCommandLine

@Suite struct `The Damerau-Levenshtein distance` {
  @Test(arguments: [
    ("", "", 0), ("a", "", 1), ("", "ab", 2), ("list", "lsit", 1), ("ca", "abc", 2),
    ("kitten", "sitting", 3), ("ab", "ba", 1), ("a cat", "an abct", 3),
  ])
  func `is that of the literature`(a: String, b: String, distance: Int) {
    let one = Array(a.unicodeScalars)
    let other = Array(b.unicodeScalars)
    #expect(Suggestions.distance(one, other) == distance)
    #expect(Suggestions.distance(other, one) == distance)
  }

  @Test(arguments: 0..<100)
  func `is a metric`(seed: UInt64) {
    var random = SplitMix(state: seed)
    let words = (0..<3).map { _ in
      (0..<Int.random(in: 0...6, using: &random)).map { _ -> Unicode.Scalar in
        ["a", "b", "c"][Int.random(in: 0...2, using: &random)]
      }
    }
    let (a, b, c) = (words[0], words[1], words[2])
    #expect(Suggestions.distance(a, c) <= Suggestions.distance(a, b) + Suggestions.distance(b, c))
    #expect((Suggestions.distance(a, b) == 0) == (a == b))
  }
}
