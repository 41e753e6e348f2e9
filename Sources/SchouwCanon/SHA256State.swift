/// The eight working words of SHA-256 and its compression function (FIPS 180-4 section 6.2.2).
struct SHA256State: Sendable {
  private var a: UInt32 = 0x6a09_e667
  private var b: UInt32 = 0xbb67_ae85
  private var c: UInt32 = 0x3c6e_f372
  private var d: UInt32 = 0xa54f_f53a
  private var e: UInt32 = 0x510e_527f
  private var f: UInt32 = 0x9b05_688c
  private var g: UInt32 = 0x1f83_d9ab
  private var h: UInt32 = 0x5be0_cd19

  private static let constants: [UInt32] = [
    0x428a_2f98, 0x7137_4491, 0xb5c0_fbcf, 0xe9b5_dba5, 0x3956_c25b, 0x59f1_11f1, 0x923f_82a4,
    0xab1c_5ed5, 0xd807_aa98, 0x1283_5b01, 0x2431_85be, 0x550c_7dc3, 0x72be_5d74, 0x80de_b1fe,
    0x9bdc_06a7, 0xc19b_f174, 0xe49b_69c1, 0xefbe_4786, 0x0fc1_9dc6, 0x240c_a1cc, 0x2de9_2c6f,
    0x4a74_84aa, 0x5cb0_a9dc, 0x76f9_88da, 0x983e_5152, 0xa831_c66d, 0xb003_27c8, 0xbf59_7fc7,
    0xc6e0_0bf3, 0xd5a7_9147, 0x06ca_6351, 0x1429_2967, 0x27b7_0a85, 0x2e1b_2138, 0x4d2c_6dfc,
    0x5338_0d13, 0x650a_7354, 0x766a_0abb, 0x81c2_c92e, 0x9272_2c85, 0xa2bf_e8a1, 0xa81a_664b,
    0xc24b_8b70, 0xc76c_51a3, 0xd192_e819, 0xd699_0624, 0xf40e_3585, 0x106a_a070, 0x19a4_c116,
    0x1e37_6c08, 0x2748_774c, 0x34b0_bcb5, 0x391c_0cb3, 0x4ed8_aa4a, 0x5b9c_ca4f, 0x682e_6ff3,
    0x748f_82ee, 0x78a5_636f, 0x84c8_7814, 0x8cc7_0208, 0x90be_fffa, 0xa450_6ceb, 0xbef9_a3f7,
    0xc671_78f2,
  ]

  /// Takes in whole blocks of 64 bytes.
  mutating func absorb(_ blocks: UnsafeRawBufferPointer) {
    guard let base = blocks.baseAddress else { return }
    SHA256State.constants.withUnsafeBufferPointer { constants in
      guard let constants = constants.baseAddress else { return }
      withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 16) { schedule in
        guard let schedule = schedule.baseAddress else { return }
        var offset = 0
        while offset &+ 64 <= blocks.count {
          compress(base + offset, constants, schedule)
          offset &+= 64
        }
      }
    }
  }

  /// Takes in the last bytes, fewer than 64, and the padding (FIPS 180-4 section 5.1.1).
  mutating func finish(_ rest: UnsafeRawBufferPointer, byteCount: UInt64) -> Digest {
    let size = rest.count < 56 ? 64 : 128
    withUnsafeTemporaryAllocation(byteCount: 128, alignment: 8) { buffer in
      buffer.initializeMemory(as: UInt8.self, repeating: 0)
      buffer.copyMemory(from: rest)
      buffer[rest.count] = 0x80
      buffer.storeBytes(
        of: (byteCount &* 8).bigEndian,
        toByteOffset: size &- 8,
        as: UInt64.self
      )
      absorb(UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(buffer)[..<size]))
    }
    func join(_ high: UInt32, _ low: UInt32) -> UInt64 { UInt64(high) << 32 | UInt64(low) }
    return Digest(words: (join(a, b), join(c, d), join(e, f), join(g, h)))
  }

  @inline(__always)
  private static func rotate(_ word: UInt32, _ bits: UInt32) -> UInt32 {
    word &>> bits | word &<< (32 &- bits)
  }

  @inline(__always)
  private mutating func compress(
    _ block: UnsafeRawPointer,
    _ constants: UnsafePointer<UInt32>,
    _ schedule: UnsafeMutablePointer<UInt32>
  ) {
    var t = 0
    while t < 16 {
      schedule[t] = UInt32(
        bigEndian: block.loadUnaligned(fromByteOffset: t &* 4, as: UInt32.self)
      )
      t &+= 1
    }
    var (a, b, c, d, e, f, g, h) = (a, b, c, d, e, f, g, h)
    // What two of the three words of the majority differ in; the next round needs it again.
    var difference = b ^ c

    /// The word of the schedule sixteen rounds on, in the place of the one that is done with.
    @inline(__always)
    func extend(_ t: Int) -> UInt32 {
      let w15 = schedule[(t &+ 1) & 15]
      let w2 = schedule[(t &+ 14) & 15]
      let s0 = Self.rotate(w15, 7) ^ Self.rotate(w15, 18) ^ w15 &>> 3
      let s1 = Self.rotate(w2, 17) ^ Self.rotate(w2, 19) ^ w2 &>> 10
      schedule[t] = schedule[t] &+ s0 &+ schedule[(t &+ 9) & 15] &+ s1
      return schedule[t]
    }

    @inline(__always)
    func round(
      _ a: UInt32,
      _ b: UInt32,
      _ c: UInt32,
      _ d: inout UInt32,
      _ e: UInt32,
      _ f: UInt32,
      _ g: UInt32,
      _ h: inout UInt32,
      _ constant: UInt32,
      _ word: UInt32
    ) {
      // Rotations by 6, 11 and 25, and by 2, 13 and 22, one within the other: fewer copies of the word.
      let s1 = Self.rotate(Self.rotate(Self.rotate(e, 14) ^ e, 5) ^ e, 6)
      let choice = g ^ (e & (f ^ g))
      let t1 = h &+ constant &+ word &+ choice &+ s1
      let s0 = Self.rotate(Self.rotate(Self.rotate(a, 9) ^ a, 11) ^ a, 2)
      let newDifference = a ^ b
      let majority = (newDifference & difference) ^ b
      difference = newDifference
      d = d &+ t1
      h = t1 &+ majority &+ s0
    }

    @inline(__always)
    func sixteenRounds(_ k: UnsafePointer<UInt32>, _ word: (Int) -> UInt32) {
      round(a, b, c, &d, e, f, g, &h, k[0], word(0))
      round(h, a, b, &c, d, e, f, &g, k[1], word(1))
      round(g, h, a, &b, c, d, e, &f, k[2], word(2))
      round(f, g, h, &a, b, c, d, &e, k[3], word(3))
      round(e, f, g, &h, a, b, c, &d, k[4], word(4))
      round(d, e, f, &g, h, a, b, &c, k[5], word(5))
      round(c, d, e, &f, g, h, a, &b, k[6], word(6))
      round(b, c, d, &e, f, g, h, &a, k[7], word(7))
      round(a, b, c, &d, e, f, g, &h, k[8], word(8))
      round(h, a, b, &c, d, e, f, &g, k[9], word(9))
      round(g, h, a, &b, c, d, e, &f, k[10], word(10))
      round(f, g, h, &a, b, c, d, &e, k[11], word(11))
      round(e, f, g, &h, a, b, c, &d, k[12], word(12))
      round(d, e, f, &g, h, a, b, &c, k[13], word(13))
      round(c, d, e, &f, g, h, a, &b, k[14], word(14))
      round(b, c, d, &e, f, g, h, &a, k[15], word(15))
    }

    sixteenRounds(constants) { schedule[$0] }
    t = 16
    while t < 64 {
      sixteenRounds(constants + t, extend)
      t &+= 16
    }
    self.a = self.a &+ a
    self.b = self.b &+ b
    self.c = self.c &+ c
    self.d = self.d &+ d
    self.e = self.e &+ e
    self.f = self.f &+ f
    self.g = self.g &+ g
    self.h = self.h &+ h
  }
}
