public import SchouwCanon

/// One sync conversation of a device, without input or output (rules X1 to X11).
///
/// Feed it what happened; carry out the effects in order: an effect may be carried out only after every
/// effect before it has succeeded. HTTP, a bundle and a simulator all drive this machine.
public struct Exchange: Sendable {
  /// What happened.
  public enum Input: Sendable {
    /// The conversation begins.
    case start
    /// What the store gave for ``Effect/collect(bytesMax:)``.
    case collected(Batch)
    /// The office answered with 200 and this body.
    case answered([UInt8])
    /// The answer is in the store, durably.
    case applied
    /// The office could not be reached, the line was cut, or it was too busy.
    case failed(retryAfterSeconds: Int?)
    /// The wait is over.
    case elapsed
  }

  /// What to do.
  public enum Effect: Sendable {
    /// Ask the store for its outbox, at most so many bytes, and where it stands.
    case collect(bytesMax: Int)
    /// Send this to the office.
    case send([UInt8])
    /// Send this, without records, and carry out what follows meanwhile; its answer is handed in when all of
    /// that is done.
    case sendAhead(SyncRequest)
    /// Bring the answer into the store, durably: acknowledgements, records, cursor, in one step.
    case apply(Answer)
    /// Wait.
    case wait(milliseconds: Int)
    /// The conversation is over.
    case finish(Outcome)
  }

  /// The outbox and where the store stands.
  public struct Batch: Sendable {
    /// The head of the request.
    public var request: SyncRequest
    /// Records in the order of the store's journal, as raw bytes.
    public var records: [[UInt8]]
    /// Whether more is waiting behind them.
    public var hasMore: Bool

    /// Makes a batch.
    public init(request: SyncRequest, records: [[UInt8]], hasMore: Bool) {
      self.request = request
      self.records = records
      self.hasMore = hasMore
    }
  }

  /// An answer of the office to one request.
  public struct Answer: Sendable {
    /// The head.
    public let response: SyncResponse
    /// The records, as raw bytes.
    public let records: [[UInt8]]
    /// The records of the request that it answers.
    public let sent: [[UInt8]]
  }

  /// How the conversation ended.
  public enum Outcome: Sendable, Equatable {
    /// Everything went and came.
    case complete
    /// The office was not reached in as many tries as were allowed.
    case unreachable(tries: Int)
    /// What came was not an answer of Schouw.
    case notSchouw(SyncError)
  }

  private enum State: Sendable {
    case idle
    case collecting
    case sending(Batch)
    /// `ahead` is the request that was sent before its predecessor's answer is in the store.
    case applying(more: Bool, ahead: Batch?)
    case waiting
    case finished
  }

  /// The bytes of a batch at first, and the least after cuts.
  public static let batchBytes = 1 << 20
  /// The least that a batch shrinks to.
  public static let batchBytesMin = 16 << 10

  /// The longest pause that an office may ask for within one conversation.
  public static let patienceSeconds = 15

  private var state = State.idle
  private var bytesMax: Int
  private let bytesMaxWhole: Int
  private var backoff = Backoff()
  private var random: any RandomSource
  private var tries = 0
  /// The cursor of the last answer: a page that moves nothing is the last one.
  private var lastCursor: String?
  private let triesMax: Int
  private let sendsAhead: Bool
  private var restores = 0
  /// Requests that were sent.
  public private(set) var requests = 0

  /// - Parameters:
  ///   - triesMax: how often one request is tried before the conversation ends as unreachable.
  ///   - random: for the jitter only.
  ///   - bytesMax: of a batch while nothing fails.
  ///   - sendsAhead: whether the next page is asked for while one is stored, once all that is unsent has gone.
  public init(
    triesMax: Int,
    random: any RandomSource,
    bytesMax: Int = Exchange.batchBytes,
    sendsAhead: Bool = false
  ) {
    self.triesMax = triesMax
    self.sendsAhead = sendsAhead
    self.bytesMax = bytesMax
    bytesMaxWhole = bytesMax
    self.random = random
  }

  /// Takes in what happened and says what to do.
  public mutating func step(_ input: Input) -> [Effect] {
    switch (state, input) {
    case (.idle, .start), (.waiting, .elapsed):
      state = .collecting
      return [.collect(bytesMax: bytesMax)]
    case (.collecting, .collected(let batch)):
      state = .sending(batch)
      requests += 1
      var request = batch.request
      request.limit = bytesMax
      return [.send(request.bytes(records: batch.records))]
    case (.sending(let batch), .answered(let body)):
      return answered(batch, body)
    case (.sending, .failed(let retryAfter)):
      return failed(retryAfter)
    case (.applying(_, let ahead?), .applied):
      state = .sending(ahead)
      return []
    case (.applying(let more, nil), .applied):
      guard more else {
        state = .finished
        return [.finish(.complete)]
      }
      state = .collecting
      return [.collect(bytesMax: bytesMax)]
    default:
      preconditionFailure("the exchange got \(input.label) in state \(state)")
    }
  }

  private mutating func answered(_ batch: Batch, _ body: [UInt8]) -> [Effect] {
    let response: SyncResponse
    let message: MessageLines
    do throws(SyncError) {
      message = try MessageLines(reading: body)
      response = try SyncResponse(head: message.head)
    } catch {
      // A cut answer took effect or not: it is asked for again. Anything else is no office.
      if error.code == .cut, body.isEmpty || body.first == UInt8(ascii: "{") { return failed(nil) }
      state = .finished
      return [.finish(.notSchouw(error))]
    }
    tries = 0
    backoff.reset()
    bytesMax = min(bytesMaxWhole, bytesMax * 2)
    let moves = !message.records.isEmpty || response.cursor != lastCursor
    lastCursor = response.cursor
    let again =
      batch.hasMore || response.more && moves || response.restored != nil || response.forked
    if response.restored != nil || response.forked { restores += 1 }
    let records = message.records.map { Array(message.bytes[$0]) }
    let apply = Effect.apply(Answer(response: response, records: records, sent: batch.records))
    // Only where the next request is sure: a page goes ahead of what it stands on in no other way.
    let isPlain = response.restored == nil && !response.forked && !batch.hasMore
    guard sendsAhead, isPlain, response.more, moves else {
      state = .applying(more: again && restores < 8, ahead: nil)
      return [apply]
    }
    var request = batch.request
    request.cursor = response.cursor
    request.limit = bytesMax
    requests += 1
    state = .applying(more: true, ahead: Batch(request: request, records: [], hasMore: false))
    return [.sendAhead(request), apply]
  }

  private mutating func failed(_ retryAfter: Int?) -> [Effect] {
    tries += 1
    bytesMax = max(min(Self.batchBytesMin, bytesMaxWhole), bytesMax / 2)
    // An office that asks for a long pause is left alone: the person is told, and tries again later.
    guard tries < triesMax, (retryAfter ?? 0) <= Self.patienceSeconds else {
      state = .finished
      return [.finish(.unreachable(tries: tries))]
    }
    state = .waiting
    let bits = random.nextBytes(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    return [.wait(milliseconds: backoff.next(retryAfter: retryAfter, random: bits))]
  }
}

extension Exchange.Input {
  fileprivate var label: String {
    switch self {
    case .start: "start"
    case .collected: "collected"
    case .answered: "answered"
    case .applied: "applied"
    case .failed: "failed"
    case .elapsed: "elapsed"
    }
  }
}
