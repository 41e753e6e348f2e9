import Foundation
import SchouwCanon
import SchouwCommandLine
import SchouwJournal
import Testing

@testable import SchouwFieldCommands

/// Whether a store lies on an encrypted volume, told from a `/proc` and a `/sys` that the test lays down.
@Suite final class `An encrypted volume` {
  private let root = FileManager.default.temporaryDirectory
    .appendingPathComponent("schouw-crypt-\(UUID().uuidString)").path

  deinit { try? FileManager.default.removeItem(atPath: root) }

  private func lay(_ path: String, _ text: String = "") throws {
    let file = URL(fileURLWithPath: root + path)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(),
      withIntermediateDirectories: true
    )
    try Data(text.utf8).write(to: file)
  }

  /// The number that `stat` gives for a device.
  private func device(_ major: UInt64, _ minor: UInt64) -> UInt64 {
    (major & 0xfff) << 8 | minor & 0xff | (minor & ~0xff) << 12
  }

  private func isEncrypted(_ folder: String, _ device: UInt64) -> Bool? {
    Encryption(root: root, disk: SystemDisk()).isEncrypted(folder, device: device)
  }

  @Test func `is known by its uuid`() throws {
    try lay("/sys/dev/block/253:1/dm/uuid", "CRYPT-LUKS2-ab\n")
    try lay("/sys/dev/block/253:300/dm/uuid", "LVM-ab\n")
    #expect(isEncrypted("/home/x", device(253, 1)) == true)
    #expect(isEncrypted("/home/x", device(253, 300)) == false)
  }

  @Test func `is known under a logical volume, if all that this lies on is encrypted`() throws {
    for (name, uuid) in [("a", "CRYPT-LUKS2-a"), ("b", "CRYPT-LUKS2-b")] {
      try lay("/sys/dev/block/253:2/slaves/\(name)/dm/uuid", uuid)
    }
    #expect(isEncrypted("/home/x", device(253, 2)) == true)
    try lay("/sys/dev/block/253:2/slaves/c/size", "8")
    #expect(isEncrypted("/home/x", device(253, 2)) == false)
  }

  @Test func `is none on a bare disk`() throws {
    try lay("/sys/dev/block/8:1/size", "8")
    #expect(isEncrypted("/home/x", device(8, 1)) == false)
  }

  @Test func `is found by the mount where the file system has a device of its own`() throws {
    try lay(
      "/proc/self/mountinfo",
      """
      22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
      23 22 0:41 /@home /home rw,relatime shared:2 - btrfs /dev/mapper/luks-home rw,space_cache
      24 22 0:42 / /mnt/my\\040disk rw - btrfs /dev/sdb1 rw

      """
    )
    try lay("/sys/class/block/dm-0/dm/name", "luks-home\n")
    try lay("/sys/class/block/dm-0/dm/uuid", "CRYPT-LUKS2-ab\n")
    try lay("/sys/class/block/sdb1/size", "8")
    #expect(isEncrypted("/home/x/.local", device(0, 41)) == true)
    #expect(isEncrypted("/home/x/.local", device(0, 57)) == true, "a subvolume has a third number")
    #expect(isEncrypted("/mnt/my disk/x", device(0, 42)) == false)
    #expect(isEncrypted("/homes", device(0, 99)) == nil, "sda1 is not known here")
    // A second disk of the same file system is not encrypted: part of the store may lie there.
    try lay("/sys/fs/btrfs/u/devices/dm-0/size", "8")
    #expect(isEncrypted("/home/x/.local", device(0, 41)) == true)
    try lay("/sys/fs/btrfs/u/devices/sdb1/size", "8")
    #expect(isEncrypted("/home/x/.local", device(0, 41)) == false)
  }

  @Test(arguments: [
    "30 22 0:50 / /home rw - overlay overlay rw,lowerdir=/x",
    "30 22 0:50 / /home rw - tmpfs tmpfs rw",
    "30 22 0:50 / /home rw - nfs4 server:/home rw", "30 22 0:50 / /home rw - zfs pool/home rw", "",
    "30 22 0:50 / /home", "30 22 0:50 / /home rw - btrfs /dev/mapper/gone rw",
  ])
  func `may be unknown, and then is neither`(line: String) throws {
    try lay("/proc/self/mountinfo", line + "\n")
    #expect(isEncrypted("/home/x", device(0, 50)) == nil)
  }

  @Test func `is unknown without a word from the system`() {
    #expect(isEncrypted("/home/x", device(253, 1)) == nil)
  }

  @Test func `may be a folder that encrypts by itself`() throws {
    try lay("/proc/self/mountinfo", "30 22 0:50 / /home/x rw - ecryptfs /home/.ecryptfs/x rw\n")
    #expect(isEncrypted("/home/x/.local", device(0, 50)) == true)
  }

  @Test func `is told by doctor, each way`() throws {
    let laptop = FieldLaptop()
    _ = laptop.begin()
    let facts = try #require(System.folderFacts(laptop.store))
    let (major, minor) = (
      (facts.device >> 8 & 0xfff) | (facts.device >> 32 & ~0xfff),
      (facts.device & 0xff) | (facts.device >> 12 & ~0xff)
    )
    func finding() throws -> JSONValue {
      let answer = laptop.type(["doctor", "--json"], systemRoot: root)
      return try #require(answer.json.first { $0["check"] == "encryption" })
    }
    #expect(try finding()["text"] == "Of de schijf versleuteld is, is niet te zien.")
    #expect(try finding()["state"] == "warn")
    let home = try #require(System.realPath(laptop.home))
    try lay("/proc/self/mountinfo", "30 22 \(major):\(minor) / \(home) rw - ext4 /dev/dm-7 rw\n")
    try lay("/sys/class/block/dm-7/size", "8")
    #expect(try finding()["text"] == "De schijf lijkt niet versleuteld.")
    try lay("/sys/class/block/dm-7/dm/uuid", "CRYPT-LUKS2-ab\n")
    #expect(try finding()["text"] == "De schijf is versleuteld.")
    #expect(try finding()["state"] == "ok")
    #expect(try finding()["remedy"] == .null)
  }
}
