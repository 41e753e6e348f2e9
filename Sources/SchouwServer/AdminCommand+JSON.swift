public import SchouwCanon
import SchouwDocuments

extension AdminCommand {
  /// The form in which it is sent.
  public var json: JSONObject {
    func codes(_ scopes: [ScopeCode]) -> JSONValue {
      .array(scopes.map { .string($0.description) })
    }
    func list(_ names: [ChangeName]) -> JSONValue { .array(names.map { .string($0.description) }) }
    func decide(_ verb: JSONValue, _ names: [ChangeName], _ reason: String?) -> JSONObject {
      var object: JSONObject = ["do": verb, "names": list(names)]
      if let reason { object["reason"] = .string(reason) }
      return object
    }
    func page(_ verb: JSONValue, _ after: DocumentID?) -> JSONObject {
      var object: JSONObject = ["do": verb]
      if let after { object["after"] = .string(after.description) }
      return object
    }
    switch self {
    case .deviceAdd(let name, let scopes):
      return ["do": "device-add", "name": .string(name), "scopes": codes(scopes)]
    case .deviceList: return ["do": "device-list"]
    case .deviceRevoke(let name): return ["do": "device-revoke", "name": .string(name)]
    case .breach(let name, let after):
      var object = page("breach", after)
      object["name"] = .string(name)
      return object
    case .deviceScopes(let name, let scopes):
      return ["do": "device-scopes", "name": .string(name), "scopes": codes(scopes)]
    case .deviceConfirm(let names):
      return ["do": "device-confirm", "names": .array(names.map { .string($0) })]
    case .scope(let id, let scopes):
      return ["do": "scope", "doc": .string(id.description), "scopes": codes(scopes)]
    case .accept(let names, let reason, let behind):
      var object = decide("accept", names, reason)
      if behind { object["behind"] = true }
      return object
    case .acceptReturned(let reason):
      var object: JSONObject = ["do": "accept", "returned": true]
      if let reason { object["reason"] = .string(reason) }
      return object
    case .decline(let names, let reason): return decide("decline", names, reason)
    case .resolve(let id, let path, let decision, let shown):
      var object: JSONObject = [
        "do": "resolve", "doc": .string(id.description), "path": .string(path.description),
        "shown": list(shown),
      ]
      switch decision {
      case .value(let value): object["value"] = value
      case .life(let life): object["life"] = .string(life.rawValue)
      }
      return object
    case .void(let id, let name):
      return [
        "do": "void", "doc": .string(id.description), "name": .string(name.description),
      ]
    case .archive(let through, let lost):
      var object: JSONObject = ["do": "archive", "through": .number(Double(through))]
      if !lost.isEmpty {
        object["lost"] = .array(
          lost.map { [.number(Double($0.lowerBound)), .number(Double($0.upperBound - 1))] }
        )
      }
      return object
    case .status(let scopes):
      var object: JSONObject = ["do": "status"]
      if let scopes { object["scopes"] = codes(scopes) }
      return object
    case .conflicts(let after): return page("conflicts", after)
    case .held: return ["do": "held"]
    case .sealed(let records):
      let values = records.map { (try? JSONReader.read($0)) ?? .null }
      return ["do": "sealed", "records": .array(values)]
    case .today(let days):
      var object: JSONObject = ["do": "today"]
      if let days { object["silentDays"] = .number(Double(days)) }
      return object
    case .list(let query):
      var object = query.json
      object["do"] = "list"
      return object
    case .show(let id, let history):
      return ["do": "show", "doc": .string(id.description), "history": .bool(history)]
    case .export(let after): return page("export", after)
    case .account(let command): return command.json
    }
  }

  /// Reads the form of ``json``; nil if it is anything else.
  public init?(json: JSONValue) {
    let name = json["name"]?.stringValue ?? ""
    let document = json["doc"]?.stringValue.flatMap { DocumentID($0) }
    var scopes: [ScopeCode]?
    if let given = json["scopes"] {
      guard let values = given.arrayValue else { return nil }
      let codes = values.compactMap { $0.stringValue.flatMap { ScopeCode($0) } }
      guard codes.count == values.count else { return nil }
      scopes = codes
    }
    var after: DocumentID?
    if let value = json["after"] {
      guard let id = value.stringValue.flatMap({ DocumentID($0) }) else { return nil }
      after = id
    }
    switch json["do"]?.stringValue {
    case "device-add":
      guard Self.isName(name), let scopes else { return nil }
      self = .deviceAdd(name, scopes: scopes)
    case "device-list": self = .deviceList
    case "sealed":
      guard let records = json["records"]?.arrayValue,
        records.allSatisfy({ $0.objectValue != nil })
      else { return nil }
      self = .sealed(records.map(\.canonicalBytes))
    case "device-revoke": self = .deviceRevoke(name)
    case "breach": self = .breach(name, after: after)
    case "device-scopes":
      guard let scopes else { return nil }
      self = .deviceScopes(name, scopes)
    case "device-confirm":
      let names = (json["names"]?.arrayValue ?? []).map(\.stringValue)
      guard !names.isEmpty, !names.contains(nil) else { return nil }
      self = .deviceConfirm(names.compactMap(\.self))
    case "scope":
      guard let document, let scopes, !scopes.isEmpty else { return nil }
      self = .scope(document, scopes)
    case "accept", "decline":
      let reason = json["reason"]
      guard reason.map({ $0.stringValue.map(Self.isReason) ?? false }) ?? true else { return nil }
      let isAccept = json["do"]?.stringValue == "accept"
      if isAccept, json["returned"] == true, json["names"] == nil {
        self = .acceptReturned(reason: reason?.stringValue)
        return
      }
      guard let names = Self.names(json["names"]) else { return nil }
      self =
        isAccept
        ? .accept(names, reason: reason?.stringValue, behind: json["behind"] == true)
        : .decline(names, reason: reason?.stringValue)
    case "resolve":
      guard let document, let path = json["path"]?.stringValue.flatMap({ JSONPointer($0) }),
        let shown = Self.names(json["shown"])
      else { return nil }
      switch (json["value"], json["life"]?.stringValue.flatMap({ Life(rawValue: $0) })) {
      case (let value?, nil): self = .resolve(document, path, .value(value), shown: shown)
      case (nil, let life?): self = .resolve(document, path, .life(life), shown: shown)
      default: return nil
      }
    case "void":
      guard let document, let change = ChangeName(name) else { return nil }
      self = .void(document, change)
    case "archive":
      guard let through = json["through"]?.integerValue, through >= 0 else { return nil }
      var lost: [Range<Int>] = []
      guard let items = json["lost"].map({ $0.arrayValue }) ?? [] else { return nil }
      for item in items {
        guard let ends = item.arrayValue, ends.count == 2, let one = ends[0].integerValue,
          let other = ends[1].integerValue, one >= 1, other >= 1
        else { return nil }
        lost.append(Int(min(one, other))..<Int(max(one, other)) + 1)
      }
      self = .archive(through: Int(through), lost: lost)
    case "status": self = .status(scopes: scopes)
    case "conflicts": self = .conflicts(after: after)
    case "held": self = .held
    case "today":
      guard let days = json["silentDays"] else {
        self = .today()
        return
      }
      guard let days = days.integerValue, Self.silentDays.contains(days) else { return nil }
      self = .today(silentDays: Int(days))
    case "list":
      guard let query = ListQuery(json: json) else { return nil }
      self = .list(query)
    case "show":
      guard let document else { return nil }
      self = .show(document, history: json["history"] == true)
    case "export": self = .export(after: after)
    default:
      guard let command = AccountCommand(json: json) else { return nil }
      self = .account(command)
    }
  }

  /// A list of at least one name of a change.
  private static func names(_ value: JSONValue?) -> [ChangeName]? {
    guard let items = value?.arrayValue, !items.isEmpty else { return nil }
    let names = items.compactMap { $0.stringValue.flatMap { ChangeName($0) } }
    return names.count == items.count ? names : nil
  }
}
