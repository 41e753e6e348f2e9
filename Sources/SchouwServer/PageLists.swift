import SchouwDocuments
import SchouwTemplates

/// What the page of today lists beside the figures; it says nothing of what a document says or of who wrote it.
struct PageLists: Sendable {
  /// Open conflicts, at most ``Today/listedMax``.
  var conflicts: [Conflict] = []

  /// A question with answers beside each other, or a removal that did not hide its element.
  struct Conflict: Sendable {
    let document: DocumentID
    let handle: String
    /// What the kind of document is called; nil if its template is unknown.
    let kind: Template.LocalText?
    let path: JSONPointer
    /// What is asked there; nil if the template does not say.
    let question: Template.LocalText?
    /// The list of which it is an element; nil if it is none.
    let group: Template.LocalText?
    /// Rule and reason; nil for a removal.
    let shown: (policy: Policy, reason: ShownDocument.Reason)?
  }
}

extension ServerCore {
  /// The lists of the page of today.
  ///
  /// - Complexity: one step for each change known, and the folding of the documents that are listed.
  func pageLists() throws(ServerError) -> PageLists {
    var lists = PageLists()
    for index in documentsInOrder() {
      let document = documents[index]
      guard lists.conflicts.count < Today.listedMax, figures(at: index).conflicts > 0 else {
        continue
      }
      let found = conflicts(of: document.id, shown(try history(of: document)))
      lists.conflicts += found.prefix(Today.listedMax - lists.conflicts.count)
    }
    return lists
  }

  private func conflicts(of id: DocumentID, _ shown: ShownDocument) -> [PageLists.Conflict] {
    let template = shown.template.flatMap { templates[$0] }
    let handle = handle(of: id)
    func row(
      _ path: JSONPointer,
      _ reason: (policy: Policy, reason: ShownDocument.Reason)?
    ) -> PageLists.Conflict {
      PageLists.Conflict(
        document: id,
        handle: handle,
        kind: template?.title,
        path: path,
        question: template?.question(of: path)?.text,
        group: template?.group(ofElement: path)?.title,
        shown: reason
      )
    }
    return shown.conflicts.filter(\.isOpen).map { row($0.path, ($0.policy, $0.reason)) }
      + shown.removals.map { row($0.path, nil) }
  }

  /// A document as its page shows it; nil if there is none.
  func pageDocument(_ id: DocumentID) throws(ServerError) -> PageDocument? {
    guard let document = document(id) else { return nil }
    let history = try history(of: document)
    guard !history.fold.isEmpty else { return nil }
    let shown = shown(history)
    return PageDocument(
      shown: shown,
      handle: handle(of: id),
      template: shown.template.flatMap { templates[$0] },
      held: document.entries.filter { $0.released == 0 }.map { held($0, in: document) },
      waiting: history.waiting.count
    )
  }
}

/// A document as its page shows it.
struct PageDocument: Sendable {
  let shown: ShownDocument
  let handle: String
  let template: Template?
  /// What of it is held.
  let held: [Today.Held]
  /// How many of its changes wait for others.
  let waiting: Int
}
