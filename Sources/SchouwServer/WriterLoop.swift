import Dispatch
import SchouwCanon
import SchouwJournal
import Synchronization

/// The one writer: takes the requests that wait, carries them out in order, makes all they wrote durable with
/// one sync to disk, and only then answers (group commit).
///
/// While one batch is on its way to the disk the next one is carried out; it is answered, also where it only
/// read, when what it stood on is durable.
final class WriterLoop: Sendable {
  /// Carries a request out on the core and returns what answers it once its writes are durable.
  typealias Job = @Sendable (ServerCore) throws(ServerError) -> Answer
  /// Answers; called after the sync.
  typealias Answer = @Sendable () -> Void

  private struct Waiting: Sendable {
    let job: Job
    let failed: @Sendable (ServerError) -> Void
  }

  /// What only the queue touches.
  private final class Holder: @unchecked Sendable {
    var core: ServerCore?
    /// Carried out, and answered when what they wrote is durable.
    var gathered: [(answer: Answer, waiting: Waiting)] = []
    /// The same, on its way to the disk.
    var flying: [(answer: Answer, waiting: Waiting)]?
    /// The state of the rights in what was sent to the disk last, and whether that changed them.
    var rights: Int?
    var changesRights = false
    /// A job failed half-way: what is staged must not be written, and the core not believed, once what flies
    /// has landed.
    var isDoomed = false
    /// Closes, once nothing is under way.
    var closing: (() -> Void)?

    init(_ core: ServerCore) {
      self.core = core
      rights = core.roster.changes
    }
  }

  private let queue = DispatchQueue(label: "schouw.server.writer")
  private let diskQueue = DispatchQueue(label: "schouw.server.disk")
  /// A batch of fewer bytes is written on the queue itself: what could be carried out meanwhile is less than
  /// what the change of thread costs.
  private static let aloneBytesMin = 64 << 10
  /// No more is gathered before it is written: a request may bring ten thousand records more, and a batch has
  /// its own limit (``JournalLimits/batchRecordsMax``).
  private static let gatheredRecordsMax = 20_000
  private let waiting = Mutex<(jobs: [Waiting], isScheduled: Bool)>(([], false))
  private let isClosed = Atomic<Bool>(false)
  private let holder: Holder
  private let reopen: @Sendable () throws(ServerError) -> ServerCore
  private let shortage: Shortage
  private let batchDone: @Sendable (ServerCore) -> Void
  /// Batches that were made durable.
  let flushes = Atomic<Int>(0)
  /// Whether writes can be taken: false from a failed one until the disk takes writes again, which is tried
  /// before each batch.
  let isReady = Atomic<Bool>(true)

  /// - Parameters:
  ///   - shortage: where it is noted what the disk refused for want of room.
  ///   - reopen: opens the core anew after a failure.
  ///   - batchDone: called on the writer's queue when a batch is durable and answered.
  init(
    _ core: ServerCore,
    shortage: Shortage = Shortage(),
    reopen: @escaping @Sendable () throws(ServerError) -> ServerCore,
    batchDone: @escaping @Sendable (ServerCore) -> Void = { _ in }
  ) {
    holder = Holder(core)
    self.shortage = shortage
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

  /// Carries out requests that came together and returns when they are answered, on the caller's thread: for a
  /// driver that has only one.
  func carryOut(_ batch: [(job: Job, failed: @Sendable (ServerError) -> Void)]) {
    queue.sync {
      waiting.withLock { $0.jobs += batch.map { Waiting(job: $0.job, failed: $0.failed) } }
      run(isAlone: true)
    }
  }

  /// Ends as a process that is killed: nothing is finished, written or answered.
  func abandon() {
    queue.sync {
      isClosed.store(true, ordering: .releasing)
      holder.core?.journal.close()
      holder.core = nil
    }
  }

  /// - Parameter isAlone: whether everything is written on this thread.
  private func run(isAlone: Bool = false) {
    // What lands goes on here.
    while !mustLand {
      let batch = waiting.withLock { waiting in
        let batch = waiting.jobs
        waiting.jobs = []
        if batch.isEmpty { waiting.isScheduled = false }
        return batch
      }
      if batch.isEmpty { break }
      carryOut(batch)
      takeOff(isAlone: isAlone)
    }
    if holder.flying == nil, holder.gathered.isEmpty, let close = holder.closing {
      holder.closing = nil
      close()
    }
  }

  /// Whether nothing may be carried out before what flies has landed: also where rights were changed, so that
  /// their copy is never ahead of the log.
  private var mustLand: Bool {
    guard holder.flying != nil, let core = holder.core else { return false }
    return holder.isDoomed || core.journal.needsRoom || core.roster.changes != core.roster.kept
      || core.journal.stagedCount >= Self.gatheredRecordsMax
  }

  private func carryOut(_ batch: [Waiting]) {
    guard let core = opened() else {
      for waiting in batch { waiting.failed(Self.closed) }
      return
    }
    probe(core)
    core.refusedBytes = shortage.bytes
    for (position, waiting) in batch.enumerated() {
      let before = core.journal.nextNumber
      do throws(ServerError) {
        let answer = try waiting.job(core)
        if core.defect == .answersBeforeSync { answer() }
        holder.gathered.append((answer, waiting))
      } catch {
        if error.cause?.code == .diskFull, core.refusal == nil { shortage.refuse(0) }
        waiting.failed(error)
        guard core.journal.nextNumber != before else { continue }
        // A job that failed half-way has staged what must not be written: all who wait ask again.
        for other in holder.gathered.map(\.waiting) + batch[(position + 1)...] {
          other.failed(Self.closed)
        }
        holder.gathered = []
        if holder.flying == nil { forget() } else { holder.isDoomed = true }
        return
      }
      if core.journal.stagedCount >= Self.gatheredRecordsMax {
        let rest = batch[(position + 1)...]
        return self.waiting.withLock { $0.jobs.insert(contentsOf: rest, at: 0) }
      }
    }
  }

  /// Sends to the disk what was gathered, unless something is on its way.
  private func takeOff(isAlone: Bool = false) {
    guard holder.flying == nil, !holder.gathered.isEmpty, let core = holder.core else { return }
    let flying = holder.gathered
    holder.gathered = []
    holder.changesRights = core.roster.changes != holder.rights
    holder.rights = core.roster.changes
    guard let flush = core.journal.takeStaged() else { return settle(flying, core) }
    holder.flying = flying
    if isAlone || flush.byteCount < Self.aloneBytesMin { return land(flush, flush.run()) }
    diskQueue.async { [self] in
      let outcome = flush.run()
      queue.async { [self] in
        land(flush, outcome)
        takeOff()
        run()
      }
    }
  }

  /// Answers those whose writes are durable now; after a failure all who stood on them ask again.
  private func land(_ flush: Journal.Flush, _ outcome: Journal.Flush.Outcome) {
    guard let core = holder.core, let landed = holder.flying else { return }
    holder.flying = nil
    do throws(JournalError) {
      try core.journal.finish(flush, outcome)
    } catch {
      if error.code == .diskFull { shortage.refuse(flush.byteCount) }
      let error = ServerError(error)
      for (_, waiting) in landed + holder.gathered { waiting.failed(error) }
      holder.gathered = []
      return forget()
    }
    flushes.add(1, ordering: .relaxed)
    shortage.fit(flush.byteCount)
    settle(landed, core)
    if holder.isDoomed { forget() }
  }

  /// Answers those whose writes are in the log, once the copy of the rights is as they left it.
  private func settle(_ landed: [(answer: Answer, waiting: Waiting)], _ core: ServerCore) {
    do throws(ServerError) {
      // What was gathered meanwhile is not in the log yet: its rights are copied when it is.
      if core.roster.changes == holder.rights { try core.keepRoster() }
    } catch {
      // Only what concerns rights waits for the copy of them.
      if holder.changesRights {
        for (_, waiting) in landed + holder.gathered { waiting.failed(error) }
        holder.gathered = []
        return forget()
      }
    }
    for (answer, _) in landed { answer() }
    batchDone(core)
  }

  /// The core; opened anew from the disk after a failure.
  private func opened() -> ServerCore? {
    if let core = holder.core { return core }
    guard !isClosed.load(ordering: .acquiring), let core = try? reopen() else { return nil }
    holder.core = core
    holder.rights = core.roster.changes
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

  /// Asks whether there is room again for what was refused, by a write of its size; on the writer's queue.
  ///
  /// For who asks how the office stands, not before each batch: such a write can be large.
  func lookForRoom(_ core: ServerCore) {
    let bytes = shortage.bytes
    guard bytes > 0 else { return }
    if (try? core.probe(bytes: bytes)) != nil { shortage.fit(bytes) }
    core.refusedBytes = shortage.bytes
  }

  /// Closes the core: nothing in memory is believed after a failed write (rule J6).
  private func forget() {
    holder.core?.journal.close()
    holder.core = nil
    holder.isDoomed = false
    isReady.store(false, ordering: .relaxed)
  }

  /// Waits until all that was handed in is answered, and closes the log.
  func close() async {
    await withCheckedContinuation { continuation in
      queue.async { [self] in
        holder.closing = { [self] in
          isClosed.store(true, ordering: .releasing)
          holder.core?.keepContacts()
          holder.core?.journal.close()
          holder.core = nil
          continuation.resume()
        }
        run()
      }
    }
  }
}
