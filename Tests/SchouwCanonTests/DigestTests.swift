import SchouwCanon
import Testing

@Suite struct `A digest` {
  private let abc = SHA256.hash(Array("abc".utf8))

  @Test func `is written in 43 characters and read back`() throws {
    #expect(abc.base64URL == "ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0")
    #expect(abc.description == abc.base64URL)
    #expect(Digest(base64URL: abc.base64URL) == abc)
    #expect(Digest(bytes: abc.bytes) == abc)
    #expect(Digest(bytes: abc.bytes[...]) == abc)
    #expect(Digest(bytes: abc.bytes.lazy.map { $0 }) == abc)
  }

  @Test(arguments: [
    "", "ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa", "ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa1",
    "ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0=", "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0",
    "ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0", " ngWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0",
    "éngWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa", "ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa00",
  ])
  func `is not read from anything else`(text: String) {
    #expect(Digest(base64URL: text) == nil)
  }

  @Test func `has 32 bytes and no other number`() {
    for count in 0..<70 {
      #expect((Digest(bytes: [UInt8](repeating: 1, count: count)) != nil) == (count == 32))
    }
  }

  @Test func `is ordered as its bytes are`() throws {
    var random = SeededRandom(seed: "order")
    var digests: [Digest] = []
    for _ in 0..<200 {
      var bytes = [UInt8](repeating: 0, count: 32)
      bytes[Int.random(in: 0..<32, using: &random)] = random.nextBytes(1)[0]
      bytes[Int.random(in: 0..<32, using: &random)] = random.nextBytes(1)[0]
      digests.append(try #require(Digest(bytes: bytes)))
    }
    let expected = digests.sorted { $0.bytes.lexicographicallyPrecedes($1.bytes) }
    #expect(digests.sorted() == expected)
    #expect(digests.map(\.hex).sorted() == expected.map(\.hex))
  }

  @Test func `is equal in constant time when it is equal`() throws {
    for position in 0..<32 {
      var bytes = abc.bytes
      bytes[position] ^= 1
      let other = try #require(Digest(bytes: bytes))
      #expect(!abc.equalsInConstantTime(other))
      #expect(abc != other)
    }
    #expect(abc.equalsInConstantTime(SHA256.hash(Array("abc".utf8))))
  }
}

/// RFC 4648 sections 3.5, 5 and 10.
@Suite struct `Base64url` {
  @Test(arguments: [
    ("", ""), ("f", "Zg"), ("fo", "Zm8"), ("foo", "Zm9v"), ("foob", "Zm9vYg"),
    ("fooba", "Zm9vYmE"), ("foobar", "Zm9vYmFy"),
  ])
  func `gives the vectors of RFC 4648 section 10, without padding`(bytes: String, text: String) {
    #expect(Base64URL.encode(bytes.utf8) == text)
    #expect(Base64URL.decode(text) == Array(bytes.utf8))
  }

  @Test func `uses the letters for URLs`() {
    #expect(Base64URL.encode([0xfb, 0xff, 0xbf] as [UInt8]) == "-_-_")
    #expect(Base64URL.decode("-_-_") == [0xfb, 0xff, 0xbf])
  }

  @Test(arguments: [
    "A", "AAAAA", "Zg==", "Zm8=", "Zh", "Zm9", "Zn", "+/+/", "Zm 9v", "Zm9v\n", " Zm9v", "Zm9é",
    "Zg=", "====", "AB", "AAB", "Zm9v.", "Zm9v\u{0}",
  ])
  func `refuses every other spelling`(text: String) {
    #expect(Base64URL.decode(text) == nil)
  }

  @Test func `reads two letters exactly if they are what one byte gives`() {
    let written = Set((0...255 as ClosedRange<UInt8>).map { Base64URL.encode([$0]) })
    #expect(written.count == 256)
    for first in 0..<128 as Range<UInt8> {
      for second in 0..<128 as Range<UInt8> {
        let text = String(decoding: [first, second], as: UTF8.self)
        guard (Base64URL.decode(text) != nil) == written.contains(text) else {
          Issue.record("\(first), \(second)")
          return
        }
      }
    }
  }

  @Test func `reads what it wrote`() {
    var random = SeededRandom(seed: "base64url")
    for count in 0..<200 {
      let bytes = random.nextBytes(count)
      #expect(Base64URL.decode(Base64URL.encode(bytes)) == bytes)
    }
  }
}
