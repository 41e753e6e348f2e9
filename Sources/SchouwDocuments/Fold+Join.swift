extension Fold {
  /// Joins two folds of one document: the smallest fold that knows what both know (rule N2).
  ///
  /// Commutative, associative and idempotent, forks included. Both must be causally closed (every fold that
  /// ``DocumentHistory`` makes is) and without voids (rule N3). Cost: the entries of both.
  ///
  /// - Note: Almeida, Baquero, Gonçalves, Preguiça, Fonte: dotted version vector sets (2014).
  public func joined(with other: Fold) -> Fold {
    precondition(document == other.document, "only folds of one document are joined")
    var result = Fold(document: document)
    result.lines = lines
    let isWhole = result.lines.merge(other.lines.listed)
    precondition(isWhole, "a fold's lines begin at changes that it has folded")
    result.values = mergeSorted(values, other.values, path: \.path) { a, b in
      let kept = mergeStanding(
        a?.standing ?? [],
        b?.standing ?? [],
        name: \.name,
        ours: { lines.contains($0) },
        theirs: { other.lines.contains($0) },
        both: { a, b in a.content == .erased ? a : b }
      )
      return (a?.path ?? b?.path).flatMap {
        kept.isEmpty ? nil : PathValues(path: $0, standing: kept)
      }
    }
    result.life = mergeSorted(life, other.life, path: \.path) { a, b in
      let kept = mergeStanding(
        a?.standing ?? [],
        b?.standing ?? [],
        name: \.name,
        ours: { lines.contains($0) },
        theirs: { other.lines.contains($0) },
        both: { a, _ in a }
      )
      return (a?.path ?? b?.path).flatMap {
        kept.isEmpty ? nil : PathLife(path: $0, standing: kept)
      }
    }
    result.erase(pendingErasures + other.pendingErasures)
    return result
  }
}

/// Merges two lists that are sorted by path; `merge` gets what each side has and may drop the path.
private func mergeSorted<Element>(
  _ a: [Element],
  _ b: [Element],
  path: (Element) -> JSONPointer,
  merge: (Element?, Element?) -> Element?
) -> [Element] {
  var result: [Element] = []
  var i = 0
  var j = 0
  while i < a.count || j < b.count {
    let left = i < a.count ? a[i] : nil
    let right = j < b.count ? b[j] : nil
    switch (left, right) {
    case (let l?, let r?) where path(l) == path(r):
      if let merged = merge(l, r) { result.append(merged) }
      i += 1
      j += 1
    case (let l?, let r) where r.map({ path(l) < path($0) }) ?? true:
      if let merged = merge(l, nil) { result.append(merged) }
      i += 1
    default:
      if let merged = merge(nil, right) { result.append(merged) }
      j += 1
    }
  }
  return result
}

/// Keeps an entry that both sides have, and one that only one side has unless the other side knows its
/// change and has let it go.
private func mergeStanding<Entry>(
  _ a: [Entry],
  _ b: [Entry],
  name: (Entry) -> ChangeName,
  ours: (ChangeName) -> Bool,
  theirs: (ChangeName) -> Bool,
  both: (Entry, Entry) -> Entry
) -> [Entry] {
  var kept: [Entry] = []
  for entry in a {
    if let twin = b.first(where: { name($0) == name(entry) }) {
      kept.append(both(entry, twin))
    } else if !theirs(name(entry)) {
      kept.append(entry)
    }
  }
  for entry in b where !a.contains(where: { name($0) == name(entry) }) && !ours(name(entry)) {
    kept.append(entry)
  }
  return kept.sorted { name($0) < name($1) }
}
