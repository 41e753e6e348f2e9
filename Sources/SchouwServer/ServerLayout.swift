import SchouwCanon
import SchouwJournal

/// Where the parts of an office's data lie.
///
/// ```
/// format.json   {"format":"schouw-office/1"}
/// lock          held by the server
/// segments/     the log: the truth, JSON Lines
/// admin.token   by which commands on this machine speak with the running server (mode 0600)
/// running.json  the address of the running server
/// roster.json   who has which rights, a second time (`Protocol/decisions/0036`)
/// contacts.json who was heard when: a hint that may be lost
/// spool/        bodies that are not whole yet; empty while no server runs
/// ```
struct ServerLayout {
  let folder: String

  var format: String { folder + "/format.json" }
  var lock: String { folder + "/lock" }
  var segments: String { folder + "/segments" }
  var adminToken: String { folder + "/admin.token" }
  var contacts: String { folder + "/contacts.json" }
  var roster: String { folder + "/roster.json" }
  var running: String { folder + "/running.json" }
  var spool: String { folder + "/spool" }

  static let formatName = "schouw-office/1"

  func create(_ disk: any Disk) throws(ServerError) {
    do throws(DiskError) {
      try disk.makeFolder(segments)
      if try disk.readWhole(format, bytesMax: 4096) != nil { return }
      let object: JSONValue = ["format": .string(Self.formatName)]
      try disk.replace(format, with: object.canonicalBytes + [UInt8(ascii: "\n")])
    } catch {
      throw ServerError(JournalError(error))
    }
  }

  func check(_ disk: any Disk) throws(ServerError) {
    let bytes: [UInt8]?
    do throws(DiskError) {
      bytes = try disk.readWhole(format, bytesMax: 4096)
    } catch {
      throw ServerError(JournalError(error))
    }
    guard let bytes, let value = try? JSONReader.read(bytes),
      let name = value["format"]?.stringValue
    else { throw ServerError(.notAnOffice, place: Place(file: folder)) }
    guard name == Self.formatName else {
      throw ServerError(.newerFormat, place: Place(file: format))
    }
  }
}

extension MergeServer {
  /// The name of the format in which offices of this program lie, as in `format.json`.
  public static var formatName: String { ServerLayout.formatName }
}
