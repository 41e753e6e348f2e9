import SchouwCanon

/// The address of a value in a document (RFC 6901), compared as bytes (rule I5).
public struct JSONPointer: Sendable, Hashable, Comparable, CustomStringConvertible {
  /// The pointer as text; empty for the document itself.
  public let description: String

  /// The document itself.
  public static let root = JSONPointer(unchecked: "")

  private init(unchecked text: String) { description = text }

  /// Takes bytes that are a pointer as ``isPointer(_:)`` says.
  init(checked bytes: ArraySlice<UInt8>) {
    description = String(decoding: bytes, as: UTF8.self)
  }

  /// Reads a pointer of at most 16 tokens and 512 bytes; nil for anything else.
  public init?(_ text: String) {
    guard ByteOrder.withBytes(of: text, Self.isPointer) else { return nil }
    description = text
  }

  /// Whether bytes are a pointer of at most 16 tokens and 512 bytes.
  static func isPointer(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard bytes.count <= Limits.pathBytesMax else { return false }
    guard let first = bytes.first else { return true }
    guard first == UInt8(ascii: "/") else { return false }
    var tokens: UInt32 = 0
    var tildes: UInt32 = 0
    for byte in bytes {
      tokens &+= byte == UInt8(ascii: "/") ? 1 : 0
      tildes &+= byte == UInt8(ascii: "~") ? 1 : 0
    }
    guard tokens <= Limits.pathTokensMax else { return false }
    return tildes == 0 || hasWholeEscapes(bytes)
  }

  private static func hasWholeEscapes(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    var afterTilde = false
    for byte in bytes {
      if afterTilde, byte != UInt8(ascii: "0"), byte != UInt8(ascii: "1") { return false }
      afterTilde = byte == UInt8(ascii: "~")
    }
    return !afterTilde
  }

  /// Makes a pointer of unescaped tokens; nil if it would exceed the limits.
  public init?(tokens: [String]) {
    self.init(tokens.map { "/" + Self.escape($0) }.joined())
  }

  /// Whether this is the document itself.
  public var isRoot: Bool { description.utf8.isEmpty }

  /// Whether it has a character from U+E000 on, by which the order of bytes and that of members may differ.
  var isWide: Bool {
    ByteOrder.withBytes(of: description) { bytes in
      var greatest: UInt8 = 0
      for byte in bytes { greatest = max(greatest, byte) }
      return greatest >= 0xee
    }
  }

  /// Whether this is at or under a reserved register (rule B1).
  public var isReserved: Bool { hasBytesPrefix(description, "/@") }

  /// The tokens, unescaped.
  public var tokens: [String] {
    description.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
      .dropFirst()
      .map { Self.unescape(Substring($0)) }
  }

  /// The last token, unescaped; empty for the document itself.
  public var lastToken: String {
    guard let slash = description.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "" }
    return Self.unescape(description[description.utf8.index(after: slash)...])
  }

  /// The pointer without its last token; nil for the document itself.
  public var parent: JSONPointer? {
    guard let slash = description.utf8.lastIndex(of: UInt8(ascii: "/")) else { return nil }
    return JSONPointer(unchecked: String(description[..<slash]))
  }

  /// The pointer with one more token; nil if that would exceed the limits.
  public func appending(_ token: String) -> JSONPointer? {
    JSONPointer(description + "/" + Self.escape(token))
  }

  /// Whether this path is strictly above another (rule I5); the document is above every other path.
  public func isAbove(_ other: JSONPointer) -> Bool {
    let mine = description.utf8
    let theirs = other.description.utf8
    return theirs.count > mine.count && hasBytesPrefix(other.description, description)
      && theirs[theirs.index(theirs.startIndex, offsetBy: mine.count)] == UInt8(ascii: "/")
  }

  /// Whether this path is another or above it.
  public func isAtOrAbove(_ other: JSONPointer) -> Bool { self == other || isAbove(other) }

  /// Whether one of two paths is the other or above it.
  public func overlaps(_ other: JSONPointer) -> Bool { isAtOrAbove(other) || other.isAbove(self) }

  private static func escape(_ token: String) -> String {
    guard token.utf8.contains(where: { $0 == UInt8(ascii: "~") || $0 == UInt8(ascii: "/") }) else {
      return token
    }
    var bytes: [UInt8] = []
    for byte in token.utf8 {
      switch byte {
      case UInt8(ascii: "~"): bytes += Array("~0".utf8)
      case UInt8(ascii: "/"): bytes += Array("~1".utf8)
      default: bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func unescape(_ token: Substring) -> String {
    guard token.utf8.contains(UInt8(ascii: "~")) else { return String(token) }
    var bytes: [UInt8] = []
    var afterTilde = false
    for byte in token.utf8 {
      if afterTilde {
        bytes.append(byte == UInt8(ascii: "0") ? UInt8(ascii: "~") : UInt8(ascii: "/"))
        afterTilde = false
      } else if byte == UInt8(ascii: "~") {
        afterTilde = true
      } else {
        bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Whether the bytes are the same.
  public static func == (a: JSONPointer, b: JSONPointer) -> Bool {
    sameBytes(a.description, b.description)
  }

  /// The order of the bytes.
  public static func < (a: JSONPointer, b: JSONPointer) -> Bool {
    bytesPrecede(a.description, b.description)
  }

  /// Hashes the bytes.
  public func hash(into hasher: inout Hasher) { hashBytes(description, into: &hasher) }
}
