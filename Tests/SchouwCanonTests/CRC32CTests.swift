import SchouwCanon
import Testing

/// RFC 3720 appendix B.4 writes checksums least significant byte first; so does `wire`.
@Suite struct `CRC-32C` {
  private func wire(_ checksum: UInt32) -> [UInt8] {
    (0..<4).map { UInt8(truncatingIfNeeded: checksum >> (8 * $0)) }
  }

  @Test func `gives the check value of the digits 1 to 9`() {
    #expect(CRC32C.of(Array("123456789".utf8)) == 0xe306_9283)
    #expect(CRC32C.of([UInt8]()) == 0)
  }

  @Test func `gives the vectors of RFC 3720 appendix B.4`() {
    #expect(wire(CRC32C.of([UInt8](repeating: 0, count: 32))) == [0xaa, 0x36, 0x91, 0x8a])
    #expect(wire(CRC32C.of([UInt8](repeating: 0xff, count: 32))) == [0x43, 0xab, 0xa8, 0x62])
    #expect(wire(CRC32C.of(Array(0...31))) == [0x4e, 0x79, 0xdd, 0x46])
    #expect(wire(CRC32C.of(Array((0...31).reversed()))) == [0x5c, 0xdb, 0x3f, 0x11])
    let command: [UInt8] = [
      0x01, 0xc0, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,
      0x00, 0x14, 0x00, 0x00, 0x00, 0x00, 0x00, 0x04, 0x00, 0x00, 0x00, 0x00, 0x14, 0x00, 0x00,
      0x00, 0x18, 0x28, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0x00, 0x00, 0x00, 0x00,
      0x00, 0x00, 0x00,
    ]
    #expect(wire(CRC32C.of(command)) == [0x56, 0x3a, 0x96, 0xd9])
  }

  @Test func `gives the same as bit by bit at every length, and in every split`() {
    var random = SeededRandom(seed: "checksum")
    let message = random.nextBytes(100)
    for length in 0...100 {
      var remainder: UInt32 = 0xffff_ffff
      for byte in message[..<length] {
        remainder ^= UInt32(byte)
        for _ in 0..<8 {
          remainder = remainder & 1 == 1 ? remainder >> 1 ^ 0x82f6_3b78 : remainder >> 1
        }
      }
      for split in 0...length {
        var checksum = CRC32C()
        checksum.update(message[..<split])
        checksum.update(message[split..<length])
        guard checksum.value == ~remainder else {
          Issue.record("length \(length), split at \(split)")
          return
        }
      }
    }
  }
}
