import SchouwCanon

/// The files that a journal consists of (rule J7).
extension Journal {
  static let closing = Array("{\"closed\":".utf8)
  static let heading = Array("{\"segment\":".utf8)

  func open(_ segment: Segment) throws(JournalError) -> any DiskFile {
    if let file = segment.file { return file }
    let file = try journaled { () throws(DiskError) in
      do throws(DiskError) {
        return try disk.open(segment.path, .update)
      } catch {
        // A store on a read-only disk still reads.
        guard error.code == .notPermitted else { throw error }
        return try disk.open(segment.path, .read)
      }
    }
    segment.file = file
    return file
  }

  /// Makes sure that there is a segment with room, closing the last one if it is full (rule J7).
  func prepareSegment() throws(JournalError) {
    if let last = segments.last {
      _ = try open(last)
      guard end.offset >= segmentBytes else { return }
      _ = enqueue(Self.closing + Array("{\"v\":1}}".utf8))
      try flush()
    }
    try beginSegment()
  }

  private func beginSegment() throws(JournalError) {
    let digits = Array("0123456789abcdef".utf8)
    let nonce = random.nextBytes(4).flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
    let segment = Segment(
      first: end.number,
      nonce: nonce,
      path: "\(folder)/\(Self.name(first: end.number, nonce: nonce))"
    )
    var line: [UInt8] = []
    RecordLine.append(
      Self.heading + Array("{\"first\":\(end.number),\"format\":\"schouw-journal/1\"}}".utf8),
      number: end.number,
      nonce: nonce,
      to: &line
    )
    let file = try journaled { () throws(DiskError) in
      let file = try disk.open(segment.path, .create)
      do throws(DiskError) {
        try file.write(line, at: 0)
        try file.sync()
        try disk.syncFolder(folder)
      } catch {
        file.close()
        try? disk.remove(segment.path)
        throw error
      }
      return file
    }
    segment.file = file
    segments.append(segment)
    isLastClosed = false
    isTailKnown = true
    fileEnd = line.count
    isFolderDurable = true
    end = Position(
      number: end.number + 1,
      segment: segment.first,
      offset: line.count,
      mark: segment.start.mark
    )
  }

  private static func name(first: Int, nonce: [UInt8]) -> String {
    let digits = String(first)
    return String(repeating: "0", count: max(0, 12 - digits.count)) + digits + "-"
      + String(decoding: nonce, as: UTF8.self) + ".jsonl"
  }

  func relisted() throws(JournalError) -> [Segment] {
    var known: [String: Segment] = [:]
    for segment in segments { known[segment.path] = segment }
    let listed = try Self.list(disk, folder).map { known[$0.path] ?? $0 }
    if listed.count > segments.count { isFolderDurable = false }
    return listed
  }

  /// The segments of a folder, by number.
  ///
  /// Of two with one number, left by a crash while one was made, the larger holds: the other has nothing
  /// that was acknowledged (rule J7).
  static func list(_ disk: any Disk, _ folder: String) throws(JournalError) -> [Segment] {
    let names = try journaled { () throws(DiskError) in try disk.names(in: folder) }
    var segments: [Segment] = []
    for name in names {
      let bytes = Array(name.utf8)
      guard bytes.count == 27, name.hasSuffix(".jsonl"), bytes[12] == UInt8(ascii: "-"),
        bytes[..<12].allSatisfy({ $0 >= 0x30 && $0 <= 0x39 })
      else { continue }
      let first = bytes[..<12].reduce(0) { $0 * 10 + Int($1 - 0x30) }
      let segment = Segment(first: first, nonce: Array(bytes[13..<21]), path: "\(folder)/\(name)")
      guard let twin = segments.last, twin.first == first else {
        segments.append(segment)
        continue
      }
      if try size(of: segment, disk) > size(of: twin, disk) {
        segments[segments.count - 1] = segment
      }
    }
    return segments
  }

  private static func size(of segment: Segment, _ disk: any Disk) throws(JournalError) -> Int {
    try journaled { () throws(DiskError) in
      let file = try disk.open(segment.path, .read)
      defer { file.close() }
      return try file.size()
    }
  }
}
