public import SchouwCanon

/// A password as it is kept: salted, and hashed slowly by PBKDF2 with HMAC-SHA-256 (RFC 8018).
///
/// How slowly is kept with it, so that it can be raised later.
public struct PasswordHash: Sendable, Equatable {
  /// How often the hash is iterated.
  let iterations: Int
  /// Random, another one for each password.
  let salt: [UInt8]
  private let hash: Digest

  /// The count for new passwords (OWASP Password Storage Cheat Sheet, PBKDF2-HMAC-SHA256).
  public static let iterationsDefault = 600_000
  /// More is taken for a mistake: it would keep the one who checks busy for minutes.
  static let iterationsMax = 20_000_000
  /// The bytes of a password in UTF-8, at least and at most.
  public static let lengthBytes = 12...1024

  /// Hashes a password.
  ///
  /// - Parameter random: for the salt.
  /// - Complexity: `iterations` times two blocks of SHA-256: some 0.2 s by default.
  public init(
    _ password: [UInt8],
    iterations: Int = PasswordHash.iterationsDefault,
    random: inout some RandomSource
  ) {
    self.init(password, salt: random.nextBytes(16), iterations: iterations)
  }

  private init(_ password: [UInt8], salt: [UInt8], iterations: Int) {
    let bytes = PBKDF2SHA256.derive(password: password, salt: salt, iterations: iterations)
    guard let hash = Digest(bytes: bytes) else { preconditionFailure("PBKDF2 gives 32 bytes") }
    self.hash = hash
    self.iterations = iterations
    self.salt = salt
  }

  private init(hash: Digest, salt: [UInt8], iterations: Int) {
    self.hash = hash
    self.salt = salt
    self.iterations = iterations
  }

  /// What no password opens, and takes as long to find out: for a name that nobody has.
  static func closed(iterations: Int) -> PasswordHash {
    PasswordHash(
      hash: SHA256.hash([]),
      salt: [UInt8](repeating: 0, count: 16),
      iterations: iterations
    )
  }

  /// Whether this is the password, in a time that does not tell how far it agrees.
  ///
  /// - Complexity: as hashing it.
  func opens(with password: [UInt8]) -> Bool {
    let other = PasswordHash(password, salt: salt, iterations: iterations)
    return hash.equalsInConstantTime(other.hash)
  }

  /// A name for this hash, by which a session notices that the password was changed.
  var name: Digest { HMACSHA256.code(key: salt, message: hash.bytes) }

  /// The form in which it is kept and sent.
  var json: JSONValue {
    [
      "algorithm": "pbkdf2-hmac-sha-256", "hash": .string(hash.base64URL),
      "iterations": .number(Double(iterations)), "salt": .string(Base64URL.encode(salt)),
    ]
  }

  /// Reads the form of ``json``; nil if it is anything else.
  init?(json: JSONValue) {
    guard json["algorithm"] == "pbkdf2-hmac-sha-256",
      let hash = json["hash"]?.stringValue.flatMap({ Digest(base64URL: $0) }),
      let salt = json["salt"]?.stringValue.flatMap({ Base64URL.decode($0) }), salt.count >= 16,
      let iterations = json["iterations"]?.integerValue,
      (1...Int64(Self.iterationsMax)).contains(iterations)
    else { return nil }
    self.init(hash: hash, salt: salt, iterations: Int(iterations))
  }
}
