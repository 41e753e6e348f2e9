import SchouwCanon
import SchouwJournal

/// With which office a store is enrolled, and by what it proves that.
///
/// Kept beside the journal (mode 0600).
public struct Office: Sendable, Equatable {
  /// The address, without a slash at its end.
  public let address: String
  /// The name of this device at the office.
  public let device: String
  /// The bearer token, base64url of 256 random bits.
  let token: String
  /// The device's enrolment key, base64url of 256 random bits (rule R1).
  let key: String

  static func read(_ path: String, _ disk: any Disk) throws(StoreError) -> Office? {
    let bytes: [UInt8]?
    do throws(DiskError) {
      bytes = try disk.readWhole(path, bytesMax: 1 << 16)
    } catch {
      throw StoreError(JournalError(error))
    }
    guard let bytes else { return nil }
    guard let value = try? JSONReader.read(bytes), value["v"]?.integerValue == 1,
      let address = value["address"]?.stringValue, let device = value["device"]?.stringValue,
      let token = value["token"]?.stringValue, let key = value["key"]?.stringValue
    else { throw StoreError(.damagedFile, place: Place(file: path)) }
    return Office(address: address, device: device, token: token, key: key)
  }

  func write(_ path: String, _ disk: any Disk) throws(StoreError) {
    let value: JSONValue = [
      "address": .string(address), "device": .string(device), "key": .string(key),
      "token": .string(token), "v": 1,
    ]
    do throws(DiskError) {
      try disk.replace(path, with: value.canonicalBytes)
    } catch {
      throw StoreError(JournalError(error))
    }
  }
}
