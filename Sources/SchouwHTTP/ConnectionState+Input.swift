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

  /// The next whole request, if there is one and room for it; call until it returns nil.
  /// - Returns: the number under which its answer is given, and the request's parts.
  package mutating func takeRequest(
    at now: ClockReading
  ) -> (number: Int, head: RequestHead, body: [UInt8])? {
    while stage == .serving, input != .closed, head != nil || hasRoom {
      do throws(HTTPError) {
        guard let event = try parser.next() else {
          inputRanDry(at: now)
          return nil
        }
        if let taken = take(event, at: now) { return taken }
      } catch {
        refuse(error, at: now)
      }
    }
    return nil
  }

  private mutating func inputRanDry(at now: ClockReading) {
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
  ) -> (number: Int, head: RequestHead, body: [UInt8])? {
    switch event {
    case .head(let head):
      self.head = head
      headSince = nil
      bodySince = now.milliseconds
    case .expectContinue:
      owesContinue = true
    case .body(let piece):
      owesContinue = false
      if body.isEmpty { body = piece } else { body += piece }
    case .trailers:
      break
    case .end:
      guard let head else { preconditionFailure("a request ends without a head") }
      let whole = body
      let keepsAlive = head.keepsAlive && !isShuttingDown
      if !keepsAlive { input = .closed }
      slots.append(
        Slot(isHead: head.method == .head, version: head.version, keepsAlive: keepsAlive)
      )
      self.head = nil
      body = []
      owesContinue = false
      return (firstNumber + slots.count - 1, head, whole)
    }
    return nil
  }

  /// Answers with a problem, after the answers that are owed, and takes up nothing more.
  mutating func refuse(_ error: HTTPError, at now: ClockReading) {
    slots.append(
      Slot(
        isHead: head?.method == .head,
        version: .http11,
        keepsAlive: false,
        answer: .whole(Response(error))
      )
    )
    head = nil
    body = []
    headSince = nil
    owesContinue = false
    input = .closed
    advance(at: now)
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
    head = nil
    body = []
  }
}
