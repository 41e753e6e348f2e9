import SchouwCanon
import SchouwDocuments
import SchouwJournal

/// Who was heard when: beside the log, for it changes with every sync and nothing depends on it.
///
/// Kept in a small file, at most once a minute and at the end: lost, it only means that a device was not heard yet.
extension ServerCore {
  /// Between two times of keeping, in milliseconds by the office's clock.
  private static let contactsMilliseconds: Int64 = 60_000

  /// Notes that a device was heard, by which clock, and how much it says it has written.
  ///
  /// The first time after the office was put back is kept at once: it tells what was lost, and is said only once.
  func heard(_ device: String, time: Int64, replica: Replica, counter: Int, cursor: String?) {
    guard var history = devices[device] else { return }
    let now = clock()
    let isFirst = epochs.count > 1 && !isHeardSinceRestore(history)
    if let had = lostThrough(cursor) { history.hadThrough = max(history.hadThrough ?? 0, had) }
    history.lastContact = now
    history.clockOffset = now - time
    history.replica = replica
    history.reportedCounter = counter
    devices[device] = history
    if isFirst || (now - contactsKept).magnitude >= UInt64(Self.contactsMilliseconds) {
      keepContacts()
    }
  }

  /// Writes the file; that it could not be written is no failure of anything.
  func keepContacts() {
    contactsKept = clock()
    var contacts = JSONObject()
    for (name, history) in devices {
      guard let last = history.lastContact, let offset = history.clockOffset,
        let replica = history.replica
      else { continue }
      var contact: JSONObject = [
        "counter": .number(Double(history.reportedCounter)), "last": .number(Double(last)),
        "offset": .number(Double(offset)), "replica": .string(replica.description),
      ]
      if let had = history.hadThrough {
        contact["had"] = ["epoch": .string(epoch.id), "sequence": .number(Double(had))]
      }
      contacts[name] = .object(contact)
    }
    guard !contacts.members.isEmpty else { return }
    let value: JSONValue = ["contacts": .object(contacts), "v": 1]
    try? disk.replace(layout.contacts, with: value.canonicalBytes)
  }

  /// Reads the file, as far as it is of these devices.
  func readContacts() {
    contactsKept = clock()
    guard let bytes = try? disk.readWhole(layout.contacts, bytesMax: 1 << 24),
      let contacts = (try? JSONReader.read(bytes))?["contacts"]?.objectValue
    else { return }
    for member in contacts.members {
      guard var history = devices[member.name],
        let last = member.value["last"]?.integerValue,
        let offset = member.value["offset"]?.integerValue,
        let counter = member.value["counter"]?.integerValue,
        let replica = member.value["replica"]?.stringValue.flatMap({ Replica($0) })
      else { continue }
      history.lastContact = last
      history.clockOffset = offset
      history.reportedCounter = Int(counter)
      history.replica = replica
      if let had = member.value["had"], had["epoch"]?.stringValue == epoch.id {
        history.hadThrough = had["sequence"]?.integerValue.map { Int($0) }
      }
      devices[member.name] = history
    }
  }
}
