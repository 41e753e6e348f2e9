import SchouwCanon
import SchouwDocuments
import SchouwTemplates

/// A document as one line of `import` and `export`:
/// `{"kind":…,"scopes":[…],"id"?:…,"content":{…nested…}}`.
struct PlainDocument {
  let id: DocumentID
  let kind: String
  /// Nil where the line names none.
  let scopes: [ScopeCode]?
  let template: Template
  let values: [JSONPointer: JSONValue]

  /// Why a line is no document, and at which byte of it.
  struct Fault: Error {
    let message: FieldMessage
    var code = ""
    let byte: Int
  }

  /// Reads a line.
  ///
  /// Its id is the one given if that is a document's id, else it is made of the SHA-256 of the id
  /// given, or of the line's canonical form: the same line is the same document, on every laptop.
  init(line: ArraySlice<UInt8>) throws(Fault) {
    let read: (object: JSONObject, ranges: [(name: String, range: Range<Int>)])
    do throws(JSONError) {
      read = try JSONReader.readObject(line)
    } catch {
      throw Fault(message: .badJSONLine, code: error.code.rawValue, byte: error.byte)
    }
    func at(_ name: String) -> Int { read.ranges.first { $0.name == name }?.range.lowerBound ?? 0 }
    let object = read.object
    guard let kind = object["kind"]?.stringValue,
      let template = ShippedTemplates.template(ofKind: kind)
    else { throw Fault(message: .badImportKind, byte: at("kind")) }
    self.kind = kind
    self.template = template
    if let value = object["scopes"] {
      guard let scopes = ReservedPath.scopes(in: value), !scopes.isEmpty else {
        throw Fault(message: .badImportScopes, byte: at("scopes"))
      }
      self.scopes = scopes
    } else {
      scopes = nil
    }
    if let given = object["id"] {
      guard let text = given.stringValue, !text.isEmpty else {
        throw Fault(message: .badImportMember, byte: at("id"))
      }
      id = DocumentID(text) ?? Self.id(of: Array("schouw import id\n\(text)".utf8))
    } else {
      id = Self.id(of: Array("schouw import line\n".utf8) + object.canonicalBytes)
    }
    guard let content = object["content"]?.objectValue,
      let values = Self.flatten(content, template, id)
    else { throw Fault(message: .badImportContent, byte: at("content")) }
    self.values = values
  }

  private static func id(of bytes: [UInt8]) -> DocumentID {
    DocumentID(random: Array(SHA256.hash(bytes).bytes.prefix(16)))
  }

  /// The values by path.
  ///
  /// Questions come whole, elements of a list (also written as an array) one by one, and of what no
  /// question names every value that is no object. Null is no answer.
  private static func flatten(
    _ content: JSONObject,
    _ template: Template,
    _ id: DocumentID
  ) -> [JSONPointer: JSONValue]? {
    var values: [JSONPointer: JSONValue] = [:]
    func walk(_ value: JSONValue, _ path: JSONPointer) -> Bool {
      if value.isNull { return true }
      if template.question(of: path) == nil {
        if case .array(let items) = value, template.groups.contains(where: { $0.path == path }) {
          return elements(items, path)
        }
        if case .object(let object) = value, !object.isEmpty {
          return object.members.allSatisfy { member in
            path.appending(member.name).map { walk(member.value, $0) } ?? false
          }
        }
      }
      guard !path.isReserved else { return false }
      values[path] = value
      return true
    }
    func elements(_ items: [JSONValue], _ group: JSONPointer) -> Bool {
      for (index, item) in items.enumerated() {
        let name = self.id(of: Array("\(id)\(group)/\(index)".utf8)).letters.lowercased().prefix(8)
        guard case .object(let object) = item, let element = group.appending(String(name)),
          let pos = element.appending("pos"), walk(item, element)
        else { return false }
        guard object["pos"] == nil else { continue }
        let number = String(index + 1)
        let zeros = String(repeating: "0", count: max(0, 8 - number.utf8.count))
        values[pos] = .string(zeros + number)
      }
      return true
    }
    for member in content.members {
      guard let path = JSONPointer.root.appending(member.name), walk(member.value, path) else {
        return nil
      }
    }
    return values
  }
}
