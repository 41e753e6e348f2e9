package import SchouwCanon
package import SchouwCommandLine
package import SchouwDocuments
import SchouwFieldClient
import SchouwJournal
import SchouwTemplates

/// A document as the office answers it, shown and decided about with the words of `schouw show` and
/// `schouw resolve`.
///
/// What was shown is kept as on a laptop: a decision goes out with the clock of that view.
package struct OfficePage {
  private let command: Command
  private let document: DocumentView
  private let answer: JSONObject
  private let views: ViewFolder?
  private let deed: DeedText

  /// What a held change would do, in words: of the office's answer, with a name for each path.
  package typealias DeedText = (JSONValue, (JSONPointer) -> String) -> String

  /// The page of an answer to `{"do":"show"}`.
  ///
  /// - Parameters:
  ///   - office: the folder of the office's data: views of two offices are kept apart.
  ///   - templates: by which it is shown.
  ///   - deed: says what a held change would do.
  /// - Returns: nil if the answer is none.
  package init?(
    _ answer: JSONObject,
    _ words: Words,
    _ session: Session,
    office: String,
    templates: OfficeTemplates,
    deed: @escaping DeedText
  ) {
    guard let json = answer["document"], let shown = ShownDocument(json: json),
      let view = View(json: [
        "doc": .string(shown.id.description), "own": [], "through": 0,
        "vector": .array(shown.clock.map { .string($0.description) }),
      ])
    else { return nil }
    command = Command(words: words, session: session, world: World())
    document = DocumentView(
      view: view,
      shown: shown,
      template: shown.template.flatMap { templates.template($0) }
    )
    self.answer = answer
    self.deed = deed
    views = ViewFolder(
      state: command.folders.state,
      store: "office \(office)",
      author: nil,
      replica: Replica(bits: 0),
      disk: command.world.disk
    )
  }

  private var language: Language { command.language }

  /// The document.
  package var id: DocumentID { document.shown.id }

  /// The document's handle at the office.
  package var handle: String { answer["handle"]?.stringValue ?? "" }

  // MARK: Showing

  /// Prints the document; what was printed is the ground of the next decision.
  package func show(isAll: Bool) {
    let output = command.session.output
    let title = document.template?.title[language] ?? document.shown.kind ?? ""
    output.line(output.outTerminal.paint(DisplayText.harmless("\(handle)  \(title)"), .bold))
    let scopes = document.shown.scopes.map(\.description).joined(separator: ", ")
    command.say(.scopes, ["scopes": scopes])
    judgements()
    if document.template == nil { command.say(.noTemplate) }
    let page = Page(command: command, document: document, names: PathNames(document))
    let left = page.print(isAll: isAll)
    if left > 0 { command.remark(.openQuestions, ["count": "\(left)"]) }
    keepWhole()
  }

  /// What waits, what is held and what is marked.
  private func judgements() {
    for item in answer["document"]?["waiting"]?.arrayValue ?? [] {
      let missing = (item["for"]?.arrayValue ?? []).compactMap(Self.name)
      let name = item["name"].flatMap(Self.name).map(Command.short) ?? ""
      if missing.isEmpty {
        command.say(.waitsForNewer, ["name": name])
      } else {
        command.say(.waitsFor, ["name": name, "missing": Command.short(missing)])
      }
    }
    held()
    for item in answer["marked"]?.arrayValue ?? [] {
      let name = item["name"].flatMap(Self.name).map(Command.short) ?? ""
      for mark in item["marks"]?.arrayValue ?? [] {
        command.say(.markedByOffice, ["name": name, "why": why(mark)])
      }
    }
  }

  /// What is held, and what it would do; never a value.
  private func held() {
    let names = PathNames(document)
    for item in answer["held"]?.arrayValue ?? [] {
      // The whole name: accept and decline take it.
      command.say(
        .heldByOffice,
        ["name": item["name"]?.stringValue ?? "", "why": why(item["why"])]
      )
      guard let does = item["does"], !does.isNull else { continue }
      command.say("  " + deed(does) { $0.isRoot ? "/" : names.name(of: $0) })
    }
  }

  private static func name(_ value: JSONValue) -> ChangeName? {
    value.stringValue.flatMap { ChangeName($0) }
  }

  private func why(_ code: JSONValue?) -> String { command.why(code?.stringValue ?? "") }

  /// Prints every change that the office has of the document, in the order in which they came.
  package func history() {
    let names = PathNames(document)
    let columns = [
      FieldMessage.columnTime, .columnAuthor, .columnChange, .columnWhat, .columnState,
    ]
    command.say("")
    command.session.output.table(
      Table(
        columns.map { Table.Column($0.text(language), isFlexible: $0 == .columnWhat) },
        rows: (answer["history"]?.arrayValue ?? []).compactMap { row($0, names) }
      )
    )
  }

  private func row(_ item: JSONValue, _ names: PathNames) -> [Table.Cell]? {
    guard let bytes = item["change"]?.canonicalBytes, let change = try? Change(reading: bytes[...])
    else { return nil }
    var state = (item["marks"]?.arrayValue ?? []).compactMap(\.stringValue)
    if let held = item["held"]?.stringValue { state.insert("! " + held, at: 0) }
    if case .erased = change.body { state.append(FieldMessage.historyErased.text(language)) }
    return [
      Table.Cell(command.time(change.stamp)), Table.Cell(change.author.description),
      Table.Cell(Command.short(change.name)), Table.Cell(command.what(change, names)),
      Table.Cell(state.joined(separator: ", ")),
    ]
  }

  /// Prints the open conflicts with their siblings; what was printed is the ground of a decision about it.
  ///
  /// - Returns: whether there are any.
  package func conflicts() -> Bool {
    held()
    guard document.shown.openConflicts > 0 else {
      command.remark(FieldMessage.noConflicts)
      return false
    }
    let open = document.shown.conflicts.filter(\.isOpen)
    let page = Page(
      command: command,
      document: document,
      names: PathNames(document, kept: kept())
    )
    for conflict in open { page.answer(conflict.path) }
    page.removals(contestedOnly: true)
    keep(open.map(\.path) + document.shown.removals.map(\.path))
    return true
  }

  // MARK: What was shown

  private func kept() -> KeptViews { views?.load(document.shown.id) ?? KeptViews() }

  /// Remembers that all of the document was shown.
  package func keepWhole() {
    var kept = KeptViews()
    kept.whole = document.view
    for group in document.template?.groups ?? [] {
      kept.elements[group.path] = document.elements(of: group.path).map(\.path.lastToken)
    }
    for conflict in document.shown.conflicts {
      kept.siblings[conflict.path] = KeptViews.marks(conflict.siblings)
    }
    views?.save(kept, document.shown.id)
  }

  private func keep(_ paths: [JSONPointer]) {
    var kept = kept()
    for path in paths {
      kept.paths[path] = document.view
      kept.siblings[path] = document.shown.conflicts.first { $0.path == path }
        .map { KeptViews.marks($0.siblings) }
    }
    views?.save(kept, document.shown.id)
  }

  // MARK: Deciding

  /// What somebody typed about a path, and the clock that was shown of it.
  package struct Decision {
    /// Where.
    package let path: JSONPointer
    /// The value; nil if the element is to be removed or to stay.
    package let value: JSONValue?
    /// The version vector that was shown.
    package let shown: [ChangeName]
  }

  /// Reads a decision: a sibling by its number as it was shown, a value, or neither of them for the life of an
  /// element.
  ///
  /// - Returns: nil if nothing was shown of the path, or other siblings than now; look again then.
  package func decision(
    at typed: String,
    take: Int64?,
    value: String?
  ) throws -> Decision? {
    let kept = kept()
    let names = PathNames(document, kept: kept)
    guard take != nil || value != nil else {
      let path = typed == "/" ? .root : try names.element(typed)
      return kept.view(of: path).map { Decision(path: path, value: nil, shown: $0.vector) }
    }
    let path = try names.path(typed)
    guard let view = kept.view(of: path.pointer),
      let chosen = try command.chosenValue(
        at: path,
        of: document,
        kept,
        names,
        take: take,
        typed: value
      )
    else { return nil }
    return Decision(path: path.pointer, value: chosen, shown: view.vector)
  }

  /// Prints what a path says now and remembers it: somebody was quicker, or it was never shown.
  package func lookAgain(at typed: String) throws {
    let names = PathNames(document, kept: kept())
    guard typed != "/", let path = try? names.path(typed) else { return show(isAll: false) }
    command.remark(.siblingsChanged, ["path": names.name(of: path.pointer)])
    Page(command: command, document: document, names: names).answer(path.pointer)
    keep([path.pointer])
  }

  // MARK: Rows

  /// What names a document in a list, of a row that the office answered.
  package static func summary(
    _ row: JSONValue,
    _ templates: OfficeTemplates,
    _ language: Language
  ) -> String {
    let template = row["template"]?.stringValue.flatMap { Digest(base64URL: $0) }
      .flatMap { templates.template($0) }
    let words = AnswerWords(language: language)
    return (template?.summary ?? []).compactMap { path in
      row["summary"]?[path.description].map { words.text($0, of: template?.question(of: path)) }
    }.joined(separator: ", ")
  }

  /// Why the office holds or has marked something (rule X11), as a sentence.
  package static func why(_ code: String, _ language: Language) -> String {
    OfficeMessage.why(code).text(language, ["code": code])
  }
}
