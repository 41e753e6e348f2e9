import SchouwCanon
import Testing

/// FIPS 180-4, with the example messages that NIST publishes for it.
@Suite struct `SHA-256` {
  @Test(arguments: [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
    (
      "abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmn"
        + "hijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu",
      "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1"
    ),
  ])
  func `hashes the published messages`(message: String, expected: String) {
    #expect(SHA256.hash(Array(message.utf8)).hex == expected)
  }

  @Test func `hashes a million times the letter a`() {
    let expected = "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"
    #expect(SHA256.hash([UInt8](repeating: 0x61, count: 1_000_000)).hex == expected)
    var hash = SHA256()
    for _ in 0..<1000 { hash.update([UInt8](repeating: 0x61, count: 1000)) }
    #expect(hash.finish().hex == expected)
  }

  @Test func `gives the same hash for every split of a message`() {
    var random = SeededRandom(seed: "every split")
    let message = random.nextBytes(200)
    let expected = SHA256.hash(message)
    for first in 0...200 {
      for second in first...200 {
        var hash = SHA256()
        hash.update(message[..<first])
        hash.update(message[first..<second])
        hash.update(message[second...])
        guard hash.finish() == expected else {
          Issue.record("split at \(first) and \(second)")
          return
        }
      }
    }
  }

  @Test func `gives the same hash in one go and byte by byte at every length up to 300`() {
    var random = SeededRandom(seed: "every length")
    let message = random.nextBytes(300)
    for length in 0...300 {
      var hash = SHA256()
      for byte in message[..<length] { hash.update([byte]) }
      guard hash.finish() == SHA256.hash(message[..<length]) else {
        Issue.record("length \(length)")
        return
      }
    }
  }

  @Test func `starts anew after it has finished`() {
    var hash = SHA256()
    hash.update([1, 2, 3])
    _ = hash.finish()
    #expect(hash.finish() == SHA256.hash([UInt8]()))
  }

  @Test func `goes its own way in a copy`() {
    var hash = SHA256()
    hash.update(Array("a".utf8))
    var copy = hash
    copy.update(Array("x".utf8))
    hash.update(Array("bc".utf8))
    #expect(hash.finish() == SHA256.hash(Array("abc".utf8)))
    #expect(copy.finish() == SHA256.hash(Array("ax".utf8)))
  }
}
