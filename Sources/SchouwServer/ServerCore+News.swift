import SchouwDocuments
import SchouwJournal
import SchouwSync

/// What came into the log since listeners were last told, without any content (rule X12).
struct News: Sendable {
  /// Who brought what touched a scope.
  enum Origin: Sendable, Equatable {
    /// A device, or `office`.
    case only(String)
    case several
  }

  /// The scopes that were touched.
  var scopes: [ScopeCode: Origin] = [:]
  /// The devices whose record is new.
  var devices: [String: Device] = [:]
  /// The last sequence of the log.
  let head: Int
  /// The position up to which this is told.
  let cursor: String

  /// Whether a device with these scopes has something to fetch; nil stands for all scopes.
  func concerns(_ scopes: Set<ScopeCode>?, of device: String?) -> Bool {
    if let device, devices[device] != nil { return true }
    guard let scopes else { return !self.scopes.isEmpty }
    return scopes.contains { scope in
      guard let origin = self.scopes[scope] else { return false }
      return device.map { origin != .only($0) } ?? true
    }
  }
}

extension ServerCore {
  /// What came after a sequence, up to the end or to another one.
  ///
  /// Cost: the records since then.
  func news(after sequence: Int, through last: Int? = nil) -> News {
    let last = last ?? head
    var news = News(head: last, cursor: cursor(at: last))
    var next = sequence
    while next < last {
      next += 1
      switch feedEntry(at: next) {
      case .change(let index):
        let origin = News.Origin.only(bringer(of: index, at: next))
        for scope in scopes(of: index, around: next) {
          let known = news.scopes[scope]
          news.scopes[scope] = known == nil || known == origin ? origin : .several
        }
      case .grant(let id): news.devices[id] = devices[id]?.device
      case .template, .epoch, nil: break
      }
    }
    return news
  }

  /// How far back the log is looked through for who comes back: beyond it there is news, unseen.
  private static let lookedThroughMax = 10_000

  /// Whether a device has something to fetch since its cursor; without a cursor it hears what comes.
  func hasNews(for device: DeviceHistory, after text: String?) -> Bool {
    guard let text else { return false }
    let (cursor, restored) = resolve(text)
    if restored != nil || cursor.inner > 0 { return true }
    guard cursor.sequence < head else { return false }
    guard head - cursor.sequence <= Self.lookedThroughMax else { return true }
    return news(after: cursor.sequence).concerns(
      device.scopes(at: head),
      of: device.device.id
    )
  }

  /// The end of the log as a cursor.
  var headCursor: String { cursor(at: head) }

  private func cursor(at sequence: Int) -> String {
    Cursor(epoch: epoch.id, sequence: sequence, check: check(at: sequence)).description
  }

  /// For whom a document was before a record and is after it.
  private func scopes(of index: Int, around sequence: Int) -> Set<ScopeCode> {
    Set(documents[index].scopes(at: sequence - 1) + documents[index].scopes(at: sequence))
  }

  private func bringer(of index: Int, at sequence: Int) -> String {
    documents[index].entries.last { $0.location.number == sequence }?.from ?? "office"
  }
}
