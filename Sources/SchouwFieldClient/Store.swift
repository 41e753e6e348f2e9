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
    /// The lock against other processes, while somebody here writes.
    var lock: (any DiskLock)?
    var writers = 0
    /// Where randomness goes on after the core was opened anew.
    var random: any RandomSource
  }

  /// The folder of the store.
  public var folder: String { layout.folder }

  private init(layout: StoreLayout, environment: StoreEnvironment) {
    self.layout = layout
    self.environment = environment
    group = GroupCommit(Opened(core: nil, random: environment.random)) { $0.core?.journal }
  }

  // MARK: Opening

  /// Makes an empty store.
  ///
  /// - Parameters:
  ///   - folder: where; made with the folders above it, for this user alone.
  ///   - author: who edits when an edit names nobody.
  /// - Throws: ``StoreError`` `exists` if there is a store, `journal` if the disk refuses.
  @discardableResult
  public static func create(
    _ folder: String, author: Author? = nil, environment: StoreEnvironment
  ) throws(StoreError) -> Store {
    var environment = environment
    let id = DocumentID(random: environment.random.nextBytes(16))
    let layout = StoreLayout(folder: folder)
    try layout.create(environment.disk, store: id.description)
    let store = Store(layout: layout, environment: environment)
    try store.writing { core throws(StoreError) in
      let bits = core.environment.random.nextBytes(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
      let machine = core.machineMark
      try core.change { state in
        state.replica = Replica(bits: bits)
        state.author = author
        state.machine = machine
      }
    }
    return store
  }

  /// Opens a store; its cost is what is new since its index was written, not its size.
  ///
  /// A store that was put back from a backup, or copied to another machine, gets a new replica id where the
  /// machine can tell (rule F3).
  ///
  /// - Throws: ``StoreError`` `notAStore`, `newerFormat` (nothing is changed), `journal`.
  public static func open(_ folder: String, environment: StoreEnvironment) throws(StoreError) -> Store {
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
      let core = try self.opened(&opened)
      try core.refresh()
      return try body(core)
    }
  }

  /// Runs a body that stages records, and returns when they are durable.
  func writing<Result>(
    _ body: (StoreCore) throws(StoreError) -> Result
  ) throws(StoreError) -> Result {
    let result: Result
    do {
      result = try group.commit { opened in
        let core = try self.opened(&opened)
        try self.lockForWriting(&opened)
        defer { self.unlockIfIdle(&opened, isStaged: core.journal.nextNumber) }
        try core.refresh()
        do throws(JournalError) { try core.journal.recoverTail() } catch { throw StoreError(error) }
        let before = core.journal.nextNumber
        do {
          let result = try body(core)
          if core.journal.nextNumber > before { opened.writers += 1 }
          return result
        } catch {
          // A body that failed half-way has staged what must not be written.
          if core.journal.nextNumber > before { self.forget(&opened) }
          throw error
        }
      }
    } catch let error as StoreError {
      throw error
    } catch let error as JournalError {
      group.withLock { opened in
        opened.writers = max(0, opened.writers - 1)
        self.forget(&opened)
      }
      throw StoreError(error)
    } catch {
      preconditionFailure("a store's body throws store errors only")
    }
    settle()
    return result
  }

  private func opened(_ opened: inout Opened) throws(StoreError) -> StoreCore {
    if let core = opened.core { return core }
    var environment = environment
    environment.random = opened.random
    let core = try StoreCore(layout: layout, environment: environment)
    opened.core = core
    return core
  }

  /// Closes the core: the next call opens it anew from what is on disk.
  private func forget(_ opened: inout Opened) {
    if let core = opened.core { opened.random = core.environment.random }
    opened.core?.journal.close()
    opened.core = nil
    if opened.writers == 0 {
      opened.lock?.release()
      opened.lock = nil
    }
  }

  private func lockForWriting(_ opened: inout Opened) throws(StoreError) {
    guard opened.lock == nil else { return }
    do throws(DiskError) {
      opened.lock = try environment.disk.lock(
        layout.lock, waitingMilliseconds: environment.lockMilliseconds)
    } catch {
      throw StoreError(JournalError(error))
    }
  }

  private func unlockIfIdle(_ opened: inout Opened, isStaged: Int) {
    guard opened.writers == 0, opened.core?.journal.hasStaged != true else { return }
    opened.lock?.release()
    opened.lock = nil
  }

  /// After a durable write: lets other processes in, tidies the index, tells who watches.
  private func settle() {
    let touched = group.withLock { opened -> Set<DocumentID> in
      if opened.writers > 0 { opened.writers -= 1 }
      guard let core = opened.core else { return [] }
      if opened.writers == 0, !core.journal.hasStaged {
        if opened.lock != nil { core.tidyIndex() }
        opened.lock?.release()
        opened.lock = nil
      }
      let touched = core.touched
      core.touched = []
      return touched
    }
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
