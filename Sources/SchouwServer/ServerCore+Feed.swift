import SchouwCanon
import SchouwDocuments
import SchouwJournal
import SchouwSync

extension ServerCore {
  /// A page of the feed for a device (rules C1, X7, X8).
  struct Page {
    var records: [[UInt8]] = []
    var bytes = 0
    let bytesMax: Int
    var cursor: Cursor
    var more = false
    /// The sequence to which a cursor of an older epoch fell back.
    var restored: Int?

    /// Half of what a message may have, so that a document that enters has room for its line.
    static let recordsMax = MessageLines.recordsMax / 2

    /// Whether the next record waits for the next page; never of an empty page.
    var isFull: Bool { isFull(with: 0, bytes: 0) }

    func isFull(with count: Int, bytes more: Int) -> Bool {
      bytes + more >= bytesMax || records.count + count >= Self.recordsMax
    }
  }

  /// A record of the log that moves somebody's feed.
  enum FeedEntry {
    /// A change of a document.
    case change(document: Int)
    /// A grant or a revocation.
    case grant(device: String)
    /// A template.
    case template(Journal.Location)
    /// The beginning of an epoch.
    case epoch
  }

  /// What a device lacks since its cursor, at most so many bytes (one record at least).
  ///
  /// Steps through the log: a change goes to those in whose set its document is at that sequence; where a
  /// grant or a move of the roster changes a device's set, the documents that enter come whole, and those
  /// that leave are named. So one cursor is enough.
  ///
  /// - Parameter replica: to which nothing is echoed that it delivered; nil to leave nothing out.
  func page(
    for device: DeviceHistory,
    replica: Replica?,
    after text: String?,
    bytesMax: Int
  ) throws(ServerError) -> Page {
    let (cursor, restored) = resolve(text)
    var page = Page(bytesMax: bytesMax, cursor: cursor, restored: restored)
    let end = head
    let granted = device.firstGrant
    var sequence = cursor.sequence
    var inner = cursor.inner
    while sequence < end {
      let next = sequence + 1
      if let entry = feedEntry(at: next) {
        let done = try put(
          entry,
          at: next,
          for: device,
          replica: replica,
          isGranted: next >= granted,
          from: &inner,
          into: &page
        )
        guard done, !page.isFull || next == end else {
          page.cursor = Cursor(
            epoch: epoch.id,
            sequence: done ? next : sequence,
            inner: done ? 0 : inner
          )
          page.more = true
          return page
        }
      }
      sequence = next
      inner = 0
    }
    page.cursor = Cursor(epoch: epoch.id, sequence: end)
    return page
  }

  /// Where a cursor stands in this epoch (rule X8).
  ///
  /// One that had gone beyond the branch point saw moves and grants that are no more: its device's set is
  /// told anew, at the beginning of the epoch. The inner position 1 there is the beginning of that.
  func resolve(_ text: String?) -> (Cursor, restored: Int?) {
    let beginning = Cursor(epoch: epoch.id, sequence: 0)
    guard let text else { return (beginning, nil) }
    guard let cursor = Cursor(text), let last = epochs.last else { return (beginning, 0) }
    if defect == .believesOldCursors {
      return (Cursor(epoch: epoch.id, sequence: min(cursor.sequence, head)), nil)
    }
    let anew = Cursor(epoch: epoch.id, sequence: last.sequence - 1, inner: 1)
    guard let index = epochs.firstIndex(where: { $0.epoch.id == cursor.epoch }) else {
      return (anew, 0)
    }
    guard index < epochs.count - 1 else {
      // Beyond the log, or of another one: it was put back without a new epoch.
      guard cursor.sequence <= head else { return (beginning, head) }
      guard cursor.check == nil || cursor.check == check(at: cursor.sequence) else {
        return (beginning, 0)
      }
      return (cursor, nil)
    }
    let branch = epochs[(index + 1)...].map(\.epoch.branch).min() ?? 0
    let isBeyond = cursor.sequence > branch || cursor.sequence == branch && cursor.inner > 0
    let same = Cursor(epoch: epoch.id, sequence: cursor.sequence, inner: cursor.inner)
    return (isBeyond ? anew : same, branch)
  }

  /// Puts out what one record of the log means for a device.
  ///
  /// - Parameter inner: how many of its records were put out before; how many are now, if the page is full.
  /// - Returns: whether all of it is out.
  private func put(
    _ entry: FeedEntry,
    at sequence: Int,
    for device: DeviceHistory,
    replica: Replica?,
    isGranted: Bool,
    from inner: inout Int,
    into page: inout Page
  ) throws(ServerError) -> Bool {
    switch entry {
    case .template(let location):
      page.append(try record(at: location).bytes)
      return true
    case .change(let index):
      guard isGranted else { return true }
      return try put(
        document: index,
        at: sequence,
        for: device,
        replica: replica,
        from: &inner,
        into: &page
      )
    case .grant(let id):
      guard isGranted, id == device.device.id else { return true }
      let moves = moves(of: device, at: sequence) {
        let before = device.scopes(at: sequence - 1)
        let after = device.scopes(at: sequence)
        return found(in: before.symmetricDifference(after), at: sequence) { index in
          let scopes = documents[index].scopes(at: sequence)
          let (was, isIn) = (!before.isDisjoint(with: scopes), !after.isDisjoint(with: scopes))
          return was == isIn ? nil : isIn
        }
      }
      return try put(moves, from: &inner, into: &page)
    case .epoch:
      guard inner > 0 else { return true }
      return try putAnew(at: sequence, for: device, from: &inner, into: &page)
    }
  }

  /// The whole set of a device, and what it may still hold from before and should not.
  private func putAnew(
    at sequence: Int,
    for device: DeviceHistory,
    from inner: inout Int,
    into page: inout Page
  ) throws(ServerError) -> Bool {
    let known = templateLocations.filter { $0.number < sequence }
    while inner <= known.count {
      if page.isFull { return false }
      page.append(try record(at: known[inner - 1]).bytes)
      inner += 1
    }
    let moves = moves(of: device, at: sequence) {
      let granted = device.scopes(at: sequence)
      let ever = device.everGranted(at: sequence)
      return found(in: ever, at: sequence) { index in
        let document = documents[index]
        let wasEver = document.roster.contains { move in
          move.sequence <= sequence && !ever.isDisjoint(with: move.scopes)
        }
        return wasEver ? !granted.isDisjoint(with: document.scopes(at: sequence)) : nil
      }
    }
    inner -= 1 + known.count
    let done = try put(moves, from: &inner, into: &page)
    inner += 1 + known.count
    return done
  }

  /// Documents that enter a device's set at a sequence, and that leave it.
  struct Moves {
    /// A document, and whether it enters.
    typealias Move = (document: Int, enters: Bool)

    /// In the order of the documents' ids.
    let moves: [Move]
    /// How many records were put out before each of them.
    let starts: [Int]
    let sequence: Int
  }

  /// For whom and where moves are known.
  struct MovesKey: Hashable {
    let device: String
    let sequence: Int
  }

  /// Many pages go out at one place of the log, and what moves there never changes: it is found once.
  private func moves(
    of device: DeviceHistory,
    at sequence: Int,
    _ find: () -> Moves
  ) -> Moves {
    let key = MovesKey(device: device.device.id, sequence: sequence)
    if let known = knownMoves[key] { return known }
    let moves = find()
    if knownMoves.count >= Self.knownMovesMax { knownMoves = [:] }
    knownMoves[key] = moves
    return moves
  }

  /// As many devices as fetch everything at a time.
  private static let knownMovesMax = 16

  /// The documents that were ever in some scopes and enter (true) or leave (false).
  private func found(
    in scopes: Set<ScopeCode>,
    at sequence: Int,
    _ enters: (Int) -> Bool?
  ) -> Moves {
    let sorted = Set(scopes.flatMap { documentsEverIn[$0] ?? [] })
      .map { (id: documents[$0].id, index: $0) }
      .sorted { $0.id < $1.id }
    let moves: [Moves.Move] = sorted.compactMap { _, index in
      enters(index).map { (index, $0) }
    }
    var starts: [Int] = []
    starts.reserveCapacity(moves.count)
    var start = 0
    for move in moves {
      starts.append(start)
      start += move.enters ? documents[move.document].entries.count { $0.isIn(at: sequence) } : 1
    }
    return Moves(moves: moves, starts: starts, sequence: sequence)
  }

  /// A change at its sequence: it goes out alone, or takes its document in or out with it.
  private func put(
    document index: Int,
    at sequence: Int,
    for device: DeviceHistory,
    replica: Replica?,
    from inner: inout Int,
    into page: inout Page
  ) throws(ServerError) -> Bool {
    let document = documents[index]
    let granted = device.scopes(at: sequence)
    let was = !granted.isDisjoint(with: document.scopes(at: sequence - 1))
    let isIn =
      !granted.isDisjoint(with: document.scopes(at: sequence)) || defect == .ignoresScopes
    guard was || isIn else {
      // Who brought it after the document had left, or never had the right to it, keeps it no longer; before
      // its birth nobody knows.
      let isBorn = document.roster.first.map { $0.sequence <= sequence } == true
      let isBrought =
        isBorn
        && document.entries.contains {
          $0.released == sequence && $0.from == device.device.id
        }
      return isBrought
        ? try put(moving(index, enters: false, at: sequence), from: &inner, into: &page) : true
    }
    let isBorn = document.roster.first?.sequence == sequence
    let isAlone =
      isBorn && document.entries.count { $0.released > 0 && $0.released <= sequence } == 1
    guard was && isIn || isAlone || isIn && defect == .sendsOnlyWhatIsNew else {
      return try put(moving(index, enters: isIn, at: sequence), from: &inner, into: &page)
    }
    var position = 0
    for entry in document.entries where entry.released == sequence {
      position += 1
      guard position > inner else { continue }
      if let replica, entry.via == replica,
        isKept(document, by: device, from: entry.location.number, through: sequence)
      {
        continue
      }
      if page.isFull {
        inner = position - 1
        return false
      }
      page.append(try feedRecord(entry, of: document))
    }
    return true
  }

  /// Whether a document stayed in a device's set from one sequence to another, without an epoch in between; before
  /// its birth it is nobody's, and who writes it has it.
  func isKept(
    _ document: Document,
    by device: DeviceHistory,
    from first: Int,
    through last: Int
  ) -> Bool {
    let within = (first + 1)...max(first + 1, last)
    guard !epochs.contains(where: { within.contains($0.sequence) }) else { return false }
    let moves = document.roster.map(\.sequence) + device.grants.map(\.sequence)
    let born = document.roster.first?.sequence ?? .max
    return ([first] + moves.filter(within.contains)).allSatisfy { sequence in
      sequence < born
        || !device.scopes(at: sequence).isDisjoint(with: document.scopes(at: sequence))
    }
  }

  /// One document that moves.
  private func moving(_ document: Int, enters: Bool, at sequence: Int) -> Moves {
    Moves(moves: [(document, enters)], starts: [0], sequence: sequence)
  }

  /// Puts out documents that enter, with their changes, and that leave.
  private func put(
    _ moves: Moves,
    from inner: inout Int,
    into page: inout Page
  ) throws(ServerError) -> Bool {
    // The last move that begins at or before what was put out already.
    let first = max(0, moves.starts.partitioningIndex { $0 > inner } - 1)
    for index in moves.moves.indices.dropFirst(first) {
      let position = moves.starts[index]
      let document = documents[moves.moves[index].document]
      guard moves.moves[index].enters else {
        guard position >= inner else { continue }
        if page.isFull {
          inner = position
          return false
        }
        page.append(Array("{\"left\":{\"doc\":\"\(document.id)\"}}".utf8))
        continue
      }
      let entries = document.entries.filter { $0.isIn(at: moves.sequence) }
      guard position + entries.count > inner else { continue }
      var next = max(0, inner - position)
      var changes: [[UInt8]] = []
      var bytes = 0
      while next < entries.count, !page.isFull(with: changes.count, bytes: bytes) {
        let change = try feedRecord(entries[next], of: document)
        bytes += change.count + 1
        changes.append(change)
        next += 1
      }
      if !changes.isEmpty {
        let head = "{\"entered\":{\"doc\":\"\(document.id)\",\"records\":\(changes.count)}}"
        page.append(Array(head.utf8))
        for change in changes { page.append(change) }
      }
      if next < entries.count {
        inner = position + next
        return false
      }
    }
    return true
  }
}

extension ServerCore.Page {
  fileprivate mutating func append(_ record: [UInt8]) {
    records.append(record)
    bytes += record.count + 1
  }
}
