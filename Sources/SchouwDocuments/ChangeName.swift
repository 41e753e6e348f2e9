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
  public var description: String {
    String(unsafeUninitializedCapacity: Self.byteCountMax) { text in
      text.baseAddress.map { put(at: $0, withReplica: true) } ?? 0
    }
  }

  /// The bytes of the longest name: 16 digits, at most 16 digits, 8 characters and what is between them.
  static let byteCountMax = 42

  /// Writes the name where there is room for ``byteCountMax`` bytes; how many it wrote.
  ///
  /// - Parameter withReplica: false writes it as it stands in a list of one replica's changes:
  ///   `counter:check` (rule N1).
  func put(at text: UnsafeMutablePointer<UInt8>, withReplica: Bool) -> Int {
    let raw = UnsafeMutableRawPointer(text)
    var count = 0
    if withReplica {
      raw.storeBytes(of: Self.hexadecimal(replica.bits &>> 32), as: UInt64.self)
      raw.storeBytes(
        of: Self.hexadecimal(replica.bits & 0xffff_ffff),
        toByteOffset: 8,
        as: UInt64.self
      )
      text[16] = UInt8(ascii: ":")
      count = 17
    }
    count &+= NumberText.put(integer: Int64(counter), at: text + count)
    text[count] = UInt8(ascii: ":")
    raw.storeBytes(of: check.packed.bigEndian, toByteOffset: count &+ 1, as: UInt64.self)
    return count &+ 9
  }

  /// The eight hexadecimal digits of a number of 32 bits, as they lie in memory.
  private static func hexadecimal(_ number: UInt64) -> UInt64 {
    // Each of the eight nibbles to a byte of its own, and 0x27 more for those above 9.
    var nibbles = (number | number &<< 16) & 0x0000_ffff_0000_ffff
    nibbles = (nibbles | nibbles &<< 8) & 0x00ff_00ff_00ff_00ff
    nibbles = (nibbles | nibbles &<< 4) & 0x0f0f_0f0f_0f0f_0f0f
    let letters = (nibbles &+ 0x0606_0606_0606_0606) &>> 4 & 0x0101_0101_0101_0101
    return (nibbles &+ 0x3030_3030_3030_3030 &+ letters &* 0x27).bigEndian
  }

  /// By dot, then by check (rule I4).
  public static func < (a: ChangeName, b: ChangeName) -> Bool {
    if a.dot != b.dot { return a.dot < b.dot }
    return a.check < b.check
  }
}
