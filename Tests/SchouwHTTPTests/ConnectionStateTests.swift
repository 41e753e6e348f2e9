import SchouwHTTP
import Testing

/// A connection whose clock the test moves and whose peer the test is.
struct Rig {
  var state: ConnectionState
  var milliseconds: Int64 = 1_000_000
  var taken: [(number: Int, path: String, body: [UInt8])] = []

  static let date: Int64 = 784_111_777  // Sun, 06 Nov 1994 08:49:37 GMT

  var now: ClockReading { ClockReading(milliseconds: milliseconds, dateSeconds: Self.date) }

  init(_ limits: Limits = Limits(), _ deadlines: Deadlines = Deadlines()) {
    state = ConnectionState(
      limits: limits,
      deadlines: deadlines,
      at: ClockReading(milliseconds: 1_000_000, dateSeconds: Self.date)
    )
  }

  mutating func receive(_ text: String) {
    Array(text.utf8).withUnsafeBytes { state.received($0, at: now) }
    take()
  }

  mutating func take() {
    while let request = state.takeRequest(at: now) {
      taken.append((request.number, request.head.path, request.body))
    }
  }

  mutating func end() {
    state.receivedEnd(at: now)
    take()
  }

  mutating func answer(_ number: Int, _ text: String = "ok") {
    state.answered(number, Response(.ok, body: Array(text.utf8)), at: now)
  }

  mutating func move(_ milliseconds: Int64) {
    self.milliseconds += milliseconds
    state.elapsed(at: now)
  }

  /// What the connection has sent, without the Date fields.
  mutating func sent() -> String {
    var bytes: [UInt8] = []
    while !state.output.isEmpty {
      let piece = state.output.withFirst { Array($0) }
      bytes += piece
      state.sent(piece.count, at: now)
    }
    return String(decoding: bytes, as: UTF8.self)
      .replacing("Date: Sun, 06 Nov 1994 08:49:37 GMT\r\n", with: "")
  }
}

let get = "GET /a HTTP/1.1\r\nHost: h\r\n\r\n"

func answer(_ text: String, closes: Bool = false) -> String {
  "HTTP/1.1 200 OK\r\nContent-Length: \(text.utf8.count)\r\n"
    + (closes ? "Connection: close\r\n" : "") + "\r\n" + text
}

@Suite struct `A connection's state` {
  @Test func `goes from idle by head and body to answering and back`() {
    var rig = Rig()
    #expect(rig.state.phase == .idle)
    rig.receive("POST /a HTTP/1.1\r\nHost: h\r\n")
    #expect(rig.state.phase == .readingHead)
    rig.receive("Content-Length: 2\r\n\r\nh")
    #expect(rig.state.phase == .readingBody)
    rig.receive("i")
    #expect(rig.state.phase == .answering)
    #expect(rig.taken.map(\.body) == [Array("hi".utf8)])
    rig.answer(0)
    #expect(rig.sent() == answer("ok"))
    #expect(rig.state.phase == .idle)
    #expect(rig.state.wantsInput)
  }

  @Test func `sends answers in the order of requests, whatever their own (C1)`() {
    var rig = Rig()
    rig.receive(get + get + get)
    #expect(rig.taken.map(\.number) == [0, 1, 2])
    rig.answer(2, "two")
    #expect(rig.sent() == "")
    rig.answer(0, "zero")
    #expect(rig.sent() == answer("zero"))
    rig.answer(1, "one")
    #expect(rig.sent() == answer("one") + answer("two"))
    #expect(rig.state.phase == .idle)
  }

  @Test func `takes the first of two answers to one request`() {
    var rig = Rig()
    rig.receive(get + get)
    rig.answer(1, "first")
    rig.answer(1, "second")
    rig.answer(0, "zero")
    rig.answer(0, "late")
    rig.answer(7, "never asked")
    #expect(rig.sent() == answer("zero") + answer("first"))
  }

  @Test func `stops reading when as many requests wait as may (C4)`() {
    var limits = Limits()
    limits.waitingRequestsMax = 2
    var rig = Rig(limits)
    rig.receive(get + get + get)
    #expect(rig.taken.count == 2)
    #expect(!rig.state.wantsInput)
    rig.answer(0)
    #expect(rig.state.wantsInput)
    rig.take()
    #expect(rig.taken.count == 3)
    #expect(!rig.state.wantsInput)
  }

  @Test func `takes up no request while the client does not read its answers`() {
    var limits = Limits()
    limits.unsentBytesMax = 100
    var rig = Rig(limits)
    rig.receive(get)
    rig.answer(0, String(repeating: "x", count: 200))
    rig.receive(get)
    #expect(rig.taken.count == 1)
    #expect(!rig.state.wantsInput)
    _ = rig.sent()
    rig.take()
    #expect(rig.taken.count == 2)
  }

  @Test func `closes after a request that asks for it, and takes up no other (C3)`() {
    var rig = Rig()
    rig.receive("GET /a HTTP/1.1\r\nHost: h\r\nConnection: x, Close\r\n\r\n" + get)
    #expect(rig.taken.count == 1)
    rig.answer(0)
    #expect(rig.sent() == answer("ok", closes: true))
    #expect(rig.state.phase == .draining)
    rig.receive(get)
    #expect(rig.taken.count == 1)
    rig.end()
    #expect(rig.state.phase == .closed)
  }

  @Test func `closes after an answer that asks for it, without the later answers`() {
    var rig = Rig()
    rig.receive(get + get)
    rig.answer(1, "later")
    rig.state.answered(
      0,
      Response(.ok, fields: ["Connection": "close"], body: Array("ok".utf8)),
      at: rig.now
    )
    #expect(rig.sent() == answer("ok", closes: true))
    #expect(rig.state.phase == .draining)
  }

  @Test func `keeps a connection of HTTP 1.0 only if asked`() {
    var rig = Rig()
    rig.receive("GET /a HTTP/1.0\r\nConnection: Keep-Alive\r\n\r\n")
    rig.answer(0)
    #expect(
      rig.sent()
        == "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: keep-alive\r\n\r\nok"
    )
    #expect(rig.state.phase == .idle)
    rig.receive("GET /a HTTP/1.0\r\n\r\n")
    rig.answer(1)
    #expect(rig.sent() == answer("ok", closes: true))
    #expect(rig.state.phase == .draining)
  }

  @Test func `answers the requests before a refused one, then the refusal`() {
    var rig = Rig()
    rig.receive(get + "GET /b HTTP/1.1\r\n\r\n" + get)
    #expect(rig.taken.count == 1)
    #expect(rig.sent() == "")
    #expect(!rig.state.wantsInput)
    rig.answer(0)
    let sent = rig.sent()
    #expect(sent.hasPrefix(answer("ok") + "HTTP/1.1 400 Bad Request\r\n"))
    #expect(sent.contains("Connection: close\r\n"))
    #expect(sent.contains("urn:schouw:http:missingHost"))
    #expect(rig.state.phase == .draining)
  }

  @Test func `answers a client that has shut its side, then closes`() {
    var rig = Rig()
    rig.receive(get + get)
    rig.end()
    #expect(!rig.state.wantsInput)
    rig.answer(0, "zero")
    rig.answer(1, "one")
    #expect(rig.sent() == answer("zero") + answer("one", closes: true))
    #expect(rig.state.phase == .closed)
  }

  @Test func `takes up what was sent before the client shut its side`() {
    var limits = Limits()
    limits.waitingRequestsMax = 1
    var rig = Rig(limits)
    rig.receive(get + get)
    rig.end()
    #expect(rig.taken.count == 1)
    rig.answer(0)
    rig.take()
    #expect(rig.taken.count == 2)
    rig.answer(1)
    rig.take()
    _ = rig.sent()
    #expect(rig.state.phase == .closed)
  }

  @Test func `closes without a word when an idle client shuts its side`() {
    var rig = Rig()
    rig.end()
    #expect(rig.sent() == "")
    #expect(rig.state.phase == .closed)
  }

  @Test func `refuses a request that the client's end cuts short`() {
    var rig = Rig()
    rig.receive("POST /a HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\nhe")
    rig.end()
    #expect(rig.taken.isEmpty)
    #expect(rig.sent().hasPrefix("HTTP/1.1 400 "))
    #expect(rig.state.phase == .closed)
  }

  @Test func `tells the client to go on, but only after the answers before`() {
    let post =
      "POST /b HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n"
    var rig = Rig()
    rig.receive(post)
    #expect(rig.sent() == "HTTP/1.1 100 Continue\r\n\r\n")
    rig.receive("hi" + get + post)
    #expect(rig.taken.count == 2)
    #expect(rig.sent() == "")
    rig.answer(0, "zero")
    #expect(rig.sent() == answer("zero"))
    rig.answer(1, "one")
    #expect(rig.sent() == answer("one") + "HTTP/1.1 100 Continue\r\n\r\n")
    rig.receive("ho")
    #expect(rig.taken.count == 3)
  }

  @Test func `does not tell a client to go on that has not waited`() {
    var rig = Rig()
    rig.receive(
      "POST /b HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\nhi"
    )
    #expect(rig.sent() == "")
    rig.answer(0)
    #expect(rig.sent() == answer("ok"))
  }

  @Test func `refuses on its own account with an answer`() {
    let now = ClockReading(milliseconds: 0, dateSeconds: Rig.date)
    var rig = Rig()
    rig.state = ConnectionState(
      refusing: HTTPError(.tooManyConnections, .whole),
      limits: Limits(),
      deadlines: Deadlines(),
      at: now
    )
    rig.receive(get)
    #expect(rig.taken.isEmpty)
    #expect(rig.sent().hasPrefix("HTTP/1.1 503 Service Unavailable\r\n"))
    #expect(rig.state.phase == .draining)
  }
}
