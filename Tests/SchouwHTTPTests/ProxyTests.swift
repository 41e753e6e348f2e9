import SchouwHTTP
import Synchronization
import Testing

/// Bounds on one client that a proxy on this machine passes on, and heads that refuse, over sockets.
@Suite struct `A server behind a proxy` {
  static func get(_ client: String) -> String {
    "GET /held HTTP/1.1\r\nHost: h\r\nX-Forwarded-For: \(client)\r\n\r\n"
  }

  @Test func `refuses a client with too many at once, and no other`() async throws {
    var configuration = Server.Configuration()
    configuration.clients = .field("X-Forwarded-For")
    configuration.connectionsPerAddressMax = 1
    let held = Mutex<Responder?>(nil)
    let handler: Handler = { request, responder in
      let isFirst = held.withLock { held in
        guard held == nil, request.client == "203.0.113.7" else { return false }
        held = responder
        return true
      }
      if !isFirst { responder.respond(Response(.ok, body: Array(request.client.utf8))) }
    }
    let server = try Server(configuration, handler: handler)
    let address = server.address
    try await offPool {
      let first = try TestClient(address)
      try first.send(Self.get("203.0.113.7"))
      while held.withLock({ $0 == nil }) {
        // Another client is served meanwhile.
        let other = try TestClient(address)
        try other.send(Self.get("203.0.113.8"))
        #expect(try other.answer().body == "203.0.113.8")
      }
      let second = try TestClient(address)
      try second.send(Self.get("6.6.6.6, 203.0.113.7"))
      let refused = try second.answer()
      #expect(refused.status == 503)
      #expect(refused.body.contains("tooManyConnections"))
      held.withLock { $0?.respond(Response(.ok, body: Array("held".utf8))) }
      #expect(try first.answer().body == "held")
      // The connection that the proxy keeps is nobody's until its next request.
      var third: TestClient.Answer
      repeat {
        let client = try TestClient(address)
        try client.send(Self.get("203.0.113.7"))
        third = try client.answer()
      } while third.status == 503  // the answer may be here before the server has let go
      #expect(third.body == "203.0.113.7")
      try first.send(Self.get("203.0.113.9"))
      #expect(try first.answer().body == "203.0.113.9")
    }
    held.withLock { $0 = nil }
    #expect(await server.shutdown(deadlineMilliseconds: 20_000))
  }

  @Test func `answers by the head alone, in place of 100 Continue`() async throws {
    let server = try Server(
      Server.Configuration(),
      planner: { head, _ in
        head.fields.first("authorization") == nil
          ? .refused(Response(.unauthorized, body: Array("who?".utf8))) : .unbounded
      },
      handler: echo
    )
    let address = server.address
    try await offPool {
      let stranger = try TestClient(address)
      try stranger.send(
        "POST /a HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n"
      )
      let refused = try stranger.answer()
      #expect(refused.status == 401)
      #expect(stranger.field("Connection", of: refused.head) == "close")
      let known = try TestClient(address)
      try known.send(
        "POST /a HTTP/1.1\r\nHost: h\r\nAuthorization: x\r\nExpect: 100-continue\r\n"
          + "Content-Length: 5\r\n\r\n"
      )
      while !known.peek().contains("100 Continue\r\n\r\n") { try known.receive() }
    }
    #expect(server.requestCount == 0)
    _ = await server.shutdown(deadlineMilliseconds: 1_000)
  }
}
