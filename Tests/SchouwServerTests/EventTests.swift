import Foundation
import SchouwCanon
import SchouwDocuments
import SchouwFieldClient
import SchouwHTTP
import SchouwSync
import SchouwTransport
import Synchronization
import Testing

@testable import SchouwServer

/// `GET /v1/events` (rule X12), over real sockets.
@Suite struct `News of the office` {
  let office: ServedOffice

  init() throws { office = try ServedOffice() }

  /// A device at the office and a hand that writes for it.
  struct Laptop {
    let name: String
    let token: String
    var hand: Hand
  }

  func laptop(_ number: UInt64, _ scopes: [String]) async throws -> Laptop {
    let name = "laptop\(number)"
    let invited = try await office.server.administer(
      .deviceAdd(name, scopes: scopes.map { scope($0) })
    )
    let token = Base64URL.encode([UInt8](repeating: UInt8(number), count: 32))
    let answer = try await `Over HTTP the office`.enrol(
      office,
      invited["code"]?.stringValue ?? "",
      token
    )
    #expect(answer.status == 200)
    return Laptop(name: name, token: token, hand: Hand(number, at: office.clock.now))
  }

  /// Brings changes; returns the cursor of the answer.
  @discardableResult
  func sync(_ laptop: Laptop, _ changes: [Change], after cursor: String? = nil) async throws
    -> String
  {
    let request = SyncRequest(
      replica: laptop.hand.replica,
      counter: laptop.hand.counter,
      cursor: cursor,
      time: office.clock.now,
      limit: 1 << 20
    )
    let answer = try await ask(
      office.server,
      "POST",
      "/v1/sync",
      token: laptop.token,
      type: "application/jsonl",
      body: request.bytes(records: changes.map(\.record))
    )
    #expect(answer.status == 200)
    return try Answer(answer.body).response.cursor
  }

  func sequence(_ cursor: String) throws -> Int { try #require(Cursor(cursor)).sequence }

  @Test func `reaches whom it concerns, and says no more than that there is some`() async throws {
    let listening = try await laptop(1, ["A"])
    var writing = try await laptop(2, ["A"])
    let ear = Ear(office.address, token: listening.token)
    let opening = try await ear.opening()
    try await sync(writing, [try writing.hand.birth(of: documentID(1), scopes: ["A"])])
    let event = try await ear.event(0)
    #expect(event.name == "news")
    #expect(event.data == "{\"cursor\":\"\(event.id)\"}")
    #expect(try sequence(event.id) == sequence(opening) + 1)
    #expect(!ear.text.contains(documentID(1).description))
  }

  @Test func `is not told of other scopes, nor of what the device brought itself`() async throws {
    var listening = try await laptop(1, ["A"])
    var writing = try await laptop(2, ["A", "Z"])
    let ear = Ear(office.address, token: listening.token)
    let opening = try sequence(try await ear.opening())
    try await sync(listening, [try listening.hand.birth(of: documentID(1), scopes: ["A"])])
    try await sync(writing, [try writing.hand.birth(of: documentID(2), scopes: ["Z"])])
    try await sync(writing, [try writing.hand.birth(of: documentID(3), scopes: ["A"])])
    #expect(try sequence(try await ear.event(0).id) == opening + 3)
  }

  @Test func `tells that a document left, and that the device's own scopes changed`() async throws {
    var listening = try await laptop(1, ["A"])
    try await sync(listening, [try listening.hand.birth(of: documentID(1), scopes: ["A"])])
    let ear = Ear(office.address, token: listening.token)
    let opening = try sequence(try await ear.opening())
    _ = try await office.server.administer(.scope(documentID(1), [scope("Z")]))
    #expect(try sequence(try await ear.event(0).id) == opening + 1)
    _ = try await office.server.administer(.deviceScopes("laptop1", [scope("Z")]))
    #expect(try sequence(try await ear.event(1).id) == opening + 2)
    var writing = try await laptop(2, ["Z"])
    let birth = try writing.hand.birth(of: documentID(2), scopes: ["Z"])
    let end = try sequence(try await sync(writing, [birth]))
    #expect(try sequence(try await ear.event(2).id) == end)
  }

  @Test func `is resumed where the device stands`() async throws {
    let listening = try await laptop(1, ["A"])
    var writing = try await laptop(2, ["A", "Z"])
    let before = try await sync(listening, [])
    let other = try writing.hand.birth(of: documentID(2), scopes: ["Z"])
    try await sync(writing, [other])
    let ear = Ear(office.address, token: listening.token, after: before)
    let opening = try sequence(try await ear.opening())
    try await sync(writing, [try writing.hand.birth(of: documentID(1), scopes: ["A"])])
    // Nothing of its own was missed: the first that it hears came while it listened.
    #expect(try sequence(try await ear.event(0).id) == opening + 1)
    let late = Ear(office.address, token: listening.token, after: before)
    let event = try await late.event(0)
    #expect(try sequence(event.id) == opening + 1)
    let stranger = Ear(office.address, token: listening.token, after: "00000000.7")
    #expect(try await stranger.event(0).name == "news")
  }

  @Test func `ends for a device whose rights are taken away`() async throws {
    let listening = try await laptop(1, ["A"])
    let ear = Ear(office.address, token: listening.token)
    _ = try await ear.opening()
    _ = try await office.server.administer(.deviceRevoke("laptop1"))
    #expect(try await ear.end().get().status == 200)
    #expect(ear.events.isEmpty)
    let again = try await Ear(office.address, token: listening.token).end().get()
    #expect(again.status == 403)
    #expect(office.server.hub.count == 0)
  }

  @Test func `is refused to whom it is not for`() async throws {
    let listening = try await laptop(1, ["A"])
    #expect(try await Ear(office.address, token: nil).end().get().status == 401)
    #expect(try await Ear(office.address, token: "x").end().get().status == 401)
    let bad = Ear(office.address, token: listening.token, after: "yesterday")
    #expect(try await bad.end().get().status == 400)
    let head = try await ask(office.server, "HEAD", "/v1/events", token: listening.token)
    #expect(head.status == 405)
  }

  @Test func `comes to an end, not to a cut, when the office stops`() async throws {
    let listening = try await laptop(1, ["A"])
    let ear = Ear(office.address, token: listening.token)
    _ = try await ear.opening()
    #expect(await office.server.shutdown())
    #expect(try await ear.end().get().status == 200)
  }

  @Test func `has one device listen a few times, the newest of them`() async throws {
    let listening = try await laptop(1, ["A"])
    var ears: [Ear] = []
    for _ in 0...EventHub.perDeviceMax {
      let ear = Ear(office.address, token: listening.token)
      _ = try await ear.opening()
      ears.append(ear)
    }
    #expect(try await ears[0].end().get().status == 200)
    #expect(office.server.hub.count == EventHub.perDeviceMax)
  }

  @Test func `is of every scope for an administrator`() async throws {
    var writing = try await laptop(1, ["A"])
    let ear = Ear(office.address, token: office.server.adminSecret)
    _ = try await ear.opening()
    try await sync(writing, [try writing.hand.birth(of: documentID(1), scopes: ["A"])])
    #expect(try await ear.event(0).name == "news")
  }

  @Test func `wakes a store that listens, from where its last sync ended`() async throws {
    let disk = MemoryDisk()
    let clock = office.clock
    func store(_ name: String) async throws -> Store {
      let store = try Store.create(
        "/\(name)",
        author: Author(name),
        environment: StoreEnvironment(
          disk: disk,
          clock: { clock.now },
          random: SeededRandom(seed: name)
        )
      )
      let invited = try await office.server.administer(.deviceAdd(name, scopes: [scope("A")]))
      _ = try await store.enrol(
        at: office.address,
        code: invited["code"]?.stringValue ?? "",
        over: URLSessionTransport()
      )
      return store
    }
    let (noord, zuid) = (try await store("noord"), try await store("zuid"))
    try await zuid.sync(over: URLSessionTransport())
    let (signals, told) = AsyncStream.makeStream(of: OfficeSignal.self)
    let listening = Task {
      try await zuid.listen(over: URLSessionTransport()) { told.yield($0) }
    }
    var heard = signals.makeAsyncIterator()
    #expect(await heard.next() == .connected)
    _ = try noord.create(kind: "overlast", scopes: [scope("A")], set: [pointer("/what"): "x"])
    try await noord.sync(over: URLSessionTransport())
    #expect(await heard.next() == .news)
    #expect(try await zuid.sync(over: URLSessionTransport()).came == 2)
    listening.cancel()
    await #expect(throws: OfficeError.self) { try await listening.value }
  }
}

/// What listens, without an office.
@Suite struct `The hub of events` {
  /// A server whose every request becomes a listener, which is first sent so many bytes.
  func server(_ hub: EventHub, unread: Int) throws -> Server {
    try Server { _, responder in
      let writer = responder.stream(
        ResponseHead(.ok, fields: ["Content-Type": "text/event-stream"])
      )
      if unread > 0 { writer.write([UInt8](repeating: UInt8(ascii: "\n"), count: unread)) }
      hub.add(
        .init(device: nil, token: "", scopes: nil, since: 0, writer: writer),
        cursor: "00000001.1",
        hasNews: false
      )
    }
  }

  @Test func `lets nobody wait in silence`() async throws {
    let hub = EventHub(heartbeatMilliseconds: 20)
    let server = try server(hub, unread: 0)
    let ear = Ear("http://\(server.address)", token: nil)
    try await ear.text(holds: ":\n\n:\n\n:\n\n")
    hub.close()
    #expect(try await ear.end().get().status == 200)
    #expect(await server.shutdown(deadlineMilliseconds: 20_000))
  }

  @Test func `cuts who does not read`() async throws {
    let hub = EventHub(heartbeatMilliseconds: 20)
    let server = try server(hub, unread: 64 << 20)
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(descriptor) }
    var form = sockaddr_in()
    form.sin_family = sa_family_t(AF_INET)
    form.sin_port = server.address.port.bigEndian
    inet_pton(AF_INET, "127.0.0.1", &form.sin_addr)
    let connected = withUnsafePointer(to: &form) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    #expect(connected == 0)
    let request = Array("GET / HTTP/1.1\r\nHost: h\r\n\r\n".utf8)
    #expect(send(descriptor, request, request.count, 0) == request.count)
    var left = 2000
    while server.requestCount == 0 || hub.count > 0 || server.connectionCount > 0, left > 0 {
      await Ear.pause()
      left -= 1
    }
    #expect(left > 0)
    #expect(server.requestCount == 1)
  }
}

@Suite struct `A stream over URLSession` {
  @Test func `is given up when nothing comes any more`() async throws {
    let kept = Mutex<BodyWriter?>(nil)
    let server = try Server { _, responder in
      let writer = responder.stream(
        ResponseHead(.ok, fields: ["Content-Type": "text/event-stream"])
      )
      writer.write(Array(":\n\n".utf8))
      kept.withLock { $0 = writer }
    }
    let request = TransportRequest(
      method: "GET",
      url: "http://\(server.address)/",
      token: nil,
      contentType: "application/jsonl",
      body: []
    )
    await #expect(throws: TransportError.self) {
      try await URLSessionTransport(silenceSeconds: 1).stream(request) { _ in }
    }
    kept.withLock { $0?.finish() }
    #expect(await server.shutdown(deadlineMilliseconds: 20_000))
  }

  @Test func `hands on nothing of an answer that is none`() async throws {
    let server = try Server { _, responder in
      responder.respond(Response(.ok, fields: ["Content-Type": "text/html"], body: [0x78]))
    }
    let request = TransportRequest(
      method: "GET",
      url: "http://\(server.address)/",
      token: nil,
      contentType: "application/jsonl",
      body: []
    )
    let pieces = Mutex(0)
    let answer = try await URLSessionTransport().stream(request) { _ in
      pieces.withLock { $0 += 1 }
    }
    #expect(answer.contentType == "text/html")
    #expect(answer.body == [0x78])
    #expect(pieces.withLock { $0 } == 0)
  }
}
