import Dispatch
import SchouwCanon
import SchouwJournal
import Synchronization

/// The one writer: takes the requests that wait, carries them out in order, makes all they wrote durable with
/// one sync to disk, and only then answers (group commit).
///
/// While one batch is synced the next one gathers.
final class WriterLoop: Sendable {
  /// Carries a request out on the core and returns what answers it once its writes are durable.
  typealias Job = @Sendable (ServerCore) throws(ServerError) -> Answer
  /// Answers; called after the sync.
  typealias Answer = @Sendable () -> Void

  private struct Waiting: Sendable {
    let job: Job
    let failed: @Sendable (ServerError) -> Void
  }

  /// The core, which only the queue touches.
  private final class Holder: @unchecked Sendable {
    var core: ServerCore?
    init(_ core: ServerCore) { self.core = core }
  }

  private let queue = DispatchQueue(label: "schouw.server.writer")
  private let waiting = Mutex<(jobs: [Waiting], isScheduled: Bool)>(([], false))
  private let isClosed = Atomic<Bool>(false)
  private let holder: Holder
  private let reopen: @Sendable () throws(ServerError) -> ServerCore
  private let batchDone: @Sendable (ServerCore) -> Void
  /// Batches that were made durable.
  let flushes = Atomic<Int>(0)
  /// Whether writes can be taken: false from a failed one until the disk takes writes again, which is tried
  /// before each batch.
  let isReady = Atomic<Bool>(true)

  /// - Parameters:
  ///   - reopen: opens the core anew after a failure.
  ///   - batchDone: called on the writer's queue when a batch is durable and answered.
  init(
    _ core: ServerCore,
    reopen: @escaping @Sendable () throws(ServerError) -> ServerCore,
    batchDone: @escaping @Sendable (ServerCore) -> Void = { _ in }
  ) {
    holder = Holder(core)
    self.reopen = reopen
    self.batchDone = batchDone
  }

  private static let closed = ServerError(JournalError(.closed, place: Place()))

  /// Hands in a request; from any thread, returns at once.
  func submit(_ job: @escaping Job, failed: @escaping @Sendable (ServerError) -> Void) {
    let mustSchedule = waiting.withLock { waiting in
      waiting.jobs.append(Waiting(job: job, failed: failed))
      defer { waiting.isScheduled = true }
      return !waiting.isScheduled
    }
    if mustSchedule { queue.async { self.run() } }
  }

  private func run() {
    while true {
      let batch = waiting.withLock { waiting in
        let batch = waiting.jobs
        waiting.jobs = []
        if batch.isEmpty { waiting.isScheduled = false }
        return batch
      }
      guard !batch.isEmpty else { return }
      run(batch)
    }
  }

  private func run(_ batch: [Waiting]) {
    guard let core = opened() else {
      for waiting in batch { waiting.failed(Self.closed) }
      return
    }
    probe(core)
    var answers: [(Answer, Waiting)] = []
    for (position, waiting) in batch.enumerated() {
      let before = core.journal.nextNumber
      do throws(ServerError) {
        answers.append((try waiting.job(core), waiting))
      } catch {
        guard core.journal.nextNumber != before else {
          waiting.failed(error)
          continue
        }
        // A job that failed half-way has staged what must not be written: all who wait ask again.
        waiting.failed(error)
        let others = answers.map(\.1) + batch[(position + 1)...]
        for other in others { other.failed(Self.closed) }
        forget()
        return
      }
    }
    do throws(JournalError) {
      if core.journal.hasStaged {
        try core.journal.flush()
        flushes.add(1, ordering: .relaxed)
      }
    } catch {
      let error = ServerError(error)
      for (_, waiting) in answers { waiting.failed(error) }
      forget()
      return
    }
    for (answer, _) in answers { answer() }
    batchDone(core)
  }

  /// The core; opened anew from the disk after a failure.
  private func opened() -> ServerCore? {
    if let core = holder.core { return core }
    guard !isClosed.load(ordering: .acquiring), let core = try? reopen() else { return nil }
    holder.core = core
    return core
  }

  /// After a failure: asks whether the disk takes writes again.
  ///
  /// Until it does, only reading goes on, so that the log need not be read anew for each request
  /// that is refused.
  private func probe(_ core: ServerCore) {
    guard !isReady.load(ordering: .relaxed) else { return }
    do throws(ServerError) {
      try core.probe()
      core.refusal = nil
      isReady.store(true, ordering: .relaxed)
    } catch {
      core.refusal = error
    }
  }

  /// Closes the core: nothing in memory is believed after a failed write (rule J6).
  private func forget() {
    holder.core?.journal.close()
    holder.core = nil
    isReady.store(false, ordering: .relaxed)
  }

  /// Waits until all that was handed in is answered, and closes the log.
  func close() async {
    await withCheckedContinuation { continuation in
      queue.async {
        self.run()
        self.isClosed.store(true, ordering: .releasing)
        self.holder.core?.keepContacts()
        self.holder.core?.journal.close()
        self.holder.core = nil
        continuation.resume()
      }
    }
  }
}
