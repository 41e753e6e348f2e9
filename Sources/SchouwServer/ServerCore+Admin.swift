import SchouwCanon
import SchouwDocuments
import SchouwJournal
import SchouwSync

extension ServerCore {
  /// Carries out an administrator's command; its writes are staged.
  func carryOut(_ command: AdminCommand) throws(ServerError) -> JSONObject {
    switch command {
    case .deviceAdd(let name, let scopes): return try invite(name, scopes)
    case .deviceList: return ["devices": .array(deviceRows)]
    case .deviceRevoke(let name):
      var device = try device(named: name)
      device.state = .revoked
      try stage([.device(device)])
      return ["device": .string(name), "state": "revoked"]
    case .deviceScopes(let name, let scopes):
      var device = try device(named: name)
      guard !isUncertain(device) else {
        throw ServerError(.rightsUnknown, place: Place(path: name))
      }
      device.scopes = scopes
      try stage([.device(device)])
      return ["device": .string(name), "scopes": .array(scopes.map { .string($0.description) })]
    case .breach(let name, let after): return try breach(name, after: after)
    case .deviceConfirm(let names): return try confirm(names)
    case .scope(let id, let scopes): return try move(id, to: scopes)
    case .accept(let names, let reason, let behind):
      return try accept(names, reason: reason, behind: behind)
    case .acceptReturned(let reason): return try acceptReturned(reason: reason)
    case .decline(let names, let reason):
      var answer = try decide(names, declining: true, reason: reason)
      answer["behind"] = try behindRows(Set(names))
      return answer
    case .resolve(let id, let path, let decision, let shown):
      return try resolve(id, at: path, decision, shown: shown)
    case .void(let id, let name): return try close(name, in: id)
    case .archive(let through, let lost): return try archive(through, lost)
    case .status(let scopes): return status(scopes)
    case .account(let command): return try carryOut(command)
    case .conflicts(let after): return conflicts(after: after)
    case .sealed(let records): return try bring(records)
    case .held: return ["held": .array(heldRows)]
    case .today(let days): return today(silentDays: days ?? Today.silentDays).json
    case .list(let query): return list(query)
    case .show(let id, let history): return try show(id, history: history)
    case .export(let after): return export(after: after)
    }
  }

  /// Notes what is in a backup: of what does not read nothing is said, unless an earlier one has it.
  private func archive(_ through: Int, _ lost: [Range<Int>]) throws(ServerError) -> JSONObject {
    guard through <= head else { throw ServerError(.badRequest, place: Place(path: "/through")) }
    let missing = lost.map { $0.clamped(to: archivedThrough + 1..<Int.max) }.filter { !$0.isEmpty }
    let known = min(through, missing.map { $0.lowerBound - 1 }.min() ?? through)
    let counters = counters(through: through, besides: missing)
    try stage([.archive(LogRecord.Archive(through: known, counters: counters))])
    return ["archived": .number(Double(known))]
  }

  /// For each replica the counter up to which nothing is missing in the log up to a sequence, besides records
  /// that do not read.
  private func counters(
    through sequence: Int,
    besides lost: [Range<Int>]
  ) -> [(replica: Replica, counter: Int)] {
    var sets: [Replica: CounterSet] = [:]
    for document in documents {
      for entry in document.entries
      where entry.location.number <= sequence && !entry.isUnattributed
        && !lost.contains(where: { $0.contains(entry.location.number) })
      {
        sets[entry.name.replica, default: CounterSet()].insert(entry.name.counter)
      }
    }
    return sets.map { (replica: $0.key, counter: $0.value.contiguous) }
      .sorted { $0.replica < $1.replica }
  }

  func device(named name: String) throws(ServerError) -> Device {
    guard let device = devices[name]?.device else {
      throw ServerError(.unknownDevice, place: Place(path: name))
    }
    return device
  }

  /// Draws a one-time code of 100 bits and keeps its hash.
  private func invite(_ name: String, _ scopes: [ScopeCode]) throws(ServerError) -> JSONObject {
    if let known = devices[name]?.device, known.state == .enrolled {
      throw ServerError(.deviceExists, place: Place(path: name))
    }
    let text = EnrolmentCode.grouped(
      random.nextBytes(EnrolmentCode.length).map { EnrolmentCode.letters[Int($0 & 31)] }
    )
    let device = Device(
      id: name,
      scopes: scopes,
      code: SHA256.hash(Array(text.utf8)).base64URL
    )
    try stage([.device(device)])
    return ["code": .string(text), "device": .string(name)]
  }

  /// Enrols a device by its code; nil if the code is none.
  ///
  /// The same code with the same token again is the same answer: the first one may have been lost
  /// on its way.
  func enrol(
    code: String,
    token: String,
    key: String,
    replica: Replica
  ) throws(ServerError) -> Device? {
    let codeHash = SHA256.hash(Array(EnrolmentCode.canonical(code).utf8)).base64URL
    let tokenHash = SHA256.hash(Array(token.utf8)).base64URL
    guard let known = devices.values.first(where: { $0.device.code == codeHash })?.device else {
      return nil
    }
    guard !isUncertain(known) else {
      throw ServerError(.rightsUnknown, place: Place(path: known.id))
    }
    if known.state == .enrolled { return known.token == tokenHash ? known : nil }
    guard known.state == .invited else { return nil }
    var device = known
    device.state = .enrolled
    device.token = tokenHash
    device.key = key
    device.replica = replica
    try stage([.device(device)])
    return device
  }

  /// The device of a token, revoked ones included.
  func device(withToken hash: Digest) -> Device? {
    tokens[hash.base64URL].flatMap { devices[$0]?.device }
  }

  private var deviceRows: [JSONValue] {
    devices.values.sorted { bytesPrecede($0.device.id, $1.device.id) }.map { history in
      let device = history.device
      let own = written(by: history)
      let held = documents.reduce(0) { count, document in
        count + document.entries.count { $0.released == 0 && $0.from == device.id }
      }
      var row: JSONObject = [
        "device": .string(device.id), "held": .number(Double(held)),
        "lastContact": history.lastContact.map { .string(Stamp.text(of: $0)) } ?? .null,
        "offset": history.clockOffset.map { .number(Double($0)) } ?? .null,
        "received": .number(Double(own.reduce(0) { $0 + $1.counters.count })),
        "of": .number(Double(own.reduce(0) { $0 + $1.of })),
        "scopes": .array(device.scopes.map { .string($0.description) }),
        "state": .string(device.state.rawValue),
      ]
      if isUncertain(device) { row["uncertain"] = true }
      return .object(row)
    }
  }

  private var heldRows: [JSONValue] {
    var rows: [JSONValue] = []
    for document in documents {
      for entry in document.entries where entry.released == 0 {
        rows.append(row(ofHeld: entry, in: document))
      }
    }
    return rows
  }

  /// A held change as it is told to an administrator.
  func row(ofHeld entry: Entry, in document: Document) -> JSONValue {
    .object(held(entry, in: document).json)
  }

  /// A held change, and what it would do.
  func held(_ entry: Entry, in document: Document) -> Today.Held {
    Today.Held(
      document: document.id,
      handle: handle(of: document.id),
      name: entry.name,
      from: entry.from,
      why: entry.held ?? "",
      deed: (try? change(at: entry.location)).map { Deed($0) }
    )
  }

  /// The figures of the office and the digest of its documents (rule V4).
  private func status(_ scopes: [ScopeCode]?) -> JSONObject {
    let wanted = scopes.map { Set($0) }
    var digests: [(id: DocumentID, digest: Digest)] = []
    var conflicts = 0
    var waiting = 0
    var unreadable = 0
    for index in documents.indices {
      let figures = figures(at: index)
      waiting += figures.waiting.count
      if figures.isUnreadable { unreadable += 1 }
      guard let digest = figures.digest else { continue }
      if let wanted, wanted.isDisjoint(with: figures.scopes) { continue }
      conflicts += figures.conflicts
      digests.append((documents[index].id, digest))
    }
    return [
      "archived": .number(Double(archivedThrough)), "changes": .number(Double(changes)),
      "conflicts": .number(Double(conflicts)),
      "damages": .number(Double(journal.damages.count)),
      "digest": unreadable > 0 ? .null : .string(ShownDocument.digest(of: digests).base64URL),
      "documents": .number(Double(digests.count)), "epoch": .string(epoch.id),
      "head": .number(Double(head)), "held": .number(Double(heldCount)),
      "lost": .number(Double(lostRecords)), "unreadable": .number(Double(unreadable)),
      "waiting": .number(Double(waiting)),
    ]
  }
}
