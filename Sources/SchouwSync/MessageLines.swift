public import SchouwCanon

/// The lines of a message: a head, records as raw canonical bytes, and an end that counts them (rule X1).
public struct MessageLines: Sendable {
  /// The head's object.
  public let head: JSONObject
  /// The bytes of the message.
  public let bytes: [UInt8]
  /// The lines between head and end, as ranges of ``bytes``, without their line feeds.
  public let records: [Range<Int>]

  /// The most lines that a message may have.
  public static let recordsMax = 10_000
  /// The most bytes that a message may have.
  public static let bytesMax = 6 << 20

  /// Writes a message.
  public static func write(head: JSONObject, records: [[UInt8]]) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(records.reduce(512) { $0 + $1.count + 1 })
    bytes += JSONValue.object(JSONObject([("sync", .object(head))])).canonicalBytes
    bytes.append(UInt8(ascii: "\n"))
    for record in records {
      precondition(!isReserved(record[...]), "head and end of a message are no records")
      bytes += record
      bytes.append(UInt8(ascii: "\n"))
    }
    bytes += Array("{\"end\":{\"records\":\(records.count)}}\n".utf8)
    return bytes
  }

  /// Whether a line is of the message itself: no record has these kinds.
  private static func isReserved(_ line: ArraySlice<UInt8>) -> Bool {
    line.starts(with: endPrefix) || line.starts(with: headPrefix)
  }

  private static let endPrefix = Array("{\"end\":".utf8)
  private static let headPrefix = Array("{\"sync\":".utf8)

  /// Splits a message; the records are not parsed.
  ///
  /// - Throws: `cut` unless it ends with a line that counts the records; `badHead`, `tooLarge`,
  ///   `notJSONLines` for a record of a reserved kind.
  public init(reading bytes: [UInt8]) throws(SyncError) {
    guard bytes.count <= Self.bytesMax else { throw SyncError(.tooLarge, line: 1) }
    guard bytes.last == UInt8(ascii: "\n") else { throw SyncError(.cut, line: 1) }
    var lines: [Range<Int>] = []
    var start = 0
    while start < bytes.count, let end = JSONBytes.first(UInt8(ascii: "\n"), in: bytes, from: start)
    {
      lines.append(start..<end)
      start = end + 1
      guard lines.count <= Self.recordsMax + 2 else {
        throw SyncError(.tooLarge, line: lines.count)
      }
    }
    guard lines.count >= 2, let first = lines.first, let last = lines.last else {
      throw SyncError(.cut, line: lines.count)
    }
    let end = Array("{\"end\":{\"records\":\(lines.count - 2)}}".utf8)
    guard bytes[last].elementsEqual(end) else { throw SyncError(.cut, line: lines.count) }
    guard let object = try? JSONReader.read(bytes[first], limits: .record, form: .canonical),
      let head = object["sync"]?.objectValue
    else { throw SyncError(.badHead, line: 1) }
    guard let version = head["v"]?.integerValue else {
      throw SyncError(.badHead, line: 1, member: "/sync/v")
    }
    guard version == 1 else { throw SyncError(.newerVersion, line: 1, member: "/sync/v") }
    // A record that looks like the end would make a message that was cut there pass for whole.
    for (index, line) in lines.dropFirst().dropLast().enumerated()
    where Self.isReserved(bytes[line]) {
      throw SyncError(.notJSONLines, line: index + 2)
    }
    self.head = head
    self.bytes = bytes
    records = Array(lines[1..<(lines.count - 1)])
  }
}
