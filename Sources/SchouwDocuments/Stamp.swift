public import SchouwCanon

/// When a change was written, by its author's clock, and how wrong that clock was known to be (G2, T1).
///
/// Stamps decide only the order of concurrent siblings; they never decide what has seen what.
public struct Stamp: Sendable, Hashable {
  /// The clock as read: milliseconds since 1970-01-01T00:00:00Z.
  public let milliseconds: Int64
  /// Milliseconds that the office was ahead of the clock when last measured; nil if never measured.
  public let offset: Int64?

  /// Makes a stamp; the time must lie in the years 0000 to 9999.
  public init?(milliseconds: Int64, offset: Int64?) {
    guard Self.representable.contains(milliseconds) else { return nil }
    if let offset, offset.magnitude > UInt64(Limits.counterMax) { return nil }
    self.milliseconds = milliseconds
    self.offset = offset
  }

  /// Reads a `time` text and an offset; nil if the text is not of the form of rule G2.
  public init?(time: String, offset: Int64?) {
    guard let milliseconds = Self.milliseconds(of: time) else { return nil }
    self.init(milliseconds: milliseconds, offset: offset)
  }

  /// What policy `latest` compares: the time in the office's clock, in milliseconds.
  public var adjusted: Int64 { milliseconds + (offset ?? 0) }

  /// The time as `YYYY-MM-DDThh:mm:ss.mmmZ`.
  public var time: String { Self.text(of: milliseconds) }

  /// The stamp as it stands in a snapshot and in a shown document.
  public var json: JSONValue {
    var object = JSONObject()
    if let offset { object["offset"] = .number(Double(offset)) }
    object["time"] = .string(time)
    return .object(object)
  }

  /// Reads the form of ``json``; nil if it is anything else.
  public init?(json: JSONValue) {
    guard let time = json["time"]?.stringValue else { return nil }
    if let offset = json["offset"] {
      guard let value = offset.integerValue else { return nil }
      self.init(time: time, offset: value)
    } else {
      self.init(time: time, offset: nil)
    }
  }

  private static let representable: ClosedRange<Int64> =
    -62_167_219_200_000...253_402_300_799_999

  /// The text `YYYY-MM-DDThh:mm:ss.mmmZ` of a time in milliseconds since 1970.
  public static func text(of milliseconds: Int64) -> String {
    String(unsafeUninitializedCapacity: textCount) { text in
      if let base = text.baseAddress { put(milliseconds, at: base) }
      return textCount
    }
  }

  /// The bytes of a time.
  static let textCount = 24

  /// Writes the 24 bytes of a time in milliseconds since 1970.
  static func put(_ milliseconds: Int64, at text: UnsafeMutablePointer<UInt8>) {
    let day = milliseconds.flooredDivision(by: 86_400_000)
    let inDay = milliseconds - day * 86_400_000
    let (year, month, dayOfMonth) = civil(fromDays: day)
    func put(_ value: Int64, _ places: Range<Int>, then separator: UInt8) {
      var rest = value
      for place in places.reversed() {
        text[place] = 0x30 + UInt8(rest % 10)
        rest /= 10
      }
      text[places.upperBound] = separator
    }
    put(year, 0..<4, then: UInt8(ascii: "-"))
    put(month, 5..<7, then: UInt8(ascii: "-"))
    put(dayOfMonth, 8..<10, then: UInt8(ascii: "T"))
    put(inDay / 3_600_000, 11..<13, then: UInt8(ascii: ":"))
    put(inDay / 60_000 % 60, 14..<16, then: UInt8(ascii: ":"))
    put(inDay / 1000 % 60, 17..<19, then: UInt8(ascii: "."))
    put(inDay % 1000, 20..<23, then: UInt8(ascii: "Z"))
  }

  /// The milliseconds since 1970 of a text of exactly that form and of a real date; nil otherwise.
  public static func milliseconds(of text: String) -> Int64? {
    ByteOrder.withBytes(of: text, milliseconds)
  }

  static func milliseconds(of bytes: UnsafeBufferPointer<UInt8>) -> Int64? {
    guard bytes.count == 24, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"),
      bytes[10] == UInt8(ascii: "T"), bytes[13] == UInt8(ascii: ":"),
      bytes[16] == UInt8(ascii: ":"), bytes[19] == UInt8(ascii: "."), bytes[23] == UInt8(ascii: "Z")
    else { return nil }
    func number(_ range: Range<Int>) -> Int64? {
      var value: Int64 = 0
      for index in range {
        guard bytes[index] >= 0x30, bytes[index] <= 0x39 else { return nil }
        value = value * 10 + Int64(bytes[index] - 0x30)
      }
      return value
    }
    guard let year = number(0..<4), let month = number(5..<7), let day = number(8..<10),
      let hour = number(11..<13), let minute = number(14..<16), let second = number(17..<19),
      let fraction = number(20..<23), month >= 1, month <= 12, day >= 1,
      hour <= 23, minute <= 59, second <= 59
    else { return nil }
    let days = Self.days(year, month, day)
    guard Self.civil(fromDays: days) == (year, month, day) else { return nil }
    return days * 86_400_000 + hour * 3_600_000 + minute * 60_000 + second * 1000 + fraction
  }

  /// Days since 1970-01-01 of a Gregorian date (Hinnant, "chrono-compatible low-level date algorithms").
  private static func days(_ year: Int64, _ month: Int64, _ day: Int64) -> Int64 {
    let shifted = month <= 2 ? year - 1 : year
    let era = shifted.flooredDivision(by: 400)
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }

  private static func civil(fromDays days: Int64) -> (Int64, Int64, Int64) {
    let shifted = days + 719_468
    let era = shifted.flooredDivision(by: 146_097)
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthIndex = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * monthIndex + 2) / 5 + 1
    let month = monthIndex < 10 ? monthIndex + 3 : monthIndex - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
  }
}

extension Int64 {
  fileprivate func flooredDivision(by divisor: Int64) -> Int64 {
    let quotient = self / divisor
    return self % divisor < 0 ? quotient - 1 : quotient
  }
}
