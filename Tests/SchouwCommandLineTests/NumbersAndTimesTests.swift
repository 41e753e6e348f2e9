import Testing

@testable import SchouwCommandLine

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

@Suite struct `A number as people type it` {
  @Test(arguments: [
    ("9,2", Numeral.decimal(9.2)), ("9.2", .decimal(9.2)), ("-0,5", .decimal(-0.5)),
    ("12", .integer(12)), ("-5", .integer(-5)), ("0", .integer(0)), ("-0", .integer(0)),
    ("1,250", .decimal(1.25)), ("0.125", .decimal(0.125)), ("1.25", .decimal(1.25)),
    ("1234.567", .decimal(1234.567)), ("1.250", .unclear), ("-12.500", .unclear),
    ("9007199254740991", .integer(9_007_199_254_740_991)),
  ])
  func `is read`(typed: String, numeral: Numeral) {
    #expect(Numeral(typed) == numeral)
  }

  @Test func `has no negative zero`() {
    #expect(Numeral("-0,0")?.number?.sign == .plus)
  }

  @Test(arguments: [
    "", "-", "+5", "5.", ".5", "1,2,3", "1.234,5", "1e5", "0x1", "nan", "inf", "0612345678", "00",
    "9007199254740992", "٣", "5 ", "--5", "½", "1\u{301}", "9.2\u{301}",
  ])
  func `is not read from anything else`(typed: String) {
    #expect(Numeral(typed) == nil)
  }

  @Test(arguments: [
    (9.2, "9,2", "9.2"), (12, "12", "12"), (-0.5, "-0,5", "-0.5"), (0, "0", "0"), (-0.0, "0", "0"),
    (1e21, "1000000000000000000000", "1000000000000000000000"), (1e-7, "0,0000001", "0.0000001"),
    (1234567.5, "1234567,5", "1234567.5"), (0.1, "0,1", "0.1"), (100, "100", "100"),
    (.infinity, "?", "?"), (.nan, "?", "?"), (1.5e-9, "0,0000000015", "0.0000000015"),
  ])
  func `is shown`(number: Double, nl: String, en: String) {
    #expect(Numeral.text(number, .nl) == nl)
    #expect(Numeral.text(number, .en) == en)
  }

  @Test(arguments: [
    (9.25, 1, "9,3"), (9.24, 1, "9,2"), (0.145, 2, "0,15"), (9.99, 1, "10"), (-9.96, 1, "-10"),
    (0.04, 1, "0"), (0.05, 1, "0,1"), (-0.04, 1, "0"), (99.5, 0, "100"), (0.5, 0, "1"),
    (0.4, 0, "0"), (0.0004, 2, "0"), (12, 3, "12"), (1e-9, 2, "0"), (120, 0, "120"),
  ])
  func `is rounded on its own digits`(number: Double, decimals: Int, text: String) {
    #expect(Numeral.text(number, .nl, decimalsMax: decimals) == text)
  }

  @Test(arguments: 0..<200)
  func `is read back as it was shown`(seed: UInt64) {
    var random = SplitMix(state: seed)
    let number = Double.random(in: -1...1, using: &random)
    // A comma, so that no number of three decimals is unclear.
    #expect(Numeral(Numeral.text(number, .nl))?.number == number)
  }
}

@Suite struct `An answer as typed` {
  @Test(arguments: [
    ("9,2", AnswerText.number(9.2)), ("3", .integer(3)), (" 3 ", .integer(3)),
    ("1.250", .unclearNumber), ("ja", .yes), ("JA", .yes), ("j", .yes), ("yes", .yes),
    ("nee", .no), ("N", .no), ("no", .no), ("niet gezien", .notSeen), ("niet-gezien", .notSeen),
    ("not_seen", .notSeen), ("Not Seen", .notSeen), ("nvt", .na), ("n.v.t.", .na), ("n/a", .na),
    ("Niet van toepassing", .na), ("", .text("")), ("jawel", .text("jawel")),
    ("  twee woorden ", .text("twee woorden")), ("0612345678", .text("0612345678")),
    ("niet  gezien", .text("niet  gezien")),
  ])
  func `is told apart`(typed: String, answer: AnswerText) {
    #expect(AnswerText(typed) == answer)
  }
}

@Suite struct `A moment for people` {
  @Test func `is written day first in Dutch and year first in English`() {
    let time = CalendarTime(year: 2026, month: 3, day: 4, hour: 5, minute: 6, second: 7)
    #expect(time.text(.nl) == "04-03-2026 05:06")
    #expect(time.text(.en) == "2026-03-04 05:06")
    #expect(time.dateText(.nl) == "04-03-2026")
  }

  @Test func `is that of the system's time zone, summer and winter`() async {
    await #expect(processExitsWith: .success) {
      setenv("TZ", "CET-1CEST,M3.5.0,M10.5.0/3", 1)
      // 2026-11-24T10:02:11.482Z, 2026-07-01T10:00:00Z, and the moment the clock goes back.
      #expect(CalendarTime(epochMilliseconds: 1_795_514_531_482)?.text(.nl) == "24-11-2026 11:02")
      #expect(CalendarTime(epochMilliseconds: 1_782_900_000_000)?.text(.nl) == "01-07-2026 12:00")
      #expect(CalendarTime(epochMilliseconds: 1_792_889_999_999)?.text(.nl) == "25-10-2026 02:59")
      #expect(CalendarTime(epochMilliseconds: 1_792_890_000_000)?.text(.nl) == "25-10-2026 02:00")
    }
  }

  @Test func `may lie before 1970 and out of the calendar`() async {
    await #expect(processExitsWith: .success) {
      setenv("TZ", "UTC0", 1)
      let before = CalendarTime(
        year: 1969,
        month: 12,
        day: 31,
        hour: 23,
        minute: 59,
        second: 59
      )
      #expect(CalendarTime(epochMilliseconds: -1) == before)
      #expect(CalendarTime(epochMilliseconds: -1000) == before)
      #expect(CalendarTime(epochMilliseconds: .max) != before)
    }
  }

  @Test(
    arguments: [
      (0, "minder dan een seconde", "less than a second"),
      (999, "minder dan een seconde", "less than a second"),
      (1000, "1 seconde", "1 second"), (59_999, "59 seconden", "59 seconds"),
      (60_000, "1 minuut", "1 minute"), (61_000, "1 minuut en 1 seconde", "1 minute and 1 second"),
      (7_500_000, "2 uur en 5 minuten", "2 hours and 5 minutes"),
      (3_601_000, "1 uur", "1 hour"), (-3_600_000, "1 uur", "1 hour"),
      (86_400_000, "1 dag", "1 day"), (176_400_000, "2 dagen en 1 uur", "2 days and 1 hour"),
      (Int64.min, "106751991167 dagen en 7 uur", "106751991167 days and 7 hours"),
    ] as [(Int64, String, String)]
  )
  func `is as long as said`(milliseconds: Int64, nl: String, en: String) {
    #expect(DurationText.text(milliseconds: milliseconds, .nl) == nl)
    #expect(DurationText.text(milliseconds: milliseconds, .en) == en)
  }
}
