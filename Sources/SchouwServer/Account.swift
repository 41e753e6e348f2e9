import SchouwCanon

/// A person of the office who may look at its pages; the last record of a name holds.
struct Account: Sendable, Equatable {
  /// The name by which the person signs in, in small letters.
  let name: String
  /// What the person may do.
  var role: Role
  /// The password; nil for one who comes by single sign-on only.
  var password: PasswordHash?
  /// Whether the account was taken away.
  var isRemoved = false

  init(name: String, role: Role, password: PasswordHash?) {
    self.name = name
    self.role = role
    self.password = password
  }

  /// The form in which it stands in the log; a removed one keeps nothing but its name.
  var json: JSONValue {
    if isRemoved { return ["name": .string(name), "removed": true, "v": 1] }
    return [
      "name": .string(name), "password": password?.json ?? .null, "role": .string(role.rawValue),
      "v": 1,
    ]
  }

  init?(json: JSONValue) {
    guard let name = json["name"]?.stringValue else { return nil }
    if json["removed"] == true {
      self.init(name: name, role: .reader, password: nil)
      isRemoved = true
      return
    }
    guard let role = json["role"]?.stringValue.flatMap({ Role(rawValue: $0) }) else { return nil }
    self.init(name: name, role: role, password: json["password"].flatMap { PasswordHash(json: $0) })
  }

  /// A name as it is kept: 1 to 64 letters, digits and `.-_@`, ASCII letters made small; nil if it is none.
  static func name(_ typed: String) -> String? {
    let isName =
      (1...64).contains(typed.utf8.count)
      && typed.utf8.allSatisfy { byte in
        (0x30...0x39).contains(byte) || (0x41...0x5a).contains(byte)
          || (0x61...0x7a).contains(byte) || ".-_@".utf8.contains(byte)
      }
    return isName ? typed.lowercased() : nil
  }
}

/// What a person of the office may do.
public enum Role: String, Sendable, CaseIterable {
  /// Sees the figures and what is to be done, and no document.
  case reader
  /// Sees the documents too, with all that stands in them.
  case handler
  /// As ``handler``; for whoever runs the office.
  case administrator

  /// Whether documents may be read: they hold what was written about people.
  var readsDocuments: Bool { self != .reader }
}
