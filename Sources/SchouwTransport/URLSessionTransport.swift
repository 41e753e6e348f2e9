import Foundation
public import SchouwFieldClient

#if canImport(FoundationNetworking)
  import FoundationNetworking
#endif

/// Speaks with an office by URLSession: no cookies, no cache, no redirects; one answer for one request.
public final class URLSessionTransport: OfficeTransport {
  private let session: URLSession

  /// A transport whose requests end after a time without progress.
  ///
  /// - Parameters:
  ///   - timeoutSeconds: without a byte coming or going.
  ///   - bypassesProxy: whether `http_proxy` is ignored, as it must be for an office on this machine.
  public init(timeoutSeconds: Double = 60, bypassesProxy: Bool = false) {
    let configuration = URLSessionConfiguration.ephemeral
    configuration.httpCookieStorage = nil
    configuration.urlCache = nil
    configuration.timeoutIntervalForRequest = timeoutSeconds
    configuration.httpShouldSetCookies = false
    if bypassesProxy { configuration.connectionProxyDictionary = [:] }
    session = URLSession(configuration: configuration, delegate: NoRedirects(), delegateQueue: nil)
  }

  deinit { session.finishTasksAndInvalidate() }

  public func send(_ request: TransportRequest) async throws(TransportError) -> TransportResponse {
    guard let url = URL(string: request.url) else { throw TransportError(reason: "bad address") }
    var message = URLRequest(url: url)
    message.httpMethod = request.method
    if let token = request.token {
      message.setValue("Bearer " + token, forHTTPHeaderField: "Authorization")
    }
    message.setValue(request.contentType, forHTTPHeaderField: "Content-Type")
    message.setValue("identity", forHTTPHeaderField: "Accept-Encoding")
    message.httpBody = Data(request.body)
    let data: Data
    let response: URLResponse
    do {
      (data, response) = try await session.data(for: message)
    } catch {
      throw TransportError(reason: (error as? URLError).map { "URLError \($0.code.rawValue)" } ?? "cut")
    }
    guard let answer = response as? HTTPURLResponse else {
      throw TransportError(reason: "no HTTP answer")
    }
    if let length = answer.value(forHTTPHeaderField: "Content-Length").flatMap({ Int($0) }),
      length != data.count
    {
      throw TransportError(reason: "cut answer")
    }
    let type = answer.value(forHTTPHeaderField: "Content-Type") ?? ""
    let media = type.split(separator: ";").first.map { $0.lowercased() } ?? ""
    return TransportResponse(
      status: answer.statusCode, contentType: media.trimmingCharacters(in: .whitespaces),
      retryAfterSeconds: answer.value(forHTTPHeaderField: "Retry-After").flatMap { Int($0) },
      body: [UInt8](data))
  }
}

/// A redirect is an answer like any other: an office does not send one.
private final class NoRedirects: NSObject, URLSessionTaskDelegate {
  func urlSession(
    _ session: URLSession, task: URLSessionTask,
    willPerformHTTPRedirection response: HTTPURLResponse, newRequest request: URLRequest,
    completionHandler: @escaping @Sendable (URLRequest?) -> Void
  ) {
    completionHandler(nil)
  }
}
