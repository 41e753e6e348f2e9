import Foundation
public import SchouwJournal

extension SimulatedDisk {
  /// Opens a file.
  public func open(_ path: String, _ mode: OpenMode) throws(DiskError) -> any DiskFile {
    try locked { state throws(DiskError) in
      try state.enter(mode == .create ? .create : .open, path)
      if mode != .read { try state.refuseIfReadOnly(.open, path) }
      switch mode {
      case .read, .update:
        guard let inode = state.entries[path] else {
          throw DiskError(.notFound, path: path, call: "open", errno: ENOENT)
        }
        return SimulatedFile(disk: self, inode: inode, path: path)
      case .create:
        guard state.folders.contains(folder(of: path)) else {
          throw DiskError(.notFound, path: path, call: "open", errno: ENOENT)
        }
        guard state.entries[path] == nil else {
          throw DiskError(.exists, path: path, call: "open", errno: EEXIST)
        }
        let inode = state.newInode()
        state.inodes[inode] = Inode()
        state.change(folder(of: path), [(path, inode)])
        return SimulatedFile(disk: self, inode: inode, path: path)
      }
    }
  }

  /// Gives a file another name.
  public func rename(_ old: String, to new: String) throws(DiskError) {
    try locked { state throws(DiskError) in
      try state.enter(.rename, old)
      try state.refuseIfReadOnly(.rename, old)
      guard let inode = state.entries[old] else {
        throw DiskError(.notFound, path: old, call: "rename", errno: ENOENT)
      }
      state.change(folder(of: new), [(old, nil), (new, inode)])
    }
  }

  /// Removes a file.
  public func remove(_ path: String) throws(DiskError) {
    try locked { state throws(DiskError) in
      try state.enter(.remove, path)
      try state.refuseIfReadOnly(.remove, path)
      guard state.entries[path] != nil else { return }
      state.change(folder(of: path), [(path, nil)])
    }
  }

  /// The names in a folder.
  public func names(in folder: String) throws(DiskError) -> [String] {
    try locked { state throws(DiskError) in
      try state.enter(.names, folder)
      let prefix = folder + "/"
      return state.entries.keys
        .filter { $0.hasPrefix(prefix) && !$0.dropFirst(prefix.count).contains("/") }
        .map { String($0.dropFirst(prefix.count)) }
        .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }
  }

  /// Makes a folder and those above it, durably.
  public func makeFolder(_ path: String) throws(DiskError) {
    try locked { state throws(DiskError) in
      try state.enter(.makeFolder, path)
      var path = path
      while !state.folders.contains(path) {
        try state.refuseIfReadOnly(.makeFolder, path)
        state.folders.insert(path)
        path = folder(of: path)
        if path == "/" { break }
      }
    }
  }

  /// Makes a folder's entries durable.
  public func syncFolder(_ path: String) throws(DiskError) {
    try locked { state throws(DiskError) in
      try state.enter(.syncFolder, path)
      for change in state.entryChanges where change.folder == path {
        for name in change.names { state.durableEntries[name.path] = name.inode }
      }
      state.entryChanges.removeAll { $0.folder == path }
    }
  }

  /// A lock, not taken yet.
  public func lock(_ path: String) -> any DiskLock { SimulatedLock(disk: self, path: path) }

  /// Takes a lock; waits for another holder as long as it is told.
  func take(_ path: String, waitingMilliseconds: Int) throws(DiskError) {
    condition.lock()
    defer { condition.unlock() }
    try state.enter(.lock, path)
    try state.refuseIfReadOnly(.lock, path)
    let end = Date(timeIntervalSinceNow: Double(waitingMilliseconds) / 1000)
    while state.held.contains(path) {
      guard waitingMilliseconds > 0, condition.wait(until: end) else {
        throw DiskError(.locked, path: path, call: "flock", errno: EWOULDBLOCK, holder: 4711)
      }
    }
    state.held.insert(path)
  }

  func release(_ path: String) {
    condition.lock()
    state.held.remove(path)
    condition.broadcast()
    condition.unlock()
  }
}

private final class SimulatedFile: DiskFile, @unchecked Sendable {
  private let disk: SimulatedDisk
  private let inode: Int
  private let path: String
  private var isOpen = true

  init(disk: SimulatedDisk, inode: Int, path: String) {
    self.disk = disk
    self.inode = inode
    self.path = path
  }

  private func checkOpen(_ call: SimulatedDisk.Call) throws(DiskError) {
    guard !isOpen else { return }
    throw DiskError(.failed, path: path, call: call.rawValue, errno: EBADF)
  }

  func write(_ bytes: [UInt8], at offset: Int) throws(DiskError) {
    try disk.locked { state throws(DiskError) in
      try checkOpen(.write)
      let inode = inode
      func write(_ bytes: [UInt8], _ state: inout SimulatedDisk.State) {
        guard !bytes.isEmpty, state.inodes[inode] != nil else { return }
        let operation = SimulatedDisk.Operation.write(offset: offset, bytes: bytes)
        operation.carryOut(on: &state.inodes[inode, default: .init()].bytes)
        state.inodes[inode]?.unsynced.append(operation)
        // A byte that is written anew is what was written.
        if state.inodes[inode]?.flips.isEmpty == false {
          for place in offset..<offset + bytes.count { state.inodes[inode]?.flips[place] = nil }
        }
      }
      try state.enter(.write, path) { write(bytes, &$0) }
      try state.refuseIfReadOnly(.write, path)
      // Only what makes a file longer needs room on the disk.
      let growth = max(0, offset + bytes.count - (state.inodes[inode]?.bytes.count ?? 0))
      let room = state.bytesMax.map { max(0, $0 - state.used) } ?? growth
      write(Array(bytes.prefix(bytes.count - max(0, growth - room))), &state)
      guard room >= growth else {
        throw DiskError(.full, path: path, call: "write", errno: ENOSPC)
      }
    }
  }

  func read(at offset: Int, count: Int) throws(DiskError) -> [UInt8] {
    try disk.locked { state throws(DiskError) in
      try checkOpen(.read)
      try state.enter(.read, path)
      guard let found = state.inodes[inode], offset < found.bytes.count, count > 0 else {
        return []
      }
      var bytes = Array(found.bytes[offset..<min(found.bytes.count, offset + count)])
      for (place, mask) in found.flips where place >= offset && place < offset + bytes.count {
        bytes[place - offset] ^= mask
      }
      return bytes
    }
  }

  func size() throws(DiskError) -> Int {
    try disk.locked { state throws(DiskError) in
      try checkOpen(.size)
      try state.enter(.size, path)
      return state.inodes[inode]?.bytes.count ?? 0
    }
  }

  func sync() throws(DiskError) {
    try disk.locked { state throws(DiskError) in
      try checkOpen(.sync)
      do throws(DiskError) {
        try state.enter(.sync, path)
      } catch {
        // After a failed sync the kernel may call the pages clean: a later one says yes and does nothing.
        guard state.stopAt == nil else { throw error }
        let size = state.inodes[inode]?.bytes.count ?? 0
        state.inodes[inode]?.unsynced = [.truncate(size: size)]
        throw error
      }
      guard let current = state.inodes[inode] else { return }
      // What a failed sync lost stays lost: only the operations since are carried out.
      var durable = current.durable
      for operation in current.unsynced { operation.carryOut(on: &durable) }
      state.inodes[inode]?.durable = durable
      state.inodes[inode]?.unsynced = []
    }
  }

  func truncate(to size: Int) throws(DiskError) {
    try disk.locked { state throws(DiskError) in
      try checkOpen(.truncate)
      let inode = inode
      try state.enter(.truncate, path)
      try state.refuseIfReadOnly(.truncate, path)
      SimulatedDisk.Operation.truncate(size: size).carryOut(
        on: &state.inodes[inode, default: .init()].bytes
      )
      state.inodes[inode]?.unsynced.append(.truncate(size: size))
    }
  }

  func close() { isOpen = false }
}

private final class SimulatedLock: DiskLock, @unchecked Sendable {
  private let disk: SimulatedDisk
  private let path: String
  private var isHeld = false

  init(disk: SimulatedDisk, path: String) {
    self.disk = disk
    self.path = path
  }

  deinit { release() }

  func take(waitingMilliseconds: Int) throws(DiskError) {
    try disk.take(path, waitingMilliseconds: waitingMilliseconds)
    isHeld = true
  }

  func release() {
    guard isHeld else { return }
    isHeld = false
    disk.release(path)
  }
}
