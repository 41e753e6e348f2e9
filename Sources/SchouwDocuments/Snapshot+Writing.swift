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
    writer.write(members: life, path: \.path) { writer, entry in
      writer.write(list: entry.standing) { $0.write($1) }
    }
    writer.raw("},\"v\":1,\"values\":{")
    var heads: [ChangeName: [UInt8]] = [:]
    writer.write(members: values, path: \.path) { writer, entry in
      writer.write(list: entry.standing) { $0.write($1, &heads) }
    }
    writer.raw("},\"vector\":")
    writer.write(list: lines.listed) { $0.write($1) }
    writer.raw("}")
    return writer.bytes
  }
}

extension JSONWriter {
  /// Appends entries as members, in the order of JSON members, which is nearly always that of the paths.
  fileprivate mutating func write<Element>(
    members entries: [Element],
    path: (Element) -> JSONPointer,
    _ write: (inout JSONWriter, Element) -> Void
  ) {
    func precedes(_ a: Element, _ b: Element) -> Bool {
      memberPrecedes(path(a).description, path(b).description)
    }
    let inOrder = zip(entries, entries.dropFirst()).allSatisfy(precedes)
    var isFirst = true
    for entry in inOrder ? entries : entries.sorted(by: precedes) {
      if !isFirst { raw(",") }
      isFirst = false
      self.write(string: path(entry).description)
      raw(":")
      write(&self, entry)
    }
  }

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

  fileprivate mutating func write(_ names: [ChangeName]) {
    write(list: names) { $0.write(string: $1.description) }
  }

  private mutating func write(_ stamp: Stamp) {
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
    write(string: value.name.description)
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
    write(string: entry.name.description)
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
      write(string: after.description)
      raw(",")
    }
    if let head = line.head {
      raw("\"hash\":")
      write(string: head.base64URL)
      raw(",")
    }
    raw("\"line\":")
    write(list: line.names) { $0.write(string: $1.textInLine) }
    raw(",\"name\":")
    if let last = line.names.last { write(string: last.description) } else { raw("null") }
    raw("}")
  }
}
