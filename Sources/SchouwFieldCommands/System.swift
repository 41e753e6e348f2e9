#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// This target's one door to the operating system, beside the store's `SystemDisk`.
enum System {
  /// Milliseconds since 1970.
  static func milliseconds() -> Int64 {
    var now = timespec()
    clock_gettime(CLOCK_REALTIME, &now)
    return Int64(now.tv_sec) * 1000 + Int64(now.tv_nsec) / 1_000_000
  }

  /// The start of a file, at most a number of bytes; nil if it cannot be read.
  static func smallFile(_ path: String, bytesMax: Int = 1 << 16) -> [UInt8]? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    while bytes.count < bytesMax {
      guard let more = try? read(descriptor, count: bytesMax - bytes.count) else { return nil }
      if more.isEmpty { break }
      bytes += more
    }
    return bytes
  }

  /// Opens a file for reading, `-` for the standard input; throws the error number.
  static func openForReading(_ path: String) throws(ErrorNumber) -> Int32 {
    if path == "-" { return 0 }
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw ErrorNumber(errno) }
    return descriptor
  }

  /// The next bytes of an open file; empty at its end.
  static func read(_ descriptor: Int32, count: Int = 1 << 16) throws(ErrorNumber) -> [UInt8] {
    while true {
      var failure: Int32 = 0
      let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
        let got = systemRead(descriptor, buffer.baseAddress, count)
        if got < 0 { failure = errno } else { filled = got }
      }
      if failure == 0 { return bytes }
      if failure != EINTR { throw ErrorNumber(failure) }
    }
  }

  static func closeFile(_ descriptor: Int32) { if descriptor > 2 { close(descriptor) } }

  /// A call's errno.
  struct ErrorNumber: Error {
    let number: Int32
    init(_ number: Int32) { self.number = number }
  }

  /// Where a link leads; nil if the path is none.
  static func linkTarget(_ path: String) -> String? {
    let bytes = [UInt8](unsafeUninitializedCapacity: 4096) { buffer, filled in
      let got = buffer.withMemoryRebound(to: CChar.self) {
        readlink(path, $0.baseAddress ?? UnsafeMutablePointer.allocate(capacity: 1), 4096)
      }
      filled = max(0, got)
    }
    return bytes.isEmpty ? nil : String(decoding: bytes, as: UTF8.self)
  }

  /// The path without links; nil if there is nothing at it.
  static func realPath(_ path: String) -> String? {
    guard let text = realpath(path, nil) else { return nil }
    defer { free(text) }
    return String(cString: text)
  }

  static func isExecutable(_ path: String) -> Bool { access(path, X_OK) == 0 }

  /// The folder in which the process was started.
  static func currentFolder() -> String? {
    guard let text = getcwd(nil, 0) else { return nil }
    defer { free(text) }
    return String(cString: text)
  }

  /// Becomes another program; returns only if that failed.
  static func become(_ path: String, _ arguments: [String]) {
    var pointers: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) }
    pointers.append(nil)
    execv(path, pointers)
    for pointer in pointers { free(pointer) }
  }

  /// What is known of a folder: its rights, its owner and its device; nil if it is not there.
  static func folderFacts(_ path: String) -> (mode: UInt32, isOwn: Bool, device: UInt64)? {
    var facts = stat()
    guard stat(path, &facts) == 0 else { return nil }
    return (UInt32(facts.st_mode) & 0o777, facts.st_uid == geteuid(), UInt64(facts.st_dev))
  }

  /// Bytes that this user may still write where a folder lies; nil if that is not known.
  static func freeBytes(_ path: String) -> UInt64? {
    var facts = statvfs()
    guard statvfs(path, &facts) == 0 else { return nil }
    return UInt64(facts.f_bavail) * UInt64(facts.f_frsize)
  }

  /// Milliseconds since 1970 of a local date and time; nil if it does not exist.
  static func milliseconds(
    localYear year: Int,
    month: Int,
    day: Int,
    hour: Int,
    minute: Int,
    second: Int
  ) -> Int64? {
    var parts = tm()
    parts.tm_year = Int32(year - 1900)
    parts.tm_mon = Int32(month - 1)
    parts.tm_mday = Int32(day)
    parts.tm_hour = Int32(hour)
    parts.tm_min = Int32(minute)
    parts.tm_sec = Int32(second)
    parts.tm_isdst = -1
    let seconds = mktime(&parts)
    guard parts.tm_mday == Int32(day), parts.tm_mon == Int32(month - 1) else { return nil }
    return Int64(seconds) * 1000
  }

  /// The signals by which a person or the system ends a program that goes on.
  static let endingSignals: [Int32] = [SIGINT, SIGTERM]

  /// From now on an interrupt says a text on the standard error and then ends the process as it
  /// always does; one that was ignored stays so, as for a job in the background.
  static func sayWhenInterrupted(_ text: String) {
    let bytes = Array(text.utf8)
    guard interruptText == nil, let copy = malloc(bytes.count) else { return }
    bytes.withUnsafeBytes { _ = memcpy(copy, $0.baseAddress ?? UnsafeRawPointer(copy), $0.count) }
    interruptText = UnsafeRawPointer(copy)
    interruptBytes = bytes.count
    let before = signal(SIGINT) { _ in
      // Only what a handler of signals may call (POSIX.1-2024, 2.4.3).
      if let text = interruptText { _ = write(2, text, interruptBytes) }
      signal(SIGINT, SIG_DFL)
      raise(SIGINT)
    }
    if unsafeBitCast(before, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self) {
      ignore(SIGINT)
    }
  }

  /// Whether a file may be written by this user.
  static func isWritable(_ path: String) -> Bool { access(path, W_OK) == 0 }

  /// Removes a file or a link, not what it leads to.
  static func removeFile(_ path: String) -> Bool { unlink(path) == 0 }

  /// Removes an empty folder.
  static func removeEmptyFolder(_ path: String) -> Bool { rmdir(path) == 0 }

  /// Whether a path is a folder itself, not a link to one.
  static func isFolder(_ path: String) -> Bool {
    var facts = stat()
    return lstat(path, &facts) == 0 && facts.st_mode & S_IFMT == S_IFDIR
  }

  /// Lets a signal do nothing by itself, so that a source can wait for it.
  static func ignore(_ number: Int32) { signal(number, SIG_IGN) }
}

/// What the handler of interrupts says; set once, before the handler.
nonisolated(unsafe) private var interruptText: UnsafeRawPointer?
nonisolated(unsafe) private var interruptBytes = 0

/// `read(2)` under a name of its own, out of the way of `System.read`.
private func systemRead(_ descriptor: Int32, _ start: UnsafeMutablePointer<UInt8>?, _ count: Int)
  -> Int
{
  read(descriptor, start, count)
}
