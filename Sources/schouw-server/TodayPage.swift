import SchouwCanon
import SchouwCommandLine
import SchouwDocuments
import SchouwFieldCommands
import SchouwServer

/// How the office stands as `today` prints it, in the columns of the terminal or in 80.
struct TodayPage {
  /// The answer to `{"do":"today"}`.
  let today: JSONObject
  let session: Session

  private var language: Language { session.language }
  private var output: Output { session.output }
  private var columns: Int { output.outTerminal.isTerminal ? output.outTerminal.widthColumns : 80 }
  private var devices: [JSONValue] { today["devices"]?.arrayValue ?? [] }

  /// Prints it: what is to be done first.
  func print() {
    heading(.todayAt, ["time": moment(today["time"])])
    let tasks = today["tasks"]?.arrayValue ?? []
    if tasks.isEmpty {
      line(ServerMessage.nothingToDo.text(language))
    } else {
      for task in tasks { self.task(task) }
    }
    putBack()
    if !devices.isEmpty {
      blank()
      deviceTable()
      for device in devices { details(of: device) }
    }
    holds()
    waits()
    damages()
    blank()
    line(
      ServerMessage.totals.text(
        language,
        [
          "documents": number(today["documents"]), "changes": number(today["changes"]),
          "conflicts": number(today["conflicts"]),
          "inConflict": number(today["documentsInConflict"]),
        ]
      )
    )
    line(
      ServerMessage.archive.text(
        language,
        ["archived": number(today["archived"]), "head": number(today["head"])]
      )
    )
  }

  // MARK: What is to be done

  private func task(_ task: JSONValue) {
    let message: ServerMessage? =
      switch task["what"]?.stringValue {
      case "damage": .taskDamage
      case "storage": .taskStorage
      case "room": .taskRoom
      case "rights": .taskRights
      case "putBack": .taskPutBack
      case "returned": .taskReturned
      case "held": .taskHeld
      case "sealed": .taskSealed
      case "missing": .taskMissing
      case "waiting": .taskWaiting
      case "conflicts": .taskConflicts
      case "clock": .taskClock
      case "silent": .taskSilent
      case "backup": .taskBackup
      default: nil
      }
    let values: KeyValuePairs = [
      "count": number(task["count"]), "device": short(task["device"], 24),
    ]
    let text = message?.text(language, values) ?? task["what"]?.stringValue ?? ""
    let isUrgent = ["damage", "storage", "room", "rights"].contains(task["what"]?.stringValue)
    let mark = output.outTerminal.paint("!", isUrgent ? .red : .yellow)
    output.line("\(mark) \(cut(text, columns - 2))")
  }

  /// The account of a restore, until it is complete.
  private func putBack() {
    guard let account = today["putBack"], !account.isNull else { return }
    blank()
    let time = milliseconds(account["time"]) == nil ? "" : " (\(moment(account["time"])))"
    heading(.putBack, ["branch": number(account["branch"]), "time": time])
    func say(_ message: ServerMessage, _ values: KeyValuePairs<String, String> = [:]) {
      line("  " + message.text(language, values))
    }
    func names(_ value: JSONValue?) -> String {
      (value?.arrayValue ?? []).map { short($0, 24) }.joined(separator: ", ")
    }
    if let lost = account["lost"], !lost.isNull {
      say(
        .putBackLost,
        [
          "first": number(lost["first"]), "last": number(lost["last"]),
          "by": names(lost["seenBy"]),
        ]
      )
    } else {
      say(.putBackNoneLost)
    }
    for row in account["back"]?.arrayValue ?? [] {
      let values: KeyValuePairs = [
        "device": short(row["device"], 24), "own": number(row["own"]),
        "others": number(row["others"]),
      ]
      say(.putBackFrom, values)
    }
    let notHeard = names(account["notHeard"])
    if !notHeard.isEmpty { say(.putBackNotHeard, ["devices": notHeard]) }
    let (missing, waiting) = (number(account["missing"]), number(account["waiting"]))
    if missing != "0" || waiting != "0" {
      say(.putBackMissing, ["missing": missing, "waiting": waiting])
    }
  }

  // MARK: Devices

  private func deviceTable() {
    var table = Table([
      column(.columnDevice, isFlexible: true), column(.columnReceived, isRight: true),
      column(.columnContact), column(.columnClock, isRight: true),
      column(.columnWaits, isRight: true), column(.columnHeld, isRight: true),
      column(.columnMarked, isRight: true),
    ])
    for device in devices {
      let isBehind = device["received"] != device["of"]
      table.rows.append([
        Table.Cell(name(of: device)),
        Table.Cell(
          "\(number(device["received"]))/\(number(device["of"]))",
          isBehind ? .yellow : nil
        ),
        Table.Cell(silence(of: device)), Table.Cell(clock(of: device)),
        Table.Cell(number(device["waiting"])), Table.Cell(sum(device["held"])),
        Table.Cell(sum(device["marked"])),
      ])
    }
    let terminal = Terminal(
      isTerminal: true,
      widthColumns: columns,
      hasColour: output.outTerminal.hasColour
    )
    for text in table.lines(on: terminal) { output.line(text) }
  }

  private func column(
    _ title: ServerMessage,
    isRight: Bool = false,
    isFlexible: Bool = false
  ) -> Table.Column {
    Table.Column(title.text(language), isRight: isRight, isFlexible: isFlexible)
  }

  private func name(of device: JSONValue) -> String {
    let name = short(device["device"], 24)
    if device["uncertain"] == true {
      return ServerMessage.uncertain.text(language, ["device": name])
    }
    switch device["state"]?.stringValue {
    case "revoked": return ServerMessage.revoked.text(language, ["device": name])
    case "invited": return ServerMessage.invited.text(language, ["device": name])
    default: return name
    }
  }

  private func silence(of device: JSONValue) -> String {
    guard let now = milliseconds(today["time"]), let last = milliseconds(device["lastContact"])
    else { return "–" }
    return DurationText.text(milliseconds: now - last, language)
  }

  /// How far the laptop's clock is ahead of the office's.
  private func clock(of device: JSONValue) -> String {
    guard let offset = device["offset"]?.integerValue else { return "–" }
    let size = offset.magnitude
    let sign = offset == 0 ? "" : offset < 0 ? "+" : "−"
    switch size {
    case ..<1000: return "\(sign)\(size) ms"
    case ..<120_000: return "\(sign)\(size / 1000) s"
    case ..<7_200_000: return "\(sign)\(size / 60_000) min"
    case ..<172_800_000: return "\(sign)\(size / 3_600_000) h"
    default: return "\(sign)\(size / 86_400_000) d"
    }
  }

  /// What is missing of a device's work, and why something is held or marked.
  private func details(of device: JSONValue) {
    let name = short(device["device"], 24)
    for item in device["missing"]?.arrayValue ?? [] { line("  " + gap(item, name)) }
    let lists: [(String, ServerMessage)] = [("held", .heldWhy), ("marked", .markedWhy)]
    for (member, message) in lists {
      for item in device[member]?.arrayValue ?? [] {
        let values: KeyValuePairs = [
          "device": name, "count": number(item["count"]),
          "why": OfficePage.why(item["why"]?.stringValue ?? "", language),
        ]
        line("  " + message.text(language, values))
      }
    }
  }

  /// What is known to exist of a device's work and is not here.
  private func gap(_ item: JSONValue, _ name: String) -> String {
    let counters = (item["counters"]?.arrayValue ?? []).compactMap(\.integerValue)
    var ranges: [ClosedRange<Int64>] = []
    for counter in counters {
      if let last = ranges.last, last.upperBound + 1 == counter {
        ranges[ranges.count - 1] = last.lowerBound...counter
      } else {
        ranges.append(counter...counter)
      }
    }
    var numbers = ranges.prefix(5).map { range in
      range.count == 1
        ? "\(range.lowerBound)"
        : ServerMessage.missingRange.text(
          language,
          ["first": "\(range.lowerBound)", "last": "\(range.upperBound)"]
        )
    }.joined(separator: ", ")
    let count = (item["of"]?.integerValue ?? 0) - (item["received"]?.integerValue ?? 0)
    if ranges.count > 5 || count > Int64(counters.count) {
      numbers = ServerMessage.missingMore.text(language, ["numbers": numbers])
    }
    let seenBy = (item["seenBy"]?.arrayValue ?? []).map { short($0, 24) }
    guard !seenBy.isEmpty else {
      return ServerMessage.missing.text(language, ["device": name, "numbers": numbers])
    }
    return ServerMessage.missingSeen.text(
      language,
      [
        "device": name, "received": number(item["received"]), "of": number(item["of"]),
        "numbers": numbers, "count": "\(count)", "by": seenBy.joined(separator: ", "),
      ]
    )
  }

  // MARK: What is held, what waits, what is lost

  /// What is held and what it would do; the names to decide by are in `held`.
  private func holds() {
    let holds = today["holds"]?.arrayValue ?? []
    guard !holds.isEmpty else { return }
    blank()
    heading(.holds)
    for held in holds.prefix(20) {
      let does = held["does"].flatMap { $0.isNull ? nil : Deed(json: $0).text(language) }
      let values: KeyValuePairs = [
        "handle": held["handle"]?.stringValue ?? "", "name": change(held["name"]),
        "device": short(held["device"], 24),
        "does": does ?? ServerMessage.stateUnreadable.text(language),
      ]
      line("  " + ServerMessage.holdsOne.text(language, values))
    }
    let left = (today["held"]?.integerValue ?? 0) - Int64(min(20, holds.count))
    if left > 0 { line("  " + ServerMessage.waitsMore.text(language, ["count": "\(left)"])) }
  }

  private func waits() {
    let waits = today["waits"]?.arrayValue ?? []
    guard !waits.isEmpty else { return }
    blank()
    heading(.waits)
    for wait in waits.prefix(20) {
      let missing = (wait["for"]?.arrayValue ?? []).map { item -> String in
        let name = "\(change(item["name"])) \(short(item["device"], 24))"
        return item["held"] == true
          ? ServerMessage.waitsHeld.text(language, ["name": name]) : name
      }
      let values: KeyValuePairs = [
        "handle": wait["handle"]?.stringValue ?? "", "name": change(wait["name"]),
        "device": short(wait["device"], 24),
        "missing": missing.isEmpty
          ? ServerMessage.waitsNewer.text(language) : missing.joined(separator: ", "),
      ]
      line("  " + ServerMessage.waitsFor.text(language, values))
    }
    let left = (today["waiting"]?.integerValue ?? 0) - Int64(min(20, waits.count))
    if left > 0 { line("  " + ServerMessage.waitsMore.text(language, ["count": "\(left)"])) }
  }

  private func damages() {
    for damage in today["damages"]?.arrayValue ?? [] {
      let message: ServerMessage = damage["lost"] == .null ? .lostSeparator : .lost
      line(
        message.text(
          language,
          [
            "file": damage["file"]?.stringValue ?? "", "byte": number(damage["byte"]),
            "first": number(damage["lost"]?["first"]), "last": number(damage["lost"]?["last"]),
          ]
        )
      )
    }
  }

  // MARK: Texts

  private func blank() { output.line("") }
  private func line(_ text: String) { output.line(cut(text, columns)) }
  private func heading(_ message: ServerMessage, _ values: KeyValuePairs<String, String> = [:]) {
    output.line(output.outTerminal.paint(cut(message.text(language, values), columns), .bold))
  }

  private func cut(_ text: String, _ columns: Int) -> String {
    DisplayText.truncated(DisplayText.harmless(text), toColumns: columns)
  }

  private func short(_ value: JSONValue?, _ columns: Int) -> String {
    cut(value?.stringValue ?? "", columns)
  }

  /// A change as people name it: whose, and the how manieth.
  private func change(_ value: JSONValue?) -> String {
    value?.stringValue.flatMap { ChangeName($0) }
      .map { "\($0.replica.description.prefix(8)):\($0.counter)" } ?? ""
  }

  private func number(_ value: JSONValue?) -> String { String(value?.integerValue ?? 0) }

  private func sum(_ counts: JSONValue?) -> String {
    String((counts?.arrayValue ?? []).reduce(0) { $0 + ($1["count"]?.integerValue ?? 0) })
  }

  private func milliseconds(_ value: JSONValue?) -> Int64? {
    value?.stringValue.flatMap { Stamp.milliseconds(of: $0) }
  }

  private func moment(_ value: JSONValue?) -> String {
    milliseconds(value).flatMap { CalendarTime(epochMilliseconds: $0)?.text(language) } ?? ""
  }
}
