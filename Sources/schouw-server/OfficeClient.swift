import SchouwCanon
import SchouwCommandLine
import SchouwDocuments
import SchouwFieldCommands
import SchouwServer

/// Asks the running server as its administrator: the one way to the office's data while it runs.
struct OfficeClient: Sendable {
  /// The folder of the office's data, where the server keeps its address and the administrator's secret.
  let folder: String
  init(folder: String) { self.folder = folder }

  /// - Throws: `CommandFailure` with `unreachable` if no server runs on the data or it does not answer, and with
  ///   `refused` or `store` if it does not want or cannot; ``ServerError`` for what is wrong with the command.
  func ask(_ command: AdminCommand) async throws -> JSONObject {
    let response = try send("POST", "/v1/admin", command.json.canonicalBytes)
    let value = try? JSONReader.read(response.body, limits: .init(depthMax: 80, bytesMax: 1 << 30))
    if response.status == 200, let object = value?.objectValue { return object }
    throw Self.failure(response.status, value?["type"]?.stringValue ?? "", of: command)
  }

  /// A template of the office by its hash, as bytes; nil if it has none.
  ///
  /// - Throws: `CommandFailure` with `unreachable`, as ``ask(_:)``.
  func template(_ id: Digest) throws -> [UInt8]? {
    let response = try send("GET", "/v1/templates/\(id.base64URL)")
    return response.status == 200 ? response.body : nil
  }

  private func send(
    _ method: String,
    _ path: String,
    _ body: [UInt8] = []
  ) throws -> (status: Int, body: [UInt8]) {
    guard let running = StoppedOffice.running(folder: folder) else {
      throw CommandFailure(
        .unreachable,
        ServerMessage.notRunning.filled(["folder": folder]),
        remedy: ServerMessage.startIt.filled(["folder": folder])
      )
    }
    let office = RunningOffice(address: running.address, secret: running.secret)
    do throws(RunningOffice.Unanswered) {
      return try office.send(method, path, body)
    } catch {
      // A server that was killed leaves its address behind.
      throw CommandFailure(
        .unreachable,
        ServerMessage.noAnswer.filled(["address": running.address]),
        remedy: ServerMessage.startIt.filled(["folder": folder])
      )
    }
  }

  /// What an answer means that is not 200.
  private static func failure(
    _ status: Int,
    _ type: String,
    of command: AdminCommand
  ) -> any Error {
    let name = type.split(separator: ".").last.map(String.init) ?? ""
    if let code = ServerError.Code(rawValue: name), code != .journal {
      return ServerError(code, place: Place(path: code.isOfDevice ? command.device ?? "" : type))
    }
    if name == "damagedRecord" { return ServerError(.badRecord, place: Place(path: type)) }
    switch status {
    case 401:
      return CommandFailure(
        .refused,
        ServerMessage.wrongSecret.phrase,
        remedy: ServerMessage.wrongSecretRemedy.phrase
      )
    case 400..<500: return ServerError(.badRequest, place: Place(path: type))
    default:
      return CommandFailure(
        .store,
        ServerMessage.cannotWrite.phrase,
        remedy: ServerMessage.cannotWriteRemedy.phrase
      )
    }
  }
}

extension ServerError.Code {
  fileprivate var isOfDevice: Bool {
    self == .unknownDevice || self == .deviceExists || self == .rightsUnknown
  }
}

extension AdminCommand {
  fileprivate var device: String? { json["name"]?.stringValue }
}

extension ServerMessage {
  /// The text in both languages with its placeholders filled in, made harmless.
  func filled(_ values: KeyValuePairs<String, String>) -> Phrase {
    Phrase(
      nl: DisplayText.harmless(text(.nl, values)),
      en: DisplayText.harmless(text(.en, values))
    )
  }
}
