/// One act or one fault of a schedule, with the numbers by which it chooses.
///
/// A step chooses by reducing its numbers modulo what there is to choose from, so that any steps in any order are
/// a schedule: what makes shrinking simple.
package struct Step: Sendable, Hashable, CustomStringConvertible {
  /// What is done.
  package let kind: Kind
  /// By which it chooses, most significant choice first.
  package let a: UInt32
  /// The next choice.
  package let b: UInt32
  /// The last choices.
  package let c: UInt32

  /// What can happen.
  package enum Kind: String, Sendable, CaseIterable {
    // What people do on laptops.
    case create, look, edit, life, finish, sync, idle, secondProgram
    // What the office does.
    case move, grant, revoke, decide, backUpOffice
    // What becomes of messages.
    case deliver, loseMessage, cutMessage, doubleMessage, giveUp, partition
    // What befalls machines.
    case crash, powerCut, diskFault, diskFull, flipBit, heal, clock
    // What befalls disks as a whole.
    case backUpLaptop, restoreLaptop, cloneLaptop, restoreOffice
    // What befalls the office's machine.
    case crashOffice, officeDiskFault
  }

  /// The step as text.
  package var description: String { "\(kind.rawValue) \(a) \(b) \(c)" }
}
