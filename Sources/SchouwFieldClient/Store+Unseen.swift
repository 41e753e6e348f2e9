public import SchouwDocuments
import SchouwJournal

extension Store {
  /// The view of somebody who was shown nothing of a document: its birth and this laptop's own line (rule D2).
  ///
  /// An edit made on it stands beside every value of a colleague that was never shown.
  public func unseenView(of document: DocumentID) throws(StoreError) -> View {
    try reading { core throws(StoreError) in
      guard let stored = try core.stored(document) else {
        throw StoreError(.notFound, document: document)
      }
      guard !stored.hasLeft else { throw StoreError(.hasLeft, document: document) }
      // Only a birth that holds no answer can be claimed by somebody who was shown nothing (rule B4).
      let births = stored.history.sortedChanges
        .filter { $0.isBirth && stored.history.fold.contains($0.name) }
      guard births.allSatisfy({ $0.paths.allSatisfy(\.isReserved) }) else {
        throw StoreError(.lookAgain, document: document)
      }
      return View(document: document, vector: births.map(\.name), through: core.journal.nextNumber - 1)
    }
  }
}
