import SchouwCanon
import Testing

/// RFC 8018 section 5.2.
@Suite struct `PBKDF2 with HMAC-SHA-256` {
  /// One derivation, and what it must give.
  struct Vector: Sendable, CustomTestStringConvertible {
    let password: String
    let salt: String
    let iterations: Int
    let expected: String
    var testDescription: String { "\(iterations) iterations, \(expected.utf8.count / 2) bytes" }
  }

  /// The first two are RFC 7914 section 11; the next five RFC 6070's inputs as published for SHA-256; the last
  /// two have an empty password, and one longer than a block (`hashlib.pbkdf2_hmac` gives the same).
  static let vectors = [
    Vector(
      password: "passwd",
      salt: "salt",
      iterations: 1,
      expected: "55ac046e56e3089fec1691c22544b605f94185216dde0465e68b9d57c20dacbc"
        + "49ca9cccf179b645991664b39d77ef317c71b845b1e30bd509112041d3a19783"
    ),
    Vector(
      password: "Password",
      salt: "NaCl",
      iterations: 80_000,
      expected: "4ddcd8f60b98be21830cee5ef22701f9641a4418d04c0414aeff08876b34ab56"
        + "a1d425a1225833549adb841b51c9b3176a272bdebba1d078478f62b397f33c8d"
    ),
    Vector(
      password: "password",
      salt: "salt",
      iterations: 1,
      expected: "120fb6cffcf8b32c43e7225256c4f837a86548c92ccc35480805987cb70be17b"
    ),
    Vector(
      password: "password",
      salt: "salt",
      iterations: 2,
      expected: "ae4d0c95af6b46d32d0adff928f06dd02a303f8ef3c251dfd6e2d85a95474c43"
    ),
    Vector(
      password: "password",
      salt: "salt",
      iterations: 4096,
      expected: "c5e478d59288c841aa530db6845c4c8d962893a001ce4e11a4963873aa98134a"
    ),
    Vector(
      password: "passwordPASSWORDpassword",
      salt: "saltSALTsaltSALTsaltSALTsaltSALTsalt",
      iterations: 4096,
      expected: "348c89dbcbd32b2f32d814b8116e84cf2b17347ebc1800181c4e2a1fb8dd53e1c635518c7dac47e9"
    ),
    Vector(
      password: "pass\0word",
      salt: "sa\0lt",
      iterations: 4096,
      expected: "89b69d0516f829893c696226650a8687"
    ),
    Vector(
      password: "",
      salt: "",
      iterations: 1,
      expected: "f7ce0b653d2d72a4108cf5abe912ffdd777616db"
    ),
    Vector(
      password: String(repeating: "k", count: 65),
      salt: String(repeating: "s", count: 128),
      iterations: 3,
      expected: "e13d9c5cf6672929371415b9ebfb9438e4eacea1a1ec14b6130feba91313e3d4d5"
    ),
  ]

  @Test(arguments: vectors)
  func `gives the published keys`(_ vector: Vector) {
    let key = PBKDF2SHA256.derive(
      password: Array(vector.password.utf8),
      salt: Array(vector.salt.utf8),
      iterations: vector.iterations,
      length: vector.expected.utf8.count / 2
    )
    let digits = Array("0123456789abcdef")
    let hex = key.map { "\(digits[Int($0 >> 4)])\(digits[Int($0 & 15)])" }.joined()
    #expect(hex == vector.expected)
  }

  @Test func `is HMAC itself after one iteration`() {
    let salt: [UInt8] = Array(0..<200)
    let code = HMACSHA256.code(key: [1, 2, 3], message: salt + [0, 0, 0, 1])
    #expect(PBKDF2SHA256.derive(password: [1, 2, 3], salt: salt, iterations: 1) == code.bytes)
  }
}
