import SchouwCanon
import Testing

@Suite struct `Seeded randomness` {
  /// The first numbers of xoshiro256** whose state SplitMix64 fills from 0.
  @Test func `gives the numbers of the published generator`() {
    var random = SeededRandom(seed: 0)
    #expect(
      (0..<3).map { _ in random.next() } == [
        0x99ec_5f36_cb75_f2b4, 0xbf6e_1f78_4956_452a, 0x1a5f_849d_4933_e6e0,
      ]
    )
  }

  @Test func `is the same for the same seed and another for another`() {
    var first = SeededRandom(seed: "a")
    var second = SeededRandom(seed: "a")
    var third = SeededRandom(seed: "b")
    let bytes = first.nextBytes(100)
    #expect(bytes == second.nextBytes(100))
    #expect(bytes != third.nextBytes(100))
    #expect(first.nextBytes(100) != bytes)
  }

  @Test func `gives as many bytes as asked, from any source`() {
    func lengths(_ source: some RandomSource) -> [Int] {
      var source = source
      return (0..<20).map { source.nextBytes($0).count }
    }
    #expect(lengths(SeededRandom(seed: 1)) == Array(0..<20))
    #expect(lengths(SystemRandom()) == Array(0..<20))
    var system = SystemRandom()
    #expect(system.nextBytes(32) != system.nextBytes(32))
  }
}
