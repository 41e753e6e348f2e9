import SchouwCanon
import SchouwDocuments
import SchouwFieldClient
import SchouwSync
import Synchronization

/// An office without rules: keeps every change in the order in which it came, and gives it to all
/// others.
final class FakeOffice: OfficeTransport {
  /// How the office behaves.
  enum Mood {
    case well, unreachable, refusing, captivePortal, marking, holding
    case refusingLines, proxyPage, otherVersion, cut, tooManyTries
  }

  private struct State {
    var mood = Mood.well
    var requests = 0
    var code: String?
    var log: [(replica: Replica?, bytes: [UInt8])] = []
    var archived = 0
  }

  private let state = Mutex(State())

  var mood: Mood {
    get { state.withLock { $0.mood } }
    set { state.withLock { $0.mood = newValue } }
  }

  /// The code by which a laptop enrolled last.
  var code: String? { state.withLock { $0.code } }

  /// Makes a backup of all that came; the laptops hear of it at their next sync.
  func backUp() { state.withLock { $0.archived = $0.log.count } }

  /// How often it was asked anything.
  var requests: Int { state.withLock { $0.requests } }

  func send(_ request: TransportRequest) async throws(TransportError) -> TransportResponse {
    state.withLock { $0.requests += 1 }
    switch mood {
    case .unreachable: throw TransportError(reason: "nobody")
    case .refusing:
      return TransportResponse(
        status: 401,
        contentType: "application/problem+json",
        body: Array(#"{"title":"code\u001b[2J used"}"#.utf8)
      )
    case .captivePortal:
      return TransportResponse(status: 200, contentType: "text/html", body: Array("<p>".utf8))
    case .proxyPage:
      let page = Array("<h1>502 Bad Gateway</h1>".utf8)
      return TransportResponse(status: 502, contentType: "text/html", body: page)
    case .otherVersion:
      return TransportResponse(
        status: 400,
        contentType: "application/problem+json",
        body: Array(#"{"status":400,"title":"Bad","type":"urn:schouw:sync-newerVersion"}"#.utf8)
      )
    case .tooManyTries:
      return TransportResponse(
        status: 429,
        contentType: "application/problem+json",
        retryAfterSeconds: 42,
        body: Array(#"{"status":429,"title":"Many","type":"urn:schouw:too-many-codes"}"#.utf8)
      )
    case .cut:
      let half = Array("{\"sync\":{\"archived\":{\"counter\":1".utf8)
      return TransportResponse(status: 200, contentType: "application/jsonl", body: half)
    default: break
    }
    if request.url.hasSuffix("/v1/enrol") {
      let answer: JSONValue = ["device": "noord", "scopes": ["BU1"]]
      let code = (try? JSONReader.read(request.body))?["code"]?.stringValue
      state.withLock { $0.code = code }
      return TransportResponse(
        status: 200,
        contentType: "application/json",
        body: answer.canonicalBytes
      )
    }
    guard let message = try? MessageLines(reading: request.body),
      let head = try? SyncRequest(head: message.head)
    else { return TransportResponse(status: 400, contentType: "text/plain", body: []) }
    let body = state.withLock { Self.exchange(message, head, &$0) }
    return TransportResponse(status: 200, contentType: "application/jsonl", body: body)
  }

  private static func exchange(
    _ message: MessageLines,
    _ head: SyncRequest,
    _ state: inout State
  ) -> [UInt8] {
    var response = SyncResponse()
    for (index, range) in message.records.enumerated() {
      if state.mood == .refusingLines {
        response.refused.append(.init(line: index + 1, rule: "C4", why: "tooLarge"))
        continue
      }
      guard let record = try? Record(reading: message.bytes[range]) else { continue }
      var replica: Replica?
      if case .change(let change) = record {
        replica = change.dot.replica
        if state.mood == .marking {
          response.marked.append(.init(name: change.name, why: "clock-ahead"))
        }
        if state.mood == .holding {
          response.held.append(.init(name: change.name, why: "scope-never"))
        }
      }
      state.log.append((replica, Array(message.bytes[range])))
    }
    let after = head.cursor.flatMap { Int($0) } ?? 0
    response.epoch = "1"
    response.time = head.time
    response.cursor = "\(state.log.count)"
    response.head = state.log.count
    response.received.counter = head.counter
    response.received.of = head.counter
    response.archivedCounter = max(0, head.counter - 1)
    response.archivedSequence = state.archived
    response.scopes = ScopeCode("BU1").map { [$0] } ?? []
    let others = state.log.dropFirst(after).filter { $0.replica != head.replica }.map(\.bytes)
    return response.bytes(records: others)
  }
}
