import Dispatch
import SchouwCanon
import SchouwDocuments
import SchouwSync

/// The records of an answer, read before the store is locked, on all cores of the machine.
struct IncomingRecords: Sendable {
  enum Item: Sendable {
    case record(Record)
    /// A document left the scopes of this device, or entered them again (rule X7).
    case custody(DocumentID, isHere: Bool)
  }

  /// In the order of the answer.
  let items: [Item]

  /// Reads an answer whole, or not at all.
  ///
  /// - Throws: ``StoreError`` `badAnswer` with the line that does not read.
  init(_ answer: Exchange.Answer) throws(StoreError) {
    let records = answer.records
    var parts = [Result<[Item], StoreError>](
      repeating: .success([]),
      count: (records.count + Self.recordsPerPart - 1) / Self.recordsPerPart
    )
    parts.withUnsafeMutableBufferPointer { parts in
      // Each call writes a part of its own, and all have returned before the buffer is read.
      nonisolated(unsafe) let parts = parts
      DispatchQueue.concurrentPerform(iterations: parts.count) { part in
        let start = part * Self.recordsPerPart
        parts[part] = Self.read(records, start..<min(start + Self.recordsPerPart, records.count))
      }
    }
    var items: [Item] = []
    items.reserveCapacity(records.count)
    for part in parts { items += try part.get() }
    self.items = items
  }

  /// Enough that handing a part to another core costs little beside it: about a millisecond.
  private static let recordsPerPart = 64

  private static func read(
    _ records: [[UInt8]],
    _ range: Range<Int>
  ) -> Result<[Item], StoreError> {
    var items: [Item] = []
    items.reserveCapacity(range.count)
    for index in range {
      do throws(StoreError) {
        items.append(try item(records[index], line: index + 2))
      } catch {
        return .failure(error)
      }
    }
    return .success(items)
  }

  private static func item(_ bytes: [UInt8], line: Int) throws(StoreError) -> Item {
    if bytes.starts(with: leftPrefix) || bytes.starts(with: enteredPrefix) {
      guard let value = try? JSONReader.read(bytes),
        let document = (value["left"] ?? value["entered"])?["doc"]?.stringValue.flatMap({
          DocumentID($0)
        })
      else { throw StoreError(.badAnswer, place: Place(line: line)) }
      return .custody(document, isHere: value["entered"] != nil)
    }
    do throws(ChangeError) {
      return .record(try Record(reading: bytes[...]))
    } catch {
      throw StoreError(.badAnswer, place: Place(line: line, path: error.place.path))
    }
  }

  private static let leftPrefix = Array("{\"left\":".utf8)
  private static let enteredPrefix = Array("{\"entered\":".utf8)
}
