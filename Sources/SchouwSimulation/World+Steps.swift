import SchouwCanon
import SchouwJournal

extension World {
  /// Carries out one step; one that finds nothing to choose from does nothing.
  func carryOut(_ step: Step) throws(Violation) {
    time.pass(milliseconds: 700 + Int64(step.c % 5000))
    trace.mix(UInt64(step.a))
    guard let laptop = pick(laptops, step.a) else { return }
    switch step.kind {
    case .create: try create(laptop, step)
    case .look: try look(laptop, step)
    case .edit: try edit(laptop, step)
    case .life: try removeOrKeep(laptop, step)
    case .finish: try finish(laptop, step)
    case .sync: try sync(laptop, step)
    case .idle: time.pass(milliseconds: Int64(step.b % 7) * 3_600_000)
    case .secondProgram: beginProgram(laptop)
    case .move: try move(step)
    case .grant: try grant(laptop, step)
    case .revoke: try revoke(laptop, step)
    case .decide: try decide(step)
    case .backUpOffice: try backUpOffice(step)
    case .deliver: try deliver(step)
    case .loseMessage: try loseMessage(step)
    case .cutMessage: try cutMessage(step)
    case .doubleMessage: try doubleMessage(step)
    case .giveUp: giveUp(laptop, step)
    case .partition: partition(laptop)
    case .crash: setEnding(laptop, .keep, step)
    case .powerCut: try cutPower(laptop, step)
    case .diskFault: refuse(laptop, step)
    case .diskFull: fill(laptop, step)
    case .flipBit: flipBit(laptop, step)
    case .heal: heal(laptop)
    case .clock: disturbClock(laptop, step)
    case .backUpLaptop: backUp(laptop)
    case .restoreLaptop: try restore(laptop, step)
    case .cloneLaptop: try clone(laptop, step)
    case .restoreOffice: try restoreOffice(step)
    case .crashOffice: try crashOffice(step)
    case .officeDiskFault: refuseOffice(step)
    }
  }
}
