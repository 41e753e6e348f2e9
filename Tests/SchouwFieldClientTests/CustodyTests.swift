import SchouwCanon
import SchouwDocuments
import SchouwFieldClient
import SchouwSimulation
import Synchronization
import Testing

@Suite struct `Custody of work` {
  private let office = FakeOffice()
  private let laptop = Laptop()

  /// The office makes a backup and notes that in its log, as a real one does.
  private func backUp() {
    office.state.withLock { state in
      state.archived = state.log.count + state.others
      state.others += 1
    }
  }

  private func custody(drafts: Int = 0, unsent: Int = 0, received: Int = 0, archived: Int = 0)
    -> Custody
  {
    var custody = Custody()
    custody.drafts = drafts
    custody.unsent = unsent
    custody.received = received
    custody.archived = archived
    return custody
  }

  @Test func `follows an edit from this laptop to the office and into a backup`() async throws {
    let store = try await laptop.create().enrolled(at: office)
    var view = try store.create(kind: "overlast", set: [path("/what"): "x"])
    let document = view.document
    try store.finish(document)
    let minted = try store.custody(of: document).unsent
    #expect(try store.custody(of: document) == custody(unsent: minted))
    _ = try await store.sync(over: office)
    #expect(try store.custody(of: document) == custody(received: minted))
    backUp()
    #expect(try store.custody().total == custody(received: minted), "not heard of yet")
    _ = try await store.sync(over: office)
    #expect(try store.custody().total == custody(archived: minted))
    #expect(try store.custody().documents.isEmpty)
    view = try store.view(document).view
    _ = try store.edit(view, "/what", "y")
    #expect(try store.custody(of: document) == custody(drafts: 1, archived: minted))
    #expect(try store.custody().documents.map(\.id) == [document])
  }

  @Test func `says at the office of what came after the backup, document by document`() async throws
  {
    let store = try await laptop.create().enrolled(at: office)
    let first = try store.create(kind: "overlast", set: [path("/what"): "x"]).document
    _ = try await store.sync(over: office)
    backUp()
    let second = try store.create(kind: "overlast", set: [path("/what"): "y"]).document
    _ = try await store.sync(over: office)
    let (old, new) = (try store.custody(of: first), try store.custody(of: second))
    #expect(old.isArchived && old.archived > 0)
    #expect(new.received > 0 && new.archived == 0)
    #expect(try store.custody().documents.map(\.id) == [second])
    #expect(try store.custody().documents.map(\.kind) == ["overlast"])
  }

  @Test func `takes archived back when the office lacks it, until a later backup`() async throws {
    let store = try await laptop.create().enrolled(at: office)
    let document = try store.create(kind: "overlast", set: [path("/what"): "x"]).document
    _ = try await store.sync(over: office)
    backUp()
    _ = try await store.sync(over: office)
    let count = try store.custody(of: document).archived
    #expect(count > 0)
    office.state.withLock { $0.lacking = [1] }
    _ = try await store.sync(over: office)
    #expect(try store.custody(of: document).unsent == count)
    _ = try await store.sync(over: office)
    #expect(try store.custody(of: document) == custody(received: count), "acknowledged anew")
    backUp()
    _ = try await store.sync(over: office)
    #expect(try store.custody(of: document) == custody(archived: count))
  }

  @Test func `does not count what colleagues wrote`() async throws {
    let store = try await laptop.create().enrolled(at: office)
    let document = try store.create(kind: "overlast", set: [path("/what"): "x"]).document
    _ = try await store.sync(over: office)
    let before = try store.custody().total
    var other = Laptop()
    other.machine = "machine-2"
    let colleague = try await other.create(2).enrolled(at: office)
    _ = try await colleague.sync(over: office)
    #expect(try colleague.view(document).shown.kind == "overlast")
    #expect(try colleague.custody().total == Custody())
    #expect(try store.custody().total == before)
  }
}
