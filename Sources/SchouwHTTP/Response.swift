/// The first part of an answer: a status and fields.
///
/// Content-Length, Transfer-Encoding, Connection, Keep-Alive and Date are the writer's: given
/// ones are left out, save that `Connection: close` closes the connection after the answer.
public struct ResponseHead: Sendable, Equatable {
  /// What became of the request.
  public var status: Status
  /// More about the answer.
  public var fields: HeaderFields

  /// A head of these parts.
  /// - Parameter status: 200 or more; interim answers are the server's own, and trap here.
  public init(_ status: Status, fields: HeaderFields = HeaderFields()) {
    precondition(status.code >= 200, "a handler gives final answers only")
    self.status = status
    self.fields = fields
  }
}

/// A whole answer.
///
/// For one that comes piece by piece see `Responder.stream`.
public struct Response: Sendable, Equatable {
  /// Status and fields.
  public var head: ResponseHead
  /// The content; not sent to HEAD nor with a status that forbids content.
  public var body: [UInt8]

  /// An answer of these parts.
  public init(_ status: Status, fields: HeaderFields = HeaderFields(), body: [UInt8] = []) {
    head = ResponseHead(status, fields: fields)
    self.body = body
  }

  /// The answer that is a problem document.
  public init(_ problem: Problem) {
    self.init(
      problem.status,
      fields: ["Content-Type": "application/problem+json"],
      body: problem.bytes
    )
  }

  /// The answer that says why a request was refused.
  public init(_ error: HTTPError) { self.init(Problem(error)) }
}
