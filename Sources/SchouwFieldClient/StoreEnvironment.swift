public import SchouwCanon
public import SchouwJournal

/// What the store asks of the world: disk, clock, randomness, and what machine this is.
///
/// The defaults are the real ones; tests, the demo and a simulator hand in their own.
public struct StoreEnvironment: Sendable {
  /// The file system.
  public var disk: any Disk
  /// Milliseconds since 1970.
  public var clock: @Sendable () -> Int64
  /// For ids, salts and replicas.
  public var random: any RandomSource
  /// A text that tells this machine from others, such as `/etc/machine-id`; nil if unknown.
  public var machine: String?
  /// A folder outside the store where the highest counter is noted, so that a store put back from a backup
  /// is recognised; nil to do without.
  public var witnessFolder: String?
  /// How long to wait for another process that writes, in milliseconds.
  public var lockMilliseconds = 5000

  /// The size of a segment, of its room and of a run of the index, where a test wants them small.
  package var segmentBytes: Int?
  package var roomBytes: Int?
  package var entriesPerRun: Int?
  /// A mistake to make, for a test of the checks.
  package var defect: Defect?

  /// The world as it is given.
  public init(
    disk: any Disk,
    clock: @escaping @Sendable () -> Int64,
    random: any RandomSource,
    machine: String? = nil,
    witnessFolder: String? = nil
  ) {
    self.disk = disk
    self.clock = clock
    self.random = random
    self.machine = machine
    self.witnessFolder = witnessFolder
  }
}
