/// How long a connection may take for each thing it does, in milliseconds.
public struct Deadlines: Sendable, Equatable {
  /// Between two requests; then the connection is closed without a word.
  public var idleMilliseconds: Int64 = 60_000
  /// From the first byte of a head to its last; then 408.
  public var headMilliseconds: Int64 = 10_000
  /// What every body gets on top of the time that its bytes earn.
  public var bodyGraceMilliseconds: Int64 = 20_000
  /// The least average rate of a body after its grace, in bytes a second; below it 408.
  public var bodyBytesPerSecondMin: Int64 = 1_024
  /// Without a single byte being taken by the client; then the connection is cut.
  public var writeStallMilliseconds: Int64 = 30_000
  /// What every reader of answers gets on top of the time that the bytes it takes earn.
  public var readerGraceMilliseconds: Int64 = 60_000
  /// The least average rate of a reader after its grace, in bytes a second, counted since it last
  /// was up to date; below it the connection is cut.
  public var readerBytesPerSecondMin: Int64 = 1_024
  /// Reading on, after the last answer, so that the client can read that answer
  /// (RFC 9112 §9.6); then the connection is closed.
  public var drainMilliseconds: Int64 = 2_000

  /// The deadlines that the manual names.
  public init() {}

  /// The first relation between them that does not hold, in words; nil if all do.
  package var contradiction: String? {
    let all = [
      idleMilliseconds, headMilliseconds, bodyGraceMilliseconds, bodyBytesPerSecondMin,
      writeStallMilliseconds, readerGraceMilliseconds, readerBytesPerSecondMin, drainMilliseconds,
    ]
    if all.contains(where: { $0 < 1 }) { return "every deadline and every rate is at least 1" }
    if readerGraceMilliseconds < writeStallMilliseconds {
      return "a reader's grace is no shorter than a stall"
    }
    return nil
  }
}

/// What the clocks said when something happened.
public struct ClockReading: Sendable, Equatable {
  /// Monotonic, in milliseconds, from any beginning.
  public var milliseconds: Int64
  /// Wall clock, in seconds since 1970, for the Date field only.
  public var dateSeconds: Int64

  /// Takes both readings as given.
  public init(milliseconds: Int64, dateSeconds: Int64) {
    self.milliseconds = milliseconds
    self.dateSeconds = dateSeconds
  }
}
