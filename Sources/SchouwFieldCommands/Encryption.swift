import SchouwJournal

/// Whether a disk is encrypted, as far as Linux tells: dm-crypt gives its devices a uuid that begins with `CRYPT-`,
/// and what lies on them (LVM, RAID, partitions) names them as slaves.
///
/// "Unknown" is an answer: nobody is told that a disk is encrypted, or that it is not, where that cannot be seen.
struct Encryption {
  /// Under which `/proc` and `/sys` are looked for; empty for the real ones.
  var root = ""
  let disk: any Disk

  /// Whether what lies in a folder is encrypted on its disk; nil where it cannot be known.
  ///
  /// - Parameters:
  ///   - folder: absolute.
  ///   - device: that of the folder, as `stat` gives it.
  func isEncrypted(_ folder: String, device: UInt64) -> Bool? {
    let major = (device >> 8 & 0xfff) | (device >> 32 & ~0xfff)
    let minor = (device & 0xff) | (device >> 12 & ~0xff)
    if major != 0 {
      let block = "\(root)/sys/dev/block/\(major):\(minor)"
      if isFolder(block) { return isEncrypted(block, depth: 0) }
    }
    // btrfs, overlay and the network have devices of their own making: the mount says what is below.
    return mount(of: folder, device: "\(major):\(minor)").flatMap { isEncrypted($0) }
  }

  // MARK: Mounts

  private struct Mount {
    let device: String
    let point: String
    let type: String
    let source: String

    /// Reads a line of `mountinfo` (proc(5)).
    init?(_ line: Substring) {
      let words = line.split(separator: " ")
      guard let dash = words.firstIndex(of: "-"), dash >= 6, words.count >= dash + 3 else {
        return nil
      }
      device = String(words[2])
      point = Self.plain(words[4])
      type = String(words[dash + 1])
      source = Self.plain(words[dash + 2])
    }

    /// A path in which spaces and the like stand as `\\040`.
    private static func plain(_ text: Substring) -> String {
      var bytes: [UInt8] = []
      var rest = Array(text.utf8)[...]
      while let byte = rest.popFirst() {
        let digits = rest.prefix(3)
        if byte == UInt8(ascii: "\\"), digits.count == 3,
          digits.allSatisfy({ (0x30...0x37).contains($0) })
        {
          let value = digits.reduce(0) { $0 * 8 + Int($1 - 0x30) }
          bytes.append(UInt8(truncatingIfNeeded: value))
          rest.removeFirst(3)
        } else {
          bytes.append(byte)
        }
      }
      return String(decoding: bytes, as: UTF8.self)
    }

    func holds(_ folder: String) -> Bool {
      point == "/" || folder == point || folder.hasPrefix(point + "/")
    }
  }

  /// The mount of a folder: the one of its device, else the last of those whose point is longest.
  private func mount(of folder: String, device: String) -> Mount? {
    let path = root + "/proc/self/mountinfo"
    guard let bytes = System.smallFile(path, bytesMax: 1 << 20) else { return nil }
    let mounts = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
      .compactMap { Mount($0) }
      .filter { $0.holds(folder) }
    let length = mounts.map(\.point.utf8.count).max()
    return mounts.last { $0.device == device && $0.point.utf8.count == length }
      ?? mounts.last { $0.point.utf8.count == length }
  }

  private func isEncrypted(_ mount: Mount) -> Bool? {
    // These encrypt by themselves, whatever they lie on.
    if ["ecryptfs", "fuse.cryfs", "fuse.encfs", "fuse.gocryptfs"].contains(mount.type) {
      return true
    }
    guard mount.source.hasPrefix("/dev/"), let name = block(of: mount.source) else { return nil }
    return names(beside: name).map { isEncrypted("\(root)/sys/class/block/\($0)", depth: 0) }
      .allSatisfy { $0 }
  }

  /// The name of a block device by its path in `/dev`; nil if there is none.
  private func block(of source: String) -> String? {
    let classes = root + "/sys/class/block"
    if source.hasPrefix("/dev/mapper/") {
      let mapped = source.dropFirst("/dev/mapper/".utf8.count)
      return names(in: classes).first { name in
        guard let text = System.smallFile("\(classes)/\(name)/dm/name", bytesMax: 256) else {
          return false
        }
        return text.prefix { $0 != UInt8(ascii: "\n") }.elementsEqual(mapped.utf8)
      }
    }
    let name = String(source.dropFirst("/dev/".utf8.count))
    return !name.contains("/") && isFolder("\(classes)/\(name)") ? name : nil
  }

  /// All devices of the btrfs that has one of them; that one alone if there is none.
  private func names(beside name: String) -> [String] {
    let systems = root + "/sys/fs/btrfs"
    for system in names(in: systems) {
      let devices = names(in: "\(systems)/\(system)/devices")
      if devices.contains(name) { return devices }
    }
    return [name]
  }

  // MARK: Block devices

  private func isEncrypted(_ folder: String, depth: Int) -> Bool {
    if let uuid = System.smallFile(folder + "/dm/uuid", bytesMax: 256),
      uuid.starts(with: "CRYPT-".utf8)
    {
      return true
    }
    let slaves = names(in: folder + "/slaves")
    guard depth < 8, !slaves.isEmpty else { return false }
    return slaves.allSatisfy { isEncrypted("\(folder)/slaves/\($0)", depth: depth + 1) }
  }

  private func names(in folder: String) -> [String] { (try? disk.names(in: folder)) ?? [] }
  private func isFolder(_ path: String) -> Bool { !names(in: path).isEmpty }
}
