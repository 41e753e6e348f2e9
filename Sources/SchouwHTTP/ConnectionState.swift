/// One connection without its socket: bytes and answers in, requests and bytes out.
///
/// A value; the shell (`Connection`) tells it what happened, with the clocks' readings, and then
/// does what it finds: deliver `takeRequest`, send `output`, read while `wantsInput`, shut the
/// sending side when `phase` is draining, close when it is closed.
///
/// Invariants:
/// - C1. Answers leave in the order of their requests, whatever the order in which they come.
/// - C2. Every request taken up gets one answer, or the connection is cut.
/// - C3. After an answer that says `Connection: close` nothing more is sent and no request is
///   taken up.
/// - C4. At most `waitingRequestsMax` requests wait; then reading stops.
/// - C5. In every phase but answering there is a deadline.
package struct ConnectionState {
  /// What the connection is about, for the shell, tests and counts.
  package enum Phase: Sendable, Equatable {
    /// Between requests: nothing read, nothing owed.
    case idle
    /// A head has begun.
    case readingHead
    /// A head is whole and its body is not.
    case readingBody
    /// Requests wait for answers, or answers to be sent.
    case answering
    /// All has been sent; what still comes is thrown away until the client closes.
    case draining
    /// To be closed, or closed.
    case closed
  }

  enum Stage: Sendable { case serving, draining, closed }

  enum Input: Sendable {
    /// Further requests are taken up.
    case open
    /// The client has ended its side; what it sent before is still taken up.
    case ended
    /// No further request is taken up.
    case closed
  }

  let limits: Limits
  let deadlines: Deadlines
  var stage = Stage.serving
  var input = Input.open
  var clientEnded = false
  var isShuttingDown = false

  var parser: RequestParser
  var head: RequestHead?
  var body: [UInt8] = []
  /// What becomes of the body; in force while there is a head.
  var plan = BodyPlan.unbounded
  /// Settles that.
  package var planner: (RequestHead) -> BodyPlan = { _ in .unbounded }
  /// `100 Continue` is to be sent once the answers before it are.
  var owesContinue = false

  /// The requests that wait, the oldest first; its number is `firstNumber`.
  var slots: [Slot] = []
  var firstNumber = 0

  /// What is to be sent.
  package var output = OutputQueue()

  var idleSince: Int64
  var headSince: Int64?
  var bodySince: Int64 = 0
  var sentSince: Int64 = 0
  /// Since when there has been something to send without a break, and how much of it went.
  var unsentSince: Int64 = 0
  var sentBytes: Int64 = 0
  var drainSince: Int64 = 0

  /// A connection that has just been accepted.
  package init(limits: Limits, deadlines: Deadlines, at now: ClockReading) {
    self.limits = limits
    self.deadlines = deadlines
    parser = RequestParser(limits: limits)
    idleSince = now.milliseconds
  }

  /// A connection that is told why it is not served, and closed.
  package init(
    refusing error: HTTPError,
    limits: Limits,
    deadlines: Deadlines,
    at now: ClockReading
  ) {
    self.init(limits: limits, deadlines: deadlines, at: now)
    refuse(error, at: now)
  }

  package var phase: Phase {
    switch stage {
    case .closed: return .closed
    case .draining: return .draining
    case .serving: break
    }
    if !slots.isEmpty || !output.isEmpty { return .answering }
    if head != nil { return .readingBody }
    return parser.isInHead ? .readingHead : .idle
  }

  /// Whether the shell should read from the socket.
  package var wantsInput: Bool {
    guard !clientEnded else { return false }
    switch stage {
    case .closed: return false
    case .draining: return true
    case .serving: return input == .open && (head != nil || hasRoom)
    }
  }

  /// Requests that wait for answers.
  package var waitingCount: Int { slots.count }

  /// C4; and a client that does not read its answers gets no further ones.
  var hasRoom: Bool {
    slots.count < limits.waitingRequestsMax && output.count < limits.unsentBytesMax
  }
}
