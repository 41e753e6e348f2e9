/// What is known about the place where text appears.
public struct Terminal: Sendable, Equatable {
  /// Whether somebody is looking, rather than a file or another program.
  public var isTerminal: Bool
  /// How many columns fit on a line; 80 where that is not known.
  public var widthColumns: Int
  /// Whether colours may be used: only on a terminal, and never with NO_COLOR or TERM=dumb.
  public var hasColour: Bool

  /// Makes a description by hand, for tests; the default is a file.
  public init(isTerminal: Bool = false, widthColumns: Int = 80, hasColour: Bool = false) {
    self.isTerminal = isTerminal
    self.widthColumns = widthColumns
    self.hasColour = hasColour
  }

  /// Looks at an open file: `isatty`, then TIOCGWINSZ, else COLUMNS, else 80 columns.
  ///
  /// NO_COLOR counts if it is set and not empty (no-color.org).
  public init(descriptor: Int32, environment: Environment) {
    self.init(
      isTerminal: System.isTerminal(descriptor),
      reportedColumns: System.widthColumns(descriptor),
      environment: environment
    )
  }

  /// Decides on what the system reported; narrower than 20 columns is taken as 20.
  init(isTerminal: Bool, reportedColumns: Int?, environment: Environment) {
    let columns = environment["COLUMNS"].flatMap { DigitText.integer($0) }.map(Int.init)
    let widthColumns = reportedColumns ?? columns ?? 80
    let refuses = !(environment["NO_COLOR"] ?? "").isEmpty || environment["TERM"] == "dumb"
    self.init(
      isTerminal: isTerminal,
      widthColumns: min(max(widthColumns, 20), 1000),
      hasColour: isTerminal && !refuses
    )
  }

  /// Puts text in a style, or returns it unchanged where there are no colours.
  public func paint(_ text: String, _ style: Style) -> String {
    hasColour ? "\u{1B}[\(style.rawValue)m\(text)\u{1B}[0m" : text
  }

  /// How text may stand out; meaning is never in the style alone.
  public enum Style: Int, Sendable, CaseIterable {
    /// Heavier.
    case bold = 1
    /// Paler.
    case dim = 2
    /// For what is wrong.
    case red = 31
    /// For what is well.
    case green = 32
    /// For what needs attention.
    case yellow = 33
  }
}
