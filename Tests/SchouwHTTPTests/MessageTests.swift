import SchouwHTTP
import Testing

@Suite struct `Header fields` {
  @Test func `are found without case, in order, repeated or not`() throws {
    let fields: HeaderFields = ["Accept": "a", "X": "1", "accept": "b", "ACCEPT": ""]
    #expect(fields.all("aCCept") == ["a", "b", ""])
    #expect(fields.first("accept") == "a")
    #expect(fields.first("accep") == nil)
    #expect(fields.all("Accepts") == [])
    #expect(try fields.single("x") == "1")
    #expect(try fields.single("y") == nil)
    #expect(throws: HTTPError(.repeatedField, .field("Accept"))) { try fields.single("Accept") }
    #expect(fields[2] == ("accept", "b"))
  }

  @Test(arguments: ["", "a b", "a:", "a\r", "é", "a\0", "(", "a\u{301}"])
  func `refuse a name that is no token`(_ name: String) {
    var fields = HeaderFields()
    #expect(throws: HTTPError(.invalidFieldName, .whole)) { try fields.append(name, "v") }
    #expect(fields.isEmpty)
  }

  @Test(arguments: [
    "a\r\nSet-Cookie: b", "a\n", "\0", " a", "a ", "\ta", "a\t", "\u{7F}", "\u{1B}",
  ])
  func `refuse a value that could end its line or lose a byte`(_ value: String) {
    var fields = HeaderFields()
    let error = HTTPError(.invalidFieldValue, .field("X"))
    #expect(throws: error) { try fields.append("X", value) }
    #expect(!error.description.contains("Cookie"))
  }

  @Test func `take inner blanks, nothing at all and text beyond ASCII`() throws {
    var fields = HeaderFields()
    for value in ["a \t b", "", "café"] { try fields.append("X", value) }
    #expect(fields.all("x") == ["a \t b", "", "café"])
  }

  @Test func `are equal by order, by names without case and by the bytes of values`() {
    #expect(["A": "x", "B": "y"] as HeaderFields == ["a": "x", "b": "y"])
    #expect(["A": "x", "B": "y"] as HeaderFields != ["B": "y", "A": "x"])
    #expect(["A": "x"] as HeaderFields != ["A": "X"])
    #expect(["A": "\u{E9}"] as HeaderFields != ["A": "e\u{301}"])
    #expect(["AB": "c"] as HeaderFields != ["A": "Bc"])
  }

  @Test func `find a word in a list over several lines`() {
    let fields: HeaderFields = ["Connection": "foo , Keep-Alive", "connection": "x,\tclose,,"]
    #expect(fields.list("connection", holds: "close"))
    #expect(fields.list("connection", holds: "keep-alive"))
    #expect(!fields.list("connection", holds: "clos"))
    #expect(!fields.list("connection", holds: "keep"))
  }
}

@Suite struct `A response writer` {
  static let date: Int64 = 784_111_777

  func written(
    _ status: Status,
    _ fields: HeaderFields = [:],
    length: Int?,
    isHead: Bool = false,
    _ version: Version = .http11,
    keepsAlive: Bool = true
  ) -> (text: String, sends: Bool, keepsAlive: Bool) {
    var writer = ResponseWriter(isHead: isHead, version: version, keepsAlive: keepsAlive)
    let framing = writer.framing(status, length: length)
    var bytes: [UInt8] = []
    writer.writeHead(
      ResponseHead(status, fields: fields),
      framing: framing,
      dateSeconds: Self.date,
      into: &bytes
    )
    return (String(decoding: bytes, as: UTF8.self), writer.sendsContent(framing), writer.keepsAlive)
  }

  let start = "HTTP/1.1 200 OK\r\nDate: Sun, 06 Nov 1994 08:49:37 GMT\r\n"

  @Test func `gives HEAD the length that GET would have, and no content`() {
    let head = written(.ok, length: 12, isHead: true)
    #expect(head.text == start + "Content-Length: 12\r\n\r\n")
    #expect(!head.sends)
    #expect(head.text == written(.ok, length: 12).text)
    #expect(written(.ok, length: 12).sends)
  }

  @Test(arguments: [204, 304])
  func `gives no length and no content where none may be`(_ code: Int) {
    let answer = written(Status(code), length: 12)
    #expect(!answer.text.contains("Content-Length"))
    #expect(!answer.text.contains("Transfer-Encoding"))
    #expect(!answer.sends)
  }

  @Test func `writes the fields in their order but its own`() {
    let answer = written(
      .ok,
      [
        "B": "2", "content-length": "7", "Transfer-Encoding": "gzip", "A": "1", "date": "x",
        "Keep-Alive": "max=1", "Connection": "upgrade", "b": "3",
      ],
      length: 0
    )
    #expect(answer.text == start + "B: 2\r\nA: 1\r\nb: 3\r\nContent-Length: 0\r\n\r\n")
    #expect(answer.keepsAlive)
  }

  @Test func `says close where the connection will close`() {
    #expect(
      written(.ok, length: 0, keepsAlive: false).text
        == start + "Content-Length: 0\r\nConnection: close\r\n\r\n"
    )
    #expect(!written(.ok, ["Connection": "Close"], length: 0).keepsAlive)
    let old = written(.ok, length: nil, .http10)
    #expect(old.text == start + "Connection: close\r\n\r\n")
    #expect(!old.keepsAlive)
    #expect(
      written(.ok, length: 3, .http10).text
        == start + "Content-Length: 3\r\nConnection: keep-alive\r\n\r\n"
    )
  }

  @Test func `writes chunks, and no empty one before the last`() {
    var bytes: [UInt8] = []
    ResponseWriter.writeChunk(Array(repeating: 0x78, count: 26), into: &bytes)
    ResponseWriter.writeChunk([], into: &bytes)
    ResponseWriter.writeLastChunk(into: &bytes)
    #expect(
      String(decoding: bytes, as: UTF8.self)
        == "1a\r\n" + String(repeating: "x", count: 26) + "\r\n0\r\n\r\n"
    )
  }

  @Test(arguments: [
    (0, "Thu, 01 Jan 1970 00:00:00 GMT"), (951_782_399, "Mon, 28 Feb 2000 23:59:59 GMT"),
    (951_782_400, "Tue, 29 Feb 2000 00:00:00 GMT"),
    (1_767_225_599, "Wed, 31 Dec 2025 23:59:59 GMT"),
    (4_107_542_400, "Mon, 01 Mar 2100 00:00:00 GMT"), (-1, "Wed, 31 Dec 1969 23:59:59 GMT"),
  ])
  func `writes dates as RFC 9110 5.6.7 wants them`(_ seconds: Int64, _ text: String) {
    var bytes: [UInt8] = []
    HTTPDate.append(seconds, to: &bytes)
    #expect(String(decoding: bytes, as: UTF8.self) == text)
  }
}

@Suite struct `A problem document` {
  @Test func `has the members of RFC 9457, then its own, in their order`() {
    let problem = Problem(
      .conflict,
      type: "urn:x",
      title: "T",
      detail: "a \"b\"\\\n\u{1}é",
      instance: "/i",
      extensions: [
        .init("z", .integer(-3)), .init("status", .integer(1)),
        .init("a", .list([.bool(true), .string("s"), .object([.init("k", .bool(false))])])),
      ]
    )
    #expect(
      String(decoding: problem.bytes, as: UTF8.self) == """
        {"type":"urn:x","title":"T","status":409,"detail":"a \\"b\\"\\\\\\u000a\\u0001é",\
        "instance":"/i","z":-3,"a":[true,"s",{"k":false}]}
        """
    )
  }

  @Test func `says by itself what its status says`() {
    #expect(
      String(decoding: Problem(.notFound).bytes, as: UTF8.self)
        == #"{"type":"about:blank","title":"Not Found","status":404}"#
    )
    #expect(
      Response(Problem(.notFound)).head.fields.first("content-type")
        == "application/problem+json"
    )
  }
}

@Suite struct `Every error code` {
  @Test(arguments: HTTPError.Code.allCases)
  func `has a sentence, a status of an error and a remedy`(_ code: HTTPError.Code) {
    #expect(code.sentence.count > 10)
    #expect(code.sentence.last != ".")
    #expect((400...599).contains(code.status.code))
    #expect(!code.status.reason.isEmpty)
    #expect(HTTPError(code, .byte(7)).description == "\(code.sentence) (byte 7).")
    let others = HTTPError.Code.allCases.filter { $0 != code }
    #expect(!others.map(\.sentence).contains(code.sentence))
  }

  @Test func `has the status that its rule is known by`() {
    let known: [(HTTPError.Code, Int)] = [
      (.bareLineFeed, 400), (.headTooSlow, 408), (.bodyTooLarge, 413), (.requestLineTooLong, 414),
      (.unsupportedExpectation, 417), (.headerSectionTooLarge, 431), (.tooManyFields, 431),
      (.unsupportedTransferCoding, 400), (.tooManyConnections, 503), (.unsupportedVersion, 400),
      (.unknownMethod, 400), (.diskFull, 507), (.diskFailed, 503),
    ]
    for (code, status) in known { #expect(code.status.code == status, "\(code)") }
  }
}

@Suite struct `An output queue` {
  @Test(arguments: 1...40)
  func `gives back all bytes in order, however they came (seed)`(_ seed: UInt64) {
    var state = seed &* 0x9E37_79B9_7F4A_7C15
    func random(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    var queue = OutputQueue()
    var expected: [UInt8] = []
    var got: [UInt8] = []
    for _ in 0..<200 {
      let piece = [UInt8](
        repeating: UInt8(random(256)),
        count: [3, 100, 20_000][random(3)]
      )
      expected += piece
      if random(2) == 0 { queue.append(piece) } else { queue.write { $0 += piece } }
      while !queue.isEmpty, random(4) > 0 {
        let part = queue.withFirst { Array($0.prefix(1 + random(30_000))) }
        #expect(!part.isEmpty)
        got += part
        queue.drop(part.count)
      }
      #expect(queue.count == expected.count - got.count)
    }
    while !queue.isEmpty {
      let part = queue.withFirst { Array($0) }
      got += part
      queue.drop(part.count)
    }
    #expect(got == expected)
  }
}

@Suite struct `A server's door` {
  @Test func `refuses beyond the bound, drops far beyond, and counts down again`() throws {
    let peer = try SocketAddress("127.0.0.1", port: 1)
    var admissions = Admissions(connectionsMax: 2, perAddressMax: 1)
    #expect(admissions.admit(peer) == .admitted)
    #expect(admissions.admit(peer) == .admitted)
    for _ in 0..<Admissions.refusalsMax { #expect(admissions.admit(peer) == .refused) }
    #expect(admissions.admit(peer) == .dropped)
    admissions.release(peer, wasRefused: true)
    #expect(admissions.admit(peer) == .refused)
    admissions.release(peer, wasRefused: false)
    #expect(admissions.admit(peer) == .admitted)
    #expect(admissions.admit(peer) == .dropped)
  }

  @Test func `holds every address but loopback to its own bound`() throws {
    let (one, other) = (try SocketAddress("192.0.2.1", port: 1), try SocketAddress("::2", port: 1))
    var admissions = Admissions(connectionsMax: 100, perAddressMax: 1)
    #expect(admissions.admit(one) == .admitted)
    #expect(admissions.admit(one) == .refused)
    #expect(admissions.admit(other) == .admitted)
    admissions.release(one, wasRefused: true)
    #expect(admissions.admit(one) == .refused)
    admissions.release(one, wasRefused: false)
    #expect(admissions.admit(one) == .admitted)
  }

  @Test func `counts a network of IPv6 as one client`() throws {
    var admissions = Admissions(connectionsMax: 100, perAddressMax: 1)
    #expect(try admissions.admit(SocketAddress("2001:db8::1", port: 1)) == .admitted)
    #expect(try admissions.admit(SocketAddress("2001:db8::ffff:2", port: 1)) == .refused)
    #expect(try admissions.admit(SocketAddress("2001:db8:0:1::1", port: 1)) == .admitted)
  }

  @Test func `has no bound on one client where that is turned off`() throws {
    let peer = try SocketAddress("192.0.2.1", port: 1)
    var admissions = Admissions(connectionsMax: 1000, perAddressMax: nil)
    for _ in 0..<1000 { #expect(admissions.admit(peer) == .admitted) }
    #expect(admissions.admit(peer) == .refused)
  }

  @Test func `bounds the clients of a proxy, and not the proxy`() throws {
    let proxy = try SocketAddress("192.0.2.1", port: 1)
    let clients = ClientSource.field("X-Forwarded-For", proxies: ["192.0.2.1"])
    var admissions = Admissions(connectionsMax: 10, perAddressMax: 1, clients: clients)
    #expect(admissions.admit(proxy) == .admitted)
    #expect(admissions.admit(proxy) == .admitted)
    let (one, other) = (admissions.admit(client: "a"), admissions.admit(client: "b"))
    #expect(one && other)
    let second = admissions.admit(client: "a")
    #expect(!second)
    admissions.release(client: "a")
    let third = admissions.admit(client: "a")
    #expect(third)
  }
}

@Suite struct `A client behind a proxy` {
  func client(_ values: [String], from peer: String, _ source: ClientSource) throws -> String {
    var fields: HeaderFields = ["Host": "h"]
    for value in values { try fields.append("X-Forwarded-For", value) }
    let head = RequestHead(method: .get, target: try RequestTarget("/"), fields: fields)
    return source.client(of: head, peer: try SocketAddress(peer, port: 9))
  }

  let source = ClientSource.field("x-forwarded-for", proxies: ["10.0.0.1"])

  @Test func `is the last address of the last field, for the proxy wrote that`() throws {
    #expect(try client(["203.0.113.7"], from: "127.0.0.1", source) == "203.0.113.7")
    #expect(try client(["6.6.6.6, 203.0.113.7"], from: "10.0.0.1", source) == "203.0.113.7")
    #expect(try client(["6.6.6.6", "203.0.113.7:4711"], from: "10.0.0.1", source) == "203.0.113.7")
    #expect(
      try client(["[2001:db8:1:2:3::4]:99"], from: "::1", source)
        == client(["2001:db8:1:2::9"], from: "::1", source)
    )
  }

  @Test func `is the peer where nobody else may say who it is`() throws {
    #expect(try client(["203.0.113.7"], from: "10.0.0.2", source) == "10.0.0.2")
    #expect(try client(["203.0.113.7"], from: "127.0.0.1", .peer) == "127.0.0.1")
    for value in [[], ["unknown"], ["203.0.113.7,"], [""]] {
      #expect(try client(value, from: "127.0.0.1", source) == "127.0.0.1")
    }
  }

  @Test func `is an IPv4 address also in the form of IPv6`() throws {
    #expect(try client([], from: "::ffff:192.0.2.1", .peer) == "192.0.2.1")
  }
}

@Suite struct `The bounds of a server` {
  @Test func `do not contradict one another as they are`() {
    #expect(Server.Configuration().contradiction == nil)
  }

  @Test(
    arguments: [
      { $0.limits.requestLineBytesMax = 15 }, { $0.limits.fieldCountMax = 0 },
      { $0.limits.chunkLineBytesMax = 17 }, { $0.limits.trailerSectionBytesMax = 16_385 },
      { $0.limits.streamLowWaterBytes = $0.limits.streamHighWaterBytes },
      { $0.limits.streamHighWaterBytes = $0.limits.unsentBytesMax + 1 },
      { $0.limits.bodyBytesMax = 64 << 20 }, { $0.limits.bodyBytesMax = .max },
      { $0.deadlines.idleMilliseconds = 0 }, { $0.deadlines.readerBytesPerSecondMin = 0 },
      { $0.deadlines.readerGraceMilliseconds = 29_999 }, { $0.tickMilliseconds = 1_001 },
      { $0.connectionsMax = 0 }, { $0.connectionsPerAddressMax = 0 },
    ] as [@Sendable (inout Server.Configuration) -> Void]
  )
  func `are refused where they do`(_ change: @Sendable (inout Server.Configuration) -> Void) {
    var configuration = Server.Configuration()
    change(&configuration)
    #expect(configuration.contradiction != nil)
  }
}

@Suite struct `A socket address` {
  @Test func `is an IPv4 or IPv6 literal and nothing else`() throws {
    #expect(try SocketAddress("127.0.0.1", port: 80).description == "127.0.0.1:80")
    #expect(try SocketAddress("0:0:0:0:0:0:0:1", port: 80).description == "[::1]:80")
    #expect(try SocketAddress("::1", port: 80).isLoopback)
    #expect(try !SocketAddress("10.0.0.1", port: 80).isLoopback)
    for host in ["localhost", "", "127.0.0", "1.2.3.4.5", "[::1]", "::g"] {
      #expect(throws: HTTPError(.invalidAddress, .whole)) { try SocketAddress(host, port: 1) }
    }
  }
}
