/// A moment as a calendar and a clock on the wall show it.
public struct CalendarTime: Sendable, Equatable {
  /// The year, 2026.
  public var year: Int
  /// The month, from 1.
  public var month: Int
  /// The day of the month, from 1.
  public var day: Int
  /// The hour, from 0.
  public var hour: Int
  /// The minute, from 0.
  public var minute: Int
  /// The second, from 0.
  public var second: Int

  /// Makes a time of its parts, which are not checked.
  public init(year: Int, month: Int, day: Int, hour: Int = 0, minute: Int = 0, second: Int = 0) {
    self.year = year
    self.month = month
    self.day = day
    self.hour = hour
    self.minute = minute
    self.second = second
  }

  /// The time in the system's zone, by `localtime_r` (TZ, else /etc/localtime).
  ///
  /// Nil for years that the C library cannot count. Not FormatStyle, which loads ICU and takes its
  /// words from a locale that ignores LANG.
  /// - Parameter epochMilliseconds: since 1970-01-01T00:00:00Z; parts of a second are dropped.
  public init?(epochMilliseconds: Int64) {
    var (seconds, rest) = epochMilliseconds.quotientAndRemainder(dividingBy: 1000)
    if rest < 0 {
      seconds -= 1
      rest += 1000
    }
    guard let time = System.localTime(epochSeconds: seconds) else { return nil }
    self = time
  }

  /// The date and the minute: `24-11-2026 10:02` in Dutch, `2026-11-24 10:02` in English.
  public func text(_ language: Language) -> String {
    "\(dateText(language)) \(DigitText.two(hour)):\(DigitText.two(minute))"
  }

  /// The date: `24-11-2026` in Dutch, `2026-11-24` in English.
  public func dateText(_ language: Language) -> String {
    let parts = [String(year), DigitText.two(month), DigitText.two(day)]
    return (language == .nl ? parts.reversed() : parts).joined(separator: "-")
  }
}
