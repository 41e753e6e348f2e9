import Foundation
import SchouwCanon
import SchouwDocuments

/// What a sample device did, read from its script (`SampleDevices/README.md`).
struct SampleScript {
  let device: String
  let name: String
  let author: Author
  let scopes: [ScopeCode]
  let skewMilliseconds: Int64
  let actions: [Action]

  struct Action {
    let phase: Int
    let line: Int
    let verb: String
    let at: Int64?
    let json: JSONValue
  }

  /// A script that does not fit, by file and line.
  struct Fault: Error, CustomStringConvertible {
    let file: String
    let line: Int
    let what: String
    var description: String { "\(file), line \(line): \(what)" }
  }

  init(file: String, bytes: [UInt8]) throws {
    var device: JSONValue?
    var actions: [Action] = []
    var phase = 0
    for (index, text) in bytes.split(separator: UInt8(ascii: "\n")).enumerated() {
      let value: JSONValue
      do {
        value = try JSONReader.read(Array(text))
      } catch {
        throw Fault(file: file, line: index + 1, what: error.description)
      }
      if device == nil {
        device = value
      } else if let next = value["phase"]?.integerValue {
        phase = Int(next)
      } else if let verb = value["do"]?.stringValue {
        actions.append(
          Action(
            phase: phase,
            line: index + 1,
            verb: verb,
            at: value["at"]?.stringValue.flatMap { Stamp.milliseconds(of: $0) },
            json: value
          )
        )
      }
    }
    guard let device, let id = device["device"]?.stringValue,
      let name = device["name"]?.stringValue,
      let author = device["author"]?.stringValue.flatMap({ Author($0) }),
      let scopes = device["scopes"]?.arrayValue
    else { throw Fault(file: file, line: 1, what: "not a device") }
    self.device = id
    self.name = name
    self.author = author
    self.scopes = scopes.compactMap { $0.stringValue.flatMap { ScopeCode($0) } }
    skewMilliseconds = device["skewMilliseconds"]?.integerValue ?? 0
    self.actions = actions
  }

  /// All scripts of a folder, by device, and the office's grants by phase.
  static func load(
    _ folder: String
  ) throws -> (scripts: [SampleScript], grants: [(phase: Int, device: String, scopes: [ScopeCode])])
  {
    let names = try FileManager.default.contentsOfDirectory(atPath: folder)
      .filter { $0.hasSuffix(".jsonl") && $0 != "office.jsonl" }.sorted()
    let scripts = try names.map { name in
      try SampleScript(
        file: name,
        bytes: [UInt8](Data(contentsOf: URL(fileURLWithPath: "\(folder)/\(name)")))
      )
    }
    let office = try Data(contentsOf: URL(fileURLWithPath: "\(folder)/office.jsonl"))
    let grants = try [UInt8](office).split(separator: UInt8(ascii: "\n")).compactMap {
      line -> (phase: Int, device: String, scopes: [ScopeCode])? in
      let value = try JSONReader.read(Array(line))
      guard value["do"]?.stringValue == "grant", let device = value["device"]?.stringValue,
        let phase = value["phase"]?.integerValue, let scopes = value["scopes"]?.arrayValue
      else { return nil }
      return (Int(phase), device, scopes.compactMap { $0.stringValue.flatMap { ScopeCode($0) } })
    }
    return (scripts, grants)
  }
}
