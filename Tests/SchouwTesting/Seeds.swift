import Foundation

/// A run of seeds for randomized tests: printed in the case's name, so that a failure can be repeated.
///
/// `SCHOUW_SEED=n swift test …` begins every run at `n`; otherwise the beginning is drawn anew.
package struct Seeds: Sequence, Sendable, CustomStringConvertible {
  /// The first seed.
  package let first: UInt64
  /// How many follow each other.
  package let count: Int

  /// A run of seeds from a given one.
  package init(first: UInt64, count: Int) {
    self.first = first
    self.count = count
  }

  /// A run that begins anywhere, cut in parts that can be test cases of their own.
  package static func fresh(_ count: Int, parts: Int = 1) -> [Seeds] {
    let given = ProcessInfo.processInfo.environment["SCHOUW_SEED"].flatMap { UInt64($0) }
    let first = given ?? UInt64.random(in: 1...999_999_999)
    let size = (count + parts - 1) / parts
    return stride(from: 0, to: count, by: size).map {
      Seeds(first: first &+ UInt64($0), count: Swift.min(size, count - $0))
    }
  }

  /// The seeds, one after the other.
  package func makeIterator() -> some IteratorProtocol<UInt64> {
    (0..<count).lazy.map { first &+ UInt64($0) }.makeIterator()
  }

  /// Runs a check for every seed; a failure names the seed and how to repeat it.
  package func check(_ body: (UInt64) throws -> Void) throws {
    for seed in self {
      do {
        try body(seed)
      } catch let broken as Broken {
        throw broken.within("seed \(seed) (repeat with SCHOUW_SEED=\(seed))")
      }
    }
  }

  /// The run as text.
  package var description: String { "\(count) seeds from \(first)" }
}
