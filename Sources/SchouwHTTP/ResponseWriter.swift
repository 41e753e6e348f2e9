/// Writes the answer to one request; a value without input or output.
///
/// RFC 9112 §6, §9.
///
/// It knows what of the request decides the form of the answer: HEAD gets no content, HTTP/1.0
/// no chunks, and a connection that will close says so.
public struct ResponseWriter: Sendable, Equatable {
  /// How the end of the content is told.
  public enum Framing: Sendable, Equatable {
    /// No content and no length: 1xx, 204, 304.
    case none
    /// A Content-Length.
    case length(Int)
    /// Chunks, to HTTP/1.1 only.
    case chunked
    /// The end of the connection, to HTTP/1.0 only.
    case untilClose
  }

  /// The request's method was HEAD.
  public var isHead: Bool
  /// The request's version.
  public var version: Version
  /// The connection stays open after this answer.
  public var keepsAlive: Bool

  /// A writer for the answer to such a request.
  public init(isHead: Bool, version: Version, keepsAlive: Bool) {
    self.isHead = isHead
    self.version = version
    self.keepsAlive = keepsAlive
  }

  /// How the content of an answer will end.
  /// - Parameter length: the content's bytes, or nil if they are not known beforehand.
  public func framing(_ status: Status, length: Int?) -> Framing {
    if status.forbidsContent { return .none }
    if let length { return .length(length) }
    return version == .http11 ? .chunked : .untilClose
  }

  /// Writes a head, and settles whether the connection stays open.
  /// - Parameters:
  ///   - head: its own Connection, Keep-Alive, Date, Content-Length and Transfer-Encoding are
  ///     left out; a `Connection: close` is obeyed.
  ///   - dateSeconds: the present, in seconds since 1970.
  public mutating func writeHead(
    _ head: ResponseHead,
    framing: Framing,
    dateSeconds: Int64,
    into bytes: inout [UInt8]
  ) {
    if framing == .untilClose || head.fields.list("connection", holds: "close") {
      keepsAlive = false
    }
    append("HTTP/1.1 ", to: &bytes)
    Self.append(number: head.status.code, to: &bytes)
    bytes.append(Octets.space)
    bytes.append(contentsOf: head.status.reason.utf8)
    append("\r\nDate: ", to: &bytes)
    HTTPDate.append(dateSeconds, to: &bytes)
    append("\r\n", to: &bytes)
    for entry in head.fields.entries where !isOwn(entry, head.fields) {
      bytes.append(contentsOf: head.fields.bytes[head.fields.range(entry.name)])
      append(": ", to: &bytes)
      bytes.append(contentsOf: head.fields.bytes[head.fields.range(entry.value)])
      append("\r\n", to: &bytes)
    }
    switch framing {
    case .none, .untilClose: break
    case .length(let count):
      append("Content-Length: ", to: &bytes)
      Self.append(number: count, to: &bytes)
      append("\r\n", to: &bytes)
    case .chunked: append("Transfer-Encoding: chunked\r\n", to: &bytes)
    }
    if !keepsAlive {
      append("Connection: close\r\n", to: &bytes)
    } else if version == .http10 {
      append("Connection: keep-alive\r\n", to: &bytes)
    }
    append("\r\n", to: &bytes)
  }

  /// True if content follows a head of this framing.
  public func sendsContent(_ framing: Framing) -> Bool { !isHead && framing != .none }

  /// Writes a piece of chunked content; an empty piece writes nothing, for it would end it.
  public static func writeChunk(_ piece: [UInt8], into bytes: inout [UInt8]) {
    guard !piece.isEmpty else { return }
    bytes.append(contentsOf: String(piece.count, radix: 16).utf8)
    bytes.append(contentsOf: [Octets.carriageReturn, Octets.lineFeed])
    bytes.append(contentsOf: piece)
    bytes.append(contentsOf: [Octets.carriageReturn, Octets.lineFeed])
  }

  /// Writes the end of chunked content, without trailers.
  public static func writeLastChunk(into bytes: inout [UInt8]) {
    bytes.append(contentsOf: "0\r\n\r\n".utf8)
  }

  /// Writes the interim answer for which a client waits.
  ///
  /// RFC 9110 §15.2.1.
  public static func writeContinue(into bytes: inout [UInt8]) {
    bytes.append(contentsOf: "HTTP/1.1 100 Continue\r\n\r\n".utf8)
  }

  private func isOwn(_ entry: HeaderFields.Entry, _ fields: HeaderFields) -> Bool {
    switch entry.name.count {
    case 4: fields.matches(entry, "date")
    case 10: fields.matches(entry, "connection") || fields.matches(entry, "keep-alive")
    case 14: fields.matches(entry, "content-length")
    case 17: fields.matches(entry, "transfer-encoding")
    default: false
    }
  }

  private func append(_ text: StaticString, to bytes: inout [UInt8]) {
    text.withUTF8Buffer { bytes.append(contentsOf: $0) }
  }

  private static func append(number: Int, to bytes: inout [UInt8]) {
    if number >= 10 { append(number: number / 10, to: &bytes) }
    bytes.append(0x30 + UInt8(truncatingIfNeeded: number % 10))
  }
}
