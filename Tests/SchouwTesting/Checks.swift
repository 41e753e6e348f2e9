import SchouwCanon
package import SchouwDocuments
import SchouwSimulation

/// The policies under which stories are shown: every sort at least once.
package let storyPolicies: PolicyTable = {
  let table: [(String, Policy)] = [
    ("/t", .highest), ("/t-1", .ask), ("/t/u", .lowest), ("/rooms/*/area", .union),
    ("/rooms/*/beds/*/w", .severest(scale: ["meets", "fails"])), ("/rooms/*/pos", .all),
  ]
  return PolicyTable(table.map { (JSONPointer($0.0).unsafelyKnown, $0.1) })
}()

/// The canonical bytes of a fold and of what is shown of it.
package struct ShownBytes: Equatable, CustomStringConvertible {
  private let bytes: [UInt8]

  init(_ fold: Fold) {
    bytes =
      fold.canonicalBytes
      + JSONValue.object(ShownDocument(fold, policies: storyPolicies).json).canonicalBytes
  }

  /// The bytes as text.
  package var description: String { String(decoding: bytes, as: UTF8.self) }
}

/// The canonical bytes of a fold and of what is shown of it.
package func shownBytes(_ fold: Fold) -> ShownBytes { ShownBytes(fold) }

/// Invariant 1: whoever holds the same changes shows the same bytes, in whatever order they came.
package func checkConverged(_ story: Story, orders: Int = 3) throws {
  var random = SeededRandom(seed: UInt64(story.written.count))
  let held = story.held
  guard let first = story.living.first else { return }
  let expected = shownBytes(story.laptops[first].history.fold)
  for index in story.living.dropFirst() {
    let bytes = shownBytes(story.laptops[index].history.fold)
    try claim(bytes == expected, "laptops \(first) and \(index) show different bytes")
  }
  for _ in 0..<orders {
    var history = DocumentHistory(document: story.document)
    for change in held.shuffled(using: &random) { history.insert(change) }
    try claim(shownBytes(history.fold) == expected, "another order shows different bytes")
  }
}

/// The product's fold is the declared one, on every laptop as it is now.
package func checkNaive(_ story: Story) throws {
  for (index, laptop) in story.laptops.enumerated() {
    let naive = NaiveFold(laptop.received).observation
    if let difference = Observation(of: laptop.history).difference(from: naive) {
      throw Broken("laptop \(index) differs from the naive fold in \(difference)")
    }
  }
}

/// Invariant 2: every acknowledged edit stands, or was overwritten or hidden by an edit whose author had
/// been shown it, or waits by name, or a record that names it erased or closed it, or died with the only
/// laptop that held it.
package func checkNothingLost(_ story: Story) throws {
  guard let laptop = story.living.first else { return }
  let history = story.laptops[laptop].history
  let held = Set(story.held.map(\.name))
  let waiting = Set(history.waiting.map(\.name))
  let closed = Set(story.voids.map(\.name)).union(history.erased)
  for (index, edit) in story.edits.enumerated() {
    guard held.contains(edit.name), !waiting.contains(edit.name), !closed.contains(edit.name) else {
      continue
    }
    let coverers = story.edits.indices.filter { other in
      let by = story.edits[other]
      guard story.shown[by.name]?.contains(index) == true else { return false }
      if edit.life == nil { return by.life == nil && by.path.overlaps(edit.path) }
      return by.life != nil && by.path == edit.path
    }
    if !coverers.isEmpty { continue }
    let stands =
      edit.life == nil
      ? history.fold.standing(at: edit.path).contains { $0.name == edit.name }
      : history.fold.standingLife(of: edit.path).contains { $0.name == edit.name }
    try claim(stands, "\(edit) was lost: nobody who overwrote it had been shown it")
    guard edit.life != .removed, history.fold.isHidden(edit.path) else { continue }
    let removers = story.edits.indices.filter { other in
      let by = story.edits[other]
      return by.life == .removed && by.path.isAtOrAbove(edit.path)
        && story.shown[by.name]?.contains(index) == true
    }
    try claim(!removers.isEmpty, "\(edit) is hidden: nobody who removed it had been shown it")
  }
}

/// The fold of the causally closed part of some changes: what is ready of them.
package func part(_ changes: some Sequence<Change>, of document: DocumentID) -> DocumentHistory {
  var history = DocumentHistory(document: document)
  for change in changes { history.insert(change) }
  return history
}

/// The causally closed part of some changes, and nothing that waits.
private func closedPart(
  _ changes: some Sequence<Change>,
  of document: DocumentID
) -> DocumentHistory {
  let all = part(changes, of: document)
  return part(all.sortedChanges.filter { all.fold.contains($0.name) }, of: document)
}

/// The laws of the join (rule N2): commutative, associative, idempotent, equal to the fold of the union,
/// forks included; and so for snapshots that were written and read.
package func checkJoin(_ story: Story) throws {
  var random = SeededRandom(seed: UInt64(story.written.count))
  let held = story.held
  func subset() -> [Change] {
    let share = Int.random(in: 20...100, using: &random)
    return held.filter { _ in Int.random(in: 0..<100, using: &random) < share }
  }
  let parts = (0..<3).map { _ in closedPart(subset(), of: story.document) }
  let (a, b, c) = (parts[0].fold, parts[1].fold, parts[2].fold)
  func same(_ left: Fold, _ right: Fold, _ law: String) throws {
    if let difference = Observation(of: left).difference(from: Observation(of: right)) {
      throw Broken("\(law): \(difference)")
    }
    try claim(shownBytes(left) == shownBytes(right), law)
  }
  let union = part(parts.flatMap(\.sortedChanges), of: story.document).fold
  try same(a.joined(with: a), a, "idempotent")
  try same(a.joined(with: b), b.joined(with: a), "commutative")
  try same(
    a.joined(with: b).joined(with: c),
    a.joined(with: b.joined(with: c)),
    "associative"
  )
  try same(a.joined(with: b).joined(with: c), union, "the join is the fold of the union")
  let read = try parts.map { try Fold(snapshot: $0.fold.json) }
  try same(read[0], a, "a snapshot reads as it was written")
  try same(
    read[0].joined(with: read[1]).joined(with: c),
    union,
    "snapshots join as folds do"
  )
}

/// Snapshots of any parts, put anywhere among the changes, change nothing once all the changes are there,
/// forks included (rule F5); what was closed is in no snapshot (rule N3).
package func checkSnapshotsAmongChanges(_ story: Story) throws {
  var random = SeededRandom(seed: UInt64(story.written.count))
  let held = story.held
  let expected = part(held, of: story.document)
  let free = held.filter { change in
    if case .void = change.act { return false }
    return expected.voided[change.name] == nil
  }
  for _ in 0..<3 {
    var history = DocumentHistory(document: story.document)
    let at = Set((0..<3).map { _ in Int.random(in: 0...held.count, using: &random) })
    for (index, change) in held.shuffled(using: &random).enumerated() {
      if at.contains(index) {
        let share = Int.random(in: 20...100, using: &random)
        let some = free.filter { _ in Int.random(in: 0..<100, using: &random) < share }
        let snapshot = closedPart(some, of: story.document)
        if snapshot.canBeSnapshot {
          history.insert(snapshot: try Fold(snapshot: snapshot.fold.json))
        }
      }
      history.insert(change)
    }
    if let difference = Observation(of: history).difference(from: Observation(of: expected)) {
      throw Broken("snapshots among changes: \(difference)")
    }
    try claim(shownBytes(history.fold) == shownBytes(expected.fold), "snapshots among changes")
  }
}
