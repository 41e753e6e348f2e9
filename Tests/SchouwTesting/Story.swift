import SchouwCanon
package import SchouwDocuments

/// A random history of one document on several laptops, with the truth of what every author was shown.
///
/// Each laptop has two screens. An edit is made on what its screen last displayed, which may be older
/// than what the laptop has folded (rule D1); one that would overwrite something of its own laptop that
/// its screen never displayed is made only after looking again (rule D2). Changes travel one at a time
/// between any two laptops. One laptop may be cloned half-way and one may die with what only it held;
/// the office (laptop 0) erases, moves, and closes what nobody holds any more.
package struct Story {
  /// How a story goes.
  package struct Plan: Sendable {
    package var laptops: ClosedRange<Int> = 2...5
    package var steps: ClosedRange<Int> = 16...44
    package var hasClone = true
    package var hasDeath = true
    package var hasErasure = true
    package var defect: Defect?

    /// Everything that can happen.
    package init() {}

    /// Nobody is cloned and nothing is lost.
    package static var plain: Plan {
      var plan = Plan()
      plan.hasClone = false
      plan.hasDeath = false
      return plan
    }

    /// Nothing is lost, so that no change is closed; clones fork.
    package static var whole: Plan {
      var plan = Plan()
      plan.hasDeath = false
      return plan
    }
  }

  /// A laptop program that does something wrong: to prove that the checkers notice.
  package enum Defect: Sendable, CaseIterable {
    /// `seen` is what is folded when the change is minted, not the view (against D1).
    case seesWhatIsFolded
    /// No edit is answered "look again" (against D2).
    case neverLooksAgain
    /// Only an edit of the very path is answered so, not one above or below it, nor a removal.
    case looksAgainAtThePathOnly
  }

  /// One acknowledged edit of one path: a value, or a life entry.
  package struct Edit: Hashable {
    package let name: ChangeName
    package let path: JSONPointer
    package let life: Life?
  }

  /// A laptop, and what was put in it in what form and order.
  package struct Laptop {
    package internal(set) var history: DocumentHistory
    package internal(set) var received: [Change] = []
    var names: [ChangeName] = []
    var replica: Replica
    var counter = 0
    var line: [Change] = []
    var screens: [Screen]
    var isAlive = true
  }

  struct Screen {
    var vector: [ChangeName] = []
    var shown: Set<Int> = []
    var hidden: [JSONPointer] = []
    /// How many changes of the laptop's own line it could have displayed.
    var lineCount = 0
  }

  /// The document.
  package let document: DocumentID
  /// All that was acknowledged, in the order in which it was written.
  package internal(set) var written: [Change] = []
  /// All acknowledged edits.
  package internal(set) var edits: [Edit] = []
  /// The edits that an author had been shown when writing, by number.
  package internal(set) var shown: [ChangeName: Set<Int>] = [:]
  /// The laptops; the dead one as it died.
  package internal(set) var laptops: [Laptop] = []
  /// The changes of the dead that came back after they had been closed.
  package internal(set) var returned: [Change] = []
  var editIndex: [Edit: Int] = [:]
  var random: SeededRandom
  let plan: Plan

  /// Lives a story as far as the moment when everybody stops writing; ``settle()`` brings them together.
  package init(seed: UInt64, plan: Plan = Plan()) {
    self.plan = plan
    random = SeededRandom(seed: seed)
    document = DocumentID(random: random.nextBytes(16))
    for _ in 0..<Int.random(in: plan.laptops, using: &random) { addLaptop() }
    _ = write(0, screen: 0)
    let steps = Int.random(in: plan.steps, using: &random)
    let cloneAt = plan.hasClone && chance(50) ? Int.random(in: 0..<steps, using: &random) : -1
    let deathAt = plan.hasDeath && chance(40) ? Int.random(in: 0..<steps, using: &random) : -1
    for step in 0..<steps {
      if step == cloneAt { laptops.append(laptops[anyLaptop()]) }
      if step == deathAt && laptops.count > 2 {
        laptops[Int.random(in: 1..<laptops.count, using: &random)].isAlive = false
      }
      act()
    }
  }

  /// The laptops that live.
  package var living: [Int] { laptops.indices.filter { laptops[$0].isAlive } }

  /// All that the living hold, in the order of the names, erased where somebody holds it erased.
  package var held: [Change] {
    var held: [ChangeName: Change] = [:]
    for index in living {
      for change in laptops[index].history.sortedChanges {
        if case .erased = change.body { held[change.name] = change }
        held[change.name] = held[change.name] ?? change
      }
    }
    return held.values.sorted { $0.name < $1.name }
  }

  mutating func chance(_ percent: Int) -> Bool {
    Int.random(in: 0..<100, using: &random) < percent
  }

  mutating func anyLaptop() -> Int { living.randomElement(using: &random) ?? 0 }

  private mutating func addLaptop() {
    laptops.append(
      Laptop(
        history: DocumentHistory(document: document),
        replica: Replica(bits: random.next()),
        screens: [Screen(), Screen()]
      )
    )
  }

  private mutating func act() {
    let laptop = anyLaptop()
    let screen = Int.random(in: 0...1, using: &random)
    switch Int.random(in: 0..<100, using: &random) {
    case ..<44: write(laptop, screen: screen)
    case ..<62: look(laptop, screen: screen)
    default: carry(from: anyLaptop(), to: laptop)
    }
  }

  /// One change by some route: a stick, a cut line, another laptop.
  private mutating func carry(from source: Int, to target: Int) {
    guard source != target, let name = laptops[source].names.randomElement(using: &random),
      let change = laptops[source].history.changes[name]
    else { return }
    give(change, to: target)
  }

  mutating func give(_ change: Change, to index: Int) {
    laptops[index].received.append(change)
    guard laptops[index].history.insert(change) else { return }
    laptops[index].names.append(change.name)
    // F3 of the design: a laptop that meets a change of its own id that it does not know takes a new id.
    if change.dot.replica == laptops[index].replica {
      laptops[index].replica = Replica(bits: random.next())
      laptops[index].counter = 0
      laptops[index].line = []
      laptops[index].screens[0].lineCount = 0
      laptops[index].screens[1].lineCount = 0
    }
  }

  /// A screen displays what is folded: every standing value and life entry.
  mutating func look(_ laptop: Int, screen: Int) {
    let fold = laptops[laptop].history.fold
    var view = laptops[laptop].screens[screen]
    view.vector = fold.vector
    view.hidden = fold.life.map(\.path).filter { fold.isHiddenItself($0) }
    view.lineCount = laptops[laptop].line.count
    for entry in fold.values {
      for value in entry.standing {
        if let index = editIndex[Edit(name: value.name, path: entry.path, life: nil)] {
          view.shown.insert(index)
        }
      }
    }
    for entry in fold.life {
      for life in entry.standing {
        if let index = editIndex[Edit(name: life.name, path: entry.path, life: life.life)] {
          view.shown.insert(index)
        }
      }
    }
    laptops[laptop].screens[screen] = view
  }
}
