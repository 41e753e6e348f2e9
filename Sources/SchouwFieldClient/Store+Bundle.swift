import SchouwCanon
public import SchouwDocuments
import SchouwJournal
public import SchouwSync

/// Bundles: work that goes by stick or from laptop to laptop (`Protocol/bundles.md`).
extension Store {
  /// What is in a bundle that was made.
  public struct BundleMade: Sendable {
    /// The bytes of the file.
    public let bytes: [UInt8]
    /// Its first line.
    public let head: BundleHead
    /// Changes in it.
    public let changes: Int
    /// Documents that they are of.
    public let documents: Int
    /// Sealed records of others in it, which this laptop carries and cannot read.
    public let passedOn: Int
    /// Records that should be in it and do not read here.
    public let damaged: Int
  }

  /// Makes a bundle; nothing counts as sent by that.
  ///
  /// - Parameter audience: `office` takes all that the office has not acknowledged, sealed to it; `colleague` the
  ///   documents of some of this laptop's own scopes, readable.
  /// - Throws: ``StoreError`` `notEnrolled`, `exampleStore`, `badCode` for a scope that is not this laptop's;
  ///   ``BundleError`` `tooLarge`.
  /// - Complexity: linear in what goes in, and for colleagues in the documents of the store.
  public func makeBundle(for audience: BundleHead.Audience) throws -> BundleMade {
    guard try !isExample() else { throw StoreError(.exampleStore) }
    guard let office = try office() else { throw StoreError(.notEnrolled) }
    // What leaves is minted, as for a sync: a batch of the journal has a bound.
    while true {
      let minted = try writing { core throws(StoreError) in try core.mintDrafts() }
      if minted.isWhole || minted.count == 0 { break }
    }
    let made = try writing { core throws(StoreError) in
      let gathered: StoreCore.Gathered
      switch audience {
      case .office: gathered = try core.gatherSealed(office)
      case .colleague(let scopes):
        guard !scopes.isEmpty, Set(scopes).isSubset(of: core.state.scopes) else {
          throw StoreError(.badCode)
        }
        gathered = try core.gatherReadable(scopes)
      }
      let head = BundleHead(
        for: audience,
        device: office.device,
        replica: core.state.replica,
        counters: gathered.own,
        epoch: core.state.epoch,
        time: core.environment.clock(),
        records: gathered.records.count
      )
      return (gathered: gathered, head: head)
    }
    try noteCounter()
    return BundleMade(
      bytes: try BundleFile.write(made.head, made.gathered.records),
      head: made.head,
      changes: made.gathered.changes,
      documents: made.gathered.documents.count,
      passedOn: made.gathered.passedOn,
      damaged: made.gathered.damaged
    )
  }

  /// What an import did.
  public struct BundleTaken: Sendable {
    /// Changes that are new here.
    public let changes: Int
    /// Documents in which something came.
    public let documents: [DocumentID]
    /// How many documents were left aside: they are outside this laptop's scopes.
    public let outside: Int
    /// Sealed records that this laptop carries to the office from now, without reading them.
    public let sealed: Int
    /// What was here already.
    public let known: Int
    /// How many lines are whole and yet no record that a bundle may bring.
    public let refused: Int
    /// Changes that wait for others.
    public let waiting: [Verdict.Waiting]
    /// Whether this store drew a new replica id: the bundle had changes under its own that it did not make.
    public let isNewReplica: Bool
  }

  /// Takes a bundle in, durably: any bundle, in any order, any number of times.
  ///
  /// What is sealed is kept unread and goes to the office at the next sync; so do changes of others.
  ///
  /// - Throws: ``StoreError`` `notEnrolled`, `exampleStore`; then nothing is taken in.
  /// - Complexity: linear in the bundle and in what is held of its documents.
  public func take(_ bundle: BundleFile) throws(StoreError) -> BundleTaken {
    guard try office() != nil else { throw StoreError(.notEnrolled) }
    let taken = try writing { core throws(StoreError) in try core.take(bundle.records) }
    return BundleTaken(
      changes: taken.changes,
      documents: taken.documents.sorted(),
      outside: taken.outside.count,
      sealed: taken.sealed,
      known: taken.known,
      refused: taken.refused.count,
      waiting: try waiting(in: taken.documents),
      isNewReplica: taken.isNewReplica
    )
  }
}
