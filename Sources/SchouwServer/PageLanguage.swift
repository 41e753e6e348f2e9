import SchouwCommandLine
import SchouwHTTP

/// The language of a page, and whether its links must keep it.
struct PageLanguage: Sendable, Equatable {
  /// In which language it speaks.
  let language: Language
  /// Whether it was asked for in the address: then every link asks for it too.
  let isAsked: Bool

  /// The language of the address (`?lang=en`), else of the browser (Accept-Language, RFC 9110 section 12.5.4),
  /// else Dutch.
  init(_ head: RequestHead) {
    let asked = head.target.query.last { $0.name == "lang" }
      .flatMap { Language(rawValue: $0.value) }
    isAsked = asked != nil
    language = asked ?? Self.accepted(head.fields.all("accept-language")) ?? .nl
  }

  init(_ language: Language, isAsked: Bool) {
    self.language = language
    self.isAsked = isAsked
  }

  /// A link to a page of this server in the same language.
  func link(_ path: String) -> String {
    isAsked ? "\(path)?lang=\(language.rawValue)" : path
  }

  /// The first of the languages of the highest weight that is spoken here.
  private static func accepted(_ fields: [String]) -> Language? {
    var best: (language: Language, weight: Int)?
    for item in fields.flatMap({ $0.split(separator: ",") }) {
      let parts = item.split(separator: ";").map { $0.filter { $0 != " " && $0 != "\t" } }
      guard let tag = parts.first, let language = Language(tag: String(tag)) else { continue }
      let weight =
        parts.dropFirst().first { $0.lowercased().hasPrefix("q=") }
        .map { self.weight($0.dropFirst(2)) } ?? 1000
      if weight > 0, weight > best?.weight ?? 0 { best = (language, weight) }
    }
    return best?.language
  }

  /// A weight in thousandths; 0 if it is none (RFC 9110 section 12.4.2).
  private static func weight(_ text: Substring) -> Int {
    let bytes = Array(text.utf8)
    guard let first = bytes.first, (0x30...0x31).contains(first), bytes.count <= 5,
      bytes.count == 1 || bytes[1] == UInt8(ascii: "."),
      bytes.dropFirst(2).allSatisfy({ (0x30...0x39).contains($0) })
    else { return 0 }
    let decimals = Array(bytes.dropFirst(2)) + [0x30, 0x30, 0x30]
    let thousandths = decimals.prefix(3).reduce(0) { $0 * 10 + Int($1 - 0x30) }
    return min(1000, Int(first - 0x30) * 1000 + thousandths)
  }
}
