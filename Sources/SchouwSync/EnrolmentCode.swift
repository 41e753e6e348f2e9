/// One-time codes, which people read out and type: a device and an office mean the same by each way of writing one.
public enum EnrolmentCode {
  /// The letters that are drawn: none that is taken for another one.
  package static let letters = Array("23456789ABCDEFGHJKLMNPQRSTUVWXYZ".utf8)
  /// How many there are in a code: 100 bits.
  package static let length = 20

  /// The form in which a code is sent and hashed: four groups of five capitals and digits with hyphens between.
  ///
  /// Small letters are capitals; spaces, hyphens and dashes say nothing. What is no code afterwards stays as it
  /// was typed.
  public static func canonical(_ typed: String) -> String {
    var code: [UInt8] = []
    for scalar in typed.unicodeScalars {
      switch scalar {
      case " ", "\t", "\u{a0}", "-", "\u{2010}"..."\u{2015}", "\u{2212}": continue
      case "a"..."z": code.append(UInt8(truncatingIfNeeded: scalar.value) - 0x20)
      default:
        guard scalar.isASCII, letters.contains(UInt8(truncatingIfNeeded: scalar.value)) else {
          return typed
        }
        code.append(UInt8(truncatingIfNeeded: scalar.value))
      }
    }
    guard code.count == length, code.allSatisfy({ letters.contains($0) }) else { return typed }
    return grouped(code)
  }

  /// A code as it is shown.
  package static func grouped(_ code: [UInt8]) -> String {
    stride(from: 0, to: code.count, by: 5)
      .map { String(decoding: code[$0..<min($0 + 5, code.count)], as: UTF8.self) }
      .joined(separator: "-")
  }
}
