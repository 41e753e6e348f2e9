import Foundation
import SchouwCanon
public import SchouwJournal

/// A file system in memory that fails as real ones do (assumptions A1 to A6 of `Protocol/journal.md`).
///
/// The fault sheet. What each fault may do, and what it may not:
///
/// | fault | may | never |
/// | --- | --- | --- |
/// | ``PowerCut/lose`` | drop every unsynced write, truncation and folder entry | touch what was synced |
/// | ``PowerCut/tear`` | keep the first few of them, the last kept write cut at any byte | as above |
/// | ``PowerCut/zero`` | keep sizes and entries, with unsynced sectors of 512 bytes as zeros | as above |
/// | ``PowerCut/reorder`` | keep any of them by sector, in any combination; sizes too | as above |
/// | ``PowerCut/keep`` | keep all, unsynced still: the process died, the machine did not | lose anything |
/// | ``failCalls(_:times:code:)`` | refuse a kind of call, some times or for ever | change anything |
/// | ``fail(atCall:)`` | refuse one call, by its number | change anything |
/// | ``stop(atCall:)`` | end the machine at a call: a write is still in memory, all after it fails | — |
/// | ``bytesMax`` | write a part, then say that the disk is full | lose what was written before |
/// | ``isReadOnly`` | refuse every change | refuse reading |
/// | ``flip(_:at:xor:)`` | show a byte otherwise when read, until it is written anew | change the byte below it |
///
/// Files and folder entries are synced apart: a synced file whose folder was not synced can vanish. Folders
/// themselves are durable at once. Pristine bytes are kept, flips lie over them: ``heal()`` takes them away.
/// Everything random comes from a seed. Handles of one disk are what two processes are on one machine;
/// locks hold between them.
public final class SimulatedDisk: Disk, @unchecked Sendable {
  /// What a power cut makes of what was not synced.
  public enum PowerCut: String, Sendable, CaseIterable {
    case lose, tear, zero, reorder, keep
  }

  /// What the code under test asks for.
  public enum Call: String, Sendable, CaseIterable {
    case open, create, rename, remove, names, makeFolder, syncFolder, lock
    case write, read, size, sync, truncate
  }

  enum Operation {
    case write(offset: Int, bytes: [UInt8])
    case truncate(size: Int)
  }

  struct Inode {
    /// As the running machine sees it.
    var bytes: [UInt8] = []
    /// As of the last sync.
    var durable: [UInt8] = []
    /// What happened since.
    var unsynced: [Operation] = []
    /// Faults that lie over the bytes when they are read.
    var flips: [Int: UInt8] = [:]
  }

  /// A change of the folder, all of it or none.
  struct EntryChange {
    let folder: String
    /// Path and file; nil where the name goes.
    let names: [(path: String, inode: Int?)]
  }

  struct State {
    var inodes: [Int: Inode] = [:]
    var nextInode = 1
    var entries: [String: Int] = [:]
    var durableEntries: [String: Int] = [:]
    var entryChanges: [EntryChange] = []
    var folders: Set<String> = ["", "."]
    var held: Set<String> = []
    var bytesMax: Int?
    var isReadOnly = false
    var calls = 0
    var trace: [Call] = []
    var stopAt: Int?
    var failAt: Int?
    var failures: [Call: (times: Int, code: DiskError.Code, number: Int32)] = [:]
  }

  let condition = NSCondition()
  var state = State()

  /// An empty disk.
  public init() {}

  init(_ state: State) { self.state = state }

  func locked<Value, Failure>(
    _ body: (inout State) throws(Failure) -> Value
  ) throws(Failure) -> Value {
    condition.lock()
    defer { condition.unlock() }
    return try body(&state)
  }

  // MARK: Faults

  /// How many calls were made so far.
  public var calls: Int { locked { $0.calls } }

  /// What was called so far, in order.
  public var trace: [Call] { locked { $0.trace } }

  /// Bytes that fit in all files together; nil for no limit.
  public var bytesMax: Int? {
    get { locked { $0.bytesMax } }
    set { locked { $0.bytesMax = newValue } }
  }

  /// Bytes in all files.
  public var bytesUsed: Int { locked { $0.used } }

  /// Whether every change is refused.
  public var isReadOnly: Bool {
    get { locked { $0.isReadOnly } }
    set { locked { $0.isReadOnly = newValue } }
  }

  /// Ends the machine at a call, counted from 1 over the disk's life: it and all after it fail; a write that
  /// was being made is still unsynced in memory.
  public func stop(atCall number: Int?) { locked { $0.stopAt = number } }

  /// Whether the call at which the machine was to end has been made.
  public var hasStopped: Bool {
    locked { state in state.stopAt.map { state.calls >= $0 } ?? false }
  }

  /// Lets one call fail, counted from 1 over the disk's life, with an input or output error and no effect.
  public func fail(atCall number: Int?) { locked { $0.failAt = number } }

  /// Lets the next calls of a kind fail; `times` of `.max` is for ever, 0 takes the fault away.
  public func failCalls(
    _ call: Call,
    times: Int,
    code: DiskError.Code = .failed,
    errno: Int32? = nil
  ) {
    let number: Int32 =
      switch code {
      case .full: ENOSPC
      case .notPermitted: EROFS
      case .notFound: ENOENT
      case .locked: EWOULDBLOCK
      default: EIO
      }
    locked { $0.failures[call] = (times, code, errno ?? number) }
  }

  /// Shows a byte of a file otherwise, as a medium that forgets does.
  public func flip(_ path: String, at offset: Int, xor mask: UInt8) {
    locked { state in
      guard let inode = state.entries[path] else { return }
      state.inodes[inode]?.flips[offset] = mask
    }
  }

  /// Takes all flips away: the pristine bytes are still there.
  public func heal() {
    locked { state in
      for inode in state.inodes.keys { state.inodes[inode]?.flips = [:] }
    }
  }

  // MARK: Looking and placing

  /// The pristine bytes of a file; nil if there is none.
  public func bytes(of path: String) -> [UInt8]? {
    locked { state in state.entries[path].flatMap { state.inodes[$0]?.bytes } }
  }

  /// Every path there is, sorted by bytes.
  public var paths: [String] { locked { $0.entries.keys.sorted() } }

  /// Places a file as if it had been synced long ago; nil takes it away.
  public func place(_ bytes: [UInt8]?, at path: String) {
    locked { state in
      guard let bytes else {
        state.entries[path] = nil
        state.durableEntries[path] = nil
        return
      }
      let inode = state.newInode()
      state.inodes[inode] = Inode(bytes: bytes, durable: bytes)
      state.entries[path] = inode
      state.durableEntries[path] = inode
    }
  }

  /// A copy with its own life: a backup, a clone, or a point from which to try something.
  public func snapshot() -> SimulatedDisk {
    locked { state in
      var copy = state
      copy.held = []
      copy.stopAt = nil
      copy.failAt = nil
      copy.failures = [:]
      copy.calls = 0
      copy.trace = []
      return SimulatedDisk(copy)
    }
  }

  /// The disk as it is found after a power cut now; this one stays as it is.
  public func powerCut(_ cut: PowerCut, seed: UInt64) -> SimulatedDisk {
    var random = SeededRandom(seed: seed)
    let copy = snapshot()
    copy.state.cutPower(cut, &random)
    return copy
  }
}

extension SimulatedDisk.State {
  var used: Int { entries.values.reduce(0) { $0 + (inodes[$1]?.bytes.count ?? 0) } }

  mutating func newInode() -> Int {
    defer { nextInode += 1 }
    return nextInode
  }

  /// Counts a call and throws what it was told to.
  mutating func enter(
    _ call: SimulatedDisk.Call,
    _ path: String,
    effect: (inout Self) -> Void = { _ in }
  ) throws(DiskError) {
    calls += 1
    trace.append(call)
    if let stopAt, calls >= stopAt {
      if calls == stopAt { effect(&self) }
      throw DiskError(.failed, path: path, call: call.rawValue, errno: EIO)
    }
    if calls == failAt {
      throw DiskError(.failed, path: path, call: call.rawValue, errno: EIO)
    }
    guard let failure = failures[call], failure.times > 0 else { return }
    if failure.times != .max { failures[call] = (failure.times - 1, failure.code, failure.number) }
    throw DiskError(failure.code, path: path, call: call.rawValue, errno: failure.number)
  }

  mutating func refuseIfReadOnly(_ call: SimulatedDisk.Call, _ path: String) throws(DiskError) {
    guard isReadOnly else { return }
    throw DiskError(.notPermitted, path: path, call: call.rawValue, errno: EROFS)
  }

  mutating func change(_ folder: String, _ names: [(path: String, inode: Int?)]) {
    for name in names { entries[name.path] = name.inode }
    entryChanges.append(SimulatedDisk.EntryChange(folder: folder, names: names))
  }
}
