import SchouwCanon
import SchouwDocuments
import SchouwSync
import Testing

/// Plays a script of inputs to the exchange and writes the effects under each, as etcd's raft does.
///
/// A script is lines: `start`, `collected records=2 more`, `answered more`, `applied`, `failed`,
/// `failed retry=7`, `elapsed`, `answered text=<bytes>`; what the machine answers stands under each, indented.
struct ScriptPlayer {
  private var exchange: Exchange
  private var lines: [String] = []

  init(tries: Int = 3, sendsAhead: Bool = false) {
    exchange = Exchange(triesMax: tries, random: SeededRandom(seed: 1), sendsAhead: sendsAhead)
  }

  static func play(
    _ script: String,
    tries: Int = 3,
    sendsAhead: Bool = false
  ) throws -> String {
    var player = ScriptPlayer(tries: tries, sendsAhead: sendsAhead)
    for line in script.split(separator: "\n") where !line.hasPrefix(" ") {
      try player.take(String(line))
    }
    return player.lines.joined(separator: "\n") + "\n"
  }

  private mutating func take(_ line: String) throws {
    lines.append(line)
    let words = line.split(separator: " ").map(String.init)
    let retry = words.first { $0.hasPrefix("retry=") }.flatMap { Int($0.dropFirst(6)) }
    for effect in exchange.step(try Self.input(words)) {
      lines.append("  " + Self.text(effect, retry: retry))
    }
  }

  static func request(records: Int) -> Exchange.Batch {
    Exchange.Batch(
      request: SyncRequest(
        replica: Replica(bits: 1),
        counter: records,
        cursor: "00000001.5",
        time: 0,
        limit: 1
      ),
      records: (0..<records).map { Array("{\"r\":\($0)}".utf8) },
      hasMore: false
    )
  }

  private static func input(_ words: [String]) throws -> Exchange.Input {
    func number(_ name: String) -> Int? {
      words.first { $0.hasPrefix(name + "=") }.flatMap { Int($0.dropFirst(name.count + 1)) }
    }
    switch words[0] {
    case "start": return .start
    case "collected":
      var batch = request(records: number("records") ?? 0)
      batch.hasMore = words.contains("more")
      return .collected(batch)
    case "answered":
      if let text = words.first(where: { $0.hasPrefix("text=") }) {
        return .answered(Array(text.dropFirst(5).utf8))
      }
      var response = SyncResponse()
      response.epoch = "00000001"
      response.cursor = "00000001.\(number("cursor") ?? 9)"
      response.more = words.contains("more")
      response.restored = number("restored")
      response.forked = words.contains("forked")
      let records = (0..<(number("records") ?? 0)).map { Array("{\"a\":\($0)}".utf8) }
      let bytes = response.bytes(records: records)
      return .answered(Array(bytes.prefix(number("cut") ?? bytes.count)))
    case "applied": return .applied
    case "failed": return .failed(retryAfterSeconds: number("retry"))
    case "elapsed": return .elapsed
    default: throw SyncError(.badHead, line: 0)
    }
  }

  private static func text(_ effect: Exchange.Effect, retry: Int?) -> String {
    switch effect {
    case .collect(let bytesMax): "collect \(bytesMax)"
    case .send(let bytes):
      "send \((try? MessageLines(reading: bytes))?.records.count ?? -1) records"
    case .sendAhead(let request): "send ahead from \(request.cursor ?? "the beginning")"
    case .apply(let answer):
      "apply \(answer.records.count) records, answering \(answer.sent.count)"
    case .wait(let milliseconds):
      if let retry {
        "wait at least \(min(retry * 1000, milliseconds))"
      } else {
        "wait at most \(max(60_000, milliseconds))"
      }
    case .finish(.complete): "finish complete"
    case .finish(.unreachable(let tries)): "finish unreachable after \(tries)"
    case .finish(.notSchouw(let error)): "finish not Schouw: \(error.code.rawValue)"
    }
  }
}
