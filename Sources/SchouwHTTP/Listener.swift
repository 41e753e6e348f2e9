import Dispatch
import Foundation

/// A listening socket that hands what it accepts to the lanes, one after the other.
///
/// Everything belongs to its queue; hence `@unchecked Sendable`.
final class Listener: @unchecked Sendable {
  let address: SocketAddress

  private let queue = DispatchQueue(label: "schouw.http.listener")
  private let descriptor: Int32
  private let lanes: [Lane]
  private let admissions: SharedAdmissions
  private let source: any DispatchSourceRead
  private var nextLane = 0
  private var isStopped = false
  private var isPausing = false

  /// Accepts taken at once before other work gets its turn.
  private static let acceptsAtOnceMax = 64
  /// Without descriptors, waiting costs less than turning.
  private static let pauseMilliseconds = 200

  init(
    _ address: SocketAddress,
    backlog: Int32,
    lanes: [Lane],
    admissions: SharedAdmissions
  ) throws(HTTPError) {
    descriptor = try Socket.listening(on: address, backlog: backlog)
    do throws(HTTPError) {
      self.address = try Socket.boundAddress(descriptor)
    } catch {
      Socket.closeDescriptor(descriptor)
      throw error
    }
    self.lanes = lanes
    self.admissions = admissions
    source = DispatchSource.makeReadSource(fileDescriptor: descriptor, queue: queue)
    let descriptor = descriptor
    source.setCancelHandler { Socket.closeDescriptor(descriptor) }
    source.setEventHandler { [weak self] in self?.acceptable() }
    source.resume()
  }

  /// Accepts nothing more; calls back, on the listener's queue, once that is so.
  func stop(_ whenStopped: @escaping @Sendable () -> Void) {
    queue.async {
      if !self.isStopped {
        self.isStopped = true
        self.source.cancel()
        if self.isPausing { self.source.resume() }
      }
      whenStopped()
    }
  }

  private func acceptable() {
    dispatchPrecondition(condition: .onQueue(queue))
    guard !isStopped else { return }
    for _ in 0..<Self.acceptsAtOnceMax {
      switch Socket.accepted(descriptor) {
      case .success((let connection, let peer)): admit(connection, peer)
      case .failure(let error):
        if error.isExhaustion { pause() }
        return
      }
    }
  }

  private func admit(_ connection: Int32, _ peer: SocketAddress) {
    let verdict = admissions.admit(peer)
    guard verdict != .dropped else { return Socket.closeDescriptor(connection) }
    let refusal = verdict == .refused ? HTTPError(.tooManyConnections, .whole) : nil
    let lane = lanes[nextLane]
    nextLane = (nextLane + 1) % lanes.count
    lane.queue.async { lane.add(connection, peer, refusal: refusal) }
  }

  private func pause() {
    isPausing = true
    source.suspend()
    queue.asyncAfter(deadline: .now() + .milliseconds(Self.pauseMilliseconds)) {
      guard !self.isStopped else { return }
      self.isPausing = false
      self.source.resume()
    }
  }
}
