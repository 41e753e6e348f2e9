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

  /// Bytes that have been written here and that the system has not taken yet.
  public var unsentBytes: Int { control.unsent }

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
