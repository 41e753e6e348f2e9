import SchouwCanon
import Testing

@Suite struct `A programmer's error stops the process` {
  @Test func `when infinity is written`() async {
    await #expect(processExitsWith: .failure) {
      _ = JSONValue.number(.infinity).canonicalBytes
    }
  }
}
