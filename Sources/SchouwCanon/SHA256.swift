/// SHA-256 (FIPS 180-4), in one go or piece by piece.
public struct SHA256: Sendable {
  private var state = SHA256State()
  /// The bytes of a block that is not complete; always fewer than 64.
  private var pending: [UInt8] = []
  private var byteCount: UInt64 = 0

  /// Makes the hash of nothing so far.
  public init() {}

  /// The hash of bytes.
  public static func hash(_ bytes: [UInt8]) -> Digest {
    bytes.withUnsafeBytes { hash($0) }
  }

  /// The hash of bytes.
  public static func hash(_ bytes: ArraySlice<UInt8>) -> Digest {
    bytes.withUnsafeBytes { hash($0) }
  }

  /// The hash of bytes.
  public static func hash(_ bytes: UnsafeRawBufferPointer) -> Digest {
    var state = SHA256State()
    let whole = bytes.count & ~63
    state.absorb(UnsafeRawBufferPointer(rebasing: bytes[..<whole]))
    return state.finish(
      UnsafeRawBufferPointer(rebasing: bytes[whole...]),
      byteCount: UInt64(bytes.count)
    )
  }

  /// Adds bytes to what is hashed.
  public mutating func update(_ bytes: [UInt8]) {
    bytes.withUnsafeBytes { update($0) }
  }

  /// Adds bytes to what is hashed.
  public mutating func update(_ bytes: ArraySlice<UInt8>) {
    bytes.withUnsafeBytes { update($0) }
  }

  /// Adds bytes to what is hashed.
  public mutating func update(_ bytes: UnsafeRawBufferPointer) {
    byteCount &+= UInt64(bytes.count)
    var rest = bytes[...]
    if !pending.isEmpty {
      let taken = rest.prefix(64 - pending.count)
      pending.append(contentsOf: taken)
      rest = rest.dropFirst(taken.count)
      guard pending.count == 64 else { return }
      pending.withUnsafeBytes { state.absorb($0) }
      pending.removeAll(keepingCapacity: true)
    }
    let whole = rest.prefix(rest.count & ~63)
    state.absorb(UnsafeRawBufferPointer(rebasing: whole))
    pending.append(contentsOf: rest.dropFirst(whole.count))
  }

  /// The hash of all that was added; afterwards the value is that of a new one.
  public mutating func finish() -> Digest {
    var state = state
    let digest = pending.withUnsafeBytes { state.finish($0, byteCount: byteCount) }
    self = SHA256()
    return digest
  }
}
