import SchouwCanon
import SchouwCommandLine
import SchouwDocuments
import SchouwFieldClient
import SchouwTemplates

/// A document as `show` prints it: sections in walking order, elements numbered, conflicts with a
/// `!`.
struct Page {
  let command: Command
  let document: DocumentView
  let names: PathNames
  private let answers: AnswerWords

  init(command: Command, document: DocumentView, names: PathNames) {
    self.command = command
    self.document = document
    self.names = names
    answers = AnswerWords(language: command.language)
  }

  private var language: Language { command.language }
  private var template: Template? { document.template }

  /// One answer that is shown: its path and its question.
  private typealias Line = (path: JSONPointer, question: Template.Question?)

  /// Prints all of it.
  ///
  /// - Returns: how many questions have no answer and were left out.
  func print(isAll: Bool) -> Int {
    var left = 0
    var printed: [JSONPointer] = []
    for (title, lines) in sections() {
      let shown = lines.filter { isAll || isAnswered($0.path) }
      left += lines.count - shown.count
      printed += lines.map(\.path)
      guard !shown.isEmpty else { continue }
      heading(title[language])
      var element: JSONPointer?
      for line in shown {
        let own = line.path.parent.flatMap { template?.group(ofElement: $0) == nil ? nil : $0 }
        if let own, own != element { elementHeading(own) }
        element = own
        answer(line.path, indent: own == nil ? "" : "  ")
      }
    }
    let others = otherPaths(besides: printed)
    if !others.isEmpty { heading(FieldMessage.otherAnswers.text(language)) }
    for path in others { answer(path) }
    removals()
    return left
  }

  // MARK: Sections

  private func sections() -> [(title: Template.LocalText, lines: [Line])] {
    guard let template else { return [] }
    return template.sections.map { section in
      let questions = template.questions.filter { section.questions.contains($0.id) }
      var lines: [Line] = []
      var done: [JSONPointer] = []
      for question in questions {
        guard let group = group(of: question) else {
          lines.append((question.path, question))
          continue
        }
        guard !done.contains(group.path) else { continue }
        done.append(group.path)
        // All questions of one element together, element by element.
        let inGroup = questions.filter { self.group(of: $0)?.path == group.path }
        for element in document.elements(of: group.path) {
          for question in inGroup {
            let tokens =
              element.path.tokens + question.path.tokens.dropFirst(group.path.tokens.count + 1)
            if let path = JSONPointer(tokens: tokens) { lines.append((path, question)) }
          }
        }
      }
      return (section.title, lines)
    }
  }

  private func group(of question: Template.Question) -> Template.Group? {
    template?.groups.first { group in
      group.path.isAbove(question.path)
        && question.path.tokens.dropFirst(group.path.tokens.count).first == "*"
    }
  }

  /// Values and conflicts that no section shows, `pos` of elements left out.
  private func otherPaths(besides printed: [JSONPointer]) -> [JSONPointer] {
    var paths: [JSONPointer] = []
    func walk(_ value: JSONValue, _ path: JSONPointer) {
      if printed.contains(path) { return }
      let isElement = template?.group(ofElement: path) != nil
      if case .object(let object) = value, !object.isEmpty,
        path.isRoot || isElement || printed.contains(where: { path.isAbove($0) })
          || template?.groups.contains(where: { path.isAtOrAbove($0.path) }) == true
          || document.shown.conflicts.contains(where: { path.isAbove($0.path) })
      {
        for member in object.members where !(isElement && member.name == "pos") {
          if let inner = path.appending(member.name) { walk(member.value, inner) }
        }
        return
      }
      if !path.isRoot { paths.append(path) }
    }
    walk(.object(document.shown.content), .root)
    for conflict in document.shown.conflicts
    where !printed.contains(conflict.path) && !paths.contains(conflict.path)
      && conflict.path.lastToken != "pos"
    {
      paths.append(conflict.path)
    }
    return paths
  }

  private func isAnswered(_ path: JSONPointer) -> Bool {
    document.value(at: path) != nil || conflict(at: path) != nil
  }

  private func conflict(at path: JSONPointer) -> ShownDocument.Conflict? {
    document.shown.conflicts.first { $0.path == path }
  }

  // MARK: Lines

  private func heading(_ title: String) {
    command.say("")
    command.session.output.line(
      command.session.output.outTerminal.paint(DisplayText.harmless(title), .bold)
    )
  }

  private func elementHeading(_ element: JSONPointer) {
    let label = template?.group(ofElement: element)?.label
    let name = label.flatMap { element.appending($0) }
      .flatMap { document.value(at: $0) }?.stringValue
    command.say("  \(names.name(of: element))\(name.map { "  \($0)" } ?? "")")
  }

  /// Prints one path: its name, its question, what it says, and the siblings if there are several.
  func answer(_ path: JSONPointer, indent: String = "") {
    let question = template?.question(of: path)
    let conflict = conflict(at: path)
    let isOpen = conflict?.isOpen ?? false
    let name = names.name(of: path)
    let value = document.value(at: path)
    let text = value.map { answers.text($0, of: question) } ?? "–"
    let asked = question.map { "  \($0.text[language])" } ?? ""
    let line = "\(isOpen ? "!" : " ") \(indent)\(name):\(asked) \(text)"
    let output = command.session.output
    let harmless = DisplayText.harmless(line)
    output.line(isOpen ? output.outTerminal.paint(harmless, .yellow) : harmless)
    if let conflict { siblings(conflict, question, indent: indent) }
  }

  /// Prints the siblings of a conflict under their numbers.
  func siblings(
    _ conflict: ShownDocument.Conflict,
    _ question: Template.Question?,
    indent: String = ""
  ) {
    for (index, sibling) in conflict.siblings.enumerated() {
      let text = FieldMessage.sibling.text(
        language,
        [
          "number": "\(index + 1)", "answer": answers.text(sibling, of: question),
          "author": sibling.author.description, "time": command.time(sibling.stamp),
        ]
      )
      command.say("      \(indent)\(text)")
    }
  }

  /// Prints removed elements, and removals of what nevertheless lives.
  func removals(contestedOnly: Bool = false) {
    let hidden = contestedOnly ? [] : document.shown.hidden.filter { !$0.isRoot }
    guard !hidden.isEmpty || !document.shown.removals.isEmpty else { return }
    heading(FieldMessage.removedElements.text(language))
    for element in hidden { command.say("  \(element)") }
    for removal in document.shown.removals {
      let name = removal.path.isRoot ? "\(document.shown.id)" : names.name(of: removal.path)
      let text = FieldMessage.removedBy.text(
        language,
        [
          "element": name, "author": removal.author.description,
          "time": command.time(removal.stamp),
        ]
      )
      command.say("! \(text)")
    }
  }

  /// One path as JSON: its value, and the conflict if there is one.
  func json(of path: JSONPointer) -> JSONValue {
    var object = JSONObject()
    object["name"] = .string(names.name(of: path))
    object["path"] = .string(path.description)
    object["value"] = document.value(at: path) ?? .null
    if let conflict = conflict(at: path) {
      object["conflict"] = .object(conflict.json(withReason: true))
    }
    return .object(object)
  }
}
