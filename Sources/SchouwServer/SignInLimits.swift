import SchouwCanon

/// How often somebody may try to sign in, by the name that is tried and by the address it comes from.
///
/// The first tries are free; then each failure doubles the wait. A name is counted whether it exists or not. A
/// try counts as failed from its beginning, so that many at once are no way round.
///
/// A value without a clock: the caller says what time it is, in milliseconds.
struct SignInLimits: Sendable {
  /// Tries that were made and did not succeed.
  private struct Failures {
    var count = 0
    var last: Int64
  }

  /// Tries of one name that need no waiting.
  static let freeByName = 5
  /// Tries from one address that need no waiting: an office shares one.
  static let freeByAddress = 20
  /// The longest wait: a minute for a name, so that nobody can lock its owner out for long.
  static let waitByNameMilliseconds: Int64 = 60_000
  /// The longest wait for an address.
  static let waitByAddressMilliseconds: Int64 = 900_000
  /// After so long without a try everything is forgotten.
  static let forgottenMilliseconds: Int64 = 3_600_000
  /// The most names, and the most addresses, of which something is remembered.
  static let rememberedMax = 4096

  private var names: [Digest: Failures] = [:]
  private var addresses: [Digest: Failures] = [:]

  /// How many names and addresses something is remembered of.
  var remembered: (names: Int, addresses: Int) { (names.count, addresses.count) }

  /// Counts a try.
  ///
  /// - Returns: nil if it may be made; else how long to wait first, in milliseconds: then it counts for nothing.
  mutating func begin(name: String, address: String, now: Int64) -> Int64? {
    let (name, address) = (Self.key(name), Self.key(address))
    let wait = max(
      Self.wait(names[name], Self.freeByName, Self.waitByNameMilliseconds, now),
      Self.wait(addresses[address], Self.freeByAddress, Self.waitByAddressMilliseconds, now)
    )
    guard wait == 0 else { return wait }
    Self.count(name, in: &names, now)
    Self.count(address, in: &addresses, now)
    return nil
  }

  /// The try was right: the name's failures are forgotten, and the address has one less.
  mutating func succeeded(name: String, address: String) {
    names[Self.key(name)] = nil
    takeBack(address: address)
  }

  /// The try was never judged: it counts for nothing.
  mutating func withdrawn(name: String, address: String) {
    let key = Self.key(name)
    if let failures = names[key] { names[key] = Self.less(failures) }
    takeBack(address: address)
  }

  private mutating func takeBack(address: String) {
    let key = Self.key(address)
    if let failures = addresses[key] { addresses[key] = Self.less(failures) }
  }

  private static func less(_ failures: Failures) -> Failures? {
    failures.count > 1 ? Failures(count: failures.count - 1, last: failures.last) : nil
  }

  /// However long a name is that somebody sends, 32 bytes of it are kept.
  private static func key(_ text: String) -> Digest { SHA256.hash(Array(text.utf8)) }

  private static func wait(
    _ failures: Failures?,
    _ free: Int,
    _ longest: Int64,
    _ now: Int64
  ) -> Int64 {
    guard let failures, failures.count >= free, now - failures.last < forgottenMilliseconds else {
      return 0
    }
    let doublings = min(failures.count - free, 20)
    return max(0, failures.last + min(1000 << Int64(doublings), longest) - now)
  }

  private static func count(_ key: Digest, in table: inout [Digest: Failures], _ now: Int64) {
    if let known = table[key], now - known.last < forgottenMilliseconds {
      table[key] = Failures(count: known.count + 1, last: now)
      return
    }
    if table.count >= rememberedMax, table[key] == nil { makeRoom(in: &table, now) }
    table[key] = Failures(count: 1, last: now)
  }

  /// Forgets what is old, else the quarter with the fewest failures, the oldest of these first.
  private static func makeRoom(in table: inout [Digest: Failures], _ now: Int64) {
    table = table.filter { now - $0.value.last < forgottenMilliseconds }
    guard table.count >= rememberedMax else { return }
    let order = table.sorted { a, b in
      (a.value.count, a.value.last, a.key) < (b.value.count, b.value.last, b.key)
    }
    for (key, _) in order.prefix(rememberedMax / 4) { table[key] = nil }
  }
}
