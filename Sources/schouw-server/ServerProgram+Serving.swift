import Dispatch
import Foundation
import SchouwCanon
import SchouwCommandLine
import SchouwHTTP
import SchouwJournal
import SchouwServer

extension ServerProgram {
  /// `run`: serves until it is told to end, then finishes what is under way.
  func serve() async throws -> ExitCode {
    try MergeServer.create(folder)
    var configuration = MergeServer.Configuration(folder: folder, clock: Self.now)
    let listen = words.value(ServerCommands.listen) ?? "127.0.0.1:8790"
    guard let colon = listen.lastIndex(of: ":"),
      let port = UInt16(listen[listen.index(after: colon)...])
    else { throw CommandFailure(.usage, ServerMessage.badAddress.phrase) }
    configuration.host = String(listen[..<colon]).trimmingCharacters(in: ["[", "]"])
    configuration.port = port
    configuration.isBehindProxy = words.has(ServerCommands.behindProxy)
    configuration.trustedUserHeader = words.value(ServerCommands.trustedUserHeader)
    if let field = words.value(ServerCommands.clientField) { configuration.clients = .field(field) }
    if let bound = try words.integer(ServerCommands.perClient, in: 0...4096) {
      configuration.connectionsPerClientMax = bound == 0 ? nil : Int(bound)
    }
    if words.has(ServerCommands.accessLog) {
      let output = session.output
      configuration.accessLog = { output.complain($0) }
    }
    Self.raiseDescriptors()
    let termination = await Termination()
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
    tell(server.damages)
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
    await termination.received()
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

  /// Says on `err` what of the log did not read: until somebody looks, nothing else would.
  private func tell(_ damages: [Journal.Damage]) {
    guard !damages.isEmpty else { return }
    let places = damages.prefix(3).map { "\($0.file) byte \($0.offset)" }.joined(separator: ", ")
    let text = ServerMessage.damaged.text(
      language,
      [
        "count": "\(damages.reduce(0) { $0 + $1.lost.count })",
        "places": places + (damages.count > 3 ? ", …" : ""),
      ]
    )
    session.output.complain(
      "\(DisplayText.harmless(text))\n  \(ServerMessage.damagedRemedy.text(language))"
    )
  }
}

/// The signals that tell the program to end: none that comes after this is made is lost.
private final class Termination: @unchecked Sendable {
  private let sources: [any DispatchSourceSignal]
  private let signals: AsyncStream<Void>

  init() async {
    let queue = DispatchQueue(label: "schouw.signals")
    let (signals, continuation) = AsyncStream<Void>.makeStream()
    self.signals = signals
    sources = [SIGTERM, SIGINT].map { number in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
      source.setEventHandler { continuation.yield() }
      return source
    }
    for source in sources {
      await withCheckedContinuation { (registered: CheckedContinuation<Void, Never>) in
        source.setRegistrationHandler { registered.resume() }
        source.resume()
      }
    }
  }

  /// Waits for the first of them.
  func received() async {
    for await _ in signals { break }
    for source in sources { source.cancel() }
  }
}
