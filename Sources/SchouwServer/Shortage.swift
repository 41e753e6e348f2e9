import Synchronization

/// What the disk refused for want of room, until room for as much is there again: small writes may fit all the
/// while, so nothing else would show it.
final class Shortage: Sendable {
  /// A refused write is tried again with so many bytes at most.
  static let bytesMax = 32 << 20

  private let refused = Atomic<Int>(0)
  private let spooled = Atomic<Int>(0)

  /// The size in bytes of the largest write that was refused and has not fitted since; 0 if all fit.
  var bytes: Int { refused.load(ordering: .relaxed) }

  /// A write of so many bytes did not fit beside the bodies that are on disk now.
  func refuse(_ count: Int) {
    let needed = min(max(count, 1) + spooled.load(ordering: .relaxed), Self.bytesMax)
    _ = refused.max(needed, ordering: .relaxed)
  }

  /// A write of so many bytes fitted beside the bodies that are on disk now.
  func fit(_ count: Int) {
    let bytes = self.bytes
    guard bytes > 0, count + spooled.load(ordering: .relaxed) >= bytes else { return }
    // What was refused meanwhile stays.
    _ = refused.compareExchange(expected: bytes, desired: 0, ordering: .relaxed)
  }

  /// A body takes so many bytes more on disk, or gives them back.
  func spool(_ count: Int) { spooled.add(count, ordering: .relaxed) }
}
