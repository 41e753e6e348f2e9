/// Writes JSON in the canonical form of RFC 8785 (format C1).
///
/// What is written is appended to `bytes`; the writer adds no punctuation between two calls, so
/// that records can be put together from parts.
public struct JSONWriter: Sendable {
  /// What was written so far: valid UTF-8.
  public private(set) var bytes: [UInt8]

  /// Makes an empty writer.
  public init() { bytes = [] }

  /// Makes an empty writer with room for a number of bytes.
  public init(reservingBytes count: Int) {
    bytes = []
    bytes.reserveCapacity(count)
  }

  /// Appends a value, whose numbers must be finite.
  public mutating func write(_ value: JSONValue) {
    switch value {
    case .null: raw("null")
    case .bool(let value): raw(value ? "true" : "false")
    case .number(let value): write(number: value)
    case .string(let value): write(string: value)
    case .array(let items):
      bytes.append(UInt8(ascii: "["))
      var isFirst = true
      for item in items {
        if !isFirst { bytes.append(UInt8(ascii: ",")) }
        isFirst = false
        write(item)
      }
      bytes.append(UInt8(ascii: "]"))
    case .object(let object): write(object)
    }
  }

  /// Appends an object.
  public mutating func write(_ object: JSONObject) {
    bytes.append(UInt8(ascii: "{"))
    var isFirst = true
    for member in object.members {
      if !isFirst { bytes.append(UInt8(ascii: ",")) }
      isFirst = false
      write(string: member.name)
      bytes.append(UInt8(ascii: ":"))
      write(member.value)
    }
    bytes.append(UInt8(ascii: "}"))
  }

  /// Appends a number, which must be finite.
  public mutating func write(number: Double) {
    NumberText.append(number, to: &bytes)
  }

  /// Appends a string in quotes, with the shortest escapes (RFC 8785 section 3.2.2.2).
  public mutating func write(string: String) {
    ByteOrder.withBytes(of: string) { write(stringBytes: $0) }
  }

  /// Appends bytes as they are: the caller answers for the result being JSON.
  public mutating func raw(_ bytes: [UInt8]) {
    self.bytes.append(contentsOf: bytes)
  }

  /// Appends bytes as they are: the caller answers for the result being JSON.
  public mutating func raw(_ bytes: ArraySlice<UInt8>) {
    self.bytes.append(contentsOf: bytes)
  }

  /// Appends a literal as it is: the caller answers for the result being JSON.
  public mutating func raw(_ text: StaticString) {
    text.withUTF8Buffer { bytes.append(contentsOf: $0) }
  }

  /// Appends bytes as they are: the caller answers for the result being JSON.
  package mutating func raw(_ bytes: UnsafeBufferPointer<UInt8>) {
    self.bytes.append(contentsOf: bytes)
  }

  private mutating func write(stringBytes text: UnsafeBufferPointer<UInt8>) {
    bytes.append(UInt8(ascii: "\""))
    var start = 0
    while true {
      let end = JSONBytes.plainEnd(text, from: start)
      bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[start..<end]))
      if end == text.count { break }
      writeEscape(text[end])
      start = end &+ 1
    }
    bytes.append(UInt8(ascii: "\""))
  }

  private mutating func writeEscape(_ byte: UInt8) {
    bytes.append(UInt8(ascii: "\\"))
    switch byte {
    case 0x08: bytes.append(UInt8(ascii: "b"))
    case 0x09: bytes.append(UInt8(ascii: "t"))
    case 0x0a: bytes.append(UInt8(ascii: "n"))
    case 0x0c: bytes.append(UInt8(ascii: "f"))
    case 0x0d: bytes.append(UInt8(ascii: "r"))
    case 0x22, 0x5c: bytes.append(byte)
    default:
      raw("u00")
      bytes.append(UInt8(ascii: "0") &+ (byte >> 4))
      let low = byte & 0x0f
      bytes.append(low < 10 ? UInt8(ascii: "0") &+ low : UInt8(ascii: "a") &- 10 &+ low)
    }
  }
}

extension JSONValue {
  /// The canonical form of RFC 8785; the numbers must be finite.
  public var canonicalBytes: [UInt8] {
    var writer = JSONWriter()
    writer.write(self)
    return writer.bytes
  }

  /// The canonical form of RFC 8785 as text.
  public var canonicalText: String { String(decoding: canonicalBytes, as: UTF8.self) }
}

extension JSONObject {
  /// The canonical form of RFC 8785; the numbers must be finite.
  public var canonicalBytes: [UInt8] {
    var writer = JSONWriter()
    writer.write(self)
    return writer.bytes
  }
}
