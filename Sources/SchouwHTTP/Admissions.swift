import Synchronization

/// Who may connect: bounds on all connections and on those of one client.
///
/// A value.
package struct Admissions: Sendable {
  /// What becomes of a connection.
  package enum Verdict: Sendable, Equatable {
    /// Served.
    case admitted
    /// Told why not (503), then closed.
    case refused
    /// Closed without a word: even refusals have a bound.
    case dropped
  }

  package let connectionsMax: Int
  package let perAddressMax: Int
  package let clients: ClientSource
  /// Connections that are being told why they are not served.
  package static let refusalsMax = 64

  /// Connections that are served.
  package private(set) var servedCount = 0
  /// Connections that are being told why they are not.
  package private(set) var refusedCount = 0
  private var perAddress: [String: Int] = [:]
  private var perClient: [String: Int] = [:]

  /// Bounds; `perAddressMax` nil is no bound on those of one client.
  package init(connectionsMax: Int, perAddressMax: Int?, clients: ClientSource = .peer) {
    self.connectionsMax = connectionsMax
    self.perAddressMax = perAddressMax ?? .max
    self.clients = clients
  }

  /// Judges a connection and counts it unless it is dropped.
  ///
  /// Loopback addresses and reverse proxies are held only to the bound on all connections.
  package mutating func admit(_ peer: SocketAddress) -> Verdict {
    let ofAddress = perAddress[peer.network, default: 0]
    let isOwn = peer.isLoopback || clients.isProxy(peer)
    guard servedCount < connectionsMax, isOwn || ofAddress < perAddressMax else {
      guard refusedCount < Self.refusalsMax else { return .dropped }
      refusedCount += 1
      return .refused
    }
    servedCount += 1
    perAddress[peer.network] = ofAddress + 1
    return .admitted
  }

  /// A counted connection has closed.
  package mutating func release(_ peer: SocketAddress, wasRefused: Bool) {
    guard !wasRefused else {
      refusedCount -= 1
      precondition(refusedCount >= 0, "a connection was released that was not counted")
      return
    }
    servedCount -= 1
    let rest = perAddress[peer.network, default: 0] - 1
    precondition(servedCount >= 0 && rest >= 0, "a connection was released that was not counted")
    perAddress[peer.network] = rest == 0 ? nil : rest
  }

  /// Judges a request that a proxy passes on for a client, and counts its connection for that
  /// client until it is released; false if the client has too many.
  package mutating func admit(client: String) -> Bool {
    let count = perClient[client, default: 0]
    guard count < perAddressMax else { return false }
    perClient[client] = count + 1
    return true
  }

  /// A counted connection is no longer at work for a client.
  package mutating func release(client: String) {
    let rest = perClient[client, default: 0] - 1
    precondition(rest >= 0, "a client was released that was not counted")
    perClient[client] = rest == 0 ? nil : rest
  }
}

/// The admissions of a server, shared by its listener and its lanes, and its counts.
final class SharedAdmissions: Sendable {
  private let admissions: Mutex<Admissions>
  private let requests = Atomic<Int>(0)

  init(_ admissions: Admissions) { self.admissions = Mutex(admissions) }

  /// All that have a descriptor, those included that are being refused.
  var connectionCount: Int { admissions.withLock { $0.servedCount + $0.refusedCount } }
  var requestCount: Int { requests.load(ordering: .relaxed) }

  func admit(_ peer: SocketAddress) -> Admissions.Verdict {
    admissions.withLock { $0.admit(peer) }
  }

  func release(_ peer: SocketAddress, wasRefused: Bool) {
    admissions.withLock { $0.release(peer, wasRefused: wasRefused) }
  }

  func admit(client: String) -> Bool { admissions.withLock { $0.admit(client: client) } }

  func release(client: String) { admissions.withLock { $0.release(client: client) } }

  func countRequest() { requests.add(1, ordering: .relaxed) }
}
