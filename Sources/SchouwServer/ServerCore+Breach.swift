import SchouwCanon
import SchouwDocuments
import SchouwJournal

extension ServerCore {
  /// Documents of a page at most.
  static let breachRowsMax = 1000

  /// What a device held, or may have held: every document that was ever within its scopes, and those of which it
  /// brought something.
  ///
  /// From the log alone: which of them the device did fetch nobody knows, so all count. What a revocation took
  /// away counts as held: the device may never have heard of it.
  /// - Complexity: linear in the changes of the log; folds the documents of the page.
  /// - Throws: `unknownDevice`.
  func breach(_ name: String, after: DocumentID?) throws(ServerError) -> JSONObject {
    let device = try device(named: name)
    let grants = grantsBeforeRevocation(of: device)
    let times = changesInOrder()
    var rows: [JSONValue] = []
    var last: DocumentID?
    var next: DocumentID?
    for index in documentsInOrder() {
      let document = documents[index]
      if let after, document.id <= after { continue }
      guard let row = breach(of: index, by: device.id, grants, times) else { continue }
      if rows.count == Self.breachRowsMax {
        next = last
        break
      }
      rows.append(row.json)
      last = document.id
    }
    let history = devices[device.id]
    return [
      "device": .string(device.id), "documents": .array(rows),
      "lastContact": history?.lastContact.map { .string(Stamp.text(of: $0)) } ?? .null,
      "next": next.map { .string($0.description) } ?? .null,
      "scopes": .array(device.scopes.map { .string($0.description) }),
      "state": .string(device.state.rawValue),
    ]
  }

  /// From which sequence on a device was granted what, without a revocation that stands.
  private func grantsBeforeRevocation(
    of device: Device
  ) -> [(sequence: Int, scopes: Set<ScopeCode>)] {
    var grants = devices[device.id]?.grants ?? []
    // A revoked device keeps its scopes in its record: an empty grant at the end is the revocation.
    if device.state == .revoked, !device.scopes.isEmpty, grants.last?.scopes.isEmpty == true {
      grants.removeLast()
    }
    return grants
  }

  private func breach(
    of index: Int,
    by device: String,
    _ grants: [(sequence: Int, scopes: Set<ScopeCode>)],
    _ times: [Journal.Location]
  ) -> Breach? {
    let document = documents[index]
    let brought = document.entries.count { $0.from == device }
    let steps = Set(grants.map(\.sequence) + document.roster.map(\.sequence)).sorted()
    var since: Int?
    var left: Int?
    var scopes: [ScopeCode] = document.scopes(at: .max)
    var changes = 0
    for (place, sequence) in steps.enumerated() {
      let granted = grants.last { $0.sequence <= sequence }?.scopes ?? []
      let isWithin = !granted.isDisjoint(with: document.scopes(at: sequence))
      if isWithin {
        since = since ?? sequence
        left = nil
        scopes = document.scopes(at: sequence)
        let end = place + 1 < steps.count ? steps[place + 1] : Int.max
        // What came before goes out whole when the document enters.
        changes = document.entries.count { $0.released > 0 && $0.released < end }
      } else if since != nil, left == nil {
        left = sequence
      }
    }
    guard since != nil || brought > 0 else { return nil }
    return Breach(
      document: document.id,
      handle: handle(of: document.id),
      kind: figures(at: index).kind,
      scopes: scopes,
      since: since.map { moment($0, times) },
      left: left.map { moment($0, times) },
      changes: changes,
      brought: brought
    )
  }

  /// Where the changes of the log stand, in its order, without those whose clock is known to be wrong.
  private func changesInOrder() -> [Journal.Location] {
    var locations: [Journal.Location] = []
    for document in documents {
      for entry in document.entries
      where !entry.marks.contains("clock-ahead") && !entry.marks.contains("clock-behind") {
        locations.append(entry.location)
      }
    }
    return locations.sorted { $0.number < $1.number }
  }

  private func moment(_ sequence: Int, _ times: [Journal.Location]) -> Breach.Moment {
    var low = 0
    var high = times.count
    while low < high {
      let middle = (low + high) / 2
      if times[middle].number <= sequence { low = middle + 1 } else { high = middle }
    }
    let time = low == 0 ? nil : (try? change(at: times[low - 1]))?.stamp.adjusted
    return Breach.Moment(sequence: sequence, time: time)
  }
}
