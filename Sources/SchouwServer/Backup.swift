public import SchouwCanon
import SchouwDocuments
public import SchouwJournal

/// Copies of the office's log, and how an office begins again from one (rules R1, R2).
public enum Backup {
  /// Copies every whole record of a log to a folder, durably; what is there from an earlier backup of the same
  /// log is kept and continued.
  ///
  /// May run beside a running server: the log only grows, and a line that is being written is left out. What of
  /// the log does not read is copied as it is, except where an earlier backup in the folder still has it.
  ///
  /// - Returns: what is in the backup, and what is not.
  /// - Throws: `badBackup` if the folder has the log of another office, or another course of this one.
  public static func write(
    from data: String,
    to folder: String,
    disk: any Disk = SystemDisk()
  ) throws(ServerError) -> Copy {
    let source = ServerLayout(folder: data)
    try source.check(disk)
    let target = ServerLayout(folder: folder)
    try target.create(disk)
    let damages = (try stretches(source, disk), try stretches(target, disk))
    do throws(DiskError) {
      let names = try disk.names(in: source.segments).filter { $0.hasSuffix(".jsonl") }
      let there = try disk.names(in: target.segments).filter { $0.hasSuffix(".jsonl") }
      // All of it is compared before the first one is written.
      var segments: [(path: String, bytes: [UInt8])] = []
      for name in there {
        let path = "\(target.segments)/\(name)"
        let copy = try bytes(of: path, disk)
        guard names.contains(name),
          let joined = joined(
            try bytes(of: "\(source.segments)/\(name)", disk),
            damages.0[name] ?? [],
            copy,
            damages.1[name] ?? []
          )
        else { throw DiskError(.exists, path: folder, call: "read", errno: 0) }
        if joined != copy { segments.append((path, joined)) }
      }
      for (path, bytes) in segments { try disk.replace(path, with: bytes) }
      for name in names where !there.contains(name) {
        try disk.replace(
          "\(target.segments)/\(name)",
          with: try bytes(of: "\(source.segments)/\(name)", disk)
        )
      }
      try disk.syncFolder(target.segments)
      // Read after the segments, so never older than they are.
      try copyRoster(source, target, disk)
    } catch {
      if error.code == .exists { throw ServerError(.badBackup, place: Place(file: folder)) }
      throw ServerError(JournalError(error))
    }
    return try read(target, disk)
  }

  /// What is in a backup.
  public struct Copy: Sendable {
    /// The last sequence in it.
    public let last: Int
    /// What of it does not read.
    public let damages: [Journal.Damage]
    /// The sequences that are lost.
    public var lost: [Range<Int>] { damages.map(\.lost).filter { !$0.isEmpty } }
    /// Whether every record up to the last is in it.
    public var isWhole: Bool { lost.isEmpty }
  }

  /// Reads a backup and compares every checksum.
  ///
  /// - Throws: `badBackup` if it has not even an epoch.
  private static func read(
    _ layout: ServerLayout,
    _ disk: any Disk
  ) throws(ServerError) -> Copy {
    var hasEpoch = false
    var last = 0
    let report: VerifyReport
    do throws(JournalError) {
      report = try Journal.verify(disk: disk, folder: layout.segments) { location, record in
        last = location.number
        if !hasEpoch, case .epoch? = LogRecord(record) { hasEpoch = true }
      }
    } catch {
      throw ServerError(error)
    }
    guard hasEpoch else { throw ServerError(.badBackup, place: Place(file: layout.folder)) }
    return Copy(last: last, damages: report.damages)
  }

  private static func copyRoster(
    _ source: ServerLayout,
    _ target: ServerLayout,
    _ disk: any Disk
  ) throws(DiskError) {
    guard let bytes = try disk.readWhole(source.roster, bytesMax: 1 << 26) else { return }
    try disk.replace(target.roster, with: bytes)
  }

  /// Where the segments of a log do not read, by their names.
  private static func stretches(
    _ layout: ServerLayout,
    _ disk: any Disk
  ) throws(ServerError) -> [String: [Range<Int>]] {
    do throws(JournalError) {
      let report = try Journal.verify(disk: disk, folder: layout.segments)
      return Dictionary(grouping: report.damages, by: \.file)
        .mapValues { $0.map { $0.offset..<($0.offset + $0.length) } }
    } catch {
      throw ServerError(error)
    }
  }

  private static func bytes(of path: String, _ disk: any Disk) throws(DiskError) -> [UInt8] {
    let file = try disk.open(path, .read)
    defer { file.close() }
    return try file.read(at: 0, count: try file.size())
  }

  /// A segment and its earlier copy in one: where either does not read the other one is taken.
  ///
  /// - Returns: nil if they differ where both read: the copy is of another course of the log, or of another one.
  ///   A line that was cut in copying does not count.
  private static func joined(
    _ source: [UInt8],
    _ sourceDamages: [Range<Int>],
    _ copy: [UInt8],
    _ copyDamages: [Range<Int>]
  ) -> [UInt8]? {
    let end = copy.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
    guard end <= source.count else { return nil }
    if source.starts(with: copy[..<end]) { return source }
    var joined = source
    for place in 0..<end where source[place] != copy[place] {
      if sourceDamages.contains(where: { $0.contains(place) }) {
        joined[place] = copy[place]
      } else if !copyDamages.contains(where: { $0.contains(place) }) {
        return nil
      }
    }
    return joined
  }

  /// Makes a new office's data of a backup, in a folder that has none: a new epoch, which begins
  /// where the backup ends, and a new office replica.
  ///
  /// The devices bring back what came after it.
  ///
  /// - Parameter isPartial: whether a backup will do of which records do not read.
  /// - Returns: what was in it; the new epoch branches off at its last sequence.
  /// - Throws: `badBackup` if records of it do not read and that was not asked for; `exists` if there is an office.
  public static func restore(
    from backup: String,
    to data: String,
    isPartial: Bool = false,
    disk: any Disk = SystemDisk(),
    random: any RandomSource = SystemRandom(),
    clock: @escaping @Sendable () -> Int64
  ) throws(ServerError) -> Copy {
    try restore(
      from: backup,
      to: data,
      isPartial: isPartial,
      disk: disk,
      random: random,
      clock: clock,
      defect: nil
    )
  }

  /// The same with a mistake to make, for a test of the checks.
  package static func restore(
    from backup: String,
    to data: String,
    isPartial: Bool = false,
    disk: any Disk,
    random: any RandomSource,
    clock: @escaping @Sendable () -> Int64,
    defect: Defect?
  ) throws(ServerError) -> Copy {
    let source = ServerLayout(folder: backup)
    try source.check(disk)
    let copy = try read(source, disk)
    guard copy.isWhole || isPartial else {
      let damage = copy.damages.first { !$0.lost.isEmpty }
      throw ServerError(.badBackup, place: Place(file: damage?.file, byte: damage?.offset))
    }
    let target = ServerLayout(folder: data)
    do throws(DiskError) {
      if try disk.readWhole(target.format, bytesMax: 4096) != nil {
        throw DiskError(.exists, path: data, call: "open", errno: 0)
      }
      try disk.makeFolder(target.segments)
      for name in try disk.names(in: source.segments) where name.hasSuffix(".jsonl") {
        try disk.replace(
          "\(target.segments)/\(name)",
          with: try bytes(of: "\(source.segments)/\(name)", disk)
        )
      }
      try disk.syncFolder(target.segments)
      try copyRoster(source, target, disk)
    } catch {
      if error.code == .exists { throw ServerError(.exists, place: Place(file: data)) }
      throw ServerError(JournalError(error))
    }
    try target.create(disk)
    let core = try ServerCore(layout: target, disk: disk, clock: clock, random: random)
    if defect == .restoresInOldEpoch { return copy }
    try core.stage([.epoch(core.newEpoch(branch: copy.last))])
    do throws(JournalError) { try core.journal.flush() } catch { throw ServerError(error) }
    try core.keepRoster()
    core.journal.close()
    return copy
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
    try core.keepRoster()
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
