public import SchouwCanon

/// What the store needs to speak with an office; `SchouwTransport` has the one that uses URLSession.
public protocol OfficeTransport: Sendable {
  /// Sends one request and returns what was answered, whatever its status.
  ///
  /// - Throws: ``TransportError`` if no whole answer came: whether the request took effect is unknown.
  func send(_ request: TransportRequest) async throws(TransportError) -> TransportResponse
}

/// A way to the office on which the office can speak unasked.
public protocol StreamingTransport: OfficeTransport {
  /// Sends one request and hands on the pieces of its answer as they come, if that is a stream of events.
  ///
  /// Cancelling the task ends the stream.
  ///
  /// - Parameter piece: called in order, one at a time, with bytes that are cut anywhere.
  /// - Returns: when the stream has ended, with an empty body; an answer that is none, as it is.
  /// - Throws: ``TransportError`` if no answer came, or the stream was cut or silent for too long.
  func stream(
    _ request: TransportRequest,
    _ piece: @escaping @Sendable ([UInt8]) -> Void
  ) async throws(TransportError) -> TransportResponse
}

/// A request to the office.
public struct TransportRequest: Sendable {
  /// `GET` or `POST`.
  public var method: String
  /// The address with the path.
  public var url: String
  /// The bearer token; nil for enrolment.
  public var token: String?
  /// The media type of the body.
  public var contentType: String
  /// The body.
  public var body: [UInt8]
  /// `Last-Event-ID`: where a stream of events goes on; nil where there is none.
  public var lastEventID: String?

  /// Makes a request.
  public init(
    method: String,
    url: String,
    token: String?,
    contentType: String,
    body: [UInt8],
    lastEventID: String? = nil
  ) {
    self.method = method
    self.lastEventID = lastEventID
    self.url = url
    self.token = token
    self.contentType = contentType
    self.body = body
  }
}

/// An answer of whatever stands at the office's address.
public struct TransportResponse: Sendable {
  /// The status.
  public var status: Int
  /// The media type, in lower case, without parameters.
  public var contentType: String
  /// Seconds that `Retry-After` asks for.
  public var retryAfterSeconds: Int?
  /// The body.
  public var body: [UInt8]

  /// Makes an answer.
  public init(status: Int, contentType: String, retryAfterSeconds: Int? = nil, body: [UInt8]) {
    self.status = status
    self.contentType = contentType
    self.retryAfterSeconds = retryAfterSeconds
    self.body = body
  }
}

/// No whole answer came.
///
/// Every cause is treated alike: nobody knows whether the request took effect.
public struct TransportError: Error, Sendable {
  /// What the system said, without addresses or values.
  public let reason: String
  /// Whether an answer began and did not end.
  public let isCut: Bool

  /// Names what the system said.
  public init(reason: String, isCut: Bool = false) {
    self.reason = reason
    self.isCut = isCut
  }
}

/// Why the office could not be spoken with; the outbox is untouched.
public struct OfficeError: SchouwError {
  /// What is wrong.
  public enum Code: String, Sendable, CaseIterable {
    /// Nobody answered, as often as it was tried.
    case unreachable
    /// An answer began and was cut, as often as it was tried.
    case cut
    /// The token is unknown, expired or revoked.
    case refused
    /// The enrolment code is unknown or used up.
    case badCode
    /// Too many codes were tried; the office takes the next one after a while.
    case tooManyTries
    /// Something answered that is no Schouw: a captive portal, another program.
    case notSchouw
    /// A proxy between here and the office answered with an error page of its own.
    case proxy
    /// The office speaks a newer or an older protocol.
    case otherVersion
    /// The office has trouble of its own.
    case officeFailed
    /// The address is none.
    case badAddress
  }

  /// What is wrong.
  public let code: Code
  /// The status of the answer; 0 if there was none.
  public let status: Int
  /// What the system or the office said.
  public let detail: String
  /// How many seconds the office asks to wait; nil if it did not say.
  public let retryAfterSeconds: Int?

  /// Makes an error.
  public init(
    _ code: Code,
    status: Int = 0,
    detail: String = "",
    retryAfterSeconds: Int? = nil
  ) {
    self.retryAfterSeconds = retryAfterSeconds
    self.code = code
    self.status = status
    self.detail = detail
  }

  /// Whether the same sync may succeed later without anybody doing anything: the line was bad.
  public var mayPass: Bool { code == .unreachable || code == .cut || code == .proxy }
  /// The code as text.
  public var codeName: String { "office." + code.rawValue }
  /// Nowhere in a file.
  public var place: Place { Place() }
  /// What to do next.
  public var remedy: Remedy {
    switch code {
    case .unreachable, .cut:
      Remedy(code: "tryLater", text: "Work on; sync again when there is a network.")
    case .proxy: Remedy(code: "tellNetwork", text: "Try again later; tell who runs the network.")
    case .refused, .badCode:
      Remedy(code: "askOffice", text: "Ask the office for a new code; your work is safe here.")
    case .tooManyTries:
      Remedy(code: "wait", text: "Wait a minute, then try the code again; it stays valid.")
    case .notSchouw:
      Remedy(
        code: "checkNetwork",
        text: "Open a browser: a sign-in page of the network may be in between. Your work is safe."
      )
    case .otherVersion: Remedy(code: "upgrade", text: "Update this program or the office's.")
    case .officeFailed: Remedy(code: "tryLater", text: "Try again later; tell the office.")
    case .badAddress: Remedy(code: "checkAddress", text: "Give an address such as https://office.")
    }
  }
  /// The whole as a sentence.
  public var description: String {
    let status = status == 0 ? "" : " (status \(status))"
    let detail = detail.isEmpty ? "" : ": " + detail
    return "office: \(code.rawValue)\(status)\(detail). \(remedy.text)"
  }
}
