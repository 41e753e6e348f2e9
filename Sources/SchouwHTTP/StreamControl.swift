import Synchronization

/// What a streaming answer and its connection tell one another.
///
/// A callback may hold the last reference to the writer, whose end comes back here: so callbacks
/// are called, replaced and let go of only outside the lock.
final class StreamControl: Sendable {
  typealias Callback = @Sendable () -> Void

  private struct State {
    /// Bytes posted that the connection has not taken up.
    var posted = 0
    /// Bytes that the connection has taken up and not sent.
    var backlog = 0
    /// The connection has closed.
    var isClosed = false
    /// The handler has finished or dropped its answer.
    var isEnded = false
    var whenReady: Callback?
    var whenClosed: Callback?

    mutating func takeCallbacks() -> (ready: Callback?, closed: Callback?) {
      defer {
        whenReady = nil
        whenClosed = nil
      }
      return (whenReady, whenClosed)
    }
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
    state.withLock { state -> Bool? in
      guard !state.isClosed, !state.isEnded else { return nil }
      state.posted += count
      return state.posted + state.backlog < highWater
    }
  }

  /// Bytes posted or taken up that have not been sent.
  var unsent: Int { state.withLock { $0.posted + $0.backlog } }

  /// Bytes have come to the connection.
  func taken(_ count: Int) { state.withLock { $0.posted -= count } }

  /// What the connection has not sent; calls whoever waits once it is little.
  func report(backlog: Int) {
    let callback = state.withLock { state -> Callback? in
      state.backlog = backlog
      guard state.posted + backlog <= lowWater else { return nil }
      defer { state.whenReady = nil }
      return state.whenReady
    }
    callback?()
  }

  /// The connection is closed.
  func close() {
    let callbacks = state.withLock { state -> (ready: Callback?, closed: Callback?) in
      state.isClosed = true
      return state.takeCallbacks()
    }
    callbacks.closed?()
  }

  /// The handler has finished or dropped its answer: nobody is called back any more.
  ///
  /// True if that is news to the connection.
  func end() -> Bool {
    let (isNews, callbacks) = state.withLock { state -> (Bool, (Callback?, Callback?)) in
      defer { state.isEnded = true }
      return (!state.isEnded && !state.isClosed, state.takeCallbacks())
    }
    withExtendedLifetime(callbacks) {}
    return isNews
  }

  /// Keeps the callback; true if there is room already and it is the caller's to call.
  func awaitRoom(_ callback: @escaping Callback) -> Bool {
    let (isReady, old) = state.withLock { state -> (Bool, Callback?) in
      guard !state.isClosed, !state.isEnded else { return (false, nil) }
      guard state.posted + state.backlog > lowWater else { return (true, nil) }
      defer { state.whenReady = callback }
      return (false, state.whenReady)
    }
    withExtendedLifetime(old) {}
    return isReady
  }

  /// Keeps the callback; true if the connection is closed already.
  func awaitClose(_ callback: @escaping Callback) -> Bool {
    let (isClosed, old) = state.withLock { state -> (Bool, Callback?) in
      guard !state.isClosed, !state.isEnded else { return (state.isClosed, nil) }
      defer { state.whenClosed = callback }
      return (false, state.whenClosed)
    }
    withExtendedLifetime(old) {}
    return isClosed
  }
}
