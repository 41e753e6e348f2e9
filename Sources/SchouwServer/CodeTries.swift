/// Who tried how many enrolment codes in the last minute, so that nobody tries for long, and nobody who does
/// keeps others out.
///
/// A value.
struct CodeTries: Sendable {
  /// Wrong codes of one client within a minute.
  static let perClientMax = 20
  /// Wrong codes of all within a minute: what the office is willing to look up.
  ///
  /// With codes of 100 bits even that rate would not find one in the life of the sun.
  static let allMax = 2_000

  private var tries: [(client: String, time: Int64)] = []

  /// Counts a try, wrong until shown otherwise; false if the client, or the office, has had enough.
  mutating func begin(_ client: String, at now: Int64) -> Bool {
    tries.removeAll { $0.time < now - 60_000 || $0.time > now }
    guard tries.count < Self.allMax,
      tries.count(where: { $0.client == client }) < Self.perClientMax
    else { return false }
    tries.append((client, now))
    return true
  }

  /// A client's code was right: the try does not count.
  mutating func wasRight(_ client: String) {
    guard let index = tries.lastIndex(where: { $0.client == client }) else { return }
    tries.remove(at: index)
  }
}
