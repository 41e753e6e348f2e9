extension ConnectionState {
  /// A request that waits for its answer, and what has come of the answer.
  struct Slot: Sendable {
    enum Answer: Sendable {
      /// The handler has not answered.
      case awaited
      /// The answer is here, the answers before it are not.
      case whole(Response)
      /// The answer comes piece by piece.
      case stream(Stream)
    }

    struct Stream: Sendable {
      var head: ResponseHead
      /// The content's length if known, else chunks.
      var length: Int?
      /// Set once the head has been written.
      var framing: ResponseWriter.Framing?
      /// Content that waits for the answers before it.
      var pieces: [[UInt8]] = []
      /// Content taken so far, in bytes.
      var taken = 0
      var isFinished = false
    }

    var writer: ResponseWriter
    var answer: Answer

    init(isHead: Bool, version: Version, keepsAlive: Bool, answer: Answer = .awaited) {
      writer = ResponseWriter(isHead: isHead, version: version, keepsAlive: keepsAlive)
      self.answer = answer
    }
  }

  /// The handler has answered; a second answer, or one to a cut connection, changes nothing.
  package mutating func answered(_ number: Int, _ response: Response, at now: ClockReading) {
    guard let index = index(of: number), case .awaited = slots[index].answer else { return }
    slots[index].answer = .whole(response)
    advance(at: now)
  }

  /// The handler begins an answer that comes piece by piece.
  package mutating func streamStarted(
    _ number: Int,
    _ head: ResponseHead,
    length: Int?,
    at now: ClockReading
  ) {
    guard let index = index(of: number), case .awaited = slots[index].answer else { return }
    slots[index].answer = .stream(Slot.Stream(head: head, length: length))
    advance(at: now)
  }

  /// A piece of a streaming answer; more than its declared length cuts the connection.
  package mutating func streamed(_ number: Int, _ piece: [UInt8], at now: ClockReading) {
    guard !piece.isEmpty, let index = index(of: number),
      case .stream(var stream) = slots[index].answer, !stream.isFinished
    else { return }
    stream.taken += piece.count
    if let length = stream.length, stream.taken > length {
      return streamAborted(number, at: now)
    }
    slots[index].answer = .awaited  // the one owner of `pieces` while it grows
    if !slots[index].writer.isHead { stream.pieces.append(piece) }
    slots[index].answer = .stream(stream)
    advance(at: now)
  }

  /// The end of a streaming answer; less than its declared length cuts the connection.
  package mutating func streamEnded(_ number: Int, at now: ClockReading) {
    guard let index = index(of: number), case .stream(var stream) = slots[index].answer else {
      return
    }
    if let length = stream.length, stream.taken < length, !slots[index].writer.isHead {
      return streamAborted(number, at: now)
    }
    stream.isFinished = true
    slots[index].answer = .stream(stream)
    advance(at: now)
  }

  /// A streaming answer cannot be finished: 500 if nothing was sent of it, else the connection is
  /// cut, so that the client sees an incomplete message.
  ///
  /// RFC 9112 §8.
  package mutating func streamAborted(_ number: Int, at now: ClockReading) {
    guard let index = index(of: number), case .stream(let stream) = slots[index].answer else {
      return
    }
    guard stream.framing == nil else { return cut() }
    slots[index].answer = .whole(Response(HTTPError(.noAnswer, .whole)))
    advance(at: now)
  }

  /// Bytes of a streaming answer that have not been sent, or that wait behind others.
  package func backlog(of number: Int) -> Int {
    guard let index = index(of: number), case .stream(let stream) = slots[index].answer else {
      return 0
    }
    return index == 0 ? output.count : stream.pieces.reduce(0) { $0 + $1.count }
  }

  /// The socket took bytes of `output`.
  package mutating func sent(_ count: Int, at now: ClockReading) {
    output.drop(count)
    sentBytes += Int64(count)
    sentSince = now.milliseconds
    idleSince = now.milliseconds
    settle(at: now)
  }

  private func index(of number: Int) -> Int? {
    let index = number - firstNumber
    return slots.indices.contains(index) ? index : nil
  }

  /// Writes what can be written in order (C1).
  mutating func advance(at now: ClockReading) {
    guard stage == .serving else { return }
    let wasEmpty = output.isEmpty
    while !slots.isEmpty, writeFirst(at: now) {
      let keepsAlive = slots[0].writer.keepsAlive
      slots.removeFirst()
      firstNumber += 1
      idleSince = now.milliseconds
      guard !keepsAlive else { continue }
      stopAfterThis()
    }
    if owesContinue, slots.isEmpty {
      owesContinue = false
      bodySince = now.milliseconds
      output.write { ResponseWriter.writeContinue(into: &$0) }
    }
    if wasEmpty, !output.isEmpty {
      sentSince = now.milliseconds
      unsentSince = now.milliseconds
      sentBytes = 0
    }
    settle(at: now)
  }

  /// C3: the answer just written was the last.
  private mutating func stopAfterThis() {
    firstNumber += slots.count
    slots = []
    input = .closed
    forgetRequest()
  }

  /// Writes of the oldest answer what there is; true if that was all of it.
  private mutating func writeFirst(at now: ClockReading) -> Bool {
    let isLast = slots.count == 1 && input == .closed
    switch slots[0].answer {
    case .awaited: return false
    case .whole(let response):
      var writer = slots[0].writer
      if isLast { writer.keepsAlive = false }
      let framing = writer.framing(response.head.status, length: response.body.count)
      output.write {
        writer.writeHead(
          response.head,
          framing: framing,
          dateSeconds: now.dateSeconds,
          into: &$0
        )
      }
      if writer.sendsContent(framing) { output.append(response.body) }
      slots[0].writer = writer
      return true
    case .stream(var stream):
      slots[0].answer = .awaited
      var writer = slots[0].writer
      let framing = stream.framing ?? begin(&stream, &writer, isLast: isLast, at: now)
      for piece in stream.pieces where writer.sendsContent(framing) {
        if framing == .chunked {
          output.write { ResponseWriter.writeChunk(piece, into: &$0) }
        } else {
          output.append(piece)
        }
      }
      stream.pieces = []
      if stream.isFinished, framing == .chunked, writer.sendsContent(framing) {
        output.write { ResponseWriter.writeLastChunk(into: &$0) }
      }
      slots[0].writer = writer
      slots[0].answer = .stream(stream)
      return stream.isFinished
    }
  }

  private mutating func begin(
    _ stream: inout Slot.Stream,
    _ writer: inout ResponseWriter,
    isLast: Bool,
    at now: ClockReading
  ) -> ResponseWriter.Framing {
    if isLast { writer.keepsAlive = false }
    let framing = writer.framing(stream.head.status, length: stream.length)
    stream.framing = framing
    output.write {
      writer.writeHead(stream.head, framing: framing, dateSeconds: now.dateSeconds, into: &$0)
    }
    return framing
  }

  /// Goes on to draining or closed once nothing is owed.
  mutating func settle(at now: ClockReading) {
    guard stage == .serving, input == .closed, slots.isEmpty, output.isEmpty, head == nil else {
      return
    }
    stage = clientEnded ? .closed : .draining
    drainSince = now.milliseconds
  }
}
