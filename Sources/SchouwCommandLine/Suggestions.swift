/// What somebody may have meant by a mistyped word.
public enum Suggestions {
  /// How many suggestions are made.
  public static let countMax = 3
  /// Longer words are not compared, so that the cost stays small.
  static let lengthMax = 64

  /// The known words nearest to what was typed: nearest first, equals in the given order.
  ///
  /// Near is a Damerau-Levenshtein distance of at most a third of the longer word's length, and at
  /// least 1; letter case plays no part. What was typed may also be the beginning of a word (two
  /// letters or more), which comes after the nearer ones.
  public static func nearest(to typed: String, in known: [String]) -> [String] {
    guard typed.unicodeScalars.count <= lengthMax else { return [] }
    let letters = Array(typed.lowercased().unicodeScalars)
    var found: [(word: String, distance: Int)] = []
    for word in known where !found.contains(where: { $0.word == word }) {
      let other = Array(word.lowercased().unicodeScalars)
      let distance = distance(letters, other)
      let limit = max(1, max(letters.count, other.count) / 3)
      if distance <= limit {
        if distance < other.count { found.append((word, distance)) }
      } else if letters.count >= 2, other.starts(with: letters) {
        found.append((word, lengthMax + distance))
      }
    }
    // The position makes the order total: `sort` does not promise to keep equals in place.
    let order = found.indices.sorted { (found[$0].distance, $0) < (found[$1].distance, $1) }
    return order.prefix(countMax).map { found[$0].word }
  }

  /// The Damerau-Levenshtein distance: the least number of insertions, deletions, substitutions and
  /// swaps of neighbours that turn one text into the other.
  ///
  /// The unrestricted distance, a metric. Cost: the product of the lengths.
  /// - Note: Lowrance and Wagner, An extension of the string-to-string correction problem (1975).
  static func distance(_ a: [Unicode.Scalar], _ b: [Unicode.Scalar]) -> Int {
    let far = a.count + b.count
    // Row and column 0 are a border of `far`; row i + 1 belongs to the first i letters of `a`.
    var table = Array(repeating: Array(repeating: far, count: b.count + 2), count: a.count + 2)
    for i in 0...a.count { table[i + 1][1] = i }
    for j in 0...b.count { table[1][j + 1] = j }
    var lastRow: [Unicode.Scalar: Int] = [:]
    for (i, letter) in zip(1..., a) {
      var lastColumn = 0
      for (j, other) in zip(1..., b) {
        let row = lastRow[other] ?? 0
        let column = lastColumn
        let isSame = letter == other
        if isSame { lastColumn = j }
        table[i + 1][j + 1] = min(
          table[i][j] + (isSame ? 0 : 1),
          table[i + 1][j] + 1,
          table[i][j + 1] + 1,
          table[row][column] + (i - row - 1) + 1 + (j - column - 1)
        )
      }
      lastRow[letter] = i
    }
    return table[a.count + 1][b.count + 1]
  }
}
