/// One JSON value as its canonical bytes (RFC 8785): compared, kept and passed on without being made.
///
/// Equal values have equal texts, for the canonical form is the only one of a value.
public struct JSONText: Sendable, Hashable {
  /// The canonical bytes; often a part of the record that they came in.
  public let bytes: ArraySlice<UInt8>

  /// Writes a value, whose numbers must be finite.
  public init(_ value: JSONValue) {
    bytes = value.canonicalBytes[...]
  }

  /// Takes bytes that were read as the canonical form of one value.
  package init(canonical bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
  }

  /// The value, made anew each time.
  ///
  /// Cost: linear in the bytes.
  public var value: JSONValue {
    guard let value = try? JSONReader.read(bytes, limits: Self.limits, form: .canonical) else {
      preconditionFailure("a text is made of a value, or of bytes that were read as one")
    }
    return value
  }

  /// The size of a text says nothing against it: what it came from was within its own limits.
  private static let limits = JSONLimits(
    depthMax: JSONLimits.depthCeiling,
    bytesMax: JSONLimits.bytesCeiling
  )
}
