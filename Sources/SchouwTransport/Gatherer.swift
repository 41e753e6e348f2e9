import Foundation
import SchouwFieldClient
import Synchronization

#if canImport(FoundationNetworking)
  import FoundationNetworking
#endif

/// Gathers the answers of a session's tasks; refuses redirects and answers without an end.
final class Gatherer: NSObject, URLSessionDataDelegate, Sendable {
  typealias Outcome = Result<TransportResponse, TransportError>

  /// An answer that is still coming.
  private struct Pending {
    let finish: @Sendable (Outcome) -> Void
    var body: [UInt8] = []
    var isTooLarge = false
  }

  /// A larger answer is none of an office: a page of the exchange has 4 MiB.
  static let bodyBytesMax = 64 << 20

  private let pending = Mutex<[ObjectIdentifier: Pending]>([:])

  /// Starts a task; `finish` is called once, with the whole answer or the reason why there is none.
  func start(_ task: URLSessionTask, _ finish: @escaping @Sendable (Outcome) -> Void) {
    pending.withLock { $0[ObjectIdentifier(task)] = Pending(finish: finish) }
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
    // A proxy that cuts a line sometimes makes it look like an end (RFC 9112 section 8).
    if let text = header("Content-Length"), header("Content-Encoding") == nil {
      guard let length = digits(text), length == pending.body.count else {
        return failed("the answer was cut", isCut: true)
      }
    }
    let type = header("Content-Type")?.split(separator: ";").first ?? ""
    return .success(
      TransportResponse(
        status: response.statusCode,
        contentType: type.trimmingCharacters(in: .whitespaces).lowercased(),
        retryAfterSeconds: header("Retry-After").flatMap { digits($0) },
        body: pending.body
      )
    )
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
