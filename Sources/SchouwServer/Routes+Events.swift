import SchouwCanon
import SchouwHTTP
import SchouwSync

extension MergeServer {
  /// Opens a stream that says when there is news for who asks (rule X12).
  ///
  /// `Last-Event-ID` is the cursor that the device had last: what came since is told at once.
  func events(_ request: Request, _ responder: Responder) {
    let cursor: String?
    do throws(HTTPError) {
      cursor = try request.head.fields.single("last-event-id")
    } catch {
      return refuse(responder, .badRequest, "bad-cursor", "Send one Last-Event-ID.")
    }
    guard cursor.map({ Cursor($0) != nil }) ?? true else {
      return refuse(
        responder,
        .badRequest,
        "bad-cursor",
        "The Last-Event-ID is not a cursor of this office."
      )
    }
    authorized(request, responder) { core, caller throws(ServerError) in
      guard self.hub.hasRoom else { return { self.refuseListener(responder) } }
      let (head, position) = (core.head, core.headCursor)
      switch caller {
      case .administrator:
        let hasNews = cursor.map { $0 != position } ?? false
        return {
          self.listen(responder, device: nil, since: head, position, hasNews: hasNews)
        }
      case .device(let device):
        guard device.state == .enrolled, let history = core.devices[device.id] else {
          return {
            self.refuse(responder, .forbidden, "revoked", "This device's rights were taken away.")
          }
        }
        let hasNews = core.hasNews(for: history, after: cursor)
        return {
          self.listen(responder, device: device, since: head, position, hasNews: hasNews)
        }
      }
    }
  }

  private func listen(
    _ responder: Responder,
    device: Device?,
    since head: Int,
    _ cursor: String,
    hasNews: Bool
  ) {
    let writer = responder.stream(
      ResponseHead(
        .ok,
        fields: [
          "Content-Type": "text/event-stream", "API-Version": Self.version,
          "Cache-Control": "no-store", "X-Accel-Buffering": "no",
        ]
      )
    )
    hub.add(
      EventHub.Listener(
        device: device?.id,
        token: device?.token ?? "",
        scopes: device.map { Set($0.scopes) },
        since: head,
        writer: writer
      ),
      cursor: cursor,
      hasNews: hasNews
    )
  }

  private func refuseListener(_ responder: Responder) {
    refuse(
      responder,
      .serviceUnavailable,
      "too-many-listeners",
      "As many listen as may; ask every now and then, or try later.",
      fields: [("Retry-After", "60")]
    )
  }
}
