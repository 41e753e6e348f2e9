public import SchouwCanon
public import SchouwDocuments
public import SchouwTemplates

/// What an author was shown of a document: the ground on which an edit is made (rules D1, D2).
///
/// An edit takes a view, never a path alone: the change that it becomes says that its author had seen just
/// this. Keep it beside what you show; every edit gives the next one.
public struct View: Sendable, Hashable {
  /// The document.
  public let document: DocumentID
  /// The version vector that was shown; empty for a document that is not minted yet.
  public let vector: [ChangeName]
  /// Every local draft up to this number of the journal was shown.
  public internal(set) var through: Int
  /// Later drafts that were written on this view itself.
  public internal(set) var own: [Int]

  /// The last draft that was shown: a power cut may take drafts back that another program left unsynced, and
  /// their numbers are given again.
  let last: Mark?

  /// A draft by its number and the checksum of what it says.
  struct Mark: Sendable, Hashable {
    let number: Int
    let check: UInt32

    init(_ draft: Draft) {
      number = draft.number
      check = CRC32C.of(draft.recordBytes)
    }

    init(number: Int, check: UInt32) {
      self.number = number
      self.check = check
    }
  }

  init(
    document: DocumentID,
    vector: [ChangeName],
    through: Int,
    own: [Int] = [],
    last: Mark? = nil
  ) {
    self.document = document
    self.vector = vector
    self.through = through
    self.own = own
    self.last = last
  }

  /// Whether a local draft was shown.
  func shows(_ number: Int) -> Bool { number <= through || own.contains(number) }

  /// The view as JSON, for a program that shows in one process and edits in another.
  public var json: JSONObject {
    var object = JSONObject()
    object["doc"] = .string(document.description)
    if let last {
      object["last"] = .array([.number(Double(last.number)), .number(Double(last.check))])
    }
    object["own"] = .array(own.map { .number(Double($0)) })
    object["through"] = .number(Double(through))
    object["vector"] = .array(vector.map { .string($0.description) })
    return object
  }

  /// Reads the form of ``json``; nil if it is anything else.
  public init?(json: JSONValue) {
    guard let document = json["doc"]?.stringValue.flatMap({ DocumentID($0) }),
      let through = json["through"]?.integerValue, let own = json["own"]?.arrayValue,
      let vector = json["vector"]?.arrayValue
    else { return nil }
    let names = vector.compactMap { $0.stringValue.flatMap { ChangeName($0) } }
    guard names.count == vector.count else { return nil }
    var last: Mark?
    if let mark = json["last"]?.arrayValue {
      guard mark.count == 2, let number = mark[0].integerValue,
        let check = mark[1].integerValue.flatMap({ UInt32(exactly: $0) })
      else { return nil }
      last = Mark(number: Int(number), check: check)
    }
    self.init(
      document: document,
      vector: names,
      through: Int(through),
      own: own.compactMap { $0.integerValue.map { Int($0) } },
      last: last
    )
  }
}

/// A document as it is shown on this device, its unsent drafts included.
public struct DocumentView: Sendable {
  /// The ground for the next edit.
  public let view: View
  /// What is shown, and why.
  public let shown: ShownDocument
  /// Its template; nil if this store does not hold it (rule T2).
  public let template: Template?
  /// Changes that are held and not folded, and for whom they wait.
  public let waiting: [DocumentHistory.Waiting]
  /// Drafts that are not minted yet.
  public let drafts: Int
  /// Whether the document left this device's scopes.
  public let hasLeft: Bool
}

extension DocumentView {
  /// A document that is shown elsewhere: it has no drafts here.
  package init(view: View, shown: ShownDocument, template: Template?) {
    self.init(
      view: view,
      shown: shown,
      template: template,
      waiting: [],
      drafts: 0,
      hasLeft: false
    )
  }
}
