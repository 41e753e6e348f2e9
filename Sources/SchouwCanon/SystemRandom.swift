/// The system's random bytes, fit for keys and identifiers.
public struct SystemRandom: RandomSource {
  private var generator = SystemRandomNumberGenerator()

  /// Makes a source.
  public init() {}

  /// The next bytes, `count` of them.
  public mutating func nextBytes(_ count: Int) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(count + 7)
    while bytes.count < count {
      withUnsafeBytes(of: generator.next()) { bytes.append(contentsOf: $0) }
    }
    bytes.removeLast(bytes.count - count)
    return bytes
  }
}
