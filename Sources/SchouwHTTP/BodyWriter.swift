import Dispatch
import Synchronization

/// The content of a streaming answer.
///
/// Any thread, one at a time for the order to mean something.
///
/// Dropped without `finish`, it cuts the connection, so that the client sees that something is
/// missing rather than taking a part for the whole.
public final class BodyWriter: Sendable {
  private let connection: Connection
  private let number: Int
  private let control: StreamControl

  init(connection: Connection, number: Int, control: StreamControl) {
    self.connection = connection
    self.number = number
    self.control = control
  }

  deinit {
    if control.end() { connection.post(.streamDropped(number)) }
  }

  /// Sends a piece, or keeps it until it can be sent.
  /// - Returns: false if the client is behind: wait for `whenReady` before writing more. The
  ///   piece has been taken all the same. False also once the connection is closed.
  @discardableResult
  public func write(_ piece: [UInt8]) -> Bool {
    guard !piece.isEmpty else { return true }
    guard let goesOn = control.posted(piece.count) else { return false }
    connection.post(.streamed(number, piece))
    return goesOn
  }

  /// Calls back once, on the connection's queue, when there is room; at once if there is.
  ///
  /// Not called any more once the connection is closed; see `whenClosed`.
  public func whenReady(_ callback: @escaping @Sendable () -> Void) {
    guard control.awaitRoom(callback) else { return }
    connection.queue.async(execute: callback)
  }

  /// Calls back once, on the connection's queue, when the connection has closed before `finish`;
  /// at once if it has already.
  public func whenClosed(_ callback: @escaping @Sendable () -> Void) {
    guard control.awaitClose(callback) else { return }
    connection.queue.async(execute: callback)
  }

  /// Ends the answer; what is written after it is dropped.
  public func finish() {
    if control.end() { connection.post(.streamEnded(number)) }
  }
}

/// What a streaming answer and its connection tell one another.
final class StreamControl: Sendable {
  private struct State {
    /// Bytes posted that the connection has not taken up.
    var posted = 0
    /// Bytes that the connection has taken up and not sent.
    var backlog = 0
    var isClosed = false
    /// Finished or dropped by the handler.
    var isEnded = false
    var whenReady: (@Sendable () -> Void)?
    var whenClosed: (@Sendable () -> Void)?
  }

  private let state = Mutex(State())
  private let highWater: Int
  private let lowWater: Int

  init(limits: Limits) {
    highWater = limits.streamHighWaterBytes
    lowWater = limits.streamLowWaterBytes
  }

  /// Bytes go to the connection; false if that is enough for now, nil if it takes none.
  func posted(_ count: Int) -> Bool? {
    state.withLock {
      guard !$0.isClosed, !$0.isEnded else { return nil }
      $0.posted += count
      return $0.posted + $0.backlog < highWater
    }
  }

  /// Bytes have come to the connection.
  func taken(_ count: Int) { state.withLock { $0.posted -= count } }

  /// What the connection has not sent; calls whoever waits once it is little.
  func report(backlog: Int) {
    let callback = state.withLock { state -> (@Sendable () -> Void)? in
      state.backlog = backlog
      guard state.posted + backlog <= lowWater else { return nil }
      defer { state.whenReady = nil }
      return state.whenReady
    }
    callback?()
  }

  /// The connection is closed.
  func close() {
    let callback = state.withLock { state -> (@Sendable () -> Void)? in
      state.isClosed = true
      state.whenReady = nil
      defer { state.whenClosed = nil }
      return state.whenClosed
    }
    callback?()
  }

  /// The handler has finished or dropped its answer: nobody is called back any more.
  ///
  /// True if that is news to the connection.
  func end() -> Bool {
    state.withLock { state in
      state.whenReady = nil
      state.whenClosed = nil
      defer { state.isEnded = true }
      return !state.isEnded && !state.isClosed
    }
  }

  /// Keeps the callback; true if there is room already and it is the caller's to call.
  func awaitRoom(_ callback: @escaping @Sendable () -> Void) -> Bool {
    state.withLock {
      guard !$0.isClosed else { return false }
      guard $0.posted + $0.backlog > lowWater else { return true }
      $0.whenReady = callback
      return false
    }
  }

  /// Keeps the callback; true if the connection is closed already.
  func awaitClose(_ callback: @escaping @Sendable () -> Void) -> Bool {
    state.withLock {
      guard !$0.isClosed else { return true }
      $0.whenClosed = callback
      return false
    }
  }
}
