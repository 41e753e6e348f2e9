import SchouwHTTP
import Testing

@Suite struct `A connection's deadlines` {
  @Test func `close an idle connection without a word`() {
    var rig = Rig()
    rig.move(59_999)
    #expect(rig.state.phase == .idle)
    rig.move(1)
    #expect(rig.state.phase == .closed)
    #expect(rig.sent() == "")
  }

  @Test func `begin anew for idleness after each answer`() {
    var rig = Rig()
    rig.move(50_000)
    rig.receive(get)
    rig.move(50_000)
    rig.answer(0)
    _ = rig.sent()
    rig.move(59_999)
    #expect(rig.state.phase == .idle)
    rig.move(1)
    #expect(rig.state.phase == .closed)
  }

  @Test func `refuse a head that trickles, however steadily`() {
    var rig = Rig()
    rig.receive("GET /")
    for _ in 0..<9 {
      rig.move(1_000)
      rig.receive("a")
    }
    rig.move(999)
    #expect(rig.state.phase == .readingHead)
    rig.move(1)
    #expect(rig.sent().hasPrefix("HTTP/1.1 408 Request Timeout\r\n"))
    #expect(rig.state.phase == .draining)
  }

  @Test func `refuse a body below its least rate`() {
    var rig = Rig()
    rig.receive("POST /a HTTP/1.1\r\nHost: h\r\nContent-Length: 1000000\r\n\r\n")
    rig.receive(String(repeating: "x", count: 10_240))  // earns ten seconds
    rig.move(29_999)
    #expect(rig.state.phase == .readingBody)
    rig.move(1)
    #expect(rig.sent().hasPrefix("HTTP/1.1 408 Request Timeout\r\n"))
  }

  @Test func `leave a body alone that keeps its least rate`() {
    var rig = Rig()
    rig.receive("POST /a HTTP/1.1\r\nHost: h\r\nContent-Length: 1000000\r\n\r\n")
    for _ in 0..<300 {
      rig.receive(String(repeating: "x", count: 1_100))
      rig.move(1_000)
    }
    #expect(rig.state.phase == .readingBody)
  }

  @Test func `leave a body alone whose client waits to be told to go on`() {
    var rig = Rig()
    rig.receive(
      get + "POST /a HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n"
    )
    rig.move(1_000_000)
    #expect(rig.sent() == "")
    rig.answer(0)
    _ = rig.sent()
    rig.move(19_999)
    #expect(rig.state.phase == .readingBody)
    rig.move(1)
    #expect(rig.sent().hasPrefix("HTTP/1.1 408 "))
  }

  @Test func `cut a connection whose client takes nothing`() {
    var rig = Rig()
    rig.receive(get)
    rig.answer(0, "0123456789")
    rig.move(29_000)
    rig.state.sent(1, at: rig.now)
    rig.move(29_999)
    #expect(rig.state.phase == .answering)
    rig.move(1)
    #expect(rig.state.phase == .closed)
  }

  @Test func `cut a reader below its least rate, however steadily it takes`() {
    var rig = Rig()
    rig.receive(get)
    rig.answer(0, String(repeating: "x", count: 200_000))
    for _ in 0..<59 {
      rig.move(1_000)
      rig.state.sent(1, at: rig.now)
    }
    rig.move(999)
    #expect(rig.state.phase == .answering)
    rig.move(100)
    #expect(rig.state.phase == .closed)
  }

  @Test func `leave a reader alone that keeps its least rate`() {
    var rig = Rig()
    rig.receive(get)
    rig.answer(0, String(repeating: "x", count: 200_000))
    for _ in 0..<180 {
      rig.move(1_000)
      rig.state.sent(1_100, at: rig.now)
    }
    #expect(rig.state.phase == .answering)
  }

  @Test func `count a reader's rate since it last was up to date`() {
    var rig = Rig()
    rig.receive(get)
    rig.state.streamStarted(0, ResponseHead(.ok), length: nil, at: rig.now)
    _ = rig.sent()
    for _ in 0..<10 {
      rig.move(100_000)
      rig.state.streamed(0, Array("tick".utf8), at: rig.now)
      _ = rig.sent()
    }
    rig.state.streamed(0, Array("tick".utf8), at: rig.now)
    rig.move(29_999)
    #expect(rig.state.phase == .answering)
  }

  @Test func `do not hurry a handler`() {
    var rig = Rig()
    rig.receive(get)
    #expect(rig.state.deadline == nil)
    rig.move(10_000_000)
    rig.answer(0)
    #expect(rig.sent() == answer("ok"))
  }

  @Test func `count a head that comes behind a waiting request`() {
    var rig = Rig()
    rig.receive(get + "GET /b")
    rig.move(10_000)
    #expect(rig.sent() == "")
    rig.answer(0)
    let sent = rig.sent()
    #expect(sent.hasPrefix(answer("ok") + "HTTP/1.1 408 "))
  }

  @Test func `do not count a head that the server itself keeps waiting`() {
    var limits = Limits()
    limits.waitingRequestsMax = 1
    var rig = Rig(limits)
    rig.receive(get + "GET /b")
    rig.move(1_000_000)
    rig.answer(0)
    rig.take()
    #expect(rig.sent() == answer("ok"))
    #expect(rig.state.phase == .readingHead)
    rig.move(10_000)
    #expect(rig.sent().hasPrefix("HTTP/1.1 408 "))
  }

  @Test func `end a drain`() {
    var rig = Rig()
    rig.receive("GET /a HTTP/1.0\r\n\r\n")
    rig.answer(0)
    _ = rig.sent()
    rig.move(1_999)
    #expect(rig.state.phase == .draining)
    rig.move(1)
    #expect(rig.state.phase == .closed)
    #expect(rig.state.deadline == nil)
  }
}

@Suite struct `A connection that is shut down` {
  @Test func `closes at once if it is idle`() {
    var rig = Rig()
    rig.state.shutDown(at: rig.now)
    #expect(rig.state.phase == .closed)
  }

  @Test func `gives the answers that are owed, the last of which says close`() {
    var rig = Rig()
    rig.receive(get + get)
    rig.state.shutDown(at: rig.now)
    rig.receive(get)
    #expect(rig.taken.count == 2)
    rig.answer(0, "zero")
    rig.answer(1, "one")
    #expect(rig.sent() == answer("zero") + answer("one", closes: true))
    #expect(rig.state.phase == .draining)
  }

  @Test func `takes up the request whose head has begun, and no other`() {
    var rig = Rig()
    rig.receive("GET /a HTTP/1.1\r\n")
    rig.state.shutDown(at: rig.now)
    rig.receive("Host: h\r\n\r\n" + get)
    #expect(rig.taken.count == 1)
    rig.answer(0)
    #expect(rig.sent() == answer("ok", closes: true))
    #expect(rig.state.phase == .draining)
  }

  @Test func `takes up the request whose body has begun`() {
    var rig = Rig()
    rig.receive("POST /a HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n\r\nh")
    rig.state.shutDown(at: rig.now)
    rig.receive("i")
    rig.answer(0)
    #expect(rig.sent() == answer("ok", closes: true))
  }

  @Test func `sends what is still to be sent`() {
    var rig = Rig()
    rig.receive(get)
    rig.answer(0)
    rig.state.shutDown(at: rig.now)
    #expect(rig.state.phase == .answering)
    #expect(rig.sent() == answer("ok"))
    #expect(rig.state.phase == .draining)
  }

  @Test func `does not wait for a line break that is no request`() {
    var rig = Rig()
    rig.receive(get + "\r")
    rig.state.shutDown(at: rig.now)
    rig.answer(0)
    _ = rig.sent()
    rig.receive("\n")
    #expect(rig.state.phase == .draining)
  }
}
