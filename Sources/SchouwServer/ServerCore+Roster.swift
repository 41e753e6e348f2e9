import SchouwCanon
import SchouwDocuments
import SchouwJournal

/// Who has which rights, kept a second time beside the log, so that a record of it that does not read any more
/// gives nobody back what was taken away (`Protocol/decisions/0036`).
///
/// No command about devices or accounts is answered before the copy is as durable as the log, or gone. Where the log has
/// lost records and there is no whole copy of its last epoch, whoever's last record is older than the last one
/// that is lost is uncertain: served nothing, until an administrator confirms or revokes.
struct Roster {
  var devices: [String: (device: Device, sequence: Int)] = [:]
  var accounts: [String: (account: Account, sequence: Int)] = [:]
  /// Devices, and accounts, of which a lost record may have said something else.
  var uncertainDevices: Set<String> = []
  var uncertainAccounts: Set<String> = []
  /// How many records about rights were read or staged.
  var changes = 0
  /// How many of them the copy is known to have.
  var kept = 0
  /// The hash of the copy that this was read from.
  var hash: String?

  mutating func take(_ device: Device, at sequence: Int) {
    devices[device.id] = (device, sequence)
    uncertainDevices.remove(device.id)
    changes += 1
  }

  mutating func take(_ account: Account, at sequence: Int) {
    accounts[account.name] = (account, sequence)
    uncertainAccounts.remove(account.name)
    changes += 1
  }
}

extension ServerCore {
  /// Whether nobody can say any more what a device may.
  func isUncertain(_ device: Device) -> Bool { roster.uncertainDevices.contains(device.id) }

  /// Compares the log with the copy, at opening: what the log lost is entered in it anew.
  ///
  /// - Throws: what the disk says if that cannot be written: better no office than one that gives rights back.
  func settleRoster() throws(ServerError) {
    let copy = readRoster()
    var records: [LogRecord] = []
    for (name, kept) in (copy?.devices ?? [:]).sorted(by: { bytesPrecede($0.key, $1.key) })
    where kept.sequence > roster.devices[name]?.sequence ?? 0 {
      records.append(.device(kept.device))
    }
    for (name, kept) in (copy?.accounts ?? [:]).sorted(by: { bytesPrecede($0.key, $1.key) })
    where kept.sequence > roster.accounts[name]?.sequence ?? 0 {
      records.append(.account(kept.account))
    }
    let lost = journal.damages.map { $0.lost.upperBound - 1 }.max() ?? 0
    roster.uncertainDevices = Set(
      roster.devices.filter { $0.value.sequence < lost && copy?.devices[$0.key] == nil }.keys
    )
    roster.uncertainAccounts = Set(
      roster.accounts.filter { $0.value.sequence < lost && copy?.accounts[$0.key] == nil }.keys
    )
    if !records.isEmpty {
      try stage(records)
      do throws(JournalError) { try journal.flush() } catch { throw ServerError(error) }
    }
    if let copy, copy.hash == roster.json(epoch: epoch.id)["hash"]?.stringValue {
      roster.kept = roster.changes
    }
    // A full disk does not keep the office from opening: it is tried again with the next batch.
    try? keepRoster()
  }

  /// Writes the copy unless it has everything; the log must be durable.
  ///
  /// One that cannot be written, on a full disk, is removed, which needs no room, and tried again at the next
  /// call: without a copy rights are uncertain after damage, with an old one they would be wrong.
  /// - Throws: what the disk says if it cannot even be removed.
  func keepRoster() throws(ServerError) {
    guard roster.kept != roster.changes else { return }
    let value = roster.json(epoch: epoch.id)
    do throws(DiskError) {
      try disk.replace(layout.roster, with: value.canonicalBytes)
      roster.kept = roster.changes
    } catch {
      do throws(DiskError) {
        try disk.remove(layout.roster)
        try disk.syncFolder(layout.folder)
      } catch {
        throw ServerError(JournalError(error))
      }
    }
  }

  /// The copy; nil if there is none, if it does not read, or if it is of another epoch.
  private func readRoster() -> Roster? {
    guard let bytes = try? disk.readWhole(layout.roster, bytesMax: 1 << 26),
      let value = try? JSONReader.read(bytes, limits: .init(depthMax: 16, bytesMax: 1 << 26))
    else { return nil }
    return Roster(json: value, epoch: epoch.id)
  }

  /// Confirms the rights of devices as the log still has them.
  func confirm(_ names: [String]) throws(ServerError) -> JSONObject {
    var records: [LogRecord] = []
    for name in names {
      guard let device = devices[name]?.device else {
        throw ServerError(.unknownDevice, place: Place(path: name))
      }
      if isUncertain(device) { records.append(.device(device)) }
    }
    try stage(records)
    return ["confirmed": .number(Double(records.count))]
  }
}

extension Roster {
  /// The copy: what is certain, with a hash of all of it.
  fileprivate func json(epoch: String) -> JSONValue {
    func rows(_ rows: [(name: String, record: JSONValue, sequence: Int)]) -> JSONValue {
      .array(
        rows.sorted { bytesPrecede($0.name, $1.name) }
          .map { ["record": $0.record, "sequence": .number(Double($0.sequence))] }
      )
    }
    var object: JSONObject = ["epoch": .string(epoch), "v": 1]
    object["accounts"] = rows(
      accounts.filter { !uncertainAccounts.contains($0.key) }
        .map { ($0.key, $0.value.account.json, $0.value.sequence) }
    )
    object["devices"] = rows(
      devices.filter { !uncertainDevices.contains($0.key) }
        .map { ($0.key, $0.value.device.json, $0.value.sequence) }
    )
    object["hash"] = .string(SHA256.hash(object.canonicalBytes).base64URL)
    return .object(object)
  }

  /// - Returns: nil if a byte of it is another than was written, or it is of another epoch.
  fileprivate init?(json: JSONValue, epoch: String) {
    guard var object = json.objectValue, let hash = object["hash"]?.stringValue else { return nil }
    object["hash"] = nil
    guard SHA256.hash(object.canonicalBytes).base64URL == hash, object["v"] == 1,
      object["epoch"]?.stringValue == epoch
    else { return nil }
    self.hash = hash
    for row in object["devices"]?.arrayValue ?? [] {
      guard let device = row["record"].flatMap({ Device(json: $0) }),
        let sequence = row["sequence"]?.integerValue
      else { return nil }
      devices[device.id] = (device, Int(sequence))
    }
    for row in object["accounts"]?.arrayValue ?? [] {
      guard let account = row["record"].flatMap({ Account(json: $0) }),
        let sequence = row["sequence"]?.integerValue
      else { return nil }
      accounts[account.name] = (account, Int(sequence))
    }
  }
}
