import SchouwCanon
import SchouwDocuments
import SchouwFieldClient
import SchouwSync
import SchouwSimulation
import SchouwTesting
import Synchronization
import Testing

/// Laptops with two programs each, an office, and a truth kept beside them: what was acknowledged, where, and
/// what its author had been shown.
private struct World {
  /// An acknowledged act: a value at a path, or a removal of an element.
  struct Act {
    let document: DocumentID
    let path: JSONPointer
    /// The value; nil for a removal.
    let value: String?
    /// Every value that had been displayed to the author on the windows of this view.
    let shown: Set<String>
    let laptop: Int
    let serial: Int
    /// Lost with a disk that was put back, before it had left it.
    var isExcused = false
  }

  /// A view that somebody holds, and all that was displayed on the way to it.
  struct Window {
    let laptop: Int
    var view: View
    var shown: Set<String>
  }

  struct Backup {
    let disk: SimulatedDisk
    let serial: Int
  }

  var random: SeededRandom
  var laptops: [Laptop] = []
  var stores: [[Store]] = []
  var backups: [Backup?] = []
  var windows: [Window] = []
  var documents: [DocumentID] = []
  var acts: [Act] = []
  var serial = 0
  let office = FakeOffice()
  let clock = Ticks()
  var log: [String] = []

  static let paths = ["/a", "/b", "/r/x/c", "/r/x/d", "/r/y/c"].map { path($0) }
  static let elements = ["/r/x", "/r/y"].map { path($0) }

  init(seed: UInt64) async throws {
    random = SeededRandom(seed: seed)
    for number in 0..<2 {
      var laptop = Laptop()
      laptop.machine = Bool.random(using: &random) ? "machine-\(number)" : nil
      laptop.witness = Bool.random(using: &random) ? "/witness" : nil
      laptops.append(laptop)
      let first = try await laptop.create(next()).enrolled(at: office)
      stores.append([first, try laptop.open(next())])
      backups.append(nil)
    }
  }

  mutating func next() -> UInt64 {
    serial += 1
    return UInt64(serial) &+ random.next() << 20
  }

  mutating func pick<Item>(_ items: [Item]) -> Item? { items.randomElement(using: &random) }

  /// Every value of the test in a view: shown, or listed as a sibling.
  static func displayed(_ view: DocumentView) -> Set<String> {
    var found: Set<String> = []
    func collect(_ value: JSONValue) {
      if let text = value.stringValue, text.hasPrefix("v") { found.insert(text) }
      for member in value.objectValue?.members ?? [] { collect(member.value) }
    }
    collect(.object(view.shown.content))
    for conflict in view.shown.conflicts {
      for sibling in conflict.siblings { collect(sibling.value ?? .null) }
    }
    return found
  }

  // MARK: Acts

  mutating func step() async throws {
    switch Int.random(in: 0..<100, using: &random) {
    case 0..<8: try create()
    case 8..<30: try look()
    case 30..<62: try edit()
    case 62..<68: try removeOrKeep()
    case 68..<74: try finish()
    case 74..<90: try await sync()
    case 90..<94: try crash()
    case 94..<96: backUp()
    case 96..<98: try restore()
    default: try clone()
    }
  }

  mutating func create() throws {
    guard documents.count < 3, let laptop = laptops.indices.randomElement(using: &random) else {
      return
    }
    let value = newValue()
    let store = try store(laptop)
    let view = try store.create(kind: "overlast", set: [Self.paths[0]: .string(value)])
    documents.append(view.document)
    acts.append(
      Act(
        document: view.document,
        path: Self.paths[0],
        value: value,
        shown: [],
        laptop: laptop,
        serial: serial
      )
    )
    windows.append(Window(laptop: laptop, view: view, shown: [value]))
    log.append("\(laptop) creates \(value)")
  }

  mutating func newValue() -> String {
    serial += 1
    return "v\(serial)"
  }

  mutating func store(_ laptop: Int) throws -> Store {
    stores[laptop][Int.random(in: 0..<2, using: &random)]
  }

  mutating func look() throws {
    guard let laptop = laptops.indices.randomElement(using: &random), let document = pick(documents)
    else { return }
    let store = try store(laptop)
    guard let view = try? store.view(document) else { return }
    windows.append(Window(laptop: laptop, view: view.view, shown: Self.displayed(view)))
    if windows.count > 12 { windows.removeFirst() }
  }

  mutating func edit() throws {
    guard let index = windows.indices.randomElement(using: &random) else { return }
    let window = windows[index]
    var set: [JSONPointer: JSONValue] = [:]
    for _ in 0..<Int.random(in: 1...2, using: &random) {
      set[Self.paths[Int.random(in: 0..<Self.paths.count, using: &random)]] = .string(newValue())
    }
    let author = Bool.random(using: &random) ? Laptop.author : Laptop.other
    try perform(index) {
      try $0.edit(window.view, set: set, by: author)
    } acts: {
      set.keys.sorted().map { ($0, set[$0]?.stringValue) }
    }
  }

  mutating func removeOrKeep() throws {
    guard let index = windows.indices.randomElement(using: &random),
      let element = pick(Self.elements)
    else { return }
    let window = windows[index]
    if Bool.random(using: &random) {
      try perform(index) {
        try $0.remove(element, on: window.view)
      } acts: {
        [(element, nil)]
      }
    } else {
      try perform(index) {
        try $0.keep(element, on: window.view)
      } acts: {
        []
      }
    }
  }

  /// Carries out an edit on a window; one that is refused with "look again" looks again.
  private mutating func perform(
    _ index: Int,
    _ body: (Store) throws -> View,
    acts new: () -> [(JSONPointer, String?)]
  ) throws {
    let window = windows[index]
    let store = try store(window.laptop)
    do {
      windows[index].view = try body(store)
    } catch let error as StoreError where error.code == .lookAgain || error.code == .badEdit {
      if let view = try? store.view(window.view.document) {
        windows[index] = Window(
          laptop: window.laptop,
          view: view.view,
          shown: window.shown.union(Self.displayed(view))
        )
      }
      return
    }
    for (path, value) in new() {
      serial += 1
      acts.append(
        Act(
          document: window.view.document,
          path: path,
          value: value,
          shown: window.shown,
          laptop: window.laptop,
          serial: serial
        )
      )
      if let value { windows[index].shown.insert(value) }
      log.append(
        "\(window.laptop) sets \(path) \(value ?? "removed"), shown \(window.shown.sorted())"
      )
    }
  }

  mutating func finish() throws {
    guard let window = pick(windows) else { return }
    log.append("\(window.laptop) finishes")
    try store(window.laptop).finish(window.view.document)
  }

  mutating func sync() async throws {
    guard let laptop = laptops.indices.randomElement(using: &random) else { return }
    let fault: FakeOffice.Fault =
      switch Int.random(in: 0..<10, using: &random) {
      case 0: .requestLost
      case 1: .answerLost
      case 2: .doubled
      case 3: .answerCut(Int.random(in: 0..<2000, using: &random))
      default: .none
      }
    office.next(fault)
    office.state.withLock { $0.pageBytes = Bool.random(using: &random) ? Int.max : 700 }
    log.append("\(laptop) syncs, \(fault)")
    do {
      try await store(laptop).sync(over: office, tries: 1)
    } catch let error as OfficeError where error.mayPass {}
    office.next(.none)
  }

  /// The power goes: both programs of a laptop begin anew on what is on its disk.
  mutating func crash() throws {
    guard let laptop = laptops.indices.randomElement(using: &random),
      let cut = pick(SimulatedDisk.PowerCut.allCases)
    else { return }
    log.append("\(laptop) \(cut)")
    laptops[laptop] = laptops[laptop].afterPowerCut(cut, seed: next())
    try reopen(laptop)
    // What a program keeps of its windows is text.
    windows = windows.compactMap { window in
      var window = window
      guard let view = View(json: .object(window.view.json)) else { return nil }
      window.view = view
      return window
    }
  }

  private mutating func reopen(_ laptop: Int) throws {
    stores[laptop] = [try laptops[laptop].open(next()), try laptops[laptop].open(next())]
  }

  mutating func backUp() {
    guard let laptop = laptops.indices.randomElement(using: &random) else { return }
    log.append("\(laptop) is backed up")
    backups[laptop] = Backup(disk: laptops[laptop].disk.snapshot(), serial: serial)
  }

  /// A laptop's disk is put back from its backup: what had not left it is gone, and nothing else.
  mutating func restore() throws {
    let backed = laptops.indices.filter { backups[$0] != nil }
    guard let laptop = pick(backed), let backup = backups[laptop] else { return }
    log.append("\(laptop) is put back")
    let delivered = Set(
      office.changes.flatMap { change in
        change.paths.compactMap { change.value(at: $0)?.stringValue }
      }
    )
    for index in acts.indices
    where acts[index].laptop == laptop && acts[index].serial > backup.serial {
      let left = acts[index].value.map { delivered.contains($0) } ?? false
      if !left { acts[index].isExcused = true }
    }
    windows.removeAll { $0.laptop == laptop }
    laptops[laptop].disk = backup.disk.snapshot()
    try reopen(laptop)
  }

  /// A copy of the whole disk goes on beside the original, on a machine that may not tell.
  mutating func clone() throws {
    guard laptops.count < 4, let laptop = laptops.indices.randomElement(using: &random) else {
      return
    }
    log.append("\(laptop) is cloned to \(laptops.count)")
    var copy = laptops[laptop]
    copy.disk = copy.disk.snapshot()
    if copy.machine != nil, Bool.random(using: &random) { copy.machine = "machine-\(serial)" }
    laptops.append(copy)
    backups.append(nil)
    stores.append([try copy.open(next()), try copy.open(next())])
  }
}

extension World {
  /// Lets everybody speak with the office until nothing moves.
  mutating func settle() async throws {
    office.state.withLock { $0.pageBytes = .max }
    for _ in 0..<4 {
      for store in stores { try await store[0].sync(over: office, tries: 1) }
    }
  }

  /// What is wrong with the outcome; empty if nothing is.
  func faults() throws -> [String] {
    var faults: [String] = []
    let changes = office.changes
    let delivered = Set(
      changes.flatMap { change in
        change.paths.compactMap { change.value(at: $0)?.stringValue }
      }
    )
    let digest = try stores[0][0].digest()
    for (laptop, programs) in stores.enumerated() {
      for program in programs {
        if try program.digest() != digest { faults.append("laptop \(laptop) shows something else") }
        if try program.status().unsent > 0 {
          faults.append("laptop \(laptop) has something unsent")
        }
      }
    }
    for document in documents {
      guard let view = try? stores[0][0].view(document) else { continue }
      if !view.waiting.isEmpty { faults.append("\(view.waiting.map(\.name)) wait") }
    }
    /// Whether an acknowledged act overwrote or removed a value that its author had been shown.
    func isCovered(_ act: Act, _ value: String) -> Bool {
      acts.contains { other in
        guard other.document == act.document, other.shown.contains(value), other.value != value
        else {
          return false
        }
        guard let newer = other.value else { return other.path.isAtOrAbove(act.path) }
        guard other.path.overlaps(act.path) else { return false }
        // A draft may have been overwritten in its turn before it left.
        return !other.isExcused || delivered.contains(newer) || isCovered(other, newer)
      }
    }
    for act in acts {
      guard let value = act.value, !act.isExcused else { continue }
      let siblings = (try? stores[0][0].why(act.path, in: act.document).siblings) ?? []
      if siblings.contains(where: { $0.value?.stringValue == value }) { continue }
      if isCovered(act, value) { continue }
      let place = delivered.contains(value) ? "overwritten by nobody who had been shown it" : "lost"
      faults.append("\(value) of laptop \(act.laptop) at \(act.path) is \(place)")
    }
    return faults
  }
}

@Suite struct `Every acknowledged value` {
  @Test(arguments: 0..<20 as Range<UInt64>)
  func `stands, or was overwritten by somebody who had been shown it`(block: UInt64) async throws {
    for seed in block * 20..<block * 20 + 20 {
      var world = try await World(seed: seed)
      do {
        for _ in 0..<60 { try await world.step() }
        try await world.settle()
      } catch {
        Issue.record("seed \(seed): \(error)\n\(world.log.joined(separator: "\n"))")
        continue
      }
      let faults = try world.faults()
      #expect(faults.isEmpty, "seed \(seed)\n\(world.log.joined(separator: "\n"))")
    }
  }

  @Test func `is checked: an office that never echoes what a clone delivered loses some`()
    async throws
  {
    var found = 0
    for seed in 0..<60 as Range<UInt64> {
      var world = try await World(seed: seed)
      world.office.state.withLock { $0.leavesOutForks = true }
      for _ in 0..<60 { try await world.step() }
      try await world.settle()
      if try !world.faults().isEmpty { found += 1 }
    }
    #expect(found > 0)
  }
}
