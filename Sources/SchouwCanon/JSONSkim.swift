/// A JSON text that was read and checked, and where every value in it lies; values are made only of what
/// is asked for.
///
/// The places lie in one row, each before those inside it, as on the tape of simdjson (Langdale and Lemire,
/// "Parsing gigabytes of JSON per second", 2019). It points into the bytes that it was read from and lives no
/// longer than the closure to which ``JSONReader/skim(_:limits:form:isObject:refusal:_:)`` lends it.
@usableFromInline
package struct JSONSkim: ~Copyable {
  /// What stands at a place.
  @usableFromInline
  package enum Kind: UInt8, BitwiseCopyable {
    case null, `false`, `true`, number, string
    /// A string that is spelled with escapes.
    case escapedString
    case array, object
    /// An object whose members are not in the canonical order.
    case unorderedObject
  }

  @usableFromInline
  struct Node: BitwiseCopyable {
    @usableFromInline var kind: Kind
    /// The first byte and the one after the last.
    @usableFromInline var start: UInt32
    @usableFromInline var end: UInt32
    /// The place of what follows it, behind all that is inside it.
    @usableFromInline var next: UInt32
    /// The bits of a number; the number of items or members.
    @usableFromInline var payload: UInt64
  }

  /// The place of a value, or of a member's name.
  @usableFromInline
  package struct Spot: Sendable, Hashable {
    @usableFromInline let place: Int

    @inlinable
    init(place: Int) { self.place = place }
  }

  @usableFromInline let base: UnsafePointer<UInt8>
  @usableFromInline let nodes: Pile<Node>

  init(base: UnsafePointer<UInt8>, nodes: consuming Pile<Node>) {
    self.base = base
    self.nodes = nodes
  }

  /// The whole value.
  @inlinable
  package var root: Spot { Spot(place: 0) }

  /// What stands at a place.
  @inlinable
  package func kind(of spot: Spot) -> Kind { nodes[spot.place].kind }

  /// Where it stands, in bytes from the start of what was read.
  @inlinable
  package func range(of spot: Spot) -> Range<Int> {
    let node = nodes[spot.place]
    return Int(node.start)..<Int(node.end)
  }

  /// Its bytes as they stand; only while the skim is lent.
  @inlinable
  package func bytes(of spot: Spot) -> UnsafeBufferPointer<UInt8> {
    let node = nodes[spot.place]
    return UnsafeBufferPointer(start: base + Int(node.start), count: Int(node.end &- node.start))
  }

  /// How many items or members it has; 0 of anything else.
  @inlinable
  package func count(of spot: Spot) -> Int {
    switch nodes[spot.place].kind {
    case .array, .object, .unorderedObject: Int(nodes[spot.place].payload)
    default: 0
    }
  }

  /// Whether it is an object.
  @inlinable
  package func isObject(_ spot: Spot) -> Bool {
    let kind = nodes[spot.place].kind
    return kind == .object || kind == .unorderedObject
  }

  /// Whether it is an array.
  @inlinable
  package func isArray(_ spot: Spot) -> Bool { nodes[spot.place].kind == .array }

  // MARK: What is inside

  /// Calls `body` with the name and the value of each member, in the order of the text; nothing if it is no
  /// object.
  @inlinable
  package func forEachMember<Failure>(
    of spot: Spot,
    _ body: (_ name: Spot, _ value: Spot) throws(Failure) -> Void
  ) throws(Failure) {
    guard isObject(spot) else { return }
    var place = spot.place &+ 1
    let end = Int(nodes[spot.place].next)
    while place < end {
      try body(Spot(place: place), Spot(place: place &+ 1))
      place = Int(nodes[place &+ 1].next)
    }
  }

  /// The name and the value of its first member; nil if it is no object or has none.
  package func firstMember(of spot: Spot) -> (name: Spot, value: Spot)? {
    guard isObject(spot), count(of: spot) > 0 else { return nil }
    return (Spot(place: spot.place &+ 1), Spot(place: spot.place &+ 2))
  }

  /// Calls `body` with each item; nothing if it is no array.
  @inlinable
  package func forEachItem<Failure>(
    of spot: Spot,
    _ body: (Spot) throws(Failure) -> Void
  ) throws(Failure) {
    guard isArray(spot) else { return }
    var place = spot.place &+ 1
    let end = Int(nodes[spot.place].next)
    while place < end {
      try body(Spot(place: place))
      place = Int(nodes[place].next)
    }
  }

  /// The value of a member; nil if it is no object or has none of this name.
  ///
  /// Cost: the members before it.
  @inlinable
  package func member(_ name: StaticString, of spot: Spot) -> Spot? {
    guard isObject(spot) else { return nil }
    var place = spot.place &+ 1
    let end = Int(nodes[spot.place].next)
    while place < end {
      if self.spot(Spot(place: place), spells: name) { return Spot(place: place &+ 1) }
      place = Int(nodes[place &+ 1].next)
    }
    return nil
  }

  /// Whether a string is one of ASCII characters that need no escape.
  @inlinable
  package func spot(_ spot: Spot, spells text: StaticString) -> Bool {
    let count = text.utf8CodeUnitCount
    guard let bytes = plain(spot) else { return string(spot).map { $0 == "\(text)" } ?? false }
    guard bytes.count == count else { return false }
    for index in 0..<count where bytes[index] != text.utf8Start[index] { return false }
    return true
  }

  // MARK: Values

  /// The bytes of a string without escapes; nil of anything else.
  @inlinable
  package func plain(_ spot: Spot) -> UnsafeBufferPointer<UInt8>? {
    let node = nodes[spot.place]
    guard node.kind == .string else { return nil }
    return UnsafeBufferPointer(
      start: base + Int(node.start) + 1,
      count: Int(node.end &- node.start) &- 2
    )
  }

  /// Gives `body` the bytes of a string, escapes resolved; nil of anything else.
  @inlinable
  package func withString<Result>(
    _ spot: Spot,
    _ body: (UnsafeBufferPointer<UInt8>) -> Result?
  ) -> Result? {
    if let bytes = plain(spot) { return body(bytes) }
    guard var text = string(spot) else { return nil }
    return text.withUTF8(body)
  }

  /// A string; nil of anything else.
  @usableFromInline
  package func string(_ spot: Spot) -> String? {
    if let bytes = plain(spot) { return String(decoding: bytes, as: UTF8.self) }
    let node = nodes[spot.place]
    guard node.kind == .escapedString else { return nil }
    return JSONParser.unescaped(
      UnsafeBufferPointer(
        start: base + Int(node.start) + 1,
        count: Int(node.end &- node.start) &- 2
      )
    )
  }

  /// A number; nil of anything else.
  @inlinable
  package func number(_ spot: Spot) -> Double? {
    let node = nodes[spot.place]
    return node.kind == .number ? Double(bitPattern: node.payload) : nil
  }

  /// A number that is an integer of magnitude at most 2^53; nil of anything else.
  package func integer(_ spot: Spot) -> Int64? {
    number(spot).flatMap { JSONValue.number($0).integerValue }
  }

  /// The value, made.
  package func value(_ spot: Spot) -> JSONValue {
    let node = nodes[spot.place]
    switch node.kind {
    case .null: return .null
    case .false: return .bool(false)
    case .true: return .bool(true)
    case .number: return .number(Double(bitPattern: node.payload))
    case .string, .escapedString: return .string(string(spot) ?? "")
    case .array: return .array(items(spot))
    case .object, .unorderedObject: return .object(object(spot))
    }
  }

  private func items(_ spot: Spot) -> [JSONValue] {
    var items: [JSONValue] = []
    items.reserveCapacity(count(of: spot))
    forEachItem(of: spot) { items.append(value($0)) }
    return items
  }

  /// An object, made, with its members in the canonical order.
  package func object(_ spot: Spot) -> JSONObject {
    var members: [JSONObject.Member] = []
    members.reserveCapacity(count(of: spot))
    forEachMember(of: spot) { name, value in
      members.append(JSONObject.Member(name: string(name) ?? "", value: self.value(value)))
    }
    if nodes[spot.place].kind == .unorderedObject {
      members.sort { ByteOrder.precedes($0.name, $1.name) }
    }
    return JSONObject(inOrder: members)
  }
}
