import SchouwCanon
import SchouwCommandLine
import SchouwTemplates

/// The words of a template for people: sections, questions, and what the choices are called.
struct TemplateTexts {
  /// Sections in walking order, with the ids of their questions.
  let sections: [(title: Phrase, questions: [String])]
  private let choices: [String: [String: Phrase]]

  init(_ template: Template?) {
    let value = template.flatMap { try? JSONReader.read($0.bytes) }
    var titles: [(id: String, title: Phrase)] = []
    for item in value?["sections"]?.arrayValue ?? [] {
      guard let id = item["id"]?.stringValue else { continue }
      titles.append((id, Self.phrase(item["title"]) ?? Phrase(id)))
    }
    var members: [String: [String]] = [:]
    var choices: [String: [String: Phrase]] = [:]
    for item in value?["questions"]?.arrayValue ?? [] {
      guard let id = item["id"]?.stringValue else { continue }
      members[item["section"]?.stringValue ?? "", default: []].append(id)
      for choice in item["choices"]?.arrayValue ?? [] {
        guard let name = choice["value"]?.stringValue else { continue }
        choices[id, default: [:]][name] = Self.phrase(choice["text"])
      }
    }
    sections = titles.map { ($0.title, members[$0.id] ?? []) }
    self.choices = choices
  }

  /// What a choice is called; the choice itself if nothing is known.
  func choice(_ value: String, of question: Template.Question) -> Phrase {
    choices[question.id]?[value] ?? Phrase(value)
  }

  private static func phrase(_ value: JSONValue?) -> Phrase? {
    guard let nl = value?["nl"]?.stringValue, let en = value?["en"]?.stringValue else { return nil }
    return Phrase(nl: nl, en: en)
  }
}

extension Template.LocalText {
  /// The text in a language.
  subscript(language: Language) -> String { language == .nl ? dutch : english }
}
