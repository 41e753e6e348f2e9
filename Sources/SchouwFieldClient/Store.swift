import SchouwCanon
public import SchouwDocuments
import SchouwJournal
import Synchronization

/// The inspections and reports on this laptop: crash-safe, offline, and shared with the office by ``sync``.
///
/// ```swift
/// let store = try Store.open(folder)
/// let document = try store.create(kind: "overlast", set: ["/what": "Containers vol"], by: author)
/// let shown = try store.view(document.document)
/// try store.edit(shown.view, set: ["/priority": "high"], by: author)
/// try await store.sync(over: transport)
/// ```
///
/// Every call that returns has made durable what it says (invariant 3). Calls may come from any thread and
/// from several processes at once; they block for a sync to disk (a fraction of a millisecond), so keep them
/// off a user interface's main thread.
public final class Store: Sendable {
  let layout: StoreLayout
  let environment: StoreEnvironment
  private let group: GroupCommit<Opened>
  private let watchers = Mutex<[Int: AsyncStream<Set<DocumentID>>.Continuation]>([:])

  /// What is behind the lock of a store.
  struct Opened {
    var core: StoreCore?
    /// Against other processes, held while somebody here writes.
    let lock: any DiskLock
    var isLocked = false
    var writers = 0
    /// Where randomness goes on after the core was opened anew.
    var random: any RandomSource
  }

  /// The folder of the store.
  public var folder: String { layout.folder }

  private init(layout: StoreLayout, environment: StoreEnvironment) {
    self.layout = layout
    self.environment = environment
    group = GroupCommit(
      Opened(lock: environment.disk.lock(layout.lock), random: environment.random),
      journal: { $0.core?.journal },
      failed: { Self.forget(&$0) }
    )
  }

  // MARK: Opening

  /// Makes an empty store.
  ///
  /// - Parameters:
  ///   - folder: where; made with the folders above it, for this user alone.
  ///   - author: who edits when an edit names nobody.
  ///   - isExample: whether it is for examples: such a store can never enrol and never sends.
  /// - Throws: ``StoreError`` `exists` if there is a store, `journal` if the disk refuses.
  @discardableResult
  public static func create(
    _ folder: String,
    author: Author? = nil,
    isExample: Bool = false,
    environment: StoreEnvironment
  ) throws(StoreError) -> Store {
    var environment = environment
    let id = DocumentID(random: environment.random.nextBytes(16))
    let layout = StoreLayout(folder: folder)
    try layout.create(environment.disk, store: id.description, isExample: isExample)
    let store = Store(layout: layout, environment: environment)
    try store.writing { core throws(StoreError) in
      try core.drawReplica()
      try core.change { $0.author = author }
    }
    return store
  }

  /// Opens a store; its cost is what is new since its index was written, not its size.
  ///
  /// A store that was put back from a backup, or copied to another machine, gets a new replica id where the
  /// machine can tell (rule F3).
  ///
  /// - Throws: ``StoreError`` `notAStore`, `newerFormat` (nothing is changed), `journal`.
  public static func open(_ folder: String, environment: StoreEnvironment) throws(StoreError)
    -> Store
  {
    let store = Store(layout: StoreLayout(folder: folder), environment: environment)
    let isOwn = try store.reading { core throws(StoreError) in try core.showsOwnLineUnbroken() }
    if !isOwn {
      try store.writing { core throws(StoreError) in
        if try !core.showsOwnLineUnbroken() { try core.drawReplica() }
      }
    }
    return store
  }

  // MARK: The lock

  /// Runs a body that only reads, on a core that knows all that is on disk.
  func reading<Result>(
    _ body: (StoreCore) throws(StoreError) -> Result
  ) throws(StoreError) -> Result {
    try group.withLock { opened throws(StoreError) in
      try self.withSoundIndex(&opened) { opened throws(StoreError) in
        let core = try self.opened(&opened)
        try core.refresh()
        return try body(core)
      }
    }
  }

  /// Runs a body that stages records, and returns when they are durable.
  ///
  /// If the body throws, what it staged is taken back.
  func writing<Result>(
    _ body: (StoreCore) throws(StoreError) -> Result
  ) throws(StoreError) -> Result {
    var isWriter = false
    var touched: Set<DocumentID> = []
    defer { tell(touched) }
    do {
      return try group.commit { opened in
        try self.withSoundIndex(&opened) { opened throws(StoreError) in
          defer { self.unlockIfIdle(&opened) }
          let core = try self.openedForWriting(&opened)
          let before = core.journal.nextNumber
          let result: Result
          do throws(StoreError) {
            result = try body(core)
          } catch {
            self.takeBack(&opened, core, from: before)
            throw error
          }
          if core.journal.nextNumber > before {
            opened.writers += 1
            isWriter = true
          }
          return result
        }
      } settled: { opened in
        touched = self.settle(&opened, isWriter)
      }
    } catch let error as JournalError {
      // The flush failed: what was staged is forgotten already, for all who waited.
      throw StoreError(error)
    } catch let error as StoreError {
      throw error
    } catch {
      preconditionFailure("a store's body throws store errors only")
    }
  }

  /// Runs a body; if it meets a damaged index, the index is made anew and the body runs once more (rule J8).
  private func withSoundIndex<Result>(
    _ opened: inout Opened,
    _ body: (inout Opened) throws(StoreError) -> Result
  ) throws(StoreError) -> Result {
    do throws(StoreError) {
      return try body(&opened)
    } catch {
      // Another process took back what it could not make durable, and this one had read it.
      if opened.core?.journal.isClosed == true, error.cause?.code == .closed,
        opened.core?.journal.hasPending != true
      {
        Self.forget(&opened)
        return try body(&opened)
      }
      guard error.code == .damagedFile, error.place.file?.hasPrefix(layout.index + "/") == true,
        opened.core?.journal.hasPending != true
      else { throw error }
      (opened.core?.index ?? Index(disk: environment.disk, folder: layout.index)).discard()
      Self.forget(&opened)
      return try body(&opened)
    }
  }

  private func opened(_ opened: inout Opened) throws(StoreError) -> StoreCore {
    if let core = opened.core, !core.journal.isClosed { return core }
    Self.forget(&opened)
    var environment = environment
    environment.random = opened.random
    let core = try StoreCore(layout: layout, environment: environment)
    opened.core = core
    return core
  }

  /// Takes the store's lock and all that others wrote before, and makes that durable.
  private func openedForWriting(_ opened: inout Opened) throws(StoreError) -> StoreCore {
    _ = try self.opened(&opened)
    try lockForWriting(&opened)
    let core = try self.opened(&opened)
    try core.refresh()
    do throws(JournalError) { try core.journal.recoverTail() } catch { throw StoreError(error) }
    return core
  }

  /// Takes back what a body staged before it threw.
  private func takeBack(_ opened: inout Opened, _ core: StoreCore, from number: Int) {
    guard core.journal.isClosed || core.journal.nextNumber > number else { return }
    do throws(StoreError) {
      guard !core.journal.isClosed else { throw StoreError(.journal) }
      try core.takeBack(from: number)
    } catch {
      if !core.journal.hasPending { Self.forget(&opened) }
    }
  }

  /// Closes the core: the next call opens it anew from what is on disk.
  ///
  /// Nothing is on its way to the disk.
  private static func forget(_ opened: inout Opened) {
    guard let core = opened.core else { return }
    opened.random = core.environment.random
    core.journal.close()
    opened.core = nil
  }

  private func lockForWriting(_ opened: inout Opened) throws(StoreError) {
    guard !opened.isLocked else { return }
    do throws(DiskError) {
      try opened.lock.take(waitingMilliseconds: environment.lockMilliseconds)
    } catch {
      throw StoreError(JournalError(error))
    }
    opened.isLocked = true
  }

  private func unlockIfIdle(_ opened: inout Opened) {
    guard opened.isLocked, opened.writers == 0, opened.core?.journal.hasPending != true else {
      return
    }
    opened.lock.release()
    opened.isLocked = false
  }

  /// After a write: lets other processes in and tidies the index; the documents that were touched.
  private func settle(_ opened: inout Opened, _ isWriter: Bool) -> Set<DocumentID> {
    if isWriter { opened.writers -= 1 }
    if opened.writers == 0, opened.isLocked, let core = opened.core, !core.journal.hasPending {
      core.tidyIndex()
    }
    unlockIfIdle(&opened)
    guard let core = opened.core else { return [] }
    defer { core.touched = [] }
    return core.touched
  }

  /// Tells who watches.
  private func tell(_ touched: Set<DocumentID>) {
    guard !touched.isEmpty else { return }
    watchers.withLock { watchers in
      for continuation in watchers.values { continuation.yield(touched) }
    }
  }

  // MARK: Watching

  /// The documents that change from now on, for a user interface: each element names those of one write.
  public var changes: AsyncStream<Set<DocumentID>> {
    AsyncStream { continuation in
      let key = watchers.withLock { watchers in
        let key = (watchers.keys.max() ?? 0) + 1
        watchers[key] = continuation
        return key
      }
      continuation.onTermination = { [weak self] _ in
        _ = self?.watchers.withLock { $0.removeValue(forKey: key) }
      }
    }
  }

  // MARK: Who I am

  /// The author of edits that name none; nil if none is set.
  public func author() throws(StoreError) -> Author? {
    try reading { core throws(StoreError) in core.state.author }
  }

  /// Sets the author of edits that name none: laptops are shared.
  public func setAuthor(_ author: Author) throws(StoreError) {
    try writing { core throws(StoreError) in try core.change { $0.author = author } }
  }

  /// The store's current replica.
  public func replica() throws(StoreError) -> Replica {
    try reading { core throws(StoreError) in core.state.replica }
  }
}
