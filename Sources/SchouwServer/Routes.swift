import SchouwCanon
import SchouwDocuments
import SchouwHTTP
import SchouwJournal
import SchouwSync
import SchouwTemplates
import Synchronization

extension MergeServer {
  /// The version of the HTTP interface, sent with every answer (NL API Design Rules, API-57).
  static let version: StaticString = "1.0.0"

  /// What can be asked.
  enum Route {
    case health, readiness, metrics, interface, enrol, sync, admin, changes
    case events
    case document(String)
    case history(String)
    case template(String)

    init?(_ segments: [Substring]) {
      switch (segments.first ?? "", segments.count > 1 ? segments[1] : "", segments.count) {
      case ("healthz", _, 1): self = .health
      case ("readyz", _, 1): self = .readiness
      case ("metrics", _, 1): self = .metrics
      case ("v1", "openapi.json", 2): self = .interface
      case ("v1", "enrol", 2): self = .enrol
      case ("v1", "sync", 2): self = .sync
      case ("v1", "admin", 2): self = .admin
      case ("v1", "changes", 2): self = .changes
      case ("v1", "events", 2): self = .events
      case ("v1", "documents", 3): self = .document(String(segments[2]))
      case ("v1", "documents", 4) where segments[3] == "history":
        self = .history(String(segments[2]))
      case ("v1", "templates", 3): self = .template(String(segments[2]))
      default: return nil
      }
    }

    var methods: [Method] {
      switch self {
      case .enrol, .sync, .admin: [.post]
      case .events: [.get]
      default: [.get, .head]
      }
    }

    /// Its path without what it is about.
    var pattern: StaticString {
      switch self {
      case .health: "/healthz"
      case .readiness: "/readyz"
      case .metrics: "/metrics"
      case .enrol: "/v1/enrol"
      case .sync: "/v1/sync"
      case .admin: "/v1/admin"
      case .changes: "/v1/changes"
      case .document: "/v1/documents/{id}"
      case .history: "/v1/documents/{id}/history"
      case .events: "/v1/events"
      case .interface: "/v1/openapi.json"
      case .template: "/v1/templates/{id}"
      }
    }

    /// The only media type of its requests; nil if they have no body.
    var mediaType: String? {
      switch self {
      case .enrol, .admin: "application/json"
      case .sync: "application/jsonl"
      default: nil
      }
    }

    /// Who may ask.
    enum Access { case anybody, devices, administrator }

    var access: Access {
      switch self {
      case .health, .readiness, .interface, .enrol: .anybody
      case .admin, .metrics: .administrator
      default: .devices
      }
    }

    /// The largest body, in bytes; a little more than a message may have, which says itself why it
    /// is too large.
    var bodyBytesMax: Int {
      switch self {
      case .enrol: 16 << 10
      case .admin: 1 << 20
      case .sync: 8 << 20
      default: 4 << 10
      }
    }
  }

  /// Takes a request that its head did not refuse, on a connection's queue, which must not wait: parses, and
  /// hands it to the writer.
  func route(_ request: Request, _ responder: Responder) {
    let segments = request.head.target.segments
    let known = Route(segments)
    let page = PageRoute(segments)
    if let log = configuration.accessLog {
      responder.observe(access(request, known?.pattern ?? page?.pattern ?? "other", log))
    }
    if let page {
      counters.bytesIn.add(request.body.count, ordering: .relaxed)
      return self.page(page, request, responder)
    }
    guard let route = known else {
      return refuse(responder, .notFound, "not-found", "There is nothing at this path.")
    }
    let body: [UInt8]
    do throws(DiskError) {
      body = try (request.sink as? SpoolFile)?.whole() ?? request.body
    } catch {
      return responder.respond(Response(HTTPError(error)))
    }
    counters.bytesIn.add(body.count, ordering: .relaxed)
    switch route {
    case .health: respond(responder, ["status": "ok"])
    case .readiness: readiness(responder)
    case .metrics: metrics(request, responder)
    case .interface: interface(responder)
    case .enrol: enrol(request, responder)
    case .sync: sync(request, body, responder)
    case .admin: admin(request, responder)
    case .changes: changes(request, responder)
    case .events: events(request, responder)
    case .document(let id): document(request, responder, id)
    case .history(let id): history(request, responder, id)
    case .template(let id): template(request, responder, id)
    }
  }

  // MARK: Who asks

  /// Who sent a request.
  enum Caller {
    case device(Device)
    case administrator
  }

  /// The bearer token of a request, hashed; nil if there is none or more than one.
  func token(_ head: RequestHead) -> Digest? {
    guard let field = try? head.fields.single("authorization") else { return nil }
    let bytes = Array(field.utf8)
    let prefix = Array("bearer ".utf8)
    guard bytes.count > prefix.count,
      zip(bytes, prefix).allSatisfy({ ($0 | 0x20) == ($1 | 0x20) })
    else { return nil }
    return SHA256.hash(Array(bytes[prefix.count...]))
  }

  /// Runs a job for a caller with a token; all else is refused.
  ///
  /// Deny by default.
  func authorized(
    _ request: Request,
    _ responder: Responder,
    _ job: @escaping @Sendable (ServerCore, Caller) throws(ServerError) -> @Sendable () -> Void
  ) {
    guard let token = token(request.head) else { return refuseToken(responder) }
    let isAdmin = token.equalsInConstantTime(adminToken)
    submit(responder) { core throws(ServerError) in
      self.announce()
      if isAdmin {
        responder.note("office")
        return try job(core, .administrator)
      }
      guard let device = core.device(withToken: token) else {
        return { self.refuseToken(responder) }
      }
      responder.note(device.id)
      guard !core.isUncertain(device) else {
        throw ServerError(.rightsUnknown, place: Place(path: device.id))
      }
      return try job(core, .device(device))
    }
  }

  private func submit(_ responder: Responder, _ job: @escaping WriterLoop.Job) {
    loop.submit(job) { error in self.fail(responder, error) }
  }

  // MARK: Endpoints

  /// Says whether writes can be taken; asking is also what has the disk tried again after a failure.
  private func readiness(_ responder: Responder) {
    let refuse: @Sendable (String) -> Void = { detail in
      self.refuse(
        responder,
        .serviceUnavailable,
        "not-ready",
        detail,
        fields: [("Retry-After", "10")]
      )
    }
    loop.submit({ core in
      self.announce()
      self.loop.lookForRoom(core)
      let refused = core.refusedBytes
      return {
        guard self.loop.isReady.load(ordering: .relaxed) else {
          return refuse("The office cannot write at present.")
        }
        guard refused == 0 else {
          return refuse("The office's disk is nearly full: \(refused) bytes did not fit.")
        }
        self.respond(responder, ["status": "ready"])
      }
    }) { _ in refuse("The office cannot write at present.") }
  }

  /// The interface as it is published, to anybody and any page (NL API Design Rules, API-51).
  private func interface(_ responder: Responder) {
    var response = Response(
      .ok,
      fields: [
        "Content-Type": "application/json", "API-Version": Self.version,
        "Cache-Control": "no-store", "X-Content-Type-Options": "nosniff",
        "Access-Control-Allow-Origin": "*",
      ]
    )
    response.body = Array(EmbeddedInterface.text.utf8)
    responder.respond(response)
  }

  private func enrol(_ request: Request, _ responder: Responder) {
    let value = try? JSONReader.read(request.body)
    guard value?["v"] == nil || value?["v"] == 1 else {
      return refuse(
        responder,
        .badRequest,
        "other-version",
        "The office speaks version 1 of the exchange; update one of the two."
      )
    }
    guard let value,
      let code = value["code"]?.stringValue, let token = value["token"]?.stringValue,
      let key = value["key"]?.stringValue, Base64URL.decode(token)?.count == 32,
      Base64URL.decode(key)?.count == 32,
      let replica = value["replica"]?.stringValue.flatMap({ Replica($0) })
    else {
      return refuse(
        responder,
        .badRequest,
        "bad-request",
        "Send code, token, key (32 bytes in base64url each) and replica."
      )
    }
    let now = configuration.clock()
    guard codeTries.withLock({ $0.begin(request.client, at: now) }) else {
      return refuse(
        responder,
        .tooManyRequests,
        "too-many-codes",
        "Too many wrong codes; try later.",
        fields: [("Retry-After", "60")]
      )
    }
    submit(responder) { core throws(ServerError) in
      guard let device = try core.enrol(code: code, token: token, key: key, replica: replica) else {
        return {
          self.refuse(
            responder,
            .forbidden,
            "bad-code",
            "The code is unknown or used; ask the office for a new one."
          )
        }
      }
      responder.note(device.id)
      self.codeTries.withLock { $0.wasRight(request.client) }
      let epoch = core.epoch.id
      return {
        self.respond(
          responder,
          [
            "device": .string(device.id), "epoch": .string(epoch),
            "scopes": .array(device.scopes.map { .string($0.description) }), "v": 1,
          ]
        )
      }
    }
  }

  private func sync(_ request: Request, _ body: [UInt8], _ responder: Responder) {
    let parsed: ParsedSync
    do throws(SyncError) {
      parsed = try ParsedSync(reading: body)
    } catch {
      return refuse(
        responder,
        error.code == .tooLarge ? .contentTooLarge : .badRequest,
        "sync-" + error.code.rawValue,
        error.description
      )
    }
    authorized(request, responder) { core, caller throws(ServerError) in
      guard case .device(let device) = caller else {
        return { self.refuseToken(responder) }
      }
      let answer = try core.sync(parsed, from: device)
      self.counters.syncs.add(1, ordering: .relaxed)
      return { self.respond(responder, lines: answer) }
    }
  }

  private func changes(_ request: Request, _ responder: Responder) {
    let items = request.head.target.query.filter { $0.name == "cursor" }
    let cursor = items.first?.value
    authorized(request, responder) { core, caller throws(ServerError) in
      guard items.count < 2, cursor.map({ Cursor($0) != nil }) ?? true else {
        return {
          self.refuse(responder, .badRequest, "bad-cursor", "The cursor is not one of this office.")
        }
      }
      guard case .device(let device) = caller else { return { self.refuseToken(responder) } }
      let answer = try core.changes(for: device, after: cursor)
      return { self.respond(responder, lines: answer) }
    }
  }

  private func document(_ request: Request, _ responder: Responder, _ text: String) {
    authorized(request, responder) { core, caller throws(ServerError) in
      guard let id = DocumentID(text), let object = try core.shownDocument(id, for: caller) else {
        return {
          self.refuse(responder, .notFound, "unknown-document", "There is no such document.")
        }
      }
      return { self.respond(responder, .object(object)) }
    }
  }

  private func history(_ request: Request, _ responder: Responder, _ text: String) {
    authorized(request, responder) { core, caller throws(ServerError) in
      guard let id = DocumentID(text), let items = try core.historyItems(id, for: caller) else {
        return {
          self.refuse(responder, .notFound, "unknown-document", "There is no such document.")
        }
      }
      return { self.respond(responder, ["history": .array(items), "id": .string(id.description)]) }
    }
  }

  /// A template by its hash: those that the office ships stand in nobody's feed.
  private func template(_ request: Request, _ responder: Responder, _ text: String) {
    authorized(request, responder) { core, _ throws(ServerError) in
      guard let id = Digest(base64URL: text), let template = core.templates[id] else {
        return {
          self.refuse(responder, .notFound, "unknown-template", "There is no such template.")
        }
      }
      let bytes = template.bytes
      return { self.respond(responder, bytes, type: "application/json") }
    }
  }

  private func admin(_ request: Request, _ responder: Responder) {
    guard let token = token(request.head), token.equalsInConstantTime(adminToken) else {
      return refuseToken(responder)
    }
    responder.note("office")
    guard let value = try? JSONReader.read(request.body), let command = AdminCommand(json: value)
    else {
      return refuse(responder, .badRequest, "bad-command", "The command is not one of this server.")
    }
    carryOut(command) { result in
      switch result {
      case .success(let answer): self.respond(responder, .object(answer))
      case .failure(let error): self.fail(responder, error)
      }
    }
  }

  private func metrics(_ request: Request, _ responder: Responder) {
    guard let token = token(request.head), token.equalsInConstantTime(adminToken) else {
      return refuseToken(responder)
    }
    responder.note("office")
    submit(responder) { core throws(ServerError) in
      self.loop.lookForRoom(core)
      let text = core.metrics(
        self.counters,
        flushes: self.loop.flushes.load(ordering: .relaxed),
        listeners: self.hub.count
      )
      return {
        responder.respond(
          Response(
            .ok,
            fields: [
              "Content-Type": "text/plain; version=0.0.4", "API-Version": Self.version,
              "Cache-Control": "no-store", "X-Content-Type-Options": "nosniff",
            ],
            body: Array(text.utf8)
          )
        )
      }
    }
  }

  // MARK: Answers

  func mediaType(_ head: RequestHead) -> String? {
    guard let field = try? head.fields.single("content-type") else { return nil }
    return field.split(separator: ";").first.map {
      String($0).lowercased().filter { $0 != " " }
    }
  }

  private func respond(_ responder: Responder, _ value: JSONValue) {
    respond(responder, value.canonicalBytes, type: "application/json")
  }

  private func respond(_ responder: Responder, lines body: [UInt8]) {
    respond(responder, body, type: "application/jsonl")
  }

  /// Answers with bytes of a media type; the fields are those of the NL API Design Rules.
  private func respond(_ responder: Responder, _ body: [UInt8], type: StaticString) {
    counters.bytesOut.add(body.count, ordering: .relaxed)
    responder.respond(
      Response(
        .ok,
        fields: [
          "Content-Type": type, "API-Version": Self.version, "Cache-Control": "no-store",
          "X-Content-Type-Options": "nosniff",
        ],
        body: body
      )
    )
  }

  private func refuseToken(_ responder: Responder) { responder.respond(tokenProblem()) }

  func tokenProblem() -> Response {
    problem(
      .unauthorized,
      "unauthorized",
      "Send the bearer token of an enrolled device.",
      fields: [("WWW-Authenticate", "Bearer")]
    )
  }

  func refuse(
    _ responder: Responder,
    _ status: Status,
    _ type: String,
    _ detail: String,
    fields: [(name: String, value: String)] = []
  ) {
    responder.respond(problem(status, type, detail, fields: fields))
  }

  /// The answer that refuses a request; it is counted.
  func problem(
    _ status: Status,
    _ type: String,
    _ detail: String,
    fields: [(name: String, value: String)] = []
  ) -> Response {
    counters.refusals.add(1, ordering: .relaxed)
    var response = Response(Problem(status, type: "urn:schouw:" + type, detail: detail))
    try? response.head.fields.append("API-Version", Self.version.description)
    try? response.head.fields.append("Cache-Control", "no-store")
    try? response.head.fields.append("X-Content-Type-Options", "nosniff")
    for field in fields { try? response.head.fields.append(field.name, field.value) }
    return response
  }

  private func fail(_ responder: Responder, _ error: ServerError) {
    switch error.code {
    case .journal where error.cause?.code == .diskFull:
      refuse(
        responder,
        .serviceUnavailable,
        "disk-full",
        "The office's disk is full; nothing was taken in. Try again later.",
        fields: [("Retry-After", "60")]
      )
    case .journal where error.cause?.code == .damagedRecord:
      refuse(
        responder,
        .serviceUnavailable,
        error.codeName,
        "A record of the log does not read any more; all else goes on. Run verify."
      )
    case .journal:
      refuse(
        responder,
        .serviceUnavailable,
        "storage",
        "The office cannot write; nothing was taken in. Try again later.",
        fields: [("Retry-After", "10")]
      )
    case .rightsUnknown:
      refuse(
        responder,
        .serviceUnavailable,
        error.codeName,
        "A record that may have changed these rights does not read; an administrator must confirm them.",
        fields: [("Retry-After", "60")]
      )
    case .unknownDevice, .unknownDocument, .unknownAccount:
      refuse(responder, .notFound, error.codeName, error.description)
    case .deviceExists, .accountExists, .notHeld, .lookAgain:
      refuse(responder, .conflict, error.codeName, error.description)
    // The form of the command was right; the log does not reach so far.
    case .badRequest where error.place.path == "/through":
      refuse(responder, .conflict, error.codeName, error.description)
    case .badRequest, .badCode: refuse(responder, .badRequest, error.codeName, error.description)
    default: refuse(responder, .internalServerError, error.codeName, error.description)
    }
  }
}
