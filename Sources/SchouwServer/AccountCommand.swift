import SchouwCanon

/// What an administrator asks of the office's accounts; a part of ``AdminCommand``.
///
/// A password is hashed where it is typed: none travels.
public enum AccountCommand: Sendable {
  /// Lets a person in; without a password by single sign-on only.
  case add(String, Role, PasswordHash?)
  /// Every account.
  case list
  /// Gives a person another role.
  case role(String, Role)
  /// Takes an account away; its sessions end.
  case remove(String)
  /// Replaces a password; sessions opened with the old one end.
  case password(String, PasswordHash)

  /// The form in which it is sent.
  var json: JSONObject {
    switch self {
    case .add(let name, let role, let password):
      return [
        "do": "account-add", "name": .string(name), "password": password?.json ?? .null,
        "role": .string(role.rawValue),
      ]
    case .list: return ["do": "account-list"]
    case .role(let name, let role):
      return ["do": "account-role", "name": .string(name), "role": .string(role.rawValue)]
    case .remove(let name): return ["do": "account-remove", "name": .string(name)]
    case .password(let name, let password):
      return ["do": "account-password", "name": .string(name), "password": password.json]
    }
  }

  /// Reads the form of ``json``; nil if it is anything else.
  init?(json: JSONValue) {
    let name = json["name"]?.stringValue.flatMap { Account.name($0) }
    let role = json["role"]?.stringValue.flatMap { Role(rawValue: $0) }
    let password = json["password"].flatMap { PasswordHash(json: $0) }
    switch (json["do"]?.stringValue, name) {
    case ("account-list", _): self = .list
    case ("account-add", let name?):
      guard let role, password != nil || json["password"] == .null else { return nil }
      self = .add(name, role, password)
    case ("account-role", let name?):
      guard let role else { return nil }
      self = .role(name, role)
    case ("account-remove", let name?): self = .remove(name)
    case ("account-password", let name?):
      guard let password else { return nil }
      self = .password(name, password)
    default: return nil
    }
  }

  /// Whether a text can be an account's name: 1 to 64 letters, digits and `.-_@`.
  public static func isName(_ text: String) -> Bool { Account.name(text) != nil }
}
