import SchouwCommandLine

/// A piece of a page. What is text is escaped, always: markup comes from the program's own literals only.
///
/// Names of elements and attributes are `StaticString`s, so none can come from a document. An address (`href`,
/// `action`) that leads away from this server is left out.
struct HTML: Sendable, Equatable {
  /// The markup so far.
  private(set) var markup = ""

  /// Nothing.
  init() {}

  /// Several pieces beside one another.
  init(@Builder content: () -> HTML) { self = content() }

  /// Text: every character stands for itself.
  ///
  /// What could turn a line around or is no character of a page shows as a visible escape; line breaks and
  /// tabs stay.
  init(_ text: String) { markup = Self.escaped(text) }

  /// An element with content.
  init(
    _ name: StaticString,
    _ attributes: KeyValuePairs<StaticString, String?> = [:],
    @Builder content: () -> HTML
  ) {
    markup = Self.opening(name, attributes) + content().markup + "</\(name)>"
  }

  /// An element that has no content, such as `input`.
  static func void(
    _ name: StaticString,
    _ attributes: KeyValuePairs<StaticString, String?> = [:]
  ) -> HTML {
    var html = HTML()
    html.markup = opening(name, attributes)
    return html
  }

  /// Puts pieces beside one another.
  mutating func append(_ other: HTML) { markup += other.markup }

  /// The bytes of a whole page, of which this is the element `html`.
  var page: [UInt8] { Array(("<!DOCTYPE html>\n" + markup + "\n").utf8) }

  private static func opening(
    _ name: StaticString,
    _ attributes: KeyValuePairs<StaticString, String?>
  ) -> String {
    var text = "<\(name)"
    for (name, value) in attributes {
      guard let value, !isAddress(name) || isOwn(value) else { continue }
      text += value.isEmpty ? " \(name)" : " \(name)=\"\(escaped(value))\""
    }
    return text + ">"
  }

  private static func isAddress(_ name: StaticString) -> Bool {
    ["href", "action", "src", "formaction"].contains(name.description)
  }

  /// Whether an address stays within this server: `/path`, `#place`, never `//other` or `scheme:`.
  private static func isOwn(_ address: String) -> Bool {
    let bytes = Array(address.utf8.prefix(2))
    if bytes.first == UInt8(ascii: "#") { return true }
    return bytes.first == UInt8(ascii: "/")
      && bytes.last != UInt8(ascii: "\\") && (bytes.count < 2 || bytes[1] != UInt8(ascii: "/"))
  }

  private static func escaped(_ text: String) -> String {
    let isPlain = text.utf8.allSatisfy { byte in
      byte >= 0x20 && byte < 0x7f && !"&<>\"'".utf8.contains(byte)
    }
    if isPlain { return text }
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      case "\n", "\t": result.unicodeScalars.append(scalar)
      default: result += DisplayText.harmless(String(scalar))
      }
    }
    return result
  }

  /// Gathers the content of an element; a string in it is text.
  @resultBuilder enum Builder {
    static func buildExpression(_ text: String) -> HTML { HTML(text) }
    static func buildExpression(_ html: HTML) -> HTML { html }
    static func buildBlock(_ parts: HTML...) -> HTML { buildArray(parts) }
    static func buildOptional(_ part: HTML?) -> HTML { part ?? HTML() }
    static func buildEither(first: HTML) -> HTML { first }
    static func buildEither(second: HTML) -> HTML { second }
    static func buildArray(_ parts: [HTML]) -> HTML {
      parts.reduce(into: HTML()) { $0.append($1) }
    }
  }
}
