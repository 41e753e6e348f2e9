import SchouwCanon
import Testing

@testable import SchouwServer

@Suite struct `A session of the page` {
  let id = SHA256.hash([1])
  let password = SHA256.hash([2])

  private func begun(at now: Int64) -> Sessions {
    var sessions = Sessions()
    sessions.begin(id, account: "jan", password: password, now: now)
    return sessions
  }

  @Test func `lives while it is used, for half an hour each time`() {
    var sessions = begun(at: 0)
    let almost = Sessions.idleMilliseconds - 1
    #expect(sessions.use(id, now: almost)?.account == "jan")
    #expect(sessions.use(id, now: 2 * almost) != nil)
    #expect(sessions.use(id, now: 2 * almost + Sessions.idleMilliseconds) == nil)
    #expect(sessions.use(id, now: 2 * almost) == nil)
    #expect(sessions.count == 0)
  }

  @Test func `lives twelve hours in all`() {
    var sessions = begun(at: 0)
    var now: Int64 = 0
    while now < Sessions.lifeMilliseconds {
      #expect(sessions.use(id, now: now) != nil)
      now += 10 * 60_000
    }
    #expect(sessions.use(id, now: now) == nil)
  }

  @Test func `ends when it is told to`() {
    var sessions = begun(at: 0)
    sessions.end(id)
    #expect(sessions.use(id, now: 1) == nil)
  }

  @Test func `gives way to newer ones when there are too many: the longest unused goes`() {
    var sessions = Sessions()
    func name(_ number: Int) -> Digest { SHA256.hash(Array("\(number)".utf8)) }
    for number in 0..<Sessions.countMax {
      sessions.begin(name(number), account: "a", password: password, now: Int64(number))
    }
    #expect(sessions.use(name(0), now: 2000) != nil)
    sessions.begin(name(-1), account: "a", password: password, now: 2001)
    #expect(sessions.count == Sessions.countMax)
    #expect(sessions.use(name(1), now: 2002) == nil)
    #expect(sessions.use(name(0), now: 2002) != nil)
  }
}

@Suite struct `The limits of signing in` {
  @Test func `let a few tries by, then double the wait, up to a minute for a name`() {
    var limits = SignInLimits()
    for _ in 0..<SignInLimits.freeByName {
      #expect(limits.begin(name: "jan", address: "a", now: 0) == nil)
    }
    var now: Int64 = 0
    var waits: [Int64] = []
    for _ in 0..<9 {
      let wait = limits.begin(name: "jan", address: "a", now: now)
      waits.append(wait ?? 0)
      now += wait ?? 0
      #expect(limits.begin(name: "jan", address: "a", now: now) == nil)
    }
    #expect(waits == [1000, 2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000, 60_000])
  }

  @Test func `count an address over all names, and wait longer`() {
    var limits = SignInLimits()
    for number in 0..<SignInLimits.freeByAddress {
      #expect(limits.begin(name: "n\(number)", address: "a", now: 0) == nil)
    }
    #expect(limits.begin(name: "other", address: "a", now: 0) == 1000)
    #expect(limits.begin(name: "other", address: "b", now: 0) == nil)
    var now: Int64 = 0
    for _ in 0..<30 {
      now += limits.begin(name: "m\(now)", address: "a", now: now) ?? 0
      _ = limits.begin(name: "m\(now)", address: "a", now: now)
    }
    #expect(
      limits.begin(name: "x", address: "a", now: now)
        == SignInLimits.waitByAddressMilliseconds
    )
  }

  @Test func `count tries that are under way as failed, so that many at once are no way round`() {
    var limits = SignInLimits()
    let tried = (0..<50).count { _ in limits.begin(name: "jan", address: "a", now: 0) == nil }
    #expect(tried == SignInLimits.freeByName)
  }

  @Test func `forget a name's failures when it signs in, and all after an hour`() {
    var limits = SignInLimits()
    for _ in 0..<SignInLimits.freeByName {
      _ = limits.begin(name: "jan", address: "a", now: 0)
    }
    #expect(limits.begin(name: "jan", address: "a", now: 0) != nil)
    limits.succeeded(name: "jan", address: "a")
    #expect(limits.begin(name: "jan", address: "a", now: 0) == nil)
    for _ in 0..<SignInLimits.freeByName { _ = limits.begin(name: "piet", address: "c", now: 0) }
    let later = SignInLimits.forgottenMilliseconds
    for _ in 0..<SignInLimits.freeByName {
      #expect(limits.begin(name: "piet", address: "c", now: later) == nil)
    }
  }

  @Test func `do not count what was never judged`() {
    var limits = SignInLimits()
    for _ in 0..<100 {
      #expect(limits.begin(name: "jan", address: "a", now: 0) == nil)
      limits.withdrawn(name: "jan", address: "a")
    }
    #expect(limits.remembered == (0, 0))
  }

  @Test func `remember a bounded number, and those longest who tried most`() {
    var limits = SignInLimits()
    for _ in 0..<SignInLimits.freeByName { _ = limits.begin(name: "jan", address: "a", now: 0) }
    for number in 0..<(3 * SignInLimits.rememberedMax) {
      _ = limits.begin(name: "n\(number)", address: "b\(number)", now: 1)
    }
    #expect(limits.remembered.names <= SignInLimits.rememberedMax)
    #expect(limits.remembered.addresses <= SignInLimits.rememberedMax)
    #expect(limits.begin(name: "jan", address: "z", now: 1) == 999)
  }

  @Test(arguments: [
    ("192.0.2.1", "192.0.2.1"), ("::1", "0:0:0:0"), ("2001:db8::1", "2001:db8:0:0"),
    ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2"), ("2001:db8:1:2::", "2001:db8:1:2"),
    ("1::4:5:6:7:8", "1:0:0:4"), ("::ffff:192.0.2.1", "::ffff:192.0.2.1"), ("x", "x"),
  ])
  func `take all that begins like one address of IPv6 for one`(
    _ address: String,
    _ expected: String
  ) {
    #expect(PageState.network(of: address) == expected)
  }
}
