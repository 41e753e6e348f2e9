import SchouwCanon
import SchouwCommandLine
import SchouwDocuments
import SchouwTemplates

/// A document's answers as people read them: in walking order, with the words of its template.
///
/// Nothing here is escaped; ``HTML`` does that.
struct PageAnswers {
  private let template: Template?
  private let content: JSONObject
  private let language: Language
  /// What choices are called, by question.
  private let choices: [String: [String: String]]

  init(_ template: Template?, content: JSONObject, language: Language) {
    self.template = template
    self.content = content
    self.language = language
    var choices: [String: [String: String]] = [:]
    let value = template.flatMap { try? JSONReader.read($0.bytes) }
    for item in value?["questions"]?.arrayValue ?? [] {
      guard let id = item["id"]?.stringValue else { continue }
      for choice in item["choices"]?.arrayValue ?? [] {
        guard let name = choice["value"]?.stringValue else { continue }
        choices[id, default: [:]][name] = choice["text"]?[language.rawValue]?.stringValue
      }
    }
    self.choices = choices
  }

  /// The answers in walking order, an element's together: those of questions whole, all else down to what is no
  /// object. What only orders elements is left out.
  var leaves: [(path: JSONPointer, value: JSONValue)] {
    var leaves: [(path: JSONPointer, value: JSONValue)] = []
    func walk(_ value: JSONValue, _ path: JSONPointer) {
      if template?.question(of: path) == nil, case .object(let object) = value, !object.isEmpty {
        for member in object.members {
          if let inner = path.appending(member.name) { walk(member.value, inner) }
        }
      } else if !value.isNull, !(path.lastToken == "pos" && element(of: path) != nil) {
        leaves.append((path, value))
      }
    }
    walk(.object(content), .root)
    return leaves.map { (order(of: $0.path), $0) }.sorted { $0.0 < $1.0 }.map(\.1)
  }

  /// What a path is called: its question, the list it is an element of, or the path itself.
  func name(of path: JSONPointer) -> String {
    if path.isRoot { return PageMessage.wholeDocument.text(language) }
    if let group = template?.group(ofElement: path) {
      return "\(words(group.title)): \(label(of: path))"
    }
    guard let question = template?.question(of: path) else { return path.description }
    let text = words(question.text)
    return element(of: path).map { "\(label(of: $0)): \(text)" } ?? text
  }

  /// The element of a list that a path lies in.
  private func element(of path: JSONPointer) -> JSONPointer? {
    path.parent.flatMap { template?.group(ofElement: $0) == nil ? nil : $0 }
  }

  /// What an element is called by those who wrote it; its id if they did not say.
  private func label(of element: JSONPointer) -> String {
    let register = template?.group(ofElement: element)?.label
    return register.flatMap { content(at: element)?[$0]?.stringValue } ?? element.lastToken
  }

  private func content(at path: JSONPointer) -> JSONValue? {
    path.tokens.reduce(JSONValue.object(content)) { value, token in value?[token] }
  }

  private func words(_ text: Template.LocalText) -> String {
    language == .nl ? text.dutch : text.english
  }

  /// The place of a path among the answers.
  private struct Order: Comparable {
    let question: Int
    let element: String
    let inner: Int
    let path: String

    static func < (a: Order, b: Order) -> Bool {
      (a.question, a.element, a.inner, a.path) < (b.question, b.element, b.inner, b.path)
    }
  }

  private func order(of path: JSONPointer) -> Order {
    let questions = template?.questions ?? []
    let id = template?.question(of: path)?.id
    let place = questions.firstIndex { $0.id == id } ?? .max
    guard let element = element(of: path) else {
      return Order(question: place, element: "", inner: 0, path: path.description)
    }
    // All of a list stands where its first question does.
    let first = questions.firstIndex { $0.path.parent?.parent == element.parent } ?? .max
    let position = content(at: element)?["pos"]?.stringValue ?? ""
    return Order(
      question: first,
      element: position + " " + element.lastToken,
      inner: place,
      path: path.description
    )
  }

  // MARK: Values

  /// An answer as people read it; nil is one that was destroyed.
  func text(_ value: JSONValue?, at path: JSONPointer) -> String {
    guard let value else { return PageMessage.erased.text(language) }
    return text(value, template?.question(of: path))
  }

  private func text(_ value: JSONValue, _ question: Template.Question?) -> String {
    switch value {
    case .null: return PageMessage.nothing.text(language)
    case .bool(let bool): return (bool ? PageMessage.yes : PageMessage.no).text(language)
    case .number(let number):
      let text = Numeral.text(number, language)
      return question?.unit.map { "\(text) \($0)" } ?? text
    case .string(let text): return question.map { words(text, of: $0) } ?? text
    case .array(let items): return items.map { text($0, question) }.joined(separator: ", ")
    case .object(let object):
      if question?.type == .address { return address(object) }
      let rest = object.members.filter { $0.name != "value" && !$0.value.isNull }
        .map { "\($0.name): \(text($0.value, nil))" }
      guard let measure = object["value"] else { return rest.joined(separator: "; ") }
      let measured = text(measure, question)
      return rest.isEmpty ? measured : "\(measured) (\(rest.joined(separator: "; ")))"
    }
  }

  private func words(_ text: String, of question: Template.Question) -> String {
    switch (question.type, text) {
    case (.b4, "yes"): PageMessage.yes.text(language)
    case (.b4, "no"): PageMessage.no.text(language)
    case (.b4, "not_seen"): PageMessage.notSeen.text(language)
    case (.b4, "na"): PageMessage.notApplicable.text(language)
    case (.choice, _), (.choices, _): choices[question.id]?[text] ?? text
    case (.time, _):
      Stamp.milliseconds(of: text)
        .flatMap { CalendarTime(epochMilliseconds: $0)?.text(language) } ?? text
    default: text
    }
  }

  private func address(_ object: JSONObject) -> String {
    func part(_ name: String) -> String? {
      object[name].flatMap { $0.isNull ? nil : text($0, nil) }
    }
    func joined(_ names: [String]) -> String { names.compactMap(part).joined(separator: " ") }
    let known = ["street", "number", "letter", "addition", "postcode", "place"]
    let rest = object.members.filter { !known.contains($0.name) && !$0.value.isNull }
      .map { "\($0.name): \(text($0.value, nil))" }
    return ([joined(Array(known[..<4])), joined(Array(known[4...]))].filter { !$0.isEmpty } + rest)
      .joined(separator: ", ")
  }
}
