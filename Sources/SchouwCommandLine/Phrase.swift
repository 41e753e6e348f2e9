/// One text in both languages, with named placeholders.
///
/// A placeholder is `{name}`, or `{name?one|other}`, which becomes `one` if the value of `name` is
/// `1` and `other` if not: `"{count} {count?document|documents}"`. A brace that begins neither is
/// itself. Both languages are given in one place, so a forgotten one does not compile.
public struct Phrase: Sendable, Hashable {
  /// The Dutch text.
  public var nl: String
  /// The English text.
  public var en: String

  /// Makes a phrase of its two texts.
  public init(nl: String, en: String) {
    self.nl = nl
    self.en = en
  }

  /// Makes a phrase that reads the same in both languages: a name, a sign, a command.
  public init(_ both: String) {
    self.init(nl: both, en: both)
  }

  /// The text in one language as it was written, placeholders and all.
  public subscript(language: Language) -> String {
    switch language {
    case .nl: nl
    case .en: en
    }
  }

  /// The text in one language with its placeholders filled in.
  ///
  /// Values are put in once and never searched for placeholders themselves. A placeholder without a
  /// value stays as written: visible, and not worth a crash.
  public func text(
    _ language: Language,
    _ values: KeyValuePairs<String, String> = [:]
  ) -> String {
    guard !values.isEmpty else { return self[language] }
    var text = ""
    for piece in Placeholder.pieces(of: self[language]) {
      switch piece {
      case .plain(let plain): text += plain
      case .placeholder(let placeholder, let written):
        let value = values.first { $0.key == placeholder.name }?.value
        text += value.map(placeholder.filled) ?? written
      }
    }
    return text
  }

  /// The names of the placeholders in one language's text, sorted, each once.
  public func placeholders(_ language: Language) -> [String] {
    var names: [String] = []
    for case .placeholder(let placeholder, _) in Placeholder.pieces(of: self[language])
    where !names.contains(placeholder.name) {
      names.append(placeholder.name)
    }
    return names.sorted()
  }
}

/// A place in a text where a value belongs.
private struct Placeholder {
  enum Piece {
    case plain(String)
    case placeholder(Placeholder, written: String)
  }

  var name: String
  /// The two forms to choose from; nil if the value itself is wanted.
  var forms: (one: String, other: String)?

  func filled(_ value: String) -> String {
    guard let forms else { return value }
    return value == "1" ? forms.one : forms.other
  }

  static func pieces(of text: String) -> [Piece] {
    var pieces: [Piece] = []
    var plain = ""
    var rest = Substring(text)
    while let first = rest.first {
      if first == "{", let close = rest.firstIndex(of: "}"),
        let placeholder = Placeholder(inside: rest[rest.index(after: rest.startIndex)..<close])
      {
        if !plain.isEmpty { pieces.append(.plain(plain)) }
        plain = ""
        pieces.append(.placeholder(placeholder, written: String(rest[...close])))
        rest = rest[rest.index(after: close)...]
      } else {
        plain.append(first)
        rest.removeFirst()
      }
    }
    if !plain.isEmpty { pieces.append(.plain(plain)) }
    return pieces
  }

  /// Reads what stands between the braces; nil if that is no placeholder.
  private init?(inside: Substring) {
    let name = inside.prefix { $0.isASCII && $0.isLetter }
    guard !name.isEmpty else { return nil }
    self.name = String(name)
    let rest = inside[name.endIndex...]
    if rest.isEmpty { return }
    guard rest.first == "?", let bar = rest.firstIndex(of: "|") else { return nil }
    let one = rest[rest.index(after: rest.startIndex)..<bar]
    forms = (String(one), String(rest[rest.index(after: bar)...]))
  }
}
