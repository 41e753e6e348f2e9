import SchouwCanon

extension JSONSkim {
  /// The hash of the header: made of the bytes of each member as they came (rule G5).
  func hash(of object: Spot, _ body: Change.Body) -> Digest {
    let size = bytes(of: object).count + Self.headerRoom
    return withUnsafeTemporaryAllocation(byteCount: size, alignment: 8) { buffer in
      var header = Gatherer(buffer)
      let bodyHash = bodyHash(of: object, body, in: buffer).base64URL
      func putBody() {
        header.put(",\"body\":\"")
        ByteOrder.withBytes(of: bodyHash) { header.put($0) }
        header.put("\"")
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
          putPaths(of: object, body, into: &header)
          hasPaths = true
        }
        header.put(",")
        header.put(bytes(of: name))
        header.put(":")
        header.put(bytes(of: value))
      }
      if !hasBody { putBody() }
      if !hasPaths { putPaths(of: object, body, into: &header) }
      header.put("}")
      // The first comma is the brace.
      buffer[0] = UInt8(ascii: "{")
      return SHA256.hash(header.gathered)
    }
  }

  /// More than the names and the hash that stand in a header and not in its change.
  private static let headerRoom = 128

  private func bodyHash(
    of object: Spot,
    _ body: Change.Body,
    in buffer: UnsafeMutableRawBufferPointer
  ) -> Digest {
    if case .erased(_, let hash) = body { return hash }
    var content = Gatherer(buffer)
    content.put("{\"salt\":")
    if let salt = member("salt", of: object) { content.put(bytes(of: salt)) }
    content.put(",\"set\":")
    if let set = member("set", of: object) { content.put(bytes(of: set)) }
    content.put("}")
    return SHA256.hash(content.gathered)
  }

  private func putPaths(of object: Spot, _ body: Change.Body, into header: inout Gatherer) {
    header.put(",\"paths\":")
    if case .erased = body {
      if let paths = member("paths", of: object) { header.put(bytes(of: paths)) }
      return
    }
    guard let set = member("set", of: object) else { return }
    header.put("[")
    var isFirst = true
    forEachMember(of: set) { name, _ in
      if !isFirst { header.put(",") }
      isFirst = false
      header.put(bytes(of: name))
    }
    header.put("]")
  }

  private func precedes(_ text: StaticString, _ name: Spot) -> Bool {
    withString(name) { name in
      bytesPrecede(
        UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount),
        name
      )
    } ?? false
  }
}

/// Bytes that gather in a buffer that is large enough.
private struct Gatherer {
  private let buffer: UnsafeMutableRawBufferPointer
  private var count = 0

  init(_ buffer: UnsafeMutableRawBufferPointer) { self.buffer = buffer }

  var gathered: UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(buffer)[..<count])
  }

  @inline(__always)
  mutating func put(_ bytes: UnsafeBufferPointer<UInt8>) {
    UnsafeMutableRawBufferPointer(rebasing: buffer[count...])
      .copyMemory(from: UnsafeRawBufferPointer(bytes))
    count += bytes.count
  }

  @inline(__always)
  mutating func put(_ text: StaticString) {
    put(UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }
}
