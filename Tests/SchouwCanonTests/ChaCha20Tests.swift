import Testing

@testable import SchouwCanon

private typealias Vectors = CipherVectors

/// RFC 8439 sections 2.1 to 2.4, appendices A.1 and A.2.
@Suite struct `The ChaCha20 cipher` {
  private func quarter(_ words: [UInt32]) -> [UInt32] {
    var (a, b, c, d) = (
      SIMD4(repeating: words[0]), SIMD4(repeating: words[1]), SIMD4(repeating: words[2]),
      SIMD4(repeating: words[3])
    )
    ChaCha20.quarterRound(&a, &b, &c, &d)
    return [a.x, b.y, c.z, d.w]
  }

  @Test func `makes the quarter round of section 2.1.1`() {
    let words: [UInt32] = [0x1111_1111, 0x0102_0304, 0x9b8d_6f43, 0x0123_4567]
    #expect(quarter(words) == [0xea2a_92f4, 0xcb1c_f8ce, 0x4581_472e, 0x5881_c4bb])
  }

  @Test func `makes the quarter round on the state of section 2.2.1`() {
    // The words 2, 7, 8 and 13 of the state.
    let words: [UInt32] = [0x5164_61b1, 0x2a5f_714c, 0x5337_2767, 0x3d63_1689]
    #expect(quarter(words) == [0xbdb8_86dc, 0xcfac_afd2, 0xe46b_ea80, 0xccc0_7c79])
  }

  @Test func `makes the block of section 2.3.2`() throws {
    let block = try ChaCha20.block(
      key: Array(0...31),
      counter: 1,
      nonce: Vectors.bytes("000000090000004a00000000")
    )
    #expect(
      block
        == Vectors.bytes(
          """
          10f1e7e4d13b5915500fdd1fa32071c4 c7d1f4c733c068030422aa9ac3d46c4e
          d2826446079faa0914c2d705d98b02a2 b5129cd1de164eb9cbd083e8a2503c4e
          """
        )
    )
  }

  static let blocks: [(key: [UInt8], counter: UInt32, nonce: [UInt8], block: String)] = [
    (
      CipherVectors.zeroKey, 0, CipherVectors.zeroNonce,
      """
      76b8e0ada0f13d90405d6ae55386bd28 bdd219b8a08ded1aa836efcc8b770dc7
      da41597c5157488d7724e03fb8d84a37 6a43b8f41518a11cc387b669b2ee6586
      """
    ),
    (
      CipherVectors.zeroKey, 1, CipherVectors.zeroNonce,
      """
      9f07e7be5551387a98ba977c732d080d cb0f29a048e3656912c6533e32ee7aed
      29b721769ce64e43d57133b074d839d5 31ed1f28510afb45ace10a1f4b794d6f
      """
    ),
    (
      CipherVectors.oneKey, 1, CipherVectors.zeroNonce,
      """
      3aeb5224ecf849929b9d828db1ced4dd 832025e8018b8160b82284f3c949aa5a
      8eca00bbb4a73bdad192b5c42f73f2fd 4e273644c8b36125a64addeb006c13a0
      """
    ),
    (
      [0, 0xff] + [UInt8](repeating: 0, count: 30), 2, CipherVectors.zeroNonce,
      """
      72d54dfbf12ec44b362692df94137f32 8fea8da73990265ec1bbbea1ae9af0ca
      13b25aa26cb4a648cb9b9d1be65b2c09 24a66c54d545ec1b7374f4872e99f096
      """
    ),
    (
      CipherVectors.zeroKey, 0, CipherVectors.twoNonce,
      """
      c2c64d378cd536374ae204b9ef933fcd 1a8b2288b3dfa49672ab765b54ee27c7
      8a970e0e955c14f3a88e741b97c286f7 5f8fc299e8148362fa198a39531bed6d
      """
    ),
  ]

  @Test(arguments: 0..<5) func `makes the blocks of appendix A.1`(_ number: Int) throws {
    let vector = Self.blocks[number]
    let block = try ChaCha20.block(key: vector.key, counter: vector.counter, nonce: vector.nonce)
    #expect(block == Vectors.bytes(vector.block))
  }

  typealias Encryption = (
    text: [UInt8], key: [UInt8], counter: UInt32, nonce: [UInt8], hidden: String
  )

  /// Section 2.4.2, then appendix A.2.
  static let encryptions: [Encryption] = [
    (
      CipherVectors.sunscreen, Array(0...31), 1, CipherVectors.bytes("000000000000004a00000000"),
      """
      6e2e359a2568f98041ba0728dd0d6981 e97e7aec1d4360c20a27afccfd9fae0b
      f91b65c5524733ab8f593dabcd62b357 1639d624e65152ab8f530c359f0861d8
      07ca0dbf500d6a6156a38e088a22b65e 52bc514d16ccf806818ce91ab7793736
      5af90bbf74a35be6b40b8eedf2785e42 874d
      """
    ),
    (
      [UInt8](repeating: 0, count: 64), CipherVectors.zeroKey, 0, CipherVectors.zeroNonce,
      """
      76b8e0ada0f13d90405d6ae55386bd28 bdd219b8a08ded1aa836efcc8b770dc7
      da41597c5157488d7724e03fb8d84a37 6a43b8f41518a11cc387b669b2ee6586
      """
    ),
    (
      CipherVectors.contribution, CipherVectors.oneKey, 1, CipherVectors.twoNonce,
      """
      a3fbf07df3fa2fde4f376ca23e827370 41605d9f4f4f57bd8cff2c1d4b7955ec
      2a97948bd3722915c8f3d337f7d37005 0e9e96d647b7c39f56e031ca5eb6250d
      4042e02785ececfa4b4bb5e8ead0440e 20b6e8db09d881a7c6132f420e527950
      42bdfa7773d8a9051447b3291ce1411c 680465552aa6c405b7764d5e87bea85a
      d00f8449ed8f72d0d662ab052691ca66 424bc86d2df80ea41f43abf937d3259d
      c4b2d0dfb48a6c9139ddd7f76966e928 e635553ba76c5c879d7b35d49eb2e62b
      0871cdac638939e25e8a1e0ef9d5280f a8ca328b351c3c765989cbcf3daa8b6c
      cc3aaf9f3979c92b3720fc88dc95ed84 a1be059c6499b9fda236e7e818b04b0b
      c39c1e876b193bfe5569753f88128cc0 8aaa9b63d1a16f80ef2554d7189c411f
      5869ca52c5b83fa36ff216b9c1d30062 bebcfd2dc5bce0911934fda79a86f6e6
      98ced759c3ff9b6477338f3da4f9cd85 14ea9982ccafb341b2384dd902f3d1ab
      7ac61dd29c6f21ba5b862f3730e37cfd c4fd806c22f221
      """
    ),
    (
      CipherVectors.jabberwocky, CipherVectors.jabberwockyKey, 42, CipherVectors.twoNonce,
      """
      62e6347f95ed87a45ffae7426f27a1df 5fb69110044c0d73118effa95b01e5cf
      166d3df2d721caf9b21e5fb14c616871 fd84c54f9d65b283196c7fe4f60553eb
      f39c6402c42234e32a356b3e764312a6 1a5532055716ead6962568f87d3f3f77
      04c6a8d1bcd1bf4d50d6154b6da731b1 87b58dfd728afa36757a797ac188d1
      """
    ),
  ]

  @Test(arguments: 0..<4)
  func `encrypts and decrypts as section 2.4.2 and appendix A.2`(_ number: Int) throws {
    let (text, key, counter, nonce, hex) = Self.encryptions[number]
    let hidden = Vectors.bytes(hex)
    #expect(try ChaCha20.combine(text, key: key, counter: counter, nonce: nonce) == hidden)
    #expect(try ChaCha20.combine(hidden, key: key, counter: counter, nonce: nonce) == text)
  }

  @Test func `gives the beginning of the longer stream for every shorter text`() throws {
    let key = [UInt8](1...32)
    let nonce = [UInt8](1...12)
    let stream = try ChaCha20.combine(
      [UInt8](repeating: 0, count: 200),
      key: key,
      counter: 7,
      nonce: nonce
    )
    for count in 0...200 {
      let text = [UInt8](repeating: 0, count: count)
      let part = try ChaCha20.combine(text, key: key, counter: 7, nonce: nonce)
      #expect(part == Array(stream.prefix(count)))
    }
  }

  @Test func `refuses keys, nonces and counters that do not fit`() {
    func code(_ key: Int, _ nonce: Int, _ counter: UInt32, _ count: Int) -> CipherError.Code? {
      do throws(CipherError) {
        _ = try ChaCha20.combine(
          [UInt8](repeating: 0, count: count),
          key: [UInt8](repeating: 0, count: key),
          counter: counter,
          nonce: [UInt8](repeating: 0, count: nonce)
        )
        return nil
      } catch {
        return error.code
      }
    }
    #expect(code(31, 12, 0, 1) == .badKey)
    #expect(code(33, 12, 0, 1) == .badKey)
    #expect(code(32, 8, 0, 1) == .badNonce)
    #expect(code(32, 12, .max, 65) == .tooLong)
    #expect(code(32, 12, .max, 64) == nil)
  }
}
