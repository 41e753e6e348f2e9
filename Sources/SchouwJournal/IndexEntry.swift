/// What an index finds records by: a document, or one of the store's own lists.
public struct IndexKey: Sendable, Hashable, Comparable {
  /// 0 for documents; the store's own lists have spaces of their own.
  public let space: UInt8
  /// The first 64 bits of the key.
  public let high: UInt64
  /// The last 64 bits of the key.
  public let low: UInt64

  /// Makes a key.
  public init(space: UInt8, high: UInt64 = 0, low: UInt64 = 0) {
    self.space = space
    self.high = high
    self.low = low
  }

  /// The order of keys: by space, then by bits.
  public static func < (a: IndexKey, b: IndexKey) -> Bool {
    (a.space, a.high, a.low) < (b.space, b.high, b.low)
  }
}

/// A key, what sort of record it leads to, and where that record stands.
///
/// 32 bytes in a run.
public struct IndexEntry: Sendable, Hashable {
  /// What it is found by.
  public let key: IndexKey
  /// What sort of record it is; the store gives it meaning.
  public let kind: UInt8
  /// Where the record stands.
  public let location: Journal.Location

  /// Makes an entry.
  public init(key: IndexKey, kind: UInt8, location: Journal.Location) {
    self.key = key
    self.kind = kind
    self.location = location
  }

  static let byteCount = 32

  func append(to bytes: inout [UInt8]) {
    appendWord(key.high, to: &bytes)
    appendWord(key.low, to: &bytes)
    let number = UInt64(location.number)
    appendWord(UInt64(key.space) << 56 | UInt64(kind) << 48 | number, to: &bytes)
    appendWord(UInt64(location.offset) << 32 | UInt64(location.length), to: &bytes)
  }

  init(_ bytes: [UInt8], at offset: Int) {
    let word = wordAt(bytes, offset + 16)
    let place = wordAt(bytes, offset + 24)
    self.init(
      key: IndexKey(
        space: UInt8(word >> 56),
        high: wordAt(bytes, offset),
        low: wordAt(bytes, offset + 8)
      ),
      kind: UInt8(truncatingIfNeeded: word >> 48),
      location: Journal.Location(
        number: Int(word & 0xffff_ffff_ffff),
        offset: Int(place >> 32),
        length: Int(place & 0xffff_ffff)
      )
    )
  }

  /// The order of a run: by key, then by number.
  static func precedes(_ a: IndexEntry, _ b: IndexEntry) -> Bool {
    a.key == b.key ? a.location.number < b.location.number : a.key < b.key
  }
}

func appendWord(_ word: UInt64, to bytes: inout [UInt8]) {
  for shift in stride(from: 56, through: 0, by: -8) {
    bytes.append(UInt8(truncatingIfNeeded: word >> UInt64(shift)))
  }
}

func wordAt(_ bytes: [UInt8], _ offset: Int) -> UInt64 {
  var word: UInt64 = 0
  for index in offset..<offset + 8 { word = word << 8 | UInt64(bytes[index]) }
  return word
}
