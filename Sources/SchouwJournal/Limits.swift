/// The sizes that the journal keeps to, and what they imply for each other.
enum JournalLimits {
  /// A segment is closed once it is this large.
  static let segmentBytes = 8 << 20
  /// The room that is made behind a small batch, so that the next ones do not change the file's size (J10).
  static let roomBytes = 64 << 10
  /// The largest record, checked before it is written.
  static let recordBytesMax = 2 << 20
  /// The most records of one batch: what fits the five digits of `of` in a line (rule J9).
  static let batchRecordsMax = 99_999
  /// Index entries that are kept in memory before a run is written.
  static let entriesPerRun = 2048
  /// Runs of one size class before they are merged into one of the next.
  static let runsPerTier = 8
  /// Numbers are kept in 48 bits of an index entry.
  static let numberMax = (1 << 48) - 1
}
