import SchouwCanon
import SchouwHTTP

/// The two cookies of the page: one for a session, one that ties the sign-in form to the browser it was sent to.
///
/// Both are 256 random bits. Behind a proxy with TLS they bear the prefix `__Host-` and the mark `Secure`
/// (RFC 6265bis, sections 4.1.2.5 and 4.1.3): no other host and no unencrypted page can set or read them.
struct Cookies: Sendable {
  /// Whether browsers come by TLS.
  let isSecure: Bool

  /// One of them.
  enum Cookie: String, Sendable {
    case session = "schouw"
    case form = "schouw-form"
  }

  /// The name of a cookie.
  func name(_ cookie: Cookie) -> String { (isSecure ? "__Host-" : "") + cookie.rawValue }

  /// What a browser holds; nil if it is none of ours or comes twice.
  func value(_ cookie: Cookie, in fields: HeaderFields) -> String? {
    let name = name(cookie)
    var found: String?
    for field in fields.all("cookie") {
      for part in field.split(separator: ";") {
        let pair = part.drop { $0 == " " }.split(separator: "=", maxSplits: 1)
        guard pair.count == 2, pair[0].utf8.elementsEqual(name.utf8) else { continue }
        guard found == nil else { return nil }
        found = String(pair[1])
      }
    }
    return found.flatMap { Base64URL.decode($0)?.count == 32 ? $0 : nil }
  }

  /// The field that gives a browser a cookie until it is closed.
  func setting(_ cookie: Cookie, _ value: String) -> String {
    "\(name(cookie))=\(value); Path=/; HttpOnly; SameSite=Strict" + (isSecure ? "; Secure" : "")
  }

  /// The field that takes a cookie away.
  func clearing(_ cookie: Cookie) -> String { setting(cookie, "") + "; Max-Age=0" }

  /// A new value.
  static func draw() -> String {
    var random = SystemRandom()
    return Base64URL.encode(random.nextBytes(32))
  }
}
