import Dispatch
import Synchronization

/// The shell around `ConnectionState`: one socket and its dispatch sources.
///
/// Everything but `mailbox` belongs to the lane's serial queue, which every entry checks; answers
/// from other threads go through the mailbox. That confinement is why it is `@unchecked Sendable`.
final class Connection: @unchecked Sendable {
  /// What handlers post, from any thread.
  enum Post: Sendable {
    case whole(Int, Response)
    case dropped(Int)
    case streamStarted(Int, ResponseHead, length: Int?, StreamControl)
    case streamed(Int, [UInt8])
    case streamEnded(Int)
    case streamDropped(Int)
  }

  private struct Mailbox {
    var posts: [Post] = []
    /// The lane will look, or is looking: no need to wake it.
    var isAttended = false
  }

  let limits: Limits
  let queue: DispatchQueue
  private let mailbox = Mutex(Mailbox())

  private let lane: Lane
  private let descriptor: Int32
  let peer: SocketAddress
  private let handler: Handler
  private var state: ConnectionState
  /// The client that the connection is at work for, counted by a proxy's field; nil without one.
  private var client: String?
  private var streams: [(number: Int, control: StreamControl)] = []

  private let readSource: any DispatchSourceRead
  private var isReading = false
  /// Reading has begun before: what came in the pause is looked for, not waited for.
  private var hasPaused = false
  private var writeSource: (any DispatchSourceWrite)?
  private var isWriting = false
  private var openSources = 0
  private var hasShutSending = false
  private var isClosed = false

  /// The connection is told why it is not served.
  let isRefusal: Bool

  init(
    lane: Lane,
    descriptor: Int32,
    peer: SocketAddress,
    state: ConnectionState,
    isRefusal: Bool,
    handler: @escaping Handler
  ) {
    self.lane = lane
    self.descriptor = descriptor
    self.peer = peer
    self.state = state
    self.isRefusal = isRefusal
    self.handler = handler
    limits = state.limits
    queue = lane.queue
    readSource = DispatchSource.makeReadSource(fileDescriptor: descriptor, queue: lane.queue)
    self.state.planner = { [unowned self] head in plan(head) }
  }

  /// Begins to read, or to send what the state already holds.
  func start() {
    dispatchPrecondition(condition: .onQueue(queue))
    openSources = 1
    readSource.setEventHandler { self.readable() }
    readSource.setCancelHandler { self.sourceCancelled() }
    run(Socket.readClocks())
  }

  /// Looks at the deadlines.
  func tick(_ now: ClockReading) {
    dispatchPrecondition(condition: .onQueue(queue))
    guard !isClosed, let deadline = state.deadline, deadline.milliseconds <= now.milliseconds
    else { return }
    state.elapsed(at: now)
    run(now)
  }

  /// Finishes what is under way, then closes.
  func shutDown(_ now: ClockReading) {
    dispatchPrecondition(condition: .onQueue(queue))
    state.shutDown(at: now)
    run(now)
  }

  /// Closes at once.
  func cut() {
    dispatchPrecondition(condition: .onQueue(queue))
    state.cut()
    run(Socket.readClocks())
  }

  /// Takes a post from any thread; wakes the lane unless it is awake for this connection.
  func post(_ post: Post) {
    let mustWake = mailbox.withLock { mailbox -> Bool in
      mailbox.posts.append(post)
      defer { mailbox.isAttended = true }
      return !mailbox.isAttended
    }
    if mustWake { queue.async { self.run(Socket.readClocks()) } }
  }

  // MARK: On the queue

  /// Reads what has come; after a hang-up, until there is nothing more.
  ///
  /// On Linux a source tells of a hang-up once, announcing no bytes, and is silent then, whatever
  /// was left unread. Otherwise a read that does not fill the buffer saves asking again.
  private func readable() {
    dispatchPrecondition(condition: .onQueue(queue))
    guard !isClosed else { return }
    let now = Socket.readClocks()
    let isHangUp = readSource.data == 0
    var rounds = 0
    reading: while state.wantsInput {
      guard rounds < Self.roundsMax else {
        readAgainLater()
        break
      }
      rounds += 1
      switch Socket.receive(descriptor, into: lane.scratch) {
      case .moved(let count):
        state.received(UnsafeRawBufferPointer(rebasing: lane.scratch[..<count]), at: now)
        if count < lane.scratch.count, !isHangUp { break reading }
      case .notNow: break reading
      case .ended:
        state.receivedEnd(at: now)
        break reading
      case .failed:
        state.cut()
        break reading
      }
    }
    run(now)
  }

  /// Reads at once before other connections get their turn, each `Limits.readBytes`.
  private static let roundsMax = 16

  private func readAgainLater() { queue.async { self.readable() } }

  /// Delivers requests, carries out posts and sends, until nothing of these is left to do.
  private func run(_ now: ClockReading) {
    dispatchPrecondition(condition: .onQueue(queue))
    mailbox.withLock { $0.isAttended = true }
    while true {
      while let request = state.takeRequest(at: now) {
        deliver(request)
        lane.countRequest()
      }
      let posts = mailbox.withLock { mailbox -> [Post] in
        let posts = mailbox.posts
        mailbox.posts = []
        if posts.isEmpty { mailbox.isAttended = false }
        return posts
      }
      guard !posts.isEmpty else { break }
      for post in posts { carryOut(post, now) }
      if !isClosed { send(now) }
    }
    guard !isClosed else { return }
    send(now)
    reportStreams()
    if client != nil, state.phase == .idle { releaseClient() }
    follow()
  }

  private func deliver(_ request: ConnectionState.Taken) {
    handler(
      Request(
        head: request.head,
        body: request.body,
        sink: request.sink,
        remote: peer,
        client: client ?? peer.network
      ),
      Responder(connection: self, number: request.number)
    )
  }

  /// Settles what becomes of a body; what a proxy passes on is counted for its client first.
  private func plan(_ head: RequestHead) -> BodyPlan {
    let next = lane.clients.client(of: head, peer: peer)
    if lane.clients.isProxy(peer), next != client {
      releaseClient()
      guard lane.admit(client: next) else {
        return .refused(Response(HTTPError(.tooManyConnections, .whole)))
      }
      client = next
    }
    return lane.planner(head, next)
  }

  private func releaseClient() {
    if let client { lane.release(client: client) }
    client = nil
  }

  private func carryOut(_ post: Post, _ now: ClockReading) {
    switch post {
    case .whole(let number, let response): state.answered(number, response, at: now)
    case .dropped(let number):
      state.answered(number, Response(HTTPError(.noAnswer, .whole)), at: now)
    case .streamStarted(let number, let head, let length, let control):
      if isClosed { return control.close() }
      streams.append((number, control))
      state.streamStarted(number, head, length: length, at: now)
    case .streamed(let number, let piece):
      streams.first { $0.number == number }?.control.taken(piece.count)
      state.streamed(number, piece, at: now)
    case .streamEnded(let number):
      state.streamEnded(number, at: now)
      streams.removeAll { $0.number == number }
    case .streamDropped(let number):
      state.streamAborted(number, at: now)
      streams.removeAll { $0.number == number }
    }
  }

  private func send(_ now: ClockReading) {
    while !state.output.isEmpty, !isWriting {
      switch state.output.withFirst({ Socket.send(descriptor, $0) }) {
      case .moved(let count): state.sent(count, at: now)
      case .notNow: return awaitWritable()
      case .ended, .failed: return state.cut()
      }
    }
  }

  /// Tells the streams how far they are ahead; a callback may post, which comes back to `run`.
  private func reportStreams() {
    for stream in streams { stream.control.report(backlog: state.backlog(of: stream.number)) }
  }

  /// Makes the sources and the socket be what the state says.
  private func follow() {
    if state.phase == .closed { return close() }
    if state.phase == .draining, !hasShutSending {
      hasShutSending = true
      Socket.shutSending(descriptor)
    }
    if state.wantsInput != isReading {
      isReading.toggle()
      guard isReading else { return readSource.suspend() }
      readSource.resume()
      if hasPaused { readAgainLater() }
      hasPaused = true
    }
  }

  private func awaitWritable() {
    isWriting = true
    if let writeSource { return writeSource.resume() }
    let source = DispatchSource.makeWriteSource(fileDescriptor: descriptor, queue: queue)
    openSources += 1
    source.setEventHandler { self.writable() }
    source.setCancelHandler { self.sourceCancelled() }
    writeSource = source
    source.resume()
  }

  private func writable() {
    dispatchPrecondition(condition: .onQueue(queue))
    guard !isClosed, isWriting else { return }
    isWriting = false
    writeSource?.suspend()
    let now = Socket.readClocks()
    send(now)
    run(now)
  }

  private func close() {
    isClosed = true
    releaseClient()
    for stream in streams { stream.control.close() }
    streams = []
    // A source must be resumed to hear of its cancellation.
    readSource.cancel()
    if !isReading { readSource.resume() }
    if let writeSource {
      writeSource.cancel()
      if !isWriting { writeSource.resume() }
    }
  }

  private func sourceCancelled() {
    dispatchPrecondition(condition: .onQueue(queue))
    openSources -= 1
    guard openSources == 0 else { return }
    writeSource = nil
    Socket.closeDescriptor(descriptor)
    lane.closed(self)
  }
}
