extension Fold {
  /// Whether an element, or an element above it, is hidden (rule L1).
  public func isHidden(_ path: JSONPointer) -> Bool {
    guard !life.isEmpty else { return false }
    var current: JSONPointer? = path
    while let element = current {
      if isHiddenItself(element) { return true }
      current = element.parent
    }
    return false
  }

  /// Whether an element is hidden by standing removals of its own.
  public func isHiddenItself(_ element: JSONPointer) -> Bool {
    let removals = standingLife(of: element).filter { $0.life == .removed }
    guard !removals.isEmpty else { return false }
    func seen(_ name: ChangeName) -> Bool { removals.contains { lines.covers($0.seen, name) } }
    for index in indices(ofValuesAtOrUnder: element) {
      for value in values[index].standing where !seen(value.name) { return false }
    }
    for entry in life where element.isAtOrAbove(entry.path) {
      for kept in entry.standing where kept.life == .kept && !seen(kept.name) { return false }
    }
    return true
  }

  /// The topmost hidden elements, in byte order.
  public var hiddenElements: [JSONPointer] {
    var hidden: [JSONPointer] = []
    for entry in life where isHiddenItself(entry.path) {
      if !hidden.contains(where: { $0.isAtOrAbove(entry.path) }) { hidden.append(entry.path) }
    }
    // "/a" sorts after "/a-b/c" is impossible for ancestors: an ancestor is a prefix, so it comes first.
    return hidden
  }

  /// The elements at or above a path that are hidden by removals of their own, topmost first (rule L2).
  public func hiddenElements(atOrAbove path: JSONPointer) -> [JSONPointer] {
    life.map(\.path).filter { $0.isAtOrAbove(path) && isHiddenItself($0) }
  }

  /// The standing removals of elements that nevertheless live: open conflicts (rule L2).
  public var contestedRemovals: [(path: JSONPointer, removal: StandingLife)] {
    var contested: [(path: JSONPointer, removal: StandingLife)] = []
    for entry in life where !isHidden(entry.path) {
      for removal in entry.standing where removal.life == .removed {
        contested.append((entry.path, removal))
      }
    }
    return contested
  }

  private func indices(ofValuesAtOrUnder element: JSONPointer) -> [Int] {
    guard !element.isRoot else { return Array(values.indices) }
    var found: [Int] = []
    var index = valueIndex(of: element).index
    while index < values.count,
      values[index].path.description.utf8.starts(with: element.description.utf8)
    {
      if element.isAtOrAbove(values[index].path) { found.append(index) }
      index += 1
    }
    return found
  }
}
