import SchouwCanon
import SchouwDocuments

@testable import SchouwServer

/// What a device makes of the feed: which changes of which documents it has.
///
/// It hides and destroys at once what leaves it, save what the office does not have yet (rule C2).
struct Pupil {
  private var stored: [DocumentID: Set<ChangeName>] = [:]
  private var gone: Set<DocumentID> = []
  private(set) var templates: Set<Digest> = []

  /// What the office does not have yet, or has no more.
  private var pending: Set<ChangeName> = []

  /// Its own work stands in its store before any feed.
  mutating func wrote(_ change: Change) {
    stored[change.document, default: []].insert(change.name)
    pending.insert(change.name)
  }

  /// Keeps what must go to the office again; false for what it has not.
  mutating func keep(_ change: Change) -> Bool {
    guard stored[change.document]?.contains(change.name) == true else { return false }
    pending.insert(change.name)
    return true
  }

  mutating func delivered(_ changes: [Change]) {
    pending.subtract(changes.map(\.name))
    for id in gone { destroy(id) }
  }

  private mutating func destroy(_ id: DocumentID) {
    let kept = (stored[id] ?? []).intersection(pending)
    stored[id] = kept.isEmpty ? nil : kept
  }

  /// What it shows.
  var held: [DocumentID: Set<ChangeName>] { stored.filter { !gone.contains($0.key) } }

  mutating func take(_ records: [[UInt8]]) throws {
    for bytes in records {
      let value = try JSONReader.read(bytes)
      if let id = value["left"]?["doc"]?.stringValue.flatMap({ DocumentID($0) }) {
        gone.insert(id)
        destroy(id)
        continue
      }
      if value["entered"] != nil { continue }
      switch try Record(reading: bytes[...]) {
      case .change(let change):
        gone.remove(change.document)
        stored[change.document, default: []].insert(change.name)
      case .template(let id, _): templates.insert(id)
      default: break
      }
    }
  }
}
