import SchouwCanon
import SchouwDocuments
import SchouwFieldClient
import SchouwSync
import SchouwSimulation
import SchouwTesting
import Testing

@Suite struct `A store's replica id` {
  @Test func `stays when the machine starts again`() throws {
    let laptop = Laptop()
    let id = try laptop.create().replica()
    #expect(try laptop.afterPowerCut(.keep).open(2).replica() == id)
    #expect(try laptop.open(3).replica() == id)
  }

  @Test func `is drawn anew on another machine, once`() throws {
    var laptop = Laptop()
    let id = try laptop.create().replica()
    laptop.machine = "machine-2"
    let clone = try laptop.open(2).replica()
    #expect(clone != id)
    #expect(try laptop.open(3).replica() == clone)
  }

  @Test func `is drawn anew when the store was put back from an older copy`() throws {
    var laptop = Laptop()
    let store = try laptop.create()
    let view = try store.create(kind: "overlast", set: [path("/what"): "one"])
    try store.finish(view.document)
    let copy = laptop.disk.snapshot()
    _ = try store.edit(view, "/what", "two")
    try store.finish(view.document)
    let id = try store.replica()
    // The folder is put back, what stands beside it is not.
    for path in laptop.disk.paths where path.hasPrefix(Laptop.folder) {
      laptop.disk.place(copy.bytes(of: path), at: path)
    }
    let restored = try laptop.open(2)
    #expect(try restored.replica() != id)
    _ = try restored.edit(try restored.view(view.document).view, "/what", "three")
    try restored.finish(view.document)
    #expect(try restored.value("/what", view.document) == "three")
    #expect(try restored.view(view.document).shown.conflicts.isEmpty)
    laptop.witness = nil
    #expect(try laptop.open(3).replica() == restored.replica())
  }

  @Test func `lets an open window go on: the author has seen what was written under the old id`()
    async throws
  {
    let store = try await Laptop().create().enrolled(at: FakeOffice())
    // The window was opened before anything was minted, and stays open.
    var view = try store.create(kind: "overlast", set: [path("/what"): "one"])
    try store.finish(view.document)
    let old = try store.replica()
    try await store.sync(
      over: ScriptedOffice([
        ScriptedOffice.answer(.ok { $0.forked = true }), ScriptedOffice.answer(.ok()),
      ]),
      tries: 1
    )
    #expect(try store.replica() != old)
    view = try store.edit(view, "/what", "two")
    try store.finish(view.document)
    let shown = try store.view(view.document)
    #expect(shown.value(at: path("/what")) == "two")
    #expect(shown.shown.conflicts.isEmpty)
    #expect(shown.waiting.isEmpty)
  }
}
