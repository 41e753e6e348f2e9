/// A method: a token, compared with its case.
///
/// RFC 9110 §9.1.
public struct Method: Sendable, Hashable, CustomStringConvertible {
  /// The token.
  public let name: String

  /// The method of this name.
  /// - Throws: `invalidMethod` if the name is not a token.
  public init(_ name: String) throws(HTTPError) {
    guard !name.isEmpty, name.utf8.allSatisfy(Octets.isToken) else {
      throw HTTPError(.invalidMethod, .whole)
    }
    self.name = name
  }

  init(checked name: String) { self.name = name }

  /// The token.
  public var description: String { name }

  /// Reads.
  public static let get = Method(checked: "GET")
  /// Reads only the head.
  public static let head = Method(checked: "HEAD")
  /// Sends something to be processed.
  public static let post = Method(checked: "POST")
  /// Puts something in its place.
  public static let put = Method(checked: "PUT")
  /// Changes a part.
  public static let patch = Method(checked: "PATCH")
  /// Takes away.
  public static let delete = Method(checked: "DELETE")
  /// Asks what can be done.
  public static let options = Method(checked: "OPTIONS")

  /// The methods of RFC 9110 §9.3 and RFC 5789, in small letters other ones: the parser refuses the rest.
  static let known: Set<String> = [
    "GET", "HEAD", "POST", "PUT", "DELETE", "CONNECT", "OPTIONS", "TRACE", "PATCH",
  ]
}

/// The two versions that are spoken here.
public enum Version: Sendable, Hashable {
  /// HTTP/1.0: closes after each answer unless the client asks otherwise.
  case http10
  /// HTTP/1.1: keeps the connection unless one side asks otherwise.
  case http11
}

/// The first part of a request: method, target, version and fields.
public struct RequestHead: Sendable, Equatable {
  /// What is asked.
  public var method: Method
  /// Of what.
  public var target: RequestTarget
  /// In which version.
  public var version: Version
  /// With which fields.
  public var fields: HeaderFields

  /// A head of these parts.
  public init(
    method: Method,
    target: RequestTarget,
    version: Version = .http11,
    fields: HeaderFields
  ) {
    self.method = method
    self.target = target
    self.version = version
    self.fields = fields
  }

  /// The decoded path; see `RequestTarget`.
  public var path: String { target.path }

  /// True if the client leaves the connection open for further requests.
  ///
  /// RFC 9112 §9.3.
  public var keepsAlive: Bool {
    switch version {
    case .http11: !fields.list("connection", holds: "close")
    case .http10:
      fields.list("connection", holds: "keep-alive") && !fields.list("connection", holds: "close")
    }
  }
}

/// A whole request as a handler sees it.
public struct Request: Sendable {
  /// Method, target, version and fields.
  public var head: RequestHead
  /// The body without chunk framing; empty if there was none.
  public var body: [UInt8]
  /// Where the body went if it was planned so (see `BodyPlan`); `body` is empty then.
  public var sink: (any BodySink)?
  /// Who sent it; behind a reverse proxy that is the proxy.
  public var remote: SocketAddress
  /// The network that the client is counted by (see `ClientSource`).
  public var client: String

  /// A request of these parts, as a test makes them.
  public init(
    head: RequestHead,
    body: [UInt8] = [],
    sink: (any BodySink)? = nil,
    remote: SocketAddress,
    client: String = ""
  ) {
    self.head = head
    self.body = body
    self.sink = sink
    self.remote = remote
    self.client = client
  }
}
