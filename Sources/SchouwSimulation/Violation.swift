/// What a run showed that must never be: which invariant of the design is broken, and how.
package struct Violation: Error, Sendable, Hashable, CustomStringConvertible {
  /// The invariant, from 1 to 10.
  package let invariant: Int
  /// Which claim did not hold, in a few words that are the same in every run.
  package let claim: String
  /// What was seen.
  package let detail: String

  /// Says what did not hold.
  package init(_ invariant: Int, _ claim: String, _ detail: String) {
    (self.invariant, self.claim, self.detail) = (invariant, claim, detail)
  }

  /// The whole as a sentence.
  package var description: String { "invariant \(invariant): \(claim): \(detail)" }
}
