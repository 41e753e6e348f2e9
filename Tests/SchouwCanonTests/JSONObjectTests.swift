import SchouwCanon
import Testing

@Suite struct `A JSON object` {
  @Test func `keeps the later of two members with one name`() {
    let object = JSONObject([("b", 1), ("a", 2), ("b", 3), ("a", 4), ("b", 5)])
    #expect(object == ["a": 4, "b": 5])
    #expect(object.members.map(\.name) == ["a", "b"])
  }

  @Test func `sets, replaces and removes members in their place`() {
    var object = JSONObject()
    #expect(object.isEmpty)
    for name in ["m", "a", "z", "m", "\u{10000}", "\u{e000}"] { object[name] = .string(name) }
    #expect(object.members.map(\.name) == ["a", "m", "z", "\u{10000}", "\u{e000}"])
    object["m"] = nil
    object["none"] = nil
    object["a"] = 7
    #expect(object.members.map(\.name) == ["a", "z", "\u{10000}", "\u{e000}"])
    #expect(object["a"] == 7)
    #expect(object["m"] == nil)
    #expect(object.count == 4)
  }

  @Test func `agrees with a dictionary of bytes`() {
    var random = SeededRandom(seed: "members")
    var generator = ValueGenerator(seed: "members")
    var object = JSONObject()
    var model: [[UInt8]: JSONValue] = [:]
    for step in 0..<3_000 {
      let name = generator.string()
      let value: JSONValue? =
        Int.random(in: 0..<3, using: &random) == 0 ? nil : .number(Double(step))
      object[name] = value
      model[Array(name.utf8)] = value
      guard object.count == model.count, object[name] == value else {
        Issue.record("step \(step)")
        return
      }
    }
    for member in object.members { #expect(model[Array(member.name.utf8)] == member.value) }
  }

  @Test func `tells where the value of each member lies`() throws {
    let text = Array(#"..{"b" : [1, 2] ,"a":{"x":null},"\u0063":"é"}"#.utf8)
    let (object, ranges) = try JSONReader.readObject(text[2...])
    #expect(object == ["a": ["x": nil], "b": [1, 2], "c": "é"])
    #expect(ranges.map(\.name) == ["b", "a", "c"])
    #expect(
      ranges.map {
        String(
          decoding: text[2...].dropFirst($0.range.lowerBound)
            .prefix($0.range.count),
          as: UTF8.self
        )
      } == ["[1, 2]", #"{"x":null}"#, "\"é\""]
    )
    #expect(try JSONReader.readObject(Array("{}".utf8)[...]).ranges.isEmpty)
  }

  @Test(arguments: ["[]", "1", " \"a\"", "null"])
  func `is asked for where another value stands`(text: String) {
    let error = #expect(throws: JSONError.self) {
      try JSONReader.readObject(Array(text.utf8)[...])
    }
    #expect(error?.code == .notAnObject)
  }

  @Test func `is asked for where nothing stands`() {
    for text in ["", "  "] {
      let error = #expect(throws: JSONError.self) {
        try JSONReader.readObject(Array(text.utf8)[...])
      }
      #expect(error?.code == .unexpectedEnd)
    }
  }
}
