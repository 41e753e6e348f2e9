import SchouwCanon
import Synchronization

/// Every token that any device has or had, by its hash, for a first look on a connection's queue.
///
/// It only grows: what is refused by it is no token of this office, whatever becomes of the log; what it holds
/// is judged again by the one writer.
final class TokenRegistry: Sendable {
  private let hashes = Mutex<Set<String>>([])

  /// Enters the hash of a token, in base64url.
  func enter(_ hash: String) { _ = hashes.withLock { $0.insert(hash) } }

  /// Whether some device has or had this token.
  func holds(_ hash: Digest) -> Bool { hashes.withLock { $0.contains(hash.base64URL) } }
}
