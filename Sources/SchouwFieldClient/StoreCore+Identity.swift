import SchouwCanon
import SchouwDocuments
import SchouwJournal

extension StoreCore {
  /// A hash of what tells this machine from others and of the store's own folder; nil if unknown.
  var machineMark: String? {
    guard let machine = environment.machine else { return nil }
    return SHA256.hash(Array("schouw machine\n\(machine)".utf8)).base64URL
  }

  /// Whether this store can show that nobody else wrote under its replica id (rule F3): it is on the machine
  /// where the id was drawn, and its counter is not behind the one that was noted beside it.
  func showsOwnLineUnbroken() throws(StoreError) -> Bool {
    if let drawn = state.machine, let here = machineMark, drawn != here { return false }
    guard let witnessed = witnessedCounter() else { return true }
    return try ownCounter() >= witnessed
  }

  /// Draws a new replica id; the old one's changes stay what they are.
  func drawReplica() throws(StoreError) {
    let bits = environment.random.nextBytes(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    let machine = machineMark
    try change { state in
      state.formerReplicas.append(state.replica)
      state.replica = Replica(bits: bits)
      state.machine = machine
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

  /// Notes the counter outside the store. A hint: if it cannot be written, the format keeps clones harmless.
  func noteCounter() {
    guard let path = witnessPath, let counter = try? ownCounter() else { return }
    let disk = environment.disk
    try? disk.makeFolder(folder(of: path))
    try? disk.remove(path + ".new")
    guard let file = try? disk.open(path + ".new", .create) else { return }
    defer { file.close() }
    guard (try? file.append(Array(String(counter).utf8))) != nil else { return }
    try? disk.rename(path + ".new", to: path)
  }
}
