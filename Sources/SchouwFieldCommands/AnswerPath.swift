import SchouwCommandLine
import SchouwDocuments
import SchouwFieldClient
import SchouwTemplates

/// A path as somebody typed it, found in the document's template.
struct AnswerPath {
  let pointer: JSONPointer
  let question: Template.Question?
}

/// Reads and writes the names of questions and elements: `rooms.2.area_m2` is the second room in
/// the order in which rooms were printed last, `/rooms/k3f9x2ab/area_m2` the same as a JSON
/// Pointer.
struct PathNames {
  let template: Template?
  /// The ids of the elements of each list, in the order of their numbers.
  let elements: [JSONPointer: [String]]

  /// For a document that is being made: it has no elements.
  init(template: Template) {
    self.template = template
    elements = [:]
  }

  /// For a document as it is shown, numbered as it was printed last.
  init(_ document: DocumentView, kept: KeptViews = KeptViews()) {
    template = document.template
    var elements: [JSONPointer: [String]] = [:]
    for group in document.template?.groups ?? [] {
      let now = document.elements(of: group.path).map(\.path.lastToken)
      elements[group.path] = kept.elements[group.path] ?? now
    }
    self.elements = elements
  }

  /// Reads the name of a question, or a JSON Pointer.
  func path(_ typed: String) throws(CommandFailure) -> AnswerPath {
    if typed.hasPrefix("/") {
      guard let pointer = JSONPointer(typed), !pointer.isReserved else { throw notAPath(typed) }
      return AnswerPath(pointer: pointer, question: template?.question(of: pointer))
    }
    let pointer = try pointer(typed)
    guard let question = template?.question(of: pointer) else { throw notAPath(typed) }
    return AnswerPath(pointer: pointer, question: question)
  }

  /// Reads the name of an element, or a JSON Pointer.
  func element(_ typed: String) throws(CommandFailure) -> JSONPointer {
    if typed.hasPrefix("/") {
      guard let pointer = JSONPointer(typed), !pointer.isReserved else { throw notAPath(typed) }
      return pointer
    }
    let pointer = try pointer(typed)
    guard template?.group(ofElement: pointer) != nil else { throw notAPath(typed) }
    return pointer
  }

  /// Reads the name of a list.
  func group(_ typed: String) throws(CommandFailure) -> JSONPointer {
    let text = typed.hasPrefix("/") ? typed : "/" + typed
    if let pointer = JSONPointer(text), !pointer.isRoot, !pointer.isReserved,
      typed.hasPrefix("/") || template?.groups.contains(where: { $0.path == pointer }) == true
    {
      return pointer
    }
    let names = (template?.groups ?? []).map { name(of: $0.path) }
    throw CommandFailure(
      .notFound,
      FieldMessage.noSuchGroup.filled(["path": typed]),
      remedy: FieldMessage.thereAre.filled(["words": names.joined(separator: ", ")])
    )
  }

  /// The name of a path as it is shown and may be typed.
  func name(of pointer: JSONPointer) -> String {
    guard let template else { return pointer.description }
    var tokens = pointer.tokens
    let isKnown =
      template.question(of: pointer) != nil || template.group(ofElement: pointer) != nil
      || template.groups.contains { $0.path == pointer }
    guard isKnown, !tokens.contains(where: { $0.contains(".") }) else { return pointer.description }
    for group in template.groups where group.path.isAbove(pointer) {
      let index = group.path.tokens.count
      if let number = elements[group.path]?.firstIndex(of: tokens[index]) {
        tokens[index] = String(number + 1)
      }
    }
    return tokens.joined(separator: ".")
  }

  private func pointer(_ typed: String) throws(CommandFailure) -> JSONPointer {
    var tokens = typed.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    for group in template?.groups ?? [] {
      let prefix = group.path.tokens
      guard tokens.count > prefix.count, tokens.starts(with: prefix) else { continue }
      let token = tokens[prefix.count]
      guard token.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }), token.utf8.count <= 6,
        let number = Int(token)
      else { continue }
      let ids = elements[group.path] ?? []
      guard ids.indices.contains(number - 1) else {
        throw CommandFailure(
          .notFound,
          FieldMessage.noSuchElement.filled(["path": typed, "count": "\(ids.count)"]),
          remedy: FieldMessage.seeShow.phrase
        )
      }
      tokens[prefix.count] = ids[number - 1]
    }
    guard let pointer = JSONPointer(tokens: tokens), !pointer.isReserved else {
      throw notAPath(typed)
    }
    return pointer
  }

  private func notAPath(_ typed: String) -> CommandFailure {
    let names = (template?.questions ?? []).map(\.id)
    let near = Suggestions.nearest(to: typed, in: names)
    return CommandFailure(
      .usage,
      FieldMessage.noSuchQuestion.filled(["path": typed]),
      remedy: near.isEmpty
        ? FieldMessage.nameAQuestion.phrase
        : FieldMessage.didYouMean.filled(["words": near.joined(separator: ", ")])
    )
  }
}
