import SchouwCanon
import SchouwDocuments
import SchouwTemplates

extension ServerCore {
  /// What is kept of a document's fold for figures and lists: made when asked for, and forgotten with the next
  /// change of the document.
  struct Figures {
    /// Whether something is folded.
    var isShown = false
    /// Whether a record of it could not be read: then nothing else is known.
    var isUnreadable = false
    var kind: String?
    var template: Digest?
    var scopes: [ScopeCode] = []
    /// Open conflicts, contested removals included.
    var conflicts = 0
    /// All paths with siblings and all contested removals.
    var siblings = 0
    var isRemoved = false
    var waiting: [DocumentHistory.Waiting] = []
    /// What names the document in a list, by path.
    var summary = JSONObject()
    var digest: Digest?
  }

  /// The figures of a document by its place in ``documents``.
  ///
  /// - Complexity: the first time that of folding the document, read from the disk.
  func figures(at index: Int) -> Figures {
    if let known = knownFigures[index] { return known }
    var figures = Figures()
    do throws(ServerError) {
      let history = try history(of: documents[index])
      figures.waiting = history.waiting
      if !history.fold.isEmpty {
        let shown = shown(history)
        figures.isShown = true
        figures.kind = shown.kind
        figures.template = shown.template
        figures.siblings = shown.conflicts.count + shown.removals.count
        figures.scopes = shown.scopes
        figures.conflicts = shown.openConflicts
        figures.isRemoved = shown.isRemoved
        figures.digest = shown.digest
        for path in shown.template.flatMap({ templates[$0] })?.summary ?? [] {
          figures.summary[path.description] = shown.value(at: path)
        }
      }
    } catch {
      figures.isUnreadable = true
    }
    knownFigures[index] = figures
    return figures
  }

  /// Makes the figures of documents that have none, from a place on, at most so many.
  ///
  /// - Returns: where to go on; nil if all have them.
  func prepareFigures(from first: Int, limit: Int = 500) -> Int? {
    var made = 0
    for index in documents.indices.dropFirst(first) where knownFigures[index] == nil {
      if made == limit { return index }
      _ = figures(at: index)
      made += 1
    }
    return nil
  }

  /// The places of all documents in ``documents``, in the order of their ids.
  func documentsInOrder() -> [Int] {
    if order.count != documents.count {
      order = documents.indices.sorted { documents[$0].id < documents[$1].id }
    }
    return order
  }

  /// The handle of a document: the shortest prefix, of five letters or more, that no other document here has
  /// (rule I7).
  func handle(of id: DocumentID) -> String {
    let order = documentsInOrder()
    let place = place(of: id, in: order)
    let letters = Array(id.letters.utf8)
    var shared = 0
    for neighbour in [place - 1, place, place + 1] where order.indices.contains(neighbour) {
      let other = documents[order[neighbour]].id
      guard other != id else { continue }
      let common = zip(letters, other.letters.utf8).prefix { $0 == $1 }.count
      shared = max(shared, common)
    }
    return String(decoding: letters.prefix(max(5, shared + 1)), as: UTF8.self)
  }

  /// Where a document stands, or would stand, in the order of the ids.
  func place(of id: DocumentID, in order: [Int]) -> Int {
    var low = 0
    var high = order.count
    while low < high {
      let middle = (low + high) / 2
      if documents[order[middle]].id < id { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

extension ShownDocument {
  /// The shown value at a path; nil if there is none.
  func value(at path: JSONPointer) -> JSONValue? {
    path.tokens.reduce(JSONValue.object(content)) { value, token in value?[token] }
  }
}
