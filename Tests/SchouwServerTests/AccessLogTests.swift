import Foundation
import SchouwCanon
import SchouwDocuments
import SchouwHTTP
import SchouwServer
import SchouwSync
import Synchronization
import Testing

/// What a request leaves behind in the access log.
@Suite struct `The access log` {
  final class Lines: Sendable {
    private let lines = Mutex<[String]>([])
    func add(_ line: String) { lines.withLock { $0.append(line) } }
    var all: [String] { lines.withLock { $0 } }
  }

  let lines = Lines()
  let server: MergeServer
  let token = Base64URL.encode([UInt8](repeating: 7, count: 32))

  init() async throws {
    let (disk, clock, lines) = (MemoryDisk(), TestClock(), lines)
    try MergeServer.create("/office", disk: disk)
    var configuration = MergeServer.Configuration(folder: "/office", clock: { clock.now })
    configuration.disk = disk
    configuration.random = SeededRandom(seed: "access log")
    configuration.accessLog = { lines.add($0) }
    server = try MergeServer(configuration)
    let invited = try await server.administer(.deviceAdd("noord", scopes: [scope("A")]))
    let body: JSONValue = [
      "code": .string(invited["code"]?.stringValue ?? ""), "key": .string(token),
      "replica": "0000000000000001", "token": .string(token), "v": 1,
    ]
    let answer = try await ask(
      server,
      "POST",
      "/v1/enrol",
      type: "application/json",
      body: body.canonicalBytes
    )
    #expect(answer.status == 200)
  }

  /// The last line without its time and its milliseconds.
  var last: String? {
    guard let line = lines.all.last else { return nil }
    let parts = line.split(separator: " ").map(String.init)
    guard parts.count == 7, Stamp.milliseconds(of: parts[0]) != nil, Double(parts[5]) != nil else {
      return line
    }
    return (parts[1...4] + [parts[6]]).joined(separator: " ")
  }

  @Test func `has a line for each request: method, route, status, bytes and who`() async throws {
    #expect(last?.hasPrefix("POST /v1/enrol 200 ") == true)
    #expect(last?.hasSuffix(" noord") == true)
    let health = try await ask(server, "GET", "/healthz")
    #expect(last == "GET /healthz 200 \(health.body.count) -")
    let id = documentID(1)
    _ = try await ask(server, "GET", "/v1/documents/\(id)/history", token: token)
    #expect(last?.hasPrefix("GET /v1/documents/{id}/history 404 ") == true)
    #expect(last?.hasSuffix(" noord") == true)
    _ = try await ask(
      server,
      "POST",
      "/v1/admin",
      token: server.adminSecret,
      type: "application/json",
      body: AdminCommand.today().json.canonicalBytes
    )
    #expect(last?.hasPrefix("POST /v1/admin 200 ") == true)
    #expect(last?.hasSuffix(" office") == true)
    #expect(lines.all.count == 4)
  }

  @Test func `names no document, no token, no query and nothing that a stranger made up`()
    async throws
  {
    let id = documentID(1)
    _ = try await ask(server, "GET", "/v1/documents/\(id)?who=jan", token: "secret")
    #expect(last?.hasPrefix("GET /v1/documents/{id} 401 ") == true)
    _ = try await ask(server, "GET", "/jansen/6411AB?x=y")
    #expect(last?.hasPrefix("GET other 404 ") == true)
    // A method that is none is refused before anybody is asked.
    #expect(try await ask(server, "JANSEN", "/healthz").status == 400)
    #expect(last?.hasPrefix("GET other 404 ") == true)
    _ = try await ask(server, "DELETE", "/healthz")
    #expect(last?.hasPrefix("DELETE /healthz 405 ") == true)
    let all = lines.all.joined().lowercased()
    for word in [id.description, "jan", "secret", "6411", token.lowercased(), "x=y"] {
      #expect(!all.contains(word), "\(word)")
    }
  }
}
