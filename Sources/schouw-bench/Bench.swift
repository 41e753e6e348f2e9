import Foundation
import SchouwCanon
import SchouwDocuments
import SchouwFieldClient
import SchouwJournal
import SchouwServer
import SchouwTransport
import Synchronization

/// The rows of the bench.
///
/// Every row measures its baseline in the same run, in turns with the product.
struct Bench {
  let folder: String
  let isSmall: Bool
  let progress: @Sendable (String) -> Void

  static let scope = "BU09172004"

  /// Every row by the name that `--only` takes.
  static let rows: [(name: String, run: @Sendable (Bench) async throws -> [Figure])] = [
    ("durable_edit", { try $0.durableEdit() }), ("sync_growth", { try await $0.syncGrowth() }),
    ("open_100k", { try $0.open() }), ("ingest", { try await $0.ingest() }),
    ("cold_pull", { try await $0.coldPull() }), ("sync_latency", { try await $0.syncLatency() }),
    ("merge", { try $0.merge() }), ("poll_200", { try await $0.poll() }),
    ("json", { try $0.json() }), ("sha256", { try $0.sha256() }), ("start", { try $0.start() }),
  ]

  private static func environment(_ name: String) -> StoreEnvironment {
    StoreEnvironment(
      disk: SystemDisk(),
      clock: { Int64(Date().timeIntervalSince1970 * 1000) },
      random: SystemRandom(),
      machine: name
    )
  }

  private func documents(_ count: Int, from start: Int) throws -> [Store.NewDocument] {
    guard let scope = ScopeCode(Self.scope) else { return [] }
    func path(_ text: String) throws -> JSONPointer {
      guard let path = JSONPointer(text) else { throw CocoaError(.formatting) }
      return path
    }
    return try (start..<start + count).map { number in
      Store.NewDocument(
        kind: "overlast",
        scopes: [scope],
        set: [
          try path("/address"): [
            "number": .number(Double(600 + number % 400)), "place": "Heerlen",
            "postcode": "6411 ZZ", "street": .string("Proefstraat \(number)"),
          ], try path("/category"): "waste", try path("/state"): "reported",
          try path("/what"): .string(
            "Containers aan de straat, grofvuil ernaast; melding \(number). Buren zeggen wekelijks."
          ),
          try path("/frequency"): "weekly", try path("/observed_by_inspector"): "yes",
          try path("/since"): "2026-10-01", try path("/danger_now"): "no",
        ]
      )
    }
  }

  private func fill(_ store: Store, _ count: Int) throws -> [View] {
    var views: [View] = []
    for start in stride(from: 0, to: count, by: 1000) {
      let batch = try documents(min(1000, count - start), from: start)
      views += try store.create(batch).compactMap { $0 }
    }
    return views
  }

  // MARK: durable_edit

  /// One field of one document among 100,000, against a bare loop of append 500 B and `fdatasync`.
  func durableEdit() throws -> [Figure] {
    let count = isSmall ? 2_000 : 100_000
    progress("durable_edit: \(count) documents")
    let store = try Store.create(
      folder + "/edit",
      author: Author("bench"),
      environment: Self.environment("edit")
    )
    let views = try fill(store, count)
    guard let path = JSONPointer("/what") else { return [] }
    var view = views[views.count / 2]
    let file = try SystemDisk().open(folder + "/bare", .create)
    defer { file.close() }
    var appended = 0
    let block = [UInt8](repeating: 0x78, count: 500)
    let rounds = isSmall ? 4 : 50
    let perRound = 100
    var rates: [Double] = []
    var bareRates: [Double] = []
    var written = 0.0
    var bareWritten = 0.0
    for round in 0..<rounds {
      var start = Reading.seconds()
      var bytes = Reading.writtenBytes()
      for _ in 0..<perRound {
        try file.write(block, at: appended)
        appended += block.count
        try file.sync()
      }
      bareRates.append(Double(perRound) / (Reading.seconds() - start))
      bareWritten += Reading.writtenBytes() - bytes
      start = Reading.seconds()
      bytes = Reading.writtenBytes()
      for edit in 0..<perRound {
        view = try store.edit(
          view,
          set: [path: .string("Containers weer aan de straat, keer \(round) \(edit)")]
        )
      }
      rates.append(Double(perRound) / (Reading.seconds() - start))
      written += Reading.writtenBytes() - bytes
    }
    let edits = Double(rounds * perRound)
    return [
      Figure(
        name: "durable_edit",
        value: Reading.median(rates),
        unit: "edits/s",
        baseline: Reading.median(bareRates)
      ),
      Figure(
        name: "durable_edit_written",
        value: written / edits,
        unit: "bytes/edit",
        baseline: bareWritten / edits
      ),
    ]
  }

  // MARK: open_100k

  /// Opening a store of 100,000 documents and showing one: a whole process, its time and its peak memory,
  /// beside the same with a store of ten.
  func open() throws -> [Figure] {
    let count = isSmall ? 2_000 : 100_000
    let program = Bundle.main.bundleURL.appendingPathComponent("schouw").path
    var runs: [String: (seconds: [Double], peak: [Double])] = [:]
    for (name, size) in [("small", 10), ("large", count)] {
      progress("open_100k: \(size) documents")
      let store = try Store.create(
        folder + "/open-" + name,
        author: Author("bench"),
        environment: Self.environment("open")
      )
      let views = try fill(store, size)
      let handle = try store.handle(of: views[size / 2].document)
      var seconds: [Double] = []
      var peaks: [Double] = []
      for _ in 0..<11 {
        let (time, peak) = try Self.run(
          program,
          ["show", handle, "--json", "--store", folder + "/open-" + name],
          state: folder + "/state"
        )
        seconds.append(time)
        peaks.append(peak)
      }
      runs[name] = (seconds, peaks)
    }
    guard let small = runs["small"], let large = runs["large"] else { return [] }
    return [
      Figure(
        name: "open_100k",
        value: Reading.median(large.seconds) * 1000,
        unit: "ms",
        baseline: Reading.median(small.seconds) * 1000
      ),
      Figure(
        name: "open_100k_memory",
        value: Reading.median(large.peak) / 1024,
        unit: "MiB",
        baseline: Reading.median(small.peak) / 1024
      ),
    ]
  }

  /// Runs a program to its end: seconds, and its peak memory in KiB.
  ///
  /// The peak is what GNU time says: a child of this process would begin with this process's own peak.
  private static func run(
    _ program: String,
    _ arguments: [String],
    state: String
  ) throws -> (Double, Double) {
    let variables = [
      "HOME": state, "XDG_STATE_HOME": state, "XDG_DATA_HOME": state, "XDG_CONFIG_HOME": state,
      "PATH": "/usr/bin:/bin",
    ]
    func run(_ path: String, _ words: [String]) throws -> String {
      let process = Process()
      process.executableURL = URL(fileURLWithPath: path)
      process.arguments = words
      process.environment = variables
      process.standardOutput = FileHandle.nullDevice
      let errors = Pipe()
      process.standardError = errors
      try process.run()
      let text = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
      process.waitUntilExit()
      guard process.terminationStatus == 0 else { throw CocoaError(.executableRuntimeMismatch) }
      return text
    }
    let start = Reading.seconds()
    _ = try run(program, arguments)
    let seconds = Reading.seconds() - start
    let time = "/usr/bin/time"
    guard FileManager.default.isExecutableFile(atPath: time) else { return (seconds, 0) }
    let text = try run(time, ["-f", "%M", program] + arguments)
    return (seconds, Double(text.split(separator: "\n").last ?? "") ?? 0)
  }

  // MARK: sync_growth

  /// 5 + 5 edits at 1,000 and at 100,000 documents: requests, bytes, processor time of both sides.
  func syncGrowth() async throws -> [Figure] {
    let small = try await office("growth", of: isSmall ? 200 : 1_000)
    defer { small.server.stop() }
    let large = try await office("growth", of: isSmall ? 6_000 : 100_000)
    defer { large.server.stop() }
    // In turns, so that whatever else the machine does falls on both alike.
    for round in 0..<(isSmall ? 10 : 200) {
      try await small.play(round)
      try await large.play(round)
    }
    let idle = (try await small.idleRequests(), try await large.idleRequests())
    func figure(_ name: String, _ unit: String, _ value: (Growth) -> Double) -> Figure {
      Figure(name: name, value: value(large), unit: unit, baseline: value(small))
    }
    return [
      figure("sync_growth_requests", "requests") { Reading.median($0.requests) },
      figure("sync_growth_bytes", "bytes") { Reading.median($0.bytes) },
      figure("sync_growth_client", "µs") { Reading.median($0.client) * 1e6 },
      figure("sync_growth_server", "µs") { Reading.median($0.office) * 1e6 },
      Figure(
        name: "sync_growth_idle_requests",
        value: idle.1,
        unit: "requests",
        baseline: idle.0
      ), figure("sync_growth_sent", "changes") { Reading.median($0.sent) },
    ]
  }

  /// An office and two laptops that all hold the same documents.
  func office(_ row: String, of count: Int) async throws -> Growth {
    let name = "\(folder)/\(row)-\(count)"
    progress("\(row): \(count) documents")
    let server = try ServerProcess(folder: name + "-office")
    let network = URLSessionTransport(timeoutSeconds: 120)
    let noord = try await laptop(name + "-noord", server, network)
    let zuid = try await laptop(name + "-zuid", server, network)
    let views = try fill(noord, count)
    _ = try await noord.sync(over: network)
    _ = try await zuid.sync(over: network)
    // Ten documents, far apart in the order in which they were made.
    let documents = stride(from: 0, to: views.count, by: max(1, views.count / 10)).prefix(10)
      .map { views[$0].document }
    return Growth(
      server: server,
      network: network,
      noord: noord,
      zuid: zuid,
      documents: documents
    )
  }

  func laptop(
    _ folder: String,
    _ server: ServerProcess,
    _ network: URLSessionTransport
  ) async throws -> Store {
    let store = try Store.create(
      folder,
      author: Author("bench"),
      environment: Self.environment(folder)
    )
    let device = folder.split(separator: "-").last.map(String.init) ?? "laptop"
    let code = try await server.invite(device, Self.scope, over: network)
    _ = try await store.enrol(at: server.address, code: code, over: network)
    return store
  }
}
