import SchouwDocuments
import Synchronization

/// What a store hears from the office while it listens (rule X12).
public enum OfficeSignal: Sendable, Equatable {
  /// The office listens to this store and will say what is new.
  case connected
  /// There is something to fetch: time to sync.
  case news
}

extension Store {
  /// Listens to the office until the stream ends: `heard` is called as soon as something is to be fetched.
  ///
  /// It begins where the last sync ended, so that nothing is missed in between, and fetches nothing itself.
  /// Cancelling the task ends it.
  ///
  /// - Parameter heard: called in order, on a queue of the transport; it must not wait.
  /// - Throws: ``OfficeError``: `unreachable` (the line was cut), `refused`, `otherVersion` (an older office),
  ///   `notSchouw`, `officeFailed`; ``StoreError`` `notEnrolled`. Returns where the office ended the stream.
  public func listen(
    over transport: some StreamingTransport,
    _ heard: @escaping @Sendable (OfficeSignal) -> Void
  ) async throws {
    guard let office = try await onQueue({ try self.office() }) else {
      throw StoreError(.notEnrolled)
    }
    let cursor = try await onQueue {
      try self.reading { core throws(StoreError) in core.state.cursor }
    }
    let stream = HeardStream()
    let response: TransportResponse
    do {
      response = try await transport.stream(
        TransportRequest(
          method: "GET",
          url: office.address + "/v1/events",
          token: office.token,
          contentType: "application/jsonl",
          body: [],
          lastEventID: cursor
        )
      ) { piece in
        for signal in stream.take(piece) { heard(signal) }
      }
    } catch {
      throw OfficeError(.unreachable, detail: error.reason)
    }
    guard response.status == 200 else { throw Self.failure(response) }
    guard response.contentType == "text/event-stream" else {
      throw OfficeError(.notSchouw, status: response.status)
    }
  }
}

/// What a stream has told so far.
private final class HeardStream: Sendable {
  private let state = Mutex((reader: EventStreamReader(), isConnected: false))

  func take(_ piece: [UInt8]) -> [OfficeSignal] {
    state.withLock { state in
      var signals: [OfficeSignal] = []
      let events = state.reader.read(piece)
      // A page of a captive portal that claims to be a stream tells no position.
      if !state.isConnected, !state.reader.lastID.isEmpty {
        state.isConnected = true
        signals.append(.connected)
      }
      if events.contains(where: { $0.name == "news" }) { signals.append(.news) }
      return signals
    }
  }
}
