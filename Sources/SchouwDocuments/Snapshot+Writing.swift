import SchouwCanon

extension Fold {
  /// The canonical form of the fold, which is also a snapshot record (rule N1).
  ///
  /// - Complexity: linear in the bytes that it gives, and the logarithm of the writers for each entry.
  public var canonicalBytes: [UInt8] {
    // Written straight, members in the order of their names: a tree of it would be larger than the fold.
    var writers = Writers()
    values.forEachInPlace { entry in
      entry.pointee.standing.forEachInPlace {
        let value = $0
        writers.add(value.pointee.name) {
          Writers.Head(
            name: value.pointee.name,
            author: value.pointee.author,
            stamp: value.pointee.stamp
          )
        }
      }
    }
    life.forEachInPlace { entry in
      entry.pointee.standing.forEachInPlace {
        let value = $0
        writers.add(value.pointee.name) {
          Writers.Head(
            name: value.pointee.name,
            author: value.pointee.author,
            stamp: value.pointee.stamp
          )
        }
      }
    }
    var writer = JSONWriter(
      reservingBytes: 256 + values.count * 128 + life.count * 256 + writers.heads.count * 384
    )
    writer.raw("{\"doc\":")
    writer.write(string: document.description)
    if !pendingErasures.isEmpty {
      writer.raw(",\"erased\":")
      writer.write(list: pendingErasures) { $0.write($1.pointee) }
    }
    writer.raw(",\"life\":{")
    writer.write(members: life, path: { $0.pointee.path }) { writer, entry in
      writer.write(list: entry.pointee.standing) {
        $0.write($1, by: writers.place(of: $1.pointee.name))
      }
    }
    writer.raw("},\"v\":1,\"values\":{")
    writer.write(members: values, path: { $0.pointee.path }) { writer, entry in
      writer.write(list: entry.pointee.standing) {
        $0.write($1, by: writers.place(of: $1.pointee.name))
      }
    }
    writer.raw("},\"vector\":")
    writer.write(list: lines.listed) { $0.write($1) }
    writer.raw(",\"writers\":")
    writer.write(list: writers.heads) { $0.write($1) }
    writer.raw("}")
    return writer.bytes
  }
}

/// The changes of which something stands, in the order of their names.
private struct Writers {
  struct Head {
    let name: ChangeName
    let author: Author
    let stamp: Stamp
  }

  private(set) var heads: [Head] = []

  /// Cost: the logarithm of the writers, and for a new one the writers behind it.
  @inline(__always)
  mutating func add(_ name: ChangeName, _ head: () -> Head) {
    let place = place(of: name)
    if place == heads.count || heads[place].name != name { heads.insert(head(), at: place) }
  }

  /// The place of the first that is not before a name.
  func place(of name: ChangeName) -> Int {
    var low = 0
    var high = heads.count
    while low < high {
      let middle = (low + high) / 2
      if heads[middle].name < name { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

extension Array {
  /// Calls `body` with the place of each element: a copy would count references up and down.
  @inline(__always)
  fileprivate func forEachInPlace(_ body: (UnsafePointer<Element>) -> Void) {
    withUnsafeBufferPointer { elements in
      guard let base = elements.baseAddress else { return }
      for index in elements.indices { body(base + index) }
    }
  }
}

extension JSONWriter {
  /// Appends entries as members, in the order of JSON members, which is nearly always that of the paths.
  @inline(__always)
  fileprivate mutating func write<Element>(
    members entries: [Element],
    path: (UnsafePointer<Element>) -> JSONPointer,
    _ write: (inout JSONWriter, UnsafePointer<Element>) -> Void
  ) {
    var isWide = false
    entries.forEachInPlace { isWide = isWide || path($0).isWide }
    let ordered =
      isWide
      ? entries.sorted { a, b in
        withUnsafePointer(to: a) { a in
          withUnsafePointer(to: b) { memberPrecedes(path(a).description, path($0).description) }
        }
      } : entries
    var isFirst = true
    ordered.forEachInPlace { entry in
      if !isFirst { raw(UInt8(ascii: ",")) }
      isFirst = false
      self.write(string: path(entry).description)
      raw(UInt8(ascii: ":"))
      write(&self, entry)
    }
  }

  @inline(__always)
  fileprivate mutating func write<Element>(
    list: [Element],
    _ write: (inout JSONWriter, UnsafePointer<Element>) -> Void
  ) {
    raw(UInt8(ascii: "["))
    var isFirst = true
    list.forEachInPlace { element in
      if !isFirst { raw(UInt8(ascii: ",")) }
      isFirst = false
      write(&self, element)
    }
    raw(UInt8(ascii: "]"))
  }

  fileprivate mutating func write(_ name: ChangeName, withReplica: Bool = true) {
    fill(ChangeName.byteCountMax + 2) { text in
      text[0] = UInt8(ascii: "\"")
      let end = 1 + name.put(at: text + 1, withReplica: withReplica)
      text[end] = UInt8(ascii: "\"")
      return end + 1
    }
  }

  private mutating func write(_ stamp: Stamp) {
    raw("{")
    if let offset = stamp.offset {
      raw("\"offset\":")
      write(integer: Int(offset))
      raw(",")
    }
    raw("\"time\":\"")
    fill(Stamp.textCount) { text in
      Stamp.put(stamp.milliseconds, at: text)
      return Stamp.textCount
    }
    raw("\"}")
  }

  fileprivate mutating func write(_ value: UnsafePointer<StandingValue>, by writer: Int) {
    raw(UInt8(ascii: "["))
    write(integer: writer)
    if case .value(let text) = value.pointee.content {
      raw(UInt8(ascii: ","))
      raw(text.bytes)
    }
    raw(UInt8(ascii: "]"))
  }

  fileprivate mutating func write(_ entry: UnsafePointer<StandingLife>, by writer: Int) {
    raw("[")
    write(integer: writer)
    raw(",")
    write(string: entry.pointee.life.rawValue)
    raw(",")
    write(list: entry.pointee.seen) { $0.write($1.pointee) }
    raw("]")
  }

  fileprivate mutating func write(_ head: UnsafePointer<Writers.Head>) {
    raw("{\"by\":")
    write(string: head.pointee.author.description)
    raw(",\"name\":")
    write(head.pointee.name)
    raw(",\"stamp\":")
    write(head.pointee.stamp)
    raw("}")
  }

  fileprivate mutating func write(_ line: UnsafePointer<Lines.Listed>) {
    raw("{")
    if let after = line.pointee.after {
      raw("\"after\":")
      write(after)
      raw(",")
    }
    if let head = line.pointee.head {
      raw("\"hash\":")
      write(head)
      raw(",")
    }
    raw("\"line\":")
    write(list: line.pointee.names) { $0.write($1.pointee, withReplica: false) }
    raw(",\"name\":")
    if let last = line.pointee.names.last { write(last) } else { raw("null") }
    raw("}")
  }
}
