import SchouwCanon
import SchouwCommandLine
import SchouwDocuments
import SchouwServer

extension ServerProgram {
  /// `breach`: what a lost laptop held; no values.
  func breach() async throws -> ExitCode {
    let name = try words.required(ServerCommands.name)
    var rows: [[Table.Cell]] = []
    var (count, left) = (0, 0)
    var head: JSONObject?
    try await pages(of: "documents") {
      .breach(name, after: $0)
    } each: { row in
      count += 1
      if row["left"]?.isNull == false { left += 1 }
      if session.isJSON {
        session.output.line(row.canonicalText)
      } else {
        rows.append(cells(of: row))
      }
    } page: { answer in
      head = head ?? answer
    }
    guard !session.isJSON else { return .ok }
    guard count > 0 else {
      say(.nothing, ["device": name])
      return .ok
    }
    let heard = head?["lastContact"]?.stringValue.flatMap { moment($0) }
    say(
      .heading,
      [
        "device": name, "state": head?["state"]?.stringValue ?? "",
        "time": heard ?? BreachMessage.neverHeard.text(language),
      ]
    )
    session.output.table(
      Table(
        [
          Table.Column(ServerMessage.columnHandle.text(language)),
          Table.Column(ServerMessage.columnKind.text(language)),
          Table.Column(BreachMessage.columnScopes.text(language), isFlexible: true),
          Table.Column(BreachMessage.columnSince.text(language)),
          Table.Column(BreachMessage.columnLeft.text(language)),
        ],
        rows: rows
      )
    )
    say(.total, ["count": "\(count)", "left": "\(left)"])
    return .ok
  }

  private func cells(of row: JSONValue) -> [Table.Cell] {
    let scopes = (row["scopes"]?.arrayValue ?? []).compactMap(\.stringValue)
    let since = time(row["since"]) ?? BreachMessage.brought.text(language)
    return [
      Table.Cell(row["handle"]?.stringValue ?? ""), Table.Cell(row["kind"]?.stringValue ?? "–"),
      Table.Cell(scopes.joined(separator: " ")), Table.Cell(since),
      Table.Cell(time(row["left"]) ?? "–"),
    ]
  }

  private func time(_ value: JSONValue?) -> String? {
    guard let value, !value.isNull else { return nil }
    return value["time"]?.stringValue.flatMap { moment($0) }
      ?? BreachMessage.unknown.text(
        language,
        ["sequence": "\(value["sequence"]?.integerValue ?? 0)"]
      )
  }

  private func moment(_ text: String) -> String? {
    Stamp.milliseconds(of: text).flatMap { CalendarTime(epochMilliseconds: $0)?.text(language) }
  }

  private func say(_ message: BreachMessage, _ values: KeyValuePairs<String, String> = [:]) {
    session.output.line(DisplayText.harmless(message.text(language, values)))
  }
}
