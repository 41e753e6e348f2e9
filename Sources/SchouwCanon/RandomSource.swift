/// Where random bytes come from: the system in a shipped program, a seed in a test or simulation.
public protocol RandomSource: Sendable {
  /// The next bytes, `count` of them.
  mutating func nextBytes(_ count: Int) -> [UInt8]
}
