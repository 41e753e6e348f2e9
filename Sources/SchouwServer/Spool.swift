import SchouwCanon
import SchouwHTTP
import SchouwJournal
import Synchronization

/// The folder in which bodies stay until they are whole; what a killed server left there goes at its next start.
final class Spool: Sendable {
  let folder: String
  private let disk: any Disk
  private let shortage: Shortage
  private let next = Atomic<Int>(0)

  init(folder: String, disk: any Disk, shortage: Shortage = Shortage()) throws(DiskError) {
    self.folder = folder
    self.disk = disk
    self.shortage = shortage
    try disk.makeFolder(folder)
    for name in try disk.names(in: folder) { try disk.remove("\(folder)/\(name)") }
  }

  /// A new, empty file for one body.
  /// - Throws: `diskFull`, `diskFailed`.
  func file() throws(HTTPError) -> SpoolFile {
    let path = "\(folder)/\(next.add(1, ordering: .relaxed).newValue)"
    do throws(DiskError) {
      let file = try disk.open(path, .create)
      return SpoolFile(path: path, file: file, disk: disk, shortage: shortage)
    } catch {
      if error.code == .full { shortage.refuse(0) }
      throw HTTPError(error)
    }
  }
}

/// One body on disk: removed when nobody holds it any more, whatever became of its request.
final class SpoolFile: BodySink {
  let path: String
  private let disk: any Disk
  private let shortage: Shortage
  private let state: Mutex<(file: any DiskFile, count: Int)>

  init(path: String, file: any DiskFile, disk: any Disk, shortage: Shortage) {
    self.path = path
    self.disk = disk
    self.shortage = shortage
    state = Mutex((file, 0))
  }

  deinit {
    let count = state.withLock { state in
      state.file.close()
      return state.count
    }
    shortage.spool(-count)
    // What cannot be removed now goes at the next start.
    try? disk.remove(path)
  }

  /// Bytes taken so far.
  var count: Int { state.withLock { $0.count } }

  func take(_ piece: [UInt8]) throws(HTTPError) {
    let failure = state.withLock { state -> DiskError? in
      do throws(DiskError) {
        try state.file.write(piece, at: state.count)
        state.count += piece.count
        return nil
      } catch {
        return error
      }
    }
    guard let failure else { return shortage.spool(piece.count) }
    if failure.code == .full { shortage.refuse(piece.count) }
    throw HTTPError(failure)
  }

  /// The whole body.
  func whole() throws(DiskError) -> [UInt8] {
    let result = state.withLock { state -> Result<[UInt8], DiskError> in
      do throws(DiskError) {
        let bytes = try state.file.read(at: 0, count: state.count)
        guard bytes.count == state.count else {
          throw DiskError(.failed, path: path, call: "read", errno: 0)
        }
        return .success(bytes)
      } catch {
        return .failure(error)
      }
    }
    return try result.get()
  }
}

extension HTTPError {
  /// A body could not be kept.
  init(_ error: DiskError) {
    self.init(
      error.code == .full ? .diskFull : .diskFailed,
      .call(error.call, errno: error.errorNumber)
    )
  }
}
