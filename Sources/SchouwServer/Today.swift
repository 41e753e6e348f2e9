import SchouwCanon
import SchouwDocuments
import SchouwJournal

/// How the office stands on a moment: what is to be done, each device, what waits, what was lost.
///
/// Made by ``ServerCore/today()``; shown by `schouw-server today` and by the office's page. It says nothing of
/// what a document says or of who wrote it.
struct Today: Sendable, Equatable {
  /// When it was made: milliseconds since 1970 by the office's clock.
  var time: Int64
  /// A device that was not heard for more days is named.
  var silentDays = Self.silentDays
  /// What is to be done, most pressing first; empty if nothing is.
  var tasks: [Task] = []
  /// Every device, in the order of the names.
  var devices: [DeviceRow] = []
  /// Documents of which something is folded.
  var documents = 0
  /// Changes in the log.
  var changes = 0
  /// Open conflicts, contested removals included.
  var conflicts = 0
  /// Documents with an open conflict.
  var documentsInConflict = 0
  /// Changes that are held for a person.
  var held = 0
  /// How many of them the office itself decided before a restore, and laptops brought back.
  var returned = 0
  /// What is held, at most ``listedMax`` of it.
  var holds: [Held] = []
  /// Changes that wait for others.
  var waiting = 0
  /// What waits and for whom, at most ``listedMax`` of it.
  var waits: [Wait] = []
  /// Everything up to this sequence of the log is in a backup.
  var archived = 0
  /// The last sequence of the log.
  var head = 0
  /// The account of the last restore; nil if there was none, or if it is complete.
  var putBack: PutBack?
  /// Records of the log that are lost.
  var lost = 0
  /// Stretches of the log that do not read, as found when it was opened.
  var damages: [Damage] = []
  /// Documents of which a record could not be read; they count nowhere else.
  var unreadable = 0
  /// Sealed records that were brought and that no key opens.
  var unopened = 0
  /// Accounts whose rights a lost record of the log may have changed.
  var uncertainAccounts = 0
  /// Whether the disk takes writes.
  var isWritable = true
  /// The size of the largest write that the disk refused for want of room and that has not fitted since; 0 if
  /// none.
  var refusedBytes = 0

  /// How many of a kind are listed at most.
  static let listedMax = 100
  /// A device that was not heard for so long is named: a week.
  static let silentDays = 7
  static let dayMilliseconds: Int64 = 86_400_000
  /// A clock that is wrong by more is named: five minutes.
  static let clockMilliseconds: Int64 = 300_000

  /// Something to be done.
  struct Task: Sendable, Equatable {
    let what: What
    /// How many: lost records, changes, conflicts, days, minutes or KiB.
    let count: Int
    /// The device that it is about; nil if about none.
    var device: String?

    /// What it is, most pressing first.
    enum What: String, Sendable, CaseIterable {
      /// The log is damaged; `count` records, or more, are lost.
      case damage
      /// The disk takes no writes.
      case storage
      /// The disk is nearly full: it refused a write of `count` KiB, while smaller ones fit.
      case room
      /// The rights of `count` devices and accounts are uncertain: they are served nothing.
      case rights
      /// `count` decisions of the office from before a restore were brought back, and are held.
      case returned
      /// `count` changes are held for a decision.
      case held
      /// The office was put back, and `count` devices were not heard since.
      case putBack
      /// `count` sealed records were brought that no key opens: kept, unread.
      case sealed
      /// `count` changes of the device are known to exist and have not come.
      case missing
      /// `count` changes wait for changes that are not here.
      case waiting
      /// `count` conflicts are open.
      case conflicts
      /// The device's clock is wrong by `count` minutes.
      case clock
      /// The device was last heard `count` days ago.
      case silent
      /// `count` records are in no backup.
      case backup
    }
  }

  /// A device and where it stands.
  struct DeviceRow: Sendable, Equatable {
    let name: String
    let state: String
    let scopes: [ScopeCode]
    /// How many of its changes the office has.
    var received = 0
    /// How many it is known to have written.
    var of = 0
    /// What is known to exist and is missing, by replica.
    var missing: [Gap] = []
    /// Whether a lost record of the log may have changed its rights: it is served nothing until they are confirmed.
    var isUncertain = false
    /// Milliseconds since 1970 by the office's clock; nil if it was never heard.
    var lastContact: Int64?
    /// How many days it has been silent; nil if it was heard within ``Today/silentDays``, or is not enrolled.
    var silentDays: Int?
    /// Milliseconds that the office's clock is ahead of the device's.
    var clockOffset: Int64?
    /// Changes that it brought and that are held, by reason.
    var held: [Count] = []
    /// Changes that it brought and that are folded with a mark, by mark.
    var marked: [Count] = []
    /// Changes that it brought and that wait for others.
    var waiting = 0

  }

  /// Changes of a replica that are known to exist and have not come.
  struct Gap: Sendable, Equatable {
    let replica: Replica
    /// Their counters, at most ``listedMax``.
    let counters: [Int]
    /// How many of the replica's changes are here.
    let received: Int
    /// How many are known to exist.
    let of: Int
    /// The devices that have seen or brought later work of the replica than the first that is missing.
    let seenBy: [String]
  }

  /// The office was put back from a backup: what is known of what was lost, and what came back.
  struct PutBack: Sendable, Equatable {
    /// When, in milliseconds since 1970; nil if an older program did it.
    let time: Int64?
    /// The last sequence of the log that was in the backup.
    let branch: Int
    /// The last sequence of the log that some device is known to have had; nil if none has told of a later one.
    var lostThrough: Int?
    /// The devices that had it.
    var lostSeenBy: [String] = []
    /// What came back, by device.
    var back: [Back] = []
    /// Enrolled devices that were not heard since: nobody knows what they bring.
    var notHeard: [String] = []
    /// Changes that are known to exist and are not here.
    var missing = 0
    /// Changes that wait for one that is not here.
    var waiting = 0

    /// Whether every device was heard, and nothing that is known to exist is missing.
    var isComplete: Bool { notHeard.isEmpty && missing == 0 && waiting == 0 }
  }

  /// What a device brought that was written before the office was put back.
  struct Back: Sendable, Equatable {
    let device: String
    /// Changes that were written on it.
    let own: Int
    /// Changes that were written elsewhere.
    let others: Int
  }

  /// How often a reason was given (rule X11).
  struct Count: Sendable, Equatable {
    let why: String
    let count: Int
  }

  /// A change that waits for a decision (rule V1).
  struct Held: Sendable, Equatable {
    let document: DocumentID
    let handle: String
    let name: ChangeName
    /// The device that brought it.
    let from: String
    let why: String
    /// What it would do; nil if its record does not read any more.
    let deed: Deed?
  }

  /// A change that waits, and what for (rule F2).
  struct Wait: Sendable, Equatable {
    let document: DocumentID
    let handle: String
    let name: ChangeName
    /// The device that brought it.
    let from: String
    /// What it waits for; empty if for a newer program.
    let missing: [Missing]
  }

  /// A change that is not here.
  struct Missing: Sendable, Equatable {
    let name: ChangeName
    /// The device that writes under its replica; nil if the office knows none.
    let device: String?
    /// Whether the office has it and holds it.
    let isHeld: Bool
  }

  /// A stretch of the log that does not read.
  struct Damage: Sendable, Equatable {
    let file: String
    let byte: Int
    let length: Int
    /// The sequences that are lost; empty if only a separator is damaged.
    let lost: Range<Int>

    init(_ damage: Journal.Damage) {
      file = damage.file
      byte = damage.offset
      length = damage.length
      lost = damage.lost
    }
  }
}
