package import SchouwCanon
import SchouwTemplates

/// The templates by which an office's documents are shown: those of this program, and those that the office gave.
package struct OfficeTemplates: Sendable {
  private var taken: [Digest: Template] = [:]

  /// Only the templates of this program.
  package init() {}

  /// The template of a hash; nil if neither has it.
  func template(_ id: Digest) -> Template? {
    taken[id] ?? ShippedTemplates.all.first { $0.id == id }
  }

  /// The hashes that are named and not known, each once.
  ///
  /// - Parameter values: members `template` of the office's answers.
  package func missing(_ values: [JSONValue?]) -> [Digest] {
    var missing: [Digest] = []
    for case let id? in values.map({ $0?.stringValue.flatMap { Digest(base64URL: $0) } })
    where template(id) == nil && !missing.contains(id) {
      missing.append(id)
    }
    return missing
  }

  /// Takes a template that the office gave, unless it is not the one that was asked for (rule T1).
  package mutating func take(_ bytes: [UInt8], as id: Digest) {
    guard let template = try? Template(reading: bytes), template.id == id else { return }
    taken[id] = template
  }
}
