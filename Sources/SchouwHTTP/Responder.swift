import Synchronization

/// Answers one request, once, from any thread, now or later.
///
/// Dropped without an answer, it answers 500, so that no client waits for ever (C2).
public final class Responder: Sendable {
  private let connection: Connection
  private let number: Int
  private let isAnswered = Atomic(false)
  private let watch = Mutex<(observer: Observer?, note: String?)>((nil, nil))

  init(connection: Connection, number: Int) {
    self.connection = connection
    self.number = number
  }

  deinit {
    if !isAnswered.load(ordering: .acquiring) {
      tell(.internalServerError, bytes: 0)
      connection.post(.dropped(number))
    }
  }

  /// What a request was answered with.
  public struct Answered: Sendable {
    /// The status.
    public let status: Status
    /// The bytes of the content; nil if it comes piece by piece and nobody knows yet.
    public let bytes: Int?
    /// What was noted.
    public let note: String?
  }

  /// Is told once of the answer, when it is given.
  public typealias Observer = @Sendable (Answered) -> Void

  /// Sets who is told of the answer; before it is given.
  public func observe(_ observer: @escaping Observer) { watch.withLock { $0.observer = observer } }

  /// Notes who asked, for the observer.
  public func note(_ text: String) { watch.withLock { $0.note = text } }

  private func tell(_ status: Status, bytes: Int?) {
    let (observer, note) = watch.withLock { ($0.observer, $0.note) }
    observer?(Answered(status: status, bytes: bytes, note: note))
  }

  /// Answers with a whole response.
  ///
  /// Returns at once; what the client takes is sent later.
  ///
  /// Only the first answer counts, of this and `stream`; a second one changes nothing.
  public func respond(_ response: Response) {
    guard !isAnswered.exchange(true, ordering: .acquiringAndReleasing) else { return }
    tell(response.head.status, bytes: response.body.count)
    connection.post(.whole(number, response))
  }

  /// Begins an answer that comes piece by piece; the head is sent at once.
  /// - Parameters:
  ///   - head: status and fields.
  ///   - length: the content's bytes if known; else it goes in chunks, or to HTTP/1.0 until the
  ///     connection's end.
  ///   - Returns: where the content goes; a writer without effect if there was an answer before.
  public func stream(_ head: ResponseHead, length: Int? = nil) -> BodyWriter {
    let control = StreamControl(limits: connection.limits)
    if isAnswered.exchange(true, ordering: .acquiringAndReleasing) {
      control.close()
    } else {
      tell(head.status, bytes: length)
      connection.post(.streamStarted(number, head, length: length, control))
    }
    return BodyWriter(connection: connection, number: number, control: control)
  }
}
