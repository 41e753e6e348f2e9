import SchouwDocuments
import SchouwSync

/// The account of a restore: what was lost, what came back from whom, what is still missing.
extension ServerCore {
  /// The account of the last restore; nil if there was none, or if nothing is owed any more.
  ///
  /// - Parameter today: with its devices and what waits.
  func account(_ today: Today) -> Today.PutBack? {
    guard epochs.count > 1 else { return nil }
    var account = Today.PutBack(time: epoch.time, branch: epoch.branch)
    let had = devices.values.compactMap { history in
      history.hadThrough.map { (device: history.device.id, through: $0) }
    }
    account.lostThrough = had.map(\.through).max()
    account.lostSeenBy = had.filter { $0.through == account.lostThrough }.map(\.device)
      .sorted(by: bytesPrecede)
    account.back = broughtBack.sorted { bytesPrecede($0.key, $1.key) }
      .map { Today.Back(device: $0.key, own: $0.value.own, others: $0.value.others) }
    account.notHeard = devices.values
      .filter { $0.device.state == .enrolled && !isHeardSinceRestore($0) }
      .map(\.device.id).sorted(by: bytesPrecede)
    account.missing = today.devices.reduce(0) { $0 + $1.of - $1.received }
    account.waiting = waitingForAbsent()
    return account.isComplete ? nil : account
  }

  /// Whether a device was heard since the office was put back.
  func isHeardSinceRestore(_ history: DeviceHistory) -> Bool {
    guard let last = history.lastContact else { return false }
    return epoch.time.map { last >= $0 } ?? true
  }

  /// The sequence up to which the log went before the office was put back, as a cursor shows; nil if the cursor tells
  /// of nothing that is lost.
  func lostThrough(_ text: String?) -> Int? {
    guard epochs.count > 1, let cursor = text.flatMap({ Cursor($0) }),
      cursor.epoch == epochs[epochs.count - 2].epoch.id, cursor.sequence > epoch.branch
    else { return nil }
    return cursor.sequence
  }

  /// How many changes wait for one that the office does not have.
  private func waitingForAbsent() -> Int {
    documents.indices.reduce(0) { count, index in
      count
        + figures(at: index).waiting.count { item in
          item.missing.contains { name in
            !documents[index].entries.contains { $0.name == name }
          }
        }
    }
  }
}
