import SchouwCanon
import SchouwDocuments
import SchouwJournal
import SchouwSync
import Synchronization

extension ServerCore {
  /// One round trip of the exchange: takes in, judges, acknowledges, and gives the next page of the feed.
  func sync(_ sync: ParsedSync, from device: Device) throws(ServerError) -> [UInt8] {
    var response = head(for: device)
    try ingest(sync, from: device, into: &response)
    acknowledge(sync.request, in: &response)
    heard(
      device.id,
      time: sync.request.time,
      replica: sync.request.replica,
      counter: sync.request.counter,
      cursor: sync.request.cursor
    )
    let limit = min(max(sync.request.limit, 1024), Self.pageBytesMax)
    // Somebody else writes under the replica: what came under it may be new to who asks, all the way back. That the
    // log was put back is to be said all the same, or what it lost would not be brought back.
    if response.forked { response.restored = resolve(sync.request.cursor).restored }
    return try answer(
      &response,
      device: device,
      replica: response.forked && defect != .neverEchoes ? nil : sync.request.replica,
      cursor: response.forked ? nil : sync.request.cursor,
      limit: limit
    )
  }

  /// A page of the feed alone.
  func changes(for device: Device, after cursor: String?) throws(ServerError) -> [UInt8] {
    var response = head(for: device)
    // Nothing is left out as the caller's own: this is not a replica that delivers.
    return try answer(
      &response,
      device: device,
      replica: nil,
      cursor: cursor,
      limit: Self.pageBytesMax
    )
  }

  private static let pageBytesMax = 2 << 20

  private func head(for device: Device) -> SyncResponse {
    var response = SyncResponse()
    response.epoch = epoch.id
    response.time = clock()
    response.office = epochs.map(\.epoch.office)
    response.revoked = device.state == .revoked
    response.scopes = response.revoked ? [] : device.scopes
    response.archivedSequence = archivedThrough
    return response
  }

  private func answer(
    _ response: inout SyncResponse,
    device: Device,
    replica: Replica?,
    cursor: String?,
    limit: Int
  ) throws(ServerError) -> [UInt8] {
    guard device.state == .enrolled, let history = devices[device.id] else {
      // A revoked device may still deliver, and gets nothing more.
      response.cursor = cursor ?? Cursor(epoch: epoch.id, sequence: 0).description
      response.head = head
      return response.bytes(records: [])
    }
    let page = try page(for: history, replica: replica, after: cursor, bytesMax: limit)
    var cursor = page.cursor
    cursor.check = check(at: cursor.sequence)
    response.cursor = cursor.description
    response.more = page.more
    response.restored = page.restored ?? response.restored
    response.head = head
    return response.bytes(records: page.records)
  }

  /// Whether a caller may see a document: an administrator all, a device those of its scopes.
  private func visible(_ id: DocumentID, to caller: MergeServer.Caller) -> Document? {
    guard let document = document(id) else { return nil }
    switch caller {
    case .administrator: return document
    case .device(let device):
      guard device.state == .enrolled,
        let granted = devices[device.id]?.scopes(at: head),
        !granted.isDisjoint(with: document.scopes(at: head))
      else { return nil }
      return document
    }
  }

  /// The merged document with its clock, conflicts with all siblings and reasons, and what waits.
  func shownDocument(
    _ id: DocumentID,
    for caller: MergeServer.Caller
  ) throws(ServerError) -> JSONObject? {
    guard let document = visible(id, to: caller) else { return nil }
    let history = try history(of: document)
    var object = shown(history).json
    object["waiting"] = .array(
      history.waiting.map { item in
        [
          "for": .array(item.missing.map { .string($0.description) }),
          "name": .string(item.name.description),
        ]
      }
    )
    return object
  }

  /// Every change of a document with its sequence and what the office made of it.
  func historyItems(
    _ id: DocumentID,
    for caller: MergeServer.Caller
  ) throws(ServerError) -> [JSONValue]? {
    guard let document = visible(id, to: caller) else { return nil }
    var items: [JSONValue] = []
    for entry in document.entries {
      // What is held is for the office to see, not for other devices.
      if entry.released == 0, case .device = caller { continue }
      guard let value = try? JSONReader.read(try change(at: entry.location).bytes) else { continue }
      var object: JSONObject = [
        "change": value, "marks": .array(entry.marks.map { .string($0) }),
        "name": .string(entry.name.description),
        "sequence": .number(Double(entry.location.number)),
      ]
      if entry.released == 0 { object["held"] = .string(entry.held ?? "") }
      items.append(.object(object))
    }
    return items
  }

  /// Figures in the Prometheus text format 0.0.4.
  func metrics(_ counters: MergeServer.Counters, flushes: Int, listeners: Int) -> String {
    let figures: [(String, String, String, Int)] = [
      ("schouw_documents", "gauge", "Documents known.", documents.count),
      ("schouw_changes", "gauge", "Changes in the log.", changes),
      ("schouw_held", "gauge", "Changes that wait for a person.", heldCount),
      ("schouw_devices", "gauge", "Devices known.", devices.count),
      ("schouw_log_head", "gauge", "The last sequence of the log.", head),
      ("schouw_archived", "gauge", "The sequence up to which all is in a backup.", archivedThrough),
      ("schouw_damaged", "gauge", "Stretches of the log that do not read.", journal.damages.count),
      ("schouw_listeners", "gauge", "Those who listen for news.", listeners),
      ("schouw_lost", "gauge", "Records of the log that are lost.", lostRecords),
      (
        "schouw_refused_bytes", "gauge",
        "The size of a write that the full disk refused; 0 if none.",
        refusedBytes
      ),
      (
        "schouw_writable", "gauge", "Whether the disk takes writes, small ones at least.",
        refusal == nil ? 1 : 0
      ),
      ("schouw_syncs_total", "counter", "Syncs answered.", counters.syncs.load(ordering: .relaxed)),
      (
        "schouw_refusals_total", "counter", "Requests refused.",
        counters.refusals.load(ordering: .relaxed)
      ),
      ("schouw_flushes_total", "counter", "Batches made durable.", flushes),
      (
        "schouw_bytes_in_total", "counter", "Bytes of request bodies.",
        counters.bytesIn.load(ordering: .relaxed)
      ),
      (
        "schouw_bytes_out_total", "counter", "Bytes of answer bodies.",
        counters.bytesOut.load(ordering: .relaxed)
      ),
    ]
    return figures.map { name, type, help, value in
      "# HELP \(name) \(help)\n# TYPE \(name) \(type)\n\(name) \(value)\n"
    }.joined()
  }
}
