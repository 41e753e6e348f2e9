public import SchouwCanon

/// Records that a stick or a colleague's laptop carries for the office alone (rule R1).
///
/// Whoever holds one without the key sees by whom it is, of which replica, from which counter to which, and
/// how large; nothing else.
public struct Sealed: Sendable, Equatable {
  /// The device that sealed it, by its name at the office.
  public let device: String
  /// The replica whose changes are in it.
  public let replica: Replica
  /// The least and greatest counter of its changes.
  public let counters: ClosedRange<Int>
  /// The bytes of the JSON Lines in it.
  public let size: Int
  /// The canonical bytes of the member `sealed`.
  public let bytes: [UInt8]
  /// What is encrypted together with it, and not hidden: the object without `text`.
  private let additional: [UInt8]
  private let nonce: [UInt8]
  private let text: [UInt8]

  /// The version of the form.
  public static let version = 1
  /// What a key is derived for.
  private static let info = Array("schouw sealed 1".utf8)
  /// The bytes of records, line feeds included, that are sealed together unless one alone is larger.
  public static let sizeGoal = 256 << 10
  /// The bytes of records that fit one sealed record: a change of the greatest size, and what stands around it.
  public static let sizeMax = Limits.recordBytesMax + 64

  /// Seals records.
  ///
  /// - Parameters:
  ///   - records: each the canonical bytes of `{"kind":…}`; together at most ``sizeMax`` with a line feed each.
  ///   - device: the name of the device whose enrolment key it is.
  ///   - counters: the least and greatest counter of the changes among them, of `replica`.
  ///   - key: the enrolment key.
  ///   - random: for the nonce.
  /// - Throws: ``CipherError`` `tooLong`.
  public init(
    _ records: [[UInt8]],
    device: String,
    replica: Replica,
    counters: ClosedRange<Int>,
    key: [UInt8],
    random: inout some RandomSource
  ) throws(CipherError) {
    var plain: [UInt8] = []
    for record in records { plain += record + [UInt8(ascii: "\n")] }
    guard plain.count <= Self.sizeMax else { throw CipherError(.tooLong) }
    let nonce = random.nextBytes(ChaCha20Poly1305.nonceByteCount)
    var object: JSONObject = [
      "device": .string(device), "from": .number(Double(counters.lowerBound)),
      "nonce": .string(Base64URL.encode(nonce)), "replica": .string(replica.description),
      "size": .number(Double(plain.count)), "to": .number(Double(counters.upperBound)),
      "v": .number(Double(Self.version)),
    ]
    additional = object.canonicalBytes
    text = try ChaCha20Poly1305.seal(
      plain,
      additional: additional,
      key: Self.key(from: key),
      nonce: nonce
    )
    object["text"] = .string(Base64URL.encode(text))
    bytes = object.canonicalBytes
    self.device = device
    self.replica = replica
    self.counters = counters
    self.nonce = nonce
    size = plain.count
  }

  /// Reads the member `sealed` of a record.
  ///
  /// - Throws: ``ChangeError`` of rule R1, or C, with the member where; a later version is `badMember` at `/v`.
  public init(reading bytes: [UInt8]) throws(ChangeError) {
    let value: JSONValue
    do throws(JSONError) {
      let limits = JSONLimits(depthMax: 1, bytesMax: Limits.sealedBytesMax)
      value = try JSONReader.read(bytes, limits: limits, form: .canonical)
    } catch {
      throw ChangeError(error)
    }
    func bad(_ member: String) -> ChangeError {
      ChangeError(.badMember, rule: "R1", member: "/" + member)
    }
    guard var object = value.objectValue else { throw bad("") }
    guard object["v"]?.integerValue == Int64(Self.version) else { throw bad("v") }
    guard let device = object["device"]?.stringValue, Author(device) != nil else {
      throw bad("device")
    }
    guard let replica = object["replica"]?.stringValue.flatMap({ Replica($0) }) else {
      throw bad("replica")
    }
    let counter = 1...Int64(Limits.counterMax)
    guard let from = object["from"]?.integerValue, counter.contains(from) else { throw bad("from") }
    guard let to = object["to"]?.integerValue, counter.contains(to), from <= to else {
      throw bad("to")
    }
    guard let size = object["size"]?.integerValue, (0...Int64(Self.sizeMax)).contains(size) else {
      throw bad("size")
    }
    guard let nonce = object["nonce"]?.stringValue.flatMap({ Base64URL.decode($0) }),
      nonce.count == ChaCha20Poly1305.nonceByteCount
    else { throw bad("nonce") }
    guard let text = object["text"]?.stringValue.flatMap({ Base64URL.decode($0) }),
      text.count == Int(size) + ChaCha20Poly1305.tagByteCount
    else { throw bad("text") }
    guard object.count == 8 else { throw bad("") }
    object["text"] = nil
    additional = object.canonicalBytes
    self.bytes = bytes
    self.device = device
    self.replica = replica
    counters = Int(from)...Int(to)
    self.size = Int(size)
    self.nonce = nonce
    self.text = text
  }

  /// Opens it: the bytes of each record, not read yet.
  ///
  /// - Parameter key: the enrolment key of the device.
  /// - Throws: ``CipherError`` `notAuthentic` if it is another key, or a bit is another.
  public func open(key: [UInt8]) throws(CipherError) -> [ArraySlice<UInt8>] {
    let plain = try ChaCha20Poly1305.open(
      text,
      additional: additional,
      key: Self.key(from: key),
      nonce: nonce
    )
    var lines = plain.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    guard let last = lines.popLast(), last.isEmpty else { throw CipherError(.notAuthentic) }
    return lines
  }

  /// The key of the cipher, from the enrolment key.
  private static func key(from key: [UInt8]) -> [UInt8] {
    HKDFSHA256.derive(key: key, salt: [], info: info, length: ChaCha20Poly1305.keyByteCount)
  }
}
