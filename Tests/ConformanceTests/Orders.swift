import SchouwCanon
import SchouwDocuments

/// Orders in which items are met: all permutations of up to five, 60 seeded shuffles of more, and each
/// of them also with every item a second time at a seeded place.
func orders<Item>(of items: [Item], seed: String) -> [[Item]] {
  var random = SeededRandom(seed: seed)
  let plain =
    items.count <= 5
    ? permutations(items) : [items] + (0..<60).map { _ in items.shuffled(using: &random) }
  let doubled = plain.map { order in
    items.reduce(into: order) { result, item in
      result.insert(item, at: Int.random(in: 0...result.count, using: &random))
    }
  }
  return plain + doubled
}

private func permutations<Item>(_ items: [Item]) -> [[Item]] {
  guard items.count > 1 else { return [items] }
  return items.indices.flatMap { index in
    var rest = items
    let first = rest.remove(at: index)
    return permutations(rest).map { [first] + $0 }
  }
}

/// A history that took in the changes of its document in the order given.
func history(of document: DocumentID, _ changes: [Change]) -> DocumentHistory {
  var history = DocumentHistory(document: document)
  for change in changes where change.document == document { history.insert(change) }
  return history
}

/// The order in the words of a failure.
func names(_ changes: [Change]) -> String {
  changes.map { change in
    if case .erased = change.body { return "\(change.name) (erased)" }
    return change.name.description
  }.joined(separator: " ")
}
