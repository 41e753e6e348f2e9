/// The templates that the program brings along.
public enum ShippedTemplates {
  /// All of them, by kind.
  public static let all: [Template] = EmbeddedTemplates.all.map { entry in
    guard let template = try? Template(reading: Array(entry.json.utf8)) else {
      preconditionFailure("the shipped template \(entry.name) is whole (TemplatesTests reads it)")
    }
    return template
  }

  /// The shipped template of a kind; nil if there is none.
  public static func template(ofKind kind: String) -> Template? {
    all.first { $0.kind == kind }
  }
}
