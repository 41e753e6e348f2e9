import SchouwCanon

extension Lines {
  /// A line as a snapshot lists it: independent of the order in which changes were met (rule N1).
  struct Listed: Hashable {
    var after: ChangeName?
    var names: [ChangeName]
    var head: Digest?
  }

  /// All lines, sorted by the names in which they end; at a fork the smallest name goes on.
  var listed: [Listed] {
    var result: [Listed] = []
    for (replica, lines) in replicas {
      guard lines.count > 1 else {
        for line in lines {
          result.append(
            Listed(after: nil, names: Self.names(line, replica), head: line.head)
          )
        }
        continue
      }
      result += Self.listed(lines, of: replica)
    }
    return result.sorted { a, b in
      guard let left = a.names.last, let right = b.names.last else { return false }
      return left < right
    }
  }

  private static func names(_ line: Line, _ replica: Replica) -> [ChangeName] {
    line.entries.map {
      ChangeName(dot: Dot(replica: replica, counter: $0.counter), check: $0.check)
    }
  }

  /// The lines of a forked replica, from the tree of its changes.
  private static func listed(_ lines: [Line], of replica: Replica) -> [Listed] {
    var children: [ChangeName?: [ChangeName]] = [:]
    var heads: [ChangeName: Digest] = [:]
    for line in lines {
      let names = names(line, replica)
      var previous: ChangeName?
      if let parent = line.parent {
        previous = Self.names(lines[parent.line], replica).first { $0.counter == parent.counter }
      }
      for name in names {
        children[previous, default: []].append(name)
        previous = name
      }
      if let last = names.last, let head = line.head { heads[last] = head }
    }
    var result: [Listed] = []
    var starts: [(after: ChangeName?, first: ChangeName)] =
      (children[nil] ?? []).map { (nil, $0) }
    while let start = starts.popLast() {
      var names = [start.first]
      while let last = names.last, let following = children[last]?.sorted(),
        let next = following.first
      {
        starts += following.dropFirst().map { (last, $0) }
        names.append(next)
      }
      result.append(
        Listed(after: start.after, names: names, head: names.last.flatMap { heads[$0] })
      )
    }
    return result
  }

  /// Takes in the lines of a snapshot or of another fold; false if one begins after a change that is nowhere.
  mutating func merge(_ listed: [Listed]) -> Bool {
    var rest = listed
    while !rest.isEmpty {
      var ready: [Listed] = []
      var following: [Listed] = []
      for line in rest {
        if let after = line.after, !contains(after) {
          following.append(line)
        } else {
          ready.append(line)
        }
      }
      guard !ready.isEmpty else { return false }
      for line in ready {
        var previous = line.after
        for name in line.names {
          if !contains(name) {
            add(name, hash: name == line.names.last ? line.head : nil, after: previous)
          }
          previous = name
        }
      }
      rest = following
    }
    return true
  }
}
