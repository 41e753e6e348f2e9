import Foundation
import SchouwCanon
import SchouwDocuments

/// The rows without disk or network: one core, values in memory.
extension Bench {
  /// How often a body runs in a second: the median of several rounds, each of about a fifth of a second.
  private func rate(_ body: () throws -> Void) rethrows -> Double {
    var rates: [Double] = []
    var count = 1
    while rates.count < (isSmall ? 1 : 7) {
      let start = Reading.seconds()
      for _ in 0..<count { try body() }
      let seconds = Reading.seconds() - start
      guard seconds > (isSmall ? 0.001 : 0.2) else {
        count *= 2
        continue
      }
      rates.append(Double(count) / seconds)
    }
    return Reading.median(rates)
  }

  // MARK: merge

  /// One document: reads a change of ten fields from its bytes, folds it beside ten concurrent edits and writes
  /// the canonical bytes of the state; beside it Foundation reads and writes the same answers as plain JSON.
  func merge() throws -> [Figure] {
    progress("merge")
    var first = SampleDocuments(seed: "birth")
    let birth = try first.birth(scope: Self.scope)
    var history = DocumentHistory(document: birth.document)
    history.insert(birth)
    for number in 0..<10 {
      var author = SampleDocuments(seed: "author \(number)")
      history.insert(
        try author.edit(birth.document, seen: [birth.name], fields: number * 3..<number * 3 + 1)
      )
    }
    var last = SampleDocuments(seed: "last")
    let bytes = try last.edit(birth.document, seen: [birth.name], fields: 5..<15).bytes
    var stateBytes = 0
    let documents = try rate {
      var merged = history
      merged.insert(try Change(reading: bytes))
      stateBytes = merged.fold.canonicalBytes.count
    }
    let plain = SampleDocuments.plain(birth).canonicalBytes
    let data = Data(plain)
    let foundation = try rate {
      let object = try JSONSerialization.jsonObject(with: data)
      _ = try JSONSerialization.data(withJSONObject: object, options: [.sortedKeys])
    }
    return [
      Figure(name: "merge", value: documents, unit: "documents/s", baseline: foundation),
      Figure(
        name: "merge_state",
        value: Double(stateBytes),
        unit: "bytes",
        baseline: Double(plain.count)
      ),
    ]
  }

  // MARK: json_read, json_write, sha256

  /// A document of 2 KB, read and written, beside Foundation's.
  func json() throws -> [Figure] {
    progress("json_read, json_write")
    var sample = SampleDocuments(seed: "json")
    let bytes = try sample.birth(scope: Self.scope).bytes
    let value = try JSONReader.read(bytes)
    let data = Data(bytes)
    let object = try JSONSerialization.jsonObject(with: data)
    let megabytes = Double(bytes.count) / 1e6
    return [
      Figure(
        name: "json_read",
        value: try rate { _ = try JSONReader.read(bytes) } * megabytes,
        unit: "MB/s",
        baseline: try rate { _ = try JSONSerialization.jsonObject(with: data) } * megabytes
      ),
      Figure(
        name: "json_write",
        value: rate { _ = value.canonicalBytes } * megabytes,
        unit: "MB/s",
        baseline: try rate {
          _ = try JSONSerialization.data(withJSONObject: object, options: [.sortedKeys])
        } * megabytes
      ),
    ]
  }

  /// SHA-256 of a file in memory, beside `sha256sum`, which may use the processor's own instructions.
  func sha256() throws -> [Figure] {
    progress("sha256")
    let megabytes = isSmall ? 4 : 128
    let bytes = [UInt8](repeating: 0x5a, count: megabytes << 20)
    let own = rate { _ = SHA256.hash(bytes) } * Double(megabytes) * 1.048576
    let path = folder + "/sha256.bin"
    try Data(bytes).write(to: URL(fileURLWithPath: path))
    let empty = folder + "/empty.bin"
    try Data().write(to: URL(fileURLWithPath: empty))
    let tool = "/usr/bin/sha256sum"
    guard FileManager.default.isExecutableFile(atPath: tool) else {
      return [Figure(name: "sha256", value: own, unit: "MB/s", baseline: nil)]
    }
    // Less what it costs to start it.
    let seconds =
      try Self.seconds(of: tool, [path], times: 5) - Self.seconds(of: tool, [empty], times: 5)
    return [
      Figure(
        name: "sha256",
        value: own,
        unit: "MB/s",
        baseline: Double(megabytes) * 1.048576 / max(seconds, 1e-6)
      )
    ]
  }

  // MARK: start

  /// A command from its start to its end, beside a program that does nothing.
  func start() throws -> [Figure] {
    progress("start")
    let program = Bundle.main.bundleURL.appendingPathComponent("schouw").path
    let times = isSmall ? 3 : 41
    return [
      Figure(
        name: "start",
        value: try Self.seconds(of: program, ["--version"], times: times) * 1000,
        unit: "ms",
        baseline: try Self.seconds(of: "/bin/true", [], times: times) * 1000
      )
    ]
  }

  /// The median of the seconds that a program takes.
  private static func seconds(of program: String, _ words: [String], times: Int) throws -> Double {
    var seconds: [Double] = []
    for _ in 0..<times {
      let process = Process()
      process.executableURL = URL(fileURLWithPath: program)
      process.arguments = words
      process.standardOutput = FileHandle.nullDevice
      process.standardError = FileHandle.nullDevice
      let start = Reading.seconds()
      try process.run()
      process.waitUntilExit()
      seconds.append(Reading.seconds() - start)
    }
    return Reading.median(seconds)
  }
}
