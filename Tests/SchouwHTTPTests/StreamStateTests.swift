import SchouwHTTP
import Testing

@Suite struct `A streaming answer` {
  static let head = ResponseHead(.ok)

  @Test func `goes in chunks to a client of HTTP 1.1`() {
    var rig = Rig()
    rig.receive(get)
    rig.state.streamStarted(0, Self.head, length: nil, at: rig.now)
    #expect(rig.sent() == "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
    rig.state.streamed(0, Array("0123456789abcdef".utf8), at: rig.now)
    #expect(rig.sent() == "10\r\n0123456789abcdef\r\n")
    rig.state.streamed(0, [], at: rig.now)
    #expect(rig.sent() == "")
    rig.state.streamEnded(0, at: rig.now)
    #expect(rig.sent() == "0\r\n\r\n")
    #expect(rig.state.phase == .idle)
  }

  @Test func `goes to the connection's end for a client of HTTP 1.0`() {
    var rig = Rig()
    rig.receive("GET /a HTTP/1.0\r\nConnection: keep-alive\r\n\r\n")
    rig.state.streamStarted(0, Self.head, length: nil, at: rig.now)
    rig.state.streamed(0, Array("x".utf8), at: rig.now)
    rig.state.streamEnded(0, at: rig.now)
    #expect(rig.sent() == "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nx")
    #expect(rig.state.phase == .draining)
  }

  @Test func `goes by its length if that is known`() {
    var rig = Rig()
    rig.receive(get)
    rig.state.streamStarted(0, Self.head, length: 2, at: rig.now)
    rig.state.streamed(0, Array("x".utf8), at: rig.now)
    rig.state.streamed(0, Array("y".utf8), at: rig.now)
    rig.state.streamEnded(0, at: rig.now)
    #expect(rig.sent() == answer("xy"))
  }

  @Test(arguments: ["x", "xyz"])
  func `cuts the connection if its length was wrong`(_ content: String) {
    var rig = Rig()
    rig.receive(get)
    rig.state.streamStarted(0, Self.head, length: 2, at: rig.now)
    rig.state.streamed(0, Array(content.utf8), at: rig.now)
    rig.state.streamEnded(0, at: rig.now)
    #expect(rig.state.phase == .closed)
  }

  @Test func `has no content for HEAD, and the same head`() {
    var rig = Rig()
    rig.receive("HEAD /a HTTP/1.1\r\nHost: h\r\n\r\n")
    rig.state.streamStarted(0, Self.head, length: 2, at: rig.now)
    rig.state.streamed(0, Array("xy".utf8), at: rig.now)
    rig.state.streamEnded(0, at: rig.now)
    #expect(rig.sent() == "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n")
    #expect(rig.state.phase == .idle)
  }

  @Test func `waits for the answers before it, and counts as backlog`() {
    var rig = Rig()
    rig.receive(get + get)
    rig.state.streamStarted(1, Self.head, length: nil, at: rig.now)
    rig.state.streamed(1, Array("xyz".utf8), at: rig.now)
    #expect(rig.sent() == "")
    #expect(rig.state.backlog(of: 1) == 3)
    rig.answer(0)
    #expect(
      rig.sent() == answer("ok")
        + "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nxyz\r\n"
    )
    #expect(rig.state.backlog(of: 1) == 0)
  }

  @Test func `is 500 if it was dropped before it began`() {
    var rig = Rig()
    rig.receive(get + get)
    rig.state.streamStarted(1, Self.head, length: nil, at: rig.now)
    rig.state.streamAborted(1, at: rig.now)
    rig.answer(0)
    #expect(rig.sent().contains("HTTP/1.1 500 "))
  }

  @Test func `cuts the connection if it was dropped after it began`() {
    var rig = Rig()
    rig.receive(get)
    rig.state.streamStarted(0, Self.head, length: nil, at: rig.now)
    rig.state.streamAborted(0, at: rig.now)
    #expect(rig.state.phase == .closed)
    #expect(rig.state.output.isEmpty)
  }
}
