import SchouwDocuments
import SchouwHTTP

/// The addresses of the pages.
enum PageRoute: Sendable, Equatable {
  case today
  case document(String)
  case signIn
  case signOut
  case style

  /// The page of a path; nil if it is none.
  init?(_ segments: [Substring]) {
    switch (segments.first ?? "", segments.count) {
    case ("", 1): self = .today
    case ("documents", 2): self = .document(String(segments[1]))
    case ("sign-in", 1): self = .signIn
    case ("sign-out", 1): self = .signOut
    case ("style.css", 1): self = .style
    default: return nil
    }
  }

  /// The path as the access log names it.
  var pattern: StaticString {
    switch self {
    case .today: "/"
    case .document: "/documents/{id}"
    case .signIn: "/sign-in"
    case .signOut: "/sign-out"
    case .style: "/style.css"
    }
  }

  var methods: [Method] {
    switch self {
    case .signIn: [.get, .head, .post]
    case .signOut: [.post]
    default: [.get, .head]
    }
  }

  /// The path, for links; a text that is no document's id leads nowhere.
  var path: String {
    switch self {
    case .today, .style: "/"
    case .document(let text): DocumentID(text).map { "/documents/\($0)" } ?? "/"
    case .signIn, .signOut: "/sign-in"
    }
  }
}
