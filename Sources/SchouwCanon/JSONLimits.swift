/// How deep and how large a JSON text may be.
public struct JSONLimits: Sendable {
  /// The greatest depth; the outermost array or object is depth 1.
  ///
  /// Above 512 it counts as 512.
  public var depthMax: Int
  /// The greatest size of the whole text, in bytes.
  public var bytesMax: Int

  /// The limits of a record: depth 64 and 1 MiB (format C4).
  public static let record = JSONLimits(depthMax: 64, bytesMax: 1 << 20)

  /// The depth that no limit exceeds: the reader's stack is bounded whatever the caller asks.
  static let depthCeiling = 512

  /// The size that no limit exceeds: places in a text are kept in 32 bits.
  static let bytesCeiling = Int(UInt32.max)

  /// Makes limits of a depth and a size in bytes.
  public init(depthMax: Int, bytesMax: Int) {
    self.depthMax = depthMax
    self.bytesMax = bytesMax
  }
}
