import SchouwCanon
import SchouwJournal

/// Where the parts of a store lie, and the version of their formats (rule R2).
///
/// ```
/// format.json     {"format":"schouw-store/1","store":"<id>"}; an example has "example":true
/// lock            held by the process that writes
/// segments/       the journal: the truth, JSON Lines
/// index/          runs made from it; may be deleted
/// enrolling.json  the same, drawn for an enrolment whose answer has not come yet
/// office.json     address, token and keys of the office (mode 0600); never in the journal
/// ```
struct StoreLayout {
  let folder: String

  var format: String { folder + "/format.json" }
  var lock: String { folder + "/lock" }
  var segments: String { folder + "/segments" }
  var index: String { folder + "/index" }
  var office: String { folder + "/office.json" }
  var enrolling: String { folder + "/enrolling.json" }

  static let formatName = "schouw-store/1"

  /// Makes an empty store in a folder that has none.
  func create(
    _ disk: any Disk,
    store: String,
    isExample: Bool
  ) throws(StoreError) {
    do throws(DiskError) {
      try disk.makeFolder(segments)
      try disk.makeFolder(index)
      if try disk.readWhole(format, bytesMax: 4096) != nil {
        throw DiskError(.exists, path: format, call: "open", errno: 0)
      }
      var object = JSONObject()
      if isExample { object["example"] = true }
      object["format"] = .string(Self.formatName)
      object["store"] = .string(store)
      let bytes = JSONValue.object(object).canonicalBytes
      try disk.replace(format, with: bytes + [UInt8(ascii: "\n")])
      try disk.syncFolder(folder)
    } catch {
      if error.code == .exists { throw StoreError(.exists, place: Place(file: folder)) }
      throw StoreError(JournalError(error))
    }
  }

  /// What a store says of itself.
  struct Identity {
    let store: String
    /// Whether it holds examples, which never leave it.
    let isExample: Bool
  }

  /// The store's own id, and whether it is an example.
  ///
  /// - Throws: `notAStore`, `newerFormat` (an older program changes nothing), `damagedFile`.
  @discardableResult
  func check(_ disk: any Disk) throws(StoreError) -> Identity {
    let bytes: [UInt8]?
    do throws(DiskError) {
      bytes = try disk.readWhole(format, bytesMax: 4096)
    } catch {
      throw StoreError(JournalError(error))
    }
    guard let bytes else { throw StoreError(.notAStore, place: Place(file: folder)) }
    let trimmed = bytes.last == UInt8(ascii: "\n") ? bytes.dropLast() : bytes[...]
    guard let value = try? JSONReader.read(trimmed), let name = value["format"]?.stringValue else {
      throw StoreError(.damagedFile, place: Place(file: format))
    }
    guard name == Self.formatName else {
      throw StoreError(.newerFormat, place: Place(file: format))
    }
    return Identity(
      store: value["store"]?.stringValue ?? "",
      // Anything but a plain "no" keeps the documents here: sending cannot be taken back.
      isExample: value["example"].map { $0 != .bool(false) } ?? false
    )
  }
}
