import Dispatch
import Synchronization

/// Checks passwords one after another on a queue of its own, away from the writer and from connections: it is
/// slow by intention.
///
/// Few may wait: who sends many can keep others from signing in, and nothing else.
final class PasswordChecker: Sendable {
  /// How many may wait at once.
  static let waitingMax = 16

  private let queue = DispatchQueue(label: "schouw.server.passwords", qos: .utility)
  private let waiting = Atomic<Int>(0)

  /// Checks a password; the answer comes on the checker's queue.
  ///
  /// - Returns: false if too many wait already: then nothing is checked and nobody is called.
  func check(
    _ password: [UInt8],
    against hash: PasswordHash,
    _ answer: @escaping @Sendable (Bool) -> Void
  ) -> Bool {
    guard waiting.add(1, ordering: .relaxed).newValue <= Self.waitingMax else {
      waiting.subtract(1, ordering: .relaxed)
      return false
    }
    queue.async {
      let isRight = hash.opens(with: password)
      self.waiting.subtract(1, ordering: .relaxed)
      answer(isRight)
    }
    return true
  }
}
