import SchouwCanon

extension SimulatedDisk.Operation {
  /// Carries the operation out; a gap before a write is zeros.
  func carryOut(on file: inout [UInt8]) {
    switch self {
    case .write(let offset, let bytes):
      if file.count < offset { file += [UInt8](repeating: 0, count: offset - file.count) }
      let overlap = min(file.count - offset, bytes.count)
      if overlap > 0 { file.replaceSubrange(offset..<offset + overlap, with: bytes[..<overlap]) }
      file += bytes[overlap...]
    case .truncate(let size):
      if size < file.count {
        file.removeLast(file.count - size)
      } else {
        file += [UInt8](repeating: 0, count: size - file.count)
      }
    }
  }
}

extension SimulatedDisk.State {
  /// Makes of what was not synced what a power cut makes of it, and begins a new life.
  mutating func cutPower(_ cut: SimulatedDisk.PowerCut, _ random: inout SeededRandom) {
    guard cut != .keep else { return }
    for inode in inodes.keys.sorted() {
      // What a failed sync lost is still in memory, and on no medium.
      guard var file = inodes[inode], !file.unsynced.isEmpty || file.bytes != file.durable else {
        continue
      }
      file.bytes = found(file, cut, &random)
      file.durable = file.bytes
      file.unsynced = []
      inodes[inode] = file
    }
    let kept: [SimulatedDisk.EntryChange] =
      switch cut {
      case .lose: []
      case .tear: Array(entryChanges.prefix(Int.random(in: 0...entryChanges.count, using: &random)))
      case .zero, .keep: entryChanges
      case .reorder: entryChanges.filter { _ in Bool.random(using: &random) }
      }
    for change in kept {
      for name in change.names { durableEntries[name.path] = name.inode }
    }
    entries = durableEntries
    entryChanges = []
  }

  private func found(
    _ file: SimulatedDisk.Inode,
    _ cut: SimulatedDisk.PowerCut,
    _ random: inout SeededRandom
  ) -> [UInt8] {
    var bytes = file.durable
    switch cut {
    case .lose: break
    case .keep: bytes = file.bytes
    case .tear:
      let whole = Int.random(in: 0...file.unsynced.count, using: &random)
      for operation in file.unsynced.prefix(whole) { operation.carryOut(on: &bytes) }
      if whole < file.unsynced.count, case .write(let offset, let part) = file.unsynced[whole] {
        let length = Int.random(in: 0...part.count, using: &random)
        SimulatedDisk.Operation.write(offset: offset, bytes: Array(part.prefix(length)))
          .carryOut(on: &bytes)
      }
    case .zero, .reorder:
      for operation in file.unsynced {
        if cut == .reorder, case .truncate = operation, Bool.random(using: &random) { continue }
        carryOutSectors(of: operation, on: &bytes, &random)
      }
      if cut == .reorder, bytes.count > file.durable.count {
        // The size may have come to the medium before, or without, what is in it.
        let size = Int.random(in: file.durable.count...bytes.count, using: &random)
        if Bool.random(using: &random) { bytes.removeLast(bytes.count - size) }
      }
    }
    return bytes
  }

  /// Each sector of 512 bytes of a write is there or is zeros.
  private func carryOutSectors(
    of operation: SimulatedDisk.Operation,
    on file: inout [UInt8],
    _ random: inout SeededRandom
  ) {
    guard case .write(let offset, let bytes) = operation else {
      operation.carryOut(on: &file)
      return
    }
    let before = file.count
    var written = bytes
    var start = 0
    while start < bytes.count {
      let end = min(bytes.count, ((offset + start) / 512 + 1) * 512 - offset)
      if Bool.random(using: &random) {
        for index in start..<end {
          written[index] = offset + index < before ? file[offset + index] : 0
        }
      }
      start = end
    }
    SimulatedDisk.Operation.write(offset: offset, bytes: written).carryOut(on: &file)
  }
}
