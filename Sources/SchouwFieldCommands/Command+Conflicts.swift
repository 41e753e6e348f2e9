import SchouwCanon
import SchouwCommandLine
import SchouwDocuments
import SchouwFieldClient
import SchouwTemplates

extension Command {
  /// `why`: explains one path; what was printed counts as seen for that path.
  func why() throws -> ExitCode {
    let store = try openStore()
    let id = try document(words.required(Specs.handle), in: store)
    // The view first: what came between the two reads was not seen.
    let document = try store.view(id)
    let names = PathNames(document, kept: try views(of: store)?.load(id) ?? KeptViews())
    let path = try names.path(words.required(Specs.path))
    let explanation = try store.why(path.pointer, in: id)
    if session.isJSON {
      json(Self.json(explanation, document, names))
    } else {
      tell(explanation, path, document, names)
    }
    try keep([path.pointer], of: document, id, in: store)
    return .ok
  }

  private func tell(
    _ explanation: Store.Explanation,
    _ path: AnswerPath,
    _ document: DocumentView,
    _ names: PathNames
  ) {
    let name = names.name(of: path.pointer)
    let texts = answerWords
    if explanation.siblings.isEmpty, document.value(at: path.pointer) == nil {
      say(.whyNothing, ["path": name])
    } else {
      let page = Page(command: self, document: document, names: names)
      page.answer(path.pointer)
      if let conflict = explanation.conflict {
        say("  \(reason(conflict.reason).text(language))")
      } else if let only = explanation.siblings.first {
        let line = FieldMessage.sibling.text(
          language,
          [
            "number": "1", "answer": texts.text(only, of: path.question),
            "author": only.author.description, "time": time(only.stamp),
          ]
        )
        say("      \(line)")
        say("  \(FieldMessage.whyOne.text(language))")
      }
    }
    if explanation.isHidden { say("  \(FieldMessage.whyHidden.text(language))") }
    guard !explanation.overwritten.isEmpty else { return }
    say("  \(FieldMessage.whyOverwritten.text(language))")
    for change in explanation.overwritten {
      let answer =
        change.value(at: path.pointer).map { texts.text($0, of: path.question) }
        ?? FieldMessage.erased.text(language)
      say("      \(answer)  \(change.author), \(time(change.stamp))")
    }
  }

  private func reason(_ reason: ShownDocument.Reason) -> FieldMessage {
    switch reason {
    case .latest: .reasonLatest
    case .name: .reasonName
    case .severest: .reasonSeverest
    case .highest: .reasonHighest
    case .lowest: .reasonLowest
    case .union: .reasonUnion
    case .all: .reasonAll
    case .ask: .reasonAsk
    case .branch: .reasonBranch
    case .erased: .reasonErased
    }
  }

  private static func json(
    _ explanation: Store.Explanation,
    _ document: DocumentView,
    _ names: PathNames
  ) -> JSONValue {
    var object = JSONObject()
    object["hidden"] = .bool(explanation.isHidden)
    object["name"] = .string(names.name(of: explanation.path))
    object["overwritten"] = .array(
      explanation.overwritten.map { change in
        entry(
          change.name,
          change.author,
          change.stamp,
          change.value(at: explanation.path)
        )
      }
    )
    object["path"] = .string(explanation.path.description)
    object["policy"] = .string(explanation.policy.name)
    if let conflict = explanation.conflict { object["reason"] = .string(conflict.reason.rawValue) }
    object["siblings"] = .array(
      explanation.siblings.map { entry($0.name, $0.author, $0.stamp, $0.value) }
    )
    object["value"] = document.value(at: explanation.path) ?? .null
    return .object(object)
  }

  private static func entry(
    _ name: ChangeName,
    _ author: Author,
    _ stamp: Stamp,
    _ value: JSONValue?
  ) -> JSONValue {
    var object = JSONObject()
    object["by"] = .string(author.description)
    object["name"] = .string(name.description)
    object["stamp"] = stamp.json
    if let value { object["value"] = value } else { object["erased"] = true }
    return .object(object)
  }

  /// `conflicts`: where somebody must decide; of one document with all siblings, which counts as
  /// seen.
  func conflicts() throws -> ExitCode {
    let store = try openStore()
    if let typed = words.argument(Specs.optionalHandle) {
      return try conflicts(of: document(typed, in: store), store)
    }
    var rows: [[Table.Cell]] = []
    for row in try store.list() where row.document.shown.openConflicts > 0 {
      let names = PathNames(row.document)
      for conflict in row.document.shown.conflicts where conflict.isOpen {
        rows.append([
          Table.Cell(row.handle), Table.Cell(names.name(of: conflict.path)),
          Table.Cell("\(conflict.siblings.count)"), Table.Cell(summary(row.document)),
        ])
      }
      for removal in row.document.shown.removals {
        let name = removal.path.isRoot ? "/" : names.name(of: removal.path)
        rows.append([
          Table.Cell(row.handle), Table.Cell(name),
          Table.Cell(FieldMessage.stateRemoved.text(language)), Table.Cell(summary(row.document)),
        ])
      }
      if session.isJSON { jsonConflicts(row.document, row.handle, names) }
    }
    guard !rows.isEmpty else {
      if !session.isJSON { remark(.noConflicts) }
      return .ok
    }
    if !session.isJSON {
      let columns = [FieldMessage.columnHandle, .columnPath, .columnCount, .columnSummary]
      session.output.table(
        Table(
          columns.map { Table.Column($0.text(language), isFlexible: $0 == .columnSummary) },
          rows: rows
        )
      )
    }
    return .conflict
  }

  private func conflicts(of id: DocumentID, _ store: Store) throws -> ExitCode {
    let document = try store.view(id)
    let handle = try store.handle(of: id)
    let names = PathNames(document, kept: try views(of: store)?.load(id) ?? KeptViews())
    guard document.shown.openConflicts > 0 else {
      if !session.isJSON { remark(.noConflicts) }
      return .ok
    }
    let open = document.shown.conflicts.filter(\.isOpen)
    if session.isJSON {
      jsonConflicts(document, handle, names)
    } else {
      let page = Page(command: self, document: document, names: names)
      for conflict in open { page.answer(conflict.path) }
      page.removals(contestedOnly: true)
      if !open.isEmpty { remark(.resolveHint, ["handle": handle]) }
    }
    try keep(open.map(\.path), of: document, id, in: store)
    return .conflict
  }

  private func jsonConflicts(_ document: DocumentView, _ handle: String, _ names: PathNames) {
    func line(_ path: JSONPointer, _ member: String, _ value: JSONObject) {
      json([
        "handle": .string(handle), "id": .string(document.shown.id.description),
        member: .object(value), "name": .string(names.name(of: path)),
        "path": .string(path.description),
      ])
    }
    for conflict in document.shown.conflicts where conflict.isOpen {
      line(conflict.path, "conflict", conflict.json(withReason: true))
    }
    for removal in document.shown.removals { line(removal.path, "removal", removal.json) }
  }

  /// `resolve`: a value in place of siblings that its author was shown (rule P7).
  func resolve() throws -> ExitCode {
    let store = try openForWriting()
    let id = try document(words.required(Specs.handle), in: store)
    let document = try store.view(id)
    let kept = try views(of: store)?.load(id) ?? KeptViews()
    let names = PathNames(document, kept: kept)
    let path = try names.path(words.required(Specs.path))
    let taken = try words.integer(Specs.take, in: 1...1000)
    let typed = words.argument(Specs.decision)
    guard (taken == nil) != (typed == nil) else {
      throw CommandFailure(.usage, FieldMessage.takeOrValue.phrase)
    }
    guard kept.view(of: path.pointer) != nil else {
      return try tellAgain(
        .notShown,
        [path.pointer],
        id,
        store,
        remedy: .notShownRemedy
      )
    }
    let chosen = try chosenValue(at: path, of: document, kept, names, take: taken, typed: typed)
    guard let value = chosen else {
      return try tellAgain(
        .siblingsChanged,
        [path.pointer],
        id,
        store,
        remedy: .notShownRemedy
      )
    }
    return try write(
      [Assignment(path: path, value: value)],
      to: id,
      of: store,
      names,
      saying: .resolved
    )
  }

  /// The value that was typed, or that of a sibling by its number as it was shown.
  ///
  /// - Returns: nil if that sibling is there no more.
  func chosenValue(
    at path: AnswerPath,
    of document: DocumentView,
    _ kept: KeptViews,
    _ names: PathNames,
    take: Int64?,
    typed: String?
  ) throws(CommandFailure) -> JSONValue? {
    let name = names.name(of: path.pointer)
    if let typed {
      let reader = AnswerReader(now: world.clock())
      return try reader.value(typed, of: path.question, path: name)
    }
    let number = Int(take ?? 0)
    let marks = kept.siblings[path.pointer] ?? []
    guard marks.indices.contains(number - 1) else {
      throw CommandFailure(
        .usage,
        FieldMessage.noSuchSibling.filled([
          "path": name, "number": "\(number)", "count": "\(marks.count)",
        ])
      )
    }
    guard !marks[number - 1].isEmpty else {
      throw CommandFailure(.usage, FieldMessage.siblingErased.filled(["path": name]))
    }
    let siblings = document.shown.conflicts.first { $0.path == path.pointer }?.siblings ?? []
    let index = KeptViews.marks(siblings).firstIndex(of: marks[number - 1])
    return index.flatMap { siblings[$0].value }
  }
}
