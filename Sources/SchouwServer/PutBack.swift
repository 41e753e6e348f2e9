import SchouwCanon
import SchouwDocuments

/// What a decline writes (rule A3): for each path that a declined change wrote what would be shown there
/// without it, and for each life entry the opposite.
struct PutBack {
  /// Values of the office's act.
  let values: [Change.PathValue]
  /// Life entries of the act, or of a second change if rule G6 forbids both in one.
  let life: [Change.LifeEntry]

  /// Whether the life entries go in a change of their own, which has seen what it is to hide.
  var takesTwoChanges: Bool {
    values.contains { value in
      life.contains { $0.life == .removed && $0.path.isAtOrAbove(value.path) }
    }
  }

  /// - Parameter fold: all that is folded of the document without the declined changes, and so without what
  ///   has seen them.
  init(of declined: [Change], without fold: Fold) {
    let paths = fold.values.map(\.path)
    let leaves = fold.values.filter { entry in !paths.contains { entry.path.isAbove($0) } }
    var back: [JSONPointer: JSONValue] = [:]
    var lives: [JSONPointer: Life] = [:]
    for change in declined.sorted(by: { $0.name < $1.name }) {
      for path in change.paths {
        var there = leaves.filter { path.isAtOrAbove($0.path) }
        if there.isEmpty { there = leaves.filter { $0.path.isAbove(path) } }
        for leaf in there {
          back[leaf.path] = Policy.latest.ordered(leaf.standing).first?.value ?? .null
        }
        if there.isEmpty { back[path] = .null }
      }
      for entry in change.life { lives[entry.path] = entry.life == .removed ? .kept : .removed }
    }
    // Where nothing stood at two declined paths, the upper null covers the lower one (rule G6).
    values = back.keys.filter { path in !back.keys.contains { $0.isAbove(path) } }
      .sorted()
      .map { Change.PathValue($0, back[$0] ?? .null) }
    life = lives.map { Change.LifeEntry($0.key, $0.value) }.sorted { $0.path < $1.path }
  }
}
