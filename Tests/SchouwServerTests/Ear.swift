import Dispatch
import SchouwFieldClient
import SchouwTransport
import Synchronization

/// Somebody who listens to the office's events over a real socket; every wait ends after 20 s.
final class Ear: Sendable {
  struct Deaf: Error { let waitedFor: String }

  private struct Heard {
    var reader = EventStreamReader()
    var events: [EventStreamReader.Event] = []
    var raw: [UInt8] = []
    var outcome: Result<TransportResponse, TransportError>?
  }

  private let heard = Mutex(Heard())

  init(_ address: String, token: String?, after cursor: String? = nil) {
    let request = TransportRequest(
      method: "GET",
      url: address + "/v1/events",
      token: token,
      contentType: "application/jsonl",
      body: [],
      lastEventID: cursor
    )
    Task {
      let outcome: Result<TransportResponse, TransportError>
      do throws(TransportError) {
        outcome = .success(
          try await URLSessionTransport().stream(request) { [weak self] piece in
            self?.heard.withLock { heard in
              heard.raw += piece
              heard.events += heard.reader.read(piece)
            }
          }
        )
      } catch {
        outcome = .failure(error)
      }
      heard.withLock { $0.outcome = outcome }
    }
  }

  var text: String { heard.withLock { String(decoding: $0.raw, as: UTF8.self) } }
  var events: [EventStreamReader.Event] { heard.withLock { $0.events } }

  /// The position that the office told at the beginning.
  func opening() async throws -> String {
    try await wait("the opening") { heard in
      heard.reader.lastID.isEmpty ? nil : heard.reader.lastID
    }
  }

  /// The event of a number, from 0.
  func event(_ number: Int) async throws -> EventStreamReader.Event {
    try await wait("event \(number)") { $0.events.count > number ? $0.events[number] : nil }
  }

  /// How the stream, or the answer that is none, ended.
  func end() async throws -> Result<TransportResponse, TransportError> {
    try await wait("the end") { $0.outcome }
  }

  func text(holds part: String) async throws {
    _ = try await wait(part) { heard in
      String(decoding: heard.raw, as: UTF8.self).contains(part) ? true : nil
    }
  }

  private func wait<Value: Sendable>(
    _ what: String,
    _ condition: @Sendable (borrowing Heard) -> Value?
  ) async throws -> Value {
    for _ in 0..<2000 {
      if let value = heard.withLock({ condition($0) }) { return value }
      await Self.pause()
    }
    throw Deaf(waitedFor: what)
  }

  /// Looks again in a moment, off the pool.
  static func pause() async {
    await withCheckedContinuation { continuation in
      DispatchQueue.global().asyncAfter(deadline: .now() + .milliseconds(10)) {
        continuation.resume()
      }
    }
  }
}
