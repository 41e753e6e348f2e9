extension HTTPError {
  /// The status with which a server answers; every such answer closes the connection.
  public var status: Status { code.status }

  /// What to do next.
  public var remedy: Remedy { code.remedy }
}

extension HTTPError.Code {
  /// The status with which a server answers.
  ///
  /// A mistake of the client is never told as one of the server: a coding, a method and a version
  /// that are not spoken here are 400, where RFC 9110 has 501 and 505 as well (decision 0016).
  public var status: Status {
    switch self {
    case .headTooSlow, .bodyTooSlow: .requestTimeout
    case .bodyTooLarge: .contentTooLarge
    case .requestLineTooLong: .uriTooLong
    case .unsupportedExpectation: .expectationFailed
    case .headerSectionTooLarge, .tooManyFields, .trailersTooLarge: .headerFieldsTooLarge
    case .noAnswer, .invalidAddress, .socketFailed: .internalServerError
    case .tooManyConnections, .diskFailed: .serviceUnavailable
    case .diskFull: .insufficientStorage
    default: .badRequest
    }
  }

  /// What to do next.
  public var remedy: HTTPError.Remedy {
    switch self {
    case .bodyTooLarge, .requestLineTooLong, .headerSectionTooLarge, .tooManyFields,
      .trailersTooLarge:
      .sendLess
    case .headTooSlow, .bodyTooSlow, .incompleteRequest: .sendAgain
    case .noAnswer, .tooManyConnections, .diskFull, .diskFailed: .tryLater
    case .invalidAddress: .correctAddress
    case .socketFailed: .seeSystemError
    default: .correctRequest
    }
  }

  /// The rule in one sentence, without a closing stop.
  public var sentence: String {
    switch self {
    case .bareLineFeed: "A line ends with LF without CR"
    case .bareCarriageReturn: "A CR is not followed by LF"
    case .controlByte: "A control byte stands in a line"
    case .malformedRequestLine: "The request line is not method, target and version"
    case .invalidMethod: "The method is not a token"
    case .unknownMethod: "The method is none of HTTP's own, which are in capitals"
    case .invalidTarget: "The target holds a byte that a URI may not hold"
    case .targetNotOriginForm: "The target does not begin with a slash"
    case .invalidPercentEncoding: "A percent encoding is incomplete or not UTF-8"
    case .ambiguousPath: "The path holds an encoded slash, a control character or a dot segment"
    case .malformedVersion: "The version is not HTTP, a slash and two digits"
    case .unsupportedVersion: "Only HTTP/1.1 and HTTP/1.0 are spoken here"
    case .requestLineTooLong: "The request line is too long"
    case .headerSectionTooLarge: "The header section is too large"
    case .tooManyFields: "There are too many fields"
    case .invalidFieldName: "A field name is not a token"
    case .whitespaceBeforeColon: "Whitespace stands in or after a field name"
    case .missingColon: "A field line has no colon"
    case .foldedField: "A field line begins with whitespace"
    case .invalidFieldValue: "A field value holds a control byte or outer whitespace"
    case .repeatedField: "A field that may stand once is repeated"
    case .missingHost: "There is no Host field"
    case .repeatedHost: "There is more than one Host field"
    case .invalidHost: "The Host field is not a host and a port"
    case .unsupportedExpectation: "Only the expectation 100-continue can be met"
    case .repeatedContentLength: "There is more than one Content-Length"
    case .invalidContentLength: "The Content-Length is not a row of digits"
    case .conflictingLengths: "Content-Length and Transfer-Encoding exclude one another"
    case .invalidTransferEncoding: "The Transfer-Encoding must be chunked, once"
    case .unsupportedTransferCoding: "The only transfer coding known here is chunked"
    case .transferEncodingInHTTP10: "HTTP/1.0 has no Transfer-Encoding"
    case .bodyTooLarge: "The body is too large"
    case .invalidChunkSize: "A chunk size is not a row of at most sixteen hexadecimal digits"
    case .invalidChunkExtension: "A chunk extension is malformed"
    case .chunkExtensionsTooLong: "The chunk extensions are too long together"
    case .chunkLineTooLong: "A chunk-size line is too long"
    case .missingChunkEnd: "A chunk is not followed by CRLF"
    case .trailersTooLarge: "The trailer section is too large"
    case .forbiddenTrailer: "A field stands in the trailers that may stand only in the head"
    case .incompleteRequest: "The connection ended within a request"
    case .headTooSlow: "The head took too long to arrive"
    case .bodyTooSlow: "The body arrives too slowly"
    case .tooManyConnections: "There are too many connections"
    case .diskFull: "The disk is full and nothing of the body was kept"
    case .diskFailed: "The body could not be kept on disk and nothing of it was"
    case .noAnswer: "The request was dropped without an answer"
    case .invalidAddress: "The address is not an IPv4 or IPv6 literal"
    case .socketFailed: "A socket call failed"
    }
  }
}

extension HTTPError: CustomStringConvertible {
  /// The rule and the place, as one sentence.
  public var description: String {
    switch place {
    case .byte(let offset): "\(code.sentence) (byte \(offset))."
    case .field(let name): "\(code.sentence) (field \(name))."
    case .call(let call, let errno): "\(code.sentence) (\(call), errno \(errno))."
    case .whole: "\(code.sentence)."
    }
  }
}
