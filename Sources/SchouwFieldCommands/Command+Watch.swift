import SchouwCommandLine
import SchouwFieldClient
import Synchronization

extension Command {
  /// `watch`: syncs at once when the office has news or something changed here, and every so often, until it
  /// is interrupted.
  func watch() throws -> ExitCode {
    let store = try openStore()
    let transport = try transport()
    let seconds = Int(try words.integer(Specs.every, in: 1...86_400) ?? 60)
    guard try store.office() != nil else { throw StoreError(.notEnrolled) }
    remark(.watchStarted, ["seconds": "\(seconds)"])
    session.output.flush()
    try Blocking.run(isInterruptible: true) {
      let news = Flag()
      try await withThrowingTaskGroup(of: Void.self) { group in
        if let streaming = transport as? any StreamingTransport {
          group.addTask { await self.listen(store, streaming, seconds, news) }
        }
        defer { group.cancelAll() }
        while !Task.isCancelled {
          try await self.watchOnce(store, transport, seconds)
          try await self.waitForWork(store, seconds, news)
        }
      }
    }
    remark(.watchEnded)
    return .ok
  }

  /// Something is to be fetched; set by who listens, taken by who syncs.
  private final class Flag: Sendable {
    private let isSet = Atomic<Bool>(false)
    func set() { isSet.store(true, ordering: .releasing) }
    func take() -> Bool { isSet.exchange(false, ordering: .acquiringAndReleasing) }
  }

  /// One sync of a watch; trouble that may pass is told and not thrown.
  private func watchOnce(
    _ store: Store,
    _ transport: any OfficeTransport,
    _ seconds: Int
  ) async throws {
    do {
      let verdict = try await sync(store, transport)
      if session.isJSON {
        json(try Self.json(verdict, store))
      } else if verdict.sent > 0 || verdict.came > 0 || !verdict.left.isEmpty
        || !verdict.held.isEmpty || !verdict.marked.isEmpty || !verdict.refused.isEmpty
      {
        let what = try sentences(verdict, store).joined(separator: " ")
        say(.watchAgain, ["time": moment(world.clock()), "what": what])
      }
      session.output.flush()
    } catch {
      if Task.isCancelled { return }
      guard let failure = explained(error) as? CommandFailure, Self.mayPass(failure.exitCode) else {
        throw error
      }
      remark(
        .watchTrouble,
        [
          "time": moment(world.clock()), "what": failure.text[language], "seconds": "\(seconds)",
        ]
      )
    }
  }

  private static func mayPass(_ code: ExitCode) -> Bool {
    [.unreachable, .notSchouw, .locked, .proxy, .cut].contains(code)
  }

  /// Waits for the next round: the time, news, or work that was not there after the last sync.
  private func waitForWork(_ store: Store, _ seconds: Int, _ news: Flag) async throws {
    let before = try store.status().unsent
    let end = ContinuousClock.now + .seconds(seconds)
    var round = 0
    while ContinuousClock.now < end, !Task.isCancelled {
      // An interrupt ends the sleep by an error, which ends the watch.
      try? await Task.sleep(for: .milliseconds(50))
      if news.take() { return }
      round += 1
      if round.isMultiple(of: 6), try store.status().unsent > before { return }
    }
  }

  // MARK: Listening

  /// Between two tries to listen at most so long, with jitter.
  private static let retryMillisecondsMax = 60_000

  /// Listens for news and comes back whenever the stream ends; says, at each turn, how it stands.
  ///
  /// What it cannot hear the watch asks for every so often; so nothing here ends the watch.
  private func listen(
    _ store: Store,
    _ transport: any StreamingTransport,
    _ seconds: Int,
    _ news: Flag
  ) async {
    var silent = ""
    var ceiling = 500
    while !Task.isCancelled {
      let connected = Flag()
      let since = ContinuousClock.now
      var reason = OfficeError(.unreachable) as any Error
      do {
        try await store.listen(over: transport) { signal in
          switch signal {
          case .connected:
            connected.set()
            self.remark(.watchLive, ["time": self.moment(self.world.clock())])
            self.session.output.flush()
          case .news: news.set()
          }
        }
      } catch {
        reason = error
      }
      if Task.isCancelled { return }
      let wasConnected = connected.take()
      // A stream that held for a while begins anew; one that ends at once is not hurried after.
      if wasConnected, ContinuousClock.now - since > .seconds(10) { ceiling = 500 }
      let what = (explained(reason) as? CommandFailure)?.text[language] ?? ""
      if wasConnected || what != silent {
        remark(
          .watchNotLive,
          ["time": moment(world.clock()), "what": what, "seconds": "\(seconds)"]
        )
        session.output.flush()
      }
      silent = what
      try? await Task.sleep(for: .milliseconds(Int.random(in: ceiling / 2...ceiling)))
      ceiling = min(ceiling * 2, Self.retryMillisecondsMax)
    }
  }
}
