import SchouwCanon
import SchouwDocuments
import SchouwJournal

extension ServerCore {
  /// How the office stands now.
  ///
  /// - Parameter silentDays: a device that was not heard for more days is named.
  /// - Complexity: one step for each change known, and the folding of what changed since the figures were made.
  func today(silentDays: Int = Today.silentDays) -> Today {
    var today = Today(time: clock(), silentDays: silentDays)
    today.changes = changes
    today.held = heldCount
    today.archived = archivedThrough
    today.head = head
    today.damages = journal.damages.map { Today.Damage($0) }
    today.lost = lostRecords
    today.isWritable = refusal == nil
    today.refusedBytes = refusedBytes
    today.unopened = unopened.count
    today.uncertainAccounts = roster.uncertainAccounts.count
    let judged = count(into: &today)
    let witnesses = witnesses()
    today.devices = devices.values.sorted { bytesPrecede($0.device.id, $1.device.id) }
      .map { history in
        var row = row(of: history, judged[history.device.id] ?? Judged(), witnesses)
        row.silentDays = silence(of: history, at: today.time, beyond: silentDays)
        return row
      }
    today.putBack = account(today)
    today.tasks = Self.tasks(of: today)
    return today
  }

  /// How many records of the log are lost, as found when it was opened.
  var lostRecords: Int { journal.damages.reduce(0) { $0 + $1.lost.count } }

  /// What was judged of a device's changes.
  private struct Judged {
    var held: [String: Int] = [:]
    var marked: [String: Int] = [:]
    var waiting = 0
  }

  /// Counts documents, conflicts and what waits, and gathers by device what was judged.
  private func count(into today: inout Today) -> [String: Judged] {
    var judged: [String: Judged] = [:]
    for index in documentsInOrder() {
      let document = documents[index]
      for entry in document.entries {
        if entry.released == 0 {
          judged[entry.from, default: Judged()].held[entry.held ?? "", default: 0] += 1
          if isReturned(entry) { today.returned += 1 }
          if today.holds.count < Today.listedMax { today.holds.append(held(entry, in: document)) }
        }
        for mark in entry.marks {
          judged[entry.from, default: Judged()].marked[mark, default: 0] += 1
        }
      }
      let figures = figures(at: index)
      if figures.isUnreadable { today.unreadable += 1 }
      if figures.isShown { today.documents += 1 }
      today.conflicts += figures.conflicts
      if figures.conflicts > 0 { today.documentsInConflict += 1 }
      today.waiting += figures.waiting.count
      for item in figures.waiting {
        let from = document.entries.last { $0.name == item.name }?.from ?? ""
        judged[from, default: Judged()].waiting += 1
        guard today.waits.count < Today.listedMax else { continue }
        today.waits.append(
          Today.Wait(
            document: document.id,
            handle: handle(of: document.id),
            name: item.name,
            from: from,
            missing: item.missing.map { name in
              Today.Missing(
                name: name,
                device: replicas[name.replica]?.device,
                isHeld: document.entries.contains { $0.name == name && $0.released == 0 }
              )
            }
          )
        )
      }
    }
    return judged
  }

  /// How many days an enrolled device has been silent; nil if it was heard within so many.
  private func silence(of history: DeviceHistory, at time: Int64, beyond days: Int) -> Int? {
    guard history.device.state == .enrolled, let last = history.lastContact,
      time - last > Int64(days) * Today.dayMilliseconds
    else { return nil }
    return Int((time - last) / Today.dayMilliseconds)
  }

  private func row(
    of history: DeviceHistory,
    _ judged: Judged,
    _ witnesses: [Replica: [String: Int]]
  ) -> Today.DeviceRow {
    func counts(_ counts: [String: Int]) -> [Today.Count] {
      counts.sorted { bytesPrecede($0.key, $1.key) }
        .map { Today.Count(why: $0.key, count: $0.value) }
    }
    let device = history.device
    var row = Today.DeviceRow(
      name: device.id,
      state: device.state.rawValue,
      scopes: device.scopes
    )
    row.isUncertain = isUncertain(device)
    row.lastContact = history.lastContact
    row.clockOffset = history.clockOffset
    row.held = counts(judged.held)
    row.marked = counts(judged.marked)
    row.waiting = judged.waiting
    for (replica, counters, of) in written(by: history) {
      row.received += counters.count
      row.of += of
      let missing = counters.missing(upTo: of, limit: Today.listedMax)
      guard let first = missing.first else { continue }
      row.missing.append(
        Today.Gap(
          replica: replica,
          counters: missing,
          received: counters.count,
          of: of,
          seenBy: (witnesses[replica] ?? [:]).filter { $0.key != device.id && $0.value >= first }
            .keys.sorted(by: bytesPrecede)
        )
      )
    }
    return row
  }

  /// The replicas under which a device writes, in their order: what the office has of each, and the greatest
  /// counter that it knows to exist.
  func written(
    by history: DeviceHistory
  ) -> [(replica: Replica, counters: CounterSet, of: Int)] {
    var infos = replicas.filter { $0.value.device == history.device.id }
    // What it says it has written counts from its first contact on.
    if let replica = history.replica, replicas[replica]?.device == nil {
      infos[replica] = replicas[replica] ?? ReplicaInfo()
    }
    return infos.sorted { $0.key < $1.key }.map { replica, info in
      let reported = replica == history.replica ? history.reportedCounter : 0
      let seen = sighted[replica]?.values.max() ?? 0
      return (replica, info.counters, max(info.counters.greatest, reported, seen))
    }
  }

  /// Of each replica of which something is missing the greatest counter that others have seen or brought, by device.
  private func witnesses() -> [Replica: [String: Int]] {
    var witnesses = sighted
    let gaps = Set(replicas.filter { $0.value.counters.ranges.count > 1 }.keys)
    guard !gaps.isEmpty else { return witnesses }
    for document in documents {
      for entry in document.entries where gaps.contains(entry.name.replica) && !entry.isUnattributed
      {
        let before = witnesses[entry.name.replica]?[entry.from] ?? 0
        witnesses[entry.name.replica, default: [:]][entry.from] = max(before, entry.name.counter)
      }
    }
    return witnesses
  }

  /// What is to be done, most pressing first.
  private static func tasks(of today: Today) -> [Today.Task] {
    var tasks: [Today.Task] = []
    func add(_ what: Today.Task.What, _ count: Int, _ device: String? = nil) {
      tasks.append(Today.Task(what: what, count: count, device: device))
    }
    if !today.damages.isEmpty || today.unreadable > 0 {
      add(.damage, today.lost + today.unreadable)
    }
    if !today.isWritable {
      add(.storage, 1)
    } else if today.refusedBytes > 0 {
      add(.room, max(1, today.refusedBytes >> 10))
    }
    let uncertain = today.devices.count(where: \.isUncertain) + today.uncertainAccounts
    if uncertain > 0 { add(.rights, uncertain) }
    if today.returned > 0 { add(.returned, today.returned) }
    if today.held > today.returned { add(.held, today.held - today.returned) }
    if let count = today.putBack?.notHeard.count, count > 0 { add(.putBack, count) }
    if today.unopened > 0 { add(.sealed, today.unopened) }
    for device in today.devices where device.of > device.received {
      add(.missing, device.of - device.received, device.name)
    }
    if today.waiting > 0 { add(.waiting, today.waiting) }
    if today.conflicts > 0 { add(.conflicts, today.conflicts) }
    let enrolled = today.devices.filter { $0.state == Device.State.enrolled.rawValue }
    for device in enrolled {
      let offset = (device.clockOffset ?? 0).magnitude
      if offset > UInt64(Today.clockMilliseconds) { add(.clock, Int(offset / 60_000), device.name) }
    }
    for device in enrolled {
      if let days = device.silentDays { add(.silent, days, device.name) }
    }
    if today.archived == 0, today.changes > 0 { add(.backup, today.changes) }
    return tasks
  }
}
