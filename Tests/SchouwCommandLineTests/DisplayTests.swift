import Testing

@testable import SchouwCommandLine

@Suite struct `Text on a terminal` {
  @Test(arguments: [
    ("", 0), ("abc", 3), ("één", 3), ("e\u{301}e\u{301}n", 3), ("漢字", 4), ("한", 2), ("ｱ", 1),
    ("Ａ", 2), ("👩‍👩‍👧", 2), ("☂", 1), ("☂\u{FE0F}", 2), ("🇳🇱", 2), ("\u{200B}a", 1), ("…", 1), ("m²", 2),
  ])
  func `is as wide as it shows`(text: String, width: Int) {
    #expect(DisplayText.widthColumns(text) == width)
  }

  @Test(arguments: [
    ("abc", 3, "abc"), ("abcd", 3, "ab…"), ("漢字", 3, "漢…"), ("漢字", 2, "…"), ("abc", 1, "…"),
    ("a  bc", 4, "a…"),
    ("abc", 0, ""), ("", 0, ""),
  ])
  func `is cut to a width`(text: String, limit: Int, cut: String) {
    #expect(DisplayText.truncated(text, toColumns: limit) == cut)
    #expect(DisplayText.widthColumns(cut) <= limit)
  }

  @Test(arguments: [
    ("plain é 漢", "plain é 漢"), ("a\u{1B}[2Jb", "a\\u{1B}[2Jb"), ("a\nb\tc\rd", "a\\nb\\tc\\rd"),
    ("\r\n", "\\r\\n"), ("\u{9B}", "\\u{9B}"), ("\u{202E}x", "\\u{202E}x"), ("\0", "\\u{0}"),
    ("\u{7F}", "\\u{7F}"), ("\u{2028}", "\\u{2028}"), ("\u{2066}", "\\u{2066}"),
  ])
  func `is made harmless`(text: String, shown: String) {
    #expect(DisplayText.harmless(text) == shown)
  }

  @Test func `is broken between words only`() {
    #expect(DisplayText.wrapped("aa bb cc", toColumns: 5) == ["aa bb", "cc"])
    #expect(DisplayText.wrapped("aaaaaaa b", toColumns: 5) == ["aaaaaaa", "b"])
    #expect(DisplayText.wrapped("a\n\nb", toColumns: 5) == ["a", "", "b"])
    #expect(DisplayText.wrapped("漢字 漢字", toColumns: 8) == ["漢字", "漢字"])
  }
}

@Suite struct `A table` {
  private let columns: [Table.Column] = [
    .init("Naam", isFlexible: true), .init("m2", isRight: true), .init("Stand"),
  ]

  @Test func `aligns its columns by what is seen`() {
    let table = Table(
      columns,
      rows: [["漢字", "9,2", "open"], ["e\u{301}e\u{301}n", "12", "dicht"], ["x", "", ""]]
    )
    #expect(
      table.lines(on: Terminal()) == [
        "Naam   m2  Stand", "漢字  9,2  open", "e\u{301}e\u{301}n    12  dicht", "x",
      ]
    )
  }

  @Test func `shows empty cells within a row, and no surplus ones`() {
    let table = Table(columns, rows: [["", "", "open"], ["a"], ["a", "1", "b", "c"]])
    #expect(
      table.lines(on: Terminal()) == ["Naam  m2  Stand", "          open", "a", "a      1  b"]
    )
  }

  @Test func `shrinks its flexible column on a terminal only`() {
    let row: [Table.Cell] = ["Hoofdstraat 112 te Hoensbroek", "1", "open"]
    let table = Table(columns, rows: [row])
    let narrow = Terminal(isTerminal: true, widthColumns: 24)
    #expect(table.lines(on: narrow)[1] == "Hoofdstraat…    1  open")
    #expect(table.lines(on: Terminal(widthColumns: 24))[1].contains("te Hoensbroek"))
    let tiny = Terminal(isTerminal: true, widthColumns: 5)
    #expect(table.lines(on: tiny)[1] == "Hoofdst…   1  open")
  }

  /// Found by a breaker: a list wider than the terminal, for only one of its columns gave way.
  @Test func `shrinks every column but the first where its flexible ones are not enough`() {
    let table = Table(
      [.init("dossier"), .init("soort"), .init("wat", isFlexible: true), .init("staat")],
      rows: [["K7QPM12345", "inspection", "Akerstraat 12", "2 conflicten, 1 vastgehouden"]]
    )
    for width in 36...80 {
      let lines = table.lines(on: Terminal(isTerminal: true, widthColumns: width))
      #expect(lines.allSatisfy { DisplayText.widthColumns($0) <= width }, "\(width)")
      #expect(lines[1].hasPrefix("K7QPM12345"))
    }
  }

  @Test func `lets nothing out of a cell`() {
    let table = Table([.init("A")], rows: [["a\u{1B}[2J\nb"]])
    #expect(table.lines(on: Terminal()) == ["A", "a\\u{1B}[2J\\nb"])
  }

  @Test func `measures before it paints`() {
    let table = Table([.init("A"), .init("B")], rows: [[.init("x", .red), "y"], ["xxx", "y"]])
    let lines = table.lines(on: Terminal(isTerminal: true, hasColour: true))
    #expect(
      lines == [
        "\u{1B}[1mA\u{1B}[0m    \u{1B}[1mB\u{1B}[0m", "\u{1B}[31mx\u{1B}[0m    y", "xxx  y",
      ]
    )
  }
}

@Suite struct `A terminal` {
  private func terminal(_ isTerminal: Bool, _ columns: Int?, _ variables: [String: String])
    -> Terminal
  {
    Terminal(
      isTerminal: isTerminal,
      reportedColumns: columns,
      environment: Environment(variables)
    )
  }

  @Test func `has colours, and a file has not`() {
    #expect(terminal(true, 80, [:]).hasColour)
    #expect(!terminal(false, nil, [:]).hasColour)
  }

  @Test func `has none with NO_COLOR or as a dumb terminal`() {
    #expect(!terminal(true, 80, ["NO_COLOR": "1"]).hasColour)
    #expect(!terminal(true, 80, ["NO_COLOR": "0"]).hasColour)
    #expect(terminal(true, 80, ["NO_COLOR": ""]).hasColour)
    #expect(!terminal(true, 80, ["TERM": "dumb"]).hasColour)
    #expect(Terminal(hasColour: false).paint("x", .red) == "x")
  }

  @Test func `is as wide as reported, else as COLUMNS says, else 80`() {
    #expect(terminal(true, 132, ["COLUMNS": "50"]).widthColumns == 132)
    #expect(terminal(true, nil, ["COLUMNS": "50"]).widthColumns == 50)
    #expect(terminal(true, nil, [:]).widthColumns == 80)
    #expect(terminal(true, nil, ["COLUMNS": "x"]).widthColumns == 80)
    #expect(terminal(true, nil, ["COLUMNS": "9223372036854775807"]).widthColumns == 1000)
    #expect(terminal(true, 3, [:]).widthColumns == 20)
  }
}
