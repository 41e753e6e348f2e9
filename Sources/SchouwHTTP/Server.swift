import Dispatch
import Foundation
import Synchronization

/// Takes one request and sees to it that it is answered, now or later, from any thread.
///
/// Called on a lane's queue, which serves many connections: it must not wait for anything.
public typealias Handler = @Sendable (Request, Responder) -> Void

/// An HTTP/1.1 server on one address; TLS is the reverse proxy's.
///
/// RFC 9112.
///
/// Connections live on a few serial queues. The server accepts from its creation until
/// `shutdown`; letting go of it cuts everything.
public final class Server: Sendable {
  /// Where and within which bounds to serve.
  public struct Configuration: Sendable {
    /// An IPv4 or IPv6 literal.
    public var host = "127.0.0.1"
    /// 0 asks the system for a free port; see `Server.address`.
    public var port: UInt16 = 0
    /// Bounds on requests.
    public var limits = Limits()
    /// Bounds on time.
    public var deadlines = Deadlines()
    /// Connections served at once; beyond it 503.
    public var connectionsMax = 4096
    /// Connections of one client served at once, loopback excepted; beyond it 503.
    ///
    /// Nil is no bound of its own.
    public var connectionsPerAddressMax: Int? = 256
    /// By what clients are told apart.
    public var clients = ClientSource.peer
    /// Connections that the system keeps until they are accepted.
    public var backlog: Int32 = 1024
    /// Serial queues among which connections are divided.
    public var laneCount = max(2, min(8, ProcessInfo.processInfo.activeProcessorCount))
    /// Between two looks at the deadlines, in milliseconds.
    public var tickMilliseconds = 500

    /// The loopback address, a free port and the bounds that the manual names.
    public init() {}

    /// The first relation between the bounds that does not hold, in words; nil if all do.
    package var contradiction: String? {
      if let contradiction = limits.contradiction ?? deadlines.contradiction {
        return contradiction
      }
      if connectionsMax < 1 || laneCount < 1 || tickMilliseconds < 1 {
        return "there is room for one connection, on one lane, that is looked after"
      }
      if let connectionsPerAddressMax, connectionsPerAddressMax < 1 {
        return "a client has room for one connection"
      }
      if Int64(tickMilliseconds) * 2 > min(deadlines.drainMilliseconds, deadlines.headMilliseconds)
      {
        return "every deadline is looked at in time"
      }
      return nil
    }
  }

  /// The address that clients can connect to, with the real port.
  public let address: SocketAddress

  private let listener: Listener
  private let lanes: [Lane]
  private let admissions: SharedAdmissions
  private let control = DispatchQueue(label: "schouw.http.control")
  private let drained = DispatchGroup()
  private let shutdownState = Mutex((hasBegun: false, wasCut: false))

  /// Binds, listens and serves.
  /// - Parameters:
  ///   - configuration: bounds that contradict one another are a mistake of the program and trap.
  ///   - planner: settles what becomes of a request's body when only its head is known.
  ///   - handler: sees every request that is whole and was not refused by its head.
  /// - Throws: `invalidAddress`, or `socketFailed` with the call and its `errno`.
  public init(
    _ configuration: Configuration = Configuration(),
    planner: @escaping BodyPlanner = { _, _ in .unbounded },
    handler: @escaping Handler
  ) throws(HTTPError) {
    if let contradiction = configuration.contradiction {
      preconditionFailure("the bounds of a server contradict one another: \(contradiction)")
    }
    let asked = try SocketAddress(configuration.host, port: configuration.port)
    let admissions = SharedAdmissions(
      Admissions(
        connectionsMax: configuration.connectionsMax,
        perAddressMax: configuration.connectionsPerAddressMax,
        clients: configuration.clients
      )
    )
    lanes = (0..<configuration.laneCount).map {
      Lane(
        number: $0,
        configuration: configuration,
        admissions: admissions,
        planner: planner,
        handler: handler
      )
    }
    listener = try Listener(
      asked,
      backlog: configuration.backlog,
      lanes: lanes,
      admissions: admissions
    )
    self.admissions = admissions
    address = listener.address
  }

  deinit {
    let lanes = lanes
    listener.stop {
      for lane in lanes { lane.queue.async { lane.cut() } }
    }
  }

  /// Connections that are open.
  public var connectionCount: Int { admissions.connectionCount }

  /// Requests that have been handed to the handler since the beginning.
  public var requestCount: Int { admissions.requestCount }

  /// Stops accepting, lets requests under way be finished, then closes everything.
  /// - Parameters:
  ///   - deadlineMilliseconds: after so long the connections that are left are cut.
  ///   - completion: told once, on a queue of the server, true if nothing had to be cut. Every
  ///     descriptor has been given back by then.
  public func shutdown(
    deadlineMilliseconds: Int,
    completion: @escaping @Sendable (Bool) -> Void
  ) {
    let isFirst = shutdownState.withLock { state -> Bool in
      defer { state.hasBegun = true }
      return !state.hasBegun
    }
    if isFirst {
      for _ in lanes { drained.enter() }
      let (lanes, drained) = (lanes, drained)
      listener.stop {
        for lane in lanes { lane.queue.async { lane.shutDown { drained.leave() } } }
      }
    }
    control.asyncAfter(deadline: .now() + .milliseconds(deadlineMilliseconds)) { [weak self] in
      self?.cutWhatIsLeft()
    }
    drained.notify(queue: control) {
      completion(self.shutdownState.withLock { !$0.wasCut })
    }
  }

  /// Stops accepting, lets requests under way be finished, then closes everything.
  /// - Returns: true if nothing had to be cut.
  public func shutdown(deadlineMilliseconds: Int) async -> Bool {
    await withCheckedContinuation { continuation in
      shutdown(deadlineMilliseconds: deadlineMilliseconds) { continuation.resume(returning: $0) }
    }
  }

  private func cutWhatIsLeft() {
    guard admissions.connectionCount > 0 else { return }
    shutdownState.withLock { $0.wasCut = true }
    for lane in lanes { lane.queue.async { lane.cut() } }
  }
}
