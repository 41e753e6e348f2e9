import Dispatch
import SchouwCanon
import SchouwHTTP
import Synchronization

/// What the pages keep between requests: who is signed in, who tried, and what proves a form.
final class PageState: Sendable {
  let cookies: Cookies
  let sessions = Mutex(Sessions())
  let limits = Mutex(SignInLimits())
  let passwords = PasswordChecker()
  /// Where pages are written, away from the writer and from connections.
  let queue = DispatchQueue(label: "schouw.server.pages")
  /// The field in which a proxy names who was signed in by it; nil unless there is one.
  let trustedUserHeader: String?
  private let isBehindProxy: Bool
  /// Drawn at each start: forms of an earlier run are not believed.
  private let secret: [UInt8]

  /// What a form is for; a token of one is none of another.
  enum Purpose: String {
    case signIn
    case signOut
  }

  /// - Throws: ``ServerError`` `badRequest` if the trusted field has no name of a field, or could be sent from
  ///   outside.
  init(_ configuration: MergeServer.Configuration) throws(ServerError) {
    if let name = configuration.trustedUserHeader {
      var fields = HeaderFields()
      guard (try? fields.append(name, "")) != nil,
        (try? SocketAddress(configuration.host, port: 0))?.isLoopback == true
      else { throw ServerError(.badRequest, place: Place(path: "--trusted-user-header")) }
    }
    cookies = Cookies(isSecure: configuration.isBehindProxy)
    isBehindProxy = configuration.isBehindProxy
    trustedUserHeader = configuration.trustedUserHeader
    var random = SystemRandom()
    secret = random.nextBytes(32)
  }

  /// What a form must bring: it proves that we sent the form, to the browser that holds the cookie.
  func token(_ purpose: Purpose, cookie: String) -> String { proof(purpose, cookie).base64URL }

  /// Whether a form brings what it must.
  func accepts(_ token: String?, _ purpose: Purpose, cookie: String) -> Bool {
    guard let given = token.flatMap({ Digest(base64URL: $0) }) else { return false }
    return given.equalsInConstantTime(proof(purpose, cookie))
  }

  private func proof(_ purpose: Purpose, _ cookie: String) -> Digest {
    HMACSHA256.code(key: secret, message: Array("\(purpose.rawValue) \(cookie)".utf8))
  }

  /// Where a request comes from, for counting tries: behind a proxy what that one saw, which is the last entry
  /// of X-Forwarded-For.
  func address(of request: Request) -> String {
    guard isBehindProxy, let last = request.head.fields.all("x-forwarded-for").last,
      let entry = last.split(separator: ",").last?.filter({ $0 != " " && $0 != "\t" })
    else { return Self.network(of: request.remote.host) }
    return Self.network(of: entry)
  }

  /// What one person has of addresses: an IPv4 address, or the first 64 bits of one of IPv6, as anybody who has
  /// one has all that begin with these.
  static func network(of address: String) -> String {
    guard address.contains(":"), !address.contains(".") else { return address }
    let parts = address.split(separator: "::", omittingEmptySubsequences: false)
      .map { $0.split(separator: ":").map(String.init) }
    guard parts.count == 2 else { return (parts.first ?? []).prefix(4).joined(separator: ":") }
    let zeros = [String](repeating: "0", count: max(0, 8 - parts[0].count - parts[1].count))
    return (parts[0] + zeros + parts[1]).prefix(4).joined(separator: ":")
  }
}
