import Dispatch
public import SchouwCanon
import SchouwDocuments
public import SchouwHTTP
public import SchouwJournal
import Synchronization

/// The office's server: takes what devices bring, keeps it durably, judges, and gives each device its feed.
///
/// Binds loopback unless told otherwise; TLS is the reverse proxy's.
public final class MergeServer: Sendable {
  /// Where and how to run.
  public struct Configuration: Sendable {
    /// The folder of the office's data.
    public var folder: String
    /// An IPv4 or IPv6 literal.
    public var host = "127.0.0.1"
    /// 0 asks the system for a free port.
    public var port: UInt16 = 0
    /// By what clients are told apart; behind a reverse proxy by the field that it writes.
    public var clients = ClientSource.peer
    /// Connections of one client at once; nil is no bound.
    public var connectionsPerClientMax: Int? = 256
    /// The file system.
    public var disk: any Disk = SystemDisk()
    /// Milliseconds since 1970.
    public var clock: @Sendable () -> Int64
    /// Takes a line for each request: see ``AccessLine``; nil for none.
    public var accessLog: (@Sendable (String) -> Void)?
    /// For codes, epochs, replicas and salts.
    public var random: any RandomSource = SystemRandom()

    /// Whether a proxy with TLS stands before it: cookies are then for TLS only, and X-Forwarded-For is believed.
    public var isBehindProxy = false
    /// The field by which that proxy names who is signed in (single sign-on); nil unless there is one.
    ///
    /// Only on loopback: whoever reaches the server can send it.
    public var trustedUserHeader: String?

    /// Serves a folder on loopback.
    public init(folder: String, clock: @escaping @Sendable () -> Int64) {
      self.folder = folder
      self.clock = clock
    }
  }

  let layout: ServerLayout
  let configuration: Configuration
  let loop: WriterLoop
  let adminToken: Digest
  let codeTries = Mutex(CodeTries())
  let tokens: TokenRegistry
  let spool: Spool
  let hub: EventHub
  let counters = Counters()
  let pages: PageState
  private let server: Mutex<Server?>
  private let lock: any DiskLock
  /// Where it listens.
  public let address: SocketAddress
  /// The token by which an administrator on this machine speaks with it.
  public let adminSecret: String

  /// What of the log did not read when it was opened.
  public let damages: [Journal.Damage]

  /// What is counted for `/metrics`.
  final class Counters: Sendable {
    let syncs = Atomic<Int>(0)
    let refusals = Atomic<Int>(0)
    let bytesIn = Atomic<Int>(0)
    let bytesOut = Atomic<Int>(0)
  }

  private let isAnnounced = Atomic<Bool>(false)

  /// Makes the data of an office that has none yet; does nothing if there is one.
  public static func create(_ folder: String, disk: any Disk = SystemDisk()) throws(ServerError) {
    try ServerLayout(folder: folder).create(disk)
  }

  /// Opens the office's data and serves.
  ///
  /// - Throws: ``ServerError`` `notAnOffice`, `newerFormat`, `journal` (`locked` if it runs already), or
  ///   `badRequest` if the address cannot be bound, or a user's name would be believed from outside.
  public convenience init(_ configuration: Configuration) throws(ServerError) {
    let routes = RoutesBox()
    var http = Server.Configuration()
    http.host = configuration.host
    http.port = configuration.port
    http.clients = configuration.clients
    http.connectionsPerAddressMax = configuration.connectionsPerClientMax
    try self.init(configuration, http: http, routes: routes)
  }

  private init(
    _ configuration: Configuration,
    http: Server.Configuration,
    routes: RoutesBox
  ) throws(ServerError) {
    let layout = ServerLayout(folder: configuration.folder)
    self.layout = layout
    self.configuration = configuration
    pages = try PageState(configuration)
    lock = configuration.disk.lock(layout.lock)
    do throws(DiskError) {
      try lock.take(waitingMilliseconds: 0)
    } catch {
      throw ServerError(JournalError(error))
    }
    let (tokens, hub) = (TokenRegistry(), EventHub())
    let open: @Sendable () throws(ServerError) -> ServerCore = { () throws(ServerError) in
      try ServerCore(
        layout: layout,
        disk: configuration.disk,
        clock: configuration.clock,
        random: configuration.random,
        tokenRegistry: tokens
      )
    }
    let core = try open()
    damages = core.journal.damages
    hub.begin(at: core.head)
    let shortage = Shortage()
    loop = WriterLoop(core, shortage: shortage, reopen: open) { hub.batchDone($0) }
    (self.tokens, self.hub) = (tokens, hub)
    do throws(DiskError) {
      spool = try Spool(folder: layout.spool, disk: configuration.disk, shortage: shortage)
    } catch {
      throw ServerError(JournalError(error))
    }
    adminSecret = try Self.adminSecret(layout, configuration)
    adminToken = SHA256.hash(Array(adminSecret.utf8))
    let server: Server
    do throws(HTTPError) {
      let planner: BodyPlanner = { head, _ in
        guard let owner = routes.owner.withLock({ $0.value }) else {
          return .refused(Response(Problem(.serviceUnavailable)))
        }
        return owner.plan(head)
      }
      server = try Server(http, planner: planner) { request, responder in
        guard let owner = routes.owner.withLock({ $0.value }) else {
          return responder.respond(Response(Problem(.serviceUnavailable)))
        }
        owner.route(request, responder)
      }
    } catch {
      throw ServerError(.badRequest, place: Place(path: "/address"))
    }
    self.server = Mutex(server)
    address = server.address
    routes.owner.withLock { $0 = Weak(value: self) }
    announce()
  }

  /// Writes where the server listens, for the commands on this machine, unless that is written.
  ///
  /// On a full disk it cannot be: it is tried again when somebody asks for anything.
  func announce() {
    guard !isAnnounced.load(ordering: .relaxed) else { return }
    let running: JSONValue = ["address": .string("http://\(address)"), "v": 1]
    guard (try? configuration.disk.replace(layout.running, with: running.canonicalBytes)) != nil
    else { return }
    isAnnounced.store(true, ordering: .relaxed)
  }

  private static func adminSecret(
    _ layout: ServerLayout,
    _ configuration: Configuration
  ) throws(ServerError) -> String {
    do throws(DiskError) {
      if let bytes = try configuration.disk.readWhole(layout.adminToken, bytesMax: 256) {
        return String(decoding: bytes, as: UTF8.self)
      }
      var random = SystemRandom()
      let secret = Base64URL.encode(random.nextBytes(32))
      try configuration.disk.replace(layout.adminToken, with: Array(secret.utf8))
      return secret
    } catch {
      throw ServerError(JournalError(error))
    }
  }

  /// Finishes what is under way, makes it durable, and stops.
  ///
  /// - Returns: whether nothing had to be cut.
  @discardableResult
  public func shutdown(deadlineMilliseconds: Int = 10_000) async -> Bool {
    let server = self.server.withLock { server in
      defer { server = nil }
      return server
    }
    hub.close()
    let drained = await server?.shutdown(deadlineMilliseconds: deadlineMilliseconds) ?? true
    await loop.close()
    try? configuration.disk.remove(layout.running)
    lock.release()
    return drained
  }

  /// Carries out an administrator's command in the running server.
  ///
  /// - Parameter command: see ``AdminCommand``.
  public func administer(_ command: AdminCommand) async throws -> JSONObject {
    try await withCheckedThrowingContinuation { continuation in
      carryOut(command) { continuation.resume(with: $0) }
    }
  }

  /// Carries a command out on the writer's queue; what it needs of figures is made before in slices, so that
  /// devices are answered in between.
  func carryOut(
    _ command: AdminCommand,
    from first: Int = 0,
    _ answer: @escaping @Sendable (Result<JSONObject, ServerError>) -> Void
  ) {
    loop.submit({ core throws(ServerError) in
      if command.needsFigures, let next = core.prepareFigures(from: first) {
        return { self.carryOut(command, from: next, answer) }
      }
      if case .today = command { self.loop.lookForRoom(core) }
      let object = try core.carryOut(command)
      return { answer(.success(object)) }
    }) { answer(.failure($0)) }
  }
}

/// Gives the handler, which is made before its server, the server.
private final class RoutesBox: Sendable {
  let owner = Mutex<Weak>(Weak(value: nil))
}

private struct Weak: Sendable {
  weak let value: MergeServer?
}
