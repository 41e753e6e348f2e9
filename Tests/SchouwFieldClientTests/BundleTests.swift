import SchouwCanon
import SchouwDocuments
import SchouwFieldClient
import SchouwJournal
import SchouwSimulation
import SchouwSync
import SchouwTesting
import Synchronization
import Testing

@Suite struct `A bundle` {
  static let secret = "Containers vol en een geheim"

  /// A store of a laptop of its own, enrolled, which was told its scopes by a sync.
  private func store(_ seed: UInt64, _ office: FakeOffice) async throws -> (Store, Laptop) {
    var laptop = Laptop()
    laptop.machine = "machine \(seed)"
    let store = try await laptop.create(seed).enrolled(at: office)
    try await store.sync(over: office, tries: 1)
    return (store, laptop)
  }

  private func scope(_ text: String) throws -> ScopeCode { try #require(ScopeCode(text)) }

  /// A document in scope BU1, drafted only.
  private func write(_ store: Store, _ text: String = Self.secret) throws -> DocumentID {
    try store.create(
      kind: "overlast",
      scopes: [scope("BU1")],
      set: [path("/what"): .string(text)]
    ).document
  }

  /// With which error something is refused.
  private func code(_ body: () throws -> some Any) -> StoreError.Code? {
    do {
      _ = try body()
      return nil
    } catch {
      return (error as? StoreError)?.code
    }
  }

  private func contains(_ bytes: [UInt8], _ text: String) -> Bool {
    let wanted = Array(text.utf8)
    return bytes.indices.contains { bytes[$0...].starts(with: wanted) }
  }

  /// All bytes of a store's journal.
  private func journal(_ laptop: Laptop) throws -> [UInt8] {
    let folder = Laptop.folder + "/segments"
    return try laptop.disk.names(in: folder).flatMap { name in
      try laptop.disk.readWhole("\(folder)/\(name)", bytesMax: 1 << 24) ?? []
    }
  }

  @Test func `for the office says nothing of what is in it, and is still unsent`() async throws {
    let (noord, _) = try await store(1, FakeOffice())
    let document = try write(noord)
    let made = try noord.makeBundle(for: .office)
    #expect(made.changes == 2 && made.documents == 1)
    #expect(!contains(made.bytes, Self.secret))
    #expect(!contains(made.bytes, document.description))
    #expect(try noord.status().unsent == 2)
    let file = try BundleFile(reading: made.bytes)
    #expect(file.faults == [] && file.head?.counters == 1...2)
    let kinds = try file.records.map { try Record(reading: $0).kind }
    #expect(kinds == ["sealed"])
  }

  @Test func `for the office goes on by a colleague's laptop, which cannot read it`() async throws {
    let office = FakeOffice()
    let (noord, _) = try await store(1, office)
    let (zuid, laptop) = try await store(2, office)
    let document = try write(noord)
    let file = try BundleFile(reading: noord.makeBundle(for: .office).bytes)
    let taken = try zuid.take(file)
    #expect(taken.sealed == 1 && taken.changes == 0 && taken.known == 0)
    for _ in 0..<3 { #expect(try zuid.take(file).known == 1) }
    #expect(try zuid.status().unsent == 1)
    #expect(try zuid.status().documents == 0)
    let bytes = try journal(laptop)
    #expect(contains(bytes, "\"sealed\""))
    #expect(!contains(bytes, Self.secret))
    #expect(!contains(bytes, document.description))
    // It goes with the next sync, byte for byte, and once.
    let script = ScriptedOffice([
      ScriptedOffice.answer(.ok(cursor: 1, head: 1)),
      ScriptedOffice.answer(.ok(cursor: 1, head: 1)),
    ])
    try await zuid.sync(over: script, tries: 1)
    try await zuid.sync(over: script, tries: 1)
    let sent = try script.requests.withLock { $0 }.map { try MessageLines(reading: $0) }
    #expect(sent.map(\.records.count) == [1, 0])
    #expect(try sent[0].bytes[#require(sent[0].records.first)] == file.records[0])
    #expect(try zuid.status().unsent == 0)
    #expect(try zuid.take(file).known == 1)
    #expect(try zuid.status().unsent == 0)
  }

  @Test func `passes on what a laptop carries for others, by the next stick too`() async throws {
    let office = FakeOffice()
    let (noord, _) = try await store(1, office)
    let (zuid, _) = try await store(2, office)
    _ = try write(noord)
    let first = try BundleFile(reading: noord.makeBundle(for: .office).bytes)
    _ = try zuid.take(first)
    let made = try zuid.makeBundle(for: .office)
    #expect(made.passedOn == 1 && made.changes == 0)
    #expect(try BundleFile(reading: made.bytes).records == first.records)
  }

  @Test func `survives a power cut as soon as it is taken in`() async throws {
    let office = FakeOffice()
    let (noord, _) = try await store(1, office)
    let (zuid, laptop) = try await store(2, office)
    _ = try write(noord)
    _ = try zuid.take(BundleFile(reading: noord.makeBundle(for: .office).bytes))
    let after = laptop.afterPowerCut(.lose)
    #expect(try after.open(3).status().unsent == 1)
  }

  @Test func `for colleagues shows both the same, in any order and number`() async throws {
    let office = FakeOffice()
    let (noord, _) = try await store(1, office)
    let (zuid, _) = try await store(2, office)
    let document = try write(noord)
    let early = try BundleFile(
      reading: noord.makeBundle(for: .colleague([scope("BU1")])).bytes
    )
    _ = try noord.edit(noord.view(document).view, "/remarks", "later")
    let late = try BundleFile(
      reading: noord.makeBundle(for: .colleague([scope("BU1")])).bytes
    )
    for file in [late, early, late, early] { _ = try zuid.take(file) }
    #expect(try zuid.value("/what", document) == .string(Self.secret))
    #expect(try zuid.value("/remarks", document) == "later")
    #expect(try zuid.digest() == noord.digest())
    // Who took it in brings it to the office too, and both may.
    try await zuid.sync(over: office, tries: 1)
    #expect(office.changes.count == 3)
    try await noord.sync(over: office, tries: 1)
    #expect(office.changes.count == 3)
    #expect(try noord.status().unsent == 0 && zuid.status().unsent == 0)
  }

  @Test func `for colleagues has no more than the scopes that were named`() async throws {
    let office = FakeOffice()
    let (noord, _) = try await store(1, office)
    _ = try write(noord)
    let other = try noord.create(
      kind: "overlast",
      scopes: [scope("BU2")],
      set: [path("/what"): "of another scope"]
    ).document
    let made = try noord.makeBundle(for: .colleague([scope("BU1")]))
    #expect(made.documents == 1)
    #expect(contains(made.bytes, Self.secret))
    #expect(!contains(made.bytes, other.description))
    #expect(code { try noord.makeBundle(for: .colleague([scope("BU2")])) } == .badCode)
  }

  @Test func `leaves nothing here of documents outside this laptop's scopes`() async throws {
    let office = FakeOffice()
    let (zuid, laptop) = try await store(2, office)
    var colleague = Colleague(0xabc)
    let document = DocumentID(high: 1 << 14, low: 1 << 63)
    let birth = try colleague.change(
      document,
      seen: [],
      set: [
        "/@kind": "overlast", "/@scopes": ["BU9"],
        "/@template": .string(SHA256.hash([1]).base64URL),
      ]
    )
    let edit = try colleague.change(document, seen: [], set: ["/what": "role only"])
    let head = BundleHead(
      for: .colleague([try scope("BU9")]),
      device: "oost",
      replica: colleague.replica,
      counters: nil,
      epoch: nil,
      time: 0,
      records: 0
    )
    let bytes = try BundleFile.write(head, [birth.record, edit.record])
    let taken = try zuid.take(BundleFile(reading: bytes))
    #expect(taken.outside == 1 && taken.changes == 0)
    #expect(try zuid.status().documents == 0)
    #expect(!contains(try journal(laptop), "role only"))
  }

  @Test func `with work under the own replica makes a copied laptop another one`() async throws {
    let office = FakeOffice()
    let (noord, laptop) = try await store(1, office)
    let document = try write(noord)
    _ = try noord.makeBundle(for: .office)
    // The same disk, before it writes on, on a machine that cannot tell.
    var copy = laptop
    copy.disk = laptop.disk.powerCut(.lose, seed: 1)
    copy.witness = nil
    let twin = try copy.open(9)
    #expect(try twin.replica() == noord.replica())
    _ = try noord.edit(noord.view(document).view, "/remarks", "of the first")
    let file = try BundleFile(
      reading: noord.makeBundle(for: .colleague([scope("BU1")])).bytes
    )
    let taken = try twin.take(file)
    #expect(taken.isNewReplica && taken.changes == 1)
    #expect(try twin.replica() != noord.replica())
    #expect(try twin.value("/remarks", document) == "of the first")
  }

  @Test func `needs an enrolment, and never has examples`() throws {
    let store = try Laptop().create()
    #expect(code { try store.makeBundle(for: .office) } == .notEnrolled)
    let file = try BundleFile(reading: BundleFile.write(nothing, []))
    #expect(code { try store.take(file) } == .notEnrolled)
  }

  private var nothing: BundleHead {
    BundleHead(
      for: .office,
      device: "noord",
      replica: Replica(bits: 1),
      counters: nil,
      epoch: nil,
      time: 0,
      records: 0
    )
  }

  @Test func `takes a change of the greatest size to the office`() async throws {
    let (noord, _) = try await store(1, FakeOffice())
    let document = try write(noord)
    let text = String(repeating: "x", count: Limits.recordBytesMax - 1000)
    _ = try noord.edit(noord.view(document).view, "/remarks", .string(text))
    let made = try noord.makeBundle(for: .office)
    let file = try BundleFile(reading: made.bytes)
    let sealed = try file.records.map { record -> Sealed in
      guard case .sealed(let bytes) = try Record(reading: record) else {
        throw ChangeError(.badMember, rule: "R1", member: "")
      }
      return try Sealed(reading: bytes)
    }
    #expect(sealed.contains { $0.size > Limits.recordBytesMax - 1000 })
    let (zuid, _) = try await store(2, FakeOffice())
    #expect(try zuid.take(file).sealed == file.records.count)
  }
}
