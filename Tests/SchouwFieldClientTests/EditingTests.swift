import SchouwCanon
import SchouwDocuments
import SchouwFieldClient
import SchouwJournal
import SchouwSimulation
import SchouwTesting
import Testing

@Suite struct `A store` {
  @Test func `shows what was created and edited, with its handle, also when opened again`() throws {
    let laptop = Laptop()
    let store = try laptop.create()
    let view = try store.create(kind: "overlast", set: [path("/what"): "Containers vol"])
    let next = try store.edit(view, "/frequency", "daily")
    _ = try store.edit(next, "/what", "Containers te vol")
    let again = try laptop.open(2)
    #expect(try again.value("/what", view.document) == "Containers te vol")
    #expect(try again.value("/frequency", view.document) == "daily")
    #expect(try again.view(view.document).shown.kind == "overlast")
    let handle = try again.handle(of: view.document)
    #expect(handle.utf8.count == 5)
    #expect(try again.documents(withHandle: handle.lowercased()) == [view.document])
    #expect(try again.list().map(\.id) == [view.document])
    #expect(try again.list().map(\.handle) == [handle])
  }

  @Test func `adds elements in order and lists them`() throws {
    let store = try Laptop().create()
    var view = try store.create(kind: "inspection")
    var made: [JSONPointer] = []
    for name in ["hall", "kitchen", "attic"] {
      let added = try store.add(to: path("/rooms"), on: view, set: ["name": .string(name)])
      view = added.view
      made.append(added.element)
    }
    let rooms = try store.view(view.document).elements(of: path("/rooms"))
    #expect(rooms.map(\.path) == made)
    #expect(rooms.map { $0.content["name"] } == ["hall", "kitchen", "attic"])
  }

  @Test func `hides what is removed, keeps it on request, and writes kept under a hidden element`()
    throws
  {
    let store = try Laptop().create()
    let birth = try store.create(kind: "inspection")
    let (room, added) = try store.add(to: path("/rooms"), on: birth, set: ["name": "hall"])
    _ = try store.remove(room, on: added)
    #expect(try store.view(birth.document).elements(of: path("/rooms")).isEmpty)
    let hidden = try store.view(birth.document)
    #expect(hidden.shown.hidden == [room])
    let area = try #require(room.appending("area_m2"))
    _ = try store.edit(hidden.view, set: [area: 9.2])
    let shown = try store.view(birth.document)
    #expect(shown.shown.hidden.isEmpty)
    #expect(shown.value(at: area) == 9.2)
    try store.finish(birth.document)
    let kept = try store.history(of: birth.document).flatMap(\.change.life).filter {
      $0.life == .kept
    }
    #expect(kept.map(\.path) == [room])
    let removed = try store.remove(room, on: try store.view(birth.document).view)
    #expect(try store.view(birth.document).shown.hidden == [room])
    _ = try store.keep(room, on: removed)
    #expect(try store.view(birth.document).shown.hidden.isEmpty)
  }

  @Test func `explains a path with what was overwritten, and tells its history`() throws {
    let laptop = Laptop()
    let store = try laptop.create()
    let first = try store.create(kind: "overlast", set: [path("/what"): "one"])
    try store.finish(first.document)
    _ = try store.edit(try store.view(first.document).view, "/what", "two")
    try store.finish(first.document)
    let why = try store.why(path("/what"), in: first.document)
    #expect(why.siblings.map(\.value) == ["two"])
    #expect(why.overwritten.map { $0.value(at: path("/what")) } == ["one"])
    let history = try store.history(of: first.document)
    // The birth, then an answer of each.
    #expect(history.map(\.change.dot.counter) == [1, 2, 3])
    #expect(history.allSatisfy { !$0.isAtOffice && $0.waitsFor == nil })
  }

  @Test(arguments: SimulatedDisk.PowerCut.allCases)
  func `keeps every acknowledged draft through a power cut`(cut: SimulatedDisk.PowerCut) throws {
    for edits in 0..<12 {
      let laptop = Laptop()
      let store = try laptop.create()
      var view = try store.create(kind: "overlast")
      for number in 0..<edits {
        view = try store.edit(view, "/p\(number % 4)", .number(Double(number)))
        if number == 6 { try store.finish(view.document) }
      }
      let found = try laptop.afterPowerCut(cut, seed: UInt64(edits)).open(2)
      for number in max(0, edits - 4)..<max(0, edits) {
        #expect(try found.value("/p\(number % 4)", view.document) == .number(Double(number)))
      }
      #expect(try found.view(view.document).drafts > 0 || edits == 7)
    }
  }

  @Test func `has a replica id, also when the power went while it was made`() throws {
    let whole = Laptop()
    _ = try whole.create()
    for call in 1...whole.disk.calls {
      let laptop = Laptop()
      laptop.disk.stop(atCall: call)
      _ = try? laptop.create()
      laptop.disk.stop(atCall: nil)
      for cut in SimulatedDisk.PowerCut.allCases {
        let found = laptop.afterPowerCut(cut, seed: UInt64(call))
        let store: Store
        do throws(StoreError) {
          store = try Store.open(Laptop.folder, environment: found.environment(3))
        } catch {
          #expect(error.code == .notAStore)
          store = try found.create(4)
        }
        #expect(try store.replica().bits != 0, "call \(call), \(cut)")
        let view = try store.create(kind: "overlast", by: Laptop.author)
        try store.finish(view.document)
      }
    }
  }

  @Test func `refuses a newer format and changes nothing`() throws {
    let laptop = Laptop()
    _ = try laptop.create()
    laptop.disk.place(
      Array("{\"format\":\"schouw-store/2\",\"store\":\"x\"}\n".utf8),
      at: Laptop.folder + "/format.json"
    )
    let before = laptop.disk.paths.map { laptop.disk.bytes(of: $0) }
    let error = #expect(throws: StoreError.self) { try laptop.open(2) }
    #expect(error?.code == .newerFormat)
    #expect(laptop.disk.paths.map { laptop.disk.bytes(of: $0) } == before)
  }

  @Test func `refuses an edit on a full disk, stays readable, and writes again when there is room`()
    throws
  {
    let laptop = Laptop()
    var environment = laptop.environment(1)
    environment.roomBytes = 0
    let store = try Store.create(Laptop.folder, author: Laptop.author, environment: environment)
    let view = try store.create(kind: "overlast", set: [path("/what"): "one"])
    for room in stride(from: 0, to: 300, by: 7) {
      laptop.disk.bytesMax = laptop.disk.bytesUsed + room
      let error = #expect(throws: StoreError.self) {
        try store.edit(view, "/remarks", .string(String(repeating: "x", count: 300)))
      }
      #expect(error?.cause?.code == .diskFull)
      #expect(try store.value("/what", view.document) == "one")
      #expect(try store.value("/remarks", view.document) == nil)
    }
    laptop.disk.bytesMax = nil
    _ = try store.edit(view, "/remarks", "short")
    #expect(try laptop.open(5).value("/remarks", view.document) == "short")
  }

  @Test func `still takes an edit on a full disk for which the journal has room`() throws {
    let laptop = Laptop()
    let store = try laptop.create()
    let view = try store.create(kind: "overlast", set: [path("/what"): "one"])
    laptop.disk.bytesMax = laptop.disk.bytesUsed
    _ = try store.edit(view, "/remarks", "short")
    #expect(try laptop.afterPowerCut(.lose).open(2).value("/remarks", view.document) == "short")
  }

  @Test func `opens anew by itself after a failed sync to disk`() throws {
    let laptop = Laptop()
    let store = try laptop.create()
    let view = try store.create(kind: "overlast", set: [path("/what"): "one"])
    laptop.disk.failCalls(.sync, times: 1)
    #expect(throws: StoreError.self) { try store.edit(view, "/what", "two") }
    let shown = try store.view(view.document)
    _ = try store.edit(shown.view, "/what", "three")
    #expect(try laptop.afterPowerCut(.lose).open(2).value("/what", view.document) == "three")
  }

  @Test func `takes back what a body staged before it failed`() throws {
    let laptop = Laptop()
    let store = try laptop.create()
    let view = try store.create(kind: "overlast", set: [path("/what"): "one"])
    let error = #expect(throws: StoreError.self) {
      // Two drafts of which the second is refused: both or none.
      try store.edit(view, set: [path("/a"): 1, path("/a/b"): 2])
    }
    #expect(error?.code == .badEdit)
    #expect(throws: StoreError.self) { try store.edit(view, "/@scopes", ["BU2"]) }
    #expect(try store.view(view.document).drafts == 1)
    #expect(try laptop.open(2).view(view.document).drafts == 1)
  }

  @Test func `finds a damaged index out and makes it anew`() throws {
    let laptop = Laptop()
    let store = try laptop.create()
    var view = try store.create(kind: "overlast")
    for number in 0..<40 { view = try store.edit(view, "/p\(number)", 1) }
    let runs = laptop.disk.paths.filter { $0.hasSuffix(".run") }
    #expect(!runs.isEmpty)
    for run in runs { laptop.disk.flip(run, at: 4096 + 20, xor: 1) }
    let again = try laptop.open(2)
    #expect(try again.view(view.document).drafts == 41)
    _ = try again.edit(view, "/q", 2)
    #expect(try again.value("/q", view.document) == 2)
  }

  @Test func `goes on when its last own change is damaged, under a new replica id`() throws {
    let laptop = Laptop()
    let store = try laptop.create()
    let view = try store.create(kind: "overlast", set: [path("/what"): "one"])
    try store.finish(view.document)
    let old = try store.replica()
    let next = try store.edit(try store.view(view.document).view, "/frequency", "daily")
    try store.finish(view.document)
    let segment = try #require(laptop.disk.paths.last { $0.hasSuffix(".jsonl") })
    let bytes = try #require(laptop.disk.bytes(of: segment))
    let text = Array("\"set\":{\"/frequency\"".utf8)
    let place = try #require((0..<bytes.count).last { bytes[$0...].starts(with: text) })
    laptop.disk.flip(segment, at: place + 1, xor: 1)
    // Also for a program that has the change in its index.
    #expect(try store.status().unsent > 0)
    #expect(try store.view(view.document).value(at: path("/what")) == "one")
    let again = try laptop.open(2)
    #expect(try again.replica() != old)
    // The draft is still there: it is minted once more, under the new id.
    #expect(try again.value("/frequency", view.document) == "daily")
    _ = try again.edit(next, "/category", "waste")
    try again.finish(view.document)
    #expect(try again.history(of: view.document).map(\.change.dot.replica).contains(old))
    #expect(try again.view(view.document).shown.conflicts.isEmpty)
    #expect(try laptop.open(3).replica() == again.replica())
  }

  @Test func `edits nothing of which the beginning is not here`() async throws {
    let laptop = Laptop()
    let store = try await laptop.create().enrolled(at: FakeOffice())
    var colleague = Colleague(7)
    let document = DocumentID(high: 1, low: 2)
    _ = try colleague.birth(document)
    let second = try colleague.change(document, seen: [], set: ["/what": "late"])
    try await store.sync(over: ScriptedOffice(.ok(), records: [second.record]), tries: 1)
    let shown = try store.view(document)
    #expect(shown.waiting.map(\.name) == [second.name])
    let error = #expect(throws: StoreError.self) { try store.edit(shown.view, "/what", "mine") }
    #expect(error?.code == .badEdit)
  }
}
