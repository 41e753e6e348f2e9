public import SchouwCanon

/// The first eight characters of a change's hash (rule I2): 48 bits that tell the changes of clones apart.
public struct Check: Sendable, Hashable, Comparable, CustomStringConvertible {
  /// The eight ASCII characters, first character in the highest byte: numeric order is byte order.
  let packed: UInt64

  /// The check of a hash.
  public init(of hash: Digest) {
    packed = hash.firstCharacters
  }

  /// Reads eight base64url characters; nil for anything else.
  public init?(_ text: some StringProtocol) {
    guard let check = ByteOrder.withBytes(of: String(text), { Check($0[...]) }) else { return nil }
    self = check
  }

  /// Reads eight base64url characters; nil for anything else.
  init?(_ text: Slice<UnsafeBufferPointer<UInt8>>) {
    guard text.count == 8 else { return nil }
    var packed: UInt64 = 0
    for byte in text {
      switch byte {
      case 0x30...0x39, 0x41...0x5a, 0x61...0x7a, 0x2d, 0x5f: packed = packed << 8 | UInt64(byte)
      default: return nil
      }
    }
    self.packed = packed
  }

  /// The eight characters.
  public var description: String {
    String(
      decoding: (0..<8).map { UInt8(truncatingIfNeeded: packed >> UInt64(56 - 8 * $0)) },
      as: UTF8.self
    )
  }

  /// The order of the characters as bytes.
  public static func < (a: Check, b: Check) -> Bool { a.packed < b.packed }
}

/// What one change calls another: `replica:counter:check` (rule I4).
public struct ChangeName: Sendable, Hashable, Comparable, CustomStringConvertible {
  /// The writer and its counter.
  public let dot: Dot
  /// The beginning of the change's hash.
  public let check: Check

  /// The writer.
  public var replica: Replica { dot.replica }
  /// The writer's counter.
  public var counter: Int { dot.counter }

  /// Makes a name of its parts.
  public init(dot: Dot, check: Check) {
    self.dot = dot
    self.check = check
  }

  /// Reads `replica:counter:check`; nil for anything else, leading zeros included.
  public init?(_ text: String) {
    guard let name = ByteOrder.withBytes(of: text, { ChangeName($0) }) else { return nil }
    self = name
  }

  /// Reads the bytes of `replica:counter:check`; nil for anything else, leading zeros included.
  init?(_ text: UnsafeBufferPointer<UInt8>) {
    // A counter has at least one digit.
    guard text.count >= 27, text[16] == UInt8(ascii: ":"), text[text.count - 9] == text[16],
      let replica = Replica(text[..<16]), let counter = Self.counter(text[17..<(text.count - 9)]),
      let check = Check(text[(text.count - 8)...])
    else { return nil }
    self.init(dot: Dot(replica: replica, counter: counter), check: check)
  }

  /// Reads an array of names; nil if an item is none.
  static func list(in values: [JSONValue]) -> [ChangeName]? {
    let names = values.compactMap { $0.stringValue.flatMap { ChangeName($0) } }
    return names.count == values.count ? names : nil
  }

  private static func counter(_ digits: Slice<UnsafeBufferPointer<UInt8>>) -> Int? {
    guard let first = digits.first, first != 0x30, digits.count <= 16 else { return nil }
    var value = 0
    for digit in digits {
      guard digit >= 0x30, digit <= 0x39 else { return nil }
      value = value * 10 + Int(digit - 0x30)
    }
    return value >= 1 && value <= Limits.counterMax ? value : nil
  }

  /// The name as text.
  public var description: String { text(withReplica: true) }

  /// The name as it stands in a list of one replica's changes: `counter:check` (rule N1).
  var textInLine: String { text(withReplica: false) }

  private func text(withReplica: Bool) -> String {
    // 16 digits, at most 16 digits, 8 characters and what is between them.
    String(unsafeUninitializedCapacity: 42) { text in
      var count = 0
      func put(_ byte: UInt64) {
        text[count] = UInt8(truncatingIfNeeded: byte)
        count &+= 1
      }
      if withReplica {
        for shift in stride(from: 60, through: 0, by: -4) as StrideThrough<UInt64> {
          let nibble = replica.bits &>> shift & 15
          put(nibble < 10 ? 0x30 &+ nibble : 0x57 &+ nibble)
        }
        put(0x3a)
      }
      var unit: UInt64 = 1
      while unit <= UInt64(counter) / 10 { unit *= 10 }
      while unit > 0 {
        put(0x30 &+ UInt64(counter) / unit % 10)
        unit /= 10
      }
      put(0x3a)
      for shift in stride(from: 56, through: 0, by: -8) as StrideThrough<UInt64> {
        put(check.packed &>> shift)
      }
      return count
    }
  }

  /// By dot, then by check (rule I4).
  public static func < (a: ChangeName, b: ChangeName) -> Bool {
    if a.dot != b.dot { return a.dot < b.dot }
    return a.check < b.check
  }
}
