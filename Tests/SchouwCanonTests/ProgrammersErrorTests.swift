import SchouwCanon
import Testing

@Suite struct `A programmer's error stops the process` {
  @Test func `when infinity or NaN is written`() async {
    await #expect(processExitsWith: .failure) {
      _ = JSONValue.number(.infinity).canonicalBytes
    }
    await #expect(processExitsWith: .failure) {
      _ = JSONValue.number(.nan).canonicalBytes
    }
  }

  @Test func `when a literal repeats a name`() async {
    await #expect(processExitsWith: .failure) {
      _ = ["a": 1, "a": 1] as JSONValue
    }
    await #expect(processExitsWith: .failure) {
      _ = ["a": 1, "b": 2, "a": 1] as JSONObject
    }
  }

  @Test func `when a literal is an integer that no double holds`() async {
    await #expect(processExitsWith: .failure) {
      _ = 9_007_199_254_740_993 as JSONValue
    }
  }

  @Test func `when a key of more than 255 blocks is derived`() async {
    await #expect(processExitsWith: .failure) {
      _ = HKDFSHA256.derive(key: [1], salt: [], info: [], length: HKDFSHA256.lengthMax + 1)
    }
  }
}
