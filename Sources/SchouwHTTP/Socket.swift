import Foundation

/// The socket calls of the system; the only file of this target that makes them.
enum Socket {
  /// What came of reading or writing without waiting.
  enum Outcome {
    /// So many bytes; never 0.
    case moved(Int)
    /// Nothing now; ask again when the source says so.
    case notNow
    /// The peer has shut its sending side.
    case ended
    /// The connection is gone.
    case failed(Int32)
  }

  /// A listening socket that does not wait, `SO_REUSEADDR` set.
  ///
  /// socket(2), bind(2), listen(2).
  static func listening(on address: SocketAddress, backlog: Int32) throws(HTTPError) -> Int32 {
    #if os(Linux)
      let type = Int32(SOCK_STREAM.rawValue)
    #else
      let type = SOCK_STREAM
    #endif
    let descriptor = socket(address.isIPv6 ? AF_INET6 : AF_INET, type, 0)
    guard descriptor >= 0 else { throw failure("socket") }
    do throws(HTTPError) {
      try setOption(descriptor, SOL_SOCKET, SO_REUSEADDR)
      if address.isIPv6 { try setOption(descriptor, Int32(IPPROTO_IPV6), IPV6_V6ONLY) }
      try prepare(descriptor)
      let bound = address.withSystemForm { bind(descriptor, $0, $1) }
      guard bound == 0 else { throw failure("bind") }
      guard listen(descriptor, backlog) == 0 else { throw failure("listen") }
    } catch {
      close(descriptor)
      throw error
    }
    return descriptor
  }

  /// The address that a socket was bound to; the real port where 0 was asked for.
  ///
  /// getsockname(2).
  static func boundAddress(_ descriptor: Int32) throws(HTTPError) -> SocketAddress {
    var storage = sockaddr_storage()
    let result = fill(&storage) { getsockname(descriptor, $0, $1) }
    guard result == 0, let address = SocketAddress(&storage) else { throw failure("getsockname") }
    return address
  }

  /// The next connection that waits, or nil with the error number if there is none.
  ///
  /// accept(2).
  static func accepted(
    _ descriptor: Int32
  ) -> Result<(descriptor: Int32, peer: SocketAddress), SystemError> {
    while true {
      var storage = sockaddr_storage()
      let connection = fill(&storage) { accept(descriptor, $0, $1) }
      guard connection >= 0 else {
        if errno == EINTR || errno == ECONNABORTED { continue }
        return .failure(SystemError(number: errno))
      }
      do throws(HTTPError) {
        try prepare(connection)
        try setOption(connection, Int32(IPPROTO_TCP), TCP_NODELAY)
      } catch {
        close(connection)
        continue
      }
      let peer = SocketAddress(&storage) ?? SocketAddress(checked: "", port: 0)
      return .success((connection, peer))
    }
  }

  /// Reads what has come, up to the buffer's size.
  ///
  /// recv(2).
  static func receive(_ descriptor: Int32, into buffer: UnsafeMutableRawBufferPointer) -> Outcome {
    while true {
      let count = recv(descriptor, buffer.baseAddress, buffer.count, 0)
      if count > 0 { return .moved(count) }
      if count == 0 { return .ended }
      if errno == EINTR { continue }
      return errno == EAGAIN || errno == EWOULDBLOCK ? .notNow : .failed(errno)
    }
  }

  /// Sends what the system takes at once; no SIGPIPE.
  ///
  /// send(2).
  static func send(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> Outcome {
    #if os(Linux)
      let flags = Int32(MSG_NOSIGNAL)
    #else
      let flags: Int32 = 0  // SO_NOSIGPIPE is set in `prepare`
    #endif
    while true {
      let count = Foundation.send(descriptor, bytes.baseAddress, bytes.count, flags)
      if count > 0 { return .moved(count) }
      if errno == EINTR { continue }
      return errno == EAGAIN || errno == EWOULDBLOCK ? .notNow : .failed(errno)
    }
  }

  /// Shuts the sending side; what was sent still arrives.
  ///
  /// shutdown(2).
  static func shutSending(_ descriptor: Int32) {
    _ = shutdown(descriptor, Int32(SHUT_WR))
  }

  /// Gives the descriptor back.
  ///
  /// close(2); not repeated on EINTR, which closes on Linux.
  static func closeDescriptor(_ descriptor: Int32) { _ = close(descriptor) }

  /// Both clocks.
  ///
  /// clock_gettime(2).
  static func readClocks() -> ClockReading {
    var monotonic = timespec()
    var wall = timespec()
    clock_gettime(CLOCK_MONOTONIC, &monotonic)
    clock_gettime(CLOCK_REALTIME, &wall)
    return ClockReading(
      milliseconds: Int64(monotonic.tv_sec) * 1_000 + Int64(monotonic.tv_nsec) / 1_000_000,
      dateSeconds: Int64(wall.tv_sec)
    )
  }

  /// An `errno`.
  struct SystemError: Error {
    var number: Int32

    /// No descriptor is left, in the process or in the system.
    var isExhaustion: Bool {
      number == EMFILE || number == ENFILE || number == ENOBUFS || number == ENOMEM
    }
  }

  private static func failure(_ call: String) -> HTTPError {
    HTTPError(.socketFailed, .call(call, errno: errno))
  }

  private static func setOption(
    _ descriptor: Int32,
    _ level: Int32,
    _ name: Int32
  ) throws(HTTPError) {
    var on: Int32 = 1
    let size = socklen_t(MemoryLayout<Int32>.size)
    guard setsockopt(descriptor, level, name, &on, size) == 0 else {
      throw failure("setsockopt")
    }
  }

  private static func prepare(_ descriptor: Int32) throws(HTTPError) {
    guard fcntl(descriptor, F_SETFL, O_NONBLOCK) == 0, fcntl(descriptor, F_SETFD, FD_CLOEXEC) == 0
    else { throw failure("fcntl") }
    #if !os(Linux)
      try setOption(descriptor, SOL_SOCKET, SO_NOSIGPIPE)
    #endif
  }

  private static func fill(
    _ storage: inout sockaddr_storage,
    _ call: (UnsafeMutablePointer<sockaddr>, UnsafeMutablePointer<socklen_t>) -> Int32
  ) -> Int32 {
    var size = socklen_t(MemoryLayout<sockaddr_storage>.size)
    return withUnsafeMutablePointer(to: &storage) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { call($0, &size) }
    }
  }
}
