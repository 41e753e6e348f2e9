import SchouwCanon

/// A bundle: records in a file, each line with a hash of its own, so that damage costs what it hit and no more
/// (`Protocol/bundles.md`).
///
/// Reading judges the file alone; what the records are is for whoever imports them.
public struct BundleFile: Sendable {
  /// A part that cannot be used, or is missing.
  public struct Fault: Sendable, Hashable {
    /// What is wrong.
    public enum What: String, Sendable {
      /// The first line is no head, or its hash is another.
      case head
      /// A line is no record with its hash.
      case line
      /// Records that the head or the end counts are not there.
      case missing
      /// There is no end: the file was cut.
      case cut
      /// All lines read, and the file as a whole is another than was written.
      case sum
    }

    /// What is wrong.
    public let what: What
    /// The line, from 1; nil if it is not about one.
    public var line: Int?
    /// Where the line begins, in bytes.
    public var byte: Int?
    /// The numbers of the records that are missing.
    public var numbers: ClosedRange<Int>?

    package init(_ what: What, line: Int? = nil, byte: Int? = nil, numbers: ClosedRange<Int>? = nil)
    {
      self.what = what
      self.line = line
      self.byte = byte
      self.numbers = numbers
    }
  }

  /// The head; nil if it is damaged.
  public let head: BundleHead?
  /// The records that read, in the order of the file: `{"kind":…}`.
  public let records: [ArraySlice<UInt8>]
  /// What does not, in the order of the file.
  public let faults: [Fault]

  /// The most bytes of a bundle.
  public static let bytesMax = 256 << 20
  /// The most records of a bundle.
  public static let recordsMax = 50_000

  private static let linefeed = UInt8(ascii: "\n")
  private static let hashHead = Array("{\"hash\":\"".utf8)
  private static let hashTail = Array("\",".utf8)
  /// How much of a line stands before what its hash is of, less the brace that it begins with.
  private static let hashedFrom = hashHead.count + Digest.textCount + hashTail.count

  // MARK: Writing

  /// Writes a bundle.
  ///
  /// - Parameter records: the canonical bytes of `{"kind":…}`; the head counts them.
  /// - Throws: ``BundleError`` `tooLarge`.
  /// - Complexity: linear in the bytes, each hashed twice.
  public static func write(
    _ head: BundleHead,
    _ records: [[UInt8]]
  ) throws(BundleError) -> [UInt8] {
    guard records.count <= recordsMax else { throw BundleError(.tooLarge) }
    var head = head
    head.records = records.count
    var bytes: [UInt8] = []
    bytes.reserveCapacity(records.reduce(1024) { $0 + $1.count + 96 })
    bytes += line(Array("\"bundle\":".utf8) + head.json.canonicalBytes)
    for (index, record) in records.enumerated() {
      bytes += line(Array("\"n\":\(index + 1),\"record\":".utf8) + record)
      guard bytes.count <= bytesMax else { throw BundleError(.tooLarge) }
    }
    let sum = SHA256.hash(bytes).base64URL
    bytes += line(Array("\"end\":{\"records\":\(records.count),\"sum\":\"\(sum)\"}".utf8))
    return bytes
  }

  /// A line: an object of these members, with the hash of it before them.
  ///
  /// `hash` is no name that comes before `bundle` and `end`: the order of the members is that of the file.
  private static func line(_ members: [UInt8]) -> [UInt8] {
    let hash = SHA256.hash([UInt8(ascii: "{")] + members + [UInt8(ascii: "}")]).base64URL
    return hashHead + Array(hash.utf8) + hashTail + members + [UInt8(ascii: "}"), linefeed]
  }

  // MARK: Reading

  /// Reads a bundle, as far as it reads.
  ///
  /// - Throws: ``BundleError`` `notABundle` if nothing reads, `newerVersion`, `tooLarge`.
  /// - Complexity: linear in the bytes.
  public init(reading bytes: [UInt8]) throws(BundleError) {
    guard bytes.count <= Self.bytesMax else { throw BundleError(.tooLarge) }
    var reading = Reading()
    var start = 0
    var number = 0
    while start < bytes.count {
      let end = JSONBytes.first(Self.linefeed, in: bytes, from: start) ?? bytes.count
      number += 1
      guard number <= Self.recordsMax + 2 else { throw BundleError(.tooLarge) }
      let isWhole = end < bytes.count
      let members = isWhole ? Self.members(of: bytes[start..<end]) : nil
      try reading.take(members, line: number, byte: start, before: bytes[..<start])
      start = end + 1
    }
    guard reading.head != nil || !reading.records.isEmpty else { throw BundleError(.notABundle) }
    reading.finish(line: number)
    head = reading.head
    records = reading.records.map(\.bytes)
    faults = reading.faults
  }

  /// The members behind the hash, without the last brace; nil if the hash is another.
  private static func members(of line: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    guard line.count > hashedFrom, line.starts(with: hashHead), line.last == UInt8(ascii: "}")
    else { return nil }
    let text = line.dropFirst(hashHead.count).prefix(Digest.textCount)
    guard line.dropFirst(hashHead.count + Digest.textCount).starts(with: hashTail),
      let hash = Digest(base64URL: String(decoding: text, as: UTF8.self))
    else { return nil }
    let members = line.dropFirst(hashedFrom)
    var sum = SHA256()
    sum.update([UInt8(ascii: "{")])
    sum.update(members)
    return sum.finish() == hash ? members.dropLast() : nil
  }

  /// What was read so far.
  private struct Reading {
    var head: BundleHead?
    var records: [(number: Int, bytes: ArraySlice<UInt8>)] = []
    var faults: [Fault] = []
    private var end: (records: Int, isSum: Bool)?

    private static let bundle = Array("\"bundle\":".utf8)
    private static let endMark = Array("\"end\":".utf8)
    private static let numberMark = Array("\"n\":".utf8)
    private static let recordMark = Array(",\"record\":".utf8)

    mutating func take(
      _ members: ArraySlice<UInt8>?,
      line: Int,
      byte: Int,
      before: ArraySlice<UInt8>
    ) throws(BundleError) {
      if let members, members.starts(with: Self.bundle) {
        let value = try? JSONReader.read(members.dropFirst(Self.bundle.count))
        if let version = value?["v"]?.integerValue, version > Int64(BundleHead.version) {
          throw BundleError(.newerVersion)
        }
        if line == 1, let head = value.flatMap({ BundleHead(json: $0) }) {
          return self.head = head
        }
      } else if let members, members.starts(with: Self.endMark) {
        let value = try? JSONReader.read(members.dropFirst(Self.endMark.count))
        if end == nil, let count = value?["records"]?.integerValue, count >= 0,
          count <= Int64(BundleFile.recordsMax)
        {
          let isSum = value?["sum"]?.stringValue == SHA256.hash(before).base64URL
          return end = (Int(count), isSum)
        }
      } else if let members, members.starts(with: Self.numberMark) {
        let rest = members.dropFirst(Self.numberMark.count)
        let digits = rest.prefix { (0x30...0x39).contains($0) }.prefix(9)
        if !digits.isEmpty, rest.dropFirst(digits.count).starts(with: Self.recordMark) {
          let number = digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
          let bytes = rest.dropFirst(digits.count + Self.recordMark.count)
          return records.append((number, bytes))
        }
      }
      faults.append(Fault(line == 1 ? .head : .line, line: line, byte: byte))
    }

    /// Names what is missing.
    mutating func finish(line: Int) {
      let expected = end?.records ?? head?.records ?? 0
      var missing: [ClosedRange<Int>] = []
      let there = Set(records.map(\.number))
      for number in stride(from: 1, through: expected, by: 1) where !there.contains(number) {
        if let last = missing.last, last.upperBound == number - 1 {
          missing[missing.count - 1] = last.lowerBound...number
        } else {
          missing.append(number...number)
        }
      }
      faults += missing.map { Fault(.missing, numbers: $0) }
      if end == nil {
        faults.append(Fault(.cut, line: line))
      } else if end?.isSum == false, faults.isEmpty {
        faults.append(Fault(.sum))
      }
    }
  }
}
