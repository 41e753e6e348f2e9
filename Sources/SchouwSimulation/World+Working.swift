import SchouwCanon
import SchouwDocuments
import SchouwFieldClient
import SchouwJournal

/// What people do on laptops; each act is entered in the truth when the public call has returned.
extension World {
  private func program(_ laptop: Laptop, _ number: UInt32) -> Int {
    Int(number % UInt32(laptop.programs.count))
  }

  /// Every act that is displayed: shown, or listed as a sibling in a conflict.
  static func displayed(_ view: DocumentView) -> Set<Int> {
    var found: Set<Int> = []
    Truth.acts(in: .object(view.shown.content), into: &found)
    for conflict in view.shown.conflicts {
      for sibling in conflict.siblings {
        if let value = sibling.value { Truth.acts(in: value, into: &found) }
      }
    }
    return found
  }

  func create(_ laptop: Laptop, _ step: Step) throws(Violation) {
    guard truth.documents.count < 8 else { return }
    let number = truth.acts.count
    let scope = Self.scopes[Int(step.b % UInt32(Self.scopes.count))]
    // Mostly for a scope of the laptop itself; sometimes for one that it never had.
    let scopes = step.c % 9 == 0 ? [scope] : nil
    let path = Self.paths[Int(step.c / 16) % 3]
    var random = SeededRandom(seed: nextSeed())
    let id = DocumentID(random: random.nextBytes(16))
    truth.acts.append(
      Truth.Act(
        document: id,
        path: path,
        life: nil,
        shown: [],
        laptop: laptop.number,
        step: trace.step,
        isAcknowledged: false
      )
    )
    let made = try use(laptop, program(laptop, step.c), "create") { store throws(StoreError) in
      try store.create(
        kind: "overlast",
        scopes: scopes,
        set: [path: Truth.value(number, padding: 0)],
        by: Self.authors[Int(step.c % 3)],
        id: id
      )
    }
    truth.documents.append(id)
    // The scopes are those that the store knew of; by the truth it may be any that the device was granted.
    truth.scopes[id] = Set(scopes ?? []).union(
      scopes == nil ? truth.granted[laptop.device] ?? [] : []
    )
    guard let view = made else { return }
    truth.acts[number].isAcknowledged = true
    laptop.windows.append(Laptop.Window(view: view, shown: [number]))
    trace.note(laptop.name, "makes document \(truth.documents.count - 1) with \(number)")
  }

  /// Somebody looks at a document: a window.
  @discardableResult
  func look(_ laptop: Laptop, _ step: Step) throws(Violation) -> Bool {
    guard let document = pick(truth.documents, step.b) else { return false }
    guard let view = try view(laptop, program(laptop, step.c), document) else { return false }
    let shown = Self.displayed(view)
    laptop.windows.append(Laptop.Window(view: view.view, shown: shown))
    if laptop.windows.count > 6 { laptop.windows.removeFirst() }
    trace.note(
      laptop.name,
      "looks at document \(index(of: document)): \(shown.sorted().map(String.init).joined(separator: " "))"
    )
    return true
  }

  func view(_ laptop: Laptop, _ program: Int, _ document: DocumentID) throws(Violation)
    -> DocumentView?
  {
    try use(laptop, program, "look") { store throws(StoreError) in try store.view(document) }
  }

  func index(of document: DocumentID) -> String {
    truth.documents.firstIndex(of: document).map(String.init) ?? "\(document)"
  }

  func edit(_ laptop: Laptop, _ step: Step) throws(Violation) {
    // Half of the edits are made by somebody who looks first.
    if laptop.windows.isEmpty || step.c % 3 == 0 { try look(laptop, step) }
    var random = SeededRandom(seed: UInt64(step.b) << 32 | UInt64(step.c))
    var paths: [JSONPointer] = []
    for _ in 0..<(Int.random(in: 0..<4, using: &random) == 0 ? 2 : 1) {
      let path = Self.paths[Int.random(in: 0..<Self.paths.count, using: &random)]
      if !paths.contains(where: { $0.overlaps(path) }) { paths.append(path) }
    }
    let padding = Int.random(in: 0..<12, using: &random) == 0 ? 900 : 0
    let author = Self.authors[Int.random(in: 0..<3, using: &random)]
    try write(laptop, step, paths.map { ($0, nil) }) { store, view, first throws(StoreError) in
      var set: [JSONPointer: JSONValue] = [:]
      for (place, path) in paths.enumerated() {
        set[path] = Truth.value(first + place, padding: padding)
      }
      return try store.edit(view, set: set, by: author)
    }
  }

  func removeOrKeep(_ laptop: Laptop, _ step: Step) throws(Violation) {
    if laptop.windows.isEmpty { try look(laptop, step) }
    guard let element = pick(Self.elements, step.c) else { return }
    let life: Life = step.c / 2 % 3 == 0 ? .kept : .removed
    try write(laptop, step, [(element, life)]) { store, view, _ throws(StoreError) in
      try store.edit(view, life: [element: life])
    }
  }

  /// Carries out an edit on a window and enters it in the truth; one that is told to look again looks again.
  private func write(
    _ laptop: Laptop,
    _ step: Step,
    _ acts: [(path: JSONPointer, life: Life?)],
    _ body: (Store, View, Int) throws(StoreError) -> View
  ) throws(Violation) {
    guard let place = laptop.windows.indices.last.map({ Int(step.b / 8) % ($0 + 1) }) else {
      return
    }
    let program = program(laptop, step.c / 8)
    for attempt in 0..<2 {
      guard laptop.windows.indices.contains(place) else { return }
      let window = laptop.windows[place]
      let first = truth.acts.count
      for act in acts {
        truth.acts.append(
          Truth.Act(
            document: window.view.document,
            path: act.path,
            life: act.life,
            shown: window.shown,
            laptop: laptop.number,
            step: trace.step,
            isAcknowledged: false
          )
        )
      }
      let next = try use(laptop, program, "edit") { store throws(StoreError) in
        try body(store, window.view, first)
      }
      guard let next else {
        // The author looks again, and writes then, or lets it be.
        guard let view = try view(laptop, program, window.view.document) else { return }
        guard laptop.windows.indices.contains(place) else { return }
        laptop.windows[place] = Laptop.Window(
          view: view.view,
          shown: window.shown.union(Self.displayed(view))
        )
        if attempt == 0, step.c % 4 != 3 { continue }
        return
      }
      for number in first..<truth.acts.count { truth.acts[number].isAcknowledged = true }
      guard laptop.windows.indices.contains(place) else { return }
      laptop.windows[place].view = next
      for (offset, act) in acts.enumerated() where act.life == nil {
        laptop.windows[place].shown.insert(first + offset)
      }
      trace.note(
        laptop.name,
        "\(acts.enumerated().map { "writes \(first + $0) at \($1.path)\($1.life.map { " (\($0.rawValue))" } ?? "")" }.joined(separator: ", ")) in document \(index(of: window.view.document)), shown \(window.shown.sorted().map(String.init).joined(separator: " "))"
      )
      return
    }
  }

  func finish(_ laptop: Laptop, _ step: Step) throws(Violation) {
    guard let document = pick(truth.documents, step.b) else { return }
    let done: Void? = try use(laptop, program(laptop, step.c), "finish") {
      store throws(StoreError) in
      try store.finish(document)
    }
    if done != nil { trace.note(laptop.name, "finishes document \(index(of: document))") }
  }

  func beginProgram(_ laptop: Laptop) {
    guard laptop.programs.count < 2 else { return }
    laptop.programs.append(Laptop.Program())
    befell(.secondProgram)
    trace.note(laptop.name, "begins a second program on its store")
  }
}
