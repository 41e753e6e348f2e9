import SchouwCanon

/// Makes random JSON values, rich in what is hard: escapes, surrogate pairs, nearly equal names.
struct ValueGenerator {
  private var random: SeededRandom

  init(seed: String) {
    random = SeededRandom(seed: seed)
  }

  mutating func value(depth: Int) -> JSONValue {
    switch Int.random(in: 0..<(depth > 0 ? 10 : 6), using: &random) {
    case 0: return .null
    case 1: return .bool(Bool.random(using: &random))
    case 2, 3: return .number(number())
    case 4, 5: return .string(string())
    case 6, 7:
      let count = Int.random(in: 0...5, using: &random)
      return .array((0..<count).map { _ in value(depth: depth - 1) })
    default:
      let count = Int.random(in: 0...6, using: &random)
      return .object(JSONObject((0..<count).map { _ in (string(), value(depth: depth - 1)) }))
    }
  }

  mutating func number() -> Double {
    switch Int.random(in: 0..<4, using: &random) {
    case 0: return Double(Int64.random(in: -100...100, using: &random))
    case 1: return Double(Int64.random(in: -1 << 53...1 << 53, using: &random))
    case 2: return Double(Int64.random(in: -99999...99999, using: &random)) / 1000
    default:
      let number = Double(bitPattern: random.next())
      return number.isFinite ? number : 0.1
    }
  }

  mutating func string() -> String {
    let pieces: [String] = [
      "a", "b", "ab", "z", "0", "/", "~", "\"", "\\", "\n", "\t", "\u{0}", "\u{1f}", "\u{7f}", "é",
      "e\u{301}", "€", "\u{d7ff}", "\u{e000}", "\u{ffff}", "\u{10000}", "😀", "\u{10ffff}",
      "a long piece without escapes",
    ]
    let count = Int.random(in: 0...4, using: &random)
    return (0..<count).map { _ in pieces[Int.random(in: 0..<pieces.count, using: &random)] }
      .joined()
  }
}
