/// What `verify` found in a journal: read whole, every checksum compared.
public struct VerifyReport: Sendable {
  /// Records that read and agree with their checksums.
  public internal(set) var records = 0
  /// The bytes of all segments.
  public internal(set) var bytes = 0
  /// What does not read.
  public internal(set) var damages: [Journal.Damage] = []
  /// Bytes of a line that was cut while it was written; not acknowledged, removed at the next writing.
  public internal(set) var tornBytes = 0

  /// Whether nothing is lost.
  public var isSound: Bool { damages.isEmpty }
}

extension Journal {
  /// Reads every segment from its first byte and compares every checksum; changes nothing.
  ///
  /// - Complexity: linear in the bytes of the journal.
  public static func verify(
    disk: any Disk,
    folder: String,
    each: (Location, ArraySlice<UInt8>) -> Void = { _, _ in }
  ) throws(JournalError) -> VerifyReport {
    let journal = try Journal(disk: disk, folder: folder)
    var report = VerifyReport()
    try journal.refresh { location, record in
      report.records += 1
      report.bytes += record.count
      each(location, record)
    }
    report.damages = journal.damages
    report.tornBytes = journal.torn
    journal.close()
    return report
  }
}
