import Foundation
import SchouwCanon
import SchouwFieldClient
import SchouwHTTP
import SchouwServer
import Synchronization

/// An office over HTTP, on a disk in memory.
struct ServedOffice {
  let clock: TestClock
  let disk: MemoryDisk
  let server: MergeServer
  var address: String { "http://\(server.address)" }

  init(
    _ disk: MemoryDisk = MemoryDisk(),
    folder: String = "/office",
    clock: TestClock = TestClock(),
    port: UInt16 = 0,
    seed: String = "served"
  ) throws {
    self.disk = disk
    self.clock = clock
    try MergeServer.create(folder, disk: disk)
    var configuration = MergeServer.Configuration(folder: folder, clock: { clock.now })
    configuration.disk = disk
    configuration.port = port
    configuration.random = SeededRandom(seed: seed)
    server = try port == 0 ? Self.served(configuration) : MergeServer(configuration)
  }

  /// Serves outside the range from which the system gives ports away: a server that is opened again
  /// at its address must not find a stranger there.
  private static func served(_ configuration: MergeServer.Configuration) throws -> MergeServer {
    var configuration = configuration
    var left = 200
    while true {
      configuration.port = nextPort()
      left -= 1
      do {
        return try MergeServer(configuration)
      } catch {
        if left == 0 || error.code != .badRequest { throw error }
      }
    }
  }

  private static let ports = Atomic<Int>(0)

  private static func nextPort() -> UInt16 {
    let number = ports.add(1, ordering: .relaxed).newValue
    return UInt16(20_000 + (Int(getpid()) * 37 + number) % 6_000)
  }
}

/// What a server answered.
struct HTTPAnswer {
  let status: Int
  let fields: [String: String]
  let body: [UInt8]
  /// All of a field's values.
  var lines: [(name: String, value: String)] = []
  func all(_ name: String) -> [String] { lines.filter { $0.name == name }.map(\.value) }
  var text: String { String(decoding: body, as: UTF8.self) }
  var json: JSONValue? {
    try? JSONReader.read(body, limits: .init(depthMax: 80, bytesMax: 1 << 26))
  }
  /// The last part of a problem's type.
  var problem: String? {
    guard fields["content-type"] == "application/problem+json" else { return nil }
    return json?["type"]?.stringValue?.replacingOccurrences(of: "urn:schouw:", with: "")
  }
}

/// Sends one request on a connection of its own and reads all that comes back; waits at most 20 s.
func ask(
  _ server: MergeServer,
  _ method: String,
  _ path: String,
  token: String? = nil,
  authorization: String? = nil,
  type: String? = nil,
  fields: [(name: String, value: String)] = [],
  body: [UInt8] = [],
  length: Int? = nil
) async throws -> HTTPAnswer {
  var head = "\(method) \(path) HTTP/1.1\r\nHost: office\r\nConnection: close\r\n"
  if let token { head += "Authorization: Bearer \(token)\r\n" }
  if let authorization { head += "Authorization: \(authorization)\r\n" }
  for field in fields { head += "\(field.name): \(field.value)\r\n" }
  if let type { head += "Content-Type: \(type)\r\n" }
  if !body.isEmpty || method == "POST" { head += "Content-Length: \(length ?? body.count)\r\n" }
  let request = Array((head + "\r\n").utf8) + body
  let port = server.address.port
  return try await withCheckedThrowingContinuation { continuation in
    Thread.detachNewThread { continuation.resume(with: Result { try exchange(request, port) }) }
  }
}

private struct SocketError: Error { let call: String }

private func exchange(_ request: [UInt8], _ port: UInt16) throws -> HTTPAnswer {
  let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
  guard descriptor >= 0 else { throw SocketError(call: "socket") }
  defer { close(descriptor) }
  var form = sockaddr_in()
  form.sin_family = sa_family_t(AF_INET)
  form.sin_port = port.bigEndian
  inet_pton(AF_INET, "127.0.0.1", &form.sin_addr)
  let connected = withUnsafePointer(to: &form) {
    $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
      connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
    }
  }
  guard connected == 0 else { throw SocketError(call: "connect") }
  var sent = 0
  while sent < request.count {
    let count = request[sent...].withUnsafeBytes {
      send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
    }
    // A server that refuses early closes while the rest is on its way.
    guard count > 0 else { break }
    sent += count
  }
  var answer: [UInt8] = []
  var buffer = [UInt8](repeating: 0, count: 1 << 16)
  while true {
    var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    guard poll(&waiting, 1, 20_000) == 1 else { throw SocketError(call: "poll") }
    let count = recv(descriptor, &buffer, buffer.count, 0)
    guard count > 0 else { break }
    answer += buffer[..<count]
  }
  guard let end = answer.firstRange(of: Array("\r\n\r\n".utf8)) else {
    throw SocketError(call: "head")
  }
  let lines = String(decoding: answer[..<end.lowerBound], as: UTF8.self)
    .components(separatedBy: "\r\n")
  var fields: [String: String] = [:]
  var all: [(name: String, value: String)] = []
  for line in lines.dropFirst() {
    let parts = line.split(separator: ":", maxSplits: 1)
    let value = parts[1].trimmingCharacters(in: .whitespaces)
    fields[parts[0].lowercased()] = value
    all.append((parts[0].lowercased(), value))
  }
  return HTTPAnswer(
    status: Int(lines[0].split(separator: " ")[1]) ?? 0,
    fields: fields,
    body: Array(answer[end.upperBound...]),
    lines: all
  )
}

/// A way to the office that counts, and loses what it is told to lose.
final class CountingTransport: OfficeTransport {
  struct Told {
    var requests = 0
    /// How many answers are lost from now on: the request takes effect.
    var losesAnswers = 0
  }

  private let inner: any OfficeTransport
  private let told = Mutex(Told())

  init(_ inner: any OfficeTransport) { self.inner = inner }

  var requests: Int { told.withLock { $0.requests } }
  func loseAnswers(_ count: Int) { told.withLock { $0.losesAnswers = count } }

  func send(_ request: TransportRequest) async throws(TransportError) -> TransportResponse {
    told.withLock { $0.requests += 1 }
    let response = try await inner.send(request)
    let isLost = told.withLock { told in
      guard told.losesAnswers > 0 else { return false }
      told.losesAnswers -= 1
      return true
    }
    if isLost { throw TransportError(reason: "lost") }
    return response
  }
}
