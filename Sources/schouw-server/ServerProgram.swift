import Dispatch
import Foundation
import SchouwCanon
import SchouwCommandLine
import SchouwDocuments
import SchouwFieldClient
import SchouwHTTP
import SchouwJournal
import SchouwServer
import SchouwTransport

/// Carries out one command of `schouw-server`.
struct ServerProgram: Sendable {
  let words: Words
  let session: Session

  private var folder: String {
    words.value(ServerCommands.data) ?? session.environment["SCHOUW_OFFICE"] ?? "/var/lib/schouw"
  }

  @Sendable private static func now() -> Int64 { Int64(Date().timeIntervalSince1970 * 1000) }

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
    case "device-add":
      return try await show(
        .deviceAdd(try name(), scopes: try scopes(words.values(ServerCommands.scopes)))
      )
    case "device-list": return try await show(.deviceList)
    case "device-revoke": return try await show(.deviceRevoke(try name()))
    case "device-scopes":
      return try await show(
        .deviceScopes(try name(), try scopes(words.values(ServerCommands.scopes)))
      )
    case "scope":
      guard let id = DocumentID(try words.required(ServerCommands.document)) else {
        throw ServerError(.unknownDocument)
      }
      return try await show(.scope(id, try scopes(words.arguments(ServerCommands.code))))
    case "status": return try await show(.status(scopes: nil))
    case "conflicts": return try await show(.conflicts)
    case "held": return try await show(.held)
    case "accept":
      return try await show(.accept(try changes(words.arguments(ServerCommands.names))))
    case "decline":
      return try await show(.decline(try changes(words.arguments(ServerCommands.names))))
    case "void":
      guard let id = DocumentID(try words.required(ServerCommands.document)) else {
        throw ServerError(.unknownDocument)
      }
      let names = try changes([try words.required(ServerCommands.change)])
      return try await show(.void(id, names[0]))
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

  private func changes(_ texts: [String]) throws -> [ChangeName] {
    try texts.map { text in
      guard let name = ChangeName(text) else {
        throw ServerError(.badRequest, place: Place(path: "CHANGE"))
      }
      return name
    }
  }

  // MARK: Serving

  private func serve() async throws -> ExitCode {
    try MergeServer.create(folder)
    var configuration = MergeServer.Configuration(folder: folder, clock: Self.now)
    let listen = words.value(ServerCommands.listen) ?? "127.0.0.1:8790"
    guard let colon = listen.lastIndex(of: ":"),
      let port = UInt16(listen[listen.index(after: colon)...])
    else { throw ServerError(.badRequest, place: Place(path: "--listen")) }
    configuration.host = String(listen[..<colon]).trimmingCharacters(in: ["[", "]"])
    configuration.port = port
    if let field = words.value(ServerCommands.clientField) { configuration.clients = .field(field) }
    if let bound = try words.integer(ServerCommands.perClient, in: 0...4096) {
      configuration.connectionsPerClientMax = bound == 0 ? nil : Int(bound)
    }
    Self.raiseDescriptors()
    signal(SIGTERM, SIG_IGN)
    signal(SIGINT, SIG_IGN)
    signal(SIGPIPE, SIG_IGN)
    let server = try MergeServer(configuration)
    if !server.address.isLoopback && !words.has(ServerCommands.behindProxy) {
      session.output.remark(
        Phrase(
          nl: "Let op: dit adres is van buiten bereikbaar zonder TLS. Zet er een proxy voor.",
          en: "Mind: this address can be reached from outside without TLS. Put a proxy before it."
        ).text(session.language, [:])
      )
    }
    if session.isJSON {
      session.output.line(
        JSONValue.object(["address": .string("http://\(server.address)")]).canonicalText
      )
    } else {
      session.output.line(
        Phrase(
          nl: "Schouw-kantoor luistert op http://{address} (gegevens in {folder})",
          en: "Schouw office listens on http://{address} (data in {folder})"
        ).text(
          session.language,
          ["address": server.address.description, "folder": DisplayText.harmless(folder)]
        )
      )
    }
    session.output.flush()
    await Self.terminationSignal()
    let drained = await server.shutdown()
    return drained ? .ok : .failed
  }

  /// Asks for as many descriptors as 4,096 connections and the log may want: many systems begin with 1,024.
  private static func raiseDescriptors() {
    var limit = rlimit()
    guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return }
    limit.rlim_cur = max(limit.rlim_cur, min(limit.rlim_max, 8192))
    _ = setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
  }

  private static func terminationSignal() async {
    let queue = DispatchQueue(label: "schouw.signals")
    let sources = [SIGTERM, SIGINT].map {
      DispatchSource.makeSignalSource(signal: $0, queue: queue)
    }
    await withCheckedContinuation { (continuation: CheckedContinuation<Void, Never>) in
      let once = Once(continuation)
      for source in sources {
        source.setEventHandler { once.resume() }
        source.resume()
      }
    }
    for source in sources { source.cancel() }
  }

  // MARK: Asking

  /// Asks the running server; where none runs, opens the data.
  private func ask(_ command: AdminCommand) async throws -> JSONObject {
    guard let running = StoppedOffice.running(folder: folder) else {
      return try StoppedOffice.carryOut(command, folder: folder, clock: Self.now)
    }
    let request = TransportRequest(
      method: "POST",
      url: running.address + "/v1/admin",
      token: running.secret,
      contentType: "application/json",
      body: command.json.canonicalBytes
    )
    let response: TransportResponse
    do {
      response = try await URLSessionTransport().send(request)
    } catch {
      // A server that was killed leaves its address behind.
      return try StoppedOffice.carryOut(command, folder: folder, clock: Self.now)
    }
    let value = try? JSONReader.read(response.body, limits: .init(depthMax: 80, bytesMax: 1 << 30))
    guard response.status == 200, let object = value?.objectValue else {
      let type = value?["type"]?.stringValue ?? ""
      let name = type.split(separator: ".").last.map(String.init) ?? ""
      let code = ServerError.Code(rawValue: name) ?? .badRequest
      let isOfDevice = code == .unknownDevice || code == .deviceExists
      let subject = isOfDevice ? words.argument(ServerCommands.name) : type
      throw ServerError(code, place: Place(path: subject))
    }
    return object
  }

  private func show(_ command: AdminCommand) async throws -> ExitCode {
    let answer = try await ask(command)
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
    case .deviceList: table(answer["devices"], Self.deviceColumns)
    case .held: table(answer["held"], Self.heldColumns)
    case .conflicts: table(answer["conflicts"], Self.conflictColumns)
    default:
      for member in answer.members {
        session.output.line("\(member.name): \(text(member.value))")
      }
    }
    return .ok
  }

  private static let deviceColumns: [(String, Phrase)] = [
    ("device", Phrase(nl: "apparaat", en: "device")),
    ("state", Phrase(nl: "stand", en: "state")),
    ("received", Phrase(nl: "ontvangen", en: "received")), ("of", Phrase(nl: "van", en: "of")),
    ("held", Phrase(nl: "vastgehouden", en: "held")),
    ("lastContact", Phrase(nl: "laatst gezien", en: "last contact")),
    ("offset", Phrase(nl: "klok (ms)", en: "clock (ms)")),
    ("scopes", Phrase(nl: "gebieden", en: "scopes")),
  ]
  private static let heldColumns: [(String, Phrase)] = [
    ("device", Phrase(nl: "apparaat", en: "device")), ("why", Phrase(nl: "reden", en: "reason")),
    ("doc", Phrase(nl: "dossier", en: "document")), ("name", Phrase(nl: "wijziging", en: "change")),
  ]
  private static let conflictColumns: [(String, Phrase)] = [
    ("doc", Phrase(nl: "dossier", en: "document")), ("path", Phrase(nl: "vraag", en: "path")),
    ("policy", Phrase(nl: "regel", en: "policy")), ("reason", Phrase(nl: "reden", en: "reason")),
    ("open", Phrase(nl: "open", en: "open")),
  ]

  private func table(_ rows: JSONValue?, _ columns: [(String, Phrase)]) {
    var table = Table(columns.map { Table.Column($0.1.text(session.language, [:])) })
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

  // MARK: Keeping

  private func verify() throws -> ExitCode {
    let report = try StoppedOffice.verify(folder: folder)
    if session.isJSON {
      let damages = report.damages.map { damage -> JSONValue in
        [
          "byte": .number(Double(damage.offset)), "file": .string(damage.file),
          "length": .number(Double(damage.length)),
          "lost": .array(damage.lost.map { .number(Double($0)) }),
        ]
      }
      session.output.line(
        JSONValue.object([
          "damages": .array(damages), "records": .number(Double(report.records)),
          "torn": .number(Double(report.tornBytes)),
        ]).canonicalText
      )
    } else {
      session.output.line(
        Phrase(
          nl: "{records} regels gelezen, {damages} beschadigd",
          en: "{records} records read, {damages} damaged"
        ).text(
          session.language,
          ["records": String(report.records), "damages": String(report.damages.count)]
        )
      )
      if report.tornBytes > 0 {
        session.output.line(
          Phrase(
            nl:
              "{bytes} bytes aan het eind zijn van een afgebroken schrijfactie of een ingekort bestand",
            en: "{bytes} bytes at the end are of a write that was cut, or of a file cut short"
          ).text(session.language, ["bytes": String(report.tornBytes)])
        )
      }
      for damage in report.damages {
        let lost = damage.lost.map(String.init).joined(separator: ", ")
        session.output.line("  \(damage.file) byte \(damage.offset): \(lost)")
      }
    }
    return report.isSound ? .ok : .store
  }

  private func backup() async throws -> ExitCode {
    let target = try words.required(ServerCommands.backupFolder)
    func real(_ path: String) -> String {
      URL(fileURLWithPath: path).resolvingSymlinksInPath().standardizedFileURL.path + "/"
    }
    // A copy within the office itself is no second copy.
    guard !real(target).hasPrefix(real(folder)), !real(folder).hasPrefix(real(target)) else {
      throw ServerError(.badBackup, place: Place(file: target))
    }
    guard try StoppedOffice.verify(folder: folder).isSound else {
      throw ServerError(.badRecord, place: Place(file: folder))
    }
    let through = try Backup.write(from: folder, to: target)
    _ = try await ask(.archive(through: through))
    session.output.line(
      session.isJSON
        ? JSONValue.object(["through": .number(Double(through))]).canonicalText
        : Phrase(
          nl: "Alles tot en met regel {n} staat in de back-up.",
          en: "Everything up to record {n} is in the backup."
        ).text(session.language, ["n": String(through)])
    )
    return .ok
  }

  private func restore() throws -> ExitCode {
    let source = try words.required(ServerCommands.backupFolder)
    let branch = try Backup.restore(from: source, to: folder, clock: Self.now)
    session.output.line(
      session.isJSON
        ? JSONValue.object(["branch": .number(Double(branch))]).canonicalText
        : Phrase(
          nl: "Hersteld tot en met regel {n}. De apparaten brengen terug wat erna kwam.",
          en: "Restored up to record {n}. The devices bring back what came after it."
        ).text(session.language, ["n": String(branch)])
    )
    return .ok
  }
}

/// Resumes a continuation at the first of several signals.
private final class Once: @unchecked Sendable {
  private let lock = NSLock()
  private var continuation: CheckedContinuation<Void, Never>?

  init(_ continuation: CheckedContinuation<Void, Never>) { self.continuation = continuation }

  func resume() {
    lock.lock()
    let taken = continuation
    continuation = nil
    lock.unlock()
    taken?.resume()
  }
}
