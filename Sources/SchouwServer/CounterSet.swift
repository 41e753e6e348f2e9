/// Which counters of a replica are there, as ranges: nearly always one.
struct CounterSet: Sendable, Equatable {
  private(set) var ranges: [ClosedRange<Int>] = []
  /// How many counters are there.
  private(set) var count = 0

  /// Adds a counter; false if it was there.
  @discardableResult
  mutating func insert(_ counter: Int) -> Bool {
    if let last = ranges.last, counter == last.upperBound + 1 {
      ranges[ranges.count - 1] = last.lowerBound...counter
      count += 1
      return true
    }
    var low = 0
    var high = ranges.count
    while low < high {
      let middle = (low + high) / 2
      if ranges[middle].upperBound < counter { low = middle + 1 } else { high = middle }
    }
    if low < ranges.count, ranges[low].contains(counter) { return false }
    count += 1
    let joinsBefore = low > 0 && ranges[low - 1].upperBound + 1 == counter
    let joinsAfter = low < ranges.count && ranges[low].lowerBound - 1 == counter
    switch (joinsBefore, joinsAfter) {
    case (true, true):
      ranges[low - 1] = ranges[low - 1].lowerBound...ranges[low].upperBound
      ranges.remove(at: low)
    case (true, false): ranges[low - 1] = ranges[low - 1].lowerBound...counter
    case (false, true): ranges[low] = counter...ranges[low].upperBound
    case (false, false): ranges.insert(counter...counter, at: low)
    }
    return true
  }

  func contains(_ counter: Int) -> Bool { ranges.contains { $0.contains(counter) } }

  /// The greatest counter; 0 if there is none.
  var greatest: Int { ranges.last?.upperBound ?? 0 }

  /// The counter up to which none is missing.
  var contiguous: Int {
    guard let first = ranges.first, first.lowerBound == 1 else { return 0 }
    return first.upperBound
  }

  /// Missing counters up to a number, at most so many.
  func missing(upTo end: Int, limit: Int) -> [Int] {
    var missing: [Int] = []
    var next = 1
    for range in ranges + [(end + 1)...(end + 1)] {
      while next < range.lowerBound, next <= end, missing.count < limit {
        missing.append(next)
        next += 1
      }
      next = max(next, range.upperBound + 1)
    }
    return missing
  }
}
