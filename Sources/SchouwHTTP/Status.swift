/// A status code.
///
/// RFC 9110 §15.
public struct Status: Sendable, Hashable {
  /// Three digits, 100 to 599.
  public let code: Int

  /// The status of this code.
  /// - Parameter code: 100 to 599; anything else is a mistake of the program and traps.
  public init(_ code: Int) {
    precondition((100...599).contains(code), "a status has three digits, 100 to 599")
    self.code = code
  }

  /// True where RFC 9110 allows no content: 1xx, 204, 304.
  public var forbidsContent: Bool { code < 200 || code == 204 || code == 304 }

  /// Go on with the body.
  public static let `continue` = Status(100)
  /// As asked.
  public static let ok = Status(200)
  /// Made something.
  public static let created = Status(201)
  /// Taken in, not yet done.
  public static let accepted = Status(202)
  /// Done, nothing to say.
  public static let noContent = Status(204)
  /// A part, as asked.
  public static let partialContent = Status(206)
  /// Look elsewhere, with GET.
  public static let seeOther = Status(303)
  /// What the client has is current.
  public static let notModified = Status(304)
  /// Refused for its form.
  public static let badRequest = Status(400)
  /// Say who you are.
  public static let unauthorized = Status(401)
  /// Not for you.
  public static let forbidden = Status(403)
  /// Not here.
  public static let notFound = Status(404)
  /// Not with this method.
  public static let methodNotAllowed = Status(405)
  /// Not in a form that the client takes.
  public static let notAcceptable = Status(406)
  /// The request took too long to arrive.
  public static let requestTimeout = Status(408)
  /// Against the present state.
  public static let conflict = Status(409)
  /// No longer here.
  public static let gone = Status(410)
  /// A length is needed.
  public static let lengthRequired = Status(411)
  /// A condition does not hold.
  public static let preconditionFailed = Status(412)
  /// The body is too large.
  public static let contentTooLarge = Status(413)
  /// The target is too long.
  public static let uriTooLong = Status(414)
  /// Not in a form that the server takes.
  public static let unsupportedMediaType = Status(415)
  /// No such part.
  public static let rangeNotSatisfiable = Status(416)
  /// An expectation that cannot be met.
  public static let expectationFailed = Status(417)
  /// Well formed, not to be followed.
  public static let unprocessableContent = Status(422)
  /// A condition is needed.
  public static let preconditionRequired = Status(428)
  /// Too often.
  public static let tooManyRequests = Status(429)
  /// The header section is too large.
  public static let headerFieldsTooLarge = Status(431)
  /// The server's fault.
  public static let internalServerError = Status(500)
  /// Unknown to the server.
  public static let notImplemented = Status(501)
  /// Not now.
  public static let serviceUnavailable = Status(503)
  /// Not this version of HTTP.
  public static let versionNotSupported = Status(505)
  /// No room left.
  public static let insufficientStorage = Status(507)
}

extension Status {
  /// The phrase of the IANA registry; empty for a code that is not in it.
  public var reason: String {
    switch code {
    case 100: "Continue"
    case 200: "OK"
    case 201: "Created"
    case 202: "Accepted"
    case 204: "No Content"
    case 206: "Partial Content"
    case 301: "Moved Permanently"
    case 302: "Found"
    case 303: "See Other"
    case 304: "Not Modified"
    case 307: "Temporary Redirect"
    case 308: "Permanent Redirect"
    case 400: "Bad Request"
    case 401: "Unauthorized"
    case 403: "Forbidden"
    case 404: "Not Found"
    case 405: "Method Not Allowed"
    case 406: "Not Acceptable"
    case 408: "Request Timeout"
    case 409: "Conflict"
    case 410: "Gone"
    case 411: "Length Required"
    case 412: "Precondition Failed"
    case 413: "Content Too Large"
    case 414: "URI Too Long"
    case 415: "Unsupported Media Type"
    case 416: "Range Not Satisfiable"
    case 417: "Expectation Failed"
    case 422: "Unprocessable Content"
    case 428: "Precondition Required"
    case 429: "Too Many Requests"
    case 431: "Request Header Fields Too Large"
    case 500: "Internal Server Error"
    case 501: "Not Implemented"
    case 502: "Bad Gateway"
    case 503: "Service Unavailable"
    case 504: "Gateway Timeout"
    case 505: "HTTP Version Not Supported"
    case 507: "Insufficient Storage"
    default: ""
    }
  }
}
