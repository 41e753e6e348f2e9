#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A lock, and a condition for which its holders wait (POSIX threads).
///
/// `NSCondition` does the same, and brings all of Foundation, 50 MB in a static program, with it.
final class Condition: @unchecked Sendable {
  private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let signal = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)

  init() {
    mutex.initialize(to: pthread_mutex_t())
    signal.initialize(to: pthread_cond_t())
    // Neither fails with default attributes (POSIX.1-2024).
    pthread_mutex_init(mutex, nil)
    pthread_cond_init(signal, nil)
  }

  deinit {
    pthread_cond_destroy(signal)
    pthread_mutex_destroy(mutex)
    signal.deallocate()
    mutex.deallocate()
  }

  func lock() { pthread_mutex_lock(mutex) }

  func unlock() { pthread_mutex_unlock(mutex) }

  /// Lets the lock go until somebody broadcasts; may also return without that.
  func wait() { pthread_cond_wait(signal, mutex) }

  func broadcast() { pthread_cond_broadcast(signal) }
}
