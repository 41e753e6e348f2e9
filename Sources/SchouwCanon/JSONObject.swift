/// The members of a JSON object, ordered by the UTF-16 code units of their names (RFC 8785 section
/// 3.2.3), each name once.
///
/// Names are the same only if their UTF-8 bytes are: a composed and a decomposed é are two names.
/// Looking up a member costs a binary search.
public struct JSONObject: Sendable, Hashable {
  /// A name and its value.
  public struct Member: Sendable, Hashable {
    /// The name.
    public let name: String
    /// The value.
    public var value: JSONValue

    /// Makes a member.
    public init(name: String, value: JSONValue) {
      self.name = name
      self.value = value
    }

    /// Whether two members have the same name, by bytes, and the same value.
    public static func == (left: Member, right: Member) -> Bool {
      ByteOrder.same(left.name, right.name) && left.value == right.value
    }

    /// Hashes the bytes of the name, and the value.
    public func hash(into hasher: inout Hasher) {
      hasher.combine(bytesOf: name)
      hasher.combine(value)
    }
  }

  /// The members in the canonical order.
  public private(set) var members: [Member]

  /// Makes an object without members.
  public init() { members = [] }

  /// Makes an object; of two members with the same name the later stays.
  ///
  /// Cost: n log n for n members, n if they come in order.
  public init(_ members: [(String, JSONValue)]) {
    var result: [Member] = []
    result.reserveCapacity(members.count)
    var inOrder = true
    for (name, value) in members {
      if inOrder, let last = result.last, !ByteOrder.precedes(last.name, name) { inOrder = false }
      result.append(Member(name: name, value: value))
    }
    if !inOrder {
      // The standard sort is stable, so the last of equal names is the latest.
      result.sort { ByteOrder.precedes($0.name, $1.name) }
      var kept: [Member] = []
      for member in result {
        if let last = kept.last, ByteOrder.same(last.name, member.name) { kept.removeLast() }
        kept.append(member)
      }
      result = kept
    }
    self.members = result
  }

  /// Makes an object of members that are in canonical order and distinct already.
  init(inOrder members: [Member]) {
    self.members = members
    assert(zip(members, members.dropFirst()).allSatisfy { ByteOrder.precedes($0.name, $1.name) })
  }

  /// Whether there are no members.
  public var isEmpty: Bool { members.isEmpty }

  /// The number of members.
  public var count: Int { members.count }

  /// The value of the member with this name; setting nil removes it.
  public subscript(_ name: String) -> JSONValue? {
    get {
      let position = firstPosition(notBefore: name)
      guard position < members.count, ByteOrder.same(members[position].name, name) else {
        return nil
      }
      return members[position].value
    }
    set {
      let position = firstPosition(notBefore: name)
      let isThere = position < members.count && ByteOrder.same(members[position].name, name)
      switch (isThere, newValue) {
      case (true, let value?): members[position].value = value
      case (true, nil): members.remove(at: position)
      case (false, let value?): members.insert(Member(name: name, value: value), at: position)
      case (false, nil): break
      }
    }
  }

  private func firstPosition(notBefore name: String) -> Int {
    var low = 0
    var high = members.count
    while low < high {
      let middle = (low + high) / 2
      if ByteOrder.precedes(members[middle].name, name) { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

extension JSONObject: ExpressibleByDictionaryLiteral {
  /// Makes an object of a literal; a name written twice is the programmer's error.
  public init(dictionaryLiteral elements: (String, JSONValue)...) {
    self.init(elements)
    precondition(members.count == elements.count, "a literal of a JSON object repeats a name")
  }
}

extension Hasher {
  /// Feeds the UTF-8 bytes of a string and their number.
  mutating func combine(bytesOf text: String) {
    ByteOrder.withBytes(of: text) { combine(bytes: UnsafeRawBufferPointer($0)) }
    combine(text.utf8.count)
  }
}
