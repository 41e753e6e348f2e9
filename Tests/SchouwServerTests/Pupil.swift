import SchouwCanon
import SchouwDocuments

@testable import SchouwServer

/// What a device makes of the feed: which changes of which documents it holds.
struct Pupil {
  private(set) var held: [DocumentID: Set<ChangeName>] = [:]
  private(set) var templates: Set<Digest> = []

  /// Its own work stands in its store before any feed.
  mutating func wrote(_ change: Change) { held[change.document, default: []].insert(change.name) }

  mutating func take(_ records: [[UInt8]]) throws {
    for bytes in records {
      let value = try JSONReader.read(bytes)
      if let id = value["left"]?["doc"]?.stringValue.flatMap({ DocumentID($0) }) {
        held[id] = nil
        continue
      }
      if let id = value["entered"]?["doc"]?.stringValue.flatMap({ DocumentID($0) }) {
        if held[id] == nil { held[id] = [] }
        continue
      }
      switch try Record(reading: bytes[...]) {
      case .change(let change): held[change.document, default: []].insert(change.name)
      case .template(let id, _): templates.insert(id)
      default: break
      }
    }
  }

  mutating func forget(_ names: Set<ChangeName>) {
    for id in held.keys { held[id]?.subtract(names) }
    for (id, names) in held where names.isEmpty { held[id] = nil }
  }
}
