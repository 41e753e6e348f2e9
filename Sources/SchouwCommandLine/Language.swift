/// A language in which Schouw's programs speak.
public enum Language: String, Sendable, CaseIterable {
  /// Dutch, the language when nothing says otherwise.
  case nl
  /// English.
  case en

  /// Reads the language of a POSIX locale name or a BCP 47 tag: `nl_NL.UTF-8`, `en-GB`, `nl`.
  ///
  /// Nil for any other language, and for text that is not such a name.
  public init?(tag: String) {
    let end = tag.utf8.firstIndex { !isLetter($0) } ?? tag.utf8.endIndex
    if end < tag.utf8.endIndex, !"_-.@".utf8.contains(tag.utf8[end]) { return nil }
    self.init(rawValue: tag[..<end].lowercased())
  }

  /// Chooses the language: the option, else the configuration, else the environment, else Dutch.
  ///
  /// In the environment the first of LC_ALL, LC_MESSAGES and LANG that is set decides (POSIX.1-2024,
  /// XBD 8.2), also when it names a language that Schouw does not speak. Empty, `C` and `POSIX`,
  /// with or without an encoding, count as not set. `Locale.current` ignores all three on Linux.
  /// - Parameters:
  ///   - option: the value of `--lang`, nil if it was not given.
  ///   - configured: a language name from the program's configuration; unknown names are passed over.
  ///   - environment: where the three variables are read.
  public static func chosen(
    option: Language?,
    configured: String?,
    environment: Environment
  ) -> Language {
    if let option { return option }
    if let configured, let language = Language(tag: configured) { return language }
    for name in ["LC_ALL", "LC_MESSAGES", "LANG"] {
      guard let value = environment[name], !isUnset(value) else { continue }
      return Language(tag: value) ?? .nl
    }
    return .nl
  }

  private static func isUnset(_ value: String) -> Bool {
    let name = value.prefix { $0 != "." && $0 != "@" }
    return name.isEmpty || name == "C" || name == "POSIX"
  }
}

/// Whether a byte is an ASCII letter.
private func isLetter(_ byte: UInt8) -> Bool {
  (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
}
