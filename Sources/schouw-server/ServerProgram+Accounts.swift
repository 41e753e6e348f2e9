import SchouwCanon
import SchouwCommandLine
import SchouwServer

extension ServerProgram {
  /// The account command that the words ask for; reads the password where one is needed.
  func accountCommand() throws -> AccountCommand {
    if words.command == AccountCommands.list { return .list }
    let name = try words.required(AccountCommands.name)
    guard AccountCommand.isName(name) else {
      throw words.badValue(AccountCommands.name, expected: AccountCommands.name.help)
    }
    switch words.command {
    case AccountCommands.changeRole:
      return .role(name, try role(words.required(AccountCommands.newRole)))
    case AccountCommands.remove: return .remove(name)
    case AccountCommands.password: return .password(name, try passwordHash())
    default:
      let role = try role(words.value(AccountCommands.role) ?? Role.reader.rawValue)
      let password = words.has(AccountCommands.noPassword) ? nil : try passwordHash()
      return .add(name, role, password)
    }
  }

  private func role(_ text: String) throws -> Role {
    guard let role = Role(rawValue: text) else {
      throw words.badValue(AccountCommands.role, expected: AccountCommands.role.help)
    }
    return role
  }

  /// Hashes the password here: it does not travel, and the running server does not slow down.
  private func passwordHash() throws -> PasswordHash {
    let password = try PasswordInput.read(session)
    guard PasswordHash.lengthBytes.contains(password.count) else {
      throw CommandFailure(
        .failed,
        Phrase(
          nl: "Een wachtwoord heeft 12 tekens of meer, en niet meer dan 1024.",
          en: "A password has 12 characters or more, and no more than 1024."
        ),
        remedy: Phrase(
          nl: "Kies een langer wachtwoord, bijvoorbeeld vier woorden; er is niets gewijzigd.",
          en: "Choose a longer password, for instance four words; nothing was changed."
        )
      )
    }
    var random = SystemRandom()
    return PasswordHash(password, random: &random)
  }

  /// Carries out an account command in the running server and says what came of it.
  func account(_ command: AccountCommand) async throws -> ExitCode {
    let answer = try await client.ask(.account(command))
    if session.isJSON {
      session.output.line(JSONValue.object(answer).canonicalText)
    } else {
      show(command, answer)
    }
    return .ok
  }

  private func show(_ command: AccountCommand, _ answer: JSONObject) {
    let subject = answer["account"]?.stringValue ?? ""
    let role = answer["role"]?.stringValue ?? ""
    let phrase: Phrase
    switch command {
    case .list: return table(answer["accounts"], Self.accountColumns)
    case .add:
      phrase = Phrase(nl: "{name} heeft toegang ({role}).", en: "{name} has access ({role}).")
    case .role: phrase = Phrase(nl: "{name} is nu {role}.", en: "{name} is now {role}.")
    case .remove:
      phrase = Phrase(nl: "{name} heeft geen toegang meer.", en: "{name} has no access any more.")
    case .password:
      phrase = Phrase(nl: "{name} heeft een ander wachtwoord.", en: "{name} has another password.")
    }
    session.output.line(phrase.text(session.language, ["name": subject, "role": role]))
  }

  private static let accountColumns: [(String, Phrase)] = [
    ("account", Phrase(nl: "naam", en: "name")), ("role", Phrase(nl: "rol", en: "role")),
    ("password", Phrase(nl: "wachtwoord", en: "password")),
  ]
}
