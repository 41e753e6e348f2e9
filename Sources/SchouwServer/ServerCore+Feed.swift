import SchouwCanon
import SchouwDocuments
import SchouwJournal
import SchouwSync

extension ServerCore {
  /// A page of the feed for a device (rules C1, X7, X8).
  struct Page {
    var records: [[UInt8]] = []
    var bytes = 0
    var cursor: Cursor
    var more = false
    /// The sequence to which a cursor of an older epoch fell back.
    var restored: Int?
  }

  /// What a device lacks since its cursor, at most so many bytes (one record at least).
  ///
  /// Steps through the log: a change goes to those in whose set its document is at that sequence; where a
  /// grant or a move of the roster changes a device's set, the documents that enter come whole, and those
  /// that leave are named. So one cursor is enough.
  func page(
    for device: DeviceHistory, replica: Replica, after text: String?, bytesMax: Int
  ) throws(ServerError) -> Page {
    var (cursor, restored) = resolve(text)
    if text == nil { cursor = Cursor(epoch: epoch.id, sequence: firstGrant(of: device) - 1) }
    var page = Page(cursor: cursor, restored: restored)
    let end = head
    var sequence = cursor.sequence
    var inner = cursor.inner
    while sequence < end {
      let next = sequence + 1
      guard let entry = feedEntry(at: next) else {
        // Not a record that anybody gets.
        sequence = next
        inner = 0
        continue
      }
      let done = try put(entry, at: next, for: device, replica: replica, from: &inner, into: &page, bytesMax)
      guard done else {
        page.cursor = Cursor(epoch: epoch.id, sequence: sequence, inner: inner)
        page.more = true
        return page
      }
      sequence = next
      inner = 0
      if page.bytes >= bytesMax, sequence < end {
        page.cursor = Cursor(epoch: epoch.id, sequence: sequence)
        page.more = true
        return page
      }
    }
    page.cursor = Cursor(epoch: epoch.id, sequence: end)
    return page
  }

  /// Where a cursor stands in this epoch: that of an older one falls back to the least branch point since.
  private func resolve(_ text: String?) -> (Cursor, restored: Int?) {
    guard let text else { return (Cursor(epoch: epoch.id, sequence: 0), nil) }
    guard let cursor = Cursor(text), let index = epochs.firstIndex(where: { $0.id == cursor.epoch })
    else { return (Cursor(epoch: epoch.id, sequence: 0), 0) }
    guard index < epochs.count - 1 else {
      return (cursor.sequence <= head ? cursor : Cursor(epoch: epoch.id, sequence: head), nil)
    }
    let branch = epochs[(index + 1)...].map(\.branch).min() ?? 0
    // What fell behind the branch point is read again whole, also the beginning of a grant.
    let sequence = min(cursor.sequence, branch)
    return (Cursor(epoch: epoch.id, sequence: sequence), branch)
  }

  private func firstGrant(of device: DeviceHistory) -> Int { max(1, device.grants.first?.sequence ?? 1) }

  /// A record of the log that moves somebody's feed.
  enum FeedEntry {
    /// A change of a document.
    case change(document: Int)
    /// A grant or a revocation.
    case grant(device: String)
    /// A template.
    case template(Journal.Location)
  }

  private func put(
    _ entry: FeedEntry, at sequence: Int, for device: DeviceHistory, replica: Replica,
    from inner: inout Int, into page: inout Page, _ bytesMax: Int
  ) throws(ServerError) -> Bool {
    switch entry {
    case .template(let location):
      guard case .record(let record, _) = try record(at: location) else { return true }
      page.append(record.recordBytes)
      return true
    case .change(let index):
      try put(document: index, at: sequence, for: device, replica: replica, into: &page)
      return true
    case .grant(let id):
      guard id == device.device.id else { return true }
      let before = device.scopes(at: sequence - 1)
      let after = device.scopes(at: sequence)
      let affected = before.symmetricDifference(after).flatMap { documentsEverIn[$0] ?? [] }
      let sorted = Set(affected).sorted { documents[$0].id < documents[$1].id }
      for (position, index) in sorted.enumerated() where position >= inner {
        let scopes = documents[index].scopes(at: sequence)
        let was = !before.isDisjoint(with: scopes)
        let willBe = !after.isDisjoint(with: scopes)
        if !was && willBe { try enter(index, at: sequence, into: &page) }
        if was && !willBe { leave(index, into: &page) }
        if page.bytes >= bytesMax, position + 1 < sorted.count {
          inner = position + 1
          return false
        }
      }
      return true
    }
  }

  /// A change at its sequence: it goes out alone, or takes its document in or out with it.
  private func put(
    document index: Int, at sequence: Int, for device: DeviceHistory, replica: Replica,
    into page: inout Page
  ) throws(ServerError) {
    let document = documents[index]
    let granted = device.scopes(at: sequence)
    let was = !granted.isDisjoint(with: document.scopes(at: sequence - 1))
    let isIn = !granted.isDisjoint(with: document.scopes(at: sequence))
    if was && !isIn { return leave(index, into: &page) }
    guard isIn else { return }
    let isBorn = document.roster.first?.sequence == sequence
    if !was && !(isBorn && document.entries.count { $0.released > 0 && $0.released <= sequence } == 1) {
      return try enter(index, at: sequence, into: &page)
    }
    for entry in document.entries where entry.released == sequence && entry.via != replica {
      page.append(Record.wrap(try change(at: entry.location).bytes, kind: "change"))
    }
  }

  private func enter(_ index: Int, at sequence: Int, into page: inout Page) throws(ServerError) {
    let document = documents[index]
    let entries = document.entries.filter { $0.released > 0 && $0.released <= sequence }
    page.append(
      Array(
        "{\"entered\":{\"doc\":\"\(document.id)\",\"records\":\(entries.count)}}".utf8))
    for entry in entries {
      page.append(Record.wrap(try change(at: entry.location).bytes, kind: "change"))
    }
  }

  private func leave(_ index: Int, into page: inout Page) {
    page.append(Array("{\"left\":{\"doc\":\"\(documents[index].id)\"}}".utf8))
  }
}

extension ServerCore.Page {
  fileprivate mutating func append(_ record: [UInt8]) {
    records.append(record)
    bytes += record.count + 1
  }
}
