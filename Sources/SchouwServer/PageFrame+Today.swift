import SchouwCommandLine
import SchouwDocuments
import SchouwTemplates

/// The page of today: what is to be done first, then the figures behind it.
extension PageFrame {
  /// The page.
  ///
  /// - Parameter lists: as long as the figures allow; what is cut is said.
  func todayPage(_ today: Today, _ lists: PageLists) -> [UInt8] {
    page(say(.today)) {
      HTML("h1") { say(.today) }
      HTML("p", ["class": "soft"]) { say(.asOf, ["time": moment(today.time)]) }
      section("te-doen", .tasks) { tasks(today) }
      if let account = today.putBack {
        section("teruggezet", .putBack) { putBack(account) }
      }
      section("totalen", .figures) { figures(today) }
      section("apparaten", .devices) { devices(today) }
      section("conflicten", .openConflicts) { conflicts(lists.conflicts, of: today.conflicts) }
      section("vastgehouden", .heldAndMarked) {
        held(today.holds, of: today.held)
        marked(today.devices)
      }
      section("wachten", .waits) { waits(today) }
      if !today.damages.isEmpty { section("schade", .damage) { damages(today) } }
    }
  }

  private func section(
    _ id: String,
    _ title: PageMessage,
    @HTML.Builder content: () -> HTML
  ) -> HTML {
    HTML("section", ["aria-labelledby": id]) {
      HTML("h2", ["id": id]) { say(title) }
      content()
    }
  }

  // MARK: What is to be done

  private func tasks(_ today: Today) -> HTML {
    HTML("ul", ["class": "tasks"]) {
      if today.tasks.isEmpty {
        HTML("li", ["class": "good"]) { HTML("p") { say(.nothingToDo) } }
      }
      for task in today.tasks {
        HTML("li", ["class": Self.isUrgent(task.what) ? "bad" : "alert"]) {
          HTML("p") {
            text(of: task)
            if let place = Self.place(of: task.what, today) {
              " "
              HTML("a", ["href": place]) {
                // Several links are told apart by what they lead to.
                "\(say(.see)): \(say(Self.title(of: task.what)).lowercased())"
              }
            }
          }
        }
      }
    }
  }

  private func text(of task: Today.Task) -> String {
    let message: PageMessage =
      switch task.what {
      case .damage: .taskDamage
      case .storage: .taskStorage
      case .room: .taskRoom
      case .rights: .taskRights
      case .putBack: .taskPutBack
      case .returned: .taskReturned
      case .held: .taskHeld
      case .sealed: .taskSealed
      case .missing: .taskMissing
      case .waiting: .taskWaiting
      case .conflicts: .taskConflicts
      case .clock: .taskClock
      case .silent: .taskSilent
      case .backup: .taskBackup
      }
    return say(
      message,
      [
        "count": String(task.count), "device": task.device ?? "",
        "time": duration(milliseconds: Int64(task.count) * 60_000),
      ]
    )
  }

  private static func isUrgent(_ what: Today.Task.What) -> Bool {
    [.damage, .storage, .room, .rights].contains(what)
  }

  private static func place(of what: Today.Task.What, _ today: Today) -> String? {
    switch what {
    case .damage: today.damages.isEmpty ? nil : "#schade"
    case .putBack: "#teruggezet"
    case .held, .returned: "#vastgehouden"
    case .rights, .missing, .clock, .silent: "#apparaten"
    case .waiting: "#wachten"
    case .conflicts: "#conflicten"
    case .sealed, .storage, .room, .backup: nil
    }
  }

  private static func title(of what: Today.Task.What) -> PageMessage {
    switch what {
    case .damage: .damage
    case .putBack: .putBack
    case .held, .returned: .heldAndMarked
    case .waiting: .waits
    case .conflicts: .openConflicts
    case .rights, .missing, .clock, .silent, .sealed, .storage, .room, .backup: .devices
    }
  }

  // MARK: Figures

  private func figures(_ today: Today) -> HTML {
    let archived =
      today.archived == 0
      ? say(.neverArchived)
      : say(.archivedOf, ["n": String(today.archived), "all": String(today.head)])
    let figures: [(PageMessage, String)] = [
      (.documents, String(today.documents)), (.changes, String(today.changes)),
      (.conflicts, String(today.conflicts)),
      (.documentsInConflict, String(today.documentsInConflict)), (.held, String(today.held)),
      (.waiting, String(today.waiting)), (.archived, archived), (.lost, String(today.lost)),
    ]
    return HTML("dl", ["class": "figures"]) {
      for (name, value) in figures {
        HTML("div") {
          HTML("dt") { say(name) }
          HTML("dd") { value }
        }
      }
    }
  }

  // MARK: Devices

  private func devices(_ today: Today) -> HTML {
    guard !today.devices.isEmpty else { return HTML("p") { say(.noDevices) } }
    return HTML {
      deviceTable(today)
      gaps(today)
    }
  }

  /// What is known to exist and has not come, where others have seen it.
  private func gaps(_ today: Today) -> HTML {
    let gaps = today.devices.flatMap { device in
      device.missing.filter { !$0.seenBy.isEmpty }.map { (device.name, $0) }
    }
    guard !gaps.isEmpty else { return HTML() }
    return HTML("ul", ["class": "after"]) {
      for (name, gap) in gaps {
        HTML("li") {
          say(
            .gapSeen,
            [
              "device": name, "received": String(gap.received), "of": String(gap.of),
              "count": String(gap.of - gap.received), "by": gap.seenBy.joined(separator: ", "),
            ]
          )
        }
      }
    }
  }

  private func deviceTable(_ today: Today) -> HTML {
    table(
      "apparaten-tabel",
      caption: say(.devicesCaption),
      columns: [
        Column(say(.device)), Column(say(.state)), Column(say(.received), "number"),
        Column(say(.waiting), "number"), Column(say(.held), "number"),
        Column(say(.lastContact), "time"), Column(say(.clock), "time"),
        Column(say(.scopes), "wide"),
      ],
      rows: today.devices.map { device in
        [
          HTML(device.name), HTML(device.isUncertain ? say(.uncertain) : state(device.state)),
          HTML(say(.receivedOf, ["n": String(device.received), "all": String(device.of)])),
          HTML(String(device.waiting)),
          HTML(String(device.held.reduce(0) { $0 + $1.count })),
          HTML(device.lastContact.map { contact($0, today.time) } ?? say(.notHeard)),
          HTML(clock(device.clockOffset)),
          scopes(device.scopes),
        ]
      }
    )
  }

  /// Few scopes as they are; many behind their number, which opens.
  private func scopes(_ scopes: [ScopeCode]) -> HTML {
    let text = scopes.map(\.description).joined(separator: " ")
    guard scopes.count > 2 else { return HTML(text) }
    return HTML("details") {
      HTML("summary") { say(.scopeCount, ["count": String(scopes.count)]) }
      text
    }
  }

  private func state(_ state: String) -> String {
    switch state {
    case "invited": say(.invited)
    case "enrolled": say(.enrolled)
    case "revoked": say(.revoked)
    default: state
    }
  }

  private func contact(_ time: Int64, _ now: Int64) -> String {
    guard now - time >= 60_000 else { return say(.justNow) }
    return say(.ago, ["time": duration(milliseconds: now - time)])
  }

  /// How wrong a device's clock is; below a minute it is right enough.
  private func clock(_ offset: Int64?) -> String {
    guard let offset else { return say(.clockUnknown) }
    guard offset.magnitude >= 60_000 else { return say(.clockRight) }
    let time = duration(milliseconds: offset)
    return say(offset > 0 ? .clockBehind : .clockAhead, ["time": time])
  }

  // MARK: Lists

  private func conflicts(_ rows: [PageLists.Conflict], of count: Int) -> HTML {
    guard !rows.isEmpty else { return HTML("p") { say(.noConflicts) } }
    return HTML {
      table(
        "conflicten-tabel",
        caption: say(.conflictsCaption),
        columns: [
          Column(say(.document), "code"), Column(say(.kind)), Column(say(.question), "wide"),
          Column(say(.why), "wide"),
        ],
        rows: rows.map { row in
          [
            link(row.document, row.handle), HTML(row.kind.map(words) ?? say(.nothing)),
            HTML(question(row)), HTML(reason(row)),
          ]
        }
      )
      cut(rows.count, of: count)
    }
  }

  private func question(_ row: PageLists.Conflict) -> String {
    if row.path.isRoot { return say(.wholeDocument) }
    if let group = row.group { return say(.ofGroup, ["group": words(group)]) }
    return row.question.map(words) ?? row.path.description
  }

  private func reason(_ row: PageLists.Conflict) -> String {
    row.shown.map { say(.reason($0.reason)) } ?? say(.removalOf)
  }

  private func held(_ rows: [Today.Held], of count: Int) -> HTML {
    guard !rows.isEmpty else { return HTML("p") { say(.noneHeld) } }
    return HTML {
      table(
        "vastgehouden-tabel",
        caption: say(.heldCaption),
        columns: [
          Column(say(.document), "code"), Column(say(.device)), Column(say(.why), "wide"),
          Column(say(.wouldDo), "wide"),
        ],
        rows: rows.map {
          [link($0.document, $0.handle), HTML($0.from), HTML(judged($0.why)), HTML(deed($0))]
        }
      )
      cut(rows.count, of: count)
    }
  }

  /// What a held change would do; for whom a document would be is for who reads documents.
  func deed(_ held: Today.Held, name: (JSONPointer) -> String = { $0.description }) -> String {
    held.deed?.text(
      language.language,
      isWithScopes: viewer?.role.readsDocuments == true,
      name: { $0.isRoot ? say(.wholeDocument) : name($0) }
    ) ?? say(.recordUnreadable)
  }

  private func marked(_ devices: [Today.DeviceRow]) -> HTML {
    let rows = devices.flatMap { device in device.marked.map { (device.name, $0) } }
    guard !rows.isEmpty else { return HTML("p") { say(.noneMarked) } }
    return HTML("div", ["class": "after"]) {
      table(
        "gemerkt-tabel",
        caption: say(.markedCaption),
        columns: [Column(say(.device)), Column(say(.why), "wide"), Column(say(.count), "number")],
        rows: rows.map { [HTML($0.0), HTML(judged($0.1.why)), HTML(String($0.1.count))] }
      )
    }
  }

  private func waits(_ today: Today) -> HTML {
    guard !today.waits.isEmpty else { return HTML("p") { say(.noneWaits) } }
    return HTML {
      table(
        "wachten-tabel",
        caption: say(.waitsCaption),
        columns: [
          Column(say(.document), "code"), Column(say(.broughtBy)), Column(say(.waitsFor), "wide"),
        ],
        rows: today.waits.map { wait in
          [link(wait.document, wait.handle), HTML(wait.from), HTML(waitedFor(wait.missing))]
        }
      )
      cut(today.waits.count, of: today.waiting)
    }
  }

  private func waitedFor(_ missing: [Today.Missing]) -> String {
    guard !missing.isEmpty else { return say(.newerProgram) }
    var names: [String] = []
    for item in missing {
      let device = item.device ?? say(.unknownDevice)
      let name = item.isHeld ? "\(device) (\(say(.isHeld)))" : device
      if !names.contains(name) { names.append(name) }
    }
    return names.joined(separator: ", ")
  }

  private func damages(_ today: Today) -> HTML {
    table(
      "schade-tabel",
      caption: say(.damageCaption),
      columns: [
        Column(say(.file), "code"), Column(say(.place), "number"),
        Column(say(.lostRecords), "number"),
      ],
      rows: today.damages.map { damage in
        [
          HTML(damage.file), HTML("\(damage.byte) + \(damage.length)"),
          HTML(String(damage.lost.count)),
        ]
      }
    )
  }

  private func cut(_ shown: Int, of count: Int) -> HTML {
    guard shown < count else { return HTML() }
    return HTML("p", ["class": "soft"]) { say(.more, ["count": String(shown)]) }
  }

  /// The handle of a document: a link for who may read it.
  private func link(_ document: DocumentID, _ handle: String) -> HTML {
    guard viewer?.role.readsDocuments == true else { return HTML(handle) }
    return HTML("a", ["href": language.link("/documents/\(document)")]) { handle }
  }

  // MARK: Words

  /// A moment on the office's clock.
  func moment(_ milliseconds: Int64) -> String {
    CalendarTime(epochMilliseconds: milliseconds)?.text(language.language)
      ?? Stamp.text(of: milliseconds)
  }

  /// A text of a template.
  func words(_ text: Template.LocalText) -> String {
    language.language == .nl ? text.dutch : text.english
  }

  /// Why a change is held or marked (rule X11); a reason that is not known here stands as it is.
  func judged(_ why: String) -> String {
    PageMessage.judged(why).map { say($0) } ?? why
  }
}

extension PageMessage {
  /// The words for a reason of the office (rule X11).
  static func judged(_ why: String) -> PageMessage? {
    switch why {
    case "scope-lost": .scopeLost
    case "clock-ahead": .clockAheadMark
    case "clock-behind": .clockBehindMark
    case "unknown-template": .unknownTemplate
    case "returned": .returned
    case "fork": .fork
    case "newer-format": .newerFormat
    case "scope-never": .scopeNever
    case "scope-change": .scopeChange
    case "act": .act
    case "unattributed": .unattributed
    case "revoked": .revokedMark
    default: nil
    }
  }

  /// The words for why something is shown (rule V3).
  static func reason(_ reason: ShownDocument.Reason) -> PageMessage {
    switch reason {
    case .latest: .latest
    case .name: .nameDecides
    case .severest: .severest
    case .highest: .highest
    case .lowest: .lowest
    case .union: .union
    case .all: .all
    case .ask: .ask
    case .branch: .branch
    case .erased: .erasedReason
    }
  }

  /// The words for a rule of a question (rules P1 to P7).
  static func policy(_ policy: Policy) -> PageMessage {
    switch policy {
    case .latest: .latest
    case .severest: .severest
    case .highest: .highest
    case .lowest: .lowest
    case .union: .union
    case .all: .all
    case .ask: .ask
    }
  }
}
