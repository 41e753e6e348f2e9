import Foundation
import SchouwFieldClient
import Synchronization

#if canImport(FoundationNetworking)
  import FoundationNetworking
#endif

/// Gathers the answers of a session's tasks, or hands on what streams; refuses redirects and answers without an end.
final class Gatherer: NSObject, URLSessionDataDelegate, Sendable {
  typealias Outcome = Result<TransportResponse, TransportError>

  /// An answer that is still coming.
  private struct Pending {
    let finish: @Sendable (Outcome) -> Void
    /// Takes the pieces of a stream of events; nil if none was asked for.
    let piece: (@Sendable ([UInt8]) -> Void)?
    var body: [UInt8] = []
    var isTooLarge = false
  }

  /// A larger answer is none of an office: a page of the exchange has 4 MiB.
  static let bodyBytesMax = 64 << 20

  private let pending = Mutex<[ObjectIdentifier: Pending]>([:])

  /// Starts a task; `finish` is called once, with the whole answer or the reason why there is none.
  ///
  /// - Parameter piece: takes the answer piece by piece if it is a stream of events.
  func start(
    _ task: URLSessionTask,
    piece: (@Sendable ([UInt8]) -> Void)? = nil,
    _ finish: @escaping @Sendable (Outcome) -> Void
  ) {
    pending.withLock { $0[ObjectIdentifier(task)] = Pending(finish: finish, piece: piece) }
    task.resume()
  }

  func urlSession(
    _ session: URLSession,
    task: URLSessionTask,
    willPerformHTTPRedirection response: HTTPURLResponse,
    newRequest request: URLRequest,
    completionHandler: @escaping @Sendable (URLRequest?) -> Void
  ) {
    completionHandler(nil)
  }

  func urlSession(_ session: URLSession, dataTask: URLSessionDataTask, didReceive data: Data) {
    if let piece = pending.withLock({ $0[ObjectIdentifier(dataTask)]?.piece }),
      Self.isStream(dataTask.response)
    {
      return piece([UInt8](data))
    }
    let isTooLarge = pending.withLock { pending -> Bool in
      let key = ObjectIdentifier(dataTask)
      guard let size = pending[key]?.body.count else { return false }
      guard size + data.count <= Self.bodyBytesMax else {
        pending[key]?.isTooLarge = true
        return true
      }
      pending[key]?.body += data
      return false
    }
    if isTooLarge { dataTask.cancel() }
  }

  func urlSession(
    _ session: URLSession,
    task: URLSessionTask,
    didCompleteWithError error: (any Error)?
  ) {
    let done = pending.withLock { $0.removeValue(forKey: ObjectIdentifier(task)) }
    guard let done else { return }
    done.finish(Self.outcome(task.response, done, error))
  }

  private static func outcome(
    _ response: URLResponse?,
    _ pending: Pending,
    _ error: (any Error)?
  ) -> Outcome {
    func failed(_ reason: String, isCut: Bool = false) -> Outcome {
      .failure(TransportError(reason: reason, isCut: isCut))
    }
    if pending.isTooLarge { return failed("the answer has no end") }
    if let error {
      return failed("URLSession \((error as NSError).code)", isCut: !pending.body.isEmpty)
    }
    guard let response = response as? HTTPURLResponse else { return failed("no answer of HTTP") }
    func header(_ name: String) -> String? { response.value(forHTTPHeaderField: name) }
    let type = mediaType(response)
    // A proxy that cuts a line sometimes makes it look like an end (RFC 9112 section 8).
    if let text = header("Content-Length"), header("Content-Encoding") == nil {
      guard let length = digits(text), length == pending.body.count else {
        return failed("the answer was cut", isCut: true)
      }
    }
    return .success(
      TransportResponse(
        status: response.statusCode,
        contentType: type,
        retryAfterSeconds: header("Retry-After").flatMap { digits($0) },
        body: pending.body
      )
    )
  }

  private static func mediaType(_ response: HTTPURLResponse) -> String {
    let field = response.value(forHTTPHeaderField: "Content-Type") ?? ""
    let type = field.split(separator: ";").first ?? ""
    return type.trimmingCharacters(in: .whitespaces).lowercased()
  }

  private static func isStream(_ response: URLResponse?) -> Bool {
    guard let response = response as? HTTPURLResponse else { return false }
    return response.statusCode == 200 && mediaType(response) == "text/event-stream"
  }

  /// A number of at most nine digits; nil for anything else.
  private static func digits(_ text: String) -> Int? {
    guard (1...9).contains(text.utf8.count) else { return nil }
    var value = 0
    for byte in text.utf8 {
      guard byte >= 0x30, byte <= 0x39 else { return nil }
      value = value * 10 + Int(byte - 0x30)
    }
    return value
  }
}
