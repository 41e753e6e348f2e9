import SchouwCanon
import SchouwCommandLine
import SchouwDocuments
import SchouwFieldClient
import SchouwTemplates

extension Command {
  /// `show`: prints a document; what was printed is the ground of the next edit.
  func show() throws -> ExitCode {
    let store = try openStore()
    let id = try document(words.required(Specs.handle), in: store)
    let document = try store.view(id)
    let handle = try store.handle(of: id)
    if session.isJSON {
      var object = document.shown.json
      // Drafts have no names yet; an edit on this view has seen what follows.
      object["clock"] = .array(document.view.vector.map { .string($0.description) })
      object["custody"] = .object(Self.json(try store.custody(of: id)))
      object["handle"] = .string(handle)
      json(.object(object))
    } else {
      try printPage(document, handle, id, store)
    }
    try keepWhole(document, id, in: store)
    return .ok
  }

  private func printPage(
    _ document: DocumentView,
    _ handle: String,
    _ id: DocumentID,
    _ store: Store
  ) throws {
    let title = document.template?.title[language] ?? document.shown.kind ?? ""
    let head = DisplayText.harmless("\(handle)  \(title)")
    session.output.line(session.output.outTerminal.paint(head, .bold))
    say(.scopes, ["scopes": document.shown.scopes.map(\.description).joined(separator: ", ")])
    // What is an example goes nowhere.
    if try !store.status().isExample { sayCustody(try store.custody(of: id)) }
    if document.shown.isRemoved { say(.isRemoved, ["handle": handle]) }
    if document.drafts > 0 { say(.draftsWaiting, ["count": "\(document.drafts)"]) }
    for waiting in document.waiting {
      let name = Self.short(waiting.name)
      if waiting.missing.isEmpty {
        say(.waitsForNewer, ["name": name])
      } else {
        say(.waitsFor, ["name": name, "missing": Self.short(waiting.missing)])
      }
    }
    try judgements(id, store)
    if document.template == nil { say(.noTemplate) }
    let page = Page(command: self, document: document, names: PathNames(document))
    let left = page.print(isAll: words.has(Specs.all))
    if left > 0 { remark(.openQuestions, ["count": "\(left)"]) }
  }

  /// What the office holds or has marked of a document.
  private func judgements(_ id: DocumentID, _ store: Store) throws {
    let judged = try store.status().judged
    guard !judged.isEmpty else { return }
    let names = Set(try store.history(of: id).map(\.change.name))
    for item in judged where names.contains(item.name) {
      say(
        item.isHeld ? .heldByOffice : .markedByOffice,
        ["name": Self.short(item.name), "why": why(item.why)]
      )
    }
  }

  /// `list`: the documents of this laptop.
  func list() throws -> ExitCode {
    let store = try openStore()
    let kind = words.value(Specs.onlyKind)
    let rows = try store.list(includingRemoved: words.has(Specs.removed))
      .filter { kind == nil || $0.document.shown.kind == kind }
    if session.isJSON {
      for row in rows { json(Self.json(row)) }
      return .ok
    }
    guard !rows.isEmpty else {
      remark(.noDocuments)
      return .ok
    }
    let columns = [FieldMessage.columnHandle, .columnKind, .columnSummary, .columnState]
    session.output.table(
      Table(
        columns.map { Table.Column($0.text(language), isFlexible: $0 == .columnSummary) },
        rows: rows.map { row in
          let document = row.document
          let conflicts = document.shown.openConflicts
          return [
            Table.Cell(row.handle), Table.Cell(document.shown.kind ?? "–"),
            Table.Cell(summary(document)),
            Table.Cell(state(document), conflicts > 0 ? .yellow : nil),
          ]
        }
      )
    )
    return .ok
  }

  /// What names a document in a list.
  func summary(_ document: DocumentView) -> String {
    let texts = answerWords
    return (document.template?.summary ?? []).compactMap { path in
      document.value(at: path).map {
        texts.text($0, of: document.template?.question(of: path))
      }
    }.joined(separator: ", ")
  }

  private func state(_ document: DocumentView) -> String {
    var parts: [String] = []
    func add(_ message: FieldMessage, _ count: Int) {
      if count > 0 { parts.append(message.text(language, ["count": "\(count)"])) }
    }
    if document.shown.isRemoved { parts.append(FieldMessage.stateRemoved.text(language)) }
    add(.stateConflicts, document.shown.openConflicts)
    add(.stateDrafts, document.drafts)
    add(.stateWaiting, document.waiting.count)
    return parts.joined(separator: ", ")
  }

  private static func json(_ row: Store.Row) -> JSONValue {
    let shown = row.document.shown
    var summary = JSONObject()
    for path in row.document.template?.summary ?? [] {
      summary[path.description] = row.document.value(at: path)
    }
    return [
      "conflicts": .number(Double(shown.openConflicts)),
      "drafts": .number(Double(row.document.drafts)), "handle": .string(row.handle),
      "id": .string(row.id.description), "kind": shown.kind.map { .string($0) } ?? .null,
      "removed": .bool(shown.isRemoved),
      "scopes": .array(shown.scopes.map { .string($0.description) }), "summary": .object(summary),
      "waiting": .number(Double(row.document.waiting.count)),
    ]
  }

  /// Why the office holds or has marked something (rule X11), as a sentence.
  func why(_ code: String) -> String { OfficeMessage.why(code).text(language, ["code": code]) }
}
