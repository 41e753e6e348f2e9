#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The real file system: one Swift call per system call, and the only file that makes them.
public struct SystemDisk: Disk {
  /// The file system of this machine.
  public init() {}

  /// Opens a file (`open`).
  public func open(_ path: String, _ mode: OpenMode) throws(DiskError) -> any DiskFile {
    let flags: Int32 =
      switch mode {
      case .read: O_RDONLY | O_CLOEXEC
      case .update: O_RDWR | O_CLOEXEC
      case .create: O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC
      }
    let descriptor = try retrying("open", path) { openFile(path, flags) }
    return SystemFile(descriptor: descriptor, path: path)
  }

  /// Gives a file another name (`rename`).
  public func rename(_ old: String, to new: String) throws(DiskError) {
    _ = try retrying("rename", old) { renameFile(old, new) }
  }

  /// Removes a file (`unlink`).
  public func remove(_ path: String) throws(DiskError) {
    do {
      _ = try retrying("unlink", path) { unlink(path) }
    } catch {
      if error.code != .notFound { throw error }
    }
  }

  /// The names in a folder (`readdir`), sorted by bytes.
  public func names(in folder: String) throws(DiskError) -> [String] {
    guard let stream = opendir(folder) else {
      if errno == ENOENT { return [] }
      throw systemError("opendir", folder, errno)
    }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { raw in
        String(decoding: raw.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name != "." && name != ".." { names.append(name) }
    }
    return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// Makes a folder and those above it (`mkdir`, mode 0700).
  public func makeFolder(_ path: String) throws(DiskError) {
    if mkdir(path, 0o700) == 0 {
      try syncFolder(SchouwJournal.folder(of: path))
      return
    }
    let number = errno
    if number == EEXIST { return }
    guard number == ENOENT, SchouwJournal.folder(of: path) != path else {
      throw systemError("mkdir", path, number)
    }
    try makeFolder(SchouwJournal.folder(of: path))
    guard mkdir(path, 0o700) == 0 || errno == EEXIST else {
      throw systemError("mkdir", path, errno)
    }
    try syncFolder(SchouwJournal.folder(of: path))
  }

  /// Makes a folder's entries durable (`fsync`).
  public func syncFolder(_ path: String) throws(DiskError) {
    let descriptor = try retrying("open", path) { openFile(path, O_RDONLY | O_CLOEXEC) }
    defer { _ = closeDescriptor(descriptor) }
    _ = try retrying("fsync", path) { fsync(descriptor) }
  }

  /// An exclusive lock (`flock`).
  public func lock(_ path: String) -> any DiskLock { SystemLock(path: path) }
}

private final class SystemFile: DiskFile, @unchecked Sendable {
  private var descriptor: Int32
  private let path: String

  init(descriptor: Int32, path: String) {
    self.descriptor = descriptor
    self.path = path
  }

  deinit { close() }

  func write(_ bytes: [UInt8], at offset: Int) throws(DiskError) {
    var written = 0
    while written < bytes.count {
      let count = bytes.withUnsafeBytes { raw in
        pwrite(
          descriptor,
          raw.baseAddress.map { $0 + written },
          bytes.count - written,
          off_t(offset + written)
        )
      }
      if count < 0 {
        let number = errno
        if number == EINTR { continue }
        throw systemError("pwrite", path, number)
      }
      written += count
    }
  }

  func read(at offset: Int, count: Int) throws(DiskError) -> [UInt8] {
    guard count > 0 else { return [] }
    var failed: Int32 = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      while filled < count {
        let got = pread(
          descriptor,
          buffer.baseAddress.map { $0 + filled },
          count - filled,
          off_t(offset + filled)
        )
        if got < 0 {
          if errno == EINTR { continue }
          failed = errno
          break
        }
        if got == 0 { break }
        filled += got
      }
    }
    if failed != 0 { throw systemError("pread", path, failed) }
    return bytes
  }

  func size() throws(DiskError) -> Int {
    var status = stat()
    _ = try retrying("fstat", path) { fstat(descriptor, &status) }
    return Int(status.st_size)
  }

  func sync() throws(DiskError) {
    // Not retried, whatever it says: after an error the kernel may have marked the pages clean (J6).
    #if canImport(Darwin)
      let result = fcntl(descriptor, F_FULLFSYNC)
    #else
      let result = fdatasync(descriptor)
    #endif
    if result < 0 { throw systemError("fdatasync", path, errno) }
  }

  func truncate(to size: Int) throws(DiskError) {
    _ = try retrying("ftruncate", path) { ftruncate(descriptor, off_t(size)) }
  }

  func close() {
    guard descriptor >= 0 else { return }
    _ = closeDescriptor(descriptor)
    descriptor = -1
  }
}

/// A lock whose file stays open: an edit costs two calls for it, not five.
private final class SystemLock: DiskLock, @unchecked Sendable {
  private let path: String
  private var descriptor: Int32 = -1
  private var isHeld = false

  init(path: String) { self.path = path }

  deinit { close() }

  func take(waitingMilliseconds: Int) throws(DiskError) {
    var waited = 0
    while true {
      try open()
      if flock(descriptor, LOCK_EX | LOCK_NB) == 0 {
        isHeld = true
        return
      }
      let number = errno
      guard number == EWOULDBLOCK || number == EINTR else {
        throw systemError("flock", path, number)
      }
      guard waited < waitingMilliseconds else {
        throw DiskError(.locked, path: path, call: "flock", errno: number, holder: holder())
      }
      usleep(2000)
      waited += 2
    }
  }

  func release() {
    guard isHeld else { return }
    isHeld = false
    _ = flock(descriptor, LOCK_UN)
  }

  /// Opens the file, anew if somebody removed it: two processes must mean one file.
  private func open() throws(DiskError) {
    var status = stat()
    if descriptor >= 0, fstat(descriptor, &status) == 0, status.st_nlink > 0 { return }
    close()
    descriptor = try retrying("open", path) { openFile(path, O_RDWR | O_CREAT | O_CLOEXEC) }
  }

  private func close() {
    guard descriptor >= 0 else { return }
    _ = closeDescriptor(descriptor)
    descriptor = -1
    isHeld = false
  }

  /// The start of a file of the kernel's, whose size is not known beforehand; nil if it is not there.
  private static func kernelText(_ path: String) -> String? {
    let descriptor = openFile(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { _ = closeDescriptor(descriptor) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 14)
    while bytes.count < 1 << 20 {
      let count = read(descriptor, &chunk, chunk.count)
      guard count > 0 else { break }
      bytes += chunk[..<count]
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The process that holds it, where the kernel tells (`/proc/locks`), for the message that is shown.
  private func holder() -> Int32? {
    var status = stat()
    guard fstat(descriptor, &status) == 0,
      let table = Self.kernelText("/proc/locks")
    else { return nil }
    for line in table.split(separator: "\n") {
      let words = line.split(separator: " ")
      guard words.count >= 6, words[1] == "FLOCK",
        words[5].split(separator: ":").last.flatMap({ UInt64($0) }) == UInt64(status.st_ino),
        let process = Int32(words[4]), process > 0
      else { continue }
      return process
    }
    return nil
  }
}

/// Opens a file on a descriptor above 2: a program that was started without standard output must not
/// write what it prints into a journal.
private func openFile(_ path: String, _ flags: Int32) -> Int32 {
  let descriptor = openAnywhere(path, flags)
  guard descriptor >= 0, descriptor <= 2 else { return descriptor }
  let moved = fcntl(descriptor, F_DUPFD_CLOEXEC, 3)
  let number = errno
  _ = closeDescriptor(descriptor)
  errno = number
  return moved
}

private func openAnywhere(_ path: String, _ flags: Int32) -> Int32 {
  #if canImport(Darwin)
    Darwin.open(path, flags, 0o600)
  #elseif canImport(Musl)
    Musl.open(path, flags, 0o600)
  #else
    Glibc.open(path, flags, 0o600)
  #endif
}

private func renameFile(_ old: String, _ new: String) -> Int32 {
  #if canImport(Darwin)
    Darwin.rename(old, new)
  #elseif canImport(Musl)
    Musl.rename(old, new)
  #else
    Glibc.rename(old, new)
  #endif
}

private func closeDescriptor(_ descriptor: Int32) -> Int32 {
  #if canImport(Darwin)
    Darwin.close(descriptor)
  #elseif canImport(Musl)
    Musl.close(descriptor)
  #else
    Glibc.close(descriptor)
  #endif
}

private func retrying(
  _ call: String,
  _ path: String,
  _ body: () -> Int32
) throws(DiskError) -> Int32 {
  while true {
    let result = body()
    if result >= 0 { return result }
    let number = errno
    if number != EINTR { throw systemError(call, path, number) }
  }
}

private func systemError(_ call: String, _ path: String, _ number: Int32) -> DiskError {
  let code: DiskError.Code =
    switch number {
    case ENOENT, ENOTDIR: .notFound
    case EEXIST: .exists
    case ENOSPC, EDQUOT, EFBIG: .full
    case EACCES, EPERM, EROFS: .notPermitted
    default: .failed
    }
  return DiskError(code, path: path, call: call, errno: number)
}
