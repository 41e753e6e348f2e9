import SchouwCanon
import SchouwJournal

/// A disk whose user forgets what it should ask of it: a defect of the program, not of the medium.
struct DefectiveDisk: Disk {
  static let laptopDefects: Set<Defect> = [.skipsSync, .forgetsFolderSync, .retriesFailedSync]
  static let officeDefects: Set<Defect> = [.officeSkipsSync]

  let disk: SimulatedDisk
  let defect: Defect

  init(_ disk: SimulatedDisk, _ defect: Defect) {
    self.disk = disk
    self.defect = defect
  }

  func open(_ path: String, _ mode: OpenMode) throws(DiskError) -> any DiskFile {
    DefectiveFile(try disk.open(path, mode), defect)
  }

  func rename(_ old: String, to new: String) throws(DiskError) { try disk.rename(old, to: new) }
  func remove(_ path: String) throws(DiskError) { try disk.remove(path) }
  func names(in folder: String) throws(DiskError) -> [String] { try disk.names(in: folder) }
  func makeFolder(_ path: String) throws(DiskError) { try disk.makeFolder(path) }
  func lock(_ path: String) -> any DiskLock { disk.lock(path) }

  func syncFolder(_ path: String) throws(DiskError) {
    if defect != .forgetsFolderSync { try disk.syncFolder(path) }
  }
}

private final class DefectiveFile: DiskFile, @unchecked Sendable {
  private let file: any DiskFile
  private let defect: Defect

  init(_ file: any DiskFile, _ defect: Defect) {
    self.file = file
    self.defect = defect
  }

  func write(_ bytes: [UInt8], at offset: Int) throws(DiskError) {
    try file.write(bytes, at: offset)
  }
  func read(at offset: Int, count: Int) throws(DiskError) -> [UInt8] {
    try file.read(at: offset, count: count)
  }
  func size() throws(DiskError) -> Int { try file.size() }
  func truncate(to size: Int) throws(DiskError) { try file.truncate(to: size) }
  func close() { file.close() }

  func sync() throws(DiskError) {
    switch defect {
    case .skipsSync, .officeSkipsSync: return
    case .retriesFailedSync:
      do throws(DiskError) { try file.sync() } catch { try file.sync() }
    default: try file.sync()
    }
  }
}
