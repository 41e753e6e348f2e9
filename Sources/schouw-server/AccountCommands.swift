import SchouwCommandLine

/// What an administrator can ask about the accounts of people.
enum AccountCommands {
  static let name = ArgumentSpec(
    Phrase(nl: "NAAM", en: "NAME"),
    help: Phrase(
      nl: "de naam waarmee iemand zich aanmeldt: letters, cijfers en .-_@",
      en: "the name by which somebody signs in: letters, digits and .-_@"
    )
  )
  private static let roles = OptionSpec.Value(
    Phrase(nl: "ROL", en: "ROLE"),
    .choice(["reader", "handler", "administrator"])
  )
  private static let roleHelp = Phrase(
    nl: "reader ziet cijfers, handler ook dossiers, administrator beheert",
    en: "reader sees figures, handler documents too, administrator runs the office"
  )
  static let role = OptionSpec("role", value: roles, help: roleHelp)
  static let newRole = OptionSpec("role", value: roles, isRequired: true, help: roleHelp)
  static let noPassword = OptionSpec(
    "no-password",
    help: Phrase(
      nl: "zonder wachtwoord: alleen voor wie via de proxy is aangemeld",
      en: "without a password: only for who was signed in by the proxy"
    )
  )

  static let add = CommandSpec(
    "account-add",
    aliases: ["account-nieuw"],
    summary: Phrase(
      nl: "Geef iemand toegang tot de pagina; het wachtwoord komt van de invoer.",
      en: "Let somebody see the page; the password is read from the input."
    ),
    arguments: [name],
    options: [ServerCommands.data, role, noPassword],
    examples: [
      .init(
        Phrase(
          nl: "account-nieuw j.jansen --role handler",
          en: "account-add j.jansen --role handler"
        ),
        Phrase(
          nl: "vraagt twee keer om het wachtwoord; ook: account add …",
          en: "asks for the password twice; also: account add …"
        )
      )
    ],
    exitCodes: [.store, .unreachable]
  )
  static let list = CommandSpec(
    "account-list",
    aliases: ["accounts"],
    summary: Phrase(nl: "Toon wie toegang heeft.", en: "Show who has access."),
    options: [ServerCommands.data],
    exitCodes: [.store, .unreachable]
  )
  static let changeRole = CommandSpec(
    "account-role",
    aliases: ["account-rol"],
    summary: Phrase(nl: "Geef iemand een andere rol.", en: "Give somebody another role."),
    arguments: [name],
    options: [ServerCommands.data, newRole],
    exitCodes: [.notFound, .store, .unreachable]
  )
  static let remove = CommandSpec(
    "account-remove",
    aliases: ["account-verwijder"],
    summary: Phrase(
      nl: "Neem iemands toegang weg; wie aangemeld is, wordt afgemeld.",
      en: "Take somebody's access away; who is signed in is signed out."
    ),
    arguments: [name],
    options: [ServerCommands.data],
    exitCodes: [.notFound, .store, .unreachable]
  )
  static let password = CommandSpec(
    "account-password",
    aliases: ["account-wachtwoord"],
    summary: Phrase(
      nl: "Geef iemand een ander wachtwoord; het komt van de invoer.",
      en: "Give somebody another password; it is read from the input."
    ),
    arguments: [name],
    options: [ServerCommands.data],
    exitCodes: [.notFound, .store, .unreachable]
  )

  static let all = [add, list, changeRole, remove, password]
}
