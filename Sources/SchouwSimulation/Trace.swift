/// What happened in a run: a hash of all of it, and on demand a log that reads like a story.
///
/// The hash covers every act, every byte of every message and every outcome, so that two runs with one hash did
/// the same. FNV-1a, 64 bits: quick, and nobody has an interest in a collision.
package struct Trace: Sendable {
  /// The hash so far.
  package private(set) var hash: UInt64 = 0xcbf2_9ce4_8422_2325
  /// The story so far, a line each; empty unless it was asked for.
  package private(set) var lines: [String] = []
  /// Whether a story is wanted.
  package let isTold: Bool
  /// The step that is carried out.
  package var step = 0

  /// Nothing happened yet.
  package init(isTold: Bool = false) { self.isTold = isTold }

  /// Takes bytes into the hash.
  package mutating func mix(_ bytes: some Sequence<UInt8>) {
    var hash = hash
    for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    self.hash = hash
  }

  /// Takes a number into the hash.
  package mutating func mix(_ number: UInt64) {
    hash = (hash ^ number) &* 0x100_0000_01b3
    hash ^= hash >> 29
  }

  /// Takes a long message into the hash, eight bytes at a time.
  package mutating func mix(message bytes: [UInt8]) {
    var hash = hash
    bytes.withUnsafeBytes { raw in
      var place = 0
      while place + 8 <= raw.count {
        let word = raw.loadUnaligned(fromByteOffset: place, as: UInt64.self).littleEndian
        hash = (hash ^ word) &* 0x100_0000_01b3
        hash ^= hash >> 29
        place += 8
      }
      while place < raw.count {
        hash = (hash ^ UInt64(raw[place])) &* 0x100_0000_01b3
        place += 1
      }
    }
    self.hash = (hash ^ UInt64(bytes.count)) &* 0x100_0000_01b3
  }

  /// Notes what somebody did or what befell them.
  package mutating func note(_ who: String, _ what: @autoclosure () -> String) {
    let what = what()
    mix(who.utf8)
    mix(what.utf8)
    guard isTold else { return }
    let number =
      step == 0 ? "    " : String(repeating: " ", count: max(0, 4 - "\(step)".count)) + "\(step)"
    lines.append("\(number)  \(who)\(String(repeating: " ", count: max(1, 9 - who.count)))\(what)")
  }
}
