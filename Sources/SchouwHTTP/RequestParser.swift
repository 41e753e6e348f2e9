/// Bytes in, events out: requests of HTTP/1.1 and HTTP/1.0, read strictly.
///
/// RFC 9112.
///
/// A value without input or output. Feed it with `append`, then call `next` until it returns nil.
/// How the bytes were cut makes no difference: events, errors and offsets depend only on the
/// bytes (the tests run every case in every two-part split).
///
/// Where RFC 9112 lets a recipient choose between repair and refusal, this parser refuses: bare
/// LF, folded fields, whitespace before a colon, any repeated Content-Length, any coding but
/// `chunked`. After an error the connection must be closed; `next` throws the same error again.
/// The single leniency is one empty line before a request line (RFC 9112 §2.2).
public struct RequestParser: Sendable {
  /// What has been read, in order: head, perhaps expectation, body pieces, perhaps trailers, end.
  public enum Event: Sendable, Equatable {
    /// Method, target, version and fields; the framing has been judged.
    case head(RequestHead)
    /// The client waits for `100 Continue` before it sends the body. RFC 9110 §10.1.1.
    case expectContinue
    /// A part of the body, never empty; how it is cut follows from how the bytes came.
    case body([UInt8])
    /// Fields after a chunked body, never empty.
    case trailers(HeaderFields)
    /// The request is whole.
    case end
  }

  enum State: Sendable, Equatable {
    /// Before or within a request line; an empty line may have been passed.
    case requestLine(passedEmptyLine: Bool)
    /// Within the header section.
    case fields
    /// The head has been given out and the client's expectation has not.
    case expectation(Framing)
    /// Within a body, with this many bytes to come.
    case fixed(remaining: Int)
    /// Before or within a chunk-size line.
    case chunkSize
    /// Within a chunk, with this many bytes to come.
    case chunk(remaining: Int)
    /// Behind a chunk, before its CRLF.
    case chunkEnd
    /// Within the trailer section.
    case trailers
    /// Everything but the end has been given out.
    case end
    /// Refused; nothing more is read.
    case failed(HTTPError)
  }

  /// How a body is delimited.
  ///
  /// RFC 9112 §6.3.
  enum Framing: Sendable, Equatable {
    case none
    case fixed(Int)
    case chunked
  }

  let limits: Limits
  var state = State.requestLine(passedEmptyLine: false)

  /// Bytes given and not yet dropped; those before `read` are done with.
  var buffer: [UInt8] = []
  var read = 0
  /// Where the search for the end of the present line goes on.
  var scanned = 0
  /// The place of `buffer[0]` in the connection.
  var base = 0

  // The head under construction.
  var method = Method.get
  var target: RequestTarget?
  var version = Version.http11
  var fields = HeaderFields()
  var sectionBytes = 0
  var bodyBytes = 0
  var extensionBytes = 0

  /// A parser at the beginning of a connection.
  public init(limits: Limits = Limits()) { self.limits = limits }

  /// Bytes of the connection that have been used up by the events so far.
  public var offset: Int { base + read }

  /// Bytes given that no event has used yet.
  public var pendingBytes: Int { buffer.count - read }

  /// True between two requests, without a byte of the next.
  public var isBetweenRequests: Bool {
    guard case .requestLine = state else { return false }
    return read == buffer.count
  }

  /// True from the first byte of a request line to the end of its head.
  public var isInHead: Bool {
    switch state {
    case .requestLine: read < buffer.count
    case .fields: true
    default: false
    }
  }

  /// True from the end of a head to the end of its request.
  public var isInBody: Bool {
    switch state {
    case .expectation, .fixed, .chunkSize, .chunk, .chunkEnd, .trailers, .end: true
    default: false
    }
  }

  /// The length of a body that its head has told; nil if there is none or it comes in chunks.
  ///
  /// Known as soon as the head has been given out.
  public var announcedBodyBytes: Int? {
    switch state {
    case .fixed(let count), .expectation(.fixed(let count)): count
    default: nil
    }
  }

  /// Body bytes of the present request that have been given out.
  public var bodyBytesRead: Int { bodyBytes }

  /// Takes further bytes of the connection.
  ///
  /// Cost: a copy.
  public mutating func append(_ bytes: UnsafeRawBufferPointer) {
    drop()
    buffer.append(contentsOf: bytes)
  }

  /// Takes further bytes of the connection.
  ///
  /// Cost: a copy.
  public mutating func append(_ bytes: [UInt8]) {
    bytes.withUnsafeBytes { append($0) }
  }

  /// The next event, or nil if more bytes are needed for one.
  /// - Throws: any code that begins with a line, field, framing or target; the place is
  ///   `.byte(offset)`. The connection must be closed then.
  public mutating func next() throws(HTTPError) -> Event? {
    do throws(HTTPError) {
      return try step()
    } catch {
      state = .failed(error)
      throw error
    }
  }

  /// The error that the end of the input means here, or nil between two requests.
  public func endOfInput() -> HTTPError? {
    if case .failed(let error) = state { return error }
    return isBetweenRequests ? nil : HTTPError(.incompleteRequest, .byte(base + buffer.count))
  }

  private mutating func drop() {
    guard read > 0 else { return }
    if read == buffer.count {
      base += read
      if buffer.capacity > Limits.keptBufferBytesMax {
        buffer = []
      } else {
        buffer.removeAll(keepingCapacity: true)
      }
    } else if read >= buffer.count / 2 {
      base += read
      buffer.removeSubrange(..<read)
    } else {
      return
    }
    scanned -= read
    read = 0
  }
}
