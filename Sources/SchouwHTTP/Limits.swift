/// The bounds on everything a client may send; one value for a whole server.
public struct Limits: Sendable, Equatable {
  /// A request line with its CRLF, in bytes; beyond it 414.
  public var requestLineBytesMax = 8 * 1024
  /// A header section with its closing empty line, in bytes; beyond it 431.
  public var headerSectionBytesMax = 16 * 1024
  /// Field lines in a header section, and again in a trailer section; beyond it 431.
  public var fieldCountMax = 100
  /// A body after removal of the chunk framing, in bytes; beyond it 413.
  public var bodyBytesMax = 16 * 1024 * 1024
  /// A chunk-size line with its extensions and CRLF, in bytes; beyond it 400.
  public var chunkLineBytesMax = 256
  /// All chunk extensions of one body together, in bytes; beyond it 400.
  public var chunkExtensionBytesMax = 4 * 1024
  /// A trailer section with its closing empty line, in bytes; beyond it 431.
  public var trailerSectionBytesMax = 4 * 1024
  /// Requests of one connection that may wait for their answers; beyond it reading stops.
  public var waitingRequestsMax = 32
  /// Unsent bytes of one connection above which no further request is taken up.
  public var unsentBytesMax = 1024 * 1024
  /// Unsent bytes at which a streaming answer is asked to wait.
  public var streamHighWaterBytes = 256 * 1024
  /// Unsent bytes at which a waiting streaming answer is told to go on.
  public var streamLowWaterBytes = 64 * 1024

  /// Hexadecimal digits of a chunk size: those of 64 bits.
  ///
  /// RFC 9112 §7.1 asks for a bound.
  package static let chunkSizeDigitsMax = 16
  /// Bytes taken from a socket at once.
  package static let readBytes = 64 * 1024
  /// A body of this size or more is handed to the socket as it is, not copied behind its head.
  package static let copiedBodyBytesMax = 16 * 1024
  /// A buffer that has run empty keeps its memory up to this size, in bytes.
  package static let keptBufferBytesMax = 16 * 1024

  /// The bounds that the manual names.
  public init() {}

  /// The first relation between them that does not hold, in words; nil if all do.
  package var contradiction: String? {
    let all = [
      requestLineBytesMax, headerSectionBytesMax, fieldCountMax, bodyBytesMax, chunkLineBytesMax,
      chunkExtensionBytesMax, trailerSectionBytesMax, waitingRequestsMax, unsentBytesMax,
      streamLowWaterBytes,
    ]
    if all.contains(where: { $0 < 1 }) { return "every bound is at least 1" }
    // "GET / HTTP/1.1", and behind it a line with its CRLF.
    if requestLineBytesMax < 16 { return "the shortest request line has a place" }
    if chunkLineBytesMax < Self.chunkSizeDigitsMax + 2 {
      return "a chunk-size line holds every size"
    }
    if trailerSectionBytesMax > headerSectionBytesMax {
      return "trailers are no larger than a header section"
    }
    if streamLowWaterBytes >= streamHighWaterBytes {
      return "the low water lies below the high water"
    }
    if streamHighWaterBytes > unsentBytesMax {
      return "the high water lies within the unsent bytes"
    }
    // Heads, bodies under way and answers of one connection: what it can make the server hold.
    let (held, isTooMuch) = bodyBytesMax.addingReportingOverflow(
      requestLineBytesMax + headerSectionBytesMax + unsentBytesMax
    )
    if isTooMuch || held > Self.heldBytesMax { return "one connection holds at most 64 MiB" }
    return nil
  }

  /// What one connection may make the server hold at most, in bytes.
  package static let heldBytesMax = 64 * 1024 * 1024
}
