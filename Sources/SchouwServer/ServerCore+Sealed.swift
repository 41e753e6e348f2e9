import SchouwCanon
import SchouwDocuments
import SchouwJournal
import SchouwSync

/// Sealed records at the office: opened under the enrolment key of the device that sealed them, and taken in
/// as brought by that device, whoever carried them (rule U8 of `Protocol/bundles.md`).
extension ServerCore {
  /// A sealed record that is kept because nobody can open it.
  struct Unopened {
    let sequence: Int
    /// The device that carried it here.
    let from: String
    /// The device that it says it is of; nil if it says none.
    let device: String?
  }

  /// Takes in what a sealed record holds; one that does not open, or not wholly, is kept and listed.
  ///
  /// The carrier is told nothing of what is in it.
  ///
  /// - Returns: whether it was taken in wholly.
  @discardableResult
  func ingest(sealed record: Record, carriedBy carrier: String) throws(ServerError) -> Bool {
    if let opened = open(record.bytes) {
      let request = SyncRequest(
        replica: opened.replica,
        counter: 0,
        cursor: nil,
        time: clock(),
        limit: 1024
      )
      let sender = Sender(opened.sealer, request, self)
      for item in opened.records {
        switch item {
        case .change(let change):
          guard !knownHashes.contains(change.hash) else { continue }
          var judgement = judge(change, by: sender)
          // It did not come by a request of that replica: a twin, or the laptop put back, is told by it (rule X9).
          judgement.isEchoed = true
          try stage([.change(change, judgement)])
        case .template(let id, let bytes) where opened.sealer.state != .revoked:
          if templates[id] == nil { try stage([.template(id, bytes: bytes)]) }
        default:
          guard !carried.contains(SHA256.hash(item.recordBytes)) else { continue }
          try stage([.carried(item, from: opened.sealer.id)])
        }
      }
      if opened.isWhole { return true }
    }
    guard !carried.contains(SHA256.hash(record.recordBytes)) else { return false }
    try stage([.carried(record, from: carrier)])
    return false
  }

  /// Takes in what an administrator brings by a stick.
  func bring(_ records: [[UInt8]]) throws(ServerError) -> JSONObject {
    let before = changes
    var opened = 0
    for bytes in records where try ingest(sealed: .sealed(bytes: bytes), carriedBy: "office") {
      opened += 1
    }
    return [
      "changes": .number(Double(changes - before)), "opened": .number(Double(opened)),
      "unopened": .number(Double(records.count - opened)),
    ]
  }

  /// What was in a sealed record.
  private struct Opened {
    let sealer: Device
    /// The replica under which it counts as delivered.
    let replica: Replica
    let records: [Record]
    /// Whether every line was a record.
    let isWhole: Bool
  }

  private func open(_ bytes: [UInt8]) -> Opened? {
    guard let sealed = try? Sealed(reading: bytes), let history = devices[sealed.device] else {
      return nil
    }
    // A laptop that enrolled anew has another key; what it sealed before is no less its own.
    for text in history.keys.reversed() {
      guard let key = Base64URL.decode(text), let lines = try? sealed.open(key: key) else {
        continue
      }
      let records = lines.compactMap { try? Record(reading: $0) }
      // Where nobody knows any more what a device may, a person decides, as after a revocation.
      var sealer = history.device
      if isUncertain(sealer) { sealer.state = .revoked }
      return Opened(
        sealer: sealer,
        replica: ownReplica(of: history, sealing: sealed.replica),
        records: records,
        isWhole: records.count == lines.count
      )
    }
    return nil
  }

  /// The replica under which a device delivers sealed changes.
  ///
  /// That of the record if it is known to be the device's own. Else it may be carried work of others, which gives nobody a replica.
  private func ownReplica(of history: DeviceHistory, sealing replica: Replica) -> Replica {
    let id = history.device.id
    if let owner = replicas[replica]?.device {
      if owner == id { return replica }
    } else if history.replica == replica || history.device.replica == replica {
      return replica
    }
    return history.replica ?? history.device.replica ?? Replica(bits: 0)
  }
}
