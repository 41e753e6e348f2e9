/// Where something went wrong: any of a file, a line, a column, a byte and a path in a document.
public struct Place: Sendable, Hashable, CustomStringConvertible {
  /// The name or path of the file.
  public var file: String?
  /// The line, from 1.
  public var line: Int?
  /// The column in the line, from 1, counted in Unicode scalars.
  public var column: Int?
  /// The offset in bytes, from 0.
  public var byte: Int?
  /// The JSON Pointer (RFC 6901) of the value; the empty string is the whole document.
  public var path: String?

  /// Makes a place of what is known of it.
  public init(
    file: String? = nil,
    line: Int? = nil,
    column: Int? = nil,
    byte: Int? = nil,
    path: String? = nil
  ) {
    self.file = file
    self.line = line
    self.column = column
    self.byte = byte
    self.path = path
  }

  /// The known parts, joined by commas; empty if nothing is known.
  ///
  /// Control and formatting characters show as `\u{…}`, so that no name can steer a terminal; a
  /// file or path of more than 256 characters is cut.
  public var description: String {
    var parts: [String] = []
    if let file { parts.append(Place.visible(file)) }
    if let line { parts.append("line \(line)") }
    if let column { parts.append("column \(column)") }
    if let byte { parts.append("byte \(byte)") }
    if let path, !path.isEmpty { parts.append(Place.visible(path)) }
    return parts.joined(separator: ", ")
  }

  private static let charactersMax = 256

  private static func visible(_ text: String) -> String {
    var result = ""
    var left = charactersMax
    for scalar in text.unicodeScalars {
      if left == 0 { return result + "…" }
      left -= 1
      switch scalar.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator:
        result += "\\u{\(String(scalar.value, radix: 16))}"
      default:
        result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
