import SchouwCanon

/// Which changes of a document are folded, as a forest of lines per replica (rules F1 to F4).
///
/// Nearly always every replica has one line, and then "covers" is a comparison of two counters. A fork
/// makes a second line whose beginning is a place on the first. Lines know all their changes by name, in
/// snapshots too (rule N1), so nothing is ever covered by its counter alone.
struct Lines: Sendable {
  struct Entry: Sendable, Hashable {
    let counter: Int
    let check: Check
  }

  struct Line: Sendable, Hashable {
    /// The line from which this one forked, and the counter of the last change that both have; nil for
    /// a line that begins at its replica's first change of the document.
    var parent: Parent?
    /// Its changes, by counter.
    var entries: [Entry]
    /// The full hash of the last change; nil only after a voided one.
    var head: Digest?
  }

  struct Parent: Sendable, Hashable {
    let line: Int
    let counter: Int
  }

  /// A folded change: its line and its place there.
  struct Place {
    let line: Int
    let counter: Int
  }

  /// Sorted by replica; a replica's lines in the order in which they were met.
  private(set) var replicas: [(replica: Replica, lines: [Line])] = []

  /// The version vector (rule F4).
  var vector: [ChangeName] {
    var names: [ChangeName] = []
    for (replica, lines) in replicas {
      for line in lines {
        guard let last = line.entries.last else { continue }
        names.append(
          ChangeName(dot: Dot(replica: replica, counter: last.counter), check: last.check)
        )
      }
    }
    return names.sorted()
  }

  /// How many changes are folded.
  var count: Int {
    replicas.reduce(0) { count, replica in
      replica.lines.reduce(count) { $0 + $1.entries.count }
    }
  }

  /// Whether some replica has more than one line.
  var isForked: Bool { replicas.contains { $0.lines.count > 1 } }

  private func index(of replica: Replica) -> (found: Bool, index: Int) {
    var low = 0
    var high = replicas.count
    while low < high {
      let middle = (low + high) / 2
      if replicas[middle].replica < replica { low = middle + 1 } else { high = middle }
    }
    return (low < replicas.count && replicas[low].replica == replica, low)
  }

  private func lines(of replica: Replica) -> [Line]? {
    let (found, index) = index(of: replica)
    return found ? replicas[index].lines : nil
  }

  /// Where a change stands; nil if it is not folded.
  func place(of name: ChangeName) -> Place? {
    guard let lines = lines(of: name.replica) else { return nil }
    for (index, line) in lines.enumerated() {
      guard let first = line.entries.first, let last = line.entries.last else { continue }
      guard name.counter >= first.counter, name.counter <= last.counter else { continue }
      var low = 0
      var high = line.entries.count
      while low < high {
        let middle = (low + high) / 2
        if line.entries[middle].counter < name.counter { low = middle + 1 } else { high = middle }
      }
      let entry = line.entries[low]
      if entry.counter == name.counter && entry.check == name.check {
        return Place(line: index, counter: name.counter)
      }
    }
    return nil
  }

  /// Whether a change is folded.
  func contains(_ name: ChangeName) -> Bool { place(of: name) != nil }

  /// Whether an entry of a `seen` covers a change: both are folded, on one line, and the entry is it or
  /// comes after it (rule F3).
  func covers(_ entry: ChangeName, _ name: ChangeName) -> Bool {
    guard entry.replica == name.replica, let lines = lines(of: name.replica) else { return false }
    if lines.count == 1 { return name.counter <= entry.counter }
    guard let target = place(of: name), var place = place(of: entry) else { return false }
    while true {
      if place.line == target.line { return target.counter <= place.counter }
      guard let parent = lines[place.line].parent else { return false }
      place = Place(line: parent.line, counter: min(parent.counter, place.counter))
    }
  }

  /// Whether any entry of a `seen` covers a change.
  func covers(_ seen: [ChangeName], _ name: ChangeName) -> Bool {
    seen.contains { covers($0, name) }
  }

  /// The full hash of the last change of a line that ends in a name; nil if no line ends there.
  func headHash(of name: ChangeName) -> Digest? {
    guard let lines = lines(of: name.replica), let place = place(of: name) else { return nil }
    let line = lines[place.line]
    return line.entries.last?.counter == name.counter ? line.head : nil
  }

  /// Gives the line that ends in a name its full hash; nothing if no line ends there.
  mutating func setHead(_ hash: Digest, of name: ChangeName) {
    let (found, index) = index(of: name.replica)
    guard found, let place = place(of: name) else { return }
    guard replicas[index].lines[place.line].entries.last?.counter == name.counter else { return }
    replicas[index].lines[place.line].head = hash
  }

  /// Adds a change behind the one it follows; `previous` must be folded.
  mutating func add(_ name: ChangeName, hash: Digest?, after previous: ChangeName?) {
    let entry = Entry(counter: name.counter, check: name.check)
    let fresh = Line(parent: nil, entries: [entry], head: hash)
    let (found, index) = index(of: name.replica)
    guard found else {
      precondition(previous == nil, "a line begins with a change that follows none")
      replicas.insert((name.replica, [fresh]), at: index)
      return
    }
    guard let previous else {
      replicas[index].lines.append(fresh)
      return
    }
    guard let place = place(of: previous) else {
      preconditionFailure("only a change whose predecessor is folded can be added")
    }
    if replicas[index].lines[place.line].entries.last?.counter == place.counter {
      replicas[index].lines[place.line].entries.append(entry)
      replicas[index].lines[place.line].head = hash
    } else {
      var branch = fresh
      branch.parent = Parent(line: place.line, counter: place.counter)
      replicas[index].lines.append(branch)
    }
  }
}
