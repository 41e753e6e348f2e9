/// Why bytes were not encrypted or decrypted; never carries a key or a text.
public struct CipherError: SchouwError, Equatable {
  /// What is wrong.
  public enum Code: String, Sendable, CaseIterable {
    /// The key has another length than 32 bytes.
    case badKey
    /// The nonce has another length than 12 bytes.
    case badNonce
    /// The text is longer than one nonce is good for.
    case tooLong
    /// The bytes are not what was encrypted under this key, nonce and additional data.
    case notAuthentic
  }

  /// What is wrong.
  public let code: Code

  /// Makes an error.
  public init(_ code: Code) { self.code = code }

  /// The code as text.
  public var codeName: String { "cipher.\(code)" }
  /// Nowhere: a cipher knows no file.
  public var place: Place { Place() }
  /// What to do next.
  public var remedy: Remedy {
    switch code {
    case .badKey, .badNonce: Remedy(code: "enrol", text: "Enrol this device again.")
    case .tooLong: Remedy(code: "shorter", text: "Encrypt it in several parts.")
    case .notAuthentic:
      Remedy(
        code: "askAgain",
        text: "Ask whoever made it for another copy; this one stays as it is."
      )
    }
  }
  /// The whole as a sentence.
  public var description: String { "cipher: \(code). \(remedy.text)" }
}
