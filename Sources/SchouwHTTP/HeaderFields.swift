/// Fields in the order in which they stand, repeated names included.
///
/// RFC 9110 §5.
///
/// Names are compared without ASCII case. Names are tokens and values free of control bytes and
/// of outer whitespace, checked when a field is added, so that no field can end a line early.
/// All bytes lie in one array: a head of a dozen fields costs two allocations.
public struct HeaderFields: Sendable {
  /// Where one field lies in `bytes`.
  struct Entry: Sendable {
    var name: Range<Int32>
    var value: Range<Int32>
  }

  var bytes: [UInt8] = []
  var entries: [Entry] = []

  /// No fields.
  public init() {}

  /// How many field lines there are.
  public var count: Int { entries.count }

  /// True without any field.
  public var isEmpty: Bool { entries.isEmpty }

  /// Adds a field at the end.
  /// - Parameters:
  ///   - name: a token.
  ///   - value: no control byte but the tab, no whitespace at either end; may be empty.
  /// - Throws: `invalidFieldName`, `invalidFieldValue`, with the name (never the value).
  public mutating func append(_ name: String, _ value: String) throws(HTTPError) {
    guard !name.isEmpty, name.utf8.allSatisfy(Octets.isToken) else {
      throw HTTPError(.invalidFieldName, .whole)
    }
    let utf8 = value.utf8
    guard utf8.allSatisfy(Octets.isLine) else {
      throw HTTPError(.invalidFieldValue, .field(name))
    }
    if let first = utf8.first, let last = utf8.last, Octets.isBlank(first) || Octets.isBlank(last) {
      throw HTTPError(.invalidFieldValue, .field(name))
    }
    let start = Int32(bytes.count)
    bytes.append(contentsOf: name.utf8)
    let middle = Int32(bytes.count)
    bytes.append(contentsOf: utf8)
    entries.append(Entry(name: start..<middle, value: middle..<Int32(bytes.count)))
  }

  /// Adds a field whose bytes the parser has already checked.
  mutating func appendChecked(name: Range<Int>, value: Range<Int>, of source: [UInt8]) {
    if bytes.isEmpty {
      bytes.reserveCapacity(256)
      entries.reserveCapacity(8)
    }
    let start = Int32(bytes.count)
    bytes.append(contentsOf: source[name])
    let middle = Int32(bytes.count)
    bytes.append(contentsOf: source[value])
    entries.append(Entry(name: start..<middle, value: middle..<Int32(bytes.count)))
  }
}
