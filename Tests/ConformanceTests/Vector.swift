import Foundation
import SchouwCanon
import SchouwDocuments
import Testing

/// One case of a file in `Protocol/vectors`, named so that a failing one can be found there.
struct Vector: Sendable, CustomTestStringConvertible {
  let name: String
  let members: JSONObject

  var testDescription: String { name }

  /// The cases of a file; throws if it cannot be read or has none.
  static func cases(_ file: String) throws -> [Vector] {
    let bytes = [UInt8](try Data(contentsOf: folder.appending(path: file + ".json")))
    let limits = JSONLimits(depthMax: 100, bytesMax: 64 << 20)
    let content = try JSONReader.read(bytes, limits: limits)
    #expect(content["format"] == "schouw-vectors/1")
    let cases = try #require(content["cases"]?.arrayValue)
    try #require(!cases.isEmpty)
    return try cases.map {
      let members = try #require($0.objectValue)
      return Vector(name: try #require(members["name"]?.stringValue), members: members)
    }
  }

  /// `Protocol/vectors` of this clone.
  static var folder: URL {
    URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../Protocol/vectors").standardizedFileURL
  }

  subscript(_ member: String) -> JSONValue? { members[member] }

  func value(_ member: String) throws -> JSONValue {
    try #require(members[member], "\(name) has no \(member)")
  }

  func text(_ member: String) throws -> String {
    try #require(value(member).stringValue, "\(member) of \(name) is no text")
  }

  func list(_ member: String) throws -> [JSONValue] {
    try #require(value(member).arrayValue, "\(member) of \(name) is no list")
  }

  func texts(_ member: String) throws -> [String] {
    try list(member).map { try #require($0.stringValue) }
  }

  /// The changes of a member; none if it is absent.
  func changes(_ member: String) throws -> [Change] {
    guard members[member] != nil else { return [] }
    return try list(member).map { try Change(object: #require($0.objectValue)) }
  }

  /// The document that the case is about: `doc`, or that of the first change.
  func document(of changes: [Change]) throws -> DocumentID {
    guard let text = members["doc"]?.stringValue else {
      return try #require(changes.first).document
    }
    return try #require(DocumentID(text))
  }

  /// The bytes of `input` (with its `fill`) or `inputHex`.
  func inputBytes() throws -> [UInt8] {
    if let hex = members["inputHex"]?.stringValue {
      return try stride(from: 0, to: hex.utf8.count, by: 2).map { at in
        try #require(UInt8(hex.dropFirst(at).prefix(2), radix: 16))
      }
    }
    let bytes = Array(try text("input").utf8)
    guard let fill = members["fill"]?.integerValue else { return bytes }
    let mark = Array("\u{2588}".utf8)
    let at = try #require(bytes.indices.first { bytes[$0...].starts(with: mark) })
    let filler = [UInt8](repeating: 0x78, count: Int(fill) - bytes.count + mark.count)
    return Array(bytes[..<at] + filler + bytes[(at + mark.count)...])
  }
}

/// Expects two values to have the same canonical bytes, says whether, and shows both if they have not.
@discardableResult
func expectSame(
  _ found: JSONValue,
  _ wanted: JSONValue,
  _ what: @autoclosure () -> String,
  sourceLocation: SourceLocation = #_sourceLocation
) -> Bool {
  let (bytes, expected) = (found.canonicalBytes, wanted.canonicalBytes)
  guard bytes != expected else { return true }
  Issue.record(
    """
    \(what()) is
    \(String(decoding: bytes, as: UTF8.self))
    and should be
    \(String(decoding: expected, as: UTF8.self))
    """,
    sourceLocation: sourceLocation
  )
  return false
}
