import SchouwCanon
import SchouwDocuments
import SchouwFieldClient
import SchouwServer

/// The end of a run: all faults are over, everybody speaks with the office until nothing moves.
extension World {
  func settle() throws(Violation) {
    trace.step = 0
    trace.note("world", "all faults are over")
    network.forget()
    network.cutOff = []
    office.ending = nil
    office.disk.stop(atCall: nil)
    healOffice()
    if !office.isRunning { try startOffice() }
    for laptop in laptops {
      heal(laptop)
      laptop.ending = nil
      laptop.disk.stop(atCall: nil)
      for program in laptop.programs.indices {
        laptop.programs[program].conversation = nil
      }
    }
    for laptop in laptops { try enrolAnew(laptop) }
    var before: UInt64?
    for round in 0..<12 {
      for laptop in laptops {
        for program in laptop.programs.indices {
          try beginSync(laptop, program, pageBytes: 1 << 20)
          try carry(laptop, program, hops: 400)
          guard laptop.programs[program].conversation == nil else {
            throw Violation(5, "a sync comes to its end", laptop.name)
          }
        }
      }
      try acceptAll()
      let now = try standing()
      if now == before { return }
      before = now
      guard round < 11 else { throw Violation(5, "syncs come to rest", "after \(round) rounds") }
    }
  }

  /// What an office that was put back no longer knows is invited again.
  private func enrolAnew(_ laptop: Laptop) throws(Violation) {
    guard let store = try opened(laptop, 0) else { return }
    do {
      let known = try office.core().devices()
      if let device = known.first(where: { $0.name == laptop.device }), device.state != "invited" {
        return
      }
      // A clone enrolls as a device of its own: its twin has taken the name.
      let scopes = (truth.granted[laptop.device] ?? []).sorted()
      try enrol(laptop, store, scopes)
    } catch let violation as Violation {
      throw violation
    } catch {
      throw Violation(7, "a device is enrolled anew", "\(error)")
    }
  }

  /// Somebody at the office decides about all that is held, as far as it can be decided.
  private func acceptAll() throws(Violation) {
    for _ in 0..<20 {
      let held = try held()
      guard !held.isEmpty else { return }
      var isDecided = false
      for name in held where try administer(.accept([name])) != nil { isDecided = true }
      if !isDecided {
        trace.note(
          "office",
          "cannot decide about \(held.map(\.description).joined(separator: ", "))"
        )
        return
      }
    }
  }

  /// What office and laptops hold, as a number that changes whenever any of it does.
  private func standing() throws(Violation) -> UInt64 {
    var sum = Trace()
    do {
      for logged in try office.core().log() {
        sum.mix(logged.change.hash.bytes)
        sum.mix((logged.held ?? "").utf8)
      }
      for laptop in laptops {
        guard let store = try opened(laptop, 0) else { continue }
        for document in truth.documents {
          guard let holding = try store.holding(of: document) else { continue }
          sum.mix(UInt64(holding.changes.count))
          for change in holding.changes { sum.mix(change.hash.bytes) }
          sum.mix(UInt64(holding.drafted.count))
          sum.mix(holding.hasLeft ? 1 : 0)
        }
      }
    } catch let violation as Violation {
      throw violation
    } catch {
      throw Violation(3, "what is held can be read", "\(error)")
    }
    return sum.hash
  }
}
