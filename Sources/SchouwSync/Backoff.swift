import SchouwCanon

/// How long to wait before the next try: full jitter over a doubling bound (rule X10; Brooker, "Exponential
/// backoff and jitter", 2015), and never shorter than the office asked.
public struct Backoff: Sendable {
  /// The bound of the first wait, in milliseconds.
  public static let firstMilliseconds = 500
  /// The greatest bound, in milliseconds.
  public static let greatestMilliseconds = 60_000

  private var failures = 0

  /// No failure yet.
  public init() {}

  /// The wait after one more failure.
  ///
  /// - Parameters:
  ///   - retryAfter: seconds that the office asked for, if it did.
  ///   - random: 64 random bits.
  public mutating func next(retryAfter: Int?, random: UInt64) -> Int {
    let bound = min(Self.greatestMilliseconds, Self.firstMilliseconds << min(failures, 10))
    failures += 1
    let jittered = Int(random % UInt64(bound + 1))
    return max(jittered, (retryAfter ?? 0) * 1000)
  }

  /// Forgets the failures after a success.
  public mutating func reset() { failures = 0 }
}
