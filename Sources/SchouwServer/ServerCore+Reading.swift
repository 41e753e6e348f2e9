import SchouwCanon
import SchouwDocuments
import SchouwJournal
import SchouwTemplates

/// What the log says: its records, and documents made of them.
extension ServerCore {
  /// The record of the log at a place.
  func record(at location: Journal.Location) throws(ServerError) -> LogRecord {
    let bytes: [UInt8]
    do throws(JournalError) {
      bytes = try journal.read(location)
    } catch {
      throw ServerError(error)
    }
    guard let record = LogRecord(bytes[...]) else {
      throw ServerError(.badRecord, place: Place(line: location.number))
    }
    return record
  }

  /// The change at a place of the log, in the erased form if it was erased (rule E2).
  func change(at location: Journal.Location) throws(ServerError) -> Change {
    guard case .change(let change, _) = try record(at: location) else {
      throw ServerError(.badRecord, place: Place(line: location.number))
    }
    let isErased = document(change.document)?.erased.contains(change.name) == true
    return isErased ? change.erased() : change
  }

  /// The record by which a change goes out: `{"change":…}`, its bytes as they stand in the log.
  func feedRecord(_ entry: Entry, of document: Document) throws(ServerError) -> [UInt8] {
    if document.erased.contains(entry.name) {
      return Record.wrap(try change(at: entry.location).bytes, kind: "change")
    }
    do throws(JournalError) {
      var bytes = try journal.read(entry.location)
      bytes.removeSubrange((LogRecord.changeHead + entry.byteCount)...)
      bytes.append(UInt8(ascii: "}"))
      return bytes
    } catch {
      throw ServerError(error)
    }
  }

  /// All changes of a document that are in the feed at a sequence, folded.
  func history(of document: Document, at sequence: Int = .max) throws(ServerError)
    -> DocumentHistory
  {
    var history = DocumentHistory(document: document.id)
    for entry in document.entries where entry.released > 0 && entry.released <= sequence {
      if defect == .foldsOneVoice,
        history.changes.keys.contains(where: {
          $0.replica == entry.name.replica && $0.counter == entry.name.counter
        })
      {
        continue
      }
      history.insert(try change(at: entry.location))
    }
    return history
  }

  /// A document as it is shown by its template's policies.
  func shown(_ history: DocumentHistory) -> ShownDocument {
    let bare = ShownDocument(history.fold)
    guard let template = bare.template.flatMap({ templates[$0] }) else { return bare }
    return ShownDocument(history.fold, policies: template.policies)
  }

  func document(_ id: DocumentID) -> Document? { documentIndex[id].map { documents[$0] } }
}
