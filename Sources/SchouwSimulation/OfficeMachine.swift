import SchouwCanon
import SchouwDocuments
import SchouwJournal
import SchouwServer

/// The office's machine: a disk, a clock, and the merge server on it.
final class OfficeMachine {
  private(set) var disk = SimulatedDisk()
  let clock: SimulatedClock
  private(set) var folder = "/office"
  private var running: SteppedOffice?
  /// What happens when the disk's stop is reached; nil while none is set.
  var ending: SimulatedDisk.PowerCut?
  /// Why the disk may refuse at present.
  var isFaulty = false
  /// Folders of backups, oldest first.
  var backups: [String] = []
  private var restores = 0

  private let defect: Defect?

  init(clock: SimulatedClock, defect: Defect?) {
    self.clock = clock
    self.defect = defect
  }

  /// The disk as the server has it.
  private var door: any Disk {
    guard let defect, DefectiveDisk.officeDefects.contains(defect) else { return disk }
    return DefectiveDisk(disk, defect)
  }

  /// Whether what was set for the disk to end at has been reached.
  var hasStopped: Bool { ending != nil && disk.hasStopped }

  /// Whether it serves.
  var isRunning: Bool { running != nil }

  /// Starts the server.
  func open(seed: UInt64) throws(Violation) {
    let clock = clock
    do {
      running = try SteppedOffice(
        folder: folder,
        disk: door,
        clock: { clock.now },
        random: SeededRandom(seed: seed),
        defect: defect
      )
    } catch {
      guard isFaulty || hasStopped else {
        throw Violation(3, "the office opens", "\(error)")
      }
    }
  }

  /// The server that runs.
  func core() throws(ServerError) -> SteppedOffice {
    guard let running else { throw ServerError(JournalError(.closed, place: Place(file: folder))) }
    return running
  }

  /// The process ends; `keep` leaves the machine running, anything else is a loss of power.
  func die(_ cut: SimulatedDisk.PowerCut, seed: UInt64) {
    running?.kill()
    running = nil
    ending = nil
    disk.stop(atCall: nil)
    guard cut != .keep else { return }
    disk = disk.powerCut(cut, seed: seed)
    isFaulty = false
  }

  /// Copies the log to a new folder.
  func backUp() throws(ServerError) -> Backup.Copy {
    let target = "/backup-\(backups.count)"
    let copy = try Backup.write(from: folder, to: target, disk: disk)
    backups.append(target)
    return copy
  }

  /// Begins again from a backup, in a new folder.
  func restore(from backup: String, seed: UInt64) throws(ServerError) {
    running?.kill()
    running = nil
    restores += 1
    let clock = clock
    let target = "/office-\(restores)"
    _ = try Backup.restore(
      from: backup,
      to: target,
      disk: disk,
      random: SeededRandom(seed: seed),
      clock: { clock.now },
      defect: defect
    )
    folder = target
  }
}
