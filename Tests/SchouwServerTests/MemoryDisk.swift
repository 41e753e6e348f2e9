import SchouwJournal
import Synchronization

/// A disk in memory that keeps apart what was synced, fills up and fails when it is told.
///
/// Faults: a write beyond `room` puts down what fits and says that the disk is full; while `failsSync` is set
/// every sync of a file fails. Names are durable at once.
final class MemoryDisk: Disk {
  struct State {
    var files: [String: Content] = [:]
    var folders: Set<String> = []
    var locks: Set<String> = []
    /// Bytes that may still be written; nil for any number.
    var room: Int?
    var failsSync = false
    var syncs = 0
  }

  struct Content {
    var bytes: [UInt8] = []
    /// As of the last sync.
    var durable: [UInt8] = []
  }

  let state: Mutex<State>

  init() { state = Mutex(State()) }

  private init(files: [String: Content], folders: Set<String>) {
    state = Mutex(State(files: files, folders: folders))
  }

  /// The disk as a power cut leaves it: only what was synced, and no lock.
  func afterPowerCut() -> MemoryDisk {
    let (files, folders) = state.withLock { ($0.files, $0.folders) }
    return MemoryDisk(
      files: files.mapValues {
        Content(bytes: $0.durable, durable: $0.durable)
      },
      folders: folders
    )
  }

  /// The disk as `kill -9` leaves it: all that was written, and no lock.
  func afterKill() -> MemoryDisk {
    let (files, folders) = state.withLock { ($0.files, $0.folders) }
    return MemoryDisk(
      files: files.mapValues { Content(bytes: $0.bytes, durable: $0.bytes) },
      folders: folders
    )
  }

  func bytes(of path: String) -> [UInt8]? { state.withLock { $0.files[path]?.bytes } }
  func files(under folder: String) -> [String: [UInt8]] {
    state.withLock { $0.files.filter { $0.key.hasPrefix(folder + "/") }.mapValues(\.bytes) }
  }
  func put(_ bytes: [UInt8], at path: String) {
    state.withLock { $0.files[path] = Content(bytes: bytes, durable: bytes) }
  }
  /// Lets files grow by so much in all; the room that journals have made for themselves is gone then.
  func set(room: Int?) {
    state.withLock { state in
      state.room = room
      guard room != nil else { return }
      for (path, content) in state.files {
        let tabs = content.bytes.reversed().prefix { $0 == UInt8(ascii: "\t") }.count
        state.files[path]?.bytes.removeLast(tabs)
      }
    }
  }
  func set(failsSync: Bool) { state.withLock { $0.failsSync = failsSync } }
  var syncs: Int { state.withLock { $0.syncs } }

  func open(_ path: String, _ mode: OpenMode) throws(DiskError) -> any DiskFile {
    let isThere = state.withLock { $0.files[path] != nil }
    switch (mode, isThere) {
    case (.create, true): throw DiskError(.exists, path: path, call: "open", errno: 17)
    case (.create, false): state.withLock { $0.files[path] = Content() }
    case (_, false): throw DiskError(.notFound, path: path, call: "open", errno: 2)
    default: break
    }
    return MemoryFile(disk: self, path: path)
  }

  func rename(_ old: String, to new: String) throws(DiskError) {
    let found = state.withLock { state in
      guard let content = state.files.removeValue(forKey: old) else { return false }
      if let room = state.room { state.room = room + (state.files[new]?.bytes.count ?? 0) }
      state.files[new] = content
      return true
    }
    if !found { throw DiskError(.notFound, path: old, call: "rename", errno: 2) }
  }

  func remove(_ path: String) throws(DiskError) {
    state.withLock { state in
      let content = state.files.removeValue(forKey: path)
      if let room = state.room { state.room = room + (content?.bytes.count ?? 0) }
    }
  }

  func names(in folder: String) throws(DiskError) -> [String] {
    state.withLock { state in
      let prefix = folder + "/"
      return state.files.keys.filter { $0.hasPrefix(prefix) }
        .map { String($0.dropFirst(prefix.count)) }
        .filter { !$0.contains("/") }
        .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }
  }

  func makeFolder(_ path: String) throws(DiskError) {
    state.withLock { _ = $0.folders.insert(path) }
  }

  func syncFolder(_ path: String) throws(DiskError) {}

  func lock(_ path: String) -> any DiskLock { MemoryLock(disk: self, path: path) }
}

private final class MemoryFile: DiskFile {
  let disk: MemoryDisk
  let path: String

  init(disk: MemoryDisk, path: String) {
    self.disk = disk
    self.path = path
  }

  func write(_ bytes: [UInt8], at offset: Int) throws(DiskError) {
    let fits = disk.state.withLock { state in
      guard let size = state.files[path]?.bytes.count else { return true }
      let growth = max(0, offset + bytes.count - size)
      let granted = min(growth, state.room ?? growth)
      let count = bytes.count - growth + granted
      let overlap = min(count, size - offset)
      state.files[path]?.bytes.replaceSubrange(offset..<offset + overlap, with: bytes[..<count])
      if let room = state.room { state.room = room - granted }
      return granted == growth
    }
    if !fits { throw DiskError(.full, path: path, call: "write", errno: 28) }
  }

  func read(at offset: Int, count: Int) throws(DiskError) -> [UInt8] {
    disk.state.withLock { state in
      let bytes = state.files[path]?.bytes ?? []
      guard offset < bytes.count else { return [] }
      return Array(bytes[offset..<min(bytes.count, offset + count)])
    }
  }

  func size() throws(DiskError) -> Int { disk.state.withLock { $0.files[path]?.bytes.count ?? 0 } }

  func sync() throws(DiskError) {
    let done = disk.state.withLock { state in
      guard !state.failsSync else { return false }
      state.syncs += 1
      let written = state.files[path]?.bytes ?? []
      state.files[path]?.durable = written
      return true
    }
    if !done { throw DiskError(.failed, path: path, call: "fdatasync", errno: 5) }
  }

  func truncate(to size: Int) throws(DiskError) {
    disk.state.withLock { state in
      guard let content = state.files[path], size < content.bytes.count else { return }
      state.files[path]?.bytes.removeSubrange(size...)
      state.files[path]?.durable = Array(content.durable.prefix(size))
      if let room = state.room { state.room = room + content.bytes.count - size }
    }
  }

  func close() {}
}

private final class MemoryLock: DiskLock {
  let disk: MemoryDisk
  let path: String
  private let isHeld = Mutex(false)

  init(disk: MemoryDisk, path: String) {
    self.disk = disk
    self.path = path
  }

  deinit { release() }

  func take(waitingMilliseconds: Int) throws(DiskError) {
    let isFree = disk.state.withLock { $0.locks.insert(path).inserted }
    guard isFree else { throw DiskError(.locked, path: path, call: "flock", errno: 11) }
    isHeld.withLock { $0 = true }
  }

  func release() {
    let wasHeld = isHeld.withLock { held in
      defer { held = false }
      return held
    }
    if wasHeld { disk.state.withLock { _ = $0.locks.remove(path) } }
  }
}
