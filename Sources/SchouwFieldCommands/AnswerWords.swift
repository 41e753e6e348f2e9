import SchouwCanon
import SchouwCommandLine
import SchouwDocuments
import SchouwTemplates

/// Values as people read them, in one language.
///
/// Nothing here is harmless yet: what shows it makes it so.
struct AnswerWords {
  let language: Language

  /// A value of a question; the rest of an object that has a `value` stands in brackets behind it.
  func text(_ value: JSONValue, of question: Template.Question?) -> String {
    guard case .object(let object) = value, let measure = object["value"] else {
      return plain(value, question)
    }
    let rest = object.members.filter { $0.name != "value" }
      .map { "\($0.name): \(plain($0.value, nil))" }
    let text = plain(measure, question)
    return rest.isEmpty ? text : "\(text) (\(rest.joined(separator: "; ")))"
  }

  /// One of several siblings.
  func text(_ sibling: StandingValue, of question: Template.Question?) -> String {
    sibling.value.map { text($0, of: question) } ?? FieldMessage.erased.text(language)
  }

  private func plain(_ value: JSONValue, _ question: Template.Question?) -> String {
    switch value {
    case .null: return "–"
    case .bool(let bool): return (bool ? FieldMessage.yes : FieldMessage.no).text(language)
    case .number(let number):
      let text = Numeral.text(number, language)
      return question?.unit.map { "\(text) \($0)" } ?? text
    case .string(let string): return words(string, question)
    case .array(let items):
      return items.map { plain($0, question) }.joined(separator: ", ")
    case .object(let object):
      if question?.type == .address { return address(object) }
      if question?.type == .photos {
        return ["shows", "hash"].compactMap { object[$0]?.stringValue }.first ?? "{}"
      }
      return String(decoding: object.canonicalBytes, as: UTF8.self)
    }
  }

  private func words(_ text: String, _ question: Template.Question?) -> String {
    guard let question else { return text }
    switch question.type {
    case .b4:
      switch text {
      case "yes": return FieldMessage.yes.text(language)
      case "no": return FieldMessage.no.text(language)
      case "not_seen": return FieldMessage.notSeen.text(language)
      case "na": return FieldMessage.notApplicable.text(language)
      default: return text
      }
    case .choice, .choices: return question.choiceTexts[text]?[language] ?? text
    case .time:
      return Stamp.milliseconds(of: text).map { moment($0) } ?? text
    case .date:
      return Stamp.milliseconds(of: text + "T00:00:00.000Z") == nil ? text : dayText(text)
    default: return text
    }
  }

  private func dayText(_ day: String) -> String {
    language == .nl ? day.split(separator: "-").reversed().joined(separator: "-") : day
  }

  private func address(_ object: JSONObject) -> String {
    func part(_ name: String) -> String? {
      object[name].flatMap { $0.isNull ? nil : plain($0, nil) }
    }
    let number = ["number", "letter", "addition"].compactMap(part).joined(separator: " ")
    let street = [part("street"), number.isEmpty ? nil : number].compactMap { $0 }
    let place = ["postcode", "place"].compactMap(part).joined(separator: " ")
    let text = [street.joined(separator: " "), place].filter { !$0.isEmpty }
    return text.isEmpty
      ? String(decoding: object.canonicalBytes, as: UTF8.self) : text.joined(separator: ", ")
  }

  /// A moment on this laptop's clock.
  func moment(_ milliseconds: Int64) -> String {
    CalendarTime(epochMilliseconds: milliseconds)?.text(language) ?? Stamp.text(of: milliseconds)
  }
}
