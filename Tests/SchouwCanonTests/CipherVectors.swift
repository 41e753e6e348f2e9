/// The texts and bytes of RFC 8439 that several of its vectors use.
enum CipherVectors {
  /// Bytes of hexadecimal digits; whatever else stands between them is passed over.
  static func bytes(_ hex: String) -> [UInt8] {
    var digits = hex.utf8.compactMap { byte -> UInt8? in
      switch byte {
      case 0x30...0x39: byte - 0x30
      case 0x61...0x66: byte - 0x61 + 10
      default: nil
      }
    }
    var bytes: [UInt8] = []
    while digits.count >= 2 {
      bytes.append(digits[0] << 4 | digits[1])
      digits.removeFirst(2)
    }
    return bytes
  }

  static let zeroKey = [UInt8](repeating: 0, count: 32)
  static let oneKey = [UInt8](repeating: 0, count: 31) + [1]
  static let jabberwockyKey = bytes(
    "1c9240a5eb55d38af333888604f6b5f0 473917c1402b80099dca5cbc207075c0"
  )
  static let zeroNonce = [UInt8](repeating: 0, count: 12)
  static let twoNonce = [UInt8](repeating: 0, count: 11) + [2]

  /// Section 2.4.2.
  static let sunscreen = Array(
    ("Ladies and Gentlemen of the class of '99: If I could offer you only one tip for the future, "
      + "sunscreen would be it.").utf8
  )

  /// Appendix A.2, vector 2, and A.3.
  static let contribution = Array(
    ("Any submission to the IETF intended by the Contributor for publication as all or part of an "
      + "IETF Internet-Draft or RFC and any statement made within the context of an IETF activity "
      + "is considered an \"IETF Contribution\". Such statements include oral statements in IETF "
      + "sessions, as well as written and electronic communications made at any time or place, "
      + "which are addressed to").utf8
  )

  /// Appendix A.2, vector 3, and A.3.
  static let jabberwocky = Array(
    ("'Twas brillig, and the slithy toves\nDid gyre and gimble in the wabe:\n"
      + "All mimsy were the borogoves,\nAnd the mome raths outgrabe.").utf8
  )
}
