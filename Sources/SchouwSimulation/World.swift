import SchouwCanon
import SchouwDocuments
import SchouwFieldClient
import SchouwJournal
import SchouwServer

/// Laptops, an office and the lines between them, in one process and one thread, driven by a schedule.
///
/// The stores, the exchange and the office are the product's own; disks, clocks, randomness and messages are
/// this world's. Beside them stands ``Truth``, against which everything is checked.
final class World {
  let schedule: Schedule
  /// A mistake that store, office or disk make on purpose.
  let defect: Defect?
  var trace: Trace
  let time = WorldTime()
  var truth = Truth()
  var network = SimulatedNetwork()
  var laptops: [Laptop] = []
  var office: OfficeMachine
  /// How often each fault really befell somebody.
  var befallen: [Fault: Int] = [:]
  private var seeds = 0

  static let scopes = ["BU1", "BU2", "role:r"].map { code($0) }
  static let authors = ["insp-1", "insp-2", "insp-3"].map { author($0) }
  /// Registers of several policies, an answer that is personal, elements, and a leaf above a branch.
  static let paths = [
    "/a", "/what", "/state", "/remarks", "/reporter/contact", "/r/x/c", "/r/x/d", "/r/y/c",
    "/a/deep",
  ].map { pointer($0) }
  static let elements = ["/r/x", "/r/y"].map { pointer($0) }

  init(_ schedule: Schedule, isTold: Bool, defect: Defect?) throws(Violation) {
    self.schedule = schedule
    self.defect = defect
    trace = Trace(isTold: isTold)
    office = OfficeMachine(clock: SimulatedClock(time), defect: defect)
    try office.open(seed: nextSeed())
    for number in 0..<schedule.laptops { try addLaptop(number) }
  }

  private func addLaptop(_ number: Int) throws(Violation) {
    let bits = nextSeed()
    let laptop = Laptop(
      number: number,
      device: "device-\(number)",
      disk: SimulatedDisk(),
      clock: SimulatedClock(time),
      machine: bits & 3 == 0 ? nil : "machine-\(number)",
      witness: bits & 12 == 0 ? nil : "/witness",
      defect: defect
    )
    laptops.append(laptop)
    let environment = laptop.environment(seed: nextSeed())
    do {
      let store = try Store.create(
        Laptop.folder,
        author: Self.authors[number % Self.authors.count],
        environment: environment
      )
      laptop.programs[0].store = store
      // Most share the first scope, so that they meet in documents.
      let granted = Self.scopes.enumerated().filter { place, _ in
        place == 0 ? bits >> 8 & 7 != 0 : bits >> UInt64(16 + place) & 1 == 0
      }.map(\.element)
      let scopes = granted.isEmpty ? [Self.scopes[0]] : granted
      try enrol(laptop, store, scopes)
      trace.note(laptop.name, "begins, for \(scopes.map(\.description).joined(separator: ", "))")
    } catch {
      throw Violation(7, "a store can be made and enrolled", "\(error)")
    }
  }

  /// Invites a device that the office does not know and enrols a store as it; both ends over a line that holds.
  func enrol(_ laptop: Laptop, _ store: Store, _ scopes: [ScopeCode]) throws {
    let answer = try office.core().administer(.deviceAdd(laptop.device, scopes: scopes))
    var random = SeededRandom(seed: nextSeed())
    let token = Base64URL.encode(random.nextBytes(32))
    let key = Base64URL.encode(random.nextBytes(32))
    guard let code = answer["code"]?.stringValue,
      let granted = try office.core()
        .enrol(code: code, token: token, key: key, replica: try store.replica())
    else { throw Violation(7, "a device that is invited is enrolled", laptop.device) }
    truth.granted[laptop.device, default: []].formUnion(granted)
    try store.enter(
      address: "http://office",
      device: laptop.device,
      token: token,
      key: key,
      scopes: granted
    )
  }

  /// A seed that nobody else has.
  func nextSeed() -> UInt64 {
    seeds += 1
    var word = schedule.seed &* 0x9e37_79b9_7f4a_7c15 &+ UInt64(seeds) &* 0xd134_2543_de82_ef95
    word = (word ^ word >> 32) &* 0xbf58_476d_1ce4_e5b9
    return word ^ word >> 29
  }

  func befell(_ fault: Fault) {
    befallen[fault, default: 0] += 1
    trace.mix(fault.rawValue.utf8)
  }

  /// One of some things, by a number of a step; nil if there is none.
  func pick<Items: RandomAccessCollection>(_ items: Items, _ number: UInt32) -> Items.Element?
  where Items.Index == Int {
    items.isEmpty ? nil : items[items.startIndex + Int(number % UInt32(items.count))]
  }

  // MARK: Programs

  /// Runs a body on a store as a program of a laptop does: the program may die in it, the disk may refuse.
  ///
  /// - Returns: nil if it threw what it may throw.
  func use<Value>(
    _ laptop: Laptop,
    _ program: Int,
    _ what: String,
    _ body: (Store) throws(StoreError) -> Value
  ) throws(Violation) -> Value? {
    guard let store = try opened(laptop, program) else { return nil }
    let outcome: Result<Value, StoreError>
    do throws(StoreError) {
      outcome = .success(try body(store))
    } catch {
      outcome = .failure(error)
    }
    switch outcome {
    case .success(let value):
      if laptop.hasStopped { try end(laptop, program) }
      return value
    case .failure(let error):
      trace.note(laptop.name, "\(what): \(error.code.rawValue)\(Self.cause(error))")
      if laptop.hasStopped {
        try end(laptop, program)
      } else {
        try judge(error, laptop, what)
      }
      return nil
    }
  }

  private static func cause(_ error: StoreError) -> String {
    error.cause.map {
      " (\($0.code.rawValue)\($0.cause.map { ", \($0.call) \($0.code.rawValue)" } ?? ""))"
    }
      ?? ""
  }

  /// Invariant 7: what is local works, unless its own disk refuses.
  private func judge(_ error: StoreError, _ laptop: Laptop, _ what: String) throws(Violation) {
    switch error.code {
    case .lookAgain, .hasLeft, .notFound: return
    // Without its birth nothing is there that an edit could have seen.
    case .badEdit: return
    case .journal, .damagedFile, .notAStore:
      if laptop.isFaulty || laptop.wasFlipped { return }
    default: break
    }
    throw Violation(7, "what is local works offline", "\(laptop.name): \(what): \(error)")
  }

  /// The store of a program; it is opened where it is not, as after a death.
  func opened(_ laptop: Laptop, _ program: Int) throws(Violation) -> Store? {
    if let store = laptop.programs[program].store { return store }
    let environment = laptop.environment(seed: nextSeed())
    do {
      let store = try Store.open(Laptop.folder, environment: environment)
      laptop.programs[program].store = store
      if laptop.hasStopped {
        try end(laptop, program)
        return nil
      }
      return store
    } catch let error as StoreError {
      trace.note(laptop.name, "cannot open: \(error.code.rawValue)\(Self.cause(error))")
      if laptop.hasStopped {
        try end(laptop, program)
      } else {
        try judge(error, laptop, "open")
      }
      return nil
    } catch let violation as Violation {
      throw violation
    } catch {
      throw Violation(7, "a store opens", "\(error)")
    }
  }

  /// Carries out what was set to happen at the disk's stop: one program is killed, or the power goes.
  func end(_ laptop: Laptop, _ program: Int) throws(Violation) {
    guard let cut = laptop.ending else { return }
    laptop.ending = nil
    laptop.disk.stop(atCall: nil)
    if cut == .keep {
      trace.note(laptop.name, "program \(program) is killed")
      befell(.processCrash)
      laptop.programs[program].store = nil
      laptop.programs[program].conversation = nil
    } else {
      try losePower(laptop, cut)
    }
  }

  /// The power goes: every program of the laptop dies, and the disk keeps what a disk keeps.
  func losePower(_ laptop: Laptop, _ cut: SimulatedDisk.PowerCut) throws(Violation) {
    trace.note(laptop.name, "loses its power: \(cut.rawValue)")
    befell(Fault(cut))
    for program in laptop.programs.indices {
      laptop.programs[program].store = nil
      laptop.programs[program].conversation = nil
    }
    laptop.ending = nil
    laptop.disk = laptop.disk.powerCut(cut, seed: nextSeed())
    heal(laptop)
    try checkDurable(laptop)
  }
}

/// A code that is written here and therefore one.
private func code(_ text: String) -> ScopeCode {
  guard let code = ScopeCode(text) else { preconditionFailure("\(text) is a scope") }
  return code
}

private func author(_ text: String) -> Author {
  guard let author = Author(text) else { preconditionFailure("\(text) is an author") }
  return author
}

func pointer(_ text: String) -> JSONPointer {
  guard let path = JSONPointer(text) else { preconditionFailure("\(text) is a path") }
  return path
}
