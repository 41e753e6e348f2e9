import Foundation
import SchouwCanon
import SchouwCommandLine
import SchouwDocuments
import SchouwServer

/// Carries out one command of `schouw-server`.
struct ServerProgram: Sendable {
  let words: Words
  let session: Session

  var language: Language { session.language }

  /// The folder of the office's data.
  var folder: String {
    words.value(ServerCommands.data) ?? session.environment["SCHOUW_OFFICE"] ?? "/var/lib/schouw"
  }

  var client: OfficeClient { OfficeClient(folder: folder) }

  @Sendable static func now() -> Int64 { Int64(Date().timeIntervalSince1970 * 1000) }

  func run() async throws -> ExitCode {
    do {
      return try await carryOut()
    } catch let error as ServerError {
      throw ServerFailure(error: error)
    }
  }

  private func carryOut() async throws -> ExitCode {
    switch words.command.verb {
    case "run": return try await serve()
    case "today": return try await today()
    case "list": return try await list()
    case "show": return try await show()
    case "conflicts": return try await conflicts()
    case "resolve": return try await resolve()
    case "accept": return try await decide(declining: false)
    case "decline": return try await decide(declining: true)
    case "export": return try await export()
    case "held": return try await answer(.held)
    case "status": return try await answer(.status(scopes: nil))
    case "device-add":
      return try await answer(
        .deviceAdd(try name(), scopes: try scopes(words.values(ServerCommands.scopes)))
      )
    case "breach": return try await breach()
    case "device-list": return try await answer(.deviceList)
    case "device-revoke": return try await answer(.deviceRevoke(try name()))
    case "device-scopes":
      return try await answer(
        .deviceScopes(try name(), try scopes(words.values(ServerCommands.scopes)))
      )
    case "device-confirm":
      return try await answer(.deviceConfirm(words.arguments(ServerCommands.deviceNames)))
    case "scope":
      let codes = try scopes(words.arguments(ServerCommands.code))
      let id = try await document(words.required(ServerCommands.handle)).id
      return try await answer(.scope(id, codes))
    case "void":
      guard let change = ChangeName(try words.required(ServerCommands.change)) else {
        throw CommandFailure(.usage, ServerMessage.badChange.phrase)
      }
      let id = try await document(words.required(ServerCommands.handle)).id
      return try await answer(.void(id, change))
    case let verb where verb.hasPrefix("account-"):
      return try await account(try accountCommand())
    case "bundle-import": return try await importBundle()
    case "verify": return try verify()
    case "backup": return try await backup()
    case "restore": return try restore()
    default: return .usage
    }
  }

  private func name() throws -> String {
    let name = try words.required(ServerCommands.name)
    guard AdminCommand.isName(name) else {
      throw ServerError(.badRequest, place: Place(path: "NAME"))
    }
    return name
  }

  private func scopes(_ texts: [String]) throws -> [ScopeCode] {
    guard !texts.isEmpty else { throw ServerError(.badRequest, place: Place(path: "--scope")) }
    return try texts.map { text in
      guard let scope = ScopeCode(text) else {
        throw ServerError(.badRequest, place: Place(path: "--scope"))
      }
      return scope
    }
  }

  /// Asks the running server and prints what it answers.
  private func answer(_ command: AdminCommand) async throws -> ExitCode {
    let answer = try await client.ask(command)
    if session.isJSON {
      session.output.line(JSONValue.object(answer).canonicalText)
      return .ok
    }
    switch command {
    case .deviceAdd:
      session.output.line(
        Phrase(
          nl: "Eenmalige code voor {device}: {code}",
          en: "One-time code for {device}: {code}"
        ).text(
          session.language,
          [
            "device": answer["device"]?.stringValue ?? "",
            "code": answer["code"]?.stringValue ?? "",
          ]
        )
      )
    case .deviceList:
      let rows = answer["devices"]?.arrayValue ?? []
      // A column that is empty but after damage.
      let columns = rows.contains { $0["uncertain"] == true } ? [Self.uncertainColumn] : []
      table(answer["devices"], Self.deviceColumns + columns)
    case .deviceConfirm:
      say(.confirmed, ["count": "\(answer["confirmed"]?.integerValue ?? 0)"])
    case .held: heldTable(answer["held"]?.arrayValue ?? [])
    default:
      for member in answer.members {
        session.output.line("\(member.name): \(text(member.value))")
      }
    }
    return .ok
  }

  private static let uncertainColumn = ("uncertain", Phrase(nl: "onzeker", en: "uncertain"))
  private static let deviceColumns: [(String, Phrase)] = [
    ("device", Phrase(nl: "apparaat", en: "device")),
    ("state", Phrase(nl: "stand", en: "state")),
    ("received", Phrase(nl: "ontvangen", en: "received")), ("of", Phrase(nl: "van", en: "of")),
    ("held", Phrase(nl: "vastgehouden", en: "held")),
    ("lastContact", Phrase(nl: "laatst gezien", en: "last contact")),
    ("offset", Phrase(nl: "klok (ms)", en: "clock (ms)")),
    ("scopes", Phrase(nl: "gebieden", en: "scopes")),
  ]
  /// What is held: the name whole, for it is what accept takes, and what it would do.
  private func heldTable(_ rows: [JSONValue]) {
    let columns = [
      Table.Column(ServerMessage.columnChange.text(language)),
      Table.Column(ServerMessage.columnHandle.text(language)),
      Table.Column(ServerMessage.columnDevice.text(language), isFlexible: true),
      Table.Column(ServerMessage.columnWhy.text(language), isFlexible: true),
      Table.Column(ServerMessage.columnDoes.text(language), isFlexible: true),
    ]
    session.output.table(
      Table(
        columns,
        rows: rows.map { row in
          [
            Table.Cell(text(row["name"] ?? .null)), Table.Cell(text(row["handle"] ?? .null)),
            Table.Cell(text(row["device"] ?? .null)), Table.Cell(text(row["why"] ?? .null)),
            Table.Cell(deed(row["does"])),
          ]
        }
      )
    )
  }
  func table(_ rows: JSONValue?, _ columns: [(String, Phrase)]) {
    var table = Table(
      columns.map { Table.Column($0.1.text(session.language, [:]), isFlexible: $0.0 == "scopes") }
    )
    for row in rows?.arrayValue ?? [] {
      table.rows.append(columns.map { Table.Cell(text(row[$0.0] ?? .null)) })
    }
    session.output.table(table)
  }

  private func text(_ value: JSONValue) -> String {
    switch value {
    case .null: "–"
    case .string(let text): DisplayText.harmless(text)
    case .array(let items): items.map { text($0) }.joined(separator: " ")
    default: value.canonicalText
    }
  }
}
