import Dispatch
import Foundation
import SchouwHTTP
import Testing

/// Why a client of a test gave up.
struct ClientError: Error, CustomStringConvertible {
  var description: String
}

/// Runs what waits for a socket on a thread of its own: the async pool has two threads.
func offPool<Value: Sendable>(
  _ body: @escaping @Sendable () throws -> Value
) async throws -> Value {
  try await withCheckedThrowingContinuation { continuation in
    Thread.detachNewThread { continuation.resume(with: Result { try body() }) }
  }
}

/// A client that does exactly what the test says, byte by byte; every wait ends after 20 s.
final class TestClient {
  private let descriptor: Int32
  private var buffer: [UInt8] = []
  private var isClosed = false

  struct Answer: Equatable {
    var status: Int
    var head: String
    var body: String
  }

  /// Connects to a server.
  /// - Parameter receiveBytes: a small receive buffer, for a client that reads slowly.
  init(_ address: SocketAddress, receiveBytes: Int32? = nil) throws {
    descriptor = socket(address.isIPv6 ? AF_INET6 : AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    guard descriptor >= 0 else { throw ClientError(description: "socket: \(errno)") }
    if var receiveBytes {
      setsockopt(
        descriptor,
        SOL_SOCKET,
        SO_RCVBUF,
        &receiveBytes,
        socklen_t(MemoryLayout<Int32>.size)
      )
    }
    let result: Int32
    if address.isIPv6 {
      var form = sockaddr_in6()
      form.sin6_family = sa_family_t(AF_INET6)
      form.sin6_port = address.port.bigEndian
      inet_pton(AF_INET6, address.host, &form.sin6_addr)
      result = withUnsafePointer(to: &form) {
        $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
          connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in6>.size))
        }
      }
    } else {
      var form = sockaddr_in()
      form.sin_family = sa_family_t(AF_INET)
      form.sin_port = address.port.bigEndian
      inet_pton(AF_INET, address.host, &form.sin_addr)
      result = withUnsafePointer(to: &form) {
        $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
          connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
        }
      }
    }
    guard result == 0 else { throw ClientError(description: "connect: \(errno)") }
  }

  deinit { if !isClosed { Foundation.close(descriptor) } }

  func send(_ text: String) throws { try send(Array(text.utf8)) }

  func send(_ bytes: [UInt8]) throws {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes {
        Foundation.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else { throw ClientError(description: "send: \(errno)") }
      rest = rest.dropFirst(count)
    }
  }

  func shutSending() { _ = shutdown(descriptor, Int32(SHUT_WR)) }

  func close() {
    isClosed = true
    Foundation.close(descriptor)
  }

  /// Closes with a reset, as a machine does that loses its power and comes back.
  func reset() {
    var option = linger(l_onoff: 1, l_linger: 0)
    setsockopt(
      descriptor,
      SOL_SOCKET,
      SO_LINGER,
      &option,
      socklen_t(MemoryLayout<linger>.size)
    )
    close()
  }

  /// Waits for more bytes; false at the connection's end.
  @discardableResult
  func receive(atMost: Int = 65_536) throws -> Bool {
    var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    guard poll(&waiting, 1, 20_000) == 1 else { throw ClientError(description: "waited 20 s") }
    var bytes = [UInt8](repeating: 0, count: atMost)
    let count = recv(descriptor, &bytes, bytes.count, 0)
    guard count >= 0 else { throw ClientError(description: "recv: \(errno)") }
    buffer += bytes[..<count]
    return count > 0
  }

  /// What has come and was not taken.
  func peek() -> String { String(decoding: buffer, as: UTF8.self) }

  /// Everything until the connection's end, as text.
  func rest() throws -> String {
    while try receive() {}
    defer { buffer = [] }
    return String(decoding: buffer, as: UTF8.self)
  }

  /// The next answer, by its length, its chunks or the connection's end.
  func answer(isHead: Bool = false) throws -> Answer {
    let head = try line(until: "\r\n\r\n")
    let words = head.split(separator: " ")
    guard words.count > 1, let status = Int(words[1]) else {
      throw ClientError(description: "no status in \(head)")
    }
    var body = ""
    if isHead || status == 204 || status == 304 || status < 200 {
      body = ""
    } else if let length = field("Content-Length", of: head) {
      body = try take(Int(length) ?? -1)
    } else if field("Transfer-Encoding", of: head) != nil {
      body = try chunks()
    } else {
      body = try rest()
    }
    return Answer(status: status, head: head, body: body)
  }

  func field(_ name: String, of head: String) -> String? {
    head.components(separatedBy: "\r\n").first { $0.hasPrefix(name + ": ") }.map {
      String($0.dropFirst(name.count + 2))
    }
  }

  private func chunks() throws -> String {
    var body = ""
    while true {
      let size = Int(try line(until: "\r\n"), radix: 16) ?? -1
      body += try take(size)
      guard try line(until: "\r\n").isEmpty else { throw ClientError(description: "no CRLF") }
      if size == 0 { return body }
    }
  }

  private func take(_ count: Int) throws -> String {
    guard count >= 0 else { throw ClientError(description: "no length") }
    while buffer.count < count {
      guard try receive() else { throw ClientError(description: "ended within a body") }
    }
    defer { buffer.removeFirst(count) }
    return String(decoding: buffer[..<count], as: UTF8.self)
  }

  private func line(until mark: String) throws -> String {
    let mark = Array(mark.utf8)
    var start = 0
    while true {
      while start + mark.count <= buffer.count {
        if buffer[start..<start + mark.count].elementsEqual(mark) {
          defer { buffer.removeFirst(start + mark.count) }
          return String(decoding: buffer[..<start], as: UTF8.self)
        }
        start += 1
      }
      guard try receive() else { throw ClientError(description: "ended within a line") }
    }
  }
}
