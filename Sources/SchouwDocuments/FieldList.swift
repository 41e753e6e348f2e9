import SchouwCanon

/// The values that a change writes, in the order of their paths; each is made when it is asked for.
public struct FieldList: Sendable, Hashable, RandomAccessCollection {
  /// Where a path and its value lie in the bytes of the change.
  struct Field: Sendable {
    /// The bytes of the path between the quotes.
    let path: Range<UInt32>
    let value: Range<UInt32>
    /// Whether the path is spelled with escapes.
    let isEscaped: Bool
  }

  let bytes: [UInt8]
  let fields: [Field]

  /// Always 0.
  public var startIndex: Int { 0 }
  /// The number of values.
  public var endIndex: Int { fields.count }

  /// A path and its value.
  public subscript(position: Int) -> Change.PathValue {
    Change.PathValue(path(position), text: text(position))
  }

  /// The canonical bytes of a value.
  func text(_ position: Int) -> JSONText {
    let value = fields[position].value
    return JSONText(canonical: bytes[Int(value.lowerBound)..<Int(value.upperBound)])
  }

  /// A path.
  func path(_ position: Int) -> JSONPointer {
    let field = fields[position]
    let range = Int(field.path.lowerBound)..<Int(field.path.upperBound)
    if field.isEscaped {
      let quoted = bytes[(range.lowerBound - 1)..<(range.upperBound + 1)]
      guard let text = JSONText(canonical: quoted).value.stringValue,
        let path = JSONPointer(text)
      else { preconditionFailure("the paths of a change were read as paths") }
      return path
    }
    return JSONPointer(checked: bytes[range])
  }

  /// The value at a path; nil if there is none.
  func text(at path: JSONPointer) -> JSONText? {
    for position in indices where withPath(position, { sameBytes($0, path.description) }) {
      return text(position)
    }
    return nil
  }

  /// Whether a value is written at a path or under it.
  package func writes(atOrUnder path: JSONPointer) -> Bool {
    indices.contains { position in
      withPath(position) { bytes in
        ByteOrder.withBytes(of: path.description) { isAtOrAbove($0, bytes) }
      }
    }
  }

  /// Whether one path is above another.
  ///
  /// Cost: linear, for the paths come in an order in which what is under a path follows it closely.
  var overlap: Bool {
    for position in indices.dropLast() {
      let isAbove = withPath(position) { path in
        for later in (position + 1)..<endIndex {
          let (begins, isUnder) = withPath(later) { bytes in
            (hasBytesPrefix(bytes, path), isAtOrAbove(path, bytes))
          }
          if isUnder { return true }
          if !begins { break }
        }
        return false
      }
      if isAbove { return true }
    }
    return false
  }

  /// Whether every path comes behind the one before it in the order of bytes.
  var isInByteOrder: Bool {
    (1..<Swift.max(endIndex, 1)).allSatisfy { position in
      withPath(position - 1) { before in
        withPath(position) { bytesPrecede(before, $0) }
      }
    }
  }

  /// Gives `body` the bytes of a path.
  private func withPath<Result>(
    _ position: Int,
    _ body: (UnsafeBufferPointer<UInt8>) -> Result
  ) -> Result {
    let field = fields[position]
    if field.isEscaped { return ByteOrder.withBytes(of: path(position).description, body) }
    let range = Int(field.path.lowerBound)..<Int(field.path.upperBound)
    return bytes.withUnsafeBufferPointer { body(UnsafeBufferPointer(rebasing: $0[range])) }
  }

  /// Whether the paths and values are the same.
  public static func == (left: FieldList, right: FieldList) -> Bool { left.elementsEqual(right) }

  /// Hashes the paths and values.
  public func hash(into hasher: inout Hasher) {
    for field in self { hasher.combine(field) }
  }
}
