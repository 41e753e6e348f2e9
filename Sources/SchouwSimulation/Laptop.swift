import SchouwCanon
import SchouwDocuments
import SchouwFieldClient
import SchouwJournal
import SchouwSync

/// A laptop: a disk, a clock, what tells it from other machines, its programs and what their windows show.
final class Laptop {
  let number: Int
  /// The device that it is enrolled as; a clone is the same one.
  let device: String
  var disk: SimulatedDisk
  let clock: SimulatedClock
  /// What tells the machine from others; nil where nothing does.
  var machine: String?
  let witness: String?
  let defect: Defect?
  var programs: [Program] = [Program()]
  var windows: [Window] = []
  /// A copy of the whole disk, from some time ago.
  var backup: SimulatedDisk?
  /// Acts of this laptop that were not on the disk to which it was put back.
  var absent: Set<Int> = []
  /// What happens when the disk's stop is reached; nil while none is set.
  var ending: SimulatedDisk.PowerCut?
  /// Why the disk may refuse at present.
  var isFaulty = false
  /// Whether its disk was put back or copied: then two voices may say the same.
  var hasTwin = false
  /// Whether its medium has forgotten a bit: a record is lost to it, by name, and what rests on that one waits.
  var wasFlipped = false

  static let folder = "/home/store"

  /// A process that uses the store.
  struct Program {
    var store: Store?
    var conversation: Conversation?
    var conversations = 0
  }

  /// What somebody sees of a document on a screen, and all that was displayed on the way to it.
  struct Window {
    var view: View
    var shown: Set<Int>
  }

  init(
    number: Int,
    device: String,
    disk: SimulatedDisk,
    clock: SimulatedClock,
    machine: String?,
    witness: String?,
    defect: Defect?
  ) {
    self.defect = defect
    self.number = number
    self.device = device
    self.disk = disk
    self.clock = clock
    self.machine = machine
    self.witness = witness
  }

  var name: String { "laptop \(number)" }

  /// Whether what was set for the disk to end at has been reached.
  var hasStopped: Bool { ending != nil && disk.hasStopped }

  /// Every act that is named in the bytes of its journal, whatever the store makes of them.
  var actsOnDisk: Set<Int> {
    var held: Set<Int> = []
    for path in disk.paths where path.hasPrefix(Self.folder + "/segments/") {
      if let bytes = disk.bytes(of: path) { Truth.acts(in: bytes, into: &held) }
    }
    return held
  }

  func environment(seed: UInt64) -> StoreEnvironment {
    let clock = clock
    var door: any Disk = disk
    if let defect, DefectiveDisk.laptopDefects.contains(defect) {
      door = DefectiveDisk(disk, defect)
    }
    var environment = StoreEnvironment(
      disk: door,
      clock: { clock.now },
      random: SeededRandom(seed: seed),
      machine: machine,
      witnessFolder: witness
    )
    environment.defect = defect
    environment.lockMilliseconds = 0
    environment.segmentBytes = 12_000
    environment.roomBytes = 2_000
    environment.entriesPerRun = 48
    return environment
  }
}

/// A sync that is under way: what ``Store/sync(over:tries:batchBytes:progress:)`` keeps between two messages.
struct Conversation {
  let number: Int
  let token: String
  var exchange: Exchange
  var effects: [Exchange.Effect]
  var through = 0
  /// The request whose answer is waited for.
  var awaited: Int?
  /// The request that was sent ahead, and its answer if that came before its turn.
  var ahead: Int?
  var aheadInput: Exchange.Input?
}
