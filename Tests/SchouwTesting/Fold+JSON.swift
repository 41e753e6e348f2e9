public import SchouwCanon
public import SchouwDocuments

extension Fold {
  /// The canonical form, read: to look into it.
  public var json: JSONObject {
    let limits = JSONLimits(depthMax: 64, bytesMax: 16 << 20)
    guard
      let value = try? JSONReader.read(canonicalBytes, limits: limits, form: .canonical),
      let object = value.objectValue
    else { preconditionFailure("the canonical form of a fold is canonical") }
    return object
  }
}
