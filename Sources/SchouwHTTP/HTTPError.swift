/// Why a request was refused, a field cannot be built, or a socket failed.
///
/// The text names rules, places and field names, never a value that a client has sent.
public struct HTTPError: Error, Sendable, Equatable {
  /// The rule that was broken; each has a sentence, an answer status and a remedy.
  public enum Code: String, Sendable, CaseIterable {
    // Lines.
    case bareLineFeed, bareCarriageReturn, controlByte
    // Request line.
    case malformedRequestLine, invalidMethod, unknownMethod, invalidTarget, targetNotOriginForm
    case invalidPercentEncoding, ambiguousPath, malformedVersion, unsupportedVersion
    case requestLineTooLong
    // Fields.
    case headerSectionTooLarge, tooManyFields, invalidFieldName, whitespaceBeforeColon
    case missingColon, foldedField, invalidFieldValue, repeatedField
    case missingHost, repeatedHost, invalidHost, unsupportedExpectation
    // Framing.
    case repeatedContentLength, invalidContentLength, conflictingLengths
    case invalidTransferEncoding, unsupportedTransferCoding, transferEncodingInHTTP10
    case bodyTooLarge, invalidChunkSize, invalidChunkExtension, chunkExtensionsTooLong
    case chunkLineTooLong, missingChunkEnd, trailersTooLarge, forbiddenTrailer
    // Time and connections.
    case incompleteRequest, headTooSlow, bodyTooSlow, tooManyConnections, noAnswer
    // Bodies that go to disk.
    case diskFull, diskFailed
    // Sockets.
    case invalidAddress, socketFailed
  }

  /// Where the rule was broken.
  public enum Place: Sendable, Equatable {
    /// Bytes of the connection before the offending one, from 0.
    case byte(Int)
    /// A field, by its name.
    case field(String)
    /// A system call and what it left in `errno`.
    case call(String, errno: Int32)
    /// The connection or the configuration as a whole.
    case whole
  }

  /// What to do next.
  public enum Remedy: String, Sendable, CaseIterable {
    /// Correct the request; the same bytes will be refused again.
    case correctRequest
    /// Send less at once.
    case sendLess
    /// Send again, on a better line.
    case sendAgain
    /// Wait a while, then try again.
    case tryLater
    /// Correct the address or port that the server was told to use.
    case correctAddress
    /// Look up the system's error number.
    case seeSystemError
  }

  /// The broken rule.
  public var code: Code
  /// Where it was broken.
  public var place: Place

  /// An error of this code at this place.
  public init(_ code: Code, _ place: Place) {
    self.code = code
    self.place = place
  }
}
