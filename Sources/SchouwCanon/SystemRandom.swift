/// The system's random bytes, fit for keys and identifiers.
public struct SystemRandom: RandomSource {
  private var generator = SystemRandomNumberGenerator()

  /// Makes a source.
  public init() {}

  /// The next bytes, `count` of them.
  public mutating func nextBytes(_ count: Int) -> [UInt8] {
    (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
  }
}
