import SchouwCanon
import SchouwDocuments
import SchouwJournal

extension StoreCore {
  /// A hash of what tells this machine from others and of the store's own folder; nil if unknown.
  var machineMark: String? {
    guard let machine = environment.machine else { return nil }
    return SHA256.hash(Array("schouw machine\n\(machine)".utf8)).base64URL
  }

  /// Whether this store can show that it, and nobody else, wrote under its replica id (rule F3): it is on the
  /// machine where the id was drawn, nothing is damaged since, and its counter is not behind the one that was
  /// noted beside it.
  func showsOwnLineUnbroken() throws(StoreError) -> Bool {
    guard state.replica.bits != 0 else { return false }
    if environment.defect == .keepsForkedReplica { return true }
    if let drawn = state.machine, let here = machineMark, drawn != here { return false }
    // A record that is lost may have been an own change: its counter must not be used again.
    let drawn = state.drawn
    if journal.damages.contains(where: { $0.lost.upperBound > max(drawn, $0.lost.lowerBound) }) {
      return false
    }
    if let last = try lastMinted(), last.location.number >= drawn,
      try readable(last.location) == nil
    {
      return false
    }
    guard let witnessed = witnessedCounter() else { return true }
    return try ownCounter() >= witnessed
  }

  /// Draws a new replica id; the old one's changes stay what they are.
  func drawReplica() throws(StoreError) {
    let bits = environment.random.nextBytes(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    let machine = machineMark
    let drawn = journal.nextNumber
    try change { state in
      if state.replica.bits != 0 { state.formerReplicas.append(state.replica) }
      state.replica = Replica(bits: bits)
      state.machine = machine
      state.drawn = drawn
      state.received = 0
      state.archivedCounter = 0
    }
  }

  private var witnessPath: String? {
    environment.witnessFolder.map { "\($0)/\(state.replica)" }
  }

  private func witnessedCounter() -> Int? {
    guard let path = witnessPath,
      let bytes = try? environment.disk.readWhole(path, bytesMax: 64)
    else { return nil }
    var value = 0
    for byte in bytes {
      guard byte >= 0x30, byte <= 0x39, value < Limits.counterMax / 10 else { break }
      value = value * 10 + Int(byte - 0x30)
    }
    return value
  }

  /// Notes the counter outside the store, once it is durable here.
  ///
  /// A hint: if it cannot be written, the format keeps clones harmless.
  func noteCounter() {
    guard let path = witnessPath, let counter = try? ownCounter() else { return }
    let disk = environment.disk
    try? disk.makeFolder(folder(of: path))
    try? disk.remove(path + ".new")
    guard let file = try? disk.open(path + ".new", .create) else { return }
    defer { file.close() }
    guard (try? file.write(Array(String(counter).utf8), at: 0)) != nil else { return }
    try? disk.rename(path + ".new", to: path)
  }
}
