import Dispatch
import Foundation

/// A serial queue, the connections that live on it, and their one coarse timer.
///
/// Everything belongs to the queue, which every entry checks; hence `@unchecked Sendable`.
final class Lane: @unchecked Sendable {
  let queue: DispatchQueue
  /// Where all connections of the lane read into, one after the other.
  let scratch: UnsafeMutableRawBufferPointer

  private let configuration: Server.Configuration
  private let handler: Handler
  let planner: BodyPlanner
  private let admissions: SharedAdmissions
  private var connections: [ObjectIdentifier: Connection] = [:]
  private let timer: any DispatchSourceTimer
  private var whenEmpty: (@Sendable () -> Void)?
  private var isCut = false

  init(
    number: Int,
    configuration: Server.Configuration,
    admissions: SharedAdmissions,
    planner: @escaping BodyPlanner,
    handler: @escaping Handler
  ) {
    queue = DispatchQueue(label: "schouw.http.lane.\(number)")
    scratch = .allocate(byteCount: Limits.readBytes, alignment: 16)
    self.configuration = configuration
    self.admissions = admissions
    self.planner = planner
    self.handler = handler
    timer = DispatchSource.makeTimerSource(queue: queue)
    let milliseconds = configuration.tickMilliseconds
    timer.schedule(
      deadline: .now() + .milliseconds(milliseconds),
      repeating: .milliseconds(milliseconds),
      leeway: .milliseconds(milliseconds / 4)
    )
    timer.setEventHandler { [weak self] in self?.tick() }
    timer.resume()
  }

  deinit {
    timer.cancel()
    scratch.deallocate()
  }

  /// Takes over an accepted socket; refuses it with an answer if there is an error.
  func add(_ descriptor: Int32, _ peer: SocketAddress, refusal: HTTPError?) {
    dispatchPrecondition(condition: .onQueue(queue))
    let now = Socket.readClocks()
    let (limits, deadlines) = (configuration.limits, configuration.deadlines)
    let state =
      if let refusal {
        ConnectionState(refusing: refusal, limits: limits, deadlines: deadlines, at: now)
      } else {
        ConnectionState(limits: limits, deadlines: deadlines, at: now)
      }
    let connection = Connection(
      lane: self,
      descriptor: descriptor,
      peer: peer,
      state: state,
      isRefusal: refusal != nil,
      handler: handler
    )
    connections[ObjectIdentifier(connection)] = connection
    connection.start()
    if whenEmpty != nil { connection.shutDown(now) }
    if isCut { connection.cut() }
  }

  /// Lets every connection finish what is under way; calls back when none is left.
  func shutDown(_ whenEmpty: @escaping @Sendable () -> Void) {
    dispatchPrecondition(condition: .onQueue(queue))
    self.whenEmpty = whenEmpty
    let now = Socket.readClocks()
    for connection in Array(connections.values) { connection.shutDown(now) }
    tellIfEmpty()
  }

  /// Closes every connection at once.
  func cut() {
    dispatchPrecondition(condition: .onQueue(queue))
    isCut = true
    for connection in Array(connections.values) { connection.cut() }
  }

  /// A connection has given its descriptor back.
  func closed(_ connection: Connection) {
    dispatchPrecondition(condition: .onQueue(queue))
    connections[ObjectIdentifier(connection)] = nil
    admissions.release(connection.peer, wasRefused: connection.isRefusal)
    tellIfEmpty()
  }

  var clients: ClientSource { configuration.clients }

  func admit(client: String) -> Bool { admissions.admit(client: client) }

  func release(client: String) { admissions.release(client: client) }

  func countRequest() { admissions.countRequest() }

  private func tick() {
    dispatchPrecondition(condition: .onQueue(queue))
    let now = Socket.readClocks()
    for connection in Array(connections.values) { connection.tick(now) }
  }

  private func tellIfEmpty() {
    guard connections.isEmpty, let callback = whenEmpty else { return }
    timer.cancel()
    whenEmpty = nil
    callback()
  }
}
