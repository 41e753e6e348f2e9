/// PBKDF2 with HMAC-SHA-256: a key from a password, slowly (RFC 8018 section 5.2).
public enum PBKDF2SHA256 {
  /// Derives `length` bytes from a password.
  ///
  /// - Parameters:
  ///   - password: of any length.
  ///   - salt: random, another one for each password.
  ///   - iterations: how slow, at least 1: guessing costs as many times more.
  ///   - length: in bytes, at least 1.
  /// - Complexity: two blocks of SHA-256 for each iteration and each 32 bytes of the result: some 0.2 s for
  ///   600,000 iterations. Keep it off queues that others wait for.
  public static func derive(
    password: [UInt8],
    salt: [UInt8],
    iterations: Int,
    length: Int = Digest.byteCount
  ) -> [UInt8] {
    precondition(iterations >= 1 && length >= 1, "PBKDF2 counts from one")
    let code = KeyedHash(key: password)
    var result: [UInt8] = []
    var number: UInt32 = 0
    while result.count < length {
      number += 1
      let index = withUnsafeBytes(of: number.bigEndian) { Array($0) }
      var last = (salt + index).withUnsafeBytes { code.hash($0) }
      var sum = last.words
      for _ in 1..<iterations {
        last = code.hash(last)
        sum.0 ^= last.words.0
        sum.1 ^= last.words.1
        sum.2 ^= last.words.2
        sum.3 ^= last.words.3
      }
      result += Digest(words: sum).bytes
    }
    return Array(result.prefix(length))
  }

  /// HMAC under one key, whose two first blocks are taken in once and for all (RFC 2104 section 4).
  private struct KeyedHash {
    private var inner = SHA256State()
    private var outer = SHA256State()

    init(key: [UInt8]) {
      var block = key.count > 64 ? SHA256.hash(key).bytes : key
      block += repeatElement(0, count: 64 - block.count)
      block.map { $0 ^ 0x36 }.withUnsafeBytes { inner.absorb($0) }
      block.map { $0 ^ 0x5c }.withUnsafeBytes { outer.absorb($0) }
    }

    func hash(_ message: UnsafeRawBufferPointer) -> Digest {
      var state = inner
      let whole = message.count & ~63
      state.absorb(UnsafeRawBufferPointer(rebasing: message[..<whole]))
      let rest = UnsafeRawBufferPointer(rebasing: message[whole...])
      return finish(state.finish(rest, byteCount: UInt64(64 + message.count)))
    }

    func hash(_ message: Digest) -> Digest {
      var state = inner
      return finish(Self.finish(&state, with: message))
    }

    private func finish(_ digest: Digest) -> Digest {
      var state = outer
      return Self.finish(&state, with: digest)
    }

    private static func finish(_ state: inout SHA256State, with digest: Digest) -> Digest {
      let words = (
        digest.words.0.bigEndian, digest.words.1.bigEndian, digest.words.2.bigEndian,
        digest.words.3.bigEndian
      )
      return withUnsafeBytes(of: words) { state.finish($0, byteCount: 96) }
    }
  }
}
