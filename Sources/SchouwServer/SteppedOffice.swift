package import SchouwCanon
package import SchouwDocuments
package import SchouwJournal
import SchouwSync
import Synchronization

/// The office without sockets and threads, for a driver that carries the messages itself: the simulator.
///
/// The same writer and the same core as ``MergeServer``; what HTTP does before and behind them is the driver's.
package final class SteppedOffice {
  private let loop: WriterLoop
  private let folder: String
  private let disk: any Disk

  /// What answers a request.
  package enum Reply: Sendable {
    /// 200 with this body.
    case answered([UInt8])
    /// The token is none of an enrolled device: 401.
    case refused
    /// The message is none: 400.
    case malformed
    /// 503: nothing was acknowledged.
    case unavailable(ServerError)
  }

  /// Opens the office's data; makes it where there is none.
  package init(
    folder: String,
    disk: any Disk,
    clock: @escaping @Sendable () -> Int64,
    random: any RandomSource,
    defect: Defect? = nil
  ) throws(ServerError) {
    let layout = ServerLayout(folder: folder)
    try layout.create(disk)
    let tokens = TokenRegistry()
    let seeds = Mutex(random)
    let open: @Sendable () throws(ServerError) -> ServerCore = { () throws(ServerError) in
      let bits = seeds.withLock { $0.nextBytes(8) }.reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
      return try ServerCore(
        layout: layout,
        disk: disk,
        clock: clock,
        random: SeededRandom(seed: bits),
        tokenRegistry: tokens,
        defect: defect
      )
    }
    loop = WriterLoop(try open(), reopen: open)
    (self.folder, self.disk) = (folder, disk)
  }

  /// Ends as a process that is killed.
  package func kill() { loop.abandon() }

  /// Answers requests that came together: one batch of the writer, one sync to disk.
  ///
  /// - Parameter requests: the bearer token and the body of each.
  package func sync(_ requests: [(token: String, body: [UInt8])]) -> [Reply] {
    let replies = Mutex([Reply?](repeating: nil, count: requests.count))
    var batch: [(job: WriterLoop.Job, failed: @Sendable (ServerError) -> Void)] = []
    for (place, request) in requests.enumerated() {
      guard let parsed = try? ParsedSync(reading: request.body) else { continue }
      let hash = SHA256.hash(Array(request.token.utf8))
      // What was answered is answered.
      let put: @Sendable (Reply) -> Void = { reply in
        replies.withLock { $0[place] = $0[place] ?? reply }
      }
      batch.append(
        (
          { core throws(ServerError) in
            guard let device = core.device(withToken: hash) else { return { put(.refused) } }
            let answer = try core.sync(parsed, from: device)
            return { put(.answered(answer)) }
          },
          { put(.unavailable($0)) }
        )
      )
    }
    loop.carryOut(batch)
    return replies.withLock { $0.map { $0 ?? .malformed } }
  }

  /// Runs a body on the core as one request of the writer; what it returns is returned once it is durable.
  private func run<Value: Sendable>(
    _ body: @escaping @Sendable (ServerCore) throws(ServerError) -> Value
  ) throws(ServerError) -> Value {
    let outcome = Mutex<Result<Value, ServerError>?>(nil)
    loop.carryOut([
      (
        { core throws(ServerError) in
          let value = try body(core)
          return { outcome.withLock { $0 = .success(value) } }
        },
        { error in outcome.withLock { $0 = .failure(error) } }
      )
    ])
    guard let result = outcome.withLock({ $0 }) else {
      throw ServerError(JournalError(.closed, place: Place(file: folder)))
    }
    return try result.get()
  }

  /// Carries out an administrator's command.
  package func administer(_ command: AdminCommand) throws(ServerError) -> JSONObject {
    try run { core throws(ServerError) in try core.carryOut(command) }
  }

  /// Enrols a device by its code; its scopes, or nil if the code is none.
  package func enrol(
    code: String,
    token: String,
    key: String,
    replica: Replica
  ) throws(ServerError) -> [ScopeCode]? {
    try run { core throws(ServerError) in
      try core.enrol(code: code, token: token, key: key, replica: replica)?.scopes
    }
  }

  /// A change of the log and what became of it: for those who check the office.
  package struct Logged: Sendable {
    /// The change, in the erased form if it was erased.
    package let change: Change
    /// Why it is held; nil if it is in the feed.
    package let held: String?
    /// The device that brought it.
    package let from: String
  }

  /// Every change of the log, document by document in the order of their ids.
  package func log() throws(ServerError) -> [Logged] {
    try run { core throws(ServerError) in
      var log: [Logged] = []
      for document in core.documents.sorted(by: { $0.id < $1.id }) {
        for entry in document.entries {
          log.append(
            Logged(
              change: try core.change(at: entry.location),
              held: entry.released == 0 ? entry.held ?? "" : nil,
              from: entry.from
            )
          )
        }
      }
      return log
    }
  }

  /// A document of the office as it is folded and shown.
  package struct Folded: Sendable {
    /// What is held of it and released.
    package let history: DocumentHistory
    /// What is shown.
    package let shown: ShownDocument
    /// For whom it is now.
    package let scopes: [ScopeCode]
  }

  /// Every document, in the order of their ids.
  package func documents() throws(ServerError) -> [Folded] {
    try run { core throws(ServerError) in
      var all: [Folded] = []
      for document in core.documents.sorted(by: { $0.id < $1.id }) {
        let history = try core.history(of: document)
        all.append(
          Folded(
            history: history,
            shown: core.shown(history),
            scopes: document.scopes(at: core.head)
          )
        )
      }
      return all
    }
  }

  /// The names of devices that are enrolled or were, and whether each is revoked.
  package func devices() throws(ServerError) -> [(name: String, state: String, scopes: [ScopeCode])]
  {
    try run { core throws(ServerError) in
      core.devices.values.map { ($0.device.id, $0.device.state.rawValue, $0.device.scopes) }
        .sorted { bytesPrecede($0.0, $1.0) }
    }
  }
}
