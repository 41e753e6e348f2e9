import SchouwCanon
import SchouwDocuments
import SchouwFieldClient
import SchouwJournal

/// What one author was last shown of one document by this command line: the ground of the next
/// edit.
///
/// A small file in the state folder, replaced atomically. Lost, damaged or of another replica it
/// only means that fewer things were seen: more siblings stay beside an edit, nothing is
/// overwritten.
struct KeptViews {
  /// The view of the last whole print; nil if there was none.
  var whole: View?
  /// Views of single paths that were printed after it.
  var paths: [JSONPointer: View] = [:]
  /// The elements of each list in the order in which they were printed and numbered.
  var elements: [JSONPointer: [String]] = [:]
  /// The siblings of conflicts as they were numbered: hashes of their values, erased ones as "".
  var siblings: [JSONPointer: [String]] = [:]

  /// The view on which a path is edited; nil if the author was shown nothing of it.
  ///
  /// A path's own view is newer: a whole print forgets them.
  func view(of path: JSONPointer) -> View? { paths[path] ?? whole }

  /// Takes a view for the one it was made of, after an edit.
  mutating func replace(_ old: View, by new: View, for edited: [JSONPointer]) {
    if whole == old { whole = new }
    for path in edited where paths[path] == old { paths[path] = new }
  }
}

/// The files in which views are kept.
struct ViewFolder {
  let folder: String
  let disk: any Disk
  let replica: Replica

  /// The folder of one author's views of one store.
  init?(state: String?, store: String, author: Author?, replica: Replica, disk: any Disk) {
    guard let state else { return nil }
    let key = SHA256.hash(Array("\(store)\n\(author?.description ?? "")".utf8)).hex.prefix(16)
    folder = "\(state)/views/\(key)"
    self.disk = disk
    self.replica = replica
  }

  /// Holds other commands of this author off while one edits on what was shown and keeps what it shows next:
  /// two shells would keep each other's older views.
  ///
  /// - Returns: what holds them off until it is let go; nil if they could not be held off, and then at worst a
  ///   command asks to look again.
  func turn() -> (any DiskLock)? {
    try? disk.makeFolder(folder)
    let lock = disk.lock(folder + "/turn.lock")
    return (try? lock.take(waitingMilliseconds: 10_000)) == nil ? nil : lock
  }

  private func path(_ document: DocumentID) -> String { "\(folder)/\(document).json" }

  /// What is kept of a document; nothing if the file is lost or does not read.
  func load(_ document: DocumentID) -> KeptViews {
    guard let bytes = try? disk.readWhole(path(document), bytesMax: 1 << 20),
      let value = try? JSONReader.read(bytes), value["v"]?.integerValue == 1,
      value["replica"]?.stringValue == replica.description
    else { return KeptViews() }
    var kept = KeptViews()
    func view(_ json: JSONValue) -> View? {
      View(json: json).flatMap { $0.document == document ? $0 : nil }
    }
    kept.whole = value["whole"].flatMap(view)
    for member in value["paths"]?.objectValue?.members ?? [] {
      if let path = JSONPointer(member.name), let view = view(member.value) {
        kept.paths[path] = view
      }
    }
    kept.elements = Self.lists(value["elements"])
    kept.siblings = Self.lists(value["siblings"])
    return kept
  }

  /// Keeps what was shown.
  ///
  /// A hint: that it could not be written is no failure of the command.
  func save(_ kept: KeptViews, _ document: DocumentID) {
    var object = JSONObject()
    object["doc"] = .string(document.description)
    object["elements"] = Self.json(kept.elements)
    object["paths"] = .object(
      JSONObject(kept.paths.map { ($0.key.description, .object($0.value.json)) })
    )
    object["replica"] = .string(replica.description)
    object["siblings"] = Self.json(kept.siblings)
    object["v"] = 1
    if let whole = kept.whole { object["whole"] = .object(whole.json) }
    try? disk.makeFolder(folder)
    try? disk.replace(path(document), with: object.canonicalBytes)
  }

  private static func json(_ lists: [JSONPointer: [String]]) -> JSONValue {
    .object(
      JSONObject(lists.map { ($0.key.description, .array($0.value.map { .string($0) })) })
    )
  }

  private static func lists(_ value: JSONValue?) -> [JSONPointer: [String]] {
    var lists: [JSONPointer: [String]] = [:]
    for member in value?.objectValue?.members ?? [] {
      guard let path = JSONPointer(member.name), let items = member.value.arrayValue else {
        continue
      }
      lists[path] = items.compactMap(\.stringValue)
    }
    return lists
  }
}
