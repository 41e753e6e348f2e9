/// Lengths of time in words.
public enum DurationText {
  /// The one or two greatest units: `2 uur en 5 minuten`, `3 days and 1 hour`, `12 seconds`.
  ///
  /// What is smaller than the second unit is dropped; less than a second is said so. A negative
  /// length is told as its counterpart: before or after is the caller's to say.
  public static func text(milliseconds: Int64, _ language: Language) -> String {
    let seconds = milliseconds.magnitude / 1000
    guard let first = units.firstIndex(where: { seconds >= $0.seconds }) else {
      return DurationMessage.lessThanSecond.text(language)
    }
    var rest = seconds
    var parts: [String] = []
    for unit in units[first...].prefix(2) {
      let count = rest / unit.seconds
      rest %= unit.seconds
      if count > 0 { parts.append(unit.message.text(language, ["count": String(count)])) }
    }
    return parts.joined(separator: " \(DurationMessage.and.text(language)) ")
  }

  private static let units: [(seconds: UInt64, message: DurationMessage)] = [
    (86_400, .days), (3600, .hours), (60, .minutes), (1, .seconds),
  ]
}

/// The words for lengths of time.
enum DurationMessage: String, MessageTable {
  case days, hours, minutes, seconds, and, lessThanSecond

  var phrase: Phrase {
    switch self {
    case .days: Phrase(nl: "{count} {count?dag|dagen}", en: "{count} {count?day|days}")
    case .hours: Phrase(nl: "{count} uur", en: "{count} {count?hour|hours}")
    case .minutes:
      Phrase(nl: "{count} {count?minuut|minuten}", en: "{count} {count?minute|minutes}")
    case .seconds:
      Phrase(nl: "{count} {count?seconde|seconden}", en: "{count} {count?second|seconds}")
    case .and: Phrase(nl: "en", en: "and")
    case .lessThanSecond: Phrase(nl: "minder dan een seconde", en: "less than a second")
    }
  }
}
