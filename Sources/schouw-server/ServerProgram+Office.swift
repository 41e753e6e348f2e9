import SchouwCanon
import SchouwCommandLine
import SchouwDocuments
import SchouwFieldCommands
import SchouwServer

/// What the office reads and decides: every command asks the running server.
extension ServerProgram {
  /// `today`: what is to be done, each laptop, what waits and what was lost.
  func today() async throws -> ExitCode {
    let days = try words.integer(ServerCommands.silentDays, in: AdminCommand.silentDays)
    let answer = try await client.ask(.today(silentDays: days.map { Int($0) }))
    if session.isJSON {
      session.output.line(JSONValue.object(answer).canonicalText)
    } else {
      TodayPage(today: answer, session: session).print()
    }
    return .ok
  }

  /// `list`: documents by kind, scope, state and words, a page at a time.
  func list() async throws -> ExitCode {
    var query = ListQuery()
    query.kind = words.value(ServerCommands.kind)
    if let code = words.value(ServerCommands.oneScope) {
      guard let scope = ScopeCode(code) else {
        throw ServerError(.badRequest, place: Place(path: "--scope"))
      }
      query.scope = scope
    }
    query.state = words.value(ServerCommands.state).flatMap { ListQuery.State(rawValue: $0) }
    let typed = words.arguments(ServerCommands.text)
    if !typed.isEmpty { query.text = typed.joined(separator: " ") }
    if let limit = try words.integer(ServerCommands.limit, in: ListQuery.limits) {
      query.limit = Int(limit)
    }
    if let after = words.value(ServerCommands.after) { query.after = try await document(after).id }
    let answer = try await client.ask(.list(query))
    let rows = answer["documents"]?.arrayValue ?? []
    if session.isJSON {
      for row in rows { session.output.line(row.canonicalText) }
    } else if rows.isEmpty {
      remark(.none)
    } else {
      table(rows, try templates(rows.map { $0["template"] }))
    }
    if answer["next"] != .null, let last = rows.last?["handle"]?.stringValue {
      remark(
        .more,
        [
          "count": "\(rows.count)", "total": "\(answer["total"]?.integerValue ?? 0)",
          "handle": last,
        ]
      )
    }
    return .ok
  }

  /// The templates that answers name: what this program does not have, the office's log holds.
  private func templates(_ named: [JSONValue?]) throws -> OfficeTemplates {
    var templates = OfficeTemplates()
    for id in templates.missing(named) {
      if let bytes = try client.template(id) { templates.take(bytes, as: id) }
    }
    return templates
  }

  private func table(_ rows: [JSONValue], _ templates: OfficeTemplates) {
    let columns: [ServerMessage] = [.columnHandle, .columnKind, .columnSummary, .columnState]
    session.output.table(
      Table(
        columns.map { Table.Column($0.text(language), isFlexible: $0 == .columnSummary) },
        rows: rows.map { row in
          [
            Table.Cell(row["handle"]?.stringValue ?? ""),
            Table.Cell(row["kind"]?.stringValue ?? "–"),
            Table.Cell(OfficePage.summary(row, templates, language)), Table.Cell(state(of: row)),
          ]
        }
      )
    )
  }

  private func state(of row: JSONValue) -> String {
    var parts: [String] = []
    if row["unreadable"] == true { parts.append(ServerMessage.stateUnreadable.text(language)) }
    if row["removed"] == true { parts.append(ServerMessage.stateRemoved.text(language)) }
    let counts: [(String, ServerMessage)] = [
      ("conflicts", .stateConflicts), ("held", .stateHeld), ("waiting", .stateWaiting),
    ]
    for (name, message) in counts {
      guard let count = row[name]?.integerValue, count > 0 else { continue }
      parts.append(message.text(language, ["count": "\(count)"]))
    }
    return parts.joined(separator: ", ")
  }

  /// `show`: a merged document with siblings and reasons; what was printed is the ground of a decision.
  func show() async throws -> ExitCode {
    let isHistory = words.has(ServerCommands.history)
    let (answer, page) = try await page(of: words.required(ServerCommands.handle), isHistory)
    if session.isJSON {
      session.output.line(JSONValue.object(answer).canonicalText)
      page.keepWhole()
      return .ok
    }
    page.show(isAll: words.has(ServerCommands.all))
    if isHistory { page.history() }
    return .ok
  }

  /// `conflicts`: where somebody must decide; of one document with all siblings.
  func conflicts() async throws -> ExitCode {
    if let typed = words.argument(ServerCommands.optionalHandle) {
      let (answer, page) = try await page(of: typed, false)
      if session.isJSON {
        let conflicts = answer["document"]?["conflicts"]?.arrayValue ?? []
        for conflict in conflicts where conflict["open"] == true {
          session.output.line(conflict.canonicalText)
        }
        page.keepWhole()
        return conflicts.contains { $0["open"] == true } ? .conflict : .ok
      }
      guard page.conflicts() else { return .ok }
      remark(.decideHint, ["handle": page.handle])
      return .conflict
    }
    var rows: [[Table.Cell]] = []
    var count = 0
    try await pages(of: "conflicts") {
      .conflicts(after: $0)
    } each: { row in
      guard row["open"] == true || row["removal"] == true else { return }
      count += 1
      if session.isJSON {
        session.output.line(row.canonicalText)
      } else {
        rows.append(conflictRow(row))
      }
    }
    guard count > 0 else {
      if !session.isJSON { remark(.noConflicts) }
      return .ok
    }
    if !session.isJSON {
      let columns: [ServerMessage] = [.columnHandle, .columnKind, .columnPath, .columnCount]
      session.output.table(
        Table(
          columns.map { Table.Column($0.text(language), isFlexible: $0 == .columnPath) },
          rows: rows
        )
      )
    }
    return .conflict
  }

  private func conflictRow(_ row: JSONValue) -> [Table.Cell] {
    let siblings = row["siblings"]?.arrayValue?.count
    return [
      Table.Cell(row["handle"]?.stringValue ?? ""), Table.Cell(row["kind"]?.stringValue ?? "–"),
      Table.Cell(row["path"] == "" ? "/" : row["path"]?.stringValue ?? ""),
      Table.Cell(siblings.map { "\($0)" } ?? ServerMessage.contestedRemoval.text(language)),
    ]
  }

  /// `export`: every merged document as a line, page by page; nothing is gathered here or at the server.
  func export() async throws -> ExitCode {
    var count = 0
    var unreadable = 0
    try await pages(of: "documents") {
      .export(after: $0)
    } each: { document in
      session.output.line(document.canonicalText)
      count += 1
    } page: { answer in
      unreadable += answer["unreadable"]?.arrayValue?.count ?? 0
    }
    remark(.exported, ["count": "\(count)"])
    guard unreadable == 0 else {
      session.output.complain(
        ServerMessage.unreadable.text(language, ["count": "\(unreadable)"])
      )
      return .store
    }
    return .ok
  }

  /// Asks page after page until the last one, or until nobody reads the results any more.
  func pages(
    of member: String,
    _ command: (DocumentID?) -> AdminCommand,
    each: (JSONValue) -> Void,
    page: (JSONObject) -> Void = { _ in }
  ) async throws {
    var after: DocumentID?
    repeat {
      let answer = try await client.ask(command(after))
      for row in answer[member]?.arrayValue ?? [] { each(row) }
      page(answer)
      after = answer["next"]?.stringValue.flatMap { DocumentID($0) }
    } while after != nil && !session.output.isReaderGone
  }

  // MARK: Deciding

  /// `resolve`: an ordinary change of the office that has seen what was shown here, and nothing else.
  func resolve() async throws -> ExitCode {
    let typed = try words.required(ServerCommands.path)
    let take = try words.integer(ServerCommands.take, in: 1...1000)
    let value = words.argument(ServerCommands.decision)
    let isKept = words.has(ServerCommands.keep)
    let isRemoved = words.has(ServerCommands.remove)
    guard [take != nil, value != nil, isKept, isRemoved].count(where: { $0 }) == 1 else {
      throw CommandFailure(.usage, ServerMessage.oneDecision.phrase)
    }
    let (_, page) = try await page(of: words.required(ServerCommands.handle), false)
    guard let decision = try page.decision(at: typed, take: take, value: value) else {
      return try lookAgain(page, typed)
    }
    let decided: AdminCommand.Decision =
      decision.value.map { .value($0) } ?? .life(isKept ? .kept : .removed)
    do {
      let answer = try await client.ask(
        .resolve(page.id, decision.path, decided, shown: decision.shown)
      )
      if session.isJSON {
        session.output.line(JSONValue.object(answer).canonicalText)
      } else {
        say(.resolved, ["name": answer["name"]?.stringValue ?? ""])
      }
      return .ok
    } catch let error as ServerError where error.code == .lookAgain {
      let (_, newer) = try await self.page(of: page.id.description, false)
      return try lookAgain(newer, typed)
    }
  }

  private func lookAgain(_ page: OfficePage, _ typed: String) throws -> ExitCode {
    remark(.notShown)
    try page.lookAgain(at: typed)
    remark(.notShownRemedy)
    return .lookAgain
  }

  /// `accept` and `decline`: what is held is released, or released and put back; the reason stays in the act.
  func decide(declining: Bool) async throws -> ExitCode {
    let typed = words.arguments(declining ? ServerCommands.names : ServerCommands.optionalNames)
    let names = try typed.map { text in
      guard let name = ChangeName(text) else {
        throw CommandFailure(.usage, ServerMessage.badChange.phrase)
      }
      return name
    }
    let isReturned = !declining && words.has(ServerCommands.returned)
    let isBehind = !declining && words.has(ServerCommands.allBehind)
    guard names.isEmpty == isReturned, !(isReturned && isBehind) else {
      throw CommandFailure(.usage, ServerMessage.namesOrReturned.phrase)
    }
    let reason = words.value(ServerCommands.reason)
    guard reason.map(AdminCommand.isReason) ?? true else {
      throw CommandFailure(.usage, ServerMessage.badReason.phrase)
    }
    let answer = try await client.ask(
      declining
        ? .decline(names, reason: reason)
        : isReturned
          ? .acceptReturned(reason: reason)
          : .accept(names, reason: reason, behind: isBehind)
    )
    if session.isJSON {
      session.output.line(JSONValue.object(answer).canonicalText)
      return .ok
    }
    if isReturned, answer["released"]?.arrayValue?.isEmpty ?? true {
      remark(.noneReturned)
      return .ok
    }
    let count = answer["released"]?.arrayValue?.count ?? Set(names).count
    say(declining ? .declined : .accepted, ["count": "\(count)"])
    tellBehind(answer["behind"]?.arrayValue ?? [])
    return .ok
  }

  /// Says what has seen the changes that were decided about and is still held, and how to release it.
  private func tellBehind(_ rows: [JSONValue]) {
    guard !rows.isEmpty else { return }
    say(.stillHeld, ["count": "\(rows.count)"])
    for row in rows.prefix(20) {
      session.output.line(
        DisplayText.harmless("  \(row["name"]?.stringValue ?? "")  \(deed(row["does"]))")
      )
    }
    if rows.count > 20 { say(.waitsMore, ["count": "\(rows.count - 20)"]) }
  }

  /// What a held change would do.
  func deed(_ does: JSONValue?) -> String {
    guard let does, !does.isNull else { return ServerMessage.stateUnreadable.text(language) }
    return Deed(json: does).text(language)
  }

  // MARK: Handles

  /// The document of a handle, and its handle at this office.
  func document(_ typed: String) async throws -> (id: DocumentID, handle: String) {
    var query = ListQuery()
    query.handle = typed
    query.limit = 11
    let rows = try await client.ask(.list(query))["documents"]?.arrayValue ?? []
    let found = rows.compactMap { row -> (id: DocumentID, handle: String)? in
      guard let id = row["id"]?.stringValue.flatMap({ DocumentID($0) }),
        let handle = row["handle"]?.stringValue
      else { return nil }
      return (id, handle)
    }
    if found.count == 1 { return found[0] }
    let shown = DisplayText.truncated(DisplayText.harmless(typed), toColumns: 40)
    guard !found.isEmpty else {
      throw CommandFailure(
        .notFound,
        ServerMessage.noSuchHandle.filled(["handle": shown]),
        remedy: ServerMessage.noSuchHandleRemedy.phrase
      )
    }
    let handles = found.prefix(10).map(\.handle).joined(separator: ", ")
    throw CommandFailure(
      .ambiguous,
      ServerMessage.ambiguousHandle.filled(["handle": shown]),
      remedy: ServerMessage.candidates.filled(["words": handles + (found.count > 10 ? ", …" : "")])
    )
  }

  private func page(
    of typed: String,
    _ isHistory: Bool
  ) async throws -> (answer: JSONObject, page: OfficePage) {
    let id = try await document(typed).id
    let answer = try await client.ask(.show(id, history: isHistory))
    let language = language
    let page = OfficePage(
      answer,
      words,
      session,
      office: folder,
      templates: try templates([answer["document"]?["template"]])
    ) { does, name in
      Deed(json: does).text(language, name: name)
    }
    guard let page else { throw CommandFailure(.notSchouw) }
    return (answer, page)
  }

  // MARK: Saying things

  func say(_ message: ServerMessage, _ values: KeyValuePairs<String, String> = [:]) {
    session.output.line(DisplayText.harmless(message.text(language, values)))
  }

  func remark(_ message: ServerMessage, _ values: KeyValuePairs<String, String> = [:]) {
    session.output.remark(DisplayText.harmless(message.text(language, values)))
  }
}
