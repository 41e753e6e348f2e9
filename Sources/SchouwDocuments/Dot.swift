/// The place of a change among all changes of its replica: a replica and a counter from 1 (rules I1, I3).
///
/// A dot is not a name: a cloned laptop reuses dots. Use ``ChangeName`` to point at a change.
public struct Dot: Sendable, Hashable, Comparable {
  /// Who wrote.
  public let replica: Replica
  /// Which of its changes over all documents, from 1, without gaps.
  public let counter: Int

  /// Makes a dot; the counter must be from 1 to 2^53 - 1.
  public init(replica: Replica, counter: Int) {
    precondition(counter >= 1 && counter <= Limits.counterMax, "a counter runs from 1 to 2^53 - 1")
    self.replica = replica
    self.counter = counter
  }

  /// By replica, then by counter.
  public static func < (a: Dot, b: Dot) -> Bool {
    (a.replica.bits, a.counter) < (b.replica.bits, b.counter)
  }
}
