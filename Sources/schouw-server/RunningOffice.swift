import Foundation

/// The server that runs on this machine, asked over one plain connection.
///
/// It listens without TLS on an address that this very machine gave it, so neither a library for TLS
/// nor a proxy has a part in this: the program stays free of networking libraries.
struct RunningOffice {
  /// `http://127.0.0.1:8790`.
  let address: String
  /// The secret that lies in the office's folder.
  let secret: String

  /// No whole answer came: nobody listens, or the line was cut.
  struct Unanswered: Error {}

  /// How long an answer may take, in seconds: a backup's note waits for the writer.
  static let secondsMax = 60

  /// Sends a request and returns the status and the body of the answer (RFC 9112, one request a connection).
  func send(
    _ method: String,
    _ path: String,
    _ body: [UInt8] = [],
    type: String = "application/json"
  ) throws(Unanswered) -> (status: Int, body: [UInt8]) {
    guard let place = endpoint else { throw Unanswered() }
    let descriptor = try connection(place)
    defer { close(descriptor) }
    let head = """
      \(method) \(path) HTTP/1.1\r
      Host: \(address.dropFirst("http://".utf8.count))\r
      Authorization: Bearer \(secret)\r
      Content-Type: \(type)\r
      Content-Length: \(body.count)\r
      Connection: close\r
      \r\n
      """
    try send(Array(head.utf8) + body, descriptor)
    return try Self.answer(in: try receive(descriptor))
  }

  /// The host, as a literal, and the port of the address.
  private var endpoint: (host: String, port: UInt16)? {
    guard address.hasPrefix("http://") else { return nil }
    let authority = address.dropFirst("http://".utf8.count)
    guard let colon = authority.lastIndex(of: ":"),
      let port = UInt16(authority[authority.index(after: colon)...])
    else { return nil }
    return (authority[..<colon].trimmingCharacters(in: ["[", "]"]), port)
  }

  private func connection(_ place: (host: String, port: UInt16)) throws(Unanswered) -> Int32 {
    var hints = addrinfo()
    hints.ai_flags = AI_NUMERICHOST
    #if os(Linux)
      hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
    #else
      hints.ai_socktype = SOCK_STREAM
    #endif
    var found: UnsafeMutablePointer<addrinfo>?
    guard getaddrinfo(place.host, String(place.port), &hints, &found) == 0, let found else {
      throw Unanswered()
    }
    defer { freeaddrinfo(found) }
    let address = found.pointee
    let descriptor = socket(address.ai_family, address.ai_socktype, address.ai_protocol)
    guard descriptor >= 0 else { throw Unanswered() }
    var limit = timeval()
    limit.tv_sec = Self.secondsMax
    let size = socklen_t(MemoryLayout<timeval>.size)
    setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, size)
    setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &limit, size)
    guard connect(descriptor, address.ai_addr, address.ai_addrlen) == 0 else {
      close(descriptor)
      throw Unanswered()
    }
    return descriptor
  }

  private func send(_ bytes: [UInt8], _ descriptor: Int32) throws(Unanswered) {
    #if os(Linux)
      let flags = Int32(MSG_NOSIGNAL)
    #else
      let flags: Int32 = 0
    #endif
    var sent = 0
    while sent < bytes.count {
      let count = bytes.withUnsafeBytes { buffer in
        Foundation.send(
          descriptor,
          buffer.baseAddress.map { $0 + sent },
          bytes.count - sent,
          flags
        )
      }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw Unanswered() }
      sent += count
    }
  }

  private func receive(_ descriptor: Int32) throws(Unanswered) -> [UInt8] {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = recv(descriptor, &buffer, buffer.count, 0)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw Unanswered() }
      if count == 0 { return bytes }
      bytes += buffer[..<count]
    }
  }

  /// Takes an answer apart; one that was cut is none.
  static func answer(in bytes: [UInt8]) throws(Unanswered) -> (status: Int, body: [UInt8]) {
    let ends: [UInt8] = [0x0d, 0x0a, 0x0d, 0x0a]
    guard let end = bytes.firstRange(of: ends) else { throw Unanswered() }
    let lines = String(decoding: bytes[..<end.lowerBound], as: UTF8.self)
      .components(separatedBy: "\r\n")
    let words = lines.first?.split(separator: " ") ?? []
    guard words.count >= 2, words[0].hasPrefix("HTTP/1."), let status = Int(words[1]) else {
      throw Unanswered()
    }
    let length = lines.dropFirst().compactMap { line -> Int? in
      let parts = line.split(separator: ":", maxSplits: 1)
      guard parts.count == 2, parts[0].lowercased() == "content-length" else { return nil }
      return Int(parts[1].trimmingCharacters(in: .whitespaces))
    }.first
    let body = Array(bytes[end.upperBound...])
    guard let length, body.count == length else { throw Unanswered() }
    return (status, body)
  }
}
