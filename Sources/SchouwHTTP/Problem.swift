/// A problem document: `application/problem+json`.
///
/// RFC 9457.
public struct Problem: Sendable, Equatable {
  /// The value of an extension member.
  public indirect enum Value: Sendable, Equatable {
    /// A text.
    case string(String)
    /// A whole number.
    case integer(Int)
    /// True or false.
    case bool(Bool)
    /// Values in order.
    case list([Value])
    /// Members in the given order.
    case object([Member])
  }

  /// A member of an object.
  public struct Member: Sendable, Equatable {
    /// Its name.
    public var name: String
    /// Its value.
    public var value: Value

    /// A member of these parts.
    public init(_ name: String, _ value: Value) {
      self.name = name
      self.value = value
    }
  }

  /// A URI that names the kind of problem; `about:blank` if the status says it all.
  public var type: String
  /// The kind in a few words, the same for every occurrence.
  public var title: String
  /// The status of the answer.
  public var status: Status
  /// This occurrence in a sentence, without values of the client.
  public var detail: String?
  /// A URI that names this occurrence.
  public var instance: String?
  /// Further members; `type`, `title`, `status`, `detail` and `instance` may not be among them.
  public var extensions: [Member]

  /// A problem of these parts.
  /// - Parameter title: the status's own phrase if nil.
  public init(
    _ status: Status,
    type: String = "about:blank",
    title: String? = nil,
    detail: String? = nil,
    instance: String? = nil,
    extensions: [Member] = []
  ) {
    self.type = type
    self.title = title ?? status.reason
    self.status = status
    self.detail = detail
    self.instance = instance
    self.extensions = extensions
  }

  /// The problem that a refused request is.
  public init(_ error: HTTPError) {
    self.init(
      error.status,
      type: "urn:schouw:http:\(error.code.rawValue)",
      title: error.code.sentence,
      detail: error.description,
      extensions: [Member("remedy", .string(error.remedy.rawValue))]
    )
  }

  /// The document in UTF-8: the members of RFC 9457 in its order, then the extensions.
  public var bytes: [UInt8] {
    var members = [
      Member("type", .string(type)), Member("title", .string(title)),
      Member("status", .integer(status.code)),
    ]
    if let detail { members.append(Member("detail", .string(detail))) }
    if let instance { members.append(Member("instance", .string(instance))) }
    let reserved = ["type", "title", "status", "detail", "instance"]
    members += extensions.filter { member in
      !reserved.contains { $0.utf8.elementsEqual(member.name.utf8) }
    }
    var bytes: [UInt8] = []
    Self.write(.object(members), into: &bytes)
    return bytes
  }

  private static func write(_ value: Value, into bytes: inout [UInt8]) {
    switch value {
    case .string(let text): write(text, into: &bytes)
    case .integer(let number): bytes.append(contentsOf: "\(number)".utf8)
    case .bool(let flag): bytes.append(contentsOf: (flag ? "true" : "false").utf8)
    case .list(let values):
      bytes.append(0x5B)
      for (index, value) in values.enumerated() {
        if index > 0 { bytes.append(0x2C) }
        write(value, into: &bytes)
      }
      bytes.append(0x5D)
    case .object(let members):
      bytes.append(0x7B)
      for (index, member) in members.enumerated() {
        if index > 0 { bytes.append(0x2C) }
        write(member.name, into: &bytes)
        bytes.append(0x3A)
        write(member.value, into: &bytes)
      }
      bytes.append(0x7D)
    }
  }

  /// A JSON string.
  ///
  /// RFC 8259 §7.
  private static func write(_ text: String, into bytes: inout [UInt8]) {
    let digits = Array("0123456789abcdef".utf8)
    bytes.append(0x22)
    for byte in text.utf8 {
      switch byte {
      case 0x22, 0x5C:
        bytes.append(0x5C)
        bytes.append(byte)
      case 0..<0x20:
        bytes.append(contentsOf: [0x5C, 0x75, 0x30, 0x30])
        bytes.append(digits[Int(byte >> 4)])
        bytes.append(digits[Int(byte & 15)])
      default: bytes.append(byte)
      }
    }
    bytes.append(0x22)
  }
}
