#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// This target's one door to the operating system.
///
/// The C library is imported by name because an empty process then starts in half the time that it
/// takes with Foundation, and because FoundationEssentials does not hand these calls on.
enum System {
  static let standardOutput: Int32 = 1
  static let standardError: Int32 = 2

  static func environmentVariable(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }
  }

  static func isTerminal(_ descriptor: Int32) -> Bool { isatty(descriptor) == 1 }

  /// The width the terminal driver reports; nil if it reports none (TIOCGWINSZ).
  static func widthColumns(_ descriptor: Int32) -> Int? {
    var size = winsize()
    guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
    return Int(size.ws_col)
  }

  /// Writes all bytes, however many calls that takes, also to a descriptor that does not block.
  static func write(_ bytes: [UInt8], to descriptor: Int32) throws(SystemError) {
    var start = 0
    while start < bytes.count {
      let written = bytes[start...].withUnsafeBytes { rest in
        call { systemWrite(descriptor, rest.baseAddress, rest.count) }
      }
      switch written {
      case .success(let count): start += count
      case .failure(let error) where error.number == EINTR: continue
      case .failure(let error) where error.number == EAGAIN: waitUntilWritable(descriptor)
      case .failure(let error): throw error
      }
    }
  }

  /// Lets a closed pipe end the process quietly, whatever the parent had set (children inherit an
  /// ignored SIGPIPE).
  static func restoreBrokenPipeSignal() { signal(SIGPIPE, SIG_DFL) }

  static func localTime(epochSeconds: Int64) -> CalendarTime? {
    guard var seconds = time_t(exactly: epochSeconds) else { return nil }
    var parts = tm()
    guard localtime_r(&seconds, &parts) != nil else { return nil }
    return CalendarTime(
      year: Int(parts.tm_year) + 1900,
      month: Int(parts.tm_mon) + 1,
      day: Int(parts.tm_mday),
      hour: Int(parts.tm_hour),
      minute: Int(parts.tm_min),
      second: Int(parts.tm_sec)
    )
  }

  static func isBrokenPipe(_ error: SystemError) -> Bool { error.number == EPIPE }
  static func isDiskFull(_ error: SystemError) -> Bool {
    error.number == ENOSPC || error.number == EDQUOT
  }

  private static func call(_ body: () -> Int) -> Result<Int, SystemError> {
    let result = body()
    return result >= 0 ? .success(result) : .failure(SystemError(name: "write", number: errno))
  }

  private static func waitUntilWritable(_ descriptor: Int32) {
    var entry = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
    _ = poll(&entry, 1, -1)
  }
}

/// A system call that failed: its name and errno.
struct SystemError: Error, Equatable {
  var name: String
  var number: Int32
}

/// `write(2)` under a name of its own, out of the way of `System.write`.
private func systemWrite(_ descriptor: Int32, _ start: UnsafeRawPointer?, _ count: Int) -> Int {
  write(descriptor, start, count)
}
