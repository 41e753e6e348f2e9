/// Finds the records of a key without reading the journal: sorted runs on disk and what is new in memory.
///
/// A log-structured merge of 32-byte entries: a run is written for every 2,048 entries, and eight runs of
/// one size class become one of the next, so that an edit costs about 100 bytes of index in all. Runs are
/// not synced: a run that is lost, cut or damaged is left aside, and what it covered is read from the
/// segments again (rule J8).
public final class Index {
  private let disk: any Disk
  private let folder: String
  private var runs: [IndexRun] = []
  private var recent: [IndexKey: [IndexEntry]] = [:]
  private var recentCount = 0
  private var sortedKeys: [IndexKey]?
  /// Entries in memory that make a run.
  package var entriesPerRun = JournalLimits.entriesPerRun

  /// Something in a run does not agree with its checksum; make the index anew.
  public struct Damaged: Error {
    /// The run.
    public let path: String
  }

  /// Opens what fits together of the runs in a folder.
  public init(disk: any Disk, folder: String) {
    self.disk = disk
    self.folder = folder
    var candidates: [Int: [String]] = [:]
    for name in (try? disk.names(in: folder)) ?? [] {
      guard let covers = Self.covers(name) else { continue }
      candidates[covers.lowerBound, default: []].append(name)
    }
    var next = 1
    while let names = candidates[next] {
      let widest = names.sorted { a, b in
        (Self.covers(a)?.upperBound ?? 0) > (Self.covers(b)?.upperBound ?? 0)
      }
      guard let run = Self.firstRun(of: widest, disk, folder) else { break }
      runs.append(run)
      next = run.covers.upperBound + 1
    }
  }

  /// The first of some runs that opens; each is opened once, for the second time it may not.
  private static func firstRun(
    of names: [String],
    _ disk: any Disk,
    _ folder: String
  ) -> IndexRun? {
    for name in names {
      if let run = IndexRun(disk: disk, path: "\(folder)/\(name)") { return run }
    }
    return nil
  }

  /// From where the journal must be read on; nil if the runs know nothing.
  public var position: Journal.Position? { runs.last?.position }

  /// Forgets every run, used or left over: the journal is read from its beginning.
  public func discard() {
    runs = []
    removeStrays()
    recent = [:]
    recentCount = 0
    sortedKeys = nil
  }

  /// Takes in an entry of a record that was just read or written.
  public func add(_ entry: IndexEntry) {
    if recent[entry.key] == nil { sortedKeys = nil }
    recent[entry.key, default: []].append(entry)
    recentCount += 1
  }

  /// Takes entries back, from a number on: their records were not written.
  public func remove(from number: Int) {
    for (key, entries) in recent where entries.contains(where: { $0.location.number >= number }) {
      let kept = entries.filter { $0.location.number < number }
      recentCount -= entries.count - kept.count
      recent[key] = kept.isEmpty ? nil : kept
    }
    sortedKeys = nil
  }

  /// Writes a run if enough is new, and merges runs where there are many of one size.
  ///
  /// - Parameter position: behind the last record whose entries were added. Every such record is durable.
  public func flushIfLarge(upTo position: Journal.Position) {
    guard recentCount >= entriesPerRun else { return }
    flush(upTo: position)
  }

  /// Writes a run of all that is new; a failure is no harm, the entries stay in memory.
  public func flush(upTo position: Journal.Position) {
    let first = (runs.last?.covers.upperBound ?? 0) + 1
    guard recentCount > 0, position.number > first else { return }
    let entries = recent.values.flatMap { $0 }.sorted(by: IndexEntry.precedes)
    guard write(entries, covers: first...(position.number - 1), position: position) else { return }
    recent = [:]
    recentCount = 0
    sortedKeys = nil
    mergeRuns()
    removeStrays()
  }

  /// Removes runs that no longer fit in: another process may have written some for the same records.
  private func removeStrays() {
    let ours = Set(runs.map(\.path))
    for name in (try? disk.names(in: folder)) ?? [] where !ours.contains("\(folder)/\(name)") {
      try? disk.remove("\(folder)/\(name)")
    }
  }

  private func mergeRuns() {
    func tier(_ run: IndexRun) -> Int {
      var tier = 0
      var size = entriesPerRun * JournalLimits.runsPerTier
      while run.count >= size {
        tier += 1
        size *= JournalLimits.runsPerTier
      }
      return tier
    }
    while let last = runs.last {
      let size = tier(last)
      let group = runs.reversed().prefix { tier($0) <= size }.reversed()
      guard group.count >= JournalLimits.runsPerTier, let first = group.first else { return }
      var entries: [IndexEntry] = []
      for run in group {
        guard let some = try? run.allEntries() else { return }
        entries += some
      }
      entries.sort(by: IndexEntry.precedes)
      let old = Array(group)
      guard
        write(
          entries,
          covers: first.covers.lowerBound...last.covers.upperBound,
          position: last.position,
          replacing: old.count
        )
      else { return }
      for run in old { try? disk.remove(run.path) }
    }
  }

  private func write(
    _ entries: [IndexEntry],
    covers: ClosedRange<Int>,
    position: Journal.Position,
    replacing: Int = 0
  ) -> Bool {
    let path = "\(folder)/\(covers.lowerBound)-\(covers.upperBound).run"
    let bytes = IndexRun.bytes(of: entries, covers: covers, position: position)
    do {
      try disk.remove(path + ".new")
      let file = try disk.open(path + ".new", .create)
      defer { file.close() }
      try file.write(bytes, at: 0)
      try disk.rename(path + ".new", to: path)
    } catch {
      try? disk.remove(path + ".new")
      return false
    }
    guard let run = IndexRun(disk: disk, path: path) else { return false }
    runs.removeLast(replacing)
    runs.append(run)
    return true
  }

  private static func covers(_ name: String) -> ClosedRange<Int>? {
    guard name.hasSuffix(".run") else { return nil }
    let parts = name.dropLast(4).split(separator: "-")
    guard parts.count == 2, let first = digits(parts[0]), let last = digits(parts[1]),
      first <= last
    else { return nil }
    return first...last
  }

  private static func digits(_ text: Substring) -> Int? {
    guard text.utf8.count <= 15, text.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) else {
      return nil
    }
    return text.utf8.reduce(0) { $0 * 10 + Int($1 - 0x30) }
  }

  // MARK: Reading

  /// The entries of a key with a number above `after`, by number.
  public func entries(_ key: IndexKey, after: Int = 0) throws(Damaged) -> [IndexEntry] {
    var found: [IndexEntry] = []
    for run in runs where run.covers.upperBound > after {
      try reading(run) {
        var index = try run.lowerBound(key, number: after + 1)
        while index < run.count {
          let entry = try run.entry(index)
          guard entry.key == key else { break }
          found.append(entry)
          index += 1
        }
      }
    }
    if let fresh = recent[key] {
      let start = fresh.partitioningIndex { $0.location.number > after }
      found += fresh[start...]
    }
    return found
  }

  /// The entry of a key with the highest number; nil if there is none.
  public func last(_ key: IndexKey) throws(Damaged) -> IndexEntry? {
    if let last = recent[key]?.last { return last }
    for run in runs.reversed() {
      var found: IndexEntry?
      try reading(run) {
        let index = try run.lowerBound(key, number: JournalLimits.numberMax)
        guard index > 0 else { return }
        let entry = try run.entry(index - 1)
        if entry.key == key { found = entry }
      }
      if let found { return found }
    }
    return nil
  }

  /// The distinct keys of a range, in order, at most a number of them.
  public func keys(in range: ClosedRange<IndexKey>, limit: Int = .max) throws(Damaged) -> [IndexKey]
  {
    var cursors: [(run: IndexRun, index: Int)] = []
    for run in runs {
      var start = 0
      try reading(run) { start = try run.lowerBound(range.lowerBound, number: 0) }
      cursors.append((run, start))
    }
    let fresh = recentKeys()
    var freshIndex = fresh.partitioningIndex { $0 >= range.lowerBound }
    var keys: [IndexKey] = []
    while keys.count < limit {
      var least: IndexKey? = freshIndex < fresh.count ? fresh[freshIndex] : nil
      for cursor in cursors {
        if let key = try key(cursor.run, cursor.index), least.map({ key < $0 }) ?? true {
          least = key
        }
      }
      guard let next = least, next <= range.upperBound else { break }
      keys.append(next)
      while freshIndex < fresh.count, fresh[freshIndex] == next { freshIndex += 1 }
      for position in cursors.indices {
        while try key(cursors[position].run, cursors[position].index) == next {
          cursors[position].index += 1
        }
      }
    }
    return keys
  }

  /// The greatest key of a range that is below a key; nil if there is none.
  public func key(before bound: IndexKey, in range: ClosedRange<IndexKey>) throws(Damaged)
    -> IndexKey?
  {
    var greatest: IndexKey?
    func consider(_ key: IndexKey) {
      if range.contains(key), greatest.map({ $0 < key }) ?? true { greatest = key }
    }
    // A bound above the range asks for the greatest key of all.
    let isAbove = bound > range.upperBound
    let (sought, number) = isAbove ? (range.upperBound, Int.max) : (bound, 0)
    for run in runs {
      try reading(run) {
        let index = try run.lowerBound(sought, number: number)
        if index > 0 { consider(try run.entry(index - 1).key) }
      }
    }
    let fresh = recentKeys()
    let index = fresh.partitioningIndex { isAbove ? $0 > sought : $0 >= sought }
    if index > 0 { consider(fresh[index - 1]) }
    return greatest
  }

  private func key(_ run: IndexRun, _ index: Int) throws(Damaged) -> IndexKey? {
    guard index < run.count else { return nil }
    var key: IndexKey?
    try reading(run) { key = try run.entry(index).key }
    return key
  }

  private func recentKeys() -> [IndexKey] {
    if let sortedKeys { return sortedKeys }
    let keys = recent.keys.sorted()
    sortedKeys = keys
    return keys
  }

  private func reading(_ run: IndexRun, _ body: () throws -> Void) throws(Damaged) {
    do {
      try body()
    } catch {
      throw Damaged(path: run.path)
    }
  }
}

extension Array {
  /// The first index whose element satisfies a predicate that no earlier element satisfies.
  package func partitioningIndex(_ belongsBehind: (Element) -> Bool) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if belongsBehind(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
