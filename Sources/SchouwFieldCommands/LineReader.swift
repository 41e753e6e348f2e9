/// Reads the lines of an open file without holding more than one of them.
struct LineReader {
  private let descriptor: Int32
  private var buffer: [UInt8] = []
  private var start = 0
  private var isAtEnd = false

  /// A line longer than this is passed over.
  static let lineBytesMax = 2 << 20

  init(_ descriptor: Int32) { self.descriptor = descriptor }

  /// A line of the file.
  enum Line {
    case text(ArraySlice<UInt8>)
    case tooLong
  }

  /// The next line without its line feed; nil at the end.
  mutating func next() throws(System.ErrorNumber) -> Line? {
    var scanned = start
    var isTooLong = false
    while true {
      if let end = buffer[scanned...].firstIndex(of: 0x0a) {
        let line = buffer[start..<end]
        start = end + 1
        return isTooLong ? .tooLong : .text(line)
      }
      if buffer.count - start > Self.lineBytesMax {
        isTooLong = true
        buffer.removeAll(keepingCapacity: true)
        start = 0
      }
      scanned = buffer.count
      if isAtEnd {
        let rest = buffer[start...]
        start = buffer.count
        if isTooLong { return .tooLong }
        return rest.isEmpty ? nil : .text(rest)
      }
      if start > 0 {
        scanned -= start
        buffer.removeFirst(start)
        start = 0
      }
      let more = try System.read(descriptor)
      isAtEnd = more.isEmpty
      buffer += more
    }
  }
}
