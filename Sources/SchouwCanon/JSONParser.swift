/// The state of one reading: a position in the bytes.
///
/// Every function starts with the position on the first byte of what it reads and leaves it on the
/// first byte after it.
struct JSONParser: ~Copyable {
  let base: UnsafePointer<UInt8>
  let count: Int
  let isCanonical: Bool
  let depthMax: Int
  var index = 0
  var scratch: [UInt8] = []
  private var items = Pile<JSONValue>(capacity: 16)
  private var members = Pile<JSONObject.Member>(capacity: 16)

  init(base: UnsafePointer<UInt8>, count: Int, limits: JSONLimits, form: JSONForm) {
    self.base = base
    self.count = count
    self.isCanonical = form == .canonical
    self.depthMax = min(limits.depthMax, JSONLimits.depthCeiling)
  }

  /// The byte at the position, or 0 at the end; 0 cannot stand anywhere in a text.
  @inline(__always)
  func peek() -> UInt8 {
    index < count ? base[index] : 0
  }

  /// The error for a byte that cannot stand at a position, or for the end of the text there.
  @inline(never)
  func refusal(at position: Int) -> JSONError {
    JSONError(position < count ? .unexpectedByte : .unexpectedEnd, at: position)
  }

  /// The error for a text whose first value is not an object.
  func refusal(notAnObject: Void) -> JSONError {
    index < count ? JSONError(.notAnObject, at: index) : JSONError(.unexpectedEnd, at: index)
  }

  func refuseByteOrderMark() throws(JSONError) {
    if count >= 3, base[0] == 0xef, base[1] == 0xbb, base[2] == 0xbf {
      throw JSONError(.byteOrderMark, at: 0)
    }
  }

  @inline(__always)
  mutating func skipSpace() throws(JSONError) {
    guard index < count, base[index] <= 0x20 else { return }
    try skipSpaceFound()
  }

  private mutating func skipSpaceFound() throws(JSONError) {
    let start = index
    while index < count {
      let byte = base[index]
      guard byte == 0x20 || byte == 0x0a || byte == 0x0d || byte == 0x09 else { break }
      index &+= 1
    }
    if isCanonical, index > start { throw JSONError(.notCanonical, at: start) }
  }

  /// Reads a value inside `depth` arrays and objects.
  mutating func value(depth: Int) throws(JSONError) -> JSONValue {
    switch peek() {
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "{"): return .object(try object(depth: depth &+ 1) { _, _ in })
    case UInt8(ascii: "["): return .array(try array(depth: depth &+ 1))
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return .number(try number())
    case UInt8(ascii: "t"):
      try word("true")
      return .bool(true)
    case UInt8(ascii: "f"):
      try word("false")
      return .bool(false)
    case UInt8(ascii: "n"):
      try word("null")
      return .null
    default: throw refusal(at: index)
    }
  }

  private mutating func word(_ word: StaticString) throws(JSONError) {
    for offset in 0..<word.utf8CodeUnitCount {
      guard index < count, base[index] == word.utf8Start[offset] else { throw refusal(at: index) }
      index &+= 1
    }
  }

  private mutating func array(depth: Int) throws(JSONError) -> [JSONValue] {
    if depth > depthMax { throw JSONError(.tooDeep, at: index) }
    index &+= 1
    try skipSpace()
    if peek() == UInt8(ascii: "]") {
      index &+= 1
      return []
    }
    let bottom = items.count
    var position = 0
    while true {
      do throws(JSONError) {
        items.push(try value(depth: depth))
      } catch {
        throw error.inside(index: position)
      }
      position &+= 1
      try skipSpace()
      switch peek() {
      case UInt8(ascii: ","): index &+= 1
      case UInt8(ascii: "]"):
        index &+= 1
        return items.take(from: bottom)
      default: throw refusal(at: index)
      }
      try skipSpace()
    }
  }

  /// Reads an object, and reports each member's name and the range of its value.
  @inline(__always)
  mutating func object(
    depth: Int,
    _ report: (String, Range<Int>) -> Void
  ) throws(JSONError) -> JSONObject {
    if depth > depthMax { throw JSONError(.tooDeep, at: index) }
    index &+= 1
    try skipSpace()
    if peek() == UInt8(ascii: "}") {
      index &+= 1
      return JSONObject()
    }
    var order = MemberOrder()
    let bottom = members.count
    while true {
      guard peek() == UInt8(ascii: "\"") else { throw refusal(at: index) }
      let nameStart = index
      let name = try string()
      let spelling = UnsafeBufferPointer(
        start: base + nameStart + 1,
        count: index &- nameStart &- 2
      )
      let last = members.count > bottom ? members.top.name : nil
      try order.add(name, spelled: spelling, at: nameStart, after: last, isCanonical: isCanonical)
      do throws(JSONError) {
        try skipSpace()
        guard peek() == UInt8(ascii: ":") else { throw refusal(at: index) }
        index &+= 1
        try skipSpace()
        let valueStart = index
        let value = try value(depth: depth)
        report(name, valueStart..<index)
        members.push(JSONObject.Member(name: name, value: value))
        try skipSpace()
      } catch {
        throw error.inside(name: name)
      }
      switch peek() {
      case UInt8(ascii: ","): index &+= 1
      case UInt8(ascii: "}"):
        index &+= 1
        return JSONObject(inOrder: try order.sorted(members.take(from: bottom)))
      default: throw refusal(at: index)
      }
      try skipSpace()
    }
  }
}

/// Whether the names of an object came in order, and where they stood from the first that did not.
private struct MemberOrder {
  /// The offsets of the names, from the first that was out of order; empty while all are in order.
  private var starts: [Int] = []
  /// The last name as it stands in the text, if it has no escapes.
  private var lastSpelling: UnsafeBufferPointer<UInt8>?

  @inline(__always)
  mutating func add(
    _ name: String,
    spelled spelling: UnsafeBufferPointer<UInt8>,
    at start: Int,
    after last: String?,
    isCanonical: Bool
  ) throws(JSONError) {
    // An escape is longer than what it stands for.
    let spelling = spelling.count == name.utf8.count ? spelling : nil
    defer { lastSpelling = spelling }
    guard starts.isEmpty else { return starts.append(start) }
    guard let last else { return }
    let order =
      if let lastSpelling, let spelling {
        ByteOrder.compare(lastSpelling, spelling)
      } else {
        ByteOrder.compare(last, name)
      }
    if order < 0 { return }
    if order == 0 { throw JSONError(.duplicateName, at: start).inside(name: name) }
    if isCanonical { throw JSONError(.notCanonical, at: start).inside(name: name) }
    starts.append(start)
  }

  /// The members in order; the earliest repetition of a name is thrown.
  @inline(__always)
  func sorted(_ members: [JSONObject.Member]) throws(JSONError) -> [JSONObject.Member] {
    if starts.isEmpty { return members }
    return try sortedOutOfOrder(members)
  }

  @inline(never)
  private func sortedOutOfOrder(
    _ members: [JSONObject.Member]
  ) throws(JSONError) -> [JSONObject.Member] {
    // The standard sort is stable, so of equal names the earlier comes first.
    let positions = members.indices.sorted {
      ByteOrder.precedes(members[$0].name, members[$1].name)
    }
    let inOrderCount = members.count - starts.count
    var repetition: Int?
    for (earlier, later) in zip(positions, positions.dropFirst())
    where ByteOrder.same(members[earlier].name, members[later].name) {
      repetition = min(repetition ?? later, later)
    }
    if let repetition {
      // Names in the part that came in order differ, so a repetition lies behind it.
      let start = starts[repetition - inOrderCount]
      throw JSONError(.duplicateName, at: start).inside(name: members[repetition].name)
    }
    return positions.map { members[$0] }
  }
}
