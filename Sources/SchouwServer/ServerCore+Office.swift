import SchouwCanon
import SchouwDocuments

/// What the office reads: lists, documents, conflicts, and everything page by page.
extension ServerCore {
  /// How many bytes of documents a page has at most; one document at least.
  private static let documentsPageBytesMax = 1 << 20

  /// Documents in the order of their ids, one row each, and how many there are in all that fit.
  func list(_ query: ListQuery) -> JSONObject {
    let words = (query.text ?? "").lowercased().split { $0.isWhitespace }
    var rows: [JSONValue] = []
    var next: DocumentID?
    var total = 0
    let order = documentsInOrder()
    for place in places(withHandle: query.handle, in: order) {
      let document = documents[order[place]]
      let figures = figures(at: order[place])
      guard fits(figures, document, query), Self.has(words, figures.summary) else { continue }
      total += 1
      if let after = query.after, document.id <= after { continue }
      if rows.count < query.limit {
        rows.append(.object(row(of: document, figures)))
      } else if next == nil {
        next = rows.last?["id"]?.stringValue.flatMap { DocumentID($0) }
      }
    }
    return [
      "documents": .array(rows), "next": Self.json(next), "total": .number(Double(total)),
    ]
  }

  /// Where in the order of the ids those stand that a handle means; all of them without one.
  private func places(withHandle handle: String?, in order: [Int]) -> Range<Int> {
    guard let handle else { return order.indices }
    let id = DocumentID(handle.lowercased())
    guard let range = id.map({ $0...$0 }) ?? DocumentID.range(ofLetters: handle), !handle.isEmpty
    else { return 0..<0 }
    let first = place(of: range.lowerBound, in: order)
    var end = place(of: range.upperBound, in: order)
    if end < order.count, documents[order[end]].id == range.upperBound { end += 1 }
    return first..<end
  }

  private func fits(_ figures: Figures, _ document: Document, _ query: ListQuery) -> Bool {
    if let kind = query.kind, figures.kind.map({ sameBytes($0, kind) }) != true { return false }
    if let scope = query.scope, !figures.scopes.contains(scope) { return false }
    switch query.state {
    case .conflict: return figures.conflicts > 0
    case .held: return document.entries.contains { $0.released == 0 }
    case .waiting: return !figures.waiting.isEmpty
    case nil: return true
    }
  }

  /// Whether each word is in one of the naming answers.
  private static func has(_ words: [Substring], _ summary: JSONObject) -> Bool {
    guard !words.isEmpty else { return true }
    var texts: [String] = []
    func gather(_ value: JSONValue) {
      switch value {
      case .string(let text): texts.append(text.lowercased())
      case .number: texts.append(value.canonicalText)
      case .array(let items): items.forEach(gather)
      case .object(let object): object.members.forEach { gather($0.value) }
      default: break
      }
    }
    summary.members.forEach { gather($0.value) }
    return words.allSatisfy { word in texts.contains { $0.contains(word) } }
  }

  private func row(of document: Document, _ figures: Figures) -> JSONObject {
    [
      "conflicts": .number(Double(figures.conflicts)),
      "handle": .string(handle(of: document.id)),
      "held": .number(Double(document.entries.count { $0.released == 0 })),
      "id": .string(document.id.description),
      "kind": figures.kind.map { .string($0) } ?? .null, "removed": .bool(figures.isRemoved),
      "scopes": .array(figures.scopes.map { .string($0.description) }),
      "summary": .object(figures.summary),
      "template": figures.template.map { .string($0.base64URL) } ?? .null,
      "unreadable": .bool(figures.isUnreadable),
      "waiting": .number(Double(figures.waiting.count)),
    ]
  }

  /// A merged document, what was judged of its changes, and on demand every change.
  func show(_ id: DocumentID, history: Bool) throws(ServerError) -> JSONObject {
    guard let document = document(id), let shown = try shownDocument(id, for: .administrator) else {
      throw ServerError(.unknownDocument)
    }
    var object: JSONObject = [
      "document": .object(shown), "handle": .string(handle(of: id)),
      "held": .array(
        document.entries.filter { $0.released == 0 }.map { row(ofHeld: $0, in: document) }
      ),
      "marked": .array(
        document.entries.filter { !$0.marks.isEmpty }.map { entry in
          [
            "device": .string(entry.from), "marks": .array(entry.marks.map { .string($0) }),
            "name": .string(entry.name.description),
          ]
        }
      ),
    ]
    if history { object["history"] = .array(try historyItems(id, for: .administrator) ?? []) }
    return object
  }

  /// A page of the conflicts of all documents, contested removals among them.
  func conflicts(after: DocumentID?) -> JSONObject {
    var rows: [JSONValue] = []
    let next = page(after: after) { document, figures in
      guard figures.siblings > 0,
        let history = readable(
          document,
          { document throws(ServerError) in
            try history(of: document)
          }
        )
      else {
        return 0
      }
      let shown = shown(history)
      var bytes = 0
      func add(_ row: JSONObject) {
        var row = row
        row["doc"] = .string(document.id.description)
        row["handle"] = .string(handle(of: document.id))
        row["kind"] = shown.kind.map { .string($0) } ?? .null
        bytes += row.canonicalBytes.count
        rows.append(.object(row))
      }
      for conflict in shown.conflicts { add(conflict.json(withReason: true)) }
      for removal in shown.removals {
        var row = removal.json
        row["removal"] = true
        add(row)
      }
      return bytes
    }
    return ["conflicts": .array(rows), "next": Self.json(next)]
  }

  /// A page of merged documents, each as ``show(_:history:)`` has it under `document`.
  func export(after: DocumentID?) -> JSONObject {
    var rows: [JSONValue] = []
    var unreadable: [JSONValue] = []
    let next = page(after: after) { document, figures in
      let shown = readable(document) { document throws(ServerError) in
        try shownDocument(document.id, for: .administrator)
      }
      guard let shown else {
        unreadable.append(.string(document.id.description))
        return 0
      }
      guard figures.isShown, let shown else { return 0 }
      rows.append(.object(shown))
      return shown.canonicalBytes.count
    }
    return [
      "documents": .array(rows), "head": .number(Double(head)), "next": Self.json(next),
      "unreadable": .array(unreadable),
    ]
  }

  /// What is read of a document; nil if a record of it does not read any more, which its figures then say.
  private func readable<Value>(
    _ document: Document,
    _ read: (Document) throws(ServerError) -> Value
  ) -> Value? {
    do throws(ServerError) {
      return try read(document)
    } catch {
      if let index = documentIndex[document.id] {
        knownFigures[index] = nil
        _ = figures(at: index)
      }
      return nil
    }
  }

  /// Steps through documents in the order of their ids until a page is full.
  ///
  /// - Parameter body: returns how many bytes it put on the page.
  /// - Returns: the last document of the page if there are more.
  private func page(after: DocumentID?, _ body: (Document, Figures) -> Int) -> DocumentID? {
    let order = documentsInOrder()
    var place = 0
    if let after {
      place = self.place(of: after, in: order)
      if place < order.count, documents[order[place]].id == after { place += 1 }
    }
    var bytes = 0
    var steps = 0
    while place < order.count {
      let document = documents[order[place]]
      bytes += body(document, figures(at: order[place]))
      place += 1
      steps += 1
      // Also a page of nothing ends: others wait for the writer.
      if bytes >= Self.documentsPageBytesMax || steps >= 1000 {
        return place < order.count ? document.id : nil
      }
    }
    return nil
  }

  private static func json(_ id: DocumentID?) -> JSONValue {
    id.map { .string($0.description) } ?? .null
  }
}
