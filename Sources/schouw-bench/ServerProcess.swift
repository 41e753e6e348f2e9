import Foundation
import SchouwCanon
import SchouwDocuments
import SchouwFieldClient
import SchouwServer
import SchouwTransport

/// A `schouw-server` in a process of its own.
final class ServerProcess {
  private let process = Process()
  private let folder: String
  let address: String

  init(folder: String) throws {
    self.folder = folder
    process.executableURL = Bundle.main.bundleURL.appendingPathComponent("schouw-server")
    process.arguments = ["run", "--json", "--data", folder, "--listen", "127.0.0.1:0"]
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let line = pipe.fileHandleForReading.availableData
    guard let text = try? JSONReader.read([UInt8](line.dropLast())),
      let address = text["address"]?.stringValue
    else { throw CocoaError(.executableRuntimeMismatch) }
    self.address = address
  }

  var processorSeconds: Double {
    Reading.processorSeconds(ofProcess: process.processIdentifier)
  }

  /// Bytes that it has caused to be written.
  var writtenBytes: Double { Reading.writtenBytes(ofProcess: process.processIdentifier) }

  /// A one-time code for a device.
  func invite(_ device: String, _ scope: String, over network: URLSessionTransport) async throws
    -> String
  {
    guard let running = StoppedOffice.running(folder: folder), let code = ScopeCode(scope) else {
      throw CocoaError(.fileNoSuchFile)
    }
    let response = try await network.send(
      TransportRequest(
        method: "POST",
        url: address + "/v1/admin",
        token: running.secret,
        contentType: "application/json",
        body: AdminCommand.deviceAdd(device, scopes: [code]).json.canonicalBytes
      )
    )
    return try JSONReader.read(response.body)["code"]?.stringValue ?? ""
  }

  func stop() {
    process.terminate()
    process.waitUntilExit()
  }
}
