import SchouwCanon
import Testing

@Suite struct `A JSON value` {
  @Test func `compares strings and names by bytes, not by canonical equivalence`() {
    #expect(JSONValue.string("\u{e9}") != .string("e\u{301}"))
    #expect(JSONValue.string("\u{e9}") == .string("\u{e9}"))
    #expect(["\u{e9}": 1] as JSONValue != ["e\u{301}": 1])
    #expect(Set<JSONValue>(["\u{e9}", "e\u{301}", "\u{212b}", "\u{c5}", "A\u{30a}"]).count == 5)
    let member = JSONObject.Member(name: "\u{e9}", value: 1)
    #expect(member != JSONObject.Member(name: "e\u{301}", value: 1))
  }

  @Test func `takes minus zero for zero`() {
    #expect(JSONValue.number(-0.0) == 0)
    #expect(Set<JSONValue>([.number(-0.0), 0]).count == 1)
    #expect(JSONValue.number(-0.0).canonicalText == "0")
  }

  @Test func `keeps kinds apart`() {
    let values: [JSONValue] = [
      nil, true, false, 0, 1, "", "0", "null", [], [nil], [[]], [:], ["": nil], ["a": 1],
      ["a": 2], ["b": 1], [1, 2], [2, 1],
    ]
    for (position, left) in values.enumerated() {
      for (other, right) in values.enumerated() {
        #expect((left == right) == (position == other))
      }
    }
    #expect(Set(values).count == values.count)
  }

  @Test func `gives its content only as what it is`() {
    let value: JSONValue = ["a": [1.5, "x", true, nil]]
    #expect(value["a"]?.arrayValue == [1.5, "x", true, nil])
    #expect(value["b"] == nil)
    #expect(value.arrayValue == nil)
    #expect(value.objectValue?.count == 1)
    #expect((nil as JSONValue).isNull)
    #expect(!(0 as JSONValue).isNull)
    #expect((true as JSONValue).boolValue == true)
    #expect((1 as JSONValue).boolValue == nil)
    #expect((1.5 as JSONValue).numberValue == 1.5)
    #expect(("1" as JSONValue).numberValue == nil)
    #expect(("1" as JSONValue).stringValue == "1")
    #expect((1 as JSONValue).stringValue == nil)
    #expect((1 as JSONValue)["a"] == nil)
    #expect(([] as JSONValue).objectValue == nil)
  }

  @Test(
    arguments: [
      (0, 0), (-0.0, 0), (1, 1), (-7, -7), (0x1p53, 1 << 53), (-0x1p53, -(1 << 53)), (1.5, nil),
      (0x1p53 + 2, nil), (-0x1p60, nil), (1e300, nil), (-1e300, nil), (.infinity, nil), (.nan, nil),
      (0.1, nil), (9_007_199_254_740_991, 9_007_199_254_740_991),
    ] as [(Double, Int64?)]
  )
  func `gives an integer only if it is exact`(number: Double, expected: Int64?) {
    #expect(JSONValue.number(number).integerValue == expected)
  }
}
