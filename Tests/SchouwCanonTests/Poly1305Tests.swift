import SchouwCanon
import Testing

private typealias Vectors = CipherVectors

/// RFC 8439 section 2.5.2 and appendix A.3.
@Suite struct `The Poly1305 code` {
  typealias Vector = (key: String, message: [UInt8], code: String)

  private static let zeros = String(repeating: "0", count: 32)
  private static let contributionHalf = "36e5f6b5c5e06070f0efca96227a863e"
  private static let long = """
    e33594d7505e43b90000000000000000 3394d7505e4379cd0100000000000000
    00000000000000000000000000000000
    """

  static let vectors: [Vector] = [
    (
      "85d6be7857556d337f4452fe42d506a8 0103808afb0db2fd4abff6af4149f51b",
      Array("Cryptographic Forum Research Group".utf8), "a8061dc1305136c6c22b8baf0c0127a9"
    ),
    (zeros + zeros, [UInt8](repeating: 0, count: 64), zeros),
    (zeros + contributionHalf, CipherVectors.contribution, contributionHalf),
    (contributionHalf + zeros, CipherVectors.contribution, "f3477e7cd95417af89a6b8794c310cf0"),
    (
      "1c9240a5eb55d38af333888604f6b5f0 473917c1402b80099dca5cbc207075c0",
      CipherVectors.jabberwocky, "4541669a7eaaee61e708dc7cbcc5eb62"
    ),
    (
      "02000000000000000000000000000000" + zeros, [UInt8](repeating: 0xff, count: 16),
      "03000000000000000000000000000000"
    ),
    (
      "02000000000000000000000000000000 ffffffffffffffffffffffffffffffff",
      CipherVectors.bytes("02000000000000000000000000000000"), "03000000000000000000000000000000"
    ),
    (
      "01000000000000000000000000000000" + zeros,
      CipherVectors.bytes(
        """
        ffffffffffffffffffffffffffffffff f0ffffffffffffffffffffffffffffff
        11000000000000000000000000000000
        """
      ), "05000000000000000000000000000000"
    ),
    (
      "01000000000000000000000000000000" + zeros,
      CipherVectors.bytes(
        """
        ffffffffffffffffffffffffffffffff fbfefefefefefefefefefefefefefefe
        01010101010101010101010101010101
        """
      ), zeros
    ),
    (
      "02000000000000000000000000000000" + zeros,
      CipherVectors.bytes("fdffffffffffffffffffffffffffffff"), "faffffffffffffffffffffffffffffff"
    ),
    (
      "01000000000000000400000000000000" + zeros,
      CipherVectors.bytes(long + "01000000000000000000000000000000"),
      "14000000000000005500000000000000"
    ),
    (
      "01000000000000000400000000000000" + zeros, CipherVectors.bytes(long),
      "13000000000000000000000000000000"
    ),
  ]

  @Test(arguments: 0..<12)
  func `gives the codes of section 2.5.2 and appendix A.3`(_ number: Int) throws {
    let (key, message, code) = Self.vectors[number]
    #expect(try Poly1305.code(key: Vectors.bytes(key), message: message) == Vectors.bytes(code))
  }

  @Test func `tells a message from one with a zero more`() throws {
    let key = [UInt8](1...32)
    for count in 0...40 {
      let message = [UInt8](repeating: 0, count: count)
      #expect(
        try Poly1305.code(key: key, message: message)
          != Poly1305.code(key: key, message: message + [0])
      )
    }
  }

  @Test func `refuses a key of another length`() {
    for count in [0, 16, 31, 33] {
      #expect(throws: CipherError(.badKey)) {
        try Poly1305.code(key: [UInt8](repeating: 1, count: count), message: [])
      }
    }
  }

  @Test func `compares codes to the last bit`() {
    let code = [UInt8](0..<16)
    #expect(Poly1305.equal(code, code))
    #expect(!Poly1305.equal(code, Array(code.dropLast())))
    for index in 0..<16 {
      for bit in 0..<8 {
        var other = code
        other[index] ^= 1 << bit
        #expect(!Poly1305.equal(code, other))
      }
    }
  }
}
