import SchouwCanon
import SchouwCommandLine
import SchouwDocuments
import SchouwTemplates

/// The page of one document: what it says, and where answers stand beside each other.
extension PageFrame {
  /// The page.
  func documentPage(_ document: PageDocument) -> [UInt8] {
    let title = say(.documentTitle, ["handle": document.handle])
    let shown = document.shown
    let conflicts = shown.conflicts.filter { !$0.path.isReserved }
    return page(title) {
      HTML("h1") { title }
      HTML("p", ["class": "soft"]) {
        document.template.map { words($0.title) } ?? shown.kind ?? say(.nothing)
        ". "
        say(.forScopes, ["scopes": shown.scopes.map(\.description).joined(separator: " ")])
        "."
      }
      notices(document)
      HTML("section", ["aria-labelledby": "naast-elkaar"]) {
        HTML("h2", ["id": "naast-elkaar"]) { say(.siblings) }
        if conflicts.isEmpty, shown.removals.isEmpty { HTML("p") { say(.noSiblings) } }
        for (index, conflict) in conflicts.enumerated() {
          siblings(conflict, index, document.template)
        }
        for removal in shown.removals {
          HTML("h3") { name(of: removal.path, document.template) }
          HTML("p") { say(.contested, ["author": removal.author.description]) }
        }
      }
      HTML("section", ["aria-labelledby": "antwoorden"]) {
        HTML("h2", ["id": "antwoorden"]) { say(.answers) }
        answers(document)
      }
    }
  }

  private func notices(_ document: PageDocument) -> HTML {
    var texts: [String] = []
    if document.shown.isRemoved { texts.append(say(.removed)) }
    if !document.held.isEmpty {
      let count = String(document.held.count)
      var reasons: [String] = []
      for why in document.held.map({ judged($0) }) where !reasons.contains(why) {
        reasons.append(why)
      }
      texts.append("\(say(.taskHeld, ["count": count])) (\(reasons.joined(separator: "; ")))")
    }
    if document.waiting > 0 {
      texts.append(say(.taskWaiting, ["count": String(document.waiting)]))
    }
    guard !texts.isEmpty else { return HTML() }
    return HTML("div", ["class": "message alert"]) {
      for text in texts { HTML("p") { text } }
    }
  }

  private func siblings(
    _ conflict: ShownDocument.Conflict,
    _ index: Int,
    _ template: Template?
  ) -> HTML {
    let question = template?.question(of: conflict.path)
    let isJoined = conflict.joined != nil || conflict.reason == .branch
    return HTML {
      HTML("h3") { name(of: conflict.path, template) }
      HTML("p") {
        say(
          .siblingsLead,
          [
            "reason": say(.reason(conflict.reason)), "rule": say(.policy(conflict.policy)),
          ]
        )
      }
      table(
        "naast-elkaar-\(index)",
        caption: say(.siblingsCaption),
        columns: [
          Column(say(.author)), Column(say(.value), "text"), Column(say(.written), "time"),
        ],
        rows: conflict.siblings.enumerated().map { place, sibling in
          let isShown = place == 0 && !isJoined && conflict.reason != .all
          return [
            HTML(sibling.author.description),
            HTML.Builder.buildBlock(
              HTML(sibling.value.map { value($0, question) } ?? say(.erased)),
              isShown ? HTML("strong") { " (\(say(.isShown)))" } : HTML()
            ),
            HTML(moment(sibling.stamp.milliseconds)),
          ]
        }
      )
    }
  }

  private func answers(_ document: PageDocument) -> HTML {
    let leaves = Self.leaves(of: document.shown.content, document.template)
    guard !leaves.isEmpty else { return HTML("p") { say(.noAnswers) } }
    return table(
      "antwoorden-tabel",
      caption: say(.answersCaption),
      columns: [Column(say(.question)), Column(say(.answer), "text")],
      rows: leaves.map { path, value in
        [
          HTML(name(of: path, document.template)),
          HTML(self.value(value, document.template?.question(of: path))),
        ]
      }
    )
  }

  /// What a path is called: its question, with the element that it is of.
  private func name(of path: JSONPointer, _ template: Template?) -> String {
    guard let question = template?.question(of: path) else { return path.description }
    let element = zip(question.path.tokens, path.tokens).filter { $0.0 == "*" }.map(\.1)
    let text = words(question.text)
    return element.isEmpty ? text : "\(text) (\(element.joined(separator: "/")))"
  }

  /// The answers by path in walking order: those of questions whole, all else down to what is no object.
  static func leaves(
    of content: JSONObject,
    _ template: Template?
  ) -> [(path: JSONPointer, value: JSONValue)] {
    var leaves: [(path: JSONPointer, value: JSONValue)] = []
    func walk(_ value: JSONValue, _ path: JSONPointer) {
      if template?.question(of: path) == nil, case .object(let object) = value, !object.isEmpty {
        for member in object.members {
          if let inner = path.appending(member.name) { walk(member.value, inner) }
        }
      } else if !value.isNull {
        leaves.append((path, value))
      }
    }
    walk(.object(content), .root)
    return leaves
  }

  // MARK: Values

  /// An answer as people read it.
  func value(_ value: JSONValue, _ question: Template.Question?) -> String {
    switch value {
    case .null: return say(.nothing)
    case .bool(let bool): return say(bool ? .yes : .no)
    case .number(let number):
      let text = Numeral.text(number, language.language)
      return question?.unit.map { "\(text) \($0)" } ?? text
    case .string(let text):
      guard question?.type == .b4 else { return text }
      switch text {
      case "yes": return say(.yes)
      case "no": return say(.no)
      case "not_seen": return say(.notSeen)
      case "na": return say(.notApplicable)
      default: return text
      }
    case .array(let items): return items.map { self.value($0, nil) }.joined(separator: ", ")
    case .object(let object):
      let rest = object.members.filter { $0.name != "value" && !$0.value.isNull }
        .map { "\($0.name): \(self.value($0.value, nil))" }
      guard let measure = object["value"] else { return rest.joined(separator: "; ") }
      let text = self.value(measure, question)
      return rest.isEmpty ? text : "\(text) (\(rest.joined(separator: "; ")))"
    }
  }
}
