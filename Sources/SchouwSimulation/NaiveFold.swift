import SchouwCanon
package import SchouwDocuments

/// The fold by its declaration (rules S1, F2, F3, L1, E1, E2, A4): quadratic, and meant to be plainly right.
///
/// Written apart from the product: no lines, no counters compared, no order of insertion. "Before it on
/// its line" is a walk along `prev`; "above" compares lists of tokens.
package struct NaiveFold {
  private var changes: [ChangeName: Change] = [:]
  private var erased: Set<ChangeName> = []
  private var voided: [ChangeName: ChangeName?] = [:]
  private var folded: Set<ChangeName> = []
  private var pasts: [ChangeName: Set<ChangeName>] = [:]
  private var tokens: [String: [Substring]] = [:]

  /// Folds a set of changes, in whatever order and form they came.
  package init(_ records: [Change]) {
    for change in records {
      if changes[change.name].map({ change.hash < $0.hash }) ?? true {
        changes[change.name] = change
      }
      if case .erased = change.body { erased.insert(change.name) }
      guard change.version == 1 else { continue }
      switch change.act {
      case .erase(let names): erased.formUnion(names)
      case .void(let items):
        for item in items {
          // Of several acts that close one change, the least predecessor counts: it covers least.
          guard let known = voided[item.name] else {
            voided[item.name] = .some(item.after)
            continue
          }
          if let before = known, item.after.map({ $0 < before }) ?? true {
            voided[item.name] = .some(item.after)
          }
        }
      default: break
      }
    }
    foldWhatIsReady()
    for name in folded { pasts[name] = past(of: name) }
    for change in changes.values {
      for path in change.paths + change.life.map(\.path) {
        tokens[path.description] = path.description.split(
          separator: "/",
          omittingEmptySubsequences: false
        )
      }
    }
  }

  /// Rule F2, by sweeping over everything until nothing more is ready.
  private mutating func foldWhatIsReady() {
    let names = Set(changes.keys).union(voided.keys)
    var before = -1
    while folded.count != before {
      before = folded.count
      for name in names where !folded.contains(name) && isReady(name) { folded.insert(name) }
    }
  }

  private func isReady(_ name: ChangeName) -> Bool {
    if let after = voided[name] { return after.map { folded.contains($0) } ?? true }
    guard let change = changes[name], change.version == 1 else { return false }
    if let previous = change.previous {
      guard let own = predecessor(of: name), folded.contains(own) else { return false }
      if let held = changes[own], held.hash != previous { return false }
    }
    return change.seen.allSatisfy { folded.contains($0) }
  }

  /// What is not folded of that which a change needs, a predecessor of another hash included.
  private func missing(for change: Change) -> [ChangeName] {
    if let after = voided[change.name] {
      return [after].compactMap { $0 }.filter { !folded.contains($0) }
    }
    let own = predecessor(of: change.name)
    let isForged = own.flatMap { changes[$0]?.hash }.map { $0 != change.previous } ?? false
    return change.seen.filter { !folded.contains($0) || (isForged && $0 == own) }
  }

  private func predecessor(of name: ChangeName) -> ChangeName? {
    if let after = voided[name] { return after }
    guard let change = changes[name], let previous = change.previous else { return nil }
    return change.seen.first {
      $0.replica == name.replica && $0.counter < name.counter && $0.check == Check(of: previous)
    }
  }

  /// A change and all before it on its line (rule F3).
  private func past(of name: ChangeName) -> Set<ChangeName> {
    var past: Set<ChangeName> = []
    var next: ChangeName? = name
    while let current = next {
      past.insert(current)
      next = predecessor(of: current)
    }
    return past
  }

  private func covers(_ seen: [ChangeName], _ name: ChangeName) -> Bool {
    seen.contains { pasts[$0]?.contains(name) == true }
  }

  /// The folded changes that have content, with it.
  private var effective: [Change] {
    changes.values.filter { folded.contains($0.name) && voided[$0.name] == nil }
  }

  private func isAtOrAbove(_ a: String, _ b: String) -> Bool {
    guard let left = tokens[a], let right = tokens[b], left.count <= right.count else {
      return a.isEmpty
    }
    return zip(left, right).allSatisfy { $0.utf8.elementsEqual($1.utf8) }
  }

  /// What stands, what is hidden and what waits.
  package var observation: Observation {
    var result = Observation()
    let effective = effective
    for change in effective {
      for path in change.paths.map(\.description) {
        let isOverwritten = effective.contains { other in
          covers(other.seen, change.name)
            && other.paths.contains {
              isAtOrAbove($0.description, path) || isAtOrAbove(path, $0.description)
            }
        }
        if !isOverwritten {
          result.values[path, default: [:]][change.name] = content(of: change, at: path)
        }
      }
      for entry in change.life {
        let isOverwritten = effective.contains { other in
          covers(other.seen, change.name) && other.life.contains { $0.path == entry.path }
        }
        if !isOverwritten {
          result.life[entry.path.description, default: [:]][change.name] =
            Observation.text(of: entry.life, seen: change.seen)
        }
      }
    }
    result.hidden = Set(result.life.keys.filter { isHidden($0, result) })
    let inner = Set(folded.compactMap { predecessor(of: $0) })
    result.vector = folded.subtracting(inner).sorted()
    for change in changes.values where !folded.contains(change.name) {
      result.waiting[change.name] = missing(for: change)
    }
    return result
  }

  private func content(of change: Change, at path: String) -> String {
    guard !erased.contains(change.name), case .inline(let set) = change.body,
      let value = set.first(where: { $0.path.description == path })?.value
    else { return "erased" }
    return String(decoding: value.canonicalBytes, as: UTF8.self)
  }

  /// Rule L1.
  private func isHidden(_ element: String, _ what: Observation) -> Bool {
    if let slash = element.lastIndex(of: "/"), isHidden(String(element[..<slash]), what) {
      return true
    }
    let removals = (what.life[element] ?? [:]).filter { $0.value.hasPrefix("removed") }.keys
    guard !removals.isEmpty else { return false }
    func isSeen(_ name: ChangeName) -> Bool {
      removals.contains { covers(changes[$0]?.seen ?? [], name) }
    }
    for (path, standing) in what.values where isAtOrAbove(element, path) {
      if standing.keys.contains(where: { !isSeen($0) }) { return false }
    }
    for (path, standing) in what.life where isAtOrAbove(element, path) {
      if standing.contains(where: { $0.value.hasPrefix("kept") && !isSeen($0.key) }) {
        return false
      }
    }
    return true
  }
}
