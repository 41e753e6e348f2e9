public import SchouwCanon
public import SchouwDocuments

/// What a kind of document asks, and how concurrent answers are shown: a content-addressed JSON record
/// (rules T1, T2; `Protocol/schemas/template.json`).
public struct Template: Sendable {
  /// The hash of its canonical form: its name for ever.
  public let id: Digest
  /// Its canonical bytes.
  public let bytes: [UInt8]
  /// What sort of documents it is for, for instance `inspection`.
  public let kind: String
  /// The version, for people.
  public let version: Int
  /// What the kind is called.
  public let title: LocalText
  /// The paths that name a document in a list.
  public let summary: [JSONPointer]
  /// Lists of elements.
  public let groups: [Group]
  /// The questions, in walking order.
  public let questions: [Question]
  /// The parts of a walk, in walking order; a question of no part is in none of them.
  public let sections: [Section]
  /// How concurrent answers are shown.
  public let policies: PolicyTable

  /// A text in Dutch and English.
  public struct LocalText: Sendable, Hashable {
    /// Dutch.
    public let dutch: String
    /// English.
    public let english: String

    /// Pairs the two languages.
    public init(dutch: String, english: String) {
      self.dutch = dutch
      self.english = english
    }

    init?(_ value: JSONValue?) {
      guard let dutch = value?["nl"]?.stringValue, let english = value?["en"]?.stringValue else {
        return nil
      }
      self.init(dutch: dutch, english: english)
    }
  }

  /// A part of a walk, such as the kitchen.
  public struct Section: Sendable {
    /// What it is called; its id where the template gives no title.
    public let title: LocalText
    /// The ids of its questions, in walking order.
    public let questions: [String]
  }

  /// A list of elements, such as the rooms of a house.
  public struct Group: Sendable {
    /// Where the elements lie.
    public let path: JSONPointer
    /// What the list is called.
    public let title: LocalText
    /// The register that names an element.
    public let label: String?
  }

  /// One question.
  public struct Question: Sendable {
    /// Its id: the path with dots, `*` for an element.
    public let id: String
    /// Its path; `*` stands for an element's id.
    public let path: JSONPointer
    /// The type of its answers.
    public let type: AnswerType
    /// What is asked.
    public let text: LocalText
    /// How concurrent answers are shown.
    public let policy: Policy
    /// The answers to choose from.
    public let choices: [String]
    /// What the choices are called, by their values.
    public let choiceTexts: [String: LocalText]
    /// The unit of a number.
    public let unit: String?
    /// The least and the greatest number.
    public let minimum: Double?
    /// The greatest number.
    public let maximum: Double?
    /// Whether the answer is minted as a change of its own, so that it can be destroyed whole (rule G7).
    public let isPersonal: Bool
  }

  /// What an answer may be.
  public enum AnswerType: String, Sendable, CaseIterable {
    /// yes, no, not_seen, na.
    case b4
    /// One of the choices.
    case choice
    /// Several of the choices.
    case choices
    /// A number.
    case number
    /// A whole number.
    case integer
    /// Words.
    case text
    /// A day, `YYYY-MM-DD`.
    case date
    /// A moment.
    case time
    /// Street, number, postcode, place.
    case address
    /// Photos by their hashes.
    case photos
    /// A remark.
    case note
  }

  /// Reads a template from JSON in any form; its canonical form is its identity.
  ///
  /// - Throws: ``TemplateError`` with the place.
  public init(reading bytes: [UInt8]) throws(TemplateError) {
    let value: JSONValue
    do {
      value = try JSONReader.read(bytes)
    } catch {
      throw TemplateError(.notJSON, place: error.place)
    }
    self.bytes = value.canonicalBytes
    id = SHA256.hash(self.bytes)
    guard value["format"]?.stringValue == "schouw-template/1" else {
      throw TemplateError(.newerFormat, path: "/format")
    }
    guard let kind = value["kind"]?.stringValue, !kind.isEmpty else {
      throw TemplateError(.badMember, path: "/kind")
    }
    guard let version = value["version"]?.integerValue else {
      throw TemplateError(.badMember, path: "/version")
    }
    guard let title = LocalText(value["title"]) else {
      throw TemplateError(.badMember, path: "/title")
    }
    self.kind = kind
    self.version = Int(version)
    self.title = title
    summary = (value["summary"]?.arrayValue ?? [])
      .compactMap { $0.stringValue.flatMap { JSONPointer($0) } }
    var groups: [Group] = []
    for (index, item) in (value["groups"]?.arrayValue ?? []).enumerated() {
      guard let path = item["path"]?.stringValue.flatMap({ JSONPointer($0) }),
        let title = LocalText(item["title"])
      else { throw TemplateError(.badMember, path: "/groups/\(index)") }
      groups.append(Group(path: path, title: title, label: item["label"]?.stringValue))
    }
    self.groups = groups
    var questions: [Question] = []
    for (index, item) in (value["questions"]?.arrayValue ?? []).enumerated() {
      questions.append(try Question(item, place: "/questions/\(index)"))
    }
    self.questions = questions
    var members: [String: [String]] = [:]
    for item in value["questions"]?.arrayValue ?? [] {
      guard let id = item["id"]?.stringValue else { continue }
      members[item["section"]?.stringValue ?? "", default: []].append(id)
    }
    sections = (value["sections"]?.arrayValue ?? []).compactMap { item in
      guard let id = item["id"]?.stringValue else { return nil }
      let title = LocalText(item["title"]) ?? LocalText(dutch: id, english: id)
      return Section(title: title, questions: members[id] ?? [])
    }
    policies = PolicyTable(questions.map { ($0.path, $0.policy) })
  }

  /// The question of a path of a document; nil if none asks for it.
  public func question(of path: JSONPointer) -> Question? {
    let tokens = path.tokens
    return questions.first { question in
      let pattern = question.path.tokens
      return pattern.count == tokens.count
        && zip(pattern, tokens).allSatisfy { $0 == "*" || $0.utf8.elementsEqual($1.utf8) }
    }
  }

  /// The list that an element belongs to; nil if the path is no element of a list.
  public func group(ofElement path: JSONPointer) -> Group? {
    groups.first { $0.path == path.parent }
  }
}

extension Template.Question {
  fileprivate init(_ item: JSONValue, place: String) throws(TemplateError) {
    guard let id = item["id"]?.stringValue else {
      throw TemplateError(.badMember, path: place + "/id")
    }
    guard let path = item["path"]?.stringValue.flatMap({ JSONPointer($0) }), !path.isRoot else {
      throw TemplateError(.badMember, path: place + "/path")
    }
    guard let type = item["type"]?.stringValue.flatMap({ Template.AnswerType(rawValue: $0) }) else {
      throw TemplateError(.badMember, path: place + "/type")
    }
    guard let text = Template.LocalText(item["text"]) else {
      throw TemplateError(.badMember, path: place + "/text")
    }
    guard let name = item["policy"]?.stringValue,
      let policy = Policy(name: name, scale: item["scale"]?.arrayValue)
    else { throw TemplateError(.badMember, path: place + "/policy") }
    var texts: [String: Template.LocalText] = [:]
    for choice in item["choices"]?.arrayValue ?? [] {
      guard let name = choice["value"]?.stringValue else { continue }
      texts[name] = Template.LocalText(choice["text"])
    }
    self.init(
      id: id,
      path: path,
      type: type,
      text: text,
      policy: policy,
      choices: (item["choices"]?.arrayValue ?? []).compactMap { $0["value"]?.stringValue },
      choiceTexts: texts,
      unit: item["unit"]?.stringValue,
      minimum: item["minimum"]?.numberValue,
      maximum: item["maximum"]?.numberValue,
      isPersonal: item["personal"]?.boolValue ?? false
    )
  }
}

/// Why a template cannot be used.
public struct TemplateError: SchouwError, Equatable {
  /// What is wrong.
  public enum Code: String, Sendable, CaseIterable {
    /// The bytes are no JSON.
    case notJSON
    /// The format is not one that this program knows.
    case newerFormat
    /// A member is missing or has a wrong form.
    case badMember
  }

  /// What is wrong.
  public let code: Code
  /// Where in the template.
  public let place: Place

  init(_ code: Code, place: Place) {
    self.code = code
    self.place = place
  }

  init(_ code: Code, path: String) { self.init(code, place: Place(path: path)) }

  /// The code as text.
  public var codeName: String { "template." + code.rawValue }
  /// What to do next.
  public var remedy: Remedy {
    switch code {
    case .newerFormat: Remedy(code: "upgrade", text: "Use a newer program; nothing was changed.")
    default: Remedy(code: "mendTemplate", text: "Mend the template at the place named.")
    }
  }
  /// The whole as a sentence.
  public var description: String {
    "not a template (\(code.rawValue)) at \(place). \(remedy.text)"
  }
}
