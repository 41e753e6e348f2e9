/// Rows of text in aligned columns.
public struct Table: Sendable {
  /// One column: its title and how it stands.
  public struct Column: Sendable {
    /// The title above the column.
    public var title: String
    /// Whether texts stand against the right edge, as numbers do.
    public var isRight: Bool
    /// Whether the column gives way, ending in `…`, where the table is wider than the terminal.
    public var isFlexible: Bool

    /// Makes a column.
    public init(_ title: String, isRight: Bool = false, isFlexible: Bool = false) {
      self.title = title
      self.isRight = isRight
      self.isFlexible = isFlexible
    }
  }

  /// One cell: a text, and a style where the terminal has colours.
  public struct Cell: Sendable, ExpressibleByStringLiteral {
    /// The text; made harmless when it is shown.
    public var text: String
    /// How the text stands out.
    public var style: Terminal.Style?

    /// Makes a cell.
    public init(_ text: String, _ style: Terminal.Style? = nil) {
      self.text = text
      self.style = style
    }

    /// Makes a cell without a style.
    public init(stringLiteral value: String) { self.init(value) }
  }

  /// The columns from left to right.
  public var columns: [Column]
  /// The rows from top to bottom; a short row ends in empty cells, surplus cells are not shown.
  public var rows: [[Cell]]

  /// The least width to which a flexible column shrinks.
  static let flexibleColumnsMin = 8
  /// The least width to which any other column but the first shrinks.
  static let columnsMin = 4

  /// Makes a table.
  public init(_ columns: [Column], rows: [[Cell]] = []) {
    self.columns = columns
    self.rows = rows
  }

  /// The lines of the table, titles first, without spaces at their ends.
  ///
  /// Columns shrink only on a terminal: a file or a program gets all of every text.
  /// Cost: every cell is measured twice.
  public func lines(on terminal: Terminal) -> [String] {
    let titles = columns.map { Cell($0.title, .bold) }
    let all = ([titles] + rows).map { row in
      columns.indices.map { column -> Cell in
        guard column < row.count else { return Cell("") }
        return Cell(DisplayText.harmless(row[column].text), row[column].style)
      }
    }
    let widths = widths(of: all, on: terminal)
    return all.map { line($0, widths, terminal) }
  }

  private func widths(of rows: [[Cell]], on terminal: Terminal) -> [Int] {
    var widths = columns.indices.map { column in
      rows.reduce(0) { max($0, DisplayText.widthColumns($1[column].text)) }
    }
    guard terminal.isTerminal else { return widths }
    let gaps = 2 * max(0, columns.count - 1)
    var surplus = widths.reduce(gaps, +) - terminal.widthColumns
    // The widest flexible column gives way first, the leftmost of equals; where that is not enough, every column
    // but the first, which names what the row is about.
    while surplus > 0 {
      let flexible = columns.indices.filter {
        columns[$0].isFlexible && widths[$0] > Self.flexibleColumnsMin
      }
      let others = columns.indices.dropFirst().filter { widths[$0] > Self.columnsMin }
      let candidates = flexible.isEmpty ? others : flexible
      guard let first = candidates.first else { break }
      let widest = candidates.dropFirst().reduce(first) { widths[$1] > widths[$0] ? $1 : $0 }
      widths[widest] -= 1
      surplus -= 1
    }
    return widths
  }

  private func line(_ row: [Cell], _ widths: [Int], _ terminal: Terminal) -> String {
    var line = ""
    var gap = 0
    for (column, cell) in row.enumerated() {
      let text = DisplayText.truncated(cell.text, toColumns: widths[column])
      let space = widths[column] - DisplayText.widthColumns(text)
      let before = gap + (columns[column].isRight ? space : 0)
      if !text.isEmpty {
        line += String(repeating: " ", count: before)
        line += cell.style.map { terminal.paint(text, $0) } ?? text
        gap = 2 + (columns[column].isRight ? 0 : space)
      } else {
        gap += space + 2
      }
    }
    return line
  }
}
