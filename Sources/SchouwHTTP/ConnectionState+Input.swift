extension ConnectionState {
  /// Bytes came from the client.
  package mutating func received(_ bytes: UnsafeRawBufferPointer, at now: ClockReading) {
    guard stage == .serving, input == .open else { return }
    idleSince = now.milliseconds
    parser.append(bytes)
  }

  /// The client has shut its sending side; its requests still get their answers.
  ///
  /// Where only that was waited for, the connection is closed.
  package mutating func receivedEnd(at now: ClockReading) {
    clientEnded = true
    if stage == .draining { stage = .closed }
    if input == .open { input = .ended }
    settle(at: now)
  }

  /// A request that is whole, and the number under which its answer is given.
  package typealias Taken = (
    number: Int, head: RequestHead, body: [UInt8], sink: (any BodySink)?
  )

  /// The next whole request, if there is one and room for it; call until it returns nil.
  package mutating func takeRequest(at now: ClockReading) -> Taken? {
    while stage == .serving, input != .closed, head != nil || hasRoom {
      do throws(HTTPError) {
        guard let event = try parser.next() else {
          inputRanDry(at: now)
          return nil
        }
        if let taken = try take(event, at: now) { return taken }
      } catch {
        refuse(error, at: now)
      }
    }
    return nil
  }

  private mutating func inputRanDry(at now: ClockReading) {
    if head != nil, case .refused(let response) = plan { return refuse(response, at: now) }
    if input == .ended {
      if let error = parser.endOfInput() { return refuse(error, at: now) }
      input = .closed
      return settle(at: now)
    }
    if head == nil, parser.isInHead {
      headSince = headSince ?? now.milliseconds
    } else if head == nil, isShuttingDown {
      input = .closed
    }
    advance(at: now)
  }

  private mutating func take(
    _ event: RequestParser.Event,
    at now: ClockReading
  ) throws(HTTPError) -> Taken? {
    switch event {
    case .head(let head):
      self.head = head
      headSince = nil
      bodySince = now.milliseconds
      plan = planner(head)
      if let count = parser.announcedBodyBytes, count > plan.bytesMax {
        throw HTTPError(.bodyTooLarge, .byte(parser.offset))
      }
    case .expectContinue:
      if case .refused = plan { break }
      owesContinue = true
    case .body(let piece):
      owesContinue = false
      guard parser.bodyBytesRead <= plan.bytesMax else {
        throw HTTPError(.bodyTooLarge, .byte(parser.offset))
      }
      switch plan {
      case .memory: if body.isEmpty { body = piece } else { body += piece }
      case .sink(let sink, _): try sink.take(piece)
      case .refused: break
      }
    case .trailers:
      break
    case .end: return taken(at: now)
    }
    return nil
  }

  /// A request is whole: it waits for its answer, or has it.
  private mutating func taken(at now: ClockReading) -> Taken? {
    guard let head else { preconditionFailure("a request ends without a head") }
    let keepsAlive = head.keepsAlive && !isShuttingDown
    if !keepsAlive { input = .closed }
    var slot = Slot(isHead: head.method == .head, version: head.version, keepsAlive: keepsAlive)
    let (body, plan) = (self.body, self.plan)
    forgetRequest()
    if case .refused(let response) = plan {
      slot.answer = .whole(response)
      slots.append(slot)
      advance(at: now)
      return nil
    }
    slots.append(slot)
    var sink: (any BodySink)?
    if case .sink(let used, _) = plan { sink = used }
    return (firstNumber + slots.count - 1, head, body, sink)
  }

  /// Answers with a problem, after the answers that are owed, and takes up nothing more.
  mutating func refuse(_ error: HTTPError, at now: ClockReading) {
    refuse(Response(error), at: now)
  }

  /// Answers the request under way, after the answers that are owed, and takes up nothing more.
  private mutating func refuse(_ response: Response, at now: ClockReading) {
    slots.append(
      Slot(
        isHead: head?.method == .head,
        version: .http11,
        keepsAlive: false,
        answer: .whole(response)
      )
    )
    forgetRequest()
    input = .closed
    advance(at: now)
  }

  /// Lets go of the request under way, and of its sink.
  mutating func forgetRequest() {
    head = nil
    headSince = nil
    body = []
    plan = .unbounded
    owesContinue = false
  }

  /// The server is to stop: what is under way is finished, the last answer says close.
  package mutating func shutDown(at now: ClockReading) {
    isShuttingDown = true
    switch phase {
    case .idle: stage = .closed
    case .answering where head == nil && !parser.isInHead:
      input = .closed
      settle(at: now)
    default: break
    }
  }

  /// The socket has failed, or the server's patience has ended.
  package mutating func cut() {
    stage = .closed
    input = .closed
    slots = []
    output.clear()
    forgetRequest()
  }
}
