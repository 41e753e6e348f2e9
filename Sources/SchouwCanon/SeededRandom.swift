/// Repeatable random numbers for tests and simulations; never for keys.
///
/// The generator is xoshiro256** 1.0 (Blackman and Vigna, 2018). The same seed gives the same
/// numbers on every machine.
public struct SeededRandom: RandomSource, RandomNumberGenerator, Hashable {
  private var state: [UInt64]

  /// Seeds with a number, spread by SplitMix64 as the authors advise.
  public init(seed: UInt64) {
    var counter = seed
    state = (0..<4).map { _ in
      counter &+= 0x9e37_79b9_7f4a_7c15
      var mixed = counter
      mixed = (mixed ^ mixed >> 30) &* 0xbf58_476d_1ce4_e5b9
      mixed = (mixed ^ mixed >> 27) &* 0x94d0_49bb_1331_11eb
      return mixed ^ mixed >> 31
    }
  }

  /// Seeds with the SHA-256 of a text.
  public init(seed: String) {
    let words = SHA256.hash(Array(seed.utf8)).words
    state = [words.0, words.1, words.2, words.3]
  }

  /// The next 64 bits.
  public mutating func next() -> UInt64 {
    func rotate(_ word: UInt64, _ bits: UInt64) -> UInt64 { word << bits | word >> (64 - bits) }
    let result = rotate(state[1] &* 5, 7) &* 9
    let shifted = state[1] << 17
    state[2] ^= state[0]
    state[3] ^= state[1]
    state[1] ^= state[2]
    state[0] ^= state[3]
    state[2] ^= shifted
    state[3] = rotate(state[3], 45)
    return result
  }

  /// The next bytes, `count` of them: eight of each 64 bits, the least significant first.
  public mutating func nextBytes(_ count: Int) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(count)
    while bytes.count < count {
      let word = next()
      for shift in stride(from: 0 as UInt64, to: 64, by: 8) where bytes.count < count {
        bytes.append(UInt8(truncatingIfNeeded: word >> shift))
      }
    }
    return bytes
  }
}
