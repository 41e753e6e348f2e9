import SchouwCanon
import SchouwCommandLine
import SchouwDocuments
import SchouwFieldClient
import SchouwTemplates

extension Command {
  /// `find`: answers in which a text occurs, letter case aside.
  func find() throws -> ExitCode {
    let store = try openStore()
    let wanted = try words.required(Specs.text).lowercased()
    var rows: [[Table.Cell]] = []
    for row in try store.list(includingRemoved: words.has(Specs.removed)) {
      let names = PathNames(row.document)
      let texts = answerWords
      Self.leaves(.object(row.document.shown.content), .root) { path, value in
        guard path.lastToken != "pos" else { return }
        let question = Self.question(of: path, row.document)
        let text = texts.text(value, of: question)
        let raw = value.stringValue ?? ""
        guard text.lowercased().contains(wanted) || raw.lowercased().contains(wanted) else {
          return
        }
        if session.isJSON {
          json([
            "handle": .string(row.handle), "id": .string(row.id.description),
            "name": .string(names.name(of: path)), "path": .string(path.description),
            "value": value,
          ])
        } else {
          rows.append([
            Table.Cell(row.handle), Table.Cell(names.name(of: path)), Table.Cell(text),
          ])
        }
      }
    }
    if session.isJSON { return .ok }
    guard !rows.isEmpty else {
      remark(.noMatches)
      return .ok
    }
    let columns = [FieldMessage.columnHandle, .columnPath, .columnAnswer]
    session.output.table(
      Table(
        columns.map { Table.Column($0.text(language), isFlexible: $0 == .columnAnswer) },
        rows: rows
      )
    )
    return .ok
  }

  private static func question(
    of path: JSONPointer,
    _ document: DocumentView
  ) -> Template.Question? { document.template?.question(of: path) }

  /// Every value that is no object, in the order of the names.
  static func leaves(
    _ value: JSONValue,
    _ path: JSONPointer,
    _ body: (JSONPointer, JSONValue) -> Void
  ) {
    guard case .object(let object) = value else { return body(path, value) }
    for member in object.members {
      if let inner = path.appending(member.name) { leaves(member.value, inner, body) }
    }
  }

  /// `history`: every change of a document, oldest first.
  func history() throws -> ExitCode {
    let store = try openStore()
    let id = try document(words.required(Specs.handle), in: store)
    let document = try store.view(id)
    let names = PathNames(document)
    let entries = try store.history(of: id)
    if session.isJSON {
      for entry in entries { json(Self.json(entry)) }
      return .ok
    }
    if entries.isEmpty {
      remark(.historyNone)
    } else {
      let columns = [
        FieldMessage.columnTime, .columnAuthor, .columnChange, .columnWhat, .columnState,
      ]
      session.output.table(
        Table(
          columns.map { Table.Column($0.text(language), isFlexible: $0 == .columnWhat) },
          rows: entries.map { entry in
            let change = entry.change
            return [
              Table.Cell(time(change.stamp)), Table.Cell(change.author.description),
              Table.Cell(Self.short(change.name)), Table.Cell(what(change, names)),
              Table.Cell(state(entry)),
            ]
          }
        )
      )
    }
    if document.drafts > 0 { remark(.historyDrafts, ["count": "\(document.drafts)"]) }
    return .ok
  }

  func what(_ change: Change, _ names: PathNames) -> String {
    let written = change.paths.filter { !$0.isReserved && $0.lastToken != "pos" }
    let made = change.isBirth ? [FieldMessage.historyMade.text(language)] : []
    let set = made + written.map { names.name(of: $0) }
    let life = change.life.map { entry in
      let name = entry.path.isRoot ? "/" : names.name(of: entry.path)
      return (entry.life == .removed ? "−" : "+") + name
    }
    return (set + life).joined(separator: ", ")
  }

  private func state(_ entry: Store.HistoryEntry) -> String {
    if let missing = entry.waitsFor {
      return FieldMessage.historyWaits.text(language, ["missing": Self.short(missing)])
    }
    if case .erased = entry.change.body { return FieldMessage.historyErased.text(language) }
    let message: FieldMessage = entry.isAtOffice ? .historyOffice : .historyHere
    return message.text(language)
  }

  private static func json(_ entry: Store.HistoryEntry) -> JSONValue {
    let change = entry.change
    var object = JSONObject()
    object["atOffice"] = .bool(entry.isAtOffice)
    object["by"] = .string(change.author.description)
    if case .erased = change.body { object["erased"] = true }
    object["life"] = .object(
      JSONObject(change.life.map { ($0.path.description, .string($0.life.rawValue)) })
    )
    object["name"] = .string(change.name.description)
    object["paths"] = .array(change.paths.map { .string($0.description) })
    object["seen"] = .array(change.seen.map { .string($0.description) })
    object["stamp"] = change.stamp.json
    if let missing = entry.waitsFor {
      object["waitsFor"] = .array(missing.map { .string($0.description) })
    }
    return .object(object)
  }
}
