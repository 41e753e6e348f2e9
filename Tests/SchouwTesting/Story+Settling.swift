import SchouwCanon
package import SchouwDocuments

extension Story {
  /// Names that something waits for and that no living laptop holds, without the changes that were closed.
  package var lost: [ChangeName] {
    let held = Set(held.map(\.name))
    let closed = Set(voids.map(\.name))
    let named = Set(written.filter { held.contains($0.name) }.flatMap(\.seen))
    return named.subtracting(held).subtracting(closed).sorted()
  }

  /// Everything that acts held by the living close.
  package var voids: [Act.Voided] {
    held.flatMap { change -> [Act.Voided] in
      if case .void(let items) = change.act { items } else { [] }
    }
  }

  /// Brings the living together, so that all hold all.
  ///
  /// The office closes what is lost, or lets it wait; what the dead laptop alone held may come back at
  /// the end.
  package mutating func settle() {
    exchangeAll()
    for _ in 0..<6 {
      let lost = lost
      guard !lost.isEmpty, chance(80) else { break }
      look(0, screen: 0)
      var draft = Draft()
      draft.act = ["void": .array(lost.map { .object(self.void($0)) })]
      mint(draft, 0, 0)
      exchangeAll()
      // Some go on writing on what the closing brought to light.
      for laptop in living where chance(30) {
        look(laptop, screen: 1)
        write(laptop, screen: 1)
      }
      exchangeAll()
    }
    guard chance(50), let dead = laptops.indices.first(where: { !laptops[$0].isAlive }) else {
      return
    }
    let held = Set(held.map(\.name))
    returned = laptops[dead].history.sortedChanges.filter { !held.contains($0.name) }
    for change in returned { give(change, to: anyLaptop()) }
    exchangeAll()
  }

  /// One item of a void act: after the true predecessor, or after one further back, or after nothing;
  /// the office cannot always know.
  private mutating func void(_ name: ChangeName) -> JSONObject {
    let byName = Dictionary(written.map { ($0.name, $0) }, uniquingKeysWith: { a, _ in a })
    let known = Set(held.map(\.name)).union(voids.map(\.name)).union(lost)
    var after = byName[name]?.previousName
    while let candidate = after, !known.contains(candidate) || chance(25) {
      after = byName[candidate]?.previousName
    }
    return [
      "after": after.map { .string($0.description) } ?? .null, "name": .string(name.description),
    ]
  }

  private mutating func exchangeAll() {
    let held = held
    for index in living {
      for change in held.shuffled(using: &random) { give(change, to: index) }
    }
  }
}
