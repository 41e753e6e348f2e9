import Foundation
import SchouwCanon
import SchouwDocuments
import SchouwFieldClient
import SchouwJournal

/// What befalls laptops.
extension World {
  /// Sets a laptop's disk to stop at one of its next calls: then a program is killed, or the power goes.
  func setEnding(_ laptop: Laptop, _ cut: SimulatedDisk.PowerCut, _ step: Step) {
    guard laptop.ending == nil else { return }
    laptop.ending = cut
    laptop.disk.stop(atCall: laptop.disk.calls + 1 + Int(step.b % 24))
  }

  func cutPower(_ laptop: Laptop, _ step: Step) throws(Violation) {
    let cuts: [SimulatedDisk.PowerCut] = [.lose, .tear, .zero, .reorder]
    let cut = cuts[Int(step.b / 64 % 4)]
    if step.c % 4 == 0 {
      try losePower(laptop, cut)
    } else {
      setEnding(laptop, cut, step)
    }
  }

  /// Calls of the disk fail, once or until it is healed.
  func refuse(_ laptop: Laptop, _ step: Step) {
    let calls: [SimulatedDisk.Call] = [.write, .sync, .create, .rename, .syncFolder, .read, .open]
    let call = calls[Int(step.b % UInt32(calls.count))]
    laptop.isFaulty = true
    switch step.c % 4 {
    case 0:
      laptop.disk.failCalls(call, times: .max)
      befell(.ioErrorForever)
    case 1:
      laptop.disk.failCalls(call, times: 1, errno: EINTR)
      befell(.interrupted)
    default:
      laptop.disk.failCalls(call, times: 1)
      befell(.ioError)
    }
    trace.note(laptop.name, "has a disk that refuses \(call.rawValue)")
  }

  func fill(_ laptop: Laptop, _ step: Step) {
    laptop.isFaulty = true
    laptop.disk.bytesMax = laptop.disk.bytesUsed + Int(step.b % 3000)
    befell(.noSpace)
    trace.note(laptop.name, "has a disk that is nearly full")
  }

  /// A bit in a segment that is not the last is read otherwise than it was written.
  func flipBit(_ laptop: Laptop, _ step: Step) {
    let segments = laptop.disk.paths.filter {
      $0.hasPrefix(Laptop.folder + "/segments/") && $0.hasSuffix(".jsonl")
    }
    guard segments.count > 1, let path = pick(segments.dropLast(), step.b),
      let size = laptop.disk.bytes(of: path)?.count, size > 0
    else { return }
    laptop.disk.flip(path, at: Int(step.c) % size, xor: 1 << UInt8(step.a >> 8 & 7))
    laptop.wasFlipped = true
    laptop.hasTwin = true
    befell(.bitFlip)
    trace.note(laptop.name, "has a flipped bit in \(path)")
  }

  /// Calls of the disk succeed again; what was flipped stays so.
  func heal(_ laptop: Laptop) {
    laptop.disk.bytesMax = nil
    for call in SimulatedDisk.Call.allCases { laptop.disk.failCalls(call, times: 0) }
    laptop.isFaulty = false
  }

  func disturbClock(_ laptop: Laptop, _ step: Step) {
    switch step.b % 4 {
    case 0, 1:
      let days = Int64(step.c % 1500) - 750
      laptop.clock.jump(milliseconds: days * 86_400_000)
      befell(.clockJump)
      trace.note(laptop.name, "has a clock that jumps by \(days) days")
    case 2:
      laptop.clock.run(perMille: 0)
      befell(.clockSpeed)
      trace.note(laptop.name, "has a clock that stops")
    default:
      laptop.clock.run(perMille: 200 + Int64(step.c % 3000))
      befell(.clockSpeed)
      trace.note(laptop.name, "has a clock of the wrong speed")
    }
  }

  // MARK: Whole disks

  func backUp(_ laptop: Laptop) {
    laptop.backup = laptop.disk.snapshot()
    trace.note(laptop.name, "is backed up")
  }

  /// A laptop's disk is put back from its backup: what had not left it since is gone.
  func restore(_ laptop: Laptop, _ step: Step) throws(Violation) {
    guard let backup = laptop.backup else { return }
    befell(.laptopRestored)
    trace.note(laptop.name, "is put back from its backup")
    // What its programs keep of windows and conversations is not of that time.
    laptop.windows = []
    for program in laptop.programs.indices {
      laptop.programs[program].store = nil
      laptop.programs[program].conversation = nil
    }
    let witnesses = laptop.disk.paths.filter { $0.hasPrefix("/witness/") }
      .map { (path: $0, bytes: laptop.disk.bytes(of: $0)) }
    laptop.disk = backup.snapshot()
    // Sometimes the store alone is put back, and what lies beside it stays.
    if step.b % 2 == 0 {
      for witness in witnesses { laptop.disk.place(witness.bytes, at: witness.path) }
    }
    laptop.ending = nil
    heal(laptop)
    laptop.hasTwin = true
    let held = laptop.actsOnDisk
    laptop.absent = Set(truth.acts.indices.filter { !held.contains($0) })
    excuse()
  }

  /// A copy of the disk goes on beside the original, on a machine that may not be told from it.
  func clone(_ laptop: Laptop, _ step: Step) throws(Violation) {
    guard laptops.count < 12 else { return }
    befell(.laptopCloned)
    let number = laptops.count
    trace.note(laptop.name, "is cloned to laptop \(number)")
    let copy = Laptop(
      number: number,
      device: laptop.device,
      disk: laptop.disk.snapshot(),
      clock: laptop.clock.copy(),
      machine: laptop.machine.map { step.b % 2 == 0 ? "machine-\(number)" : $0 },
      witness: laptop.witness,
      defect: defect
    )
    laptop.hasTwin = true
    copy.hasTwin = true
    copy.isFaulty = laptop.isFaulty
    copy.wasFlipped = laptop.wasFlipped
    laptops.append(copy)
  }

  /// Excuses every act that no disk and no message holds any more, after a disk was put back.
  func excuse() {
    var held: Set<Int> = []
    for laptop in laptops { held.formUnion(laptop.actsOnDisk) }
    for path in office.disk.paths where path.hasPrefix(office.folder + "/segments/") {
      if let bytes = office.disk.bytes(of: path) { Truth.acts(in: bytes, into: &held) }
    }
    for number in truth.acts.indices where !held.contains(number) {
      truth.acts[number].isExcused = true
    }
  }
}
