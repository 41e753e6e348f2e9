import SchouwCanon

/// Who is signed in. Only the hash of what the browser holds is kept, and only in memory: when the server ends,
/// all are signed out.
///
/// A value without a clock: the caller says what time it is, in milliseconds.
struct Sessions: Sendable {
  /// Somebody who signed in.
  struct Session: Sendable, Equatable {
    /// The account.
    let account: String
    /// A name for the password it was opened with: another one ends it.
    let password: Digest
    /// When it began.
    let began: Int64
    /// When it was last used.
    fileprivate(set) var seen: Int64
  }

  /// A session that nobody uses ends after 30 minutes.
  static let idleMilliseconds: Int64 = 30 * 60_000
  /// Every session ends after 12 hours.
  static let lifeMilliseconds: Int64 = 12 * 3_600_000
  /// The most that are kept; another one ends the one that was longest unused.
  static let countMax = 1000

  private var sessions: [Digest: Session] = [:]

  /// How many there are, ended ones that were not swept yet included.
  var count: Int { sessions.count }

  /// Begins a session.
  ///
  /// - Parameter id: the hash of what the browser is given.
  mutating func begin(_ id: Digest, account: String, password: Digest, now: Int64) {
    sessions = sessions.filter { Self.lives($0.value, at: now) }
    while sessions.count >= Self.countMax,
      let oldest = sessions.min(by: { ($0.value.seen, $0.key) < ($1.value.seen, $1.key) })?.key
    {
      sessions[oldest] = nil
    }
    sessions[id] = Session(account: account, password: password, began: now, seen: now)
  }

  /// The session of a browser, which is thereby used; nil if there is none or it has ended.
  mutating func use(_ id: Digest, now: Int64) -> Session? {
    guard var session = sessions[id], Self.lives(session, at: now) else {
      sessions[id] = nil
      return nil
    }
    session.seen = max(session.seen, now)
    sessions[id] = session
    return session
  }

  /// Ends a session; does nothing if there is none.
  mutating func end(_ id: Digest) { sessions[id] = nil }

  private static func lives(_ session: Session, at now: Int64) -> Bool {
    now - session.seen < idleMilliseconds && now - session.began < lifeMilliseconds
  }
}
