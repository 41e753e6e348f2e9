public import SchouwCanon
public import SchouwDocuments
import SchouwTemplates

extension Store {
  /// Makes a document: durable at once, sent at the next sync.
  ///
  /// - Parameters:
  ///   - kind: `inspection`, `overlast`, or any kind that a held template is for.
  ///   - scopes: for whom it is; nil for the first scope of this device, or `local` before enrolment.
  ///   - set: first answers by path.
  ///   - id: nil to draw one; given by an import, so that importing twice makes no second copy.
  /// - Returns: the view for the next edit.
  /// - Throws: ``StoreError`` `unknownKind`, `badCode`, `badEdit`, `exists`, `journal`.
  @discardableResult
  public func create(
    kind: String,
    scopes: [ScopeCode]? = nil,
    set: [JSONPointer: JSONValue] = [:],
    by author: Author? = nil,
    id: DocumentID? = nil
  ) throws(StoreError) -> View {
    let made = try create([NewDocument(kind: kind, scopes: scopes, set: set, id: id)], by: author)
    guard let view = made.first ?? nil else { throw StoreError(.exists, document: id) }
    return view
  }

  /// A document to be made by ``create(_:by:)``.
  public struct NewDocument: Sendable {
    /// What sort of document.
    public var kind: String
    /// For whom; nil as in ``create(kind:scopes:set:by:id:)``.
    public var scopes: [ScopeCode]?
    /// Answers by path.
    public var set: [JSONPointer: JSONValue]
    /// Its id; nil to draw one.
    public var id: DocumentID?

    /// Describes a document.
    public init(
      kind: String,
      scopes: [ScopeCode]? = nil,
      set: [JSONPointer: JSONValue],
      id: DocumentID? = nil
    ) {
      self.kind = kind
      self.scopes = scopes
      self.set = set
      self.id = id
    }
  }

  /// Makes many documents with one sync to disk; those whose ids are here already are left as they are.
  ///
  /// - Returns: the views of those that were made; nil for those that were here.
  /// - Throws: as ``create(kind:scopes:set:by:id:)``; then none was made.
  @discardableResult
  public func create(
    _ documents: [NewDocument],
    by author: Author? = nil
  ) throws(StoreError) -> [View?] {
    let local = ScopeCode("local").map { [$0] } ?? []
    return try writing { core throws(StoreError) in
      let author = try core.author(author)
      let scopes = core.state.scopes.first.map { [$0] } ?? local
      var views: [View?] = []
      for document in documents {
        guard let template = ShippedTemplates.template(ofKind: document.kind) else {
          throw StoreError(.unknownKind)
        }
        let id = document.id ?? core.nextID()
        if try core.stored(id) != nil {
          views.append(nil)
          continue
        }
        views.append(
          try core.create(
            id,
            kind: document.kind,
            template: template.id,
            scopes: document.scopes ?? scopes,
            set: Self.sorted(document.set),
            by: author
          )
        )
      }
      return views
    }
  }

  /// Writes answers on a view: durable when it returns, as a draft until it is sent or finished.
  ///
  /// - Parameters:
  ///   - view: what the author was shown; the change will say that just this had been seen.
  ///   - set: values by path; each is written whole.
  ///   - life: elements to remove or to keep; the root is the document.
  /// - Returns: the view for the next edit: the one given and this edit.
  /// - Throws: ``StoreError`` `lookAgain` if another window or program on this laptop was quicker on one of
  ///   the paths; `badPath`, `badEdit`, `notFound`, `hasLeft`, `journal`. After a throw nothing is changed.
  /// - Complexity: one write and one sync to disk; no dependence on the size of the store.
  @discardableResult
  public func edit(
    _ view: View,
    set: [JSONPointer: JSONValue] = [:],
    life: [JSONPointer: Life] = [:],
    by author: Author? = nil
  ) throws(StoreError) -> View {
    let values = Self.sorted(set)
    let entries = life.map { Change.LifeEntry($0.key, $0.value) }.sorted { $0.path < $1.path }
    guard !values.isEmpty || !entries.isEmpty else { return view }
    return try writing { core throws(StoreError) in
      try core.edit(view, set: values, life: entries, by: try core.author(author))
    }
  }

  /// Removes an element, or the document (the root): hidden until somebody wrote in it unseen.
  @discardableResult
  public func remove(
    _ element: JSONPointer,
    on view: View,
    by author: Author? = nil
  ) throws(StoreError) -> View {
    try edit(view, life: [element: .removed], by: author)
  }

  /// Takes a removal back, or stands against one.
  @discardableResult
  public func keep(
    _ element: JSONPointer,
    on view: View,
    by author: Author? = nil
  ) throws(StoreError) -> View {
    try edit(view, life: [element: .kept], by: author)
  }

  /// Adds an element behind the last of its list.
  ///
  /// - Parameter id: the element's id; nil to draw one.
  /// - Returns: the element and the view for the next edit.
  public func add(
    to group: JSONPointer,
    on view: View,
    set: [String: JSONValue] = [:],
    id: String? = nil,
    by author: Author? = nil
  ) throws(StoreError) -> (element: JSONPointer, view: View) {
    let last = try self.view(view.document).elements(of: group).last
    return try writing { core throws(StoreError) in
      let token = id ?? Self.elementID(core.environment.random.nextBytes(8))
      guard let element = group.appending(token), let pos = element.appending("pos") else {
        throw StoreError(.badPath, place: Place(path: group.description))
      }
      var values = [Change.PathValue(pos, .string(Self.position(after: last?.position ?? "")))]
      for (name, value) in set.sorted(by: { bytesPrecede($0.key, $1.key) }) {
        guard let path = element.appending(name) else {
          throw StoreError(.badPath, place: Place(path: element.description))
        }
        values.append(Change.PathValue(path, value))
      }
      let view = try core.edit(view, set: values, life: [], by: try core.author(author))
      return (element, view)
    }
  }

  /// Mints the drafts of a document: they are one change from now on, sent at the next sync.
  public func finish(_ document: DocumentID) throws(StoreError) {
    _ = try writing { core throws(StoreError) in try core.mintDrafts(of: [document]) }
    try noteCounter()
  }

  /// Notes the counter beside the store, once it is durable.
  func noteCounter() throws(StoreError) {
    try reading { core throws(StoreError) in core.noteCounter() }
  }

  private static func sorted(_ set: [JSONPointer: JSONValue]) -> [Change.PathValue] {
    set.map { Change.PathValue($0.key, $0.value) }.sorted { $0.path < $1.path }
  }

  private static func elementID(_ random: [UInt8]) -> String {
    let letters = Array("abcdefghjkmnpqrstuvwxyz23456789".utf8)
    return String(decoding: random.map { letters[Int($0) % letters.count] }, as: UTF8.self)
  }

  /// A position behind another, compared as bytes (rule L0): its number and one more, eight digits wide.
  static func position(after last: String) -> String {
    var digits = 0
    for byte in last.utf8.prefix(8) {
      guard byte >= 0x30, byte <= 0x39 else { break }
      digits = digits * 10 + Int(byte - 0x30)
    }
    let next = String(digits + 1)
    guard next.utf8.count <= 8 else { return last + "5" }
    return String(repeating: "0", count: 8 - next.utf8.count) + next
  }
}

extension StoreCore {
  /// The author of an edit: the one named, or the store's.
  func author(_ named: Author?) throws(StoreError) -> Author {
    guard let author = named ?? state.author else {
      throw StoreError(.badCode, place: Place(path: "/by"))
    }
    return author
  }
}
