public import SchouwCanon
import SchouwDocuments
public import SchouwJournal

/// Copies of the office's log, and how an office begins again from one (rules R1, R2).
public enum Backup {
  /// Copies every whole record of a log to a folder, durably; what is there from an earlier backup of the same
  /// log is kept and continued.
  ///
  /// May run beside a running server: the log only grows, and a line that is being written is left out.
  ///
  /// - Returns: the last sequence that is in the backup.
  /// - Throws: `badBackup` if the folder has the log of another office, or another course of this one.
  public static func write(
    from data: String,
    to folder: String,
    disk: any Disk = SystemDisk()
  ) throws(ServerError) -> Int {
    let source = ServerLayout(folder: data)
    try source.check(disk)
    let target = ServerLayout(folder: folder)
    try target.create(disk)
    do throws(DiskError) {
      let names = try disk.names(in: source.segments).filter { $0.hasSuffix(".jsonl") }
      for name in try disk.names(in: target.segments) where name.hasSuffix(".jsonl") {
        guard names.contains(name),
          try continues("\(source.segments)/\(name)", "\(target.segments)/\(name)", disk)
        else { throw DiskError(.exists, path: folder, call: "read", errno: 0) }
      }
      for name in names {
        try copy("\(source.segments)/\(name)", to: "\(target.segments)/\(name)", disk)
      }
      try disk.syncFolder(target.segments)
    } catch {
      if error.code == .exists { throw ServerError(.badBackup, place: Place(file: folder)) }
      throw ServerError(JournalError(error))
    }
    return try readWhole(target, disk).last
  }

  /// Reads a backup whole and compares every checksum.
  ///
  /// - Throws: `badBackup` if anything is damaged.
  private static func readWhole(
    _ layout: ServerLayout,
    _ disk: any Disk
  ) throws(ServerError) -> (last: Int, epochs: [LogRecord.Epoch]) {
    var epochs: [LogRecord.Epoch] = []
    var last = 0
    do throws(JournalError) {
      let report = try Journal.verify(disk: disk, folder: layout.segments) { location, record in
        last = location.number
        if case .epoch(let epoch)? = LogRecord(record) { epochs.append(epoch) }
      }
      guard report.isSound, !epochs.isEmpty else {
        throw JournalError(
          .damagedRecord,
          place: Place(file: report.damages.first?.file, byte: report.damages.first?.offset)
        )
      }
    } catch {
      if error.code == .damagedRecord { throw ServerError(.badBackup, place: error.place) }
      throw ServerError(error)
    }
    return (last, epochs)
  }

  /// Makes a new office's data of a backup, in a folder that has none: a new epoch, which begins
  /// where the backup ends, and a new office replica.
  ///
  /// The devices bring back what came after it.
  ///
  /// - Returns: the sequence at which the new epoch branches off.
  public static func restore(
    from backup: String,
    to data: String,
    disk: any Disk = SystemDisk(),
    random: any RandomSource = SystemRandom(),
    clock: @escaping @Sendable () -> Int64
  ) throws(ServerError) -> Int {
    let source = ServerLayout(folder: backup)
    try source.check(disk)
    let (last, _) = try readWhole(source, disk)
    let target = ServerLayout(folder: data)
    do throws(DiskError) {
      if try disk.readWhole(target.format, bytesMax: 4096) != nil {
        throw DiskError(.exists, path: data, call: "open", errno: 0)
      }
      try disk.makeFolder(target.segments)
      for name in try disk.names(in: source.segments) where name.hasSuffix(".jsonl") {
        try copy("\(source.segments)/\(name)", to: "\(target.segments)/\(name)", disk)
      }
      try disk.syncFolder(target.segments)
    } catch {
      if error.code == .exists { throw ServerError(.exists, place: Place(file: data)) }
      throw ServerError(JournalError(error))
    }
    try target.create(disk)
    let core = try ServerCore(layout: target, disk: disk, clock: clock, random: random)
    try core.stage([.epoch(core.newEpoch(branch: last))])
    do throws(JournalError) { try core.journal.flush() } catch { throw ServerError(error) }
    core.journal.close()
    return last
  }

  /// Whether a segment goes on where its copy ends; a line that was cut in copying does not count.
  private static func continues(
    _ source: String,
    _ copy: String,
    _ disk: any Disk
  ) throws(DiskError) -> Bool {
    func whole(_ path: String) throws(DiskError) -> [UInt8] {
      let file = try disk.open(path, .read)
      defer { file.close() }
      return try file.read(at: 0, count: try file.size())
    }
    let there = try whole(copy)
    let end = there.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
    return try whole(source).starts(with: there[..<end])
  }

  /// Copies a segment unless it is there already in full; a part of one is replaced as a whole.
  ///
  /// A copy that ends with room says nothing by its size (rule J10).
  private static func copy(_ source: String, to target: String, _ disk: any Disk) throws(DiskError)
  {
    let from = try disk.open(source, .read)
    defer { from.close() }
    let size = try from.size()
    if let there = try? disk.open(target, .read) {
      defer { there.close() }
      let isFull = try there.read(at: size - 1, count: 1) == [UInt8(ascii: "\n")]
      if isFull, try there.size() == size { return }
    }
    try disk.replace(target, with: try from.read(at: 0, count: size))
  }
}

/// An office's data without a running server: for commands while it is stopped.
public enum StoppedOffice {
  /// Carries out a command on the data of an office that does not run.
  ///
  /// - Throws: ``ServerError`` `journal` with `locked` if it runs.
  public static func carryOut(
    _ command: AdminCommand,
    folder: String,
    disk: any Disk = SystemDisk(),
    random: any RandomSource = SystemRandom(),
    clock: @escaping @Sendable () -> Int64
  ) throws(ServerError) -> JSONObject {
    let layout = ServerLayout(folder: folder)
    let lock = disk.lock(layout.lock)
    do throws(DiskError) {
      try lock.take(waitingMilliseconds: 0)
    } catch {
      throw ServerError(JournalError(error))
    }
    defer { lock.release() }
    let core = try ServerCore(layout: layout, disk: disk, clock: clock, random: random)
    defer { core.journal.close() }
    let answer = try core.carryOut(command)
    do throws(JournalError) { try core.journal.flush() } catch { throw ServerError(error) }
    return answer
  }

  /// Reads the log of an office and compares every checksum; changes nothing.
  public static func verify(
    folder: String,
    disk: any Disk = SystemDisk()
  ) throws(ServerError) -> VerifyReport {
    let layout = ServerLayout(folder: folder)
    try layout.check(disk)
    do throws(JournalError) {
      return try Journal.verify(disk: disk, folder: layout.segments)
    } catch {
      throw ServerError(error)
    }
  }

  /// The address and the secret of the server that runs on this data; nil if none runs.
  public static func running(
    folder: String,
    disk: any Disk = SystemDisk()
  ) -> (address: String, secret: String)? {
    let layout = ServerLayout(folder: folder)
    guard let running = try? disk.readWhole(layout.running, bytesMax: 4096),
      let address = (try? JSONReader.read(running))?["address"]?.stringValue,
      let secret = try? disk.readWhole(layout.adminToken, bytesMax: 256)
    else { return nil }
    return (address, String(decoding: secret, as: UTF8.self))
  }
}
