import SchouwCanon
import SchouwDocuments
import SchouwFieldClient
import SchouwJournal
import SchouwServer
import SchouwSync

/// Conversations of laptops with the office, message by message.
extension World {
  /// Begins a conversation or goes on with one, for so many messages; mostly to its end.
  func sync(_ laptop: Laptop, _ step: Step) throws(Violation) {
    let program = Int(step.c % UInt32(laptop.programs.count))
    if laptop.programs[program].conversation == nil {
      try beginSync(laptop, program, pageBytes: step.b % 4 == 0 ? 1500 : 1 << 20)
    }
    let hops = step.b / 4 % 3 == 0 ? Int(step.c / 4 % 5) : 200
    try carry(laptop, program, hops: hops)
  }

  func beginSync(_ laptop: Laptop, _ program: Int, pageBytes: Int) throws(Violation) {
    let found = try use(laptop, program, "sync") { store throws(StoreError) in
      try store.officeToken()
    }
    guard let found, let token = found else { return }
    var exchange = Exchange(
      triesMax: 3,
      random: SeededRandom(seed: nextSeed()),
      bytesMax: pageBytes,
      sendsAhead: true
    )
    let effects = exchange.step(.start)
    laptop.programs[program].conversations += 1
    laptop.programs[program].conversation = Conversation(
      number: laptop.programs[program].conversations,
      token: token,
      exchange: exchange,
      effects: effects
    )
    trace.note(laptop.name, "begins to sync")
    try go(laptop, program)
  }

  /// Carries a conversation's own messages, in order, at most so many.
  func carry(_ laptop: Laptop, _ program: Int, hops: Int) throws(Violation) {
    for _ in 0..<hops {
      guard let conversation = laptop.programs[program].conversation else { return }
      let asker = asker(laptop, program, conversation)
      guard let place = network.messages.firstIndex(where: { $0.asker == asker }) else {
        // What it waits for was lost: it hears that in time.
        guard conversation.awaited != nil else { return }
        try hear(laptop, program, conversation.awaited, .failed(retryAfterSeconds: nil))
        continue
      }
      try deliver(at: place, alone: true)
    }
  }

  func asker(_ laptop: Laptop, _ program: Int, _ conversation: Conversation)
    -> SimulatedNetwork.Asker
  {
    SimulatedNetwork.Asker(
      laptop: laptop.number,
      program: program,
      conversation: conversation.number
    )
  }

  /// Carries out the effects of a conversation until it waits for a message or ends.
  func go(_ laptop: Laptop, _ program: Int) throws(Violation) {
    while var conversation = laptop.programs[program].conversation {
      guard !conversation.effects.isEmpty else {
        // All that came before the answer of what was sent ahead is done.
        guard let ahead = conversation.ahead else { return }
        conversation.ahead = nil
        conversation.awaited = ahead
        let input = conversation.aheadInput
        conversation.aheadInput = nil
        laptop.programs[program].conversation = conversation
        if let input { try hear(laptop, program, ahead, input) }
        return
      }
      let effect = conversation.effects.removeFirst()
      laptop.programs[program].conversation = conversation
      switch effect {
      case .collect(let bytesMax):
        let collected = try use(laptop, program, "collect") { store throws(StoreError) in
          try store.collect(bytesMax: bytesMax)
        }
        guard let collected else { return stop(laptop, program) }
        conversation.through = collected.through
        let request = collected.batch.request
        trace.note(
          laptop.name,
          "asks as \(request.replica):\(request.counter) with \(collected.batch.records.count) records, from \(request.cursor ?? "the beginning")"
        )
        conversation.effects += conversation.exchange.step(.collected(collected.batch))
      case .send(let bytes):
        conversation.awaited = send(bytes, laptop, program, conversation)
        laptop.programs[program].conversation = conversation
        return
      case .sendAhead(var request):
        request.time = laptop.clock.now
        let bytes = request.bytes(records: [])
        conversation.ahead = send(bytes, laptop, program, conversation)
      case .apply(let answer):
        try checkAnswer(answer, laptop)
        let through = conversation.through
        let taken = try use(laptop, program, "take") { store throws(StoreError) in
          try store.take(answer, through: through)
        }
        guard let taken else { return stop(laptop, program) }
        trace.note(
          laptop.name,
          "has sent \(taken.sent), got \(taken.came)\(taken.left.isEmpty ? "" : ", lost \(taken.left.count) from its scopes")\(taken.isNewReplica ? ", draws a new id" : "")"
        )
        // The program may have died when it was done.
        guard laptop.programs[program].conversation != nil else { return }
        conversation.effects += conversation.exchange.step(.applied)
      case .wait(let milliseconds):
        time.pass(milliseconds: Int64(milliseconds))
        conversation.effects += conversation.exchange.step(.elapsed)
      case .finish(let outcome):
        trace.note(laptop.name, "ends its sync: \(outcome)")
        return stop(laptop, program)
      }
      laptop.programs[program].conversation = conversation
    }
  }

  private func send(
    _ bytes: [UInt8],
    _ laptop: Laptop,
    _ program: Int,
    _ conversation: Conversation
  ) -> Int {
    trace.mix(message: bytes)
    return network.send(
      bytes,
      token: conversation.token,
      from: asker(laptop, program, conversation)
    )
  }

  func stop(_ laptop: Laptop, _ program: Int) { laptop.programs[program].conversation = nil }

  /// A conversation hears what became of a request; one that is over hears nothing.
  func hear(
    _ laptop: Laptop,
    _ program: Int,
    _ request: Int?,
    _ input: Exchange.Input
  ) throws(Violation) {
    guard var conversation = laptop.programs[program].conversation, let request else { return }
    if conversation.ahead == request {
      conversation.aheadInput = input
      laptop.programs[program].conversation = conversation
      return
    }
    guard conversation.awaited == request else { return }
    conversation.awaited = nil
    if case .failed = input {
      let through = conversation.through
      let heard: Void? = try use(laptop, program, "hear") { store throws(StoreError) in
        try store.hearFailure(through: through)
      }
      guard heard != nil, laptop.programs[program].conversation != nil else {
        return stop(laptop, program)
      }
    }
    conversation.effects += conversation.exchange.step(input)
    laptop.programs[program].conversation = conversation
    try go(laptop, program)
  }

  // MARK: Messages

  /// Any message that is on its way arrives; requests overtake each other so.
  func deliver(_ step: Step) throws(Violation) {
    guard !network.messages.isEmpty else { return }
    try deliver(at: Int(step.a) % network.messages.count, alone: step.b % 3 != 0)
  }

  /// A message arrives.
  ///
  /// - Parameter alone: else all requests that are on their way arrive together, as one batch of the office's writer.
  func deliver(at place: Int, alone: Bool) throws(Violation) {
    let message = network.messages[place]
    if network.messages[..<place].contains(where: { $0.isRequest && message.isRequest }) {
      befell(.overtaken)
    }
    switch message.content {
    case .answer(let reply):
      _ = network.take(at: place)
      try bring(reply, message)
    case .request:
      let isFree: (SimulatedNetwork.Message) -> Bool = {
        !self.network.cutOff.contains($0.asker.laptop)
      }
      guard isFree(message) else {
        _ = network.take(at: place)
        try fail(message)
        return
      }
      var batch: [SimulatedNetwork.Message] = [message]
      _ = network.take(at: place)
      if !alone {
        while let next = network.messages.firstIndex(where: { $0.isRequest && isFree($0) }) {
          batch.append(network.take(at: next))
        }
      }
      try answer(batch)
    }
  }

  /// The office answers a batch of requests; the answers are on their way.
  private func answer(_ batch: [SimulatedNetwork.Message]) throws(Violation) {
    if !office.isRunning, !office.isFaulty { try startOffice() }
    guard let core = try? office.core() else {
      for message in batch { try fail(message) }
      return
    }
    let requests = batch.map(\.parts)
    var before: Set<Digest>?
    if batch.contains(where: { truth.revoked.contains(laptops[$0.asker.laptop].device) }) {
      before = (try? core.log()).map { Set($0.map(\.change.hash)) }
    }
    let replies = core.sync(requests)
    for (place, reply) in replies.enumerated() {
      if case .answered(let body) = reply {
        trace.mix(message: body)
        try answerFor(requests[place].body, by: body, before: before)
      }
    }
    let hasDied = office.hasStopped
    if hasDied { try endOffice() }
    for (message, reply) in zip(batch, replies) {
      if case .unavailable(let error) = reply {
        trace.note("office", "cannot write: \(error.code.rawValue)")
        if hasDied {
          try fail(message)
          continue
        }
        guard office.isFaulty else {
          throw Violation(7, "an office whose disk is sound answers", "\(error)")
        }
      }
      network.put(
        SimulatedNetwork.Message(
          asker: message.asker,
          request: message.request,
          content: .answer(reply)
        )
      )
    }
  }

  /// A message is lost: its asker hears so.
  func fail(_ message: SimulatedNetwork.Message) throws(Violation) {
    try hear(message, .failed(retryAfterSeconds: nil))
  }

  private func hear(
    _ message: SimulatedNetwork.Message,
    _ input: Exchange.Input
  ) throws(Violation) {
    guard let laptop = laptops.first(where: { $0.number == message.asker.laptop }),
      laptop.programs.indices.contains(message.asker.program),
      laptop.programs[message.asker.program].conversation?.number == message.asker.conversation
    else { return }
    try hear(laptop, message.asker.program, message.request, input)
  }

  /// An answer arrives.
  private func bring(
    _ reply: SteppedOffice.Reply,
    _ message: SimulatedNetwork.Message
  ) throws(Violation) {
    switch reply {
    case .answered(let body): try hear(message, .answered(body))
    case .unavailable: try hear(message, .failed(retryAfterSeconds: nil))
    case .malformed, .refused:
      guard let laptop = laptops.first(where: { $0.number == message.asker.laptop }),
        laptop.programs.indices.contains(message.asker.program),
        laptop.programs[message.asker.program].conversation?.number == message.asker.conversation
      else { return }
      trace.note(laptop.name, "is refused by the office")
      stop(laptop, message.asker.program)
    }
  }

  func loseMessage(_ step: Step) throws(Violation) {
    guard !network.messages.isEmpty else { return }
    let message = network.take(at: Int(step.a) % network.messages.count)
    befell(message.isRequest ? .requestLost : .answerLost)
    trace.note(
      "line",
      "loses \(message.isRequest ? "a request" : "an answer") of laptop \(message.asker.laptop)"
    )
    try fail(message)
  }

  func cutMessage(_ step: Step) throws(Violation) {
    guard !network.messages.isEmpty else { return }
    let place = Int(step.a) % network.messages.count
    let message = network.messages[place]
    switch message.content {
    case .request(let token, let body):
      _ = network.take(at: place)
      befell(.requestCut)
      let cut = Array(body.prefix(Int(step.b % UInt32(max(1, body.count)))))
      trace.note(
        "line",
        "cuts a request of laptop \(message.asker.laptop) after \(cut.count) bytes"
      )
      // What HTTP would hold back reaches the reader of messages here: it must not pass for whole.
      if let core = try? office.core(), case .answered = core.sync([(token, cut)])[0] {
        throw Violation(
          5,
          "a cut request is none",
          "\(cut.count) of \(body.count) bytes were taken"
        )
      }
      if office.hasStopped { try endOffice() }
      try fail(message)
    case .answer(.answered(let body)):
      _ = network.take(at: place)
      befell(.answerCut)
      let cut = Array(body.prefix(Int(step.b % UInt32(max(1, body.count)))))
      trace.note(
        "line",
        "cuts an answer to laptop \(message.asker.laptop) after \(cut.count) bytes"
      )
      try hear(message, .answered(cut))
    case .answer:
      try loseMessage(step)
    }
  }

  func doubleMessage(_ step: Step) throws(Violation) {
    let requests = network.messages.indices.filter { network.messages[$0].isRequest }
    guard let place = pick(requests, step.a) else { return }
    befell(.doubled)
    let message = network.messages[place]
    trace.note("line", "doubles a request of laptop \(message.asker.laptop)")
    network.put(message)
  }

  /// Somebody ends a sync that is under way; its messages still arrive some time.
  func giveUp(_ laptop: Laptop, _ step: Step) {
    let program = Int(step.b % UInt32(laptop.programs.count))
    guard laptop.programs[program].conversation != nil else { return }
    befell(.givenUp)
    trace.note(laptop.name, "gives up its sync")
    stop(laptop, program)
  }

  func partition(_ laptop: Laptop) {
    if network.cutOff.remove(laptop.number) != nil {
      trace.note(laptop.name, "reaches the office again")
    } else {
      network.cutOff.insert(laptop.number)
      befell(.partition)
      trace.note(laptop.name, "is cut off")
    }
  }
}

extension SimulatedNetwork.Message {
  var isRequest: Bool {
    if case .request = content { return true }
    return false
  }

  var parts: (token: String, body: [UInt8]) {
    if case .request(let token, let body) = content { return (token, body) }
    return ("", [])
  }
}
