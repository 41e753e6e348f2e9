import Dispatch
import Foundation
import SchouwHTTP
import Synchronization
import Testing

@Suite struct `A server that shuts down` {
  @Test func `finishes the work under way and closes with the last answer`() async throws {
    let responders = Mutex<[Responder]>([])
    let arrived = DispatchSemaphore(value: 0)
    let server = try Server { _, responder in
      responders.withLock { $0.append(responder) }
      arrived.signal()
    }
    let address = server.address
    let client = try TestClient(address)
    try client.send(get + get)
    let hasArrived = await offPoolWait(arrived, times: 2)
    #expect(hasArrived)
    async let isDrained = server.shutdown(deadlineMilliseconds: 20_000)
    try await offPool {
      // Until nobody listens any more, or somebody else has the port since.
      for _ in 0..<5000 {
        guard (try? TestClient(address)) != nil else { break }
      }
    }
    for responder in responders.withLock({ $0 }) { responder.respond(Response(.ok)) }
    responders.withLock { $0 = [] }
    let first = try client.answer()
    #expect(first.status == 200)
    #expect(client.field("Connection", of: first.head) == nil)
    let second = try client.answer()
    #expect(second.status == 200)
    #expect(client.field("Connection", of: second.head) == "close")
    #expect(try client.rest() == "")
    client.close()
    #expect(await isDrained)
    #expect(server.connectionCount == 0)
    #expect(server.requestCount == 2)
  }

  @Test func `closes idle connections at once`() async throws {
    let server = try Server(handler: echo)
    let client = try TestClient(server.address)
    try client.send(get)
    #expect(try client.answer().status == 200)
    #expect(await server.shutdown(deadlineMilliseconds: 20_000))
    #expect(try client.rest() == "")
  }

  @Test func `cuts what is left at its deadline`() async throws {
    let responders = Mutex<[Responder]>([])
    let arrived = DispatchSemaphore(value: 0)
    let server = try Server { _, responder in
      responders.withLock { $0.append(responder) }
      arrived.signal()
    }
    let client = try TestClient(server.address)
    try client.send(get)
    let hasArrived = await offPoolWait(arrived, times: 1)
    #expect(hasArrived)
    #expect(await server.shutdown(deadlineMilliseconds: 50) == false)
    #expect(try client.rest() == "")
    responders.withLock { $0 }.first?.respond(Response(.ok))  // too late, and harmless
  }

  @Test func `may be told twice`() async throws {
    let server = try Server(handler: echo)
    async let first = server.shutdown(deadlineMilliseconds: 20_000)
    async let second = server.shutdown(deadlineMilliseconds: 20_000)
    #expect(await first)
    #expect(await second)
    #expect(await server.shutdown(deadlineMilliseconds: 20_000))
  }

  @Test(arguments: [true, false])
  func `lets go of its handler, shut down or only dropped`(_ shutsDown: Bool) async throws {
    final class Token: Sendable {}
    weak var token: Token?
    do {
      let strong = Token()
      token = strong
      let server = try Server { request, responder in
        _ = strong
        echo(request, responder)
      }
      let client = try TestClient(server.address)
      try client.send(get)
      #expect(try client.answer().status == 200)
      if shutsDown { #expect(await server.shutdown(deadlineMilliseconds: 20_000)) }
    }
    var attempts = 0
    while token != nil, attempts < 20_000 {
      attempts += 1
      poll(nil, 0, 1)
    }
    #expect(token == nil)
  }
}

/// Waits for signals on a thread of its own; false after 20 s.
func offPoolWait(_ semaphore: DispatchSemaphore, times: Int) async -> Bool {
  await withCheckedContinuation { continuation in
    Thread.detachNewThread {
      let all = (0..<times).allSatisfy { _ in semaphore.wait(timeout: .now() + 20) == .success }
      continuation.resume(returning: all)
    }
  }
}
