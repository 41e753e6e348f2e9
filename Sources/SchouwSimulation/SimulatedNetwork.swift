import SchouwServer

/// The lines between laptops and office: what was sent and has not come yet.
///
/// A message stays until the world delivers it, loses it, cuts it or delivers it again. Requests may overtake each
/// other; an answer belongs to the request that it answers, as in HTTP.
struct SimulatedNetwork {
  /// Who asked, in which of its conversations.
  struct Asker: Hashable {
    let laptop: Int
    let program: Int
    /// Which of the program's conversations; an answer to an earlier one finds nobody.
    let conversation: Int
  }

  /// A request on its way, or its answer.
  struct Message {
    let asker: Asker
    /// The request that it is, or answers.
    let request: Int
    var content: Content
  }

  enum Content {
    case request(token: String, body: [UInt8])
    case answer(SteppedOffice.Reply)
  }

  private(set) var messages: [Message] = []
  private var requests = 0
  /// Laptops that reach nobody for now.
  var cutOff: Set<Int> = []

  mutating func send(_ body: [UInt8], token: String, from asker: Asker) -> Int {
    requests += 1
    messages.append(
      Message(asker: asker, request: requests, content: .request(token: token, body: body))
    )
    return requests
  }

  mutating func put(_ message: Message) { messages.append(message) }

  mutating func take(at place: Int) -> Message { messages.remove(at: place) }

  mutating func forget() { messages = [] }
}
