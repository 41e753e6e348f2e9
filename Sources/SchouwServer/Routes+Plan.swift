import SchouwCanon
import SchouwHTTP
import Synchronization

extension MergeServer {
  /// A body of more bytes than this, or of unknown length, goes to disk until it is whole, so that a slow
  /// sender takes none of the memory.
  static let spooledBytesMin = 256 << 10
  /// The largest form of a page, in bytes.
  static let formBytesMax = 16 << 10

  /// Judges a request by its head: what will be refused is refused before its body is read, and what is large
  /// goes to disk.
  ///
  /// Deny by default: a token that no device has or had ends here. Who has one is judged again, by the one
  /// writer, for the registry only ever grows.
  func plan(_ head: RequestHead) -> BodyPlan {
    let plan = judge(head)
    if case .refused(let response) = plan, let log = configuration.accessLog {
      logRefusal(head, response, log)
    }
    return plan
  }

  private func judge(_ head: RequestHead) -> BodyPlan {
    let segments = head.target.segments
    let route = Route(segments)
    let page = PageRoute(segments)
    guard let methods = route?.methods ?? page?.methods else {
      return refused(.notFound, "not-found", "There is nothing at this path.")
    }
    guard methods.contains(head.method) else {
      return refused(
        .methodNotAllowed,
        "method",
        "This path has no such method.",
        fields: [("Allow", methods.map(\.name).joined(separator: ", "))]
      )
    }
    // Who looks at a page is judged by its cookie when the form is there.
    guard let route else { return .memory(bytesMax: Self.formBytesMax) }
    let token = token(head)
    if route.access != .anybody, token == nil { return .refused(tokenProblem()) }
    if let type = route.mediaType, mediaType(head) != type {
      return refused(.unsupportedMediaType, "media-type", "Send \(type).")
    }
    if let token, !isKnown(token, to: route) { return .refused(tokenProblem()) }
    guard case .sync = route, isLarge(head) else {
      return .memory(bytesMax: route.bodyBytesMax)
    }
    do throws(HTTPError) {
      return .sink(try spool.file(), bytesMax: route.bodyBytesMax)
    } catch {
      counters.refusals.add(1, ordering: .relaxed)
      return .refused(Response(error))
    }
  }

  private func isKnown(_ token: Digest, to route: Route) -> Bool {
    switch route.access {
    case .anybody: true
    case .administrator: token.equalsInConstantTime(adminToken)
    case .devices: token.equalsInConstantTime(adminToken) || tokens.holds(token)
    }
  }

  /// Whether a body is large, or does not say how large it is.
  private func isLarge(_ head: RequestHead) -> Bool {
    if head.fields.first("transfer-encoding") != nil { return true }
    // The parser has checked that these are digits within the limit.
    return (head.fields.first("content-length").flatMap { Int($0) } ?? 0) > Self.spooledBytesMin
  }

  private func refused(
    _ status: Status,
    _ type: String,
    _ detail: String,
    fields: [(name: String, value: String)] = []
  ) -> BodyPlan {
    .refused(problem(status, type, detail, fields: fields))
  }
}
