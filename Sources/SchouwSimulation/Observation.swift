import SchouwCanon
package import SchouwDocuments

/// What a reader can know of a folded document, in plain dictionaries: to compare two ways of folding.
package struct Observation: Equatable {
  /// Canonical text or `erased`, by path and name.
  package var values: [String: [ChangeName: String]] = [:]
  /// `removed` or `kept` and what it had seen, by path and name.
  package var life: [String: [ChangeName: String]] = [:]
  /// Every element with a life entry that is hidden, by itself or from above.
  package var hidden: Set<String> = []
  /// The names of the last changes of all lines.
  package var vector: [ChangeName] = []
  /// What is not folded, and what it waits for.
  package var waiting: [ChangeName: [ChangeName]] = [:]

  /// Nothing.
  package init() {}

  /// What the product's fold says.
  package init(of history: DocumentHistory) {
    self.init(of: history.fold)
    for waiting in history.waiting { self.waiting[waiting.name] = waiting.missing }
  }

  /// What the product's fold says, without what waits.
  package init(of fold: Fold) {
    for entry in fold.values {
      for value in entry.standing {
        values[entry.path.description, default: [:]][value.name] =
          value.value.map { String(decoding: $0.canonicalBytes, as: UTF8.self) } ?? "erased"
      }
    }
    for entry in fold.life {
      if fold.isHidden(entry.path) { hidden.insert(entry.path.description) }
      for life in entry.standing {
        self.life[entry.path.description, default: [:]][life.name] =
          Self.text(of: life.life, seen: life.seen)
      }
    }
    vector = fold.vector
  }

  /// A life entry as text.
  static func text(of life: Life, seen: [ChangeName]) -> String {
    "\(life.rawValue) having seen \(seen.map(\.description).joined(separator: " "))"
  }

  /// The first part in which two differ; nil if they are equal.
  package func difference(from other: Observation) -> String? {
    if vector != other.vector { return "vector: \(vector) but \(other.vector)" }
    if values != other.values { return "values: \(values) but \(other.values)" }
    if life != other.life { return "life: \(life) but \(other.life)" }
    if hidden != other.hidden { return "hidden: \(hidden) but \(other.hidden)" }
    if waiting != other.waiting { return "waiting: \(waiting) but \(other.waiting)" }
    return nil
  }
}
