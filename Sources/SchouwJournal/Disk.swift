/// Everything Schouw asks of a file system.
///
/// ``SystemDisk`` is real; the tests have a simulated one that tears writes, loses unsynced ones,
/// fills up or fails anywhere.
///
/// Assumptions about the medium (A1 to A4 of `Protocol/journal.md`) are cited where they are used.
public protocol Disk: Sendable {
  /// Opens a file.
  func open(_ path: String, _ mode: OpenMode) throws(DiskError) -> any DiskFile
  /// Gives a file another name, replacing what had it.
  func rename(_ old: String, to new: String) throws(DiskError)
  /// Removes a file; no error if there is none.
  func remove(_ path: String) throws(DiskError)
  /// The names in a folder, sorted by bytes; empty if there is no such folder.
  func names(in folder: String) throws(DiskError) -> [String]
  /// Makes a folder (mode 0700) and the folders above it where they are missing.
  func makeFolder(_ path: String) throws(DiskError)
  /// Makes the creations, renames and removals in a folder durable.
  func syncFolder(_ path: String) throws(DiskError)
  /// The exclusive lock at a path, not taken yet; its file is made where it is missing.
  func lock(_ path: String) -> any DiskLock
}

/// How a file is opened.
public enum OpenMode: Sendable {
  /// To be read; it must be there.
  case read
  /// To be read and written; it must be there.
  case update
  /// To be read and written; it must not be there yet and is made (mode 0600).
  case create
}

/// An open file.
///
/// Not for two threads at once.
public protocol DiskFile: AnyObject, Sendable {
  /// Writes all bytes from a place on, at most the end of the file, or throws; after a throw the first part
  /// of them may be there.
  func write(_ bytes: [UInt8], at offset: Int) throws(DiskError)
  /// Reads up to `count` bytes from a place; fewer only at the end of the file.
  func read(at offset: Int, count: Int) throws(DiskError) -> [UInt8]
  /// The size in bytes.
  func size() throws(DiskError) -> Int
  /// Makes all written bytes durable (`fdatasync`). After a throw the file must be closed (rule J6).
  func sync() throws(DiskError)
  /// Cuts the file to a size.
  func truncate(to size: Int) throws(DiskError)
  /// Closes it; nothing on it is believed afterwards.
  func close()
}

/// An exclusive lock between processes, taken and let go any number of times.
///
/// Not for two threads at once.
public protocol DiskLock: AnyObject, Sendable {
  /// Takes it until `release`, the end of this object or that of the process.
  ///
  /// - Throws: `locked` if another holder keeps it for longer than the time given.
  func take(waitingMilliseconds: Int) throws(DiskError)
  /// Lets it go; does nothing where it is not held.
  func release()
}

extension Disk {
  /// Reads a whole file of at most a number of bytes; nil if there is none.
  package func readWhole(_ path: String, bytesMax: Int) throws(DiskError) -> [UInt8]? {
    let file: any DiskFile
    do {
      file = try open(path, .read)
    } catch {
      if error.code == .notFound { return nil }
      throw error
    }
    defer { file.close() }
    let size = try file.size()
    guard size <= bytesMax else { throw DiskError(.tooLarge, path: path, call: "read", errno: 0) }
    return try file.read(at: 0, count: size)
  }

  /// Replaces a file as a whole and durably: written beside it, synced, renamed, folder synced.
  package func replace(_ path: String, with bytes: [UInt8]) throws(DiskError) {
    let temporary = path + ".new"
    try remove(temporary)
    let file = try open(temporary, .create)
    do {
      try file.write(bytes, at: 0)
      try file.sync()
    } catch {
      file.close()
      try? remove(temporary)
      throw error
    }
    file.close()
    try rename(temporary, to: path)
    try syncFolder(folder(of: path))
  }
}

/// The part of a path before its last slash.
package func folder(of path: String) -> String {
  guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "." }
  return slash == path.startIndex ? "/" : String(path[..<slash])
}
