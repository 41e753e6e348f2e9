import SchouwCommandLine
import SchouwDocuments

/// Days and moments as people type them.
enum TypedTime {
  /// `2026-11-24` of `24-11-2026` or of itself; nil if there is no such day.
  static func date(_ text: String) -> String? {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 3 else { return nil }
    let isYearFirst = parts[0].utf8.count == 4
    let (year, day) = isYearFirst ? (parts[0], parts[2]) : (parts[2], parts[0])
    guard year.utf8.count == 4, (1...2).contains(parts[1].utf8.count),
      (1...2).contains(day.utf8.count)
    else { return nil }
    let date = "\(year)-\(two(parts[1]))-\(two(day))"
    return Stamp.milliseconds(of: date + "T00:00:00.000Z") == nil ? nil : date
  }

  /// `2026-11-24T10:02:00.000Z` of a day and a clock time on this laptop's clock (`24-11-2026
  /// 10:02`), of a clock time today (`10:02`), of `nu` or `now`, or of a moment that names its zone
  /// as `Z`.
  static func moment(_ text: String, now: Int64) -> String? {
    switch text.lowercased() {
    case "nu", "now": return Stamp.text(of: now)
    default: break
    }
    if Stamp.milliseconds(of: text) != nil { return text }
    let isUTC = text.hasSuffix("Z")
    let words = (isUTC ? text.dropLast() : text[...])
      .split(whereSeparator: { $0 == " " || $0 == "T" })
    guard let clock = words.last, let time = time(clock), words.count <= 2 else { return nil }
    var day: String?
    if words.count == 2 {
      day = date(String(words[0]))
    } else if let today = CalendarTime(epochMilliseconds: now), !isUTC {
      day = today.dateText(.en)
    }
    guard let day else { return nil }
    if isUTC { return Stamp.milliseconds(of: "\(day)T\(time).000Z").map { Stamp.text(of: $0) } }
    let numbers = (day + ":" + time).split(whereSeparator: { $0 == "-" || $0 == ":" })
      .compactMap { Int($0) }
    guard numbers.count == 6 else { return nil }
    return System.milliseconds(
      localYear: numbers[0],
      month: numbers[1],
      day: numbers[2],
      hour: numbers[3],
      minute: numbers[4],
      second: numbers[5]
    ).map { Stamp.text(of: $0) }
  }

  /// `10:02:00` of `10:02`, `9:02` or `10:02:30`.
  private static func time(_ text: Substring) -> String? {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2 || parts.count == 3, (1...2).contains(parts[0].utf8.count) else {
      return nil
    }
    let second = parts.count == 3 ? parts[2] : "00"
    let time = "\(two(parts[0])):\(parts[1]):\(second)"
    return Stamp.milliseconds(of: "2000-01-01T\(time).000Z") == nil ? nil : time
  }

  private static func two(_ digits: Substring) -> String {
    digits.utf8.count == 1 ? "0\(digits)" : String(digits)
  }
}
