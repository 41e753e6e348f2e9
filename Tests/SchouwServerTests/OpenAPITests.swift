import Foundation
import SchouwCanon
import SchouwHTTP
import SchouwServer
import Testing

/// `Protocol/openapi.json` against the server that runs. (Its form is checked by `openapi-spec-validator`.)
@Suite struct `The published interface` {
  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("Protocol")

  let value: JSONValue

  init() throws {
    let bytes = try Data(contentsOf: Self.folder.appendingPathComponent("openapi.json"))
    value = try JSONReader.read([UInt8](bytes))
  }

  var paths: [JSONObject.Member] { value["paths"]?.objectValue?.members ?? [] }

  @Test func `has for each path the methods that the server has`() async throws {
    let office = try ServedOffice()
    #expect(paths.count == 11)
    for path in paths {
      let written = (path.value.objectValue?.members ?? []).map { $0.name.uppercased() }.sorted()
      let answer = try await ask(
        office.server,
        "DELETE",
        path.name.replacingOccurrences(of: "{id}", with: "x")
      )
      #expect(answer.status == 405)
      let allowed = (answer.fields["allow"] ?? "").components(separatedBy: ", ").sorted()
      #expect(allowed == written, "\(path.name)")
    }
  }

  @Test func `says of each path whether it asks for a token, and for which media type`()
    async throws
  {
    let office = try ServedOffice()
    for path in paths {
      for method in path.value.objectValue?.members ?? [] {
        let name = path.name.replacingOccurrences(of: "{id}", with: "x")
        let responses = method.value["responses"]
        let bare = try await ask(office.server, method.name.uppercased(), name)
        #expect(responses?[String(bare.status)] != nil, "\(method.name) \(name) \(bare.status)")
        #expect((bare.status == 401) == (method.value["security"] != []))
        #expect(bare.fields["api-version"] == "1.0.0" && bare.fields["cache-control"] == "no-store")
        guard let content = method.value["requestBody"]?["content"]?.objectValue else { continue }
        let other = try await ask(
          office.server,
          method.name.uppercased(),
          name,
          token: "x",
          type: "text/plain"
        )
        #expect(other.status == 415)
        for type in content.members {
          let taken = try await ask(
            office.server,
            method.name.uppercased(),
            name,
            token: "x",
            type: type.name
          )
          #expect(taken.status != 415)
          #expect(responses?[String(taken.status)] != nil, "\(name) \(taken.status)")
        }
      }
    }
  }

  @Test func `has the version that the server tells`() async throws {
    let office = try ServedOffice()
    let answer = try await ask(office.server, "GET", "/healthz")
    #expect(value["info"]?["version"]?.stringValue == answer.fields["api-version"])
  }

  @Test func `is what the server publishes`() async throws {
    let office = try ServedOffice()
    let answer = try await ask(office.server, "GET", "/v1/openapi.json")
    #expect(answer.status == 200)
    #expect(answer.fields["access-control-allow-origin"] == "*")
    #expect(
      answer.body == value.canonicalBytes,
      "see the head of Sources/SchouwServer/Embedded.swift"
    )
  }

  /// The schemas lie in the document, so that it can be read alone.
  @Test func `has the schemas as they lie in their folder`() throws {
    func within(_ value: JSONValue, _ name: String) -> JSONValue {
      switch value {
      case .array(let items): return .array(items.map { within($0, name) })
      case .object(let object):
        var kept = JSONObject()
        for member in object.members where !["$schema", "$id"].contains(member.name) {
          kept[member.name] = within(member.value, name)
        }
        if let reference = object["$ref"]?.stringValue {
          let file = reference.split(separator: ":").dropFirst(3).first.map { $0.capitalized }
          kept["$ref"] = .string(
            reference.hasPrefix("#/$defs/")
              ? "#/components/schemas/\(name)\(reference.dropFirst())"
              : "#/components/schemas/\(file ?? "")"
          )
        }
        return .object(kept)
      default: return value
      }
    }
    for name in ["change", "record", "sealed", "shown", "snapshot", "template"] {
      let file = Self.folder.appendingPathComponent("schemas/\(name).json")
      let schema = try JSONReader.read([UInt8](Data(contentsOf: file)))
      let found = value["components"]?["schemas"]?[name.capitalized]
      #expect(found?.canonicalBytes == within(schema, name.capitalized).canonicalBytes, "\(name)")
    }
  }

  @Test func `has an example for every answer with content, and says what a method is for`() {
    for path in paths {
      for method in path.value.objectValue?.members ?? [] {
        #expect(method.value["summary"]?.stringValue?.isEmpty == false)
        for answer in method.value["responses"]?.objectValue?.members ?? [] {
          guard let content = answer.value["content"]?.objectValue else { continue }
          for type in content.members where path.name != "/v1/openapi.json" {
            #expect(
              type.value["examples"] != nil || path.name.hasPrefix("/v1/templates"),
              "\(method.name) \(path.name) \(answer.name)"
            )
          }
        }
      }
    }
  }

  @Test func `refers only to what is there`() throws {
    var missing: [String] = []
    func walk(_ part: JSONValue) throws {
      switch part {
      case .array(let items): for item in items { try walk(item) }
      case .object(let object):
        if let reference = object["$ref"]?.stringValue {
          if reference.hasPrefix("#/") {
            let found = reference.dropFirst(2).split(separator: "/")
              .reduce(value as JSONValue?) { $0?[String($1)] }
            if found == nil { missing.append(reference) }
          } else {
            let file = Self.folder.appendingPathComponent(reference)
            if !FileManager.default.fileExists(atPath: file.path) { missing.append(reference) }
          }
        }
        for member in object.members { try walk(member.value) }
      default: break
      }
    }
    try walk(value)
    #expect(missing == [])
  }
}
