public import SchouwCanon
public import SchouwDocuments

/// The first line of a bundle: who made it, when, and for whom (rule U2 of `Protocol/bundles.md`).
public struct BundleHead: Sendable, Equatable {
  /// For whom a bundle is.
  public enum Audience: Sendable, Equatable {
    /// The office alone: all in it is sealed.
    case office
    /// Colleagues in these scopes: whoever has the file can read it.
    case colleague([ScopeCode])
  }

  /// For whom it is.
  public var audience: Audience
  /// The device that made it, by its name at the office.
  public var device: String
  /// The replica under which it writes.
  public var replica: Replica
  /// The least and greatest counter of its own changes in it; nil if there are none.
  public var counters: ClosedRange<Int>?
  /// The office's epoch, as last heard; nil if never.
  public var epoch: String?
  /// When it was made, by the device's clock.
  public var time: Int64
  /// How many records follow.
  public var records: Int

  /// The version of the file's format.
  public static let version = 1

  /// Describes a bundle.
  public init(
    for audience: Audience,
    device: String,
    replica: Replica,
    counters: ClosedRange<Int>?,
    epoch: String?,
    time: Int64,
    records: Int
  ) {
    self.audience = audience
    self.device = device
    self.replica = replica
    self.counters = counters
    self.epoch = epoch
    self.time = time
    self.records = records
  }

  /// The value of the member `bundle`.
  public var json: JSONObject {
    var object: JSONObject = [
      "device": .string(device), "records": .number(Double(records)),
      "replica": .string(replica.description), "time": .string(Stamp.text(of: time)),
      "v": .number(Double(Self.version)),
    ]
    if let epoch { object["epoch"] = .string(epoch) }
    if let counters {
      object["from"] = .number(Double(counters.lowerBound))
      object["to"] = .number(Double(counters.upperBound))
    }
    switch audience {
    case .office: object["for"] = "office"
    case .colleague(let scopes):
      object["for"] = "colleague"
      object["scopes"] = .array(scopes.map { .string($0.description) })
    }
    return object
  }

  /// Reads the value of the member `bundle`; nil if it does not read.
  init?(json: JSONValue) {
    guard let device = json["device"]?.stringValue, Author(device) != nil,
      let replica = json["replica"]?.stringValue.flatMap({ Replica($0) }),
      let time = json["time"]?.stringValue.flatMap({ Stamp.milliseconds(of: $0) }),
      let records = json["records"]?.integerValue,
      (0...Int64(BundleFile.recordsMax)).contains(records)
    else { return nil }
    let audience: Audience
    switch json["for"]?.stringValue {
    case "office": audience = .office
    case "colleague":
      let scopes = (json["scopes"]?.arrayValue ?? [])
        .compactMap { $0.stringValue.flatMap { ScopeCode($0) } }
      audience = .colleague(scopes)
    default: return nil
    }
    var counters: ClosedRange<Int>?
    if let from = json["from"]?.integerValue, let to = json["to"]?.integerValue, 1 <= from,
      from <= to
    {
      counters = Int(from)...Int(to)
    }
    self.init(
      for: audience,
      device: device,
      replica: replica,
      counters: counters,
      epoch: json["epoch"]?.stringValue,
      time: time,
      records: Int(records)
    )
  }
}
