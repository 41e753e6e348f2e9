import SchouwCanon
import SchouwDocuments
import SchouwFieldClient
import SchouwSync
import Synchronization

/// An office of a hundred lines: a list of changes, one scope, no judging; and a bad line to it.
final class FakeOffice: OfficeTransport {
  /// What happens to the next request.
  enum Fault: Sendable, Hashable {
    case none
    /// The request does not arrive.
    case requestLost
    /// It arrives, and the answer does not.
    case answerLost
    /// It arrives twice; the second answer is taken.
    case doubled
    /// The answer is cut at a byte.
    case answerCut(Int)
  }

  struct Entry {
    let change: Change
    let via: Replica
  }

  struct State {
    var log: [Entry] = []
    var known: Set<ChangeName> = []
    /// Names by dot: two of one dot are a fork.
    var dots: [Dot: Set<ChangeName>] = [:]
    var fault = Fault.none
    var requests = 0
    var pageBytes = Int.max
    /// Deliberate defect: what a replica delivered is never echoed to it, forked or not.
    var leavesOutForks = false
    var heads: [SyncRequest] = []
    var lastAnswer: [UInt8] = []
    /// Everything up to this sequence is in a backup.
    var archived = 0
    /// Records of the log that are no changes, such as that a backup was made.
    var others = 0
    /// Own counters that the next answer says it lacks.
    var lacking: [Int] = []
  }

  let state = Mutex(State())

  func send(_ request: TransportRequest) async throws(TransportError) -> TransportResponse {
    let fault = state.withLock { state in
      defer { state.fault = .none }
      return state.fault
    }
    if fault == .requestLost { throw TransportError(reason: "lost") }
    if request.url.hasSuffix("/v1/enrol") {
      let body = Array("{\"device\":\"test\",\"scopes\":[\"BU1\"]}".utf8)
      return TransportResponse(status: 200, contentType: "application/json", body: body)
    }
    var body = answer(request.body)
    if fault == .doubled { body = answer(request.body) }
    if fault == .answerLost { throw TransportError(reason: "lost") }
    if case .answerCut(let length) = fault { body = Array(body.prefix(length)) }
    return TransportResponse(status: 200, contentType: "application/jsonl", body: body)
  }

  private func answer(_ body: [UInt8]) -> [UInt8] {
    state.withLock { state in
      guard let lines = try? MessageLines(reading: body),
        let request = try? SyncRequest(head: lines.head)
      else { preconditionFailure("a store sends what can be read") }
      state.requests += 1
      state.heads.append(request)
      for range in lines.records {
        guard case .change(let change)? = try? Record(reading: body[range]) else { continue }
        guard state.known.insert(change.name).inserted else { continue }
        state.log.append(Entry(change: change, via: request.replica))
        state.dots[change.dot, default: []].insert(change.name)
      }
      state.lastAnswer = state.answer(to: request)
      return state.lastAnswer
    }
  }

  /// All that was delivered, as changes.
  var changes: [Change] { state.withLock { $0.log.map(\.change) } }

  /// The next request meets a fault.
  func next(_ fault: Fault) { state.withLock { $0.fault = fault } }
}

extension FakeOffice.State {
  mutating func answer(to request: SyncRequest) -> [UInt8] {
    var response = SyncResponse()
    response.epoch = "00000001"
    response.time = request.time
    response.head = log.count + others
    response.archivedSequence = archived
    response.scopes = ScopeCode("BU1").map { [$0] } ?? []
    let own = dots.filter { $0.key.replica == request.replica }
    response.received.counter = own.count
    response.received.of = max(request.counter, own.keys.map(\.counter).max() ?? 0)
    response.received.counter -= lacking.count
    response.received.missing = lacking
    lacking = []
    response.forked =
      own.contains { $0.value.count > 1 || $0.key.counter > request.counter }
    var sequence = request.cursor.flatMap { Cursor($0) }?.sequence ?? 0
    var records: [[UInt8]] = []
    var bytes = 0
    while sequence < log.count, bytes < min(pageBytes, request.limit) {
      let entry = log[sequence]
      sequence += 1
      // What is surely the asking store's own is left out: its dot, and no fork of it is known.
      let isOwn =
        leavesOutForks
        ? entry.via == request.replica
        : entry.change.dot.replica == request.replica && !response.forked
      guard !isOwn else { continue }
      records.append(Record.wrap(entry.change.bytes, kind: "change"))
      bytes += entry.change.bytes.count
    }
    response.more = sequence < log.count
    response.cursor = Cursor(epoch: response.epoch, sequence: sequence).description
    return response.bytes(records: records)
  }
}

/// Gives prepared answers in order, and keeps what it was sent.
final class ScriptedOffice: OfficeTransport {
  let answers: Mutex<[TransportResponse]>
  let requests = Mutex<[[UInt8]]>([])

  init(_ answers: [TransportResponse]) { self.answers = Mutex(answers) }

  convenience init(_ response: SyncResponse, records: [[UInt8]] = []) {
    self.init([Self.answer(response, records: records)])
  }

  static func answer(_ response: SyncResponse, records: [[UInt8]] = []) -> TransportResponse {
    TransportResponse(
      status: 200,
      contentType: "application/jsonl",
      body: response.bytes(records: records)
    )
  }

  func send(_ request: TransportRequest) async throws(TransportError) -> TransportResponse {
    requests.withLock { $0.append(request.body) }
    let answer = answers.withLock { $0.isEmpty ? nil : $0.removeFirst() }
    guard let answer else { throw TransportError(reason: "no answer left") }
    return answer
  }

  /// The changes of a request, by its number from 0.
  func changes(_ number: Int) throws -> [Change] {
    let body = requests.withLock { $0[number] }
    return try MessageLines(reading: body).records.compactMap { range in
      guard case .change(let change) = try Record(reading: body[range]) else { return nil }
      return change
    }
  }
}
