import SchouwCanon
import SchouwCommandLine
import SchouwDocuments
import SchouwFieldClient
import SchouwJournal
import SchouwTemplates

extension Command {
  /// An answer that is about to be written.
  struct Assignment {
    let path: AnswerPath
    let value: JSONValue
  }

  /// `new`: makes a document.
  func new() throws -> ExitCode {
    let store = try openForWriting()
    let kind = try words.required(Specs.kind)
    guard let template = ShippedTemplates.template(ofKind: kind) else { throw unknownKind(kind) }
    let names = PathNames(template: template)
    let assignments = try assignments(
      words.arguments(Specs.firstAnswers),
      names
    )
    let view = try store.create(
      kind: kind,
      scopes: try scopes(),
      set: Self.values(assignments)
    )
    let id = view.document
    if let views = try views(of: store) {
      // Who made it knows all that is in it.
      var kept = KeptViews()
      kept.whole = view
      views.save(kept, id)
    }
    let handle = try store.handle(of: id)
    if session.isJSON {
      json(["handle": .string(handle), "id": .string(id.description), "kind": .string(kind)])
    } else if session.output.isQuiet {
      say(handle)
    } else {
      say(.made, ["handle": handle])
    }
    return .ok
  }

  /// `set`: answers questions, on the view that was printed last.
  func set() throws -> ExitCode {
    let store = try openForWriting()
    let id = try document(words.required(Specs.handle), in: store)
    let document = try store.view(id)
    let views = try views(of: store)
    let names = PathNames(document, kept: views?.load(id) ?? KeptViews())
    let assignments = try assignments(
      words.arguments(Specs.answers),
      names
    )
    return try write(assignments, to: id, of: store, names)
  }

  /// `add`: a new element behind the last of its list.
  func add() throws -> ExitCode {
    let store = try openForWriting()
    let id = try document(words.required(Specs.handle), in: store)
    let views = try views(of: store)
    let turn = views?.turn()
    defer { turn?.release() }
    let document = try store.view(id)
    var kept = views?.load(id) ?? KeptViews()
    let names = PathNames(document, kept: kept)
    let group = try names.group(words.required(Specs.group))
    var values: [String: JSONValue] = [:]
    let reader = AnswerReader(now: world.clock())
    for word in words.arguments(Specs.members) {
      guard let (name, text) = Self.pair(word) else {
        throw CommandFailure(.usage, FieldMessage.needsAssignment.phrase)
      }
      guard let path = group.appending("0")?.appending(name) else {
        throw CommandFailure(.usage, FieldMessage.noSuchQuestion.filled(["path": name]))
      }
      let question = document.template?.question(of: path)
      guard
        question != nil || document.template?.groups.contains(where: { $0.path == group }) != true
      else { throw unknownMember(name, of: group, document) }
      guard values[name] == nil else {
        throw CommandFailure(.usage, FieldMessage.twice.filled(["path": name]))
      }
      values[name] = try reader.value(text, of: question, path: name)
    }
    guard let ground = try kept.whole ?? ground(id, store) else {
      return try lookAgain([group], id, store)
    }
    let (element, next) = try store.add(to: group, on: ground, set: values)
    if ground == kept.whole { kept.whole = next }
    let shown = names.elements[group] ?? []
    kept.elements[group] = shown + [element.lastToken]
    views?.save(kept, id)
    let name = PathNames(try store.view(id), kept: kept).name(of: element)
    if session.isJSON {
      json(["element": .string(element.description), "name": .string(name)])
    } else {
      say(.addedElement, ["element": name])
    }
    return .ok
  }

  /// Writes answers, each on the view that its author was shown of it, and says what stands beside
  /// them.
  ///
  /// - Returns: `conflict` if they were to decide something and a value that was not shown keeps it open.
  func write(
    _ assignments: [Assignment],
    to id: DocumentID,
    of store: Store,
    _ names: PathNames,
    saying message: FieldMessage = .stands
  ) throws -> ExitCode {
    let views = try views(of: store)
    let turn = views?.turn()
    defer { turn?.release() }
    var kept = views?.load(id) ?? KeptViews()
    let unshown = assignments.map(\.path.pointer).filter { kept.view(of: $0) == nil }
    let others = try pathsOfOthersHere(unshown, in: id, store)
    if !others.isEmpty { return try lookAgain(others, id, store) }
    let unseen = try unshown.isEmpty ? nil : ground(id, store)
    // One edit for each view: what was seen of one path is not what was seen of another (rule D1).
    var groups: [(view: View, assignments: [Assignment])] = []
    for assignment in assignments {
      guard let view = kept.view(of: assignment.path.pointer) ?? unseen else {
        return try lookAgain(unshown, id, store)
      }
      if let index = groups.firstIndex(where: { $0.view == view }) {
        groups[index].assignments.append(assignment)
      } else {
        groups.append((view, [assignment]))
      }
    }
    for group in groups {
      let paths = group.assignments.map(\.path.pointer)
      do throws(StoreError) {
        let next = try store.edit(group.view, set: Self.values(group.assignments))
        kept.replace(group.view, by: next, for: paths)
      } catch {
        guard error.code == .lookAgain else { throw error }
        views?.save(kept, id)
        return try lookAgain(paths, id, store)
      }
    }
    views?.save(kept, id)
    let after = try store.view(id)
    let beside = assignments.map(\.path.pointer).filter { path in
      after.shown.conflicts.contains { $0.path == path && $0.siblings.count > 1 }
    }
    let handle = try store.handle(of: id)
    // A decision beside which something stands has not closed the conflict.
    let isOpen = message == .resolved && !beside.isEmpty
    let ending: ExitCode = isOpen ? .conflict : .ok
    if session.isJSON {
      json([
        "beside": .array(beside.map { .string($0.description) }), "handle": .string(handle),
        "id": .string(id.description),
        "set": .object(JSONObject(assignments.map { ($0.path.pointer.description, $0.value) })),
      ])
      return ending
    }
    let texts = answerWords
    for assignment in assignments {
      say(
        isOpen ? .resolvedOpen : message,
        [
          "path": names.name(of: assignment.path.pointer),
          "answer": texts.text(assignment.value, of: assignment.path.question),
        ]
      )
    }
    for path in beside {
      remark(.besideColleague, ["path": names.name(of: path), "handle": handle])
    }
    return ending
  }

  /// The view of an author who was shown nothing; nil where the birth itself holds answers, which
  /// nobody may claim to have seen.
  func ground(_ id: DocumentID, _ store: Store) throws(StoreError) -> View? {
    do throws(StoreError) {
      return try store.unseenView(id)
    } catch {
      guard error.code == .lookAgain else { throw error }
      return nil
    }
  }

  /// The paths where a value stands that another author wrote in this very store.
  ///
  /// An edit has seen its store's own line whole (rule D2), and laptops are shared: of a document
  /// that its author was never shown, an edit would overwrite in silence what the colleague before
  /// wrote here.
  func pathsOfOthersHere(
    _ paths: [JSONPointer],
    in id: DocumentID,
    _ store: Store
  ) throws -> [JSONPointer] {
    guard !paths.isEmpty, let author = try store.author() else { return [] }
    let replica = try store.replica()
    return try paths.filter { path in
      try store.why(path, in: id).siblings.contains {
        $0.name.replica == replica && $0.author != author
      }
    }
  }

  /// Prints the new values of paths that somebody here was quicker with: that counts as shown.
  func lookAgain(_ paths: [JSONPointer], _ id: DocumentID, _ store: Store) throws -> ExitCode {
    try tellAgain(.lookAgain, paths, id, store)
  }

  /// Says that nothing was changed, and prints paths as they are now.
  func tellAgain(
    _ message: FieldMessage,
    _ paths: [JSONPointer],
    _ id: DocumentID,
    _ store: Store,
    remedy: FieldMessage = .lookAgainRemedy
  ) throws -> ExitCode {
    let document = try store.view(id)
    let names = PathNames(document, kept: try views(of: store)?.load(id) ?? KeptViews())
    let listed = paths.map { names.name(of: $0) }.joined(separator: ", ")
    session.tell(
      Explanation(
        message.text(language, ["path": listed, "paths": listed]),
        remedy: remedy.text(language)
      )
    )
    let page = Page(command: self, document: document, names: names)
    for path in paths {
      if session.isJSON { json(page.json(of: path)) } else { page.answer(path) }
    }
    try keep(paths, of: document, id, in: store)
    return .lookAgain
  }

  // MARK: Reading words

  /// Pairs of `PATH VALUE`, or `PATH=VALUE`.
  func assignments(
    _ typed: [String],
    _ names: PathNames
  ) throws -> [Assignment] {
    let reader = AnswerReader(now: world.clock())
    var assignments: [Assignment] = []
    var rest = typed[...]
    while let word = rest.popFirst() {
      var pair = Self.pair(word)
      if pair == nil {
        guard words.command.verb != Specs.new.verb else {
          throw CommandFailure(.usage, FieldMessage.needsAssignment.phrase)
        }
        guard let value = rest.popFirst() else {
          throw CommandFailure(
            .usage,
            FieldMessage.needsPair.filled(["path": Self.cut(word)])
          )
        }
        pair = (word, value)
      }
      guard let (name, text) = pair else { continue }
      let path = try names.path(name)
      guard !assignments.contains(where: { $0.path.pointer == path.pointer }) else {
        throw CommandFailure(.usage, FieldMessage.twice.filled(["path": Self.cut(name)]))
      }
      let value = try reader.value(text, of: path.question, path: Self.cut(name))
      assignments.append(Assignment(path: path, value: value))
    }
    return assignments
  }

  /// A word as the error texts show it.
  static func cut(_ word: String) -> String {
    DisplayText.truncated(DisplayText.harmless(word), toColumns: 60)
  }

  /// `PATH=VALUE` where what stands before the first `=` can be a path.
  static func pair(_ word: String) -> (name: String, value: String)? {
    let bytes = word.utf8
    guard let equals = bytes.firstIndex(of: UInt8(ascii: "=")), equals != bytes.startIndex else {
      return nil
    }
    let name = bytes[..<equals]
    let isPath = name.allSatisfy { byte in
      switch byte {
      case 0x30...0x39, 0x41...0x5a, 0x61...0x7a: true
      default: "_./~-@".utf8.contains(byte)
      }
    }
    guard isPath else { return nil }
    return (String(word[..<equals]), String(word[bytes.index(after: equals)...]))
  }

  static func values(_ assignments: [Assignment]) -> [JSONPointer: JSONValue] {
    Dictionary(assignments.map { ($0.path.pointer, $0.value) }) { first, _ in first }
  }

  /// The scopes given; nil if none were.
  func scopes() throws(CommandFailure) -> [ScopeCode]? {
    var scopes: [ScopeCode] = []
    for text in words.values(Specs.scope) {
      guard let scope = ScopeCode(text) else {
        throw CommandFailure(.usage, FieldMessage.badScope.phrase)
      }
      if !scopes.contains(scope) { scopes.append(scope) }
    }
    return scopes.isEmpty ? nil : scopes
  }

  func unknownKind(_ typed: String) -> CommandFailure {
    let kinds = ShippedTemplates.all.map(\.kind)
    let near = Suggestions.nearest(to: typed, in: kinds)
    return CommandFailure(
      .usage,
      FieldMessage.noSuchKind.filled(["kind": Self.cut(typed)]),
      remedy: near.isEmpty
        ? FieldMessage.thereAre.filled(["words": kinds.joined(separator: ", ")])
        : FieldMessage.didYouMean.filled(["words": near.joined(separator: ", ")])
    )
  }

  private func unknownMember(
    _ name: String,
    of group: JSONPointer,
    _ document: DocumentView
  ) -> CommandFailure {
    let known = (document.template?.questions ?? [])
      .filter { group.isAbove($0.path) }.map(\.path.lastToken)
    let near = Suggestions.nearest(to: name, in: known)
    return CommandFailure(
      .usage,
      FieldMessage.noSuchQuestion.filled(["path": Self.cut(name)]),
      remedy: near.isEmpty
        ? FieldMessage.thereAre.filled(["words": known.joined(separator: ", ")])
        : FieldMessage.didYouMean.filled(["words": near.joined(separator: ", ")])
    )
  }
}
