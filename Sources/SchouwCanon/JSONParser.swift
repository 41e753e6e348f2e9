/// The state of one reading: a position in the bytes, and where the values lie that were read.
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
  private var nodes: Pile<JSONSkim.Node>

  init(base: UnsafePointer<UInt8>, count: Int, limits: JSONLimits, form: JSONForm) {
    self.base = base
    self.count = count
    self.isCanonical = form == .canonical
    self.depthMax = min(limits.depthMax, JSONLimits.depthCeiling)
    // A value has seldom fewer bytes than this, its name or a comma counted.
    nodes = Pile(capacity: count / 12 + 8)
  }

  /// What was read.
  consuming func finished() -> JSONSkim {
    JSONSkim(base: base, nodes: nodes)
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
  mutating func value(depth: Int) throws(JSONError) {
    let start = index
    switch peek() {
    case UInt8(ascii: "\""): try string()
    case UInt8(ascii: "{"): try object(depth: depth &+ 1)
    case UInt8(ascii: "["): try array(depth: depth &+ 1)
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
      let number = try number()
      push(.number, from: start, payload: number.bitPattern)
    case UInt8(ascii: "t"): try word("true", .true)
    case UInt8(ascii: "f"): try word("false", .false)
    case UInt8(ascii: "n"): try word("null", .null)
    default: throw refusal(at: index)
    }
  }

  /// A value from a start to the position; `next` is the place behind all that is inside it.
  @inline(__always)
  private func node(
    _ kind: JSONSkim.Kind,
    from start: Int,
    next: Int,
    payload: UInt64 = 0
  ) -> JSONSkim.Node {
    JSONSkim.Node(
      kind: kind,
      start: UInt32(truncatingIfNeeded: start),
      end: UInt32(truncatingIfNeeded: index),
      next: UInt32(truncatingIfNeeded: next),
      payload: payload
    )
  }

  private mutating func word(_ word: StaticString, _ kind: JSONSkim.Kind) throws(JSONError) {
    let start = index
    for offset in 0..<word.utf8CodeUnitCount {
      guard index < count, base[index] == word.utf8Start[offset] else { throw refusal(at: index) }
      index &+= 1
    }
    push(kind, from: start)
  }

  /// Enters a value in the row that ends at the position and has nothing inside it.
  @inline(__always)
  private mutating func push(_ kind: JSONSkim.Kind, from start: Int, payload: UInt64 = 0) {
    nodes.push(node(kind, from: start, next: nodes.count &+ 1, payload: payload))
  }

  /// Reads a string; the position is on the opening quote.
  @inline(__always)
  private mutating func string() throws(JSONError) {
    let start = index
    let isPlain = try skipString()
    push(isPlain ? .string : .escapedString, from: start)
  }

  /// Ends an array or object that began at a place of the row, with so many items or members.
  @inline(__always)
  private mutating func close(_ place: Int, _ kind: JSONSkim.Kind, _ size: Int) {
    let start = Int(nodes[place].start)
    nodes[place] =
      node(kind, from: start, next: nodes.count, payload: UInt64(truncatingIfNeeded: size))
  }

  private mutating func array(depth: Int) throws(JSONError) {
    if depth > depthMax { throw JSONError(.tooDeep, at: index) }
    let place = nodes.count
    push(.array, from: index)
    index &+= 1
    try skipSpace()
    if peek() == UInt8(ascii: "]") {
      index &+= 1
      return close(place, .array, 0)
    }
    var size = 0
    while true {
      do throws(JSONError) {
        try value(depth: depth)
      } catch {
        throw error.inside(index: size)
      }
      size &+= 1
      try skipSpace()
      switch peek() {
      case UInt8(ascii: ","): index &+= 1
      case UInt8(ascii: "]"):
        index &+= 1
        return close(place, .array, size)
      default: throw refusal(at: index)
      }
      try skipSpace()
    }
  }

  /// Reads an object; the position is on its brace.
  mutating func object(depth: Int) throws(JSONError) {
    if depth > depthMax { throw JSONError(.tooDeep, at: index) }
    let place = nodes.count
    push(.object, from: index)
    index &+= 1
    try skipSpace()
    if peek() == UInt8(ascii: "}") {
      index &+= 1
      return close(place, .object, 0)
    }
    var size = 0
    var inOrder = true
    var last = 0
    while true {
      guard peek() == UInt8(ascii: "\"") else { throw refusal(at: index) }
      let name = nodes.count
      try string()
      if size > 0, inOrder { inOrder = try isInOrder(last, name) }
      last = name
      size &+= 1
      do throws(JSONError) {
        try skipSpace()
        guard peek() == UInt8(ascii: ":") else { throw refusal(at: index) }
        index &+= 1
        try skipSpace()
        try value(depth: depth)
        try skipSpace()
      } catch {
        throw error.inside(name: text(of: name))
      }
      switch peek() {
      case UInt8(ascii: ","): index &+= 1
      case UInt8(ascii: "}"):
        index &+= 1
        close(place, inOrder ? .object : .unorderedObject, size)
        if !inOrder { try refuseRepetition(place) }
        return
      default: throw refusal(at: index)
      }
      try skipSpace()
    }
  }

  // MARK: The order of members

  /// Whether a name comes behind the last one; in canonical form it must, and it never equals it.
  @inline(__always)
  private func isInOrder(_ last: Int, _ name: Int) throws(JSONError) -> Bool {
    let order = compare(last, name)
    if order < 0 { return true }
    if order == 0 {
      throw JSONError(.duplicateName, at: start(of: name)).inside(name: text(of: name))
    }
    if isCanonical {
      throw JSONError(.notCanonical, at: start(of: name)).inside(name: text(of: name))
    }
    return false
  }

  @inline(__always)
  private func compare(_ left: Int, _ right: Int) -> Int {
    if nodes[left].kind == .string, nodes[right].kind == .string {
      return ByteOrder.compare(spelling(of: left), spelling(of: right))
    }
    return ByteOrder.compare(text(of: left), text(of: right))
  }

  private func start(of name: Int) -> Int { Int(nodes[name].start) }

  @inline(__always)
  private func spelling(of name: Int) -> UnsafeBufferPointer<UInt8> {
    let node = nodes[name]
    return UnsafeBufferPointer(
      start: base + Int(node.start) + 1,
      count: Int(node.end) &- Int(node.start) &- 2
    )
  }

  private func text(of name: Int) -> String {
    let isPlain = nodes[name].kind == .string
    return isPlain
      ? String(decoding: spelling(of: name), as: UTF8.self)
      : Self.unescaped(spelling(of: name))
  }

  /// Throws the earliest repetition of a name in an object whose members came out of order.
  @inline(never)
  private func refuseRepetition(_ object: Int) throws(JSONError) {
    var names: [Int] = []
    var name = object + 1
    while name < Int(nodes[object].next) {
      names.append(name)
      name = Int(nodes[name + 1].next)
    }
    // The standard sort is stable, so of equal names the earlier comes first.
    names.sort { compare($0, $1) < 0 }
    var repetition: Int?
    for (earlier, later) in zip(names, names.dropFirst()) where compare(earlier, later) == 0 {
      repetition = min(repetition ?? later, later)
    }
    if let repetition {
      throw JSONError(.duplicateName, at: start(of: repetition))
        .inside(name: text(of: repetition))
    }
  }
}
