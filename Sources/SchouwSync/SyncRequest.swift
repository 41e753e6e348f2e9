public import SchouwCanon
public import SchouwDocuments

/// What a device sends: mine you lack, my head and count, my cursor (rules X2, X3).
public struct SyncRequest: Sendable {
  /// The writer's current replica.
  public var replica: Replica
  /// Its last counter; 0 if it wrote nothing.
  public var counter: Int
  /// The cursor as last received.
  public var cursor: String?
  /// The device's clock, milliseconds since 1970.
  public var time: Int64
  /// Bytes of records wanted at most.
  public var limit: Int

  /// Makes the head of a request.
  public init(replica: Replica, counter: Int, cursor: String?, time: Int64, limit: Int) {
    self.replica = replica
    self.counter = counter
    self.cursor = cursor
    self.time = time
    self.limit = limit
  }

  /// The message with its records.
  public func bytes(records: [[UInt8]]) -> [UInt8] {
    var head = JSONObject()
    head["counter"] = .number(Double(counter))
    if let cursor { head["cursor"] = .string(cursor) }
    head["limit"] = .number(Double(limit))
    head["replica"] = .string(replica.description)
    head["time"] = .string(Stamp.text(of: time))
    head["v"] = 1
    return MessageLines.write(head: head, records: records)
  }

  /// Reads the head of a message.
  public init(head: JSONObject) throws(SyncError) {
    func bad(_ member: String) -> SyncError {
      SyncError(.badHead, line: 1, member: "/sync/" + member)
    }
    guard let replica = head["replica"]?.stringValue.flatMap({ Replica($0) }) else {
      throw bad("replica")
    }
    guard let counter = head["counter"]?.integerValue, counter >= 0,
      counter <= Int64(Limits.counterMax)
    else { throw bad("counter") }
    guard let time = head["time"]?.stringValue.flatMap({ Stamp.milliseconds(of: $0) }) else {
      throw bad("time")
    }
    guard let limit = head["limit"]?.integerValue, limit > 0 else { throw bad("limit") }
    if let cursor = head["cursor"], cursor.stringValue == nil { throw bad("cursor") }
    self.init(
      replica: replica,
      counter: Int(counter),
      cursor: head["cursor"]?.stringValue,
      time: time,
      limit: Int(limit)
    )
  }
}
