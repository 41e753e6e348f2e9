import SchouwCanon
import SchouwDocuments
import SchouwTesting
import Testing

/// `join.json`: rule N2, snapshots written and read back before they are joined.
@Suite struct `Vectors of joins` {
  @Test(arguments: try Vector.cases("join"))
  func `have the two sides that the file says`(_ vector: Vector) throws {
    let sides = try Sides(vector)
    expectSame(.object(sides.left.json), try vector.value("leftSnapshot"), "the left side")
    expectSame(.object(sides.right.json), try vector.value("rightSnapshot"), "the right side")
  }

  @Test(arguments: try Vector.cases("join"))
  func `join both ways, twice, and with themselves`(_ vector: Vector) throws {
    let sides = try Sides(vector)
    let wanted = try vector.value("joined")
    let joined = sides.left.joined(with: sides.right)
    expectSame(.object(joined.json), wanted, "left with right")
    expectSame(.object(sides.right.joined(with: sides.left).json), wanted, "right with left")
    expectSame(.object(joined.joined(with: sides.left).json), wanted, "left once more")
    expectSame(.object(sides.right.joined(with: joined).json), wanted, "right once more")
    expectSame(.object(joined.joined(with: joined).json), wanted, "the join with itself")
    expectSame(.object(try readBack(joined).json), wanted, "the join read back")
  }

  @Test(arguments: try Vector.cases("join"))
  func `join to the fold of the union`(_ vector: Vector) throws {
    let sides = try Sides(vector)
    let union = try vector.changes("left") + vector.changes("right")
    for order in orders(of: union, seed: vector.name) {
      let fold = history(of: sides.document, order).fold.json
      let wanted = try vector.value("joined")
      guard expectSame(.object(fold), wanted, "the fold of \(names(order))") else { break }
    }
  }

  @Test(arguments: try Vector.cases("join"))
  func `take in snapshots and late changes in every order`(_ vector: Vector) throws {
    let sides = try Sides(vector)
    let late = try vector.changes("late").map { Item.change($0) }
    let wanted = try vector["after"] ?? vector.value("joined")
    let items = [.snapshot(sides.left), .snapshot(sides.right)] + late
    for order in orders(of: items, seed: vector.name) {
      let fold = sides.history(of: order).fold
      guard expectSame(.object(fold.json), wanted, "the fold of \(order)") else { break }
    }
  }

  @Test(arguments: try Vector.cases("join"))
  func `take in one side as changes, the other as a snapshot`(_ vector: Vector) throws {
    let sides = try Sides(vector)
    let late = try vector.changes("late")
    let wanted = try vector["after"] ?? vector.value("joined")
    for (side, changes) in [(sides.right, "left"), (sides.left, "right")] {
      let all = try vector.changes(changes) + late
      let items = [.snapshot(side)] + all.map { Item.change($0) }
      for order in orders(of: items, seed: vector.name + changes) {
        let fold = sides.history(of: order).fold
        guard expectSame(.object(fold.json), wanted, "the fold of \(order)") else { break }
      }
    }
  }
}

/// The two sides of a case, each folded, written and read back.
private struct Sides {
  let document: DocumentID
  let left: Fold
  let right: Fold

  init(_ vector: Vector) throws {
    let changes = try (left: vector.changes("left"), right: vector.changes("right"))
    document = try vector.document(of: changes.left)
    left = try readBack(foldOf(document, changes.left))
    right = try readBack(foldOf(document, changes.right))
  }

  func history(of items: [Item]) -> DocumentHistory {
    var history = DocumentHistory(document: document)
    for item in items {
      switch item {
      case .change(let change):
        if change.document == document { history.insert(change) }
      case .snapshot(let fold): history.insert(snapshot: fold)
      }
    }
    return history
  }
}

private func foldOf(_ document: DocumentID, _ changes: [Change]) -> Fold {
  history(of: document, changes).fold
}

/// What a history takes in.
private enum Item: CustomStringConvertible {
  case change(Change)
  case snapshot(Fold)

  var description: String {
    switch self {
    case .change(let change): names([change])
    case .snapshot(let fold): "the snapshot of \(fold.vector)"
    }
  }
}
