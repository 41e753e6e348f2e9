/// Bytes that wait to be sent, in order: small ones run together, large ones stay as they are.
package struct OutputQueue: Sendable {
  private var segments: [[UInt8]] = [[]]
  private var sent = 0

  /// Bytes not yet sent.
  package private(set) var count = 0

  package init() {}

  package var isEmpty: Bool { count == 0 }

  /// Appends what the closure writes; it may only append.
  package mutating func write(_ body: (inout [UInt8]) -> Void) {
    let last = segments.count - 1
    let before = segments[last].count
    body(&segments[last])
    count += segments[last].count - before
  }

  /// Appends bytes; a large array is kept, not copied.
  package mutating func append(_ bytes: [UInt8]) {
    guard bytes.count >= Limits.copiedBodyBytesMax else {
      return write { $0.append(contentsOf: bytes) }
    }
    if segments[segments.count - 1].isEmpty { segments.removeLast() }
    segments.append(bytes)
    segments.append([])
    count += bytes.count
  }

  /// Lends the first bytes that are to be sent; fewer than `count` if they lie in several arrays.
  package func withFirst<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
    segments[0].withUnsafeBytes { body(UnsafeRawBufferPointer(rebasing: $0[sent...])) }
  }

  /// Takes away bytes that have been sent.
  package mutating func drop(_ sentCount: Int) {
    precondition(sentCount <= count, "more was sent than there was")
    count -= sentCount
    sent += sentCount
    while segments.count > 1, sent >= segments[0].count {
      sent -= segments[0].count
      segments.removeFirst()
    }
    guard count == 0 else { return compact() }
    sent = 0
    if segments[0].capacity > Limits.keptBufferBytesMax {
      segments[0] = []
    } else {
      segments[0].removeAll(keepingCapacity: true)
    }
  }

  /// A stream that never runs empty must not grow for ever.
  private mutating func compact() {
    guard sent > Limits.readBytes, sent > segments[0].count / 2,
      segments[0].count - sent < Limits.copiedBodyBytesMax
    else { return }
    segments[0].removeSubrange(..<sent)
    sent = 0
  }

  /// Takes everything away, unsent.
  package mutating func clear() {
    segments = [[]]
    sent = 0
    count = 0
  }
}
