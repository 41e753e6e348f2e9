public import SchouwCanon

/// What stands in a document: the outcome of folding changes (rules F, S, E, L of `Protocol/format.md`).
///
/// *A value stands unless a folded change that set its path, or one above or below it, had seen it.*
/// A fold is a function of the set of changes folded, whatever their order; ``DocumentHistory`` keeps the
/// changes themselves and decides which are ready.
public struct Fold: Sendable {
  /// The document.
  public let document: DocumentID
  /// Standing values, sorted by path; siblings sorted by name.
  public internal(set) var values: [PathValues] = []
  /// Standing life entries, sorted by path; entries sorted by name.
  public internal(set) var life: [PathLife] = []
  /// Names in erase acts whose changes are not folded yet, sorted (rule N1).
  public internal(set) var pendingErasures: [ChangeName] = []
  /// Which changes are folded.
  var lines = Lines()

  /// The values that stand at one path.
  public struct PathValues: Sendable, Hashable {
    /// Where.
    public let path: JSONPointer
    /// What stands there, by name.
    public internal(set) var standing: [StandingValue]
  }

  /// The life entries that stand for one element.
  public struct PathLife: Sendable, Hashable {
    /// The element.
    public let path: JSONPointer
    /// What stands there, by name.
    public internal(set) var standing: [StandingLife]
  }

  /// An empty fold of a document.
  public init(document: DocumentID) { self.document = document }

  /// The version vector: the name of each line's last change, sorted (rule F4).
  public var vector: [ChangeName] { lines.vector }

  /// Whether nothing is folded.
  public var isEmpty: Bool { lines.replicas.isEmpty }

  /// Whether some replica has more than one line here (rule F1).
  public var isForked: Bool { lines.isForked }

  /// Whether a change is folded.
  public func contains(_ name: ChangeName) -> Bool { lines.contains(name) }

  /// Whether an entry of a `seen` covers a change (rule F3).
  public func covers(_ seen: [ChangeName], _ name: ChangeName) -> Bool { lines.covers(seen, name) }

  /// The full hash of the last change of the line that ends in a name; nil if no line ends there.
  public func headHash(of name: ChangeName) -> Digest? { lines.headHash(of: name) }

  /// Whether all that a change has seen is folded (rule F2).
  func isReady(_ change: Change) -> Bool {
    change.isUnderstood && change.seen.allSatisfy { lines.contains($0) }
  }

  /// Folds one change; it must be ready and not folded yet.
  ///
  /// - Complexity: the change's paths times the logarithm of the standing ones, plus what it overwrites.
  mutating func fold(_ change: Change) {
    let name = change.name
    // Where the next value probably stands: the paths of a change come in order.
    var hint = 0
    func write(_ path: JSONPointer, _ content: StandingValue.Content) {
      let value = StandingValue(
        name: name,
        author: change.author,
        stamp: change.stamp,
        content: content
      )
      hint = put(value, at: path, seen: change.seen, near: hint) + 1
    }
    switch change.body {
    case .inline(let set):
      for position in set.indices { write(set.path(position), .value(set.text(position))) }
    case .erased(let paths, _):
      for path in paths { write(path, .erased) }
    }
    for entry in change.life {
      let standing = StandingLife(
        name: name,
        author: change.author,
        stamp: change.stamp,
        life: entry.life,
        seen: change.seen
      )
      let (found, index) = lifeIndex(of: entry.path)
      if found {
        life[index].standing.removeAll { lines.covers(change.seen, $0.name) }
        life[index].standing.insert(standing, inNameOrder: \.name)
      } else {
        life.insert(PathLife(path: entry.path, standing: [standing]), at: index)
      }
    }
    lines.add(name, hash: change.hash, after: change.previousName)
    if !pendingErasures.isEmpty { pendingErasures.removeAll { $0 == name } }
  }

  /// Folds a change that nobody holds any more as an empty one (rule A4).
  mutating func foldVoid(_ name: ChangeName, hash: Digest?, after previous: ChangeName?) {
    lines.add(name, hash: hash, after: previous)
    pendingErasures.removeAll { $0 == name }
  }

  /// Takes in the hash of a change that was folded as an empty one before it turned up (rules A4, N1).
  mutating func learnHash(_ hash: Digest, ofVoided name: ChangeName) {
    lines.setHead(hash, of: name)
  }

  /// Turns the values of a change into erased ones, wherever they stand (rules E1, E3).
  mutating func erase(_ names: some Sequence<ChangeName>) {
    for name in names {
      guard lines.contains(name) else {
        if !pendingErasures.contains(name) { pendingErasures.append(name) }
        continue
      }
      for index in values.indices {
        for sibling in values[index].standing.indices
        where values[index].standing[sibling].name == name {
          values[index].standing[sibling].content = .erased
        }
      }
    }
    pendingErasures.sort()
  }

  /// Puts a value at a path in place of those at, above and below it that `seen` covers.
  ///
  /// - Parameter hint: a position where the path may stand, tried first.
  /// - Returns: the position of the path.
  private mutating func put(
    _ value: StandingValue,
    at path: JSONPointer,
    seen: [ChangeName],
    near hint: Int
  ) -> Int {
    if !seen.isEmpty { removeCoveredAbove(path, by: seen) }
    let (found, index) = ByteOrder.withBytes(of: path.description) {
      valueIndex(of: $0, near: hint)
    }
    if found { removeCovered(at: index, by: seen) }
    if !seen.isEmpty { removeCoveredBelow(path, from: found ? index + 1 : index, by: seen) }
    if found {
      values[index].standing.insert(value, inNameOrder: \.name)
    } else {
      values.insert(PathValues(path: path, standing: [value]), at: index)
    }
    return index
  }

  private mutating func removeCovered(at index: Int, by seen: [ChangeName]) {
    // Mostly there is nothing to remove, and then nothing is copied.
    guard values[index].standing.contains(where: { lines.covers(seen, $0.name) }) else { return }
    values[index].standing.removeAll { lines.covers(seen, $0.name) }
  }

  private mutating func removeCoveredAbove(_ path: JSONPointer, by seen: [ChangeName]) {
    let emptied = ByteOrder.withBytes(of: path.description) { bytes in
      var emptied: [Int] = []
      for end in bytes.indices.dropFirst() where bytes[end] == UInt8(ascii: "/") {
        let (found, index) = valueIndex(of: UnsafeBufferPointer(rebasing: bytes[..<end]), near: 0)
        guard found else { continue }
        removeCovered(at: index, by: seen)
        if values[index].standing.isEmpty { emptied.append(index) }
      }
      return emptied
    }
    for index in emptied.reversed() { values.remove(at: index) }
  }

  private mutating func removeCoveredBelow(
    _ path: JSONPointer,
    from start: Int,
    by seen: [ChangeName]
  ) {
    // Paths below are among those from `path` on that begin with it, some neighbours in between.
    var index = start
    while index < values.count, hasBytesPrefix(values[index].path.description, path.description) {
      if path.isAbove(values[index].path) {
        removeCovered(at: index, by: seen)
        if values[index].standing.isEmpty {
          values.remove(at: index)
          continue
        }
      }
      index += 1
    }
  }

  /// Where a path stands, or would stand.
  private func valueIndex(
    of path: UnsafeBufferPointer<UInt8>,
    near hint: Int
  ) -> (found: Bool, index: Int) {
    func order(_ index: Int) -> Int {
      ByteOrder.withBytes(of: values[index].path.description) { compareBytes($0, path) }
    }
    if hint <= values.count, hint == 0 || order(hint - 1) < 0 {
      if hint == values.count { return (false, hint) }
      let there = order(hint)
      if there >= 0 { return (there == 0, hint) }
    }
    var low = 0
    var high = values.count
    while low < high {
      let middle = (low + high) / 2
      let order = order(middle)
      if order == 0 { return (true, middle) }
      if order < 0 { low = middle + 1 } else { high = middle }
    }
    return (false, low)
  }

  func valueIndex(of path: JSONPointer) -> (found: Bool, index: Int) {
    ByteOrder.withBytes(of: path.description) { valueIndex(of: $0, near: 0) }
  }

  func lifeIndex(of path: JSONPointer) -> (found: Bool, index: Int) {
    binarySearch(life.count) {
      life[$0].path < path
    } equal: {
      life[$0].path == path
    }
  }

  /// The values that stand at a path; empty if none.
  public func standing(at path: JSONPointer) -> [StandingValue] {
    let (found, index) = valueIndex(of: path)
    return found ? values[index].standing : []
  }

  /// The life entries that stand for an element; empty if none.
  public func standingLife(of path: JSONPointer) -> [StandingLife] {
    let (found, index) = lifeIndex(of: path)
    return found ? life[index].standing : []
  }
}

/// A value that no folded change had seen and overwritten, and who wrote it (rule S2).
public struct StandingValue: Sendable, Hashable {
  /// The change that wrote it.
  public let name: ChangeName
  /// Who wrote it.
  public let author: Author
  /// When, by the author's clock.
  public let stamp: Stamp
  /// The value, or the fact that it was destroyed.
  public internal(set) var content: Content

  /// A value, or the place where one was.
  public enum Content: Sendable, Hashable {
    /// A value, whole, in canonical form.
    case value(JSONText)
    /// A value that was destroyed everywhere; it still covers what its author had seen.
    case erased
  }

  /// The value, made anew each time; nil if it was erased.
  public var value: JSONValue? {
    guard case .value(let text) = content else { return nil }
    return text.value
  }
}

/// A life entry that no later one of the same element had seen (rule L1).
public struct StandingLife: Sendable, Hashable {
  /// The change that wrote it.
  public let name: ChangeName
  /// Who wrote it.
  public let author: Author
  /// When, by the author's clock.
  public let stamp: Stamp
  /// Removed or kept.
  public let life: Life
  /// What its author had seen: a removal hides only that.
  public let seen: [ChangeName]
}

/// The index of the first element that is not before the sought one, and whether it is the sought one.
func binarySearch(
  _ count: Int,
  isBefore: (Int) -> Bool,
  equal: (Int) -> Bool
) -> (found: Bool, index: Int) {
  var low = 0
  var high = count
  while low < high {
    let middle = (low + high) / 2
    if isBefore(middle) { low = middle + 1 } else { high = middle }
  }
  return (low < count && equal(low), low)
}

extension Array {
  fileprivate mutating func insert(
    _ element: Element,
    inNameOrder name: (Element) -> ChangeName
  ) {
    let new = name(element)
    let index = firstIndex { name($0) > new } ?? endIndex
    insert(element, at: index)
  }
}
