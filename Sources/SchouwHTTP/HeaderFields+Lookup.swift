extension HeaderFields {
  /// The values of every field of this name, in order; empty if there is none.
  ///
  /// Bytes above 0x7F are read as UTF-8; what is not UTF-8 shows as U+FFFD.
  public func all(_ name: String) -> [String] {
    entries.compactMap { matches($0, name) ? text($0.value) : nil }
  }

  /// The value of the first field of this name, or nil.
  public func first(_ name: String) -> String? {
    for entry in entries where matches(entry, name) { return text(entry.value) }
    return nil
  }

  /// The value of the only field of this name, or nil if there is none.
  /// - Throws: `repeatedField` if there are several, whatever their values.
  public func single(_ name: String) throws(HTTPError) -> String? {
    var found: String?
    for entry in entries where matches(entry, name) {
      guard found == nil else { throw HTTPError(.repeatedField, .field(name)) }
      found = text(entry.value)
    }
    return found
  }

  /// The field at a place in the order, from 0.
  public subscript(index: Int) -> (name: String, value: String) {
    let entry = entries[index]
    return (text(entry.name), text(entry.value))
  }

  /// True if a list field such as Connection holds this token, without ASCII case, in any of its
  /// lines.
  public func list(_ name: String, holds token: String) -> Bool {
    for entry in entries where matches(entry, name) {
      for part in bytes[range(entry.value)].split(separator: 0x2C) {
        let trimmed = part.trimmingBlanks()
        if trimmed.count == token.utf8.count,
          zip(trimmed, token.utf8).allSatisfy({ Octets.lowered($0) == Octets.lowered($1) })
        {
          return true
        }
      }
    }
    return false
  }

  func text(_ range: Range<Int32>) -> String {
    String(decoding: bytes[self.range(range)], as: UTF8.self)
  }

  func range(_ range: Range<Int32>) -> Range<Int> {
    Int(range.lowerBound)..<Int(range.upperBound)
  }

  func matches(_ entry: Entry, _ name: String) -> Bool {
    guard entry.name.count == name.utf8.count else { return false }
    var index = Int(entry.name.lowerBound)
    for byte in name.utf8 {
      guard Octets.lowered(bytes[index]) == Octets.lowered(byte) else { return false }
      index += 1
    }
    return true
  }
}

extension ArraySlice<UInt8> {
  /// Without spaces and tabs at either end.
  func trimmingBlanks() -> ArraySlice<UInt8> {
    var slice = self
    while let first = slice.first, Octets.isBlank(first) { slice.removeFirst() }
    while let last = slice.last, Octets.isBlank(last) { slice.removeLast() }
    return slice
  }
}

extension HeaderFields: Equatable {
  /// The same fields in the same order; names without ASCII case, values byte by byte.
  public static func == (left: HeaderFields, right: HeaderFields) -> Bool {
    guard left.count == right.count else { return false }
    return zip(left.entries, right.entries).allSatisfy { a, b in
      left.bytes[left.range(a.name)].elementsEqual(right.bytes[right.range(b.name)]) {
        Octets.lowered($0) == Octets.lowered($1)
      } && left.bytes[left.range(a.value)].elementsEqual(right.bytes[right.range(b.value)])
    }
  }
}

extension HeaderFields: ExpressibleByDictionaryLiteral {
  /// Fields that are written down in the program; a malformed one is its mistake and traps.
  public init(dictionaryLiteral fields: (StaticString, StaticString)...) {
    self.init()
    for (name, value) in fields {
      do throws(HTTPError) {
        try append(name.description, value.description)
      } catch {
        preconditionFailure("a literal field is malformed: \(error)")
      }
    }
  }
}
