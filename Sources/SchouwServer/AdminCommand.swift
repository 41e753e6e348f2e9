public import SchouwCanon
public import SchouwDocuments

/// What an administrator asks of the office, in this process or of the running server (`POST /v1/admin`).
public enum AdminCommand: Sendable {
  /// Invites a device, or gives one a new code; answers with the one-time code.
  case deviceAdd(String, scopes: [ScopeCode])
  /// Every device and where it stands.
  case deviceList
  /// Takes a device's rights away: it gets nothing more, and what it still brings is held.
  case deviceRevoke(String)
  /// Grants a device other scopes.
  case deviceScopes(String, [ScopeCode])
  /// Moves a document to other scopes.
  case scope(DocumentID, [ScopeCode])
  /// Releases held changes to the feed.
  case accept([ChangeName])
  /// Releases held changes and puts back what they covered.
  case decline([ChangeName])
  /// Closes a change for which others wait and that no store holds any more.
  case void(DocumentID, ChangeName)
  /// Says that everything up to a sequence is in a backup.
  case archive(through: Int)
  /// How the office stands, and the digest of all documents or of those of some scopes.
  case status(scopes: [ScopeCode]?)
  /// All open conflicts.
  case conflicts
  /// What waits for a person.
  case held

  /// The form in which it is sent.
  public var json: JSONObject {
    func codes(_ scopes: [ScopeCode]) -> JSONValue {
      .array(scopes.map { .string($0.description) })
    }
    func list(_ names: [ChangeName]) -> JSONValue { .array(names.map { .string($0.description) }) }
    switch self {
    case .deviceAdd(let name, let scopes):
      return ["do": "device-add", "name": .string(name), "scopes": codes(scopes)]
    case .deviceList: return ["do": "device-list"]
    case .deviceRevoke(let name): return ["do": "device-revoke", "name": .string(name)]
    case .deviceScopes(let name, let scopes):
      return ["do": "device-scopes", "name": .string(name), "scopes": codes(scopes)]
    case .scope(let id, let scopes):
      return ["do": "scope", "doc": .string(id.description), "scopes": codes(scopes)]
    case .accept(let names): return ["do": "accept", "names": list(names)]
    case .decline(let names): return ["do": "decline", "names": list(names)]
    case .void(let id, let name):
      return [
        "do": "void", "doc": .string(id.description), "name": .string(name.description),
      ]
    case .archive(let through): return ["do": "archive", "through": .number(Double(through))]
    case .status(let scopes):
      var object: JSONObject = ["do": "status"]
      if let scopes { object["scopes"] = codes(scopes) }
      return object
    case .conflicts: return ["do": "conflicts"]
    case .held: return ["do": "held"]
    }
  }

  /// Reads the form of ``json``; nil if it is anything else.
  public init?(json: JSONValue) {
    let name = json["name"]?.stringValue ?? ""
    var scopes: [ScopeCode]?
    if let given = json["scopes"] {
      guard let values = given.arrayValue else { return nil }
      let codes = values.compactMap { $0.stringValue.flatMap { ScopeCode($0) } }
      guard codes.count == values.count else { return nil }
      scopes = codes
    }
    switch json["do"]?.stringValue {
    case "device-add":
      guard Self.isName(name), let scopes else { return nil }
      self = .deviceAdd(name, scopes: scopes)
    case "device-list": self = .deviceList
    case "device-revoke": self = .deviceRevoke(name)
    case "device-scopes":
      guard let scopes else { return nil }
      self = .deviceScopes(name, scopes)
    case "scope":
      guard let id = json["doc"]?.stringValue.flatMap({ DocumentID($0) }), let scopes,
        !scopes.isEmpty
      else { return nil }
      self = .scope(id, scopes)
    case "accept", "decline":
      guard let items = json["names"]?.arrayValue, !items.isEmpty else { return nil }
      let names = items.compactMap { $0.stringValue.flatMap { ChangeName($0) } }
      guard names.count == items.count else { return nil }
      self = json["do"]?.stringValue == "accept" ? .accept(names) : .decline(names)
    case "void":
      guard let id = json["doc"]?.stringValue.flatMap({ DocumentID($0) }),
        let change = ChangeName(name)
      else { return nil }
      self = .void(id, change)
    case "archive":
      guard let through = json["through"]?.integerValue, through >= 0 else { return nil }
      self = .archive(through: Int(through))
    case "status": self = .status(scopes: scopes)
    case "conflicts": self = .conflicts
    case "held": self = .held
    default: return nil
    }
  }

  /// A device's name: 1 to 64 letters, digits, dots, dashes and underscores; `office` is the office's own.
  public static func isName(_ name: String) -> Bool {
    (1...64).contains(name.utf8.count) && name != "office"
      && name.utf8.allSatisfy { byte in
        (0x30...0x39).contains(byte) || (0x41...0x5a).contains(byte)
          || (0x61...0x7a).contains(byte) || byte == 0x2d || byte == 0x2e || byte == 0x5f
      }
  }
}
