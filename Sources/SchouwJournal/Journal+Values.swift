/// What a journal gives and takes.
extension Journal {
  /// Where a record stands.
  public struct Location: Sendable, Hashable {
    /// Its number in the journal.
    public let number: Int
    /// The byte of its segment where its own bytes begin.
    public let offset: Int
    /// How many bytes it has.
    public let length: Int

    /// Makes a location of its parts.
    public init(number: Int, offset: Int, length: Int) {
      self.number = number
      self.offset = offset
      self.length = length
    }
  }

  /// From where a journal is read: everything before is known already, from an index.
  public struct Position: Sendable, Hashable {
    /// The number of the first record that is not known.
    public let number: Int
    /// The number of the first record of the segment.
    public let segment: Int
    /// The byte of the segment.
    public let offset: Int
    /// Tells the segment from another of the same number: drawn from its nonce.
    let mark: UInt32
  }

  /// A stretch of a segment that could not be read.
  public struct Damage: Sendable, Hashable {
    /// The segment's file name.
    public let file: String
    /// The first byte of the stretch.
    public let offset: Int
    /// Its length in bytes.
    public let length: Int
    /// The numbers of the records that are lost; empty if only a separator is damaged.
    public let lost: Range<Int>
  }

  /// A batch on its way to the disk: `run` may be called without the lock that protects the journal.
  public struct Flush: @unchecked Sendable {
    let bytes: [UInt8]
    /// Bytes of room to be made behind them (rule J10).
    let room: Int
    let count: Int
    let file: any DiskFile
    let start: Int

    /// How many bytes will be written.
    public var byteCount: Int { bytes.count }

    /// What became of it.
    public enum Outcome: Sendable {
      /// Written and synced.
      case durable
      /// Refused, and the file is as it was.
      case refused(DiskError)
      /// Nobody knows.
      case unknown(DiskError)
    }

    /// Writes and syncs.
    public func run() -> Outcome {
      do {
        try file.write(bytes, at: start)
      } catch {
        do {
          try file.truncate(to: start)
          return .refused(error)
        } catch let second {
          return .unknown(second)
        }
      }
      makeRoom()
      do {
        try file.sync()
        return .durable
      } catch {
        // The system may call its pages clean now: whoever reads them builds on what is on no medium, and no later
        // sync tells. So they go again, as far as the disk lets (rule J6).
        try? file.truncate(to: start)
        return .unknown(error)
      }
    }

    /// Makes room behind the batch, a page at a time: a larger piece would be one page of the system's memory,
    /// which counts as written whole at every later write into it.
    ///
    /// The records matter, not the room: where it fails there is less of it.
    private func makeRoom() {
      let pageBytes = 4096
      var place = start + bytes.count
      let stop = place + room
      while place < stop {
        let next = min(stop, (place / pageBytes + 1) * pageBytes)
        let piece = [UInt8](repeating: RecordLine.room, count: next - place)
        guard (try? file.write(piece, at: place)) != nil else { return }
        place = next
      }
    }
  }
}
