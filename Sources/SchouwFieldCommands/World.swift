public import SchouwCanon
public import SchouwFieldClient
public import SchouwJournal

/// What the commands ask of the world: disk, clock, randomness, this machine, and a way to the
/// office.
///
/// `World()` is the real one; tests hand in their own.
public struct World: Sendable {
  /// The file system of the store and of its state.
  public var disk: any Disk
  /// Milliseconds since 1970.
  public var clock: @Sendable () -> Int64
  /// For ids, salts and replicas.
  public var random: any RandomSource
  /// What tells this machine from others; nil if unknown.
  public var machine: String?
  /// The way to the office; nil in a program without networking, which hands over to its helper.
  public var transport: (any OfficeTransport)?
  /// Becomes the helper program with the words given; returns only if there is none.
  public var handOver: @Sendable ([String]) -> Void
  /// The file of the program that runs; nil if unknown.
  public var programFile: String?
  /// Whether Ctrl-C says that nothing is lost before it ends the process: for real programs.
  public var saysWhenInterrupted = false
  /// How long to wait for another process that writes, in milliseconds.
  public var lockMilliseconds = 5000

  /// Under which `doctor` looks for `/proc` and `/sys`; empty for the real ones.
  package var systemRoot = ""

  /// The world as it is given: `/etc/machine-id` is the machine, `schouw-remote` the helper.
  public init(transport: (any OfficeTransport)? = nil) {
    disk = SystemDisk()
    clock = { System.milliseconds() }
    random = SystemRandom()
    machine = System.smallFile("/etc/machine-id", bytesMax: 256)
      .map { String(decoding: $0, as: UTF8.self) }
    self.transport = transport
    programFile = System.linkTarget("/proc/self/exe")
    handOver = { RemoteProgram.become($0) }
  }
}
