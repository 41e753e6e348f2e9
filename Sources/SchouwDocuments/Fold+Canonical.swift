import SchouwCanon

extension Fold {
  /// The canonical bytes of ``json``, written straight.
  ///
  /// Who wrote a value, when and in which change is written once a change and copied after that: most values
  /// of a document come from few changes.
  public var canonicalBytes: [UInt8] {
    var writer = JSONWriter(reservingBytes: 512 + values.count * 192)
    var origins = Origins()
    writer.raw("{\"doc\":")
    writer.write(string: document.description)
    if !pendingErasures.isEmpty {
      writer.raw(",\"erased\":")
      writer.write(.array(pendingErasures.map { .string($0.description) }))
    }
    writer.raw(",\"life\":")
    writer.write(json(of: life))
    writer.raw(",\"v\":1,\"values\":{")
    // The order of members is that of UTF-16, of paths that of bytes: nearly always the same.
    let isInOrder = zip(values, values.dropFirst()).allSatisfy {
      memberPrecedes($0.path.description, $1.path.description)
    }
    let ordered =
      isInOrder
      ? values : values.sorted { memberPrecedes($0.path.description, $1.path.description) }
    for (index, entry) in ordered.enumerated() {
      if index > 0 { writer.raw(",") }
      writer.write(string: entry.path.description)
      writer.raw(":[")
      for (sibling, value) in entry.standing.enumerated() {
        if sibling > 0 { writer.raw(",") }
        switch value.content {
        case .value(let content):
          writer.raw(origins.bytes(of: value))
          writer.raw(",\"value\":")
          writer.write(content)
          writer.raw("}")
        case .erased: writer.write(value.json)
        }
      }
      writer.raw("]")
    }
    writer.raw("},\"vector\":")
    writer.write(.array(lines.listed.map { .object($0.json) }))
    writer.raw("}")
    return writer.bytes
  }

  private func json(of life: [PathLife]) -> JSONObject {
    JSONObject(
      life.map { entry in
        (entry.path.description, .array(entry.standing.map { .object($0.json) }))
      }
    )
  }
}

/// The beginnings of standing values, `{"by":…,"name":…,"stamp":…`, one a change.
private struct Origins {
  private var known: [(name: ChangeName, author: Author, stamp: Stamp, bytes: [UInt8])] = []
  private var last = 0

  mutating func bytes(of value: StandingValue) -> [UInt8] {
    func fits(_ index: Int) -> Bool {
      let item = known[index]
      return item.name == value.name && item.stamp == value.stamp && item.author == value.author
    }
    if last < known.count, fits(last) { return known[last].bytes }
    if let index = known.indices.first(where: fits) {
      last = index
      return known[index].bytes
    }
    var writer = JSONWriter(reservingBytes: 160)
    writer.raw("{\"by\":")
    writer.write(string: value.author.description)
    writer.raw(",\"name\":")
    writer.write(string: value.name.description)
    writer.raw(",\"stamp\":")
    writer.write(value.stamp.json)
    last = known.count
    known.append((value.name, value.author, value.stamp, writer.bytes))
    return writer.bytes
  }
}
