import Foundation

/// A connection that sends prepared bytes and waits for the answer: a client that costs next to nothing.
final class RawConnection: @unchecked Sendable {
  private let descriptor: Int32
  private var buffer: [UInt8] = []

  /// Connects to `http://a.b.c.d:port`.
  init(_ address: String) throws {
    guard let url = URL(string: address), let host = url.host, let port = url.port else {
      throw BenchError.connection(address)
    }
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var name = sockaddr_in()
    name.sin_family = sa_family_t(AF_INET)
    name.sin_port = in_port_t(port).bigEndian
    inet_pton(AF_INET, host, &name.sin_addr)
    let result = withUnsafePointer(to: &name) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard result == 0 else { throw BenchError.connection(address) }
    var on: Int32 = 1
    setsockopt(
      descriptor,
      Int32(IPPROTO_TCP),
      TCP_NODELAY,
      &on,
      socklen_t(MemoryLayout<Int32>.size)
    )
  }

  deinit { close(descriptor) }

  /// The bytes of a request.
  static func request(
    _ method: String,
    _ path: String,
    token: String?,
    type: String = "application/jsonl",
    body: [UInt8] = []
  ) -> [UInt8] {
    var head = "\(method) \(path) HTTP/1.1\r\nHost: bench\r\nContent-Length: \(body.count)\r\n"
    if !body.isEmpty { head += "Content-Type: \(type)\r\n" }
    if let token { head += "Authorization: Bearer \(token)\r\n" }
    return Array((head + "\r\n").utf8) + body
  }

  /// Sends a request and gives the body of the answer, whose length must be given.
  func send(_ request: [UInt8]) throws -> [UInt8] {
    var sent = 0
    while sent < request.count {
      let count = request.withUnsafeBytes { raw in
        Foundation.send(
          descriptor,
          raw.baseAddress.map { $0 + sent },
          request.count - sent,
          Int32(MSG_NOSIGNAL)
        )
      }
      guard count > 0 else { throw BenchError.connection("send") }
      sent += count
    }
    while true {
      if let end = headEnd() {
        let head = String(decoding: buffer[..<end], as: UTF8.self).lowercased()
        let status = Int(head.split(separator: " ").dropFirst().first ?? "") ?? 0
        guard
          let line = head.split(separator: "\r\n").first(where: { $0.hasPrefix("content-length:") }
          ),
          let length = Int(line.dropFirst(15).trimmingCharacters(in: .whitespaces))
        else { throw BenchError.answer(status) }
        while buffer.count < end + length { try receive() }
        let body = Array(buffer[end..<end + length])
        buffer.removeFirst(end + length)
        guard status == 200 else { throw BenchError.answer(status) }
        return body
      }
      try receive()
    }
  }

  private func headEnd() -> Int? {
    guard buffer.count >= 4 else { return nil }
    for index in 3..<buffer.count
    where buffer[index] == 10 && buffer[index - 1] == 13 && buffer[index - 2] == 10 {
      return index + 1
    }
    return nil
  }

  private func receive() throws {
    let part = [UInt8](unsafeUninitializedCapacity: 1 << 16) { room, filled in
      filled = max(0, recv(descriptor, room.baseAddress, room.count, 0))
    }
    guard !part.isEmpty else { throw BenchError.connection("closed") }
    buffer += part
  }
}
