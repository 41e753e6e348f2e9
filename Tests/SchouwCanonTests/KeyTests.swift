import SchouwCanon
import Testing

/// RFC 4231 section 4.
@Suite struct `HMAC-SHA-256` {
  @Test(arguments: [
    (
      [UInt8](repeating: 0x0b, count: 20), Array("Hi There".utf8),
      "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"
    ),
    (
      Array("Jefe".utf8), Array("what do ya want for nothing?".utf8),
      "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
    ),
    (
      [UInt8](repeating: 0xaa, count: 20), [UInt8](repeating: 0xdd, count: 50),
      "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe"
    ),
    (
      Array(1...25), [UInt8](repeating: 0xcd, count: 50),
      "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b"
    ),
    (
      [UInt8](repeating: 0xaa, count: 131),
      Array("Test Using Larger Than Block-Size Key - Hash Key First".utf8),
      "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"
    ),
    (
      [UInt8](repeating: 0xaa, count: 131),
      Array(
        ("This is a test using a larger than block-size key and a larger than block-size data. "
          + "The key needs to be hashed before being used by the HMAC algorithm.").utf8
      ),
      "9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2"
    ),
  ])
  func `gives the codes of RFC 4231`(key: [UInt8], message: [UInt8], expected: String) {
    #expect(HMACSHA256.code(key: key, message: message).hex == expected)
  }

  @Test func `gives the truncated code of RFC 4231 section 4.6`() {
    let code = HMACSHA256.code(
      key: [UInt8](repeating: 0x0c, count: 20),
      message: Array("Test With Truncation".utf8)
    )
    #expect(code.hex.hasPrefix("a3b6167473100ee06e0c796c2955552b"))
  }

  @Test func `takes a key of exactly one block as it is`() {
    let block = [UInt8](1...64)
    #expect(
      HMACSHA256.code(key: block, message: [])
        != HMACSHA256.code(
          key: SHA256.hash(block).bytes,
          message: []
        )
    )
    let longer = block + [65]
    #expect(
      HMACSHA256.code(key: longer, message: [])
        == HMACSHA256.code(
          key: SHA256.hash(longer).bytes,
          message: []
        )
    )
  }
}

/// RFC 5869 appendix A.
@Suite struct `HKDF-SHA-256` {
  private func hex(_ bytes: [UInt8]) -> String {
    bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }

  @Test func `derives the key of RFC 5869 appendix A.1`() {
    let derived = HKDFSHA256.derive(
      key: [UInt8](repeating: 0x0b, count: 22),
      salt: Array(0x00...0x0c),
      info: Array(0xf0...0xf9),
      length: 42
    )
    #expect(
      hex(derived) == "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf"
        + "34007208d5b887185865"
    )
  }

  @Test func `derives the key of RFC 5869 appendix A.2`() {
    let derived = HKDFSHA256.derive(
      key: Array(0x00...0x4f),
      salt: Array(0x60...0xaf),
      info: Array(0xb0...0xff),
      length: 82
    )
    #expect(
      hex(derived) == "b11e398dc80327a1c8e7f78c596a49344f012eda2d4efad8a050cc4c19afa97c"
        + "59045a99cac7827271cb41c65e590e09da3275600c2f09b8367793a9aca3db71"
        + "cc30c58179ec3e87c14c01d5c1f3434f1d87"
    )
  }

  @Test func `derives the key of RFC 5869 appendix A.3`() {
    let derived = HKDFSHA256.derive(
      key: [UInt8](repeating: 0x0b, count: 22),
      salt: [],
      info: [],
      length: 42
    )
    #expect(
      hex(derived) == "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d"
        + "9d201395faa4b61a96c8"
    )
  }

  @Test func `gives the beginning of the longer key for a shorter one`() {
    let longest = HKDFSHA256.derive(key: [1], salt: [2], info: [3], length: HKDFSHA256.lengthMax)
    #expect(longest.count == 8160)
    for length in [0, 1, 31, 32, 33, 64, 8159] {
      let derived = HKDFSHA256.derive(key: [1], salt: [2], info: [3], length: length)
      #expect(derived == Array(longest.prefix(length)))
    }
  }
}
