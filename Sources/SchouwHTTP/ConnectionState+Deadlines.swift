extension ConnectionState {
  /// What a connection may take too long for.
  package enum Wait: Sendable, Equatable { case idle, head, body, write, drain }

  /// What is waited for and until when, in milliseconds of the monotonic clock; the earliest of
  /// several.
  ///
  /// Nil only while a handler is awaited: that takes as long as it takes.
  package var deadline: (wait: Wait, milliseconds: Int64)? {
    if stage == .closed { return nil }
    if stage == .draining { return (.drain, drainSince + deadlines.drainMilliseconds) }
    var earliest: (wait: Wait, milliseconds: Int64)?
    func consider(_ wait: Wait, _ milliseconds: Int64) {
      if let earliest, earliest.milliseconds <= milliseconds { return }
      earliest = (wait, milliseconds)
    }
    if !output.isEmpty {
      let earned = sentBytes * 1_000 / max(1, deadlines.readerBytesPerSecondMin)
      consider(.write, sentSince + deadlines.writeStallMilliseconds)
      consider(.write, unsentSince + deadlines.readerGraceMilliseconds + earned)
    }
    if head != nil, !owesContinue {
      let earned = Int64(parser.bodyBytesRead) * 1_000 / max(1, deadlines.bodyBytesPerSecondMin)
      consider(.body, bodySince + deadlines.bodyGraceMilliseconds + earned)
    } else if let headSince, wantsInput {
      consider(.head, headSince + deadlines.headMilliseconds)
    }
    if phase == .idle { consider(.idle, idleSince + deadlines.idleMilliseconds) }
    return earliest
  }

  /// Time has passed: does what the deadlines that are over ask for.
  package mutating func elapsed(at now: ClockReading) {
    while let deadline, deadline.milliseconds <= now.milliseconds {
      switch deadline.wait {
      case .idle, .write, .drain: cut()
      case .head: refuse(HTTPError(.headTooSlow, .byte(parser.offset)), at: now)
      case .body: refuse(HTTPError(.bodyTooSlow, .byte(parser.offset)), at: now)
      }
    }
  }
}
