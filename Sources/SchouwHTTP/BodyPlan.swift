/// What becomes of a request's body, settled when only its head is known.
public enum BodyPlan: Sendable {
  /// It is gathered in memory, at most so many bytes (and `Limits.bodyBytesMax`); beyond it 413.
  case memory(bytesMax: Int)
  /// It goes to a sink piece by piece, at most so many bytes (and `Limits.bodyBytesMax`).
  case sink(any BodySink, bytesMax: Int)
  /// The request is answered by its head alone, in place of `100 Continue` if the client waits
  /// for that, and the handler does not see it.
  ///
  /// A body that has come already is passed over, and the connection goes on; one that has not
  /// is not waited for: the answer closes the connection.
  case refused(Response)

  /// The bound that is the server's only one.
  public static let unbounded = BodyPlan.memory(bytesMax: .max)

  /// The bound of this plan, in bytes.
  var bytesMax: Int {
    switch self {
    case .memory(let bytesMax), .sink(_, let bytesMax): bytesMax
    case .refused: .max
    }
  }
}

/// Takes a body piece by piece, so that it need not be held in memory.
///
/// Called on a lane's queue, one piece after the other. A request that is cut, too slow or refused
/// is not told: the sink is let go of, and must undo what it did when it ends (`deinit`).
public protocol BodySink: AnyObject, Sendable {
  /// Takes a piece, which is never empty.
  /// - Throws: `diskFull` (507) or `diskFailed` (503); the request is answered so, and the
  ///   connection closed.
  func take(_ piece: [UInt8]) throws(HTTPError)
}

/// Settles what becomes of a body; the text is the network of the client (see `ClientSource`).
///
/// Called on a lane's queue for every head: it must not wait for anything.
public typealias BodyPlanner = @Sendable (RequestHead, _ client: String) -> BodyPlan
