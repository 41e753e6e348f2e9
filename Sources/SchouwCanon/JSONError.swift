/// What is wrong with a JSON text, and where.
public struct JSONError: SchouwError, Equatable {
  /// The kinds of error.
  public enum Code: String, Sendable, CaseIterable {
    /// A byte that cannot stand here.
    case unexpectedByte
    /// The text ends too early.
    case unexpectedEnd
    /// The text begins with U+FEFF.
    case byteOrderMark
    /// Bytes that are no UTF-8.
    case invalidUTF8
    /// One half of a surrogate pair, raw or escaped.
    case loneSurrogate
    /// Two members of one object have the same name.
    case duplicateName
    /// The number is not finite as a double.
    case numberOutOfRange
    /// An integer beyond 2^53 that would be rounded.
    case integerNotExact
    /// More levels of arrays and objects than allowed.
    case tooDeep
    /// More bytes than allowed.
    case tooLarge
    /// Something follows the value.
    case trailingBytes
    /// Well-formed, but not as RFC 8785 writes it.
    case notCanonical
    /// A backslash sequence that JSON does not have.
    case badEscape
    /// A raw control character in a string.
    case controlCharacter
    /// A number that is not spelled as JSON spells numbers.
    case badNumber
    /// The outermost value is not an object.
    case notAnObject
  }

  /// The kind of error.
  public let code: Code
  /// The offset in bytes, from 0, of the first byte that is wrong.
  public let byte: Int
  /// The line, from 1; lines end with a line feed.
  public internal(set) var line: Int
  /// The column in the line, from 1, counted in Unicode scalars.
  public internal(set) var column: Int
  /// The JSON Pointer (RFC 6901) of the value in which the error lies.
  public internal(set) var path: String

  /// Makes an error; line, column and path are filled in on the way out of the reader.
  init(_ code: Code, at byte: Int, line: Int = 1, column: Int = 1, path: String = "") {
    self.code = code
    self.byte = byte
    self.line = line
    self.column = column
    self.path = path
  }

  /// The name of the code.
  public var codeName: String { code.rawValue }

  /// Line, column, byte and path; no file.
  public var place: Place { Place(line: line, column: column, byte: byte, path: path) }

  /// What to do about this kind of error.
  public var remedy: Remedy { Remedy(code: "json.\(code.rawValue)", text: code.remedyText) }

  /// One line: what, where, and what to do.
  public var description: String { "\(code.sentence) (\(place)). \(remedy.text)" }

  /// The same error one level up: in the member `name`.
  func inside(name: String) -> JSONError {
    var result = self
    var token = ""
    for scalar in name.unicodeScalars {
      switch scalar {
      case "~": token += "~0"
      case "/": token += "~1"
      default: token.unicodeScalars.append(scalar)
      }
    }
    result.path = "/" + token + path
    return result
  }

  /// The same error one level up: in the item at `index`.
  func inside(index: Int) -> JSONError {
    var result = self
    result.path = "/\(index)" + path
    return result
  }

  /// The same error with line and column counted in the text.
  func located(in text: UnsafeBufferPointer<UInt8>) -> JSONError {
    var result = self
    for position in 0..<min(byte, text.count) {
      if text[position] == 0x0a {
        result.line += 1
        result.column = 1
      } else if text[position] & 0xc0 != 0x80 {
        result.column += 1
      }
    }
    return result
  }
}

extension JSONError.Code {
  var sentence: String {
    switch self {
    case .unexpectedByte: "The JSON text has a byte that cannot stand here"
    case .unexpectedEnd: "The JSON text ends too early"
    case .byteOrderMark: "The JSON text begins with a byte order mark"
    case .invalidUTF8: "The JSON text is not valid UTF-8"
    case .loneSurrogate: "A string has one half of a surrogate pair"
    case .duplicateName: "A name occurs twice in one object"
    case .numberOutOfRange: "A number is too large for a double"
    case .integerNotExact: "An integer is too large to be kept exactly"
    case .tooDeep: "The JSON text has too many levels"
    case .tooLarge: "The JSON text is too large"
    case .trailingBytes: "Something follows the JSON value"
    case .notCanonical: "The JSON text is not in canonical form"
    case .badEscape: "A string has an unknown backslash sequence"
    case .controlCharacter: "A string has a raw control character"
    case .badNumber: "A number is not spelled as in JSON"
    case .notAnObject: "The JSON value is not an object"
    }
  }

  var remedyText: String {
    switch self {
    case .unexpectedByte: "Correct the text at this place."
    case .unexpectedEnd: "Check that the whole text was written or received."
    case .byteOrderMark: "Save the file as UTF-8 without a byte order mark."
    case .invalidUTF8: "Save the file as UTF-8."
    case .loneSurrogate: "Write the whole character, or both halves as escapes."
    case .duplicateName: "Give each name once."
    case .numberOutOfRange: "Write a number below 1.8e308."
    case .integerNotExact: "Write the number as a string, or with an exponent."
    case .tooDeep: "Write the value with fewer levels."
    case .tooLarge: "Split the text into smaller ones."
    case .trailingBytes: "Give one JSON value and nothing after it."
    case .notCanonical: "Rewrite the text in the form of RFC 8785."
    case .badEscape: "Use only the escapes of RFC 8259 section 7."
    case .controlCharacter: "Write control characters as escapes."
    case .badNumber: "Write numbers as RFC 8259 section 6 has them."
    case .notAnObject: "Give an object, in braces."
    }
  }
}
