import Foundation
import SchouwCanon
import SchouwDocuments
import SchouwFieldClient
import SchouwJournal
import SchouwSync
import SchouwTransport
import Synchronization

/// The rows with a real server in a process of its own.
extension Bench {
  /// A device that is enrolled by hand: its token, and what it writes.
  private struct RawDevice {
    let token: String
    let scope: String
    var sample: SampleDocuments
  }

  private func enrol(_ name: String, scope: String, at server: ServerProcess) async throws
    -> RawDevice
  {
    let network = URLSessionTransport()
    let code = try await server.invite(name, scope, over: network)
    let sample = SampleDocuments(seed: name)
    var random = SystemRandom()
    let token = Base64URL.encode(random.nextBytes(32))
    let body: JSONValue = [
      "code": .string(code), "key": .string(Base64URL.encode(random.nextBytes(32))),
      "replica": .string(sample.replica.description), "token": .string(token), "v": 1,
    ]
    _ = try RawConnection(server.address).send(
      RawConnection.request(
        "POST",
        "/v1/enrol",
        token: nil,
        type: "application/json",
        body: body.canonicalBytes
      )
    )
    return RawDevice(token: token, scope: scope, sample: sample)
  }

  /// Batches of new documents, as records.
  private func batches(
    _ device: inout RawDevice,
    _ batches: Int,
    of count: Int
  ) throws -> [[[UInt8]]] {
    try (0..<batches).map { _ in
      try (0..<count).map { _ in
        Record.change(try device.sample.birth(scope: device.scope)).recordBytes
      }
    }
  }

  /// Sends records as a device does, on from a cursor; the cursor and whether there is more.
  @discardableResult
  private static func exchange(
    _ records: [[UInt8]],
    of device: RawDevice,
    counter: Int,
    cursor: String?,
    limit: Int = 1,
    over connection: RawConnection
  ) throws -> (cursor: String?, more: Bool) {
    let answer = try connection.send(
      RawConnection.request(
        "POST",
        "/v1/sync",
        token: device.token,
        body: request(device, counter: counter, cursor: cursor, limit: limit).bytes(
          records: records
        )
      )
    )
    let head = try JSONReader.read(Array(answer.prefix { $0 != UInt8(ascii: "\n") }))["sync"]
    return (head?["cursor"]?.stringValue, head?["more"]?.boolValue == true)
  }

  private static func request(
    _ device: RawDevice,
    counter: Int,
    cursor: String?,
    limit: Int
  ) -> SyncRequest {
    SyncRequest(
      replica: device.sample.replica,
      counter: counter,
      cursor: cursor,
      time: Int64(Date().timeIntervalSince1970 * 1000),
      limit: limit
    )
  }

  // MARK: ingest

  /// Eight clients send batches of 100 prepared documents.
  ///
  /// Beside it a bare loop of append and `fdatasync` of the same batches. The clients are this process, the
  /// server is another.
  func ingest() async throws -> [Figure] {
    let server = try ServerProcess(folder: folder + "/ingest")
    defer { server.stop() }
    let perClient = isSmall ? 2 : 60
    progress("ingest: \(8 * perClient * 100) documents")
    var devices: [RawDevice] = []
    var batches: [[[[UInt8]]]] = []
    for number in 0..<8 {
      var device = try await enrol("noord-\(number)", scope: "BU0917200\(number)", at: server)
      batches.append(try self.batches(&device, perClient, of: 100))
      devices.append(device)
    }
    let before = (Reading.processorSeconds(), server.processorSeconds, server.writtenBytes)
    let connections = try (0..<8).map { _ in try RawConnection(server.address) }
    let (prepared, writers) = (batches, devices)
    let start = Reading.seconds()
    let failures = Mutex(0)
    let threads = DispatchGroup()
    for number in 0..<8 {
      threads.enter()
      Thread.detachNewThread {
        defer { threads.leave() }
        var cursor: String?
        for (index, records) in prepared[number].enumerated() {
          do {
            cursor = try Self.exchange(
              records,
              of: writers[number],
              counter: (index + 1) * 100,
              cursor: cursor,
              over: connections[number]
            ).cursor
          } catch {
            failures.withLock { $0 += 1 }
          }
        }
      }
    }
    await threads.done()
    let seconds = Reading.seconds() - start
    guard failures.withLock({ $0 }) == 0 else { throw BenchError.connection("ingest") }
    let documents = Double(8 * perClient * 100)
    let client = Reading.processorSeconds() - before.0
    let office = server.processorSeconds - before.1
    let written = server.writtenBytes - before.2
    // The bare loop: the same bytes.
    let file = try SystemDisk().open(folder + "/ingest.bare", .create)
    defer { file.close() }
    var offset = 0
    let bareBefore = Reading.writtenBytes()
    let bareStart = Reading.seconds()
    for index in 0..<perClient {
      for number in 0..<8 {
        let bytes = Array(prepared[number][index].joined())
        try file.write(bytes, at: offset)
        offset += bytes.count
        try file.sync()
      }
    }
    let bare = documents / (Reading.seconds() - bareStart)
    return [
      Figure(name: "ingest", value: documents / seconds, unit: "documents/s", baseline: bare),
      Figure(
        name: "ingest_server",
        value: office / documents * 1e6,
        unit: "µs/document",
        baseline: nil
      ),
      Figure(
        name: "ingest_client",
        value: client / documents * 1e6,
        unit: "µs/document",
        baseline: nil
      ),
      Figure(
        name: "ingest_written",
        value: written / documents,
        unit: "bytes/document",
        baseline: (Reading.writtenBytes() - bareBefore) / documents
      ),
    ]
  }

  // MARK: cold_pull

  /// A new laptop takes in everything and stores it durably; beside it a bare loop writes as many bytes.
  func coldPull() async throws -> [Figure] {
    let server = try ServerProcess(folder: folder + "/pull")
    defer { server.stop() }
    let count = isSmall ? 400 : 20_000
    progress("cold_pull: \(count) documents")
    var device = try await enrol("noord", scope: Self.scope, at: server)
    let connection = try RawConnection(server.address)
    var bytes = 0
    var cursor: String?
    for (index, records) in try batches(&device, count / 100, of: 100).enumerated() {
      bytes += records.reduce(0) { $0 + $1.count }
      cursor = try Self.exchange(
        records,
        of: device,
        counter: (index + 1) * 100,
        cursor: cursor,
        over: connection
      ).cursor
    }
    let network = URLSessionTransport(timeoutSeconds: 120)
    var rates: [Double] = []
    var bare: [Double] = []
    for round in 0..<(isSmall ? 1 : 3) {
      let store = try await laptop("\(folder)/pull-zuid\(round)", server, network)
      let start = Reading.seconds()
      let verdict = try await store.sync(over: network)
      rates.append(Double(verdict.documents.count) / (Reading.seconds() - start))
      guard verdict.documents.count == count else { throw BenchError.sample }
      let file = try SystemDisk().open("\(folder)/pull-bare\(round)", .create)
      defer { file.close() }
      let page = [UInt8](repeating: 0x78, count: 1 << 20)
      let bareStart = Reading.seconds()
      for index in 0..<(bytes >> 20) + 1 {
        try file.write(page, at: index << 20)
        try file.sync()
      }
      bare.append(Double(count) / (Reading.seconds() - bareStart))
    }
    return [
      Figure(
        name: "cold_pull",
        value: Reading.median(rates),
        unit: "documents/s",
        baseline: Reading.median(bare)
      )
    ]
  }

  // MARK: sync_latency

  /// Five edits of one laptop and five of another, each of one field; the sync that carries both.
  ///
  /// Beside it one question to the server that touches no disk.
  func syncLatency() async throws -> [Figure] {
    progress("sync_latency")
    let growth = try await office("latency", of: isSmall ? 200 : 1_000)
    defer { growth.server.stop() }
    for round in 0..<(isSmall ? 10 : 300) { try await growth.play(round) }
    let connection = try RawConnection(growth.server.address)
    let request = RawConnection.request("GET", "/healthz", token: nil)
    var bare: [Double] = []
    for _ in 0..<(isSmall ? 10 : 300) {
      let start = Reading.seconds()
      _ = try connection.send(request)
      bare.append(Reading.seconds() - start)
    }
    func percentile(_ values: [Double], _ part: Double) -> Double {
      let sorted = values.sorted()
      return sorted.isEmpty ? 0 : sorted[min(sorted.count - 1, Int(Double(sorted.count) * part))]
    }
    return [
      Figure(
        name: "sync_latency_p50",
        value: percentile(growth.seconds, 0.5) * 1000,
        unit: "ms",
        baseline: percentile(bare, 0.5) * 1000
      ),
      Figure(
        name: "sync_latency_p99",
        value: percentile(growth.seconds, 0.99) * 1000,
        unit: "ms",
        baseline: percentile(bare, 0.99) * 1000
      ),
      Figure(
        name: "sync_latency_bytes",
        value: Reading.median(growth.bytes),
        unit: "bytes",
        baseline: nil
      ),
      Figure(
        name: "sync_latency_requests",
        value: Reading.median(growth.requests),
        unit: "requests",
        baseline: nil
      ),
    ]
  }

  // MARK: poll_200

  /// 200 devices ask every second whether there is anything new, on many documents.
  ///
  /// The part of a core that the server needs, and the time of the slowest answers; beside it the same questions
  /// to `/healthz`.
  func poll() async throws -> [Figure] {
    let server = try ServerProcess(folder: folder + "/poll")
    defer { server.stop() }
    let count = isSmall ? 400 : 100_000
    let devices = isSmall ? 10 : 200
    let rounds = isSmall ? 1 : 10
    progress("poll_200: \(count) documents")
    var writer = try await enrol("noord", scope: Self.scope, at: server)
    let connection = try RawConnection(server.address)
    var cursor: String?
    for index in 0..<count / 100 {
      let records = try batches(&writer, 1, of: 100)[0]
      cursor = try Self.exchange(
        records,
        of: writer,
        counter: (index + 1) * 100,
        cursor: cursor,
        over: connection
      ).cursor
    }
    // All have the same scopes, and were granted them before: where one stands that has everything, all do.
    var readers: [RawDevice] = []
    for number in 0..<devices {
      readers.append(try await enrol("poll-\(number)", scope: Self.scope, at: server))
    }
    cursor = nil
    while let reader = readers.first {
      let answer = try Self.exchange(
        [],
        of: reader,
        counter: 0,
        cursor: cursor,
        limit: 4 << 20,
        over: connection
      )
      cursor = answer.cursor
      if !answer.more { break }
    }
    let requests = readers.map { reader in
      RawConnection.request(
        "POST",
        "/v1/sync",
        token: reader.token,
        body: Self.request(reader, counter: 0, cursor: cursor, limit: 1 << 20).bytes(records: [])
      )
    }
    let connections = try (0..<devices).map { _ in try RawConnection(server.address) }
    func ask(_ requests: [[UInt8]]) throws -> (core: Double, seconds: [Double]) {
      var seconds: [Double] = []
      let before = server.processorSeconds
      let begun = Reading.seconds()
      for round in 0..<rounds {
        for (index, request) in requests.enumerated() {
          // Spread over the second, as devices are.
          let due = begun + Double(round) + Double(index) / Double(devices)
          let wait = due - Reading.seconds()
          if wait > 0 { usleep(UInt32(wait * 1e6)) }
          let start = Reading.seconds()
          _ = try connections[index].send(request)
          seconds.append(Reading.seconds() - start)
        }
      }
      return (
        (server.processorSeconds - before) / (Reading.seconds() - begun), seconds.sorted()
      )
    }
    let polled = try ask(requests)
    let bare = try ask(
      requests.map { _ in RawConnection.request("GET", "/healthz", token: nil) }
    )
    func p99(_ seconds: [Double]) -> Double { seconds[seconds.count * 99 / 100] * 1000 }
    return [
      Figure(
        name: "poll_200",
        value: polled.core * 100,
        unit: "% of a core",
        baseline: bare.core * 100
      ),
      Figure(
        name: "poll_200_p99",
        value: p99(polled.seconds),
        unit: "ms",
        baseline: p99(bare.seconds)
      ),
    ]
  }
}

extension DispatchGroup {
  /// Waits without holding a thread of Swift's own pool.
  fileprivate func done() async {
    await withCheckedContinuation { continuation in
      notify(queue: .global()) { continuation.resume() }
    }
  }
}
