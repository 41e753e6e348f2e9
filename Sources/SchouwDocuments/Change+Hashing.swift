import SchouwCanon

extension JSONSkim {
  /// The hash of the header: made of the bytes of each member as they came (rule G5).
  func hash(of object: Spot, _ body: Change.Body) -> Digest {
    // A header has a hash in place of the values, and no more; the body is written in the same place before.
    var header = JSONWriter(reservingBytes: bytes(of: object).count + 128)
    let bodyHash = bodyHash(of: object, body, in: &header)
    header.removeAll()
    func putName(_ name: UnsafeBufferPointer<UInt8>) {
      header.raw(header.count == 0 ? UInt8(ascii: "{") : UInt8(ascii: ","))
      header.raw(name)
      header.raw(UInt8(ascii: ":"))
    }
    func putBody() {
      putName(Self.bytes("\"body\""))
      header.write(bodyHash)
    }
    func putPaths() {
      putName(Self.bytes("\"paths\""))
      writePaths(of: object, body, into: &header)
    }
    // Both names are ASCII: against them the order of members (UTF-16) is that of bytes.
    var (hasBody, hasPaths) = (false, false)
    forEachMember(of: object) { name, value in
      if spot(name, spells: "salt") || spot(name, spells: "set") || spot(name, spells: "body")
        || spot(name, spells: "paths")
      {
        return
      }
      if !hasBody, precedes("body", name) {
        putBody()
        hasBody = true
      }
      if !hasPaths, precedes("paths", name) {
        putPaths()
        hasPaths = true
      }
      putName(bytes(of: name))
      header.raw(bytes(of: value))
    }
    if !hasBody { putBody() }
    if !hasPaths { putPaths() }
    header.raw("}")
    return header.withBytes { SHA256.hash($0) }
  }

  private func bodyHash(
    of object: Spot,
    _ body: Change.Body,
    in content: inout JSONWriter
  ) -> Digest {
    if case .erased(_, let hash) = body { return hash }
    content.raw("{\"salt\":")
    if let salt = member("salt", of: object) { content.raw(bytes(of: salt)) }
    content.raw(",\"values\":[")
    if let set = member("set", of: object) {
      var isFirst = true
      forEachMember(of: set) { _, value in
        if !isFirst { content.raw(UInt8(ascii: ",")) }
        isFirst = false
        content.raw(bytes(of: value))
      }
    }
    content.raw("]}")
    return content.withBytes { SHA256.hash($0) }
  }

  private func writePaths(of object: Spot, _ body: Change.Body, into header: inout JSONWriter) {
    if case .erased = body {
      if let paths = member("paths", of: object) { header.raw(bytes(of: paths)) }
      return
    }
    guard let set = member("set", of: object) else { return }
    var isFirst = true
    header.raw("[")
    forEachMember(of: set) { name, _ in
      if !isFirst { header.raw(UInt8(ascii: ",")) }
      isFirst = false
      header.raw(bytes(of: name))
    }
    header.raw("]")
  }

  private func precedes(_ text: StaticString, _ name: Spot) -> Bool {
    withString(name) { bytesPrecede(Self.bytes(text), $0) } ?? false
  }

  /// The bytes of a literal.
  private static func bytes(_ text: StaticString) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
  }
}
