public import SchouwCanon

/// The first eight characters of a change's hash (rule I2): 48 bits that tell the changes of clones apart.
public struct Check: Sendable, Hashable, Comparable, CustomStringConvertible {
  /// The eight ASCII characters, first character in the highest byte: numeric order is byte order.
  let packed: UInt64

  /// The check of a hash.
  public init(of hash: Digest) {
    // Six bytes of the hash are eight characters.
    packed = Base64URL.encode(Array(hash.bytes[..<6])).utf8.reduce(0) { $0 << 8 | UInt64($1) }
  }

  /// Reads eight base64url characters; nil for anything else.
  public init?(_ text: some StringProtocol) {
    let utf8 = text.utf8
    guard utf8.count == 8 else { return nil }
    var packed: UInt64 = 0
    for byte in utf8 {
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
    let parts = text.utf8.split(separator: 0x3a, maxSplits: 3, omittingEmptySubsequences: false)
    guard parts.count == 3, let replica = Replica(Substring(parts[0])),
      let counter = Self.counter(parts[1]), let check = Check(Substring(parts[2]))
    else { return nil }
    self.init(dot: Dot(replica: replica, counter: counter), check: check)
  }

  private static func counter(_ digits: Substring.UTF8View) -> Int? {
    guard let first = digits.first, first != 0x30, digits.count <= 16 else { return nil }
    var value = 0
    for digit in digits {
      guard digit >= 0x30, digit <= 0x39 else { return nil }
      value = value * 10 + Int(digit - 0x30)
    }
    return value <= Limits.counterMax ? value : nil
  }

  /// The name as text.
  public var description: String { "\(dot.replica):\(dot.counter):\(check)" }

  /// By dot, then by check (rule I4).
  public static func < (a: ChangeName, b: ChangeName) -> Bool {
    if a.dot != b.dot { return a.dot < b.dot }
    return a.check < b.check
  }
}
