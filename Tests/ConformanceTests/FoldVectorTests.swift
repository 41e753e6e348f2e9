import SchouwCanon
import SchouwDocuments
import SchouwTesting
import Testing

/// `readiness.json`: rules F2, F4, A4.
@Suite struct `Vectors of readiness` {
  @Test(arguments: try Vector.cases("readiness"))
  func `come out as the file says, in every order`(_ vector: Vector) throws {
    let changes = try vector.changes("changes")
    let document = try vector.document(of: changes)
    for order in orders(of: changes, seed: vector.name) {
      let history = history(of: document, order)
      let clock = JSONValue.array(history.fold.vector.map { .string($0.description) })
      let waiting = JSONValue.array(history.waiting.map(\.json))
      guard expectSame(clock, try vector.value("vector"), "the vector after \(names(order))"),
        expectSame(waiting, try vector.value("waiting"), "what waits after \(names(order))")
      else { break }
    }
  }
}

/// `folds.json`: rules S, L, N1.
@Suite struct `Vectors of folds` {
  @Test(arguments: try Vector.cases("folds"))
  func `come out as the file says, in every order`(_ vector: Vector) throws {
    try expectSnapshot(vector, of: vector.changes("changes"))
  }
}

/// `forks.json`: rule F1 and what follows from it.
@Suite struct `Vectors of forks` {
  @Test(arguments: try Vector.cases("forks"))
  func `come out as the file says, in every order`(_ vector: Vector) throws {
    try expectSnapshot(vector, of: vector.changes("changes"))
  }
}

/// `erasure.json`: rules E1 to E3, A2.
@Suite struct `Vectors of erasure` {
  @Test(arguments: try Vector.cases("erasure"))
  func `come out as the file says, in every order`(_ vector: Vector) throws {
    try expectSnapshot(vector, of: vector.changes("changes"))
  }

  @Test(arguments: try Vector.cases("erasure"))
  func `hold no value of what an act here names`(_ vector: Vector) throws {
    let changes = try vector.changes("changes")
    let history = history(of: try vector.document(of: changes), changes)
    for change in history.sortedChanges where history.erased.contains(change.name) {
      guard case .inline = change.body else { continue }
      Issue.record("\(change.name) is held with its values")
    }
    for value in history.fold.values.flatMap(\.standing) where history.erased.contains(value.name) {
      #expect(value.content == .erased)
    }
  }
}

/// `decline.json`: rule A3, the office's acts as given.
@Suite struct `Vectors of declines` {
  @Test(arguments: try Vector.cases("decline"))
  func `come out as the file says, in every order`(_ vector: Vector) throws {
    try expectSnapshot(vector, of: vector.changes("changes") + vector.changes("acts"))
  }

  @Test(arguments: try Vector.cases("decline"))
  func `leave nothing standing of what was declined`(_ vector: Vector) throws {
    let changes = try vector.changes("changes") + vector.changes("acts")
    let fold = history(of: try vector.document(of: changes), changes).fold
    let declined = try vector.texts("declined")
    for value in fold.values.flatMap(\.standing) {
      #expect(!declined.contains(value.name.description))
    }
    for entry in fold.life.flatMap(\.standing) {
      #expect(!declined.contains(entry.name.description))
    }
  }
}

/// Folds changes in many orders, and reads every snapshot back as a record.
private func expectSnapshot(_ vector: Vector, of changes: [Change]) throws {
  let document = try vector.document(of: changes)
  let wanted = try vector.value("snapshot")
  for order in orders(of: changes, seed: vector.name) {
    let fold = history(of: document, order).fold
    guard expectSame(.object(fold.json), wanted, "the fold of \(names(order))") else { break }
  }
  let fold = history(of: document, changes).fold
  expectSame(.object(try readBack(fold).json), wanted, "the snapshot read back")
}

/// The fold as a reader gets it from its record.
func readBack(_ fold: Fold) throws -> Fold {
  let bytes = Record.wrap(fold.canonicalBytes, kind: "snapshot")
  guard case .snapshot(let read, _) = try Record(reading: bytes[...]) else {
    throw NoSnapshot()
  }
  return read
}

private struct NoSnapshot: Error {}

extension DocumentHistory.Waiting {
  fileprivate var json: JSONValue {
    .object(
      JSONObject([
        ("for", .array(missing.map { .string($0.description) })),
        ("name", .string(name.description)),
      ])
    )
  }
}
