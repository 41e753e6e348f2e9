import Dispatch
import SchouwJournal
import SchouwCanon
public import SchouwDocuments
public import SchouwSync

/// How a sync ended, for people and scripts: what went, what came, what was marked or held and why, what
/// waits for whom, and how much of this laptop's work the office has.
public struct Verdict: Sendable {
  /// Changes that were sent and are durable at the office.
  public var sent = 0
  /// Changes of others that came.
  public var came = 0
  /// Documents in which something came.
  public var documents: Set<DocumentID> = []
  /// Documents that left this device's scopes.
  public var left: [DocumentID] = []
  /// Changes of this laptop that are folded and need a look.
  public var marked: [SyncResponse.Judged] = []
  /// Changes of this laptop that a person decides about.
  public var held: [SyncResponse.Judged] = []
  /// Records that the office could not read; they stay in the outbox.
  public var refused: [SyncResponse.Refused] = []
  /// How many changes of this replica the office has, of how many.
  public var received = SyncResponse.Received()
  /// Up to which own counter all is in a backup of the office.
  public var archived = 0
  /// Changes that are held here and wait for others.
  public var waiting: [Waiting] = []
  /// Whether this store drew a new replica id, because somebody else writes under its old one.
  public var isNewReplica = false
  /// Whether the office has revoked this device: what it brought is held there, and nothing comes any more.
  public var isRevoked = false
  /// Whether the office had been put back from a backup.
  public var officeWasRestored = false
  /// Requests that were sent.
  public var requests = 0
  /// Bytes of all requests' and answers' bodies.
  public var bytesSent = 0
  /// Bytes of all answers' bodies.
  public var bytesCame = 0

  /// Nothing went or came.
  public init() {}

  /// A change that is not folded here, and for whom it waits.
  public struct Waiting: Sendable, Hashable {
    /// The document.
    public let document: DocumentID
    /// The change.
    public let name: ChangeName
    /// What it waits for; empty if it waits for a newer program.
    public let missing: [ChangeName]
  }
}

extension Store {
  /// With which office this store is enrolled; nil if with none.
  public func office() throws(StoreError) -> Office? {
    try Office.read(layout.office, environment.disk)
  }

  /// Enrols this store with an office by a one-time code.
  ///
  /// May be repeated with the same code after a cut.
  ///
  /// Token and key are drawn here and only then told to the office, which keeps the token's hash: an answer
  /// that is lost on its way costs nothing.
  ///
  /// - Throws: ``OfficeError``, ``StoreError``.
  public func enrol(
    at address: String,
    code: String,
    over transport: some OfficeTransport
  ) async throws -> Office {
    let trimmed = address.hasSuffix("/") ? String(address.dropLast()) : address
    guard trimmed.hasPrefix("http://") || trimmed.hasPrefix("https://") else {
      throw OfficeError(.badAddress)
    }
    guard try await !onQueue({ try self.isExample() }) else { throw StoreError(.exampleStore) }
    let pending = try await onQueue { try self.pendingOffice(at: trimmed) }
    let replica = try await onQueue { try self.replica() }
    let body: JSONValue = [
      "code": .string(EnrolmentCode.canonical(code)), "key": .string(pending.key),
      "replica": .string(replica.description), "token": .string(pending.token), "v": 1,
    ]
    let response = try await Self.send(
      TransportRequest(
        method: "POST",
        url: trimmed + "/v1/enrol",
        token: nil,
        contentType: "application/json",
        body: body.canonicalBytes
      ),
      over: transport
    )
    guard response.status == 200, let value = try? JSONReader.read(response.body),
      let device = value["device"]?.stringValue
    else { throw Self.failure(response) }
    let office = Office(address: trimmed, device: device, token: pending.token, key: pending.key)
    let scopes = (value["scopes"]?.arrayValue ?? [])
      .compactMap { $0.stringValue.flatMap { ScopeCode($0) } }
    try await onQueue {
      try office.write(self.layout.office, self.environment.disk)
      try? self.environment.disk.remove(self.layout.enrolling)
      try self.writing { core throws(StoreError) in try core.change { $0.scopes = scopes } }
    }
    return office
  }

  /// Token and key for an office: those of a try that was cut, or new ones.
  private func pendingOffice(at address: String) throws(StoreError) -> Office {
    let disk = environment.disk
    if let known = try Office.read(layout.enrolling, disk), known.address == address {
      return known
    }
    let secrets = try writing { core throws(StoreError) in
      (core.environment.random.nextBytes(32), core.environment.random.nextBytes(32))
    }
    let fresh = Office(
      address: address,
      device: "",
      token: Base64URL.encode(secrets.0),
      key: Base64URL.encode(secrets.1)
    )
    try fresh.write(layout.enrolling, disk)
    return fresh
  }

  /// Sends what is unsent, takes in what is new, and says how it ended.
  ///
  /// One round trip in the usual case.
  ///
  /// Safe to repeat at any time and after any failure; what was acknowledged is never sent again.
  ///
  /// - Parameters:
  ///   - tries: how often one request is tried before the sync gives up.
  ///   - batchBytes: how much goes and comes in one request; halved after a cut.
  ///   - progress: told after every answer.
  /// - Throws: ``OfficeError`` (the outbox is untouched), ``StoreError`` `notEnrolled`, `badAnswer`, `journal`.
  @discardableResult
  public func sync(
    over transport: some OfficeTransport,
    tries: Int = 4,
    batchBytes: Int = 1 << 20,
    progress: @escaping @Sendable (Verdict) -> Void = { _ in }
  ) async throws -> Verdict {
    let office = try await onQueue {
      guard try !self.isExample() else { throw StoreError(.exampleStore) }
      guard let office = try self.office() else { throw StoreError(.notEnrolled) }
      return office
    }
    // The group holds the request that was sent ahead, if there is one: a sync that ends early ends it too.
    return try await withThrowingTaskGroup(of: TransportResponse.self) { ahead in
      try await self.sync(with: office, transport, tries, batchBytes, &ahead, progress)
    }
  }

  private func sync(
    with office: Office,
    _ transport: some OfficeTransport,
    _ tries: Int,
    _ batchBytes: Int,
    _ ahead: inout ThrowingTaskGroup<TransportResponse, any Error>,
    _ progress: @escaping @Sendable (Verdict) -> Void
  ) async throws -> Verdict {
    var exchange = Exchange(
      triesMax: tries,
      random: SystemRandom(),
      bytesMax: batchBytes,
      sendsAhead: true
    )
    var verdict = Verdict()
    var effects = exchange.step(.start)
    var through = 0
    var unsure: Set<DocumentID> = []
    // Why it was not answered the last time: told if that remains so.
    var trouble = OfficeError(.unreachable)
    while true {
      guard !effects.isEmpty else {
        // All that came before its answer is done.
        guard let result = await ahead.nextResult() else { break }
        effects = exchange.step(try Self.input(result, &verdict, &trouble))
        continue
      }
      switch effects.removeFirst() {
      case .collect(let bytesMax):
        let collected = try await onQueue { try self.collect(bytesMax: bytesMax) }
        through = collected.through
        effects += exchange.step(.collected(collected.batch))
      case .send(let bytes):
        verdict.bytesSent += bytes.count
        let message = Self.message(bytes, office)
        let result = await Result { try await transport.send(message) }
        effects += exchange.step(try Self.input(result, &verdict, &trouble))
      case .sendAhead(var request):
        request.time = environment.clock()
        let bytes = request.bytes(records: [])
        verdict.bytesSent += bytes.count
        let message = Self.message(bytes, office)
        ahead.addTask { try await transport.send(message) }
      case .apply(let answer):
        let number = through
        let applied = try await onQueue {
          let incoming = try IncomingRecords(answer)
          return try self.writing { core throws(StoreError) in
            try core.apply(answer, incoming, through: number)
          }
        }
        verdict.take(answer, applied)
        unsure.formUnion(applied.unsure)
        progress(verdict)
        effects += exchange.step(.applied)
      case .wait(let milliseconds):
        try await Task.sleep(for: .milliseconds(milliseconds))
        effects += exchange.step(.elapsed)
      case .finish(.complete): break
      case .finish(.unreachable):
        throw trouble
      case .finish(.notSchouw(let error)):
        throw OfficeError(error.code == .newerVersion ? .otherVersion : .notSchouw, status: 200)
      }
    }
    verdict.requests = exchange.requests
    let mayWait = unsure
    if !mayWait.isEmpty {
      verdict.waiting = try await onQueue { try self.waiting(in: mayWait) }
    }
    return verdict
  }

  /// Mints what was drafted, and gathers what is unsent.
  package func collect(bytesMax: Int) throws(StoreError) -> (batch: Exchange.Batch, through: Int) {
    // A batch of the journal has a bound: very many drafts are minted in several.
    while true {
      let minted = try writing { core throws(StoreError) in try core.mintDrafts() }
      if minted.isWhole || minted.count == 0 { break }
    }
    let collected = try writing { core throws(StoreError) in try core.batch(bytesMax: bytesMax) }
    try noteCounter()
    return collected
  }

  private static func message(_ bytes: [UInt8], _ office: Office) -> TransportRequest {
    TransportRequest(
      method: "POST",
      url: office.address + "/v1/sync",
      token: office.token,
      contentType: "application/jsonl",
      body: bytes
    )
  }

  /// What became of a request, for the exchange.
  ///
  /// - Throws: ``OfficeError`` where asking again is of no use.
  private static func input(
    _ result: Result<TransportResponse, any Error>,
    _ verdict: inout Verdict,
    _ trouble: inout OfficeError
  ) throws -> Exchange.Input {
    let response: TransportResponse
    do {
      response = try result.get()
    } catch let error as TransportError {
      trouble = OfficeError(error.isCut ? .cut : .unreachable)
      return .failed(retryAfterSeconds: nil)
    }
    verdict.bytesCame += response.body.count
    switch response.status {
    case 200:
      // A page that answers 200 is no office: nothing was acknowledged.
      guard response.contentType == "application/jsonl" else { throw failure(response) }
      // If it is tried again, it was an answer without its end.
      trouble = OfficeError(.cut, status: 200)
      return .answered(response.body)
    // Too much at once, for the office or for a proxy in between: half of it is tried, as after a cut.
    case 408, 413, 425, 429, 502, 503, 504, 507:
      trouble = failure(response)
      return .failed(retryAfterSeconds: response.retryAfterSeconds)
    default: throw failure(response)
    }
  }

  /// Sends a request; no whole answer is an office that is out of reach.
  static func send(
    _ request: TransportRequest,
    over transport: some OfficeTransport
  ) async throws(OfficeError) -> TransportResponse {
    do {
      return try await transport.send(request)
    } catch {
      throw OfficeError(error.isCut ? .cut : .unreachable, detail: error.reason)
    }
  }

  /// What an answer that is no success means.
  static func failure(_ response: TransportResponse) -> OfficeError {
    guard response.contentType == "application/problem+json" else {
      // An office refuses with a problem document; a page with a status of failure is a proxy's.
      let isPage = response.status >= 400
      return OfficeError(isPage ? .proxy : .notSchouw, status: response.status)
    }
    let problem = try? JSONReader.read(response.body)
    let title = problem?["title"]?.stringValue ?? ""
    let versions = ["urn:schouw:sync-newerVersion", "urn:schouw:other-version"]
    if let type = problem?["type"]?.stringValue, versions.contains(type) {
      return OfficeError(.otherVersion, status: response.status, detail: title)
    }
    switch response.status {
    case 403 where problem?["type"] == "urn:schouw:bad-code":
      return OfficeError(.badCode, status: response.status, detail: title)
    case 429:
      return OfficeError(
        .tooManyTries,
        status: response.status,
        detail: title,
        retryAfterSeconds: response.retryAfterSeconds
      )
    case 401, 403: return OfficeError(.refused, status: response.status, detail: title)
    case 404, 405, 406, 415:
      return OfficeError(.otherVersion, status: response.status, detail: title)
    default: return OfficeError(.officeFailed, status: response.status, detail: title)
    }
  }

  /// Changes of some documents that wait for others.
  public func waiting(in documents: Set<DocumentID>) throws(StoreError) -> [Verdict.Waiting] {
    try reading { core throws(StoreError) in
      var waiting: [Verdict.Waiting] = []
      for id in documents.sorted() {
        for item in try core.stored(id)?.history.waiting ?? [] {
          waiting.append(Verdict.Waiting(document: id, name: item.name, missing: item.missing))
        }
      }
      return waiting
    }
  }

  /// Where this store stands.
  public struct Status: Sendable {
    /// Its replica.
    public var replica: Replica
    /// The author of edits that name none.
    public var author: Author?
    /// Documents here.
    public var documents: Int
    /// Own changes that exist.
    public var counter: Int
    /// Changes and drafts that the office has not acknowledged.
    public var unsent: Int
    /// Own changes that the office has.
    public var received: Int
    /// Own changes that are in a backup of the office.
    public var archived: Int
    /// When the office last answered, by this clock; nil if never.
    public var lastContact: Int64?
    /// Milliseconds that the office's clock was ahead then.
    public var offset: Int64?
    /// The scopes of this device.
    public var scopes: [ScopeCode]
    /// Changes that the office holds or has marked, as last heard.
    public var judged: [(name: ChangeName, why: String, isHeld: Bool)]
    /// Stretches of the journal that do not read.
    public var damages: Int
    /// Whether this store holds examples, which are never sent.
    public var isExample: Bool
  }

  /// Where this store stands: quick, whatever its size.
  public func status() throws(StoreError) -> Status {
    try reading { core throws(StoreError) in
      let drafts = try core.unmintedDrafts()
      return Status(
        replica: core.state.replica,
        author: core.state.author,
        documents: try core.documents().count,
        counter: try core.ownCounter(),
        unsent: try core.outbox().count + drafts,
        received: core.state.received,
        archived: core.state.archivedCounter,
        lastContact: core.state.lastContact,
        offset: core.state.offset,
        scopes: core.state.scopes,
        judged: try core.judged(),
        damages: core.journal.damages.count,
        isExample: core.isExample
      )
    }
  }

  /// Runs blocking work of the store outside Swift's own thread pool, which has few threads.
  func onQueue<Result: Sendable>(
    _ body: @escaping @Sendable () throws -> Result
  ) async throws -> Result {
    try await withCheckedThrowingContinuation { continuation in
      storeQueue.async {
        continuation.resume(with: Swift.Result { try body() })
      }
    }
  }
}

extension Result where Failure == any Error {
  /// What asynchronous work gave or threw.
  fileprivate init(_ work: () async throws -> Success) async {
    do { self = .success(try await work()) } catch { self = .failure(error) }
  }
}

private let storeQueue = DispatchQueue(label: "schouw.store", attributes: .concurrent)

extension StoreCore {
  /// How many drafts are not minted yet: counted in the index, without reading them.
  func unmintedDrafts() throws(StoreError) -> Int {
    let after = state.minted
    let drafts = try indexed { () throws(Index.Damaged) in
      try index.entries(Space.drafts, after: after)
    }
    // Documents that were finished one by one since then have taken theirs.
    let finished = try indexed { () throws(Index.Damaged) in
      try index.entries(Space.minted, after: after)
    }
    var documents: Set<DocumentID> = []
    for entry in finished {
      if case .change(let change, _, _)? = try readable(entry.location) {
        documents.insert(change.document)
      }
    }
    var taken = 0
    for id in documents {
      let took = try stored(id)?.took ?? 0
      taken += try indexed { () throws(Index.Damaged) in
        try index.entries(Space.document(id), after: after)
      }.count { $0.kind == Kind.draft && $0.location.number <= took }
    }
    return drafts.count - taken
  }
}

extension Verdict {
  mutating func take(_ answer: Exchange.Answer, _ applied: StoreCore.Applied) {
    let response = answer.response
    sent += applied.sent
    came += applied.changes
    documents.formUnion(applied.documents)
    left += applied.left
    marked += response.marked
    held += response.held
    refused += response.refused
    received = response.received
    archived = response.archivedCounter
    isRevoked = response.revoked
    isNewReplica = isNewReplica || applied.isNewReplica
    officeWasRestored = officeWasRestored || response.restored != nil
  }
}
