import SchouwDocuments
import SchouwFieldClient

/// Where a store stands, with what needs every document to be folded.
struct Standing {
  let status: Store.Status
  let office: Office?
  /// Questions about which somebody must decide.
  let conflicts: Int
  /// Changes that wait for others, and in which documents.
  let waiting: Int
  let waitingHandles: [String]
  /// Where the work of this laptop is.
  let custody: Custody

  init(_ store: Store) throws {
    status = try store.status()
    office = try store.office()
    custody = try store.custody().total
    let rows = try store.list()
    conflicts = rows.reduce(0) { $0 + $1.document.shown.openConflicts }
    waiting = rows.reduce(0) { $0 + $1.document.waiting.count }
    waitingHandles = rows.filter { !$0.document.waiting.isEmpty }.map(\.handle)
  }
}
