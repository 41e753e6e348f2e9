import SchouwCanon
import SchouwDocuments
import SchouwJournal
import SchouwServer
import SchouwSync

/// What the office does, and what befalls it.
extension World {
  /// Carries out an administrator's command; nil if the office cannot at present.
  @discardableResult
  func administer(_ command: AdminCommand) throws(Violation) -> JSONObject? {
    if !office.isRunning, !office.isFaulty { try startOffice() }
    guard office.isRunning else { return nil }
    var answer: JSONObject?
    var refusal: ServerError?
    do throws(ServerError) {
      answer = try office.core().administer(command)
    } catch {
      refusal = error
    }
    if office.hasStopped {
      try endOffice()
    } else if let refusal, refusal.code == .journal, !office.isFaulty {
      throw Violation(7, "an office whose disk is sound carries out commands", "\(refusal)")
    }
    return answer
  }

  func move(_ step: Step) throws(Violation) {
    guard let document = pick(truth.documents, step.a) else { return }
    var scopes = Self.scopes.enumerated().filter { step.b >> UInt32($0.offset) & 1 == 1 }.map(
      \.element
    )
    if scopes.isEmpty { scopes = [Self.scopes[0]] }
    truth.scopes[document, default: []].formUnion(scopes)
    guard try administer(.scope(document, scopes)) != nil else { return }
    befell(.moved)
    trace.note(
      "office",
      "moves document \(index(of: document)) to \(scopes.map(\.description).joined(separator: ", "))"
    )
  }

  func grant(_ laptop: Laptop, _ step: Step) throws(Violation) {
    var scopes = Self.scopes.enumerated().filter { step.b >> UInt32($0.offset) & 1 == 1 }.map(
      \.element
    )
    if scopes.isEmpty { scopes = [Self.scopes[0]] }
    truth.granted[laptop.device, default: []].formUnion(scopes)
    guard try administer(.deviceScopes(laptop.device, scopes)) != nil else { return }
    befell(.regranted)
    trace.note(
      "office",
      "grants \(laptop.device) \(scopes.map(\.description).joined(separator: ", "))"
    )
  }

  func revoke(_ laptop: Laptop, _ step: Step) throws(Violation) {
    guard laptops.count > 2 else { return }
    truth.revoked.insert(laptop.device)
    guard try administer(.deviceRevoke(laptop.device)) != nil else { return }
    befell(.revoked)
    trace.note("office", "revokes \(laptop.device)")
  }

  /// Decides about one change that is held.
  func decide(_ step: Step) throws(Violation) {
    let held = try held()
    guard let name = pick(held, step.a) else { return }
    let declines = step.b % 3 == 0
    // An answer that is lost leaves open whether it took effect. Known, not mended yet (rule A3): a decline has seen
    // all that stands, and puts back one of several siblings.
    if declines {
      // Killed while it was asked what is held: it is started by what comes next, which is not to be unknown here.
      guard let log = try? office.core().log() else { return }
      let paths = log.first { $0.change.name == name }?.change.paths ?? []
      let document = log.first { $0.change.name == name }?.change.document
      for act in truth.acts.indices
      where truth.acts[act].document == document
        && paths.contains(where: { $0.overlaps(truth.acts[act].path) })
      {
        truth.acts[act].isDeclined = true
      }
    }
    guard try administer(declines ? .decline([name]) : .accept([name])) != nil else { return }
    trace.note("office", "\(declines ? "declines" : "accepts") \(name)")
    if office.isRunning, try self.held().contains(name) {
      throw Violation(8, "what was decided about is held no longer", "\(name)")
    }
  }

  func held() throws(Violation) -> [ChangeName] {
    let rows = try administer(.held)?["held"]?.arrayValue ?? []
    return rows.compactMap { $0["name"]?.stringValue.flatMap { ChangeName($0) } }
  }

  // MARK: What befalls it

  func startOffice() throws(Violation) {
    try office.open(seed: nextSeed())
    if office.hasStopped { return try endOffice() }
    if office.isRunning { try checkAnsweredFor() }
  }

  /// Carries out what was set to happen at the stop of the office's disk.
  func endOffice() throws(Violation) {
    guard let cut = office.ending else { return }
    trace.note("office", cut == .keep ? "is killed" : "loses its power: \(cut.rawValue)")
    befell(cut == .keep ? .officeCrash : .officePower)
    office.die(cut, seed: nextSeed())
    if cut != .keep { healOffice() }
  }

  func crashOffice(_ step: Step) throws(Violation) {
    guard office.ending == nil else { return }
    office.ending = SimulatedDisk.PowerCut.allCases[Int(step.b / 64 % 5)]
    office.disk.stop(atCall: office.disk.calls + 1 + Int(step.b % 24))
  }

  func refuseOffice(_ step: Step) {
    let calls: [SimulatedDisk.Call] = [.write, .sync, .create, .syncFolder]
    let call = calls[Int(step.b % UInt32(calls.count))]
    if office.isFaulty { return healOffice() }
    office.isFaulty = true
    befell(.officeDisk)
    trace.note("office", "has a disk that refuses \(call.rawValue)")
    if step.c % 4 == 0 {
      office.disk.bytesMax = office.disk.bytesUsed + Int(step.c % 3000)
    } else {
      office.disk.failCalls(call, times: step.c % 2 == 0 ? 1 : .max)
    }
  }

  func healOffice() {
    office.disk.bytesMax = nil
    for call in SimulatedDisk.Call.allCases { office.disk.failCalls(call, times: 0) }
    office.isFaulty = false
  }

  func backUpOffice(_ step: Step) throws(Violation) {
    guard !office.isFaulty, office.ending == nil else { return }
    do {
      let copy = try office.backUp()
      trace.note("office", "is backed up to \(copy.last), \(copy.lost.count) stretches lost")
      if step.a % 3 != 0 { try administer(.archive(through: copy.last, lost: copy.lost)) }
    } catch let violation as Violation {
      throw violation
    } catch {
      throw Violation(3, "an office whose disk is sound can be backed up", "\(error)")
    }
  }

  /// The office begins again from one of its backups; the laptops bring back what came after it.
  func restoreOffice(_ step: Step) throws(Violation) {
    guard !office.isFaulty, office.ending == nil, let backup = pick(office.backups, step.a) else {
      return
    }
    befell(.officeRestored)
    trace.note("office", "is put back from \(backup)")
    do {
      try office.restore(from: backup, seed: nextSeed())
    } catch {
      throw Violation(6, "an office is put back from its backup", "\(error)")
    }
    truth.isOfficeRestored = true
    truth.answeredFor = []
    excuse()
    try startOffice()
  }

  /// Notes which changes the office has answered for: it must never lack them, unless it is put back.
  ///
  /// Invariant 8: what a revoked device brings is held until a person decides.
  ///
  /// - Parameter before: what the log had before, where the device may be revoked and the log could be read.
  func answerFor(
    _ request: [UInt8],
    by answer: [UInt8],
    before: Set<Digest>?
  ) throws(Violation) {
    guard let sent = try? MessageLines(reading: request),
      let message = try? MessageLines(reading: answer),
      let response = try? SyncResponse(head: message.head)
    else { return }
    let refused = Set(response.refused.map(\.line))
    for (place, line) in sent.records.enumerated() where !refused.contains(place + 1) {
      guard case .change(let change)? = try? Record(reading: sent.bytes[line]) else { continue }
      truth.answeredFor.insert(change.hash)
      guard response.revoked, let before, !before.contains(change.hash),
        !response.held.contains(where: { $0.name == change.name })
      else { continue }
      throw Violation(8, "what a revoked device brings is held", "\(change.name)")
    }
  }
}
