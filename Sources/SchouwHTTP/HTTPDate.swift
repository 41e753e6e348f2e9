/// The IMF-fixdate of RFC 9110 §5.6.7: `Sun, 06 Nov 1994 08:49:37 GMT`.
package enum HTTPDate {
  private static let days = Array("ThuFriSatSunMonTueWed".utf8)
  private static let months = Array("JanFebMarAprMayJunJulAugSepOctNovDec".utf8)

  /// Appends the 29 bytes of a moment, in seconds since 1970, of the years 0 to 9999.
  package static func append(_ seconds: Int64, to bytes: inout [UInt8]) {
    let day = floorDivide(seconds, 86_400)
    let second = Int(seconds - day * 86_400)
    let (year, month, dayOfMonth) = civil(day)
    let weekday = Int(day - floorDivide(day, 7) * 7)
    bytes.append(contentsOf: days[weekday * 3..<weekday * 3 + 3])
    bytes.append(0x2C)
    bytes.append(0x20)
    twoDigits(dayOfMonth, to: &bytes)
    bytes.append(0x20)
    bytes.append(contentsOf: months[(month - 1) * 3..<month * 3])
    bytes.append(0x20)
    twoDigits(year / 100, to: &bytes)
    twoDigits(year % 100, to: &bytes)
    bytes.append(0x20)
    twoDigits(second / 3600, to: &bytes)
    bytes.append(0x3A)
    twoDigits(second / 60 % 60, to: &bytes)
    bytes.append(0x3A)
    twoDigits(second % 60, to: &bytes)
    bytes.append(contentsOf: " GMT".utf8)
  }

  private static func twoDigits(_ number: Int, to bytes: inout [UInt8]) {
    bytes.append(0x30 + UInt8(truncatingIfNeeded: number / 10 % 10))
    bytes.append(0x30 + UInt8(truncatingIfNeeded: number % 10))
  }

  private static func floorDivide(_ a: Int64, _ b: Int64) -> Int64 {
    a >= 0 ? a / b : (a + 1) / b - 1
  }

  /// Days since 1970 to a Gregorian date, by eras of 400 years that begin on 1 March.
  private static func civil(_ days: Int64) -> (year: Int, month: Int, day: Int) {
    let shifted = days + 719_468
    let era = floorDivide(shifted, 146_097)
    let dayOfEra = shifted - era * 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
    let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    return (Int(year), Int(month), Int(day))
  }
}
