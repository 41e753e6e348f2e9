import SchouwDocuments
import SchouwHTTP

extension MergeServer {
  /// Writes a line of the access log once a request is answered: time, method, route, status, bytes of the
  /// answer, milliseconds, and who asked.
  ///
  /// ```
  /// 2026-11-24T10:02:11.482Z POST /v1/sync 200 18211 3.4 noord
  /// ```
  ///
  /// A route is a pattern, `/v1/documents/{id}`, or `other`. Who asked is a device by its name, `office` for an
  /// administrator, or `-`. Of an answer that comes piece by piece the bytes are `-`, and the line is written
  /// when it begins. No address, no id, no query, nothing of what is said; requests that are no HTTP are not
  /// among them.
  func access(
    _ request: Request,
    _ pattern: StaticString,
    _ log: @escaping @Sendable (String) -> Void
  ) -> Responder.Observer {
    let time = Stamp.text(of: configuration.clock())
    let method = Self.logged(request.head.method)
    let start = ContinuousClock.now
    return { answered in
      let (seconds, attoseconds) = (ContinuousClock.now - start).components
      let tenths = seconds * 10_000 + attoseconds / 100_000_000_000_000
      let bytes = method == "HEAD" ? "0" : answered.bytes.map(String.init) ?? "-"
      log(
        "\(time) \(method) \(pattern) \(answered.status.code) \(bytes)"
          + " \(tenths / 10).\(tenths % 10) \(answered.note ?? "-")"
      )
    }
  }

  /// Writes the line of a request that was refused by its head, before anybody was asked.
  func logRefusal(_ head: RequestHead, _ response: Response, _ log: @Sendable (String) -> Void) {
    let segments = head.target.segments
    let pattern = Route(segments)?.pattern ?? PageRoute(segments)?.pattern ?? "other"
    let method = Self.logged(head.method)
    let bytes = method == "HEAD" ? 0 : response.body.count
    log(
      "\(Stamp.text(of: configuration.clock())) \(method) \(pattern) \(response.head.status.code)"
        + " \(bytes) 0.0 -"
    )
  }

  /// A method as the log names it: what a stranger makes up is not written down.
  private static func logged(_ method: Method) -> String {
    let known: [Method] = [.get, .head, .post, .put, .patch, .delete, .options]
    return known.contains(method) ? method.name : "other"
  }
}
