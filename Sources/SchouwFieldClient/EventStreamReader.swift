/// Reads a stream of server-sent events: bytes in, events out.
///
/// WHATWG HTML, section 9.2.6. How the bytes are cut makes no difference. A stream with a line or an event of
/// more than ``bytesMax`` bytes is none of an office: it is read no further.
public struct EventStreamReader: Sendable {
  /// An event with data.
  public struct Event: Sendable, Equatable {
    /// Its name; `message` if it has none.
    public var name: String
    /// Its lines of data, with line feeds between.
    public var data: String
    /// The last id of the stream.
    public var id: String
  }

  /// The largest line and the most data of an event, in bytes.
  public static let bytesMax = 64 << 10

  /// The last id that was told, with or without an event.
  public private(set) var lastID = ""
  /// Whether the stream is none of an office.
  public private(set) var isBroken = false

  private var line: [UInt8] = []
  private var endedWithReturn = false
  private var isFirstLine = true
  private var name = ""
  private var data: [UInt8] = []
  private var hasData = false
  private var id = ""

  /// At the beginning of a stream.
  public init() {}

  /// Takes bytes and returns the events that they complete.
  public mutating func read(_ bytes: [UInt8]) -> [Event] {
    var events: [Event] = []
    for byte in bytes where !isBroken {
      switch byte {
      case 0x0a where endedWithReturn: endedWithReturn = false
      case 0x0a, 0x0d:
        endedWithReturn = byte == 0x0d
        if let event = endLine() { events.append(event) }
      default:
        endedWithReturn = false
        line.append(byte)
        isBroken = line.count > Self.bytesMax
      }
    }
    return events
  }

  private mutating func endLine() -> Event? {
    defer { line.removeAll(keepingCapacity: true) }
    if isFirstLine, line.starts(with: [0xef, 0xbb, 0xbf]) { line.removeFirst(3) }
    isFirstLine = false
    guard !line.isEmpty else { return dispatch() }
    let colon = line.firstIndex(of: 0x3a) ?? line.endIndex
    guard colon > 0 else { return nil }  // a comment
    var value = line[colon...].dropFirst()
    if value.first == 0x20 { value = value.dropFirst() }
    switch String(decoding: line[..<colon], as: UTF8.self) {
    case "event": name = String(decoding: value, as: UTF8.self)
    case "data":
      if hasData { data.append(0x0a) }
      data += value
      hasData = true
      isBroken = data.count > Self.bytesMax
    case "id" where !value.contains(0): id = String(decoding: value, as: UTF8.self)
    default: break
    }
    return nil
  }

  private mutating func dispatch() -> Event? {
    lastID = id
    defer {
      name = ""
      data = []
      hasData = false
    }
    guard hasData else { return nil }
    return Event(
      name: name.isEmpty ? "message" : name,
      data: String(decoding: data, as: UTF8.self),
      id: lastID
    )
  }
}
