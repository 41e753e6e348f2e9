import Foundation
import SchouwCanon
import SchouwServer

/// Few iterations: how slow it is, is tested elsewhere.
func passwordHash(_ password: String, iterations: Int = 10) -> PasswordHash {
  var random = SystemRandom()
  return PasswordHash(Array(password.utf8), iterations: iterations, random: &random)
}

/// Somebody's browser at the office's page: keeps cookies, fills in forms, follows nothing by itself.
final class Browser {
  let server: MergeServer
  var cookies: [String: String] = [:]
  /// Sent with every request.
  var fields: [(name: String, value: String)] = []

  init(_ server: MergeServer) { self.server = server }

  func get(_ path: String, method: String = "GET") async throws -> HTTPAnswer {
    keep(try await ask(server, method, path, fields: fields + cookieField))
  }

  func post(
    _ path: String,
    _ form: [String: String],
    type: String? = "application/x-www-form-urlencoded"
  ) async throws -> HTTPAnswer {
    let body = form.sorted { $0.key < $1.key }
      .map { "\(Self.escaped($0.key))=\(Self.escaped($0.value))" }.joined(separator: "&")
    return keep(
      try await ask(
        server,
        "POST",
        path,
        type: type,
        fields: fields + cookieField,
        body: Array(body.utf8)
      )
    )
  }

  /// Opens the form and sends it.
  func signIn(_ name: String, _ password: String, path: String = "/sign-in") async throws
    -> HTTPAnswer
  {
    let form = try await get(path)
    return try await post(
      path,
      ["name": name, "password": password, "token": form.token ?? ""]
    )
  }

  private var cookieField: [(name: String, value: String)] {
    guard !cookies.isEmpty else { return [] }
    let pairs = cookies.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
    return [("Cookie", pairs.joined(separator: "; "))]
  }

  private func keep(_ answer: HTTPAnswer) -> HTTPAnswer {
    for line in answer.all("set-cookie") {
      let parts = line.components(separatedBy: "; ")
      let pair = parts[0].split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      cookies[String(pair[0])] = parts.contains("Max-Age=0") ? nil : String(pair[1])
    }
    return answer
  }

  private static func escaped(_ text: String) -> String {
    text.utf8.map { byte in
      let isPlain = (0x30...0x39).contains(byte) || (0x61...0x7a).contains(byte | 0x20)
      return isPlain ? String(UnicodeScalar(byte)) : String(format: "%%%02X", byte)
    }.joined()
  }
}

extension HTTPAnswer {
  /// The token of the page's only form.
  var token: String? {
    guard let start = text.range(of: "name=\"token\" value=\""),
      let end = text[start.upperBound...].firstIndex(of: "\"")
    else { return nil }
    return String(text[start.upperBound..<end])
  }

  /// What the page says first.
  var heading: String? {
    guard let start = text.range(of: "<h1>"), let end = text.range(of: "</h1>") else { return nil }
    return String(text[start.upperBound..<end.lowerBound])
  }
}
