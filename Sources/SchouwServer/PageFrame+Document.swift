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
    let answers = PageAnswers(
      document.template,
      content: shown.content,
      language: language.language
    )
    let conflicts = shown.conflicts.filter { !$0.path.isReserved }
    return page(title) {
      HTML("h1") { title }
      HTML("p", ["class": "soft"]) {
        document.template.map { words($0.title) } ?? shown.kind ?? say(.nothing)
        ". "
        say(.forScopes, ["scopes": shown.scopes.map(\.description).joined(separator: " ")])
        "."
      }
      notices(document, answers)
      HTML("section", ["aria-labelledby": "naast-elkaar"]) {
        HTML("h2", ["id": "naast-elkaar"]) { say(.siblings) }
        if conflicts.isEmpty, shown.removals.isEmpty { HTML("p") { say(.noSiblings) } }
        for (index, conflict) in conflicts.enumerated() {
          siblings(conflict, index, answers)
        }
        for removal in shown.removals {
          HTML("h3") { answers.name(of: removal.path) }
          HTML("p") { say(.contested, ["author": removal.author.description]) }
        }
      }
      HTML("section", ["aria-labelledby": "antwoorden"]) {
        HTML("h2", ["id": "antwoorden"]) { say(.answers) }
        table(of: answers)
      }
    }
  }

  private func notices(_ document: PageDocument, _ answers: PageAnswers) -> HTML {
    var texts: [String] = []
    if document.shown.isRemoved { texts.append(say(.removed)) }
    if !document.held.isEmpty {
      texts.append(say(.taskHeld, ["count": String(document.held.count)]))
      for held in document.held.prefix(Today.listedMax) {
        texts.append("\(held.from): \(deed(held, name: answers.name)) (\(judged(held.why)))")
      }
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
    _ answers: PageAnswers
  ) -> HTML {
    let name = answers.name(of: conflict.path)
    let isJoined = conflict.joined != nil || conflict.reason == .branch
    return HTML {
      HTML("h3") { name }
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
        caption: say(.siblingsCaption, ["question": name]),
        columns: [
          Column(say(.author), "code"), Column(say(.value), "text"), Column(say(.written), "time"),
        ],
        rows: conflict.siblings.enumerated().map { place, sibling in
          let isShown = place == 0 && !isJoined && conflict.reason != .all
          return [
            HTML(sibling.author.description),
            HTML {
              answers.text(sibling.value, at: conflict.path)
              if isShown { HTML("strong") { " (\(say(.isShown)))" } }
            },
            HTML(moment(sibling.stamp.milliseconds)),
          ]
        }
      )
    }
  }

  private func table(of answers: PageAnswers) -> HTML {
    let leaves = answers.leaves
    guard !leaves.isEmpty else { return HTML("p") { say(.noAnswers) } }
    return table(
      "antwoorden-tabel",
      caption: say(.answersCaption),
      columns: [Column(say(.question), "wide"), Column(say(.answer), "text")],
      rows: leaves.map { path, value in
        [HTML(answers.name(of: path)), HTML(answers.text(value, at: path))]
      }
    )
  }
}
