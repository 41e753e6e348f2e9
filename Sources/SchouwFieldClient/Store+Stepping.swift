import SchouwCanon
package import SchouwDocuments
import SchouwJournal
package import SchouwSync

/// A sync in steps, for a driver that carries the messages itself: the simulator.
///
/// What ``sync(over:tries:batchBytes:progress:)`` does between two messages, without waiting and without threads.
extension Store {
  /// Enters an office that a driver has enrolled this store with.
  package func enter(
    address: String,
    device: String,
    token: String,
    key: String,
    scopes: [ScopeCode]
  ) throws(StoreError) {
    try Office(address: address, device: device, token: token, key: key)
      .write(layout.office, environment.disk)
    try writing { core throws(StoreError) in try core.change { $0.scopes = scopes } }
  }

  /// The token by which this store speaks with its office; nil if it has none.
  package func officeToken() throws(StoreError) -> String? { try office()?.token }

  /// What an answer brought.
  package struct Taken: Sendable {
    /// Changes that went and are at the office.
    package let sent: Int
    /// Changes that came.
    package let came: Int
    /// Documents that left.
    package let left: [DocumentID]
    /// Whether the store drew a new replica id.
    package let isNewReplica: Bool
  }

  /// Takes an answer in, durably.
  ///
  /// - Parameter through: what ``collect(bytesMax:)`` gave with the request that is answered.
  package func take(_ answer: Exchange.Answer, through: Int) throws(StoreError) -> Taken {
    let incoming = try IncomingRecords(answer)
    let applied = try writing { core throws(StoreError) in
      try core.apply(answer, incoming, through: through)
    }
    return Taken(
      sent: applied.sent,
      came: applied.changes,
      left: applied.left,
      isNewReplica: applied.isNewReplica
    )
  }

  /// Hears that a request failed: nothing changes here.
  package func hearFailure(through: Int) throws(StoreError) {
    guard environment.defect == .forgetsOutboxOnFailure else { return }
    try writing { core throws(StoreError) in
      try core.change { $0.acknowledged = max($0.acknowledged, through) }
    }
  }

  /// All that this store holds of a document, as it lies in the journal: for those who check the store.
  package struct Holding: Sendable {
    /// Changes, by whomever.
    package let changes: [Change]
    /// The values of drafts that are in no change yet, oldest first.
    package let drafted: [Change.PathValue]
    /// Whether the document left.
    package let hasLeft: Bool
  }

  /// What is held of a document; nil if there is nothing of it.
  package func holding(of document: DocumentID) throws(StoreError) -> Holding? {
    try reading { core throws(StoreError) in
      guard let stored = try core.stored(document) else { return nil }
      return Holding(
        changes: stored.history.sortedChanges + stored.history.impostors,
        drafted: stored.drafts.flatMap(\.set),
        hasLeft: stored.hasLeft
      )
    }
  }
}
