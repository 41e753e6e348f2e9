import Foundation
public import SchouwFieldClient

#if canImport(FoundationNetworking)
  import FoundationNetworking
#endif

/// The way to the office by `URLSession`: no cookies, no cache, no redirects, no stored
/// credentials.
///
/// Whatever goes wrong is a ``TransportError``: the codes of URLSession mislead, so after any of
/// them nobody knows whether the request took effect, and it is sent again. A redirect is handed on
/// as the answer that it is, which the store takes for no office: a captive portal redirects, an
/// office does not.
public final class URLSessionTransport: StreamingTransport {
  private let session: URLSession
  private let gatherer: Gatherer
  private let silenceSeconds: Int

  /// Makes a way to any office; a proxy of the environment is obeyed, save for this machine itself.
  ///
  /// - Parameters:
  ///   - timeoutSeconds: how long nothing may come before a request is given up.
  ///   - silenceSeconds: how long a stream may be silent; an office sends a heartbeat every 15 seconds.
  public init(timeoutSeconds: Int = 60, silenceSeconds: Int = 45) {
    self.silenceSeconds = silenceSeconds
    _ = LoopbackProxy.isPassedBy
    gatherer = Gatherer()
    session = Self.session(timeoutSeconds, gatherer)
  }

  deinit { session.finishTasksAndInvalidate() }

  private static func session(_ timeoutSeconds: Int, _ gatherer: Gatherer) -> URLSession {
    let configuration = URLSessionConfiguration.ephemeral
    configuration.timeoutIntervalForRequest = TimeInterval(timeoutSeconds)
    configuration.requestCachePolicy = .reloadIgnoringLocalCacheData
    configuration.urlCache = nil
    configuration.httpCookieStorage = nil
    configuration.httpShouldSetCookies = false
    configuration.httpCookieAcceptPolicy = .never
    configuration.urlCredentialStorage = nil
    let queue = OperationQueue()
    queue.maxConcurrentOperationCount = 1
    return URLSession(configuration: configuration, delegate: gatherer, delegateQueue: queue)
  }

  /// Sends one request and returns what was answered, whatever its status.
  ///
  /// - Throws: ``TransportError`` if no whole answer came.
  public func send(
    _ request: TransportRequest
  ) async throws(TransportError) -> TransportResponse {
    try await perform(try Self.message(request), piece: nil)
  }

  /// Sends one request and hands on the pieces of its answer, if that is a stream of events.
  ///
  /// - Throws: ``TransportError`` if no answer came, or the stream was cut or silent for too long.
  public func stream(
    _ request: TransportRequest,
    _ piece: @escaping @Sendable ([UInt8]) -> Void
  ) async throws(TransportError) -> TransportResponse {
    var message = try Self.message(request)
    message.setValue("text/event-stream", forHTTPHeaderField: "Accept")
    message.setValue("no-store", forHTTPHeaderField: "Cache-Control")
    message.timeoutInterval = TimeInterval(silenceSeconds)
    if let id = request.lastEventID { message.setValue(id, forHTTPHeaderField: "Last-Event-ID") }
    return try await perform(message, piece: piece)
  }

  private static func message(
    _ request: TransportRequest
  ) throws(TransportError) -> URLRequest {
    guard let url = URL(string: request.url), let host = url.host, !host.isEmpty else {
      throw TransportError(reason: "the address is no URL")
    }
    var message = URLRequest(url: url)
    message.httpMethod = request.method
    message.setValue(request.contentType, forHTTPHeaderField: "Content-Type")
    message.setValue("schouw", forHTTPHeaderField: "User-Agent")
    message.setValue("identity", forHTTPHeaderField: "Accept-Encoding")
    if let token = request.token {
      message.setValue("Bearer \(token)", forHTTPHeaderField: "Authorization")
    }
    if !request.body.isEmpty { message.httpBody = Data(request.body) }
    return message
  }

  private func perform(
    _ message: URLRequest,
    piece: (@Sendable ([UInt8]) -> Void)?
  ) async throws(TransportError) -> TransportResponse {
    let task = session.dataTask(with: message)
    let outcome = await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        gatherer.start(task, piece: piece) { continuation.resume(returning: $0) }
      }
    } onCancel: {
      task.cancel()
    }
    return try outcome.get()
  }
}
