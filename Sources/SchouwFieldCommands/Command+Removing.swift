import SchouwCanon
import SchouwCommandLine
import SchouwDocuments
import SchouwFieldClient
import SchouwJournal

extension Command {
  /// `remove` and `unremove`: an element, or the document itself.
  func setLife(_ life: Life) throws -> ExitCode {
    let store = try openForWriting()
    let id = try document(words.required(Specs.handle), in: store)
    let views = try views(of: store)
    let turn = views?.turn()
    defer { turn?.release() }
    var kept = views?.load(id) ?? KeptViews()
    let names = PathNames(try store.view(id), kept: kept)
    let element = try words.argument(Specs.optionalElement).map { try names.element($0) } ?? .root
    let handle = try store.handle(of: id)
    let name = element.isRoot ? handle : names.name(of: element)
    guard let ground = try kept.view(of: element) ?? ground(id, store) else {
      return try tellAgain(.lookAgain, [element], id, store)
    }
    if life == .removed, kept.view(of: element) == nil {
      let under = Self.leaves(of: try store.view(id), under: element)
      let others = try pathsOfOthersHere(under, in: id, store)
      if !others.isEmpty {
        let code = try tellAgain(.lookAgain, others, id, store)
        try keep([element], of: try store.view(id), id, in: store)
        return code
      }
    }
    do throws(StoreError) {
      let next = try store.edit(ground, life: [element: life])
      kept.replace(ground, by: next, for: [element])
    } catch {
      guard error.code == .lookAgain else { throw error }
      return try tellAgain(.lookAgain, [element], id, store)
    }
    views?.save(kept, id)
    let hidden = try store.view(id).shown.hidden
    let isContested = life == .removed && !hidden.contains { $0.isAtOrAbove(element) }
    if session.isJSON {
      json([
        "contested": .bool(isContested), "element": .string(element.description),
        "handle": .string(handle), "id": .string(id.description), "life": .string(life.rawValue),
      ])
      return .ok
    }
    if life == .kept {
      say(.keptAgain, ["element": name])
    } else if element.isRoot {
      say(.removedDocument, ["handle": name])
    } else {
      say(.removedElement, ["element": name])
    }
    if isContested { remark(.removalContested) }
    return .ok
  }

  /// The paths of the values that are shown at or under an element.
  private static func leaves(of document: DocumentView, under element: JSONPointer) -> [JSONPointer]
  {
    var paths: [JSONPointer] = []
    let value = element.isRoot ? .object(document.shown.content) : document.value(at: element)
    leaves(value ?? .null, element) { path, _ in
      if !path.isRoot { paths.append(path) }
    }
    return paths
  }

  /// `finish`: mints the drafts of a document.
  func finish() throws -> ExitCode {
    let store = try openStore()
    let id = try document(words.required(Specs.handle), in: store)
    let drafts = try store.view(id).drafts
    let handle = try store.handle(of: id)
    if drafts > 0 { try store.finish(id) }
    if session.isJSON {
      json([
        "drafts": .number(Double(drafts)), "handle": .string(handle),
        "id": .string(id.description),
      ])
    } else {
      say(drafts > 0 ? .finished : .nothingToFinish, ["handle": handle])
    }
    return .ok
  }
}
