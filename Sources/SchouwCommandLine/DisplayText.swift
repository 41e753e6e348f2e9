/// Text as it stands on a terminal: how wide it is, and how to make it harmless.
public enum DisplayText {
  /// The columns a text takes: 2 for wide East Asian characters and emoji, 0 for what only combines.
  ///
  /// An approximation of Unicode's East Asian Width (UAX 11) by ranges; terminals differ too.
  public static func widthColumns(_ text: String) -> Int {
    text.reduce(0) { $0 + widthColumns($1) }
  }

  /// The text, or its beginning and `…`, in at most so many columns.
  public static func truncated(_ text: String, toColumns limit: Int) -> String {
    guard widthColumns(text) > limit else { return text }
    guard limit > 0 else { return "" }
    var kept = ""
    var width = 0
    for character in text {
      width += widthColumns(character)
      if width > limit - 1 { break }
      kept.append(character)
    }
    while kept.last == " " { kept.removeLast() }
    return kept + "…"
  }

  /// The text without anything that could move the cursor, change colours or turn the line around.
  ///
  /// Whatever comes from a document or another machine goes through here before it is shown:
  /// control characters (C0, DEL, C1), line separators and bidirectional controls become visible
  /// escapes such as `\n` or `\u{1B}`.
  public static func harmless(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: isHarmful) else { return text }
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      guard isHarmful(scalar) else {
        result.append(scalar)
        continue
      }
      result.append(contentsOf: escape(scalar).unicodeScalars)
    }
    return String(result)
  }

  /// Breaks text into lines of at most so many columns, between words only.
  ///
  /// A word that is wider than a line stands alone. A line break in the text stays one.
  static func wrapped(_ text: String, toColumns limit: Int) -> [String] {
    text.split(separator: "\n", omittingEmptySubsequences: false).flatMap { paragraph in
      var lines: [String] = []
      var line = ""
      for word in paragraph.split(separator: " ") {
        if line.isEmpty {
          line = String(word)
        } else if widthColumns(line) + 1 + widthColumns(String(word)) <= limit {
          line += " " + word
        } else {
          lines.append(line)
          line = String(word)
        }
      }
      return lines + [line]
    }
  }

  static func padded(_ text: String, toColumns width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - widthColumns(text)))
  }

  private static func widthColumns(_ character: Character) -> Int {
    var width = 0
    for scalar in character.unicodeScalars {
      if scalar.value == 0xFE0F { width = max(width, 2) }  // asks for the emoji form
      width = max(width, widthColumns(scalar))
    }
    return width
  }

  private static func widthColumns(_ scalar: Unicode.Scalar) -> Int {
    if scalar.isASCII { return scalar.value < 0x20 || scalar.value == 0x7F ? 0 : 1 }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format, .control, .lineSeparator, .paragraphSeparator:
      return 0
    default:
      if scalar.properties.isEmojiPresentation { return 2 }
      return wideRanges.contains { $0.contains(scalar.value) } ? 2 : 1
    }
  }

  private static let wideRanges: [ClosedRange<UInt32>] = [
    0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x4DBF, 0x4E00...0x9FFF, 0xA000...0xA4CF,
    0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60,
    0xFFE0...0xFFE6, 0x20000...0x3FFFD,
  ]

  private static func isHarmful(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0...0x1F, 0x7F...0x9F, 0x061C, 0x200E...0x200F, 0x2028...0x202E, 0x2066...0x2069: true
    default: false
    }
  }

  private static func escape(_ scalar: Unicode.Scalar) -> String {
    switch scalar {
    case "\n": "\\n"
    case "\r": "\\r"
    case "\t": "\\t"
    default: "\\u{" + String(scalar.value, radix: 16, uppercase: true) + "}"
    }
  }
}
