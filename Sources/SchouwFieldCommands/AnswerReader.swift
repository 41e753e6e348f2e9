import SchouwCanon
import SchouwCommandLine
import SchouwDocuments
import SchouwTemplates

/// Reads a typed answer by the type of its question; refused is what that question cannot have.
struct AnswerReader {
  /// Milliseconds since 1970, for `nu`.
  let now: Int64

  /// The value of an answer; the name of its path is for the refusal, which never shows the answer.
  func value(
    _ typed: String,
    of question: Template.Question?,
    path: String
  ) throws(CommandFailure) -> JSONValue {
    let text = Self.trimmed(typed)
    if text.isEmpty { return .null }
    if let first = text.utf8.first, first == 0x7b || first == 0x5b || first == 0x22,
      let value = try? JSONReader.read(Array(text.utf8))
    {
      guard let question else { return value }
      guard fits(value, question) else { throw refusal(question, path) }
      return value
    }
    guard let question else {
      // No question says what it is: a number, a truth value or null as JSON has them, else words.
      return Numeral(text)?.number.map { .number($0) }
        ?? (try? JSONReader.read(Array(text.utf8))) ?? .string(typed)
    }
    guard let value = read(text, typed: typed, question), fits(value, question) else {
      throw refusal(question, path)
    }
    return value
  }

  private func read(_ text: String, typed: String, _ question: Template.Question) -> JSONValue? {
    switch question.type {
    case .b4: Self.b4(text).map { .string($0) }
    case .number, .integer: Numeral(text)?.number.map { .number($0) }
    case .choice: choice(text, question).map { .string($0) }
    case .choices: choices(text, question)
    case .text, .note, .address: .string(typed)
    case .date: TypedTime.date(text).map { .string($0) }
    case .time: TypedTime.moment(text, now: now).map { .string($0) }
    case .photos: .array(text.split(separator: ",").map { ["hash": .string(Self.trimmed($0))] })
    }
  }

  private static func b4(_ text: String) -> String? {
    switch AnswerText(text) {
    case .yes: "yes"
    case .no: "no"
    case .notSeen: "not_seen"
    case .na: "na"
    default: nil
    }
  }

  private func choice(_ text: String, _ question: Template.Question) -> String? {
    if question.choices.contains(text) { return text }
    let lower = text.lowercased()
    let meant = question.choices.filter { choice in
      let told = question.choiceTexts[choice]
      return choice.lowercased() == lower || told?.dutch.lowercased() == lower
        || told?.english.lowercased() == lower
        || Self.b4(text) == choice
    }
    return meant.count == 1 ? meant[0] : nil
  }

  private func choices(_ text: String, _ question: Template.Question) -> JSONValue? {
    var values: [JSONValue] = []
    for part in text.split(separator: ",") {
      guard let choice = choice(Self.trimmed(part), question) else { return nil }
      if !values.contains(.string(choice)) { values.append(.string(choice)) }
    }
    return .array(values)
  }

  /// Whether a value, or its member `value`, is of the question's type; null is no answer, which
  /// any has.
  private func fits(_ value: JSONValue, _ question: Template.Question) -> Bool {
    var measure = value
    if case .object(let object) = value, let inner = object["value"], question.type != .address {
      measure = inner
    }
    if measure.isNull { return true }
    switch question.type {
    case .b4:
      return ["yes", "no", "not_seen", "na"].contains { .string($0) == measure }
    case .choice:
      return question.choices.contains { .string($0) == measure }
    case .choices:
      return measure.arrayValue?.allSatisfy { item in
        question.choices.contains { .string($0) == item }
      } ?? false
    case .number, .integer:
      guard let number = measure.numberValue else { return false }
      if question.type == .integer && measure.integerValue == nil { return false }
      return number >= question.minimum ?? -.infinity && number <= question.maximum ?? .infinity
    case .text, .note:
      return measure.stringValue != nil
    case .address:
      return measure.stringValue != nil || measure.objectValue != nil
    case .date:
      return measure.stringValue.map { TypedTime.date($0) == $0 } ?? false
    case .time:
      return measure.stringValue.map { Stamp.milliseconds(of: $0) != nil } ?? false
    case .photos:
      return measure.arrayValue?.allSatisfy { $0["hash"]?.stringValue.map(Self.isHash) ?? false }
        ?? false
    }
  }

  private static func isHash(_ text: String) -> Bool { Digest(base64URL: text) != nil }

  private func refusal(_ question: Template.Question, _ path: String) -> CommandFailure {
    CommandFailure(
      .usage,
      FieldMessage.wrongAnswer.filled(["path": path]),
      remedy: FieldMessage.expected.filled([("expected", expected(question))])
    )
  }

  private func expected(_ question: Template.Question) -> Phrase {
    switch question.type {
    case .b4: FieldMessage.wantB4.phrase
    case .choice: named(.wantChoice, question)
    case .choices: named(.wantChoices, question)
    case .number: bounded(.wantNumber, question)
    case .integer: bounded(.wantInteger, question)
    case .text, .note: FieldMessage.wantText.phrase
    case .date: FieldMessage.wantDate.phrase
    case .time: FieldMessage.wantTime.phrase
    case .address: FieldMessage.wantAddress.phrase
    case .photos: FieldMessage.wantPhotos.phrase
    }
  }

  private func named(_ message: FieldMessage, _ question: Template.Question) -> Phrase {
    message.filled(["words": question.choices.joined(separator: ", ")])
  }

  private func bounded(_ message: FieldMessage, _ question: Template.Question) -> Phrase {
    let bounds = [
      question.minimum.map { "≥ \(Numeral.text($0, .nl))" },
      question.maximum.map { "≤ \(Numeral.text($0, .nl))" },
    ]
    .compactMap { $0 }.joined(separator: ", ")
    return message.filled(["bounds": bounds.isEmpty ? "" : " (\(bounds))"])
  }

  static func trimmed(_ text: some StringProtocol) -> String {
    var rest = Substring(text)
    while rest.first?.isWhitespace == true { rest.removeFirst() }
    while rest.last?.isWhitespace == true { rest.removeLast() }
    return String(rest)
  }
}
