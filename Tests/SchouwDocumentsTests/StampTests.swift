import SchouwCanon
import SchouwDocuments
import SchouwTesting
import Testing

@Suite struct `A stamp` {
  @Test func `counts every day of 1999 to 2032 as a calendar does`() throws {
    let lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    func two(_ number: Int) -> String { (number < 10 ? "0" : "") + String(number) }
    // 1999-01-01 is day 10,592: 29 years of 365 days and 7 leap days (1972 to 1996).
    var day: Int64 = 29 * 365 + 7
    for year in 1999...2032 {
      for month in 1...12 {
        let isLeap = year % 4 == 0  // 2000 is one; 2100 is out of reach
        for date in 1...(lengths[month - 1] + (month == 2 && isLeap ? 1 : 0)) {
          let milliseconds = day * 86_400_000 + 45_296_789
          let text = "\(year)-\(two(month))-\(two(date))T12:34:56.789Z"
          try claim(Stamp.milliseconds(of: text) == milliseconds, text)
          try claim(Stamp.text(of: milliseconds) == text, "\(milliseconds)")
          day += 1
        }
      }
    }
    #expect(day == 23_011)
  }

  @Test(
    arguments: [
      ("1970-01-01T00:00:00.000Z", 0), ("1969-12-31T23:59:59.999Z", -1),
      ("0000-01-01T00:00:00.000Z", -62_167_219_200_000),
      ("0000-02-29T00:00:00.000Z", -62_162_121_600_000),
      ("9999-12-31T23:59:59.999Z", 253_402_300_799_999),
      ("2000-02-29T12:00:00.000Z", 951_825_600_000),
      ("1600-02-29T00:00:00.000Z", -11_670_998_400_000),
      ("2026-11-24T10:02:11.482Z", 1_795_514_531_482),
    ] as [(String, Int64)]
  )
  func `is the text of its milliseconds and back`(_ text: String, _ milliseconds: Int64) {
    #expect(Stamp.milliseconds(of: text) == milliseconds)
    #expect(Stamp.text(of: milliseconds) == text)
  }

  @Test(arguments: [
    "1900-02-29T00:00:00.000Z", "2100-02-29T00:00:00.000Z", "2023-02-29T00:00:00.000Z",
    "2026-04-31T00:00:00.000Z", "2026-00-01T00:00:00.000Z", "2026-13-01T00:00:00.000Z",
    "2026-01-00T00:00:00.000Z", "2026-01-32T00:00:00.000Z", "2026-01-01T24:00:00.000Z",
    "2026-01-01T00:60:00.000Z", "2026-01-01T00:00:60.000Z", "2026-01-01T00:00:00Z",
    "2026-01-01T00:00:00.00Z", "2026-01-01T00:00:00.0000Z", "2026-01-01 00:00:00.000Z",
    "2026-01-01T00:00:00.000z", "2026-01-01t00:00:00.000Z", "2026-01-01T00:00:00.000",
    "2026-01-01T00:00:00,000Z", "2026-01-01T00:00:00.000+", "+026-01-01T00:00:00.000Z",
    "-001-01-01T00:00:00.000Z", "2026-1-001T00:00:00.000Z", "٢026-01-01T00:00:00.00Z", "",
    "20260-01-01T00:00:00.00Z", "2026-01-01T00:00: 0.000Z",
  ])
  func `is none of another form or of no real date`(_ text: String) {
    #expect(Stamp.milliseconds(of: text) == nil)
    #expect(Stamp(time: text, offset: nil) == nil)
  }

  @Test func `lies in the years 0000 to 9999`() {
    #expect(Stamp(milliseconds: -62_167_219_200_001, offset: nil) == nil)
    #expect(Stamp(milliseconds: 253_402_300_800_000, offset: nil) == nil)
    #expect(Stamp(milliseconds: .min, offset: nil) == nil)
    #expect(Stamp(milliseconds: .max, offset: nil) == nil)
  }

  @Test func `takes an offset that JSON can carry, and adds it`() {
    let most: Int64 = 9_007_199_254_740_991
    #expect(Stamp(milliseconds: 0, offset: most)?.adjusted == most)
    #expect(Stamp(milliseconds: 0, offset: -most)?.adjusted == -most)
    #expect(Stamp(milliseconds: 0, offset: most + 1) == nil)
    #expect(Stamp(milliseconds: 0, offset: -most - 1) == nil)
    #expect(Stamp(milliseconds: 0, offset: .min) == nil)
    #expect(Stamp(milliseconds: 7, offset: nil)?.adjusted == 7)
  }

  @Test func `reads from its JSON, with and without an offset`() throws {
    for offset in [nil, 0, -312] as [Int64?] {
      let stamp = try #require(Stamp(milliseconds: 1_795_514_531_482, offset: offset))
      #expect(Stamp(json: stamp.json) == stamp)
      #expect(stamp.json["offset"] == offset.map { .number(Double($0)) })
    }
    for json in [nil, [:], ["time": 1], ["time": "2026-01-01T00:00:00.000Z", "offset": 0.5]]
      as [JSONValue]
    {
      #expect(Stamp(json: json) == nil)
    }
  }
}
