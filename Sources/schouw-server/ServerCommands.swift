import SchouwCommandLine
import SchouwServer

/// What an administrator can ask of the server's program.
enum ServerCommands {
  static let data = OptionSpec(
    "data",
    value: .init(Phrase(nl: "MAP", en: "FOLDER"), .folder),
    help: Phrase(
      nl: "map met de gegevens van het kantoor (anders SCHOUW_OFFICE, anders /var/lib/schouw)",
      en: "folder of the office's data (else SCHOUW_OFFICE, else /var/lib/schouw)"
    )
  )
  static let listen = OptionSpec(
    "listen",
    value: .init(Phrase(nl: "ADRES", en: "ADDRESS")),
    help: Phrase(
      nl: "adres en poort (standaard 127.0.0.1:8790; poort 0 kiest een vrije)",
      en: "address and port (127.0.0.1:8790 by default; port 0 picks a free one)"
    )
  )
  static let behindProxy = OptionSpec(
    "behind-proxy",
    help: Phrase(
      nl: "er staat een proxy met TLS voor: cookies alleen over TLS; waarschuw niet",
      en: "a proxy with TLS stands before it: cookies over TLS only; do not warn"
    )
  )
  static let trustedUserHeader = OptionSpec(
    "trusted-user-header",
    value: .init(Phrase(nl: "VELD", en: "FIELD")),
    help: Phrase(
      nl: "de proxy noemt in dit veld wie is aangemeld, en wist wat een browser erin zet",
      en: "the proxy names in this field who is signed in, and drops what a browser puts there"
    )
  )
  static let accessLog = OptionSpec(
    "access-log",
    help: Phrase(
      nl: "schrijf per verzoek een regel op stderr: tijd, methode, route, uitslag, bytes, ms,"
        + " laptop; geen inhoud",
      en: "write a line for each request on stderr: time, method, route, status, bytes, ms, laptop;"
        + " no content"
    )
  )
  static let clientField = OptionSpec(
    "client-field",
    value: .init(Phrase(nl: "VELD", en: "FIELD")),
    help: Phrase(
      nl: "het veld waarin de proxy op deze machine schrijft wie er vraagt, bijvoorbeeld"
        + " X-Forwarded-For; zonder dit telt alles achter een proxy als één klant",
      en: "the field in which the proxy on this machine writes who asks, for instance"
        + " X-Forwarded-For; without it all behind a proxy count as one client"
    )
  )
  static let perClient = OptionSpec(
    "per-client",
    value: .init(Phrase(nl: "AANTAL", en: "NUMBER")),
    help: Phrase(
      nl: "verbindingen per klant tegelijk (standaard 256; 0 is geen grens)",
      en: "connections of one client at once (256 by default; 0 is no bound)"
    )
  )
  static let scopes = OptionSpec(
    "scope",
    value: .init(Phrase(nl: "CODE", en: "CODE")),
    isRepeatable: true,
    help: Phrase(
      nl: "een buurt, rol of persoon, bijvoorbeeld BU09172004; mag vaker",
      en: "a neighbourhood, role or person, for instance BU09172004; may be repeated"
    )
  )
  static let name = ArgumentSpec(
    Phrase(nl: "NAAM", en: "NAME"),
    help: Phrase(nl: "het apparaat", en: "the device")
  )
  static let code = ArgumentSpec(
    Phrase(nl: "CODE", en: "CODE"),
    .oneOrMore,
    help: Phrase(nl: "de nieuwe codes", en: "the new codes")
  )
  static let backupFolder = ArgumentSpec(
    Phrase(nl: "MAP", en: "FOLDER"),
    .one,
    .folder,
    help: Phrase(nl: "map van de back-up", en: "folder of the backup")
  )

  static let partial = OptionSpec(
    "partial",
    help: Phrase(
      nl: "ook van een back-up waarvan regels niet te lezen zijn; die ontbreken dan",
      en: "also from a backup of which records cannot be read; they are missing then"
    )
  )

  static let run = CommandSpec(
    "run",
    aliases: ["draai"],
    summary: Phrase(nl: "Laat de server draaien.", en: "Run the server."),
    options: [
      data, listen, behindProxy, trustedUserHeader, clientField, perClient, accessLog,
    ],
    examples: [
      .init(
        Phrase(nl: "draai --data /var/lib/schouw", en: "run --data /var/lib/schouw"),
        Phrase(
          nl: "luistert op deze machine; SIGTERM maakt het lopende werk af",
          en: "listens on this machine; SIGTERM finishes what is under way"
        )
      )
    ],
    exitCodes: [.store, .locked, .newerFormat]
  )
  static let deviceAdd = CommandSpec(
    "device-add",
    aliases: ["apparaat-nieuw"],
    summary: Phrase(
      nl: "Nodig een apparaat uit; toont de eenmalige code.",
      en: "Invite a device; shows its one-time code."
    ),
    arguments: [name],
    options: [data, scopes],
    examples: [
      .init(
        Phrase(
          nl: "apparaat-nieuw noord --scope BU09172004",
          en: "device-add noord --scope BU09172004"
        ),
        Phrase(nl: "ook: device add noord …", en: "also: device add noord …")
      )
    ],
    exitCodes: [.store, .unreachable, .refused]
  )
  static let deviceList = CommandSpec(
    "device-list",
    aliases: ["apparaten"],
    summary: Phrase(
      nl: "Toon per apparaat wat ontvangen is en wat wacht.",
      en: "Show for each device what was received and what waits."
    ),
    options: [data],
    exitCodes: [.store, .unreachable, .refused]
  )
  static let deviceRevoke = CommandSpec(
    "device-revoke",
    aliases: ["apparaat-intrekken"],
    summary: Phrase(
      nl: "Trek de rechten van een apparaat in; wat het nog brengt, wordt vastgehouden.",
      en: "Take a device's rights away; what it still brings is held."
    ),
    arguments: [name],
    options: [data],
    exitCodes: [.notFound, .store, .unreachable, .refused]
  )
  static let deviceNames = ArgumentSpec(
    Phrase(nl: "NAAM", en: "NAME"),
    .oneOrMore,
    help: Phrase(nl: "de apparaten", en: "the devices")
  )
  static let deviceConfirm = CommandSpec(
    "device-confirm",
    aliases: ["apparaat-bevestig"],
    summary: Phrase(
      nl: "Bevestig de rechten van apparaten die door schade aan het logboek onzeker zijn.",
      en: "Confirm the rights of devices that damage of the log made uncertain."
    ),
    arguments: [deviceNames],
    options: [data],
    exitCodes: [.notFound, .store, .unreachable, .refused]
  )
  static let deviceScopes = CommandSpec(
    "device-scopes",
    aliases: ["apparaat-gebieden"],
    summary: Phrase(
      nl: "Geef een apparaat andere gebieden of rollen.",
      en: "Grant a device other scopes."
    ),
    arguments: [name],
    options: [data, scopes],
    exitCodes: [.notFound, .store, .unreachable, .refused]
  )
  static let scope = CommandSpec(
    "scope",
    aliases: ["verplaats"],
    summary: Phrase(
      nl: "Verplaats een dossier naar andere gebieden of rollen.",
      en: "Move a document to other scopes."
    ),
    arguments: [handle, code],
    options: [data],
    exitCodes: [.notFound, .ambiguous, .store, .unreachable, .refused]
  )
  static let status = CommandSpec(
    "status",
    aliases: ["stand"],
    summary: Phrase(nl: "Toon hoe het kantoor ervoor staat.", en: "Show how the office stands."),
    options: [data],
    exitCodes: [.store, .unreachable, .refused]
  )
  static let held = CommandSpec(
    "held",
    aliases: ["vastgehouden"],
    summary: Phrase(
      nl: "Toon wat op een besluit wacht.",
      en: "Show what waits for a decision."
    ),
    options: [data],
    exitCodes: [.store, .unreachable, .refused]
  )
  static let names = ArgumentSpec(
    Phrase(nl: "WIJZIGING", en: "CHANGE"),
    .oneOrMore,
    help: Phrase(
      nl: "de namen uit held: apparaatregel:nummer:controle",
      en: "the names that held shows: replica:counter:check"
    )
  )
  static let change = ArgumentSpec(
    Phrase(nl: "WIJZIGING", en: "CHANGE"),
    help: Phrase(
      nl: "de naam waarop gewacht wordt: apparaatregel:nummer:controle",
      en: "the name that is waited for: replica:counter:check"
    )
  )
  static let void = CommandSpec(
    "void",
    aliases: ["sluit-af"],
    summary: Phrase(
      nl: "Sluit een wijziging af waarop gewacht wordt en die niemand meer heeft.",
      en: "Close a change that is waited for and that nobody has any more."
    ),
    arguments: [handle, change],
    options: [data],
    exitCodes: [.notFound, .ambiguous, .store, .unreachable, .refused]
  )
  static let verify = CommandSpec(
    "verify",
    aliases: ["controleer"],
    summary: Phrase(
      nl: "Lees het hele logboek en vergelijk elke controlesom.",
      en: "Read the whole log and compare every checksum."
    ),
    options: [data],
    exitCodes: [.store]
  )
  static let backup = CommandSpec(
    "backup",
    aliases: ["back-up"],
    summary: Phrase(
      nl: "Kopieer het logboek naar een map en zeg de apparaten dat het veilig is.",
      en: "Copy the log to a folder and tell the devices that it is safe."
    ),
    arguments: [backupFolder],
    options: [data],
    exitCodes: [.store, .locked, .unreachable, .refused, .partial]
  )
  static let restore = CommandSpec(
    "restore",
    aliases: ["herstel"],
    summary: Phrase(
      nl: "Begin opnieuw vanaf een back-up; de apparaten brengen terug wat erna kwam.",
      en: "Begin again from a backup; the devices bring back what came after it."
    ),
    arguments: [backupFolder],
    options: [data, partial],
    exitCodes: [.store, .partial]
  )

  static let set = CommandSet(
    "schouw-server",
    summary: Phrase(
      nl: "Het kantoor van Schouw: neemt inspecties en meldingen aan en voegt ze samen.",
      en: "The office of Schouw: takes inspections and reports in and merges them."
    ),
    commands: [
      run, today, list, show, conflicts, resolve, held, accept, decline, export, status, deviceAdd,
      deviceList, deviceRevoke, deviceScopes, deviceConfirm, breach, scope, void, verify, backup,
      restore, bundleImport,
    ] + AccountCommands.all + [.completions],
    everywhere: [.lang, .json, .quiet, .help],
    groups: ["device", "apparaat", "account", "bundle", "bundel"],
    version: VersionSpec(formats: [
      .init("office", Phrase(nl: "kantoor", en: "office"), MergeServer.formatName),
      .init("protocol", Phrase("protocol"), "1"),
    ])
  )
}
