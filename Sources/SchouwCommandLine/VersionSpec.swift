import SchouwCanon

/// What `--version` prints: the program, and the formats that it reads and writes.
public struct VersionSpec: Sendable, Equatable {
  /// The version of Schouw's programs, which are released together (semantic versioning 2.0.0).
  public static let current = "0.4.0"

  /// A format or protocol that the program speaks.
  public struct Format: Sendable, Equatable {
    /// Its key under `--json`: English, small letters.
    public var key: String
    /// What people call it.
    public var name: Phrase
    /// Its version.
    public var value: String

    /// Names a format.
    public init(_ key: String, _ name: Phrase, _ value: String) {
      self.key = key
      self.name = name
      self.value = value
    }
  }

  /// The program's own version.
  public var program: String
  /// What it speaks.
  public var formats: [Format]

  /// Describes what a program speaks.
  public init(_ program: String = VersionSpec.current, formats: [Format]) {
    self.program = program
    self.formats = formats
  }

  /// A line for the program, and one for each format.
  func text(_ name: String, _ language: Language) -> String {
    (["\(name) \(program)"] + formats.map { "\($0.name[language]): \($0.value)" })
      .joined(separator: "\n")
  }

  /// The same for other programs.
  func json(_ name: String) -> JSONValue {
    var object = JSONObject()
    for format in formats { object[format.key] = .string(format.value) }
    object["program"] = .string(name)
    object["version"] = .string(program)
    return .object(object)
  }
}
