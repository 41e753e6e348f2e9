import SchouwCanon
import SchouwDocuments
import SchouwFieldClient
import SchouwJournal
import SchouwSimulation
import SchouwTesting
import Testing

@Suite struct `Two programs on one store` {
  @Test func `look again when the other was quicker on a path, and only then`() throws {
    let laptop = Laptop()
    let first = try laptop.create()
    let second = try laptop.open(2)
    let birth = try first.create(kind: "overlast", set: [path("/what"): "one"])
    let mine = try first.view(birth.document).view
    let yours = try second.view(birth.document).view
    let after = try first.edit(mine, "/what", "two")
    let error = #expect(throws: StoreError.self) { try second.edit(yours, "/what", "three") }
    #expect(error?.code == .lookAgain)
    #expect(throws: StoreError.self) { try second.edit(yours, "/what/more", "three") }
    #expect(throws: StoreError.self) { try second.remove(.root, on: yours) }
    let beside = try second.edit(yours, "/frequency", "daily")
    // Minted or not makes no difference.
    try first.finish(birth.document)
    #expect(throws: StoreError.self) { try second.edit(beside, "/what", "three") }
    #expect(throws: StoreError.self) { try first.edit(after, "/frequency", "weekly") }
    _ = try first.edit(after, "/what", "four")
    let looked = try second.view(birth.document)
    #expect(looked.value(at: path("/what")) == "four")
    _ = try second.edit(looked.view, "/what", "five")
    #expect(try first.value("/what", birth.document) == "five")
    try second.finish(birth.document)
    #expect(try first.view(birth.document).shown.conflicts.isEmpty)
  }

  @Test func `wait for each other's lock and say so`() throws {
    let laptop = Laptop()
    let store = try laptop.create()
    let lock = laptop.disk.lock(Laptop.folder + "/lock")
    try lock.take(waitingMilliseconds: 0)
    let error = #expect(throws: StoreError.self) { try store.create(kind: "overlast") }
    #expect(error?.cause?.code == .locked)
    lock.release()
    #expect(throws: Never.self) { try store.create(kind: "overlast") }
  }
}

@Suite struct `Minting` {
  @Test func `makes a birth, one change of one author's answers and two of two authors'`() throws {
    let store = try Laptop().create()
    var view = try store.create(kind: "overlast", set: [path("/what"): "one"])
    view = try store.edit(view, "/frequency", "daily")
    view = try store.edit(view, "/category", "waste", by: Laptop.other)
    view = try store.edit(view, "/since", "2026-11-01")
    try store.finish(view.document)
    let changes = try store.history(of: view.document).map(\.change)
    #expect(changes.map(\.author) == [Laptop.author, Laptop.author, Laptop.other, Laptop.author])
    #expect(changes.map(\.dot.counter) == [1, 2, 3, 4])
    #expect(changes[0].paths.allSatisfy { $0.isReserved })
    #expect(changes[1].paths == [path("/frequency"), path("/what")])
    #expect(try store.view(view.document).shown.conflicts.isEmpty)
  }

  @Test func `makes different changes of answers on different views, in order`() async throws {
    let office = FakeOffice()
    let store = try await Laptop().create().enrolled(at: office)
    let birth = try store.create(kind: "overlast", set: [path("/what"): "one"])
    try store.finish(birth.document)
    let old = try store.view(birth.document).view
    var colleague = Colleague(7)
    let theirs = try colleague.change(birth.document, seen: old.vector, set: ["/what": "theirs"])
    try await store.sync(over: ScriptedOffice(.ok(), records: [theirs.record]), tries: 1)
    // Made without having been shown the colleague's value, and after.
    _ = try store.edit(old, "/frequency", "daily")
    let new = try store.view(birth.document).view
    _ = try store.edit(new, "/category", "waste")
    try store.finish(birth.document)
    let mine = try store.history(of: birth.document).map(\.change).filter {
      $0.dot.replica != colleague.replica
    }
    try #require(mine.count == 4)
    #expect(!mine[2].seen.contains(theirs.name))
    #expect(mine[3].seen.contains(theirs.name))
  }

  @Test func `leaves a value that was not shown standing beside the new one`() async throws {
    let store = try await Laptop().create().enrolled(at: FakeOffice())
    let birth = try store.create(kind: "overlast", set: [path("/what"): "one"])
    try store.finish(birth.document)
    let old = try store.view(birth.document).view
    var colleague = Colleague(7)
    let theirs = try colleague.change(birth.document, seen: old.vector, set: ["/what": "theirs"])
    try await store.sync(over: ScriptedOffice(.ok(), records: [theirs.record]), tries: 1)
    _ = try store.edit(old, "/what", "mine")
    let shown = try store.view(birth.document)
    #expect(Set(shown.shown.conflicts.flatMap { $0.siblings.map(\.value) }) == ["theirs", "mine"])
    _ = try store.edit(shown.view, "/what", "both")
    #expect(try store.view(birth.document).shown.conflicts.isEmpty)
  }

  @Test func `gives a personal answer a change of its own`() throws {
    let store = try Laptop().create()
    let view = try store.create(
      kind: "overlast",
      set: [path("/what"): "one", path("/reporter/contact"): "06-12345678"]
    )
    try store.finish(view.document)
    let changes = try store.history(of: view.document).map(\.change)
    #expect(changes.count == 3)
    #expect(changes.first { $0.paths.contains(path("/reporter/contact")) }?.paths.count == 1)
  }

  @Test func `splits answers that together would be larger than a record`() throws {
    let store = try Laptop().create()
    var view = try store.create(kind: "overlast")
    for number in 0..<3 {
      view = try store.edit(
        view,
        "/p\(number)",
        .string(String(repeating: "x", count: 700_000))
      )
    }
    let error = #expect(throws: StoreError.self) {
      try store.edit(view, "/q", .string(String(repeating: "x", count: (1 << 20) - 300)))
    }
    #expect(error?.code == .tooLarge)
    try store.finish(view.document)
    #expect(try store.history(of: view.document).count >= 3)
    #expect(try store.view(view.document).drafts == 0)
  }

  @Test func `mints nothing twice and loses nothing, wherever it crashes`() throws {
    /// Answers of two authors, some personal; the disk calls of minting them.
    func prepared() throws -> (Laptop, Store, View) {
      let laptop = Laptop()
      let store = try laptop.create()
      var view = try store.create(
        kind: "overlast",
        set: [path("/what"): "one", path("/reporter/contact"): "06"]
      )
      view = try store.edit(view, "/frequency", "daily", by: Laptop.other)
      view = try store.edit(view, "/remarks", .string(String(repeating: "y", count: 900)))
      return (laptop, store, view)
    }
    let (whole, store, _) = try prepared()
    let before = whole.disk.calls
    try store.finish(try #require(try store.documents().first))
    let calls = whole.disk.calls - before
    #expect(calls > 5)
    for call in 1...calls + 1 {
      for cut in SimulatedDisk.PowerCut.allCases {
        for seed in 0..<4 as Range<UInt64> {
          let (laptop, store, view) = try prepared()
          laptop.disk.stop(atCall: laptop.disk.calls + call)
          try? store.finish(view.document)
          laptop.disk.stop(atCall: nil)
          let found = try laptop.afterPowerCut(cut, seed: seed).open(9)
          try found.finish(view.document)
          let changes = try found.history(of: view.document).map(\.change)
          let written = changes.flatMap(\.paths).map(\.description).sorted()
          #expect(
            written == [
              "/@kind", "/@scopes", "/@template", "/frequency", "/remarks", "/reporter/contact",
              "/what",
            ],
            "call \(call), \(cut), seed \(seed)"
          )
          #expect(Set(changes.map(\.dot)).count == changes.count)
          #expect(try found.view(view.document).waiting.isEmpty)
        }
      }
    }
  }

  @Test func `passes over a document whose beginning is damaged, and mints the others`()
    async throws
  {
    let office = FakeOffice()
    let laptop = Laptop()
    let store = try await laptop.create().enrolled(at: office)
    let broken = try store.create(kind: "overlast", set: [path("/what"): "broken"])
    _ = try store.edit(broken, "/frequency", "daily")
    let sound = try store.create(kind: "overlast", set: [path("/what"): "sound"])
    let segment = try #require(laptop.disk.paths.last { $0.hasSuffix(".jsonl") })
    let bytes = try #require(laptop.disk.bytes(of: segment))
    let place = try #require(
      (0..<bytes.count).first { bytes[$0...].starts(with: "\"broken\"".utf8) }
    )
    laptop.disk.flip(segment, at: place + 2, xor: 1)
    let again = try laptop.open(2)
    try await again.sync(over: office, tries: 1)
    #expect(Set(office.changes.map(\.document)) == [sound.document])
    #expect(try again.status().unsent == 1)
  }

  /// Found by the simulator: behind a damaged record the own line waits and is shown to nobody, yet every later edit
  /// claimed to have seen it.
  @Test func `claims nothing of the own line that waits behind a damaged record`() throws {
    let laptop = Laptop()
    var store = try laptop.create()
    var view = try store.create(kind: "overlast", set: [path("/what"): "one"])
    try store.finish(view.document)
    for (name, value) in [("/remarks", "lost"), ("/what", "two")] {
      view = try store.edit(view, set: [path(name): .string(value)])
      try store.finish(view.document)
    }
    let hidden = try #require(try store.holding(of: view.document)?.changes.last)
    let path = try #require(laptop.disk.paths.first { $0.contains("/segments/") })
    let bytes = try #require(laptop.disk.bytes(of: path))
    let lost = Array("\"/remarks\":\"lost\"".utf8)
    let places = bytes.indices.filter { bytes[$0...].starts(with: lost) }
    // The draft and the change that it became.
    for place in places { laptop.disk.flip(path, at: place, xor: 1) }
    #expect(places.count == 2)
    store = try laptop.open(2)
    let shown = try store.view(view.document)
    #expect(shown.value(at: SchouwFieldClientTests.path("/what")) == "one")
    #expect(shown.waiting.map(\.name) == [hidden.name])
    _ = try store.edit(shown.view, "/what", "three")
    try store.finish(view.document)
    let last = try #require(
      try store.holding(of: view.document)?.changes.first { $0.dot.replica != hidden.dot.replica }
    )
    #expect(!last.seen.contains(hidden.name))
    #expect(try store.value("/what", view.document) == "three")
  }

  /// Found by the simulator: a program died between its write and its sync, another one showed what it had written, a
  /// power cut took that back, and the next draft got its number: it passed for shown.
  @Test func `look again when what was shown is no more, and its number is another's`() throws {
    var hits = 0
    for call in 1...20 {
      var laptop = Laptop()
      let first = try laptop.create()
      let view = try first.create(kind: "overlast", set: [path("/what"): "one"])
      laptop.disk.stop(atCall: laptop.disk.calls + call)
      _ = try? first.edit(view, "/what", "lost")
      laptop.disk.stop(atCall: nil)
      laptop = laptop.afterPowerCut(.keep)
      let shown = try laptop.open(2).view(view.document)
      guard shown.value(at: path("/what")) == "lost" else { continue }
      laptop = laptop.afterPowerCut(.lose)
      let third = try laptop.open(3)
      let fresh = try third.view(view.document)
      guard fresh.value(at: path("/what")) == "one" else { continue }
      _ = try third.edit(fresh.view, "/what", "other")
      let kept = try #require(View(json: .object(shown.view.json)))
      let error = #expect(throws: StoreError.self) { try third.edit(kept, "/what", "mine") }
      #expect(error?.code == .lookAgain)
      hits += 1
    }
    #expect(hits > 0)
  }
}
