import Testing

@testable import SchouwFieldClient

/// The examples of WHATWG HTML, section 9.2, and what an office sends.
@Suite struct `A stream of events` {
  static let streams: [(String, [EventStreamReader.Event])] = [
    ("data: YHOO\ndata: +2\ndata: 10\n\n", [.init(name: "message", data: "YHOO\n+2\n10", id: "")]),
    (
      ": test stream\n\ndata: first event\nid: 1\n\ndata:second event\nid\n\ndata:  third event\n\n",
      [
        .init(name: "message", data: "first event", id: "1"),
        .init(name: "message", data: "second event", id: ""),
        .init(name: "message", data: " third event", id: ""),
      ]
    ),
    (
      "data\n\ndata\ndata\n\ndata:",
      [.init(name: "message", data: "", id: ""), .init(name: "message", data: "\n", id: "")]
    ),
    (
      "retry: 2000\nid: a.1\n\n:\n\nid: a.2\r\nevent: news\rdata: {}\r\n\r\n",
      [.init(name: "news", data: "{}", id: "a.2")]
    ),
    ("\u{FEFF}event: x\nnothing: y\ndata: z\n\n", [.init(name: "x", data: "z", id: "")]),
    ("id: a\0b\ndata: z\n\n", [.init(name: "message", data: "z", id: "")]),
  ]

  @Test(arguments: streams)
  func `is read alike whole, byte by byte and in every two parts`(
    _ text: String,
    _ expected: [EventStreamReader.Event]
  ) {
    let bytes = Array(text.utf8)
    var slow = EventStreamReader()
    #expect(bytes.flatMap { slow.read([$0]) } == expected)
    for cut in 0...bytes.count {
      var reader = EventStreamReader()
      let first = reader.read(Array(bytes[..<cut]))
      #expect(first + reader.read(Array(bytes[cut...])) == expected)
    }
  }

  @Test func `tells a position without an event`() {
    var reader = EventStreamReader()
    #expect(reader.read(Array("retry: 2000\nid: a.1\n\n".utf8)) == [])
    #expect(reader.lastID == "a.1")
  }

  @Test(arguments: ["x", "data: x\n"])
  func `without an end is read no further`(_ text: String) {
    var reader = EventStreamReader()
    let many = String(repeating: text, count: 2 * EventStreamReader.bytesMax)
    #expect(reader.read(Array(many.utf8)) == [])
    #expect(reader.isBroken)
    #expect(reader.read(Array("\n\ndata: y\n\n".utf8)) == [])
  }
}
