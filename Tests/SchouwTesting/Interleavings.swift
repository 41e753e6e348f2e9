import SchouwCanon
package import SchouwDocuments

/// A small history in which three writers make four changes each, some having seen some of the others'.
package struct Interleavings {
  /// What everybody has before the rest comes.
  package let birth: Change
  /// The changes of each writer, in the order in which it made them.
  package let writers: [[Change]]

  /// All the changes of the writers.
  package var all: [Change] { writers.flatMap { $0 } }

  /// Makes a history; the same seed makes the same.
  package init(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    let pen = Pen()
    let birth = Self.made { try pen.change(9, set: ["/t": 0, "/rooms/r1/area": 0]) }
    var writers: [[Change]] = [[], [], []]
    // How many changes of each writer each writer has been shown.
    var shown = [[0, 0, 0], [0, 0, 0], [0, 0, 0]]
    while let writer = (0..<3).filter({ writers[$0].count < 4 }).randomElement(using: &random) {
      for other in 0..<3 where other != writer && Int.random(in: 0..<3, using: &random) == 0 {
        // A colleague's laptop shows all that it had been shown.
        shown[writer][other] = max(shown[writer][other], writers[other].count)
        for third in 0..<3 where third != writer {
          shown[writer][third] = max(shown[writer][third], shown[other][third])
        }
      }
      let seen = (0..<3).filter { $0 != writer && shown[writer][$0] > 0 }
        .map { writers[$0][shown[writer][$0] - 1] }
      let path = ["/t", "/rooms/r1/area", "/rooms/r1/w", "/rooms"].randomElement(using: &random)
      let number = JSONValue.number(Double(Int.random(in: 0..<4, using: &random)))
      let time = 1_795_000_000_000 + Int64.random(in: 0...2, using: &random)
      let kind = Int.random(in: 0..<10, using: &random)
      let erased = (seen + [birth]).randomElement(using: &random) ?? birth
      let change = Self.made {
        switch kind {
        case 0:
          try pen.change(
            writer + 1,
            after: writers[writer].last,
            seen: seen + [birth],
            act: Pen.erase(erased),
            at: time
          )
        case 1, 2:
          try pen.change(
            writer + 1,
            after: writers[writer].last,
            seen: seen + [birth],
            life: ["/rooms/r1": kind == 1 ? .removed : .kept],
            at: time
          )
        default:
          try pen.change(
            writer + 1,
            after: writers[writer].last,
            seen: seen + [birth],
            set: [path ?? "/t": number],
            at: time
          )
        }
      }
      writers[writer].append(change)
    }
    self.birth = birth
    self.writers = writers
  }

  private static func made(_ make: () throws -> Change) -> Change {
    do { return try make() } catch { preconditionFailure("a bad change: \(error)") }
  }

  /// Visits the history after each of the 34,650 interleavings that keep the writers' own orders; common
  /// beginnings are inserted once.
  package func visitAll(_ visit: (DocumentHistory) throws -> Void) throws {
    var history = DocumentHistory(document: birth.document)
    history.insert(birth)
    try walk(from: history, [0, 0, 0], visit)
  }

  private func walk(
    from history: DocumentHistory,
    _ done: [Int],
    _ visit: (DocumentHistory) throws -> Void
  ) throws {
    var isWhole = true
    for writer in 0..<3 where done[writer] < writers[writer].count {
      isWhole = false
      var next = history
      next.insert(writers[writer][done[writer]])
      var after = done
      after[writer] += 1
      try walk(from: next, after, visit)
    }
    if isWhole { try visit(history) }
  }
}
