/// A target in origin-form: a path and perhaps a query.
///
/// RFC 9112 §3.2.1, RFC 3986 §3.3 and §3.4.
///
/// Other forms are refused. A path means one thing: an encoded slash, a control character and
/// the segments `.` and `..` (encoded or not) are refused rather than tidied up.
public struct RequestTarget: Sendable, Equatable {
  /// One `name=value` of the query, decoded; a plus sign is a plus sign.
  public struct QueryItem: Sendable, Equatable {
    /// Before the first equals sign.
    public var name: String
    /// Behind it; empty if there is none.
    public var value: String

    /// An item of these parts.
    public init(name: String, value: String) {
      self.name = name
      self.value = value
    }
  }

  /// As it was sent.
  public let text: String
  /// Decoded; begins with a slash.
  public let path: String
  /// In the order sent, repeated names included; empty items left out.
  public let query: [QueryItem]

  /// Reads a target.
  /// - Throws: `targetNotOriginForm`, `invalidTarget`, `invalidPercentEncoding`,
  ///   `ambiguousPath`, each with the byte's place in the target.
  public init(_ text: String) throws(HTTPError) {
    let bytes = Array(text.utf8)
    try self.init(bytes[...], offset: 0)
  }

  /// The segments between the slashes of the path; `/` has one, which is empty.
  public var segments: [Substring] {
    path.dropFirst().split(separator: "/", omittingEmptySubsequences: false)
  }

  /// The value of the only item of this name, or nil if there is none.
  /// - Throws: `repeatedField` if there are several.
  public func single(_ name: String) throws(HTTPError) -> String? {
    var found: String?
    for item in query where item.name.utf8.elementsEqual(name.utf8) {
      guard found == nil else { throw HTTPError(.repeatedField, .field(name)) }
      found = item.value
    }
    return found
  }

  /// Reads a target out of a request line.
  /// - Parameter offset: the place of the slice's first byte in the connection.
  init(_ bytes: ArraySlice<UInt8>, offset: Int) throws(HTTPError) {
    guard bytes.first == 0x2F else { throw HTTPError(.targetNotOriginForm, .byte(offset)) }
    var isPlain = true
    var question: Int?
    var index = bytes.startIndex
    while index < bytes.endIndex {
      let byte = bytes[index]
      guard Octets.isTarget(byte) else {
        throw HTTPError(.invalidTarget, .byte(offset + index - bytes.startIndex))
      }
      if byte == 0x25 || byte == 0x2E { isPlain = false }
      if byte == 0x3F, question == nil { question = index }
      index += 1
    }
    let pathEnd = question ?? bytes.endIndex
    let base = offset - bytes.startIndex
    text = String(decoding: bytes, as: UTF8.self)
    if isPlain {
      path =
        question == nil ? text : String(decoding: bytes[bytes.startIndex..<pathEnd], as: UTF8.self)
    } else {
      path = try Self.decodePath(bytes[bytes.startIndex..<pathEnd], base: base)
    }
    query =
      try question.map { start throws(HTTPError) in
        try Self.decodeQuery(bytes[(start + 1)...], base: base)
      } ?? []
  }

  private static func decodePath(
    _ bytes: ArraySlice<UInt8>,
    base: Int
  ) throws(HTTPError) -> String {
    var decoded: [UInt8] = []
    decoded.reserveCapacity(bytes.count)
    for segment in bytes.dropFirst().split(separator: 0x2F, omittingEmptySubsequences: false) {
      decoded.append(0x2F)
      let start = decoded.count
      try decode(segment, base: base, into: &decoded)
      let part = decoded[start...]
      let isDots = part.elementsEqual([0x2E]) || part.elementsEqual([0x2E, 0x2E])
      guard !isDots, part.allSatisfy({ $0 != 0x2F && $0 >= 0x20 && $0 != 0x7F }) else {
        throw HTTPError(.ambiguousPath, .byte(base + segment.startIndex))
      }
    }
    return try validated(decoded, base + bytes.startIndex)
  }

  private static func decodeQuery(
    _ bytes: ArraySlice<UInt8>,
    base: Int
  ) throws(HTTPError) -> [QueryItem] {
    var items: [QueryItem] = []
    for part in bytes.split(separator: 0x26) {
      let equals = part.firstIndex(of: 0x3D) ?? part.endIndex
      items.append(
        QueryItem(
          name: try decoded(part[..<equals], base: base),
          value: try decoded(part[equals...].dropFirst(), base: base)
        )
      )
    }
    return items
  }

  private static func decoded(
    _ bytes: ArraySlice<UInt8>,
    base: Int
  ) throws(HTTPError) -> String {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    try decode(bytes, base: base, into: &result)
    guard !result.contains(0) else {
      throw HTTPError(.invalidPercentEncoding, .byte(base + bytes.startIndex))
    }
    return try validated(result, base + bytes.startIndex)
  }

  private static func decode(
    _ bytes: ArraySlice<UInt8>,
    base: Int,
    into result: inout [UInt8]
  ) throws(HTTPError) {
    var index = bytes.startIndex
    while index < bytes.endIndex {
      guard bytes[index] == 0x25 else {
        result.append(bytes[index])
        index += 1
        continue
      }
      guard index + 2 < bytes.endIndex, let high = Octets.hex(bytes[index + 1]),
        let low = Octets.hex(bytes[index + 2])
      else { throw HTTPError(.invalidPercentEncoding, .byte(base + index)) }
      result.append(high << 4 | low)
      index += 3
    }
  }

  private static func validated(_ bytes: [UInt8], _ place: Int) throws(HTTPError) -> String {
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw HTTPError(.invalidPercentEncoding, .byte(place))
    }
    return text
  }
}
