import SchouwJournal

/// Whether a disk is encrypted, as far as Linux tells: dm-crypt gives its devices a uuid that
/// begins with `CRYPT-`, and what lies on them (LVM, partitions) names them as slaves.
enum Encryption {
  /// Nil where it cannot be known: the device is none of the block layer's (btrfs, overlay,
  /// network).
  static func isEncrypted(device: UInt64, _ disk: any Disk) -> Bool? {
    let major = (device >> 8 & 0xfff) | (device >> 32 & ~0xfff)
    let minor = (device & 0xff) | (device >> 12 & ~0xff)
    guard major != 0 else { return nil }
    let folder = "/sys/dev/block/\(major):\(minor)"
    guard let names = try? disk.names(in: folder), !names.isEmpty else { return nil }
    return isEncrypted(folder, disk, depth: 0)
  }

  private static func isEncrypted(_ folder: String, _ disk: any Disk, depth: Int) -> Bool {
    if let uuid = System.smallFile(folder + "/dm/uuid", bytesMax: 256),
      uuid.starts(with: "CRYPT-".utf8)
    {
      return true
    }
    guard depth < 8, let slaves = try? disk.names(in: folder + "/slaves"), !slaves.isEmpty else {
      return false
    }
    return slaves.allSatisfy { isEncrypted("\(folder)/slaves/\($0)", disk, depth: depth + 1) }
  }
}
