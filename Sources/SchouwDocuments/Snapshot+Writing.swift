import SchouwCanon

extension Fold {
  /// The canonical form of the fold, which is also a snapshot record (rule N1).
  ///
  /// - Complexity: linear in the bytes that it gives.
  public var canonicalBytes: [UInt8] {
    // Written straight, members in the order of their names: a tree of it would be larger than the fold.
    var writer = JSONWriter(reservingBytes: 256 + values.count * 256 + life.count * 256)
    writer.raw("{\"doc\":")
    writer.write(string: document.description)
    if !pendingErasures.isEmpty {
      writer.raw(",\"erased\":")
      writer.write(pendingErasures)
    }
    writer.raw(",\"life\":{")
    var isFirst = true
    for index in Self.memberOrder(life, path: \.path) {
      if !isFirst { writer.raw(",") }
      isFirst = false
      writer.write(string: life[index].path.description)
      writer.raw(":")
      writer.write(list: life[index].standing) { $0.write($1) }
    }
    writer.raw("},\"v\":1,\"values\":{")
    var heads: [ChangeName: [UInt8]] = [:]
    isFirst = true
    for index in Self.memberOrder(values, path: \.path) {
      if !isFirst { writer.raw(",") }
      isFirst = false
      writer.write(string: values[index].path.description)
      writer.raw(":")
      writer.write(list: values[index].standing) { $0.write($1, &heads) }
    }
    writer.raw("},\"vector\":")
    writer.write(list: lines.listed) { $0.write($1) }
    writer.raw("}")
    return writer.bytes
  }

  /// Positions in the order of JSON members, which is nearly always that of the paths' bytes.
  private static func memberOrder<Element>(
    _ entries: [Element],
    path: (Element) -> JSONPointer
  ) -> [Int] {
    let inOrder = zip(entries, entries.dropFirst()).allSatisfy {
      memberPrecedes(path($0).description, path($1).description)
    }
    if inOrder { return Array(entries.indices) }
    return entries.indices.sorted {
      memberPrecedes(path(entries[$0]).description, path(entries[$1]).description)
    }
  }
}

extension JSONWriter {
  fileprivate mutating func write<Element>(
    list: [Element],
    _ write: (inout JSONWriter, Element) -> Void
  ) {
    raw("[")
    for (index, element) in list.enumerated() {
      if index > 0 { raw(",") }
      write(&self, element)
    }
    raw("]")
  }

  mutating func write(_ names: [ChangeName]) {
    write(list: names) { $0.write($1) }
  }

  mutating func write(_ name: ChangeName) {
    raw("\"")
    raw(asciiOf: name)
    raw("\"")
  }

  private mutating func raw(asciiOf name: ChangeName) {
    rawHexadecimal(name.replica.bits)
    raw(":")
    write(number: Double(name.counter))
    raw(":")
    raw(name.check)
  }

  private mutating func raw(_ check: Check) {
    rawASCII(check.packed)
  }

  mutating func write(_ stamp: Stamp) {
    raw("{")
    if let offset = stamp.offset {
      raw("\"offset\":")
      write(number: Double(offset))
      raw(",")
    }
    raw("\"time\":")
    write(string: stamp.time)
    raw("}")
  }

  /// Appends a value; who wrote it and when is the same for all values of a change, and is kept in `heads`.
  fileprivate mutating func write(_ value: StandingValue, _ heads: inout [ChangeName: [UInt8]]) {
    if let head = heads[value.name], case .value(let text) = value.content {
      raw(head)
      raw(text.bytes)
      raw("}")
      return
    }
    let start = bytes.count
    raw("{\"by\":")
    write(string: value.author.description)
    if value.content == .erased { raw(",\"erased\":true") }
    raw(",\"name\":")
    write(value.name)
    raw(",\"stamp\":")
    write(value.stamp)
    if case .value(let text) = value.content {
      raw(",\"value\":")
      heads[value.name] = Array(bytes[start...])
      raw(text.bytes)
    }
    raw("}")
  }

  fileprivate mutating func write(_ entry: StandingLife) {
    raw("{\"by\":")
    write(string: entry.author.description)
    raw(",\"life\":")
    write(string: entry.life.rawValue)
    raw(",\"name\":")
    write(entry.name)
    raw(",\"seen\":")
    write(entry.seen)
    raw(",\"stamp\":")
    write(entry.stamp)
    raw("}")
  }

  fileprivate mutating func write(_ line: Lines.Listed) {
    raw("{")
    if let after = line.after {
      raw("\"after\":")
      write(after)
      raw(",")
    }
    if let head = line.head {
      raw("\"hash\":")
      write(string: head.base64URL)
      raw(",")
    }
    raw("\"line\":")
    write(list: line.names) { writer, name in
      writer.raw("\"")
      writer.write(number: Double(name.counter))
      writer.raw(":")
      writer.raw(name.check)
      writer.raw("\"")
    }
    raw(",\"name\":")
    if let last = line.names.last { write(last) } else { raw("null") }
    raw("}")
  }
}
