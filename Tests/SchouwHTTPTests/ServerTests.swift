import Dispatch
import Foundation
import SchouwHTTP
import Synchronization
import Testing

/// Says method, path, count of body bytes and the body if it is short.
let echo: Handler = { request, responder in
  var text = "\(request.head.method) \(request.head.path) \(request.body.count)"
  if request.body.count <= 100 { text += " " + String(decoding: request.body, as: UTF8.self) }
  responder.respond(Response(.ok, fields: ["X-Echo": "1"], body: Array(text.utf8)))
}

/// Runs a client against a server of its own and sees it shut down without anything cut.
func withServer<Value: Sendable>(
  _ configuration: Server.Configuration = Server.Configuration(),
  handler: @escaping Handler = echo,
  _ client: @escaping @Sendable (SocketAddress) throws -> Value
) async throws -> Value {
  let server = try Server(configuration, handler: handler)
  let address = server.address
  let value = try await offPool { try client(address) }
  #expect(await server.shutdown(deadlineMilliseconds: 20_000))
  #expect(server.connectionCount == 0)
  return value
}

@Suite struct `A server on a socket` {
  @Test func `keeps a connection for request after request`() async throws {
    try await withServer { address in
      let client = try TestClient(address)
      for number in 1...50 {
        try client.send("POST /\(number) HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n\r\nhi")
        let answer = try client.answer()
        #expect(answer.status == 200)
        #expect(answer.body == "POST /\(number) 2 hi")
        #expect(client.field("X-Echo", of: answer.head) == "1")
        #expect(client.field("Date", of: answer.head)?.hasSuffix(" GMT") == true)
        #expect(client.field("Connection", of: answer.head) == nil)
      }
    }
  }

  @Test func `serves IPv6`() async throws {
    var configuration = Server.Configuration()
    configuration.host = "::1"
    try await withServer(configuration) { address in
      #expect(address.isIPv6)
      let client = try TestClient(address)
      try client.send("GET /six HTTP/1.1\r\nHost: [::1]\r\n\r\n")
      #expect(try client.answer().body == "GET /six 0 ")
    }
  }

  @Test func `tells the handler who asks`() async throws {
    let handler: Handler = { request, responder in
      responder.respond(Response(.ok, body: Array(request.remote.host.utf8)))
    }
    try await withServer(handler: handler) { address in
      let client = try TestClient(address)
      try client.send(get)
      #expect(try client.answer().body == "127.0.0.1")
    }
  }

  @Test func `answers in the order of requests though handlers answer in another`() async throws {
    let waiting = Mutex<[(path: String, responder: Responder)]>([])
    let handler: Handler = { request, responder in
      let all = waiting.withLock { waiting -> [(path: String, responder: Responder)] in
        waiting.append((request.head.path, responder))
        return waiting.count == 20 ? waiting : []
      }
      DispatchQueue.global().async {
        for (path, responder) in all.reversed() {
          responder.respond(Response(.ok, body: Array(path.utf8)))
        }
      }
    }
    try await withServer(handler: handler) { address in
      let client = try TestClient(address)
      try client.send(
        (1...20).map { "GET /\($0) HTTP/1.1\r\nHost: h\r\n\r\n" }.joined()
      )
      for number in 1...20 { #expect(try client.answer().body == "/\(number)") }
      waiting.withLock { $0 = [] }
    }
  }

  @Test func `takes more pipelined requests than may wait at once`() async throws {
    try await withServer { address in
      let client = try TestClient(address)
      let request = "GET /x HTTP/1.1\r\nHost: h\r\n\r\n"
      try client.send(String(repeating: request, count: 1_000))
      for _ in 1...1_000 { #expect(try client.answer().body == "GET /x 0 ") }
    }
  }

  @Test func `takes chunks in`() async throws {
    try await withServer { address in
      let client = try TestClient(address)
      try client.send("POST /c HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n")
      for _ in 0..<10 { try client.send("3\r\nabc\r\n") }
      try client.send("0\r\nX-T: 1\r\n\r\n")
      #expect(
        try client.answer().body == "POST /c 30 " + String(repeating: "abc", count: 10)
      )
    }
  }

  @Test func `gives chunks out, piece by piece from another thread`() async throws {
    let handler: Handler = { _, responder in
      let writer = responder.stream(ResponseHead(.ok, fields: ["Content-Type": "text/plain"]))
      DispatchQueue.global().async {
        for number in 1...100 { writer.write(Array("\(number),".utf8)) }
        writer.finish()
      }
    }
    try await withServer(handler: handler) { address in
      let client = try TestClient(address)
      try client.send(get + get)
      let expected = (1...100).map { "\($0)," }.joined()
      for _ in 1...2 {
        let answer = try client.answer()
        #expect(client.field("Transfer-Encoding", of: answer.head) == "chunked")
        #expect(answer.body == expected)
      }
    }
  }

  @Test func `sends a piece of a streaming answer without waiting for the next`() async throws {
    let writers = Mutex<[BodyWriter]>([])
    let handler: Handler = { _, responder in
      let writer = responder.stream(ResponseHead(.ok), length: 6)
      writer.write(Array("one".utf8))
      writers.withLock { $0.append(writer) }
    }
    try await withServer(handler: handler) { address in
      let client = try TestClient(address)
      try client.send(get)
      var seen = ""
      while !seen.hasSuffix("\r\n\r\none") {
        try client.receive()
        seen = client.peek()
      }
      let writer = writers.withLock { $0.removeFirst() }
      writer.write(Array("two".utf8))
      writer.finish()
      #expect(try client.answer().body == "onetwo")
    }
  }

  @Test func `tells a waiting client to go on`() async throws {
    try await withServer { address in
      let client = try TestClient(address)
      try client.send(
        "PUT /e HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n"
      )
      #expect(try client.answer().status == 100)
      try client.send("hi")
      #expect(try client.answer().body == "PUT /e 2 hi")
    }
  }

  @Test func `gives HEAD the head of GET`() async throws {
    try await withServer { address in
      let client = try TestClient(address)
      try client.send("HEAD /a HTTP/1.1\r\nHost: h\r\n\r\nGET /a HTTP/1.1\r\nHost: h\r\n\r\n")
      let head = try client.answer(isHead: true)
      #expect(client.field("Content-Length", of: head.head) == "10")
      #expect(try client.answer().body == "GET /a 0 ")
    }
  }

  @Test func `refuses with a problem and closes`() async throws {
    try await withServer { address in
      let client = try TestClient(address)
      try client.send("GET / HTTP/1.1\r\nHost: h\r\nContent-Length: +5\r\n\r\nhello")
      let answer = try client.answer()
      #expect(answer.status == 400)
      #expect(client.field("Connection", of: answer.head) == "close")
      #expect(client.field("Content-Type", of: answer.head) == "application/problem+json")
      #expect(answer.body.contains("urn:schouw:http:invalidContentLength"))
      #expect(try client.rest() == "")
    }
  }

  @Test func `lets a client read why its large upload is refused`() async throws {
    var configuration = Server.Configuration()
    configuration.limits.bodyBytesMax = 1_000
    try await withServer(configuration) { address in
      let client = try TestClient(address)
      try client.send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 3000000\r\n\r\n")
      try client.send([UInt8](repeating: 0x78, count: 3_000_000))
      #expect(try client.answer().status == 413)
      #expect(try client.rest() == "")
    }
  }

  @Test func `answers a client that has shut its sending side`() async throws {
    let handler: Handler = { request, responder in
      DispatchQueue.global().async { echo(request, responder) }
    }
    try await withServer(handler: handler) { address in
      let client = try TestClient(address)
      try client.send(get + get)
      client.shutSending()
      #expect(try client.answer().body == "GET /a 0 ")
      #expect(try client.answer().body == "GET /a 0 ")
      #expect(try client.rest() == "")
    }
  }

  @Test func `answers 500 for a handler that drops its request`() async throws {
    try await withServer(handler: { _, _ in }) { address in
      let client = try TestClient(address)
      try client.send(get)
      #expect(try client.answer().status == 500)
      try client.send(get)
      #expect(try client.answer().status == 500)
    }
  }

  @Test func `cuts a streaming answer that is dropped, so that it is not taken for whole`()
    async throws
  {
    let handler: Handler = { _, responder in
      responder.stream(ResponseHead(.ok)).write(Array("half".utf8))
    }
    try await withServer(handler: handler) { address in
      let client = try TestClient(address)
      try client.send(get)
      #expect(throws: ClientError.self) { try client.answer() }
    }
  }

  @Test func `survives clients that vanish within a body`() async throws {
    try await withServer { address in
      for number in 0..<40 {
        let client = try TestClient(address)
        try client.send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 100\r\n\r\nhalf")
        if number % 2 == 0 { client.close() } else { client.reset() }
      }
      let client = try TestClient(address)
      try client.send(get)
      #expect(try client.answer().status == 200)
    }
  }

  @Test func `survives clients that vanish before their answers`() async throws {
    let responders = Mutex<[Responder]>([])
    let handler: Handler = { request, responder in
      if request.head.path == "/a" {
        responders.withLock { $0.append(responder) }
      } else {
        for responder in responders.withLock({ $0 }) {
          responder.respond(Response(.ok, body: [UInt8](repeating: 0, count: 100_000)))
        }
        responders.withLock { $0 = [] }
        echo(request, responder)
      }
    }
    try await withServer(handler: handler) { address in
      for number in 0..<40 {
        let client = try TestClient(address)
        try client.send(get)
        if number % 2 == 0 { client.close() } else { client.reset() }
      }
      let client = try TestClient(address)
      try client.send("GET /b HTTP/1.1\r\nHost: h\r\n\r\n")
      #expect(try client.answer().status == 200)
      try client.send("GET /b HTTP/1.1\r\nHost: h\r\n\r\n")  // for what came after the first
      #expect(try client.answer().status == 200)
    }
  }

  @Test func `sends a large answer to a slow reader`() async throws {
    let count = 8_000_000
    let handler: Handler = { _, responder in
      responder.respond(Response(.ok, body: (0..<count).map { UInt8(0x30 + $0 / 1_000 % 10) }))
    }
    try await withServer(handler: handler) { address in
      let client = try TestClient(address, receiveBytes: 4_096)
      try client.send(get)
      let answer = try client.answer()
      #expect(answer.body.utf8.count == count)
      #expect(
        answer.body.utf8.enumerated().allSatisfy { $1 == UInt8(0x30 + $0 / 1_000 % 10) }
      )
    }
  }

  @Test func `holds a streaming answer back when its client is slow`() async throws {
    let (pieces, size) = (400, 50_000)
    let pumps = Mutex<[Pump]>([])
    let handler: Handler = { _, responder in
      let pump = Pump(responder.stream(ResponseHead(.ok)), pieces: pieces, size: size)
      pumps.withLock { $0.append(pump) }
      pump.run()
    }
    try await withServer(handler: handler) { address in
      let client = try TestClient(address, receiveBytes: 4_096)
      try client.send(get)
      try client.receive(atMost: 100)
      // It may be ahead by the sockets' buffers and the high-water mark, not by all 20 MB.
      #expect(pumps.withLock { $0[0].piecesLeft } > 0)
      #expect(try client.answer().body.utf8.count == pieces * size)
    }
    #expect(pumps.withLock { $0[0].piecesLeft } == 0)
  }

  @Test func `tells a streaming answer that its client is gone`() async throws {
    let gone = DispatchSemaphore(value: 0)
    let handler: Handler = { _, responder in
      let writer = responder.stream(ResponseHead(.ok))
      writer.whenClosed { gone.signal() }
      Pump(writer, pieces: Int.max, size: 1_000).run()
    }
    try await withServer(handler: handler) { address in
      let client = try TestClient(address)
      try client.send(get)
      try client.receive()
      client.reset()
      #expect(gone.wait(timeout: .now() + 20) == .success)
    }
  }

  @Test func `answers 503 beyond its connections, and serves again later`() async throws {
    var configuration = Server.Configuration()
    configuration.connectionsMax = 2
    try await withServer(configuration) { address in
      let (one, two) = (try TestClient(address), try TestClient(address))
      try one.send(get)
      try two.send(get)
      #expect(try one.answer().status == 200)
      #expect(try two.answer().status == 200)
      let three = try TestClient(address)
      let refusal = try three.answer()
      #expect(refusal.status == 503)
      #expect(try three.rest() == "")
      three.close()
      one.close()
      two.close()
      for attempt in 0... {
        let client = try TestClient(address)
        try client.send("GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n")
        if (try? client.answer())?.status == 200 { break }
        #expect(attempt < 10_000)
      }
    }
  }

  @Test func `closes idle and slow connections by its timer`() async throws {
    var configuration = Server.Configuration()
    configuration.tickMilliseconds = 10
    configuration.deadlines.idleMilliseconds = 30
    configuration.deadlines.headMilliseconds = 30
    configuration.deadlines.drainMilliseconds = 30
    try await withServer(configuration) { address in
      let (idle, slow) = (try TestClient(address), try TestClient(address))
      try slow.send("GET /")
      #expect(try idle.rest() == "")
      #expect(try slow.answer().status == 408)
      #expect(try slow.rest() == "")
    }
  }

  @Test func `says which call failed when its port is taken`() async throws {
    let first = try Server(handler: echo)
    var configuration = Server.Configuration()
    configuration.port = first.address.port
    let error = #expect(throws: HTTPError.self) { try Server(configuration, handler: echo) }
    #expect(error == HTTPError(.socketFailed, .call("bind", errno: EADDRINUSE)))
    #expect(await first.shutdown(deadlineMilliseconds: 20_000))
    let second = try Server(configuration, handler: echo)
    #expect(second.address.port == first.address.port)
    #expect(await second.shutdown(deadlineMilliseconds: 20_000))
  }
}

/// Writes pieces as long as there is room, then waits to be told.
final class Pump: Sendable {
  private let writer: BodyWriter
  private let size: Int
  private let left: Mutex<Int>

  init(_ writer: BodyWriter, pieces: Int, size: Int) {
    self.writer = writer
    self.size = size
    left = Mutex(pieces)
  }

  var piecesLeft: Int { left.withLock { $0 } }

  func run() {
    while takeOne() {
      guard writer.write([UInt8](repeating: 0x78, count: size)) else {
        return writer.whenReady { self.run() }
      }
    }
    writer.finish()
  }

  private func takeOne() -> Bool {
    left.withLock { left -> Bool in
      guard left > 0 else { return false }
      left -= 1
      return true
    }
  }
}
