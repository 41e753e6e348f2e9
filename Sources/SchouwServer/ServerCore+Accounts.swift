import SchouwCanon
import SchouwDocuments
import SchouwJournal

extension ServerCore {
  /// The account of a name as it was typed; nil if there is none, or if its rights are uncertain.
  func account(named typed: String) -> Account? {
    Account.name(typed).flatMap { roster.uncertainAccounts.contains($0) ? nil : accounts[$0] }
  }

  /// The account of a name as it was typed, and the hash by which a password is checked.
  ///
  /// For a name that nobody has, and for one without a password, that is a hash which nothing opens, as slow as
  /// that of some account: so the time tells nothing about who has one.
  func passwordHash(named typed: String) -> (account: Account?, hash: PasswordHash) {
    let account = account(named: typed)
    if let password = account?.password { return (account, password) }
    let counts = accounts.values.compactMap { $0.password?.iterations }.sorted()
    let draw = SHA256.hash(Array(typed.lowercased().utf8)).bytes[0]
    let iterations =
      counts.isEmpty ? PasswordHash.iterationsDefault : counts[Int(draw) % counts.count]
    return (account, .closed(iterations: iterations))
  }

  /// Carries out a command about accounts; its writes are staged.
  ///
  /// - Throws: ``ServerError`` `accountExists`, `unknownAccount`, and what the disk says.
  func carryOut(_ command: AccountCommand) throws(ServerError) -> JSONObject {
    switch command {
    case .add(let typed, let role, let password):
      guard let name = Account.name(typed) else {
        throw ServerError(.badRequest, place: Place(path: "/name"))
      }
      guard accounts[name] == nil else { throw ServerError(.accountExists) }
      return try put(Account(name: name, role: role, password: password))
    case .list:
      let rows = accounts.values.sorted { bytesPrecede($0.name, $1.name) }.map { account in
        var row = Self.row(account)
        if roster.uncertainAccounts.contains(account.name) { row["uncertain"] = true }
        return row
      }
      return ["accounts": .array(rows.map { .object($0) })]
    case .role(let name, let role):
      var account = try known(name)
      account.role = role
      return try put(account)
    case .password(let name, let password):
      var account = try known(name)
      account.password = password
      return try put(account)
    case .remove(let typed):
      // Also one whose rights are uncertain: it can be added anew afterwards.
      guard let name = Account.name(typed), var account = accounts[name] else {
        throw ServerError(.unknownAccount)
      }
      account.isRemoved = true
      account.password = nil
      try stage([.account(account)])
      return ["account": .string(account.name), "state": "removed"]
    }
  }

  private func known(_ name: String) throws(ServerError) -> Account {
    guard let account = account(named: name) else {
      let isThere = Account.name(name).map { accounts[$0] != nil } ?? false
      throw ServerError(isThere ? .rightsUnknown : .unknownAccount)
    }
    return account
  }

  private func put(_ account: Account) throws(ServerError) -> JSONObject {
    try stage([.account(account)])
    return Self.row(account)
  }

  private static func row(_ account: Account) -> JSONObject {
    [
      "account": .string(account.name), "password": .bool(account.password != nil),
      "role": .string(account.role.rawValue),
    ]
  }
}
