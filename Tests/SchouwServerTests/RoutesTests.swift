import Foundation
import SchouwCanon
import SchouwDocuments
import SchouwHTTP
import SchouwServer
import SchouwSync
import Testing

/// What the server refuses, and how it says so.
@Suite struct `Over HTTP the office` {
  let office: ServedOffice
  let token: String
  let document = documentID(1)
  let hand: Hand
  let change: Change

  init() async throws {
    office = try ServedOffice()
    let invited = try await office.server.administer(.deviceAdd("noord", scopes: [scope("A")]))
    token = Base64URL.encode([UInt8](repeating: 7, count: 32))
    let answer = try await Self.enrol(office, invited["code"]?.stringValue ?? "", token)
    #expect(answer.status == 200)
    var writer = Hand(1, at: office.clock.now)
    change = try writer.birth(of: document, scopes: ["A"])
    hand = writer
    let other = try writer.birth(of: documentID(2), scopes: ["Z"])
    let sent = try await sync([change.record, other.record])
    #expect(sent.status == 200)
  }

  static func enrol(
    _ office: ServedOffice,
    _ code: String,
    _ token: String
  ) async throws -> HTTPAnswer {
    let body: JSONValue = [
      "code": .string(code), "key": .string(token), "replica": "0000000000000001",
      "token": .string(token), "v": 1,
    ]
    return try await ask(
      office.server,
      "POST",
      "/v1/enrol",
      type: "application/json",
      body: body.canonicalBytes
    )
  }

  func body(_ records: [[UInt8]] = []) -> [UInt8] {
    SyncRequest(
      replica: hand.replica,
      counter: hand.counter,
      cursor: nil,
      time: office.clock.now,
      limit: 1 << 20
    ).bytes(records: records)
  }

  func sync(_ records: [[UInt8]]) async throws -> HTTPAnswer {
    try await ask(
      office.server,
      "POST",
      "/v1/sync",
      token: token,
      type: "application/jsonl",
      body: body(records)
    )
  }

  @Test func `tells anybody that it lives and is ready`() async throws {
    for path in ["/healthz", "/readyz"] {
      let answer = try await ask(office.server, "GET", path)
      #expect(answer.status == 200)
      #expect(answer.fields["content-type"] == "application/json")
    }
  }

  static let guarded = [
    ("POST", "/v1/sync"), ("GET", "/v1/changes"), ("POST", "/v1/admin"), ("GET", "/metrics"),
    ("GET", "/v1/documents/00000001-0000-4000-8000-000000000001"),
    ("GET", "/v1/documents/x"), ("HEAD", "/v1/documents/x/history"),
  ]

  @Test(arguments: guarded)
  func `asks for a token`(_ method: String, _ path: String) async throws {
    let wrong = Base64URL.encode([UInt8](repeating: 8, count: 32))
    let forms: [String?] = [
      nil, "Bearer", "Bearer ", "Basic \(token)", token, "Bearer\t\(token)", "Bearer \(token)x",
      "Bearer \(wrong)", "Bearer  \(token)", "Token \(token)",
    ]
    for form in forms {
      let answer = try await ask(
        office.server,
        method,
        path,
        authorization: form?.isEmpty == false ? form : nil,
        type: path == "/v1/sync" ? "application/jsonl" : "application/json",
        body: method == "POST" ? body() : []
      )
      #expect(answer.status == 401, "\(form ?? "none")")
      #expect(answer.fields["www-authenticate"] == "Bearer")
      if method != "HEAD" { #expect(answer.problem == "unauthorized") }
    }
  }

  @Test func `takes the word bearer in any case, and no token from elsewhere`() async throws {
    let lower = try await ask(
      office.server,
      "GET",
      "/v1/changes",
      authorization: "bEARER \(token)"
    )
    #expect(lower.status == 200)
    let query = try await ask(office.server, "GET", "/v1/changes?access_token=\(token)")
    #expect(query.status == 401)
  }

  @Test func `keeps a device from what is the administrator's`() async throws {
    let admin = try await ask(
      office.server,
      "POST",
      "/v1/admin",
      token: token,
      type: "application/json",
      body: Array("{\"do\":\"device-list\"}".utf8)
    )
    #expect(admin.status == 401)
    #expect(try await ask(office.server, "GET", "/metrics", token: token).status == 401)
  }

  @Test func `answers the administrator`() async throws {
    let admin = try await ask(
      office.server,
      "POST",
      "/v1/admin",
      token: office.server.adminSecret,
      type: "application/json",
      body: Array("{\"do\":\"status\"}".utf8)
    )
    #expect(admin.json?["documents"] == 1)
    let metrics = try await ask(
      office.server,
      "GET",
      "/metrics",
      token: office.server.adminSecret
    )
    #expect(metrics.text.contains("\nschouw_held 1\n"))
    let other = try await ask(
      office.server,
      "POST",
      "/v1/sync",
      token: office.server.adminSecret,
      type: "application/jsonl",
      body: body()
    )
    #expect(other.status == 401)
  }

  static let methods = [
    ("POST", "/healthz", "GET, HEAD"), ("POST", "/metrics", "GET, HEAD"),
    ("GET", "/v1/sync", "POST"), ("PUT", "/v1/enrol", "POST"), ("GET", "/v1/admin", "POST"),
    ("DELETE", "/v1/changes", "GET, HEAD"), ("OPTIONS", "/v1/documents/x", "GET, HEAD"),
    ("PATCH", "/v1/documents/x/history", "GET, HEAD"),
  ]

  @Test(arguments: methods)
  func `names the methods that a path has`(_ method: String, _ path: String, _ allow: String)
    async throws
  {
    let answer = try await ask(office.server, method, path, token: token)
    #expect(answer.status == 405)
    #expect(answer.fields["allow"] == allow)
    #expect(answer.problem == "method")
  }

  @Test(arguments: [
    "/v1", "/v1/", "/v2/sync", "/v1/sync/", "/v1/documents", "/v1/documents/a/b",
    "/v1/documents/a/history/c", "/healthz/x", "/.git/config",
  ])
  func `has nothing at other paths`(_ path: String) async throws {
    let answer = try await ask(office.server, "GET", path, token: token)
    #expect(answer.status == 404)
    #expect(answer.problem == "not-found")
  }

  @Test(arguments: ["/v1/sync", "/v1/enrol", "/v1/admin"])
  func `takes its own media types only`(_ path: String) async throws {
    for type in ["text/plain", nil, "application/x-www-form-urlencoded", "application/jsonlx"] {
      let answer = try await ask(
        office.server,
        "POST",
        path,
        token: office.server.adminSecret,
        type: type,
        body: body()
      )
      #expect(answer.status == 415)
      #expect(answer.problem == "media-type")
    }
    let upper = try await ask(
      office.server,
      "POST",
      "/v1/sync",
      token: token,
      type: "Application/JSONL; charset=utf-8",
      body: body()
    )
    #expect(upper.status == 200)
  }

  @Test func `refuses a body that was cut at any line, and stores nothing of it`() async throws {
    var writer = hand
    let more = try writer.birth(of: documentID(3), scopes: ["A"])
    let whole = body([more.record])
    let lines = whole.indices.filter { whole[$0] == UInt8(ascii: "\n") }
    for end in lines.dropLast().map({ $0 + 1 }) + [whole.count - 1, 0, 10] {
      let answer = try await ask(
        office.server,
        "POST",
        "/v1/sync",
        token: token,
        type: "application/jsonl",
        body: Array(whole[..<end])
      )
      #expect(answer.status == 400)
      #expect(answer.problem == "sync-cut")
    }
    let status = try await office.server.administer(.status(scopes: nil))
    #expect(status["documents"] == 1)
  }

  @Test func `refuses a head that is none, and a newer one`() async throws {
    let end = "{\"end\":{\"records\":0}}\n"
    for (head, problem) in [
      ("{}", "sync-badHead"), ("{\"sync\":{\"v\":1}}", "sync-badHead"),
      ("{\"sync\":{\"v\":2}}", "sync-newerVersion"),
    ] {
      let answer = try await ask(
        office.server,
        "POST",
        "/v1/sync",
        token: token,
        type: "application/jsonl",
        body: Array((head + "\n" + end).utf8)
      )
      #expect(answer.status == 400)
      #expect(answer.problem == problem)
    }
  }

  @Test func `refuses a body that is too large`() async throws {
    let large = [UInt8](repeating: UInt8(ascii: "x"), count: MessageLines.bytesMax + 1)
    let answer = try await ask(
      office.server,
      "POST",
      "/v1/sync",
      token: token,
      type: "application/jsonl",
      body: large
    )
    #expect(answer.status == 413)
    #expect(answer.problem == "sync-tooLarge")
    let announced = try await ask(
      office.server,
      "POST",
      "/v1/sync",
      token: token,
      type: "application/jsonl",
      body: Array("{".utf8),
      length: 1 << 30
    )
    #expect(announced.status == 413)
    #expect(announced.problem != nil)
  }

  @Test func `shows a device its documents, and hides whether there are others`() async throws {
    let own = try await ask(
      office.server,
      "GET",
      "/v1/documents/\(document)",
      token: token
    )
    #expect(own.status == 200)
    #expect(own.json?["kind"] == "inspection")
    let history = try await ask(
      office.server,
      "GET",
      "/v1/documents/\(document)/history",
      token: token
    )
    #expect(history.json?["history"]?.arrayValue?.count == 1)
    var answers: [HTTPAnswer] = []
    // Held, of another scope, unknown, malformed: all the same.
    _ = try await office.server.administer(.deviceAdd("zuid", scopes: [scope("Z")]))
    for id in ["\(documentID(2))", "\(documentID(9))", "x", "\(document)".uppercased() + "x"] {
      answers.append(
        try await ask(office.server, "GET", "/v1/documents/\(id)", token: token)
      )
      answers.append(
        try await ask(office.server, "GET", "/v1/documents/\(id)/history", token: token)
      )
    }
    #expect(answers.allSatisfy { $0.status == 404 && $0.problem == "unknown-document" })
    #expect(Set(answers.map(\.text)).count == 1)
  }

  @Test func `sends the head alone to HEAD`() async throws {
    for path in ["/healthz", "/v1/changes", "/v1/documents/\(document)"] {
      let get = try await ask(office.server, "GET", path, token: token)
      let head = try await ask(office.server, "HEAD", path, token: token)
      #expect(head.status == 200)
      #expect(head.body.isEmpty)
      #expect(head.fields["content-type"] == get.fields["content-type"])
      #expect(head.fields["content-length"] == get.fields["content-length"])
    }
  }

  @Test func `tells its version with every answer of its own`() async throws {
    for path in ["/healthz", "/v1/changes", "/nothing"] {
      let answer = try await ask(office.server, "GET", path, token: token)
      #expect(answer.fields["api-version"] == "1.0.0")
    }
  }

  @Test func `refuses a cursor that is none`() async throws {
    for query in ["cursor=x", "cursor=00000000.1&cursor=00000000.2", "cursor="] {
      let answer = try await ask(office.server, "GET", "/v1/changes?\(query)", token: token)
      #expect(answer.status == 400)
      #expect(answer.problem == "bad-cursor")
    }
  }

  @Test func `says no value of a document in any refusal`() async throws {
    let secret = "geheim-4711"
    var answers: [HTTPAnswer] = []
    let line = "{\"change\":{\"set\":{\"/a\":\"\(secret)\"},\"v\":\"\(secret)\"}}"
    let message = String(decoding: body([Array(line.utf8)]), as: UTF8.self)
    answers.append(
      try await ask(
        office.server,
        "POST",
        "/v1/sync",
        token: token,
        type: "application/jsonl",
        body: Array(message.utf8)
      )
    )
    for text in [
      message.replacingOccurrences(of: "records\":1", with: "records\":2"),
      "{\"sync\":{\"v\":1,\"replica\":\"\(secret)\"}}\n{\"end\":{\"records\":0}}\n",
    ] {
      answers.append(
        try await ask(
          office.server,
          "POST",
          "/v1/sync",
          token: token,
          type: "application/jsonl",
          body: Array(text.utf8)
        )
      )
    }
    answers.append(
      try await ask(
        office.server,
        "POST",
        "/v1/admin",
        token: office.server.adminSecret,
        type: "application/json",
        body: Array("{\"do\":\"\(secret)\"}".utf8)
      )
    )
    answers.append(
      try await ask(office.server, "GET", "/v1/changes?cursor=\(secret)", token: token)
    )
    answers.append(
      try await ask(office.server, "GET", "/v1/documents/\(secret)", token: token)
    )
    #expect(answers.allSatisfy { !$0.text.contains(secret) })
    #expect(answers.dropFirst().allSatisfy { $0.status >= 400 })
    #expect(answers[0].text.contains("\"refused\""))
  }

  // MARK: Enrolment

  @Test func `gives the same answer to the same code and token`() async throws {
    let invited = try await office.server.administer(.deviceAdd("west", scopes: [scope("A")]))
    let code = invited["code"]?.stringValue ?? ""
    let first = try await Self.enrol(office, code, token.replacingOccurrences(of: "B", with: "C"))
    let again = try await Self.enrol(office, code, token.replacingOccurrences(of: "B", with: "C"))
    #expect(first.status == 200)
    #expect(first.text == again.text)
    let other = try await Self.enrol(office, code, token.replacingOccurrences(of: "B", with: "D"))
    #expect(other.status == 403)
    #expect(other.problem == "bad-code")
    let twice = try await ask(
      office.server,
      "POST",
      "/v1/admin",
      token: office.server.adminSecret,
      type: "application/json",
      body: AdminCommand.deviceAdd("west", scopes: [scope("A")]).json.canonicalBytes
    )
    #expect(twice.status == 409)
  }

  @Test func `lets nobody try codes for long`() async throws {
    var statuses: [Int] = []
    for number in 1...22 {
      let answer = try await Self.enrol(office, "WRONG-\(number)", token)
      statuses.append(answer.status)
      if answer.status == 429 { #expect(answer.fields["retry-after"] == "60") }
    }
    #expect(statuses == Array(repeating: 403, count: 20) + [429, 429])
    office.clock.advance(61 * second)
    #expect(try await Self.enrol(office, "WRONG", token).status == 403)
  }

  @Test func `wants the whole of an enrolment`() async throws {
    for text in ["", "{}", "[]", "{\"code\":\"x\",\"token\":\"short\"}"] {
      let answer = try await ask(
        office.server,
        "POST",
        "/v1/enrol",
        type: "application/json",
        body: Array(text.utf8)
      )
      #expect(answer.status == 400)
      #expect(answer.problem == "bad-request")
    }
  }

  @Test func `makes the figures of many documents in slices, and answers once`() async throws {
    var hand = hand
    let births = try (10...1209).map { try hand.birth(of: documentID($0), scopes: ["A"]) }
    #expect(try await sync(births.map(\.record)).status == 200)
    // One of two that were there is held.
    #expect(try await office.server.administer(.today())["documents"] == 1201)
    #expect(try await office.server.administer(.status(scopes: nil))["documents"] == 1201)
  }
}
