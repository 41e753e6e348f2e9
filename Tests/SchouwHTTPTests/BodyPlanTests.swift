import SchouwHTTP
import Synchronization
import Testing

/// Keeps what it is given, says when it is let go of, and fails when it is told to.
private final class Sink: BodySink {
  private let bytes = Mutex<[UInt8]>([])
  private let fails: HTTPError.Code?
  private let ended: Counter

  final class Counter: Sendable {
    private let count = Atomic<Int>(0)
    var value: Int { count.load(ordering: .relaxed) }
    func add() { count.add(1, ordering: .relaxed) }
  }

  init(_ ended: Counter, fails: HTTPError.Code? = nil) {
    self.ended = ended
    self.fails = fails
  }

  deinit { ended.add() }

  var text: String { bytes.withLock { String(decoding: $0, as: UTF8.self) } }

  func take(_ piece: [UInt8]) throws(HTTPError) {
    if let fails { throw HTTPError(fails, .call("write", errno: 28)) }
    bytes.withLock { $0 += piece }
  }
}

private let post = "POST /a HTTP/1.1\r\nHost: h\r\nContent-Length: 6\r\n\r\n"
private let waits =
  "POST /a HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 6\r\n\r\n"
private let chunked = "POST /a HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n"

@Suite struct `A request that its head refuses` {
  func rig() -> Rig {
    var rig = Rig()
    rig.state.planner = { head in
      head.path == "/a" ? .refused(Response(.unauthorized, body: Array("no".utf8))) : .unbounded
    }
    return rig
  }

  func refusal(closes: Bool) -> String {
    "HTTP/1.1 401 Unauthorized\r\nContent-Length: 2\r\n"
      + (closes ? "Connection: close\r\n" : "") + "\r\nno"
  }

  @Test func `is passed over with the body that came with it, and the connection goes on`() {
    var rig = rig()
    rig.receive(
      post + "abcdef" + chunked + "3\r\nabc\r\n0\r\n\r\n" + "GET /b HTTP/1.1\r\nHost: h\r\n\r\n"
    )
    #expect(rig.taken.map(\.path) == ["/b"])
    rig.answer(rig.taken[0].number)
    #expect(rig.sent() == refusal(closes: false) + refusal(closes: false) + answer("ok"))
    #expect(rig.state.phase == .idle)
  }

  @Test func `does not wait for a body that has not come`() {
    var rig = rig()
    rig.receive(post + "abc")
    #expect(rig.sent() == refusal(closes: true))
    #expect(rig.state.phase == .draining)
    rig.receive("def" + get)
    #expect(rig.taken.isEmpty)
  }

  @Test func `is answered in place of 100 Continue`() {
    var rig = rig()
    rig.receive(waits)
    #expect(rig.sent() == refusal(closes: true))
    #expect(rig.taken.isEmpty)
  }

  @Test func `is answered after the answers that are owed (C1)`() {
    var rig = rig()
    rig.receive("GET /b HTTP/1.1\r\nHost: h\r\n\r\n" + waits)
    #expect(rig.sent() == "")
    rig.answer(0)
    #expect(rig.sent() == answer("ok") + refusal(closes: true))
  }

  @Test func `is told of its malformed body rather than of its head`() {
    var rig = rig()
    rig.receive(chunked + "zz\r\n")
    #expect(rig.sent().hasPrefix("HTTP/1.1 400 "))
    #expect(rig.state.phase == .draining)
  }

  @Test func `still gets 100 Continue where its head is not refused`() {
    var rig = Rig()
    rig.receive(waits)
    #expect(rig.sent() == "HTTP/1.1 100 Continue\r\n\r\n")
  }
}

@Suite struct `A body that is planned` {
  private let ended = Sink.Counter()

  private func rig(_ plan: @escaping (RequestHead) -> BodyPlan) -> Rig {
    var rig = Rig()
    rig.state.planner = plan
    return rig
  }

  @Test(arguments: [post + "abcdef", chunked + "2\r\nab\r\n4;x=y\r\ncdef\r\n0\r\nT: 1\r\n\r\n"])
  func `goes to its sink, however it is framed and cut`(_ text: String) {
    let bytes = Array(text.utf8)
    for cut in 0...bytes.count {
      let sink = Sink(ended)
      var rig = rig { _ in .sink(sink, bytesMax: 6) }
      rig.receive(String(decoding: bytes[..<cut], as: UTF8.self))
      rig.receive(String(decoding: bytes[cut...], as: UTF8.self))
      #expect(rig.taken.map(\.body) == [[]])
      #expect(sink.text == "abcdef")
    }
  }

  @Test(arguments: [post, chunked + "7\r\nabcdefg\r\n"])
  func `has a bound of its own`(_ text: String) {
    var rig = rig { _ in .memory(bytesMax: 5) }
    rig.receive(text)
    #expect(rig.sent().hasPrefix("HTTP/1.1 413 Content Too Large\r\n"))
    #expect(rig.taken.isEmpty)
  }

  @Test(arguments: [(HTTPError.Code.diskFull, 507), (.diskFailed, 503)])
  func `is answered as its sink fails, and is let go of`(_ code: HTTPError.Code, _ status: Int) {
    let ended = ended
    var rig = rig { _ in .sink(Sink(ended, fails: code), bytesMax: 6) }
    rig.receive(post + "abc")
    #expect(rig.sent().hasPrefix("HTTP/1.1 \(status) "))
    #expect(rig.taken.isEmpty)
    #expect(ended.value == 1)
  }

  @Test func `is let go of when the request is cut, too slow, malformed or over`() {
    let ended = ended
    let ends: [(inout Rig) -> Void] = [
      { $0.state.cut() }, { $0.move(21_000) }, { $0.end() }, { $0.receive("2\r\nxxyy") },
      { $0.receive("0\r\n\r\n") },
    ]
    for (number, end) in ends.enumerated() {
      var rig = rig { _ in .sink(Sink(ended), bytesMax: 6) }
      rig.receive(chunked + "3\r\nabc\r\n")
      #expect(ended.value == number)
      end(&rig)
      #expect(ended.value == number + 1)
    }
  }
}
