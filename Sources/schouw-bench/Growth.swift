import SchouwCanon
import SchouwDocuments
import SchouwFieldClient
import SchouwTransport

/// One size of the row sync_growth, and what was measured of it.
final class Growth {
  let server: ServerProcess
  let network: URLSessionTransport
  let noord: Store
  let zuid: Store
  let documents: [DocumentID]
  private(set) var client: [Double] = []
  private(set) var office: [Double] = []
  private(set) var requests: [Double] = []
  private(set) var bytes: [Double] = []
  private(set) var sent: [Double] = []
  private(set) var seconds: [Double] = []

  init(
    server: ServerProcess,
    network: URLSessionTransport,
    noord: Store,
    zuid: Store,
    documents: [DocumentID]
  ) {
    self.server = server
    self.network = network
    self.noord = noord
    self.zuid = zuid
    self.documents = documents
  }

  /// Five edits of one laptop, five of the other, and the sync of the first that brings both across.
  func play(_ round: Int) async throws {
    guard let path = JSONPointer("/what"), let other = JSONPointer("/frequency") else { return }
    for document in documents.prefix(5) {
      let text = "Ronde \(round % 10) van Noord, 5 van 5"
      try noord.edit(noord.view(document).view, set: [path: .string(text)])
    }
    for document in documents.suffix(5) {
      try zuid.edit(zuid.view(document).view, set: [other: round % 2 == 0 ? "daily" : "weekly"])
    }
    _ = try await zuid.sync(over: network)
    let before = (Reading.processorSeconds(), server.processorSeconds)
    let start = Reading.seconds()
    let verdict = try await noord.sync(over: network)
    seconds.append(Reading.seconds() - start)
    client.append(Reading.processorSeconds() - before.0)
    office.append(server.processorSeconds - before.1)
    requests.append(Double(verdict.requests))
    bytes.append(Double(verdict.bytesSent + verdict.bytesCame))
    sent.append(Double(verdict.sent))
    _ = try await zuid.sync(over: network)
  }

  /// The requests of a sync with nothing new.
  func idleRequests() async throws -> Double {
    Double(try await noord.sync(over: network).requests)
  }
}
