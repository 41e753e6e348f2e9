import SchouwCanon
import SchouwDocuments
import SchouwJournal
import SchouwSync
import SchouwTemplates

extension StoreCore {
  /// What goes in a bundle, and what of it is for people.
  struct Gathered {
    var records: [[UInt8]] = []
    var changes = 0
    var documents: Set<DocumentID> = []
    /// Sealed records of others that are passed on.
    var passedOn = 0
    /// The least and greatest own counter.
    var own: ClosedRange<Int>?
    /// Records that do not read here any more.
    var damaged = 0

    fileprivate mutating func count(_ change: Change, own replica: Replica) {
      changes += 1
      documents.insert(change.document)
      guard change.dot.replica == replica else { return }
      let counter = change.dot.counter
      own = min(own?.lowerBound ?? counter, counter)...max(own?.upperBound ?? counter, counter)
    }
  }

  /// All that the office has not acknowledged, sealed to it (rule U4); drafts are minted before.
  func gatherSealed(_ office: Office) throws(StoreError) -> Gathered {
    guard let key = Base64URL.decode(office.key) else {
      throw StoreError(.damagedFile, place: Place(file: layout.office))
    }
    var gathered = Gathered()
    var order: [Replica] = []
    var lines: [Replica: [SealedPart]] = [:]
    var templates: Set<Digest> = []
    for location in try outbox() {
      let change: Change
      switch try readable(location) {
      case .change(let read, _, _): change = read
      case .carried(let record):
        gathered.records.append(record.recordBytes)
        gathered.passedOn += 1
        continue
      default:
        gathered.damaged += 1
        continue
      }
      gathered.count(change, own: state.replica)
      var records = [Record.wrap(change.bytes, kind: "change")]
      if let template = try templateNamed(by: change), templates.insert(template.id).inserted {
        records.insert(Record.wrap(template.bytes, kind: "template"), at: 0)
      }
      let replica = change.dot.replica
      if lines[replica] == nil { order.append(replica) }
      for record in records {
        lines[replica, default: []].append(record, of: change.dot.counter)
      }
    }
    for replica in order {
      for part in lines[replica] ?? [] {
        do throws(CipherError) {
          let sealed = try Sealed(
            part.records,
            device: office.device,
            replica: replica,
            counters: part.counters,
            key: key,
            random: &environment.random
          )
          gathered.records.append(Record.wrap(sealed.bytes, kind: "sealed"))
        } catch {
          throw StoreError(.tooLarge)
        }
      }
    }
    return gathered
  }

  /// The documents of some scopes as this store holds them, readable (rule U5); drafts are minted before.
  func gatherReadable(_ scopes: [ScopeCode]) throws(StoreError) -> Gathered {
    var gathered = Gathered()
    var templates: Set<Digest> = []
    let wanted = Set(scopes)
    for id in try documents() {
      guard let stored = try stored(id), !stored.hasLeft,
        !wanted.isDisjoint(with: ShownDocument(stored.history.fold).scopes)
      else { continue }
      for change in stored.history.sortedChanges + stored.history.impostors {
        if let template = try templateNamed(by: change), templates.insert(template.id).inserted {
          gathered.records.append(Record.wrap(template.bytes, kind: "template"))
        }
        gathered.records.append(Record.wrap(change.bytes, kind: "change"))
        gathered.count(change, own: state.replica)
      }
    }
    return gathered
  }

  private func templateNamed(by change: Change) throws(StoreError) -> Template? {
    guard change.isBirth,
      let id = change.value(at: ReservedPath.template)?.stringValue.flatMap({
        Digest(base64URL: $0)
      })
    else { return nil }
    return try template(id)
  }

  /// What an import did.
  struct TakenIn {
    var changes = 0
    var documents: Set<DocumentID> = []
    /// Documents of which nothing was taken: they are for others.
    var outside: Set<DocumentID> = []
    /// Sealed records that are carried on from now.
    var sealed = 0
    /// What was here already.
    var known = 0
    /// The places, among those of the file that read, of what is no record, or none that a bundle may bring.
    var refused: [Int] = []
    var isNewReplica = false
  }

  /// Stages what is new of a bundle's records (rules U6, U7).
  func take(_ bytes: [ArraySlice<UInt8>]) throws(StoreError) -> TakenIn {
    guard !isExample else { throw StoreError(.exampleStore) }
    var taken = TakenIn()
    var changes: [DocumentID: [Change]] = [:]
    var records: [LocalRecord] = []
    var carried = try carriedHashes()
    var fresh: Set<Digest> = []
    for (place, slice) in bytes.enumerated() {
      guard let record = try? Record(reading: slice) else {
        taken.refused.append(place)
        continue
      }
      switch record {
      case .change(let change):
        if fresh.insert(change.hash).inserted {
          changes[change.document, default: []].append(change)
        }
      case .template(let id, _):
        if try template(id) == nil, fresh.insert(id).inserted { records.append(.other(record)) }
      case .sealed, .unknown:
        guard carried.insert(SHA256.hash(slice)).inserted else {
          taken.known += 1
          continue
        }
        taken.sealed += 1
        records.append(.carried(record))
      case .snapshot: taken.refused.append(place)
      }
    }
    var foreignOwn = false
    let granted = Set(state.scopes)
    for id in changes.keys.sorted() {
      let offered = changes[id] ?? []
      let stored = try stored(id)
      var history = stored?.history ?? DocumentHistory(document: id)
      let new = offered.filter { change in
        history.changes[change.name]?.hash != change.hash
          && !history.impostors.contains { $0.hash == change.hash }
      }
      taken.known += offered.count - new.count
      guard !new.isEmpty else { continue }
      for change in new { history.insert(change) }
      // What is not for this laptop does not stay on it (invariant 9); whoever made the bundle still has it.
      guard stored?.hasLeft != true,
        !granted.isDisjoint(with: ShownDocument(history.fold).scopes)
      else {
        taken.outside.insert(id)
        continue
      }
      for change in new {
        if change.dot.replica == state.replica { foreignOwn = true }
        records.append(.change(change, took: 0, via: .carried))
      }
      taken.changes += new.count
      taken.documents.insert(id)
    }
    try stage(records)
    if foreignOwn {
      // Somebody else writes under the own id (rule F3).
      try drawReplica()
      taken.isNewReplica = true
    }
    return taken
  }

  /// The hashes of the records that are carried for the office.
  private func carriedHashes() throws(StoreError) -> Set<Digest> {
    let entries = try indexed { () throws(Index.Damaged) in try index.entries(Space.carried) }
    var hashes: Set<Digest> = []
    for entry in entries where entry.kind == Kind.carriedRecord {
      guard case .carried(let record)? = try readable(entry.location) else { continue }
      hashes.insert(SHA256.hash(record.recordBytes))
    }
    return hashes
  }
}

/// Records that are sealed together.
private struct SealedPart {
  var records: [[UInt8]]
  var size: Int
  var counters: ClosedRange<Int>
}

extension [SealedPart] {
  /// Puts a record, which belongs to a counter, in the last part if there is room, else in a new one.
  fileprivate mutating func append(_ record: [UInt8], of counter: Int) {
    let size = record.count + 1
    if let last, last.size + size <= Sealed.sizeGoal {
      let range = last.counters
      self[count - 1].records.append(record)
      self[count - 1].size += size
      self[count - 1].counters =
        Swift.min(range.lowerBound, counter)...Swift.max(range.upperBound, counter)
    } else {
      append(SealedPart(records: [record], size: size, counters: counter...counter))
    }
  }
}
