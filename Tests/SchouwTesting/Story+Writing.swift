import SchouwCanon
import SchouwDocuments

extension Story {
  /// What one edit is made of.
  struct Draft {
    var set: [(path: JSONPointer, value: JSONValue)] = []
    var life: [(path: JSONPointer, life: Life)] = []
    var act: JSONObject?
  }

  static let paths = pointers(
    "/t",
    "/t-1",
    "/t/u",
    "/rooms",
    "/rooms/r1",
    "/rooms/r1/area",
    "/rooms/r1/pos",
    "/rooms/r1/beds/b1/w",
    "/rooms/r1/beds/b2/w",
    "/rooms/r10/area",
    "/rooms/r1-0/area"
  )
  static let elements = pointers("", "/rooms", "/rooms/r1", "/rooms/r1/beds/b1", "/rooms/r10")

  static func pointers(_ texts: String...) -> [JSONPointer] { texts.compactMap { JSONPointer($0) } }

  /// Makes an edit on what a screen displays; false if nothing could be written there yet.
  @discardableResult
  mutating func write(_ laptop: Int, screen: Int) -> Bool {
    if laptops[laptop].screens[screen].vector.isEmpty && laptops[laptop].line.isEmpty {
      guard written.isEmpty || chance(6) else { return false }
      var draft = Draft()
      draft.set = birthValues() + [(Self.paths[Int.random(in: 0..<8, using: &random)], value())]
      mint(draft, laptop, screen)
      return true
    }
    var draft = laptop == 0 && chance(14) ? officeDraft() : fieldDraft()
    if overwritesUnshown(draft, laptop, screen) { look(laptop, screen: screen) }
    keepWhatIsHidden(&draft, laptop, screen)
    if overwritesUnshown(draft, laptop, screen) { look(laptop, screen: screen) }
    mint(draft, laptop, screen)
    return true
  }

  private mutating func birthValues() -> [(path: JSONPointer, value: JSONValue)] {
    let template = SHA256.hash(random.nextBytes(1)).base64URL
    return [
      (ReservedPath.kind, "inspection"), (ReservedPath.template, .string(template)),
      (ReservedPath.scopes, .array([.string("BU0\(Int.random(in: 0...2, using: &random))")])),
    ]
  }

  private mutating func fieldDraft() -> Draft {
    var draft = Draft()
    switch Int.random(in: 0..<100, using: &random) {
    case ..<70:
      for _ in 0...Int.random(in: 0...1, using: &random) {
        guard let path = Self.paths.randomElement(using: &random) else { break }
        if !draft.set.contains(where: { $0.path.overlaps(path) }) {
          draft.set.append((path, value()))
        }
      }
    case ..<88: draft.life = [(Self.elements[element()], .removed)]
    case ..<96: draft.life = [(Self.elements[element()], .kept)]
    default: break
    }
    return draft
  }

  private mutating func element() -> Int {
    // The whole document is removed less often than a part of it.
    chance(8) ? 0 : Int.random(in: 1..<Self.elements.count, using: &random)
  }

  private mutating func officeDraft() -> Draft {
    var draft = Draft()
    let names = laptops[0].names
    if plan.hasErasure && chance(60), let name = names.randomElement(using: &random) {
      draft.act = ["erase": [.string(name.description)], "reason": "asked for"]
      return draft
    }
    draft.act = ["scope": true]
    draft.set = [(ReservedPath.scopes, ["BU09"])]
    return draft
  }

  private mutating func value() -> JSONValue {
    let number = Double(Int.random(in: 0...5, using: &random))
    switch Int.random(in: 0..<6, using: &random) {
    case 0: return .object(["method": "NEN 2580", "value": .number(number)])
    case 1: return .array([.number(number), .number(2)])
    case 2: return chance(50) ? "fails" : "meets"
    case 3: return chance(50) ? .null : .bool(true)
    default: return .number(number)
    }
  }

  /// Rule D2: whether a draft would cover an edit of the laptop's own line that its screen never displayed.
  private func overwritesUnshown(_ draft: Draft, _ laptop: Int, _ screen: Int) -> Bool {
    let view = laptops[laptop].screens[screen]
    return laptops[laptop].line.dropFirst(view.lineCount).contains { change in
      edits(of: change).contains { index in
        !view.shown.contains(index) && touches(draft, edits[index])
      }
    }
  }

  private func touches(_ draft: Draft, _ edit: Edit) -> Bool {
    switch plan.defect {
    case .neverLooksAgain: return false
    case .looksAgainAtThePathOnly:
      return edit.life == nil
        ? draft.set.contains { $0.path == edit.path }
        : draft.life.contains { $0.path == edit.path }
    case .seesWhatIsFolded, nil: break
    }
    if edit.life == nil {
      return draft.set.contains { $0.path.overlaps(edit.path) }
        || draft.life.contains { $0.life == .removed && $0.path.isAtOrAbove(edit.path) }
    }
    return draft.life.contains {
      $0.path == edit.path || ($0.life == .removed && $0.path.isAtOrAbove(edit.path))
    }
  }

  /// Rule L2: who sets a value under a hidden element writes `kept` for it and each hidden one above.
  private func keepWhatIsHidden(_ draft: inout Draft, _ laptop: Int, _ screen: Int) {
    let set = draft.set
    for element in laptops[laptop].screens[screen].hidden
    where set.contains(where: { element.isAtOrAbove($0.path) && !$0.path.isReserved }) {
      draft.life.append((element, .kept))
    }
  }

  func edits(of change: Change) -> [Int] {
    let values = change.paths.map { Edit(name: change.name, path: $0, life: nil) }
    let life = change.life.map { Edit(name: change.name, path: $0.path, life: $0.life) }
    return (values + life).compactMap { editIndex[$0] }
  }

  /// Makes the change on the screen's view, with the own last change in `seen` (rule D2).
  func change(
    _ draft: Draft,
    _ laptop: Laptop,
    _ vector: [ChangeName],
    _ stamp: Stamp,
    _ salt: [UInt8]
  )
    -> Change?
  {
    var seen = vector
    if let last = laptop.line.last {
      seen = vector.filter { $0.replica != laptop.replica } + [last.name]
    }
    do {
      return try Change(
        document: document,
        dot: Dot(replica: laptop.replica, counter: laptop.counter),
        author: Author("insp-\(laptop.replica.bits % 7)").unsafelyKnown,
        stamp: stamp,
        previous: laptop.line.last?.hash,
        seen: seen,
        set: draft.set.map { Change.PathValue($0.path, $0.value) },
        life: draft.life.map { Change.LifeEntry($0.path, $0.life) },
        act: draft.act,
        salt: salt
      )
    } catch {
      preconditionFailure("the story wrote a bad change: \(error)")
    }
  }

  mutating func mint(_ draft: Draft, _ index: Int, _ screen: Int) {
    laptops[index].counter += chance(70) ? 1 : 2
    let salt = random.nextBytes(16)
    guard let stamp = anyStamp(),
      let change = change(draft, laptops[index], claimedView(index, screen), stamp, salt)
    else { return }
    written.append(change)
    shown[change.name] = laptops[index].screens[screen].shown
    for path in change.paths { add(Edit(name: change.name, path: path, life: nil)) }
    for entry in change.life {
      add(Edit(name: change.name, path: entry.path, life: entry.life))
    }
    laptops[index].received.append(change)
    laptops[index].history.insert(change)
    laptops[index].names.append(change.name)
    laptops[index].line.append(change)
    laptops[index].screens[screen].shown.formUnion(edits(of: change))
  }

  private func claimedView(_ index: Int, _ screen: Int) -> [ChangeName] {
    plan.defect == .seesWhatIsFolded
      ? laptops[index].history.fold.vector : laptops[index].screens[screen].vector
  }

  private mutating func add(_ edit: Edit) {
    editIndex[edit] = edits.count
    edits.append(edit)
  }

  /// Clocks that differ by little, so that stamps are often equal, some of them measured.
  private mutating func anyStamp() -> Stamp? {
    let time = 1_795_000_000_000 + Int64.random(in: 0...6, using: &random) * 1000
    let offset = chance(30) ? Int64.random(in: -2...2, using: &random) * 1000 : nil
    return Stamp(milliseconds: time, offset: offset)
  }
}

extension Optional {
  /// A value that a literal of the test cannot fail to make.
  var unsafelyKnown: Wrapped {
    guard let self else { preconditionFailure("a literal of the test is wrong") }
    return self
  }
}
