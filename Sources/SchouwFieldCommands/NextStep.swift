import SchouwCommandLine
import SchouwFieldClient

/// The one thing to do now.
enum NextStep: String {
  /// There is no store.
  case initialize = "init"
  /// It is not known who writes.
  case become = "as"
  /// Something in the store does not read.
  case verify
  /// The store holds examples.
  case example
  /// Work is not at the office yet.
  case sync
  /// Somebody must choose.
  case conflicts
  /// There is work and no office.
  case enrol
  /// There is no document.
  case new
  /// Nothing is to be done.
  case nothing

  /// The first that holds, the one that others depend on first.
  init(_ standing: Standing) {
    let status = standing.status
    self =
      if status.author == nil {
        .become
      } else if status.damages > 0 {
        .verify
      } else if status.isExample {
        .example
      } else if status.unsent > 0, standing.office != nil {
        .sync
      } else if standing.conflicts > 0 {
        .conflicts
      } else if status.documents == 0 {
        .new
      } else if standing.office == nil {
        .enrol
      } else {
        .nothing
      }
  }

  /// What to type, or that there is nothing to do.
  var message: StatusMessage {
    switch self {
    case .initialize: .nextInitialize
    case .become: .nextBecome
    case .verify: .nextVerify
    case .example: .nextExample
    case .sync: .nextSync
    case .conflicts: .nextConflicts
    case .enrol: .nextEnrol
    case .new: .nextNew
    case .nothing: .nextNothing
    }
  }
}
