import Dispatch
import SchouwDocuments
import SchouwHTTP
import SchouwJournal
import Synchronization

/// Those who listen for news, and what they are told: that there is some, never which (rule X12).
final class EventHub: Sendable {
  /// Who listens.
  struct Listener: Sendable {
    /// The device's name; nil for an administrator.
    let device: String?
    /// The hash of the token with which it came.
    let token: String
    /// What it is told of; nil for everything.
    var scopes: Set<ScopeCode>?
    /// The sequence up to which it was told when it came.
    let since: Int
    let writer: BodyWriter
  }

  private struct State {
    var listeners: [Int: Listener] = [:]
    var next = 0
    /// The last sequence that was told.
    var told = 0
    var isClosed = false

    @discardableResult
    mutating func remove(_ number: Int) -> Listener? { listeners.removeValue(forKey: number) }
  }

  /// A comment goes to every listener so often: proxies and phones cut what is silent.
  static let heartbeatMilliseconds = 15_000
  /// After how long a client that was cut should come back.
  static let retryMilliseconds = 2_000
  /// Listeners at once, of the 4,096 connections that a server has.
  static let listenersMax = 3_072
  /// Listeners of one device; one more ends the oldest, which a change of network has often left behind.
  static let perDeviceMax = 4
  /// Unsent bytes above which a listener does not read: it is cut, and resumes where it stood.
  static let unsentBytesMax = 16 << 10

  private let queue = DispatchQueue(label: "schouw.server.events")
  private let state = Mutex(State())
  private let heartbeatMilliseconds: Int

  init(heartbeatMilliseconds: Int = EventHub.heartbeatMilliseconds) {
    self.heartbeatMilliseconds = heartbeatMilliseconds
    beatLater()
  }

  /// What was in the log before anybody could listen is told to nobody.
  func begin(at head: Int) { state.withLock { $0.told = head } }

  /// Those who listen.
  var count: Int { state.withLock { $0.listeners.count } }

  /// Whether one more may listen.
  var hasRoom: Bool {
    state.withLock { !$0.isClosed && $0.listeners.count < Self.listenersMax }
  }

  /// Takes up a listener and tells it where it stands, and at once if there is news.
  ///
  /// Called by the one writer, so that nothing comes between what it knows and what it will be told.
  func add(_ listener: Listener, cursor: String, hasNews: Bool) {
    let number = state.withLock { state -> Int? in
      guard !state.isClosed else { return nil }
      if let device = listener.device {
        let own = state.listeners.filter { $0.value.device == device }.keys.sorted()
        if own.count >= Self.perDeviceMax { state.remove(own[0])?.writer.finish() }
      }
      defer { state.next += 1 }
      state.listeners[state.next] = listener
      return state.next
    }
    guard let number else { return listener.writer.finish() }
    listener.writer.write(Self.opening(cursor))
    if hasNews { listener.writer.write(Self.news(cursor)) }
    listener.writer.whenClosed { [weak self] in
      _ = self?.state.withLock { $0.remove(number) }
    }
  }

  /// Tells whom it concerns what is durable now; called by the one writer after each batch.
  func batchDone(_ core: ServerCore) {
    // What is judged already and not on the disk yet is nobody's news.
    let head = core.journal.position.number - 1
    let told = state.withLock { state -> Int? in
      defer { state.told = max(state.told, head) }
      return state.listeners.isEmpty || state.told >= head ? nil : state.told
    }
    guard let told else { return }
    let news = core.news(after: told, through: head)
    queue.async { self.tell(news) }
  }

  /// Ends every stream; who comes later is told to come back.
  func close() {
    let all = state.withLock { state in
      state.isClosed = true
      defer { state.listeners = [:] }
      return state.listeners.values.map(\.writer)
    }
    for writer in all { writer.finish() }
  }

  private func tell(_ news: News) {
    dispatchPrecondition(condition: .onQueue(queue))
    let event = Self.news(news.cursor)
    var told: [BodyWriter] = []
    var ended: [BodyWriter] = []
    state.withLock { state in
      for (number, listener) in state.listeners where listener.since < news.head {
        if let name = listener.device, let device = news.devices[name] {
          guard device.state == .enrolled, device.token == listener.token else {
            state.remove(number)
            ended.append(listener.writer)
            continue
          }
          state.listeners[number]?.scopes = Set(device.scopes)
        }
        if news.concerns(listener.scopes, of: listener.device) { told.append(listener.writer) }
      }
    }
    for writer in ended { writer.finish() }
    for writer in told { writer.write(event) }
    cutThoseBehind()
  }

  private func beatLater() {
    queue.asyncAfter(deadline: .now() + .milliseconds(heartbeatMilliseconds)) { [weak self] in
      self?.beat()
    }
  }

  private func beat() {
    dispatchPrecondition(condition: .onQueue(queue))
    guard !state.withLock({ $0.isClosed }) else { return }
    beatLater()
    cutThoseBehind()
    for writer in state.withLock({ $0.listeners.values.map(\.writer) }) {
      writer.write(Self.heartbeat)
    }
  }

  /// Lets go of those who do not read: a stream that is dropped unfinished is cut.
  private func cutThoseBehind() {
    let behind = state.withLock { state -> [BodyWriter] in
      let all = state.listeners.filter { $0.value.writer.unsentBytes > Self.unsentBytesMax }
      return all.keys.compactMap { state.remove($0)?.writer }
    }
    withExtendedLifetime(behind) {}
  }

  // MARK: The text of events (WHATWG HTML, section 9.2)

  /// Tells the position without an event: a block without data sets only the last id.
  static func opening(_ cursor: String) -> [UInt8] {
    Array("retry: \(retryMilliseconds)\nid: \(cursor)\n\n".utf8)
  }

  static func news(_ cursor: String) -> [UInt8] {
    Array("id: \(cursor)\nevent: news\ndata: {\"cursor\":\"\(cursor)\"}\n\n".utf8)
  }

  static let heartbeat = Array(":\n\n".utf8)
}
