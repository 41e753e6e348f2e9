/// The kinds of fault that a run can meet, as its table counts them: each time that one really befell somebody.
package enum Fault: String, Sendable, CaseIterable {
  case requestLost = "request lost"
  case answerLost = "answer lost after it took effect"
  case requestCut = "request cut"
  case answerCut = "answer cut"
  case doubled = "message doubled"
  case overtaken = "message overtaken"
  case givenUp = "conversation given up"
  case partition = "partition"
  case processCrash = "process killed in a call"
  case powerLose = "power cut: unsynced lost"
  case powerTear = "power cut: writes torn"
  case powerZero = "power cut: zeros"
  case powerReorder = "power cut: reordered"
  case ioError = "EIO once"
  case ioErrorForever = "EIO until healed"
  case interrupted = "EINTR"
  case noSpace = "ENOSPC"
  case bitFlip = "bit flipped"
  case clockJump = "clock jumps"
  case clockSpeed = "clock stops or runs wrong"
  case laptopRestored = "laptop restored"
  case laptopCloned = "laptop cloned"
  case secondProgram = "two programs on one store"
  case officeRestored = "office restored"
  case officeCrash = "office killed in a call"
  case officePower = "office loses its power"
  case officeDisk = "office's disk refuses"
  case revoked = "device revoked"
  case regranted = "scopes changed"
  case moved = "document moved"

  init(_ cut: SimulatedDisk.PowerCut) {
    switch cut {
    case .lose: self = .powerLose
    case .tear: self = .powerTear
    case .zero: self = .powerZero
    case .reorder: self = .powerReorder
    case .keep: self = .processCrash
    }
  }
}
