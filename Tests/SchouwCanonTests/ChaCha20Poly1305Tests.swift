import Testing

@testable import SchouwCanon

private typealias Vectors = CipherVectors

/// RFC 8439 sections 2.6 and 2.8, appendices A.4 and A.5.
@Suite struct `ChaCha20-Poly1305` {
  typealias Key = (key: [UInt8], nonce: [UInt8], oneTime: String)

  static let keys: [Key] = [
    (
      Array(0x80...0x9f), CipherVectors.bytes("000000000001020304050607"),
      "8ad5a08b905f81cc815040274ab29471 a833b637e3fd0da508dbb8e2fdd1a646"
    ),
    (
      CipherVectors.zeroKey, CipherVectors.zeroNonce,
      "76b8e0ada0f13d90405d6ae55386bd28 bdd219b8a08ded1aa836efcc8b770dc7"
    ),
    (
      CipherVectors.oneKey, CipherVectors.twoNonce,
      "ecfa254f845f647473d3cb140da9e876 06cb33066c447b87bc2666dde3fbb739"
    ),
    (
      CipherVectors.jabberwockyKey, CipherVectors.twoNonce,
      "965e3bc6f9ec7ed9560808f4d229f94b 137ff275ca9b3fcbdd59deaad23310ae"
    ),
  ]

  @Test(arguments: 0..<4)
  func `makes the one-time keys of section 2.6.2 and appendix A.4`(_ number: Int) throws {
    let (key, nonce, oneTime) = Self.keys[number]
    #expect(try ChaCha20Poly1305.oneTimeKey(key: key, nonce: nonce) == Vectors.bytes(oneTime))
  }

  typealias Sealing = (
    text: [UInt8], additional: String, key: [UInt8], nonce: String, hidden: String, tag: String
  )

  /// Section 2.8.2 and appendix A.5.
  static let sealings: [Sealing] = [
    (
      CipherVectors.sunscreen, "50515253c0c1c2c3c4c5c6c7", Array(0x80...0x9f),
      "070000004041424344454647",
      """
      d31a8d34648e60db7b86afbc53ef7ec2 a4aded51296e08fea9e2b5a736ee62d6
      3dbea45e8ca9671282fafb69da92728b 1a71de0a9e060b2905d6a5b67ecd3b36
      92ddbd7f2d778b8c9803aee328091b58 fab324e4fad675945585808b4831d7bc
      3ff4def08e4b7a9de576d26586cec64b 6116
      """, "1ae10b594f09e26a7e902ecbd0600691"
    ),
    (
      Array(
        ("Internet-Drafts are draft documents valid for a maximum of six months and may be "
          + "updated, replaced, or obsoleted by other documents at any time. It is inappropriate "
          + "to use Internet-Drafts as reference material or to cite them other than as "
          + "/\u{201c}work in progress./\u{201d}").utf8
      ), "f33388860000000000004e91", CipherVectors.jabberwockyKey, "000000000102030405060708",
      """
      64a0861575861af460f062c79be643bd 5e805cfd345cf389f108670ac76c8cb2
      4c6cfc18755d43eea09ee94e382d26b0 bdb7b73c321b0100d4f03b7f355894cf
      332f830e710b97ce98c8a84abd0b9481 14ad176e008d33bd60f982b1ff37c855
      9797a06ef4f0ef61c186324e2b350638 3606907b6a7c02b0f9f6157b53c867e4
      b9166c767b804d46a59b5216cde7a4e9 9040c5a40433225ee282a1b0a06c523e
      af4534d7f83fa1155b0047718cbc546a 0d072b04b3564eea1b422273f548271a
      0bb2316053fa76991955ebd63159434e cebb4e466dae5a1073a6727627097a10
      49e617d91d361094fa68f0ff77987130 305beaba2eda04df997b714d6c6f2c29
      a6ad5cb4022b02709b
      """, "eead9d67890cbb22392336fea1851f38"
    ),
  ]

  @Test(arguments: 0..<2)
  func `seals and opens as section 2.8.2 and appendix A.5`(_ number: Int) throws {
    let vector = Self.sealings[number]
    let additional = Vectors.bytes(vector.additional)
    let nonce = Vectors.bytes(vector.nonce)
    let sealed = try ChaCha20Poly1305.seal(
      vector.text,
      additional: additional,
      key: vector.key,
      nonce: nonce
    )
    #expect(sealed == Vectors.bytes(vector.hidden + vector.tag))
    let opened = try ChaCha20Poly1305.open(
      sealed,
      additional: additional,
      key: vector.key,
      nonce: nonce
    )
    #expect(opened == vector.text)
  }

  @Test func `opens nothing of which one bit is another`() throws {
    let text = Array("Schouw".utf8)
    let (key, nonce, additional) = ([UInt8](1...32), [UInt8](1...12), [UInt8](1...5))
    let sealed = try ChaCha20Poly1305.seal(text, additional: additional, key: key, nonce: nonce)
    func opens(_ sealed: [UInt8], _ additional: [UInt8], _ key: [UInt8], _ nonce: [UInt8]) -> Bool {
      let opened = try? ChaCha20Poly1305.open(
        sealed,
        additional: additional,
        key: key,
        nonce: nonce
      )
      return opened != nil
    }
    func flips(_ bytes: [UInt8]) -> [[UInt8]] {
      bytes.indices.flatMap { index in
        (0..<8).map { bit in
          var flipped = bytes
          flipped[index] ^= 1 << bit
          return flipped
        }
      }
    }
    #expect(opens(sealed, additional, key, nonce))
    for other in flips(sealed) { #expect(!opens(other, additional, key, nonce)) }
    for other in flips(additional) { #expect(!opens(sealed, other, key, nonce)) }
    for other in flips(key) { #expect(!opens(sealed, additional, other, nonce)) }
    for other in flips(nonce) { #expect(!opens(sealed, additional, key, other)) }
    for count in 0..<sealed.count {
      #expect(!opens(Array(sealed.prefix(count)), additional, key, nonce))
    }
  }

  @Test func `says what does not fit and shows nothing of it`() throws {
    #expect(throws: CipherError(.badKey)) {
      try ChaCha20Poly1305.seal([1], additional: [], key: [1], nonce: Vectors.zeroNonce)
    }
    #expect(throws: CipherError(.badNonce)) {
      try ChaCha20Poly1305.seal([1], additional: [], key: Vectors.zeroKey, nonce: [1])
    }
    for code in CipherError.Code.allCases {
      #expect(CipherError(code).codeName == "cipher.\(code)")
      #expect(!CipherError(code).remedy.text.isEmpty)
    }
  }
}
