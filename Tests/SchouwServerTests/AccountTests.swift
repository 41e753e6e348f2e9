import SchouwCanon
import SchouwCommandLine
import Testing

@testable import SchouwServer

/// People of the office.
@Suite struct `An account` {
  let office: TestOffice

  init() throws { office = try TestOffice() }

  private func add(_ name: String, _ role: Role = .handler, _ password: String? = "geheim geheim")
    throws
  {
    try office.ask(.account(.add(name, role, password.map { passwordHash($0) })))
  }

  @Test func `is added, found under its name in any case, and listed without its hash`() throws {
    try add("J.Jansen@example")
    try add("a", .reader, nil)
    let account = try #require(office.core.account(named: "j.JANSEN@example"))
    #expect(account.role == .handler)
    #expect(account.password?.opens(with: Array("geheim geheim".utf8)) == true)
    #expect(account.password?.opens(with: Array("geheim geheiM".utf8)) == false)
    let list = try office.ask(.account(.list))
    #expect(
      list["accounts"] == [
        ["account": "a", "password": false, "role": "reader"],
        ["account": "j.jansen@example", "password": true, "role": "handler"],
      ]
    )
  }

  @Test func `is not added twice, and is missed if it is not there`() throws {
    try add("jan")
    #expect(throws: ServerError.self) { try add("JAN") }
    for command in [
      AccountCommand.remove("piet"), .role("piet", .reader), .password("piet", passwordHash("x")),
    ] {
      do {
        try office.ask(.account(command))
        Issue.record("there is no piet")
      } catch let error as ServerError {
        #expect(error.code == .unknownAccount)
        #expect(!error.description.contains("piet"))
      }
    }
  }

  @Test func `gets another role, another password, and goes`() throws {
    try add("jan")
    let before = try #require(office.core.account(named: "jan")?.password?.name)
    try office.ask(.account(.role("jan", .administrator)))
    #expect(office.core.account(named: "jan")?.role == .administrator)
    #expect(office.core.account(named: "jan")?.password?.name == before)
    try office.ask(.account(.password("jan", passwordHash("een ander woord"))))
    #expect(office.core.account(named: "jan")?.password?.name != before)
    try office.ask(.account(.remove("jan")))
    #expect(office.core.account(named: "jan") == nil)
    try add("jan", .reader)
    #expect(office.core.account(named: "jan")?.role == .reader)
  }

  @Test func `is there again after a restart, and in a backup`() throws {
    try add("jan")
    try add("weg")
    try office.ask(.account(.remove("weg")))
    let account = office.core.account(named: "jan")
    try office.reopen()
    #expect(office.core.account(named: "jan") == account)
    #expect(office.core.account(named: "weg") == nil)
    _ = try office.backUp(to: "/backup")
    try office.restore(from: "/backup")
    #expect(office.core.account(named: "jan") == account)
    #expect(office.core.unreadable == 0)
  }

  @Test func `is in no device's feed`() throws {
    try office.enrol("noord", ["A"])
    try add("jan")
    let hand = Hand(1, at: office.clock.now)
    let answer = try office.sync("noord", hand, [[UInt8]]())
    #expect(answer.story.isEmpty)
  }

  @Test func `travels as it is kept, without the password`() throws {
    let commands: [AccountCommand] = [
      .add("jan", .reader, passwordHash("geheim geheim")), .add("sso", .handler, nil), .list,
      .role("jan", .administrator), .remove("jan"), .password("jan", passwordHash("ander ander")),
    ]
    for command in commands {
      let json = AdminCommand.account(command).json
      #expect(!JSONValue.object(json).canonicalText.contains("geheim geheim"))
      guard case .account(let read)? = AdminCommand(json: .object(json)) else {
        Issue.record("\(json) is a command")
        continue
      }
      #expect(read.json == json)
    }
  }

  @Test(arguments: [
    "{\"do\":\"account-add\",\"name\":\"jan\",\"role\":\"reader\"}",
    "{\"do\":\"account-add\",\"name\":\"jan\",\"role\":\"king\",\"password\":null}",
    "{\"do\":\"account-add\",\"name\":\"j n\",\"role\":\"reader\",\"password\":null}",
    "{\"do\":\"account-add\",\"name\":\"\",\"role\":\"reader\",\"password\":null}",
    "{\"do\":\"account-role\",\"name\":\"jan\"}", "{\"do\":\"account-remove\"}",
    "{\"do\":\"account-password\",\"name\":\"jan\",\"password\":null}",
    "{\"do\":\"account-password\",\"name\":\"jan\",\"password\":{\"algorithm\":\"md5\"}}",
    "{\"do\":\"account-x\",\"name\":\"jan\"}",
  ])
  func `is not made by half a command`(_ text: String) throws {
    #expect(AdminCommand(json: try JSONReader.read(Array(text.utf8))) == nil)
  }

  @Test func `has a hash that no mistake can make endless`() throws {
    let hash = passwordHash("geheim geheim").json
    for iterations in [0, -1, PasswordHash.iterationsMax + 1] {
      var object = try #require(hash.objectValue)
      object["iterations"] = .number(Double(iterations))
      #expect(PasswordHash(json: .object(object)) == nil)
    }
    #expect(PasswordHash(json: hash)?.json == hash)
  }

  @Test func `costs as much to try if it is not there: as slow as some that is`() throws {
    #expect(
      office.core.passwordHash(named: "jan").hash.iterations == PasswordHash.iterationsDefault
    )
    #expect(PasswordHash.iterationsDefault >= 600_000)
    try office.ask(.account(.add("old", .reader, passwordHash("x", iterations: 11))))
    try office.ask(.account(.add("new", .reader, passwordHash("x", iterations: 13))))
    try office.ask(.account(.add("sso", .reader, nil)))
    var counts: Set<Int> = []
    for number in 0..<40 {
      let (account, hash) = office.core.passwordHash(named: "nobody\(number)")
      #expect(account == nil)
      #expect(!hash.opens(with: []))
      counts.insert(hash.iterations)
      let again = office.core.passwordHash(named: "NOBODY\(number)").hash
      #expect(again.iterations == hash.iterations)
    }
    #expect(counts == [11, 13])
    let (account, hash) = office.core.passwordHash(named: "sso")
    #expect(account?.name == "sso" && [11, 13].contains(hash.iterations))
  }
}
