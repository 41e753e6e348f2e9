/// Many writers, one sync to disk: whoever finds no flush under way carries out that of all who wait.
///
/// A writer stages its records under the lock, in order, and returns only when they are durable. While one
/// batch is synced the next one gathers (DeWitt et al., "Implementation techniques for main memory database
/// systems", 1984). Blocks the calling thread: never call it on Swift's own thread pool.
public final class GroupCommit<State>: @unchecked Sendable {
  private let condition = Condition()
  private var state: State
  private let journal: (inout State) -> Journal?
  private let failed: (inout State) -> Void
  /// How many batches were staged, and how many of them are known to be durable or lost.
  private var stagedBatches = 0
  private var settledBatches = 0
  private var isFlushing = false
  /// Batches that failed, why, and how many of their writers have not heard it yet.
  private var failures: [(batches: ClosedRange<Int>, error: JournalError, unheard: Int)] = []

  /// - Parameters:
  ///   - state: what is protected by the lock.
  ///   - journal: the journal in it; nil if it could not be opened.
  ///   - failed: called under the lock at once when a flush failed, before anybody stages again: what the
  ///     state knows of records that were staged must go.
  public init(
    _ state: State,
    journal: @escaping (inout State) -> Journal?,
    failed: @escaping (inout State) -> Void = { _ in }
  ) {
    self.state = state
    self.journal = journal
    self.failed = failed
  }

  /// Reads or changes the state alone.
  public func withLock<Result, Failure>(
    _ body: (inout State) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    condition.lock()
    defer { condition.unlock() }
    return try body(&state)
  }

  /// Stages records under the lock and returns when they are durable.
  ///
  /// - Parameters:
  ///   - body: stages into the journal of the state; what it returns is returned when all it staged is
  ///     durable. If it throws, it must have staged nothing.
  ///   - settled: called under the lock when what was staged is durable or known to be lost.
  /// - Throws: what `body` throws, or a ``JournalError`` if the batch was not made durable.
  public func commit<Result>(
    _ body: (inout State) throws -> Result,
    settled: (inout State) -> Void = { _ in }
  ) throws -> Result {
    condition.lock()
    defer { condition.unlock() }
    // A new segment begins when nothing is on its way to the old one.
    while let journal = journal(&state), journal.needsRoom, isFlushing || journal.hasStaged {
      if isFlushing { condition.wait() } else { flush() }
    }
    let result = try body(&state)
    stagedBatches += 1
    let ticket = stagedBatches
    while settledBatches < ticket {
      if isFlushing { condition.wait() } else { flush() }
    }
    settled(&state)
    if let index = failures.firstIndex(where: { $0.batches.contains(ticket) }) {
      let error = failures[index].error
      failures[index].unheard -= 1
      if failures[index].unheard == 0 { failures.remove(at: index) }
      throw error
    }
    return result
  }

  /// Writes and syncs what is staged; called with the lock held, which it lets go meanwhile.
  private func flush() {
    let batches = (settledBatches + 1)...stagedBatches
    guard let journal = journal(&state), let flush = journal.takeStaged() else {
      settledBatches = stagedBatches
      condition.broadcast()
      return
    }
    isFlushing = true
    condition.unlock()
    let outcome = flush.run()
    condition.lock()
    isFlushing = false
    do throws(JournalError) {
      try journal.finish(flush, outcome)
      settledBatches = batches.upperBound
    } catch {
      // What was staged meanwhile stood on what failed: it fails too.
      let lost = batches.lowerBound...stagedBatches
      failures.append((lost, error, lost.count))
      settledBatches = stagedBatches
      failed(&state)
    }
    condition.broadcast()
  }
}
