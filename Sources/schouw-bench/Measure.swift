import Foundation
import SchouwCanon

/// One figure: what it is, how much, and how much the baseline of the same run was.
struct Figure {
  let name: String
  let value: Double
  let unit: String
  let baseline: Double?

  /// The value over the baseline.
  var ratio: Double? { baseline.map { $0 == 0 ? 0 : value / $0 } }

  var json: JSONValue {
    [
      "baseline": baseline.map { .number(Self.rounded($0)) } ?? .null, "name": .string(name),
      "ratio": ratio.map { .number(Self.rounded($0)) } ?? .null, "unit": .string(unit),
      "value": .number(Self.rounded(value)),
    ]
  }

  /// Three decimals are more than a measurement has.
  static func rounded(_ value: Double) -> Double { (value * 1000).rounded() / 1000 }
}

/// Readings of the system: time, processor time, and what was written to disks.
enum Reading {
  /// Seconds of a clock that never goes back.
  static func seconds() -> Double {
    Double(DispatchTime.now().uptimeNanoseconds) / 1e9
  }

  /// Seconds of processor time that this process has used.
  static func processorSeconds() -> Double {
    var usage = rusage()
    getrusage(0, &usage)  // RUSAGE_SELF
    func seconds(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) / 1e6 }
    return seconds(usage.ru_utime) + seconds(usage.ru_stime)
  }

  /// Seconds that the threads of another process have run.
  static func processorSeconds(ofProcess id: Int32) -> Double {
    let folder = "/proc/\(id)/task"
    var nanoseconds = 0.0
    for task in (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [] {
      guard let text = try? String(contentsOfFile: "\(folder)/\(task)/schedstat", encoding: .utf8),
        let first = text.split(separator: " ").first, let value = Double(first)
      else { continue }
      nanoseconds += value
    }
    return nanoseconds / 1e9
  }

  /// Bytes that this process has caused to be written (`write_bytes` of `/proc/self/io`).
  static func writtenBytes() -> Double { writtenBytes(of: "self") }

  /// Bytes that another process has caused to be written.
  static func writtenBytes(ofProcess id: Int32) -> Double { writtenBytes(of: String(id)) }

  private static func writtenBytes(of process: String) -> Double {
    guard let text = try? String(contentsOfFile: "/proc/\(process)/io", encoding: .utf8) else {
      return 0
    }
    for line in text.split(separator: "\n") where line.hasPrefix("write_bytes:") {
      return Double(line.dropFirst(12).trimmingCharacters(in: .whitespaces)) ?? 0
    }
    return 0
  }

  /// The middle of some values.
  static func median(_ values: [Double]) -> Double {
    let sorted = values.sorted()
    guard !sorted.isEmpty else { return 0 }
    return sorted.count % 2 == 1
      ? sorted[sorted.count / 2] : (sorted[sorted.count / 2 - 1] + sorted[sorted.count / 2]) / 2
  }
}
