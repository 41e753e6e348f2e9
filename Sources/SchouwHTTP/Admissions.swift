import Synchronization

/// Who may connect: bounds on all connections and on those of one address.
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
  /// Connections that are being told why they are not served.
  package static let refusalsMax = 64

  /// Connections that are served.
  package private(set) var servedCount = 0
  /// Connections that are being told why they are not.
  package private(set) var refusedCount = 0
  private var perAddress: [String: Int] = [:]

  package init(connectionsMax: Int, perAddressMax: Int) {
    self.connectionsMax = connectionsMax
    self.perAddressMax = perAddressMax
  }

  /// Judges a connection and counts it unless it is dropped.
  ///
  /// Loopback addresses (the reverse proxy) are held only to the bound on all connections.
  package mutating func admit(_ peer: SocketAddress) -> Verdict {
    let ofAddress = perAddress[peer.host, default: 0]
    let isGreedy = !peer.isLoopback && ofAddress >= perAddressMax
    guard servedCount < connectionsMax, !isGreedy else {
      guard refusedCount < Self.refusalsMax else { return .dropped }
      refusedCount += 1
      return .refused
    }
    servedCount += 1
    perAddress[peer.host] = ofAddress + 1
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
    let rest = perAddress[peer.host, default: 0] - 1
    precondition(servedCount >= 0 && rest >= 0, "a connection was released that was not counted")
    perAddress[peer.host] = rest == 0 ? nil : rest
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

  func countRequest() { requests.add(1, ordering: .relaxed) }
}
