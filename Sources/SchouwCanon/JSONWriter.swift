/// Writes JSON in the canonical form of RFC 8785 (format C1).
///
/// What is written is appended to what was; the writer adds no punctuation between two calls, so
/// that records can be put together from parts.
public struct JSONWriter: ~Copyable {
  @usableFromInline var base: UnsafeMutablePointer<UInt8>
  @usableFromInline var capacity: Int
  /// How many bytes were written so far.
  @usableFromInline package var count = 0

  /// Makes an empty writer with room for a number of bytes.
  public init(reservingBytes count: Int = 256) {
    capacity = max(count, 1)
    base = UnsafeMutablePointer.allocate(capacity: capacity)
  }

  deinit { base.deallocate() }

  /// What was written so far, copied: valid UTF-8.
  public var bytes: [UInt8] { Array(UnsafeBufferPointer(start: base, count: count)) }

  /// Lends what was written so far.
  package func withBytes<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
    body(UnsafeRawBufferPointer(start: base, count: count))
  }

  /// Forgets what was written; the room for it stays.
  package mutating func removeAll() { count = 0 }

  /// Makes room for some more bytes and gives the place of the first; they count once ``count`` says so.
  @inlinable
  mutating func room(for more: Int) -> UnsafeMutablePointer<UInt8> {
    if count &+ more > capacity { grow(to: count &+ more) }
    return base + count
  }

  @usableFromInline
  @inline(never)
  mutating func grow(to least: Int) {
    let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: max(capacity &* 2, least))
    larger.update(from: base, count: count)
    base.deallocate()
    base = larger
    capacity = max(capacity &* 2, least)
  }

  /// Appends a value, whose numbers must be finite.
  public mutating func write(_ value: JSONValue) {
    switch value {
    case .null: raw("null")
    case .bool(let value): raw(value ? "true" : "false")
    case .number(let value): write(number: value)
    case .string(let value): write(string: value)
    case .array(let items):
      raw(UInt8(ascii: "["))
      var isFirst = true
      for item in items {
        if !isFirst { raw(UInt8(ascii: ",")) }
        isFirst = false
        write(item)
      }
      raw(UInt8(ascii: "]"))
    case .object(let object): write(object)
    }
  }

  /// Appends an object.
  public mutating func write(_ object: JSONObject) {
    raw(UInt8(ascii: "{"))
    var isFirst = true
    for member in object.members {
      if !isFirst { raw(UInt8(ascii: ",")) }
      isFirst = false
      write(string: member.name)
      raw(UInt8(ascii: ":"))
      write(member.value)
    }
    raw(UInt8(ascii: "}"))
  }

  /// Appends a number, which must be finite.
  public mutating func write(number: Double) {
    fill(NumberText.byteCountMax) { NumberText.put(number, at: $0) }
  }

  /// Appends an integer of magnitude at most 2^53.
  public mutating func write(integer: Int) {
    fill(NumberText.byteCountMax) { NumberText.put(integer: Int64(integer), at: $0) }
  }

  /// Appends a hash in quotes (format I2).
  public mutating func write(_ digest: Digest) {
    fill(Digest.textCount + 2) { text in
      text[0] = UInt8(ascii: "\"")
      digest.putBase64URL(at: text + 1)
      text[Digest.textCount + 1] = UInt8(ascii: "\"")
      return Digest.textCount + 2
    }
  }

  /// Appends a string in quotes, with the shortest escapes (RFC 8785 section 3.2.2.2).
  public mutating func write(string: String) {
    ByteOrder.withBytes(of: string) { write(stringBytes: $0) }
  }

  /// Appends bytes as they are: the caller answers for the result being JSON.
  public mutating func raw(_ bytes: [UInt8]) {
    bytes.withUnsafeBufferPointer { raw($0) }
  }

  /// Appends bytes as they are: the caller answers for the result being JSON.
  public mutating func raw(_ bytes: ArraySlice<UInt8>) {
    bytes.withUnsafeBufferPointer { raw($0) }
  }

  /// Appends a literal as it is: the caller answers for the result being JSON.
  @inlinable
  public mutating func raw(_ text: StaticString) {
    room(for: text.utf8CodeUnitCount)
      .update(from: text.utf8Start, count: text.utf8CodeUnitCount)
    count &+= text.utf8CodeUnitCount
  }

  /// Appends a byte as it is: the caller answers for the result being JSON.
  @inlinable
  package mutating func raw(_ byte: UInt8) {
    room(for: 1).pointee = byte
    count &+= 1
  }

  /// Appends bytes as they are: the caller answers for the result being JSON.
  @inlinable
  package mutating func raw(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard let base = bytes.baseAddress else { return }
    room(for: bytes.count).update(from: base, count: bytes.count)
    count &+= bytes.count
  }

  /// Appends at most `capacity` bytes, which `body` writes; it says how many.
  @inlinable
  package mutating func fill(_ capacity: Int, _ body: (UnsafeMutablePointer<UInt8>) -> Int) {
    count &+= body(room(for: capacity))
  }

  private mutating func write(stringBytes text: UnsafeBufferPointer<UInt8>) {
    raw(UInt8(ascii: "\""))
    var start = 0
    while true {
      let end = JSONBytes.plainEnd(text, from: start)
      raw(UnsafeBufferPointer(rebasing: text[start..<end]))
      if end == text.count { break }
      writeEscape(text[end])
      start = end &+ 1
    }
    raw(UInt8(ascii: "\""))
  }

  private mutating func writeEscape(_ byte: UInt8) {
    raw(UInt8(ascii: "\\"))
    switch byte {
    case 0x08: raw(UInt8(ascii: "b"))
    case 0x09: raw(UInt8(ascii: "t"))
    case 0x0a: raw(UInt8(ascii: "n"))
    case 0x0c: raw(UInt8(ascii: "f"))
    case 0x0d: raw(UInt8(ascii: "r"))
    case 0x22, 0x5c: raw(byte)
    default:
      raw("u00")
      raw(UInt8(ascii: "0") &+ (byte >> 4))
      let low = byte & 0x0f
      raw(low < 10 ? UInt8(ascii: "0") &+ low : UInt8(ascii: "a") &- 10 &+ low)
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
