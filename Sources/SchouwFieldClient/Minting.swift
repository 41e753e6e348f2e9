import SchouwCanon
import SchouwDocuments

/// Packs the drafts of one document into changes, in order (rule D1).
///
/// Consecutive drafts become one change while they have one author and one view, lie within ten minutes and
/// break no rule together: a change has one stamp, and no answer may look much later than it was given.
/// A birth is minted alone, so that who has seen only the birth has seen no answer (rule B4); personal answers
/// become changes of their own (rule G7). Packing is not format: readers see only changes.
struct Minting {
  /// How far the drafts of one change may lie apart.
  static let spanMilliseconds: Int64 = 600_000

  /// A change and the number of the last draft that is wholly in it or before it.
  struct Minted {
    let change: Change
    let took: Int
  }

  /// The drafts that become one or two changes.
  private struct Group {
    let author: Author
    let vector: [ChangeName]
    let begun: Int64
    var stamp: Stamp
    var last: Int
    var bytes = 0
    var set: [Change.PathValue] = []
    var life: [Change.LifeEntry] = []

    mutating func take(_ draft: Draft) {
      stamp = draft.stamp
      last = draft.number
      bytes += draft.byteCount
      for value in draft.set {
        set.removeAll { $0.path == value.path }
        set.append(value)
      }
      for entry in draft.life {
        life.removeAll { $0.path == entry.path }
        life.append(entry)
      }
    }

    /// Whether a draft may join: rule G6 holds for both together, and nothing it writes is undone inside.
    func accepts(_ draft: Draft) -> Bool {
      guard draft.author == author, draft.vector == vector,
        abs(draft.stamp.adjusted - begun) <= Minting.spanMilliseconds,
        bytes + draft.byteCount <= Minting.bytesMax
      else { return false }
      for value in draft.set {
        if set.contains(where: { $0.path != value.path && $0.path.overlaps(value.path) }) {
          return false
        }
        if life.contains(where: { $0.life == .removed && $0.path.isAtOrAbove(value.path) }) {
          return false
        }
      }
      for entry in draft.life {
        if entry.life == .removed && set.contains(where: { entry.path.isAtOrAbove($0.path) }) {
          return false
        }
        if life.contains(where: { $0.path == entry.path && $0.life != entry.life }) { return false }
      }
      return true
    }
  }

  /// The bytes of drafts that go together: far enough below what a record may have.
  static let bytesMax = Limits.recordBytesMax / 4

  /// Packs drafts.
  ///
  /// - Parameters:
  ///   - stored: the document, its own changes and drafts.
  ///   - counter: the counter of the first change.
  ///   - salt: 16 random bytes at each call.
  static func mint(
    _ stored: StoreCore.Stored,
    replica: Replica,
    counter: Int,
    isPersonal: (JSONPointer) -> Bool,
    defect: Defect? = nil,
    salt: () -> [UInt8]
  ) throws(ChangeError) -> [Minted] {
    var groups: [Group] = []
    for draft in stored.drafts {
      if let last = groups.last, last.accepts(draft) {
        groups[groups.count - 1].take(draft)
      } else {
        var group = Group(
          author: draft.author,
          vector: draft.vector,
          begun: draft.stamp.adjusted,
          stamp: draft.stamp,
          last: draft.number
        )
        group.take(draft)
        groups.append(group)
      }
    }
    let fold = stored.history.fold
    // The last own change under each replica id that this store had: edits of what they wrote were answered
    // "look again" unless it was shown (rule D2), so every own line is seen to its end. What waits was shown to
    // nobody: a record that it stands on is damaged here.
    var own: [Replica: Change] = [:]
    var nearest: Replica?
    for item in stored.minted.reversed()
    where item.change.dot.replica != nearest && fold.contains(item.change.name) {
      nearest = item.change.dot.replica
      if own[item.change.dot.replica] == nil { own[item.change.dot.replica] = item.change }
    }
    let last = own.removeValue(forKey: replica)
    var previous = last?.name ?? fold.vector.last { $0.replica == replica }
    var previousHash = last?.hash ?? previous.flatMap { fold.headHash(of: $0) }
    let former = own.values.map(\.name).sorted()
    var next = counter
    var took = 0
    var minted: [Minted] = []
    for group in groups {
      let birth = group.set.filter { $0.path.isReserved }
      let personal = group.set.filter { isPersonal($0.path) && !$0.path.isReserved }
      let open = group.set.filter { !isPersonal($0.path) && !$0.path.isReserved }
      var parts: [(set: [Change.PathValue], life: [Change.LifeEntry])] = []
      if !birth.isEmpty { parts.append((birth, [])) }
      if !open.isEmpty || !group.life.isEmpty { parts.append((open, group.life)) }
      if !personal.isEmpty, defect != .dropsPersonalAnswers || parts.isEmpty {
        parts.append((personal, []))
      }
      for (index, part) in parts.enumerated() {
        // The own entry is always the last own change (rule D2): edits of what it wrote were answered
        // "look again" unless it was shown.
        let vector = defect == .seesWhatIsFolded ? fold.vector : group.vector
        var seen = vector.filter { $0.replica != replica && !fold.covers(former, $0) }
        seen += former
        if let previous { seen.append(previous) }
        let change = try Change(
          document: stored.history.document,
          dot: Dot(replica: replica, counter: next),
          author: group.author,
          stamp: group.stamp,
          previous: previousHash,
          seen: seen,
          set: part.set,
          life: part.life,
          salt: salt()
        )
        // Only the last part takes its drafts: after a crash in between they are minted again, whole.
        minted.append(Minted(change: change, took: index == parts.count - 1 ? group.last : took))
        previous = change.name
        previousHash = change.hash
        next += 1
      }
      took = group.last
    }
    return minted
  }
}
