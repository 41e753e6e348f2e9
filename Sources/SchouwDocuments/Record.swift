public import SchouwCanon

/// One record of the format: what journals hold and what travels (rules R1, R2).
public enum Record: Sendable {
  /// An edit of a document.
  case change(Change)
  /// A fold that stands for a document's history.
  case snapshot(Fold, bytes: [UInt8])
  /// A template, under the hash of its canonical form.
  case template(Digest, bytes: [UInt8])
  /// Work that somebody carries for the office alone.
  case sealed(bytes: [UInt8])
  /// A kind of a later format: kept and passed on.
  case unknown(kind: String, bytes: [UInt8])

  /// Reads a record from its canonical bytes, an object with one member.
  ///
  /// - Throws: ``ChangeError`` with the rule that is broken.
  public init(reading slice: ArraySlice<UInt8>) throws(ChangeError) {
    // The wrapper counts neither for the depth nor for the size (rule C4).
    let bytesMax =
      slice.starts(with: Self.snapshotPrefix)
      ? Limits.snapshotBytesMax
      : slice.starts(with: Self.sealedPrefix) ? Limits.sealedBytesMax : Limits.recordBytesMax
    let limits = JSONLimits(depthMax: JSONLimits.record.depthMax + 1, bytesMax: bytesMax + 64)
    self = try JSONReader.skim(
      slice,
      limits: limits,
      form: .canonical,
      isObject: true,
      refusal: { ChangeError($0) }
    ) { skim throws(ChangeError) in
      try Record(skim, of: slice)
    }
  }

  private init(_ skim: borrowing JSONSkim, of slice: ArraySlice<UInt8>) throws(ChangeError) {
    guard skim.count(of: skim.root) == 1, let only = skim.firstMember(of: skim.root),
      let kind = skim.string(only.name)
    else { throw ChangeError(.badMember, rule: "R1", member: "") }
    let value = only.value
    let range = skim.range(of: value)
    let inner =
      slice[(slice.startIndex + range.lowerBound)..<(slice.startIndex + range.upperBound)]
    switch kind {
    case "change": self = .change(try Change(skim, value, of: slice))
    case "snapshot":
      guard skim.isObject(value) else {
        throw ChangeError(.badMember, rule: "N1", member: "/snapshot")
      }
      self = .snapshot(try Fold(snapshot: skim.object(value)), bytes: Array(inner))
    case "template":
      guard skim.isObject(value) else {
        throw ChangeError(.badMember, rule: "T1", member: "/template")
      }
      self = .template(SHA256.hash(inner), bytes: Array(inner))
    case "sealed": self = .sealed(bytes: Array(inner))
    default: self = .unknown(kind: kind, bytes: Array(inner))
    }
  }

  private static let sealedPrefix = Array("{\"sealed\":".utf8)
  private static let snapshotPrefix = Array("{\"snapshot\":".utf8)

  /// The name of the member that holds it.
  public var kind: String {
    switch self {
    case .change: "change"
    case .snapshot: "snapshot"
    case .template: "template"
    case .sealed: "sealed"
    case .unknown(let kind, _): kind
    }
  }

  /// The document that it is about; nil for a template and what cannot be read.
  public var document: DocumentID? {
    switch self {
    case .change(let change): change.document
    case .snapshot(let fold, _): fold.document
    case .template, .sealed, .unknown: nil
    }
  }

  /// The canonical bytes of its value.
  public var bytes: [UInt8] {
    switch self {
    case .change(let change): change.bytes
    case .snapshot(_, let bytes), .template(_, let bytes), .sealed(let bytes): bytes
    case .unknown(_, let bytes): bytes
    }
  }

  /// The canonical bytes of the record: `{"kind":…}`.
  public var recordBytes: [UInt8] { Self.wrap(bytes, kind: kind) }

  /// The bytes of a record whose value is already canonical: nothing is encoded twice.
  public static func wrap(_ bytes: [UInt8], kind: String) -> [UInt8] {
    var writer = JSONWriter()
    writer.write(string: kind)
    var record: [UInt8] = [UInt8(ascii: "{")]
    record.reserveCapacity(bytes.count + kind.utf8.count + 6)
    record += writer.bytes
    record.append(UInt8(ascii: ":"))
    record += bytes
    record.append(UInt8(ascii: "}"))
    return record
  }
}
