/// A position in the office's feed (rules C1 and X8): an epoch, a sequence of the log, and within it how many
/// documents of a grant were sent already.
public struct Cursor: Sendable, Hashable, CustomStringConvertible {
  /// The epoch: 8 hexadecimal digits, new at every restore.
  public let epoch: String
  /// Everything up to this sequence was sent.
  public let sequence: Int
  /// How many documents that enter or leave at the next sequence were sent.
  public let inner: Int
  /// A check of the whole log up to the sequence: an office that was put back without a new epoch,
  /// and has grown again since, does not pass for the one that gave the cursor.
  ///
  /// Nil in cursors of no office.
  public var check: UInt32?

  /// Makes a cursor.
  public init(epoch: String, sequence: Int, inner: Int = 0, check: UInt32? = nil) {
    self.epoch = epoch
    self.sequence = sequence
    self.inner = inner
    self.check = check
  }

  /// Reads `epoch.sequence`, `epoch.sequence.inner` or `epoch.sequence.inner.check`; nil for anything else.
  public init?(_ text: String) {
    let parts = text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard (2...4).contains(parts.count), parts[0].count == 8,
      let sequence = Self.number(parts[1])
    else { return nil }
    guard let inner = parts.count >= 3 ? Self.number(parts[2]) : 0 else { return nil }
    self.init(epoch: String(Substring(parts[0])), sequence: sequence, inner: inner)
    guard parts.count == 4 else { return }
    guard let check = Self.number(parts[3]), check <= Int(UInt32.max) else { return nil }
    self.check = UInt32(check)
  }

  private static func number(_ digits: Substring.UTF8View) -> Int? {
    guard !digits.isEmpty, digits.count <= 15 else { return nil }
    var value = 0
    for digit in digits {
      guard digit >= 0x30, digit <= 0x39 else { return nil }
      value = value * 10 + Int(digit - 0x30)
    }
    return value
  }

  /// The text.
  public var description: String {
    if let check { return "\(epoch).\(sequence).\(inner).\(check)" }
    return inner == 0 ? "\(epoch).\(sequence)" : "\(epoch).\(sequence).\(inner)"
  }
}
